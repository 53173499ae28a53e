//! The data layer's stories, each told on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod ledger;
mod tx;

use db::testing::{TestDb, run_script};
use db::{Context, Unit};
use uuid::Uuid;

pub const SUKAMAJU: Unit = Unit(3_402_132_099);
pub const KEMBARAN: Unit = Unit(3_402_132_098);

db::entity! {
    /// A table of every column type, for these tests only.
    pub struct Orang in "orang" version 1 subjects [id] directory ["orang.nama" => nama] {
        pub id: Uuid,
        pub nama: String,
        pub umur: Option<i16>,
        pub lahir: Option<db::Day>,
        pub aktif: bool,
        pub nik_segel: Option<db::Bytes>,
        pub dibuat_pada: db::At,
    }
}

const TABLE: &str = "create table orang (
    unit bigint not null,
    id uuid not null,
    nama text not null,
    umur smallint,
    lahir date,
    aktif boolean not null,
    nik_segel bytea,
    dibuat_pada bigint not null,
    primary key (unit, id),
    unique (unit, nama)
);";

pub fn ctx(unit: Unit) -> Context {
    Context::system("uji", unit, db::testing::story_time())
}

pub fn orang(ctx: &Context, nama: &str) -> Orang {
    Orang {
        id: ctx.new_id(),
        nama: nama.to_owned(),
        umur: Some(36),
        lahir: Some(jiff::civil::date(1990, 1, 31).into()),
        aktif: true,
        nik_segel: Some(vec![1, 2, 255].into()),
        dibuat_pada: ctx.now.into(),
    }
}

/// Both engines with the table and both villages.
pub async fn databases() -> Vec<TestDb> {
    let all = db::testing::each_engine().await;
    for db in &all {
        run_script(db, TABLE).await;
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, db::testing::story_time()).await.unwrap();
        }
    }
    all
}
