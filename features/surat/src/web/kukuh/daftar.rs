//! The village sees what it passed on; the office above sees what waits for it, and its register.

use std::collections::HashMap;

use ::web::{Caller, Error, Form, Result};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::ReadTx;
use kamus::tanggal_pendek;
use serde::Deserialize;
use ui::{Choice, Field, Flash, Paging, Tone};
use uuid::Uuid;
use waktu::Tahap;

use super::super::{alamat, daftar::rahasia, saat};
use super::{Tempat, kantor};
use crate::katalog::Katalog;
use crate::kukuh::{self, KeadaanKukuh};
use crate::store::{self, Pengukuhan, SaringKukuh};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pinta {
    cari: String,
    /// Empty for what waits, in the office above; `semua`, or a code.
    keadaan: String,
    asal: String,
    hal: String,
}

struct Baris {
    href: String,
    /// The village, or whom the letter is about.
    nama: String,
    surat: String,
    nomor: String,
    sejak: String,
    /// Due time, register number or reason.
    catatan: String,
    keadaan: KeadaanKukuh,
    /// Whether its time is over, or nearly.
    tahap: Option<Tahap>,
}

#[derive(Template)]
#[template(path = "surat/kukuh_daftar.html")]
struct Daftar {
    page: ui::Page,
    kecamatan: bool,
    /// The village's office above lives elsewhere.
    tanpa_atasan: bool,
    alamat: String,
    reset: String,
    cari: Field,
    saringan: Vec<Field>,
    /// Where the kecamatan sets its time.
    atur: String,
    baris: Vec<Baris>,
    paging: Paging,
    disaring: bool,
}

impl Pinta {
    fn saring(&self, tempat: Tempat) -> SaringKukuh {
        let kode = self.keadaan.parse().ok().and_then(KeadaanKukuh::find);
        let bawaan = match tempat {
            Tempat::Kecamatan if self.keadaan.is_empty() => Some(KeadaanKukuh::Menunggu),
            _ => None,
        };
        SaringKukuh {
            keadaan: kode.or(bawaan),
            cari: Some(self.cari.trim().to_owned()).filter(|cari| !cari.is_empty() && !rahasia(cari)),
            asal: self.asal.parse().ok(),
        }
    }

    fn pasangan(&self) -> [(&'static str, &str); 3] {
        [("cari", &self.cari), ("keadaan", &self.keadaan), ("asal", &self.asal)]
    }
}

pub(super) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let tempat = kantor(&caller).ok_or(Error::NotFound)?;
    let saring = pinta.saring(tempat);
    let mut tx = caller.read().await?;
    let total = match tempat {
        Tempat::Desa => store::count_penerusan(&mut tx, &saring).await?,
        Tempat::Kecamatan => store::count_pengukuhan(&mut tx, &saring).await?,
    };
    let (alamat, hal) = (caller.href("/pengukuhan"), pinta.hal.parse().unwrap_or(1));
    let paging = Paging::new(alamat.as_str(), hal, u64::try_from(total).unwrap_or(0)).query(pinta.pasangan());
    let potong = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
    let baris = match tempat {
        Tempat::Desa => dikirim(&caller, &mut tx, &saring, potong).await?,
        Tempat::Kecamatan => masuk(&caller, &mut tx, &saring, potong).await?,
    };
    let kata = match tempat {
        Tempat::Desa => "Cari nama atau nomor surat",
        Tempat::Kecamatan => "Cari desa, jenis, atau nomor surat",
    };
    let disaring = pinta.pasangan().iter().any(|(_, isi)| !isi.is_empty());
    ::web::html(&Daftar {
        page: caller.page("Pengukuhan camat").noindex(),
        kecamatan: tempat == Tempat::Kecamatan,
        tanpa_atasan: tempat == Tempat::Desa && kukuh::atasan(&mut tx).await?.is_none(),
        reset: if disaring { alamat.clone() } else { String::new() },
        alamat,
        cari: Field::new("cari", kata)
            .value(pinta.cari.as_str())
            .autocomplete("off")
            .attr("maxlength", "100"),
        saringan: saringan(&mut tx, tempat, &pinta).await?,
        atur: caller.href("/atur-pengukuhan"),
        baris,
        paging,
        disaring,
    })
}

