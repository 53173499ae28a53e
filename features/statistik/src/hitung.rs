//! All breakdowns of a day from one walk over its residents.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use kependudukan::entitas::Kesehatan;
use kependudukan::store::Potret;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vault::UnitKeys;

use crate::jenis::{Isi, Jenis, Letak, Orang};
use crate::sumber::{Bahan, Lain, kelamin};

/// Men and women.
pub type Pasang = [i64; 2];

/// A breakdown of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabel {
    /// In the order of the official list, or by name.
    #[serde(rename = "k")]
    pub kelompok: Vec<(String, Pasang)>,
    #[serde(rename = "b")]
    pub belum: Pasang,
    /// Everybody whom the question concerns, by the parts of the place that was counted: dusun, RW or RT.
    #[serde(rename = "t")]
    pub tempat: Vec<(String, Pasang)>,
}

impl Tabel {
    /// Of whom an answer is known.
    pub fn jumlah(&self) -> Pasang {
        self.kelompok.iter().fold([0; 2], |jumlah, (_, isi)| tambah(jumlah, *isi))
    }

    /// Everybody whom the question concerns.
    pub fn total(&self) -> Pasang {
        tambah(self.jumlah(), self.belum)
    }
}

pub fn tambah(a: Pasang, b: Pasang) -> Pasang {
    [a[0] + b[0], a[1] + b[1]]
}

pub fn semua(isi: Pasang) -> i64 {
    isi[0] + isi[1]
}

/// The breakdowns of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rekap {
    pub per: Date,
    pub penduduk: Pasang,
    /// Families with at least one resident.
    pub keluarga: i64,
    /// By [`Jenis::kode`].
    pub tabel: BTreeMap<String, Tabel>,
}

impl Rekap {
    pub fn cari(&self, kode: &str) -> Option<&Tabel> {
        self.tabel.get(kode)
    }
}

/// Counts the breakdowns of these kinds on one day. Health stays closed, and its tables empty, without `keys`.
pub fn rekap<'j>(
    bahan: &Bahan,
    per: Date,
    jenis: impl IntoIterator<Item = &'j Jenis>,
    keys: Option<&UnitKeys>,
) -> db::Result<Rekap> {
    let mut semua = rekap_masa(bahan, &[per], jenis, keys)?;
    Ok(semua.pop().expect("one day was asked for"))
}

/// The same for several days, still in one walk.
pub fn rekap_masa<'j>(
    bahan: &Bahan,
    hari: &[Date],
    jenis: impl IntoIterator<Item = &'j Jenis>,
    keys: Option<&UnitKeys>,
) -> db::Result<Vec<Rekap>> {
    let jenis: Vec<&Jenis> = jenis.into_iter().collect();
    let mut hitungan: Vec<Penghitung> = hari.iter().map(|per| Penghitung::baru(*per, &jenis)).collect();
    let mut bagian = Bagian::default();
    for satu in &bahan.orang {
        let p = &satu.potret;
        let tempat = bagian.urut(bahan.tempat.bagian(&p.dusun, &p.rw, &p.rt));
        let kesehatan = keys.map_or(Ok(Kesehatan::default()), |keys| p.kesehatan(keys))?;
        let kelas_sosial = p.keluarga_id.and_then(|id| bahan.kelas_sosial.get(&id).copied());
        for hari in hitungan.iter_mut().filter(|hari| satu.berlaku(hari.per)) {
            let umur = kamus::umur(p.tanggal_lahir.0, hari.per);
            hari.tambah(&Orang { p, umur, kelas_sosial, kesehatan }, tempat);
        }
    }
    Ok(hitungan.into_iter().map(|hari| hari.selesai(bahan, &jenis, &bagian)).collect())
}

/// The parts of a place, numbered as they come.
#[derive(Default)]
struct Bagian<'p> {
    nama: Vec<&'p str>,
    nomor: HashMap<&'p str, usize>,
}

impl<'p> Bagian<'p> {
    fn urut(&mut self, nama: &'p str) -> usize {
        *self.nomor.entry(nama).or_insert_with(|| {
            self.nama.push(nama);
            self.nama.len() - 1
        })
    }

    /// Counts by number, in the order of names.
    fn bernama(&self, isi: &[Pasang]) -> Vec<(String, Pasang)> {
        let mut semua: Vec<_> =
            self.nama.iter().zip(isi).map(|(nama, isi)| ((*nama).to_owned(), *isi)).collect();
        semua.retain(|(_, isi)| *isi != [0; 2]);
        semua.sort_unstable();
        semua
    }
}

/// Counts of one breakdown while people go by.
struct Wadah<'p> {
    cara: Cara<'p>,
    belum: Pasang,
    tempat: Vec<Pasang>,
}

enum Cara<'p> {
    Kelompok {
        letak: fn(&Orang<'_>) -> Letak,
        isi: Vec<Pasang>,
    },
    Teks {
        ambil: fn(&Potret) -> Option<&str>,
        isi: HashMap<&'p str, Pasang>,
    },
    /// Not about residents.
    Lain,
}

impl<'p> Wadah<'p> {
    fn baru(jenis: &Jenis) -> Self {
        let cara = match jenis.isi {
            Isi::Kelompok { label, letak } => Cara::Kelompok { letak, isi: vec![[0; 2]; label().len()] },
            Isi::Teks(ambil) => Cara::Teks { ambil, isi: HashMap::new() },
            Isi::Kematian | Isi::Sementara => Cara::Lain,
        };
        Self { cara, belum: [0; 2], tempat: Vec::new() }
    }

