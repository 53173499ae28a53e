//! From bytes to messages, and from messages to answers.

use anyhow::Result;
use db::{ReadTx, WriteTx};
use jiff::SignedDuration;
use jobs::{Done, Job};
use uuid::Uuid;
use web::App;

use super::{OLAH, id_dari, lampiran};
use crate::kontak;
use crate::layanan::{BukuWarga, DaftarLayanan};
use crate::penyedia::{Datang, Jenis, Status, Tindakan, penyedia};
use crate::percakapan::{self, Dunia, Percakapan};
use crate::store::keluar::{self, Keadaan};
use crate::store::masuk::{self, Nasib};
use crate::store::{self, obrolan};
use crate::teks::Teks;

/// Messages that overtake each other on the way do so within this time; afterwards the later one counts.
const SUSUN: SignedDuration = SignedDuration::from_millis(400);

pub(super) fn terima(job: Job) -> Done {
    Box::pin(async move {
        let id = id_dari(&job, "kiriman")?;
        let ctx = job.ctx();
        let mut tx = job.db.read(&ctx).await?;
        let Some((jenis, mentah)) = masuk::find_kiriman(&mut tx, id).await? else { return Ok(()) };
        let atur = store::find_atur(&mut tx).await?;
        let rahasia = atur.map(|atur| atur.rahasia(tx.keys())).unwrap_or_default();
        drop(tx);
        let terbaca = penyedia(jenis, rahasia).urai(&mentah);
        let mut tx = job.db.write(&ctx, "penerimaan_pesan").await?;
        let galat = match terbaca {
            Ok(semua) => {
                simpan(&mut tx, jenis, &semua).await?;
                None
            }
            Err(galat) => Some(galat),
        };
        masuk::tandai_dibaca(&mut tx, id, galat).await?;
        tx.commit().await?;
        Ok(())
    })
}

/// Keeps what a delivery told; what is known already changes nothing.
pub(super) async fn simpan(tx: &mut WriteTx, jenis: Jenis, semua: &[Datang]) -> db::Result<()> {
    let mut penulis: Vec<Uuid> = Vec::new();
    for datang in semua {
        match datang {
            // In a group nobody asked for us, and an answer would be read by all.
            Datang::Pesan(pesan) if pesan.grup => {}
            Datang::Pesan(pesan) => {
                let kontak = kontak::kenali(tx, jenis, &pesan.dari).await?;
                if masuk::insert_masuk(tx, jenis, kontak.id, pesan).await? && !penulis.contains(&kontak.id) {
                    penulis.push(kontak.id);
                }
            }
            Datang::Status { id, status, pada } => status_baru(tx, id, status, *pada).await?,
            Datang::GantiNomor { lama, .. } => kontak::ganti_nomor(tx, jenis, lama).await?,
        }
    }
    let jeda = if jenis == Jenis::Simulator { SignedDuration::ZERO } else { SUSUN };
    let mulai = tx.ctx().now + jeda;
    for kontak_id in penulis {
        jobs::enqueue_at(tx, OLAH, serde_json::json!({ "kontak": kontak_id }), mulai).await?;
    }
    Ok(())
}

async fn status_baru(tx: &mut WriteTx, id: &str, status: &Status, pada: jiff::Timestamp) -> db::Result<()> {
    let keadaan = match status {
        Status::Terkirim => return Ok(()),
        Status::Sampai => Keadaan::Sampai,
        Status::Dibaca => Keadaan::Dibaca,
        Status::Gagal { kode } => return gagal_belakangan(tx, id, *kode).await,
    };
    keluar::set_status(tx, id, keadaan, pada).await
}

/// Some errors come only after the message was taken, as a receipt.
async fn gagal_belakangan(tx: &mut WriteTx, id: &str, kode: i64) -> db::Result<()> {
    let tindakan = crate::penyedia::meta::tindakan(kode);
    let kalimat = tindakan.kalimat();
    let Some((pesan_id, kontak_id)) = keluar::set_status_gagal(tx, id, kode, kalimat).await? else {
        return Ok(());
    };
    match tindakan {
        Tindakan::Jendela => keluar::tahan_ulang(tx, pesan_id).await,
        Tindakan::TakSampai => {
            let mut kontak = store::get_kontak(tx, kontak_id).await?;
            kontak.gagal_pada = Some(tx.ctx().now.into());
            tx.update(&kontak).await
        }
        Tindakan::Hentikan => super::kirim::hentikan(tx, Some(kode), kalimat).await,
        _ => Ok(()),
    }
}

/// Answers all that waits from one contact, in the order in which it was written.
pub(super) fn olah(job: Job) -> Done {
    Box::pin(async move {
        let kontak_id = id_dari(&job, "kontak")?;
        loop {
            match satu(&job, kontak_id).await {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                // A message that breaks its service again and again must not stop the whole conversation.
                Err(galat) if job.attempt >= sabar(&galat) => {
                    tracing::error!(error = format!("{galat:#}"), "a message could not be answered");
                    sisihkan(&job, kontak_id).await?;
                }
                Err(galat) => return Err(galat),
            }
        }
    })
}

/// So often a message is tried again before it is left alone: a fault of ours soon stays one, a line that is down
/// comes back within hours.
fn sabar(galat: &anyhow::Error) -> i64 {
    if galat.is::<lampiran::Terputus>() { 8 } else { 2 }
}