/// The search box is posted, as somebody may type a NIK into it.
pub(super) async fn post(caller: Caller, form: Form) -> Result<Response> {
    kantor(&caller).ok_or(Error::NotFound)?;
    let alamat = caller.href("/pengukuhan");
    if rahasia(form.text("cari")) {
        let kabar = Flash::new(Tone::Info, "Angka sepanjang itu tidak dicari di sini.");
        return Ok(::web::see_other(&alamat, Some(kabar)));
    }
    let pinta = ["cari", "keadaan", "asal"].map(|nama| (nama, form.text(nama).to_owned()));
    Ok(::web::see_other(&Paging::new(alamat, 1, 0).query(pinta.to_vec()).url(1), None))
}

async fn saringan(tx: &mut ReadTx, tempat: Tempat, pinta: &Pinta) -> db::Result<Vec<Field>> {
    let mut keadaan = match tempat {
        Tempat::Desa => vec![Choice::new("", "Semua")],
        Tempat::Kecamatan => vec![Choice::new("", "Menunggu camat"), Choice::new("semua", "Semua")],
    };
    let ada = KeadaanKukuh::SEMUA.into_iter().filter(|k| match tempat {
        Tempat::Desa => true,
        Tempat::Kecamatan => !matches!(k, KeadaanKukuh::Menunggu | KeadaanKukuh::Dibawa),
    });
    keadaan.extend(ada.map(|k| Choice::new(k.kode().to_string(), k.label())));
    let mut bidang = vec![Field::new("keadaan", "Keadaan").choices(keadaan).value(pinta.keadaan.as_str())];
    if tempat == Tempat::Kecamatan {
        let mut asal = vec![Choice::new("", "Semua desa")];
        let desa = store::list_asal(tx).await?.into_iter();
        asal.extend(desa.map(|(unit, nama)| Choice::new(unit.to_string(), nama)));
        bidang.push(Field::new("asal", "Desa").choices(asal).value(pinta.asal.as_str()));
    }
    Ok(bidang)
}

async fn dikirim(
    caller: &Caller,
    tx: &mut ReadTx,
    saring: &SaringKukuh,
    potong: (i64, i64),
) -> Result<Vec<Baris>> {
    let katalog = Katalog::baca(tx).await?;
    let semua = store::list_penerusan(tx, saring, potong).await?;
    let satu = |baris: store::BarisPenerusan| {
        let register = baris.register.map(|register| format!("Register kecamatan {register}"));
        Baris {
            href: alamat(caller, baris.surat_id),
            nama: baris.subjek_nama,
            surat: katalog.nama(&baris.jenis).to_owned(),
            nomor: baris.nomor.unwrap_or_default(),
            sejak: saat(caller, baris.diteruskan_pada),
            catatan: register.or(baris.alasan).unwrap_or_default(),
            keadaan: KeadaanKukuh::dari_kode(baris.keadaan),
            tahap: None,
        }
    };
    Ok(semua.into_iter().map(satu).collect())
}

async fn masuk(
    caller: &Caller,
    tx: &mut ReadTx,
    saring: &SaringKukuh,
    potong: (i64, i64),
) -> Result<Vec<Baris>> {
    let semua = store::list_pengukuhan(tx, saring, potong).await?;
    let jam = waktu::store::list_terbuka(tx, kukuh::JAM).await?;
    let jam: HashMap<Uuid, waktu::JamLayanan> = jam.into_iter().map(|jam| (jam.subjek_id, jam)).collect();
    let satu = |row: Pengukuhan| {
        let jam = jam.get(&row.id);
        let tenggat = jam.and_then(|jam| jam.tenggat_pada);
        let lewat = tenggat.is_some_and(|at| at.timestamp() < caller.ctx.now);
        let tahap = if lewat { Some(Tahap::Lewat) } else { jam.map(waktu::JamLayanan::tahap) };
        Baris {
            href: caller.href(&format!("/pengukuhan/{}", row.id)),
            surat: row.jenis.clone(),
            sejak: saat(caller, row.masuk_pada),
            catatan: catatan(caller, &row, tenggat),
            keadaan: row.keadaan(),
            tahap: tahap.filter(|tahap| matches!(tahap, Tahap::Segera | Tahap::Lewat)),
            nomor: row.nomor.unwrap_or_default(),
            nama: row.asal_nama,
        }
    };
    Ok(semua.into_iter().map(satu).collect())
}

fn catatan(caller: &Caller, row: &Pengukuhan, tenggat: Option<db::At>) -> String {
    match (row.keadaan(), tenggat) {
        (KeadaanKukuh::Menunggu, Some(at)) => format!("Tenggat {}", saat(caller, at)),
        (KeadaanKukuh::Dikukuhkan, _) => {
            let tanggal = row.tanggal.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default();
            format!("Register {}, {tanggal}", row.register().unwrap_or_default())
        }
        _ => row.alasan.clone().unwrap_or_default(),
    }
}
