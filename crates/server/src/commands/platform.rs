//! Founding and watching over a platform: migrate, verify, accounts, settings.

use super::{Place, one_line, print_json};
use crate::open;
use clap::{Args, Subcommand};
use cms::{Outcome, Problem, identity};
use domain::identity::{Actor, Role, ScopeKind};
use std::process::ExitCode;

pub fn migrate(place: &Place) -> Outcome<ExitCode> {
    let app = place.open()?;
    let password = first_password()?;
    let founded = app.store.work(&app.context(Actor::worker()), |tx| identity::found_platform(tx, &password))?;
    cms::worker::seal(&app)?;
    if founded {
        println!("平台已建立。初始管理员 {}，密码 {password}（只显示这一次）", identity::FOUNDER);
    } else {
        println!("平台已是最新");
    }
    Ok(ExitCode::SUCCESS)
}

/// Random and strong enough: 20 hex digits with a capital letter and a mark.
fn first_password() -> Outcome<String> {
    Ok(format!("Jy-{}", &uuid::Uuid::new_v4().simple().to_string()[..20]))
}

#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
    /// 重新生成不符的页面，移走外来文件
    #[arg(long)]
    repair: bool,
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        let chain = app.read(|r| Ok(store::audit::verify(r)?))?;
        let mismatches = cms::publishing::reconcile(&app, self.repair)?;
        if self.repair && !mismatches.is_empty() {
            cms::publishing::draw_all(&app, &mut |_| {})?;
        }
        let sound = chain.broken_at.is_none() && (mismatches.is_empty() || self.repair);
        if self.json {
            let chain = serde_json::json!({ "sealed": chain.sealed, "unsealed": chain.unsealed, "broken_at": chain.broken_at, "head": chain.head });
            print_json(&serde_json::json!({ "ok": sound, "chain": chain, "pages": mismatches }))?;
        } else {
            match chain.broken_at {
                None => println!("审计链完好：{} 条已封存，{} 条待封存", chain.sealed, chain.unsealed),
                Some(at) => println!("审计链在第 {at} 条断开：这条记录被改动过"),
            }
            for m in &mismatches {
                let what = match m.kind {
                    "missing" => "文件缺失",
                    "changed" => "内容被改动",
                    _ => "不是平台写的文件",
                };
                println!("{} {} {what}", m.site, m.path);
            }
            println!("页面核对完毕，{} 处不符", mismatches.len());
        }
        Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

#[derive(Subcommand)]
pub enum User {
    /// 列出账号
    List {
        #[command(flatten)]
        place: Place,
    },
    /// 新建账号（密码从标准输入读）
    Add {
        #[command(flatten)]
        place: Place,
        login: String,
        #[arg(long)]
        name: String,
        #[arg(long, default_value = "")]
        title: String,
        /// 单位代码
        #[arg(long, default_value = "platform")]
        unit: String,
    },
    /// 授予角色
    Grant {
        #[command(flatten)]
        place: Place,
        login: String,
        role: String,
        /// platform、unit:代码、site:代码、column:站点/路径
        #[arg(long, default_value = "platform")]
        scope: String,
    },
    /// 重设密码（从标准输入读）
    Password {
        #[command(flatten)]
        place: Place,
        login: String,
    },
    /// 为接口调用签发令牌
    Token {
        #[command(flatten)]
        place: Place,
        login: String,
        #[arg(long, default_value_t = 30)]
        days: i64,
    },
}

impl User {
    pub fn run(self) -> Outcome<ExitCode> {
        match self {
            User::List { place } => list(&place)?,
            User::Add { place, login, name, title, unit } => {
                let (app, password) = (place.open()?, read_password()?);
                app.write(&place.context(&app)?, |tx| {
                    let unit = store::identity::unit_by_code(tx, &unit)?
                        .ok_or_else(|| Problem::field("unit", format!("没有单位 {unit}")))?;
                    identity::open_account(
                        tx,
                        &identity::Opening { unit: unit.id, login: &login, password: &password, name: &name, title: &title },
                    )
                })?;
                println!("已建账号 {login}");
            }
            User::Grant { place, login, role, scope } => {
                let app = place.open()?;
                app.write(&place.context(&app)?, |tx| grant_scope(tx, &login, &role, &scope))?;
                println!("已授予 {login} {role}（{scope}）");
            }
            User::Password { place, login } => {
                let (app, password) = (place.open()?, read_password()?);
                app.write(&place.context(&app)?, |tx| identity::reset_password(tx, &login, &password))?;
                println!("{login} 的密码已重设，已登录的会话都已退出");
            }
            User::Token { place, login, days } => {
                let app = place.open()?;
                println!("{}", identity::issue_token(&app, &place.context(&app)?, &login, days)?);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(place: &Place) -> Outcome<()> {
    let app = place.open()?;
    let now = app.now();
    app.read(|r| {
        for user in store::identity::users(r)? {
            let roles: Vec<String> = store::identity::grants_at(r, Some(user.id), now)?.into_iter().map(|g| g.role).collect();
            println!("{}\t{}\t{}\t{}\t{}", user.login, user.titled_name(), user.unit, user.state, roles.join(","));
        }
        Ok(())
    })
}

/// Grants a role within a scope written as text.
pub fn grant_scope(tx: &mut store::Tx, login: &str, role: &str, scope: &str) -> Outcome<()> {
    let user = store::identity::user_by_login(tx, login)?.ok_or_else(|| Problem::field("login", format!("没有账号 {login}")))?;
    let role = Role::parse(role).ok_or_else(|| Problem::field("role", format!("没有角色 {role}")))?;
    let missing = || Problem::field("scope", format!("没有 {scope}"));
    let (kind, id) = match scope.split_once(':') {
        None if scope == "platform" => (ScopeKind::Platform, None),
        Some(("unit", code)) => (ScopeKind::Unit, Some(store::identity::unit_by_code(tx, code)?.ok_or_else(missing)?.id.cast())),
        Some(("site", code)) => (ScopeKind::Site, Some(store::sites::site_by_code(tx, code)?.ok_or_else(missing)?.id.cast())),
        Some(("column", place)) => {
            let (code, path) = place.split_once('/').ok_or_else(missing)?;
            let site = store::sites::site_by_code(tx, code)?.ok_or_else(missing)?;
            (ScopeKind::Column, Some(store::sites::column_by_path(tx, site.id, path)?.ok_or_else(missing)?.id.cast()))
        }
        _ => return Err(missing()),
    };
    identity::grant(tx, user.id, role, kind, id).map(|_| ())
}

fn read_password() -> Outcome<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(Problem::internal)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        Err(Problem::field("password", "请从标准输入给出密码，例如 echo '…' | jiyue user password …"))
    } else {
        Ok(password)
    }
}

#[derive(Subcommand)]
pub enum ConfigCommand {
    /// 显示生效的配置，密码隐去
    Print {
        #[command(flatten)]
        place: Place,
    },
}

impl ConfigCommand {
    pub fn run(self) -> Outcome<ExitCode> {
        let ConfigCommand::Print { place } = self;
        match open::config(&place.data) {
            Ok(config) => print!("{}", config.masked()),
            Err(problem) => {
                eprintln!("jiyue: {}", one_line(&problem));
                return Ok(ExitCode::from(1));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
