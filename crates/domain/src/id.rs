//! Typed ids: UUIDv7, made by the application, so that an id can't be taken for another noun's.

use crate::Time;
use std::marker::PhantomData;
use uuid::Uuid;

/// The id of a `K`. Ordered by time of birth.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Id(uuid, PhantomData)
    }

    /// A new id born at `now`; `random` comes from the caller because this crate draws none.
    pub fn born(now: Time, random: [u8; 10]) -> Self {
        let millis = (now.micros() / 1000).max(0) as u64;
        Id::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The same id under another noun: an article *is* a document.
    pub const fn cast<L>(self) -> Id<L> {
        Id::from_uuid(self.0)
    }

    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Id::from_uuid)
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> std::fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> std::fmt::Display for Id<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> serde::Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}
impl<'de, K> serde::Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Uuid::deserialize(d).map(Id::from_uuid)
    }
}

/// One empty type per noun, so that `Id<noun::Site>` and `Id<noun::Column>` differ.
pub mod noun {
    macro_rules! nouns { ($($n:ident),+) => { $(#[derive(Debug)] pub enum $n {})+ } }
    nouns!(
        Unit, Person, User, Grant, Site, Column, Plan, Document, Version, Placement, Round, Signature, Annotation, Finding,
        Waiver, Lexicon, LexiconEntry, LexiconChange, Publication, Job, Event, Scan, LiveFinding
    );
}

pub type UnitId = Id<noun::Unit>;
pub type PersonId = Id<noun::Person>;
pub type UserId = Id<noun::User>;
pub type GrantId = Id<noun::Grant>;
pub type SiteId = Id<noun::Site>;
pub type ColumnId = Id<noun::Column>;
pub type PlanId = Id<noun::Plan>;
pub type DocumentId = Id<noun::Document>;
pub type VersionId = Id<noun::Version>;
pub type PlacementId = Id<noun::Placement>;
pub type RoundId = Id<noun::Round>;
pub type SignatureId = Id<noun::Signature>;
pub type AnnotationId = Id<noun::Annotation>;
pub type FindingId = Id<noun::Finding>;
pub type WaiverId = Id<noun::Waiver>;
pub type LexiconId = Id<noun::Lexicon>;
pub type LexiconEntryId = Id<noun::LexiconEntry>;
pub type LexiconChangeId = Id<noun::LexiconChange>;
pub type PublicationId = Id<noun::Publication>;
pub type JobId = Id<noun::Job>;
pub type EventId = Id<noun::Event>;
pub type ScanId = Id<noun::Scan>;
pub type LiveFindingId = Id<noun::LiveFinding>;
