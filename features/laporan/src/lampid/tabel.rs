//! The table of the monthly report: ten rows, and the columns that the forms of regencies print.

use serde::{Deserialize, Serialize};

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baris {
    Awal,
    /// For families: a new one of people who lived here already.
    Lahir,
    Mati,
    Datang,
    Pindah,
    Pergi,
    Hilang,
    Kembali,
    /// What changed without coming or leaving: a corrected sex, a change of citizenship, an undone event of
    /// a frozen month, an accepted proposal.
    Koreksi,
    Akhir,
}

impl Baris {
    pub const SEMUA: [Self; 10] = [
        Self::Awal,
        Self::Lahir,
        Self::Mati,
        Self::Datang,
        Self::Pindah,
        Self::Pergi,
        Self::Hilang,
        Self::Kembali,
        Self::Koreksi,
        Self::Akhir,
    ];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Awal => "awal",
            Self::Lahir => "lahir",
            Self::Mati => "mati",
            Self::Datang => "datang",
            Self::Pindah => "pindah",
            Self::Pergi => "pergi",
            Self::Hilang => "hilang",
            Self::Kembali => "kembali",
            Self::Koreksi => "koreksi",
            Self::Akhir => "akhir",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|baris| baris.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Awal => "Penduduk/keluarga awal bulan",
            Self::Lahir => "Kelahiran/keluarga baru",
            Self::Mati => "Kematian",
            Self::Datang => "Pendatang",
            Self::Pindah => "Pindah",
            Self::Pergi => "Pergi",
            Self::Hilang => "Hilang",
            Self::Kembali => "Kembali",
            Self::Koreksi => "Koreksi data dan perubahan lain",
            Self::Akhir => "Penduduk/keluarga akhir bulan",
        }
    }

    /// Whether the row takes away: its figures are shown without their minus.
    pub fn keluar(self) -> bool {
        matches!(self, Self::Mati | Self::Pindah | Self::Pergi | Self::Hilang)
    }
}

/// What is counted for itself. The other columns are sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dasar {
    WniL,
    WniP,
    WnaL,
    WnaP,
    KkL,
    KkP,
}

/// A column of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kolom {
    pub kode: &'static str,
    pub label: &'static str,
    pub isi: &'static [Dasar],
}

impl Kolom {
    pub fn dari_kode(kode: &str) -> Option<&'static Self> {
        KOLOM.iter().find(|kolom| kolom.kode == kode)
    }

    /// Counts families, not people.
    pub fn keluarga(&self) -> bool {
        matches!(self.isi[0], Dasar::KkL | Dasar::KkP)
    }
}

use Dasar::{KkL, KkP, WnaL, WnaP, WniL, WniP};

const fn kolom(kode: &'static str, label: &'static str, isi: &'static [Dasar]) -> Kolom {
    Kolom { kode, label, isi }
}

/// The ten columns of figures, in the form's order; number and name of the row stand before them.
pub const KOLOM: [Kolom; 10] = [
    kolom("wni-l", "WNI laki-laki", &[WniL]),
    kolom("wni-p", "WNI perempuan", &[WniP]),
    kolom("wna-l", "WNA laki-laki", &[WnaL]),
    kolom("wna-p", "WNA perempuan", &[WnaP]),
    kolom("l", "Laki-laki", &[WniL, WnaL]),
    kolom("p", "Perempuan", &[WniP, WnaP]),
    kolom("jiwa", "Laki-laki dan perempuan", &[WniL, WniP, WnaL, WnaP]),
    kolom("kk-l", "Keluarga dengan kepala laki-laki", &[KkL]),
    kolom("kk-p", "Keluarga dengan kepala perempuan", &[KkP]),
    kolom("kk", "Keluarga", &[KkL, KkP]),
];

/// The figures, as signed differences: who left counts −1.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tabel {
    angka: [[i64; 6]; 10],
}

impl Tabel {
    pub fn tambah(&mut self, baris: Baris, dasar: Dasar, banyak: i64) {
        self.angka[baris as usize][dasar as usize] += banyak;
    }

    fn dasar(&self, baris: Baris, dasar: Dasar) -> i64 {
        self.angka[baris as usize][dasar as usize]
    }

    /// The signed sum of a column: negative for those who left.
    pub fn selisih(&self, baris: Baris, kolom: &Kolom) -> i64 {
        kolom.isi.iter().map(|dasar| self.dasar(baris, *dasar)).sum()
    }

    /// As printed: people who left are counted, not subtracted. Only corrections may be negative.
    pub fn angka(&self, baris: Baris, kolom: &Kolom) -> i64 {
        let selisih = self.selisih(baris, kolom);
        if baris.keluar() { -selisih } else { selisih }
    }

    /// Columns in which start and changes do not give the end. Always empty unless Balai has a fault.
    pub fn timpang(&self) -> Vec<&'static str> {
        let salah = |kolom: &&Kolom| {
            let jumlah: i64 = Baris::SEMUA[..9].iter().map(|baris| self.selisih(*baris, kolom)).sum();
            jumlah != self.selisih(Baris::Akhir, kolom)
        };
        KOLOM.iter().filter(salah).map(|kolom| kolom.label).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_are_found_by_their_codes() {
        for baris in Baris::SEMUA {
            assert_eq!(Baris::dari_kode(baris.kode()), Some(baris));
        }
        for kolom in &KOLOM {
            assert_eq!(Kolom::dari_kode(kolom.kode), Some(kolom));
        }
        assert!(Baris::dari_kode("x").is_none() && Kolom::dari_kode("x").is_none());
    }

    #[test]
    fn a_table_that_does_not_add_up_names_its_columns() {
        let mut tabel = Tabel::default();
        tabel.tambah(Baris::Awal, WniL, 10);
        tabel.tambah(Baris::Mati, WniL, -1);
        tabel.tambah(Baris::Akhir, WniL, 9);
        assert!(tabel.timpang().is_empty());
        assert_eq!(tabel.angka(Baris::Mati, &KOLOM[0]), 1, "printed without a minus");
        assert_eq!(tabel.angka(Baris::Mati, &KOLOM[6]), 1);
        tabel.tambah(Baris::Akhir, WniL, 1);
        assert_eq!(tabel.timpang(), ["WNI laki-laki", "Laki-laki", "Laki-laki dan perempuan"]);
    }
}
