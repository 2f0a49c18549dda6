//! Near-duplicates (雷同稿, domain.md C16): a hint at submission that a public text says nearly the same.

use super::{Finding, Told};
use crate::articles::format_of;
use crate::problem::Outcome;
use domain::DocumentId;
use domain::proofing::Severity;
use domain::text::Text;
use proofing::similarity::{ALIKE, Signature, signature};
use proofing::{Category, TextDoc};
use store::Read;

/// Characters below which texts are alike by their form, not by what they say.
const LEAST: usize = 150;

/// The fingerprint of a text; `None` for one too short to be told from others.
pub fn fingerprint(text: &Text) -> Option<u64> {
    let body = theme::body::text(format_of(text), &text.body.value);
    if body.chars().filter(|c| c.is_alphanumeric()).count() < LEAST {
        return None;
    }
    let whole = [&text.title, &text.subtitle, &text.summary, &body].map(String::as_str).join("\n");
    Some(signature(&TextDoc::from_text(&whole)).bits())
}

/// The public text that is nearest to this one, if it is near.
pub fn finding(r: &mut Read, document: DocumentId, text: &Text) -> Outcome<Option<Finding>> {
    let Some(own) = fingerprint(text) else { return Ok(None) };
    let likeness = |bits: u64| Signature::from_bits(own).similarity(&Signature::from_bits(bits));
    let near = store::likeness::sharing(r, document, own)?.into_iter().map(|(id, title, bits)| (likeness(bits), id, title));
    let nearest = near.filter(|(like, _, _)| *like >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    Ok(nearest.map(|(like, other, title)| {
        let told = Told {
            category: Category::Dup,
            rule: "dup.article",
            severity: Severity::Info,
            field: "body",
            block: 0,
            found: &title,
            message: format!("与已发布的《{title}》内容相近（{:.0}%），请确认不是重复发布", like * 100.0),
            place: None,
            about: &other.to_string(),
        };
        told.into()
    }))
}
