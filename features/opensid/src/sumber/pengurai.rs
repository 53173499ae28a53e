//! The statements of a dump, one after another. Rows that are not wanted are counted and forgotten.

use std::collections::BTreeMap;
use std::io::Read;

use super::aliran::Aliran;
use super::galat::{GalatSumber, Tempat};
use super::mentah::Mentah;
use super::nilai::{Hasil, Putus, baca_kata, baca_nama, lewati_kutip, wajib};
use crate::skema::Tabel;

const PERINTAH: [&str; 24] = [
    "CREATE",
    "INSERT",
    "REPLACE",
    "DROP",
    "LOCK",
    "UNLOCK",
    "SET",
    "USE",
    "ALTER",
    "DELIMITER",
    "START",
    "COMMIT",
    "BEGIN",
    "DELETE",
    "UPDATE",
    "TRUNCATE",
    "GRANT",
    "CALL",
    "ANALYZE",
    "FLUSH",
    "SELECT",
    "ROLLBACK",
    "WITH",
    "CHANGE",
];

pub(super) struct Pengurai<'m, R> {
    pub(super) a: Aliran<R>,
    pub(super) ingin: &'m [&'static Tabel],
    pub(super) maju: &'m mut dyn FnMut(u64),
    pub(super) mentah: Mentah,
    /// The columns of each table, in the dump's order.
    pub(super) kolom: BTreeMap<String, Vec<String>>,
    /// The table between LOCK and UNLOCK.
    terkunci: Option<String>,
    /// The last table spoken of.
    pub(super) terakhir: String,
    akhir_perintah: Vec<u8>,
    /// At least one statement of SQL was there.
    dikenal: bool,
}

