//! Waivers (确认无误): how far one reaches, how long, who may give it, and which finding it answers (domain.md §6.8).

use super::Severity;
use crate::{ColumnId, DocumentId, SiteId, Time, UserId, words};

words! {
    pub enum WaiverState { Requested = "requested", Agreed = "agreed", Refused = "refused" }
}

words! {
    /// How far a waiver reaches, from the narrowest.
    pub enum WaiverScope {
        /// Only the text as it was when the waiver was asked for.
        Version = "version",
        Document = "document",
        /// The column and all below it.
        Column = "column",
        Site = "site",
        Platform = "platform",
    }
}

impl WaiverScope {
    /// Wider than one document: it answers the same word elsewhere, so it always takes two people and ends.
    pub fn is_wide(self) -> bool {
        self > WaiverScope::Document
    }

    pub fn label(self) -> &'static str {
        match self {
            WaiverScope::Version => "仅这一稿",
            WaiverScope::Document => "这篇稿件",
            WaiverScope::Column => "本栏目及下级",
            WaiverScope::Site => "本站点",
            WaiverScope::Platform => "全平台",
        }
    }
}

words! {
    /// Reasons that stand ready.
    pub enum Preset {
        Quote = "quote",
        ProperName = "proper_name",
        PublicDuty = "public_duty",
        OfficePhone = "office_phone",
        History = "history",
        NotError = "not_error",
        Other = "other",
        /// A hint that was passed over; never asked for by name.
        Ignored = "ignored",
    }
}

impl Preset {
    pub fn label(self) -> &'static str {
        match self {
            Preset::Quote => "引用原文或法规名称",
            Preset::ProperName => "专有名称（地名、人名、机构名）",
            Preset::PublicDuty => "依法应当公开的信息（失信惩戒等）",
            Preset::OfficePhone => "公开的办公电话",
            Preset::History => "当时的名称或说法",
            Preset::NotError => "写法本来就对",
            Preset::Other => "其他（另写理由）",
            Preset::Ignored => "忽略提示",
        }
    }

    /// The reasons that a person may choose from.
    pub fn offered() -> impl Iterator<Item = Preset> {
        Preset::ALL.iter().copied().filter(|p| *p != Preset::Ignored)
    }

    pub fn needs_reason(self) -> bool {
        matches!(self, Preset::PublicDuty | Preset::Other)
    }
}

/// Why a waiver may not be given like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadWaiver {
    NoReason,
    /// What the law wants public is waived by naming the law (domain.md §6.4).
    NoLaw,
    ExpiresInThePast,
    /// A wide waiver lasts a year at most.
    ExpiresTooLate,
    /// What is missing has no words that would be the same elsewhere.
    NothingToRepeat,
}

/// The reason as it is kept: the person's words, else those of the preset.
pub fn reason(preset: Option<Preset>, words: &str) -> Result<String, BadWaiver> {
    let words = words.trim();
    match preset {
        Some(Preset::PublicDuty) if !(words.contains('《') && words.contains('》')) => Err(BadWaiver::NoLaw),
        Some(p) if words.is_empty() && !p.needs_reason() => Ok(p.label().to_owned()),
        _ if words.is_empty() => Err(BadWaiver::NoReason),
        _ => Ok(words.to_owned()),
    }
}

/// Whether a finding of these words may be waived as far as that.
pub fn reach(scope: WaiverScope, found: &str) -> Result<(), BadWaiver> {
    if scope.is_wide() && found.is_empty() { Err(BadWaiver::NothingToRepeat) } else { Ok(()) }
}

/// Days that a wide waiver lasts when nothing is said, and at most.
const LASTS: i64 = 180;
const LASTS_AT_MOST: i64 = 366;

/// When a waiver ends by itself.
pub fn expiry(scope: WaiverScope, asked: Option<Time>, now: Time) -> Result<Option<Time>, BadWaiver> {
    let in_days = |days: i64| now.plus_hours(24 * days);
    match asked {
        Some(at) if at <= now => Err(BadWaiver::ExpiresInThePast),
        Some(at) if scope.is_wide() && at > in_days(LASTS_AT_MOST) => Err(BadWaiver::ExpiresTooLate),
        Some(at) => Ok(Some(at)),
        None => Ok(scope.is_wide().then(|| in_days(LASTS))),
    }
}

