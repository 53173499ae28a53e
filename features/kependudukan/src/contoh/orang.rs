//! What a person is besides a member: schooling, work, papers.

use jiff::civil::Date;
use kamus::{
    Cacat, CaraKb, Daftar, GolonganDarah, JenisKelamin, Kehamilan, Kewarganegaraan, KtpEl, Pekerjaan,
    PendidikanKk, PendidikanSedang, Shdk, StatusKawin, StatusRekam, umur,
};

use super::acak::Acak;
use super::keluarga::Orang;
use crate::impor::Rincian;

use JenisKelamin::{LakiLaki, Perempuan};

/// Pensions begin at 58.
const PENSIUN: i16 = 58;

/// The columns that depend on the person alone; `urut` is the serial for certificates.
pub(super) fn rincian(acak: &mut Acak, o: &Orang, pada: Date, urut: u32) -> Rincian {
    let umur = umur(o.lahir, pada);
    let (pendidikan_kk, pendidikan_sedang) = pendidikan(acak, o, umur);
    let (cara_kb, kehamilan) = kehamilan(acak, o, umur);
    let (ktp_el, status_rekam) = ktp(acak, o, umur);
    let nikah = o.perkawinan.filter(|_| o.kawin == StatusKawin::Kawin);
    Rincian {
        pendidikan_kk: Some(pendidikan_kk),
        pendidikan_sedang: Some(pendidikan_sedang),
        pekerjaan: Some(pekerjaan(acak, o, umur, (pendidikan_kk, pendidikan_sedang))),
        status_kawin: Some(o.kawin),
        kewarganegaraan: Some(Kewarganegaraan::Wni),
        nama_ayah: Some(o.ayah.clone()),
        nama_ibu: Some(o.ibu.clone()),
        golongan_darah: Some(acak.bobot(GOLONGAN_DARAH)),
        akta_lahir: akta_lahir(acak, o.lahir, umur, urut),
        tanggal_perkawinan: o.perkawinan,
        akta_perkawinan: nikah.map(|n| format!("{urut}/{:02}/{}", n.month(), n.year())),
        cacat: Some(acak.bobot(CACAT)),
        cara_kb,
        kehamilan,
        ktp_el: Some(ktp_el),
        status_rekam: Some(status_rekam),
        ..Rincian::default()
    }
}

const GOLONGAN_DARAH: &[(GolonganDarah, u32)] = &[
    (GolonganDarah::TidakTahu, 820),
    (GolonganDarah::O, 70),
    (GolonganDarah::B, 50),
    (GolonganDarah::A, 45),
    (GolonganDarah::Ab, 15),
];

const CACAT: &[(Cacat, u32)] = &[
    (Cacat::Tidak, 9890),
    (Cacat::Fisik, 45),
    (Cacat::Mental, 22),
    (Cacat::Rungu, 15),
    (Cacat::Netra, 12),
    (Cacat::Lainnya, 10),
    (Cacat::FisikMental, 6),
];

/// Certificates of birth were rare before the law of 2006 made them free and asked for.
fn akta_lahir(acak: &mut Acak, lahir: Date, umur: i16, urut: u32) -> Option<String> {
    let punya = match umur {
        ..=17 => 960,
        18..=30 => 820,
        31..=50 => 450,
        _ => 150,
    };
    let tercatat = acak.permil(punya);
    let jenis = if umur > 30 { "LT" } else { "LU" };
    let hari = format!("{:02}{:02}{}", lahir.day(), lahir.month(), lahir.year());
    tercatat.then(|| format!("3402-{jenis}-{hari}-{urut}"))
}

fn ktp(acak: &mut Acak, o: &Orang, umur: i16) -> (KtpEl, StatusRekam) {
    if umur < 17 && !o.kawin.pernah_kawin() {
        let kia = acak.permil(720);
        return (if kia { KtpEl::Kia } else { KtpEl::Belum }, StatusRekam::BelumWajib);
    }
    let baru = if umur < 18 { 400 } else { 12 };
    if acak.permil(baru) {
        return (KtpEl::Belum, StatusRekam::BelumRekam);
    }
    (KtpEl::KtpEl, acak.bobot(&[(StatusRekam::CardIssued, 95), (StatusRekam::SudahRekam, 5)]))
}

