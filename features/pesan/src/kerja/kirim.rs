//! Sending: one message of one contact at a time, with a note before and a note after.

use std::time::Duration;

use anyhow::Result;
use db::WriteTx;
use files::FileStore;
use jiff::{SignedDuration, Timestamp};
use jobs::{Done, Job};
use uuid::Uuid;
use web::App;

use super::{KIRIM, id_dari, sesudah};
use crate::entitas::Kontak;
use crate::kontak;
use crate::penyedia::{
    Alamat, Bahan, GalatKirim, Isi, Jenis, JenisTemplat, Kiriman, Penyedia, Tindakan, penyedia,
};
use crate::store::keluar::{self, Giliran, Keadaan};
use crate::store::{self, obrolan};

/// Free messages may be sent so long after the resident's last one; a minute is left for the way.
const JENDELA: SignedDuration = SignedDuration::from_mins(24 * 60 - 1);
/// A message whose sending was begun and never ended is sent again after this time.
const TANGGUNG: SignedDuration = SignedDuration::from_secs(60);
/// After so many tries, over about six hours, a person has to look.
const COBA_MAKS: i64 = 12;

/// A message that is ready to leave.
struct Siap {
    giliran: Giliran,
    alamat: Alamat,
    penyedia: Box<dyn Penyedia>,
    jenis: Jenis,
    /// Outside the window: the template goes instead.
    templat: bool,
}

pub(super) fn kirim(job: Job) -> Done {
    Box::pin(async move {
        let kontak_id = id_dari(&job, "kontak")?;
        let Some(siap) = siapkan(&job, kontak_id).await? else { return Ok(()) };
        let hasil = kirim_siap(&job, &siap, siap.templat).await;
        // The window turned out to be closed: then the template, at once.
        let tutup = matches!(&hasil, Err(galat) if galat.tindakan == Tindakan::Jendela);
        let punya = !siap.templat && siap.giliran.kiriman.templat.is_some();
        let (hasil, templat) =
            if tutup && punya { (kirim_siap(&job, &siap, true).await, true) } else { (hasil, siap.templat) };
        catat(&job, kontak_id, &siap, hasil, templat).await
    })
}

async fn kirim_siap(job: &Job, siap: &Siap, templat: bool) -> Result<String, GalatKirim> {
    let kiriman = &siap.giliran.kiriman;
    let lampiran;
    let bahan = match (&kiriman.templat, &kiriman.isi) {
        (Some((jenis, teks)), _) if templat => Bahan::Templat { jenis: *jenis, teks },
        (_, Isi::Dokumen { berkas, nama, teks }) => {
            lampiran = baca_lampiran(job, *berkas).await?;
            Bahan::Dokumen { nama, teks, jenis: &lampiran.0, bytes: &lampiran.1 }
        }
        (_, isi) => Bahan::Isi(isi),
    };
    siap.penyedia.kirim(&siap.alamat, bahan).await
}

/// The attachment of a message. One that is gone or damaged never comes back by itself; other trouble may pass.
async fn baca_lampiran(job: &Job, id: Uuid) -> Result<(String, Vec<u8>), GalatKirim> {
    let app: &App = job.app();
    let baca = async {
        let mut tx = app.db().read(&job.ctx()).await?;
        app.service::<FileStore>().get(&mut tx, id).await
    };
    let galat = match baca.await {
        Ok((baris, bytes)) => return Ok((baris.content_type, bytes)),
        Err(galat) => galat,
    };
    tracing::error!(error = %galat, "the attachment of a message cannot be read");
    let hilang = matches!(
        galat,
        files::Error::Hilang(_) | files::Error::Berubah(_) | files::Error::Db(db::Error::NotFound(_))
    );
    let (tindakan, kalimat) = if hilang {
        (Tindakan::Jangan, "Lampirannya hilang atau rusak di komputer Balai. Pulihkan dari cadangan.")
    } else {
        (Tindakan::Ulangi, "Lampirannya tidak dapat dibaca sekarang.")
    };
    Err(GalatKirim { tindakan, kode: None, kalimat: kalimat.to_owned() })
}

