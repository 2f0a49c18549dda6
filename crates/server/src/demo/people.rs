//! Accounts and roles of the demonstration. The three administrators come last: they seal the founder.

use super::PASSWORD;
use super::world::World;
use crate::commands::grant_scope;
use cms::{App, Outcome, Problem, identity};
use domain::identity::Role;
use store::Context;

pub fn open(app: &App, founder: &Context, world: &World) -> Outcome<()> {
    // One transaction per account: hashing a password takes a while, and others may want to write.
    for person in &world.people {
        app.write(&Context { now: app.now(), ..founder.clone() }, |tx| {
            let unit = store::identity::unit_by_code(tx, &person.unit)?
                .ok_or_else(|| Problem::field("unit", format!("没有单位 {}", person.unit)))?;
            identity::open_account(
                tx,
                &identity::Opening {
                    unit: unit.id,
                    login: &person.login,
                    password: PASSWORD,
                    name: &person.name,
                    title: &person.title,
                },
            )
            .map(|_| ())
        })?;
    }
    let administers = |role: &str| Role::parse(role).is_some_and(Role::is_administrator);
    let grants: Vec<(&str, &str, &str)> =
        world.people.iter().flat_map(|p| p.roles.iter().map(|r| (p.login.as_str(), r.role.as_str(), r.scope.as_str()))).collect();
    app.write(&Context { now: app.now(), ..founder.clone() }, |tx| {
        for (login, role, scope) in
            grants.iter().filter(|(_, role, _)| !administers(role)).chain(grants.iter().filter(|(_, role, _)| administers(role)))
        {
            grant_scope(tx, login, role, scope)?;
        }
        Ok(())
    })
}