    fn tambah(&mut self, o: &Orang<'p>, k: usize, tempat: usize) {
        match &mut self.cara {
            Cara::Kelompok { letak, isi } => match letak(o) {
                Letak::Di(urut) => isi[urut][k] += 1,
                Letak::Belum => self.belum[k] += 1,
                Letak::Luar => return,
            },
            Cara::Teks { ambil, isi } => match ambil(o.p).map(str::trim) {
                Some(teks) if !teks.is_empty() => isi.entry(teks).or_default()[k] += 1,
                _ => self.belum[k] += 1,
            },
            Cara::Lain => return,
        }
        if self.tempat.len() <= tempat {
            self.tempat.resize(tempat + 1, [0; 2]);
        }
        self.tempat[tempat][k] += 1;
    }
}

struct Penghitung<'p> {
    per: Date,
    penduduk: Pasang,
    keluarga: HashSet<Uuid>,
    wadah: Vec<Wadah<'p>>,
}

impl<'p> Penghitung<'p> {
    fn baru(per: Date, jenis: &[&Jenis]) -> Self {
        let wadah = jenis.iter().map(|jenis| Wadah::baru(jenis)).collect();
        Self { per, penduduk: [0; 2], keluarga: HashSet::new(), wadah }
    }

    fn tambah(&mut self, o: &Orang<'p>, tempat: usize) {
        let k = kelamin(o.p.jenis_kelamin);
        self.penduduk[k] += 1;
        self.keluarga.extend(o.p.keluarga_id);
        for wadah in &mut self.wadah {
            wadah.tambah(o, k, tempat);
        }
    }

    fn selesai(self, bahan: &Bahan, jenis: &[&Jenis], bagian: &Bagian<'_>) -> Rekap {
        let per = self.per;
        let tabel = jenis.iter().zip(self.wadah).map(|(jenis, wadah)| {
            let tempat = bagian.bernama(&wadah.tempat);
            let belum = wadah.belum;
            let tabel = match (wadah.cara, jenis.isi) {
                (Cara::Kelompok { isi, .. }, Isi::Kelompok { label, .. }) => {
                    Tabel { kelompok: label().into_iter().zip(isi).collect(), belum, tempat }
                }
                (Cara::Teks { isi, .. }, _) => Tabel { kelompok: menurut_teks(isi), belum, tempat },
                (_, Isi::Kematian) => lain(bahan, &bahan.kematian, per, |_| AKTA_KEMATIAN),
                (_, _) => lain(bahan, &bahan.sementara, per, |s| s.dusun.as_str()),
            };
            (jenis.kode.to_owned(), tabel)
        });
        let keluarga = i64::try_from(self.keluarga.len()).unwrap_or(i64::MAX);
        Rekap { per, penduduk: self.penduduk, keluarga, tabel: tabel.collect() }
    }
}

/// The one group of the breakdown of deaths.
pub const AKTA_KEMATIAN: &str = "Punya akta kematian";

fn lain<'l>(bahan: &'l Bahan, semua: &'l [Lain], per: Date, kelompok: impl Fn(&'l Lain) -> &'l str) -> Tabel {
    let (mut isi, mut belum) = (HashMap::new(), [0; 2]);
    let mut tempat: BTreeMap<&str, Pasang> = BTreeMap::new();
    for satu in semua.iter().filter(|satu| satu.berlaku(per)) {
        if satu.terisi {
            isi.entry(kelompok(satu)).or_insert([0; 2])[satu.kelamin] += 1;
        } else {
            belum[satu.kelamin] += 1;
        }
        tempat.entry(bahan.tempat.bagian(&satu.dusun, &satu.rw, &satu.rt)).or_default()[satu.kelamin] += 1;
    }
    let tempat = tempat.into_iter().map(|(nama, isi)| (nama.to_owned(), isi)).collect();
    Tabel { kelompok: menurut_teks(isi), belum, tempat }
}

/// By name; what differs only in capitals is one group, under its most frequent spelling.
fn menurut_teks(isi: HashMap<&str, Pasang>) -> Vec<(String, Pasang)> {
    let mut ejaan: Vec<(&str, Pasang)> = isi.into_iter().collect();
    ejaan.sort_unstable_by(|(a, banyak_a), (b, banyak_b)| (semua(*banyak_b), a).cmp(&(semua(*banyak_a), b)));
    let mut kelompok: BTreeMap<String, (String, Pasang)> = BTreeMap::new();
    for (teks, banyak) in ejaan {
        let (_, isi) = kelompok.entry(kunci(teks)).or_insert_with(|| (teks.to_owned(), [0; 2]));
        *isi = tambah(*isi, banyak);
    }
    kelompok.into_values().collect()
}

/// By which two spellings of a group are the same.
pub fn kunci(teks: &str) -> String {
    teks.trim().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_differ_in_capitals_are_one_group() {
        let isi = HashMap::from([("Jawa", [3, 2]), ("JAWA", [1, 0]), ("jawa", [0, 1]), ("Batak", [1, 1])]);
        assert_eq!(menurut_teks(isi), [("Batak".to_owned(), [1, 1]), ("Jawa".to_owned(), [4, 3])]);
    }

    #[test]
    fn a_table_tells_who_is_known_and_who_is_counted() {
        let tabel = Tabel {
            kelompok: vec![("A".into(), [1, 2]), ("B".into(), [3, 4])],
            belum: [5, 6],
            tempat: vec![],
        };
        assert_eq!((tabel.jumlah(), tabel.total()), ([4, 6], [9, 12]));
    }
}