/// Reads a whole dump.
pub(super) fn urai<R: Read>(
    sumber: R,
    ingin: &[&'static Tabel],
    maju: &mut dyn FnMut(u64),
) -> Result<Mentah, GalatSumber> {
    let mut p = Pengurai {
        a: Aliran::baru(sumber),
        ingin,
        maju,
        mentah: Mentah::default(),
        kolom: BTreeMap::new(),
        terkunci: None,
        terakhir: String::new(),
        akhir_perintah: b";".to_vec(),
        dikenal: false,
    };
    loop {
        match p.pernyataan() {
            Ok(true) => {}
            Ok(false) => return p.selesai(),
            Err(Putus::Galat(galat)) => return Err(galat),
            Err(Putus::Habis) => return Err(p.terpotong()),
        }
    }
}

impl<R: Read> Pengurai<'_, R> {
    /// One statement or comment; false at the end.
    fn pernyataan(&mut self) -> Hasil<bool> {
        self.a.lewati_spasi()?;
        match *self.a.intip(2)? {
            [] => return Ok(false),
            [b'-', b'-'] | [b'#', ..] | [b'-'] => self.komentar_baris()?,
            [b'/', b'*'] => self.komentar_blok()?,
            [b';', ..] => {
                self.a.ambil()?;
            }
            [b, ..] if b.is_ascii_alphabetic() => self.perintah()?,
            _ => return Err(self.asing()),
        }
        (self.maju)(self.a.dibaca());
        Ok(true)
    }

    pub(super) fn asing(&self) -> Putus {
        let baris = self.a.baris;
        Putus::Galat(if self.dikenal {
            GalatSumber::Bentuk { baris, sebab: "ada yang bukan perintah SQL" }
        } else {
            GalatSumber::BukanCadangan { baris }
        })
    }

    fn komentar_baris(&mut self) -> Hasil<()> {
        let mut teks = Vec::new();
        self.a.sampai(|b| b == b'\n', |potong| teks.extend_from_slice(&potong[..potong.len().min(300)]))?;
        let teks = String::from_utf8_lossy(&teks);
        let teks = teks.trim_start_matches(['-', '#', ' ']).trim();
        let asal = &mut self.mentah.asal;
        if let Some(sisa) = teks.strip_prefix("Dump completed") {
            asal.utuh = true;
            let pada = sisa.trim_start_matches([' ', ':']).trim_start_matches("on").trim_matches([':', ' ']);
            asal.selesai = (!pada.is_empty()).then(|| pada.to_owned());
        } else if asal.program.is_empty() && (teks.contains("dump") || teks.contains("Dump")) {
            asal.program = teks.split("Distrib").next().unwrap_or(teks).trim().chars().take(80).collect();
        }
        Ok(())
    }

    fn komentar_blok(&mut self) -> Hasil<()> {
        let mut teks = Vec::new();
        loop {
            let ada = self.a.sampai(
                |b| b == b'*',
                |potong| {
                    let sisa = 300_usize.saturating_sub(teks.len());
                    teks.extend_from_slice(&potong[..potong.len().min(sisa)]);
                },
            )?;
            if !ada {
                return Err(Putus::Habis);
            }
            wajib(&mut self.a)?;
            if self.a.lihat()? == Some(b'/') {
                self.a.ambil()?;
                break;
            }
        }
        if String::from_utf8_lossy(&teks).contains("TIME_ZONE='+00:00'") {
            self.mentah.asal.utc = true;
        }
        Ok(())
    }

    fn perintah(&mut self) -> Hasil<()> {
        let kata = self.kata()?;
        if !PERINTAH.contains(&kata.as_str()) {
            return Err(self.asing());
        }
        self.dikenal = true;
        match kata.as_str() {
            "CREATE" => self.buat()?,
            "INSERT" | "REPLACE" => self.sisip()?,
            "LOCK" => {
                let _ = self.kata()?;
                let nama = baca_nama(&mut self.a)?;
                self.terkunci = Some(nama);
                self.lewati()?;
            }
            "UNLOCK" => {
                self.terkunci = None;
                self.lewati()?;
            }
            "DELIMITER" => {
                let mut tanda = Vec::new();
                self.a.sampai(
                    |b| b == b'\n',
                    |potong| tanda.extend_from_slice(&potong[..potong.len().min(20)]),
                )?;
                let tanda = tanda.trim_ascii();
                self.akhir_perintah = if tanda.is_empty() { b";".to_vec() } else { tanda.to_vec() };
            }
            _ => self.lewati()?,
        }
        Ok(())
    }

    /// The next word in capitals; empty where something else stands.
    pub(super) fn kata(&mut self) -> Hasil<String> {
        self.a.lewati_spasi()?;
        let kata = baca_kata(&mut self.a)?;
        Ok(String::from_utf8_lossy(&kata).to_ascii_uppercase())
    }

    /// Skips the rest of a statement.
    pub(super) fn lewati(&mut self) -> Hasil<()> {
        let tanda = self.akhir_perintah.clone();
        let awal = tanda[0];
        loop {
            let henti = |b: u8| b == awal || matches!(b, b'\'' | b'"' | b'`' | b'/' | b'-' | b'#');
            if !self.a.sampai(henti, |_| {})? {
                return Err(Putus::Habis);
            }
            if self.a.intip(tanda.len())? == tanda {
                for _ in &tanda {
                    self.a.ambil()?;
                }
                return Ok(());
            }
            match *self.a.intip(2)? {
                [b'/', b'*'] => self.komentar_blok()?,
                [b'-', b'-'] | [b'#', ..] => {
                    self.a.sampai(|b| b == b'\n', |_| {})?;
                }
                [kutip @ (b'\'' | b'"' | b'`'), ..] => {
                    self.a.ambil()?;
                    lewati_kutip(&mut self.a, kutip)?;
                }
                _ => {
                    self.a.ambil()?;
                }
            }
        }
    }

    /// `CREATE TABLE`: the names of its columns. Views, triggers and the like are skipped.
    fn buat(&mut self) -> Hasil<()> {
        if self.kata()? != "TABLE" {
            return self.lewati();
        }
        self.a.lewati_spasi()?;
        if self.a.lihat()?.is_some_and(|b| b.eq_ignore_ascii_case(&b'i')) {
            for _ in ["IF", "NOT", "EXISTS"] {
                let _ = self.kata()?;
            }
        }
        let nama = baca_nama(&mut self.a)?;
        self.terakhir.clone_from(&nama);
        self.a.lewati_spasi()?;
        if self.a.lihat()? != Some(b'(') {
            return self.lewati();
        }
        self.a.ambil()?;
        let kolom = self.baca_kolom()?;
        self.mentah.tabel.entry(nama.clone()).or_default();
        self.kolom.insert(nama, kolom);
        self.lewati()
    }

    /// The columns between the parentheses of `CREATE TABLE`, the last one included.
    fn baca_kolom(&mut self) -> Hasil<Vec<String>> {
        let mut kolom = Vec::new();
        loop {
            self.a.lewati_spasi()?;
            match self.a.lihat()? {
                None => return Err(Putus::Habis),
                Some(b'`' | b'"') => kolom.push(baca_nama(&mut self.a)?),
                Some(_) => {
                    let kata = self.kata()?;
                    let kunci =
                        ["KEY", "PRIMARY", "UNIQUE", "CONSTRAINT", "FULLTEXT", "INDEX", "SPATIAL", "CHECK"];
                    if !kata.is_empty() && kata != "FOREIGN" && !kunci.contains(&kata.as_str()) {
                        kolom.push(kata.to_ascii_lowercase());
                    }
                }
            }
            if !self.lewati_bagian()? {
                return Ok(kolom);
            }
        }
    }

    /// Skips to the comma (true) or the closing parenthesis (false) of this level.
    pub(super) fn lewati_bagian(&mut self) -> Hasil<bool> {
        let mut dalam = 0_u32;
        loop {
            match wajib(&mut self.a)? {
                kutip @ (b'\'' | b'"' | b'`') => lewati_kutip(&mut self.a, kutip)?,
                b'(' => dalam += 1,
                b')' if dalam == 0 => return Ok(false),
                b')' => dalam -= 1,
                b',' if dalam == 0 => return Ok(true),
                _ => {}
            }
        }
    }

    fn terpotong(&self) -> GalatSumber {
        if !self.dikenal {
            return GalatSumber::BukanCadangan { baris: self.a.baris };
        }
        let tabel = self.terkunci.clone().unwrap_or_else(|| self.terakhir.clone());
        let tempat = match self.mentah.tabel.get(&tabel) {
            Some(isi) => Tempat::Tabel { nomor: isi.jumlah, tabel },
            None => Tempat::Baris(self.a.baris),
        };
        GalatSumber::Terpotong { tempat }
    }

    /// The text ended between two statements: whether it was meant to end there.
    fn selesai(mut self) -> Result<Mentah, GalatSumber> {
        if !self.dikenal {
            let baris = self.a.baris;
            return Err(if self.a.dibaca() == 0 {
                GalatSumber::Kosong
            } else {
                GalatSumber::BukanCadangan { baris }
            });
        }
        if self.terkunci.is_some() {
            return Err(self.terpotong());
        }
        let kurang = self.mentah.periksa(self.ingin, &self.kolom);
        match kurang {
            // Something of OpenSID is there and the last line is not: not foreign, but cut.
            Err(GalatSumber::BukanOpensid { tabel }) if !self.mentah.asal.utuh && self.ada_wajib() => {
                let tempat = Tempat::Sesudah { tabel: self.terakhir, kurang: tabel };
                Err(GalatSumber::Terpotong { tempat })
            }
            Err(galat) => Err(galat),
            Ok(()) => {
                self.mentah.lupakan_hiv();
                Ok(self.mentah)
            }
        }
    }

    fn ada_wajib(&self) -> bool {
        self.ingin.iter().any(|t| t.wajib && t.nama != "config" && self.mentah.tabel.contains_key(t.nama))
    }
}
