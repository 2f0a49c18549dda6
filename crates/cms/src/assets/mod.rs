//! Pictures and files that staff upload (素材).

pub mod http;

use crate::App;
use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Permission, Place};
use std::path::PathBuf;
use store::Context;
use store::assets::Asset;

/// Checks and keeps a file. Its bytes are kept before the row is written: a crash in between leaves an
/// unused file, never a row without one.
pub fn keep(app: &App, context: &Context, name: &str, bytes: &[u8]) -> Outcome<Asset> {
    require_of_viewer(&context.actor, Permission::Write, Place::Anywhere, context.now)?;
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(120).collect();
    if name.is_empty() {
        return Err(Problem::field("file", "文件没有名称"));
    }
    keep_as(app, context, &name, bytes, &|sha256| Event::AssetKept { sha256, name: name.clone() })
}

/// A kept file without who wrote it and where its pictures were taken; a file of its own, the old one stays.
pub fn strip(app: &App, context: &Context, sha256: &str) -> Outcome<Asset> {
    require_of_viewer(&context.actor, Permission::Write, Place::Anywhere, context.now)?;
    let (asset, place) = find(app, sha256, None)?;
    let bytes = std::fs::read(&place).map_err(Problem::internal)?;
    let stripped = extract::strip(&asset.name, &bytes).map_err(|why| Problem::field("file", why.to_string()))?;
    let event = |new: String| Event::AssetStripped { sha256: new, name: asset.name.clone(), from: asset.sha256.clone() };
    keep_as(app, context, &asset.name, &stripped, &event)
}

fn keep_as(app: &App, context: &Context, name: &str, bytes: &[u8], event: &dyn Fn(String) -> Event) -> Outcome<Asset> {
    let stored = app.assets.keep(name, bytes, &media::Limits::default())?;
    let row = Asset {
        sha256: stored.sha256.clone(),
        name: name.to_owned(),
        kind: stored.kind.label().into(),
        size: stored.size as i64,
        width: stored.width.map(|w| w as i32),
        height: stored.height.map(|h| h as i32),
        created_at: context.now,
        created_by: context.actor.user,
    };
    app.write(context, |tx| {
        store::assets::keep(tx, &row)?;
        Ok(tx.record(event(row.sha256.clone()))?)
    })?;
    Ok(row)
}

/// A kept file and where its bytes lie; with `width` (480, 960, 1600) a picture's copy that is at most so
/// wide. The copy's ending tells its kind, the file as it came has none.
pub fn find(app: &App, sha256: &str, width: Option<u32>) -> Outcome<(Asset, PathBuf)> {
    let row = app.read(|r| store::assets::find(r, sha256).map_err(Problem::from))?.ok_or_else(Problem::not_found)?;
    let place = match width.filter(|_| row.width.is_some()) {
        Some(width) => app.assets.resized(sha256, width),
        None => app.assets.path(sha256).ok_or(media::Error::Absent),
    };
    match place {
        Ok(place) => Ok((row, place)),
        Err(media::Error::Absent) => Err(Problem::not_found()),
        Err(media::Error::Width(_)) => Err(Problem::field("w", "图片宽度只能是 480、960、1600")),
        Err(other) => Err(other.into()),
    }
}
