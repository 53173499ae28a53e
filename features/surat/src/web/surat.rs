//! One letter: what it is, where it stands, what happened, what can be done.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::Field;
use uuid::Uuid;
use web::{Caller, Result};

use super::kukuh::{self, Bagian};
use super::{alamat, kiriman, saat};
use crate::alur::boleh_paraf;
use crate::jenis::Cara;
use crate::keadaan::{Keadaan, Tindakan};
use crate::peristiwa::Kaitan;
use crate::store::{self, Peristiwa, Surat};
use crate::{BUAT, PARAF, TANDATANGAN, TERBIT};

/// What this caller may do to this letter now, by the names that the template asks for.
struct Aksi(Vec<&'static str>);

impl Aksi {
    fn ada(&self, nama: &str) -> bool {
        self.0.contains(&nama)
    }
}

struct Riwayat {
    label: String,
    oleh: String,
    pada: String,
    catatan: Option<String>,
}

struct Langkah {
    jabatan: String,
    sudah: bool,
}

#[derive(Template)]
#[template(path = "surat/surat.html")]
pub(crate) struct Halaman {
    page: ui::Page,
    form: ui::Form,
    surat: Surat,
    jenis: &'static str,
    keadaan: Keadaan,
    alamat: String,
    cara: &'static str,
    tanggal: String,
    berlaku: String,
    penanda: String,
    rantai: Vec<Langkah>,
    riwayat: Vec<Riwayat>,
    aksi: Aksi,
    verifikasi: Option<String>,
    lagi: String,
    ganti: String,
    pengganti: Option<(String, String)>,
    mengganti: Option<(String, String)>,
    /// What is to be known of a signature that did not come to an end.
    terputus: Option<&'static str>,
    sadewa: Option<kiriman::Tampak>,
    ada_naskah: bool,
    kaitan: Option<Kaitan>,
    peristiwa: String,
    camat: Option<Bagian>,
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    web::html(&halaman(&caller, id, None).await?)
}

/// The letter's page; after a refusal with the field and the reason.
pub(crate) async fn halaman(
    caller: &Caller,
    id: Uuid,
    ditolak: Option<(&'static str, &str)>,
) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let surat = store::get_surat(&mut tx, id).await?;
    let aksi = aksi(caller, &mut tx, &surat).await?;
    let riwayat = store::list_peristiwa(&mut tx, id).await?;
    let niat = store::list_penandatanganan(&mut tx, id).await?;
    let terputus = (surat.keadaan() == Keadaan::TandaTangan).then(|| terputus(caller, &niat)).flatten();
    let penanda = match &surat.ttd_nama {
        Some(nama) => format!("{nama}, {}", surat.ttd_selaku.as_deref().unwrap_or_default()),
        None => wilayah::get_pejabat(&mut tx, surat.penandatangan_id).await?.nama,
    };
    let pengganti = rujukan(caller, &mut tx, surat.pengganti_id).await?;
    let mengganti = rujukan(caller, &mut tx, surat.mengganti_id).await?;
    let kaitan = kaitan(caller, &mut tx, &surat).await?;
    let sadewa = kiriman::lihat(caller, &mut tx, &surat).await?;
    let camat = kukuh::bagian(caller, &mut tx, &surat).await?;
    let judul = surat.nomor.as_ref().map(|nomor| format!("Surat {nomor}"));
    Ok(Halaman {
        page: caller
            .page(judul.unwrap_or_else(|| surat.jenis().nama.clone()))
            .back("Semua surat", caller.href("/surat"))
            .has_error(ditolak.is_some()),
        form: formulir(caller, ditolak),
        jenis: surat.jenis().nama.as_str(),
        keadaan: surat.keadaan(),
        alamat: alamat(caller, id),
        cara: surat.cara().label(),
        tanggal: surat.tanggal.map(|hari| kamus::tanggal_panjang(hari.0)).unwrap_or_default(),
        berlaku: surat.berlaku_sampai.map(|hari| kamus::tanggal_panjang(hari.0)).unwrap_or_default(),
        penanda,
        rantai: rantai(&surat),
        riwayat: riwayat.into_iter().map(|satu| cerita(caller, satu)).collect(),
        aksi,
        verifikasi: surat.token.as_ref().map(|token| format!("/v/{token}")),
        lagi: lagi(caller, &surat, "dari"),
        ganti: lagi(caller, &surat, "ganti"),
        pengganti,
        mengganti,
        terputus,
        sadewa,
        kaitan,
        peristiwa: caller.href("/peristiwa"),
        camat,
        ada_naskah: !surat.manual && surat.keadaan() != Keadaan::Batal,
        surat,
    })
}

fn terputus(caller: &Caller, niat: &[store::Penandatanganan]) -> Option<&'static str> {
    if niat.iter().any(|satu| satu.berjalan(caller.ctx.now)) {
        Some("Surat ini sedang ditandatangani di BSrE. Tunggu 3 menit, lalu muat ulang.")
    } else if niat.iter().any(|satu| satu.tidak_pasti(caller.ctx.now)) {
        Some(
            "Hasil penandatanganan di BSrE belum pasti. Nomor surat aman; penanda tangannya perlu membuka Tanda tangani.",
        )
    } else if niat.iter().any(|satu| satu.keadaan == store::Penandatanganan::DIMULAI) {
        Some("Penandatanganan belum selesai. Nomor surat aman; tanda tangani lagi.")
    } else {
        None
    }
}

