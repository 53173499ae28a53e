//! OpenDocument repeats rows and cells by a number in an attribute, so a few bytes can stand for
//! billions of cells. The reader would write them all out; count them first.

use super::GalatBerkas;

/// Walks the tags of `content.xml` and adds up the cells that a reader would hold.
pub(super) fn periksa(content: &[u8], batas: usize) -> Result<(), GalatBerkas> {
    let mut hitung = Hitung::default();
    let mut sisa = content;
    while let Some(awal) = sisa.iter().position(|b| *b == b'<') {
        sisa = &sisa[awal + 1..];
        let akhir = akhir_tanda(sisa).ok_or(GalatBerkas::Rusak)?;
        hitung.tanda(&sisa[..akhir]);
        sisa = &sisa[akhir..];
        if hitung.jumlah > batas {
            return Err(GalatBerkas::TerlaluBanyakSel);
        }
    }
    Ok(())
}

/// Where a tag ends: at the first `>` outside quotes.
fn akhir_tanda(isi: &[u8]) -> Option<usize> {
    let mut kutip = None;
    isi.iter().position(|b| match (kutip, *b) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            kutip = Some(*b);
            false
        }
        (Some(k), b) if k == b => {
            kutip = None;
            false
        }
        _ => false,
    })
}

#[derive(Default)]
struct Hitung {
    jumlah: usize,
    /// Widest row of the present table: gaps between rows are filled to it.
    lebar: usize,
    baris_kosong: usize,
    ulang_baris: usize,
    /// Cells of the present row, and empty ones that count only if something follows.
    sel: usize,
    sel_kosong: usize,
}

impl Hitung {
    fn tanda(&mut self, tanda: &[u8]) {
        let nama = tanda.split(|b| b.is_ascii_whitespace() || *b == b'/').next().unwrap_or(b"");
        match nama {
            b"table:table" => (self.lebar, self.baris_kosong) = (0, 0),
            b"table:table-row" => {
                (self.sel, self.sel_kosong) = (0, 0);
                self.ulang_baris = angka(tanda, b"table:number-rows-repeated=");
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let ulang = angka(tanda, b"table:number-columns-repeated=");
                if cari(tanda, b"office:").is_some() || cari(tanda, b"table:formula").is_some() {
                    self.sel = self.sel.saturating_add(self.sel_kosong).saturating_add(ulang);
                    self.sel_kosong = 0;
                    // A reader keeps each row as it stands before it looks for the used area.
                    self.jumlah = self.jumlah.saturating_add(ulang);
                } else {
                    self.sel_kosong = self.sel_kosong.saturating_add(ulang);
                }
            }
            // A closing tag begins with the slash, so its name comes out empty.
            b"" if tanda.starts_with(b"/table:table-row") => self.akhir_baris(),
            _ => {}
        }
    }

    fn akhir_baris(&mut self) {
        if self.sel == 0 {
            self.baris_kosong = self.baris_kosong.saturating_add(self.ulang_baris);
            return;
        }
        self.lebar = self.lebar.max(self.sel);
        let baris = self.ulang_baris.saturating_add(self.baris_kosong);
        self.baris_kosong = 0;
        self.jumlah = self.jumlah.saturating_add(baris.saturating_mul(self.lebar));
    }
}

fn cari(tanda: &[u8], kata: &[u8]) -> Option<usize> {
    tanda.windows(kata.len()).position(|w| w == kata)
}

/// The number in `kata"123"`; 1 when the attribute is not there.
fn angka(tanda: &[u8], kata: &[u8]) -> usize {
    let Some(posisi) = cari(tanda, kata) else { return 1 };
    tanda[posisi + kata.len()..]
        .iter()
        .skip(1)
        .take_while(|b| b.is_ascii_digit())
        .fold(0, |n, b| usize::saturating_add(usize::saturating_mul(n, 10), usize::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabel(baris: &str) -> Vec<u8> {
        format!(r#"<x><table:table table:name="a > b">{baris}</table:table></x>"#).into_bytes()
    }

    const SEL: &str = r#"<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>"#;

    #[test]
    fn ordinary_tails_pass() {
        // What LibreOffice writes behind the data: a million empty rows.
        let isi = tabel(&format!(
            r#"<table:table-row>{SEL}{SEL}<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
               <table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#
        ));
        assert_eq!(periksa(&isi, 100), Ok(()));
    }

    #[test]
    fn repeats_are_multiplied() {
        let kosong = r#"<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
        for baris in [
            format!(r#"<table:table-row table:number-rows-repeated="1000000">{SEL}</table:table-row>"#),
            format!(r#"<table:table-row><table:table-cell table:number-columns-repeated="16000"/>{SEL}</table:table-row>"#),
            format!(r"<table:table-row>{SEL}</table:table-row>{kosong}<table:table-row>{SEL}</table:table-row>"),
            r#"<table:table-row><table:table-cell table:number-columns-repeated="99999999999999999999999" office:value="1"/></table:table-row>"#.to_owned(),
        ] {
            assert_eq!(periksa(&tabel(&baris), 900), Err(GalatBerkas::TerlaluBanyakSel), "{baris}");
        }
    }

    #[test]
    fn unclosed_tag_is_broken() {
        assert_eq!(periksa(b"<table:table", 10), Err(GalatBerkas::Rusak));
        assert_eq!(periksa(b"no tags", 10), Ok(()));
    }
}
