//! The example's cases for Dukcapil: handed over, given back, issued and still being gathered.

use anyhow::{Context as _, Result};
use db::Context;
use dukcapil::alur::Asal;
use jiff::Timestamp;
use uuid::Uuid;
use web::App;

use super::PLERET;
use super::jam::Kalender;
use super::pamong::Kantor;
use super::peramban::{Pelaku, Peramban};

/// What becomes of the first who waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Akhir {
    Disiapkan,
    Dikirim,
    Kurang,
    Terbit,
}

/// Which kind, and how far it goes.
const BERKAS: [(&str, Akhir); 5] = [
    ("kematian", Akhir::Terbit),
    ("pindah", Akhir::Kurang),
    ("kelahiran", Akhir::Dikirim),
    ("kelahiran", Akhir::Disiapkan),
    ("kk_baru", Akhir::Disiapkan),
];

/// The clerk at work, on the last working day.
struct Meja<'a> {
    peramban: Peramban<'a>,
    pengguna: Uuid,
    kalender: Kalender,
}

impl Meja<'_> {
    async fn kirim(&self, (jam, menit): (i64, i64), path: &str, isian: &[(&str, String)]) -> Result<String> {
        let pelaku = Pelaku { pengguna: self.pengguna, pada: self.kalender.saat(1, jam, menit) };
        let alamat = self.peramban.kirim(pelaku, path, isian).await.context("berkas Dukcapil contoh")?;
        Ok(alamat.strip_prefix(&format!("/{PLERET}")).unwrap_or(&alamat).to_owned())
    }

    async fn berkas(&self, id: Uuid) -> Result<dukcapil::Berkas> {
        let ctx = Context::system("contoh", PLERET, self.kalender.saat(1, 15, 0));
        let mut tx = self.peramban.app.db().read(&ctx).await?;
        Ok(dukcapil::store::get_berkas(&mut tx, id).await?)
    }

    /// An act on a case as its page would post it.
    async fn tindak(&self, id: Uuid, saat: (i64, i64), act: &str, lain: &[(&str, String)]) -> Result<()> {
        let mut isian = vec![("versi", self.berkas(id).await?.versi.to_string())];
        isian.extend(lain.iter().cloned());
        self.kirim(saat, &format!("/dukcapil/{id}/{act}"), &isian).await?;
        Ok(())
    }
}

pub(super) async fn buat(app: &App, kantor: &Kantor, now: Timestamp) -> Result<()> {
    let meja = Meja {
        peramban: Peramban::new(app),
        pengguna: kantor.pengguna("carik")?,
        kalender: Kalender::sampai(now),
    };
    let hari = meja.kalender.hari(1);
    let ctx = Context::system("contoh", PLERET, meja.kalender.saat(1, 10, 0));
    let mut tunggu = dukcapil::list_tunggu(&mut app.db().read(&ctx).await?, hari).await?;
    let mut jadi = Vec::new();
    for (ke, (jenis, akhir)) in (0..).zip(BERKAS) {
        let Some(posisi) = tunggu.iter().position(|t| t.jenis.kode == jenis && t.sejak <= hari) else {
            continue;
        };
        let (nama, asal) = match tunggu.remove(posisi).asal {
            Asal::Orang(id) => ("orang", id),
            Asal::Keluarga(id) => ("keluarga", id),
            Asal::Peristiwa(id) => ("peristiwa", id),
        };
        let isian = [("jenis", jenis.to_owned()), (nama, asal.to_string())];
        let alamat = meja.kirim((10, ke * 5), "/dukcapil/baru", &isian).await?;
        let id: Uuid = alamat.rsplit('/').next().unwrap_or_default().parse()?;
        let berkas = meja.berkas(id).await?;
        let semua = berkas.jenis().map(|jenis| jenis.syarat.as_slice()).unwrap_or_default();
        let sampai = if akhir == Akhir::Disiapkan { 1 } else { semua.len() };
        let ada: Vec<_> = semua.iter().take(sampai).map(|s| ("syarat", s.kode.clone())).collect();
        meja.tindak(id, (10, ke * 5 + 3), "syarat", &ada).await?;
        jadi.push((id, akhir));
    }
    jadi.retain(|(_, akhir)| *akhir != Akhir::Disiapkan);
    lanjutkan(&meja, &jadi, &kamus::tanggal_pendek(hari)).await
}

/// Hands them over with one list; one is given back, one is issued.
async fn lanjutkan(meja: &Meja<'_>, semua: &[(Uuid, Akhir)], hari: &str) -> Result<()> {
    if semua.is_empty() {
        return Ok(());
    }
    let mut isian = vec![
        ("tanggal".to_owned(), hari.to_owned()),
        ("pembawa".to_owned(), "Petugas registrasi kalurahan".to_owned()),
    ];
    for (id, _) in semua {
        isian.push(("berkas".to_owned(), id.to_string()));
        isian.push((format!("versi_{id}"), meja.berkas(*id).await?.versi.to_string()));
        isian.push((format!("lembar_{id}"), "8".to_owned()));
    }
    let isian: Vec<(&str, String)> = isian.iter().map(|(nama, isi)| (nama.as_str(), isi.clone())).collect();
    meja.kirim((11, 15), "/dukcapil/serah", &isian).await?;
    for (id, akhir) in semua {
        match akhir {
            Akhir::Kurang => {
                let kurang = "Salinan KK belum ditandatangani kepala keluarga".to_owned();
                let isian = [("kurang", kurang), ("tanggal", hari.to_owned())];
                meja.tindak(*id, (14, 10), "kekurangan", &isian).await?;
            }
            Akhir::Terbit => {
                let nomor = "3402-KM-CONTOH-9001".to_owned();
                let isian = [("akta_kematian", nomor), ("tanggal", hari.to_owned())];
                meja.tindak(*id, (14, 30), "penerbitan", &isian).await?;
            }
            Akhir::Dikirim | Akhir::Disiapkan => {}
        }
    }
    Ok(())
}
