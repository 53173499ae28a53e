//! Headings of a layout, compared with where they should stand.

use std::fmt::Write as _;

use crate::impor::buku::BarisMentah;
use crate::impor::kolom::K;
use crate::impor::padanan::Tujuan;

/// Headings that make a row a header row.
const JUDUL_CUKUP: usize = 4;

/// Where the columns of persons stand.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Letak {
    pub(super) kolom: Vec<(K, usize)>,
    /// Columns whose heading was not found although others had moved.
    pub(super) hilang: Vec<K>,
    /// Some heading stands elsewhere than in the layout.
    pub(super) bergeser: bool,
}

impl Letak {
    pub(super) fn baku(kolom: &[(K, usize)]) -> Self {
        Self { kolom: kolom.to_vec(), hilang: Vec::new(), bergeser: false }
    }

    pub(super) fn di(&self, k: K) -> Option<usize> {
        self.kolom.iter().find(|(kolom, _)| *kolom == k).map(|(_, di)| *di)
    }
}

/// The headings that a row holds; a heading that stands twice tells nothing.
fn judul(baris: &BarisMentah, kolom: &[(K, usize)]) -> Vec<(K, usize)> {
    let mut ada: Vec<(K, usize)> = Vec::new();
    for (di, sel) in baris.sel.iter().enumerate() {
        if let Some(Tujuan::Kolom(k)) = Tujuan::tebak(&sel.tampil())
            && kolom.iter().any(|(milik, _)| *milik == k)
        {
            ada.push((k, di));
        }
    }
    let ganda = |k: K| ada.iter().filter(|(lain, _)| *lain == k).count() > 1;
    ada.iter().copied().filter(|(k, _)| !ganda(*k)).collect()
}

/// Reads a header row: where its columns stand, by their headings where one of them has moved.
/// `None` when the row is no header row.
pub(super) fn baca(baris: &BarisMentah, kolom: &[(K, usize)]) -> Option<Letak> {
    let ada = judul(baris, kolom);
    if ada.len() < JUDUL_CUKUP {
        return None;
    }
    let baku = |k: K| kolom.iter().find(|(milik, _)| *milik == k).map(|(_, di)| *di);
    if ada.iter().all(|(k, di)| baku(*k) == Some(*di)) {
        return Some(Letak::baku(kolom));
    }
    let hilang = kolom.iter().map(|(k, _)| *k).filter(|k| ada.iter().all(|(lain, _)| lain != k)).collect();
    Some(Letak { kolom: ada, hilang, bergeser: true })
}

/// What to tell the clerk about headings that have moved.
pub(super) fn kalimat(letak: &Letak, tata: &str, baku: &[(K, usize)]) -> String {
    let pindah = letak.kolom.iter().filter(|(k, di)| baku.iter().any(|(lain, b)| lain == k && b != di));
    let pindah: Vec<String> =
        pindah.take(4).map(|(k, di)| format!("{} di kolom {}", k.label(), huruf_kolom(*di))).collect();
    let mut kalimat = format!(
        "Letak kolom berbeda dari {tata} biasa: {}. Mulai baris ini kolom dibaca menurut judulnya.",
        pindah.join(", ")
    );
    if !letak.hilang.is_empty() {
        let hilang: Vec<&str> = letak.hilang.iter().map(|k| k.label()).collect();
        let _ = write!(
            kalimat,
            " Judul ini tidak ditemukan, jadi isinya dianggap belum diketahui: {}.",
            hilang.join(", ")
        );
    }
    kalimat
}

/// `A`, `B` … `Z`, `AA`: as a spreadsheet names the column, which is counted from 0.
pub(in crate::impor) fn huruf_kolom(mut di: usize) -> String {
    let mut huruf = Vec::new();
    loop {
        huruf.push(char::from(b'A' + u8::try_from(di % 26).unwrap_or(0)));
        match di / 26 {
            0 => break,
            sisa => di = sisa - 1,
        }
    }
    huruf.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impor::sel::Sel;

    const KOLOM: &[(K, usize)] =
        &[(K::Nik, 1), (K::Nama, 2), (K::Sex, 3), (K::TempatLahir, 4), (K::Agama, 5)];

    fn baris(isi: &[&str]) -> BarisMentah {
        let sel = isi.iter().map(|t| if t.is_empty() { Sel::Kosong } else { Sel::Teks((*t).into()) });
        BarisMentah { nomor: 7, sel: sel.collect() }
    }

    #[test]
    fn headings_in_their_place_and_elsewhere() {
        let baku = baca(&baris(&["NO", "NIK", "NAMA", "JK", "TMPT LHR"]), KOLOM).unwrap();
        assert!(!baku.bergeser);
        assert_eq!(baku.kolom, KOLOM, "a heading that is merely unknown keeps its place");
        let geser = baca(&baris(&["NO", "", "NIK", "NAMA", "JK", "TMPT LHR"]), KOLOM).unwrap();
        assert!(geser.bergeser);
        assert_eq!((geser.di(K::Nik), geser.di(K::Agama)), (Some(2), None));
        assert_eq!(
            kalimat(&geser, "BIP 2012", KOLOM),
            "Letak kolom berbeda dari BIP 2012 biasa: NIK di kolom C, Nama lengkap di kolom D, Jenis kelamin \
             di kolom E, Tempat lahir di kolom F. Mulai baris ini kolom dibaca menurut judulnya. Judul ini \
             tidak ditemukan, jadi isinya dianggap belum diketahui: Agama."
        );
        assert!(baca(&baris(&["1", "3402134101859001", "SITI", "P"]), KOLOM).is_none());
    }

    #[test]
    fn columns_have_letters() {
        for (di, huruf) in [(0, "A"), (25, "Z"), (26, "AA"), (33, "AH"), (255, "IV")] {
            assert_eq!(huruf_kolom(di), huruf);
        }
    }
}
