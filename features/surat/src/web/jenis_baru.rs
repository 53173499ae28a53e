//! A kind of letter of the village's own begins as a copy of another.

use askama::Template;
use axum::response::Response;
use ui::{Choice, Field};
use web::{Caller, Result};

use super::berhasil;
use super::naskah::{tulis, tulisan};
use crate::jenis;
use crate::katalog::{Katalog, find_jenis};
use crate::store::{self, JenisSurat};

#[derive(Template)]
#[template(path = "surat/jenis_baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

async fn formulir(caller: &Caller) -> Result<Baru> {
    let mut tx = caller.read().await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let dari = katalog.semua().iter().map(|jenis| Choice::new(&jenis.kode, &jenis.nama)).collect();
    let form = caller
        .form()
        .with(Field::new("nama", "Nama jenis surat").autocomplete("off"))
        .with(
            Field::new("kode", "Kode").width(20).hint("Huruf kecil, angka, garis bawah. Contoh: sewa_gedung"),
        )
        .with(Field::new("dari", "Mulai dari salinan").choices(dari).value("keterangan"));
    Ok(Baru {
        page: caller.page("Tambah jenis surat").back("Atur surat", caller.href("/atur-surat")),
        form,
        aksi: caller.href("/atur-surat/baru"),
    })
}

pub(crate) async fn baru(caller: Caller) -> Result<Response> {
    web::html(&formulir(&caller).await?)
}

/// Begins a kind as a draft copy of another.
pub(crate) async fn buat(caller: Caller, form: web::Form) -> Result<Response> {
    let mut halaman = formulir(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    let (kode, nama) = (form.text("kode").trim().to_owned(), form.text("nama").trim().to_owned());
    let mut tx = caller.read().await?;
    let sah = (3..=40).contains(&kode.len())
        && kode.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !sah || kode == "baru" {
        halaman.form.refuse("kode", "Kode harus 3 sampai 40 huruf kecil, angka, atau garis bawah.");
    } else if jenis::find(&kode).is_some() || !store::list_jenis(&mut tx, &kode).await?.is_empty() {
        halaman.form.refuse("kode", format!("Kode {kode} sudah dipakai. Pilih kode lain."));
    }
    if nama.is_empty() || nama.chars().count() > 80 {
        halaman.form.refuse("nama", "Nama jenis surat harus 1 sampai 80 huruf.");
    }
    let Some(asal) = find_jenis(&mut tx, form.text("dari")).await? else {
        halaman.form.refuse("dari", "Pilih dulu jenis yang disalin.");
        return web::refused(&halaman);
    };
    let (definisi, naskah) = tulisan(&mut tx, &asal.kode, asal.versi).await?;
    drop(tx);
    if halaman.form.has_error() {
        halaman.page = halaman.page.has_error(true);
        return web::refused(&halaman);
    }
    let target = caller.href(&format!("/atur-surat/{kode}/naskah"));
    let mut tx = match caller.begin("penyusunan_jenis", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let definisi = ganti_baris(&ganti_baris(&definisi, "kode", &kode), "nama", &nama);
    tulis(&caller, &mut tx, (&kode, nama), (definisi, naskah), JenisSurat::KONSEP).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Konsep dibuat. Ubah isiannya, lihat pratinjau, lalu terbitkan."))
}

/// Replaces the first line `kunci = "…"` of a definition.
fn ganti_baris(definisi: &str, kunci: &str, nilai: &str) -> String {
    let awal = format!("{kunci} = ");
    let mut sudah = false;
    let baris = definisi.lines().map(|baris| {
        if !sudah && baris.starts_with(&awal) {
            sudah = true;
            format!("{awal}{}", toml::Value::String(nilai.to_owned()))
        } else {
            baris.to_owned()
        }
    });
    baris.collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::naskah::periksa;
    use super::*;

    #[test]
    fn a_copy_gets_its_own_code_and_name() {
        let (definisi, naskah) = jenis::sumber("keterangan").unwrap();
        let definisi = ganti_baris(&ganti_baris(definisi, "kode", "sewa"), "nama", "Sewa \"Gedung\"");
        let baru = periksa(&definisi, naskah, "sewa").unwrap();
        assert_eq!((baru.kode.as_str(), baru.nama.as_str()), ("sewa", "Sewa \"Gedung\""));
    }
}
