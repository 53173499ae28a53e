//! Somebody who stands in no register of Sukamaju and needs a letter there.

use jiff::civil::date;
use kamus::Nik;

use crate::{JenisSubjek, Subjek};

/// Siti Aminah, who stays for a while.
pub fn siti() -> Subjek {
    Subjek {
        jenis: JenisSubjek::Sementara,
        id: None,
        nama: "Siti Aminah".to_owned(),
        nik: Nik::baru("3402134101859001").ok(),
        no_kk: None,
        tempat_lahir: "Bantul".to_owned(),
        tanggal_lahir: Some(date(1985, 1, 1)),
        jenis_kelamin: "Perempuan".to_owned(),
        agama: "Islam".to_owned(),
        status_kawin: "Kawin".to_owned(),
        pekerjaan: "Wiraswasta".to_owned(),
        kewarganegaraan: "WNI".to_owned(),
        alamat: "Jalan Kenanga 5, Sleman".to_owned(),
        dusun: String::new(),
        rw: String::new(),
        rt: String::new(),
    }
}
