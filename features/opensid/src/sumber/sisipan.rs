//! `INSERT`: the rows of a table.

use std::io::Read;

use super::galat::GalatSumber;
use super::mentah::{Baris, Isi};
use super::nilai::{Ada, Hasil, Putus, baca_nama, baca_nilai, wajib};
use super::pengurai::Pengurai;
use crate::skema::Tabel;

/// As many persons, events and so on as are held in memory at once.
pub(super) const BATAS_BARIS: u64 = 3_000_000;

impl<R: Read> Pengurai<'_, R> {
    /// `INSERT INTO … VALUES (…),(…);`
    pub(super) fn sisip(&mut self) -> Hasil<()> {
        while !matches!(self.kata()?.as_str(), "INTO" | "") {}
        let nama = baca_nama(&mut self.a)?;
        self.terakhir.clone_from(&nama);
        self.a.lewati_spasi()?;
        let urutan = if self.a.lihat()? == Some(b'(') { Some(self.daftar_nama()?) } else { None };
        if !matches!(self.kata()?.as_str(), "VALUES" | "VALUE") {
            return self.lewati();
        }
        let tabel = self.ingin.iter().find(|t| t.nama == nama).copied();
        let Some(tabel) = tabel else { return self.hitung_saja(&nama) };
        let Some(urutan) = urutan.or_else(|| self.kolom.get(&nama).cloned()) else {
            let baris = self.a.baris;
            let sebab = "data datang sebelum susunan tabelnya (CREATE TABLE)";
            return Err(Putus::Galat(GalatSumber::Bentuk { baris, sebab }));
        };
        self.kolom.entry(nama.clone()).or_insert_with(|| urutan.clone());
        let mut isi = self.mentah.tabel.remove(&nama).unwrap_or_default();
        let hasil = self.baca_tupel(tabel, &urutan, &mut isi);
        self.mentah.tabel.insert(nama, isi);
        hasil
    }

    fn daftar_nama(&mut self) -> Hasil<Vec<String>> {
        self.a.ambil()?;
        let mut semua = Vec::new();
        loop {
            semua.push(baca_nama(&mut self.a)?);
            self.a.lewati_spasi()?;
            match wajib(&mut self.a)? {
                b',' => {}
                b')' => return Ok(semua),
                _ => return Err(self.asing()),
            }
        }
    }

    /// Counts the tuples of a table whose rows stay where they are; nothing of them is kept.
    fn hitung_saja(&mut self, nama: &str) -> Hasil<()> {
        loop {
            self.a.lewati_spasi()?;
            if wajib(&mut self.a)? != b'(' {
                return Err(self.asing());
            }
            while self.lewati_bagian()? {}
            self.mentah.tabel.entry(nama.to_owned()).or_default().jumlah += 1;
            if !self.tupel_lagi()? {
                return Ok(());
            }
        }
    }

    /// Whether another tuple follows; a statement that goes on otherwise is skipped to its end.
    fn tupel_lagi(&mut self) -> Hasil<bool> {
        self.a.lewati_spasi()?;
        match self.a.lihat()? {
            None => Err(Putus::Habis),
            Some(b',') => {
                self.a.ambil()?;
                Ok(true)
            }
            Some(_) => self.lewati().map(|()| false),
        }
    }

    fn baca_tupel(&mut self, tabel: &'static Tabel, urutan: &[String], isi: &mut Isi) -> Hasil<()> {
        let letak: Vec<Option<usize>> = urutan.iter().map(|k| tabel.letak(k)).collect();
        let mut terisi = vec![0_u64; urutan.len()];
        let mut wadah = Vec::new();
        loop {
            self.a.lewati_spasi()?;
            if wajib(&mut self.a)? != b'(' {
                return Err(self.asing());
            }
            let mut baris: Baris = vec![None; tabel.kolom.len()];
            for (nomor, letak) in letak.iter().enumerate() {
                wadah.clear();
                let ada = baca_nilai(&mut self.a, letak.map(|_| &mut wadah))?;
                terisi[nomor] += u64::from(ada == Ada::Isi);
                if let (Some(letak), true) = (letak, ada != Ada::Null) {
                    let Ok(teks) = std::str::from_utf8(&wadah) else {
                        let (tabel, kolom) = (tabel.nama.to_owned(), urutan[nomor].clone());
                        return Err(Putus::Galat(GalatSumber::Aksara {
                            tabel,
                            nomor: isi.jumlah + 1,
                            kolom,
                        }));
                    };
                    baris[*letak] = Some(teks.into());
                }
                self.a.lewati_spasi()?;
                let harus = if nomor + 1 == urutan.len() { b')' } else { b',' };
                if wajib(&mut self.a)? != harus {
                    return Err(Putus::Galat(self.jumlah_isian()));
                }
            }
            isi.jumlah += 1;
            if isi.jumlah > BATAS_BARIS {
                return Err(Putus::Galat(GalatSumber::TerlaluBesar(
                    "lebih dari 3 juta baris dalam satu tabel",
                )));
            }
            isi.baris.push(baris);
            if isi.jumlah.is_multiple_of(1_000) {
                (self.maju)(self.a.dibaca());
            }
            if !self.tupel_lagi()? {
                break;
            }
        }
        for ((kolom, banyak), letak) in urutan.iter().zip(terisi).zip(letak) {
            if letak.is_none() {
                *isi.lain.entry(kolom.clone()).or_default() += banyak;
            }
        }
        Ok(())
    }

    fn jumlah_isian(&self) -> GalatSumber {
        GalatSumber::Bentuk {
            baris: self.a.baris,
            sebab: "banyaknya isian tidak sama dengan banyaknya kolom",
        }
    }
}
