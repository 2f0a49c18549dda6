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
        matches!(self, Error::Sql(Sql::DatabaseError(DatabaseErrorKind::SerializationFailure, _)))
            || matches!(self, Error::Sql(Sql::DatabaseError(_, info)) if info.message().contains("deadlock"))
    }
}

impl From<Sql> for Error {
    fn from(error: Sql) -> Self {
        match error {
            Sql::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => Error::Taken(info.message().to_owned()),
            Sql::DatabaseError(_, ref info) if info.message().contains("database is locked") => {
                Error::Busy(info.message().to_owned())
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
