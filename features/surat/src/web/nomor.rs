//! How this village numbers its letters, and where its counters stand.

use askama::Template;
use axum::response::Response;
use nomor::{Lingkup, Pengaturan, Pola};
use ui::{Choice, Field};
use web::{Caller, Result};

use super::berhasil;
use crate::error::Error;
use crate::katalog::{Katalog, find_jenis};

#[derive(Template)]
#[template(path = "surat/nomor.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    contoh: String,
    /// Counter and number that comes next.
    hitungan: Vec<(String, i64)>,
    tahun: i16,
}

async fn halaman(caller: &Caller) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let hari_ini = caller.today();
    let aturan = nomor::get_pengaturan(&mut tx).await.map_err(Error::from)?;
    let katalog = Katalog::baca(&mut tx).await?;
    let mut hitungan = Vec::new();
    let penghitung = nomor::list_penghitung(&mut tx, hari_ini.year()).await?;
    let urut =
        penghitung.iter().find(|satu| satu.lingkup != nomor::MASUK).map_or(1, |satu| satu.terakhir + 1);
    for satu in penghitung {
        let nama = match satu.lingkup.as_str() {
            nomor::MASUK => "Surat masuk",
            nomor::DINAS => "Surat dinas",
            lain => katalog.find(lain).map_or("Semua surat", |jenis| jenis.nama.as_str()),
        };
        hitungan.push((nama.to_owned(), satu.terakhir + 1));
    }
    let mut counters = vec![Choice::new("semua", "Semua surat")];
    counters.extend(katalog.semua().iter().map(|jenis| Choice::new(&jenis.kode, &jenis.nama)));
    let scope = [
        (Lingkup::Semua.kode(), "Satu hitungan untuk semua surat"),
        (Lingkup::Jenis.kode(), "Hitungan sendiri untuk tiap jenis surat"),
    ];
    let form = caller
        .form()
        .with(
            Field::new("pola", "Pola nomor")
                .hint("Bagian: {klasifikasi}, {urut:3}, {unit}, {bulan_romawi}, {bulan}, {tahun}")
                .value(aturan.pola.to_string()),
        )
        .with(
            Field::new("kode_unit", "Kode unit")
                .width(12)
                .hint("Pengganti {unit}, misalnya SKM")
                .value(&aturan.kode_unit),
        )
        .with(Field::new("lingkup", "Hitungan").choices(Choice::list(scope)).value(aturan.lingkup.kode()))
        .with(
            Field::new("terakhir", "Nomor urut terakhir tahun ini")
                .numeric()
                .width(8)
                .optional()
                .hint("Isi bila nomor melanjutkan buku lama. Surat berikutnya memakai angka sesudahnya."),
        )
        .with(Field::new("untuk", "Untuk hitungan").choices(counters).value("semua"));
    Ok(Halaman {
        page: caller.page("Nomor surat").back("Atur surat", caller.href("/atur-surat")),
        form,
        aksi: caller.href("/nomor-surat"),
        contoh: aturan.pola.contoh(&aturan.kode_unit, hari_ini, urut),
        hitungan,
        tahun: hari_ini.year(),
    })
}

pub(crate) async fn get(caller: Caller) -> Result<Response> {
    web::html(&halaman(&caller).await?)
}

pub(crate) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    let mut halaman = halaman(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    let Some((aturan, terakhir)) = baca(&mut halaman.form, &form) else {
        halaman.page = halaman.page.has_error(true);
        return web::refused(&halaman);
    };
    let target = caller.href("/nomor-surat");
    let mut tx = match caller.begin("pengaturan_nomor", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let mut hasil = nomor::update_pengaturan(&mut tx, &aturan).await.map_err(|error| ("kode_unit", error));
    if let (Ok(()), Some(terakhir)) = (&hasil, terakhir) {
        // With one counter for all, a counter of one kind would never be asked.
        let kunci = if aturan.lingkup == Lingkup::Semua { "semua" } else { form.text("untuk") };
        let kunci = if find_jenis(&mut tx, kunci).await?.is_some() { kunci } else { "semua" };
        let tahun = caller.today().year();
        hasil =
            nomor::set_mulai(&mut tx, tahun, kunci, terakhir).await.map(|_| ()).map_err(|e| ("terakhir", e));
    }
    match hasil {
        Ok(()) => {
            tx.commit().await?;
            Ok(berhasil(&target, "Pengaturan nomor tersimpan."))
        }
        Err((_, nomor::Error::Db(error))) => Err(error.into()),
        Err((field, error)) => {
            drop(tx);
            halaman.form.refuse(field, error.to_string());
            halaman.page = halaman.page.has_error(true);
            web::refused(&halaman)
        }
    }
}

fn baca(form: &mut ui::Form, kiriman: &web::Form) -> Option<(Pengaturan, Option<i64>)> {
    let pola = kiriman.text("pola").parse::<Pola>();
    if let Err(galat) = &pola {
        form.refuse("pola", galat.to_string());
    }
    let terakhir = match kiriman.some("terakhir").map(str::parse::<i64>) {
        None => None,
        Some(Ok(terakhir)) => Some(terakhir),
        Some(Err(_)) => {
            form.refuse("terakhir", "Nomor urut terakhir harus berupa angka, misalnya 127.");
            None
        }
    };
    let lingkup = Lingkup::dari_kode(kiriman.text("lingkup"));
    if lingkup.is_none() {
        form.refuse("lingkup", "Hitungan belum dipilih.");
    }
    if form.has_error() {
        return None;
    }
    let kode_unit = kiriman.text("kode_unit").to_owned();
    Some((Pengaturan { pola: pola.ok()?, kode_unit, lingkup: lingkup? }, terakhir))
}
