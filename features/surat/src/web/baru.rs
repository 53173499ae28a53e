//! A new letter begins with the person or body: find them, see their last letters, choose a kind.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use kependudukan::Ringkas;
use serde::Deserialize;
use ui::Field;
use uuid::Uuid;
use web::{Caller, Error, Result};

use super::lembaga::BarisLembaga;
use crate::jenis::{Jenis, JenisPokok, Kelompok};
use crate::katalog::Katalog;
use crate::keadaan::Keadaan;
use crate::store::{self, Surat};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    cari: String,
    /// Words that the kinds of letters shown must hold.
    #[serde(default)]
    jenis: String,
}

/// One kind to choose.
pub(super) struct Kartu {
    pub(super) href: String,
    pub(super) nama: &'static str,
    pub(super) tentang: &'static str,
}

/// The kinds of one group.
pub(super) struct Golongan {
    pub(super) label: &'static str,
    pub(super) kartu: Vec<Kartu>,
}

pub(super) fn golongan(
    dari: impl Iterator<Item = &'static Jenis>,
    cari: &str,
    href: impl Fn(&Jenis) -> String,
) -> Vec<Golongan> {
    let kartu = |jenis: &'static Jenis| Kartu {
        href: href(jenis),
        nama: jenis.nama.as_str(),
        tentang: jenis.tentang.as_str(),
    };
    let satu = |(kelompok, isi): (Kelompok, Vec<&'static Jenis>)| Golongan {
        label: kelompok.label(),
        kartu: isi.into_iter().map(kartu).collect(),
    };
    Katalog::golongan(dari, cari).into_iter().map(satu).collect()
}

pub(super) fn pencari_jenis(cari: &str) -> Field {
    Field::new("jenis", "Cari jenis surat").value(cari).autocomplete("off")
}

struct Orangnya {
    href: String,
    nama: String,
    keterangan: String,
    nik: String,
    lahir: String,
    alamat: String,
}

#[derive(Template)]
#[template(path = "surat/baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    cari: String,
    hasil: Vec<Orangnya>,
    /// Who died, moved or left.
    bekas: Vec<Orangnya>,
    /// Institutions, and those that were dissolved.
    lembaga: Vec<BarisLembaga>,
    bubar: Vec<BarisLembaga>,
    /// Letters of people and bodies in no register.
    luar: Vec<Terakhir>,
    golongan: Vec<Golongan>,
    cari_jenis: String,
    aksi: String,
}

/// How many people a search shows: more means it should say more.
pub(super) const BATAS: i64 = 20;

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    tampil(&caller, &pinta).await
}

/// A typed number is answered at once, so that it never stands in an address.
pub(crate) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    let cari = form.text("cari");
    if cari.chars().any(|c| c.is_ascii_digit()) {
        return tampil(&caller, &Pinta { cari: cari.to_owned(), jenis: String::new() }).await;
    }
    let target = ui::Paging::new(caller.href("/surat/baru"), 1, 0).query([("cari", cari)]).url(1);
    Ok(web::see_other(&target, None))
}

async fn tampil(caller: &Caller, pinta: &Pinta) -> Result<Response> {
    let cari = pinta.cari.as_str();
    let mut tx = caller.read().await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let hasil = kependudukan::cari_ringkas(&mut tx, cari, BATAS).await?;
    let bekas = kependudukan::cari_bekas(&mut tx, cari, BATAS).await?;
    let (lembaga, bubar) = super::lembaga::cari(caller, &mut tx, cari).await?;
    let mut luar = Vec::new();
    for surat in store::list_luar(&mut tx, cari).await? {
        luar.push(terakhir(caller, &tx, &surat, None)?);
    }
    let angka = cari.chars().any(|c| c.is_ascii_digit());
    // What looks like a number is not written back into the page either.
    let diketik = if angka { "" } else { cari };
    web::html(&Baru {
        page: caller.page("Surat baru").back("Surat", caller.href("/surat")),
        form: caller
            .form()
            .with(
                Field::new("cari", "Nama orang atau lembaga, NIK, atau nomor KK")
                    .value(diketik)
                    .autocomplete("off")
                    .attr("autofocus", ""),
            )
            .with(pencari_jenis(&pinta.jenis)),
        cari: cari.to_owned(),
        hasil: hasil.into_iter().map(|orang| orangnya(caller, orang)).collect(),
        bekas: bekas.into_iter().map(|(orang, status)| bekasnya(caller, orang, status)).collect(),
        lembaga,
        bubar,
        luar,
        golongan: golongan(katalog.ditawarkan(), &pinta.jenis, |jenis| {
            caller.href(&format!("/surat/baru/{}", jenis.kode))
        }),
        cari_jenis: pinta.jenis.clone(),
        aksi: caller.href("/surat/baru"),
    })
}

