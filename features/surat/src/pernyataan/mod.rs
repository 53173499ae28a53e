//! What a letter's QR code states by itself: few words, signed by the village, so that a letter is checked where
//! there is no network ([ADR 0020](../../../../docs/adr/0020-the-qr-code-states-and-links.md)).
//!
//! Bytes: version 1 · key (4) · unit (5) · date (2) · last day (2, zero for ever) · kind, number, masked name, signer's
//! title, each with its length before it · signature (64). Days are counted from 1 January 2000. The signature also
//! covers the letter's token, which stands in the address before it. `crates/ui/js/pindai/pernyataan.js` reads the same.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use jiff::civil::{Date, date};
use tte::{PANJANG_KODE, PANJANG_TANDA};

const VERSI: u8 = 1;
/// No signature over something else can be mistaken for one over a statement.
const KONTEKS: &[u8] = b"balai pernyataan surat 1\n";
const AWAL: Date = date(2000, 1, 1);
/// The most bytes of kind, number, name and title: so many that the QR stays within version 12.
const TERPANJANG: [usize; 4] = [32, 44, 32, 44];

/// The words of one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pernyataan {
    pub unit: db::Unit,
    pub tanggal: Date,
    /// None for ever.
    pub berlaku_sampai: Option<Date>,
    /// Code of the kind: `domisili`.
    pub jenis: String,
    pub nomor: String,
    /// "S*** A*****"
    pub nama_samar: String,
    /// "a.n. Lurah Sukamaju, Carik"
    pub selaku: String,
}

impl Pernyataan {
    /// Everything but the signature.
    fn isi(&self, kode: [u8; PANJANG_KODE]) -> Vec<u8> {
        let mut bytes = vec![VERSI];
        bytes.extend_from_slice(&kode);
        bytes.extend_from_slice(&self.unit.0.to_be_bytes()[3..]);
        bytes.extend_from_slice(&hari(Some(self.tanggal)).to_be_bytes());
        bytes.extend_from_slice(&hari(self.berlaku_sampai).to_be_bytes());
        let nama = ringkas(&self.nama_samar);
        let teks = [self.jenis.as_str(), &self.nomor, &nama, &self.selaku];
        for (teks, paling) in teks.into_iter().zip(TERPANJANG) {
            let teks = potong(teks, paling);
            bytes.push(u8::try_from(teks.len()).expect("it was cut to less than 256 bytes"));
            bytes.extend_from_slice(teks.as_bytes());
        }
        bytes
    }

    /// Signed, as it stands behind the `#` of a letter's address: capitals and digits, which a QR code packs best.
    pub(crate) fn kode(
        &self,
        token: &str,
        kunci: &tte::KunciPernyataan,
        keys: &vault::UnitKeys,
    ) -> db::Result<String> {
        let mut kode = [0; PANJANG_KODE];
        let hex = HEXLOWER.decode(kunci.kode.as_bytes()).unwrap_or_default();
        kode.iter_mut().zip(hex).for_each(|(to, from)| *to = from);
        let mut bytes = self.isi(kode);
        let tanda = kunci.tanda_tangani(keys, &pesan(token, &bytes))?;
        bytes.extend_from_slice(&tanda);
        Ok(BASE32_NOPAD.encode(&bytes))
    }

    /// Reads a statement and whether its signature holds under one of these public keys (short name, key).
    pub fn baca(kode: &str, token: &str, kunci: impl Fn(&str) -> Option<Vec<u8>>) -> Result<Self, Cacat> {
        let bytes = BASE32_NOPAD.decode(kode.as_bytes()).map_err(|_| Cacat::Rusak)?;
        let (isi, tanda) = bytes.split_last_chunk::<PANJANG_TANDA>().ok_or(Cacat::Rusak)?;
        let (nama_kunci, pernyataan) = urai(isi).ok_or(Cacat::Rusak)?;
        let publik = kunci(&nama_kunci).ok_or(Cacat::KunciAsing)?;
        if tte::periksa_pernyataan(&publik, &pesan(token, isi), tanda) {
            Ok(pernyataan)
        } else {
            Err(Cacat::Berubah)
        }
    }
}

