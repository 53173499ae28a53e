//! Each family with members has one head: whoever takes the head away says who follows.

use std::collections::BTreeSet;

use kamus::{Daftar as _, JenisKelamin, Shdk, normal_nama};
use uuid::Uuid;

use super::aturan;
use super::jawab::Jawab;
use super::keadaan::Keadaan;
use super::kejadian::{Kejadian, Perubahan};
use super::temuan::{Butuh, Kesatuan, Temuan};
use crate::entitas::{JenisPeristiwa, Keluarga, Penduduk};

const KEPALA: i16 = Shdk::KepalaKeluarga as i16;

/// The form field that names a family's new head.
pub fn bidang_kepala(keluarga: Uuid) -> String {
    Kesatuan::Keluarga(keluarga).bidang_kepala()
}

/// The form field of a member's relation to the new head.
pub fn bidang_hubungan(orang: Uuid) -> String {
    format!("hubungan_{orang}")
}

/// Looks at every family that the draft touches, and puts the answers about its head in.
pub(super) fn lengkapi(draf: &mut Kejadian, k: &Keadaan, j: &Jawab, t: &mut Temuan) {
    let mut tersentuh: BTreeSet<Uuid> = draf.pilih_kepala.iter().copied().collect();
    for p in &draf.orang {
        tersentuh.extend(p.lama.as_ref().and_then(|lama| lama.keluarga_id));
        tersentuh.extend(p.baru.keluarga_id);
    }
    for keluarga in tersentuh {
        satu(draf, keluarga, (k, j), t);
    }
}

fn satu(draf: &mut Kejadian, keluarga: Uuid, (k, j): (&Keadaan, &Jawab), t: &mut Temuan) {
    let sebelum = k.anggota(keluarga);
    let sesudah = anggota_sesudah(draf, keluarga, k);
    if sesudah.is_empty() {
        return;
    }
    let kepala: Vec<&Penduduk> = sesudah.iter().filter(|p| p.shdk == KEPALA).collect();
    let berganti = draf.pilih_kepala.contains(&keluarga);
    if let ([a, b, ..], false) = (kepala.as_slice(), berganti) {
        let kalimat = format!(
            "Keluarga akan punya dua kepala: {} dan {}. Pilih hubungan lain untuk salah satunya.",
            a.nama, b.nama
        );
        // A family that had two already is no fault of this report.
        if sebelum.iter().filter(|o| o.kini.shdk == KEPALA).count() < 2 {
            t.galat("hubungan", kalimat);
        }
        return;
    }
    if let ([satu], false) = (kepala.as_slice(), berganti) {
        let (id, p) = (satu.id, (*satu).clone());
        tetapkan(draf, keluarga, k, id, &p);
        return;
    }
    let dulu_berkepala = sebelum.is_empty() || sebelum.iter().any(|o| o.kini.shdk == KEPALA);
    if !dulu_berkepala && !berganti {
        return;
    }
    let jawaban = j.id(&bidang_kepala(keluarga));
    let sendiri = Some(sesudah[0].id).filter(|_| sesudah.len() == 1);
    let terpilih = jawaban.or(sendiri).and_then(|id| sesudah.iter().find(|p| p.id == id)).cloned();
    let butuh = sesudah.iter().map(|p| (p.id, p.nama.clone(), p.shdk)).collect();
    if sesudah.len() > 1 {
        t.butuh_kepala(Butuh { kesatuan: Kesatuan::Keluarga(keluarga), anggota: butuh });
    }
    match terpilih {
        Some(baru) if berganti && k.orang(baru.id).is_some_and(|o| o.kini.shdk == KEPALA) => {
            t.galat(
                bidang_kepala(keluarga),
                format!("{} sudah menjadi kepala keluarga. Pilih orang lain.", baru.nama),
            );
        }
        Some(baru) => gantikan(draf, (keluarga, &baru, &sesudah), (k, j), t),
        None => t.galat(bidang_kepala(keluarga), "Pilih siapa yang menjadi kepala keluarga sesudah ini."),
    }
}

/// Who is in the family when the draft is carried out, as they then are.
pub(super) fn anggota_sesudah(draf: &Kejadian, keluarga: Uuid, k: &Keadaan) -> Vec<Penduduk> {
    let berubah = |id: Uuid| draf.orang.iter().any(|p| p.baru.id == id);
    let tetap = k.anggota(keluarga).into_iter().filter(|o| !berubah(o.kini.id)).map(|o| o.kini.clone());
    let baru = draf.orang.iter().map(|p| p.baru.clone());
    let mut semua: Vec<Penduduk> =
        tetap.chain(baru.filter(|p| p.aktif() && p.keluarga_id == Some(keluarga))).collect();
    semua.sort_by_key(|p| (p.shdk, p.tanggal_lahir, p.id));
    semua
}