/// Why a waiver may not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No one agrees to what he asked for himself (domain.md R3.11 f).
    OwnWaiver,
    /// Authors don't judge their own text.
    AuthorMayNotDecide,
    AlreadyDecided,
}

/// A new waiver is agreed at once when a reviewer who is not an author answers a 慎用 finding himself;
/// what blocks, and what reaches beyond one document, always takes two people.
pub fn agreed_at_once(severity: Severity, scope: WaiverScope, requester: UserId, authors: &[UserId], may_review: bool) -> bool {
    match severity {
        _ if scope.is_wide() => false,
        Severity::Block => false,
        Severity::Warn => may_review && !authors.contains(&requester),
        Severity::Info => true,
    }
}

pub fn may_decide(state: WaiverState, requester: UserId, decider: UserId, authors: &[UserId]) -> Result<(), Refusal> {
    if state != WaiverState::Requested {
        Err(Refusal::AlreadyDecided)
    } else if requester == decider {
        Err(Refusal::OwnWaiver)
    } else if authors.contains(&decider) {
        Err(Refusal::AuthorMayNotDecide)
    } else {
        Ok(())
    }
}

/// Where a text stands when its findings are answered.
#[derive(Clone, Debug)]
pub struct Ground {
    pub document: DocumentId,
    pub site: SiteId,
    /// The home column and those above it.
    pub columns: Vec<ColumnId>,
    /// Hash of the text that was checked.
    pub hash: String,
}

/// What a waiver was given for.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    pub scope: WaiverScope,
    pub state: WaiverState,
    pub document: DocumentId,
    pub version_hash: Option<&'a str>,
    pub column: Option<ColumnId>,
    pub site: Option<SiteId>,
    /// Identity of the finding: rule, field and context.
    pub finding: &'a str,
    pub rule: &'a str,
    /// The folded words (`lexicons::fold`).
    pub found: &'a str,
    pub expires_at: Option<Time>,
    pub ended_at: Option<Time>,
}

