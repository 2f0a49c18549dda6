//! The smallest world that a store test needs: one unit, two sites, three columns.

use domain::approval::Form;
use domain::event::Event;
use domain::identity::{Actor, ActorKind};
use domain::{ColumnId, DocumentId, Id, PlanId, SiteId, Time, UnitId, UserId};
use store::articles::NewArticle;
use store::identity::Unit;
use store::sites::{Column, Plan, Site};
use store::{Context, Read, Result, Store, Tx};
use uuid::Uuid;

/// The first instant of every test.
pub const START: Time = Time::from_micros(1_790_000_000_000_000);

pub fn id<K>(n: u128) -> Id<K> {
    Id::from_uuid(Uuid::from_u128(n))
}

/// The worker, `seconds` after the start.
pub fn at(seconds: i64) -> Context {
    Context::new(Actor::worker(), START.plus_seconds(seconds))
}

/// The person `user` at the start.
pub fn person(user: UserId) -> Context {
    let actor = Actor { kind: ActorKind::Person, user: Some(user), name: format!("人{user}"), ..Actor::worker() };
    Context::new(actor, START)
}

/// Changes without an event at the start.
pub fn work<T>(store: &Store, body: impl FnMut(&mut Tx) -> Result<T>) -> T {
    work_at(store, 0, body)
}

pub fn work_at<T>(store: &Store, seconds: i64, body: impl FnMut(&mut Tx) -> Result<T>) -> T {
    store.work(&at(seconds), body).unwrap()
}

pub fn read<T>(store: &Store, body: impl FnOnce(&mut Read) -> Result<T>) -> T {
    store.read(body).unwrap()
}

/// An act that may be recorded anywhere.
pub fn some_event() -> Event {
    Event::LoggedOut
}

#[derive(Clone, Copy)]
pub struct World {
    pub unit: UnitId,
    pub site: SiteId,
    pub notices: ColumnId,
    pub news: ColumnId,
    /// Another site with its own column.
    pub portal: SiteId,
    pub portal_notices: ColumnId,
}

impl World {
    pub fn on(store: &Store) -> World {
        let w = World { unit: id(1), site: id(2), notices: id(3), news: id(4), portal: id(5), portal_notices: id(6) };
        work(store, |tx| {
            let unit = Unit {
                id: w.unit,
                parent_id: None,
                code: "slj".into(),
                name: "云溪市水利局".into(),
                level: "department".into(),
                position: 0,
            };
            store::identity::insert_unit(tx, &unit)?;
            let plan = Plan { id: id(7), code: "six".into(), name: "六人".into(), form: Form::Six, stages: Form::Six.stages() };
            store::sites::insert_plan(tx, &plan)?;
            store::sites::insert(tx, &site(w.unit, w.site, "slj"))?;
            store::sites::insert(tx, &site(w.unit, w.portal, "yunxi"))?;
            for (column, of, path) in
                [(w.notices, w.site, "tzgg"), (w.news, w.site, "gzdt"), (w.portal_notices, w.portal, "tzgg")]
            {
                store::sites::insert_column(tx, &self::column(column, of, None, path))?;
            }
            Ok(())
        });
        w
    }

    /// An article with a given id in a column.
    pub fn article(&self, store: &Store, n: u128, column: ColumnId, title: &str) -> DocumentId {
        self.article_at(store, 0, n, column, title)
    }

    pub fn article_at(&self, store: &Store, seconds: i64, n: u128, column: ColumnId, title: &str) -> DocumentId {
        let site = if column == self.portal_notices { self.portal } else { self.site };
        let new = NewArticle { id: id(n), unit: self.unit, site, column, content_type: "notice", title, drafter: "周敏" };
        work_at(store, seconds, |tx| store::articles::insert(tx, &new));
        new.id
    }
}

fn site(unit_id: UnitId, id: SiteId, code: &str) -> Site {
    let plan_id: PlanId = self::id(7);
    Site {
        id,
        unit_id,
        parent_id: None,
        code: code.into(),
        name: code.into(),
        domain: format!("{code}.example"),
        state: "running".into(),
        theme: "default".into(),
        hue: "dai".into(),
        masthead: "department".into(),
        identity: "{}".into(),
        grey: false,
        notice: None,
        notice_url: None,
        plan_id,
        position: 0,
        revision: 1,
    }
}

pub fn column(id: ColumnId, site_id: SiteId, parent_id: Option<ColumnId>, path: &str) -> Column {
    Column {
        id,
        site_id,
        parent_id,
        slug: path.rsplit('/').next().unwrap_or(path).into(),
        path: path.into(),
        name: path.into(),
        kind: "list".into(),
        class: "TZ".into(),
        content_type: "notice".into(),
        description: String::new(),
        update_limit_days: None,
        plan_id: None,
        accept: "sign".into(),
        state: "open".into(),
        position: 0,
        next_run: 1,
        opened_at: START,
        last_published_at: None,
        revision: 1,
    }
}