/// Why a statement is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cacat {
    /// Not a statement of this version.
    Rusak,
    /// Signed with a key that is not known here.
    KunciAsing,
    /// The signature does not fit the words.
    Berubah,
}

fn pesan(token: &str, isi: &[u8]) -> Vec<u8> {
    [KONTEKS, token.as_bytes(), b"\n", isi].concat()
}

/// Days since 2000 began, from one; zero for none, and for a day that no letter of ours has.
fn hari(tanggal: Option<Date>) -> u16 {
    let sejak = |tanggal: Date| u16::try_from((tanggal - AWAL).get_days() + 1).ok();
    tanggal.and_then(sejak).unwrap_or(0)
}

fn tanggal(hari: u16) -> Option<Date> {
    let sesudah = i64::from(hari).checked_sub(1).filter(|hari| *hari >= 0)?;
    AWAL.checked_add(jiff::Span::new().days(sesudah)).ok()
}

/// Stands where something was left out.
const LANJUT: &str = "…";

/// At most so many bytes, whole letters, with a sign where something is missing.
fn potong(teks: &str, paling: usize) -> String {
    if teks.len() <= paling {
        return teks.to_owned();
    }
    let ujung = (0..=paling - LANJUT.len()).rev().find(|at| teks.is_char_boundary(*at)).unwrap_or(0);
    format!("{}{LANJUT}", &teks[..ujung])
}

/// "S*** A*****" as "S3 A5": a letter, then how many stars.
fn ringkas(samar: &str) -> String {
    let kata = samar.split_whitespace().map(|kata| {
        let bintang = kata.chars().rev().take_while(|huruf| *huruf == '*').count();
        let huruf: String = kata.chars().take(kata.chars().count() - bintang).collect();
        if bintang == 0 { huruf } else { format!("{huruf}{bintang}") }
    });
    kata.collect::<Vec<_>>().join(" ")
}

fn uraikan(ringkas: &str) -> String {
    let kata = ringkas.split(' ').map(|kata| {
        let ekor = kata.char_indices().nth(1).map_or(kata.len(), |(at, _)| at);
        match kata[ekor..].parse::<u8>() {
            Ok(bintang) => format!("{}{}", &kata[..ekor], "*".repeat(bintang.into())),
            Err(_) => kata.to_owned(),
        }
    });
    kata.collect::<Vec<_>>().join(" ")
}

/// The key's short name and the words.
fn urai(isi: &[u8]) -> Option<(String, Pernyataan)> {
    let (versi, sisa) = isi.split_first()?;
    let (kode, sisa) = sisa.split_at_checked(PANJANG_KODE)?;
    let (unit, sisa) = sisa.split_at_checked(5)?;
    let (pada, sisa) = sisa.split_first_chunk::<2>()?;
    let (sampai, mut sisa) = sisa.split_first_chunk::<2>()?;
    let mut teks = Vec::new();
    for _ in TERPANJANG {
        let (panjang, rest) = sisa.split_first()?;
        let (satu, rest) = rest.split_at_checked(usize::from(*panjang))?;
        teks.push(String::from_utf8(satu.to_vec()).ok()?);
        sisa = rest;
    }
    let [jenis, nomor, nama, selaku] = teks.try_into().ok()?;
    let pernyataan = Pernyataan {
        unit: db::Unit(unit.iter().fold(0, |angka, byte| angka << 8 | i64::from(*byte))),
        tanggal: tanggal(u16::from_be_bytes(*pada))?,
        berlaku_sampai: tanggal(u16::from_be_bytes(*sampai)),
        jenis,
        nomor,
        nama_samar: uraikan(&nama),
        selaku,
    };
    (*versi == VERSI && sisa.is_empty()).then(|| (HEXLOWER.encode(kode), pernyataan))
}

#[cfg(test)]
mod tests;
