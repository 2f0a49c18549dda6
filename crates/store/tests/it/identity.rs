//! From stored grants to an actor's reach, and back to the people who may act at a place.

use crate::world::{World, at, column, id, read, work, work_at};
use domain::identity::{ActorKind, Permission, Place, Role, ScopeKind, UserState, may};
use domain::{ColumnId, UserId};
use store::Store;
use store::identity::{self, NewUser, Session};
use testkit::on_both;

fn user(store: &Store, w: &World, login: &str) -> UserId {
    work(store, |tx| identity::insert_user(tx, &NewUser { unit: w.unit, login, password: "x", name: "周敏", title: "科员" }))
}

fn grant(store: &Store, user: UserId, role: Role, kind: ScopeKind, scope: Option<domain::Id<()>>) {
    work(store, |tx| identity::insert_grant(tx, user, role, kind, scope, Some(at(100).now)));
}

fn may_write(store: &Store, user: UserId, place: Place, seconds: i64) -> bool {
    let now = at(seconds).now;
    let actor = read(store, |r| {
        let user = identity::user(r, user)?.unwrap();
        identity::actor(r, &user, ActorKind::Person, now)
    });
    may(&actor, Permission::Write, place, now)
}

on_both! {
    fn a_grant_of_a_unit_reaches_its_sites(store) {
        let w = World::on(store);
        let editor = user(store, &w, "zhoumin");
        grant(store, editor, Role::Editor, ScopeKind::Unit, Some(w.unit.cast()));
        assert!(may_write(store, editor, Place::Column(w.site, w.news), 1));
        assert!(!may_write(store, editor, Place::Column(w.site, w.news), 100));
    }

    fn a_grant_of_a_column_reaches_those_below_it_and_not_its_namesakes(store) {
        let w = World::on(store);
        let (below, namesake): (ColumnId, ColumnId) = (id(30), id(31));
        work(store, |tx| {
            store::sites::insert_column(tx, &column(below, w.site, Some(w.notices), "tzgg/zbgg"))?;
            store::sites::insert_column(tx, &column(namesake, w.site, None, "tzgg2"))
        });
        let editor = user(store, &w, "zhoumin");
        grant(store, editor, Role::Editor, ScopeKind::Column, Some(w.notices.cast()));
        let reached = [w.notices, below, namesake, w.news].map(|c| may_write(store, editor, Place::Column(w.site, c), 1));
        assert_eq!(reached, [true, true, false, false]);
    }

    fn people_who_may_are_those_with_a_grant_above_the_place(store) {
        let w = World::on(store);
        let people: Vec<UserId> = ["by-unit", "by-site", "by-column", "elsewhere", "locked"].iter().map(|l| user(store, &w, l)).collect();
        grant(store, people[0], Role::Editor, ScopeKind::Unit, Some(w.unit.cast()));
        grant(store, people[1], Role::Editor, ScopeKind::Site, Some(w.site.cast()));
        grant(store, people[2], Role::Editor, ScopeKind::Column, Some(w.notices.cast()));
        grant(store, people[3], Role::Editor, ScopeKind::Site, Some(w.portal.cast()));
        grant(store, people[4], Role::Editor, ScopeKind::Site, Some(w.site.cast()));
        work(store, |tx| identity::set_state(tx, people[4], UserState::Locked));
        let found = read(store, |r| identity::people_who_may(r, Permission::Write, w.site, w.notices, at(1).now));
        assert_eq!(found.iter().map(|u| u.login.as_str()).collect::<Vec<_>>(), ["by-column", "by-site", "by-unit"]);
    }

    fn a_login_is_one_persons(store) {
        let w = World::on(store);
        user(store, &w, "zhoumin");
        let second = store.work(&at(0), |tx| identity::insert_user(tx, &NewUser { unit: w.unit, login: "zhoumin", password: "x", name: "周", title: "" }));
        assert!(second.unwrap_err().is_taken());
    }

    fn a_session_ends_at_its_time_and_is_swept_by_the_next(store) {
        let w = World::on(store);
        let of = user(store, &w, "zhoumin");
        let session = |token: &str, seconds: i64| Session { token_hash: token.into(), user_id: of, csrf: "c".into(), created_at: at(0).now, expires_at: at(seconds).now };
        work(store, |tx| identity::insert_session(tx, &session("a", 10)));
        assert!(read(store, |r| identity::session(r, "a", at(9).now)).is_some());
        assert!(read(store, |r| identity::session(r, "a", at(10).now)).is_none());
        work_at(store, 11, |tx| identity::insert_session(tx, &session("b", 90)));
        assert!(read(store, |r| identity::session(r, "a", at(0).now)).is_none());
    }

    fn other_sessions_of_a_user_are_ended_but_his_own(store) {
        let w = World::on(store);
        let of = user(store, &w, "zhoumin");
        for token in ["a", "b"] {
            let row = Session { token_hash: token.into(), user_id: of, csrf: "c".into(), created_at: at(0).now, expires_at: at(9).now };
            work(store, |tx| identity::insert_session(tx, &row));
        }
        work(store, |tx| identity::end_sessions(tx, of, Some("b")));
        let left = ["a", "b"].map(|t| read(store, |r| identity::session(r, t, at(1).now)).is_some());
        assert_eq!(left, [false, true]);
    }

    fn failures_are_counted_and_cleared(store) {
        work(store, |tx| identity::count_failure(tx, "zhoumin", 1, at(5).now));
        work(store, |tx| identity::count_failure(tx, "zhoumin", 2, at(9).now));
        assert_eq!(read(store, |r| identity::throttle(r, "zhoumin")), Some((2, at(9).now)));
        work(store, |tx| identity::clear_failures(tx, "zhoumin"));
        assert_eq!(read(store, |r| identity::throttle(r, "zhoumin")), None);
    }
}
