//! The letters about a resident, for their data pack (UU 27/2022 art. 7). No erasure takes them: they are archives
//! (UU 43/2009).

use db::{ReadTx, Result};
use kamus::Nik;
use kependudukan::privasi::DataOrang;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::{self, Surat};

pub const DATA_ORANG: DataOrang = DataOrang {
    nama: "surat",
    tabel: &["surat", "surat_lama"],
    isi: |tx, id, nik| Box::pin(isi(tx, id, nik)),
    hapus: None,
};

/// Each letter with the person as it describes them; its answers stay out, since they tell of others too. Of a letter
/// about a body, which is nobody's personal data, who answers for it is told what it says of them.
async fn isi(tx: &mut ReadTx, id: Uuid, nik: Option<Nik>) -> Result<Value> {
    let mut semua = Vec::new();
    for surat in store::list_tentang(tx, id, nik).await? {
        let (lembaga, orang) = if surat.lembaga() {
            (Some(surat.subjek_nama.clone()), penanggung_jawab(tx, &surat)?)
        } else {
            (None, serde_json::to_value(surat.orang(tx)?).unwrap_or_default())
        };
        semua.push(json!({
            "jenis": surat.jenis().nama,
            "nomor": surat.nomor,
            "tanggal": surat.tanggal,
            "keadaan": surat.keadaan().label(),
            "berlaku_sampai": surat.berlaku_sampai,
            "penanda_tangan": surat.ttd_nama,
            "penanggung_jawab_lembaga": lembaga,
            "data_anda_di_surat": orang,
        }));
    }
    semua.extend(store::list_lama_tentang(tx, id, nik).await?.into_iter().map(|surat| {
        json!({
            "jenis": surat.jenis,
            "nomor": surat.nomor,
            "tanggal": surat.tanggal,
            "tahun": surat.tahun,
            "perihal": surat.perihal,
            "keadaan": "Dari sebelum Balai",
            "penanda_tangan": surat.penandatangan,
            "nama_di_surat": surat.nama,
        })
    }));
    Ok(Value::Array(semua))
}

/// The boxes in which a letter about a body names who answers for it.
fn penanggung_jawab(tx: &ReadTx, surat: &Surat) -> Result<Value> {
    let isi = surat.isi(tx)?;
    let Some(isian) = surat.jenis().penanggung_jawab() else { return Ok(Value::Null) };
    let awal = format!("{}-", isian.nama);
    let kotak = isi.nilai.isi().filter_map(|(nama, nilai)| Some((nama.strip_prefix(&awal)?, nilai)));
    Ok(kotak.map(|(nama, nilai)| (nama.to_owned(), Value::from(nilai))).collect())
}
