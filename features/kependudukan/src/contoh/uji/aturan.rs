//! One test per rule of consistency.

use std::cell::Cell;

use jiff::civil::{Date, date};
use kamus::{Daftar, JenisKelamin, PendidikanKk, PendidikanSedang, Shdk, StatusKawin, umur as umur_pada};

use super::{PADA, tiga_desa, umur};
use crate::impor::BarisPenduduk;

use JenisKelamin::{LakiLaki, Perempuan};

fn semua(periksa: impl Fn(&BarisPenduduk, &[BarisPenduduk])) {
    for keluarga in tiga_desa() {
        for orang in &keluarga {
            periksa(orang, &keluarga);
        }
    }
}

/// The member whose NIK a child's row gives.
fn cari(keluarga: &[BarisPenduduk], nik: Option<kamus::Nik>) -> Option<&BarisPenduduk> {
    nik.map(|n| keluarga.iter().find(|b| b.nik == Some(n)).expect("a parent's NIK is of the same family"))
}

fn sebut(b: &BarisPenduduk) -> String {
    format!("{} {} {:?}", b.nama, b.tanggal_lahir, b.shdk)
}

#[test]
fn a_family_has_one_head_one_card_and_one_place() {
    for keluarga in tiga_desa() {
        let kepala = keluarga.iter().filter(|b| b.shdk == Shdk::KepalaKeluarga).count();
        assert_eq!((kepala, keluarga[0].shdk), (1, Shdk::KepalaKeluarga));
        for b in &keluarga {
            let tempat = |b: &BarisPenduduk| (b.no_kk, b.dusun.clone(), b.rw.clone(), b.rt.clone());
            assert_eq!(tempat(b), tempat(&keluarga[0]));
            assert_eq!(b.rincian.alamat, keluarga[0].rincian.alamat);
            assert_eq!(b.rincian.agama, keluarga[0].rincian.agama);
        }
    }
}

#[test]
fn mothers_are_15_to_49_and_fathers_grown_at_birth() {
    let beribu = Cell::new(0);
    semua(|b, keluarga| {
        if let Some(ibu) = cari(keluarga, b.rincian.ibu_nik) {
            beribu.set(beribu.get() + 1);
            let usia = umur_pada(ibu.tanggal_lahir, b.tanggal_lahir);
            assert!((15..=49).contains(&usia), "{} at {usia}: {}", sebut(ibu), sebut(b));
            assert_eq!(ibu.jenis_kelamin, Perempuan);
        }
        if let Some(ayah) = cari(keluarga, b.rincian.ayah_nik) {
            let usia = umur_pada(ayah.tanggal_lahir, b.tanggal_lahir);
            assert!((18..=65).contains(&usia), "{} at {usia}: {}", sebut(ayah), sebut(b));
            assert_eq!(ayah.jenis_kelamin, LakiLaki);
        }
    });
    assert!(beribu.get() > 12_000, "{}", beribu.get());
}

#[test]
fn parents_names_are_the_parents() {
    semua(|b, keluarga| {
        for (nik, nama) in
            [(b.rincian.ayah_nik, &b.rincian.nama_ayah), (b.rincian.ibu_nik, &b.rincian.nama_ibu)]
        {
            if let Some(tua) = cari(keluarga, nik) {
                assert_eq!(Some(&tua.nama), nama.as_ref(), "{}", sebut(b));
            }
            assert!(nama.is_some());
        }
        if b.shdk == Shdk::Anak {
            let kepala = keluarga[0].nik;
            assert!(kepala == b.rincian.ayah_nik || kepala == b.rincian.ibu_nik, "{}", sebut(b));
        }
    });
}

#[test]
fn nobody_in_a_family_shares_a_name() {
    for keluarga in tiga_desa() {
        let mut nama: Vec<&str> = keluarga.iter().map(|b| b.nama.as_str()).collect();
        nama.sort_unstable();
        let jumlah = nama.len();
        nama.dedup();
        assert_eq!(nama.len(), jumlah, "{nama:?}");
    }
}

