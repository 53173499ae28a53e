use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// How a village writes its numbers, such as `{klasifikasi}/{urut:3}/{unit}/{bulan_romawi}/{tahun}`.
///
/// Parts stand in any order with any text between; the running number and the year each stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pola(Vec<Bagian>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Bagian {
    Teks(String),
    Klasifikasi,
    /// The running number with at least so many digits.
    Urut(usize),
    Unit,
    /// I to XII.
    BulanRomawi,
    /// 01 to 12.
    Bulan,
    Tahun,
}

/// What a number is written from.
#[derive(Debug, Clone, Copy)]
pub struct Isian<'a> {
    pub urut: i64,
    /// The number's date.
    pub tanggal: Date,
    /// Code of Permendagri 83/2022, such as `400.10.2.2`.
    pub klasifikasi: &'a str,
    pub kode_unit: &'a str,
}

const MAX_PANJANG: usize = 100;
const MAX_LEBAR: usize = 6;

/// Why a pattern is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GalatPola {
    #[error("Pola nomor belum diisi. Contoh: {{klasifikasi}}/{{urut:3}}/{{unit}}/{{bulan_romawi}}/{{tahun}}")]
    Kosong,
    #[error("Pola nomor terlalu panjang: {0} huruf, paling banyak {MAX_PANJANG}.")]
    Panjang(usize),
    #[error("Kurung {{ pada huruf ke-{0} tidak ditutup dengan }}.")]
    KurungBuka(usize),
    #[error("Ada kurung }} pada huruf ke-{0} tanpa kurung {{ di depannya.")]
    KurungTutup(usize),
    #[error(
        "{{{0}}} tidak dikenal. Pilihannya: {{klasifikasi}}, {{urut:3}}, {{unit}}, {{bulan_romawi}}, {{bulan}}, {{tahun}}."
    )]
    TidakDikenal(String),
    #[error("Lebar nomor urut harus 1 sampai {MAX_LEBAR}, misalnya {{urut:3}}. Anda mengetik {0}.")]
    Lebar(String),
    #[error("Pola nomor harus memuat {{urut}}, tempat nomor urut ditulis.")]
    TanpaUrut,
    #[error("{{urut}} hanya boleh sekali dalam pola nomor.")]
    UrutGanda,
    #[error(
        "Pola nomor harus memuat {{tahun}}: nomor urut mulai lagi dari 1 tiap tahun, tanpa tahun nomornya kembar."
    )]
    TanpaTahun,
    #[error(
        "Beri pemisah, misalnya garis miring, antara {{urut}} dan angka di sebelahnya; tanpa itu nomornya tidak terbaca."
    )]
    Berdempet,
    #[error("Pola nomor memuat huruf yang tidak dapat dicetak pada huruf ke-{0}. Ketik ulang polanya.")]
    TakTercetak(usize),
}

impl Default for Pola {
    /// The pattern that most villages use.
    fn default() -> Self {
        let garis = || Bagian::Teks("/".to_owned());
        Self(vec![
            Bagian::Klasifikasi,
            garis(),
            Bagian::Urut(3),
            garis(),
            Bagian::Unit,
            garis(),
            Bagian::BulanRomawi,
            garis(),
            Bagian::Tahun,
        ])
    }
}

impl Pola {
    /// The number as it stands on the letter.
    pub fn tulis(&self, isian: &Isian<'_>) -> String {
        let (tahun, bulan) = (isian.tanggal.year(), isian.tanggal.month());
        self.0
            .iter()
            .map(|bagian| match bagian {
                Bagian::Teks(teks) => teks.clone(),
                Bagian::Klasifikasi => isian.klasifikasi.trim().to_owned(),
                Bagian::Urut(lebar) => format!("{:0lebar$}", isian.urut),
                Bagian::Unit => isian.kode_unit.trim().to_owned(),
                Bagian::BulanRomawi => {
                    kamus::bulan_romawi(bulan).expect("jiff months are 1 to 12").to_owned()
                }
                Bagian::Bulan => format!("{bulan:02}"),
                Bagian::Tahun => format!("{tahun:04}"),
            })
            .collect()
    }

    /// How the number `urut` would read on that day, to show beside the field while the pattern is chosen.
    pub fn contoh(&self, kode_unit: &str, tanggal: Date, urut: i64) -> String {
        self.tulis(&Isian { urut, tanggal, klasifikasi: "400.10.2.2", kode_unit })
    }

    pub fn memakai_unit(&self) -> bool {
        self.0.contains(&Bagian::Unit)
    }

    pub fn memakai_klasifikasi(&self) -> bool {
        self.0.contains(&Bagian::Klasifikasi)
    }

