//! Each kind of finding: when it is told, and when it is not.

use db::Day;
use jiff::civil::{Date, date};
use kamus::{JenisKelamin, Nik, Shdk, StatusKawin};
use uuid::Uuid;

use super::{Bahan, Jenis, Perbaikan, Temuan, nilai, periksa};
use crate::store::{KeluargaMutu, OrangMutu};

const HARI_INI: Date = date(2026, 3, 2);
const KELUARGA: u128 = 1_000;

type Ubah = Box<dyn FnOnce(&mut OrangMutu)>;

fn bahan(orang: Vec<OrangMutu>) -> Bahan {
    let kepala = orang.iter().find(|o| o.shdk == 1).map(|o| o.id.as_u128());
    Bahan {
        orang,
        keluarga: vec![KeluargaMutu::contoh(KELUARGA, kepala)],
        nik_mati: Vec::new(),
        hari_ini: HARI_INI,
        kecamatan: "340213".to_owned(),
    }
}

fn siti() -> OrangMutu {
    OrangMutu::contoh(1, "SITI AMINAH")
}

fn ubah(mut o: OrangMutu, ubah: impl FnOnce(&mut OrangMutu)) -> OrangMutu {
    ubah(&mut o);
    o
}

fn anggota(id: u128, nama: &str, shdk: Shdk, lahir: Date) -> OrangMutu {
    ubah(OrangMutu::contoh(id, nama), |o| {
        o.shdk = kamus::Daftar::kode(shdk);
        o.tanggal_lahir = Day(lahir);
        o.nik = None;
    })
}

fn jenis(temuan: &[Temuan]) -> Vec<Jenis> {
    temuan.iter().map(|t| t.jenis).filter(|j| *j != Jenis::TanpaNik).collect()
}

fn sendiri(ubahan: impl FnOnce(&mut OrangMutu)) -> Vec<Jenis> {
    jenis(&periksa(&bahan(vec![ubah(siti(), ubahan)])))
}

#[test]
fn nothing_is_odd_about_an_ordinary_resident() {
    assert_eq!(periksa(&bahan(vec![siti()])), []);
    let mut tanpa = bahan(vec![siti()]);
    tanpa.orang.clear();
    tanpa.keluarga.clear();
    assert_eq!(periksa(&tanpa), []);
}

#[test]
fn dates_that_cannot_be() {
    let hari = |h: Date| Some(Day(h));
    let kasus: Vec<(Ubah, Vec<Jenis>)> = vec![
        (
            Box::new(|o| o.tanggal_lahir = Day(date(2026, 3, 3))),
            vec![Jenis::LahirKelak, Jenis::NikLahir, Jenis::TanpaAktaLahir],
        ),
        (Box::new(|o| o.tanggal_lahir = Day(date(1905, 1, 1))), vec![Jenis::TerlaluTua, Jenis::NikLahir]),
        (Box::new(|o| o.tanggal_lahir = Day(date(1911, 3, 2))), vec![Jenis::NikLahir]),
        (Box::new(move |o| o.tanggal_perkawinan = hari(date(1984, 1, 1))), vec![Jenis::KawinTerlaluDini]),
        (Box::new(move |o| o.tanggal_perkawinan = hari(date(1994, 1, 1))), vec![Jenis::KawinTerlaluDini]),
        (Box::new(move |o| o.tanggal_perkawinan = hari(date(1998, 1, 1))), vec![Jenis::KawinAnak]),
        (Box::new(move |o| o.tanggal_perkawinan = hari(date(2001, 1, 1))), vec![]),
        (
            Box::new(move |o| {
                o.tanggal_perkawinan = hari(date(2010, 1, 1));
                o.tanggal_perceraian = hari(date(2009, 1, 1));
            }),
            vec![Jenis::CeraiSebelumKawin],
        ),
        (Box::new(move |o| o.tanggal_perceraian = hari(date(1970, 1, 1))), vec![Jenis::CeraiSebelumKawin]),
        (
            Box::new(|o| o.akta_lahir = Some("3402-LU-17081984-0001".to_owned())),
            vec![Jenis::AktaSebelumLahir],
        ),
        (Box::new(|o| o.akta_lahir = Some("3402-LU-17081985-0001".to_owned())), vec![]),
        (Box::new(|o| o.akta_lahir = Some("3402-LT-99999999-0001".to_owned())), vec![]),
        (Box::new(|o| o.akta_lahir = Some("474.1/17081984/1984".to_owned())), vec![]),
    ];
    for (ke, (ubahan, harapan)) in kasus.into_iter().enumerate() {
        assert_eq!(sendiri(ubahan), harapan, "number {ke}");
    }
}

