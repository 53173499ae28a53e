//! A table whose headings are not ours: finding them, showing them, and taking its rows over.

use std::collections::{BTreeMap, HashMap};

use kamus::kunci_teks;

use super::{Pemetaan, kode};
use crate::impor::berkas::GalatBerkas;
use crate::impor::buku::{BarisMentah, Buku, aman};
use crate::impor::kolom::{K, kunci};
use crate::impor::padanan::Tujuan;
use crate::impor::periksa::sebut_baris;
use crate::impor::sel::{Sel, samarkan};
use crate::impor::tata::{self, Terbaca, alamat, banyak_digit, huruf_kolom, singkatan};

/// The headings stand within the first rows.
const BARIS_INTIP: u32 = 30;
/// Fewer columns make no table of residents.
const KOLOM_CUKUP: usize = 3;
/// Columns offered for mapping; further ones are left out.
const BATAS_KOLOM: usize = 80;
/// Rows in which sample values are looked for.
const BARIS_CONTOH: usize = 200;
const BANYAK_CONTOH: usize = 3;
const PANJANG_CONTOH: usize = 24;
/// Values asked about per column; who has more has the wrong column.
const BANYAK_NILAI: usize = 30;
/// Different unknown values that are remembered while counting.
const BATAS_NILAI: usize = 5_000;

/// A sheet with its heading row found.
pub struct Tabel {
    /// The sheet's name.
    pub lembar: String,
    judul: BarisMentah,
    baris: Vec<BarisMentah>,
    epoch_1904: bool,
    /// Columns with a heading or a value.
    letak: Vec<usize>,
    ditebak: bool,
}

/// A column as it is shown for mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KolomAsing {
    pub letak: usize,
    /// `A`, `B` …
    pub huruf: String,
    pub judul: String,
    /// Long numbers are masked.
    pub contoh: Vec<String>,
}

/// A value that the column's list does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NilaiAsing {
    pub letak: usize,
    /// The column of ours that it is meant for.
    pub kolom: &'static str,
    /// As first written; long numbers are masked.
    pub tampil: String,
    pub kunci: String,
    pub banyak: usize,
    pub pilihan: Vec<(i16, &'static str)>,
}

impl Tabel {
    /// Finds the headings of a file that is in no layout known here.
    ///
    /// # Errors
    /// When the file cannot be read, or no row looks like headings of residents.
    pub fn buka(isi: &[u8]) -> Result<Self, GalatBerkas> {
        aman(|| {
            let mut buku = Buku::buka(isi)?;
            let mut terbaik: Option<(usize, String)> = None;
            for nama in buku.nama() {
                let intip = buku.baris(&nama, BARIS_INTIP)?;
                let nilai = baris_judul(&intip).map_or(0, |di| nilai_judul(&intip[di]));
                if nilai > terbaik.as_ref().map_or(0, |(n, _)| *n) {
                    terbaik = Some((nilai, nama));
                }
            }
            let (_, lembar) = terbaik.ok_or(GalatBerkas::TanpaJudul)?;
            let baris = buku.baris(&lembar, u32::MAX)?;
            Self::susun(lembar, baris, (buku.epoch_1904(), buku.huruf_ditebak()))
        })
    }

    fn susun(
        lembar: String,
        mut baris: Vec<BarisMentah>,
        (epoch_1904, ditebak): (bool, bool),
    ) -> Result<Self, GalatBerkas> {
        let di = baris_judul(&baris).ok_or(GalatBerkas::TanpaJudul)?;
        let mut data = baris.split_off(di + 1);
        let judul = baris.pop().ok_or(GalatBerkas::TanpaJudul)?;
        if data.first().is_some_and(penomoran) {
            data.remove(0);
        }
        if data.is_empty() {
            return Err(GalatBerkas::TanpaData { lembar });
        }
        let lebar = data.iter().map(|b| b.sel.len()).chain([judul.sel.len()]).max().unwrap_or(0);
        let berisi = |di: &usize| {
            !judul.di(*di).kosong() || data.iter().take(BARIS_CONTOH).any(|b| !b.di(*di).kosong())
        };
        let letak = (0..lebar).filter(berisi).take(BATAS_KOLOM).collect();
        Ok(Self { lembar, judul, baris: data, epoch_1904, letak, ditebak })
    }