#[test]
fn siblings_are_twins_or_months_apart() {
    semua(|b, keluarga| {
        for lain in keluarga.iter().filter(|l| l.rincian.ibu_nik.is_some() && l.nik != b.nik) {
            if lain.rincian.ibu_nik != b.rincian.ibu_nik {
                continue;
            }
            let hari = (lain.tanggal_lahir.duration_since(b.tanggal_lahir).as_hours() / 24).abs();
            assert!(hari == 0 || hari >= 270, "{} {}", sebut(b), sebut(lain));
        }
    });
}

#[test]
fn relation_sex_and_marital_status_agree() {
    semua(|b, keluarga| {
        let kawin = b.rincian.status_kawin.unwrap();
        match b.shdk {
            Shdk::Istri => assert_eq!(b.jenis_kelamin, Perempuan),
            Shdk::Suami => assert_eq!(b.jenis_kelamin, LakiLaki),
            _ => {}
        }
        let berpasangan = matches!(kawin, StatusKawin::Kawin | StatusKawin::KawinBelumTercatat);
        if matches!(b.shdk, Shdk::Istri | Shdk::Menantu) {
            assert!(berpasangan, "{}", sebut(b));
        }
        let istri = keluarga.iter().find(|l| l.shdk == Shdk::Istri);
        if b.shdk == Shdk::KepalaKeluarga {
            assert_eq!(istri.is_some(), berpasangan, "{}", sebut(b));
            assert!(istri.is_none() || b.jenis_kelamin == LakiLaki);
        }
        if umur(b) < 16 {
            assert!(!kawin.pernah_kawin(), "{}", sebut(b));
        }
    });
}

#[test]
fn marriages_are_lawful() {
    const BATAS: Date = date(2019, 10, 15);
    let mut banyak = 0;
    for keluarga in tiga_desa() {
        for b in &keluarga {
            let Some(hari) = b.rincian.tanggal_perkawinan else {
                assert_eq!(b.rincian.akta_perkawinan, None);
                continue;
            };
            banyak += 1;
            let usia = umur_pada(b.tanggal_lahir, hari);
            let termuda = if hari >= BATAS || b.jenis_kelamin == LakiLaki { 19 } else { 16 };
            assert!(usia >= termuda && hari <= PADA, "{} at {usia}", sebut(b));
            let tercatat = b.rincian.status_kawin == Some(StatusKawin::Kawin);
            assert_eq!(tercatat, b.rincian.akta_perkawinan.is_some(), "{}", sebut(b));
        }
    }
    assert!(banyak > 15_000, "{banyak}");
}

#[test]
fn children_come_after_the_wedding() {
    semua(|b, keluarga| {
        let ibu = cari(keluarga, b.rincian.ibu_nik);
        if let (Some(nikah), true) =
            (ibu.and_then(|i| i.rincian.tanggal_perkawinan), b.rincian.ayah_nik.is_some())
        {
            assert!(b.tanggal_lahir > nikah, "{}", sebut(b));
        }
    });
}

#[test]
fn spouses_are_near_in_age() {
    let (mut wajar, mut semua) = (0, 0);
    for keluarga in tiga_desa() {
        let Some(istri) = keluarga.iter().find(|b| b.shdk == Shdk::Istri) else { continue };
        let hari = istri.tanggal_lahir.duration_since(keluarga[0].tanggal_lahir).as_hours() / 24;
        let selisih = hari / 365;
        assert!((-6..=13).contains(&selisih), "{} {}", sebut(&keluarga[0]), sebut(istri));
        wajar += i32::from((-2..=8).contains(&selisih));
        semua += 1;
    }
    assert!(wajar * 100 > semua * 92, "{wajar} of {semua}");
}

