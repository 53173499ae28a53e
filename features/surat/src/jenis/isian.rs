//! What was answered on a letter's form, checked against its kind.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Isian, Jenis, JenisPokok, Tipe};

/// Answers by the name of their box, as typed but trimmed; dates as `YYYY-MM-DD`, amounts as digits.
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

    /// Whether any box of this field has an answer.
    pub(crate) fn ada(&self, nama: &str) -> bool {
        let awal = format!("{nama}-");
        self.0.keys().any(|kunci| kunci == nama || kunci.starts_with(&awal))
    }
}

/// A field that was refused, with the sentence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temuan {
    pub nama: String,
    pub kalimat: String,
}

/// The longest answer, in characters, where a field names no other: beyond it no letter keeps to its page.
const TERPANJANG: usize = 600;

/// Reads all answers of a kind; `ketik` gives what was typed into a box. Findings come beside the
/// values, so that a preview can show what is there. Where a letter may be about either, it is about a person.
pub fn periksa_isian<'a>(
    jenis: &Jenis,
    hari_ini: Date,
    ketik: impl Fn(&str) -> &'a str,
) -> (Nilai, Vec<Temuan>) {
    periksa_isian_untuk(jenis, jenis.pokok.jenis == JenisPokok::Lembaga, hari_ini, ketik)
}

/// The same for a letter about a body, or about a person.
pub fn periksa_isian_untuk<'a>(
    jenis: &Jenis,
    lembaga: bool,
    hari_ini: Date,
    ketik: impl Fn(&str) -> &'a str,
) -> (Nilai, Vec<Temuan>) {
    let mut hasil = (Nilai::default(), Vec::new());
    for isian in jenis.isian_untuk(lembaga) {
        if isian.tipe == Tipe::Tabel {
            periksa_tabel(isian, hari_ini, &ketik, &mut hasil);
            continue;
        }
        let mut daun = isian.daun(0);
        if isian.tipe.majemuk() && daun.iter().all(|satu| ketik(&satu.nama).trim().is_empty()) {
            // Nobody named: one sentence about the whole is enough.
            if isian.wajib {
                let kalimat = format!("{} belum diisi.", isian.label);
                hasil.1.push(Temuan { nama: daun.swap_remove(0).nama, kalimat });
            }
            continue;
        }
        if let Some(nama) = daun.first_mut().filter(|_| isian.tipe.majemuk()) {
            nama.wajib = true;
        }
        for satu in &daun {
            catat(satu, hari_ini, &ketik, &mut hasil);
        }
    }
    urutan_tanggal(jenis, &mut hasil);
    hasil
}

/// A row in which anything is typed must be whole; empty rows between are left out.
fn periksa_tabel<'a>(
    isian: &Isian,
    hari_ini: Date,
    ketik: &impl Fn(&str) -> &'a str,
    hasil: &mut (Nilai, Vec<Temuan>),
) {
    let mut ke = 0;
    for asal in 1..=isian.baris_terisi(&|nama| !ketik(nama).trim().is_empty()) {
        let sel: Vec<Isian> = isian.kolom.iter().map(|kolom| isian.sel(asal, kolom)).collect();
        if sel.iter().all(|satu| ketik(&satu.nama).trim().is_empty()) {
            continue;
        }
        ke += 1;
        for (satu, kolom) in sel.iter().zip(&isian.kolom) {
            match periksa(satu, ketik(&satu.nama).trim(), hari_ini) {
                Ok(jawaban) if jawaban.is_empty() => {}
                Ok(jawaban) => {
                    hasil.0.0.insert(isian.sel(ke, kolom).nama, jawaban);
                }
                Err(kalimat) => hasil.1.push(Temuan { nama: satu.nama.clone(), kalimat }),
            }
        }
    }
    let paling_sedikit = isian.baris_min.max(usize::from(isian.wajib));
    if ke < paling_sedikit {
        let pertama = isian.kolom.first().map(|kolom| isian.sel(ke + 1, kolom).nama);
        let kalimat = format!("{} harus diisi paling sedikit {paling_sedikit} baris.", isian.label);
        hasil.1.push(Temuan { nama: pertama.unwrap_or_else(|| isian.nama.clone()), kalimat });
    }
}