const CARA_KB: &[(Option<CaraKb>, u32)] = &[
    (None, 46),
    (Some(CaraKb::Suntik), 24),
    (Some(CaraKb::Iud), 12),
    (Some(CaraKb::Pil), 8),
    (Some(CaraKb::Susuk), 7),
    (Some(CaraKb::SterilisasiWanita), 3),
];

/// Asked of married women between 15 and 49.
fn kehamilan(acak: &mut Acak, o: &Orang, umur: i16) -> (Option<CaraKb>, Option<Kehamilan>) {
    if o.jk != Perempuan || o.perkawinan.is_none() || !(15..=49).contains(&umur) {
        return (None, None);
    }
    if umur < 43 && acak.permil(35) {
        return (None, Some(Kehamilan::Hamil));
    }
    (acak.bobot(CARA_KB), Some(Kehamilan::Tidak))
}

/// What the card says, and what school the person goes to.
fn pendidikan(acak: &mut Acak, o: &Orang, umur: i16) -> (PendidikanKk, PendidikanSedang) {
    use PendidikanKk as K;
    use PendidikanSedang as S;
    let sekolah = !o.kawin.pernah_kawin();
    match umur {
        ..=3 => (K::BelumSekolah, S::BelumTk),
        4..=6 => (K::BelumSekolah, if umur > 4 || acak.permil(500) { S::Tk } else { S::BelumTk }),
        7..=12 => (K::BelumTamatSd, S::Sd),
        13..=15 => (K::TamatSd, S::Sltp),
        16..=18 if sekolah && acak.permil(950) => (K::Sltp, S::Slta),
        16..=18 => (K::Sltp, S::TidakSedang),
        // A lodger came to study.
        _ if o.shdk == Shdk::Lainnya => (K::Slta, S::S1),
        19..=22 => {
            let tamat = acak.bobot(&[(K::Slta, 82), (K::Sltp, 14), (K::TamatSd, 4)]);
            let kuliah = sekolah && tamat == K::Slta && acak.permil(520);
            let jenjang = acak.bobot(&[(S::S1, 80), (S::D3, 20)]);
            (tamat, if kuliah { jenjang } else { S::TidakSedang })
        }
        _ => {
            let tamat = acak.bobot(tamatan(o.lahir.year()));
            let pernah = tamat != K::BelumSekolah;
            (tamat, if pernah { S::TidakSedang } else { S::TidakPernah })
        }
    }
}

/// Highest school of grown people by year of birth: each generation went further.
fn tamatan(tahun: i16) -> &'static [(PendidikanKk, u32)] {
    use PendidikanKk::{
        BelumSekolah, BelumTamatSd, Diploma2, Diploma3, Slta, Sltp, Strata1, Strata2, Strata3, TamatSd,
    };
    match tahun {
        ..1945 => {
            &[(BelumSekolah, 440), (BelumTamatSd, 180), (TamatSd, 310), (Sltp, 40), (Slta, 25), (Strata1, 5)]
        }
        1945..1960 => &[
            (BelumSekolah, 230),
            (BelumTamatSd, 120),
            (TamatSd, 420),
            (Sltp, 105),
            (Slta, 100),
            (Diploma3, 8),
            (Strata1, 16),
            (Strata2, 1),
        ],
        1960..1975 => &[
            (BelumSekolah, 50),
            (BelumTamatSd, 60),
            (TamatSd, 420),
            (Sltp, 200),
            (Slta, 215),
            (Diploma2, 6),
            (Diploma3, 12),
            (Strata1, 33),
            (Strata2, 4),
        ],
        1975..1990 => &[
            (BelumSekolah, 6),
            (BelumTamatSd, 20),
            (TamatSd, 270),
            (Sltp, 300),
            (Slta, 330),
            (Diploma2, 4),
            (Diploma3, 17),
            (Strata1, 49),
            (Strata2, 4),
        ],
        _ => &[
            (BelumSekolah, 4),
            (BelumTamatSd, 8),
            (TamatSd, 90),
            (Sltp, 250),
            (Slta, 530),
            (Diploma3, 26),
            (Strata1, 88),
            (Strata2, 3),
            (Strata3, 1),
        ],
    }
}

