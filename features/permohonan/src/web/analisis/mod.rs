//! What the office learns about its own letters: how many, how long, what residents thought.

mod hitung;
mod lembar;

use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use kamus::{angka, tanggal_pendek};
use serde::Deserialize;
use ui::chart::{self, Chart, Series};
use ui::{Choice, Field};
use waktu::{Bulan, dalam_kata};

use self::hitung::{Hitungan, hitung};
use crate::PETUGAS;
use crate::analisis::{Ukuran, kata_rata};

pub(super) use lembar::get as unduh;

/// How far one may look back, in months.
const KE_BELAKANG: usize = 36;
/// What a first look shows.
const BIASANYA: usize = 12;
/// More bars than these nobody reads.
const BATANG: usize = 15;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    /// The first and last month, `2026-03`.
    dari: String,
    sampai: String,
    /// `xlsx` or `csv`.
    format: String,
}

/// "Des 2025", for a narrow box.
fn singkat(bulan: Bulan) -> String {
    let nama: String = bulan.to_string().chars().take(3).collect();
    format!("{nama} {}", bulan.awal().year())
}

/// Whole months, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Periode {
    dari: Bulan,
    sampai: Bulan,
}

/// The month of today and those before it.
fn pilihan(hari_ini: Date) -> Vec<Bulan> {
    let kini = Bulan::dari(hari_ini);
    std::iter::successors(Some(kini), |bulan| Some(bulan.sebelumnya())).take(KE_BELAKANG).collect()
}

impl Periode {
    /// What was asked for, as far as it can be shown; the other way round where it was asked the other way round.
    fn baca(saring: &Saring, hari_ini: Date) -> Self {
        let boleh = pilihan(hari_ini);
        let cari = |teks: &str| {
            let bulan: Option<Bulan> = teks.parse().ok();
            boleh.iter().copied().find(|satu| Some(*satu) == bulan)
        };
        let sampai = cari(&saring.sampai).unwrap_or(boleh[0]);
        let dari = cari(&saring.dari).unwrap_or_else(|| boleh[BIASANYA - 1]);
        if dari.awal() <= sampai.awal() { Self { dari, sampai } } else { Self { dari: sampai, sampai: dari } }
    }

    /// Every month of it, the oldest first.
    fn bulan(self) -> Vec<Bulan> {
        let sesudah = |bulan: &Bulan| (bulan.awal() < self.sampai.awal()).then(|| bulan.berikutnya());
        std::iter::successors(Some(self.dari), sesudah).collect()
    }
}

