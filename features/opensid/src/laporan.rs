//! The reconciliation: what came in, what was taken, what was left and why. It names nobody.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::skema::{self, alasan_kolom, alasan_tabel};
use crate::sumber::Mentah;

/// For each table `masuk` = `diambil` + all of `ditinggal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laporan {
    /// What made the dump, and when.
    pub program: String,
    pub selesai: Option<String>,
    pub versi: Option<String>,
    pub kode_desa: Option<String>,
    pub nama_desa: String,
    /// The code of the village in the source is not this unit's.
    pub desa_lain: bool,
    /// The day on which the register opens.
    pub pembukaan: Date,
    pub ringkas: Ringkas,
    pub tabel: Vec<BarisTabel>,
    pub kolom: Vec<BarisKolom>,
    /// What was taken over, but somebody should look at.
    pub periksa: Vec<Alasan>,
    pub peringatan: Vec<String>,
}

/// What there will be in the register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ringkas {
    pub orang: u64,
    /// Of them residents now.
    pub hidup: u64,
    pub keluarga: u64,
    pub rumah_tangga: u64,
    pub peristiwa: u64,
    pub sementara: u64,
    pub wilayah: u64,
    pub pejabat: u64,
    pub lembaga: u64,
    pub bantuan: u64,
    pub penerima: u64,
    /// Letters of before.
    pub surat: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarisTabel {
    pub tabel: String,
    pub masuk: u64,
    pub diambil: u64,
    pub ditinggal: Vec<Alasan>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alasan {
    pub alasan: String,
    pub banyak: u64,
}

/// A column in which something stands that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarisKolom {
    pub kolom: String,
    pub banyak: u64,
    pub alasan: String,
}

impl BarisTabel {
    /// Whether every row is accounted for.
    pub fn cocok(&self) -> bool {
        self.masuk == self.diambil + self.jumlah_ditinggal()
    }

    pub fn jumlah_ditinggal(&self) -> u64 {
        self.ditinggal.iter().map(|a| a.banyak).sum()
    }
}

impl Laporan {
    pub fn cocok(&self) -> bool {
        self.tabel.iter().all(BarisTabel::cocok)
    }

    pub fn masuk(&self) -> u64 {
        self.tabel.iter().map(|t| t.masuk).sum()
    }

    pub fn diambil(&self) -> u64 {
        self.tabel.iter().map(|t| t.diambil).sum()
    }

    pub fn baris(&self, tabel: &str) -> Option<&BarisTabel> {
        self.tabel.iter().find(|t| t.tabel == tabel)
    }

    /// For the terminal.
    pub fn teks(&self) -> String {
        let r = &self.ringkas;
        let mut baris = vec![
            format!(
                "Desa di sumber: {} ({})",
                self.nama_desa,
                self.kode_desa.as_deref().unwrap_or("tanpa kode")
            ),
            format!("Register dibuka per {}", kamus::tanggal_panjang(self.pembukaan)),
            format!(
                "Menjadi: {} orang ({} penduduk sekarang), {} keluarga, {} rumah tangga, {} peristiwa, {} penduduk \
                 sementara, {} bagian wilayah, {} pejabat, {} kelompok dan lembaga, {} penerima dalam {} program bantuan, \
                 {} surat lama",
                angka(r.orang),
                angka(r.hidup),
                angka(r.keluarga),
                angka(r.rumah_tangga),
                angka(r.peristiwa),
                angka(r.sementara),
                angka(r.wilayah),
                angka(r.pejabat),
                angka(r.lembaga),
                angka(r.penerima),
                angka(r.bantuan),
                angka(r.surat)
            ),
        ];
        baris.extend(self.peringatan.iter().map(|p| format!("PERHATIAN: {p}")));
        let (dibaca, lain): (Vec<&BarisTabel>, Vec<&BarisTabel>) = self
            .tabel
            .iter()
            .filter(|t| t.masuk > 0)
            .partition(|t| skema::DIBACA.iter().any(|d| d.nama == t.tabel));
        for t in dibaca {
            let (masuk, diambil, tinggal) = (angka(t.masuk), angka(t.diambil), angka(t.jumlah_ditinggal()));
            baris.push(format!("{}: {masuk} masuk, {diambil} diambil, {tinggal} ditinggal", t.tabel));
            baris
                .extend(t.ditinggal.iter().map(|a| format!("  {} ditinggal: {}", angka(a.banyak), a.alasan)));
        }
        let mut menurut_alasan: BTreeMap<&str, Vec<&BarisTabel>> = BTreeMap::new();
        for t in lain {
            menurut_alasan.entry(t.ditinggal.first().map_or("", |a| &a.alasan)).or_default().push(t);
        }
        for (alasan, semua) in menurut_alasan {
            let nama: Vec<String> = semua.iter().map(|t| format!("{} {}", t.tabel, angka(t.masuk))).collect();
            let banyak = angka(semua.iter().map(|t| t.masuk).sum());
            baris.push(format!("{banyak} ditinggal: {alasan} ({})", nama.join(", ")));
        }
        for k in &self.kolom {
            baris.push(format!("kolom {}: {} isian tidak diambil: {}", k.kolom, angka(k.banyak), k.alasan));
        }
        baris.extend(self.periksa.iter().map(|p| format!("periksa {}: {}", angka(p.banyak), p.alasan)));
        baris.join("\n")
    }
}

