//! The calendar of a year on one page: hours of the week, Ramadan, holidays by month.

use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::SignedDuration;
use jiff::civil::Date;
use kamus::{nama_bulan, nama_hari, tanggal_panjang};
use serde::Deserialize;
use ui::{Choice, Field};
use uuid::Uuid;

use super::saat;
use crate::kalender::{HARI, Kalender, Masa, tulis_jam};
use crate::libur::{JENIS_LIBUR, label_libur};
use crate::{ATUR, store};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    tahun: String,
}

#[derive(Template)]
#[template(path = "waktu/kalender.html")]
struct Halaman {
    page: ui::Page,
    tahun: i16,
    lalu: String,
    nanti: String,
    jam: Vec<BarisJam>,
    seminggu: Vec<String>,
    coba: Vec<String>,
    ramadan: Vec<Butir>,
    bulan: Vec<(String, Vec<Butir>)>,
    bawaan: bool,
    atur: Option<Atur>,
}

/// A weekday with its hours in each table.
struct BarisJam {
    hari: &'static str,
    jam: Vec<String>,
}

struct Butir {
    tanggal: String,
    nama: String,
    jenis: &'static str,
    hapus: String,
    kunci: String,
}

struct Atur {
    dasar: String,
    masa: Vec<(String, &'static str)>,
    libur: ui::Form,
    ramadan: ui::Form,
    berkas: ui::Form,
    /// Sentences about an uploaded file, beside its form.
    salah_berkas: Vec<String>,
    kunci: String,
}

/// The forms that stand on this page, one of them perhaps refused.
pub(super) struct Borang {
    pub(super) libur: ui::Form,
    pub(super) ramadan: ui::Form,
    pub(super) salah_berkas: Vec<String>,
}

impl Borang {
    pub(super) fn baru(caller: &Caller) -> Self {
        Self { libur: form_libur(caller), ramadan: form_ramadan(caller), salah_berkas: Vec::new() }
    }

    fn salah(&self) -> bool {
        self.libur.has_error() || self.ramadan.has_error() || !self.salah_berkas.is_empty()
    }
}

fn form_libur(caller: &Caller) -> ui::Form {
    let jenis = Choice::list(JENIS_LIBUR);
    caller
        .form()
        .with(Field::new("tanggal", "Tanggal").hint("Misalnya 17-08-2026"))
        .with(Field::new("jenis", "Jenis").choices(jenis).value("nasional"))
        .with(Field::new("nama", "Nama hari libur").autocomplete("off"))
}

fn form_ramadan(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(Field::new("mulai", "1 Ramadan").hint("Misalnya 18-02-2026"))
        .with(Field::new("selesai", "Hari terakhir Ramadan").hint("Misalnya 19-03-2026"))
}

pub(super) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    let tahun = tahun(&caller, &pinta.tahun);
    let borang = Borang::baru(&caller);
    tampilkan(&caller, tahun, borang).await
}

pub(super) fn tahun(caller: &Caller, teks: &str) -> i16 {
    teks.parse().ok().filter(|tahun| (2000..=2100).contains(tahun)).unwrap_or_else(|| caller.today().year())
}

