//! Households follow what happens to their members: who leaves the village or moves away leaves the household,
//! who comes into a family that keeps house joins it, and one that loses its head gets another.

use std::collections::{BTreeMap, BTreeSet};

use kamus::{HubunganRtm, Shdk};
use uuid::Uuid;

use super::jawab::Jawab;
use super::keadaan::Keadaan;
use super::kejadian::{Kejadian, Perubahan};
use super::kepala::anggota_sesudah;
use super::temuan::{Butuh, Kesatuan, Temuan};
use crate::entitas::{JenisPeristiwa, Penduduk, RumahTangga};

const KEPALA: Option<i16> = Some(HubunganRtm::Kepala as i16);
const ANGGOTA: Option<i16> = Some(HubunganRtm::Anggota as i16);

/// Looks at every household that the draft touches.
pub(super) fn lengkapi(draf: &mut Kejadian, k: &Keadaan, j: &Jawab, t: &mut Temuan) {
    keluar(draf, k);
    ikut(draf, k);
    let dulu = draf.orang.iter().filter_map(|p| p.lama.as_ref()?.rumah_tangga_id);
    let kini = draf.orang.iter().filter_map(|p| p.baru.rumah_tangga_id);
    let tersentuh: BTreeSet<Uuid> = dulu.chain(kini).collect();
    for rumah in tersentuh {
        kepala(draf, rumah, (k, j), t);
    }
}

/// Takes somebody out of their household.
pub(crate) fn lepas(p: &mut Penduduk) {
    p.rumah_tangga_id = None;
    p.hubungan_rtm = None;
}

/// Puts somebody into a household that has a head.
pub(super) fn masukkan(p: &mut Penduduk, rumah: Uuid) {
    p.rumah_tangga_id = Some(rumah);
    p.hubungan_rtm = ANGGOTA;
}

/// Makes somebody the head of a household.
pub(super) fn kepalai(p: &mut Penduduk, rumah: Uuid) {
    p.rumah_tangga_id = Some(rumah);
    p.hubungan_rtm = KEPALA;
}

fn tempat(p: &Penduduk) -> (&str, &str, &str) {
    (&p.dusun, &p.rw, &p.rt)
}

/// Whether somebody moves house within the village by this change. A wrong address that is put right is no move.
fn pindah(p: &Perubahan) -> bool {
    p.jenis != JenisPeristiwa::Koreksi
        && p.lama.as_ref().is_some_and(|lama| {
            lama.aktif() && lama.rumah_tangga_id == p.baru.rumah_tangga_id && tempat(lama) != tempat(&p.baru)
        })
}

/// Who is no resident any more keeps house with nobody here. Who moves leaves those who stay; where all move, the
/// household moves.
fn keluar(draf: &mut Kejadian, k: &Keadaan) {
    for p in draf.orang.iter_mut().filter(|p| !p.baru.aktif()) {
        lepas(&mut p.baru);
    }
    let mut yang_pindah: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for p in draf.orang.iter().filter(|p| p.baru.aktif() && pindah(p)) {
        let rumah = p.baru.rumah_tangga_id.and_then(|id| k.rumah_tangga(id));
        // To where the household is, somebody comes home.
        if let Some(r) = rumah.filter(|r| tempat(&p.baru) != (r.dusun.as_str(), r.rw.as_str(), r.rt.as_str()))
        {
            yang_pindah.entry(r.id).or_default().push(p.baru.id);
        }
    }
    for (rumah, ids) in yang_pindah {
        let anggota = anggota_rumah(draf, rumah, k);
        let serumah = anggota.windows(2).all(|dua| tempat(&dua[0]) == tempat(&dua[1]));
        if ids.len() == anggota.len() && serumah {
            let p = &anggota[0];
            draf.ubah_rumah(k, rumah, |r| {
                r.alamat.clone_from(&p.alamat);
                r.dusun.clone_from(&p.dusun);
                r.rw.clone_from(&p.rw);
                r.rt.clone_from(&p.rt);
            });
        } else {
            for p in draf.orang.iter_mut().filter(|p| ids.contains(&p.baru.id)) {
                lepas(&mut p.baru);
            }
        }
    }
}