/// Takes the next message of a contact, if its time has come, and writes down that it is being sent.
async fn siapkan(job: &Job, kontak_id: Uuid) -> Result<Option<Siap>> {
    let app: &App = job.app();
    let mut tx = app.db().write(&job.ctx(), "pengiriman_pesan").await?;
    let Some(giliran) = keluar::find_giliran(&mut tx, kontak_id).await? else { return Ok(None) };
    let kontak = store::get_kontak(&mut tx, kontak_id).await?;
    let atur = store::find_atur(&mut tx).await?;
    let Some(jenis) = kontak.jenis() else { return Ok(None) };
    // Where the channel is off or stopped, messages wait; switching it on puts them into the queue again.
    let terbuka = jenis == Jenis::Simulator
        || atur.as_ref().is_some_and(|atur| atur.jenis() == Some(jenis) && atur.dihentikan_pada.is_none());
    if !terbuka {
        return Ok(None);
    }
    if !masih_untuknya(&mut tx, &kontak, &giliran).await? {
        sisihkan(&mut tx, kontak_id, giliran.id, (Keadaan::Dibuang, "")).await?;
        tx.commit().await?;
        return Ok(None);
    }
    // Begun again and again without an end: whatever stops us at it must not stop what stands behind.
    if giliran.percobaan >= COBA_MAKS {
        let sebab = "Pengirimannya berkali-kali terputus di tengah jalan.";
        sisihkan(&mut tx, kontak_id, giliran.id, (Keadaan::Gagal, sebab)).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let rahasia = atur.map(|atur| atur.rahasia(tx.keys())).unwrap_or_default();
    let penyedia = penyedia(jenis, rahasia);
    let mampu = penyedia.kemampuan();
    let mulai = boleh_sejak(&mut tx, kontak_id, &giliran, mampu.jeda).await?;
    if mulai > job.now {
        jobs::enqueue_at(&mut tx, KIRIM, serde_json::json!({ "kontak": kontak_id }), mulai).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let terakhir = obrolan::find_percakapan(&mut tx, kontak_id).await?.map(|k| k.pesan_terakhir);
    let terbuka = terakhir.is_some_and(|terakhir| job.now.duration_since(terakhir) < JENDELA);
    let templat = mampu.jendela && !terbuka;
    if templat && giliran.kiriman.templat.is_none() {
        sisihkan(&mut tx, kontak_id, giliran.id, (Keadaan::Ditahan, "")).await?;
        tx.commit().await?;
        return Ok(None);
    }
    keluar::ambil(&mut tx, giliran.id, job.now + TANGGUNG).await?;
    let alamat = kontak.alamat(tx.keys());
    tx.commit().await?;
    Ok(Some(Siap { giliran, alamat, penyedia, jenis, templat }))
}

/// Whether what was queued may still go out: the resident may have said stop, or the contact may have been let go.
async fn masih_untuknya(tx: &mut WriteTx, kontak: &Kontak, giliran: &Giliran) -> db::Result<bool> {
    // The farewell itself is written in the act of stopping.
    if kontak.berhenti_pada.is_some_and(|pada| giliran.dibuat_pada < pada.timestamp()) {
        return Ok(false);
    }
    match giliran.tentang {
        Some(penduduk_id) => Ok(kontak::list_warga(tx, kontak.id).await?.contains(&penduduk_id)),
        None => Ok(true),
    }
}

/// Takes a message out of the queue without sending it. Behind it may stand one that can be sent.
async fn sisihkan(
    tx: &mut WriteTx,
    kontak_id: Uuid,
    id: Uuid,
    (keadaan, sebab): (Keadaan, &str),
) -> db::Result<()> {
    let now = tx.ctx().now;
    keluar::ambil(tx, id, now).await?;
    keluar::set_nasib(tx, id, (keadaan, now), (None, sebab)).await?;
    jobs::enqueue(tx, KIRIM, serde_json::json!({ "kontak": kontak_id })).await?;
    Ok(())
}

/// From when on the message may be sent: its own time, the pause for this person, and never beside another.
async fn boleh_sejak(
    tx: &mut WriteTx,
    kontak_id: Uuid,
    giliran: &Giliran,
    jeda: Duration,
) -> db::Result<Timestamp> {
    let mulai = giliran.mulai_pada;
    if giliran.sedang {
        return Ok(mulai);
    }
    let terakhir = keluar::find_terakhir_kirim(tx, kontak_id).await?;
    Ok(terakhir.map_or(mulai, |terakhir| mulai.max(terakhir + jeda)))
}

/// Writes down what became of it.
async fn catat(
    job: &Job,
    kontak_id: Uuid,
    siap: &Siap,
    hasil: Result<String, GalatKirim>,
    templat: bool,
) -> Result<()> {
    let app: &App = job.app();
    // The sending itself took time, and the pause counts from its end.
    let ctx = db::Context { now: app.now(), ..job.ctx() };
    let mut tx = app.db().write(&ctx, "pengiriman_pesan").await?;
    let id = siap.giliran.id;
    match hasil {
        Ok(penyedia_id) => {
            keluar::set_terkirim(&mut tx, id, &penyedia_id).await?;
            let kiriman = &siap.giliran.kiriman;
            let kabar = matches!(kiriman.templat, Some((JenisTemplat::Kabar, _)));
            // The template only says that there is news; the news itself waits for an answer. A sensitive
            // document already waits under its own word.
            if templat && kabar && !kiriman.rahasia && siap.jenis == Jenis::Meta {
                let tahan = Kiriman { templat: None, ..kiriman.clone() };
                keluar::insert_keluar(&mut tx, (kontak_id, siap.giliran.tentang), &tahan, Keadaan::Ditahan)
                    .await?;
            }
            if let Some(lalu) = kiriman.sesudah.as_ref().filter(|_| !templat) {
                sesudah::titip(&mut tx, (kontak_id, siap.giliran.tentang), lalu).await?;
            }
            // Several may have been let go by one job.
            if keluar::find_giliran(&mut tx, kontak_id).await?.is_some() {
                let mulai = ctx.now + siap.penyedia.kemampuan().jeda;
                jobs::enqueue_at(&mut tx, KIRIM, serde_json::json!({ "kontak": kontak_id }), mulai).await?;
            }
        }
        Err(galat) => gagal(&mut tx, kontak_id, siap, &galat).await?,
    }
    tx.commit().await?;
    Ok(())
}

async fn gagal(tx: &mut WriteTx, kontak_id: Uuid, siap: &Siap, galat: &GalatKirim) -> db::Result<()> {
    let (id, now) = (siap.giliran.id, tx.ctx().now);
    let coba = siap.giliran.percobaan + 1;
    let kode = matches!(siap.giliran.kiriman.templat, Some((JenisTemplat::Kode, _)));
    let (keadaan, mulai) = match galat.tindakan {
        Tindakan::Ulangi if coba < COBA_MAKS => (Keadaan::Antre, now + mundur(coba, id)),
        Tindakan::TundaOrang if coba < COBA_MAKS => {
            (Keadaan::Antre, now + SignedDuration::from_secs(6 * coba))
        }
        Tindakan::MintaUlang if coba < 3 => (Keadaan::Antre, now + mundur(coba, id)),
        Tindakan::Hentikan => {
            hentikan(tx, galat.kode, &galat.kalimat).await?;
            (Keadaan::Antre, now)
        }
        // A code is worth nothing tomorrow.
        Tindakan::Jendela | Tindakan::Templat if !kode => (Keadaan::Ditahan, now),
        Tindakan::TakSampai => {
            let mut kontak = store::get_kontak(tx, kontak_id).await?;
            kontak.gagal_pada = Some(now.into());
            tx.update(&kontak).await?;
            (Keadaan::Gagal, now)
        }
        _ => (Keadaan::Gagal, now),
    };
    keluar::set_nasib(tx, id, (keadaan, mulai), (galat.kode, &galat.kalimat)).await?;
    if galat.tindakan != Tindakan::Hentikan {
        let lagi = if keadaan == Keadaan::Antre { mulai } else { now };
        jobs::enqueue_at(tx, KIRIM, serde_json::json!({ "kontak": kontak_id }), lagi).await?;
    }
    Ok(())
}

/// Five seconds, then twice as long each time, up to an hour; a little apart for each message.
fn mundur(coba: i64, id: Uuid) -> SignedDuration {
    let lipat = u32::try_from(coba.clamp(1, 10) - 1).unwrap_or(0);
    let dasar = (5_000_i64 << lipat).min(3_600_000);
    let acak = i64::from(id.as_bytes()[15]) * dasar / 1_024;
    SignedDuration::from_millis(dasar + acak)
}

/// Nothing more goes out until somebody has looked: the account is blocked, or the token is no good.
pub(super) async fn hentikan(tx: &mut WriteTx, kode: Option<i64>, kalimat: &str) -> db::Result<()> {
    let Some(mut atur) = store::find_atur(tx).await? else { return Ok(()) };
    if atur.dihentikan_pada.is_some() {
        return Ok(());
    }
    atur.dihentikan_pada = Some(tx.ctx().now.into());
    atur.sebab_henti = match kode {
        Some(kode) => format!("{kalimat} (kode {kode})"),
        None => kalimat.to_owned(),
    };
    tx.update(&atur).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_an_hour_and_differ_from_message_to_message() {
        let id = |akhir: u8| Uuid::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, akhir]);
        for (coba, detik) in [(1, 5), (2, 10), (5, 80), (10, 2_560), (99, 2_560)] {
            assert_eq!(mundur(coba, id(0)).as_secs(), detik, "{coba}");
        }
        assert!(mundur(3, id(255)) > mundur(3, id(0)));
    }
}
