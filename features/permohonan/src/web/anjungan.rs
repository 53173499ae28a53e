//! The kiosk at the hall and its queue: numbers drawn by anybody who stands there, called by the counter.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use surat::Katalog;
use surat::jenis::Kelompok;
use ui::{Flash, Tone};

use super::pelaku;
use crate::antrean::{self, Antrean, DIPANGGIL, MENUNGGU};

#[derive(Template)]
#[template(path = "permohonan/anjungan.html")]
struct Anjungan {
    page: ui::Page,
    aksi: String,
    /// Kinds by group: code and name.
    golongan: Vec<(&'static str, Vec<(String, String)>)>,
    kunci: String,
    nomor: Option<i32>,
    menunggu: usize,
    mandiri: String,
}

/// Whether this is the address of the kiosk as it is open now.
async fn periksa(tx: &mut ReadTx, kunci: &str) -> ::web::Result<()> {
    let atur = antrean::find_atur(tx).await?.filter(|atur| atur.dibuka && atur.kunci == kunci);
    atur.map(|_| ()).ok_or(Error::NotFound)
}

fn tampil(
    caller: &Caller,
    kunci: &str,
    katalog: &Katalog,
    (nomor, menunggu): (Option<i32>, usize),
) -> Anjungan {
    let untuk_warga = katalog.ditawarkan().filter(|jenis| jenis.kelompok != Kelompok::Dinas);
    let golongan = Katalog::golongan(untuk_warga, "").into_iter().map(|(kelompok, isi)| {
        let isi = isi.into_iter().map(|jenis| (jenis.kode.clone(), jenis.nama.clone()));
        (kelompok.label(), isi.collect())
    });
    Anjungan {
        page: caller.page("Ambil nomor antrean").noindex(),
        aksi: caller.href(&format!("/anjungan/{kunci}")),
        golongan: golongan.collect(),
        kunci: caller.request_key(),
        nomor,
        menunggu,
        mandiri: caller.href("/mandiri"),
    }
}

fn menunggu(semua: &[Antrean]) -> usize {
    semua.iter().filter(|a| a.keadaan == MENUNGGU).count()
}

pub(super) async fn get(caller: Caller, Path((_, kunci)): Path<(String, String)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    periksa(&mut tx, &kunci).await?;
    let semua = antrean::list_hari_ini(&mut tx).await?;
    let katalog = Katalog::baca(&mut tx).await?;
    ::web::html(&tampil(&caller, &kunci, &katalog, (None, menunggu(&semua))))
}

pub(super) async fn ambil(
    caller: Caller,
    Path((_, kunci)): Path<(String, String)>,
    form: Form,
) -> ::web::Result<Response> {
    periksa(&mut caller.read().await?, &kunci).await?;
    let dasar = caller.href(&format!("/anjungan/{kunci}"));
    let mut tx = caller.write("pengambilan_nomor").await?;
    let pilihan = form.text("jenis");
    let jenis = surat::find_jenis(&mut tx, pilihan).await?;
    let jenis = jenis.map(|jenis| jenis.kode.clone()).unwrap_or_default();
    // The number is known before the key is claimed: who presses twice is led to the same one.
    let nomor = antrean::list_hari_ini(&mut tx).await?.last().map_or(0, |akhir| akhir.nomor) + 1;
    let target = format!("{dasar}/nomor/{nomor}");
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(::web::see_other(&target, None));
    }
    if antrean::ambil_nomor(&mut tx, &jenis).await?.is_none() {
        return Err(Error::Refused(
            "Nomor antrean hari ini sudah habis. Tanyakan kepada petugas.".to_owned(),
        ));
    }
    tx.commit().await?;
    Ok(::web::see_other(&target, None))
}

