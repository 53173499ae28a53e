//! Just enough of the compound file format ([MS-CFB]) and of BIFF ([MS-XLS]) to see, before the
//! spreadsheet code allocates it, how large the sheets of an old `.xls` would become: two cells in
//! opposite corners make a grid of sixteen million.

/// First bytes of every compound file.
pub(in crate::impor) const TANDA: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const AKHIR_RANTAI: u32 = 0xFFFF_FFFE;
/// Streams shorter than this live in the mini stream.
const BATAS_MINI: usize = 4096;
const ENTRI: usize = 128;

pub(super) struct Cfb<'a> {
    isi: &'a [u8],
    sektor: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entri: Vec<Entri>,
}

struct Entri {
    nama: String,
    awal: u32,
    panjang: usize,
}

fn u16_di(isi: &[u8], di: usize) -> Option<u16> {
    Some(u16::from_le_bytes(isi.get(di..di + 2)?.try_into().ok()?))
}

fn u32_di(isi: &[u8], di: usize) -> Option<u32> {
    Some(u32::from_le_bytes(isi.get(di..di + 4)?.try_into().ok()?))
}

fn usize_di(isi: &[u8], di: usize) -> Option<usize> {
    usize::try_from(u32_di(isi, di)?).ok()
}

fn deret(isi: &[u8]) -> Vec<u32> {
    isi.chunks_exact(4).filter_map(|c| u32_di(c, 0)).collect()
}

impl<'a> Cfb<'a> {
    pub(super) fn buka(isi: &'a [u8]) -> Option<Self> {
        let sektor = match u16_di(isi, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut cfb =
            Self { isi, sektor, fat: Vec::new(), mini_fat: Vec::new(), mini: Vec::new(), entri: Vec::new() };
        for nomor in cfb.sektor_fat()? {
            cfb.fat.extend(deret(cfb.potong(nomor)?));
        }
        let direktori = cfb.rantai(u32_di(isi, 48)?)?;
        cfb.entri = direktori.chunks_exact(ENTRI).filter_map(entri).collect();
        cfb.mini_fat = deret(&cfb.rantai(u32_di(isi, 60)?).unwrap_or_default());
        let akar = cfb.entri.first()?.awal;
        cfb.mini = cfb.rantai(akar).unwrap_or_default();
        Some(cfb)
    }

    /// Sectors that hold the allocation table: 109 in the header, more in a chain of their own.
    fn sektor_fat(&self) -> Option<Vec<u32>> {
        let mut nomor = deret(self.isi.get(76..512)?);
        let mut lanjut = u32_di(self.isi, 68)?;
        for _ in 0..self.isi.len() / self.sektor {
            if lanjut >= AKHIR_RANTAI - 1 {
                break;
            }
            let mut tambahan = deret(self.potong(lanjut)?);
            lanjut = tambahan.pop()?;
            nomor.append(&mut tambahan);
        }
        nomor.retain(|n| *n < AKHIR_RANTAI - 1);
        Some(nomor)
    }

    fn potong(&self, nomor: u32) -> Option<&'a [u8]> {
        let awal = usize::try_from(nomor).ok()?.checked_add(1)?.checked_mul(self.sektor)?;
        let akhir = awal.checked_add(self.sektor)?.min(self.isi.len());
        self.isi.get(awal..akhir)
    }

    /// The bytes of a chain of sectors; `None` when it loops or leaves the file.
    fn rantai(&self, awal: u32) -> Option<Vec<u8>> {
        let mut hasil = Vec::new();
        let mut nomor = awal;
        while nomor < AKHIR_RANTAI - 1 {
            hasil.extend_from_slice(self.potong(nomor)?);
            if hasil.len() > self.isi.len() {
                return None;
            }
            nomor = *self.fat.get(usize::try_from(nomor).ok()?)?;
        }
        Some(hasil)
    }

    fn rantai_mini(&self, awal: u32) -> Option<Vec<u8>> {
        let mut hasil = Vec::new();
        let mut nomor = awal;
        while nomor < AKHIR_RANTAI - 1 {
            let di = usize::try_from(nomor).ok()?;
            hasil.extend_from_slice(self.mini.get(di.checked_mul(64)?..)?.get(..64)?);
            if hasil.len() > BATAS_MINI {
                return None;
            }
            nomor = *self.mini_fat.get(di)?;
        }
        Some(hasil)
    }

    pub(super) fn ada(&self, nama: &str) -> bool {
        self.entri.iter().any(|e| e.nama == nama)
    }

    pub(super) fn baca(&self, nama: &str) -> Option<Vec<u8>> {
        let entri = self.entri.iter().find(|e| e.nama == nama)?;
        let mut isi =
            if entri.panjang < BATAS_MINI { self.rantai_mini(entri.awal)? } else { self.rantai(entri.awal)? };
        isi.truncate(entri.panjang);
        Some(isi)
    }
}