fn formulir(caller: &Caller, ditolak: Option<(&'static str, &str)>) -> ui::Form {
    let mut form = caller
        .form()
        .with(Field::new("pdf", "Berkas PDF yang sudah ditandatangani").accept("application/pdf,.pdf"))
        .with(
            Field::new("pindai", "Hasil pindai surat bertanda tangan")
                .accept(".pdf,.jpg,.jpeg,.png")
                .optional(),
        )
        .with(Field::new("acuan", "Nomor dokumen di SADEWA").hint("Salin dari SADEWA.").autocomplete("off"));
    if let Some((bidang, sebab)) = ditolak {
        form.refuse(bidang, sebab);
    }
    form
}

/// The event that this letter tells of, for those who record events.
async fn kaitan(caller: &Caller, tx: &mut db::ReadTx, surat: &Surat) -> Result<Option<Kaitan>> {
    let gugur = matches!(surat.keadaan(), Keadaan::Batal | Keadaan::Dicabut | Keadaan::Diganti);
    if gugur || !caller.can(kependudukan::PERISTIWA) {
        return Ok(None);
    }
    Ok(crate::peristiwa::kaitan(tx, surat).await?)
}

/// The form of a new letter begun from this one.
fn lagi(caller: &Caller, surat: &Surat, sebagai: &str) -> String {
    let pokok = super::pokok::tanya(surat);
    let pokok = pokok.strip_suffix('&').map(|pokok| format!("&{pokok}")).unwrap_or_default();
    caller.href(&format!("/surat/baru/{}?{sebagai}={}{pokok}", surat.jenis, surat.id))
}

async fn rujukan(caller: &Caller, tx: &mut db::ReadTx, id: Option<Uuid>) -> Result<Option<(String, String)>> {
    let Some(id) = id else { return Ok(None) };
    let lain = store::get_surat(tx, id).await?;
    Ok(Some((alamat(caller, id), lain.nomor.unwrap_or_else(|| "belum bernomor".to_owned()))))
}

async fn aksi(caller: &Caller, tx: &mut db::ReadTx, surat: &Surat) -> Result<Aksi> {
    let boleh = |tindakan: Tindakan| tindakan.boleh(surat.keadaan(), surat.cara());
    let giliran = match surat.giliran() {
        Some(langkah) if surat.keadaan() == Keadaan::Paraf => {
            boleh_paraf(tx, &langkah, caller.ctx.user()).await?
        }
        _ => surat.keadaan() == Keadaan::TandaTangan,
    };
    let ttd = boleh(Tindakan::Penandatanganan);
    let semua = [
        ("paraf", boleh(Tindakan::Paraf) && giliran && caller.can(PARAF)),
        ("kembalikan", boleh(Tindakan::Pengembalian) && giliran && caller.can(PARAF)),
        ("ubah", boleh(Tindakan::Perubahan) && caller.can(BUAT)),
        ("batalkan", boleh(Tindakan::Pembatalan) && caller.can(BUAT)),
        ("catat", boleh(Tindakan::Penerbitan) && caller.can(TERBIT)),
        ("tanda_tangan", ttd && surat.cara() == Cara::Tte && caller.can(TANDATANGAN)),
        ("unggah", ttd && surat.cara() == Cara::DiTempatLain && caller.can(TERBIT)),
        ("cabut", boleh(Tindakan::Pencabutan) && caller.can(TERBIT)),
        ("ganti", boleh(Tindakan::Penggantian) && caller.can(BUAT)),
        ("serahkan", boleh(Tindakan::Pengambilan) && caller.can(BUAT)),
        ("pindai", boleh(Tindakan::Pemindaian) && caller.can(TERBIT)),
    ];
    Ok(Aksi(semua.into_iter().filter(|(_, boleh)| *boleh).map(|(nama, _)| nama).collect()))
}

fn rantai(surat: &Surat) -> Vec<Langkah> {
    let selesai = usize::try_from(surat.langkah).unwrap_or(0);
    let semua = surat.rantai().into_iter().enumerate();
    semua.map(|(ke, langkah)| Langkah { jabatan: langkah.jabatan, sudah: ke < selesai }).collect()
}

fn cerita(caller: &Caller, satu: Peristiwa) -> Riwayat {
    let label = Tindakan::dari_kode(&satu.tindakan).map_or("Tercatat", Tindakan::label);
    Riwayat {
        label: label.to_owned(),
        oleh: satu.oleh_nama,
        pada: saat(caller, satu.pada),
        catatan: satu.catatan,
    }
}
