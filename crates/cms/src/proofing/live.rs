//! Findings of live texts: opened for what is new, ended when it is gone or agreed to, in one transaction.
//!
//! A finding is known by its document and its identity, so that the same problem is told once, however often the
//! text is checked.

use super::{Answers, Checked, Finding, open_findings, owner_of};
use crate::problem::Outcome;
use domain::event::Event;
use domain::proofing::Severity;
use domain::scanning::{FindingState, Source, becomes_live};
use domain::{DocumentId, Hash, UserId, VersionId};
use std::collections::BTreeSet;
use store::Tx;
use store::articles::Article;
use store::live_findings::{self as rows, LiveFinding, NewFinding};

/// What a look at a live text changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub opened: usize,
    pub ended: usize,
}

/// Brings the open findings of a live text in line with what was found in it. Does nothing when another version went
/// live since it was read: that one is checked on its own.
pub fn bring_in_line(tx: &mut Tx, document: DocumentId, version: VersionId, checked: &Checked) -> Outcome<Moved> {
    let (Some(article), Some(live)) = (store::articles::article(tx, document)?, store::publishing::live(tx, document)?) else {
        return Ok(Moved::default());
    };
    if live.version_id != version {
        return Ok(Moved::default());
    }
    let unanswered = unanswered(tx, &article, &Hash::stored(&live.hash), checked)?;
    let open: Vec<LiveFinding> = rows::open_of(tx, &[document])?.into_iter().filter(|f| f.is_from(Source::Scan)).collect();
    let mut moved = Moved::default();
    for row in &open {
        let there = checked.findings.iter().any(|f| f.id == row.identity);
        let state = match (there, unanswered.contains(&row.identity)) {
            (true, true) => continue,
            (true, false) => FindingState::Waived,
            (false, _) => FindingState::Closed,
        };
        rows::end(tx, row.id, state)?;
        moved.ended += 1;
    }
    let known = store::proofing::identities(tx, version)?;
    let new: Vec<&Finding> = checked
        .findings
        .iter()
        .filter(|f| unanswered.contains(&f.id) && becomes_live(f.severity, f.is_from_word_list(), known.contains(&f.id)))
        .collect();
    moved.opened = open_all(tx, &article, version, Source::Scan, &checked.engine, &new)?;
    Ok(moved)
}

/// Identities of the findings that no agreed waiver answers.
fn unanswered(tx: &mut Tx, article: &Article, hash: &Hash, checked: &Checked) -> Outcome<BTreeSet<String>> {
    let now = tx.now();
    let answers = Answers::of(tx, article, hash, now)?;
    let open = |severity: &Severity| open_findings(&checked.findings, &answers, *severity);
    Ok(Severity::ALL.iter().flat_map(open).map(|f| f.id.clone()).collect())
}

/// Opens findings of a document and tells so in one event; returns how many were not open before.
pub(crate) fn open_all(
    tx: &mut Tx,
    article: &Article,
    version: VersionId,
    source: Source,
    engine: &str,
    found: &[&Finding],
) -> Outcome<usize> {
    let Some(first) = found.first() else { return Ok(0) };
    let now = tx.now();
    let owner = owner_of(tx, article, now)?;
    let (mut opened, mut severest) = (Vec::new(), first.severity);
    for finding in found {
        if rows::open(tx, &row(article, version, source, owner, engine, finding)?)? {
            severest = severest.max(finding.severity);
            opened.push(finding);
        }
    }
    if let (Some(first), Source::Scan | Source::Link) = (opened.first(), source) {
        tx.record(Event::LiveFindingsOpened {
            site: article.site_id,
            document: article.document_id,
            count: opened.len(),
            severity: severest.name().into(),
            found: first.found.clone(),
        })?;
    }
    Ok(opened.len())
}

fn row(
    article: &Article,
    version: VersionId,
    source: Source,
    owner: Option<UserId>,
    engine: &str,
    finding: &Finding,
) -> Outcome<NewFinding> {
    Ok(NewFinding {
        subject: article.document_id.to_string(),
        document: Some(article.document_id),
        site: article.site_id,
        path: None,
        version: Some(version),
        identity: finding.id.clone(),
        rule: finding.rule.clone(),
        category: finding.category.clone(),
        severity: finding.severity,
        detail: serde_json::to_string(finding)?,
        source,
        owner,
        engine: engine.to_owned(),
    })
}

/// Ends all open findings of a document that come from these sources.
pub fn end_all(tx: &mut Tx, document: DocumentId, sources: &[Source]) -> Outcome<usize> {
    let mut ended = 0;
    for row in rows::open_of(tx, &[document])?.iter().filter(|row| sources.iter().any(|s| row.is_from(*s))) {
        rows::end(tx, row.id, FindingState::Closed)?;
        ended += 1;
    }
    Ok(ended)
}