fn catat<'a>(
    isian: &Isian,
    hari_ini: Date,
    ketik: &impl Fn(&str) -> &'a str,
    (nilai, temuan): &mut (Nilai, Vec<Temuan>),
) {
    match periksa(isian, ketik(&isian.nama).trim(), hari_ini) {
        Ok(jawaban) if jawaban.is_empty() => {}
        Ok(jawaban) => {
            nilai.0.insert(isian.nama.clone(), jawaban);
        }
        Err(kalimat) => temuan.push(Temuan { nama: isian.nama.clone(), kalimat }),
    }
}

fn urutan_tanggal(jenis: &Jenis, (nilai, temuan): &mut (Nilai, Vec<Temuan>)) {
    for isian in &jenis.isian {
        let Some(lebih_dulu) = &isian.sesudah else { continue };
        if let (Some(awal), Some(akhir)) = (nilai.tanggal(lebih_dulu), nilai.tanggal(&isian.nama))
            && akhir < awal
        {
            let label = jenis.isian.iter().find(|lain| lain.nama == *lebih_dulu).map(|lain| &lain.label);
            let label = label.map_or_else(|| lebih_dulu.to_lowercase(), |label| label.to_lowercase());
            let kalimat = format!("{} tidak boleh sebelum {label}.", isian.label);
            temuan.push(Temuan { nama: isian.nama.clone(), kalimat });
        }
    }
}

fn periksa(isian: &Isian, teks: &str, hari_ini: Date) -> Result<String, String> {
    let sebutan = isian.sebutan();
    if teks.is_empty() {
        let belum = if isian.tipe == Tipe::Pilihan { "belum dipilih" } else { "belum diisi" };
        return if isian.wajib { Err(format!("{sebutan} {belum}.")) } else { Ok(String::new()) };
    }
    let (panjang, batas) = (teks.chars().count(), isian.panjang.unwrap_or(TERPANJANG));
    if panjang > batas {
        return Err(format!("{sebutan} paling panjang {batas} huruf. Anda mengetik {panjang}."));
    }
    match isian.tipe {
        Tipe::Teks => Ok(teks.split_whitespace().collect::<Vec<_>>().join(" ")),
        Tipe::Area => Ok(teks.replace("\r\n", "\n")),
        Tipe::Angka => angka(isian, teks),
        Tipe::Rupiah => {
            let tanpa = teks.trim_start_matches("Rp").trim_start_matches("rp").trim_start_matches('.');
            angka(isian, tanpa.trim_end_matches(",-").trim_end_matches(",00"))
        }
        Tipe::Nik => nik(isian, teks),
        Tipe::Jam => jam(isian, teks),
        Tipe::Tanggal => tanggal(isian, teks, hari_ini),
        Tipe::Pilihan if isian.pilihan.iter().any(|pilihan| pilihan.kode == teks) => Ok(teks.to_owned()),
        Tipe::Pilihan => Err(format!("{sebutan} tidak ada dalam pilihan. Pilih salah satu.")),
        Tipe::Orang | Tipe::Lembaga | Tipe::Tabel => Err(format!("{sebutan} terdiri atas beberapa kotak.")),
    }
}

/// The refusal names the NIK itself, so a box of that name is not named again.
fn nik(isian: &Isian, teks: &str) -> Result<String, String> {
    kamus::Nik::baru(teks).map(|nik| nik.as_str().to_owned()).map_err(|galat| match &isian.induk {
        Some(induk) if isian.label == "NIK" => format!("{induk}: {galat}"),
        _ => format!("{}: {galat}", isian.sebutan()),
    })
}

