use crate::value::{Kind, Value};

/// One column of an entity.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub nullable: bool,
}

/// A fact table as plain data: enough to write it, to record it and to rebuild it from the ledger.
///
/// Every fact table has the key `(unit, id)`; `unit` is not listed among the columns.
#[derive(Debug, Clone, Copy)]
pub struct EntityDef {
    /// The table, which is also the entity's name in the ledger.
    pub table: &'static str,
    /// The version of the payload's shape. Raise it with every change and keep an upcaster.
    pub version: i16,
    pub columns: &'static [Column],
    /// Brings a payload of an older version to the next one; pure, kept for ever.
    pub upcast: fn(from: i16, payload: serde_json::Value) -> serde_json::Value,
    /// Columns whose plain text is found across units: `(kind, column)` go to the directory.
    pub directory: &'static [(&'static str, &'static str)],
}

impl EntityDef {
    /// For entities that still have their first shape.
    pub fn first_version(_from: i16, payload: serde_json::Value) -> serde_json::Value {
        payload
    }
}

/// A row of a fact table. Made by [`entity!`](crate::entity).
pub trait Entity: serde::Serialize + serde::de::DeserializeOwned + crate::Row + Sync {
    const DEF: EntityDef;

    fn id(&self) -> uuid::Uuid;

    /// The values in the order of `DEF.columns`.
    fn values(&self) -> Vec<Value>;

    /// The residents this row tells about, for the data pack and for erasure.
    fn subjects(&self) -> Vec<uuid::Uuid> {
        Vec::new()
    }
}

/// Declares a fact table's row: the struct, its columns and its ledger form in one place.
///
/// The first field is always `id: Uuid`. `subjects` names the fields that hold residents' ids,
/// `directory` those that are found across units.
///
/// ```
/// db::entity! {
///     /// A letter's kind.
///     pub struct Contoh in "contoh" version 1 subjects [penduduk_id] directory ["kode" => kode] {
///         pub id: uuid::Uuid,
///         pub kode: String,
///         pub penduduk_id: Option<uuid::Uuid>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! entity {
    (
        $(#[$meta:meta])*
        pub struct $name:ident in $table:literal version $version:literal
            $(subjects [$($subject:ident),*])?
            $(directory [$($kind:literal => $dircol:ident),*])?
            $(upcast $upcast:path)?
        { $($(#[$fmeta:meta])* pub $field:ident: $type:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, $crate::macros::sqlx::FromRow,
            $crate::macros::serde::Serialize, $crate::macros::serde::Deserialize)]
        #[serde(crate = "db::macros::serde")]
        pub struct $name { $($(#[$fmeta])* pub $field: $type,)* }

        impl $name {
            /// The columns as a select list, in declared order.
            pub const COLUMNS: &'static str = $crate::__columns!($($field)*);
        }

        impl $crate::Entity for $name {
            const DEF: $crate::EntityDef = $crate::EntityDef {
                table: $table,
                version: $version,
                columns: &[$($crate::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::macros::ColumnType>::KIND,
                    nullable: <$type as $crate::macros::ColumnType>::NULLABLE,
                }),*],
                upcast: $crate::__upcast!($($upcast)?),
                directory: &[$($(($kind, stringify!($dircol))),*)?],
            };

            fn id(&self) -> $crate::macros::Uuid {
                self.id
            }

            fn values(&self) -> Vec<$crate::Value> {
                vec![$($crate::macros::ColumnType::to_value(&self.$field)),*]
            }

            $(fn subjects(&self) -> Vec<$crate::macros::Uuid> {
                let mut subjects = Vec::new();
                $(subjects.extend(Option::<$crate::macros::Uuid>::from(self.$subject));)*
                subjects
            })?
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __columns {
    ($first:ident $($rest:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($rest))*) };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __upcast {
    () => {
        $crate::EntityDef::first_version
    };
    ($path:path) => {
        $path
    };
}
