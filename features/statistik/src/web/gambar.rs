//! Tables of figures with their links, and their charts.

use kamus::{Daftar as _, JenisKelamin, angka};
use ui::chart::{self, AgeGroup, Chart, Series};
use waktu::Bulan;
use web::Caller;

use super::saring::Pilihan;
use super::{alamat, ruas};
use crate::hitung::{Pasang, Rekap, Tabel, semua};
use crate::indikator::persen;
use crate::jenis::{Isi, Jenis};

/// Beyond this many groups, those of nobody are left out.
const PANJANG: usize = 20;

/// A number that leads to the people behind it.
pub(super) struct Sel {
    pub(super) angka: String,
    pub(super) persen: String,
    /// Absent for nobody.
    pub(super) href: Option<String>,
}

/// A row: all, men, women.
pub(super) struct Baris {
    pub(super) label: String,
    pub(super) sel: [Sel; 3],
}

/// A breakdown as shown.
pub(super) struct Isian {
    pub(super) baris: Vec<Baris>,
    /// JUMLAH, BELUM MENGISI, TOTAL.
    pub(super) kaki: Vec<Baris>,
    pub(super) tempat: Vec<Baris>,
    pub(super) grafik: Option<Chart>,
}

/// Makes the addresses of one breakdown.
pub(super) struct Penunjuk<'c> {
    pub(super) caller: &'c Caller,
    pub(super) jenis: &'static Jenis,
    pub(super) pilihan: &'c Pilihan,
}

impl Penunjuk<'_> {
    /// Where the people of a group are listed. `urut` is its place, `None` for the rows below.
    fn href(&self, kelompok: &str, urut: Option<usize>, kelamin: Option<usize>) -> String {
        if let Some(href) = urut.and_then(|urut| self.daftar(urut, kelamin)) {
            return href;
        }
        let mut pasangan = self.pilihan.pasangan();
        pasangan.extend(kelamin.map(|k| ("kelamin", ["l", "p"][k].to_owned())));
        alamat(self.caller, &format!("/{}/{}", self.jenis.kode, ruas(kelompok)), &pasangan)
    }

    /// The list of residents, filtered: it speaks of today.
    fn daftar(&self, urut: usize, kelamin: Option<usize>) -> Option<String> {
        let (saringan, nilai) = self.jenis.daftar.filter(|_| self.pilihan.per == self.pilihan.hari_ini)?;
        let mut pasangan = self.pilihan.pasangan();
        if saringan != "kelamin" {
            let kode = |k: usize| [JenisKelamin::LakiLaki, JenisKelamin::Perempuan][k].kode().to_string();
            pasangan.extend(kelamin.map(|k| ("kelamin", kode(k))));
        }
        pasangan.push((saringan, nilai(urut)));
        let paging = ui::Paging::new(self.caller.href("/penduduk"), 1, 0).query(pasangan);
        Some(paging.url(1))
    }

    fn baris(&self, label: &str, kelompok: (&str, Option<usize>), isi: Pasang, dari: i64) -> Baris {
        let sel = |jumlah: i64, kelamin: Option<usize>| Sel {
            angka: angka(jumlah),
            persen: persen(jumlah, dari),
            href: (jumlah > 0).then(|| self.href(kelompok.0, kelompok.1, kelamin)),
        };
        let sel = [sel(semua(isi), None), sel(isi[0], Some(0)), sel(isi[1], Some(1))];
        Baris { label: label.to_owned(), sel }
    }

    /// How the groups of a table are named in addresses.
    fn ruas_kelompok(&self, urut: usize, label: &str) -> String {
        match self.jenis.isi {
            Isi::Kelompok { .. } | Isi::Kematian => (urut + 1).to_string(),
            Isi::Teks(_) | Isi::Sementara => label.to_owned(),
        }
    }

    pub(super) fn isian(&self, tabel: &Tabel, kata_dusun: &str) -> Isian {
        let total = tabel.total();
        let dari = semua(total);
        let panjang = tabel.kelompok.len() > PANJANG;
        let kelompok = tabel.kelompok.iter().enumerate().filter(|(_, (_, isi))| !panjang || *isi != [0; 2]);
        let baris = kelompok.map(|(urut, (label, isi))| {
            let label_tampil = if label.is_empty() { "Belum tercatat" } else { label.as_str() };
            self.baris(label_tampil, (&self.ruas_kelompok(urut, label), Some(urut)), *isi, dari)
        });
        let kaki = [
            ("JUMLAH", "jumlah", tabel.jumlah()),
            ("BELUM MENGISI", "belum", tabel.belum),
            ("TOTAL", "total", total),
        ];
        let tempat = tabel.tempat.iter().map(|(nama, isi)| {
            let mut baris =
                self.baris(&self.pilihan.nama_bagian(nama, kata_dusun), ("total", None), *isi, dari);
            let href = alamat(self.caller, &format!("/{}", self.jenis.kode), &self.pilihan.ke_bagian(nama));
            for sel in &mut baris.sel {
                sel.href = None;
            }
            baris.sel[0].href = (!nama.is_empty()).then_some(href);
            baris
        });
        Isian {
            baris: baris.collect(),
            kaki: kaki.map(|(label, ruas, isi)| self.baris(label, (ruas, None), isi, dari)).into(),
            tempat: if self.pilihan.terkecil() { Vec::new() } else { tempat.collect() },
            grafik: grafik(self.jenis, tabel),
        }
    }
}