    fn periksa(self) -> Result<Self, GalatPola> {
        let urut = |bagian: &Bagian| matches!(bagian, Bagian::Urut(_));
        let angka = |bagian: &Bagian| matches!(bagian, Bagian::Urut(_) | Bagian::Bulan | Bagian::Tahun);
        match self.0.iter().filter(|bagian| urut(bagian)).count() {
            0 => return Err(GalatPola::TanpaUrut),
            1 => {}
            _ => return Err(GalatPola::UrutGanda),
        }
        if !self.0.contains(&Bagian::Tahun) {
            return Err(GalatPola::TanpaTahun);
        }
        let berdempet = |pasangan: &[Bagian]| pasangan.iter().all(angka) && pasangan.iter().any(urut);
        if self.0.windows(2).any(berdempet) {
            return Err(GalatPola::Berdempet);
        }
        Ok(self)
    }
}

impl FromStr for Pola {
    type Err = GalatPola;

    fn from_str(teks: &str) -> Result<Self, GalatPola> {
        let teks = teks.trim();
        let panjang = teks.chars().count();
        match panjang {
            0 => return Err(GalatPola::Kosong),
            1..=MAX_PANJANG => {}
            _ => return Err(GalatPola::Panjang(panjang)),
        }
        if let Some(posisi) = teks.chars().position(char::is_control) {
            return Err(GalatPola::TakTercetak(posisi + 1));
        }
        let mut bagian = Vec::new();
        let mut sisa = teks;
        while !sisa.is_empty() {
            let di_sini = |lanjut: &str| panjang - lanjut.chars().count() + 1;
            let (depan, dalam) = match sisa.find(['{', '}']) {
                None => (sisa, None),
                Some(posisi) if sisa[posisi..].starts_with('}') => {
                    return Err(GalatPola::KurungTutup(di_sini(&sisa[posisi..])));
                }
                Some(posisi) => (&sisa[..posisi], Some(&sisa[posisi + 1..])),
            };
            if !depan.is_empty() {
                bagian.push(Bagian::Teks(depan.to_owned()));
            }
            let Some(dalam) = dalam else { break };
            let tutup = dalam.find(['{', '}']).filter(|posisi| dalam[*posisi..].starts_with('}'));
            let Some(tutup) = tutup else { return Err(GalatPola::KurungBuka(di_sini(dalam) - 1)) };
            bagian.push(dalam[..tutup].parse()?);
            sisa = &dalam[tutup + 1..];
        }
        Self(bagian).periksa()
    }
}

impl FromStr for Bagian {
    type Err = GalatPola;

    fn from_str(teks: &str) -> Result<Self, GalatPola> {
        let (nama, lebar) = match teks.split_once(':') {
            Some((nama, lebar)) => (nama, Some(lebar.trim())),
            None => (teks, None),
        };
        match (nama.trim().to_lowercase().as_str(), lebar) {
            ("klasifikasi", None) => Ok(Self::Klasifikasi),
            ("urut", None) => Ok(Self::Urut(1)),
            ("urut", Some(lebar)) => match lebar.parse() {
                Ok(angka @ 1..=MAX_LEBAR) => Ok(Self::Urut(angka)),
                _ => Err(GalatPola::Lebar(lebar.to_owned())),
            },
            ("unit", None) => Ok(Self::Unit),
            ("bulan_romawi", None) => Ok(Self::BulanRomawi),
            ("bulan", None) => Ok(Self::Bulan),
            ("tahun", None) => Ok(Self::Tahun),
            _ => Err(GalatPola::TidakDikenal(teks.to_owned())),
        }
    }
}

