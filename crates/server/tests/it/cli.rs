//! The commands that other programs rely on: what they print, where, and with which exit code.

use crate::platform::{Platform, bare, error_of, path};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

fn line(source_id: impl Into<Value>, title: &str) -> Value {
    json!({"site": "swj", "column": "xxgk/tzgg", "column_name": "通知公告", "title": title, "body_html": "<p>各片区值守电话畅通。</p>",
        "source": "云溪市水务局", "published_at": "2026-01-05 09:00", "source_id": source_id.into()})
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// The names in a JSON object.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|o| o.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// A failed command says why in one line on standard error, and nothing on standard output.
fn fails(output: &Output, with: &str) {
    let error = error_of(output);
    assert_eq!((code(output), error.trim_end().lines().count()), (1, 1), "{error}");
    assert!(error.contains(with), "{error}");
}

fn import(platform: &Platform, name: &str, lines: &str, more: &[&str]) -> Output {
    let file = platform.file(name, lines);
    platform.run(&[&["import", "articles", path(&file), "--reason", "迁移"], more].concat())
}

#[test]
fn migrating_again_changes_nothing() {
    let platform = Platform::new();
    assert!(platform.admin_password.len() > 12);
    let again = platform.ok(&["migrate"]);
    assert!(!again.contains("密码"), "{again}");
    assert_eq!(platform.json(&["verify", "--json"])["ok"], true);
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let platform = Platform::new();
    for args in [&["publis"][..], &["import", "articles", "x.jsonl"], &["publish", "--frobnicate"], &["search"]] {
        assert_eq!(code(&platform.run(args)), 2, "{args:?}");
    }
    assert_eq!(code(&bare(&["--help"]).output().unwrap()), 0);
    fails(&import(&platform, "a.jsonl", "", &["--as", "published", "--by", "nobody"]), "nobody");
    fails(&platform.run(&["import", "articles", "/nonexistent.jsonl", "--as", "draft", "--reason", "迁移"]), "打不开");
    fails(&platform.run(&["publish", "--all", "--site", "none"]), "没有这个站点");
}

#[test]
fn good_lines_go_in_and_bad_ones_into_the_rejects() {
    let platform = Platform::new();
    let lines = format!(
        "{}\n坏行\n\n{}\n{}\n",
        line(1, "第一篇"),
        line("2", ""),
        json!({"site": "swj", "column": "xxgk/tzgg", "title": "第三篇", "body_md": "正文", "more": 1})
    );
    let output = import(&platform, "a.jsonl", &lines, &["--create", "--as", "published"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (code(&output), &report["lines"], &report["published"], &report["rejected"], &report["unknown_keys"]),
        (0, &4.into(), &2.into(), &2.into(), &1.into())
    );
    let rejects = fs::read_to_string(platform.beside("a.jsonl.rejects.jsonl")).unwrap();
    let rejected: Vec<Value> = rejects.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!((&rejected[0]["line"], &rejected[0]["text"], &rejected[1]["line"]), (&2.into(), &"坏行".into(), &4.into()));
    assert!(rejected.iter().all(|r| r["reason"].as_str().is_some_and(|why| !why.is_empty())));
}

#[test]
fn a_file_of_which_nothing_goes_in_is_a_failure() {
    let platform = Platform::new();
    let output = import(&platform, "a.jsonl", "坏行\n{}\n", &["--create", "--as", "published"]);
    fails(&output, "a.jsonl.rejects.jsonl");
    let unknown = import(&platform, "b.jsonl", &line(1, "第一篇").to_string(), &["--as", "published"]);
    fails(&unknown, "没有导入");
}

#[test]
fn an_import_run_again_skips_and_a_changed_text_is_a_draft() {
    let platform = Platform::new();
    platform.import(&format!("{}\n{}", line(1, "第一篇"), line("abc", "第二篇")));
    let again = platform.import(&format!("{}\n{}", line("1", "第一篇"), line("abc", "第二篇（改）")));
    assert_eq!((&again["skipped"], &again["changed"], &again["published"]), (&1.into(), &1.into(), &0.into()));
    platform.ok(&["publish"]);
    assert_eq!(platform.json(&["search", "--json", "第二篇"])["hits"][0]["title"], "第二篇");
}

#[test]
fn an_import_without_ids_is_idempotent_too() {
    let platform = Platform::new();
    let mut one = line(1, "第一篇");
    one.as_object_mut().unwrap().remove("source_id");
    assert_eq!(platform.import(&one.to_string())["published"], 1);
    assert_eq!(platform.import(&one.to_string())["skipped"], 1);
}

#[test]
fn an_imported_text_keeps_its_time_and_its_old_address() {
    let platform = Platform::new();
    platform.import(&line(0, "先有站点").to_string());
    let mut one = line(1, "第一篇");
    one["source_url"] = "http://swj.localhost/old/1.htm?x=1".into();
    platform.import(&one.to_string());
    platform.ok(&["publish"]);
    let hit = platform.json(&["search", "--json", "第一篇"])["hits"][0].clone();
    assert_eq!(hit["published_at"], "2026-01-05T09:00:00+08:00");
    let answer = platform.serve().visit("swj.localhost", "/old/1.htm");
    assert_eq!((answer.status, answer.header("location")), (301, hit["url"].as_str().unwrap()));
}

#[test]
fn a_plain_text_becomes_a_draft() {
    let platform = Platform::new();
    let file = platform.file("a.txt", "关于夜间检修的通知\n来源：云溪市水务局 作者：周敏\n\n第一段。\n第二段。\n");
    let said = platform.ok(&["import", "text", "--create", "--site", "swj", "--column", "tzgg", path(&file)]);
    let id = said.split('\t').next().unwrap();
    let server = platform.serve();
    let shown = server.log_in("admin", &platform.admin_password).get(&format!("articles/{id}"));
    assert_eq!(
        (&shown["state"], &shown["text"]["title"], &shown["text"]["author"]),
        (&"draft".into(), &"关于夜间检修的通知".into(), &"周敏".into())
    );
}

#[test]
fn publishing_prints_its_figures() {
    let platform = Platform::new();
    platform.import(&line(1, "第一篇").to_string());
    let printed = platform.json(&["publish", "--json"]);
    for key in ["pages", "written", "unchanged", "seconds", "cpu_seconds", "peak_rss_bytes"] {
        assert!(printed[key].is_number(), "{key}");
    }
    let again = platform.json(&["publish", "--all", "--json", "--site", "swj"]);
    assert_eq!((&again["written"], &again["unchanged"]), (&0.into(), &printed["pages"]));
}

#[test]
fn the_bench_prints_figures_per_article() {
    let platform = Platform::new();
    platform.import(&line(1, "第一篇").to_string());
    let printed = platform.json(&["publish", "--bench-one", "3", "--site", "swj", "--column", "xxgk/tzgg", "--json"]);
    for key in ["p50_ms", "p99_ms", "cpu_ms", "files_touched", "list_pages_touched"] {
        assert!(printed[key].is_number(), "{key}");
    }
    assert!(printed["list_pages_touched"].as_f64().unwrap() <= 2.0);
    assert_eq!(platform.json(&["search", "--json", "计时稿件"])["total"], 3);
}

#[test]
fn a_search_prints_its_hits() {
    let platform = Platform::new();
    platform.import(&format!("{}\n{}", line(1, "供水第一篇"), line(2, "供水第二篇")));
    platform.ok(&["publish"]);
    let found = platform.json(&["search", "--json", "--site", "swj", "--limit", "1", "供水"]);
    assert_eq!((keys(&found), &found["total"]), (vec!["hits", "took_us", "total"], &2.into()));
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    assert_eq!(keys(&found["hits"][0]), ["id", "published_at", "site", "snippet", "title", "url"]);
    assert_eq!(platform.json(&["search", "--json", "没有的词句"])["total"], 0);
}

/// What `jiyue proof` answers to this input.
fn proof(args: &[&str], input: &str) -> String {
    let mut process = bare(&[&["proof"], args].concat()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn proofing_answers_each_line_with_a_line() {
    let platform = Platform::new();
    let words = platform.file("words.csv", "category,severity,word,suggestion\ncodename,block,云雀计划,改为公开名称\n");
    let input =
        "{\"id\": 7, \"text\": \"关于云雀计划\"}\n坏行\n{\"id\": \"x\", \"text\": \"<p>平安</p>\", \"format\": \"html\"}\n";
    let said = proof(&["--lexicon", path(&words), "--format", "jsonl"], input);
    let lines: Vec<Value> = said.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let hit = &lines[0]["hits"][0];
    assert_eq!(keys(hit), ["category", "end", "found", "message", "rule", "severity", "start", "suggestion"]);
    assert_eq!(
        (&hit["start"], &hit["end"], &hit["category"], &hit["rule"]),
        (&2.into(), &6.into(), &"sensitive".into(), &"codename".into())
    );
    assert_eq!((lines.len(), lines[1]["error"].is_string(), &lines[2]), (3, true, &json!({"id": "x", "hits": []})));
}

#[test]
fn a_folder_is_checked_file_by_file_and_what_cannot_be_read_is_said() {
    let platform = Platform::new();
    let folder = platform.beside("texts");
    fs::create_dir_all(folder.join("inner")).unwrap();
    fs::write(folder.join("a.txt"), "通知\n定于2026年2月30日召开").unwrap();
    fs::write(folder.join("inner/b.docx"), [0u8, 159, 146, 150, 7, 1, 2, 3]).unwrap();
    let output = bare(&["proof", "--fail-on", "block", path(&folder)]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("a.txt\n  2:3  禁发  「2026年2月30日」") && said.contains("未检查"), "{said}");
    assert_eq!((output.status.code(), said.contains("共 2 篇")), (Some(1), true), "{said}");
    let calm = bare(&["proof", path(&folder)]).output().unwrap();
    assert!(calm.status.success());
}

#[test]
fn a_secret_is_masked_and_an_unknown_key_told_in_a_line() {
    let platform = Platform::new();
    let url = "postgres://jiyue:geheim@127.0.0.1:5432/jiyue";
    let output = platform.command(&["config", "print"]).env("JIYUE_DATABASE_URL", url).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("jiyue:***@127.0.0.1") && !said.contains("geheim"), "{said}");
    fails(&platform.command(&["publish"]).env("JIYUE_LISTENN", "x").output().unwrap(), "listenn");
    fs::write(platform.data().join("config.toml"), "no_such_key = 1\n").unwrap();
    fails(&platform.run(&["publish"]), "no_such_key");
    fs::write(platform.data().join("config.toml"), "listen = [\n").unwrap();
    fails(&platform.run(&["publish"]), "config.toml");
}

/// Every page of a site with its bytes.
fn pages(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(pages(&entry.path()).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn a_restored_platform_draws_the_same_pages() {
    let platform = Platform::new();
    platform.import(&(0..30).map(|n| line(n, &format!("第 {n} 篇")).to_string()).collect::<Vec<_>>().join("\n"));
    platform.ok(&["publish"]);
    let (drawn, backup) = (pages(&platform.pages("swj")), platform.beside("backup"));
    platform.ok(&["backup", path(&backup)]);
    fs::rename(platform.data(), platform.beside("lost")).unwrap();
    platform.ok(&["restore", path(&backup)]);
    platform.ok(&["publish", "--all"]);
    assert_eq!(platform.json(&["verify", "--json"])["ok"], true);
    assert!(pages(&platform.pages("swj")) == drawn);
    assert_eq!(platform.json(&["search", "--json", "值守电话"])["total"], 30);
}

#[test]
fn a_backup_overwrites_nothing() {
    let platform = Platform::new();
    let backup = platform.beside("backup");
    // What a backup that was killed left behind.
    fs::create_dir(platform.beside("backup.unfinished")).unwrap();
    platform.file("backup.unfinished/db.sqlite", "halb");
    platform.ok(&["backup", path(&backup)]);
    fails(&platform.run(&["backup", path(&backup)]), "已存在");
    fails(&platform.run(&["restore", path(&backup)]), "已有内容");
}

#[test]
fn a_backup_of_postgresql_names_the_tool_for_it() {
    let Some(store) = testkit::postgres() else { return };
    let platform = Platform::on(Some(store.url().to_owned()));
    let backup = platform.beside("backup");
    fails(&platform.run(&["backup", path(&backup)]), "pg_dump");
    assert!(!backup.exists() && !platform.beside("backup.unfinished").exists());
}

#[test]
fn a_word_list_is_changed_by_two_people_at_the_command_line_too() {
    let platform = Platform::new();
    ["keeper", "other"].iter().for_each(|login| platform.open_account(login, "security_admin", "platform"));
    let words = platform.file("words.csv", "category,severity,word\nad,block,包赚不赔\nad,warn,=SUM(A1)\n");
    let import = |more: &[&str]| platform.run(&[&["lexicon", "import", path(&words), "--name", "市级词库"], more].concat());
    let said = String::from_utf8(import(&["--by", "keeper"]).stdout).unwrap();
    let id = said.split_once("lexicon agree ").expect(&said).1.split(' ').next().unwrap();
    fails(&platform.run(&["lexicon", "agree", id, "--by", "keeper"]), "另一个人");
    assert!(platform.ok(&["lexicon", "agree", id, "--by", "other"]).contains("第 1 版"));
    assert!(platform.ok(&["lexicon", "changes", "--by", "other", "--state", "agreed"]).contains(id));
    let exported = platform.ok(&["lexicon", "export", "市级词库", "--by", "keeper"]);
    assert!(exported.starts_with('\u{feff}') && exported.contains("'=SUM(A1)"), "{exported}");
    assert!(String::from_utf8(import(&["--by", "keeper"]).stdout).unwrap().contains("没有变化"));
    fs::write(&words, "category,severity,word\nad,block,稳赚不赔\n").unwrap();
    assert!(String::from_utf8(import(&["--by", "keeper", "--agreed-by", "other"]).stdout).unwrap().contains("第 2 版"));
    fails(&import(&["--by", "keeper", "--agreed-by", "nobody"]), "nobody");
}

#[test]
fn a_scan_goes_through_texts_and_pages_and_prints_what_came_of_it() {
    let platform = Platform::new();
    let lines = format!("{}\n{}\n", line(1, "供水通知"), line(2, "停水通知"));
    assert_eq!(code(&import(&platform, "a.jsonl", &lines, &["--create", "--as", "published"])), 0);
    platform.ok(&["publish"]);
    let page = platform.data().join("sites/swj/current/index.html");
    let slipped_in = fs::read_to_string(&page).unwrap().replace("</body>", "<a href=\"https://bet.example/\">x</a></body>");
    fs::write(&page, slipped_in).unwrap();
    let scans = platform.json(&["scan", "--full", "--pages", "--json"]);
    let summary = |n: usize| ["kind", "state", "done", "found"].map(|key| scans[n][key].clone());
    assert_eq!(summary(0), [json!("full"), json!("done"), json!(2), json!(0)]);
    assert_eq!((&scans[1]["kind"], &scans[1]["state"], &scans[1]["found"]), (&json!("pages"), &json!("done"), &json!(1)));
    assert_eq!(platform.json(&["scan", "--json"])[0]["total"], 0);
}
