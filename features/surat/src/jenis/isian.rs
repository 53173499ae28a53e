//! What was answered on a letter's form, checked against its kind.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Isian, Jenis, Tipe};

/// Answers by field name, as typed but trimmed; dates as `YYYY-MM-DD`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nilai(BTreeMap<String, String>);

impl Nilai {
    pub fn dari<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(nama, nilai)| (nama.to_owned(), nilai.to_owned())).collect())
    }

    /// Empty when there is no answer.
    pub fn teks(&self, nama: &str) -> &str {
        self.0.get(nama).map_or("", String::as_str)
    }

    pub fn tanggal(&self, nama: &str) -> Option<Date> {
        self.teks(nama).parse().ok()
    }

    pub fn isi(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str()))
    }
}

/// A field that was refused, with the sentence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temuan {
    pub nama: String,
    pub kalimat: String,
}

/// The longest answer, in characters: beyond it no letter keeps to its page.
const TERPANJANG: usize = 600;

/// Reads all answers of a kind; `ketik` gives what was typed into a field. Findings come beside the
/// values, so that a preview can show what is there.
pub fn periksa_isian<'a>(
    jenis: &Jenis,
    hari_ini: Date,
    ketik: impl Fn(&str) -> &'a str,
) -> (Nilai, Vec<Temuan>) {
    let mut nilai = BTreeMap::new();
    let mut temuan = Vec::new();
    for isian in &jenis.isian {
        let teks = ketik(&isian.nama).trim();
        match periksa(isian, teks, hari_ini) {
            Ok(jawaban) if jawaban.is_empty() => {}
            Ok(jawaban) => {
                nilai.insert(isian.nama.clone(), jawaban);
            }
            Err(kalimat) => temuan.push(Temuan { nama: isian.nama.clone(), kalimat }),
        }
    }
    (Nilai(nilai), temuan)
}

fn periksa(isian: &Isian, teks: &str, hari_ini: Date) -> Result<String, String> {
    if teks.is_empty() {
        let belum = if isian.tipe == Tipe::Pilihan { "belum dipilih" } else { "belum diisi" };
        return if isian.wajib { Err(format!("{} {belum}.", isian.label)) } else { Ok(String::new()) };
    }
    let panjang = teks.chars().count();
    if panjang > TERPANJANG {
        return Err(format!("{} paling panjang {TERPANJANG} huruf. Anda mengetik {panjang}.", isian.label));
    }
    match isian.tipe {
        Tipe::Teks => Ok(teks.split_whitespace().collect::<Vec<_>>().join(" ")),
        Tipe::Area => Ok(teks.replace("\r\n", "\n")),
        Tipe::Angka => angka(isian, teks),
        Tipe::Tanggal => tanggal(isian, teks, hari_ini),
        Tipe::Pilihan if isian.pilihan.iter().any(|pilihan| pilihan.kode == teks) => Ok(teks.to_owned()),
        Tipe::Pilihan => Err(format!("{} tidak ada dalam pilihan. Pilih salah satu.", isian.label)),
    }
}

fn angka(isian: &Isian, teks: &str) -> Result<String, String> {
    let digit: String = teks.chars().filter(|c| *c != '.' && *c != ' ').collect();
    digit
        .parse::<u64>()
        .map(|angka| angka.to_string())
        .map_err(|_| format!("{} harus berupa angka.", isian.label))
}

fn tanggal(isian: &Isian, teks: &str, hari_ini: Date) -> Result<String, String> {
    let tanggal = kamus::urai_tanggal(teks).map_err(|galat| format!("{}: {galat}", isian.label))?;
    if isian.lampau && tanggal > hari_ini {
        return Err(format!("{} tidak boleh sesudah hari ini.", isian.label));
    }
    if isian.mendatang && tanggal < hari_ini {
        return Err(format!("{} tidak boleh sebelum hari ini.", isian.label));
    }
    Ok(tanggal.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::jenis;

    fn isian(tipe: &str, lain: &str) -> Isian {
        toml::from_str(&format!("nama = \"x\"\nlabel = \"Isian\"\ntipe = \"{tipe}\"\n{lain}")).unwrap()
    }

    #[test]
    fn each_type_reads_and_refuses() {
        let pilihan = "pilihan = [{ kode = \"a\", nama = \"A\" }]";
        let panjang = "a".repeat(601);
        for (tipe, lain, teks, harapan) in [
            ("teks", "wajib = true", "  dua   kata ", Ok("dua kata")),
            ("teks", "wajib = true", " ", Err("Isian belum diisi.")),
            ("teks", "", "", Ok("")),
            ("teks", "", panjang.as_str(), Err("Isian paling panjang 600 huruf. Anda mengetik 601.")),
            ("area", "", "baris\r\nkedua", Ok("baris\nkedua")),
            ("angka", "", "1.250", Ok("1250")),
            ("angka", "", "dua", Err("Isian harus berupa angka.")),
            ("pilihan", pilihan, "a", Ok("a")),
            ("pilihan", pilihan, "b", Err("Isian tidak ada dalam pilihan. Pilih salah satu.")),
            ("pilihan", &format!("wajib = true\n{pilihan}"), "", Err("Isian belum dipilih.")),
            ("tanggal", "lampau = true", "1 Maret 2026", Ok("2026-03-01")),
            ("tanggal", "lampau = true", "03-03-2026", Err("Isian tidak boleh sesudah hari ini.")),
            ("tanggal", "mendatang = true", "01-03-2026", Err("Isian tidak boleh sebelum hari ini.")),
        ] {
            let hasil = periksa(&isian(tipe, lain), teks.trim(), date(2026, 3, 2));
            assert_eq!(hasil.as_deref().map_err(String::as_str), harapan, "{tipe} {teks}");
        }
        let galat = periksa(&isian("tanggal", ""), "kemarin", date(2026, 3, 2)).unwrap_err();
        assert!(galat.starts_with("Isian: "), "{galat}");
    }

    #[test]
    fn all_findings_come_at_once() {
        let jenis = jenis::find("keterangan").unwrap();
        let (nilai, temuan) = periksa_isian(jenis, date(2026, 3, 2), |nama| match nama {
            "berlaku_sampai" => "30-02-2026",
            "tujuan" => "Polsek",
            _ => "",
        });
        assert_eq!(nilai.teks("tujuan"), "Polsek");
        let nama: Vec<&str> = temuan.iter().map(|t| t.nama.as_str()).collect();
        assert_eq!(nama, ["bentuk", "keperluan", "berlaku_sampai"]);
    }
}
