//! Reading a theme's folder.

#![allow(clippy::unwrap_used, reason = "a test's own functions may fail the test")]

use std::fs;
use std::path::PathBuf;
use theme::Theme;

/// A small whole theme in a folder of this test's own.
fn folder(test: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.join("templates/home")).unwrap();
    fs::create_dir_all(dir.join("assets/img")).unwrap();
    fs::write(dir.join("theme.toml"), "api = 1\nname = \"小样\"\n").unwrap();
    fs::write(dir.join("templates/home/portal.html"), "<p>").unwrap();
    fs::write(dir.join("assets/img/a.svg"), "<svg/>").unwrap();
    dir
}

fn fault(dir: &std::path::Path) -> String {
    Theme::load(dir).err().map(|f| f.to_string()).unwrap_or_default()
}

#[test]
fn assets_are_listed_below_their_folder() {
    let dir = folder("assets");
    let theme = Theme::load(&dir).unwrap();
    assert_eq!(theme.name(), "小样");
    let file = dir.join("assets/img/a.svg");
    assert_eq!(theme.assets(), [("img/a.svg".to_owned(), file)]);
}

#[test]
fn the_hash_follows_every_byte_and_name() {
    let dir = folder("hash");
    let first = Theme::load(&dir).unwrap().hash().to_owned();
    assert_eq!((first.len(), Theme::load(&dir).unwrap().hash()), (64, first.as_str()));
    fs::write(dir.join("assets/img/a.svg"), "<svg />").unwrap();
    let second = Theme::load(&dir).unwrap().hash().to_owned();
    fs::rename(dir.join("assets/img/a.svg"), dir.join("assets/img/b.svg")).unwrap();
    let third = Theme::load(&dir).unwrap().hash().to_owned();
    assert!(first != second && second != third);
}

#[test]
fn hidden_files_do_not_count() {
    let dir = folder("hidden");
    let before = Theme::load(&dir).unwrap().hash().to_owned();
    fs::write(dir.join(".draft.swp"), "x").unwrap();
    assert_eq!(Theme::load(&dir).unwrap().hash(), before);
}

#[test]
fn a_theme_of_another_api_is_refused() {
    let dir = folder("api");
    fs::write(dir.join("theme.toml"), "api = 2\nname = \"x\"\n").unwrap();
    assert_eq!(fault(&dir), "主题文件 theme.toml：api = 2，本程序支持 api = 1");
}

#[test]
fn a_folder_without_manifest_is_no_theme() {
    let dir = folder("manifest");
    fs::remove_file(dir.join("theme.toml")).unwrap();
    assert!(fault(&dir).contains("theme.toml"));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let dir = folder("link");
    std::os::unix::fs::symlink("/etc/hostname", dir.join("assets/host")).unwrap();
    assert_eq!(Theme::load(&dir).unwrap().assets().len(), 1);
}
