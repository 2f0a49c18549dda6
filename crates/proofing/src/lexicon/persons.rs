//! Office-holders (领导职务库): who holds which title in which unit, and from when to when (domain.md §6.3).

use time::Date;

/// One person in one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    /// The office as texts name it.
    pub title: String,
    pub unit: String,
    /// Place in the order of precedence, the first being the lowest number.
    pub order: Option<u32>,
    /// First day in office.
    pub valid_from: Option<Date>,
    /// Last day in office.
    pub valid_to: Option<Date>,
}
