//! Killed with -9 at any moment of publishing and started again: nothing is lost, no half page stays.

use crate::platform::{Platform, Server, until};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Articles that one import brings before the next kill.
const BATCH: usize = 60;
/// Milliseconds after the first page of a batch at which the process is killed; 0 kills at the first page.
const MOMENTS: [u64; 5] = [0, 5, 20, 60, 120];

/// Articles of a batch, all with one phrase to search for.
fn bring(platform: &Platform, batch: usize) {
    let line = |n: usize| {
        let site = if n.is_multiple_of(2) { "swj" } else { "www" };
        json!({"site": site, "column": "tzgg", "title": format!("巡查简报第 {batch}-{n} 期"), "body_html": format!("<p>{}</p>", "各片区值守电话畅通。".repeat(40)),
            "published_at": format!("2026-0{}-11 09:00", batch + 1), "source_id": format!("{batch}-{n}")})
    };
    let lines: Vec<String> = (0..BATCH).map(|n| line(n).to_string()).collect();
    assert_eq!(platform.import(&lines.join("\n"))["published"], BATCH);
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let below = |path: PathBuf| if path.is_dir() && !path.is_symlink() { files(&path) } else { vec![path] };
    // A file may be renamed while the folder is read.
    entries.filter_map(Result::ok).flat_map(|entry| below(entry.path())).collect()
}

fn pages(platform: &Platform) -> Vec<PathBuf> {
    let all = files(&platform.data().join("sites"));
    all.into_iter().filter(|f| f.extension().is_some_and(|e| e == "html")).collect()
}

/// Returns a while after the first new page, or when the process has ended by itself.
fn wait_for_pages(platform: &Platform, before: usize, moment: u64, mut runs: impl FnMut() -> bool) {
    let begun = Instant::now();
    while runs() && pages(platform).len() == before && begun.elapsed() < Duration::from_secs(30) {
        std::thread::yield_now();
    }
    std::thread::sleep(Duration::from_millis(moment));
}

/// Everything that was imported has its whole page and its hit, and the platform finds nothing amiss.
fn nothing_is_lost(platform: &Platform) {
    let found = platform.json(&["search", "--json", "--limit", "100", "巡查简报"]);
    assert_eq!(found["total"], MOMENTS.len() * BATCH);
    let verified = platform.json(&["verify", "--json"]);
    assert_eq!((&verified["ok"], &verified["pages"]), (&true.into(), &json!([])));
    let all = pages(platform);
    let whole = all.iter().filter(|p| fs::read_to_string(p).unwrap().trim_end().ends_with("</html>")).count();
    assert_eq!(whole, all.len());
    assert_eq!(all.iter().filter(|p| p.to_string_lossy().contains("/2026/")).count(), MOMENTS.len() * BATCH);
    let temporary = |f: &PathBuf| f.extension().is_some_and(|e| e == "jiyue-tmp");
    assert!(!files(&platform.data().join("sites")).iter().any(temporary));
}

#[test]
fn publishing_that_was_killed_goes_on_where_it_stood() {
    let platform = Platform::new();
    let mut interrupted = 0;
    for (batch, moment) in MOMENTS.into_iter().enumerate() {
        bring(&platform, batch);
        let before = pages(&platform).len();
        let mut process = platform.command(&["publish", "--all"]).stdout(Stdio::null()).spawn().unwrap();
        wait_for_pages(&platform, before, moment, || matches!(process.try_wait(), Ok(None)));
        interrupted += usize::from(matches!(process.try_wait(), Ok(None)));
        process.kill().unwrap();
        process.wait().unwrap();
    }
    assert!(interrupted > 0, "every run was over before its kill");
    platform.ok(&["publish"]);
    nothing_is_lost(&platform);
}

/// The value of one line of `/metrics`.
fn metric(server: &Server, name: &str) -> Option<u64> {
    let text = server.visit("localhost", "/metrics").text();
    text.lines().find_map(|l| l.strip_prefix(name)?.trim().parse().ok())
}

#[test]
fn a_server_that_was_killed_finishes_after_its_next_start() {
    let platform = Platform::new();
    for (batch, moment) in MOMENTS.into_iter().enumerate() {
        bring(&platform, batch);
        let before = pages(&platform).len();
        let mut server = platform.serve();
        wait_for_pages(&platform, before, moment, || server.is_running());
        server.kill();
    }
    let server = platform.serve();
    until("all pages are drawn", || (metric(&server, "jiyue_stale_pages")? == 0).then_some(()));
    until("the index has followed", || (metric(&server, "jiyue_index_behind")? == 0).then_some(()));
    drop(server);
    nothing_is_lost(&platform);
}

#[test]
fn a_server_that_is_asked_to_stop_ends_well_in_the_midst_of_work() {
    let platform = Platform::new();
    for batch in 0..MOMENTS.len() {
        bring(&platform, batch);
    }
    let mut server = platform.serve();
    wait_for_pages(&platform, 0, 0, || server.is_running());
    assert!(server.stop().success());
    platform.ok(&["publish"]);
    nothing_is_lost(&platform);
}

#[test]
fn a_server_that_is_asked_to_stop_before_all_its_threads_run_ends_well() {
    let platform = Platform::new();
    let mut server = platform.serve();
    assert!(server.stop().success());
}

#[test]
fn a_page_that_differs_from_what_is_known_of_it_is_written_anew() {
    let platform = Platform::new();
    bring(&platform, 0);
    platform.ok(&["publish"]);
    // As a kill between file and manifest leaves it.
    let home = platform.pages("swj").join("index.html");
    let drawn = fs::read(&home).unwrap();
    fs::write(&home, "<html>另一次生成的首页</html>").unwrap();
    let report: Value = platform.json(&["publish", "--all", "--json"]);
    assert_eq!((fs::read(&home).unwrap() == drawn, &report["written"]), (true, &1.into()));
}
