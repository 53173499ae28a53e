//! Entering a letter that was written by hand in an outage.

use askama::Template;
use axum::response::Response;
use ui::{Choice, Field};
use web::{Caller, Result};

use super::{alamat, berhasil, kalimat, meja};
use crate::alur::{self, SuratManual};
use crate::atur::Kantor;
use crate::borang::pilihan_penandatangan;
use crate::jenis::{JenisPokok, LetakNomor};
use crate::katalog::Katalog;
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::Bentuk;

#[derive(Template)]
#[template(path = "surat/manual.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    berikutnya: Option<String>,
    katalog: Katalog,
}

async fn halaman(caller: &Caller) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let kantor = Kantor::baca(&mut tx).await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let satu = katalog.semua().first();
    let berikutnya = match satu {
        Some(jenis) => {
            nomor::berikutnya(&mut tx, kantor.hari_ini, &jenis.klasifikasi, &jenis.kode).await.ok()
        }
        None => None,
    };
    let kinds = katalog
        .semua()
        .iter()
        .filter(|jenis| jenis.nomor != LetakNomor::Tanpa)
        .map(|jenis| Choice::new(&jenis.kode, &jenis.nama));
    let form = caller
        .form()
        .with(Field::new("jenis", "Jenis surat").choices(kinds.collect()))
        .with(
            Field::new("urut", "Nomor urut di kertas")
                .numeric()
                .width(8)
                .hint("Angka urutnya saja, misalnya 17"),
        )
        .with(Field::new("tanggal", "Tanggal surat").width(12))
        .with(Field::new("nama", "Nama yang bersangkutan").autocomplete("off"))
        .with(Field::new("penandatangan", "Penanda tangan").choices(pilihan_penandatangan(&kantor)))
        .with(
            Field::new("alasan", "Mengapa ditulis tangan?")
                .rows(2)
                .hint("Contoh: listrik padam 2 Maret pukul 09.00 sampai 14.00"),
        );
    Ok(Halaman {
        page: caller.page("Catat surat manual").back("Surat", caller.href("/surat")),
        form,
        aksi: caller.href("/surat/manual"),
        berikutnya: berikutnya.map(|nomor| nomor.urut.to_string()),
        katalog,
    })
}

pub(crate) async fn get(caller: Caller) -> Result<Response> {
    web::html(&halaman(&caller).await?)
}

pub(crate) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    let mut halaman = halaman(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    let manual = baca(&mut halaman.form, &form, &halaman.katalog);
    let Some(manual) = manual else {
        halaman.page = halaman.page.has_error(true);
        return web::refused(&halaman);
    };
    let meja = meja(&caller)?;
    let target = caller.href("/surat/agenda");
    let mut tx = match caller.begin("pencatatan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    match alur::catat_manual(&mut tx, manual, &meja).await {
        Ok(id) => {
            tx.commit().await?;
            Ok(berhasil(&alamat(&caller, id), "Surat manual dicatat di agenda."))
        }
        Err(error) => {
            drop(tx);
            halaman.form.refuse("urut", kalimat(error)?);
            halaman.page = halaman.page.has_error(true);
            web::refused(&halaman)
        }
    }
}

fn baca(form: &mut ui::Form, kiriman: &web::Form, katalog: &Katalog) -> Option<SuratManual> {
    let jenis = katalog.find(kiriman.text("jenis"));
    if jenis.is_none() {
        form.refuse("jenis", "Jenis surat belum dipilih.");
    }
    let urut = kiriman.text("urut").parse::<i64>().ok();
    if urut.is_none() {
        form.refuse("urut", "Nomor urut harus berupa angka, misalnya 17.");
    }
    let tanggal = kamus::urai_tanggal(kiriman.text("tanggal"));
    if let Err(galat) = tanggal {
        form.refuse("tanggal", format!("Tanggal surat: {galat}"));
    }
    let nama = kiriman.text("nama").split_whitespace().collect::<Vec<_>>().join(" ");
    if nama.is_empty() {
        form.refuse("nama", "Nama yang bersangkutan belum diisi.");
    }
    let penanda = kiriman
        .text("penandatangan")
        .split_once(':')
        .and_then(|(id, bentuk)| Some((id.parse().ok()?, Bentuk::dari_kode(bentuk)?)));
    if penanda.is_none() {
        form.refuse("penandatangan", "Penanda tangan belum dipilih.");
    }
    if kiriman.text("alasan").chars().count() < 3 {
        form.refuse("alasan", "Tulis alasannya, paling sedikit 3 huruf.");
    }
    if form.has_error() {
        return None;
    }
    let (penandatangan_id, bentuk) = penanda?;
    let jenis = jenis?;
    let lembaga = jenis.pokok.jenis == JenisPokok::Lembaga;
    let tercatat = if lembaga { Tercatat::Lembaga } else { Tercatat::Luar };
    Some(SuratManual {
        jenis,
        urut: urut?,
        tanggal: tanggal.ok()?,
        orang: Orang { nama, ..Orang::kosong(tercatat) },
        penandatangan_id,
        bentuk,
        alasan: kiriman.text("alasan").to_owned(),
    })
}
