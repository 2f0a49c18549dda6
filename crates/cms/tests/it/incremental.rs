//! The one property of publishing: whatever was done in whatever order, the incremental output equals a
//! clean full build, byte for byte, and the manifest equals the disk.

use domain::DocumentId;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use testkit::TestSite;

/// One thing that happens to the fixture world.
#[derive(Clone, Debug)]
enum Step {
    /// A new article, so many hours old: newest or back-dated.
    Publish {
        hours_old: u32,
    },
    Edit(usize),
    Withdraw(usize),
    Place(usize),
    Unplace(usize),
    Arrange(usize),
    MoveColumn,
    RenameSite,
    Draw,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0u32..400).prop_map(|hours_old| Step::Publish { hours_old }),
        2 => any::<prop::sample::Index>().prop_map(|i| Step::Edit(i.index(1000))),
        2 => any::<prop::sample::Index>().prop_map(|i| Step::Withdraw(i.index(1000))),
        2 => any::<prop::sample::Index>().prop_map(|i| Step::Place(i.index(1000))),
        1 => any::<prop::sample::Index>().prop_map(|i| Step::Unplace(i.index(1000))),
        1 => any::<prop::sample::Index>().prop_map(|i| Step::Arrange(i.index(1000))),
        1 => Just(Step::MoveColumn),
        1 => Just(Step::RenameSite),
        2 => Just(Step::Draw),
    ];
    prop::collection::vec(step, 5..25)
}

struct Story {
    world: TestSite,
    known: Vec<DocumentId>,
    serial: usize,
}

impl Story {
    fn begin(many: usize) -> Story {
        let mut story = Story { world: TestSite::new(&testkit::sqlite()), known: Vec::new(), serial: 0 };
        for n in 0..many {
            story.publish(500 + n as u32);
        }
        story
    }

    fn publish(&mut self, hours_old: u32) {
        self.serial += 1;
        let at = self.world.app.now().plus_hours(-i64::from(hours_old)).shanghai_rfc3339();
        let line = serde_json::json!({"site": "swj", "column": "gzdt", "id": self.serial, "title": format!("动态{}", self.serial), "body_html": "<p>正文</p>", "published_at": at});
        self.world.import(&line.to_string(), true).unwrap();
        let key = self.serial.to_string();
        let found = self.world.app.read(|r| Ok(store::imports::find(r, "import", "swj", &key)?)).unwrap();
        self.known.push(found.unwrap().0);
    }

    fn pick(&self, n: usize) -> Option<DocumentId> {
        if self.known.is_empty() { None } else { Some(self.known[n % self.known.len()]) }
    }

    /// A step that the rules refuse (a second withdrawal, say) changes nothing and is fine.
    fn take(&mut self, step: &Step) {
        let w = &self.world;
        match step {
            Step::Publish { hours_old } => self.publish(*hours_old),
            Step::Edit(n) => self.edit(*n),
            Step::Withdraw(n) => {
                drop(self.pick(*n).map(|id| w.act("final", |tx| cms::publishing::withdraw(tx, id, "失效", "过期"))))
            }
            Step::Place(n) => drop(
                self.pick(*n)
                    .map(|id| w.act("editor", |tx| cms::articles::propose(tx, id, w.headlines)).and_then(|p| w.accept(p.id, id))),
            ),
            Step::Unplace(n) => self.with_placement(*n, cms::articles::unplace),
            Step::Arrange(n) => {
                self.with_placement(*n, |tx, id| cms::articles::arrange(tx, id, Some("headline"), None).map(|_| ()))
            }
            Step::MoveColumn => drop(w.act("site-admin", |tx| cms::sites::move_column(tx, w.news, Some(w.notices), 0))),
            Step::RenameSite => self.rename(),
            Step::Draw => w.work(),
        }
    }

    fn edit(&mut self, n: usize) {
        let Some(id) = self.pick(n) else { return };
        self.serial += 1;
        let text = testkit::site::text(&format!("改后{}", self.serial), "<p>新正文</p>");
        let w = &self.world;
        let saved = w.act("editor", |tx| {
            let base = cms::articles::working_draft(tx, id)?.map_or(0, |d| d.revision);
            cms::articles::save_draft(tx, id, base, &text).map(|_| ())
        });
        if saved.is_ok() {
            w.publish(id);
        }
    }

    fn with_placement(&self, n: usize, act: impl Fn(&mut store::Tx, domain::PlacementId) -> cms::Outcome<()>) {
        let Some(id) = self.pick(n) else { return };
        let all = self.world.app.read(|r| Ok(store::placements::of_document(r, id)?)).unwrap();
        if let Some(placement) = all.into_iter().find(|p| p.site_id == self.world.portal) {
            drop(self.world.act("receiver", |tx| act(tx, placement.id)));
        }
    }

    fn rename(&mut self) {
        self.serial += 1;
        let mut site = self.world.app.read(|r| Ok(store::sites::site(r, self.world.bureau)?)).unwrap().unwrap();
        site.name = format!("云溪市水务局{}", self.serial);
        let base = site.revision;
        self.world.act("site-admin", |tx| cms::sites::change_site(tx, &site, base)).unwrap();
    }

    /// Draws what is stale, then everything anew, and compares.
    fn check(&self) {
        let w = &self.world;
        w.work();
        let incremental = [files(&w.pages("swj")), files(&w.pages("www"))];
        assert_eq!(cms::publishing::reconcile(&w.app, false).unwrap(), []);
        for (site, code) in [(w.bureau, "swj"), (w.portal, "www")] {
            let all: Vec<String> = incremental.iter().flat_map(BTreeMap::keys).cloned().collect();
            for path in all {
                let _ = std::fs::remove_file(w.pages(code).join(path));
            }
            w.act("admin", |tx| cms::publishing::want_all(tx, site)).unwrap();
        }
        w.work();
        for (before, code) in incremental.iter().zip(["swj", "www"]) {
            let after = files(&w.pages(code));
            assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{code}");
            for (path, bytes) in before {
                assert!(
                    bytes == &after[path],
                    "{code} {path} differs:\n{}\n-----\n{}",
                    String::from_utf8_lossy(bytes),
                    String::from_utf8_lossy(&after[path])
                );
            }
        }
    }
}

/// Every page file below a folder with its bytes; the theme's own files and brought ones aside.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(inner) = path.strip_prefix(root)
                && !inner.starts_with("static")
                && !inner.starts_with("files")
            {
                found.insert(inner.to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn incremental_output_equals_a_full_build(steps in steps(), many in prop_oneof![Just(0usize), Just(18), Just(38), Just(59)]) {
        let mut story = Story::begin(many);
        for step in &steps {
            story.take(step);
        }
        story.check();
    }
}

#[test]
fn a_long_list_shrinks_and_grows_without_a_missed_page() {
    let mut story = Story::begin(85);
    story.world.work();
    for n in (0..60).step_by(2) {
        story.take(&Step::Withdraw(n));
    }
    story.check();
    for hours in [10, 510, 530, 550] {
        story.take(&Step::Publish { hours_old: hours });
    }
    story.check();
}

#[test]
fn a_new_article_touches_few_files() {
    let mut story = Story::begin(70);
    story.world.work();
    story.publish(0);
    let report = cms::publishing::draw_all(&story.world.app, &mut |_| {}).unwrap();
    assert!(report.written <= 9 && report.list_pages <= 3, "{report:?}");
}
