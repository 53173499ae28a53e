//! One fictional person, for tests beside the code.

use jiff::civil::date;
use kamus::{
    Agama, JenisKelamin, Kewarganegaraan, Nik, NomorKk, Pekerjaan, PendidikanKk, Shdk, StatusDasar,
    StatusKawin,
};

use crate::entitas::Isian;

pub(crate) fn siti() -> Isian {
    Isian {
        nik: Nik::baru("3402134101859001").ok(),
        no_kk: NomorKk::baru("3402130101109003").ok(),
        nama: "SITI AMINAH".to_owned(),
        jenis_kelamin: JenisKelamin::Perempuan,
        tempat_lahir: Some("BANTUL".to_owned()),
        tanggal_lahir: date(1985, 1, 1).into(),
        shdk: Shdk::Istri,
        status_dasar: StatusDasar::Hidup,
        alamat: Some("JL. MELATI 3".to_owned()),
        dusun: "KAUMAN".to_owned(),
        rw: "001".to_owned(),
        rt: "002".to_owned(),
        agama: Some(Agama::Islam),
        pendidikan_kk: Some(PendidikanKk::Slta),
        pendidikan_sedang: None,
        pekerjaan: Pekerjaan::try_from(2).ok(),
        status_kawin: Some(StatusKawin::Kawin),
        kewarganegaraan: Some(Kewarganegaraan::Wni),
        ayah_nik: None,
        nama_ayah: Some("KARSO".to_owned()),
        ibu_nik: Nik::baru("3402134101609002").ok(),
        nama_ibu: Some("TUMINAH".to_owned()),
        golongan_darah: None,
        akta_lahir: None,
        paspor: None,
        paspor_berakhir: None,
        kitas: None,
        akta_perkawinan: None,
        tanggal_perkawinan: Some(date(2008, 5, 4).into()),
        akta_perceraian: None,
        tanggal_perceraian: None,
        cacat: None,
        cara_kb: None,
        kehamilan: None,
        ktp_el: None,
        status_rekam: None,
        alamat_sekarang: None,
        suku: Some("JAWA".to_owned()),
        tag_id_card: None,
        asuransi: None,
        no_asuransi: None,
        lintang: Some(-7_875_600),
        bujur: None,
    }
}
