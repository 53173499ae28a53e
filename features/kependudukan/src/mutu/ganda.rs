//! Rows that may be one person.

use std::collections::{HashMap, HashSet};

use db::Day;
use kamus::normal_nama;
use uuid::Uuid;

use super::{Jenis, Temuan, sidik};
use crate::store::OrangMutu;

/// In a larger group only neighbours are laid side by side: nobody decides hundreds of pairs.
const KELOMPOK: usize = 4;

pub(super) fn periksa(orang: &[OrangMutu], temuan: &mut Vec<Temuan>) {
    let mut sudah = HashSet::new();
    menurut_bunyi(orang, &mut sudah, temuan);
    menurut_ibu(orang, &sudah, temuan);
}

/// The name as spelled, and as it sounds.
fn ejaan_dan_bunyi(o: &OrangMutu) -> (&str, &str) {
    crate::entitas::ejaan_dan_bunyi(&o.kunci_nama)
}

fn menurut_bunyi(orang: &[OrangMutu], sudah: &mut HashSet<(Uuid, Uuid)>, temuan: &mut Vec<Temuan>) {
    let mut kelompok: HashMap<(&str, Day), Vec<&OrangMutu>> = HashMap::new();
    for o in orang {
        kelompok.entry((ejaan_dan_bunyi(o).1, o.tanggal_lahir)).or_default().push(o);
    }
    for (_, isi) in kelompok.into_iter().filter(|((bunyi, _), isi)| !bunyi.is_empty() && isi.len() > 1) {
        for (a, b) in pasangan(&isi) {
            sudah.insert(urut(a.id, b.id));
            temuan.push(berpasangan(Jenis::GandaBunyi, a, b));
        }
    }
}

fn menurut_ibu(orang: &[OrangMutu], sudah: &HashSet<(Uuid, Uuid)>, temuan: &mut Vec<Temuan>) {
    let mut kelompok: HashMap<(&str, String), Vec<&OrangMutu>> = HashMap::new();
    for o in orang {
        let ibu = o.nama_ibu.as_deref().map(normal_nama).unwrap_or_default();
        if !ibu.is_empty() {
            kelompok.entry((ejaan_dan_bunyi(o).0, ibu)).or_default().push(o);
        }
    }
    for isi in kelompok.into_values().filter(|isi| isi.len() > 1) {
        for (a, b) in pasangan(&isi) {
            let selisih = a.tanggal_lahir.0.year().abs_diff(b.tanggal_lahir.0.year());
            if selisih <= 1 && !sudah.contains(&urut(a.id, b.id)) {
                temuan.push(berpasangan(Jenis::GandaIbu, a, b));
            }
        }
    }
}

fn pasangan<'o>(isi: &[&'o OrangMutu]) -> Vec<(&'o OrangMutu, &'o OrangMutu)> {
    if isi.len() > KELOMPOK {
        return isi.windows(2).map(|dua| (dua[0], dua[1])).collect();
    }
    let mut semua = Vec::new();
    for (i, a) in isi.iter().enumerate() {
        semua.extend(isi[i + 1..].iter().map(|b| (*a, *b)));
    }
    semua
}

fn urut(a: Uuid, b: Uuid) -> (Uuid, Uuid) {
    (a.min(b), a.max(b))
}

fn berpasangan(jenis: Jenis, a: &OrangMutu, b: &OrangMutu) -> Temuan {
    let letak = if a.keluarga_id.is_some() && a.keluarga_id == b.keluarga_id {
        "di keluarga yang sama"
    } else {
        "di keluarga lain"
    };
    let nik = match (a.nik, b.nik) {
        (Some(_), Some(_)) => "NIK keduanya berbeda.",
        (None, None) => "Keduanya belum ber-NIK.",
        _ => "Salah satunya belum ber-NIK.",
    };
    let alasan = if jenis == Jenis::GandaBunyi {
        format!("tanggal lahirnya sama, {}", kamus::tanggal_panjang(a.tanggal_lahir.0))
    } else {
        "nama ibunya sama dan tahun lahirnya berdekatan".to_owned()
    };
    let kalimat = format!("Mirip dengan {} {letak}: {alasan}. {nik}", b.nama);
    let isi =
        format!("{}/{}", a.tanggal_lahir.0.min(b.tanggal_lahir.0), a.tanggal_lahir.0.max(b.tanggal_lahir.0));
    let mut t = Temuan::orang(jenis, a, &isi, kalimat);
    t.orang.push(b.id);
    t.id = sidik(jenis, &t.orang, &isi);
    t
}