    /// The row of the headings, as the spreadsheet numbers it.
    pub fn baris_judul(&self) -> u32 {
        self.judul.nomor
    }

    pub fn banyak_baris(&self) -> usize {
        self.baris.len()
    }

    pub fn kolom(&self) -> Vec<KolomAsing> {
        let satu = |letak: &usize| KolomAsing {
            letak: *letak,
            huruf: huruf_kolom(*letak),
            judul: samarkan(&self.judul.di(*letak).tampil()),
            contoh: self.contoh(*letak),
        };
        self.letak.iter().map(satu).collect()
    }

    fn contoh(&self, letak: usize) -> Vec<String> {
        let mut hasil: Vec<String> = Vec::new();
        for baris in self.baris.iter().take(BARIS_CONTOH) {
            let tampil = samarkan(&baris.di(letak).tampil());
            let panjang = tampil.chars().count() > PANJANG_CONTOH;
            let ekor = if panjang { "…" } else { "" };
            let tampil: String = tampil.chars().take(PANJANG_CONTOH).chain(ekor.chars()).collect();
            if !tampil.is_empty() && !hasil.contains(&tampil) {
                hasil.push(tampil);
            }
            if hasil.len() == BANYAK_CONTOH {
                break;
            }
        }
        hasil
    }

    /// What the headings most likely mean; each thing once.
    pub fn tebak(&self) -> Pemetaan {
        let mut hasil = Pemetaan::default();
        let mut dipakai: Vec<K> = Vec::new();
        for letak in &self.letak {
            if let Some(tujuan) = Tujuan::tebak(&self.judul.di(*letak).tampil())
                && tujuan.isi().iter().all(|k| !dipakai.contains(k))
            {
                dipakai.extend(tujuan.isi());
                hasil.kolom.insert(*letak, tujuan);
            }
        }
        hasil
    }

    /// The heading of each column by its letters and digits, counted where several are equal.
    pub(super) fn judul_bernomor(&self) -> Vec<(usize, (String, usize))> {
        let mut banyak: HashMap<String, usize> = HashMap::new();
        let satu = |letak: &usize| {
            let judul = kunci(&self.judul.di(*letak).tampil());
            let ke = banyak.entry(judul.clone()).and_modify(|n| *n += 1).or_insert(0);
            (*letak, (judul, *ke))
        };
        self.letak.iter().map(satu).collect()
    }

    /// By which the same set of headings is known again, in whatever order.
    pub fn sidik(&self) -> String {
        let mut judul: Vec<String> = self.letak.iter().map(|l| kunci(&self.judul.di(*l).tampil())).collect();
        judul.sort_unstable();
        judul.join("\n")
    }

    /// Values of coded columns that their lists do not know, the most frequent first.
    pub fn nilai_asing(&self, pemetaan: &Pemetaan) -> Vec<NilaiAsing> {
        let berkode = pemetaan.kolom.iter().filter_map(|(letak, tujuan)| match tujuan {
            Tujuan::Kolom(k) => Some((*letak, *k, kode::daftar(*k)?)),
            _ => None,
        });
        berkode.flat_map(|(letak, k, daftar)| self.asing_di(letak, k, &daftar)).collect()
    }

    fn asing_di(&self, letak: usize, k: K, daftar: &kode::Kode) -> Vec<NilaiAsing> {
        let mut banyak: BTreeMap<String, (String, usize)> = BTreeMap::new();
        for baris in &self.baris {
            let teks = singkatan(k, baris.di(letak)).tampil();
            if matches!(teks.as_str(), "" | "-" | "0") || (daftar.dikenal)(&teks) || self.judul_ulang(baris) {
                continue;
            }
            let kunci = kunci_teks(&teks);
            if let Some((_, n)) = banyak.get_mut(&kunci) {
                *n += 1;
            } else if banyak.len() < BATAS_NILAI {
                banyak.insert(kunci, (samarkan(&teks), 1));
            }
        }
        let mut semua: Vec<(String, (String, usize))> = banyak.into_iter().collect();
        semua.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
        let jadi = semua.into_iter().take(BANYAK_NILAI).map(|(kunci, (tampil, banyak))| NilaiAsing {
            letak,
            kolom: k.nama(),
            tampil,
            kunci,
            banyak,
            pilihan: (daftar.pilihan)(),
        });
        jadi.collect()
    }

