//! Families in the monthly report. A family counts while it has a present member; its sex is that of its
//! head, or of its oldest member where there is no head.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use kamus::{Daftar as _, JenisKelamin, Shdk};
use kependudukan::entitas::{JenisPeristiwa, Peristiwa};
use kependudukan::store::Hadir;
use uuid::Uuid;

use super::{Bahan, Baris, Dasar, Hasil, Menurut, baris_peristiwa};

/// One family that comes into or leaves a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GerakKeluarga {
    pub keluarga_id: Uuid,
    /// Whose sex the family has: its head, or its oldest member.
    pub wakil: Uuid,
    pub baris: Baris,
    pub dasar: Dasar,
    /// +1 or −1.
    pub arah: i64,
}

/// A family as one state has it.
#[derive(Debug, Clone)]
pub(crate) struct Keluarga<'a> {
    pub(crate) wakil: &'a Hadir,
    anggota: Vec<Uuid>,
}

impl Keluarga<'_> {
    pub(crate) fn dasar(&self) -> Dasar {
        if self.wakil.jenis_kelamin == JenisKelamin::Perempuan.kode() { Dasar::KkP } else { Dasar::KkL }
    }
}

/// The families of a state.
pub(crate) fn keluarga(hadir: &[Hadir]) -> BTreeMap<Uuid, Keluarga<'_>> {
    let mut semua: BTreeMap<Uuid, Keluarga<'_>> = BTreeMap::new();
    for h in hadir {
        let Some(id) = h.keluarga_id else { continue };
        let k = semua.entry(id).or_insert_with(|| Keluarga { wakil: h, anggota: Vec::new() });
        k.anggota.push(h.id);
        if peringkat(h) < peringkat(k.wakil) {
            k.wakil = h;
        }
    }
    semua
}

/// The head first, then by age.
fn peringkat(h: &Hadir) -> (bool, db::Day, Uuid) {
    (h.shdk != Shdk::KepalaKeluarga.kode(), h.tanggal_lahir, h.id)
}

/// What happened to people and counts: what led into or out of a row, and what makes a family.
struct Sebab<'a> {
    menurut: &'a Menurut<'a>,
    nyata: HashSet<Uuid>,
}

pub(super) fn susun(bahan: &Bahan<'_>, menurut: &Menurut<'_>, hasil: &mut Hasil) {
    let nyata = hasil.gerak.iter().filter_map(|g| g.peristiwa.map(|sebab| sebab.id)).collect();
    let sebab = Sebab { menurut, nyata };
    let (awal, akhir) = (keluarga(bahan.awal), keluarga(bahan.akhir));
    for (baris, keluarga) in [(Baris::Awal, &awal), (Baris::Akhir, &akhir)] {
        for k in keluarga.values() {
            hasil.tabel.tambah(baris, k.dasar(), 1);
        }
    }
    let semua: BTreeSet<Uuid> = awal.keys().chain(akhir.keys()).copied().collect();
    for id in semua {
        let gerak = |k: &Keluarga<'_>, baris, arah| GerakKeluarga {
            keluarga_id: id,
            wakil: k.wakil.id,
            baris,
            dasar: k.dasar(),
            arah,
        };
        match (awal.get(&id), akhir.get(&id)) {
            (None, Some(k)) => hasil.gerak_keluarga.push(gerak(k, sebab.keluarga(k, true), 1)),
            (Some(k), None) => hasil.gerak_keluarga.push(gerak(k, sebab.keluarga(k, false), -1)),
            (Some(dulu), Some(kini)) if dulu.dasar() != kini.dasar() => {
                let pergi = sebab.orang(dulu.wakil.id, false);
                // The head has died or left, and the family goes on as a new one of the other sex.
                hasil.gerak_keluarga.push(gerak(dulu, pergi.unwrap_or(Baris::Koreksi), -1));
                let baru = if pergi.is_some() { Baris::Lahir } else { Baris::Koreksi };
                hasil.gerak_keluarga.push(gerak(kini, baru, 1));
            }
            _ => {}
        }
    }
    for g in &hasil.gerak_keluarga {
        hasil.tabel.tambah(g.baris, g.dasar, g.arah);
    }
}

impl Sebab<'_> {
    /// By what the family came or went: the last such event of its head, else of any of its members.
    fn keluarga(&self, k: &Keluarga<'_>, masuk: bool) -> Baris {
        let orang = |id: &Uuid| self.orang(*id, masuk);
        orang(&k.wakil.id).or_else(|| k.anggota.iter().find_map(orang)).unwrap_or(Baris::Koreksi)
    }

    /// By what somebody came or went last.
    fn orang(&self, id: Uuid, masuk: bool) -> Option<Baris> {
        self.menurut.get(&id)?.iter().rev().find_map(|p| self.baris(p, masuk))
    }

    fn baris(&self, p: &Peristiwa, masuk: bool) -> Option<Baris> {
        match p.jenis() {
            JenisPeristiwa::KeluargaBaru | JenisPeristiwa::Kawin | JenisPeristiwa::Cerai => {
                masuk.then_some(Baris::Lahir)
            }
            jenis => {
                let (baris, arah) = baris_peristiwa(jenis)?;
                (arah == masuk && self.nyata.contains(&p.id)).then_some(baris)
            }
        }
    }
}
