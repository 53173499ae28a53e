//! An address in one line, as registers print it: `DESA … RT/RW : 001/002 DUSUN : …`.

/// What could be told from an address; the rest is unknown, never guessed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in crate::impor) struct Alamat {
    pub(in crate::impor) jalan: Option<String>,
    pub(in crate::impor) dusun: Option<String>,
    pub(in crate::impor) rt: Option<String>,
    pub(in crate::impor) rw: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bagian {
    Jalan,
    Dusun,
    Rt,
    Rw,
    RtRw,
    RwRt,
    /// Names the village and what is above it, or is no address: left out.
    Lain,
}

/// Longer words before the shorter ones that they begin with.
const KATA: &[(&str, Bagian)] = &[
    ("NO.RT/RW", Bagian::RtRw),
    ("NO. RT/RW", Bagian::RtRw),
    ("RT/RW", Bagian::RtRw),
    ("RT / RW", Bagian::RtRw),
    ("RT.RW", Bagian::RtRw),
    ("RW/RT", Bagian::RwRt),
    ("RT", Bagian::Rt),
    ("RW", Bagian::Rw),
    ("NAMA DUSUN", Bagian::Dusun),
    ("DUSUN", Bagian::Dusun),
    ("DSN", Bagian::Dusun),
    ("PEDUKUHAN", Bagian::Dusun),
    ("PADUKUHAN", Bagian::Dusun),
    ("DUKUH", Bagian::Dusun),
    ("LINGKUNGAN", Bagian::Dusun),
    ("KODEPOS", Bagian::Lain),
    ("KODE POS", Bagian::Lain),
    ("TELP", Bagian::Lain),
    ("TELEPON", Bagian::Lain),
    ("DESA", Bagian::Lain),
    ("KELURAHAN", Bagian::Lain),
    ("KALURAHAN", Bagian::Lain),
    ("KEL", Bagian::Lain),
    ("KECAMATAN", Bagian::Lain),
    ("KEC", Bagian::Lain),
    ("KABUPATEN", Bagian::Lain),
    ("KAB", Bagian::Lain),
    ("PROVINSI", Bagian::Lain),
    ("PROV", Bagian::Lain),
    ("ALAMAT", Bagian::Jalan),
];

/// These begin a street and belong to it.
const JALAN: &[&str] = &["JALAN", "JLN", "JL", "GANG", "GG", "BLOK", "PERUM", "KOMPLEK", "KOMP"];

/// Takes an address apart. `-` in it says that there is none.
pub(in crate::impor) fn urai(teks: &str) -> Alamat {
    let huruf: Vec<char> = teks.chars().collect();
    let mut hasil = Alamat::default();
    let (mut bagian, mut isi) = (Bagian::Jalan, String::new());
    let mut di = 0;
    while di < huruf.len() {
        let awal_kata = di == 0 || !huruf[di - 1].is_alphanumeric();
        let di_jalan = bagian == Bagian::Jalan && rapi(&isi).is_some();
        if awal_kata
            && let Some((panjang, baru)) = kata_kunci(&huruf[di..])
            // JL. BALAI DESA 3 is a street.
            && !(di_jalan && baru == Bagian::Lain)
        {
            hasil.taruh(bagian, &std::mem::take(&mut isi));
            bagian = baru;
            di += panjang;
        } else if awal_kata && bagian != Bagian::Jalan && JALAN.iter().any(|j| berawal(&huruf[di..], j)) {
            hasil.taruh(bagian, &std::mem::take(&mut isi));
            bagian = Bagian::Jalan;
        } else {
            if matches!(huruf[di], ',' | ';') {
                hasil.taruh(bagian, &std::mem::take(&mut isi));
                bagian = Bagian::Jalan;
            } else {
                isi.push(huruf[di]);
            }
            di += 1;
        }
    }
    hasil.taruh(bagian, &isi);
    hasil
}

/// The keyword at the beginning, and how many letters it takes.
fn kata_kunci(sisa: &[char]) -> Option<(usize, Bagian)> {
    let cocok = KATA.iter().find(|(kata, bagian)| {
        if *bagian == Bagian::Rt || *bagian == Bagian::Rw {
            return berawal_angka(sisa, kata);
        }
        berawal(sisa, kata)
    });
    cocok.map(|(kata, bagian)| (kata.len(), *bagian))
}

fn sama(sisa: &[char], kata: &str) -> bool {
    sisa.len() >= kata.len() && kata.chars().zip(sisa).all(|(a, b)| a == b.to_ascii_uppercase())
}

/// The word, whole.
fn berawal(sisa: &[char], kata: &str) -> bool {
    sama(sisa, kata) && sisa.get(kata.len()).is_none_or(|c| !c.is_alphanumeric())
}

