//! Somebody whom the register does not know yet.

use db::Day;
use jiff::civil::Date;
use kamus::{JenisKelamin, Shdk, StatusDasar};

use super::jawab::Jawab;
use super::keadaan::Keadaan;
use crate::entitas::{Asal, Isian, KodeTempat, Penduduk};

/// Where somebody lives, and in which family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rumah {
    pub(super) keluarga_id: Option<uuid::Uuid>,
    pub(super) alamat: Option<String>,
    pub(super) tempat: KodeTempat,
}

impl Rumah {
    pub(super) fn dari(p: &Penduduk) -> Self {
        let tempat = KodeTempat { dusun: p.dusun.clone(), rw: p.rw.clone(), rt: p.rt.clone() };
        Self { keluarga_id: p.keluarga_id, alamat: p.alamat.clone(), tempat }
    }

    pub(super) fn pasang(&self, p: &mut Penduduk) {
        p.keluarga_id = self.keluarga_id;
        p.alamat.clone_from(&self.alamat);
        p.dusun.clone_from(&self.tempat.dusun);
        p.rw.clone_from(&self.tempat.rw);
        p.rt.clone_from(&self.tempat.rt);
    }
}

/// A person of whom only this much is known.
pub(super) fn isian_kosong(nama: String, jenis_kelamin: JenisKelamin, lahir: Date, rumah: &Rumah) -> Isian {
    Isian {
        nik: None,
        no_kk: None,
        nama,
        jenis_kelamin,
        tempat_lahir: None,
        tanggal_lahir: Day(lahir),
        shdk: Shdk::Lainnya,
        status_dasar: StatusDasar::Hidup,
        alamat: rumah.alamat.clone(),
        dusun: rumah.tempat.dusun.clone(),
        rw: rumah.tempat.rw.clone(),
        rt: rumah.tempat.rt.clone(),
        agama: None,
        pendidikan_kk: None,
        pendidikan_sedang: None,
        pekerjaan: None,
        status_kawin: None,
        kewarganegaraan: None,
        ayah_nik: None,
        nama_ayah: None,
        ibu_nik: None,
        nama_ibu: None,
        golongan_darah: None,
        akta_lahir: None,
        paspor: None,
        paspor_berakhir: None,
        kitas: None,
        akta_perkawinan: None,
        tanggal_perkawinan: None,
        akta_perceraian: None,
        tanggal_perceraian: None,
        cacat: None,
        cara_kb: None,
        kehamilan: None,
        ktp_el: None,
        status_rekam: None,
        alamat_sekarang: None,
        suku: None,
        tag_id_card: None,
        asuransi: None,
        no_asuransi: None,
        lintang: None,
        bujur: None,
    }
}

/// The row of somebody new.
pub(super) fn baris(k: &Keadaan, isian: &Isian, rumah: &Rumah) -> Penduduk {
    let asal = Asal {
        id: k.id_baru(),
        keluarga_id: rumah.keluarga_id,
        data_awal: false,
        // Replaced by the event's day when it is written.
        berlaku_sejak: isian.tanggal_lahir,
        dicatat_pada: k.ctx.now.into(),
        impor_id: None,
    };
    Penduduk::dari_isian(isian, asal, &k.keys)
}

/// A name as the register spells it: capitals, single spaces.
pub(super) fn nama_besar(j: &Jawab, bidang: &str) -> Option<String> {
    let nama = j.teks(bidang).split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    (!nama.is_empty()).then_some(nama)
}
