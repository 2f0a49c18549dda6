//! The description of the staff's interface, merged from every noun.

use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{Info, OpenApi as Document, Paths};

fn parts() -> Vec<Document> {
    vec![
        crate::identity::http::Api::openapi(),
        crate::audit::http::Api::openapi(),
        crate::sites::http::Api::openapi(),
        crate::assets::http::Api::openapi(),
        crate::articles::http::Api::openapi(),
        crate::proofing::http::Api::openapi(),
        crate::lexicons::http::Api::openapi(),
        crate::publishing::http::Api::openapi(),
        crate::approval::http::Api::openapi(),
        crate::scanning::http::Api::openapi(),
        crate::console::http::Api::openapi(),
    ]
}

/// The whole document, as served under `/api/openapi.json`.
pub fn document() -> Document {
    let mut document = Document::new(Info::new("Jiyue", env!("CARGO_PKG_VERSION")), Paths::new());
    parts().into_iter().for_each(|part| document.merge(part));
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(operation_id(method, path));
        }
    }
    document
}

fn operations(item: &mut PathItem) -> Vec<(&'static str, &mut Operation)> {
    let all = [("get", &mut item.get), ("put", &mut item.put), ("post", &mut item.post), ("delete", &mut item.delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?))).collect()
}

/// `get_sites_id_columns`: handlers of different nouns share short names, and an id must be unique.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.trim_start_matches("/api/v1/").split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.fold(method.to_owned(), |id, word| format!("{id}_{word}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn a_schema_name_means_one_shape() {
        let mut known: BTreeMap<String, serde_json::Value> = BTreeMap::new();
        for (name, schema) in parts().into_iter().filter_map(|part| part.components).flat_map(|c| c.schemas) {
            let shape = serde_json::to_value(&schema).unwrap();
            let first = known.entry(name.clone()).or_insert_with(|| shape.clone());
            assert_eq!(*first, shape, "{name} is described twice");
        }
        assert!(known.len() > 30, "{}", known.len());
    }

    #[test]
    fn an_operation_id_names_one_operation() {
        let mut ids = BTreeSet::new();
        for item in document().paths.paths.values_mut() {
            for (method, operation) in operations(item) {
                let id = operation.operation_id.clone().unwrap();
                assert!(id.starts_with(method) && ids.insert(id.clone()), "{id}");
            }
        }
        assert!(ids.contains("get_sites_id_columns"));
    }
}
