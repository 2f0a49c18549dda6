//! Word lists at the command line: the rule of two people holds here, too.
//!
//! `import` proposes as `--by`; hints are in force at once, anything else when another account agrees (`agree`, or
//! `--agreed-by` in one go). The first-start account acts alone: it is sealed as soon as there are others.

use super::Place;
use clap::{Args, Subcommand};
use cms::{App, Outcome, Problem};
use domain::LexiconChangeId;
use domain::lexicons::{ChangeState, Kind, Mode};
use std::path::PathBuf;
use std::process::ExitCode;
use store::lexicons::{self as stored, Change};

#[derive(Subcommand)]
pub enum Lexicon {
    /// 导入词库（CSV 或 XLSX），同名的整体替换
    Import(Import),
    /// 同意一项变更
    Agree {
        #[command(flatten)]
        place: Place,
        /// 变更编号
        id: String,
    },
    /// 不同意一项变更
    Refuse {
        #[command(flatten)]
        place: Place,
        /// 变更编号
        id: String,
        #[arg(long)]
        reason: String,
    },
    /// 列出词库
    List {
        #[command(flatten)]
        place: Place,
    },
    /// 列出变更，新的在前
    Changes {
        #[command(flatten)]
        place: Place,
        /// proposed、agreed 或 refused
        #[arg(long)]
        state: Option<String>,
    },
    /// 导出词库（CSV）
    Export {
        #[command(flatten)]
        place: Place,
        /// 词库代码
        code: String,
        /// 哪一版；不写就是现行版
        #[arg(long)]
        version: Option<i32>,
        /// 写到文件；不写就写到标准输出
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
}

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    file: PathBuf,
    /// 词库名称
    #[arg(long)]
    name: String,
    /// 词库代码；不写就与名称相同
    #[arg(long)]
    code: Option<String>,
    /// words（词条）、persons（人员职务）或 rules（规则等级）
    #[arg(long, default_value = "words")]
    kind: String,
    /// 只用于这个站点（站点代码）
    #[arg(long)]
    site: Option<String>,
    /// replace（整体替换）或 add（并入）
    #[arg(long, default_value = "replace")]
    mode: String,
    /// 同意这项变更的另一个账号
    #[arg(long)]
    agreed_by: Option<String>,
}

