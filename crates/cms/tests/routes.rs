//! Every route of the staff's interface states what it permits, and the document tells of every route.

use cms::http::access_table;
use std::collections::BTreeMap;
use utoipa::openapi::PathItem;

type Route = (String, String);

fn methods(item: &PathItem) -> Vec<&'static str> {
    let all = [("GET", &item.get), ("PUT", &item.put), ("POST", &item.post), ("DELETE", &item.delete), ("PATCH", &item.patch)];
    all.into_iter().filter(|(_, operation)| operation.is_some()).map(|(method, _)| method).collect()
}

fn documented() -> Vec<Route> {
    let paths = cms::openapi::document().paths.paths;
    paths.iter().flat_map(|(path, item)| methods(item).into_iter().map(|m| (m.to_owned(), path.clone()))).collect()
}

/// How many rows each route has in the table of permissions.
fn permitted() -> BTreeMap<Route, usize> {
    let mut rows = BTreeMap::new();
    for (method, path, _) in access_table() {
        *rows.entry((method.to_owned(), path.to_owned())).or_default() += 1;
    }
    rows
}

#[test]
fn every_documented_route_states_its_permission_once() {
    let rows = permitted();
    let wrong: Vec<Route> = documented().into_iter().filter(|route| rows.get(route) != Some(&1)).collect();
    assert!(!documented().is_empty());
    assert!(wrong.is_empty(), "without one permission: {wrong:?}");
}

#[test]
fn every_permission_belongs_to_a_documented_route() {
    let known = documented();
    let wrong: Vec<Route> = permitted().into_keys().filter(|route| !known.contains(route)).collect();
    assert!(wrong.is_empty(), "not in the document: {wrong:?}");
}
