//! The yearly list of holidays as a file.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kamus::urai_tanggal;

/// Why a day is free: code and words.
pub const JENIS_LIBUR: [(&str, &str); 4] = [
    ("nasional", "Libur nasional"),
    ("cuti_bersama", "Cuti bersama"),
    ("daerah", "Libur daerah"),
    ("kantor", "Kantor tutup"),
];

pub(crate) fn label_libur(kode: &str) -> &'static str {
    JENIS_LIBUR.iter().find(|(lain, _)| *lain == kode).map_or("Libur", |(_, label)| label)
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisLibur {
    pub tanggal: Date,
    pub jenis: &'static str,
    pub nama: String,
}

/// What the file must look like.
pub(crate) const CONTOH: &str = "tanggal;jenis;nama\n17-08-2026;nasional;Hari Kemerdekaan Republik Indonesia\n\
     24-12-2026;cuti_bersama;Cuti bersama Natal\n";

/// The longest list taken: ten years of holidays.
const TERBANYAK: usize = 400;
/// So many bad rows are told; whoever mends them sees the rest next time.
const SALAH_TERBANYAK: usize = 50;

/// Reads a list, parted by `;` or `,`. Every bad row is told; nothing is taken while there is one.
///
/// # Errors
/// Sentences with the row's number.
pub fn baca_libur(bytes: &[u8]) -> Result<Vec<BarisLibur>, Vec<String>> {
    let teks = match std::str::from_utf8(bytes) {
        Ok(teks) => teks.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    };
    let teks = teks.trim_start_matches('\u{feff}');
    if teks.contains('\0') {
        return Err(vec!["Berkas ini bukan CSV. Simpan daftarnya sebagai CSV, lalu unggah lagi.".to_owned()]);
    }
    let judul = teks.lines().next().unwrap_or_default();
    let pemisah = if judul.contains(';') { b';' } else { b',' };
    let mut pembaca = csv::ReaderBuilder::new()
        .delimiter(pemisah)
        .has_headers(false)
        .flexible(true)
        .from_reader(teks.as_bytes());
    let mut hasil: BTreeMap<Date, BarisLibur> = BTreeMap::new();
    let mut salah = Vec::new();
    let mut pertama = true;
    for baris in pembaca.records() {
        if salah.len() >= SALAH_TERBANYAK {
            salah.push("Masih ada lagi. Perbaiki dulu yang di atas, lalu unggah lagi.".to_owned());
            return Err(salah);
        }
        let awal = match &baris {
            Ok(baris) => baris.position(),
            Err(galat) => galat.position(),
        };
        let nomor = || nomor_baris(teks, awal);
        let Ok(baris) = &baris else {
            salah.push(format!("Baris {} tidak terbaca.", nomor()));
            continue;
        };
        let kolom = |i: usize| baris.get(i).unwrap_or_default().trim();
        let judul = std::mem::take(&mut pertama) && kolom(0).eq_ignore_ascii_case("tanggal");
        if judul || baris.iter().all(|isi| isi.trim().is_empty()) {
            continue;
        }
        match satu(kolom(0), kolom(1), kolom(2)) {
            Ok(baris) if hasil.contains_key(&baris.tanggal) => {
                salah.push(format!("Baris {}: tanggal {} tertulis dua kali.", nomor(), kolom(0)));
            }
            Ok(baris) => {
                hasil.insert(baris.tanggal, baris);
            }
            Err(kalimat) => salah.push(format!("Baris {}: {kalimat}", nomor())),
        }
        if hasil.len() > TERBANYAK {
            return Err(vec![format!(
                "Daftar ini lebih dari {TERBANYAK} baris. Unggah daftar satu tahun saja."
            )]);
        }
    }
    if hasil.is_empty() && salah.is_empty() {
        salah.push("Berkas ini kosong. Isi baris dengan tanggal; jenis; nama.".to_owned());
    }
    if salah.is_empty() { Ok(hasil.into_values().collect()) } else { Err(salah) }
}

