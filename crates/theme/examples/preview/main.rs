//! Draws every kind of page with invented content, to look at a theme without a server.
//!
//! `cargo run -p theme --example preview -- <output folder> [theme folder]` writes one folder per
//! site (`www`, `swj`, `qlz`, `old`); serve such a folder as the root of a host.

mod content;
mod pages;
mod pictures;
mod rows;
mod sites;

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use theme::Theme;
use theme::content::Content;
use theme::lint::{Kind, lint};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().ok_or("用法：preview <输出目录> [主题目录]")?);
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/default");
    let theme = Theme::load(&arguments.next().map_or(default, PathBuf::from))?;
    let mut failed = 0;
    for fixture in [sites::portal(), sites::department(), sites::township(), sites::archive()] {
        let folder = out.join(&fixture.site.code);
        copy_assets(&theme, &folder)?;
        let pages = pages::of(&fixture);
        let content: Rc<dyn Content> = Rc::new(fixture);
        for (name, page) in pages {
            let mut html = Vec::new();
            if let Err(fault) = theme.render(&page, Rc::clone(&content), &mut html) {
                failed += 1;
                eprintln!("{}: {fault}", folder.join(&name).display());
                continue;
            }
            for fault in lint(&String::from_utf8_lossy(&html), Kind::of(&page)) {
                eprintln!("{}: {fault}", folder.join(&name).display());
            }
            write(&folder.join(name), &html)?;
        }
    }
    println!("主题 {} {}，{failed} 页失败", theme.name(), theme.hash8());
    if failed > 0 { Err("有页面没有绘成".into()) } else { Ok(()) }
}

fn copy_assets(theme: &Theme, folder: &Path) -> std::io::Result<()> {
    for (name, file) in theme.assets() {
        write(&folder.join("static").join(theme.hash8()).join(name), &fs::read(file)?)?;
    }
    write(&folder.join("site-state.css"), b"")?;
    for (name, svg) in pictures::all() {
        write(&folder.join("pictures").join(format!("{name}.svg")), svg.as_bytes())?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
