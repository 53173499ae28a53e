//! How near a typed name comes to a stored one, when spelling and sound do not meet: letters left out, doubled
//! or swapped, vowels heard otherwise, words run together or in another order.

use super::{kunci_nama, normal_nama};

/// A typed name, taken apart once for many comparisons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CariNama {
    kata: Vec<Kata>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Kata {
    ejaan: String,
    bunyi: Vec<u8>,
}

/// More words than this name nobody.
const BATAS_KATA: usize = 6;
/// What a typed word costs that no word of the name resembles.
const ASING: u32 = 40;
/// How people are addressed; said at the counter, seldom written in the register.
const SAPAAN: [&str; 12] =
    ["PAK", "BAPAK", "BPK", "BU", "IBU", "MBAH", "MBAK", "MAS", "SDR", "SDRI", "SAUDARA", "SAUDARI"];

impl CariNama {
    pub fn baru(teks: &str) -> Self {
        let normal = normal_nama(teks);
        let semua: Vec<&str> = normal.split(' ').filter(|kata| !kata.is_empty()).take(BATAS_KATA).collect();
        let tanpa: Vec<&str> = semua.iter().copied().filter(|kata| !SAPAAN.contains(kata)).collect();
        // Who is called nothing but "Mas" is looked for all the same.
        let dipakai = if tanpa.is_empty() { semua } else { tanpa };
        let kata = |kata: &str| Kata { ejaan: kata.to_owned(), bunyi: kunci_nama(kata).into_bytes() };
        Self { kata: dipakai.into_iter().map(kata).collect() }
    }

    pub fn kosong(&self) -> bool {
        self.kata.is_empty()
    }

    /// The words as spelled, without forms of address.
    pub fn ejaan(&self) -> String {
        let kata: Vec<&str> = self.kata.iter().map(|kata| kata.ejaan.as_str()).collect();
        kata.join(" ")
    }

    /// At most `batas` parts of the sound, of which a likely name holds some: a slip of the hand spoils one or
    /// two of them and leaves the others. Longer words give more parts, and each word gives one.
    pub fn potongan(&self, batas: usize) -> Vec<String> {
        let mut hasil: Vec<String> = Vec::new();
        let mut per_kata: Vec<Vec<&[u8]>> = self.kata.iter().map(|kata| belah(&kata.bunyi)).collect();
        // A part of each word in turn, so that no word goes without.
        while hasil.len() < batas && per_kata.iter().any(|bagian| !bagian.is_empty()) {
            for bagian in &mut per_kata {
                if hasil.len() < batas && !bagian.is_empty() {
                    let potong = String::from_utf8_lossy(bagian.remove(0)).into_owned();
                    if !potong.is_empty() && !hasil.contains(&potong) {
                        hasil.push(potong);
                    }
                }
            }
        }
        hasil
    }

    /// How far a stored name lies from what was typed, the nearest first; none when it is another name.
    /// `ejaan` is the name in capitals, `bunyi` its sound key, word by word.
    pub fn jarak(&self, ejaan: &str, bunyi: &str) -> Option<u32> {
        let ejaan: Vec<&str> = ejaan.split(' ').collect();
        let bunyi: Vec<&[u8]> = bunyi.split(' ').map(str::as_bytes).collect();
        let mut jumlah = 0;
        let mut asing = 0;
        let mut i = 0;
        while let Some(kata) = self.kata.get(i) {
            let sendiri = terdekat(kata, &ejaan, &bunyi);
            // Two typed words may be one in the register: Nur Hayati, Nurhayati.
            let berdua = self.kata.get(i + 1).map(|sesudah| {
                let rapat = [kata.bunyi.as_slice(), &sesudah.bunyi].concat();
                let masing = sendiri.min(ASING) + terdekat(sesudah, &ejaan, &bunyi).min(ASING);
                (bunyi.iter().map(|nama| nilai_bunyi(&rapat, nama)).min().unwrap_or(ASING), masing)
            });
            if let Some((serangkai, masing)) = berdua
                && serangkai < masing
            {
                jumlah += serangkai;
                i += 2;
                continue;
            }
            jumlah += sendiri;
            asing += usize::from(sendiri >= ASING);
            i += 1;
        }
        // Of three words one may be foreign, of fewer none: else everybody called Siti is near to every Siti.
        let boleh = self.kata.len() / 3;
        let lebih = u32::try_from(bunyi.len().abs_diff(self.kata.len())).unwrap_or(9).min(9);
        (asing <= boleh && !self.kata.is_empty()).then_some(jumlah * 10 + lebih)
    }
}

