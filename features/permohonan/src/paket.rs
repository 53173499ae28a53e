//! A resident's requests, for their data pack and for their erasure (UU 27/2022 art. 7 and 8). What the steps of a
//! request say of the office's own work stays; what names the resident goes, and photos with it.

use db::{Entity as _, ReadTx, Result, WriteTx};
use kependudukan::privasi::{DIHAPUS, DataOrang};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::{self, Foto, Isi, Permohonan};

pub const DATA_ORANG: DataOrang = DataOrang {
    nama: "permohonan",
    tabel: &["permohonan"],
    isi: |tx, id, _| Box::pin(isi(tx, id)),
    hapus: Some(|tx, id| Box::pin(lupakan(tx, id))),
};

/// Each request; its answers stay out, since they tell of others too.
async fn isi(tx: &mut ReadTx, id: Uuid) -> Result<Value> {
    let mut semua = Vec::new();
    for p in store::list_semua(tx, id).await? {
        let foto = store::list_foto(tx, p.id).await?;
        let nilai = store::find_nilai(tx, p.id).await?;
        let isi = p.isi(tx)?;
        semua.push(json!({
            "nomor": p.nomor(),
            "jenis": p.jenis_nama,
            "lewat": p.pintu().label(),
            "keadaan": p.keadaan().label(),
            "diajukan": p.diajukan_pada.timestamp().to_string(),
            "selesai": p.selesai_pada.map(|pada| pada.timestamp().to_string()),
            "pemohon": p.pemohon_nama,
            "alamat_antar": isi.alamat,
            "catatan": isi.catatan,
            "diterima_oleh": p.diterima_oleh,
            "foto_tersimpan": foto.len(),
            "nilai": nilai.map(|nilai| nilai.nilai),
        }));
    }
    Ok(Value::Array(semua))
}

async fn lupakan(tx: &mut WriteTx, id: Uuid) -> Result<i64> {
    let semua = store::list_semua(tx, id).await?;
    let baris = db::ledger::erase(tx, id, &[Permohonan::DEF]).await?;
    let kosong = String::new;
    for p in semua {
        for foto in store::list_foto(tx, p.id).await? {
            tx.delete::<Foto>(foto.id).await?;
            if files::find_berkas(tx, foto.berkas_id).await.is_ok_and(|ada| ada.is_some()) {
                tx.delete::<files::Berkas>(foto.berkas_id).await?;
            }
        }
        let isian_segel = Permohonan::segel(tx, &Isi::default());
        let tanpa_nama = Permohonan {
            orang_nama: DIHAPUS.to_owned(),
            pemohon_nama: kosong(),
            isian_segel,
            alasan: kosong(),
            diterima_oleh: kosong(),
            ..p
        };
        tx.update(&tanpa_nama).await?;
    }
    Ok(baris)
}