#[derive(Template)]
#[template(path = "permohonan/analisis.html")]
struct Halaman {
    page: ui::Page,
    saringan: [Field; 2],
    alamat: String,
    periode: String,
    ukuran: Vec<(String, &'static str)>,
    tunggu: Option<String>,
    kosong: bool,
    grafik: Vec<Chart>,
    tabel: Vec<Tabel>,
    unduh: [(String, &'static str); 2],
}

struct Tabel {
    judul: &'static str,
    kepala: &'static str,
    catatan: &'static str,
    /// Whether ratings are told apart by this.
    nilai: bool,
    baris: Vec<Baris>,
}

/// A number, and the list behind it where there is one.
struct Angka {
    teks: String,
    href: Option<String>,
}

struct Baris {
    label: String,
    surat: Angka,
    permohonan: Angka,
    median: String,
    p90: String,
    penilai: String,
    rata: String,
}

/// What narrows the lists behind a row.
#[derive(Default)]
struct Penunjuk<'a> {
    jenis: &'a str,
    oleh: String,
    hari: Option<(Date, Date)>,
}

impl Penunjuk<'_> {
    fn href(&self, caller: &Caller, path: &str, kata: [&'static str; 3]) -> Option<String> {
        let (dari, sampai) = self.hari?;
        let [awal, akhir, oleh] = kata;
        let pasangan = [
            ("keadaan", if path == "/permohonan" { "semua".to_owned() } else { String::new() }),
            ("jenis", self.jenis.to_owned()),
            (oleh, self.oleh.clone()),
            (awal, tanggal_pendek(dari)),
            (akhir, tanggal_pendek(sampai)),
        ];
        let isi = pasangan.into_iter().filter(|(_, nilai)| !nilai.is_empty());
        Some(ui::Paging::new(caller.href(path), 1, 0).query(isi.collect::<Vec<_>>()).url(1))
    }
}

fn baris(caller: &Caller, label: String, ukuran: &Ukuran, tunjuk: &Penunjuk<'_>) -> Baris {
    let tautan =
        |jumlah: i64, href: Option<String>| Angka { teks: angka(jumlah), href: href.filter(|_| jumlah > 0) };
    let (median, p90) = ukuran.lama().unzip();
    let kata = |lama: Option<jiff::SignedDuration>| lama.map_or_else(|| "–".to_owned(), dalam_kata);
    Baris {
        label,
        surat: tautan(ukuran.surat, tunjuk.href(caller, "/surat", ["terbit_dari", "terbit_sampai", "oleh"])),
        permohonan: tautan(
            ukuran.permohonan,
            tunjuk.href(caller, "/permohonan", ["siap_dari", "siap_sampai", "petugas"]),
        ),
        median: kata(median),
        p90: kata(p90),
        penilai: angka(ukuran.penilai()),
        rata: ukuran.rata().map_or_else(|| "–".to_owned(), kata_rata),
    }
}

fn tabel(caller: &Caller, hitungan: Hitungan, periode: Periode) -> Vec<Tabel> {
    let hari = Some((periode.dari.awal(), periode.sampai.akhir()));
    let Hitungan { jenis, bulan, dusun, petugas, nama, .. } = hitungan;
    let jenis = jenis.into_iter().map(|(kode, label, ukuran)| {
        baris(caller, label, &ukuran, &Penunjuk { jenis: &kode, hari, ..Penunjuk::default() })
    });
    let bulan = bulan.into_iter().map(|(bulan, ukuran)| {
        let hari = Some((bulan.awal(), bulan.akhir()));
        baris(caller, bulan.to_string(), &ukuran, &Penunjuk { hari, ..Penunjuk::default() })
    });
    let dusun = dusun.into_iter().map(|(label, ukuran)| baris(caller, label, &ukuran, &Penunjuk::default()));
    let mut semua = vec![
        Tabel {
            judul: "Per jenis surat",
            kepala: "Jenis surat",
            catatan: "",
            nilai: true,
            baris: jenis.collect(),
        },
        Tabel { judul: "Per bulan", kepala: "Bulan", catatan: "", nilai: false, baris: bulan.collect() },
        Tabel {
            judul: "Per dusun",
            kepala: "Dusun",
            catatan: "Dusun tempat warga tercatat sekarang.",
            nilai: false,
            baris: dusun.collect(),
        },
    ];
    if caller.can(PETUGAS) {
        let baris = petugas.into_iter().map(|(id, ukuran)| {
            let label =
                id.and_then(|id| nama.get(&id).cloned()).unwrap_or_else(|| "Tanpa petugas".to_owned());
            let oleh = id.map(|id| id.to_string()).unwrap_or_default();
            let hari = hari.filter(|_| id.is_some());
            self::baris(caller, label, &ukuran, &Penunjuk { oleh, hari, ..Penunjuk::default() })
        });
        semua.push(Tabel {
            judul: "Per petugas",
            kepala: "Petugas",
            catatan: "Surat menurut pembuatnya, permohonan menurut yang mengerjakannya. Hanya terlihat oleh pimpinan.",
            nilai: true,
            baris: baris.collect(),
        });
    }
    semua.retain(|tabel| !tabel.baris.is_empty());
    semua
}

fn grafik(hitungan: &Hitungan) -> Vec<Chart> {
    let jenis: Vec<(String, Option<i64>)> = hitungan
        .jenis
        .iter()
        .filter(|(_, _, ukuran)| ukuran.surat > 0)
        .take(BATANG)
        .map(|(_, label, ukuran)| (label.clone(), Some(ukuran.surat)))
        .collect();
    let label: Vec<String> = hitungan.bulan.iter().map(|(bulan, _)| bulan.to_string()).collect();
    let deret = |name: &str, ambil: fn(&Ukuran) -> i64| Series {
        name: name.to_owned(),
        values: hitungan.bulan.iter().map(|(_, ukuran)| Some(ambil(ukuran))).collect(),
    };
    let mut semua = Vec::new();
    if label.len() > 1 {
        let deret = [deret("Surat terbit", |u| u.surat), deret("Permohonan selesai", |u| u.permohonan)];
        semua.push(chart::lines("Surat dan permohonan per bulan", "Bulan", &label, &deret));
    }
    if !jenis.is_empty() {
        semua.push(chart::bars("Surat terbit menurut jenis", "Jenis surat", "Surat", &jenis));
    }
    semua
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let periode = Periode::baca(&saring, caller.today());
    let mut tx = caller.read().await?;
    let hitungan = hitung(&caller, &mut tx, periode).await?;
    drop(tx);
    let semua = &hitungan.semua;
    let ukuran = vec![
        (angka(semua.surat), "surat terbit"),
        (angka(semua.permohonan), "permohonan selesai"),
        (semua.rata().map_or_else(|| "–".to_owned(), kata_rata), "rata-rata nilai warga (1–5)"),
        (angka(semua.penilai()), "warga menilai"),
    ];
    let tunggu = semua.lama().map(|(median, p90)| {
        format!(
            "Separuh permohonan selesai dalam {}, 9 dari 10 dalam {}.",
            dalam_kata(median),
            dalam_kata(p90)
        )
    });
    let bulan = |nama: &str, label: &str, nilai: Bulan| {
        let pilihan = pilihan(caller.today()).into_iter().map(|b| Choice::new(b.kode(), singkat(b)));
        Field::new(nama, label).choices(pilihan.collect()).value(nilai.kode())
    };
    let alamat = caller.href("/permohonan/analisis");
    let unduh = |format: &str| {
        let pasangan =
            [("dari", periode.dari.kode()), ("sampai", periode.sampai.kode()), ("format", format.to_owned())];
        ui::Paging::new(format!("{alamat}/unduhan"), 1, 0).query(pasangan.to_vec()).url(1)
    };
    ::web::html(&Halaman {
        page: caller.page("Analisis surat").back("Permohonan", caller.href("/permohonan")),
        saringan: [
            bulan("dari", "Dari bulan", periode.dari),
            bulan("sampai", "Sampai bulan", periode.sampai),
        ],
        periode: format!("{} sampai {}", periode.dari, periode.sampai),
        ukuran,
        tunggu,
        kosong: *semua == Ukuran::default(),
        grafik: grafik(&hitungan),
        unduh: [(unduh("xlsx"), "Unduh XLSX"), (unduh("csv"), "Unduh CSV")],
        tabel: tabel(&caller, hitungan, periode),
        alamat,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_fits_a_narrow_box() {
        assert_eq!(singkat(Bulan::dari(date(2025, 12, 31))), "Des 2025");
    }

    #[test]
    fn a_period_is_a_year_unless_asked_and_never_backwards_or_out_of_reach() {
        let hari_ini = date(2026, 11, 22);
        for (dari, sampai, harap) in [
            ("", "", ("2025-12", "2026-11", 12)),
            ("2026-03", "2026-05", ("2026-03", "2026-05", 3)),
            ("2026-05", "2026-03", ("2026-03", "2026-05", 3)),
            ("2026-05", "2026-05", ("2026-05", "2026-05", 1)),
            ("1999-01", "2030-01", ("2025-12", "2026-11", 12)),
            ("apa", "x", ("2025-12", "2026-11", 12)),
        ] {
            let saring = Saring { dari: dari.into(), sampai: sampai.into(), format: String::new() };
            let periode = Periode::baca(&saring, hari_ini);
            let kode = (periode.dari.kode(), periode.sampai.kode(), periode.bulan().len());
            assert_eq!((kode.0.as_str(), kode.1.as_str(), kode.2), harap, "{dari} {sampai}");
        }
    }
}
