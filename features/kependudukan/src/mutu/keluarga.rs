//! What the members of one family say against each other.

use std::collections::HashMap;

use jiff::civil::Date;
use kamus::{Daftar as _, Shdk, StatusKawin, normal_nama, umur};
use uuid::Uuid;

use super::orang::WAJIB_KTP;
use super::{Bahan, Jenis, Perbaikan, Temuan, sidik};
use crate::store::{KeluargaMutu, OrangMutu};

/// A parent is at least this much older than the child.
const JARAK_TERKECIL: i16 = 13;

pub(super) fn periksa(bahan: &Bahan, temuan: &mut Vec<Temuan>) {
    let mut anggota: HashMap<Uuid, Vec<&OrangMutu>> = HashMap::new();
    for o in &bahan.orang {
        if let Some(keluarga_id) = o.keluarga_id {
            anggota.entry(keluarga_id).or_default().push(o);
        }
    }
    for k in &bahan.keluarga {
        match anggota.get(&k.id) {
            Some(anggota) => satu(k, anggota, bahan.hari_ini, temuan),
            None if k.bernomor() => temuan.push(kosong(k)),
            None => {}
        }
    }
}

fn satu(k: &KeluargaMutu, anggota: &[&OrangMutu], hari_ini: Date, temuan: &mut Vec<Temuan>) {
    let kepala: Vec<&OrangMutu> = yang(anggota, Shdk::KepalaKeluarga).collect();
    match kepala.as_slice() {
        [] => temuan.push(tanpa_kepala(k, anggota, hari_ini)),
        [satu] => {
            if k.kepala_id != Some(satu.id) {
                let kalimat = "Hubungannya kepala keluarga, tetapi keluarganya belum menunjuk dia.";
                let usul = Perbaikan::Kepala { keluarga: k.id, orang: satu.id };
                temuan.push(Temuan::orang(Jenis::KepalaBeda, satu, "", kalimat).dengan([usul]));
            }
            dengan_kepala(satu, anggota, hari_ini, temuan);
        }
        _ => temuan.push(banyak_kepala(k, &kepala)),
    }
    if !k.bernomor() {
        let wakil = kepala.first().unwrap_or(&anggota[0]);
        let kalimat = format!("Keluarga {} orang ini belum bernomor KK.", anggota.len());
        let mut t = Temuan::orang(Jenis::MenungguKk, wakil, "", kalimat);
        t.id = sidik(Jenis::MenungguKk, &[k.id], "");
        temuan.push(t);
    }
}

fn yang<'o>(anggota: &[&'o OrangMutu], shdk: Shdk) -> impl Iterator<Item = &'o OrangMutu> {
    anggota.iter().copied().filter(move |o| o.shdk == shdk.kode())
}

fn kosong(k: &KeluargaMutu) -> Temuan {
    Temuan {
        id: sidik(Jenis::KeluargaKosong, &[k.id], ""),
        jenis: Jenis::KeluargaKosong,
        orang: Vec::new(),
        keluarga_id: Some(k.id),
        nama: "(keluarga tanpa anggota)".to_owned(),
        kalimat: "Nomor KK ini tidak punya anggota yang masih menjadi penduduk.".to_owned(),
        dusun: k.dusun.clone(),
        rw: k.rw.clone(),
        rt: k.rt.clone(),
        perbaikan: Vec::new(),
    }
}

fn tanpa_kepala(k: &KeluargaMutu, anggota: &[&OrangMutu], hari_ini: Date) -> Temuan {
    let mut calon: Vec<&OrangMutu> = anggota.to_vec();
    calon.sort_by_key(|o| (o.tanggal_lahir, o.id));
    let ids: Vec<Uuid> = calon.iter().map(|o| o.id).collect();
    let dewasa = |o: &&&OrangMutu| umur(o.tanggal_lahir.0, hari_ini) >= WAJIB_KTP;
    let usul = calon.iter().filter(dewasa).map(|o| Perbaikan::Kepala { keluarga: k.id, orang: o.id });
    let kalimat = format!("Keluarga {} orang ini tidak punya kepala keluarga.", anggota.len());
    let mut t = Temuan::orang(Jenis::TanpaKepala, calon[0], "", kalimat).dengan(usul);
    t.id = sidik(Jenis::TanpaKepala, &[k.id], "");
    t.orang = ids;
    t
}

