//! Three reviews and three proofs (三审三校): plan, round, signature, and the clearance that comes of it.
//!
//! A signature binds to the hash of the text it was given on; only a full round for exactly that hash or
//! a migration batch makes a [`Clearance`], and nothing is published without one.

mod plan;
pub use plan::*;

use crate::identity::Permission;
use crate::{Hash, UserId, words};
use serde::{Deserialize, Serialize};

words! {
    pub enum RoundState { Open = "open", Completed = "completed", Returned = "returned", Recalled = "recalled", Void = "void" }
}

/// One signature of a round (签字).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub stage: Stage,
    pub user: UserId,
    pub hash: Hash,
}

/// A plan running once for one text (第 n 次送审).
#[derive(Clone, Debug)]
pub struct Round {
    pub form: Form,
    pub stages: Vec<PlanStage>,
    pub state: RoundState,
    pub hash: Hash,
    /// Drafter, uploader and everyone who edited the text since it was last public.
    pub authors: Vec<UserId>,
    pub signatures: Vec<Signature>,
}

/// Why someone may not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    RoundClosed,
    /// Another stage is due.
    WrongStage {
        due: Stage,
    },
    /// The text is not the one that the signer was shown.
    StaleText,
    AuthorMayNotSign,
    /// The same person signed a stage that must be another's (domain.md R3.11 b, c).
    AlreadySigned {
        stage: Stage,
    },
    /// The final signature was given; only withdrawal is left (domain.md R3.16).
    AlreadySignedOff,
}

impl Round {
    /// The stage that is due; `None` when all have signed.
    pub fn due(&self) -> Option<&PlanStage> {
        self.stages.iter().find(|s| !self.signatures.iter().any(|g| g.stage == s.stage))
    }

    /// Whether `user` may give the signature of `stage` on the text with `hash`.
    pub fn may_sign(&self, stage: Stage, user: UserId, hash: &Hash) -> Result<(), Refusal> {
        let due = match self.due() {
            Some(due) if self.state == RoundState::Open => due.stage,
            _ => return Err(Refusal::RoundClosed),
        };
        if *hash != self.hash {
            return Err(Refusal::StaleText);
        }
        if stage != due {
            return Err(Refusal::WrongStage { due });
        }
        self.may_take_part(stage, user)
    }

    /// Separation of duties alone (domain.md R3.11 a–c): whether `user` may ever sign `stage` in this round.
    pub fn may_take_part(&self, stage: Stage, user: UserId) -> Result<(), Refusal> {
        if self.authors.contains(&user) {
            return Err(Refusal::AuthorMayNotSign);
        }
        let other = self.signatures.iter().find(|g| g.user == user && !self.form.same_person(g.stage, stage));
        match other {
            Some(signature) => Err(Refusal::AlreadySigned { stage: signature.stage }),
            None => Ok(()),
        }
    }

    /// Recall by the author is possible until 终审 is signed (domain.md R3.16).
    pub fn may_recall(&self) -> Result<(), Refusal> {
        if self.state != RoundState::Open {
            Err(Refusal::RoundClosed)
        } else if self.signatures.iter().any(|g| g.stage == Stage::ReviewFinal) {
            Err(Refusal::AlreadySignedOff)
        } else {
            Ok(())
        }
    }
}

/// How a text came to be public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClearedBy {
    Round,
    Migration,
}

/// Leave to publish exactly the text with this hash. Has no public constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearance {
    hash: Hash,
    by: ClearedBy,
}

/// Why there is no clearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCleared {
    StageMissing(Stage),
    /// A signature was given on another text.
    OtherText(Stage),
    /// A person signed where he may not.
    Improper(Stage),
    /// A migration batch may not carry what the machine check blocks.
    Blocked,
    NotAllowed,
}

impl Clearance {
    /// From a round's stored signatures; checks all of it again and trusts no flag.
    pub fn from_round(round: &Round) -> Result<Clearance, NotCleared> {
        let mut replay = Round { signatures: Vec::new(), state: RoundState::Open, ..round.clone() };
        for stage in &round.stages {
            let given = round.signatures.iter().find(|g| g.stage == stage.stage).ok_or(NotCleared::StageMissing(stage.stage))?;
            if given.hash != round.hash {
                return Err(NotCleared::OtherText(stage.stage));
            }
            replay.may_sign(stage.stage, given.user, &given.hash).map_err(|_| NotCleared::Improper(stage.stage))?;
            replay.signatures.push(given.clone());
        }
        Ok(Clearance { hash: round.hash.clone(), by: ClearedBy::Round })
    }

    /// For a text of a migration batch: needs [`Permission::Migrate`] and a text without blocking findings.
    pub fn migration(hash: Hash, held: &std::collections::BTreeSet<Permission>, blocked: bool) -> Result<Clearance, NotCleared> {
        if !held.contains(&Permission::Migrate) {
            return Err(NotCleared::NotAllowed);
        }
        if blocked {
            return Err(NotCleared::Blocked);
        }
        Ok(Clearance { hash, by: ClearedBy::Migration })
    }

    pub fn covers(&self, hash: &Hash) -> bool {
        self.hash == *hash
    }
    pub fn by(&self) -> ClearedBy {
        self.by
    }
    pub fn hash(&self) -> &Hash {
        &self.hash
    }
}

#[cfg(test)]
mod tests;
