//! `jiyue backup` and `jiyue restore`: database, assets, keys and settings in one folder. Pages and index
//! are derived and drawn again.

use super::Place;
use clap::Args;
use cms::identity::require_of_viewer;
use cms::{App, Outcome, Problem};
use domain::event::Event;
use domain::identity::{Permission, Place as Where};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Context;

#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// 备份目录，须不存在
    to: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    /// 备份目录
    from: PathBuf,
    /// 数据目录，须不存在或为空
    #[arg(long)]
    data: PathBuf,
}

#[derive(Args)]
pub struct Move {
    #[command(flatten)]
    place: Place,
    /// 空的 PostgreSQL 数据库，postgres://…
    #[arg(long)]
    to: String,
}

/// Opens the platform for someone who may operate it.
fn operate(place: &Place) -> Outcome<(App, Context)> {
    let app = place.open()?;
    let context = place.context(&app)?;
    require_of_viewer(&context.actor, Permission::Operate, Where::Platform, context.now)?;
    Ok((app, context))
}

impl Move {
    pub fn run(self) -> Outcome<ExitCode> {
        let (app, _) = operate(&self.place)?;
        let target = store::Settings { url: self.to, ..app.setup.database.clone() };
        let target = store::Store::open(&target)?;
        let rows = app.store.copy_to(&target)?;
        println!("已复制 {rows} 行；把 database_url 改为新数据库后启动");
        Ok(ExitCode::SUCCESS)
    }
}

/// Folders that go into a backup beside the database.
const KEPT: &[&str] = &["assets", "keys"];

impl Backup {
    pub fn run(self) -> Outcome<ExitCode> {
        let (app, context) = operate(&self.place)?;
        if self.to.exists() {
            return Err(Problem::field("to", format!("{} 已存在", self.to.display())));
        }
        if app.store.engine() == store::Engine::Postgres {
            return Err(Problem::field("data", "PostgreSQL 数据库请用 pg_dump 备份，并另外复制数据目录里的 assets 和 keys"));
        }
        let unfinished = self.to.with_extension("unfinished");
        if unfinished.exists() {
            std::fs::remove_dir_all(&unfinished).map_err(Problem::internal)?;
        }
        std::fs::create_dir_all(&unfinished).map_err(Problem::internal)?;
        app.store.snapshot(&unfinished.join("db.sqlite"))?;
        for name in KEPT {
            copy_tree(&self.place.data.join(name), &unfinished.join(name)).map_err(Problem::internal)?;
        }
        let config = self.place.data.join("config.toml");
        if config.exists() {
            std::fs::copy(&config, unfinished.join("config.toml")).map_err(Problem::internal)?;
        }
        std::fs::rename(&unfinished, &self.to).map_err(Problem::internal)?;
        app.write(&context, |tx| Ok(tx.record(Event::BackupMade { file: self.to.display().to_string() })?))?;
        println!("已备份到 {}", self.to.display());
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub fn run(self) -> Outcome<ExitCode> {
        if !self.from.join("db.sqlite").is_file() {
            return Err(Problem::field("from", format!("{} 不是一份备份", self.from.display())));
        }
        if self.data.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Problem::field("data", format!("{} 里已有内容", self.data.display())));
        }
        copy_tree(&self.from, &self.data).map_err(Problem::internal)?;
        println!(
            "已恢复到 {}；请执行 jiyue publish --all --data {} 重新生成页面和搜索索引",
            self.data.display(),
            self.data.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}

fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    if !from.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
