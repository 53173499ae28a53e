//! The state of messages: what goes out, what failed, and who wrote. What was said stays closed.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::saat;
use crate::kontak;
use crate::store::keluar::{self, Keadaan};
use crate::store::{self, masuk};

#[derive(Template)]
#[template(path = "pesan/kotak.html")]
struct Halaman {
    page: ui::Page,
    /// How the channel stands, in a sentence.
    saluran: (Tone, String),
    angka: Vec<(String, &'static str)>,
    gagal: Vec<BarisGagal>,
    pernah: Vec<(String, &'static str, String, String)>,
    boleh_kirim: bool,
    simulator: Option<String>,
    jangkauan: String,
    teks: Option<String>,
    kunci: String,
}

struct BarisGagal {
    kepada: String,
    sebab: String,
    pada: String,
    aksi: String,
}

/// How the channel stands, in a sentence.
fn saluran(atur: Option<&crate::AturPesan>) -> (Tone, String) {
    match atur.and_then(|atur| Some((atur, atur.jenis()?))) {
        None => {
            (Tone::Plain, "Belum ada penyedia WhatsApp. Admin memilihnya di Penyedia WhatsApp.".to_owned())
        }
        Some((atur, jenis)) if atur.dihentikan_pada.is_some() => {
            (Tone::Bad, format!("{} berhenti: {} Admin perlu memeriksanya.", jenis.label(), atur.sebab_henti))
        }
        Some((_, jenis)) => (Tone::Good, format!("{} menyala.", jenis.label())),
    }
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let atur = store::find_atur(&mut tx).await?;
    let saluran = saluran(atur.as_ref());
    let jumlah = keluar::count_keluar(&mut tx).await?;
    let dari = |kode: &[i16]| -> String {
        let banyak: i64 = jumlah.iter().filter(|(keadaan, _)| kode.contains(keadaan)).map(|(_, n)| n).sum();
        kamus::angka(banyak)
    };
    let hari_ini = caller.unit.zone.awal_hari(caller.today()).unwrap_or(caller.ctx.now);
    let masuk_hari_ini = masuk::count_masuk_sejak(&mut tx, hari_ini).await?;
    let rusak = masuk::count_rusak(&mut tx).await?;
    let mut angka = vec![
        (kamus::angka(masuk_hari_ini), "pesan warga hari ini"),
        (dari(&[1, 2]), "menunggu dikirim"),
        (dari(&[7, 9]), "menunggu warga membalas"),
        (dari(&[3, 4, 5]), "terkirim dalam 90 hari"),
    ];
    if rusak > 0 {
        angka.push((kamus::angka(rusak), "kiriman penyedia tidak terbaca"));
    }
    let mut gagal = Vec::new();
    for g in keluar::list_gagal(&mut tx).await? {
        let kontak = store::get_kontak(&mut tx, g.kontak_id).await?;
        let nomor = g.galat_kode.map(|kode| format!(" (kode {kode})")).unwrap_or_default();
        gagal.push(BarisGagal {
            kepada: kontak.samar(tx.keys()),
            sebab: format!("{}{nomor}", g.galat.unwrap_or_default()),
            pada: saat(&caller, g.dibuat_pada.timestamp()),
            aksi: caller.href(&format!("/pesan/{}/pengulangan", g.id)),
        });
    }
    let mut pernah = Vec::new();
    for (kontak_id, terakhir, banyak) in masuk::list_pernah(&mut tx).await? {
        let kontak = store::get_kontak(&mut tx, kontak_id).await?;
        let jenis = kontak.jenis().map_or("", crate::Jenis::label);
        pernah.push((
            kontak.samar(tx.keys()),
            jenis,
            kamus::angka(banyak),
            saat(&caller, terakhir.timestamp()),
        ));
    }
    let boleh_kirim = caller.can(crate::KIRIM);
    ::web::html(&Halaman {
        page: caller.page("Pesan warga").noindex(),
        saluran,
        angka,
        gagal,
        pernah,
        boleh_kirim,
        simulator: (boleh_kirim && caller.app.settings().contoh).then(|| caller.href("/pesan/simulator")),
        jangkauan: caller.href("/pesan/jangkauan"),
        teks: caller.can(crate::TEKS).then(|| caller.href("/pesan/teks")),
        kunci: caller.request_key(),
    })
}

/// Tries a message once more that was put aside.
pub(super) async fn ulangi(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let tujuan = caller.href("/pesan");
    let mut tx = caller.write("pengulangan_pesan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    let ((kontak_id, tentang), kiriman) = keluar::find_keluar(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if !keluar::pensiunkan(&mut tx, id).await? {
        return Err(Error::Conflict("Pesan ini tidak lagi gagal. Muat ulang halamannya.".to_owned()));
    }
    let mut kontak = store::get_kontak(&mut tx, kontak_id).await?;
    if kontak.berhenti_pada.is_some() {
        return Err(Error::Conflict("Warga ini minta tidak dikirimi pesan lagi.".to_owned()));
    }
    if let Some(id) = tentang
        && !kontak::list_warga(&mut tx, kontak_id).await?.contains(&id)
    {
        return Err(Error::Conflict("Nomor ini sudah tidak terhubung dengan warganya.".to_owned()));
    }
    if kontak.gagal_pada.take().is_some() {
        tx.update(&kontak).await?;
    }
    keluar::insert_keluar(&mut tx, (kontak_id, tentang), &kiriman, Keadaan::Antre).await?;
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Pesan masuk antrean lagi."))))
}
