//! `jiyue import articles|text`

use super::{Place, Progress, print_json};
use clap::{Args, Subcommand, ValueEnum};
use cms::import::{Options, import_articles, import_text};
use cms::{Outcome, Problem};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Import {
    /// 一行一篇的 JSON 文件
    Articles(Articles),
    /// 纯文本文件，成为草稿
    Text(Text),
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    Published,
    Draft,
}

#[derive(Args)]
pub struct Articles {
    #[command(flatten)]
    place: Place,
    file: PathBuf,
    /// 自动建立没有的站点和栏目
    #[arg(long)]
    create: bool,
    #[arg(long = "as", value_enum)]
    state: As,
    #[arg(long)]
    reason: String,
}

#[derive(Args)]
pub struct Text {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    create: bool,
    #[arg(long)]
    site: String,
    #[arg(long)]
    column: String,
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Import {
    pub fn run(self) -> Outcome<ExitCode> {
        match self {
            Import::Articles(c) => c.run(),
            Import::Text(c) => c.run(),
        }
    }
}

impl Articles {
    fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        let context = self.place.context(&app)?;
        let options = Options { create: self.create, published: self.state == As::Published, reason: self.reason };
        let mut progress = Progress::new("已读入");
        let report = import_articles(&app, &context, &self.file, &options, &mut |n| progress.at(n))?;
        drop(progress);
        cms::worker::seal(&app)?;
        print_json(&report)?;
        let in_any = report.published + report.drafts + report.changed + report.skipped;
        if in_any == 0 {
            return Err(Problem::new("invalid").saying(format!(
                "{} 行都没有导入，原因见 {}.rejects.jsonl",
                report.lines,
                self.file.display()
            )));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Text {
    fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        for file in &self.files {
            let content = std::fs::read(file).map_err(|e| Problem::field("file", format!("{} 读不出来：{e}", file.display())))?;
            let context = self.place.context(&app)?;
            let id = import_text(&app, &context, &self.site, &self.column, &String::from_utf8_lossy(&content), self.create)?;
            println!("{id}\t{}", file.display());
        }
        cms::worker::seal(&app)?;
        Ok(ExitCode::SUCCESS)
    }
}
