//! Lists in constant cost: a list is a chain of runs, each a page with a permanent number.
//!
//! The open run (number 0) holds the newest P to 2P−1 rows and is drawn as `index.html` and
//! `index_2.html`; a full one freezes its older P rows under the next number, so that a new article
//! touches two list pages whatever the list's length.

/// Rows of a list page.
pub const PAGE_ROWS: usize = 20;
/// The number of the open run.
pub const OPEN_RUN: i32 = 0;

/// What becomes of a run after its size changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    Keep,
    /// Its older `older` rows become a new run.
    Split {
        older: usize,
    },
    /// It takes in the next older run.
    TakeOlder,
    /// It goes into the next newer run.
    JoinNewer,
}

/// `size` is the run's rows now, `older` those of the next older run, `newer` those of the next newer one.
///
/// Open runs stay between P and 2P−1 rows while there are older ones; frozen runs between P/2 and 2P−1.
pub fn cut(open: bool, size: usize, older: Option<usize>, newer: Option<usize>) -> Cut {
    if size >= 2 * PAGE_ROWS {
        return Cut::Split { older: PAGE_ROWS };
    }
    if open {
        return if size < PAGE_ROWS && older.is_some() { Cut::TakeOlder } else { Cut::Keep };
    }
    if size * 2 >= PAGE_ROWS {
        return Cut::Keep;
    }
    match (older, newer) {
        (Some(o), _) if size + o < 2 * PAGE_ROWS => Cut::TakeOlder,
        (_, Some(n)) if size + n < 2 * PAGE_ROWS => Cut::JoinNewer,
        // A run next to two nearly full ones stays short until one of them can take it.
        _ if size == 0 => Cut::JoinNewer,
        _ => Cut::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_open_run_freezes_its_older_page() {
        assert_eq!(cut(true, 39, None, None), Cut::Keep);
        assert_eq!(cut(true, 40, Some(20), None), Cut::Split { older: 20 });
    }

    #[test]
    fn page_one_is_never_short_while_older_rows_exist() {
        assert_eq!(cut(true, 19, Some(12), None), Cut::TakeOlder);
        assert_eq!(cut(true, 19, None, None), Cut::Keep);
    }

    #[test]
    fn a_frozen_run_below_half_joins_a_neighbour_that_has_room() {
        assert_eq!(cut(false, 10, Some(20), Some(20)), Cut::Keep);
        assert_eq!(cut(false, 9, Some(20), Some(20)), Cut::TakeOlder);
        assert_eq!(cut(false, 9, Some(35), Some(20)), Cut::JoinNewer);
        assert_eq!(cut(false, 9, Some(35), Some(35)), Cut::Keep);
    }

    #[test]
    fn an_empty_run_goes_away() {
        assert_eq!(cut(false, 0, None, Some(39)), Cut::JoinNewer);
    }
}