fn pekerjaan(
    acak: &mut Acak,
    o: &Orang,
    umur: i16,
    (tamat, sedang): (PendidikanKk, PendidikanSedang),
) -> Pekerjaan {
    use PendidikanSedang as S;
    if umur < 7 {
        return Pekerjaan::BELUM_BEKERJA;
    }
    if matches!(sedang, S::Sd | S::Sltp | S::Slta | S::S1 | S::D3) {
        return Pekerjaan::PELAJAR;
    }
    if umur >= PENSIUN && tamat >= PendidikanKk::Slta && acak.permil(300) {
        return Pekerjaan::dari_kode(4).expect("4 is Pensiunan");
    }
    let kode = acak.bobot(lapangan(o, umur, tamat));
    // A woman who never married is not yet a housewife: she works, or looks for work.
    let muda = kode == 2 && !o.kawin.pernah_kawin() && umur < 40;
    let kode = if muda { acak.bobot(&[(15, 65), (1, 35)]) } else { kode };
    Pekerjaan::dari_kode(kode).expect("our tables hold codes of the list")
}

/// Occupations by code of the official list.
fn lapangan(o: &Orang, umur: i16, tamat: PendidikanKk) -> &'static [(i16, u32)] {
    let terdidik = tamat >= PendidikanKk::Diploma2;
    match (o.jk, umur) {
        (_, 82..) => &[(1, 65), (9, 35)],
        (LakiLaki, 60..) => &[
            (9, 480),
            (20, 110),
            (1, 70),
            (19, 110),
            (88, 90),
            (84, 40),
            (26, 20),
            (27, 20),
            (10, 15),
            (41, 3),
        ],
        (Perempuan, 60..) => &[(2, 540), (9, 230), (1, 70), (20, 90), (84, 60), (19, 40), (88, 30)],
        (LakiLaki, _) if terdidik => LELAKI_TERDIDIK,
        (Perempuan, _) if terdidik => PEREMPUAN_TERDIDIK,
        (LakiLaki, _) if tamat >= PendidikanKk::Slta => LELAKI_SLTA,
        (LakiLaki, _) => LELAKI,
        (Perempuan, _) if tamat >= PendidikanKk::Slta => PEREMPUAN_SLTA,
        (Perempuan, _) => PEREMPUAN,
    }
}

const LELAKI: &[(i16, u32)] = &[
    (9, 330),
    (19, 230),
    (20, 120),
    (15, 100),
    (88, 110),
    (1, 60),
    (26, 28),
    (27, 24),
    (84, 25),
    (81, 20),
    (10, 12),
    (35, 8),
    (29, 5),
    (85, 2),
];
const LELAKI_SLTA: &[(i16, u32)] = &[
    (15, 270),
    (88, 180),
    (19, 150),
    (9, 190),
    (1, 85),
    (84, 30),
    (5, 15),
    (6, 10),
    (7, 8),
    (81, 20),
    (35, 12),
    (18, 10),
    (85, 14),
    (27, 12),
    (97, 8),
];
const LELAKI_TERDIDIK: &[(i16, u32)] = &[
    (15, 330),
    (88, 150),
    (5, 140),
    (65, 120),
    (1, 80),
    (18, 50),
    (16, 25),
    (64, 20),
    (74, 20),
    (85, 30),
    (7, 10),
    (72, 6),
    (69, 4),
];
const PEREMPUAN: &[(i16, u32)] =
    &[(2, 600), (9, 140), (20, 100), (19, 90), (15, 50), (84, 45), (88, 35), (30, 15), (23, 15), (1, 20)];
const PEREMPUAN_SLTA: &[(i16, u32)] = &[
    (2, 560),
    (15, 220),
    (88, 90),
    (19, 50),
    (84, 50),
    (9, 30),
    (30, 15),
    (65, 15),
    (18, 10),
    (1, 30),
    (85, 6),
    (5, 4),
];
const PEREMPUAN_TERDIDIK: &[(i16, u32)] = &[
    (2, 230),
    (15, 250),
    (65, 180),
    (5, 110),
    (88, 80),
    (73, 25),
    (74, 30),
    (18, 50),
    (64, 10),
    (72, 5),
    (85, 15),
    (1, 15),
];
