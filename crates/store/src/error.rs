//! Faults of storage. Refusals of rules are values of `domain` and never pass through here.

use diesel::result::{DatabaseErrorKind, Error as Sql};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another row already holds what must be unique.
    #[error("taken: {0}")]
    Taken(String),
    /// No connection within the limit, or the engine is locked: try again soon.
    #[error("busy: {0}")]
    Busy(String),
    #[error("database: {0}")]
    Sql(Sql),
    #[error("open database: {0}")]
    Open(String),
    /// A text with U+0000, which PostgreSQL does not take.
    #[error("not storable: {0}")]
    Unstorable(String),
    /// A stored value that this version can't read.
    #[error("stored data: {0}")]
    Data(String),
    /// A write that recorded no event.
    #[error("a write without an event: {0}")]
    Silent(&'static str),
}

impl Error {
    pub fn is_taken(&self) -> bool {
        matches!(self, Error::Taken(_))
    }
    /// The transaction lost against another one and may run again.
    pub(crate) fn may_retry(&self) -> bool {
        matches!(self, Error::Busy(_))
    }
}

/// How SQLite and PostgreSQL say that a transaction gave way to another one.
const GAVE_WAY: [&str; 2] = ["database is locked", "deadlock detected"];

impl From<Sql> for Error {
    fn from(error: Sql) -> Self {
        match error {
            Sql::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => Error::Taken(info.message().to_owned()),
            // Both were sound and one of them gave way: the caller may simply try again.
            Sql::DatabaseError(DatabaseErrorKind::SerializationFailure, info) => Error::Busy(info.message().to_owned()),
            Sql::DatabaseError(_, ref info) if GAVE_WAY.iter().any(|words| info.message().contains(words)) => {
                Error::Busy(info.message().to_owned())
            }
            // The words may be in the server's language; these two stand in all of them.
            Sql::DatabaseError(_, ref info) if info.message().contains("UTF8") && info.message().contains("0x00") => {
                Error::Unstorable(info.message().to_owned())
            }
            other => Error::Sql(other),
        }
    }
}
impl From<r2d2::Error> for Error {
    fn from(error: r2d2::Error) -> Self {
        Error::Busy(error.to_string())
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Data(error.to_string())
    }
}