/// The line of a record as an editor counts: the reader names where the empty lines before it begin.
fn nomor_baris(teks: &str, awal: Option<&csv::Position>) -> usize {
    let awal = awal.and_then(|awal| usize::try_from(awal.byte()).ok()).unwrap_or(0);
    let kosong = teks.as_bytes().iter().skip(awal).take_while(|b| matches!(b, b'\r' | b'\n')).count();
    1 + teks.as_bytes().iter().take(awal + kosong).filter(|b| **b == b'\n').count()
}

fn satu(tanggal: &str, jenis: &str, nama: &str) -> Result<BarisLibur, String> {
    let tanggal = urai_tanggal(tanggal).map_err(|galat| galat.to_string())?;
    let sama = |(kode, label): &&(&'static str, &'static str)| {
        kode.eq_ignore_ascii_case(jenis) || label.eq_ignore_ascii_case(jenis)
    };
    let Some((jenis, _)) = JENIS_LIBUR.iter().find(sama) else {
        return Err(format!(
            "jenis “{jenis}” tidak dikenal. Tulis nasional, cuti_bersama, daerah, atau kantor."
        ));
    };
    let nama = periksa_nama(nama)?;
    Ok(BarisLibur { tanggal, jenis, nama })
}

/// A name that stands on one line of the page.
pub(crate) fn periksa_nama(nama: &str) -> Result<String, String> {
    let nama = nama.split_whitespace().collect::<Vec<_>>().join(" ");
    match nama.chars().count() {
        0 => Err("nama liburnya belum diisi.".to_owned()),
        1..=120 => Ok(nama),
        panjang => Err(format!("nama libur paling panjang 120 huruf, ini {panjang}.")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_is_read_as_spreadsheets_write_it() {
        assert_eq!(baca_libur(CONTOH.as_bytes()).unwrap().len(), 2);
        let koma =
            "\u{feff}Tanggal,Jenis,Nama\r\n1 Januari 2026,Libur nasional,\"Tahun Baru, Masehi\"\r\n,,\r\n";
        let hasil = baca_libur(koma.as_bytes()).unwrap();
        assert_eq!(
            hasil,
            [BarisLibur { tanggal: date(2026, 1, 1), jenis: "nasional", nama: "Tahun Baru, Masehi".into() }]
        );
        let latin = b"2026-03-19;kantor;Nyepi \xe9\n";
        assert_eq!(baca_libur(latin).unwrap()[0].nama, "Nyepi é");
    }

    #[test]
    fn every_bad_row_is_told_and_nothing_is_taken() {
        let teks = "31-02-2026;nasional;A\n01-05-2026;pesta;B\n01-05-2026;nasional;\n02-05-2026;kantor;C\n\
                    02-05-2026;kantor;D\n03-05-2026\n";
        let salah = baca_libur(teks.as_bytes()).unwrap_err();
        assert_eq!(salah.len(), 5, "{salah:?}");
        assert!(salah[0].starts_with("Baris 1:") && salah[1].contains("“pesta”"), "{salah:?}");
        assert!(salah[3].contains("dua kali"), "{salah:?}");
        let jarang =
            baca_libur(b"tanggal;jenis;nama\n\n\n01-05-2026;pesta;B\n\n\"a\nb\";kantor;C\nx\n").unwrap_err();
        let baris: Vec<&str> = jarang.iter().map(|kalimat| kalimat.split(':').next().unwrap()).collect();
        assert_eq!(baris, ["Baris 4", "Baris 6", "Baris 8"], "as an editor counts them");
        let banyak = baca_libur("x;y;z\n".repeat(9_000).as_bytes()).unwrap_err();
        assert!(banyak.len() == 51 && banyak[50].contains("Masih ada lagi"), "{}", banyak.len());
        assert!(baca_libur(b"").unwrap_err()[0].contains("kosong"));
        assert!(baca_libur(b"PK\x03\x04\0\0").unwrap_err()[0].contains("bukan CSV"));
    }

    proptest! {
        #[test]
        fn reading_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = baca_libur(&bytes);
        }
    }
}
