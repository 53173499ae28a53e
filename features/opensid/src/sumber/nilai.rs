//! Values and names of SQL text.

use std::io::Read;

use super::aliran::Aliran;
use super::galat::GalatSumber;

/// Longest value that any column we take may have.
const PANJANG: usize = 1 << 20;

/// What stood at a value's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ada {
    Null,
    Kosong,
    Isi,
}

pub(super) enum Putus {
    /// The text ended inside a value.
    Habis,
    Galat(GalatSumber),
}

impl From<GalatSumber> for Putus {
    fn from(galat: GalatSumber) -> Self {
        Self::Galat(galat)
    }
}

pub(super) type Hasil<T> = Result<T, Putus>;

pub(super) fn wajib<R: Read>(a: &mut Aliran<R>) -> Hasil<u8> {
    a.ambil()?.ok_or(Putus::Habis)
}

fn bentuk<R>(a: &Aliran<R>, sebab: &'static str) -> Putus {
    Putus::Galat(GalatSumber::Bentuk { baris: a.baris, sebab })
}

/// Skips a quoted text whose first quote has been taken.
pub(super) fn lewati_kutip<R: Read>(a: &mut Aliran<R>, kutip: u8) -> Hasil<()> {
    loop {
        // In a name, unlike in a text, a backslash is a letter.
        let ada = a.sampai(|b| b == kutip || b == b'\\' && kutip != b'`', |_| {})?;
        if !ada {
            return Err(Putus::Habis);
        }
        if wajib(a)? == b'\\' {
            wajib(a)?;
        } else if a.lihat()? == Some(kutip) {
            a.ambil()?;
        } else {
            return Ok(());
        }
    }
}

/// Reads a quoted text whose first quote has been taken.
pub(super) fn baca_kutip<R: Read>(a: &mut Aliran<R>, kutip: u8, hasil: &mut Vec<u8>) -> Hasil<()> {
    loop {
        let ada = a.sampai(
            |b| b == kutip || b == b'\\' && kutip != b'`',
            |potong| {
                let sisa = (PANJANG + 1).saturating_sub(hasil.len());
                hasil.extend_from_slice(&potong[..potong.len().min(sisa)]);
            },
        )?;
        if hasil.len() > PANJANG {
            return Err(bentuk(a, "ada isian yang panjangnya tidak masuk akal"));
        }
        if !ada {
            return Err(Putus::Habis);
        }
        if wajib(a)? == b'\\' {
            hasil.push(lepas(wajib(a)?));
        } else if a.lihat()? == Some(kutip) {
            a.ambil()?;
            hasil.push(kutip);
        } else {
            return Ok(());
        }
    }
}

/// What a letter behind a backslash stands for.
fn lepas(huruf: u8) -> u8 {
    match huruf {
        b'0' => 0,
        b'b' => 8,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'Z' => 26,
        lain => lain,
    }
}

/// A name, quoted or bare; of `database`.`table` the last part.
pub(super) fn baca_nama<R: Read>(a: &mut Aliran<R>) -> Hasil<String> {
    loop {
        a.lewati_spasi()?;
        let mut nama = Vec::new();
        match a.lihat()? {
            Some(kutip @ (b'`' | b'"')) => {
                a.ambil()?;
                baca_kutip(a, kutip, &mut nama)?;
            }
            _ => nama = baca_kata(a)?,
        }
        if a.lihat()? != Some(b'.') {
            return Ok(String::from_utf8_lossy(&nama).into_owned());
        }
        a.ambil()?;
    }
}

/// Letters, digits and underscores; at most as many as a keyword or a number needs.
pub(super) fn baca_kata<R: Read>(a: &mut Aliran<R>) -> Hasil<Vec<u8>> {
    let mut kata = Vec::new();
    a.sampai(
        |b| !(b.is_ascii_alphanumeric() || b == b'_' || b == b'$' || b >= 0x80),
        |potong| kata.extend_from_slice(&potong[..potong.len().min(128)]),
    )?;
    kata.truncate(128);
    Ok(kata)
}

