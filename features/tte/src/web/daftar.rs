//! The certificates, how they stand, and which need somebody.

use askama::Template;
use axum::response::Response;
use kamus::tanggal_pendek;
use web::{Caller, TileData, TileFuture};

use super::pejabat::Jangkauan;
use super::{ATUR, LAYANAN, MILIK_SENDIRI};
use crate::keadaan::{Keadaan, perlu_diganti};
use crate::{SertifikatPejabat, store};

#[derive(Template)]
#[template(path = "tte/daftar.html")]
struct Daftar {
    page: ui::Page,
    panduan: String,
    pemasangan: String,
    otoritas: String,
    kunci: String,
    bsre: String,
    stempel: Option<String>,
    sadewa: Option<String>,
    dicabut: Option<String>,
    /// Where the caller may make an own certificate.
    penerbitan: Option<String>,
    atur: bool,
    peringatan: Vec<String>,
    baris: Vec<Baris>,
}

struct Baris {
    pejabat: String,
    nama: String,
    penerbit: String,
    sampai: String,
    kata: String,
    tone: ui::Tone,
    contoh: bool,
    alasan: String,
    cabut: Option<String>,
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let jangkauan = Jangkauan::baca(&caller, &mut tx).await?;
    let mut all = store::list_sertifikat(&mut tx).await?;
    let own = store::find_otoritas_sendiri(&mut tx, caller.app.settings().contoh).await?;
    let saya = Jangkauan::sendiri(&caller, &mut tx).await?;
    drop(tx);
    all.retain(|row| jangkauan.meliputi(row.pejabat_id));
    let peringatan = perlu_diganti(&all, caller.ctx.now)
        .into_iter()
        .map(|(row, keadaan)| peringatan(&caller, &jangkauan, row, keadaan))
        .collect();
    let dapat_membuat = caller.can(MILIK_SENDIRI) && own.is_some() && !saya.pejabat.is_empty();
    web::html(&Daftar {
        page: caller.page("Sertifikat TTE"),
        panduan: caller.href("/tte/panduan"),
        pemasangan: caller.href("/tte/pemasangan"),
        otoritas: caller.href("/tte/otoritas"),
        kunci: caller.href("/tte/kunci"),
        bsre: caller.href("/tte/bsre"),
        stempel: caller.can(LAYANAN).then(|| caller.href("/tte/stempel")),
        sadewa: caller.can(LAYANAN).then(|| caller.href("/tte/sadewa")),
        dicabut: caller.can(LAYANAN).then(|| caller.href("/tte/dicabut")),
        penerbitan: dapat_membuat.then(|| caller.href("/tte/penerbitan")),
        atur: caller.can(ATUR),
        peringatan,
        baris: all.iter().map(|row| baris(&caller, &jangkauan, row)).collect(),
    })
}

fn hari(caller: &Caller, instant: db::At) -> String {
    tanggal_pendek(caller.unit.zone.tanggal(instant.timestamp()))
}

fn peringatan(caller: &Caller, jangkauan: &Jangkauan, row: &SertifikatPejabat, keadaan: Keadaan) -> String {
    let nama = jangkauan.nama(row.pejabat_id).unwrap_or(&row.nama);
    let sampai = hari(caller, row.berlaku_sampai);
    match keadaan {
        Keadaan::Habis => format!("Sertifikat {nama} sudah habis sejak {sampai}. Pasang yang baru."),
        _ => format!("Sertifikat {nama} habis pada {sampai}. Mulailah mengurus yang baru."),
    }
}

fn baris(caller: &Caller, jangkauan: &Jangkauan, row: &SertifikatPejabat) -> Baris {
    let keadaan = Keadaan::sertifikat(row, caller.ctx.now);
    let dapat_dicabut = row.dicabut_pada.is_none();
    Baris {
        pejabat: jangkauan.nama(row.pejabat_id).unwrap_or("Bukan pejabat lagi").to_owned(),
        nama: row.nama.clone(),
        penerbit: row.penerbit.clone(),
        sampai: hari(caller, row.berlaku_sampai),
        kata: keadaan.kata(),
        tone: keadaan.tone(),
        contoh: row.sumber == crate::Sumber::Contoh.kode(),
        alasan: row.alasan_cabut.clone().unwrap_or_default(),
        cabut: dapat_dicabut.then(|| caller.href(&format!("/tte/{}/pencabutan", row.id))),
    }
}

/// Speaks only when a certificate needs somebody.
pub(crate) fn tile(caller: &Caller) -> TileFuture<'_> {
    Box::pin(async move {
        let mut tx = caller.read().await?;
        let jangkauan = Jangkauan::baca(caller, &mut tx).await?;
        let mut all = store::list_sertifikat(&mut tx).await?;
        all.retain(|row| jangkauan.meliputi(row.pejabat_id));
        let count = perlu_diganti(&all, caller.ctx.now).len();
        Ok((count > 0).then(|| TileData {
            figure: count.to_string(),
            label: "Sertifikat TTE perlu diganti".to_owned(),
            note: "Habis, atau habis dalam 30 hari.".to_owned(),
            href: caller.href("/tte"),
            tone: ui::Tone::Wait,
        }))
    })
}
