use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};
use web::{Caller, Result};

use super::draf::{BarisDraf, baris_draf};
use crate::BUAT;
use crate::katalog::Katalog;
use crate::keadaan::Keadaan;
use crate::store::{self, Saring};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    cari: String,
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    jenis: String,
    #[serde(default)]
    hal: String,
    /// The days that stand on issued letters, `1-3-2026`; both or none.
    #[serde(default)]
    terbit_dari: String,
    #[serde(default)]
    terbit_sampai: String,
    /// Who made them.
    #[serde(default)]
    oleh: String,
}

impl Pinta {
    fn terbit(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let hari = |teks: &str| kamus::urai_tanggal(teks).ok();
        hari(&self.terbit_dari).zip(hari(&self.terbit_sampai))
    }
}

struct Baris {
    href: String,
    nomor: String,
    jenis: &'static str,
    nama: String,
    tanggal: String,
    keadaan: Keadaan,
    manual: bool,
}

#[derive(Template)]
#[template(path = "surat/daftar.html")]
struct Daftar {
    page: ui::Page,
    form: ui::Form,
    paging: Paging,
    baris: Vec<Baris>,
    draf: Vec<BarisDraf>,
    request_key: String,
    boleh_buat: bool,
    disaring: bool,
    /// Said where only letters of some days are shown.
    rentang: Option<String>,
    tab: Vec<MenuItem>,
    alamat: String,
    reset: String,
    baru: String,
    manual: String,
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let saring = Saring {
        keadaan: pinta.keadaan.parse().ok().and_then(Keadaan::dari_kode),
        jenis: Some(pinta.jenis.clone()).filter(|kode| !kode.is_empty()),
        cari: Some(pinta.cari.clone()).filter(|cari| !cari.trim().is_empty()),
        terbit: pinta.terbit(),
        oleh: pinta.oleh.parse().ok(),
    };
    let mut tx = caller.read().await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let total = store::count_surat(&mut tx, &saring).await?;
    let paging =
        Paging::new(caller.href("/surat"), pinta.hal.parse().unwrap_or(1), u64::try_from(total).unwrap_or(0))
            .query([
                ("cari", &pinta.cari),
                ("keadaan", &pinta.keadaan),
                ("jenis", &pinta.jenis),
                ("terbit_dari", &pinta.terbit_dari),
                ("terbit_sampai", &pinta.terbit_sampai),
                ("oleh", &pinta.oleh),
            ]);
    let mulai = i64::try_from(paging.offset()).unwrap_or(0);
    let rows = store::list_surat(&mut tx, &saring, i64::from(ui::PAGE_SIZE), mulai).await?;
    let boleh_buat = caller.can(BUAT);
    let draf = if boleh_buat { baris_draf(&caller, &mut tx).await? } else { Vec::new() };
    let tab = tab(&caller, &mut tx, 0).await?;
    let rentang = saring.terbit.map(|(dari, sampai)| {
        format!("{} sampai {}", kamus::tanggal_panjang(dari), kamus::tanggal_panjang(sampai))
    });
    let disaring = saring.keadaan.is_some()
        || saring.jenis.is_some()
        || saring.cari.is_some()
        || rentang.is_some()
        || saring.oleh.is_some();
    web::html(&Daftar {
        page: caller.page("Surat"),
        form: form(&caller, &pinta, &katalog),
        paging,
        baris: rows.into_iter().map(|row| baris(&caller, &katalog, row)).collect(),
        draf,
        request_key: caller.request_key(),
        boleh_buat,
        disaring,
        rentang,
        tab,
        alamat: caller.href("/surat"),
        reset: if disaring { caller.href("/surat") } else { String::new() },
        baru: caller.href("/surat/baru"),
        manual: caller.href("/surat/manual"),
    })
}