    /// The headings once more, at the top of a printed page.
    fn judul_ulang(&self, baris: &BarisMentah) -> bool {
        let sama = |letak: &&usize| {
            let judul = self.judul.di(**letak);
            !judul.kosong() && kunci(&judul.tampil()) == kunci(&baris.di(**letak).tampil())
        };
        self.letak.iter().filter(sama).count() >= KOLOM_CUKUP
    }

    /// The rows in our own columns.
    pub(in crate::impor) fn jadi(&self, pemetaan: &Pemetaan) -> Result<Terbaca, GalatBerkas> {
        let mut hasil = tata::Hasil::baru(pemetaan.kolom_baku());
        let mut atas: HashMap<K, Sel> = HashMap::new();
        let (mut berulang, mut lewat) = (Vec::new(), Vec::new());
        for baris in &self.baris {
            if self.judul_ulang(baris) {
                berulang.push(baris.nomor);
                continue;
            }
            let mut isi = pemetaan.isi(baris);
            let kosong = |k: K| isi.get(&(k as usize)).is_none_or(|(_, s)| s.kosong());
            if [K::Nik, K::Nama, K::NoKk].into_iter().all(kosong) || kosong(K::Nik) && kosong(K::Nama) {
                lewat.push(baris.nomor);
                continue;
            }
            if pemetaan.turun {
                turunkan(&mut atas, &mut isi);
            }
            hasil.orang(baris.nomor, isi.into_values())?;
        }
        self.catat(&mut hasil, &berulang, &lewat);
        hasil.jadi(super::NAMA, self.judul.nomor, self.epoch_1904)
    }

    fn catat(&self, hasil: &mut tata::Hasil, berulang: &[u32], lewat: &[u32]) {
        if let Some(pertama) = berulang.first() {
            let kalimat = format!("Judul berulang di {}; dilewati.", sebut_baris(berulang.iter().copied()));
            hasil.awas(*pertama, "", kalimat);
        }
        if let Some(pertama) = lewat.first() {
            let baris = sebut_baris(lewat.iter().copied());
            let kalimat = format!("Tidak ada NIK dan nama di {baris}, jadi dilewati.");
            hasil.awas(*pertama, "", kalimat);
        }
        if self.ditebak {
            hasil.temuan.push(super::huruf_ditebak(self.judul.nomor));
        }
    }
}

/// Card number and address of the row above, until another one or another head of family stands there.
fn turunkan(atas: &mut HashMap<K, Sel>, isi: &mut BTreeMap<usize, (K, Sel)>) {
    const IKUT: [K; 5] = [K::NoKk, K::Alamat, K::Dusun, K::Rw, K::Rt];
    let teks = |k: K| isi.get(&(k as usize)).map(|(_, s)| s.tampil()).unwrap_or_default();
    let kepala =
        <kamus::Shdk as kamus::Daftar>::dari_isian(&teks(K::Shdk)) == Some(kamus::Shdk::KepalaKeluarga);
    let kk = teks(K::NoKk);
    if kepala || !kk.is_empty() && atas.get(&K::NoKk).is_none_or(|lama| lama.tampil() != kk) {
        atas.clear();
    }
    for k in IKUT {
        let sekarang = isi.get(&(k as usize)).map(|(_, s)| s.clone()).filter(|s| !s.kosong());
        match (sekarang, atas.get(&k)) {
            (Some(sel), _) => _ = atas.insert(k, sel),
            (None, Some(sel)) => _ = isi.insert(k as usize, (k, sel.clone())),
            (None, None) => {}
        }
    }
}

impl Pemetaan {
    /// One row in our own columns. What an address says counts only where no column says it.
    fn isi(&self, baris: &BarisMentah) -> BTreeMap<usize, (K, Sel)> {
        let (mut pasti, mut tersirat) = (Vec::new(), Vec::new());
        for (letak, tujuan) in &self.kolom {
            let sel = self.terjemah(*letak, *tujuan, baris.di(*letak));
            if *tujuan == Tujuan::AlamatLengkap { &mut tersirat } else { &mut pasti }.extend(sel);
        }
        let mut isi: BTreeMap<usize, (K, Sel)> = BTreeMap::new();
        for (k, sel) in pasti.into_iter().chain(tersirat) {
            let (_, lama) = isi.entry(k as usize).or_insert((k, Sel::Kosong));
            if lama.kosong() {
                *lama = sel;
            }
        }
        isi
    }

