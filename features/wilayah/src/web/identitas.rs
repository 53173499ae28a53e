//! Names, address and words.

use askama::Template;
use axum::response::Response;
use db::Once;
use kamus::Tingkat;
use web::{Caller, Form, see_other};

use super::{muat, periksa, tab};
use crate::pendaftaran::kabupaten_lengkap;
use crate::sebutan::{Sebutan, SetKata};
use crate::store::{self, Identitas};

#[derive(Template)]
#[template(path = "wilayah/identitas.html")]
struct Halaman {
    page: ui::Page,
    tabs: Vec<ui::MenuItem>,
    form: ui::Form,
    action: String,
    kode: String,
    kata: Vec<(&'static str, &'static str)>,
    berkecamatan: bool,
    berset: bool,
}

fn formulir(caller: &Caller, i: &Identitas, s: &Sebutan) -> ui::Form {
    let isi = |value: &Option<String>| value.clone().unwrap_or_default();
    let sets = SetKata::ALL.map(|set| (set.kode(), set.label()));
    caller
        .form()
        .with(
            ui::Field::new("nama", format!("Nama {}", s.unit.to_lowercase()))
                .hint(format!("Tanpa kata {}, misalnya Pleret.", s.unit))
                .value(i.nama.clone())
                .width(30),
        )
        .with(ui::Field::new("kecamatan", s.atasan).value(i.kecamatan.clone()).width(30))
        .with(ui::Field::new("kabupaten", "Kabupaten atau kota").value(i.kabupaten.clone()).width(30))
        .with(ui::Field::new("provinsi", "Provinsi").value(i.provinsi.clone()).width(30))
        .with(
            ui::Field::new("set_kata", "Sebutan yang dipakai")
                .hint("Menentukan kata seperti kepala desa atau lurah di semua halaman dan surat.")
                .value(i.set().kode())
                .choices(ui::Choice::list(sets)),
        )
        .with(
            ui::Field::new("alamat", "Alamat kantor")
                .hint("Seperti tertulis di kop surat, tanpa kode pos.")
                .value(isi(&i.alamat)),
        )
        .with(ui::Field::new("kodepos", "Kode pos").optional().numeric().width(8).value(isi(&i.kodepos)))
        .with(ui::Field::new("telepon", "Telepon kantor").optional().width(20).value(isi(&i.telepon)))
        .with(ui::Field::new("surel", "Surel kantor").optional().width(30).value(isi(&i.surel)))
        .with(ui::Field::new("situs", "Situs").optional().width(30).value(isi(&i.situs)))
}

fn halaman(caller: &Caller, i: &Identitas, s: &'static Sebutan, form: ui::Form) -> Halaman {
    let tingkat = i.kode_wilayah().tingkat();
    Halaman {
        page: caller.page("Nama dan sebutan").has_error(form.has_error()),
        tabs: tab(caller, "/wilayah"),
        form,
        action: caller.href("/wilayah"),
        kode: i.kode_wilayah().to_string(),
        kata: kata(s),
        berkecamatan: i.kode_wilayah().setingkat_desa(),
        berset: matches!(tingkat, Tingkat::Desa | Tingkat::Kelurahan | Tingkat::Kecamatan),
    }
}

