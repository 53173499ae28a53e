//! What this room holds about a resident: told in their data pack, and taken away by an erasure (UU 27/2022).

use db::{Entity as _, ReadTx, Result, WriteTx};
use kependudukan::privasi::{DIHAPUS, DataOrang};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::{self, Berkas, Isian, Langkah, Pindaian};

pub const DATA_ORANG: DataOrang = DataOrang {
    nama: "berkas_dukcapil",
    tabel: &["berkas_dukcapil", "langkah_dukcapil", "pindaian_dukcapil"],
    isi: |tx, id, _| Box::pin(isi(tx, id)),
    hapus: Some(|tx, id| Box::pin(hapus(tx, id))),
};

/// Parties of a form who are somebody else.
const ORANG_LAIN: [&str; 3] = ["pelapor.", "saksi1.", "saksi2."];

/// Each case with its steps; what was asked about others stays out.
async fn isi(tx: &mut ReadTx, id: Uuid) -> Result<Value> {
    let mut semua = Vec::new();
    for b in store::list_orang(tx, id).await? {
        let mut isian = b.isian(tx)?;
        isian.retain(|kunci, _| !ORANG_LAIN.iter().any(|lain| kunci.starts_with(lain)));
        let langkah = store::list_langkah(tx, b.id).await?;
        let pindaian = store::list_pindaian(tx, b.id).await?;
        semua.push(json!({
            "nomor": b.nomor(),
            "jenis": b.jenis_nama(),
            "nama": b.orang_nama,
            "keadaan": b.keadaan().label(),
            "catatan": b.catatan,
            "yang_terbit": b.dokumen,
            "tanggal_terbit": b.terbit_tanggal,
            "isian_formulir": isian,
            "langkah": langkah.iter().map(|l| json!({
                "tanggal": l.tanggal, "langkah": l.tindakan, "oleh": l.oleh_nama, "catatan": l.catatan,
            })).collect::<Vec<_>>(),
            "pindaian": pindaian.iter().map(|p| json!(p.syarat)).collect::<Vec<_>>(),
        }));
    }
    Ok(Value::Array(semua))
}

/// Names, answers, remarks and scans go; that there was a case, its kind, days and hand-over stay.
async fn hapus(tx: &mut WriteTx, id: Uuid) -> Result<i64> {
    let baris = db::ledger::erase(tx, id, &[Berkas::DEF, Langkah::DEF, Pindaian::DEF]).await?;
    for b in store::list_orang(tx, id).await? {
        for p in store::list_pindaian(tx, b.id).await? {
            tx.delete::<Pindaian>(p.id).await?;
            if files::find_berkas(tx, p.isi_id).await.is_ok_and(|ada| ada.is_some()) {
                tx.delete::<files::Berkas>(p.isi_id).await?;
            }
        }
        for l in store::list_langkah(tx, b.id).await? {
            tx.update(&Langkah { catatan: String::new(), ..l }).await?;
        }
        let isian_segel = Berkas::segel(tx, &Isian::new());
        let (orang_nama, catatan) = (DIHAPUS.to_owned(), String::new());
        tx.update(&Berkas { orang_nama, isian_segel, catatan, ..b }).await?;
    }
    Ok(baris)
}
