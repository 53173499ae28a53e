//! The few types that cross between Rust and both engines.

use jiff_sqlx::ToSqlx as _;
use serde::{Deserialize, Serialize};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};
use uuid::Uuid;

/// A calendar day. `DATE` on PostgreSQL, `YYYY-MM-DD` text on SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub jiff::civil::Date);

impl std::ops::Deref for Day {
    type Target = jiff::civil::Date;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl Type<Sqlite> for Day {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for Day {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(<&str as Decode<Sqlite>>::decode(value)?.parse()?))
    }
}

impl Encode<'_, Sqlite> for Day {
    fn encode_by_ref(&self, buf: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.0.to_string(), buf)
    }
}

impl Type<Postgres> for Day {
    fn type_info() -> PgTypeInfo {
        <jiff_sqlx::Date as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for Day {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(<jiff_sqlx::Date as Decode<Postgres>>::decode(value)?.to_jiff()))
    }
}

impl Encode<'_, Postgres> for Day {
    fn encode_by_ref(&self, buf: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode_by_ref(&self.0.to_sqlx(), buf)
    }
}

/// An instant in microseconds since 1970 (UTC), stored as `bigint`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct At(pub i64);

impl At {
    /// # Panics
    /// When the stored number lies outside the calendar (before the year −9999 or after 9999).
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).expect("stored instants lie within the calendar")
    }
}

impl From<jiff::Timestamp> for At {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.as_microsecond())
    }
}

/// Bytes that may be a secret's sealed form: `Debug` shows only the length, JSON carries base64.
#[derive(Clone, PartialEq, Eq, Hash, Default, Type)]
#[sqlx(transparent)]
pub struct Bytes(pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::BASE64_NOPAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        data_encoding::BASE64_NOPAD.decode(text.as_bytes()).map(Self).map_err(serde::de::Error::custom)
    }
}

/// What a column holds, the same on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Bool,
    Text,
    Bytes,
    Uuid,
    Day,
}

/// One bound value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Int(Option<i64>),
    Bool(Option<bool>),
    Text(Option<String>),
    Bytes(Option<Bytes>),
    Uuid(Option<Uuid>),
    Day(Option<Day>),
}

impl Value {
    /// Reads a ledger payload's JSON back into a column's value.
    pub(crate) fn from_json(kind: Kind, json: &serde_json::Value) -> Result<Self, serde_json::Error> {
        Ok(match kind {
            Kind::Int => Self::Int(Deserialize::deserialize(json)?),
            Kind::Bool => Self::Bool(Deserialize::deserialize(json)?),
            Kind::Text => Self::Text(Deserialize::deserialize(json)?),
            Kind::Bytes => Self::Bytes(serde_json::from_value(json.clone())?),
            Kind::Uuid => Self::Uuid(Deserialize::deserialize(json)?),
            Kind::Day => Self::Day(Deserialize::deserialize(json)?),
        })
    }
}

/// A Rust type that may stand in an entity's field.
pub trait ColumnType {
    const KIND: Kind;
    const NULLABLE: bool = false;
    fn to_value(&self) -> Value;
}

impl<T: ColumnType> ColumnType for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;

    fn to_value(&self) -> Value {
        match (self, T::KIND) {
            (Some(value), _) => value.to_value(),
            (None, Kind::Int) => Value::Int(None),
            (None, Kind::Bool) => Value::Bool(None),
            (None, Kind::Text) => Value::Text(None),
            (None, Kind::Bytes) => Value::Bytes(None),
            (None, Kind::Uuid) => Value::Uuid(None),
            (None, Kind::Day) => Value::Day(None),
        }
    }
}

macro_rules! column_types {
    ($($type:ty => $kind:ident, |$value:ident| $convert:expr;)*) => { $(
        impl ColumnType for $type {
            const KIND: Kind = Kind::$kind;

            fn to_value(&self) -> Value {
                let $value = self;
                Value::$kind(Some($convert))
            }
        }

        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                value.to_value()
            }
        }

        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                value.to_value()
            }
        }
    )* };
}

column_types! {
    i64 => Int, |v| *v;
    i32 => Int, |v| i64::from(*v);
    i16 => Int, |v| i64::from(*v);
    At => Int, |v| v.0;
    bool => Bool, |v| *v;
    String => Text, |v| v.clone();
    Bytes => Bytes, |v| v.clone();
    Uuid => Uuid, |v| *v;
    Day => Day, |v| *v;
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

impl From<jiff::civil::Date> for Value {
    fn from(value: jiff::civil::Date) -> Self {
        Self::Day(Some(Day(value)))
    }
}

impl From<jiff::Timestamp> for Value {
    fn from(value: jiff::Timestamp) -> Self {
        At::from(value).to_value()
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(Some(value.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_ledger_s_json() {
        let day = Day(jiff::civil::date(1990, 1, 31));
        let check = |kind, value: &Value, json: &serde_json::Value| {
            assert_eq!(&Value::from_json(kind, json).unwrap(), value);
        };
        check(
            Kind::Int,
            &Value::from(9_007_199_254_740_993_i64),
            &serde_json::json!(9_007_199_254_740_993_i64),
        );
        check(Kind::Day, &Value::from(day), &serde_json::to_value(day).unwrap());
        check(
            Kind::Bytes,
            &Value::from([1_u8, 2, 255]),
            &serde_json::to_value(Bytes(vec![1, 2, 255])).unwrap(),
        );
        check(Kind::Text, &Value::Text(None), &serde_json::Value::Null);
        check(Kind::Bool, &Value::from(true), &serde_json::json!(true));
    }

    #[test]
    fn debug_of_bytes_hides_them() {
        assert_eq!(format!("{:?}", Bytes(vec![1, 2, 3])), "Bytes(3)");
    }
}