fn angka(isian: &Isian, teks: &str) -> Result<String, String> {
    let digit: String = teks.chars().filter(|c| *c != '.' && *c != ' ').collect();
    let Some(angka) = digit.parse::<i64>().ok().filter(|angka| *angka >= 0) else {
        return Err(format!("{} harus berupa angka.", isian.sebutan()));
    };
    if isian.min.is_some_and(|min| angka < min) || isian.maks.is_some_and(|maks| angka > maks) {
        // A bare number is a year, or something counted: no dots in it.
        let tulis = |angka: i64| if isian.satuan.is_some() { kamus::angka(angka) } else { angka.to_string() };
        let batas = match (isian.min, isian.maks) {
            (Some(min), Some(maks)) => format!("antara {} dan {}", tulis(min), tulis(maks)),
            (Some(min), None) => format!("paling sedikit {}", tulis(min)),
            (_, maks) => format!("paling banyak {}", tulis(maks.unwrap_or(i64::MAX))),
        };
        return Err(format!("{} harus {batas}.", isian.sebutan()));
    }
    Ok(angka.to_string())
}

/// "09.30", "9:30" or "9" as `09.30`.
fn jam(isian: &Isian, teks: &str) -> Result<String, String> {
    let mut bagian = teks.splitn(2, ['.', ':']);
    let baca = |teks: Option<&str>| teks.map_or(Ok(0), |teks| teks.trim().parse::<i8>());
    let waktu = match (baca(bagian.next()), baca(bagian.next())) {
        (Ok(jam), Ok(menit)) => Time::new(jam, menit, 0, 0).ok(),
        _ => None,
    };
    let waktu = waktu.ok_or_else(|| format!("{} harus jam dan menit, misalnya 09.30.", isian.sebutan()))?;
    Ok(format!("{:02}.{:02}", waktu.hour(), waktu.minute()))
}