/// Makes one of them the head and says how the others stand to them.
fn gantikan(
    draf: &mut Kejadian,
    (keluarga, baru, semua): (Uuid, &Penduduk, &[Penduduk]),
    (k, j): (&Keadaan, &Jawab),
    t: &mut Temuan,
) {
    aturan::umur_kepala(baru, draf.tanggal, t);
    let dulu = k.orang(baru.id).map_or(baru.shdk(), |o| o.kini.shdk());
    let istri: Vec<&Penduduk> =
        k.anggota(keluarga).into_iter().map(|o| &o.kini).filter(|p| p.shdk() == Shdk::Istri).collect();
    for p in semua {
        let hubungan = if p.id == baru.id {
            Some(Shdk::KepalaKeluarga)
        } else {
            let kelamin = JenisKelamin::dari_kode(p.jenis_kelamin).unwrap_or(JenisKelamin::LakiLaki);
            let usul = || match (dulu, p.shdk()) {
                // The report itself says how the old head stands now.
                (_, kini)
                    if k.orang(p.id).is_some_and(|o| o.kini.shdk == KEPALA) && kini.kode() != KEPALA =>
                {
                    Some(kini)
                }
                (Shdk::Istri, Shdk::Anak) if anak_istri_lain(p, baru, &istri) => Some(Shdk::FamiliLain),
                (Shdk::Anak, Shdk::Istri) if anak_istri_lain(baru, p, &istri) => Some(Shdk::FamiliLain),
                _ => aturan::usul_hubungan(dulu, p.shdk(), kelamin),
            };
            j.kode::<Shdk>(&bidang_hubungan(p.id)).or_else(usul)
        };
        match hubungan {
            Some(Shdk::KepalaKeluarga) if p.id != baru.id => {
                t.galat(bidang_hubungan(p.id), "Kepala keluarga hanya satu. Pilih hubungan lain.");
            }
            Some(hubungan) => {
                draf.ubah(k, p.id, JenisPeristiwa::GantiKepala, |orang| orang.shdk = hubungan.kode());
            }
            None => {
                let kalimat = format!("Pilih hubungan {} dengan {}.", p.nama, baru.nama);
                t.galat(bidang_hubungan(p.id), kalimat);
            }
        }
    }
    tetapkan(draf, keluarga, k, baru.id, baru);
}

/// Whether the child's mother is another wife of the family than this one.
fn anak_istri_lain(anak: &Penduduk, ini: &Penduduk, istri: &[&Penduduk]) -> bool {
    let Some(ibu) = anak.nama_ibu.as_deref().map(normal_nama) else { return false };
    normal_nama(&ini.nama) != ibu && istri.iter().any(|p| p.id != ini.id && normal_nama(&p.nama) == ibu)
}

/// Writes the head into the family's row, with their address.
fn tetapkan(draf: &mut Kejadian, keluarga: Uuid, k: &Keadaan, kepala: Uuid, p: &Penduduk) {
    let pasang = |keluarga: &mut Keluarga| {
        keluarga.kepala_id = Some(kepala);
        keluarga.alamat = p.alamat.clone().or_else(|| keluarga.alamat.take());
        keluarga.dusun.clone_from(&p.dusun);
        keluarga.rw.clone_from(&p.rw);
        keluarga.rt.clone_from(&p.rt);
    };
    draf.ubah_keluarga(k, keluarga, pasang);
}

impl Kejadian {
    /// Changes a person of the draft, or adds them to it with this kind.
    pub(super) fn ubah(
        &mut self,
        k: &Keadaan,
        id: Uuid,
        jenis: JenisPeristiwa,
        ubah: impl FnOnce(&mut Penduduk),
    ) {
        if let Some(p) = self.orang.iter_mut().find(|p| p.baru.id == id) {
            ubah(&mut p.baru);
            return;
        }
        let Some(o) = k.orang(id) else { return };
        let mut baru = o.kini.clone();
        ubah(&mut baru);
        if baru != o.kini {
            self.orang.push(Perubahan { jenis, lama: Some(o.kini.clone()), baru });
        }
    }

    /// Records the event for a person even where their row stays as it is.
    pub(super) fn tetap(&mut self, k: &Keadaan, id: Uuid, jenis: JenisPeristiwa) {
        if self.orang.iter().all(|p| p.baru.id != id)
            && let Some(o) = k.orang(id)
        {
            let (lama, baru) = (Some(o.kini.clone()), o.kini.clone());
            self.orang.insert(0, Perubahan { jenis, lama, baru });
        }
    }

    /// Changes a family's row in the draft.
    pub(super) fn ubah_keluarga(&mut self, k: &Keadaan, id: Uuid, ubah: impl FnOnce(&mut Keluarga)) {
        if let Some((_, baru)) = self.keluarga.iter_mut().find(|(_, baru)| baru.id == id) {
            ubah(baru);
            return;
        }
        let Some(lama) = k.keluarga(id) else { return };
        let mut baru = lama.clone();
        ubah(&mut baru);
        if baru != *lama {
            self.keluarga.push((Some(lama.clone()), baru));
        }
    }
}
