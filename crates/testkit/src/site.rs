//! The one fixture world: a portal and a department, people for every role, an outsider, a clock that
//! stands still. Everything goes through the use cases of the product.

// Test code: a fault here has to stop the test.
#![allow(clippy::expect_used, clippy::panic)]

use crate::TestStore;
use cms::app::Setup;
use cms::approval::{self, Signing};
use cms::import::Options;
use cms::sites::{ColumnSettings, Opening, open_column, open_site};
use cms::{App, Clock, Outcome};
use domain::approval::Stage;
use domain::identity::{ActorKind, Role, ScopeKind};
use domain::sites::{AcceptPolicy, ColumnKind, Hue, Masthead, SiteIdentity};
use domain::text::Text;
use domain::{ColumnId, DocumentId, Hash, Id, PlacementId, RoundId, SiteId, Time};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Context, Tx};
use tempfile::TempDir;

/// Login and role at the department's site; one person per seat of the six-person form.
pub const SIGNERS: [(&str, Role); 6] = [
    ("first", Role::ReviewerFirst),
    ("proof-one", Role::Proofreader),
    ("second", Role::ReviewerSecond),
    ("proof-two", Role::Proofreader),
    ("final", Role::ReviewerFinal),
    ("proof-three", Role::Proofreader),
];

/// Logins of those who keep the word lists (安全管理员).
pub const KEEPERS: [&str; 2] = ["keeper", "other-keeper"];

pub struct TestSite {
    pub app: App,
    /// 市门户
    pub portal: SiteId,
    /// 部门
    pub bureau: SiteId,
    /// The department's 通知公告.
    pub notices: ColumnId,
    /// The department's 工作动态.
    pub news: ColumnId,
    /// The portal's 要闻, which takes nothing without a signature.
    pub headlines: ColumnId,
    clock: Arc<AtomicI64>,
    folder: TempDir,
}

impl TestSite {
    /// The world on the given database.
    pub fn new(store: &TestStore) -> TestSite {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(AtomicI64::new(Time::parse("2026-11-20 09:00").expect("a time").micros()));
        let setup = Setup {
            data: folder.path().to_owned(),
            themes: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes"),
            database: store.settings(),
            site_address: "https://{domain}".into(),
            watch: Default::default(),
        };
        let app = App::open(setup, Clock::Fixed(clock.clone())).expect("open the platform");
        let founded = app.context(domain::identity::Actor::worker());
        app.store.work(&founded, |tx| cms::identity::found_platform(tx, "Fixture-2026")).expect("found the platform");
        let none = SiteId::from_uuid(Default::default());
        let mut world = TestSite {
            app,
            portal: none,
            bureau: none,
            notices: none.cast(),
            news: none.cast(),
            headlines: none.cast(),
            clock,
            folder,
        };
        world.open_sites();
        world.open_people();
        world.work();
        world.app.read(|r| world.app.proofing.catch_up(r)).expect("the engines of these lists");
        world
    }

    fn open_sites(&mut self) {
        let founder = self.context("admin");
        let opened = self.app.write(&founder, |tx| {
            let root = store::identity::units(tx)?.first().expect("the root unit").id;
            let plan = store::sites::plans(tx)?.into_iter().find(|p| p.code == "six").expect("the six-person plan").id;
            let opening = |code: &str, name: &str, masthead, parent, position| Opening {
                unit: root,
                parent,
                code: code.into(),
                name: name.into(),
                domain: format!("{code}.yunxi.example"),
                hue: Hue::Dai,
                masthead,
                identity: SiteIdentity {
                    identification_code: format!("000000000{position}"),
                    icp: "示ICP备00000000号".into(),
                    police: "示公网安备00000000000000号".into(),
                    organizer: name.into(),
                    phone: "0000-8800100".into(),
                    address: "云溪市明堂路1号".into(),
                    ..SiteIdentity::default()
                },
                plan,
                position,
            };
            let portal = open_site(tx, &opening("www", "云溪市人民政府", Masthead::Portal, None, 1))?;
            let bureau = open_site(tx, &opening("swj", "云溪市水务局", Masthead::Department, Some(portal), 2))?;
            let headlines = open_column(tx, portal, None, "yw", &list("要闻", "DT", "news"))?.id;
            let notices = open_column(tx, bureau, None, "tzgg", &list("通知公告", "TZ", "notice"))?.id;
            let news = open_column(tx, bureau, None, "gzdt", &list("工作动态", "DT", "news"))?.id;
            cms::lexicons::import_csv(
                tx,
                "测试词库",
                "category,severity,word,suggestion\ncodename,block,云雀计划,改为公开名称\nad,warn,稳赚不赔,删除\n",
            )?;
            Ok((portal, bureau, headlines, notices, news))
        });
        (self.portal, self.bureau, self.headlines, self.notices, self.news) = opened.expect("open the sites");
    }