#[test]
fn schooling_fits_the_age() {
    semua(|b, _| {
        let (usia, r) = (umur(b), &b.rincian);
        let (tamat, sedang) = (r.pendidikan_kk.unwrap(), r.pendidikan_sedang.unwrap());
        let rentang = match sedang {
            PendidikanSedang::BelumTk => 0..=4,
            PendidikanSedang::Tk => 4..=6,
            PendidikanSedang::Sd => 7..=12,
            PendidikanSedang::Sltp => 13..=15,
            PendidikanSedang::Slta => 16..=18,
            PendidikanSedang::D3 | PendidikanSedang::S1 => 18..=22,
            _ => 16..=120,
        };
        assert!(rentang.contains(&usia), "{} {sedang:?} at {usia}", sebut(b));
        let termuda = match tamat {
            PendidikanKk::BelumSekolah => 0,
            PendidikanKk::BelumTamatSd => 7,
            PendidikanKk::TamatSd => 13,
            PendidikanKk::Sltp => 16,
            PendidikanKk::Slta => 18,
            _ => 22,
        };
        assert!(usia >= termuda, "{} {tamat:?} at {usia}", sebut(b));
    });
}

#[test]
fn work_fits_age_and_schooling() {
    semua(|b, _| {
        let (usia, kode) = (umur(b), b.rincian.pekerjaan.unwrap().kode());
        let tamat = b.rincian.pendidikan_kk.unwrap();
        let baik = match kode {
            1 => true,
            2 => b.jenis_kelamin == Perempuan && usia >= 19,
            3 => (7..=22).contains(&usia),
            4 => usia >= 58,
            5 | 6 | 7 | 65 => tamat >= PendidikanKk::Slta && (18..60).contains(&usia),
            64 | 72 | 73 | 74 => tamat >= PendidikanKk::Diploma2 && usia < 60,
            _ => usia >= 16,
        };
        assert!(baik, "{} occupation {kode} at {usia}", sebut(b));
    });
}

#[test]
fn cards_fit_the_age() {
    use kamus::{KtpEl, StatusRekam};
    semua(|b, keluarga| {
        let wajib = umur(b) >= 17 || b.rincian.status_kawin.unwrap().pernah_kawin();
        assert_eq!(b.rincian.status_rekam == Some(StatusRekam::BelumWajib), !wajib, "{}", sebut(b));
        assert!(wajib || b.rincian.ktp_el != Some(KtpEl::KtpEl), "{}", sebut(b));
        // The date within the card number is never before the head's 17th birthday.
        let angka = b.no_kk.unwrap();
        let dua = |i: usize| angka.as_str()[i..i + 2].parse::<i8>().unwrap();
        let terbit = Date::new(2000 + i16::from(dua(10)), dua(8), dua(6)).unwrap();
        assert!(umur_pada(keluarga[0].tanggal_lahir, terbit) >= 17 && terbit <= PADA, "{}", sebut(b));
    });
}

#[test]
fn health_columns_fit_the_person() {
    use kamus::Kehamilan;
    semua(|b, _| {
        if let Some(cara) = b.rincian.cara_kb {
            assert!(cara.untuk(b.jenis_kelamin) && b.rincian.kehamilan != Some(Kehamilan::Hamil));
        }
        if b.rincian.kehamilan == Some(Kehamilan::Hamil) {
            assert!(b.jenis_kelamin == Perempuan && (16..=45).contains(&umur(b)), "{}", sebut(b));
        }
    });
}

#[test]
fn generations_follow_each_other() {
    semua(|b, keluarga| {
        let kepala = &keluarga[0];
        let lebih_tua = |a: &BarisPenduduk, b: &BarisPenduduk, tahun: i16| {
            assert!(umur_pada(a.tanggal_lahir, b.tanggal_lahir) >= tahun, "{} {}", sebut(a), sebut(b));
        };
        match b.shdk {
            Shdk::OrangTua => lebih_tua(b, kepala, 15),
            Shdk::Mertua => {
                let istri = keluarga.iter().find(|l| l.shdk == Shdk::Istri).unwrap();
                lebih_tua(b, istri, 15);
            }
            Shdk::Anak => lebih_tua(kepala, b, 15),
            Shdk::Cucu => lebih_tua(kepala, b, 32),
            _ => {}
        }
        assert!((0..=96).contains(&umur(b)), "{}", sebut(b));
    });
}
