//! Data quality: what in the register cannot be, seldom is, or is missing.
//!
//! One pass over the present residents and families, computed anew for each page: 14,000 residents take well
//! under a third of a second, so nothing is stored but what somebody decided to leave alone.

pub mod gabung;
mod ganda;
mod jenis;
mod keluarga;
mod nilai;
mod orang;
mod perbaikan;
mod rumah;
#[cfg(test)]
mod uji;

use std::collections::HashMap;

use db::{ReadTx, Result};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::entitas::MutuAbaikan;
use crate::store::{self, KeluargaMutu, OrangMutu};

pub use jenis::{Berat, Jenis};
pub use nilai::{Nilai, nilai};
pub use perbaikan::{Perbaikan, laksanakan};

/// What the check looks at.
pub struct Bahan {
    pub orang: Vec<OrangMutu>,
    pub keluarga: Vec<KeluargaMutu>,
    /// Residents who have the NIK of somebody who died, with that name.
    pub nik_mati: Vec<(Uuid, String)>,
    pub hari_ini: Date,
    /// First six digits of NIKs issued here.
    pub kecamatan: String,
}

/// Something wrong, odd or missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temuan {
    /// Made of what the finding says, so that other data are another finding.
    pub id: Uuid,
    pub jenis: Jenis,
    /// Residents whom it is about; the first one stands in the list. None for an empty family.
    pub orang: Vec<Uuid>,
    pub keluarga_id: Option<Uuid>,
    pub nama: String,
    pub kalimat: String,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    /// What can be done at once.
    pub perbaikan: Vec<Perbaikan>,
}

impl Temuan {
    /// About one resident. `isi` is what of the data makes it a finding.
    fn orang(jenis: Jenis, o: &OrangMutu, isi: &str, kalimat: impl Into<String>) -> Self {
        Self {
            id: sidik(jenis, &[o.id], isi),
            jenis,
            orang: vec![o.id],
            keluarga_id: o.keluarga_id,
            nama: o.nama.clone(),
            kalimat: kalimat.into(),
            dusun: o.dusun.clone(),
            rw: o.rw.clone(),
            rt: o.rt.clone(),
            perbaikan: Vec::new(),
        }
    }

    fn dengan(mut self, perbaikan: impl IntoIterator<Item = Perbaikan>) -> Self {
        self.perbaikan.extend(perbaikan);
        self
    }
}

/// An id that is the same for the same finding, and another one when what it says changes.
fn sidik(jenis: Jenis, siapa: &[Uuid], isi: &str) -> Uuid {
    let mut siapa = siapa.to_vec();
    siapa.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(jenis.kode());
    for id in siapa {
        hash.update(id);
    }
    hash.update(isi);
    let mut bita = [0; 16];
    bita.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bita).into_uuid()
}

/// All findings, the worst first, then by place and name.
pub fn periksa(bahan: &Bahan) -> Vec<Temuan> {
    let mut temuan = Vec::new();
    let nik_mati: HashMap<Uuid, &str> =
        bahan.nik_mati.iter().map(|(id, nama)| (*id, nama.as_str())).collect();
    for o in &bahan.orang {
        orang::periksa(o, bahan, &mut temuan);
        if let Some(nama) = nik_mati.get(&o.id) {
            let kalimat = format!("NIK-nya juga tercatat atas nama {nama}, yang sudah meninggal.");
            temuan.push(Temuan::orang(Jenis::NikMati, o, "", kalimat));
        }
    }
    keluarga::periksa(bahan, &mut temuan);
    rumah::periksa(bahan, &mut temuan);
    ganda::periksa(&bahan.orang, &mut temuan);
    temuan.sort_unstable_by(|a, b| {
        let urut = |t: &Temuan| (t.jenis.berat(), t.jenis);
        urut(a)
            .cmp(&urut(b))
            .then_with(|| (&a.dusun, &a.rw, &a.rt, &a.nama).cmp(&(&b.dusun, &b.rw, &b.rt, &b.nama)))
            .then_with(|| a.id.cmp(&b.id))
    });
    temuan
}

/// The findings of a unit, and what was left alone.
pub struct Hasil {
    /// Those that wait.
    pub temuan: Vec<Temuan>,
    /// Those that somebody checked, with the decision.
    pub diabaikan: Vec<(Temuan, MutuAbaikan)>,
    /// Residents by dusun, with those in whom nothing is wrong or odd.
    pub nilai: Vec<Nilai>,
}

impl Hasil {
    pub fn cari(&self, id: Uuid) -> Option<(&Temuan, Option<&MutuAbaikan>)> {
        let menunggu = self.temuan.iter().find(|t| t.id == id).map(|t| (t, None));
        menunggu.or_else(|| {
            let diabaikan = self.diabaikan.iter().find(|(t, _)| t.id == id);
            diabaikan.map(|(t, abaikan)| (t, Some(abaikan)))
        })
    }
}

/// What the check reads besides the day.
pub(crate) const ASAL: [&str; 3] = ["penduduk", "keluarga", "mutu_abaikan"];

/// Checks the whole register as it is now.
pub async fn jalankan(tx: &mut ReadTx, hari_ini: Date) -> Result<Hasil> {
    let kecamatan = (tx.ctx().unit.0 / 10_000).to_string();
    let bahan = Bahan {
        orang: store::list_orang_mutu(tx).await?,
        keluarga: store::list_keluarga_mutu(tx).await?,
        nik_mati: store::list_nik_mati(tx).await?,
        hari_ini,
        kecamatan,
    };
    let mut abaikan: HashMap<Uuid, MutuAbaikan> =
        store::list_abaikan(tx).await?.into_iter().map(|a| (a.id, a)).collect();
    let (mut temuan, mut diabaikan) = (Vec::new(), Vec::new());
    for t in periksa(&bahan) {
        match abaikan.remove(&t.id) {
            Some(putusan) => diabaikan.push((t, putusan)),
            None => temuan.push(t),
        }
    }
    let nilai = nilai(&bahan.orang, &temuan);
    Ok(Hasil { temuan, diabaikan, nilai })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_keeps_its_id_until_what_it_says_changes() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let satu = sidik(Jenis::GandaBunyi, &[a, b], "x");
        assert_eq!(satu, sidik(Jenis::GandaBunyi, &[b, a], "x"), "a pair has no order");
        assert_ne!(satu, sidik(Jenis::GandaIbu, &[a, b], "x"));
        assert_ne!(satu, sidik(Jenis::GandaBunyi, &[a, b], "y"));
    }
}
