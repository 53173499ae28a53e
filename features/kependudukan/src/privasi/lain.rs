//! What other rooms hold about a resident: told in the data pack, and taken away by an erasure where no law keeps
//! it. The binary gathers it, since no arrow goes upward.

use std::pin::Pin;

use db::{ReadTx, Result, WriteTx};
use kamus::Nik;
use serde_json::Value;
use uuid::Uuid;
use web::App;

/// An answer that comes later.
pub type Nanti<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

type Isi = for<'t> fn(&'t mut ReadTx, Uuid, Option<Nik>) -> Nanti<'t, Result<Value>>;
type Hapus = for<'t> fn(&'t mut WriteTx, Uuid) -> Nanti<'t, Result<i64>>;

/// One room's part.
#[derive(Clone, Copy)]
pub struct DataOrang {
    /// Under which word it stands in the pack.
    pub nama: &'static str,
    /// Its tables that are told in words, and therefore not as rows.
    pub tabel: &'static [&'static str],
    /// All that is held, in the open.
    pub isi: Isi,
    /// Takes it away, and tells how many ledger lines lost their payload; absent where the law keeps it.
    pub hapus: Option<Hapus>,
}

/// The parts of all rooms.
#[derive(Clone, Default)]
pub struct DaftarDataOrang(pub Vec<DataOrang>);

pub(crate) fn semua(app: &App) -> &[DataOrang] {
    app.find_service::<DaftarDataOrang>().map_or(&[], |semua| &semua.0)
}