fn angka(n: u64) -> String {
    kamus::angka(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Counts while the plan is made.
#[derive(Default)]
pub(crate) struct Hitung {
    diambil: BTreeMap<&'static str, u64>,
    ditinggal: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    periksa: BTreeMap<String, u64>,
}

impl Hitung {
    pub(crate) fn ambil(&mut self, tabel: &skema::Tabel) {
        *self.diambil.entry(tabel.nama).or_default() += 1;
    }

    pub(crate) fn tinggal(&mut self, tabel: &skema::Tabel, alasan: &'static str) {
        *self.ditinggal.entry(tabel.nama).or_default().entry(alasan).or_default() += 1;
    }

    pub(crate) fn periksa(&mut self, kalimat: impl Into<String>) {
        *self.periksa.entry(kalimat.into()).or_default() += 1;
    }

    pub(crate) fn jumlah_tinggal(&self, tabel: &skema::Tabel) -> u64 {
        self.ditinggal.get(tabel.nama).map_or(0, |semua| semua.values().sum())
    }

    /// All tables of the source: those that were read by what was counted, the others whole.
    pub(crate) fn tabel(&self, mentah: &Mentah) -> Vec<BarisTabel> {
        let semua = mentah.tabel.iter().map(|(nama, isi)| {
            let dibaca = skema::DIBACA.iter().any(|t| t.nama == nama);
            let ditinggal = match self.ditinggal.get(nama.as_str()) {
                Some(alasan) if dibaca => alasan.iter().map(|(a, n)| jadikan(a, *n)).collect(),
                None if dibaca => Vec::new(),
                _ if isi.jumlah == 0 => Vec::new(),
                _ => vec![jadikan(alasan_tabel(nama), isi.jumlah)],
            };
            let diambil = self.diambil.get(nama.as_str()).copied().unwrap_or(0);
            BarisTabel { tabel: nama.clone(), masuk: isi.jumlah, diambil, ditinggal }
        });
        let mut semua: Vec<BarisTabel> = semua.collect();
        // What was taken stands first.
        semua.sort_by_key(|t| (t.diambil == 0, t.masuk == 0));
        semua
    }

    pub(crate) fn kolom(mentah: &Mentah) -> Vec<BarisKolom> {
        let semua =
            mentah.tabel.iter().flat_map(|(tabel, isi)| isi.lain.iter().map(move |(k, n)| (tabel, k, n)));
        let semua = semua.filter(|(.., n)| **n > 0).filter_map(|(tabel, kolom, banyak)| {
            let alasan = alasan_kolom(tabel, kolom)?.to_owned();
            Some(BarisKolom { kolom: kolom.clone(), banyak: *banyak, alasan })
        });
        semua.collect()
    }

    pub(crate) fn catatan(&self) -> Vec<Alasan> {
        let mut semua: Vec<Alasan> = self.periksa.iter().map(|(a, n)| jadikan(a, *n)).collect();
        semua.sort_by_key(|a| std::cmp::Reverse(a.banyak));
        semua
    }
}

fn jadikan(alasan: &str, banyak: u64) -> Alasan {
    Alasan { alasan: alasan.to_owned(), banyak }
}
