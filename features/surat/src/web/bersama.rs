//! Several letters signed with one passphrase, which is typed once and wiped when the last one is done.

use askama::Template;
use axum::response::Response;
use kamus::tanggal_panjang;
use tte::Alat;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Result};

use super::{alamat, meja};
use crate::alur::Terlihat;
use crate::jenis::Cara;
use crate::keadaan::Keadaan;
use crate::pembubuhan::{self, Kelompok, Perintah, Tempat};
use crate::store::{self, Surat};

/// So many at most, so that the page has its answer before anybody gives it up.
pub(super) const SEKALIGUS: usize = 50;

#[derive(Template)]
#[template(path = "surat/bersama.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    ada: bool,
    lebih: Option<usize>,
    /// Letters that need a look of their own.
    sendiri: Vec<(String, String)>,
    halangan: Option<String>,
    contoh: bool,
}

/// The letters that wait for the caller's own electronic signature, oldest first, and why they cannot be signed, if so.
struct Menunggu {
    surat: Vec<Surat>,
    /// Of these nobody knows whether BSrE signed them.
    ragu: Vec<Surat>,
    alat: Option<std::result::Result<Alat, String>>,
}

async fn menunggu(caller: &Caller) -> Result<Menunggu> {
    let mut tx = caller.read().await?;
    let saya: Vec<Uuid> = wilayah::list_pejabat(&mut tx)
        .await?
        .into_iter()
        .filter(|pejabat| pejabat.pengguna_id.is_some() && pejabat.pengguna_id == caller.ctx.user())
        .map(|pejabat| pejabat.id)
        .collect();
    let mut jadi = Menunggu { surat: Vec::new(), ragu: Vec::new(), alat: None };
    for baris in store::list_menunggu(&mut tx, Keadaan::TandaTangan).await? {
        if baris.cara != Cara::Tte.kode() || !saya.contains(&baris.penandatangan_id) {
            continue;
        }
        let surat = store::get_surat(&mut tx, baris.id).await?;
        let niat = store::list_penandatanganan(&mut tx, surat.id).await?;
        let kini = caller.ctx.now;
        if niat.iter().any(|satu| satu.berjalan(kini) || satu.tidak_pasti(kini)) {
            jadi.ragu.push(surat);
            continue;
        }
        if jadi.alat.is_none() {
            jadi.alat = Some(pembubuhan::alat_penanda(&mut tx, &caller.app, &surat).await?);
        }
        jadi.surat.push(surat);
    }
    Ok(jadi)
}

/// A letter as its box sends it.
pub(super) fn nilai(id: Uuid, versi: i64) -> String {
    format!("{id}:{versi}")
}

pub(super) fn baca(nilai: &str) -> Option<Terlihat> {
    let (id, versi) = nilai.split_once(':')?;
    Some(Terlihat { id: id.parse().ok()?, versi: versi.parse().ok()? })
}

fn judul(surat: &Surat) -> String {
    format!("{}: {}", surat.nomor.as_deref().unwrap_or_default(), surat.subjek_nama)
}

async fn halaman(caller: &Caller, typed: Option<&web::Form>, galat: Option<(&str, &str)>) -> Result<Halaman> {
    let semua = menunggu(caller).await?;
    let pilihan: Vec<Choice> = semua
        .surat
        .iter()
        .take(SEKALIGUS)
        .map(|surat| {
            let tanggal = surat.tanggal.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default();
            Choice::new(nilai(surat.id, surat.versi), judul(surat))
                .hint(format!("{}, {tanggal}", surat.jenis().nama))
        })
        .collect();
    let dipilih: Vec<String> = match typed {
        Some(form) => form.all("surat").map(str::to_owned).collect(),
        None => Vec::new(),
    };
    let bsre = matches!(semua.alat, Some(Ok(Alat::Bsre(_))));
    let label = if bsre { "Passphrase BSrE Anda" } else { "Passphrase sertifikat Anda" };
    let mut form = caller
        .form()
        .with(
            Field::new("surat", "Surat yang ditandatangani")
                .hint("Baca dulu tiap surat. Centang yang Anda setujui.")
                .choices(pilihan)
                .values(dipilih),
        )
        .with(
            Field::new("passphrase", label)
                .hint("Diketik sekali untuk semua surat yang dicentang. Tidak disimpan.")
                .autocomplete("off"),
        );
    if let Some((bidang, kalimat)) = galat {
        form.refuse(bidang, kalimat);
    }
    let lebih = semua.surat.len().checked_sub(SEKALIGUS).filter(|sisa| *sisa > 0);
    Ok(Halaman {
        page: caller
            .page("Tanda tangani beberapa surat")
            .back("Menunggu paraf dan tanda tangan", caller.href("/surat/tugas"))
            .has_error(form.has_error()),
        form,
        aksi: caller.href("/surat/penandatanganan"),
        ada: !semua.surat.is_empty(),
        lebih,
        sendiri: semua.ragu.iter().map(|surat| (alamat(caller, surat.id), judul(surat))).collect(),
        halangan: semua.alat.and_then(std::result::Result::err),
        contoh: caller.app.settings().contoh,
    })
}

pub(crate) async fn get(caller: Caller) -> Result<Response> {
    web::html(&halaman(&caller, None, None).await?)
}

pub(crate) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    form.request_key()?;
    let dipilih: Vec<Terlihat> = form.all("surat").filter_map(baca).take(SEKALIGUS).collect();
    let passphrase = tte::passphrase_dari(&form);
    let kurang = if dipilih.is_empty() {
        Some(("surat", "Centang paling sedikit satu surat."))
    } else {
        passphrase.is_empty().then_some(("passphrase", "Passphrase belum diisi."))
    };
    if kurang.is_some() {
        return web::refused(&halaman(&caller, Some(&form), kurang).await?);
    }
    let perintah = Perintah { passphrase, ulang: false, alamat: caller.address };
    let (app, ctx, meja) = (caller.app.clone(), caller.ctx, meja(&caller)?);
    // As with a single letter: who closes the page ends nothing.
    let kerja = tokio::spawn(async move {
        let tempat = Tempat { app: &app, ctx: &ctx, meja: &meja };
        pembubuhan::tanda_tangani_semua(tempat, dipilih, perintah).await
    });
    let Kelompok { jadi, henti } = kerja.await.map_err(anyhow::Error::from)??;
    let Some(sebab) = henti else {
        let kabar = Flash::new(Tone::Good, format!("{jadi} surat ditandatangani dan terbit."));
        return Ok(web::see_other(&caller.href("/surat/tugas"), Some(kabar)));
    };
    let kalimat = match jadi {
        0 => sebab,
        _ => format!("{jadi} surat sudah terbit, lalu berhenti. {sebab}"),
    };
    web::refused(&halaman(&caller, Some(&form), Some(("passphrase", &kalimat))).await?)
}
