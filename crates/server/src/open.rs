//! From a data folder to a running [`App`].

use crate::config::Config;
use cms::app::Setup;
use cms::{App, Clock, Outcome, Problem};
use rust_embed::RustEmbed;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../themes"]
struct Themes;

/// Reads the settings of a data folder, making the folder if needed.
pub fn config(data: &Path) -> Outcome<Config> {
    std::fs::create_dir_all(data)
        .map_err(|e| Problem::new("internal").saying(format!("数据目录 {} 建不了：{e}", data.display())))?;
    Config::load(data, std::env::vars()).map_err(|why| Problem::new("internal").saying(why))
}

/// Opens the platform of a data folder.
pub fn app(data: &Path, config: &Config) -> Outcome<App> {
    let themes = match config.themes() {
        Some(folder) => folder,
        None => unpack_themes(data)?,
    };
    let setup = Setup {
        data: data.to_owned(),
        themes,
        database: config.database(data),
        site_address: config.site_address.clone(),
        watch: config.watch(),
    };
    App::open(setup, Clock::System)
}

/// The page styles inside the binary, laid out in the data folder; only what differs is written.
fn unpack_themes(data: &Path) -> Outcome<PathBuf> {
    let folder = data.join("themes");
    for name in Themes::iter() {
        let Some(file) = Themes::get(&name) else { continue };
        let target = folder.join(name.as_ref());
        if std::fs::read(&target).is_ok_and(|there| there == *file.data) {
            continue;
        }
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).map_err(Problem::internal)?;
        }
        let beside = target.with_extension(format!("tmp{}", std::process::id()));
        std::fs::write(&beside, &file.data).and_then(|()| std::fs::rename(&beside, &target)).map_err(Problem::internal)?;
    }
    Ok(folder)
}