#[test]
fn a_nik_that_says_something_else() {
    let nik = |teks: &str| Some(Nik::baru(teks).unwrap());
    for (teks, harapan) in [
        ("3402134101859001", vec![]),
        ("3402130101859001", vec![Jenis::NikKelamin]),
        ("3402134201859001", vec![Jenis::NikLahir]),
        ("3302134101859001", vec![Jenis::NikWilayah]),
        ("3402139901859001", vec![]),
    ] {
        assert_eq!(sendiri(|o| o.nik = nik(teks)), harapan, "{teks}");
    }
    let laki = ubah(siti(), |o| o.jenis_kelamin = 1);
    let semua = periksa(&bahan(vec![laki]));
    let usul = Perbaikan::Kelamin { orang: Uuid::from_u128(1), jadi: JenisKelamin::Perempuan };
    assert_eq!((jenis(&semua), semua[0].perbaikan.as_slice()), (vec![Jenis::NikKelamin], [usul].as_slice()));
    assert!(!format!("{semua:?}").contains("3402134101859001"), "no finding repeats a number");
}

#[test]
fn what_is_not_filled_in() {
    for (ubahan, harapan) in [
        ((|o: &mut OrangMutu| o.agama = None) as fn(&mut OrangMutu), vec![Jenis::TanpaAgama]),
        (|o| o.pendidikan_kk = None, vec![Jenis::TanpaPendidikan]),
        (|o| o.pekerjaan = None, vec![Jenis::TanpaPekerjaan]),
        (|o| o.status_kawin = None, vec![Jenis::TanpaStatusKawin]),
        (|o| o.nama_ayah = Some("-".to_owned()), vec![Jenis::TanpaOrangTua]),
        (|o| o.nama_ibu = None, vec![Jenis::TanpaOrangTua]),
        (|o| o.ktp_el = Some(1), vec![Jenis::BelumKtp]),
        (|o| o.ktp_el = None, vec![Jenis::BelumKtp]),
        (
            |o| {
                o.ktp_el = None;
                o.kewarganegaraan = Some(2);
            },
            vec![],
        ),
    ] {
        assert_eq!(sendiri(ubahan), harapan);
    }
    let tanpa_nik = periksa(&bahan(vec![ubah(siti(), |o| o.nik = None)]));
    assert_eq!(tanpa_nik[0].jenis, Jenis::TanpaNik);
    let anak = anggota(2, "BAYI", Shdk::Anak, date(2020, 1, 1));
    let anak = ubah(anak, |o| o.status_kawin = None);
    let semua = periksa(&bahan(vec![siti(), anak]));
    let usul = Perbaikan::Kawin { orang: Uuid::from_u128(2), jadi: StatusKawin::BelumKawin };
    let status = semua.iter().find(|t| t.jenis == Jenis::TanpaStatusKawin).unwrap();
    assert_eq!(status.perbaikan, [usul], "a child is not married");
    assert!(jenis(&semua).contains(&Jenis::TanpaAktaLahir));
}

