//! Where a request stands, for whoever has its address. Nobody's name stands there.

use ::web::{Caller, Error};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use waktu::KeadaanJam;

use super::{saat, saat_pendek};
use crate::alur::JAM;
use crate::keadaan::{Ambil, Keadaan};
use crate::{konfirmasi, store};

#[derive(Template)]
#[template(path = "permohonan/status.html")]
struct Halaman {
    page: ui::Page,
    nomor: String,
    jenis: String,
    keadaan: Keadaan,
    kalimat: String,
    /// Requirements that the resident was asked for.
    kurang: Vec<String>,
    tenggat: Option<String>,
    langkah: Vec<(String, &'static str)>,
}

/// What it means for who waits.
fn kalimat(keadaan: Keadaan, ambil: Ambil) -> &'static str {
    match (keadaan, ambil) {
        (Keadaan::Konfirmasi, _) => "Permohonan sudah masuk dan menunggu dikonfirmasi.",
        (Keadaan::Diajukan, _) => "Permohonan sudah masuk dan menunggu diperiksa petugas.",
        (Keadaan::Diperiksa, _) => "Petugas sedang memeriksa permohonan ini.",
        (Keadaan::Kurang, _) => {
            "Ada yang harus dilengkapi. Waktu layanan berhenti sampai lengkap. Hubungi atau datangi kantor."
        }
        (Keadaan::Diproses, _) => "Suratnya sedang dibuat.",
        (Keadaan::Disetujui, _) => "Suratnya sudah disetujui dan menunggu tanda tangan.",
        (Keadaan::Ditandatangani, _) => "Suratnya sudah ditandatangani dan segera diantar.",
        (Keadaan::Siap, Ambil::Pdf) => "Suratnya sudah jadi. Mintalah berkas PDF-nya kepada kantor.",
        (Keadaan::Siap, _) => "Suratnya sudah jadi. Silakan diambil di kantor.",
        (Keadaan::Diantar, _) => "Suratnya sedang diantar.",
        (Keadaan::Terkirim, _) => "Suratnya sudah dikirim.",
        (Keadaan::Selesai, _) => "Suratnya sudah diterima.",
        (Keadaan::Ditolak, _) => "Permohonan ini tidak dapat dilayani. Tanyakan alasannya ke kantor.",
        (Keadaan::Batal, _) => "Permohonan ini dibatalkan.",
    }
}

pub(super) async fn get(caller: Caller, Path((_, token)): Path<(String, String)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = store::find_token(&mut tx, &token).await?.ok_or(Error::NotFound)?;
    let jam = waktu::store::find_jam(&mut tx, JAM, p.id).await?;
    let tenggat = jam.filter(|jam| jam.keadaan() == KeadaanJam::Berjalan).and_then(|jam| jam.tenggat_pada);
    let diminta = |kode: &str| p.kurang.split_whitespace().any(|lain| lain == kode);
    let syarat = p.list_syarat(&mut tx).await?;
    let kurang = syarat.into_iter().filter(|s| diminta(&s.kode)).map(|s| s.nama);
    let langkah = store::list_langkah(&mut tx, p.id).await?.into_iter().map(|langkah| {
        let keadaan = Keadaan::dari_kode(langkah.keadaan).map_or("", Keadaan::label);
        (saat_pendek(&caller, langkah.pada.timestamp()), keadaan)
    });
    let tunggu = konfirmasi::kalimat(&mut tx, &p).await?;
    ::web::html(&Halaman {
        page: caller.page("Status permohonan").noindex(),
        nomor: p.nomor(),
        jenis: p.jenis_nama.clone(),
        keadaan: p.keadaan(),
        kalimat: tunggu.unwrap_or_else(|| kalimat(p.keadaan(), p.ambil()).to_owned()),
        kurang: kurang.collect(),
        tenggat: tenggat.map(|at| saat(&caller, at.timestamp())),
        langkah: langkah.collect(),
    })
}
