//! The register as of any past day, as it is known now or was known on another day.

use std::collections::HashSet;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{At, Where};
use jiff::civil::Date;
use kamus::normal_nama;
use kependudukan::store::{self as register, Pada, Potret};
use serde::Deserialize;
use ui::Field;
use web::{Caller, Form};

use super::orang::{BarisOrang, baris_orang};
use super::saring::{pilih_dusun, urai_hari};

/// So many digits in a row may be a NIK, a card number or a phone.
const ANGKA_RAHASIA: usize = 6;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    tanggal: String,
    diketahui: String,
    dusun: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "laporan/per_tanggal.html")]
struct Halaman {
    page: ui::Page,
    cari: Field,
    kolom: Vec<Field>,
    /// "Keadaan tanggal …"
    kata: String,
    keterangan: Option<String>,
    hitungan: [(String, &'static str); 4],
    paging: ui::Paging,
    orang: Vec<BarisOrang>,
    alamat: String,
}

impl Saring {
    fn pasangan(&self) -> Vec<(&'static str, String)> {
        let cari = if self.berangka() { String::new() } else { self.cari.clone() };
        vec![
            ("cari", cari),
            ("tanggal", self.tanggal.clone()),
            ("diketahui", self.diketahui.clone()),
            ("dusun", self.dusun.clone()),
        ]
    }

    /// Whether the search box holds digits that might be a person's number.
    fn berangka(&self) -> bool {
        let padat: String = self.cari.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '/')).collect();
        padat.split(|c: char| !c.is_ascii_digit()).any(|angka| angka.len() >= ANGKA_RAHASIA)
    }
}

/// The search is posted, so that a number typed by mistake stays out of the address.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let teks = |nama: &str| form.text(nama).to_owned();
    let saring = Saring {
        cari: teks("cari"),
        tanggal: teks("tanggal"),
        diketahui: teks("diketahui"),
        dusun: teks("dusun"),
        hal: String::new(),
    };
    if saring.berangka() {
        return tampilkan(&caller, saring).await;
    }
    let alamat = ui::Paging::new(caller.href("/per-tanggal"), 1, 0).query(saring.pasangan()).url(1);
    Ok(web::see_other(&alamat, None))
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    tampilkan(&caller, saring).await
}

async fn tampilkan(caller: &Caller, saring: Saring) -> web::Result<Response> {
    let hari_ini = caller.today();
    let tanggal = urai_hari(&saring.tanggal, hari_ini, hari_ini);
    let diketahui = urai_hari(&saring.diketahui, hari_ini, hari_ini);
    let hari = tanggal.clone().unwrap_or(hari_ini);
    let saat = diketahui.clone().unwrap_or(hari_ini);
    let pada = Pada { tanggal: hari, diketahui: akhir_hari(caller, saat, saring.diketahui.is_empty()) };
    let mut tx = caller.read().await?;
    let syarat = Where::new().and_some("dusun = ?", Some(saring.dusun.clone()).filter(|d| !d.is_empty()));
    let mut semua = register::list_potret(&mut tx, pada, syarat).await?;
    let hitungan = hitung(&semua);
    let berangka = saring.berangka();
    if !berangka {
        semua.retain(cocok(&saring.cari));
    }
    semua.sort_by(|a, b| (&a.nama, a.id).cmp(&(&b.nama, b.id)));
    let paging =
        ui::Paging::new(caller.href("/per-tanggal"), super::halaman(&saring.hal), semua.len() as u64)
            .query(saring.pasangan());
    let mut orang = Vec::new();
    for p in super::sepotong(semua, &paging) {
        orang.extend(baris_orang(caller, &mut tx, p.id, pada).await?);
    }
    let salah = tanggal.is_err() || diketahui.is_err();
    let mut kata = format!("Keadaan tanggal {}", kamus::tanggal_panjang(hari));
    if !saring.diketahui.is_empty() && diketahui.is_ok() {
        kata = format!("{kata}, sebagaimana diketahui pada akhir {}", kamus::tanggal_panjang(saat));
    }
    web::html(&Halaman {
        page: caller.page("Penduduk per tanggal").has_error(salah).noindex(),
        cari: Field::new("cari", "Cari nama")
            .value(if berangka { "" } else { saring.cari.as_str() })
            .autocomplete("off")
            .attr("maxlength", "100"),
        kolom: kolom(&mut tx, &saring, (tanggal.err(), diketahui.err())).await?,
        kata,
        keterangan: berangka.then(|| {
            "Di halaman ini yang dicari nama. Cari NIK atau nomor KK di halaman Penduduk.".to_owned()
        }),
        hitungan,
        paging,
        orang,
        alamat: caller.href("/per-tanggal"),
    })
}

/// The last instant of a day in the unit's zone; without a day, everything that is known.
fn akhir_hari(caller: &Caller, hari: Date, kosong: bool) -> At {
    let besok = hari.tomorrow().ok().filter(|_| !kosong);
    let awal = besok.and_then(|besok| caller.unit.zone.awal_hari(besok));
    awal.map_or(crate::lampid::kini(), |awal| At(At::from(awal).0 - 1))
}

async fn kolom(
    tx: &mut db::ReadTx,
    saring: &Saring,
    (tanggal, diketahui): (Option<String>, Option<String>),
) -> db::Result<Vec<Field>> {
    let hari =
        |nama: &str, label: &str, isi: &str, galat| Field::new(nama, label).value(isi).width(12).error(galat);
    Ok(vec![
        hari("tanggal", "Per tanggal", &saring.tanggal, tanggal).hint("Misalnya 01-01-2026"),
        hari("diketahui", "Sebagaimana diketahui pada", &saring.diketahui, diketahui)
            .hint("Kosongkan untuk yang diketahui sekarang"),
        pilih_dusun(tx, &saring.dusun).await?,
    ])
}

/// Whether each word of the search is part of the name, or sounds like one of its words.
fn cocok(cari: &str) -> impl Fn(&Potret) -> bool {
    let kata: Vec<(String, String)> =
        normal_nama(cari).split_whitespace().map(|kata| (kata.to_owned(), kamus::kunci_nama(kata))).collect();
    move |p| {
        if kata.is_empty() {
            return true;
        }
        let (nama, bunyi) = (normal_nama(&p.nama), kamus::kunci_nama(&p.nama));
        let sama = |(kata, kunci): &(String, String)| {
            nama.contains(kata.as_str())
                || !kunci.is_empty() && bunyi.split_whitespace().any(|satu| satu.starts_with(kunci.as_str()))
        };
        kata.iter().all(sama)
    }
}

fn hitung(semua: &[Potret]) -> [(String, &'static str); 4] {
    let angka = |n: usize| kamus::angka(i64::try_from(n).unwrap_or(i64::MAX));
    let perempuan = semua.iter().filter(|p| p.jenis_kelamin == 2).count();
    let keluarga: HashSet<_> = semua.iter().filter_map(|p| p.keluarga_id).collect();
    [
        (angka(semua.len()), "Jiwa"),
        (angka(semua.len() - perempuan), "Laki-laki"),
        (angka(perempuan), "Perempuan"),
        (angka(keluarga.len()), "Keluarga"),
    ]
}