#[test]
fn heads_of_families() {
    let lain = anggota(2, "BUDI", Shdk::KepalaKeluarga, date(1980, 1, 1));
    let dua = periksa(&bahan(vec![siti(), lain.clone()]));
    assert_eq!((jenis(&dua), dua[0].orang.len(), dua[0].perbaikan.len()), (vec![Jenis::DuaKepala], 2, 2));

    let tanpa =
        periksa(&bahan(vec![ubah(siti(), |o| o.shdk = 3), anggota(3, "BAYI", Shdk::Anak, date(2007, 1, 1))]));
    assert_eq!(jenis(&tanpa), [Jenis::TanpaKepala]);
    assert_eq!(tanpa[0].orang.len(), 2);
    assert_eq!(tanpa[0].perbaikan.len(), 2, "both are of age");

    let mut beda = bahan(vec![siti()]);
    beda.keluarga[0].kepala_id = Some(Uuid::from_u128(99));
    assert_eq!(jenis(&periksa(&beda)), [Jenis::KepalaBeda]);

    let mut kosong = bahan(vec![siti()]);
    kosong.keluarga.push(KeluargaMutu::contoh(2_000, None));
    kosong.keluarga.push(KeluargaMutu::contoh(3_000, None).tanpa_nomor());
    assert_eq!(jenis(&periksa(&kosong)), [Jenis::KeluargaKosong], "without number and members it is nothing");

    let mut menunggu = bahan(vec![siti()]);
    menunggu.keluarga = vec![KeluargaMutu::contoh(KELUARGA, Some(1)).tanpa_nomor()];
    assert_eq!(jenis(&periksa(&menunggu)), [Jenis::MenungguKk]);
    assert_eq!(sendiri(|o| o.keluarga_id = None).first(), Some(&Jenis::KeluargaKosong));
}

#[test]
fn ages_and_marriages_within_a_family() {
    let istri = |lahir| anggota(2, "TUTIK", Shdk::Istri, lahir);
    let budi = || ubah(anggota(1, "BUDI", Shdk::KepalaKeluarga, date(1980, 1, 1)), |o| o.jenis_kelamin = 1);
    let semua = periksa(&bahan(vec![budi(), istri(date(1984, 1, 1))]));
    assert_eq!(jenis(&semua), [Jenis::PasanganBelumKawin, Jenis::PasanganBelumKawin]);
    let usul = Perbaikan::Kawin { orang: Uuid::from_u128(1), jadi: StatusKawin::KawinBelumTercatat };
    assert_eq!(semua[0].perbaikan, [usul], "without a certificate a marriage is not a recorded one");

    for (lahir, harapan) in [
        (date(1979, 1, 1), vec![Jenis::AnakLebihTua]),
        (date(1980, 1, 1), vec![Jenis::AnakLebihTua]),
        (date(1992, 12, 31), vec![Jenis::OrangTuaMuda]),
        (date(1993, 1, 1), vec![]),
    ] {
        let anak = anggota(3, "ANAK", Shdk::Anak, lahir);
        assert_eq!(jenis(&periksa(&bahan(vec![budi(), anak]))), harapan, "{lahir}");
    }
    let tiri = anggota(3, "ANAK", Shdk::Anak, date(1993, 1, 1));
    let kandung = ubah(tiri.clone(), |o| o.nama_ibu = Some("Tutik".to_owned()));
    let kawin = |o: OrangMutu| ubah(o, |o| o.status_kawin = Some(2));
    for (anak, harapan) in [(tiri, vec![]), (kandung, vec![Jenis::OrangTuaMuda])] {
        let keluarga = vec![kawin(budi()), kawin(istri(date(1984, 1, 1))), anak];
        assert_eq!(jenis(&periksa(&bahan(keluarga))), harapan, "a stepchild may be of any age");
    }
    let tua = anggota(4, "KARSO", Shdk::OrangTua, date(1985, 1, 1));
    assert_eq!(jenis(&periksa(&bahan(vec![budi(), tua]))), [Jenis::AnakLebihTua]);
    let bocah = anggota(1, "BOCAH", Shdk::KepalaKeluarga, date(2012, 1, 1));
    let bocah = ubah(bocah, |o| o.akta_lahir = Some("1".to_owned()));
    assert_eq!(jenis(&periksa(&bahan(vec![bocah]))), [Jenis::KepalaAnak]);
    let lelaki = ubah(kawin(istri(date(1984, 1, 1))), |o| o.jenis_kelamin = 1);
    let semua = periksa(&bahan(vec![kawin(budi()), lelaki]));
    let usul = Perbaikan::Hubungan { orang: Uuid::from_u128(2), jadi: Shdk::Suami };
    assert_eq!((jenis(&semua), semua[0].perbaikan[0]), (vec![Jenis::HubunganKelamin], usul));
}