fn orangnya(caller: &Caller, orang: Ringkas) -> Orangnya {
    Orangnya {
        href: caller.href(&format!("/surat/orang/{}", orang.id)),
        nama: orang.nama,
        keterangan: orang.jenis.label().to_owned(),
        nik: orang.nik_samar,
        lahir: orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default(),
        alamat: orang.alamat,
    }
}

fn bekasnya(caller: &Caller, orang: Ringkas, status: kamus::StatusDasar) -> Orangnya {
    Orangnya { keterangan: status.to_string(), ..orangnya(caller, orang) }
}

/// A letter to be made again.
pub(super) struct Terakhir {
    pub(super) href: String,
    pub(super) nama: String,
    pub(super) lagi: String,
    pub(super) jenis: &'static str,
    pub(super) nomor: String,
    pub(super) tanggal: String,
    pub(super) keperluan: String,
    pub(super) keadaan: Keadaan,
}

#[derive(Template)]
#[template(path = "surat/orang.html")]
struct HalamanOrang {
    page: ui::Page,
    nama: String,
    tercatat: String,
    nik: String,
    lahir: String,
    alamat: String,
    terakhir: Vec<Terakhir>,
    /// Letters about bodies that this person answers for.
    lembaga: Vec<Terakhir>,
    /// From before Balai, newest first.
    lama: Vec<super::lama::Baris>,
    form: ui::Form,
    golongan: Vec<Golongan>,
    cari_jenis: String,
    aksi: String,
}

/// A person's last letters, each to be made again, and the kinds to choose from.
pub(crate) async fn orang(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(pinta): Query<Pinta>,
) -> Result<Response> {
    let mut tx = caller.read().await?;
    let orang = crate::orang::find_orang(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let (mut semua, mut lembaga) = (Vec::new(), Vec::new());
    for surat in store::list_terakhir(&mut tx, id, orang.nik).await? {
        let tentang = if surat.lembaga() { &mut lembaga } else { &mut semua };
        tentang.push(terakhir(&caller, &tx, &surat, Some(id))?);
    }
    let lama = store::list_lama_tentang(&mut tx, id, orang.nik).await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let kini = orang.kini.clone();
    // An invitation is not about anyone.
    let perorangan = katalog.ditawarkan().filter(|jenis| {
        let macam = jenis.pokok.jenis;
        macam.menerima_orang() && macam != JenisPokok::Dituju && jenis.pokok.menerima(&kini)
    });
    let golongan = golongan(perorangan, &pinta.jenis, |jenis| {
        caller.href(&format!("/surat/baru/{}?orang={id}", jenis.kode))
    });
    web::html(&HalamanOrang {
        page: caller.page(orang.nama.clone()).back("Cari orang lain", caller.href("/surat/baru")),
        tercatat: if kini.is_empty() { orang.tercatat.label().to_owned() } else { kini },
        nik: orang.nik.map(|nik| nik.samar()).unwrap_or_default(),
        lahir: orang.lahir(),
        alamat: orang.alamat_lengkap(""),
        nama: orang.nama,
        terakhir: semua,
        lembaga,
        lama: lama.into_iter().rev().map(super::lama::baris).collect(),
        form: caller.form().with(pencari_jenis(&pinta.jenis)),
        golongan,
        cari_jenis: pinta.jenis,
        aksi: caller.href(&format!("/surat/orang/{id}")),
    })
}

/// A letter as the start of the next one, for somebody registered, a body, or who was typed in.
pub(super) fn terakhir(
    caller: &Caller,
    tx: &db::ReadTx,
    surat: &Surat,
    orang: Option<Uuid>,
) -> Result<Terakhir> {
    let dibuat = caller.unit.zone.tanggal(surat.dibuat_pada.timestamp());
    let pokok = match orang {
        Some(id) if !surat.lembaga() => format!("orang={id}&"),
        _ => super::pokok::tanya(surat),
    };
    Ok(Terakhir {
        href: super::alamat(caller, surat.id),
        nama: surat.subjek_nama.clone(),
        lagi: caller.href(&format!("/surat/baru/{}?{pokok}dari={}", surat.jenis, surat.id)),
        jenis: surat.jenis().nama.as_str(),
        nomor: surat.nomor.clone().unwrap_or_default(),
        tanggal: kamus::tanggal_pendek(surat.tanggal.map_or(dibuat, |hari| hari.0)),
        keperluan: surat.isi(tx)?.nilai.teks("keperluan").to_owned(),
        keadaan: surat.keadaan(),
    })
}
