//! Only licences that we may ship: over all crates, and over the console's production packages.

use crate::{Outcome, paths, shell};
use serde_json::Value;
use std::fs;

/// Compared without version where one is left out.
const ALLOWED: &[&str] = &[
    "MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-1-Clause", "ISC", "MPL-2.0", "Zlib", "Unicode-3.0",
    "Unicode-DFS-2016", "CDLA-Permissive-2.0", "0BSD", "CC0-1.0", "Unlicense", "BSL-1.0",
];

/// Packages whose text is not an expression of these, each with the reason why it may stay.
const BY_NAME: &[(&str, &str)] = &[
    ("aws-lc-sys", "carries OpenSSL's old licence text for parts of its C code; its own terms are ISC and Apache-2.0"),
    ("ring", "carries OpenSSL's old licence text for parts of its C code; its own terms are ISC and Apache-2.0"),
    ("duck", "says BSD without a number; its licence file is the one with two clauses"),
    ("pq-src", "PostgreSQL's libpq under the PostgreSQL licence, which is BSD-like"),
];

/// Fails with every package that is not allowed; says how many were looked at.
pub fn check() -> Outcome<()> {
    let mut cargo = shell::cargo();
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    let metadata: Value = serde_json::from_str(&shell::read("cargo metadata", &mut cargo)?).map_err(|e| e.to_string())?;
    let mut wrong = Vec::new();
    let crates = metadata["packages"].as_array().cloned().unwrap_or_default();
    for package in &crates {
        judge(package["name"].as_str().unwrap_or_default(), package["license"].as_str(), &mut wrong);
    }
    let lock = paths::web().join("package-lock.json");
    let lock: Value = serde_json::from_str(&fs::read_to_string(&lock).map_err(|e| format!("{}: {e}", lock.display()))?)
        .map_err(|e| e.to_string())?;
    let packages = lock["packages"].as_object().cloned().unwrap_or_default();
    let shipped: Vec<_> = packages.iter().filter(|(path, p)| !path.is_empty() && !p["dev"].as_bool().unwrap_or(false)).collect();
    for (path, package) in &shipped {
        judge(path.trim_start_matches("node_modules/"), package["license"].as_str(), &mut wrong);
    }
    shell::say(&format!("{} crates and {} console packages", crates.len(), shipped.len()));
    if wrong.is_empty() { Ok(()) } else { Err(format!("not allowed: {}", wrong.join("; "))) }
}

fn judge(name: &str, licence: Option<&str>, wrong: &mut Vec<String>) {
    if BY_NAME.iter().any(|(known, _)| *known == name) || licence.is_some_and(allows) {
        return;
    }
    wrong.push(format!("{name} ({})", licence.unwrap_or("no licence told")));
}

/// Whether an SPDX expression can be met by allowed licences alone; `/` is an old way to write `OR`.
fn allows(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) && rest.is_empty()
}

fn either(words: &mut &[&str]) -> bool {
    let mut met = both(words);
    while words.first() == Some(&"OR") {
        *words = &words[1..];
        met |= both(words);
    }
    met
}

fn both(words: &mut &[&str]) -> bool {
    let mut met = one(words);
    while words.first() == Some(&"AND") {
        *words = &words[1..];
        met &= one(words);
    }
    met
}

fn one(words: &mut &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    *words = rest;
    if *first == "(" {
        let met = either(words);
        let closed = words.first() == Some(&")");
        *words = words.get(1..).unwrap_or_default();
        return met && closed;
    }
    if words.first() == Some(&"WITH") {
        // An exception only gives more leave.
        *words = words.get(2..).unwrap_or_default();
    }
    ALLOWED.contains(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_allowed_alternative_is_enough() {
        for good in
            ["MIT", "MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]
        {
            assert!(allows(good), "{good}");
        }
    }

    #[test]
    fn every_part_of_a_conjunction_counts() {
        for bad in ["GPL-3.0-only", "MIT AND GPL-3.0", "(MIT OR ISC) AND AGPL-3.0", "", "SEE LICENSE", "(MIT"] {
            assert!(!allows(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_without_a_licence_is_named() {
        let mut wrong = Vec::new();
        judge("left", None, &mut wrong);
        judge("ring", None, &mut wrong);
        assert_eq!(wrong, ["left (no licence told)"]);
    }
}