    fn open_people(&self) {
        let founder = self.context("admin");
        let people = SIGNERS.iter().map(|(login, role)| (*login, *role, self.bureau));
        let others = [
            ("editor", Role::Editor, self.bureau),
            ("receiver", Role::Receiver, self.portal),
            ("outsider", Role::Editor, self.portal),
            ("site-admin", Role::SiteAdmin, self.bureau),
        ];
        let opened = self.app.write(&founder, |tx| {
            for (login, role, site) in people.clone().chain(others) {
                open_person(tx, login, role, ScopeKind::Site, Some(site.cast()))?;
            }
            for login in KEEPERS {
                open_person(tx, login, Role::SecurityAdmin, ScopeKind::Platform, None)?;
            }
            Ok(())
        });
        opened.expect("open the accounts");
    }

    /// The context of an account, now.
    pub fn context(&self, login: &str) -> Context {
        let now = self.app.now();
        let actor = self.app.read(|r| {
            let user = store::identity::user_by_login(r, login)?.unwrap_or_else(|| panic!("no account {login}"));
            let kind = if login == "admin" { ActorKind::Operator } else { ActorKind::Person };
            Ok(store::identity::actor(r, &user, kind, now)?)
        });
        Context::new(actor.expect("an actor"), now)
    }

    /// Moves the clock.
    pub fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Carries out a use case as an account, a second later than the one before.
    pub fn act<T>(&self, login: &str, use_case: impl FnMut(&mut Tx) -> Outcome<T>) -> Outcome<T> {
        self.pass(1);
        self.app.write(&self.context(login), use_case)
    }

    /// Carries out every job that waits: publishing, drawing, indexing.
    pub fn work(&self) {
        cms::worker::drain(&self.app, "test").expect("carry out the jobs");
    }

    /// What a text of the department's 通知公告 gets from the engines at hand.
    pub fn findings(&self, id: DocumentId) -> Vec<cms::proofing::Finding> {
        let found = self.app.read(|r| {
            let article = store::articles::article(r, id)?.expect("the article");
            let text = cms::articles::working_draft(r, id)?.expect("a draft").text()?;
            let setting = cms::proofing::Setting::of(r, &article)?;
            Ok(self.app.proofing.check(&text, &setting, self.app.now().day()).findings)
        });
        found.expect("check a draft")
    }

    /// A draft of the department's editor in 通知公告.
    pub fn draft(&self, title: &str, html: &str) -> DocumentId {
        let created = self.act("editor", |tx| {
            let id = cms::articles::create(tx, self.notices, None)?;
            cms::articles::save_draft(tx, id, 1, &text(title, html))?;
            Ok(id)
        });
        created.expect("write a draft")
    }

    /// Saves a new text over the draft.
    pub fn rewrite(&self, id: DocumentId, title: &str, html: &str) -> Outcome<()> {
        self.act("editor", |tx| {
            let base = cms::articles::working_draft(tx, id)?.map_or(0, |d| d.revision);
            cms::articles::save_draft(tx, id, base, &text(title, html)).map(|_| ())
        })
    }

    pub fn submit(&self, id: DocumentId) -> Outcome<RoundId> {
        let app = &self.app;
        self.act("editor", |tx| {
            let base = cms::articles::working_draft(tx, id)?.map_or(0, |d| d.revision);
            Ok(approval::submit(app, tx, id, base)?.id)
        })
    }

    /// The hash that a round's signers are shown.
    pub fn hash_of(&self, round: RoundId) -> Hash {
        let row = self.app.read(|r| Ok(store::approval::round(r, round)?)).expect("read the round");
        Hash::stored(row.expect("the round").hash)
    }