/// Leaves the oldest message alone, says so, and begins the conversation anew.
async fn sisihkan(job: &Job, kontak_id: Uuid) -> Result<()> {
    let app: &App = job.app();
    let mut tx = app.db().write(&job.ctx(), "percakapan").await?;
    let Some((id, pesan, _)) = masuk::list_menunggu(&mut tx, kontak_id).await?.into_iter().next() else {
        return Ok(());
    };
    let kontak = store::get_kontak(&mut tx, kontak_id).await?;
    let dunia = dunia(app, &mut tx, job.now).await?;
    masuk::tandai_masuk(&mut tx, id, Nasib::Dibiarkan).await?;
    obrolan::put_percakapan(&mut tx, kontak_id, &Percakapan::default(), pesan.pada).await?;
    if kontak.berhenti_pada.is_none() {
        let teks = dunia.teks.kata("selesai", kontak.bahasa());
        let kiriman = crate::Kiriman::from(crate::penyedia::Isi::Teks(teks));
        keluar::insert_keluar(&mut tx, (kontak_id, None), &kiriman, Keadaan::Antre).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Answers the oldest message that waits; false when there is none.
async fn satu(job: &Job, kontak_id: Uuid) -> Result<bool> {
    let app: &App = job.app();
    let ctx = job.ctx();
    let mut tx = app.db().read(&ctx).await?;
    let Some((id, pesan, _)) = masuk::list_menunggu(&mut tx, kontak_id).await?.into_iter().next() else {
        return Ok(false);
    };
    let dunia = dunia(app, &mut tx, job.now).await?;
    let diminta = lampiran::diminta(&mut tx, &dunia, kontak_id, &pesan).await?;
    drop(tx);
    let lampiran = match diminta {
        Some(diminta) => Some(diminta.ambil().await?),
        None => None,
    };
    let mut tx = app.db().write(&ctx, "percakapan").await?;
    // Another run may have answered it while an attachment was fetched.
    let masih = masuk::list_menunggu(&mut tx, kontak_id).await?.first().is_some_and(|(lagi, ..)| *lagi == id);
    if !masih {
        return Ok(true);
    }
    let kontak = store::get_kontak(&mut tx, kontak_id).await?;
    let terakhir = obrolan::find_percakapan(&mut tx, kontak_id).await?.map(|k| k.pesan_terakhir);
    if terakhir.is_some_and(|terakhir| pesan.pada < terakhir) {
        masuk::tandai_masuk(&mut tx, id, Nasib::Terlambat).await?;
        tx.commit().await?;
        return Ok(true);
    }
    let dilepas = kontak::lepas_tahanan(&mut tx, kontak_id, Keadaan::Ditahan).await?;
    let bisu = kontak.berhenti_pada.is_some();
    let (kata, tentang) = percakapan::tanggapi(&mut tx, &dunia, kontak, &pesan, (lampiran, dilepas)).await?;
    let nasib = if bisu && kata.is_empty() { Nasib::Dibiarkan } else { Nasib::Ditangani };
    masuk::tandai_masuk(&mut tx, id, nasib).await?;
    for kiriman in gabung(kata) {
        keluar::insert_keluar(&mut tx, (kontak_id, tentang), &kiriman, Keadaan::Antre).await?;
    }
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn dunia(app: &App, tx: &mut ReadTx, kini: jiff::Timestamp) -> Result<Dunia> {
    let nama = app.unit_name(tx.ctx().unit, kini).await?.unwrap_or_default();
    let desa = format!("{} {}", nama.kind_word, nama.name);
    Ok(Dunia {
        layanan: app.find_service::<DaftarLayanan>().cloned().unwrap_or_default(),
        buku: app.find_service::<BukuWarga>().copied(),
        teks: Teks::muat(tx, desa.trim()).await?,
        hari: nama.zone.tanggal(kini),
    })
}

/// Texts that follow each other go out as one message: the pause between two is long.
fn gabung(kata: Vec<crate::Kiriman>) -> Vec<crate::Kiriman> {
    use crate::penyedia::Isi;
    let mut jadi: Vec<crate::Kiriman> = Vec::new();
    for kiriman in kata {
        let dahulu = match jadi.last() {
            Some(crate::Kiriman { isi: Isi::Teks(teks), templat: None, .. }) => Some(teks.clone()),
            _ => None,
        };
        let Some(dahulu) = dahulu else {
            jadi.push(kiriman);
            continue;
        };
        let sambung = |teks: String| format!("{dahulu}\n\n{teks}");
        let isi = match kiriman.isi {
            Isi::Teks(teks) => Isi::Teks(sambung(teks)),
            Isi::Tombol { teks, pilihan } => Isi::Tombol { teks: sambung(teks), pilihan },
            Isi::Daftar { teks, buka, pilihan } => Isi::Daftar { teks: sambung(teks), buka, pilihan },
            dokumen @ Isi::Dokumen { .. } => {
                jadi.push(crate::Kiriman { isi: dokumen, ..kiriman });
                continue;
            }
        };
        jadi.pop();
        jadi.push(crate::Kiriman { isi, ..kiriman });
    }
    jadi
}
