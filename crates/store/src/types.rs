//! Column types that mean the same on both engines, and how the domain's types pass through them.
//!
//! Rows come out with the domain's own types. Going in, an id or a time is written `id.sql()`:
//! diesel's rules let only a local type be bound.

use crate::engine::MultiBackend;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, HasSqlType, SqlOrd, SqlType};
use diesel::sqlite::Sqlite;
use domain::{Id, Time};
use std::io::Write;

/// `uuid` on PostgreSQL, a BLOB of 16 bytes on SQLite.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951), sqlite_type(name = "Binary"))]
pub struct Key;

/// `timestamptz` on PostgreSQL, microseconds since 1970 in an INTEGER on SQLite.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185), sqlite_type(name = "Long"))]
pub struct Moment;

impl SqlOrd for Key {}
impl SqlOrd for Moment {}

/// An id on its way in.
#[derive(Clone, Copy, Debug, AsExpression)]
#[diesel(sql_type = Key)]
pub struct BoundKey([u8; 16]);

/// A time on its way in.
#[derive(Clone, Copy, Debug, AsExpression)]
#[diesel(sql_type = Moment)]
pub struct BoundMoment(i64);

/// Makes a domain value fit to be bound.
pub trait Bind {
    type Bound;
    fn sql(self) -> Self::Bound;
}
impl<K> Bind for Id<K> {
    type Bound = BoundKey;
    fn sql(self) -> BoundKey {
        BoundKey(*self.uuid().as_bytes())
    }
}
impl Bind for Time {
    type Bound = BoundMoment;
    fn sql(self) -> BoundMoment {
        BoundMoment(self.micros())
    }
}
impl<T: Bind> Bind for Option<T> {
    type Bound = Option<T::Bound>;
    fn sql(self) -> Self::Bound {
        self.map(Bind::sql)
    }
}
impl<T: Bind + Copy> Bind for &[T] {
    type Bound = Vec<T::Bound>;
    fn sql(self) -> Self::Bound {
        self.iter().map(|t| t.sql()).collect()
    }
}

/// Microseconds from 1970 to PostgreSQL's epoch, 2000-01-01.
const PG_EPOCH: i64 = 946_684_800_000_000;

/// What the derived backend asks of every such type.
macro_rules! on_both_engines {
    ($sql:ident, $bound:ty, $out:ty $(, $generic:ident)?) => {
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                MultiBackend::lookup_sql_type::<$sql>(lookup)
            }
        }
        impl ToSql<$sql, MultiBackend> for $bound {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value(($sql, self));
                Ok(IsNull::No)
            }
        }
        impl$(<$generic: 'static>)? FromSql<$sql, MultiBackend> for $out {
            fn from_sql(v: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                v.from_sql::<Self, $sql>()
            }
        }
        impl<DB: Backend $(, $generic)?> Queryable<$sql, DB> for $out
        where
            Self: FromSql<$sql, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
}
on_both_engines!(Key, BoundKey, Id<K>, K);
on_both_engines!(Moment, BoundMoment, Time);

impl ToSql<Key, Pg> for BoundKey {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&self.0)?;
        Ok(IsNull::No)
    }
}
impl ToSql<Key, Sqlite> for BoundKey {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.as_slice());
        Ok(IsNull::No)
    }
}
impl<K: 'static> FromSql<Key, Pg> for Id<K> {
    fn from_sql(v: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Id::from_uuid(uuid::Uuid::from_slice(v.as_bytes())?))
    }
}
impl<K: 'static> FromSql<Key, Sqlite> for Id<K> {
    fn from_sql(v: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(v)?;
        Ok(Id::from_uuid(uuid::Uuid::from_slice(&bytes)?))
    }
}
impl ToSql<Moment, Pg> for BoundMoment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&(self.0 - PG_EPOCH).to_be_bytes())?;
        Ok(IsNull::No)
    }
}
impl ToSql<Moment, Sqlite> for BoundMoment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0);
        Ok(IsNull::No)
    }
}
impl FromSql<Moment, Pg> for Time {
    fn from_sql(v: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Time::from_micros(<i64 as FromSql<BigInt, Pg>>::from_sql(v)? + PG_EPOCH))
    }
}
impl FromSql<Moment, Sqlite> for Time {
    fn from_sql(v: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Time::from_micros(<i64 as FromSql<BigInt, Sqlite>>::from_sql(v)?))
    }
}