/// The pattern as it is stored and typed.
impl fmt::Display for Pola {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for bagian in &self.0 {
            match bagian {
                Bagian::Teks(teks) => f.write_str(teks)?,
                Bagian::Klasifikasi => f.write_str("{klasifikasi}")?,
                Bagian::Urut(1) => f.write_str("{urut}")?,
                Bagian::Urut(lebar) => write!(f, "{{urut:{lebar}}}")?,
                Bagian::Unit => f.write_str("{unit}")?,
                Bagian::BulanRomawi => f.write_str("{bulan_romawi}")?,
                Bagian::Bulan => f.write_str("{bulan}")?,
                Bagian::Tahun => f.write_str("{tahun}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_as_the_pattern_says() {
        for (pola, teks) in [
            ("{klasifikasi}/{urut:3}/{unit}/{bulan_romawi}/{tahun}", "400.10.2.2/007/PLR/VIII/2026"),
            ("{klasifikasi}/{urut:3}/{unit}/{tahun}", "400.10.2.2/007/PLR/2026"),
            ("No. {urut} / {unit} / {bulan} / {tahun}", "No. 7 / PLR / 08 / 2026"),
            ("{tahun}-{bulan}-{urut:5}", "2026-08-00007"),
            ("{ URUT : 2 }/DS–Ä/{Tahun}", "07/DS–Ä/2026"),
            ("{tahun}{bulan}/{urut}", "202608/7"),
        ] {
            let pola: Pola = pola.parse().unwrap();
            let isian =
                Isian { urut: 7, tanggal: date(2026, 8, 17), klasifikasi: " 400.10.2.2 ", kode_unit: "PLR" };
            assert_eq!(pola.tulis(&isian), teks);
        }
    }

    #[test]
    fn padding_is_a_minimum() {
        let pola: Pola = "{urut:2}/{tahun}".parse().unwrap();
        let isian = Isian { urut: 1234, tanggal: date(2026, 1, 1), klasifikasi: "", kode_unit: "" };
        assert_eq!(pola.tulis(&isian), "1234/2026");
    }

    #[test]
    fn the_usual_pattern_is_the_default() {
        let pola = Pola::default();
        assert_eq!(pola.to_string(), "{klasifikasi}/{urut:3}/{unit}/{bulan_romawi}/{tahun}");
        assert_eq!(pola.to_string().parse(), Ok(pola.clone()));
        assert_eq!(pola.contoh("PLR", date(2026, 3, 2), 12), "400.10.2.2/012/PLR/III/2026");
        assert!(pola.memakai_unit() && pola.memakai_klasifikasi());
    }

    #[test]
    fn refusals_say_what_to_do() {
        for (pola, sentence) in [
            ("  ", "Pola nomor belum diisi. Contoh: {klasifikasi}/{urut:3}/{unit}/{bulan_romawi}/{tahun}"),
            ("é/{urut/{tahun}", "Kurung { pada huruf ke-3 tidak ditutup dengan }."),
            ("é/urut}/{tahun}", "Ada kurung } pada huruf ke-7 tanpa kurung { di depannya."),
            ("{urut}/{tahun", "Kurung { pada huruf ke-8 tidak ditutup dengan }."),
            (
                "{nomor}/{tahun}",
                "{nomor} tidak dikenal. Pilihannya: {klasifikasi}, {urut:3}, {unit}, {bulan_romawi}, {bulan}, {tahun}.",
            ),
            ("{urut:9}/{tahun}", "Lebar nomor urut harus 1 sampai 6, misalnya {urut:3}. Anda mengetik 9."),
            ("{urut:x}/{tahun}", "Lebar nomor urut harus 1 sampai 6, misalnya {urut:3}. Anda mengetik x."),
            ("{unit}/{tahun}", "Pola nomor harus memuat {urut}, tempat nomor urut ditulis."),
            ("{urut}/{urut:3}/{tahun}", "{urut} hanya boleh sekali dalam pola nomor."),
            (
                "{urut}/{unit}",
                "Pola nomor harus memuat {tahun}: nomor urut mulai lagi dari 1 tiap tahun, tanpa tahun nomornya kembar.",
            ),
            (
                "{urut}{tahun}",
                "Beri pemisah, misalnya garis miring, antara {urut} dan angka di sebelahnya; tanpa itu nomornya tidak terbaca.",
            ),
            (
                "{urut}/\u{7}{tahun}",
                "Pola nomor memuat huruf yang tidak dapat dicetak pada huruf ke-8. Ketik ulang polanya.",
            ),
        ] {
            assert_eq!(pola.parse::<Pola>().unwrap_err().to_string(), sentence, "{pola}");
        }
        let panjang = "/".repeat(101);
        assert_eq!(panjang.parse::<Pola>(), Err(GalatPola::Panjang(101)));
        assert!(matches!("{tahun:2}/{urut}".parse::<Pola>(), Err(GalatPola::TidakDikenal(_))));
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_what_is_taken_stays_itself(teks in "[{}a-z:0-9/é ]{0,30}|(\\{(urut|tahun|unit|urut:3)\\}|/|x){1,9}") {
            if let Ok(pola) = teks.parse::<Pola>() {
                prop_assert_eq!(pola.to_string().parse(), Ok(pola));
            }
        }

        #[test]
        fn different_running_numbers_never_look_the_same(a in 0_i64..100_000, b in 0_i64..100_000) {
            let tulis = |urut| {
                let isian = Isian { urut, tanggal: date(2026, 8, 17), klasifikasi: "470", kode_unit: "PLR" };
                Pola::default().tulis(&isian)
            };
            prop_assert_eq!(tulis(a) == tulis(b), a == b);
        }
    }
}
