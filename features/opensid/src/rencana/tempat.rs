//! Dusun, RW and RT: one table for all levels in OpenSID.

use std::collections::{BTreeMap, HashSet};

use super::orang::Warga;
use super::{Bagian, DESA_LAIN, Kerja, Menurut};
use crate::skema::Tempat;

pub(super) type Letak = (String, String, String);

pub(super) struct PetaTempat<'a> {
    menurut_id: Menurut<'a, Letak>,
    baris: Vec<(Letak, Option<&'a str>)>,
}

impl<'a> PetaTempat<'a> {
    pub(super) fn baca(k: &mut Kerja<'a>) -> Self {
        let mentah = k.mentah;
        let mut peta = Self { menurut_id: Menurut::new(), baris: Vec::new() };
        for baris in mentah.baris(&Tempat::TABEL) {
            let t = Tempat::dari(baris);
            if !k.milik(t.config_id) {
                k.hitung.tinggal(&Tempat::TABEL, DESA_LAIN);
                continue;
            }
            let letak = (nama(t.dusun), nomor(t.rw), nomor(t.rt));
            if let Some(id) = t.id {
                peta.menurut_id.insert(id, tinggal_di(&letak));
            }
            peta.baris.push((letak, t.id_kepala));
        }
        peta
    }

    pub(super) fn letak(&self, id_cluster: Option<&str>) -> Option<&Letak> {
        self.menurut_id.get(id_cluster?)
    }

    /// The parts of the village. OpenSID keeps rows of dashes below every level; only where somebody lives
    /// in one does it mean anything.
    pub(super) fn bagian(&self, k: &mut Kerja<'_>, warga: &Warga<'_>) -> Vec<Bagian> {
        let dihuni: HashSet<&Letak> = warga.semua().map(|c| &c.tempat).collect();
        let nama: Menurut<'_, &str> =
            warga.semua().filter_map(|c| Some((c.asal.id?, c.isian.nama.as_str()))).collect();
        let mut semua: BTreeMap<Letak, Option<String>> = BTreeMap::new();
        for (letak, kepala) in &self.baris {
            let (dusun, rw, rt) = letak;
            let bantu = dusun == "-" || rw == "-" || rt == "-";
            if bantu && !dihuni.contains(&tinggal_di(letak)) {
                k.hitung.tinggal(&Tempat::TABEL, "Baris bantu OpenSID (tanda -) tanpa penghuni");
                continue;
            }
            if semua.contains_key(letak) {
                k.hitung.tinggal(&Tempat::TABEL, "Dusun, RW, dan RT-nya sudah ada");
                continue;
            }
            k.hitung.ambil(&Tempat::TABEL);
            let kepala = kepala.and_then(|id| nama.get(id)).map(|nama| (*nama).to_owned());
            semua.insert(letak.clone(), kepala);
        }
        let hanya_dihuni = dihuni.into_iter().filter(|letak| !semua.contains_key(*letak)).cloned();
        let hanya_dihuni: Vec<Letak> = hanya_dihuni.collect();
        semua.extend(hanya_dihuni.into_iter().map(|letak| (letak, None)));
        let jadi = semua.into_iter().map(|((dusun, rw, rt), kepala)| Bagian { dusun, rw, rt, kepala });
        jadi.collect()
    }
}

fn nama(isi: Option<&str>) -> String {
    let rapi = isi.unwrap_or("-").split_whitespace().collect::<Vec<_>>().join(" ");
    if matches!(rapi.as_str(), "0" | "") { "-".to_owned() } else { rapi }
}

/// `0` stands for the level above (empty), `-` for "none"; numbers have three digits.
fn nomor(isi: Option<&str>) -> String {
    match isi.unwrap_or("-") {
        "0" => String::new(),
        "-" => "-".to_owned(),
        lain => lain.parse::<u32>().map_or_else(|_| lain.to_owned(), |n| format!("{n:03}")),
    }
}

/// Where somebody lives who is put on this row: what the row leaves open is "none".
fn tinggal_di((dusun, rw, rt): &Letak) -> Letak {
    let isi = |bagian: &String| if bagian.is_empty() { "-".to_owned() } else { bagian.clone() };
    (dusun.clone(), isi(rw), isi(rt))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_told_apart() {
        for (isi, harapan) in [("0", ""), ("-", "-"), ("1", "001"), ("002", "002"), ("A1", "A1")] {
            assert_eq!(nomor(Some(isi)), harapan);
        }
        assert_eq!(nama(Some("  DUSUN   BARU ")), "DUSUN BARU");
        let rw = ("X".to_owned(), "002".to_owned(), String::new());
        assert_eq!(tinggal_di(&rw).2, "-");
    }
}
