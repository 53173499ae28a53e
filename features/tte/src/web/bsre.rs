//! Officials whose certificate is at BSrE: who they are, and how they stand there.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use kamus::Nik;
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Error, Form, see_other};

use super::LAYANAN;
use super::pejabat::Jangkauan;
use crate::bsre::{BatasWaktu, Klien};
use crate::store::bsre as store;
use crate::store::bsre::PenandaBsre;

#[derive(Template)]
#[template(path = "tte/bsre.html")]
struct Halaman {
    page: ui::Page,
    /// The server in use.
    layanan: Option<(String, &'static str)>,
    atur: Option<String>,
    pejabat: String,
    baris: Vec<Baris>,
}

struct Baris {
    nama: String,
    nik: String,
    di_sertifikat: String,
    kata: &'static str,
    tone: Tone,
    pada: String,
    periksa: String,
    henti: String,
    kunci: String,
    kunci_henti: String,
}

/// How long BSrE is waited for here.
pub(super) fn batas(caller: &Caller) -> std::time::Duration {
    caller.app.find_service::<BatasWaktu>().map_or(Klien::BATAS, |batas| batas.0)
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let jangkauan = Jangkauan::baca(&caller, &mut tx).await?;
    let layanan = store::find_layanan(&mut tx).await?;
    let layanan = layanan.and_then(|layanan| layanan.klien(tx.keys(), Klien::BATAS));
    let mut semua = store::list_penanda(&mut tx).await?;
    semua.retain(|row| jangkauan.meliputi(row.pejabat_id));
    let baris = semua.iter().map(|row| baris(&caller, &jangkauan, row, row.nik(tx.keys()))).collect();
    web::html(&Halaman {
        page: caller.page("Tanda tangan lewat BSrE").back("Sertifikat TTE", caller.href("/tte")),
        layanan: layanan.map(|klien| (klien.alamat().to_owned(), klien.versi().label())),
        atur: caller.can(LAYANAN).then(|| caller.href("/tte/bsre/layanan")),
        pejabat: caller.href("/tte/bsre/pejabat"),
        baris,
    })
}

fn baris(caller: &Caller, jangkauan: &Jangkauan, row: &PenandaBsre, nik: Option<Nik>) -> Baris {
    let status = row.status();
    let alamat = |akhir: &str| caller.href(&format!("/tte/bsre/{}/{akhir}", row.id));
    let pada = row.status_pada.map(|pada| caller.unit.zone.tanggal(pada.timestamp()));
    Baris {
        nama: jangkauan.nama(row.pejabat_id).unwrap_or("Bukan pejabat lagi").to_owned(),
        nik: nik.map_or_else(|| "tidak terbaca".to_owned(), |nik| nik.samar()),
        di_sertifikat: row.nama.clone().unwrap_or_default(),
        kata: status.as_ref().map_or("Belum diperiksa", crate::bsre::Status::label),
        tone: match &status {
            None => Tone::Wait,
            Some(status) if status.boleh() => Tone::Good,
            Some(_) => Tone::Bad,
        },
        pada: pada.map(kamus::tanggal_pendek).unwrap_or_default(),
        periksa: alamat("pemeriksaan"),
        henti: alamat("penghentian"),
        kunci: caller.request_key(),
        kunci_henti: caller.request_key(),
    }
}

#[derive(Template)]
#[template(path = "tte/bsre_pejabat.html")]
struct Pencatatan {
    page: ui::Page,
    form: ui::Form,
    action: String,
}

fn formulir(caller: &Caller, jangkauan: &Jangkauan) -> ui::Form {
    caller
        .form()
        .with(jangkauan.bidang())
        .with(
            Field::new("nik", "NIK pejabat itu")
                .hint("NIK yang terdaftar di BSrE. Disimpan tersegel.")
                .numeric()
                .autocomplete("off"),
        )
        .with(
            Field::new("nama", "Nama di sertifikat BSrE")
                .hint("Hanya bila berbeda dari nama di daftar pejabat, di luar gelar.")
                .optional(),
        )
}

fn pencatatan(caller: &Caller, form: ui::Form) -> Pencatatan {
    let page = caller
        .page("Pejabat dengan sertifikat BSrE")
        .back("Tanda tangan lewat BSrE", caller.href("/tte/bsre"))
        .has_error(form.has_error());
    Pencatatan { page, form, action: caller.href("/tte/bsre/pejabat") }
}

pub(super) async fn baru(caller: Caller) -> web::Result<Response> {
    let jangkauan = Jangkauan::baca(&caller, &mut caller.read().await?).await?;
    web::html(&pencatatan(&caller, formulir(&caller, &jangkauan)))
}

pub(super) async fn catat(caller: Caller, form: Form) -> web::Result<Response> {
    let jangkauan = Jangkauan::baca(&caller, &mut caller.read().await?).await?;
    let mut shown = formulir(&caller, &jangkauan).fill(form.typed());
    let pejabat = jangkauan.pilih(form.text("pejabat"));
    if pejabat.is_none() {
        shown.refuse("pejabat", "Pilih pejabat pemilik sertifikat ini.");
    }
    let nik = Nik::baru(form.text("nik"));
    if let Err(galat) = &nik {
        shown.refuse("nik", galat.to_string());
    }
    if form.text("nama").chars().count() > 100 {
        shown.refuse("nama", "Nama paling panjang 100 huruf.");
    }
    let (Some((pejabat_id, nama)), Ok(nik), false) = (pejabat, nik, shown.has_error()) else {
        return web::refused(&pencatatan(&caller, shown));
    };
    let target = caller.href("/tte/bsre");
    let flash = Flash::new(Tone::Good, format!("{nama} sekarang menandatangani lewat BSrE."));
    let mut tx = caller.write("pencatatan_penanda_bsre").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    store::insert_penanda(&mut tx, *pejabat_id, nik, form.some("nama").map(str::to_owned)).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

/// A row that the caller keeps.
async fn milik(caller: &Caller, tx: &mut db::ReadTx, id: Uuid) -> web::Result<PenandaBsre> {
    let row = store::get_penanda(tx, id).await?;
    let jangkauan = Jangkauan::baca(caller, tx).await?;
    if jangkauan.meliputi(row.pejabat_id) { Ok(row) } else { Err(Error::NotFound) }
}

/// Asks BSrE how a signer stands; nothing is signed by it.
pub(super) async fn periksa(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let target = caller.href("/tte/bsre");
    let key = form.request_key()?;
    let mut tx = caller.read().await?;
    let row = milik(&caller, &mut tx, id).await?;
    let layanan = store::find_layanan(&mut tx).await?;
    let klien = layanan.and_then(|layanan| layanan.klien(tx.keys(), batas(&caller)));
    let nik = row.nik(tx.keys());
    drop(tx);
    let (Some(klien), Some(nik)) = (klien, nik) else {
        let kalimat = "Layanan BSrE kantor belum diatur. Minta admin mengaturnya di halaman ini.";
        return Ok(see_other(&target, Some(Flash::new(Tone::Bad, kalimat))));
    };
    let status = match klien.status(nik).await {
        Ok(status) => status,
        Err(galat) => return Ok(see_other(&target, Some(Flash::new(Tone::Bad, galat.to_string())))),
    };
    let tone = if status.boleh() { Tone::Good } else { Tone::Bad };
    let flash = Flash::new(tone, status.kalimat());
    let mut tx = caller.write("pemeriksaan_penanda_bsre").await?;
    if let Once::Again(target) = tx.once(key, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    let mut row = store::get_penanda(&mut tx, id).await?;
    row.status = Some(status.kata().to_owned());
    row.status_pada = Some(caller.ctx.now.into());
    tx.update(&row).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

pub(super) async fn hentikan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let target = caller.href("/tte/bsre");
    let flash = Flash::new(Tone::Good, "Pejabat itu tidak lagi menandatangani lewat BSrE.");
    let mut tx = caller.write("penghentian_penanda_bsre").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, Some(flash)));
    }
    let mut row = milik(&caller, &mut tx, id).await?;
    row.dihentikan_pada = Some(caller.ctx.now.into());
    tx.update(&row).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}
