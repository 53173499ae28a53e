//! The kinds of letters of one office: those that the program brings, those it wrote itself, and which of
//! them it offers.

use std::collections::HashMap;

use db::{ReadTx, Result};

use crate::jenis::{self, Jenis, Kelompok};
use crate::store;

/// All kinds of this office, in the order of the choice.
#[derive(Debug)]
pub struct Katalog {
    semua: Vec<&'static Jenis>,
    aktif: HashMap<String, bool>,
}

impl Katalog {
    pub async fn baca(tx: &mut ReadTx) -> Result<Self> {
        let mut semua: Vec<&'static Jenis> = jenis::semua().iter().collect();
        for (kode, id) in store::list_terbit(tx).await? {
            let milik = match store::versi(tx, id).await {
                Ok(milik) => milik,
                // One kind that cannot be read must not take the others along.
                Err(db::Error::Io(sebab)) => {
                    tracing::error!(%sebab, "a kind of letter is left out");
                    semua.retain(|bawaan| bawaan.kode != kode);
                    continue;
                }
                Err(lain) => return Err(lain),
            };
            match semua.iter_mut().find(|bawaan| bawaan.kode == kode) {
                Some(bawaan) => *bawaan = milik,
                None => semua.push(milik),
            }
        }
        Ok(Self { semua, aktif: store::list_aktif(tx).await? })
    }

    pub fn semua(&self) -> &[&'static Jenis] {
        &self.semua
    }

    pub fn find(&self, kode: &str) -> Option<&'static Jenis> {
        self.semua.iter().copied().find(|jenis| jenis.kode == kode)
    }

    /// As lists show a kind; also one that is no longer there.
    pub fn nama(&self, kode: &str) -> &'static str {
        self.find(kode).map_or("Surat", |jenis| jenis.nama.as_str())
    }

    pub fn aktif(&self, jenis: &Jenis) -> bool {
        self.aktif.get(&jenis.kode).copied().unwrap_or(true)
    }

    /// What residents are offered.
    pub fn ditawarkan(&self) -> impl Iterator<Item = &'static Jenis> {
        self.semua.iter().copied().filter(|jenis| self.aktif(jenis))
    }

    /// Kinds by group, only those that match every word of a search.
    pub fn golongan(
        dari: impl Iterator<Item = &'static Jenis>,
        cari: &str,
    ) -> Vec<(Kelompok, Vec<&'static Jenis>)> {
        let kata: Vec<String> = cari.split_whitespace().map(str::to_lowercase).collect();
        let cocok: Vec<&'static Jenis> = dari
            .filter(|jenis| {
                let teks = format!("{} {} {}", jenis.nama, jenis.judul, jenis.tentang).to_lowercase();
                kata.iter().all(|kata| teks.contains(kata))
            })
            .collect();
        let satu = |kelompok: Kelompok| {
            let isi: Vec<_> = cocok.iter().copied().filter(|jenis| jenis.kelompok == kelompok).collect();
            (!isi.is_empty()).then_some((kelompok, isi))
        };
        Kelompok::SEMUA.into_iter().filter_map(satu).collect()
    }
}

/// A kind of this office as it is in force: its own version, or the shipped one.
pub async fn find_jenis(tx: &mut ReadTx, kode: &str) -> Result<Option<&'static Jenis>> {
    let terbit = store::list_terbit(tx).await?;
    match terbit.iter().find(|(sama, _)| sama == kode) {
        Some((_, id)) => store::versi(tx, *id).await.map(Some),
        None => Ok(jenis::find(kode)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_every_word_wherever_it_stands() {
        let kode = |cari: &str| {
            let golongan = Katalog::golongan(jenis::semua().iter(), cari);
            golongan.iter().flat_map(|(_, isi)| isi.iter().map(|j| j.kode.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(kode("ayah penghasilan"), ["penghasilan_ortu", "penghasilan_ayah"]);
        assert_eq!(kode("NIKAH (n1)"), ["n1"]);
        assert_eq!(kode("").len(), jenis::semua().len());
        assert!(kode("gajah").is_empty());
    }
}