/// Who comes into a family all of which keeps house together, in the same place, keeps house with it.
fn ikut(draf: &mut Kejadian, k: &Keadaan) {
    let datang = |p: &&Perubahan| {
        let lama = p.lama.as_ref().filter(|lama| lama.aktif());
        let keluarga_lain = lama.is_none_or(|lama| lama.keluarga_id != p.baru.keluarga_id);
        p.baru.aktif() && p.baru.rumah_tangga_id.is_none() && keluarga_lain
    };
    let calon: Vec<Uuid> = draf.orang.iter().filter(datang).map(|p| p.baru.id).collect();
    for id in &calon {
        let Some(p) = draf.orang.iter().find(|p| p.baru.id == *id).map(|p| p.baru.clone()) else { continue };
        let Some(keluarga) = p.keluarga_id else { continue };
        let mut serumah = anggota_sesudah(draf, keluarga, k);
        serumah.retain(|lain| !calon.contains(&lain.id));
        let rumah = serumah.first().and_then(|lain| lain.rumah_tangga_id);
        let semua = serumah.iter().all(|lain| lain.rumah_tangga_id == rumah && tempat(lain) == tempat(&p));
        if let (Some(rumah), true) = (rumah, semua) {
            draf.ubah(k, *id, JenisPeristiwa::MasukRumahTangga, |p| masukkan(p, rumah));
        }
    }
}

/// Who keeps house together when the draft is carried out, as they then are.
pub(super) fn anggota_rumah(draf: &Kejadian, rumah: Uuid, k: &Keadaan) -> Vec<Penduduk> {
    let berubah = |id: Uuid| draf.orang.iter().any(|p| p.baru.id == id);
    let tetap = k.anggota_rumah(rumah).into_iter().filter(|o| !berubah(o.kini.id)).map(|o| o.kini.clone());
    let baru = draf.orang.iter().map(|p| p.baru.clone());
    let mut semua: Vec<Penduduk> =
        tetap.chain(baru.filter(|p| p.aktif() && p.rumah_tangga_id == Some(rumah))).collect();
    semua.sort_by_key(|p| (p.hubungan_rtm, p.tanggal_lahir, p.id));
    semua
}

/// A household that loses its head gets another, one that loses everybody ends.
fn kepala(draf: &mut Kejadian, rumah: Uuid, (k, j): (&Keadaan, &Jawab), t: &mut Temuan) {
    let sesudah = anggota_rumah(draf, rumah, k);
    let tanggal = draf.tanggal;
    if sesudah.is_empty() {
        draf.ubah_rumah(k, rumah, |r| r.bubar = r.bubar.or(Some(tanggal.into())));
        return;
    }
    let sebelum = k.anggota_rumah(rumah);
    let dulu_berkepala = sebelum.is_empty() || sebelum.iter().any(|o| o.kini.hubungan_rtm == KEPALA);
    if sesudah.iter().any(|p| p.hubungan_rtm == KEPALA) || !dulu_berkepala {
        return;
    }
    let kesatuan = Kesatuan::RumahTangga(rumah);
    let jawaban = j.id(&kesatuan.bidang_kepala());
    let sendiri = Some(sesudah[0].id).filter(|_| sesudah.len() == 1);
    // Who becomes the family's head by the same report heads the household, unless somebody says otherwise.
    let kepala_keluarga = sesudah.iter().find(|p| {
        let dulu = k.orang(p.id).map(|o| o.kini.shdk());
        p.shdk() == Shdk::KepalaKeluarga && dulu != Some(Shdk::KepalaKeluarga)
    });
    let terpilih = jawaban.or(sendiri).or(kepala_keluarga.map(|p| p.id));
    if sesudah.len() > 1 {
        let anggota = sesudah.iter().map(|p| (p.id, p.nama.clone(), p.shdk)).collect();
        t.butuh_kepala(Butuh { kesatuan, anggota });
    }
    match terpilih.filter(|id| sesudah.iter().any(|p| p.id == *id)) {
        Some(id) => draf.ubah(k, id, JenisPeristiwa::GantiKepalaRumahTangga, |p| kepalai(p, rumah)),
        None => {
            t.galat(kesatuan.bidang_kepala(), "Pilih siapa yang menjadi kepala rumah tangga sesudah ini.");
        }
    }
}

impl Kejadian {
    /// Changes a household's row in the draft.
    pub(super) fn ubah_rumah(&mut self, k: &Keadaan, id: Uuid, ubah: impl FnOnce(&mut RumahTangga)) {
        if let Some((_, baru)) = self.rumah_tangga.iter_mut().find(|(_, baru)| baru.id == id) {
            ubah(baru);
            return;
        }
        let Some(lama) = k.rumah_tangga(id) else { return };
        let mut baru = lama.clone();
        ubah(&mut baru);
        if baru != *lama {
            self.rumah_tangga.push((Some(lama.clone()), baru));
        }
    }
}