/// The search box is posted, as somebody may type a NIK into it; a number leads to the person.
pub(crate) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    let cari = form.text("cari");
    if caller.can(BUAT) && kamus::Nik::baru(cari).is_ok() {
        let mut tx = caller.read().await?;
        let found = kependudukan::cari_ringkas(&mut tx, cari, 2).await?;
        let target = match found.as_slice() {
            [satu] => caller.href(&format!("/surat/orang/{}", satu.id)),
            _ => caller.href("/surat/baru"),
        };
        let kabar =
            found.is_empty().then(|| ui::Flash::new(ui::Tone::Info, "Nomor itu tidak ada di data penduduk."));
        return Ok(web::see_other(&target, kabar));
    }
    if rahasia(cari) {
        let kabar = ui::Flash::new(
            ui::Tone::Info,
            "Angka sepanjang itu tidak dicari di sini. Cari dengan nama atau nomor surat.",
        );
        return Ok(web::see_other(&caller.href("/surat"), Some(kabar)));
    }
    let pinta = ["cari", "keadaan", "jenis"].map(|nama| (nama, form.text(nama).to_owned()));
    let target = Paging::new(caller.href("/surat"), 1, 0).query(pinta.to_vec()).url(1);
    Ok(web::see_other(&target, None))
}

/// A run of digits that might be a NIK, whole or not, with what people put between them: it never stands
/// in an address, whatever it was meant to be.
pub(super) fn rahasia(cari: &str) -> bool {
    let rapat: String = cari.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    rapat.split(|c: char| !c.is_ascii_digit()).any(|angka| angka.len() >= 10)
}

fn form(caller: &Caller, pinta: &Pinta, katalog: &Katalog) -> ui::Form {
    let keadaan = Keadaan::SEMUA.map(|keadaan| Choice::new(keadaan.kode().to_string(), keadaan.label()));
    let kinds = katalog.semua().iter().map(|jenis| Choice::new(&jenis.kode, &jenis.nama));
    caller
        .form()
        .with(Field::new("cari", "Nama, nomor surat, atau NIK").value(&pinta.cari).autocomplete("off"))
        .with(Field::new("keadaan", "Keadaan").choices(keadaan.to_vec()).value(&pinta.keadaan).optional())
        .with(Field::new("jenis", "Jenis").choices(kinds.collect()).value(&pinta.jenis).optional())
}

fn baris(caller: &Caller, katalog: &Katalog, row: store::BarisSurat) -> Baris {
    let dibuat = caller.unit.zone.tanggal(row.dibuat_pada.timestamp());
    Baris {
        href: super::alamat(caller, row.id),
        nomor: row.nomor.unwrap_or_else(|| "belum bernomor".to_owned()),
        jenis: katalog.nama(&row.jenis),
        nama: row.subjek_nama,
        tanggal: kamus::tanggal_pendek(row.tanggal.map_or(dibuat, |hari| hari.0)),
        keadaan: Keadaan::dari_kode(row.keadaan).unwrap_or(Keadaan::Paraf),
        manual: row.manual,
    }
}

/// The place of [`super::lama`] among the tabs.
pub(super) const TAB_LAMA: usize = 4;

/// The tabs above the lists of this room; `aktif` counts from 0.
pub(crate) async fn tab(caller: &Caller, tx: &mut db::ReadTx, aktif: usize) -> Result<Vec<MenuItem>> {
    let (paraf, ttd) = store::count_menunggu(tx).await?;
    let menunggu = u32::try_from(paraf + ttd).unwrap_or(u32::MAX);
    let mut tab = vec![MenuItem::new("Semua surat", caller.href("/surat")).active(aktif == 0)];
    let tugas = MenuItem::new("Menunggu", caller.href("/surat/tugas")).count(menunggu);
    tab.push(tugas.active(aktif == 1));
    if caller.can(crate::AGENDA) {
        tab.push(MenuItem::new("Agenda", caller.href("/surat/agenda")).active(aktif == 2));
    }
    if caller.can(BUAT) {
        tab.push(MenuItem::new("Loket", caller.href("/surat/loket")).active(aktif == 3));
    }
    if caller.can(crate::AGENDA) {
        tab.push(MenuItem::new("Surat lama", caller.href("/surat/lama")).active(aktif == TAB_LAMA));
    }
    Ok(tab)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_letter_number_may_stand_in_an_address_and_a_nik_may_not() {
        for (cari, rahasia) in [
            ("400.12.2.1/017/SKM/III/2026", false),
            ("Siti Aminah 1985", false),
            ("", false),
            ("3402134101859001", true),
            ("34021341018590", true),
            ("Siti 3402 1341 0185 9001", true),
            ("3402134101859001/2026", true),
        ] {
            assert_eq!(super::rahasia(cari), rahasia, "{cari}");
        }
    }
}