/// The words to look over, with the law's own word on the left.
fn kata(s: &'static Sebutan) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("Jenis wilayah", Some(s.unit)),
        ("Kepala", Some(s.kepala)),
        ("Sekretaris", s.sekretaris),
        ("Kaur tata usaha dan umum", s.kaur_tata_usaha),
        ("Kaur keuangan", s.kaur_keuangan),
        ("Kaur perencanaan", s.kaur_perencanaan),
        ("Kasi pemerintahan", s.kasi_pemerintahan),
        ("Kasi kesejahteraan", s.kasi_kesejahteraan),
        ("Kasi pelayanan", s.kasi_pelayanan),
        ("Kepala dusun", s.kepala_dusun),
        ("Dusun", s.dusun),
        ("Badan permusyawaratan", s.bpd_singkat),
        ("Musyawarah", s.musyawarah_singkat),
        ("Anggaran", s.anggaran_singkat),
        ("Peraturan", s.peraturan),
    ];
    all.into_iter().filter_map(|(law, word)| Some((law, word?))).collect()
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let (i, s) = muat(&caller).await?;
    let form = formulir(&caller, &i, s);
    web::html(&halaman(&caller, &i, s, form))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let (i, s) = muat(&caller).await?;
    let mut shown = formulir(&caller, &i, s).fill(form.typed());
    let baca = |i: &Identitas, shown: &mut ui::Form| baca(i, &form, shown);
    baca(&i, &mut shown);
    if shown.has_error() {
        return web::refused(&halaman(&caller, &i, s, shown));
    }
    let target = caller.href("/wilayah");
    let mut tx = caller.write("perubahan_identitas").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    // Read again inside the queue: a letterhead saved a moment ago must not be lost.
    let now = store::get_identitas(&mut tx).await?;
    let changed = baca(&now, &mut shown);
    tx.update(&changed).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Nama dan sebutan tersimpan."))))
}

/// What stands on one line of a letterhead, and how many letters of it there is room for.
const PANJANG: [(&str, usize); 7] = [
    ("nama", 80),
    ("kecamatan", 80),
    ("kabupaten", 80),
    ("provinsi", 80),
    ("alamat", 150),
    ("surel", 100),
    ("situs", 100),
];

/// The identity with what was typed; everything wrong is marked.
fn baca(old: &Identitas, form: &Form, shown: &mut ui::Form) -> Identitas {
    let mut new = old.clone();
    let kode = old.kode_wilayah();
    new.nama = periksa::tanpa_jenis(form.text("nama"));
    if new.nama.is_empty() {
        shown.refuse("nama", "Isi nama wilayah, misalnya Pleret.");
    }
    for (name, batas) in PANJANG {
        let typed = form.text(name);
        if typed.chars().count() > batas || typed.chars().any(char::is_control) {
            shown.refuse(name, format!("Paling banyak {batas} huruf, dalam satu baris."));
        }
    }
    if kode.setingkat_desa() {
        new.kecamatan = periksa::tanpa_jenis(form.text("kecamatan"));
        if new.kecamatan.is_empty() {
            shown.refuse("kecamatan", "Isi namanya, misalnya Pleret.");
        }
    }
    new.kabupaten = kabupaten_lengkap(kode, form.text("kabupaten"));
    if new.kabupaten.is_empty() && kode.tingkat() != Tingkat::Provinsi {
        shown.refuse("kabupaten", "Isi nama kabupaten atau kota, misalnya Kabupaten Bantul.");
    }
    form.text("provinsi").clone_into(&mut new.provinsi);
    if new.provinsi.is_empty() {
        shown.refuse("provinsi", "Isi nama provinsi, misalnya Jawa Tengah.");
    }
    if let Some(kode) = form.some("set_kata") {
        match SetKata::dari_kode(kode) {
            Some(set) => set.kode().clone_into(&mut new.set_kata),
            None => shown.refuse("set_kata", "Pilih salah satu sebutan."),
        }
    }
    new.alamat = form.some("alamat").map(str::to_owned);
    if new.alamat.is_none() {
        shown.refuse("alamat", "Isi alamat kantor, misalnya Jalan Imogiri Timur Km 9.");
    }
    let mut take = |name: &str, read: fn(Option<&str>) -> Result<Option<String>, &'static str>| {
        read(form.some(name)).unwrap_or_else(|sentence| {
            shown.refuse(name, sentence);
            None
        })
    };
    new.kodepos = take("kodepos", periksa::kodepos);
    new.telepon = take("telepon", periksa::telepon);
    new.surel = take("surel", periksa::surel);
    new.situs = take("situs", periksa::situs);
    new
}
