//! How many tests ran, from what the runners themselves say.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// Adds up `test result: …` (cargo test), `Summary … tests run: …` (nextest), `Tests …` (vitest) and
    /// the closing `N passed (…)` lines (Playwright). A skipped, flaky or not run test is a failed one.
    pub fn of(said: &str) -> Counts {
        let mut all = Counts::default();
        // Nextest repeats what a failed test printed, that test's own result among it.
        let nextest = said.lines().any(|line| plain(line).trim().starts_with("Nextest run"));
        for line in said.lines().map(plain) {
            let line = line.trim();
            let part = if let Some(rest) = line.strip_prefix("test result:") {
                if nextest { Counts::default() } else { words(rest, &["passed"], &["failed"]) }
            } else if line.starts_with("Summary [") {
                line.split_once("tests run:")
                    .or(line.split_once("test run:"))
                    .map_or(Counts::default(), |(_, rest)| words(rest, &["passed"], &["failed", "timed", "exec"]))
            } else if let Some(rest) = line.strip_prefix("Tests ") {
                words(rest.split('(').next().unwrap_or(rest), &["passed"], &["failed", "skipped", "todo"])
            } else if line.split_whitespace().count() <= 4 && line.starts_with(|c: char| c.is_ascii_digit()) {
                words(line, &["passed"], &["failed", "flaky", "skipped", "did", "interrupted"])
            } else {
                Counts::default()
            };
            all += part;
        }
        all
    }
}

/// The numbers that stand before these words.
fn words(text: &str, passed: &[&str], failed: &[&str]) -> Counts {
    let mut counts = Counts::default();
    let parts: Vec<&str> = text.split_whitespace().collect();
    for pair in parts.windows(2) {
        let Ok(n) = pair[0].trim_start_matches('(').parse::<u64>() else { continue };
        let word = pair[1].trim_end_matches([';', ',', '.', ')', ':']);
        if passed.contains(&word) {
            counts.passed += n;
        } else if failed.contains(&word) {
            counts.failed += n;
        }
    }
    counts
}

/// Without colour sequences.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain += before;
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').get(1..).unwrap_or_default();
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn cargo_tests_are_added_up() {
        let said =
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(Counts::of(said), counts(15, 2));
    }

    #[test]
    fn a_nextest_summary_is_read() {
        let said = "     Summary [   1.234s] 20 tests run: 18 passed (1 slow), 2 failed, 3 skipped";
        assert_eq!(Counts::of(said), counts(18, 2));
        assert_eq!(Counts::of("     Summary [   0.1s] 1 test run: 1 passed, 0 skipped"), counts(1, 0));
    }

    #[test]
    fn a_test_that_nextest_quotes_is_counted_once() {
        let said = " Nextest run ID 1\n    test result: FAILED. 0 passed; 1 failed\n     Summary [ 1.0s] 2 tests run: 1 passed, 1 failed";
        assert_eq!(Counts::of(said), counts(1, 1));
    }

    #[test]
    fn a_vitest_summary_is_read_in_colour() {
        let said = " \u{1b}[2m Test Files \u{1b}[22m 4 passed (4)\n\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m19 passed\u{1b}[39m\u{1b}[90m (20)\u{1b}[39m";
        assert_eq!(Counts::of(said), counts(19, 1));
    }

    #[test]
    fn a_browser_test_that_is_skipped_did_not_pass() {
        assert_eq!(Counts::of("  1 skipped\n  2 flaky\n  3 did not run\n  7 passed (12.3s)\n"), counts(7, 6));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(Counts::of("running 3 tests\n3 files passed over\nwe passed 4 failed bridges"), counts(0, 0));
    }
}
