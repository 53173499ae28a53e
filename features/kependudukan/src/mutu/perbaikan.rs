//! Repairs that need no form: one choice, one act.

use std::collections::BTreeMap;

use db::{Result, WriteTx};
use jiff::civil::Date;
use kamus::{Daftar as _, HubunganRtm, JenisKelamin, Shdk, StatusKawin};
use uuid::Uuid;

use crate::entitas::{JenisPeristiwa, Penduduk, Rincian};
use crate::peristiwa::Kejadian;
use crate::store;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Perbaikan {
    Kelamin {
        orang: Uuid,
        jadi: JenisKelamin,
    },
    Kawin {
        orang: Uuid,
        jadi: StatusKawin,
    },
    Hubungan {
        orang: Uuid,
        jadi: Shdk,
    },
    /// The only head of the family; other heads become famili lain until somebody says better.
    Kepala {
        keluarga: Uuid,
        orang: Uuid,
    },
    /// The only head of the household.
    KepalaRumah {
        orang: Uuid,
    },
}

impl Perbaikan {
    /// As a form sends it.
    pub fn kode(self) -> String {
        match self {
            Self::Kelamin { jadi, .. } => format!("kelamin-{}", jadi.kode()),
            Self::Kawin { jadi, .. } => format!("kawin-{}", jadi.kode()),
            Self::Hubungan { jadi, .. } => format!("hubungan-{}", jadi.kode()),
            Self::Kepala { orang, .. } => format!("kepala-{orang}"),
            Self::KepalaRumah { orang } => format!("kepala-rumah-{orang}"),
        }
    }

    /// What the button says; `nama` is the person's.
    pub fn label(self, nama: &str) -> String {
        match self {
            Self::Kelamin { jadi, .. } => format!("Ubah jenis kelamin menjadi {}", jadi.label()),
            Self::Kawin { jadi, .. } => format!("Ubah status perkawinan menjadi {}", jadi.label()),
            Self::Hubungan { jadi, .. } => format!("Ubah hubungan menjadi {}", jadi.label()),
            Self::Kepala { .. } => format!("Tetapkan {nama} sebagai kepala keluarga"),
            Self::KepalaRumah { .. } => format!("Tetapkan {nama} sebagai kepala rumah tangga"),
        }
    }

    pub fn orang(self) -> Uuid {
        match self {
            Self::Kelamin { orang, .. }
            | Self::Kawin { orang, .. }
            | Self::Hubungan { orang, .. }
            | Self::Kepala { orang, .. }
            | Self::KepalaRumah { orang } => orang,
        }
    }
}

/// Carries a repair out as a koreksi, from today on. `sebab` is the finding, in words.
pub async fn laksanakan(tx: &mut WriteTx, perbaikan: Perbaikan, hari_ini: Date, sebab: &str) -> Result<()> {
    let rincian = Rincian {
        isian: BTreeMap::from([("alasan".to_owned(), format!("Mutu data: {sebab}"))]),
        ..Rincian::default()
    };
    let kejadian = Kejadian::baru(hari_ini, hari_ini, rincian);
    let kejadian = match perbaikan {
        Perbaikan::Kelamin { orang, jadi } => {
            diubah(tx, kejadian, orang, |p| p.jenis_kelamin = jadi.kode()).await?
        }
        Perbaikan::Kawin { orang, jadi } => {
            diubah(tx, kejadian, orang, |p| p.status_kawin = Some(jadi.kode())).await?
        }
        Perbaikan::Hubungan { orang, jadi } => diubah(tx, kejadian, orang, |p| p.shdk = jadi.kode()).await?,
        Perbaikan::Kepala { keluarga, orang } => kepala(tx, kejadian, keluarga, orang).await?,
        Perbaikan::KepalaRumah { orang } => kepala_rumah(tx, kejadian, orang).await?,
    };
    kejadian.simpan(tx).await?;
    Ok(())
}

async fn diubah(
    tx: &mut WriteTx,
    kejadian: Kejadian,
    orang: Uuid,
    ubah: impl FnOnce(&mut Penduduk),
) -> Result<Kejadian> {
    let lama = store::find_penduduk(tx, orang).await?.ok_or(db::Error::NotFound("penduduk"))?;
    let mut baru = lama.clone();
    ubah(&mut baru);
    Ok(kejadian.orang(JenisPeristiwa::Koreksi, lama, baru))
}

async fn kepala(tx: &mut WriteTx, mut kejadian: Kejadian, keluarga: Uuid, orang: Uuid) -> Result<Kejadian> {
    let lama = store::find_keluarga(tx, keluarga).await?.ok_or(db::Error::NotFound("keluarga"))?;
    let mut anggota = store::list_anggota(tx, keluarga).await?;
    anggota.retain(Penduduk::aktif);
    // The head comes first: with the first person stands what happened to the family.
    anggota.sort_by_key(|p| p.id != orang);
    for p in anggota {
        let shdk = match p.id == orang {
            true => Shdk::KepalaKeluarga,
            false if p.shdk == Shdk::KepalaKeluarga.kode() => Shdk::FamiliLain,
            false => continue,
        };
        let baru = Penduduk { shdk: shdk.kode(), ..p.clone() };
        kejadian = kejadian.orang(JenisPeristiwa::Koreksi, p, baru);
    }
    let baru = crate::Keluarga { kepala_id: Some(orang), ..lama.clone() };
    Ok(kejadian.keluarga(Some(lama), baru))
}

async fn kepala_rumah(tx: &mut WriteTx, mut kejadian: Kejadian, orang: Uuid) -> Result<Kejadian> {
    let kepala = store::find_penduduk(tx, orang).await?.ok_or(db::Error::NotFound("penduduk"))?;
    let rumah = kepala.rumah_tangga_id.ok_or(db::Error::NotFound("rumah_tangga"))?;
    for p in store::list_anggota_rumah(tx, rumah).await? {
        let hubungan = if p.id == orang { HubunganRtm::Kepala } else { HubunganRtm::Anggota };
        if p.hubungan_rtm != Some(hubungan.kode()) {
            let baru = Penduduk { hubungan_rtm: Some(hubungan.kode()), ..p.clone() };
            kejadian = kejadian.orang(JenisPeristiwa::GantiKepalaRumahTangga, p, baru);
        }
    }
    Ok(kejadian)
}
