use kamus::{NomorKk, Shdk, StatusDasar};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use super::Cara;
use crate::entitas::Isian;
use crate::impor::{self, Belum, Berat, Pelengkap, Pemetaan};

/// A checked workbook without the workbook: typed rows, families, findings. Kept sealed, for a day.
#[derive(Clone, Serialize, Deserialize)]
pub struct Muatan {
    /// SHA-256 of the workbook.
    pub sidik: [u8; 32],
    pub orang: Vec<Isian>,
    pub keluarga: Vec<KeluargaIsian>,
    /// Columns that the sheet has.
    pub kolom_ada: Vec<String>,
    pub jumlah_baris: i64,
    pub temuan: Vec<TemuanSimpan>,
    #[serde(default)]
    pub sumber: Sumber,
}

/// Where the rows come from, when not from a workbook in our own layout.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sumber {
    /// The layout's name.
    pub tata: Option<String>,
    pub belum: Belum,
    pub pelengkap: Pelengkap,
    /// How its columns were mapped, where it has headings of its own.
    #[serde(default)]
    pub pemetaan: Option<Pemetaan>,
}

impl Sumber {
    /// Something is left for the clerk to say about the whole file.
    pub fn dapat_dilengkapi(&self) -> bool {
        self.tata.is_some() && self.belum != Belum::default()
    }
}

/// A family among the rows, by their places.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeluargaIsian {
    #[serde(with = "kamus::terbuka::opsi")]
    pub no_kk: Option<NomorKk>,
    pub kepala: Option<usize>,
    pub anggota: Vec<usize>,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemuanSimpan {
    pub baris: u32,
    pub kolom: String,
    /// Long numbers are masked.
    pub nilai: String,
    /// The row is refused.
    pub galat: bool,
    pub kalimat: String,
}

impl Muatan {
    pub(super) fn baru(isi: &[u8], hasil: &impor::Hasil, cara: &Cara) -> Self {
        let keluarga = hasil.keluarga.iter().map(|k| KeluargaIsian {
            no_kk: k.no_kk,
            kepala: k.kepala,
            anggota: k.anggota.clone(),
            alamat: k.alamat.clone(),
            dusun: k.dusun.clone(),
            rw: k.rw.clone(),
            rt: k.rt.clone(),
        });
        let temuan = hasil.temuan.iter().map(|t| TemuanSimpan {
            baris: t.baris,
            kolom: t.kolom.to_owned(),
            nilai: t.nilai.clone(),
            galat: t.berat == Berat::Galat,
            kalimat: t.kalimat.clone(),
        });
        Self {
            sidik: sha2::Sha256::digest(isi).into(),
            orang: hasil.baris.iter().map(Isian::from).collect(),
            keluarga: keluarga.collect(),
            kolom_ada: hasil.kolom_ada.iter().map(|k| (*k).to_owned()).collect(),
            jumlah_baris: i64::try_from(hasil.jumlah_baris).unwrap_or(i64::MAX),
            temuan: temuan.collect(),
            sumber: Sumber {
                tata: hasil.tata.map(str::to_owned),
                belum: hasil.belum,
                pelengkap: cara.pelengkap.clone(),
                pemetaan: cara.pemetaan.clone(),
            },
        }
    }

    /// Made-up families, as if a workbook had brought them; see [`crate::contoh`].
    pub fn dari_keluarga(semua: impl Iterator<Item = Vec<impor::BarisPenduduk>>) -> Self {
        let (mut orang, mut keluarga) = (Vec::new(), Vec::new());
        for rumah in semua {
            let awal = orang.len();
            orang.extend(rumah.iter().map(Isian::from));
            let anggota: Vec<usize> =
                (awal..orang.len()).filter(|i| orang[*i].status_dasar == StatusDasar::Hidup).collect();
            let Some(pertama) = anggota.first().map(|i| &orang[*i]) else { continue };
            keluarga.push(KeluargaIsian {
                no_kk: pertama.no_kk,
                kepala: anggota.iter().copied().find(|i| orang[*i].shdk == Shdk::KepalaKeluarga),
                alamat: pertama.alamat.clone(),
                dusun: pertama.dusun.clone(),
                rw: pertama.rw.clone(),
                rt: pertama.rt.clone(),
                anggota,
            });
        }
        Self {
            sidik: sha2::Sha256::digest(b"contoh").into(),
            jumlah_baris: i64::try_from(orang.len()).unwrap_or(i64::MAX),
            orang,
            keluarga,
            kolom_ada: impor::KOLOM.iter().map(|k| k.nama.to_owned()).collect(),
            temuan: Vec::new(),
            sumber: Sumber::default(),
        }
    }

    /// Bad rows.
    pub fn ditolak(&self) -> i64 {
        self.jumlah_baris - i64::try_from(self.orang.len()).unwrap_or(i64::MAX)
    }

    pub(super) fn ada_kolom(&self, nama: &str) -> bool {
        self.kolom_ada.iter().any(|kolom| kolom == nama)
    }

    pub(super) fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain data always becomes JSON")
    }

    pub(super) fn dari_json(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }
}
