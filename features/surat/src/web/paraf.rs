//! The paraf of several letters at once. Each stays an act of its own: one that somebody changed meanwhile keeps no other.

use askama::Template;
use axum::response::Response;
use ui::{Choice, Field, Flash, Tone};
use web::{Caller, Result};

use super::bersama::{SEKALIGUS, baca, nilai};
use super::meja;
use crate::alur::{self, Meja, Terlihat, boleh_paraf};
use crate::error::Error;
use crate::katalog::Katalog;
use crate::keadaan::Keadaan;
use crate::store;

#[derive(Template)]
#[template(path = "surat/paraf.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    ada: bool,
    lebih: Option<usize>,
}

async fn halaman(caller: &Caller, typed: Option<&web::Form>, galat: Option<&str>) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let mut pilihan = Vec::new();
    for surat in store::list_menunggu(&mut tx, Keadaan::Paraf).await? {
        let Some(langkah) = surat.giliran() else { continue };
        if boleh_paraf(&mut tx, &langkah, caller.ctx.user()).await? {
            let sejak = super::saat(caller, surat.dibuat_pada);
            let jenis = katalog.nama(&surat.jenis);
            let hint = format!("{jenis}. Paraf {}. Diajukan {sejak}", langkah.jabatan);
            pilihan.push(Choice::new(nilai(surat.id, surat.versi), surat.subjek_nama).hint(hint));
        }
    }
    let lebih = pilihan.len().checked_sub(SEKALIGUS).filter(|sisa| *sisa > 0);
    pilihan.truncate(SEKALIGUS);
    let ada = !pilihan.is_empty();
    let dipilih: Vec<String> =
        typed.into_iter().flat_map(|form| form.all("surat")).map(str::to_owned).collect();
    let surat = Field::new("surat", "Surat yang diparaf")
        .hint("Baca dulu tiap surat. Centang yang Anda setujui.")
        .choices(pilihan)
        .values(dipilih);
    let mut form = caller.form().with(surat);
    if let Some(kalimat) = galat {
        form.refuse("surat", kalimat);
    }
    let page = caller
        .page("Paraf beberapa surat")
        .back("Menunggu paraf dan tanda tangan", caller.href("/surat/tugas"))
        .has_error(form.has_error());
    Ok(Halaman { page, form, aksi: caller.href("/surat/paraf"), ada, lebih })
}

pub(crate) async fn get(caller: Caller) -> Result<Response> {
    web::html(&halaman(&caller, None, None).await?)
}

pub(crate) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    let dipilih: Vec<Terlihat> = form.all("surat").filter_map(baca).take(SEKALIGUS).collect();
    if dipilih.is_empty() {
        let kalimat = "Centang paling sedikit satu surat.";
        return web::refused(&halaman(&caller, Some(&form), Some(kalimat)).await?);
    }
    let target = caller.href("/surat/tugas");
    let meja = meja(&caller)?;
    let (mut jadi, mut tertahan) = (0, Vec::new());
    for terlihat in dipilih {
        // The first that succeeds spends the form's key; the others are told apart by what the page saw of them.
        let mut tx = if jadi == 0 {
            match caller.begin("paraf", &form, &target).await? {
                Ok(tx) => tx,
                Err(target) => return Ok(web::see_other(&target, None)),
            }
        } else {
            caller.write("paraf").await?
        };
        match satu(&mut tx, terlihat, &meja).await? {
            Ok(()) => {
                tx.commit().await?;
                jadi += 1;
            }
            Err(kalimat) => tertahan.push(kalimat),
        }
    }
    if tertahan.is_empty() {
        let kabar = Flash::new(Tone::Good, format!("{jadi} surat diparaf."));
        return Ok(web::see_other(&target, Some(kabar)));
    }
    let kalimat = format!("{jadi} surat diparaf, {} tidak. {}", tertahan.len(), tertahan.join(" "));
    web::refused(&halaman(&caller, Some(&form), Some(&kalimat)).await?)
}

/// Why a letter keeps waiting, if it does.
async fn satu(
    tx: &mut db::WriteTx,
    terlihat: Terlihat,
    meja: &Meja,
) -> Result<std::result::Result<(), String>> {
    let surat = store::get_surat(tx, terlihat.id).await?;
    match alur::paraf(tx, terlihat, meja).await {
        Ok(_) => Ok(Ok(())),
        Err(Error::Ditolak(sebab) | Error::Terlambat(sebab)) => {
            Ok(Err(format!("{}: {sebab}", surat.subjek_nama)))
        }
        Err(lain) => Err(lain.into()),
    }
}