impl Grant<'_> {
    pub fn in_force(&self, now: Time) -> bool {
        self.state == WaiverState::Agreed && self.ended_at.is_none() && self.expires_at.is_none_or(|at| now < at)
    }

    /// Whether it reaches this text and speaks of this finding, in force or not.
    pub fn speaks_of(&self, ground: &Ground, finding: &str, rule: &str, found: &str) -> bool {
        let same_word = !found.is_empty() && self.rule == rule && self.found == found;
        match self.scope {
            WaiverScope::Version => {
                self.document == ground.document && self.finding == finding && self.version_hash == Some(ground.hash.as_str())
            }
            WaiverScope::Document => self.document == ground.document && self.finding == finding,
            WaiverScope::Column => same_word && self.column.is_some_and(|c| ground.columns.contains(&c)),
            WaiverScope::Site => same_word && self.site == Some(ground.site),
            WaiverScope::Platform => same_word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use uuid::Uuid;

    fn id<K>(n: u128) -> Id<K> {
        Id::from_uuid(Uuid::from_u128(n))
    }
    const NOW: Time = Time::from_micros(1_790_000_000_000_000);

    fn ground() -> Ground {
        Ground { document: id(1), site: id(2), columns: vec![id(4), id(3)], hash: "sha256:a".into() }
    }

    fn grant(scope: WaiverScope) -> Grant<'static> {
        Grant {
            scope,
            state: WaiverState::Agreed,
            document: id(1),
            version_hash: Some("sha256:a"),
            column: Some(id(3)),
            site: Some(id(2)),
            finding: "f",
            rule: "ad",
            found: "稳赚不赔",
            expires_at: None,
            ended_at: None,
        }
    }

    #[test]
    fn what_is_missing_is_waived_in_its_own_document_only() {
        assert_eq!(reach(WaiverScope::Column, ""), Err(BadWaiver::NothingToRepeat));
        assert_eq!((reach(WaiverScope::Document, ""), reach(WaiverScope::Site, "稳赚不赔")), (Ok(()), Ok(())));
        let wide = Grant { found: "", ..grant(WaiverScope::Platform) };
        assert!(!wide.speaks_of(&ground(), "other", "ad", ""));
    }

    #[test]
    fn nobody_agrees_to_his_own_waiver() {
        assert_eq!(may_decide(WaiverState::Requested, id(1), id(1), &[id(2)]), Err(Refusal::OwnWaiver));
        assert_eq!(may_decide(WaiverState::Requested, id(1), id(2), &[id(2)]), Err(Refusal::AuthorMayNotDecide));
        assert_eq!(may_decide(WaiverState::Requested, id(1), id(3), &[id(1)]), Ok(()));
    }

    #[test]
    fn what_blocks_or_reaches_far_takes_two_people_even_for_a_reviewer() {
        let at_once = |severity, scope| agreed_at_once(severity, scope, id(3), &[id(1)], true);
        assert!(at_once(Severity::Warn, WaiverScope::Document));
        assert!(!at_once(Severity::Block, WaiverScope::Version));
        assert!(!at_once(Severity::Info, WaiverScope::Column));
        assert!(!agreed_at_once(Severity::Warn, WaiverScope::Document, id(1), &[id(1)], true));
    }

    #[test]
    fn a_version_s_waiver_answers_that_text_alone() {
        let moved = Ground { hash: "sha256:b".into(), ..ground() };
        assert!(grant(WaiverScope::Version).speaks_of(&ground(), "f", "ad", "稳赚不赔"));
        assert!(!grant(WaiverScope::Version).speaks_of(&moved, "f", "ad", "稳赚不赔"));
        assert!(grant(WaiverScope::Document).speaks_of(&moved, "f", "ad", "稳赚不赔"));
    }

    #[test]
    fn a_wide_waiver_answers_the_same_word_in_any_context_below_its_place() {
        let elsewhere = Ground { document: id(9), site: id(8), columns: vec![id(7)], hash: String::new() };
        for scope in [WaiverScope::Column, WaiverScope::Site, WaiverScope::Platform] {
            assert!(grant(scope).speaks_of(&ground(), "another place", "ad", "稳赚不赔"), "{scope}");
            assert!(!grant(scope).speaks_of(&ground(), "f", "ad", "包赚"), "{scope}");
            assert_eq!(grant(scope).speaks_of(&elsewhere, "f", "ad", "稳赚不赔"), scope == WaiverScope::Platform, "{scope}");
        }
    }

    #[test]
    fn an_expired_or_ended_waiver_answers_nothing() {
        let until = |at| Grant { expires_at: at, ..grant(WaiverScope::Site) };
        assert!(until(None).in_force(NOW) && until(Some(NOW.plus_seconds(1))).in_force(NOW));
        assert!(!until(Some(NOW)).in_force(NOW));
        assert!(!Grant { ended_at: Some(NOW), ..grant(WaiverScope::Site) }.in_force(NOW));
    }

    #[test]
    fn a_wide_waiver_ends_after_half_a_year_unless_told_otherwise() {
        assert_eq!(expiry(WaiverScope::Document, None, NOW), Ok(None));
        assert_eq!(expiry(WaiverScope::Site, None, NOW), Ok(Some(NOW.plus_hours(24 * 180))));
        assert_eq!(expiry(WaiverScope::Site, Some(NOW.plus_hours(24 * 400)), NOW), Err(BadWaiver::ExpiresTooLate));
        assert_eq!(expiry(WaiverScope::Version, Some(NOW), NOW), Err(BadWaiver::ExpiresInThePast));
    }

    #[test]
    fn a_public_duty_names_its_law() {
        assert_eq!(reason(Some(Preset::PublicDuty), "按规定公开"), Err(BadWaiver::NoLaw));
        assert!(reason(Some(Preset::PublicDuty), "《政府信息公开条例》第十九条").is_ok());
        assert_eq!(reason(Some(Preset::Quote), " "), Ok("引用原文或法规名称".into()));
        assert_eq!(reason(Some(Preset::Other), ""), Err(BadWaiver::NoReason));
        assert_eq!(reason(None, ""), Err(BadWaiver::NoReason));
    }
}
