//! A letter that is signed at SADEWA: where it stands, and what the office can do about it.

use axum::extract::Path;
use axum::response::Response;
use ui::{Flash, Tone};
use uuid::Uuid;
use web::{Caller, Result};

use super::{alamat, berhasil, kalimat, meja, saat, surat, terlihat};
use crate::alur::{self, Terlihat};
use crate::jenis::Cara;
use crate::keadaan::{Keadaan, Tindakan};
use crate::pembubuhan::sadewa;
use crate::store::{self, Kiriman, Surat, TahapKiriman};
use crate::{TERBIT, cetak};

/// What a letter's page shows of it.
pub(crate) struct Tampak {
    pub(crate) kalimat: String,
    pub(crate) nada: Tone,
    /// What the caller may do about it, by the names that the template asks for.
    aksi: Vec<&'static str>,
}

impl Tampak {
    pub(crate) fn ada(&self, nama: &str) -> bool {
        self.aksi.contains(&nama)
    }
}

/// Nothing where the letter is signed in another way, or the office has no SADEWA.
pub(super) async fn lihat(caller: &Caller, tx: &mut db::ReadTx, surat: &Surat) -> Result<Option<Tampak>> {
    if surat.keadaan() != Keadaan::TandaTangan || surat.cara() != Cara::DiTempatLain {
        return Ok(None);
    }
    let nyala = sadewa::klien(tx, &caller.app).await?.is_some();
    let kiriman = store::find_kiriman(tx, surat.id).await?;
    let aktif = kiriman.as_ref().is_some_and(Kiriman::aktif);
    if !nyala && !aktif {
        return Ok(None);
    }
    let tahap = kiriman.as_ref().map(Kiriman::tahap);
    let (nada, kalimat) = match &kiriman {
        Some(kiriman) => cerita(caller, kiriman),
        None => (Tone::Plain, String::new()),
    };
    let boleh = caller.can(TERBIT);
    let dinanti = matches!(tahap, Some(TahapKiriman::Menunggu | TahapKiriman::PerluDilihat));
    let semua = [
        ("kirim", nyala && !aktif),
        ("periksa", nyala && dinanti),
        ("ragu", nyala && tahap == Some(TahapKiriman::TidakPasti)),
        ("tarik", aktif),
    ];
    let aksi = semua.into_iter().filter(|(_, ada)| boleh && *ada).map(|(nama, _)| nama).collect();
    Ok(Some(Tampak { kalimat, nada, aksi }))
}

fn cerita(caller: &Caller, kiriman: &Kiriman) -> (Tone, String) {
    let sebab = kiriman.sebab.as_deref().unwrap_or_default();
    let nama = &kiriman.nama;
    match kiriman.tahap() {
        TahapKiriman::Antre => {
            (Tone::Wait, format!("Surat menunggu dikirim ke SADEWA. {sebab} Balai mencoba sendiri."))
        }
        TahapKiriman::Mengirim => (Tone::Wait, "Surat sedang dikirim ke SADEWA.".to_owned()),
        TahapKiriman::Menunggu => {
            let sejak = kiriman.diunggah_pada.map(|pada| saat(caller, pada)).unwrap_or_default();
            let acuan = kiriman.acuan.as_deref().unwrap_or_default();
            let kabar = if sebab.is_empty() { String::new() } else { format!(" Kabar terakhir: {sebab}") };
            (
                Tone::Wait,
                format!(
                    "Menunggu ditandatangani di SADEWA sejak {sejak}. Di sana namanya “{nama}”, nomor dokumen \
                     {acuan}. Balai mengambil hasilnya sendiri.{kabar}"
                ),
            )
        }
        TahapKiriman::TidakPasti => (
            Tone::Bad,
            format!(
                "{sebab} Cari di SADEWA dokumen bernama “{nama}”. Bila ada, isi nomor dokumennya di sini. Bila tidak \
                 ada, kirim lagi."
            ),
        ),
        TahapKiriman::PerluDilihat => (
            Tone::Bad,
            format!("Hasil dari SADEWA belum dapat diterima. {sebab} Dokumen di sana bernama “{nama}”."),
        ),
        TahapKiriman::Gagal => (Tone::Bad, format!("Surat tidak terkirim. {sebab}")),
        TahapKiriman::Selesai | TahapKiriman::Ditarik => (Tone::Plain, String::new()),
    }
}

type Alamat = Path<(String, Uuid)>;

pub(crate) async fn kirim(caller: Caller, Path((_, id)): Alamat, form: web::Form) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = caller.read().await?;
    alur::lihat(&mut tx, terlihat, Tindakan::Pengiriman).await?;
    if sadewa::klien(&mut tx, &caller.app).await?.is_none() {
        return ditolak(&caller, id, "SADEWA belum diatur. Minta admin mengaturnya di menu Sertifikat TTE.")
            .await;
    }
    drop(tx);
    cetak::pastikan_asli(&caller.app, &caller.ctx, id).await?;
    let mut tx = match caller.begin("pengiriman", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let hasil = alur::kirim(&mut tx, terlihat, form.text("lagi") == "1", &meja).await;
    let kabar = "Surat dikirim ke SADEWA. Minta penanda tangannya membuka SADEWA.";
    tutup(&caller, terlihat, tx, hasil.map(|_| ()), kabar).await
}

pub(crate) async fn tarik(caller: Caller, Path((_, id)): Alamat, form: web::Form) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = match caller.begin("penarikan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let hasil = alur::tarik(&mut tx, terlihat, &meja).await;
    let kabar = "Surat ditarik. Hapus juga dokumennya di SADEWA; tanda tangan di sana tidak dipakai lagi.";
    tutup(&caller, terlihat, tx, hasil, kabar).await
}

pub(crate) async fn akui(caller: Caller, Path((_, id)): Alamat, form: web::Form) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let mut tx = match caller.begin("pengakuan_kiriman", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    match alur::akui(&mut tx, terlihat, form.text("acuan"), &meja).await {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            let sebab = kalimat(error)?;
            return web::refused(&surat::halaman(&caller, id, Some(("acuan", &sebab))).await?);
        }
    }
    Ok(berhasil(&target, "Nomor dokumen disimpan. Balai menanyakan hasilnya ke SADEWA."))
}

/// Asks there now.
pub(crate) async fn periksa(caller: Caller, Path((_, id)): Alamat, form: web::Form) -> Result<Response> {
    let target = alamat(&caller, id);
    form.request_key()?;
    if let Err(error) = sadewa::periksa_sekarang(&caller.app, &caller.ctx, id).await {
        return ditolak(&caller, id, &kalimat(error)?).await;
    }
    let surat = store::get_surat(&mut caller.read().await?, id).await?;
    Ok(if surat.keadaan() == Keadaan::Terbit {
        berhasil(&target, "Surat sudah ditandatangani di SADEWA, diperiksa, dan cocok. Surat terbit.")
    } else {
        web::see_other(&target, Some(Flash::new(Tone::Info, "Sudah ditanyakan. Surat belum terbit.")))
    })
}

async fn tutup(
    caller: &Caller,
    terlihat: Terlihat,
    tx: db::WriteTx,
    hasil: crate::Result<()>,
    kabar: &str,
) -> Result<Response> {
    match hasil {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            return ditolak(caller, terlihat.id, &kalimat(error)?).await;
        }
    }
    Ok(berhasil(&alamat(caller, terlihat.id), kabar))
}

async fn ditolak(caller: &Caller, id: Uuid, sebab: &str) -> Result<Response> {
    web::refused(&surat::halaman(caller, id, Some(("pdf", sebab))).await?)
}
