//! A resident's requests, for their data pack and for their erasure (UU 27/2022 art. 7 and 8). What the steps of a
//! request say of the office's own work stays; what names the resident goes, and photos with it.

use db::{Entity as _, ReadTx, Result, WriteTx};
use kependudukan::privasi::{DIHAPUS, DataOrang};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::konfirmasi::{self as simpanan, Jawab, KetuaWilayah, Konfirmasi};
use crate::store::{self, Foto, Isi, Permohonan};

pub const DATA_ORANG: DataOrang = DataOrang {
    nama: "permohonan",
    tabel: &["permohonan", "permohonan_konfirmasi", "ketua_wilayah"],
    isi: |tx, id, _| Box::pin(isi(tx, id)),
    hapus: Some(|tx, id| Box::pin(lupakan(tx, id))),
};

/// Each request; its answers stay out, since they tell of others too.
async fn isi(tx: &mut ReadTx, id: Uuid) -> Result<Value> {
    let mut semua = Vec::new();
    for p in store::list_semua(tx, id).await? {
        if p.orang_id != id {
            // What was asked for somebody else tells that it was asked, and nothing of them.
            semua.push(json!({
                "nomor": p.nomor(),
                "jenis": p.jenis_nama,
                "keadaan": p.keadaan().label(),
                "diajukan": p.diajukan_pada.timestamp().to_string(),
                "untuk": "anggota keluarga",
            }));
            continue;
        }
        let foto = store::list_foto(tx, p.id).await?;
        let nilai = store::find_nilai(tx, p.id).await?;
        let isi = p.isi(tx)?;
        // Whether and when; who said what about them speaks of somebody else too.
        let konfirmasi = simpanan::find_konfirmasi(tx, p.id).await?;
        let konfirmasi = konfirmasi.map(
            |k| json!({ "diminta": k.diminta_pada.timestamp().to_string(), "jawaban": jawaban(k.jawab()) }),
        );
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
            "konfirmasi": konfirmasi,
        }));
    }
    Ok(Value::Array(semua))
}

const fn jawaban(jawab: Jawab) -> &'static str {
    match jawab {
        Jawab::Menunggu => "menunggu",
        Jawab::Benar => "dibenarkan",
        Jawab::Bukan => "tidak dibenarkan",
        Jawab::Gugur => "tidak diperlukan lagi",
    }
}

async fn lupakan(tx: &mut WriteTx, id: Uuid) -> Result<i64> {
    let semua = store::list_semua(tx, id).await?;
    let dijawab = simpanan::list_dijawab(tx, id).await?;
    let entitas = [Permohonan::DEF, Konfirmasi::DEF, KetuaWilayah::DEF];
    let baris = db::ledger::erase(tx, id, &entitas).await?;
    for ketua in simpanan::list_ketua_orang(tx, id).await? {
        tx.delete::<KetuaWilayah>(ketua.id).await?;
    }
    for k in dijawab {
        tx.update(&Konfirmasi { dijawab_id: None, dijawab_nama: DIHAPUS.to_owned(), ..k }).await?;
    }
    let kosong = String::new;
    for p in semua {
        if p.orang_id != id {
            tx.update(&Permohonan { pemohon_nama: kosong(), pemohon_id: None, ..p }).await?;
            continue;
        }
        if let Some(k) = simpanan::find_konfirmasi(tx, p.id).await? {
            tx.update(&Konfirmasi { alasan: String::new(), ..k }).await?;
        }
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
            pemohon_id: None,
            isian_segel,
            alasan: kosong(),
            diterima_oleh: kosong(),
            ..p
        };
        tx.update(&tanpa_nama).await?;
    }
    Ok(baris)
}
