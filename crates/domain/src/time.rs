//! Instants (UTC, microseconds) and civil days of Asia/Shanghai (UTC+8, no summer time; domain.md R0.2).

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset, macros::format_description, macros::offset};

const SHANGHAI: UtcOffset = offset!(+8);

/// An instant, microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// A civil day of Asia/Shanghai, written `2026-11-20`.
pub type Day = time::Date;

impl Time {
    pub const fn from_micros(micros: i64) -> Self {
        Time(micros)
    }
    pub const fn micros(self) -> i64 {
        self.0
    }
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Time(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
    pub const fn plus_hours(self, hours: i64) -> Self {
        self.plus_seconds(hours * 3600)
    }

    fn at(self, offset: UtcOffset) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(offset)
    }

    /// The civil day in Asia/Shanghai.
    pub fn day(self) -> Day {
        self.at(SHANGHAI).date()
    }
    /// `2026-11-20 09:30`, Asia/Shanghai.
    pub fn shanghai_minute(self) -> String {
        let form = format_description!("[year]-[month]-[day] [hour]:[minute]");
        self.at(SHANGHAI).format(&form).unwrap_or_default()
    }
    /// `2026-11-20T09:30:00+08:00`.
    pub fn shanghai_rfc3339(self) -> String {
        self.at(SHANGHAI).replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH).format(&Rfc3339).unwrap_or_default()
    }
    /// `2026-11-20T01:30:00Z`, to the microsecond where there is one.
    pub fn utc_rfc3339(self) -> String {
        self.at(UtcOffset::UTC).format(&Rfc3339).unwrap_or_default()
    }

    /// Reads RFC 3339, `2026-11-20 09:30[:00]`, `2026-11-20T09:30[:00]` or a bare day;
    /// a time without a zone is Asia/Shanghai.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(t) = OffsetDateTime::parse(text, &Rfc3339) {
            return Some(Time::from_offset(t));
        }
        let spaced = text.replacen('T', " ", 1);
        let full = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        let minute = format_description!("[year]-[month]-[day] [hour]:[minute]");
        PrimitiveDateTime::parse(&spaced, &full)
            .or_else(|_| PrimitiveDateTime::parse(&spaced, &minute))
            .ok()
            .or_else(|| parse_day(text).map(Day::midnight))
            .map(|t| Time::from_offset(t.assume_offset(SHANGHAI)))
    }

    fn from_offset(t: OffsetDateTime) -> Self {
        Time((t.unix_timestamp_nanos() / 1000) as i64)
    }
}

/// Reads `2026-11-20`.
pub fn parse_day(text: &str) -> Option<Day> {
    Day::parse(text.trim(), &format_description!("[year]-[month]-[day]")).ok()
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Day, to: Day) -> i64 {
    i64::from(to.to_julian_day()) - i64::from(from.to_julian_day())
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.utc_rfc3339())
    }
}
impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.utc_rfc3339())
    }
}
impl<'de> serde::Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Time::parse(&text).ok_or_else(|| serde::de::Error::custom("not a time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_a_zone_is_shanghai() {
        assert_eq!(Time::parse("2026-01-01 00:30").unwrap().utc_rfc3339(), "2025-12-31T16:30:00Z");
        assert_eq!(Time::parse("2026-01-01T00:30:05").unwrap().shanghai_rfc3339(), "2026-01-01T00:30:05+08:00");
    }

    #[test]
    fn half_past_midnight_in_shanghai_belongs_to_the_new_year() {
        assert_eq!(Time::parse("2025-12-31T16:30:00Z").unwrap().day().to_string(), "2026-01-01");
    }

    #[test]
    fn a_bare_day_is_its_first_minute() {
        assert_eq!(Time::parse("2026-11-20").unwrap().shanghai_minute(), "2026-11-20 00:00");
    }

    #[test]
    fn nonsense_is_no_time() {
        for bad in ["", "昨天", "2026-02-30", "2026-13-01 00:00", "99999999"] {
            assert_eq!(Time::parse(bad), None, "{bad}");
        }
    }
}
