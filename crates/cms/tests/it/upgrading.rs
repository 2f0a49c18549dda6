//! A database of an earlier release, opened by this one.

use domain::Time;
use domain::lexicons::Kind;
use testkit::TestStore;
use testkit::database::upgraded;

const CSV: &str = "category,severity,word,suggestion,note\ncodename,block,云雀计划,\"改名,公开\",引\"号\nad,warn,稳赚不赔,删除,\nallow,,云雀计划展,,\n";

/// A list as the first release kept it, at its third version.
fn with_a_list(engine: &str) -> String {
    let (id, at) = match engine {
        "sqlite" => ("x'00000000000000000000000000000001'", "1790000000000000"),
        _ => ("'00000000-0000-0000-0000-000000000001'", "'2026-09-21 10:00:00+00'"),
    };
    format!("INSERT INTO lexicon (id, name, version, entries, changed_at) VALUES ({id}, '市级词库', 3, '{CSV}', {at});")
}

fn words(store: &TestStore) -> Vec<(String, String, String)> {
    store
        .read(|r| {
            let list = store::lexicons::by_code(r, "市级词库")?.unwrap();
            assert_eq!((list.title.as_str(), list.kind()?, list.version), ("市级词库", Kind::Words, 3));
            let rows = store::lexicons::rows(r, list.id)?.into_values();
            let cell = |row: &domain::lexicons::Row, name: &str| row.get(name).cloned().unwrap_or_default();
            Ok::<_, store::Error>(
                rows.map(|row| (cell(&row, "word"), cell(&row, "severity"), cell(&row, "suggestion"))).collect(),
            )
        })
        .unwrap()
}

#[test]
fn a_list_of_the_first_release_has_the_same_entries_after_the_upgrade() {
    for (engine, store) in upgraded("0001_init", with_a_list) {
        let now = Time::from_micros(1_790_000_000_000_000);
        cms::lexicons::adopt(&store, now).unwrap();
        let expected = [("云雀计划", "block", "改名,公开"), ("云雀计划展", "allow", ""), ("稳赚不赔", "warn", "删除")];
        let expected: Vec<_> = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into();
        assert_eq!(words(&store), expected, "{engine}");
        // Once only: rows that people change afterwards are not read from the old file again.
        assert!(store.read(store::lexicons::waiting_csv).unwrap().is_empty());
        cms::lexicons::adopt(&store, now).unwrap();
        assert_eq!(words(&store).len(), 3);
    }
}
