//! The API's contract in the console: `openapi.json` from the server, `schema.d.ts` from that.

use crate::{Outcome, console, paths, served, shell};
use std::fs;
use std::path::{Path, PathBuf};

fn openapi() -> PathBuf {
    paths::web().join("src/api/openapi.json")
}

fn types() -> PathBuf {
    paths::web().join("src/api/schema.d.ts")
}

/// Writes both files as the server is now.
pub fn write() -> Outcome<()> {
    crate::prerequisites::to_build()?;
    console::build()?;
    let (json, ts) = generate(&served::build()?)?;
    fs::write(openapi(), json).and_then(|()| fs::write(types(), ts)).map_err(|e| format!("writing the contract: {e}"))?;
    shell::say("openapi.json and schema.d.ts are up to date");
    Ok(())
}

/// Fails when the files in the tree are not what the server says.
pub fn compare(program: &Path) -> Outcome<()> {
    let (json, ts) = generate(program)?;
    for (file, fresh) in [(openapi(), json), (types(), ts)] {
        let kept = fs::read_to_string(&file).unwrap_or_default();
        if kept != fresh {
            return Err(format!("{} is out of date: regenerate with cargo xtask api", file.display()));
        }
    }
    Ok(())
}

/// The contract and its TypeScript types. The generator is a package of the browser tests.
fn generate(program: &Path) -> Outcome<(String, String)> {
    let said = shell::read("jiyue openapi", shell::command(&program.display().to_string()).arg("openapi"))?;
    // Indented and in order of keys, so that a change reads as a difference of lines.
    let document: serde_json::Value = serde_json::from_str(&said).map_err(|e| format!("jiyue openapi: {e}"))?;
    let json = serde_json::to_string_pretty(&document).map_err(|e| e.to_string())? + "\n";
    console::packages(&paths::browser())?;
    let folder = served::scratch("api")?;
    let (from, to) = (folder.join("openapi.json"), folder.join("schema.d.ts"));
    fs::write(&from, &json).map_err(|e| e.to_string())?;
    let mut npx = shell::command("npx");
    npx.args(["--no-install", "openapi-typescript"]).arg(&from).arg("-o").arg(&to).current_dir(paths::browser());
    shell::read("openapi-typescript", &mut npx)?;
    let ts = fs::read_to_string(&to).map_err(|e| e.to_string())?;
    served::clear(&folder)?;
    Ok((json, ts))
}
