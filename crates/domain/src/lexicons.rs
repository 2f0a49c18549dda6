//! Word lists (词库): what a row weighs, which changes take two people, how two changes meet, when a rule is too noisy.
//!
//! A list is its rows; a version of it is what an agreed change left. Rows are text by column name, empty cells left out.

use crate::identity::{Actor, ActorKind, Role};
use crate::proofing::Severity;
use crate::{UserId, words};
use std::collections::BTreeMap;

words! {
    pub enum Kind {
        /// Words and exceptions (词条与例外).
        Words = "words",
        /// Office-holders (领导职务库; domain.md §6.3).
        Persons = "persons",
        /// The platform's own grade for a rule of the engine (规则等级).
        Rules = "rules",
    }
}

words! {
    pub enum ChangeState { Proposed = "proposed", Agreed = "agreed", Refused = "refused" }
}

words! {
    /// What a row does to texts, from the mildest.
    pub enum Weight {
        Info = "info",
        Warn = "warn",
        /// An exception silences other rows: it weighs more than a warning.
        Allow = "allow",
        Block = "block",
    }
}

words! {
    /// How an imported file meets the list: beside its rows, or in place of all of them.
    pub enum Mode { Add = "add", Replace = "replace" }
}

words! {
    /// A grade that people set for a rule; `Off` silences it.
    pub enum RuleGrade { Off = "off", Info = "info", Warn = "warn", Block = "block" }
}

/// One row: text by column name.
pub type Row = BTreeMap<String, String>;

/// A word as rows and findings are compared: trimmed, lower case, half-width. Stored, so it never changes.
pub fn fold(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    text.trim().chars().map(half).flat_map(char::to_lowercase).collect()
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Kind::Words => "词条",
            Kind::Persons => "人员职务",
            Kind::Rules => "规则等级",
        }
    }

    /// What makes a row the same row in two files.
    pub fn key(self, row: &Row) -> String {
        let cell = |name: &str| fold(row.get(name).map_or("", String::as_str));
        match self {
            Kind::Words => cell("word"),
            Kind::Persons => ["person", "unit", "title", "valid_from"].map(cell).join("|"),
            Kind::Rules => cell("rule"),
        }
    }

    /// Persons are a matter of 禁发 (domain.md C01); a rule that is switched off is an exception.
    pub fn weight(self, row: &Row) -> Weight {
        let severity = row.get("severity").map_or("", String::as_str);
        match (self, severity) {
            (Kind::Persons, _) => Weight::Block,
            (Kind::Rules, "off") | (Kind::Words, "allow" | "") => Weight::Allow,
            (_, word) => Weight::parse(word).unwrap_or(Weight::Block),
        }
    }

    /// The severity that a row is filed under: the word in its cell, `allow` for an exception.
    pub fn weight_word(self, row: &Row) -> String {
        match self {
            Kind::Rules => row.get("severity").cloned().unwrap_or_default(),
            _ => self.weight(row).name().to_owned(),
        }
    }
}

/// What a change does to a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub added: Vec<Row>,
    pub changed: Vec<Row>,
    /// Keys.
    pub removed: Vec<String>,
    pub unchanged: usize,
    severest: Option<Weight>,
}

impl Difference {
    /// Between the rows in force and the rows of a file; `remove` are keys to take out besides.
    pub fn between(kind: Kind, now: &BTreeMap<String, Row>, rows: Vec<Row>, remove: &[String], mode: Mode) -> Difference {
        let mut all = Difference::default();
        let mut named = std::collections::BTreeSet::new();
        for row in rows {
            let key = kind.key(&row);
            match now.get(&key) {
                Some(before) if *before == row => all.unchanged += 1,
                Some(before) => {
                    all.weigh(kind.weight(before));
                    all.weigh(kind.weight(&row));
                    all.changed.push(row);
                }
                None => {
                    all.weigh(kind.weight(&row));
                    all.added.push(row);
                }
            }
            named.insert(key);
        }
        for (key, row) in now {
            if !named.contains(key) && (mode == Mode::Replace || remove.contains(key)) {
                all.weigh(kind.weight(row));
                all.removed.push(key.clone());
            }
        }
        all
    }

    fn weigh(&mut self, weight: Weight) {
        self.severest = self.severest.max(Some(weight));
    }

    /// `None` where nothing changes.
    pub fn severest(&self) -> Option<Weight> {
        self.severest
    }
}

/// Why a change may not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The second person is another one than the first.
    OwnChange,
    AlreadyDecided,
}

/// Hints alone take one person; whatever else touches a list takes two (domain.md §6.2).
pub fn needs_second(kind: Kind, severest: Weight) -> bool {
    kind != Kind::Words || severest != Weight::Info
}

/// The first-start account at the command line: there is nobody else yet, and it is sealed as soon as there is.
pub fn acts_alone(actor: &Actor) -> bool {
    actor.kind == ActorKind::Operator && actor.grants.iter().any(|g| g.role == Role::Founder)
}

