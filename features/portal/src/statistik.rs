//! All public figures of the last closed month, and the same as a file.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kependudukan::publik::{AngkaPublik, Baris};
use ui::chart::Chart;
use waktu::Bulan;
use web::Caller;

use crate::halaman::{TanpaAngka, akhir_bulan, angka, angka_atau_sebab, halaman, kunci};
use crate::tabel::{batang, catatan, piramida, sebut};

#[derive(Template)]
#[template(path = "portal/statistik.html")]
struct Statistik {
    page: ui::Page,
    per: String,
    angka: Result<Isi, TanpaAngka>,
    csv: String,
    rinci: String,
}

struct Isi {
    penduduk: String,
    laki_laki: String,
    perempuan: String,
    keluarga: String,
    piramida: Option<Chart>,
    kata_dusun: &'static str,
    dusun: Vec<Baris>,
    catatan_dusun: Option<&'static str>,
    grafik: Vec<Chart>,
    /// The village is too small for at least one table.
    sebagian: bool,
}

impl Isi {
    fn baru(angka: &AngkaPublik, kata_dusun: &'static str) -> Self {
        let dusun = angka.dusun.clone().unwrap_or_default();
        let grafik = [
            batang("Menurut pekerjaan", "Pekerjaan", angka.pekerjaan.as_ref(), true),
            batang("Menurut pendidikan", "Pendidikan terakhir", angka.pendidikan.as_ref(), false),
            batang("Menurut agama", "Agama", angka.agama.as_ref(), true),
        ];
        let piramida = piramida(angka);
        Self {
            penduduk: sebut(angka.penduduk),
            laki_laki: sebut(angka.laki_laki),
            perempuan: sebut(angka.perempuan),
            keluarga: sebut(angka.keluarga),
            sebagian: piramida.is_none() || angka.dusun.is_none() || grafik.iter().any(Option::is_none),
            piramida,
            kata_dusun,
            catatan_dusun: catatan(&dusun),
            dusun,
            grafik: grafik.into_iter().flatten().collect(),
        }
    }
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    caller.cached(&kunci(&caller, "statistik"), async || Ok(susun(&caller).await?.render()?)).await
}

async fn susun(caller: &Caller) -> web::Result<Statistik> {
    let angka = angka_atau_sebab(caller).await?;
    let mut tx = caller.read().await?;
    let identitas = wilayah::get_identitas(&mut tx).await?;
    let kata_dusun = wilayah::sebutan(&identitas).dusun.unwrap_or("Lingkungan");
    Ok(Statistik {
        page: halaman(caller, "Statistik", "/statistik"),
        per: angka.as_ref().map(akhir_bulan).unwrap_or_default(),
        angka: angka.map(|angka| Isi::baru(&angka, kata_dusun)),
        csv: caller.href("/statistik/csv"),
        rinci: caller.href("/statistik/rinci"),
    })
}

/// The same figures as a file; where no month has closed yet it has its heading alone. Figures that
/// cannot be read are an error: an empty file would be taken for the truth.
pub(crate) async fn csv(caller: Caller) -> web::Result<Response> {
    let angka = angka(&caller).await?;
    let bulan = waktu::bulan_terakhir_tutup(caller.unit.zone, caller.ctx.now);
    let nama = format!("penduduk-{}-{}.csv", caller.ctx.unit, bulan.kode());
    let kepala = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{nama}\"")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    let mut isi = String::from("bulan,tabel,kelompok,laki_laki,perempuan,jumlah\r\n");
    if let Some(angka) = angka {
        tulis_csv(&mut isi, &angka);
    }
    Ok((kepala, isi).into_response())
}

/// One row for each count; a hidden one is empty.
fn tulis_csv(isi: &mut String, angka: &AngkaPublik) {
    let jumlah = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let bulan = Bulan::dari(angka.per).kode();
    let mut tulis = |tabel: &str, kelompok: &str, [l, p, semua]: [Option<i64>; 3]| {
        let (l, p, semua) = (jumlah(l), jumlah(p), jumlah(semua));
        let baris = [&bulan, tabel, &kutip(kelompok), &l, &p, &semua].join(",");
        isi.extend([&baris, "\r\n"]);
    };
    tulis("penduduk", "Semua", [angka.laki_laki, angka.perempuan, angka.penduduk]);
    tulis("keluarga", "Semua", [None, None, angka.keluarga]);
    let tabel = [
        ("umur", &angka.umur),
        ("dusun", &angka.dusun),
        ("pendidikan", &angka.pendidikan),
        ("pekerjaan", &angka.pekerjaan),
        ("agama", &angka.agama),
        ("kelompok_umur", &angka.kelompok_umur),
    ];
    for (nama, baris) in tabel {
        for b in baris.iter().flatten() {
            tulis(nama, &b.label, [b.laki_laki, b.perempuan, b.jumlah]);
        }
    }
    for tabel in &angka.lain {
        for b in &tabel.baris {
            tulis(&tabel.kode, &b.label, [None, None, b.jumlah]);
        }
    }
    for tabel in &angka.per_dusun {
        let nama = format!("{} menurut dusun", tabel.kode);
        for b in &tabel.baris {
            for (urut, dusun) in tabel.kolom.iter().enumerate() {
                let isi = b.isi.as_ref().map(|isi| isi[urut]);
                tulis(&nama, &format!("{} / {dusun}", b.label), [None, None, isi]);
            }
        }
    }
}

/// Quoted, and never read as a formula by a spreadsheet.
fn kutip(teks: &str) -> String {
    let awal = if teks.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{awal}{}\"", teks.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use kependudukan::publik::{BarisDusun, TabelDusun};

    use super::*;

    #[test]
    fn a_cell_is_text_and_no_formula() {
        for (teks, harap) in [
            ("0–4", "\"0–4\""),
            ("Kauman \"Lor\", utara", "\"Kauman \"\"Lor\"\", utara\""),
            ("=1+1", "\"'=1+1\""),
        ] {
            assert_eq!(kutip(teks), harap);
        }
    }

    #[test]
    fn a_hidden_count_is_an_empty_cell() {
        let baris =
            |label: &str, jumlah| Baris { label: label.into(), laki_laki: None, perempuan: None, jumlah };
        let angka = AngkaPublik {
            per: jiff::civil::date(2026, 2, 28),
            penduduk: Some(900),
            laki_laki: Some(440),
            perempuan: Some(460),
            keluarga: Some(210),
            agama: Some(vec![baris("Islam", Some(890)), baris("Hindu", None)]),
            per_dusun: vec![TabelDusun {
                kode: "agama".into(),
                judul: "Agama".into(),
                kolom: vec!["Kauman".into()],
                baris: vec![
                    BarisDusun { label: "Islam".into(), isi: Some(vec![890]) },
                    BarisDusun { label: "Hindu".into(), isi: None },
                ],
            }],
            ..AngkaPublik::default()
        };
        let mut isi = String::new();
        tulis_csv(&mut isi, &angka);
        assert_eq!(
            isi,
            "2026-02,penduduk,\"Semua\",440,460,900\r\n\
             2026-02,keluarga,\"Semua\",,,210\r\n\
             2026-02,agama,\"Islam\",,,890\r\n\
             2026-02,agama,\"Hindu\",,,\r\n\
             2026-02,agama menurut dusun,\"Islam / Kauman\",,,890\r\n\
             2026-02,agama menurut dusun,\"Hindu / Kauman\",,,\r\n"
        );
    }
}