/// Reads one value of a tuple and keeps it where `simpan` is given.
pub(super) fn baca_nilai<R: Read>(a: &mut Aliran<R>, simpan: Option<&mut Vec<u8>>) -> Hasil<Ada> {
    a.lewati_spasi()?;
    if let Some(kutip @ (b'\'' | b'"')) = a.lihat()? {
        a.ambil()?;
        let Some(wadah) = simpan else {
            let kosong = a.intip(1)?.first() == Some(&kutip);
            lewati_kutip(a, kutip)?;
            return Ok(if kosong { Ada::Kosong } else { Ada::Isi });
        };
        baca_kutip(a, kutip, wadah)?;
        return Ok(if wadah.is_empty() { Ada::Kosong } else { Ada::Isi });
    }
    let mut polos = Vec::new();
    a.sampai(
        |b| matches!(b, b',' | b')' | b'(' | b'\'' | b'"') || b.is_ascii_whitespace(),
        |potong| {
            let sisa = (PANJANG + 1).saturating_sub(polos.len());
            polos.extend_from_slice(&potong[..potong.len().min(sisa)]);
        },
    )?;
    match a.lihat()? {
        None => return Err(Putus::Habis),
        // `_binary 'x'`, `x'00'`: the word tells how to read what is quoted.
        Some(b'\'' | b'"') => return bertanda(a, &polos, simpan),
        Some(b'(') => return Err(bentuk(a, "ada rumus di tempat isian")),
        _ if polos.is_empty() => return Err(bentuk(a, "ada isian yang hilang")),
        _ => {}
    }
    a.lewati_spasi()?;
    if polos.starts_with(b"_") && matches!(a.lihat()?, Some(b'\'' | b'"')) {
        return bertanda(a, &polos, simpan);
    }
    if polos.eq_ignore_ascii_case(b"null") {
        return Ok(Ada::Null);
    }
    if let Some(wadah) = simpan {
        match polos.strip_prefix(b"0x") {
            Some(heksa) => *wadah = dari_heksa(heksa).ok_or_else(|| bentuk(a, "angka heksa tidak benar"))?,
            None => *wadah = polos,
        }
    }
    Ok(Ada::Isi)
}

/// A quoted value behind a charset or a hex mark.
fn bertanda<R: Read>(a: &mut Aliran<R>, tanda: &[u8], simpan: Option<&mut Vec<u8>>) -> Hasil<Ada> {
    let kutip = wajib(a)?;
    let Some(wadah) = simpan else {
        lewati_kutip(a, kutip)?;
        return Ok(Ada::Isi);
    };
    baca_kutip(a, kutip, wadah)?;
    if tanda.eq_ignore_ascii_case(b"x") {
        *wadah = dari_heksa(wadah).ok_or_else(|| bentuk(a, "angka heksa tidak benar"))?;
    }
    Ok(if wadah.is_empty() { Ada::Kosong } else { Ada::Isi })
}

fn dari_heksa(teks: &[u8]) -> Option<Vec<u8>> {
    let angka = |b: u8| char::from(b).to_digit(16).and_then(|n| u8::try_from(n).ok());
    let (pasang, sisa) = teks.as_chunks::<2>();
    if !sisa.is_empty() {
        return None;
    }
    pasang.iter().map(|[a, b]| Some(angka(*a)? << 4 | angka(*b)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nilai(teks: &str) -> Option<(Ada, String)> {
        let mut a = Aliran::baru(teks.as_bytes());
        let mut wadah = Vec::new();
        let ada = baca_nilai(&mut a, Some(&mut wadah)).ok()?;
        Some((ada, String::from_utf8(wadah).unwrap()))
    }

    #[test]
    fn values_are_read_as_they_were_meant() {
        for (teks, ada, isi) in [
            ("NULL,", Ada::Null, ""),
            ("null)", Ada::Null, ""),
            ("'',", Ada::Kosong, ""),
            ("'Siti',", Ada::Isi, "Siti"),
            ("'O''Brien \\'x\\' \"y\"',", Ada::Isi, "O'Brien 'x' \"y\""),
            ("'a\\nb\\t\\\\c\\0\\%'", Ada::Isi, "a\nb\t\\c\0%"),
            ("-7.5,", Ada::Isi, "-7.5"),
            ("0x53697469)", Ada::Isi, "Siti"),
            ("x'53697469')", Ada::Isi, "Siti"),
            ("_binary 'Siti')", Ada::Isi, "Siti"),
            ("_utf8mb4'Siti')", Ada::Isi, "Siti"),
            (" 'a,b);--(',", Ada::Isi, "a,b);--("),
        ] {
            assert_eq!(nilai(teks), Some((ada, isi.to_owned())), "{teks}");
        }
        for teks in ["", "'abc", "'abc\\", "0xF)", "now()", ","] {
            assert_eq!(nilai(teks), None, "{teks}");
        }
    }

    #[test]
    fn names_are_read_with_and_without_quotes() {
        for (teks, nama) in
            [("`a b` (", "a b"), ("penduduk(", "penduduk"), ("`db`.`t` ", "t"), ("\"x\"", "x")]
        {
            assert_eq!(baca_nama(&mut Aliran::baru(teks.as_bytes())).ok().as_deref(), Some(nama));
        }
    }
}
