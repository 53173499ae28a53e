//! What must hold of families after every act.

use std::collections::BTreeSet;

use db::{ReadTx, Result};
use kamus::{Daftar as _, HubunganRtm, Shdk};
use uuid::Uuid;

use crate::store;

/// Those of the families that have members but not exactly one head, with what is wrong.
pub async fn keluarga_rusak(tx: &mut ReadTx, keluarga: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, String)>> {
    let mut rusak = Vec::new();
    for id in keluarga {
        let Some(k) = store::find_keluarga(tx, *id).await? else { continue };
        let mut anggota = store::list_anggota(tx, *id).await?;
        anggota.retain(crate::Penduduk::aktif);
        let kepala: Vec<_> = anggota.iter().filter(|p| p.shdk() == Shdk::KepalaKeluarga).collect();
        let kalimat = match kepala.as_slice() {
            _ if anggota.is_empty() => continue,
            [satu] if k.kepala_id == Some(satu.id) => continue,
            [satu] => format!("{} bukan kepala menurut kartu keluarganya.", satu.nama),
            [] => format!("keluarga {} tidak punya kepala.", anggota[0].nama),
            [a, b, ..] => format!("{} dan {} sama-sama menjadi kepala keluarga.", a.nama, b.nama),
        };
        rusak.push((*id, kalimat));
    }
    Ok(rusak)
}

/// Those of the households that have members but not exactly one head, with what is wrong.
pub async fn rumah_tangga_rusak(tx: &mut ReadTx, rumah: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, String)>> {
    let mut rusak = Vec::new();
    for id in rumah {
        let anggota = store::list_anggota_rumah(tx, *id).await?;
        let kepala = anggota.iter().filter(|p| p.hubungan_rtm == Some(HubunganRtm::Kepala.kode())).count();
        let Some(satu) = anggota.first().filter(|_| kepala != 1) else { continue };
        let kalimat = match kepala {
            0 => format!("rumah tangga {} tidak punya kepala.", satu.nama),
            _ => format!("rumah tangga {} punya {kepala} kepala.", satu.nama),
        };
        rusak.push((*id, kalimat));
    }
    Ok(rusak)
}
