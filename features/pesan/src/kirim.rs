//! What higher rooms send.

use db::{ReadTx, Result, WriteTx};
use kamus::Telepon;
use uuid::Uuid;

use crate::entitas::{Bahasa, Kontak};
use crate::kontak;
use crate::penyedia::{Alamat, Isi, Jenis, JenisTemplat, Kiriman};
use crate::store;
use crate::store::keluar::{Keadaan, insert_keluar};
use crate::teks::Teks;

/// Queues a message to a contact, in the act that has something to say. Nothing where the contact said stop.
pub async fn kirim(tx: &mut WriteTx, kontak_id: Uuid, kiriman: &Kiriman) -> Result<Option<Uuid>> {
    kirim_tentang(tx, (kontak_id, None), kiriman).await
}

/// As [`kirim`], of something that tells about a resident: should the contact no longer be bound to them when its turn
/// comes, it is not sent.
pub async fn kirim_tentang(
    tx: &mut WriteTx,
    (kontak_id, tentang): (Uuid, Option<Uuid>),
    kiriman: &Kiriman,
) -> Result<Option<Uuid>> {
    let kontak = store::get_kontak(tx, kontak_id).await?;
    if kontak.berhenti_pada.is_some() {
        return Ok(None);
    }
    insert_keluar(tx, (kontak_id, tentang), kiriman, Keadaan::Antre).await.map(Some)
}

/// The contacts at which a resident can be told something: bound to them, served by the chosen provider, and neither
/// silent by their own wish nor out of reach.
pub async fn list_kontak_warga(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<Kontak>> {
    let now = tx.ctx().now;
    let terpilih = store::find_atur(tx).await?.and_then(|atur| atur.jenis());
    let mut semua = Vec::new();
    for ikatan in store::list_ikatan_penduduk(tx, penduduk_id).await? {
        let kontak = store::get_kontak(tx, ikatan.kontak_id).await?;
        let bisu = !kontak.dilayani(terpilih)
            || kontak.berhenti_pada.is_some()
            || kontak.gagal_pada.is_some()
            || kontak.persetujuan_pada.is_none();
        if ikatan.berlaku(now) && !bisu {
            semua.push(kontak);
        }
    }
    Ok(semua)
}

/// Tells a resident something, at every contact that is bound to them; tells how many there are. With none, the
/// resident has to be told at the counter.
///
/// A `rahasia` message waits until the resident answers AMBIL; at once it is only said that it is ready.
pub async fn kabari(tx: &mut WriteTx, penduduk_id: Uuid, kiriman: &Kiriman) -> Result<usize> {
    let semua = list_kontak_warga(tx, penduduk_id).await?;
    for kontak in &semua {
        let kepada = (kontak.id, Some(penduduk_id));
        if kiriman.rahasia {
            insert_keluar(tx, kepada, &Kiriman { rahasia: false, ..kiriman.clone() }, Keadaan::Diambil)
                .await?;
            let siap = siap(tx, kontak.bahasa()).await?;
            insert_keluar(
                tx,
                kepada,
                &Kiriman { isi: siap, sesudah: None, ..kiriman.clone() },
                Keadaan::Antre,
            )
            .await?;
        } else {
            insert_keluar(tx, kepada, kiriman, Keadaan::Antre).await?;
        }
    }
    Ok(semua.len())
}

/// Sends a one-time code to a phone, wherever somebody asked for one. False where nobody carries messages, or the
/// phone wants none; who asks must not be told which.
pub async fn kirim_kode(tx: &mut WriteTx, telepon: &Telepon, kode: &str, contoh: bool) -> Result<bool> {
    let atur = store::find_atur(tx).await?.and_then(|atur| atur.jenis());
    let Some(jenis) = atur.or(contoh.then_some(Jenis::Simulator)) else { return Ok(false) };
    let alamat = Alamat { telepon: Some(telepon.tanpa_plus().to_owned()), bsuid: None };
    let kontak = kontak::tujuan(tx, jenis, &alamat).await?;
    if kontak.berhenti_pada.is_some() {
        return Ok(false);
    }
    let teks = Teks::muat(tx, "").await?.isi("kode", kontak.bahasa(), &[("kode", kode)]);
    let templat = Some((JenisTemplat::Kode, kode.to_owned()));
    let kiriman = Kiriman { isi: Isi::Teks(teks), templat, rahasia: true, sesudah: None };
    insert_keluar(tx, (kontak.id, None), &kiriman, Keadaan::Antre).await?;
    Ok(true)
}

async fn siap(tx: &mut WriteTx, bahasa: Bahasa) -> Result<Isi> {
    Ok(Isi::Teks(Teks::muat(tx, "").await?.kata("siap_ambil", bahasa)))
}