    /// One cell in our own columns.
    fn terjemah(&self, letak: usize, tujuan: Tujuan, sel: &Sel) -> Vec<(K, Sel)> {
        let teks = |isi: Option<String>| isi.map_or(Sel::Kosong, Sel::Teks);
        match tujuan {
            Tujuan::Kolom(k) => vec![(k, self.kode(letak, k, sel))],
            // A spreadsheet that made a date of 1/2 is told so for both.
            Tujuan::RtRw | Tujuan::RwRt if !matches!(sel, Sel::Teks(_) | Sel::Angka(_)) => {
                vec![(K::Rt, sel.clone()), (K::Rw, sel.clone())]
            }
            Tujuan::RtRw | Tujuan::RwRt => {
                let (satu, dua) = alamat::pasangan(&sel.tampil());
                let (rt, rw) = if tujuan == Tujuan::RtRw { (satu, dua) } else { (dua, satu) };
                vec![(K::Rt, teks(rt)), (K::Rw, teks(rw))]
            }
            Tujuan::TempatTanggalLahir => {
                let (tempat, tanggal) = tempat_tanggal(sel);
                vec![(K::TempatLahir, tempat), (K::TanggalLahir, tanggal)]
            }
            Tujuan::AlamatLengkap => {
                let a = alamat::urai(&sel.tampil());
                vec![
                    (K::Alamat, teks(a.jalan)),
                    (K::Dusun, teks(a.dusun)),
                    (K::Rt, teks(a.rt)),
                    (K::Rw, teks(a.rw)),
                ]
            }
        }
    }

    fn kode(&self, letak: usize, k: K, sel: &Sel) -> Sel {
        let sel = singkatan(k, sel);
        match self.arti(letak, &kunci_teks(&sel.tampil())) {
            Some(Some(kode)) => Sel::Teks(kode.to_string()),
            Some(None) => Sel::Kosong,
            None => sel,
        }
    }
}

/// `BANTUL, 31-01-1990`: the place ends where the date begins.
fn tempat_tanggal(sel: &Sel) -> (Sel, Sel) {
    let Sel::Teks(teks) = sel else { return (Sel::Kosong, sel.clone()) };
    let awal = teks.find(|c: char| c.is_ascii_digit()).unwrap_or(teks.len());
    let (tempat, tanggal) = teks.split_at(awal);
    let tempat = tempat.trim().trim_matches([',', '/', '-', ' ']);
    let isi = |t: &str| if t.trim().is_empty() { Sel::Kosong } else { Sel::Teks(t.trim().to_owned()) };
    (isi(tempat), isi(tanggal))
}

/// How much a row looks like headings; 0 when it cannot be.
fn nilai_judul(baris: &BarisMentah) -> usize {
    let teks = baris.sel.iter().filter(|s| matches!(s, Sel::Teks(_)) && banyak_digit(s) == 0).count();
    let dikenal = baris.sel.iter().filter(|s| Tujuan::tebak(&s.tampil()).is_some()).count();
    let bernomor = baris.sel.iter().any(|s| banyak_digit(s) >= 10 || matches!(s, Sel::Tanggal(_)));
    if teks < KOLOM_CUKUP || dikenal == 0 || bernomor { 0 } else { dikenal * 4 + teks }
}

fn baris_judul(baris: &[BarisMentah]) -> Option<usize> {
    let intip = baris.iter().take_while(|b| b.nomor <= BARIS_INTIP).enumerate();
    let terbaik = intip.max_by_key(|(i, b)| (nilai_judul(b), std::cmp::Reverse(*i)))?;
    (nilai_judul(terbaik.1) > 0).then_some(terbaik.0)
}

/// `1 2 3 4 …` below the headings.
fn penomoran(baris: &BarisMentah) -> bool {
    let isi: Vec<String> = baris.sel.iter().filter(|s| !s.kosong()).map(Sel::tampil).collect();
    let urut = |(i, t): (usize, &String)| t.trim_matches(['(', ')']).parse() == Ok(i + 1);
    isi.len() >= KOLOM_CUKUP && isi.iter().enumerate().all(urut)
}
