//! The console's built files are embedded by a macro that sees no new ones: a change of the folder
//! builds this crate again.

fn main() -> std::io::Result<()> {
    // A folder that is not there would count as changed at every build.
    std::fs::create_dir_all("web/dist")?;
    println!("cargo::rerun-if-changed=web/dist");
    Ok(())
}
