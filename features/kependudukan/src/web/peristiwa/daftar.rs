use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{Value, Where};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use ui::{Choice, Field};
use web::Caller;

use super::super::keluarga::pilihan_dusun;
use super::super::lingkup::Lingkup;
use super::{BarisPeristiwa, baris_peristiwa};
use crate::entitas::{JenisPeristiwa, TIADA_AKHIR};
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    jenis: String,
    /// `2026-08`
    bulan: String,
    dusun: String,
    /// Empty for those that stand, `batal`, `semua`.
    keadaan: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/peristiwa_daftar.html")]
struct Daftar {
    page: ui::Page,
    saring: Vec<Field>,
    paging: ui::Paging,
    baris: Vec<BarisPeristiwa>,
    alamat: String,
    baru: Option<String>,
    tersaring: bool,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let syarat = Lingkup::dari(&caller).saring(saring.syarat());
    let total = store::count_peristiwa(&mut tx, syarat.clone()).await?;
    let alamat = caller.href("/peristiwa");
    let paging =
        ui::Paging::new(alamat.as_str(), super::super::halaman(&saring.hal), super::super::jumlah(total))
            .query([
                ("jenis", saring.jenis.as_str()),
                ("bulan", saring.bulan.as_str()),
                ("dusun", saring.dusun.as_str()),
                ("keadaan", saring.keadaan.as_str()),
            ]);
    let semua = store::daftar_peristiwa(&mut tx, syarat, super::super::potongan(&paging)).await?;
    let mut baris = Vec::with_capacity(semua.len());
    for p in semua {
        baris.push(baris_peristiwa(&caller, &mut tx, &p).await?);
    }
    let dusun = pilihan_dusun(&mut tx, &saring.dusun).await?;
    let tersaring = !(saring.jenis.is_empty() && saring.bulan.is_empty() && saring.dusun.is_empty());
    web::html(&Daftar {
        page: caller.page("Peristiwa"),
        saring: saring.kolom(caller.today(), dusun),
        paging,
        baris,
        baru: caller.can(crate::PERISTIWA).then(|| format!("{alamat}/baru")),
        alamat,
        tersaring: tersaring || !saring.keadaan.is_empty(),
    })
}

impl Saring {
    fn syarat(&self) -> Where {
        let jenis = self.jenis.parse().ok().and_then(JenisPeristiwa::dari_kode).map(JenisPeristiwa::kode);
        let dusun = Some(self.dusun.clone()).filter(|dusun| !dusun.is_empty());
        let mut syarat = Where::new().and_some("jenis = ?", jenis).and_some("dusun = ?", dusun);
        if let Some((dari, sampai)) = bulan(&self.bulan) {
            syarat = syarat.and("tanggal >= ? and tanggal < ?", [Value::from(dari), Value::from(sampai)]);
        }
        match self.keadaan.as_str() {
            "semua" => syarat,
            "batal" => syarat.and("dibatalkan_pada < ?", [Value::from(TIADA_AKHIR)]),
            _ => {
                let pembatalan = JenisPeristiwa::Pembatalan.kode();
                syarat.and(
                    "dibatalkan_pada = ? and jenis <> ?",
                    [Value::from(TIADA_AKHIR), Value::from(pembatalan)],
                )
            }
        }
    }

    fn kolom(&self, hari_ini: Date, dusun: Field) -> Vec<Field> {
        let semua = || vec![Choice::new("", "Semua")];
        let mut jenis = semua();
        jenis.extend(JenisPeristiwa::SEMUA.map(|j| Choice::new(j.kode().to_string(), j.label())));
        let mut bulan = semua();
        for mundur in 0..24 {
            let hari = hari_ini.first_of_month().saturating_sub(mundur.months());
            let nama = kamus::nama_bulan(hari.month()).unwrap_or_default();
            bulan.push(Choice::new(
                format!("{:04}-{:02}", hari.year(), hari.month()),
                format!("{nama} {}", hari.year()),
            ));
        }
        let keadaan = Choice::list([("", "Berlaku"), ("batal", "Dibatalkan"), ("semua", "Semua")]);
        vec![
            Field::new("jenis", "Jenis").choices(jenis).value(&self.jenis),
            Field::new("bulan", "Bulan kejadian").choices(bulan).value(&self.bulan),
            dusun,
            Field::new("keadaan", "Keadaan").choices(keadaan).value(&self.keadaan),
        ]
    }
}

/// First day of a month, and of the next one.
fn bulan(teks: &str) -> Option<(Date, Date)> {
    let (tahun, bulan) = teks.split_once('-')?;
    let dari = Date::new(tahun.parse().ok()?, bulan.parse().ok()?, 1).ok()?;
    Some((dari, dari.checked_add(1.month()).ok()?))
}