fn banyak_kepala(k: &KeluargaMutu, kepala: &[&OrangMutu]) -> Temuan {
    let nama: Vec<&str> = kepala.iter().map(|o| o.nama.as_str()).collect();
    let kalimat = format!("Keluarga ini punya {} kepala keluarga: {}.", kepala.len(), nama.join(", "));
    let usul = kepala.iter().map(|o| Perbaikan::Kepala { keluarga: k.id, orang: o.id });
    let mut t = Temuan::orang(Jenis::DuaKepala, kepala[0], "", kalimat).dengan(usul);
    t.orang = kepala.iter().map(|o| o.id).collect();
    t.id = sidik(Jenis::DuaKepala, &t.orang, "");
    t
}

fn dengan_kepala(kepala: &OrangMutu, anggota: &[&OrangMutu], hari_ini: Date, temuan: &mut Vec<Temuan>) {
    let pasangan: Vec<&OrangMutu> = yang(anggota, Shdk::Istri).chain(yang(anggota, Shdk::Suami)).collect();
    if !pasangan.is_empty() {
        for o in pasangan.iter().copied().chain([kepala]) {
            belum_kawin(o, temuan);
        }
    }
    for anak in yang(anggota, Shdk::Anak) {
        turunan(anak, kepala, temuan);
        let ibu = anak.nama_ibu.as_deref().map(normal_nama);
        let ayah = anak.nama_ayah.as_deref().map(normal_nama);
        for o in &pasangan {
            // A stepchild has no age to keep: only a named parent is compared.
            let nama = Some(normal_nama(&o.nama));
            if nama == ibu || nama == ayah {
                turunan(anak, o, temuan);
            }
        }
    }
    for tua in yang(anggota, Shdk::OrangTua) {
        turunan(kepala, tua, temuan);
    }
    let usia = umur(kepala.tanggal_lahir.0, hari_ini);
    let kawin = kepala.status_kawin.and_then(StatusKawin::dari_kode).is_some_and(StatusKawin::pernah_kawin);
    if (0..WAJIB_KTP).contains(&usia) && !kawin {
        let kalimat = format!("Kepala keluarga ini berumur {usia} tahun.");
        let isi = kepala.tanggal_lahir.0.to_string();
        temuan.push(Temuan::orang(Jenis::KepalaAnak, kepala, &isi, kalimat));
    }
}

fn belum_kawin(o: &OrangMutu, temuan: &mut Vec<Temuan>) {
    let status = o.status_kawin.and_then(StatusKawin::dari_kode);
    // Where it is not filled in at all, that is told as such.
    if status != Some(StatusKawin::BelumKawin) {
        return;
    }
    // Kawin tercatat asks for a certificate (Permendagri 109/2019).
    let jadi = match o.akta_perkawinan.as_deref().map(str::trim) {
        Some(akta) if !matches!(akta, "" | "-") => StatusKawin::Kawin,
        _ => StatusKawin::KawinBelumTercatat,
    };
    let kalimat = "Ada suami atau istri di keluarganya, tetapi statusnya belum kawin.";
    let usul = Perbaikan::Kawin { orang: o.id, jadi };
    temuan.push(Temuan::orang(Jenis::PasanganBelumKawin, o, "", kalimat).dengan([usul]));
}

/// Compares a child with one parent.
fn turunan(anak: &OrangMutu, orang_tua: &OrangMutu, temuan: &mut Vec<Temuan>) {
    let (muda, tua) = (anak.tanggal_lahir.0, orang_tua.tanggal_lahir.0);
    let isi = format!("{muda}/{tua}");
    let (jenis, kalimat) = if muda <= tua {
        (Jenis::AnakLebihTua, format!("Tercatat sebagai anak {}, tetapi tidak lebih muda.", orang_tua.nama))
    } else if umur(tua, muda) < JARAK_TERKECIL {
        let usia = umur(tua, muda);
        (
            Jenis::OrangTuaMuda,
            format!("Tercatat sebagai anak {}, yang waktu itu berumur {usia} tahun.", orang_tua.nama),
        )
    } else {
        return;
    };
    let mut t = Temuan::orang(jenis, anak, &isi, kalimat);
    t.orang.push(orang_tua.id);
    t.id = sidik(jenis, &t.orang, &isi);
    temuan.push(t);
}
