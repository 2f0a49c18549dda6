//! Findings that no text check makes: about a link, a page file, an attachment as a whole.

use super::{Finding, label};
use domain::Hash;
use domain::proofing::Severity;
use proofing::Category;

/// What there is to tell.
pub struct Told<'a> {
    pub category: Category,
    pub rule: &'a str,
    pub severity: Severity,
    pub field: &'static str,
    /// Number of the attachment; 0 elsewhere.
    pub block: usize,
    pub found: &'a str,
    pub message: String,
    pub place: Option<String>,
    /// What the finding is about, beside its rule: the same thing is the same finding.
    pub about: &'a str,
}

impl From<Told<'_>> for Finding {
    fn from(told: Told) -> Finding {
        let id = Hash::of_parts(&[told.rule.as_bytes(), told.field.as_bytes(), told.about.as_bytes()]);
        Finding {
            id: id.digits().chars().take(24).collect(),
            severity: told.severity,
            category: told.category.name().to_owned(),
            rule: told.rule.to_owned(),
            label: label(told.category).to_owned(),
            field: told.field,
            block: told.block,
            start: 0,
            end: 0,
            found: told.found.to_owned(),
            suggestion: None,
            message: told.message,
            before: String::new(),
            after: String::new(),
            place: told.place,
            source: None,
        }
    }
}
