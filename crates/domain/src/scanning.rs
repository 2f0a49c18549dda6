//! Checking again what is public (复查): which scans there are and when they are due, what becomes a finding of
//! a live text, and what several looks at a link come to (domain.md R6.01, §6.6).

use crate::proofing::Severity;
use crate::time::{Day, Time};
use crate::words;

mod links;
pub use links::*;

words! {
    pub enum ScanKind {
        /// 每日复查: what was published or changed since the last one.
        Daily = "daily",
        /// 词库复查: everything public, after a word list changed.
        Lexicon = "lexicon",
        /// 全面复查: everything public.
        Full = "full",
        /// 页面复查: page files against what was drawn (暗链).
        Pages = "pages",
    }
}

impl ScanKind {
    pub fn label(self) -> &'static str {
        match self {
            ScanKind::Daily => "每日复查",
            ScanKind::Lexicon => "词库复查",
            ScanKind::Full => "全面复查",
            ScanKind::Pages => "页面复查",
        }
    }
}

words! {
    pub enum ScanState { Running = "running", Done = "done", Failed = "failed" }
}

words! {
    /// Where a finding of something public comes from.
    pub enum Source {
        /// Checking the live text again.
        Scan = "scan",
        /// A link that leads nowhere.
        Link = "link",
        /// The page: held back before it went live, or a file that is not as it was drawn.
        Page = "page",
    }
}

words! {
    pub enum FindingState {
        Open = "open",
        /// Somebody agreed that it stands.
        Waived = "waived",
        /// It is no longer there.
        Closed = "closed",
    }
}

/// Hour and minute in Asia/Shanghai at which nightly work begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
}

impl Clock {
    /// Reads `02:30`.
    pub fn parse(text: &str) -> Option<Clock> {
        let (hour, minute) = text.trim().split_once(':')?;
        let two = |s: &str| (s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten();
        let clock = Clock { hour: two(hour)?, minute: two(minute)? };
        (clock.hour < 24 && clock.minute < 60).then_some(clock)
    }

    fn on(self, day: Day) -> Time {
        Time::parse(&format!("{day} {:02}:{:02}", self.hour, self.minute)).unwrap_or(Time::from_micros(i64::MAX))
    }
}

/// The next such hour after `now`; with `weekly`, the next on a Sunday (Asia/Shanghai).
pub fn next_at(now: Time, clock: Clock, weekly: bool) -> Time {
    let mut day = now.day();
    loop {
        let at = clock.on(day);
        if at > now && (!weekly || day.weekday() == time::Weekday::Sunday) {
            return at;
        }
        match day.next_day() {
            Some(next) => day = next,
            None => return Time::from_micros(i64::MAX),
        }
    }
}

/// Whether a hit in a live text is worth somebody's time: what blocks or warns always; a hint only when a word
/// list of the operator gives it and the author had not seen it (`known`) before the text went out.
pub fn becomes_live(severity: Severity, from_word_list: bool, known: bool) -> bool {
    severity != Severity::Info || (from_word_list && !known)
}

/// Texts per minute; `None` while too little was done to say.
pub fn per_minute(done: i64, worked_ms: i64) -> Option<i64> {
    (worked_ms > 0).then(|| done.saturating_mul(60_000) / worked_ms)
}

/// From this many rows with someone's data on, an attachment is a list of persons (domain.md §6.4).
pub const LIST_ROWS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn nightly_work_begins_at_its_hour_in_shanghai() {
        let clock = Clock::parse("02:30").unwrap();
        assert_eq!(next_at(at("2026-11-20 02:29"), clock, false), at("2026-11-20 02:30"));
        assert_eq!(next_at(at("2026-11-20 02:30"), clock, false), at("2026-11-21 02:30"));
    }

    #[test]
    fn weekly_work_begins_on_sunday() {
        let clock = Clock::parse("02:30").unwrap();
        assert_eq!(next_at(at("2026-11-20 09:00"), clock, true), at("2026-11-22 02:30"));
        assert_eq!(next_at(at("2026-11-22 02:30"), clock, true), at("2026-11-29 02:30"));
    }

    #[test]
    fn a_clock_is_hours_and_minutes() {
        for bad in ["", "2:30", "24:00", "02:60", "02-30", "aa:bb", "+1:30"] {
            assert_eq!(Clock::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_hint_becomes_live_only_when_a_list_gives_it_anew() {
        assert!(becomes_live(Severity::Warn, false, true) && becomes_live(Severity::Info, true, false));
        assert!(!becomes_live(Severity::Info, true, true) && !becomes_live(Severity::Info, false, false));
    }

    #[test]
    fn a_rate_needs_some_time() {
        assert_eq!((per_minute(50, 0), per_minute(50, 1000)), (None, Some(3000)));
    }
}