impl Lexicon {
    pub fn run(self) -> Outcome<ExitCode> {
        match self {
            Lexicon::Import(import) => import.run()?,
            Lexicon::Agree { place, id } => {
                let app = place.open()?;
                let change = app.write(&place.context(&app)?, |tx| cms::lexicons::agree(tx, change_id(&id)?))?;
                tell(&app, &change)?;
            }
            Lexicon::Refuse { place, id, reason } => {
                let app = place.open()?;
                app.write(&place.context(&app)?, |tx| cms::lexicons::refuse(tx, change_id(&id)?, &reason))?;
                println!("已记下不同意");
            }
            Lexicon::List { place } => list(&place)?,
            Lexicon::Changes { place, state } => changes(&place, state.as_deref())?,
            Lexicon::Export { place, code, version, output } => export(&place, &code, version, output)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn change_id(text: &str) -> Outcome<LexiconChangeId> {
    LexiconChangeId::parse(text).ok_or_else(|| Problem::field("id", format!("没有变更 {text}")))
}

impl Import {
    fn run(self) -> Outcome<()> {
        let app = self.place.open()?;
        let bytes =
            std::fs::read(&self.file).map_err(|e| Problem::field("file", format!("{} 读不出来：{e}", self.file.display())))?;
        let kind = Kind::parse(&self.kind).ok_or_else(|| Problem::field("kind", format!("没有 {} 这种词库", self.kind)))?;
        let mode = Mode::parse(&self.mode).ok_or_else(|| Problem::field("mode", format!("没有 {} 这种方式", self.mode)))?;
        // Whoever is to agree must exist before anything is proposed.
        let second = match &self.agreed_by {
            Some(login) => Some(Place { by: login.clone(), ..self.place.clone() }.context(&app)?),
            None => None,
        };
        let change = app.write(&self.place.context(&app)?, |tx| {
            let site = match &self.site {
                Some(code) => {
                    let found = store::sites::site_by_code(tx, code)?;
                    Some(found.ok_or_else(|| Problem::field("site", format!("没有站点 {code}")))?.id)
                }
                None => None,
            };
            let code = self.code.as_deref().unwrap_or(&self.name);
            let into = cms::lexicons::Import { code, title: &self.name, kind, site, mode, note: "命令行导入" };
            cms::lexicons::import(tx, &into, &bytes)
        });
        let change = match change {
            Err(same) if same.code == "lexicon.nothing_new" => {
                println!("词库“{}”没有变化", self.name);
                return Ok(());
            }
            other => other?,
        };
        let change = match second.filter(|_| change.state() == ChangeState::Proposed) {
            Some(second) => app.write(&second, |tx| cms::lexicons::agree(tx, change.id))?,
            None => change,
        };
        tell(&app, &change)
    }
}

/// What became of a change.
fn tell(app: &App, change: &Change) -> Outcome<()> {
    let list = app.read(|r| stored::lexicon(r, change.lexicon_id)?.ok_or_else(Problem::not_found))?;
    let rows = format!("增 {} 改 {} 删 {}", change.added, change.changed, change.removed);
    match change.number {
        Some(version) => println!("词库“{}”已更新到第 {version} 版（{rows}）", list.title),
        None => println!(
            "已提出对词库“{}”的变更（{rows}），要由另一个人同意：jiyue lexicon agree {} --by 账号",
            list.title, change.id
        ),
    }
    Ok(())
}

fn list(place: &Place) -> Outcome<()> {
    let app = place.open()?;
    let context = place.context(&app)?;
    app.read(|r| {
        let tallies = stored::tallies(r)?;
        for list in cms::lexicons::all_kept(r, &context.actor, context.now)? {
            let rows: i64 = tallies.iter().filter(|(id, ..)| *id == list.id).map(|(_, _, n)| n).sum();
            let site = match list.site_id {
                Some(id) => store::sites::site(r, id)?.map(|s| s.code).unwrap_or_default(),
                None => "platform".into(),
            };
            println!("{}\t{}\t{}\t{site}\t第 {} 版\t{rows} 条", list.code, list.title, list.kind()?.label(), list.version);
        }
        Ok(())
    })
}

fn changes(place: &Place, state: Option<&str>) -> Outcome<()> {
    let app = place.open()?;
    let context = place.context(&app)?;
    let parse = |s: &str| ChangeState::parse(s).ok_or_else(|| Problem::field("state", format!("没有 {s} 这种状态")));
    let state = state.map(parse).transpose()?;
    app.read(|r| {
        let lists = cms::lexicons::all_kept(r, &context.actor, context.now)?;
        for change in stored::changes(r, None, state, 200)? {
            let Some(list) = lists.iter().find(|list| list.id == change.lexicon_id) else { continue };
            let by = store::identity::user(r, change.proposed_by)?.map(|u| u.login).unwrap_or_default();
            let version = change.number.map(|n| format!("第 {n} 版")).unwrap_or_default();
            let rows = format!("+{} ~{} -{}", change.added, change.changed, change.removed);
            println!(
                "{}\t{}\t{}\t{version}\t{rows}\t{by}\t{}",
                change.id,
                list.code,
                change.state,
                change.proposed_at.shanghai_minute()
            );
        }
        Ok(())
    })
}

fn export(place: &Place, code: &str, version: Option<i32>, output: Option<PathBuf>) -> Outcome<()> {
    let app = place.open()?;
    let context = place.context(&app)?;
    let text = app.read(|r| {
        let missing = || Problem::field("code", format!("没有词库 {code}"));
        let list = stored::by_code(r, code)?.ok_or_else(missing)?;
        let list = cms::lexicons::kept(r, &context.actor, list.id, context.now)?;
        let version = version.unwrap_or(list.version);
        if !(0..=list.version).contains(&version) {
            return Err(Problem::field("version", format!("没有第 {version} 版")));
        }
        Ok(cms::lexicons::sheet::export(list.kind()?, &stored::rows_at(r, list.id, version)?))
    })?;
    match output {
        Some(file) => {
            std::fs::write(&file, text).map_err(|e| Problem::field("output", format!("{} 写不了：{e}", file.display())))
        }
        None => {
            print!("{text}");
            Ok(())
        }
    }
}