    pub fn sign(&self, login: &str, round: RoundId, stage: Stage, hash: &Hash) -> Outcome<()> {
        let (app, ticked) = (&self.app, vec![true; stage.checklist().len()]);
        self.act(login, |tx| approval::sign(app, tx, round, &Signing { stage, hash, opinion: "同意", checklist: &ticked }))
    }

    /// The signatures of the first `count` seats.
    pub fn sign_through(&self, round: RoundId, count: usize) {
        let hash = self.hash_of(round);
        for ((login, _), stage) in SIGNERS.iter().zip(Stage::ALL).take(count) {
            self.sign(login, round, *stage, &hash).unwrap_or_else(|p| panic!("{login} signs {stage}: {p}"));
        }
    }

    /// Submits, has all six sign, and carries out what follows.
    pub fn publish(&self, id: DocumentId) {
        let round = self.submit(id).expect("submit");
        self.sign_through(round, 6);
        self.work();
    }

    /// A published notice, from the draft on.
    pub fn published(&self, title: &str) -> DocumentId {
        let id = self.draft(title, "<p>各片区值守电话畅通。</p>");
        self.publish(id);
        id
    }

    /// Proposes an article for the portal's 要闻; returns the proposal.
    pub fn propose_to_portal(&self, id: DocumentId) -> PlacementId {
        self.act("editor", |tx| Ok(cms::articles::propose(tx, id, self.headlines)?.id)).expect("propose")
    }

    /// The portal's receiver accepts the text as it stands.
    pub fn accept(&self, placement: PlacementId, id: DocumentId) -> Outcome<()> {
        self.act("receiver", |tx| {
            let hash = cms::articles::working_draft(tx, id)?.map(|d| d.hash).unwrap_or_default();
            cms::articles::accept(tx, placement, &hash).map(|_| ())
        })
    }

    /// Brings lines in as a published batch.
    pub fn import(&self, lines: &str, published: bool) -> Outcome<cms::import::Report> {
        let file = self.folder.path().join("batch.jsonl");
        std::fs::write(&file, lines).expect("write the batch");
        self.pass(1);
        let options = Options { create: true, published, reason: "迁移".into() };
        cms::import::import_articles(&self.app, &self.context("admin"), &file, &options, &mut |_| {})
    }

    /// The folder of a site's pages.
    pub fn pages(&self, code: &str) -> PathBuf {
        cms::publishing::SiteFolder::current(self.app.data(), code)
    }

    /// A page's file, if there is one.
    pub fn page(&self, code: &str, path: &str) -> Option<String> {
        std::fs::read_to_string(self.pages(code).join(path.trim_start_matches('/'))).ok()
    }

    /// Where a document's own page is on a site.
    pub fn path_of(&self, id: DocumentId, site: SiteId) -> String {
        let address = self.app.read(|r| Ok(store::publishing::address_of(r, id, site)?)).expect("read the address");
        address.expect("an address").path
    }

    /// Titles found by a search over all sites.
    pub fn found(&self, words: &str) -> Vec<String> {
        let query = cms::search::query(words);
        let page = self.app.search.search(&self.app, &query).expect("search");
        page.hits.into_iter().map(|h| h.title).collect()
    }
}

fn open_person(tx: &mut Tx, login: &str, role: Role, kind: ScopeKind, scope: Option<Id<()>>) -> Outcome<()> {
    let root = store::identity::units(tx)?.first().expect("the root unit").id;
    // Not a hash: nobody logs in with a password here, and hashing takes its time.
    let user =
        store::identity::insert_user(tx, &store::identity::NewUser { unit: root, login, password: "!", name: login, title: "" })?;
    cms::identity::grant(tx, user, role, kind, scope).map(|_| ())
}

fn list(name: &str, class: &str, content_type: &str) -> ColumnSettings {
    ColumnSettings {
        name: name.into(),
        kind: ColumnKind::List,
        class: class.into(),
        content_type: content_type.into(),
        update_limit_days: Some(14),
        plan: None,
        accept: AcceptPolicy::Sign,
        description: String::new(),
    }
}

/// A notice with an HTML body.
pub fn text(title: &str, html: &str) -> Text {
    Text { source: "云溪市水务局".into(), ..Text::html("notice", title, html) }
}
