//! The subcommands and their arguments. Exit 0 on success, 2 on wrong usage, 1 on failure with one line.

mod backup;
mod bench;
mod import;
mod lexicon;
mod platform;
pub use platform::grant_scope;
mod proof;
mod publish;
mod scan;

use crate::open;
use clap::{Args, Parser, Subcommand};
use cms::{App, Outcome, Problem};
use std::path::PathBuf;
use std::process::ExitCode;
use store::Context;

#[derive(Parser)]
#[command(name = "jiyue", version, about = "集约：政府网站集约化内容发布平台")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the platform lives and who acts.
#[derive(Args, Clone)]
pub struct Place {
    /// 数据目录
    #[arg(long, default_value = "data")]
    pub data: PathBuf,
    /// 操作人账号，记入审计
    #[arg(long, default_value = "admin")]
    pub by: String,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务（网页、接口、后台任务）
    Serve {
        #[command(flatten)]
        place: Place,
        /// 只提供网页和接口，不做后台任务
        #[arg(long)]
        no_worker: bool,
    },
    /// 只做后台任务
    Worker {
        #[command(flatten)]
        place: Place,
    },
    /// 建立平台或升级数据库；可重复执行
    Migrate {
        #[command(flatten)]
        place: Place,
    },
    /// 导入稿件
    #[command(subcommand)]
    Import(import::Import),
    /// 生成页面
    Publish(publish::Publish),
    /// 搜索已发布的稿件
    Search(publish::Search),
    /// 检查文字
    Proof(proof::Proof),
    /// 复查线上稿件和页面
    Scan(scan::Scan),
    /// 核对页面文件与审计链
    Verify(platform::Verify),
    /// 备份到一个目录
    Backup(backup::Backup),
    /// 从备份恢复
    Restore(backup::Restore),
    /// 把数据库搬到 PostgreSQL（先停服务）
    Move(backup::Move),
    /// 账号
    #[command(subcommand)]
    User(platform::User),
    /// 词库
    #[command(subcommand)]
    Lexicon(lexicon::Lexicon),
    /// 配置
    #[command(subcommand)]
    Config(platform::ConfigCommand),
    /// 接口说明（OpenAPI）
    Openapi,
    /// 装入演示内容
    Demo(crate::demo::Demo),
}

pub fn run(cli: Cli) -> Outcome<ExitCode> {
    match cli.command {
        Command::Serve { place, no_worker } => crate::serve::serve(&place, !no_worker),
        Command::Worker { place } => crate::serve::work(&place),
        Command::Migrate { place } => platform::migrate(&place),
        Command::Import(c) => c.run(),
        Command::Publish(c) => c.run(),
        Command::Search(c) => c.run(),
        Command::Proof(c) => c.run(),
        Command::Scan(c) => c.run(),
        Command::Verify(c) => c.run(),
        Command::Backup(c) => c.run(),
        Command::Restore(c) => c.run(),
        Command::Move(c) => c.run(),
        Command::User(c) => c.run(),
        Command::Lexicon(c) => c.run(),
        Command::Config(c) => c.run(),
        Command::Openapi => {
            print_json(&cms::openapi::document())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo(c) => c.run(),
    }
}

impl Place {
    /// Opens the platform; log lines go to standard error.
    pub fn open(&self) -> Outcome<App> {
        let config = open::config(&self.data)?;
        crate::serve::start_log(&config.log, &config.log_format);
        open::app(&self.data, &config)
    }

    /// The operator's context at this instant.
    pub fn context(&self, app: &App) -> Outcome<Context> {
        let now = app.now();
        let actor = app.read(|r| cms::identity::operator(r, &self.by, now))?;
        Ok(app.context(actor))
    }
}

/// Message and field problems in one line.
pub fn one_line(problem: &Problem) -> String {
    let fields: Vec<String> =
        problem.fields.iter().filter(|f| f.message != problem.detail).map(|f| format!("{}：{}", f.field, f.message)).collect();
    let line = if fields.is_empty() { problem.detail.clone() } else { format!("{}（{}）", problem.detail, fields.join("；")) };
    line.replace('\n', " ")
}

pub fn print_json(value: &impl serde::Serialize) -> Outcome<()> {
    println!("{}", serde_json::to_string(value)?);
    Ok(())
}

/// Says how far long work is, on standard error: in place on a terminal, a line now and then otherwise.
pub struct Progress {
    what: &'static str,
    terminal: bool,
    said: std::time::Instant,
}

impl Progress {
    pub fn new(what: &'static str) -> Progress {
        use std::io::IsTerminal;
        Progress { what, terminal: std::io::stderr().is_terminal(), said: std::time::Instant::now() }
    }

    pub fn at(&mut self, n: usize) {
        let pause = if self.terminal { 100 } else { 5000 };
        if self.said.elapsed().as_millis() >= pause {
            self.said = std::time::Instant::now();
            if self.terminal { eprint!("\r{} {n}", self.what) } else { eprintln!("{} {n}", self.what) }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}
