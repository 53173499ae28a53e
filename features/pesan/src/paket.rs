//! What is held of a resident here: told to them (UU 27/2022 art. 7), and forgotten when they are erased (art. 8).

use std::collections::BTreeSet;

use db::{Entity as _, ReadTx, Result, WriteTx, ledger};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::entitas::{Cara, IkatanKontak, Kontak};
use crate::penyedia::Jenis;
use crate::percakapan::Percakapan;
use crate::store::{self, keluar, masuk, obrolan};

/// The phones that were bound to a resident. The number stands there while it is bound: afterwards it may be
/// somebody else's. What was said is on their own phone, and shared with whoever else speaks from it.
pub async fn data_orang(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Value> {
    let mut semua = Vec::new();
    for ikatan in store::list_ikatan_semua(tx, penduduk_id).await? {
        let kontak = store::get_kontak(tx, ikatan.kontak_id).await?;
        let nomor = kontak.alamat(tx.keys()).telepon.filter(|_| ikatan.selesai_pada.is_none());
        let cara = if ikatan.cara == Cara::KodeKantor as i16 {
            "kode dari petugas"
        } else {
            "kode ke nomor tercatat"
        };
        semua.push(json!({
            "nomor": nomor.map(|nomor| format!("+{nomor}")),
            "lewat": kontak.jenis().map(Jenis::label),
            "cara": cara,
            "mulai_utc": ikatan.mulai_pada.timestamp().to_string(),
            "sampai_utc": ikatan.sampai_pada.timestamp().to_string(),
            "selesai_utc": ikatan.selesai_pada.map(|pada| pada.timestamp().to_string()),
            "sebab_selesai": Some(ikatan.sebab).filter(|sebab| !sebab.is_empty()),
            "persetujuan_versi": kontak.persetujuan_versi,
            "persetujuan_utc": kontak.persetujuan_pada.map(|pada| pada.timestamp().to_string()),
            "berhenti_utc": kontak.berhenti_pada.map(|pada| pada.timestamp().to_string()),
        }));
    }
    Ok(Value::Array(semua))
}

/// Forgets a resident: the proofs of their phones go, and with them each contact from which nobody else ever spoke,
/// with all that was said there. Tells how many ledger lines lost their payload.
pub async fn lupakan(tx: &mut WriteTx, penduduk_id: Uuid) -> Result<i64> {
    let mut baris = ledger::erase(tx, penduduk_id, &[IkatanKontak::DEF]).await?;
    let mut semua = BTreeSet::new();
    for ikatan in store::list_ikatan_semua(tx, penduduk_id).await? {
        tx.delete::<IkatanKontak>(ikatan.id).await?;
        semua.insert(ikatan.kontak_id);
    }
    obrolan::hapus_kode(tx, penduduk_id).await?;
    for kontak_id in semua {
        baris += lupakan_kontak(tx, kontak_id).await?;
    }
    Ok(baris)
}

async fn lupakan_kontak(tx: &mut WriteTx, kontak_id: Uuid) -> Result<i64> {
    if store::count_ikatan(tx, kontak_id).await? > 0 {
        // The phone is somebody else's too; only where the conversation stands may be about who is gone.
        if let Some(lama) = obrolan::find_percakapan(tx, kontak_id).await? {
            obrolan::put_percakapan(tx, kontak_id, &Percakapan::default(), lama.pesan_terakhir).await?;
        }
        return Ok(0);
    }
    masuk::hapus_kontak(tx, kontak_id).await?;
    keluar::hapus_kontak(tx, kontak_id).await?;
    obrolan::hapus_kontak(tx, kontak_id).await?;
    let baris = ledger::erase(tx, kontak_id, &[Kontak::DEF]).await?;
    tx.delete::<Kontak>(kontak_id).await?;
    Ok(baris)
}
