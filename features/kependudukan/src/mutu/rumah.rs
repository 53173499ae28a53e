//! Each household has one head.

use std::collections::BTreeMap;

use kamus::{Daftar as _, HubunganRtm, umur};
use uuid::Uuid;

use super::orang::WAJIB_KTP;
use super::{Bahan, Jenis, Perbaikan, Temuan, sidik};
use crate::store::OrangMutu;

pub(super) fn periksa(bahan: &Bahan, temuan: &mut Vec<Temuan>) {
    let mut anggota: BTreeMap<Uuid, Vec<&OrangMutu>> = BTreeMap::new();
    for o in &bahan.orang {
        if let Some(rumah) = o.rumah_tangga_id {
            anggota.entry(rumah).or_default().push(o);
        }
    }
    for (rumah, anggota) in anggota {
        let kepala = anggota.iter().filter(|o| o.hubungan_rtm == Some(HubunganRtm::Kepala.kode())).count();
        if kepala == 1 {
            continue;
        }
        let kalimat = match kepala {
            0 => format!("Rumah tangga {} orang ini tidak punya kepala.", anggota.len()),
            _ => format!("Rumah tangga {} orang ini punya {kepala} kepala.", anggota.len()),
        };
        let dewasa = |o: &&&OrangMutu| umur(o.tanggal_lahir.0, bahan.hari_ini) >= WAJIB_KTP;
        let usul = anggota.iter().filter(dewasa).map(|o| Perbaikan::KepalaRumah { orang: o.id });
        let mut t = Temuan::orang(Jenis::RumahTanpaKepala, anggota[0], "", kalimat).dengan(usul);
        t.id = sidik(Jenis::RumahTanpaKepala, &[rumah], "");
        t.orang = anggota.iter().map(|o| o.id).collect();
        temuan.push(t);
    }
}