#[test]
fn one_person_written_down_twice() {
    let kembar = |id: u128, nama: &str, lahir: Date| {
        ubah(anggota(id, nama, Shdk::Lainnya, lahir), |o| o.nama_ibu = Some("Ibu".to_owned()))
    };
    let hari = date(1985, 1, 1);
    let ganda = |orang: Vec<OrangMutu>| {
        let mut semua = jenis(&periksa(&bahan([vec![ubah(siti(), |o| o.nama_ibu = None)], orang].concat())));
        semua.retain(|j| j.ganda());
        semua
    };
    let pertama = kembar(2, "YULI SETYOWATI", hari);
    for (kedua, harapan) in [
        (kembar(3, "JULI SETIOWATI", hari), vec![Jenis::GandaBunyi]),
        (kembar(3, "JULI SETIOWATI", date(1985, 1, 2)), vec![]),
        (kembar(3, "YULI SETYOWATI", date(1986, 7, 2)), vec![Jenis::GandaIbu]),
        (kembar(3, "YULI SETYOWATI", date(1987, 1, 1)), vec![]),
        (kembar(3, "YULI SETYOWATI", hari), vec![Jenis::GandaBunyi]),
        (kembar(3, "YULIA SETYOWATI", hari), vec![]),
    ] {
        let nama = kedua.nama.clone();
        assert_eq!(ganda(vec![pertama.clone(), kedua]), harapan, "{nama}");
    }
    let sepuluh: Vec<_> = (10..20).map(|id| kembar(id, "SITI", hari)).collect();
    assert_eq!(ganda(sepuluh).len(), 9, "a long row of namesakes is not laid out pair by pair");
}

#[test]
fn a_nik_of_somebody_who_died() {
    let mut semua = bahan(vec![siti()]);
    semua.nik_mati.push((Uuid::from_u128(1), "KARSO".to_owned()));
    let temuan = periksa(&semua);
    assert_eq!(jenis(&temuan), [Jenis::NikMati]);
    assert!(temuan[0].kalimat.contains("KARSO"));
}

#[test]
fn the_score_counts_residents_and_not_findings() {
    let orang = vec![
        ubah(siti(), |o| o.agama = None),
        ubah(OrangMutu::contoh(2, "BUDI"), |o| o.jenis_kelamin = 1),
        ubah(OrangMutu::contoh(3, "TUMINAH"), |o| o.dusun = "KRAJAN".to_owned()),
    ];
    let temuan: Vec<Temuan> =
        orang.iter().flat_map(|o| periksa(&bahan(vec![o.clone()]))).filter(|t| !t.orang.is_empty()).collect();
    let semua: Vec<(String, usize, usize)> =
        nilai(&orang, &temuan).into_iter().map(|n| (n.dusun, n.penduduk, n.bersih)).collect();
    assert_eq!(semua, [("KAUMAN".to_owned(), 2, 1), ("KRAJAN".to_owned(), 1, 1)]);
}

#[test]
fn a_household_has_one_head() {
    let anggota = |id: u128, hubungan: i16| {
        let mut o = OrangMutu::contoh(id, "SITI");
        o.shdk = if id == 1 { 1 } else { 9 };
        o.rumah_tangga_id = Some(Uuid::from_u128(77));
        o.hubungan_rtm = Some(hubungan);
        o
    };
    for (kedua, pertama, harapan) in [(2, 2, 1), (2, 1, 0), (1, 1, 1), (1, 2, 0)] {
        let temuan = periksa(&bahan(vec![anggota(1, pertama), anggota(2, kedua)]));
        let satu: Vec<_> = temuan.iter().filter(|t| t.jenis == Jenis::RumahTanpaKepala).collect();
        assert_eq!(satu.len(), harapan, "{pertama} {kedua}");
        assert!(satu.iter().all(|t| t.perbaikan.len() == 2 && t.orang.len() == 2));
    }
}
