//! What this room holds about a resident, for their data pack and for their erasure (UU 27/2022 art. 7 and 8).

use db::{ReadTx, Result};
use kependudukan::privasi::DataOrang;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store;

pub const DATA_ORANG: DataOrang = DataOrang {
    nama: "bantuan",
    tabel: &["penerima_bantuan"],
    isi: |tx, id, _| Box::pin(isi(tx, id)),
    hapus: Some(|tx, id| Box::pin(store::lupakan(tx, id))),
};

async fn isi(tx: &mut ReadTx, id: Uuid) -> Result<Value> {
    let mut semua = Vec::new();
    for milik in store::list_milik(tx, id).await? {
        semua.push(json!({
            "program": milik.bantuan,
            "asal_dana": milik.asal_dana,
            "mulai": milik.mulai,
            "selesai": milik.selesai,
            "nama_di_kartu": milik.penerima.nama,
            "nomor_kartu": milik.penerima.kartu(tx.keys())?,
        }));
    }
    Ok(Value::Array(semua))
}
