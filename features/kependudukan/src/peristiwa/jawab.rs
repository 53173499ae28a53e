use std::collections::BTreeMap;

use jiff::civil::Date;
use kamus::{Daftar, Nik, NomorKk, urai_tanggal};
use uuid::Uuid;

use crate::entitas::KodeTempat;

/// The answers of a form by field, as typed.
#[derive(Clone, Default)]
pub struct Jawab {
    isi: BTreeMap<String, Vec<String>>,
}

impl Jawab {
    pub fn dari<'a>(isi: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut jawab = Self::default();
        for (nama, nilai) in isi {
            jawab.isi.entry(nama.to_owned()).or_default().push(nilai.trim().to_owned());
        }
        jawab
    }

    pub fn pasang(&mut self, nama: &str, nilai: impl Into<String>) {
        self.isi.insert(nama.to_owned(), vec![nilai.into()]);
    }

    pub(super) fn pasang_semua(&mut self, nama: &str, nilai: impl IntoIterator<Item = String>) {
        self.isi.insert(nama.to_owned(), nilai.into_iter().collect());
    }

    pub fn buang(&mut self, nama: &str) {
        self.isi.remove(nama);
    }

    /// Puts a value where nothing was typed.
    pub fn pasang_bila_kosong(&mut self, nama: &str, nilai: impl Into<String>) {
        if self.some(nama).is_none() {
            self.pasang(nama, nilai);
        }
    }

    /// Empty where nothing was typed.
    pub fn teks(&self, nama: &str) -> &str {
        self.isi.get(nama).and_then(|nilai| nilai.first()).map_or("", String::as_str)
    }

    pub fn some(&self, nama: &str) -> Option<&str> {
        Some(self.teks(nama)).filter(|teks| !teks.is_empty())
    }

    pub fn milik(&self, nama: &str) -> Option<String> {
        self.some(nama).map(str::to_owned)
    }

    pub fn semua(&self, nama: &str) -> &[String] {
        self.isi.get(nama).map_or(&[], Vec::as_slice)
    }

    /// All answers, to carry them on to the next page.
    pub fn pasangan(&self) -> impl Iterator<Item = (&str, &str)> {
        self.isi.iter().flat_map(|(nama, semua)| semua.iter().map(|nilai| (nama.as_str(), nilai.as_str())))
    }

    pub fn tanggal(&self, nama: &str) -> Option<Date> {
        urai_tanggal(self.some(nama)?).ok()
    }

    pub fn kode<T: Daftar>(&self, nama: &str) -> Option<T> {
        self.some(nama)?.parse().ok().and_then(T::dari_kode)
    }

    pub fn nik(&self, nama: &str) -> Option<Nik> {
        Nik::baru(self.some(nama)?).ok()
    }

    pub fn no_kk(&self, nama: &str) -> Option<NomorKk> {
        NomorKk::baru(self.some(nama)?).ok()
    }

    /// Degrees, with a point or a comma, as whole micro-degrees.
    pub fn mikro(&self, nama: &str) -> Option<i32> {
        let teks = self.some(nama)?.replace(',', ".");
        let (tanda, teks) = teks.strip_prefix('-').map_or((1, teks.as_str()), |sisa| (-1, sisa));
        let (utuh, pecahan) = teks.split_once('.').unwrap_or((teks, ""));
        let angka = |teks: &str| teks.bytes().all(|b| b.is_ascii_digit());
        if utuh.is_empty() || utuh.len() > 3 || !angka(utuh) || !angka(pecahan) {
            return None;
        }
        let pecahan: String = pecahan.chars().chain("000000".chars()).take(6).collect();
        Some(tanda * (utuh.parse::<i32>().ok()? * 1_000_000 + pecahan.parse::<i32>().ok()?))
    }

    pub fn id(&self, nama: &str) -> Option<Uuid> {
        self.some(nama)?.parse().ok()
    }

    pub fn ids(&self, nama: &str) -> Vec<Uuid> {
        self.semua(nama).iter().filter_map(|id| id.parse().ok()).collect()
    }

    /// A part of the village, sent as `dusun|rw|rt`.
    pub fn tempat(&self, nama: &str) -> Option<KodeTempat> {
        let mut bagian = self.some(nama)?.split('|').map(str::to_owned);
        let tempat = KodeTempat { dusun: bagian.next()?, rw: bagian.next()?, rt: bagian.next()? };
        bagian.next().is_none().then_some(tempat)
    }
}

/// The form field that says how somebody from another village stands to the head here.
pub fn bidang_peran(asal_id: Uuid) -> String {
    format!("peran_{asal_id}")
}

/// How a part of the village is sent by a form.
pub fn kirim_tempat(t: &KodeTempat) -> String {
    format!("{}|{}|{}", t.dusun, t.rw, t.rt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_village_comes_back() {
        let tempat = KodeTempat { dusun: "KAUMAN".into(), rw: "001".into(), rt: String::new() };
        let jawab = Jawab::dari([("tempat", kirim_tempat(&tempat).as_str()), ("rusak", "a|b")]);
        assert_eq!(jawab.tempat("tempat"), Some(tempat));
        assert_eq!(jawab.tempat("rusak"), None);
        assert_eq!((jawab.teks("lain"), jawab.some("lain")), ("", None));
    }

    #[test]
    fn degrees_are_read_as_whole_micro_degrees() {
        for (teks, mikro) in [
            ("-7.875600", Some(-7_875_600)),
            ("110,40725", Some(110_407_250)),
            ("7", Some(7_000_000)),
            ("-0.5", Some(-500_000)),
            ("1.23456789", Some(1_234_567)),
            ("7.8.7", None),
            ("1234", None),
            ("tujuh", None),
            ("", None),
        ] {
            assert_eq!(Jawab::dari([("lat", teks)]).mikro("lat"), mikro, "{teks}");
        }
    }
}