pub(super) async fn nomor(
    caller: Caller,
    Path((_, kunci, nomor)): Path<(String, String, i32)>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    periksa(&mut tx, &kunci).await?;
    let semua = antrean::list_hari_ini(&mut tx).await?;
    let ini = semua.iter().find(|a| a.nomor == nomor).ok_or(Error::NotFound)?;
    let di_depan = semua.iter().filter(|a| a.keadaan == MENUNGGU && a.nomor < ini.nomor).count();
    let katalog = Katalog::baca(&mut tx).await?;
    ::web::html(&tampil(&caller, &kunci, &katalog, (Some(nomor), di_depan)))
}

#[derive(Template)]
#[template(path = "permohonan/antrean.html")]
struct Halaman {
    page: ui::Page,
    dasar: String,
    /// The number at this officer's counter, and what for.
    di_sini: Option<(i32, String)>,
    baris: Vec<(i32, String, &'static str, Tone, String)>,
    menunggu: usize,
    alamat: Option<String>,
    baru: String,
    csrf: String,
    kunci: String,
}

fn keadaan(kode: i16) -> (&'static str, Tone) {
    match kode {
        1 => ("Menunggu", Tone::Wait),
        2 => ("Dipanggil", Tone::Info),
        3 => ("Dilayani", Tone::Good),
        _ => ("Tidak datang", Tone::Plain),
    }
}

fn nama_jenis(katalog: &Katalog, kode: &str) -> String {
    if kode.is_empty() { "Keperluan lain".to_owned() } else { katalog.nama(kode).to_owned() }
}

pub(super) async fn antrean(caller: Caller) -> ::web::Result<Response> {
    let saya = pelaku(&caller)?;
    let mut tx = caller.read().await?;
    let semua = antrean::list_hari_ini(&mut tx).await?;
    let atur = antrean::find_atur(&mut tx).await?.filter(|atur| atur.dibuka);
    let katalog = Katalog::baca(&mut tx).await?;
    let di_sini = semua.iter().find(|a| a.keadaan == DIPANGGIL && a.petugas_id == saya.id);
    let baris = semua.iter().rev().map(|a| {
        let (kata, nada) = keadaan(a.keadaan);
        (a.nomor, nama_jenis(&katalog, &a.jenis), kata, nada, a.petugas_nama.clone())
    });
    let dasar = caller.href("/antrean");
    ::web::html(&Halaman {
        page: caller.page("Antrean hari ini").back("Permohonan", caller.href("/permohonan")),
        di_sini: di_sini.map(|a| (a.nomor, nama_jenis(&katalog, &a.jenis))),
        menunggu: menunggu(&semua),
        baris: baris.collect(),
        alamat: atur.map(|atur| {
            format!("{}{}", caller.app.settings().base_url, caller.href(&format!("/anjungan/{}", atur.kunci)))
        }),
        baru: caller.href("/permohonan/baru"),
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
        dasar,
    })
}

pub(super) async fn panggilan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let (saya, target) = (pelaku(&caller)?, caller.href("/antrean"));
    let mut tx = match caller.begin("pemanggilan_antrean", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let kabar = match antrean::panggil(&mut tx, &saya).await? {
        Some(a) => Flash::new(Tone::Good, format!("Panggil nomor {}.", a.nomor)),
        None => Flash::new(Tone::Info, "Tidak ada yang menunggu."),
    };
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(kabar)))
}

pub(super) async fn penutupan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let (saya, target) = (pelaku(&caller)?, caller.href("/antrean"));
    let mut tx = match caller.begin("penutupan_antrean", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    antrean::tutup(&mut tx, &saya, form.text("datang") != "tidak").await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, None))
}

/// Opens the kiosk under a new address, or closes it.
pub(super) async fn pembukaan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let target = caller.href("/antrean");
    let mut tx = match caller.begin("pembukaan_anjungan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let dibuka = form.text("dibuka") == "1";
    antrean::atur(&mut tx, dibuka).await?;
    tx.commit().await?;
    let kalimat = if dibuka {
        "Anjungan dibuka. Buka alamatnya di layar balai; alamat lama tidak berlaku lagi."
    } else {
        "Anjungan ditutup."
    };
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}