/// The least cost of a typed word among the words of a name, and among neighbours of them run together.
fn terdekat(kata: &Kata, ejaan: &[&str], bunyi: &[&[u8]]) -> u32 {
    let satu = ejaan.iter().map(|nama| nilai_ejaan(&kata.ejaan, nama)).min().unwrap_or(ASING);
    if satu == 0 {
        return 0;
    }
    let dua = bunyi.iter().map(|nama| nilai_bunyi(&kata.bunyi, nama)).min().unwrap_or(ASING);
    let rapat =
        bunyi.windows(2).map(|dua| nilai_bunyi(&kata.bunyi, &dua.concat()) + 1).min().unwrap_or(ASING);
    satu.min(dua).min(rapat).min(ASING)
}

fn nilai_ejaan(kata: &str, nama: &str) -> u32 {
    if kata == nama {
        0
    } else if nama.starts_with(kata) {
        2
    } else if kata.len() >= 3 && nama.contains(kata) {
        6
    } else {
        ASING
    }
}

fn nilai_bunyi(kata: &[u8], nama: &[u8]) -> u32 {
    if kata.is_empty() || nama.is_empty() {
        return ASING;
    }
    if kata == nama {
        return 3;
    }
    if nama.starts_with(kata) {
        return 5;
    }
    let batas = kelonggaran(kata.len().max(nama.len()));
    if let Some(beda) = beda(kata, nama, batas) {
        return 7 + 2 * beda;
    }
    // The beginning of a longer word, with a slip in it.
    if kata.len() >= 5 && nama.len() > kata.len() {
        let batas = kelonggaran(kata.len()).saturating_sub(1);
        if let Some(beda) = beda(kata, &nama[..kata.len()], batas) {
            return 9 + 2 * beda;
        }
    }
    ASING
}

/// How much two words of this length may differ and still be one name.
fn kelonggaran(panjang: usize) -> u32 {
    match panjang {
        0..=3 => 1,
        4..=5 => 2,
        6 => 3,
        7..=8 => 4,
        _ => 5,
    }
}

fn belah(bunyi: &[u8]) -> Vec<&[u8]> {
    let banyak = match bunyi.len() {
        0..=3 => 1,
        4..=5 => 2,
        6..=8 => 3,
        _ => 4,
    };
    (0..banyak).map(|ke| &bunyi[ke * bunyi.len() / banyak..(ke + 1) * bunyi.len() / banyak]).collect()
}

fn vokal(huruf: u8) -> bool {
    matches!(huruf, b'A' | b'E' | b'I' | b'O' | b'U')
}

/// Consonants that are taken for each other by ear.
fn mirip(a: u8, b: u8) -> bool {
    let pasangan = |x: &[u8]| x.contains(&a) && x.contains(&b);
    [b"BP", b"DT", b"GK", b"CS", b"CT", b"MN", b"LR", b"YI", b"WU", b"WP", b"CK"].iter().any(|p| pasangan(*p))
}

fn harga_ganti(a: u8, b: u8) -> u32 {
    match (vokal(a), vokal(b)) {
        _ if a == b => 0,
        (true, true) => 1,
        _ if mirip(a, b) => 1,
        (false, false) => 2,
        _ => 3,
    }
}

/// A vowel, or a letter that is hardly heard, is easily left out.
fn harga_sisip(huruf: u8) -> u32 {
    if vokal(huruf) || huruf == b'H' { 1 } else { 2 }
}