fn tanggal(isian: &Isian, teks: &str, hari_ini: Date) -> Result<String, String> {
    let sebutan = isian.sebutan();
    let tanggal = kamus::urai_tanggal(teks).map_err(|galat| format!("{sebutan}: {galat}"))?;
    if isian.lampau && tanggal > hari_ini {
        return Err(format!("{sebutan} tidak boleh sesudah hari ini."));
    }
    if isian.mendatang && tanggal < hari_ini {
        return Err(format!("{sebutan} tidak boleh sebelum hari ini."));
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
            ("angka", "", "-5", Err("Isian harus berupa angka.")),
            ("angka", "min = 1\nmaks = 2000", "2.001", Err("Isian harus antara 1 dan 2000.")),
            ("angka", "maks = 2000\nsatuan = \"cc\"", "2001", Err("Isian harus paling banyak 2.000.")),
            ("angka", "min = 20", "7", Err("Isian harus paling sedikit 20.")),
            ("rupiah", "", "Rp1.500.000,00", Ok("1500000")),
            ("rupiah", "", "Rp. 750.000,-", Ok("750000")),
            ("rupiah", "", "sejuta", Err("Isian harus berupa angka.")),
            ("jam", "", "9:30", Ok("09.30")),
            ("jam", "", "25.00", Err("Isian harus jam dan menit, misalnya 09.30.")),
            ("nik", "", "3402 1341 0185 9001", Ok("3402134101859001")),
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
        let galat = periksa(&isian("nik", ""), "123", date(2026, 3, 2)).unwrap_err();
        assert!(galat.starts_with("Isian: ") && galat.contains("16"), "{galat}");
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

    fn bentuk(isian: &str) -> Jenis {
        let kepala = "kode = \"x\"\nnama = \"X\"\njudul = \"X\"\ntentang = \"\"\nkelompok = \"umum\"\n\
            klasifikasi = \"400\"\ncara = \"basah\"\nparaf = []\ndasar = []\n";
        toml::from_str(&format!("{kepala}{isian}")).unwrap()
    }

    fn tanya(jenis: &Jenis, ketikan: &[(&str, &str)]) -> (Nilai, Vec<String>) {
        let ketik = |nama: &str| ketikan.iter().find(|(k, _)| *k == nama).map_or("", |(_, nilai)| *nilai);
        let (nilai, temuan) = periksa_isian(jenis, date(2026, 3, 2), ketik);
        (nilai, temuan.into_iter().map(|satu| format!("{}|{}", satu.nama, satu.kalimat)).collect())
    }

    #[test]
    fn a_person_is_whole_or_absent() {
        let jenis = bentuk(
            "isian = [{ nama = \"anak\", label = \"Anak\", tipe = \"orang\", bagian = [\"nik\", \"lahir!\"] }]",
        );
        assert_eq!(tanya(&jenis, &[]).1, [""; 0]);
        let (nilai, temuan) = tanya(&jenis, &[("anak-nik", "12"), ("anak-tanggal_lahir", "03-03-2026")]);
        assert_eq!(temuan.len(), 3, "{temuan:?}");
        assert_eq!(temuan[0], "anak-nama|Anak: Nama lengkap belum diisi.");
        assert!(temuan[1].starts_with("anak-nik|Anak: NIK harus 16 angka"), "{temuan:?}");
        assert_eq!(temuan[2], "anak-tanggal_lahir|Anak: Tanggal lahir tidak boleh sesudah hari ini.");
        assert!(!nilai.ada("anak"));
        let wajib = bentuk(
            "isian = [{ nama = \"anak\", label = \"Anak\", tipe = \"orang\", wajib = true, bagian = [\"lahir!\"] }]",
        );
        assert_eq!(tanya(&wajib, &[]).1, ["anak-nama|Anak belum diisi."]);
        let (_, temuan) = tanya(&wajib, &[("anak-nama", "Ani")]);
        assert_eq!(temuan.len(), 2, "{temuan:?}");
    }

    #[test]
    fn rows_close_up_and_half_rows_are_refused() {
        let jenis = bentuk(
            "isian = [{ nama = \"waris\", label = \"Ahli waris\", tipe = \"tabel\", wajib = true, baris_min = 2, \
             kolom = [{ nama = \"nama\", label = \"Nama\", tipe = \"teks\", wajib = true }, \
                      { nama = \"umur\", label = \"Umur\", tipe = \"angka\" }] }]",
        );
        let (nilai, temuan) = tanya(&jenis, &[("waris-2-nama", "Ani"), ("waris-5-nama", "Budi")]);
        assert_eq!(temuan, [""; 0]);
        assert_eq!((nilai.teks("waris-1-nama"), nilai.teks("waris-2-nama")), ("Ani", "Budi"));
        let (_, temuan) = tanya(&jenis, &[("waris-1-umur", "3")]);
        assert_eq!(
            temuan,
            [
                "waris-1-nama|Ahli waris baris 1: Nama belum diisi.",
                "waris-2-nama|Ahli waris harus diisi paling sedikit 2 baris."
            ]
        );
    }

    #[test]
    fn an_end_does_not_come_before_its_beginning() {
        let jenis = bentuk(
            "isian = [{ nama = \"mulai\", label = \"Tanggal berangkat\", tipe = \"tanggal\" }, \
             { nama = \"akhir\", label = \"Tanggal kembali\", tipe = \"tanggal\", sesudah = \"mulai\" }]",
        );
        let (_, temuan) = tanya(&jenis, &[("mulai", "02-03-2026"), ("akhir", "01-03-2026")]);
        assert_eq!(temuan, ["akhir|Tanggal kembali tidak boleh sebelum tanggal berangkat."]);
        assert!(tanya(&jenis, &[("mulai", "02-03-2026"), ("akhir", "02-03-2026")]).1.is_empty());
    }
}