pub fn may_decide(state: ChangeState, proposer: UserId, decider: UserId) -> Result<(), Refusal> {
    if state != ChangeState::Proposed {
        Err(Refusal::AlreadyDecided)
    } else if proposer == decider {
        Err(Refusal::OwnChange)
    } else {
        Ok(())
    }
}

impl RuleGrade {
    /// The grade of a finding under this setting; `None` silences it.
    pub fn severity(self) -> Option<Severity> {
        match self {
            RuleGrade::Off => None,
            RuleGrade::Info => Some(Severity::Info),
            RuleGrade::Warn => Some(Severity::Warn),
            RuleGrade::Block => Some(Severity::Block),
        }
    }
}

/// What became of a rule's findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub hits: i64,
    /// Let stand with a reason.
    pub waived: i64,
    /// Hints that were passed over.
    pub ignored: i64,
}

/// Hits below which a rule is not judged, and the precision under which it should be milder (domain.md §6.8).
const ENOUGH: i64 = 50;
const POOR: i64 = 20;

impl Tally {
    /// Hits that people did not overrule, per cent.
    pub fn precision(self) -> Option<i64> {
        let right = (self.hits - self.waived - self.ignored).max(0);
        (self.hits > 0).then(|| right * 100 / self.hits)
    }

    /// The next milder grade, where the rule is mostly overruled.
    pub fn demotion(self, now: Severity) -> Option<RuleGrade> {
        let noisy = self.hits >= ENOUGH && self.precision().is_some_and(|p| p < POOR);
        noisy.then_some(match now {
            Severity::Block => RuleGrade::Warn,
            Severity::Warn => RuleGrade::Info,
            Severity::Info => RuleGrade::Off,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn row(severity: &str, word: &str) -> Row {
        [("severity", severity), ("word", word)].map(|(k, v)| (k.to_owned(), v.to_owned())).into()
    }
    fn list(rows: &[Row]) -> BTreeMap<String, Row> {
        rows.iter().map(|r| (Kind::Words.key(r), r.clone())).collect()
    }
    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn width_and_case_make_no_other_word() {
        assert_eq!(fold(" ＡbＣ　１ "), "abc 1");
    }

    #[test]
    fn a_file_beside_the_list_removes_nothing() {
        let now = list(&[row("warn", "甲乙"), row("warn", "丙丁")]);
        let d = Difference::between(Kind::Words, &now, vec![row("warn", "甲乙"), row("info", "戊己")], &[], Mode::Add);
        assert_eq!((d.added.len(), d.changed.len(), d.removed.len(), d.unchanged), (1, 0, 0, 1));
        assert_eq!(d.severest(), Some(Weight::Info));
    }

    #[test]
    fn a_file_in_place_of_the_list_removes_what_it_does_not_name() {
        let now = list(&[row("block", "甲乙"), row("warn", "丙丁")]);
        let d = Difference::between(Kind::Words, &now, vec![row("warn", "丙丁")], &[], Mode::Replace);
        assert_eq!((d.removed.as_slice(), d.severest()), (&["甲乙".to_owned()][..], Some(Weight::Block)));
    }

    #[test]
    fn making_a_blocking_word_a_hint_still_takes_two() {
        let d = Difference::between(Kind::Words, &list(&[row("block", "甲乙")]), vec![row("info", "甲乙")], &[], Mode::Add);
        assert!(d.severest().is_some_and(|w| needs_second(Kind::Words, w)));
    }

    #[test]
    fn hints_take_one_person_and_everything_else_two() {
        assert!(!needs_second(Kind::Words, Weight::Info));
        for (kind, weight) in [(Kind::Words, Weight::Allow), (Kind::Words, Weight::Warn), (Kind::Rules, Weight::Info)] {
            assert!(needs_second(kind, weight), "{kind} {weight}");
        }
    }

    #[test]
    fn nobody_agrees_to_his_own_change() {
        assert_eq!(may_decide(ChangeState::Proposed, user(1), user(1)), Err(Refusal::OwnChange));
        assert_eq!(may_decide(ChangeState::Agreed, user(1), user(2)), Err(Refusal::AlreadyDecided));
        assert_eq!(may_decide(ChangeState::Proposed, user(1), user(2)), Ok(()));
    }

    #[test]
    fn a_rule_is_judged_from_fifty_hits_on_and_goes_down_one_grade() {
        let tally = |hits, waived| Tally { hits, waived, ignored: 0 };
        assert_eq!(tally(49, 49).demotion(Severity::Block), None);
        assert_eq!(tally(50, 40).demotion(Severity::Block), None);
        assert_eq!(tally(50, 41).demotion(Severity::Block), Some(RuleGrade::Warn));
        assert_eq!(tally(50, 50).demotion(Severity::Info), Some(RuleGrade::Off));
    }
}
