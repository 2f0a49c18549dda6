//! How grave a finding is, which waiver answers it, and what stops a text (检查发现、确认无误).

use crate::{UserId, words};

words! {
    pub enum Severity {
        /// 提示: shown, may be ignored.
        Info = "info",
        /// 慎用: a reviewer other than the author decides.
        Warn = "warn",
        /// 禁发: stops submission and publication.
        Block = "block",
    }
}

words! {
    pub enum WaiverState { Requested = "requested", Agreed = "agreed", Refused = "refused" }
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
/// what blocks always takes two people.
pub fn agreed_at_once(severity: Severity, requester: UserId, authors: &[UserId], may_review: bool) -> bool {
    severity != Severity::Block && may_review && !authors.contains(&requester)
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

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn nobody_agrees_to_his_own_waiver() {
        assert_eq!(may_decide(WaiverState::Requested, user(1), user(1), &[user(2)]), Err(Refusal::OwnWaiver));
        assert_eq!(may_decide(WaiverState::Requested, user(1), user(2), &[user(2)]), Err(Refusal::AuthorMayNotDecide));
        assert_eq!(may_decide(WaiverState::Requested, user(1), user(3), &[user(1)]), Ok(()));
    }

    #[test]
    fn what_blocks_takes_two_people_even_for_a_reviewer() {
        assert!(agreed_at_once(Severity::Warn, user(3), &[user(1)], true));
        assert!(!agreed_at_once(Severity::Block, user(3), &[user(1)], true));
        assert!(!agreed_at_once(Severity::Warn, user(1), &[user(1)], true));
    }
}