/// The drawing that suits the breakdown.
pub(super) fn grafik(jenis: &Jenis, tabel: &Tabel) -> Option<Chart> {
    let label = |label: &String| if label.is_empty() { "Belum tercatat".to_owned() } else { label.clone() };
    match jenis.kode {
        "umur-tunggal" => {
            let umur: Vec<String> = tabel.kelompok.iter().map(|(label, _)| label.clone()).collect();
            let deret = |nama: &str, k: usize| Series {
                name: nama.to_owned(),
                values: tabel.kelompok.iter().map(|(_, isi)| Some(isi[k])).collect(),
            };
            Some(chart::lines("Umur tunggal", "Umur", &umur, &[deret("Laki-laki", 0), deret("Perempuan", 1)]))
        }
        "umur-lima-tahun" | "umur-rentang" => Some(piramida(jenis.judul, tabel)),
        _ => {
            let mut butir: Vec<(String, i64)> =
                tabel.kelompok.iter().map(|(nama, isi)| (label(nama), semua(*isi))).collect();
            butir.retain(|(_, jumlah)| *jumlah > 0);
            if butir.len() > PANJANG {
                butir.sort_by_key(|(_, jumlah)| std::cmp::Reverse(*jumlah));
                butir.truncate(PANJANG);
            }
            let butir: Vec<(String, Option<i64>)> = butir.into_iter().map(|(l, n)| (l, Some(n))).collect();
            (!butir.is_empty()).then(|| chart::bars(jenis.judul, jenis.judul, "Jumlah", &butir))
        }
    }
}

pub(super) fn piramida(judul: &str, tabel: &Tabel) -> Chart {
    let kelompok: Vec<AgeGroup> = tabel
        .kelompok
        .iter()
        .map(|(label, isi)| AgeGroup {
            label: label
                .trim_end_matches(" tahun")
                .replace(" tahun ke atas", "+")
                .replace("Di bawah 1", "<1"),
            laki_laki: Some(isi[0]),
            perempuan: Some(isi[1]),
        })
        .collect();
    chart::pyramid(judul, &kelompok)
}

/// Month by month: the four largest groups as lines, all of them and their sum in the table. Months before
/// the register began are gaps.
pub(super) fn deret(jenis: &Jenis, bulan: &[Rekap]) -> Option<Chart> {
    let akhir = bulan.last()?.cari(jenis.kode)?;
    let ada = |rekap: &Rekap| semua(rekap.penduduk) > 0;
    if bulan.iter().filter(|rekap| ada(rekap)).count() < 2 {
        return None;
    }
    let mut nama: Vec<(&str, i64)> =
        akhir.kelompok.iter().map(|(label, isi)| (label.as_str(), semua(*isi))).collect();
    nama.retain(|(_, jumlah)| *jumlah > 0);
    nama.sort_by_key(|(_, jumlah)| std::cmp::Reverse(*jumlah));
    let isi = |rekap: &Rekap, ambil: &dyn Fn(&Tabel) -> i64| {
        rekap.cari(jenis.kode).filter(|_| ada(rekap)).map(ambil)
    };
    let kelompok = |tabel: &Tabel, nama: &str| {
        tabel.kelompok.iter().find(|(label, _)| label == nama).map_or(0, |(_, isi)| semua(*isi))
    };
    let mut deret: Vec<Series> = nama
        .iter()
        .take(PANJANG)
        .map(|(nama, _)| Series {
            name: if nama.is_empty() { "Belum tercatat".to_owned() } else { (*nama).to_owned() },
            values: bulan.iter().map(|rekap| isi(rekap, &|tabel| kelompok(tabel, nama))).collect(),
        })
        .collect();
    let jumlah = bulan.iter().map(|rekap| isi(rekap, &|tabel| semua(tabel.jumlah()))).collect();
    deret.push(Series { name: "Jumlah".to_owned(), values: jumlah });
    let label: Vec<String> = bulan.iter().map(|rekap| Bulan::dari(rekap.per).to_string()).collect();
    let judul = format!("{}, akhir dua belas bulan terakhir", jenis.judul);
    Some(chart::lines(&judul, "Bulan", &label, &deret))
}