/// Weighted edits (put in, leave out, change, swap neighbours) from one word to another; none beyond `batas`.
fn beda(a: &[u8], b: &[u8], batas: u32) -> Option<u32> {
    if u32::try_from(a.len().abs_diff(b.len())).ok()? > batas {
        return None;
    }
    let mut atas: Vec<u32> = Vec::new();
    let mut kini: Vec<u32> = Vec::with_capacity(b.len() + 1);
    kini.push(0);
    for huruf in b {
        kini.push(kini[kini.len() - 1] + harga_sisip(*huruf));
    }
    for i in 1..=a.len() {
        let sebelum = std::mem::replace(&mut kini, Vec::with_capacity(b.len() + 1));
        kini.push(sebelum[0] + harga_sisip(a[i - 1]));
        for j in 1..=b.len() {
            let mut harga = (sebelum[j - 1] + harga_ganti(a[i - 1], b[j - 1]))
                .min(sebelum[j] + harga_sisip(a[i - 1]))
                .min(kini[j - 1] + harga_sisip(b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                harga = harga.min(atas[j - 2] + 2);
            }
            kini.push(harga);
        }
        if kini.iter().all(|harga| *harga > batas) {
            return None;
        }
        atas = sebelum;
    }
    kini.last().copied().filter(|harga| *harga <= batas)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn jarak(ketikan: &str, nama: &str) -> Option<u32> {
        CariNama::baru(ketikan).jarak(&normal_nama(nama), &kunci_nama(nama))
    }

    #[test]
    fn the_nearer_name_comes_first() {
        for (ketikan, dekat, jauh) in [
            ("Siti Aminah", "SITI AMINAH", "SITI AMINATUN"),
            ("Siti Aminah", "SITI AMINAH", "SITI AMINAH ROHMAH"),
            ("Sri", "SRI LESTARI", "ASRI"),
            ("Djoko", "DJOKO", "JOKO"),
            ("Joko", "YOKO", "JONO"),
            ("Suparmi", "SUPARNI", "SUPADMI LESTARI"),
            ("Nurhayati", "NUR HAYATI", "NURHIDAYATI"),
        ] {
            let (dekat, jauh) = (jarak(ketikan, dekat), jarak(ketikan, jauh));
            assert!(
                dekat.is_some() && jauh.is_none_or(|jauh| dekat < Some(jauh)),
                "{ketikan}: {dekat:?} {jauh:?}"
            );
        }
    }

    #[test]
    fn slips_of_ear_and_hand_are_near() {
        for (ketikan, nama) in [
            ("Wahyni", "WAHYUNI"),
            ("Whayuni", "WAHYUNI"),
            ("Sulatri", "SULASTRI"),
            ("Bambnag", "BAMBANG"),
            ("Lestri Rahayu", "RAHAYU LESTARI"),
            ("Pak Slamet", "SLAMET"),
            ("Selamet", "SLAMET"),
            ("Nur Hayati", "NURHAYATI"),
            ("Sri Wahyuni Lestri", "SRI WAHYUNI"),
        ] {
            assert!(jarak(ketikan, nama).is_some(), "{ketikan} / {nama}");
        }
        for (ketikan, nama) in [
            ("Budi", "SITI"),
            ("Siti Aminah", "SITI ROHANAH"),
            ("Siti", "SINTA"),
            ("Sari", "WAGIMIN"),
            ("", "SITI"),
            ("Eko", "ERNA"),
        ] {
            assert_eq!(jarak(ketikan, nama), None, "{ketikan} / {nama}");
        }
        assert!(jarak("Mas", "MAS").is_some(), "a form of address alone is a name");
    }

    #[test]
    fn parts_are_few_and_fair() {
        assert_eq!(CariNama::baru("Sri Wahyuni").potongan(6), ["SRI", "WA", "YU", "NI"]);
        assert_eq!(CariNama::baru("Purwaningsih Lestari Rahayu").potongan(4).len(), 4);
        assert_eq!(CariNama::baru("...").potongan(6), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn a_name_is_nearest_to_itself(nama in "[A-Z]{3,9}( [A-Z]{3,9}){0,2}", lain in "[A-Z]{3,9}") {
            prop_assert_eq!(jarak(&nama, &nama), Some(0));
            if let Some(jauh) = jarak(&nama, &lain) {
                prop_assert!(jauh > 0 || lain == nama);
            }
        }

        #[test]
        fn edits_are_the_same_both_ways(a in "[A-Z]{0,10}", b in "[A-Z]{0,10}") {
            prop_assert_eq!(beda(a.as_bytes(), b.as_bytes(), 9), beda(b.as_bytes(), a.as_bytes(), 9));
        }

        #[test]
        fn never_panics(ketikan in ".{0,30}", nama in ".{0,30}") {
            let _ = jarak(&ketikan, &nama);
            let _ = CariNama::baru(&ketikan).potongan(6);
        }
    }
}