/// `RT` before a number or a dash; in `GANG RT MANGGA` it is a name.
fn berawal_angka(sisa: &[char], kata: &str) -> bool {
    let berikut = |sisa: &[char]| {
        sisa.iter().copied().find(|c| !matches!(c, ' ' | '.' | ':')).map(|c| c.is_ascii_digit() || c == '-')
    };
    sama(sisa, kata)
        && sisa.get(kata.len()).is_none_or(|c| !c.is_alphabetic())
        && berikut(&sisa[kata.len()..]).unwrap_or(true)
}

/// Without the punctuation around it.
fn rapi(teks: &str) -> Option<String> {
    let polos = teks.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | ','));
    (!polos.is_empty()).then(|| polos.to_owned())
}

impl Alamat {
    fn taruh(&mut self, bagian: Bagian, isi: &str) {
        let Some(isi) = rapi(isi) else { return };
        match bagian {
            Bagian::Dusun => _ = self.dusun.get_or_insert(isi),
            // `RT001/RW002` leaves its stroke behind.
            Bagian::Rt => _ = self.rt.get_or_insert_with(|| isi.trim_end_matches(['/', ' ']).to_owned()),
            Bagian::Rw => _ = self.rw.get_or_insert(isi),
            Bagian::RtRw | Bagian::RwRt => {
                let (satu, dua) = pasangan(&isi);
                let (rt, rw) = if bagian == Bagian::RtRw { (satu, dua) } else { (dua, satu) };
                self.rt = self.rt.take().or(rt);
                self.rw = self.rw.take().or(rw);
            }
            Bagian::Jalan if isi.chars().any(char::is_alphanumeric) => match &mut self.jalan {
                Some(jalan) => {
                    jalan.push_str(", ");
                    jalan.push_str(&isi);
                }
                None => self.jalan = Some(isi),
            },
            Bagian::Lain | Bagian::Jalan => {}
        }
    }
}

/// `001/002`, `1-2`, `001 002`, `-/-`; one part alone is the first.
pub(in crate::impor) fn pasangan(teks: &str) -> (Option<String>, Option<String>) {
    let garis = teks.split_once(['/', '\\', '|']).or_else(|| {
        let angka = teks.chars().any(|c| c.is_ascii_digit());
        teks.trim().split_once(['-', ' ', ',', '.']).filter(|_| angka)
    });
    match garis {
        Some((satu, dua)) => (rapi(satu), rapi(dua)),
        None => (rapi(teks), None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alamat(jalan: &str, dusun: &str, rt: &str, rw: &str) -> Alamat {
        let isi = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        Alamat { jalan: isi(jalan), dusun: isi(dusun), rt: isi(rt), rw: isi(rw) }
    }

    #[test]
    fn addresses_as_registers_print_them() {
        for (teks, harapan) in [
            ("DESA SUKAMAJU BARU RT/RW : 002/001 DUSUN : KRAJAN", alamat("", "KRAJAN", "002", "001")),
            ("DESA SUKAMAJU RT/RW : 002/000 DUSUN : -", alamat("", "-", "002", "000")),
            (
                "Alamat : JL. MELATI 5, Nama Dusun : KAUMAN, RT/RW : -/-",
                alamat("JL. MELATI 5", "KAUMAN", "-", "-"),
            ),
            ("DUSUN KRAJAN, RT:001, RW:003, Kodepos:55791,-", alamat("", "KRAJAN", "001", "003")),
            ("DSN. KRAJAN KIDUL,Kodepos :92974,Telp :,-", alamat("", "KRAJAN KIDUL", "", "")),
            ("Jl. Melati 5 RT 1 RW 2 Dukuh Kauman", alamat("Jl. Melati 5", "Kauman", "1", "2")),
            ("KRAJAN RT001/RW002", alamat("KRAJAN", "", "001", "002")),
            ("GANG RT MANGGA", alamat("GANG RT MANGGA", "", "", "")),
            ("DUSUN KRAJAN JL. MAWAR 7", alamat("JL. MAWAR 7", "KRAJAN", "", "")),
            ("JL. BALAI DESA 3 RT 4", alamat("JL. BALAI DESA 3", "", "4", "")),
            ("KRAJAN", alamat("KRAJAN", "", "", "")),
            ("DESA SUKAMAJU", Alamat::default()),
            ("", Alamat::default()),
        ] {
            assert_eq!(urai(teks), harapan, "{teks}");
        }
    }

    #[test]
    fn pairs() {
        let p = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        for (teks, harapan) in [
            ("001/002", p("001", "002")),
            ("1 / 2", p("1", "2")),
            ("-/-", p("-", "-")),
            ("001-002", p("001", "002")),
            ("003", (Some("003".to_owned()), None)),
            ("-", (Some("-".to_owned()), None)),
            ("", (None, None)),
        ] {
            assert_eq!(pasangan(teks), harapan, "{teks}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_panic(teks in "(RT|RW|/| |:|DUSUN|[a-zé,.]|[0-9]){0,30}") {
            let _ = urai(&teks);
        }
    }
}
