//! The waivers that people gave, held against what the machine finds: what is still open, and what lets it stand.

use super::attached;
use super::build::{Checked, Engines, Setting};
use super::report::Finding;
use super::rows::folded;
use crate::App;
use crate::problem::Outcome;
use domain::proofing::{Ground, Severity, WaiverState};
use domain::text::Text;
use domain::{ColumnId, Day, Hash, Time, WaiverId};
use store::Read;
use store::articles::Article;
use store::proofing::Waiver;

/// The waivers that may speak for one text.
pub struct Answers {
    waivers: Vec<Waiver>,
    ground: Option<Ground>,
    now: Time,
}

impl Answers {
    /// Of a text of this article.
    pub fn of(r: &mut Read, article: &Article, hash: &Hash, now: Time) -> Outcome<Answers> {
        let ground = Ground {
            document: article.document_id,
            site: article.site_id,
            columns: with_those_above(r, article.site_id, article.column_id)?,
            hash: hash.to_string(),
        };
        Ok(Answers { waivers: store::proofing::waivers_over(r, article.document_id)?, ground: Some(ground), now })
    }

    /// Nobody has said anything.
    pub fn none(now: Time) -> Answers {
        Answers { waivers: Vec::new(), ground: None, now }
    }

    fn speaking(&self, f: &Finding) -> impl DoubleEndedIterator<Item = &Waiver> {
        let words = folded(&f.found);
        let speaks = |w: &Waiver| self.ground.as_ref().is_some_and(|ground| w.grant().speaks_of(ground, &f.id, &f.rule, &words));
        let speaking: Vec<&Waiver> = self.waivers.iter().filter(|w| speaks(w)).collect();
        speaking.into_iter()
    }

    /// The waiver that lets a finding stand.
    pub fn answer(&self, f: &Finding) -> Option<&Waiver> {
        self.speaking(f).find(|w| w.grant().in_force(self.now))
    }

    /// The waiver that a screen shows beside a finding: one in force, else one asked for, else the last.
    pub fn shown(&self, f: &Finding) -> Option<&Waiver> {
        let asked = || self.speaking(f).find(|w| w.state() == WaiverState::Requested && w.ended_at.is_none());
        self.answer(f).or_else(asked).or_else(|| self.speaking(f).next_back())
    }

    /// Waivers without which some of these would be open.
    pub fn used(&self, found: &[Finding]) -> Vec<WaiverId> {
        let mut used: Vec<WaiverId> = found.iter().filter_map(|f| self.answer(f)).map(|w| w.id).collect();
        used.sort();
        used.dedup();
        used
    }
}

/// A column and all above it.
fn with_those_above(r: &mut Read, site: domain::SiteId, column: ColumnId) -> Outcome<Vec<ColumnId>> {
    let tree = store::sites::columns_of(r, site)?;
    let mut all = vec![column];
    let mut next = tree.iter().find(|c| c.id == column).and_then(|c| c.parent_id);
    while let Some(id) = next {
        all.push(id);
        next = tree.iter().find(|c| c.id == id).and_then(|c| c.parent_id);
    }
    Ok(all)
}

/// Findings of this grade that no waiver lets stand.
pub fn open_findings<'a>(found: &'a [Finding], answers: &Answers, severity: Severity) -> Vec<&'a Finding> {
    found.iter().filter(|f| f.severity == severity && answers.answer(f).is_none()).collect()
}

/// A text checked and held against its waivers.
pub struct Judged {
    pub checked: Checked,
    pub answers: Answers,
}

impl Judged {
    pub fn open(&self, severity: Severity) -> Vec<&Finding> {
        open_findings(&self.checked.findings, &self.answers, severity)
    }
}

/// Checks all that visitors read of a text, its attachments included, with the exact lists and as of a day.
/// Attachments that were not read yet are told, not read here.
pub fn check_text(app: &App, r: &mut Read, article: &Article, text: &Text, day: Day) -> Outcome<Checked> {
    let engines = app.proofing.exact(r)?;
    checked(app, r, &engines, article, text, day)
}

fn checked(app: &App, r: &mut Read, engines: &Engines, article: &Article, text: &Text, day: Day) -> Outcome<Checked> {
    let setting = Setting::of(r, article)?;
    let mut checked = engines.check(text, &setting, day);
    checked.findings.extend(attached::findings(app, r, engines, text, &setting, day)?);
    Ok(checked)
}

/// What the gate asks: the exact lists, at the text's own place (domain.md R6.01).
pub fn judge(app: &App, r: &mut Read, article: &Article, text: &Text, now: Time) -> Outcome<Judged> {
    let checked = check_text(app, r, article, text, now.day())?;
    Ok(Judged { checked, answers: Answers::of(r, article, &text.hash(), now)? })
}

/// What a screen asks: the engines at hand, without waiting for new ones.
pub fn look(app: &App, r: &mut Read, article: &Article, text: &Text, now: Time) -> Outcome<Judged> {
    app.proofing.refresh(r, &app.store)?;
    let checked = checked(app, r, &app.proofing.at_hand(), article, text, now.day())?;
    Ok(Judged { checked, answers: Answers::of(r, article, &text.hash(), now)? })
}
