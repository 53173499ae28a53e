//! Numbers never meet, and the same recipe gives the same people.

use std::collections::HashSet;
use std::fmt::Write;

use kamus::KodeWilayah;
use sha2::{Digest, Sha256};

use super::super::{Resep, keluarga, keluarga_ke, penduduk};
use super::{PADA, pleret};

/// Every person and card number once; no card number is a NIK either.
fn berbeda(resep: &Resep<'_>, pernah: &mut HashSet<String>) {
    for keluarga in keluarga(resep) {
        let kk = keluarga[0].no_kk.unwrap();
        assert!(pernah.insert(kk.as_str().to_owned()), "a number twice");
        for b in &keluarga {
            let nik = b.nik.unwrap();
            assert!(nik.cocok_lahir(b.tanggal_lahir));
            assert_eq!(nik.jenis_kelamin(), Some(b.jenis_kelamin));
            assert!(("9001"..="9999").contains(&&nik.as_str()[12..]), "{nik:?}");
            assert_eq!(&nik.as_str()[..6], &resep.kode.angka().to_string()[..6]);
            assert!(pernah.insert(nik.as_str().to_owned()), "a number twice");
        }
    }
}

#[test]
fn no_number_is_given_twice_in_a_village() {
    for benih in [1, 2, 3] {
        berbeda(&pleret(benih), &mut HashSet::new());
    }
}

#[test]
fn villages_of_one_kecamatan_do_not_meet() {
    let mut pernah = HashSet::new();
    for (n, jumlah) in [5_000, 900, 2_000, 3_000, 1_200].into_iter().enumerate() {
        let ke = u32::try_from(n).unwrap();
        let kode = KodeWilayah::baru(3_402_132_001 + i64::from(ke)).unwrap();
        berbeda(&Resep { kode, jumlah, jalur: (ke, 5), ..pleret(1) }, &mut pernah);
    }
}

#[test]
fn one_and_a_half_million_can_be_numbered() {
    let resep = Resep { jumlah: 1_500_000, ..pleret(1) };
    let mut pernah: HashSet<String> = HashSet::new();
    let mut dicoba: HashSet<u32> = HashSet::new();
    // Families that share a serial, and others from the whole range.
    let nomor = (0..470).flat_map(|n| [n * 999, n * 999 + 7, n * 1_003]);
    for n in nomor.filter(|n| dicoba.insert(*n)) {
        let keluarga = keluarga_ke(&resep, n);
        assert!(pernah.insert(keluarga[0].no_kk.unwrap().as_str().to_owned()));
        for b in &keluarga {
            assert!(pernah.insert(b.nik.unwrap().as_str().to_owned()));
        }
    }
}

#[test]
#[ignore = "half a minute: for bin/test --lama"]
fn one_and_a_half_million_people_share_no_number() {
    let mut pernah: HashSet<u64> = HashSet::with_capacity(2_000_000);
    let mut jumlah = 0;
    for keluarga in keluarga(&Resep { jumlah: 1_500_000, ..pleret(1) }) {
        for b in &keluarga {
            assert!(pernah.insert(b.nik.unwrap().as_str().parse().unwrap()));
        }
        assert!(pernah.insert(keluarga[0].no_kk.unwrap().as_str().parse().unwrap()));
        jumlah += keluarga.len();
    }
    assert!((1_500_000..1_500_010).contains(&jumlah), "{jumlah}");
}

#[test]
fn a_family_can_be_made_alone() {
    let resep = pleret(1);
    let mut baris = 2;
    for (n, keluarga) in (0..).zip(keluarga(&resep)).take(300) {
        let mut sendiri = keluarga_ke(&resep, n);
        for b in &mut sendiri {
            b.baris += baris - 2;
        }
        baris += u32::try_from(keluarga.len()).unwrap();
        assert!(sendiri == keluarga, "family {n}");
    }
}

#[test]
fn the_workbook_order_is_by_place() {
    let semua = penduduk(&Resep { jumlah: 1_000, ..pleret(1) });
    assert!((1_000..1_007).contains(&semua.len()));
    assert!(semua.is_sorted_by_key(|b| (b.rw.clone(), b.rt.clone())));
    assert!(semua.iter().zip(2..).all(|(b, nomor)| b.baris == nomor));
}

#[test]
fn small_villages_work_too() {
    for jumlah in [0, 1, 40] {
        let banyak = penduduk(&Resep { jumlah, ..pleret(1) }).len();
        assert!(banyak >= jumlah as usize && banyak < jumlah as usize + 8, "{banyak}");
    }
}

/// Changing this changes the demo's people, its screenshots and the benches: do so knowingly.
#[test]
fn seed_one_is_always_the_same_village() {
    let mut sidik = Sha256::new();
    for b in penduduk(&Resep::pleret(PADA)) {
        for teks in crate::impor::sel_semua(&b) {
            sidik.update(teks.as_bytes());
            sidik.update([0]);
        }
    }
    let hasil = sidik.finalize().iter().fold(String::new(), |mut teks, b| {
        write!(teks, "{b:02x}").unwrap();
        teks
    });
    assert_eq!(hasil, "4ffe009c81290edea6692d0f41a00755187834a78fd6783e9a8439c06b84eb0e");
    let lain: Vec<String> = penduduk(&pleret(2)).into_iter().map(|b| b.nama).collect();
    assert!(penduduk(&pleret(1)).into_iter().map(|b| b.nama).ne(lain));
}