pub(super) async fn tampilkan(caller: &Caller, tahun: i16, borang: Borang) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let kalender = crate::kalender(&mut tx).await?;
    let alamat = caller.href("/kalender");
    let salah = borang.salah();
    let hapus = |bagian: &str, id: Uuid| format!("{alamat}/{bagian}/{id}/penghapusan");
    let ramadan = store::list_ramadan(&mut tx).await?;
    let ramadan = ramadan.into_iter().filter(|r| r.mulai.0.year() == tahun || r.selesai.0.year() == tahun);
    let ramadan = ramadan.map(|r| Butir {
        tanggal: format!("{} sampai {}", tanggal_panjang(r.mulai.0), tanggal_panjang(r.selesai.0)),
        nama: String::new(),
        jenis: "",
        hapus: hapus("ramadan", r.id),
        kunci: caller.request_key(),
    });
    let mut bulan: Vec<(String, Vec<Butir>)> = Vec::new();
    for libur in store::list_libur(&mut tx).await? {
        let hari = libur.tanggal.0;
        if hari.year() != tahun {
            continue;
        }
        let judul = nama_bulan(hari.month()).unwrap_or_default().to_owned();
        let butir = Butir {
            tanggal: format!("{}, {}", nama_hari(hari), tanggal_panjang(hari)),
            nama: libur.nama,
            jenis: label_libur(&libur.jenis),
            hapus: hapus("libur", libur.id),
            kunci: caller.request_key(),
        };
        match bulan.last_mut() {
            Some((nama, isi)) if *nama == judul => isi.push(butir),
            _ => bulan.push((judul, vec![butir])),
        }
    }
    let halaman = Halaman {
        page: caller.page("Hari dan jam kerja").has_error(salah),
        tahun,
        lalu: format!("{alamat}?tahun={}", tahun - 1),
        nanti: format!("{alamat}?tahun={}", tahun + 1),
        jam: baris_jam(&kalender),
        seminggu: Masa::SEMUA.iter().map(|masa| seminggu(&kalender, *masa)).collect(),
        coba: coba(caller, &kalender),
        ramadan: ramadan.collect(),
        bulan,
        bawaan: store::list_jam_kerja(&mut tx).await?.is_empty(),
        atur: caller.can(ATUR).then(|| atur(caller, alamat.clone(), borang)),
    };
    if salah { ::web::refused(&halaman) } else { ::web::html(&halaman) }
}

fn atur(caller: &Caller, dasar: String, borang: Borang) -> Atur {
    let berkas = Field::new("berkas", "Berkas CSV").accept(".csv").hint("Kolom: tanggal; jenis; nama");
    Atur {
        masa: Masa::SEMUA.iter().map(|m| (format!("{dasar}/jam/{}", m.kode()), m.label())).collect(),
        libur: borang.libur,
        ramadan: borang.ramadan,
        berkas: caller.form().with(berkas),
        salah_berkas: borang.salah_berkas,
        kunci: caller.request_key(),
        dasar,
    }
}

fn baris_jam(kalender: &Kalender) -> Vec<BarisJam> {
    let satu = |hari: i16, masa: Masa| match kalender.jam.get(&(masa, hari)) {
        None => "–".to_owned(),
        Some(jam) => {
            let buka = format!("{}–{}", tulis_jam(jam.buka), tulis_jam(jam.tutup));
            match jam.istirahat {
                Some(r) => format!("{buka} (istirahat {}–{})", tulis_jam(r.dari), tulis_jam(r.sampai)),
                None => buka,
            }
        }
    };
    let baris =
        |(nomor, hari)| BarisJam { hari, jam: Masa::SEMUA.iter().map(|masa| satu(nomor, *masa)).collect() };
    HARI.into_iter().map(baris).collect()
}

fn seminggu(kalender: &Kalender, masa: Masa) -> String {
    crate::dalam_kata(SignedDuration::from_mins(i64::from(kalender.menit_seminggu(masa))))
}

/// What the calendar means for who comes now: easier to check than a table.
fn coba(caller: &Caller, kalender: &Kalender) -> Vec<String> {
    let kini = caller.ctx.now;
    let kalimat = |jam: i64| {
        let tenggat = kalender.tenggat(kini, SignedDuration::from_hours(jam))?;
        Some(format!("{jam} jam kerja: {}", saat(caller, tenggat)))
    };
    [1, 4, 8].into_iter().filter_map(kalimat).collect()
}

/// The days of a year that a list holds, for the message after an upload.
pub(super) fn setahun<'d>(hari: impl Iterator<Item = &'d Date>) -> Option<i16> {
    let mut tahun: Vec<i16> = hari.map(|hari| hari.year()).collect();
    tahun.sort_unstable();
    tahun.into_iter().next()
}