fn entri(isi: &[u8]) -> Option<Entri> {
    let panjang_nama = usize::from(u16_di(isi, 64)?).min(64);
    let huruf: Vec<u16> = isi[..panjang_nama].chunks_exact(2).filter_map(|c| u16_di(c, 0)).collect();
    let nama = String::from_utf16_lossy(&huruf).trim_end_matches('\0').to_owned();
    Some(Entri { nama, awal: u32_di(isi, 116)?, panjang: usize_di(isi, 120)? })
}

/// Cells of all sheets when each is drawn as a full grid around its used cells.
pub(super) fn luas_terpakai(alur: &[u8]) -> usize {
    let mut jumlah = 0_usize;
    let mut kotak = Kotak::default();
    let mut di = 0;
    while let (Some(jenis), Some(panjang)) = (u16_di(alur, di), u16_di(alur, di + 2)) {
        let data = alur.get(di + 4..di + 4 + usize::from(panjang)).unwrap_or_default();
        match jenis {
            // End of a sheet.
            0x000A => jumlah = jumlah.saturating_add(std::mem::take(&mut kotak).luas()),
            // Formula, number, label, boolean, RK, shared-string label.
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD => kotak.sel(data, 2),
            // Several RK numbers: the last column stands at the end.
            0x00BD => {
                kotak.sel(data, 2);
                kotak.sel(data, data.len().saturating_sub(2));
            }
            _ => {}
        }
        di += 4 + usize::from(panjang);
    }
    jumlah.saturating_add(kotak.luas())
}

#[derive(Default)]
struct Kotak {
    /// First and last row, first and last column.
    tepi: Option<(u16, u16, u16, u16)>,
}

impl Kotak {
    fn sel(&mut self, data: &[u8], di_kolom: usize) {
        let (Some(b), Some(k)) = (u16_di(data, 0), u16_di(data, di_kolom)) else { return };
        let (b1, b2, k1, k2) = self.tepi.unwrap_or((b, b, k, k));
        self.tepi = Some((b1.min(b), b2.max(b), k1.min(k), k2.max(k)));
    }

    fn luas(&self) -> usize {
        let Some((b1, b2, k1, k2)) = self.tepi else { return 0 };
        (usize::from(b2 - b1) + 1) * (usize::from(k2 - k1) + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rekaman(jenis: u16, data: &[u8]) -> Vec<u8> {
        let panjang = u16::try_from(data.len()).unwrap();
        [&jenis.to_le_bytes(), &panjang.to_le_bytes(), data].concat()
    }

    fn sel(baris: u16, kolom: u16) -> Vec<u8> {
        rekaman(0x0203, &[&baris.to_le_bytes()[..], &kolom.to_le_bytes(), &[0; 10]].concat())
    }

    #[test]
    fn corners_span_a_grid() {
        let akhir = rekaman(0x000A, &[]);
        let lembar = [sel(0, 0), sel(65_535, 255), akhir.clone()].concat();
        assert_eq!(luas_terpakai(&lembar), 65_536 * 256);
        let dua = [sel(1, 1), sel(2, 3), akhir.clone(), sel(9, 9), akhir].concat();
        assert_eq!(luas_terpakai(&dua), 6 + 1);
        assert_eq!(luas_terpakai(&[]), 0);
    }

    #[test]
    fn several_numbers_in_one_record() {
        let data = [&[0, 0, 2, 0][..], &[0; 18], &[4, 0]].concat();
        assert_eq!(luas_terpakai(&rekaman(0x00BD, &data)), 3);
    }

    proptest! {
        #[test]
        fn garbage_never_panics(isi in proptest::collection::vec(any::<u8>(), 0..3000)) {
            let mut berkas = TANDA.to_vec();
            berkas.extend(&isi);
            if let Some(cfb) = Cfb::buka(&berkas) {
                let _ = (cfb.ada("Workbook"), cfb.baca("Workbook"));
            }
            let _ = luas_terpakai(&isi);
        }

        #[test]
        fn garbage_behind_a_good_header_never_panics(
            isi in proptest::collection::vec(any::<u8>(), 600..3000),
            kecil in proptest::collection::vec(0_u8..6, 480),
        ) {
            let mut berkas = TANDA.to_vec();
            berkas.resize(30, 0);
            berkas.extend([9, 0]);
            berkas.extend(kecil);
            berkas.extend(isi);
            if let Some(cfb) = Cfb::buka(&berkas) {
                let _ = (cfb.ada("Workbook"), cfb.baca("Workbook"), cfb.baca(""));
            }
        }
    }
}
