//! Shares of the village against rough public figures for Java.

use std::collections::HashMap;

use kamus::{Agama, Cacat, Daftar, GolonganDarah, JenisKelamin, PendidikanKk, Shdk, StatusKawin};

use super::{pleret, umur};
use crate::contoh::keluarga;
use crate::impor::BarisPenduduk;

fn desa(benih: u64) -> Vec<Vec<BarisPenduduk>> {
    keluarga(&pleret(benih)).collect()
}

/// Shares in tenths of a percent that may differ from the figure by `jarak`.
fn dekat<T: std::hash::Hash + Eq + std::fmt::Debug>(
    isi: impl Iterator<Item = T>,
    jarak: usize,
    harapan: &[(T, usize)],
) {
    let mut hitung: HashMap<T, usize> = HashMap::new();
    let mut semua = 0;
    for satu in isi {
        *hitung.entry(satu).or_default() += 1;
        semua += 1;
    }
    let meleset: Vec<String> = harapan
        .iter()
        .map(|(apa, angka)| (apa, *angka, hitung.get(apa).copied().unwrap_or(0) * 1000 / semua))
        .filter(|(_, angka, permil)| angka.abs_diff(*permil) > jarak)
        .map(|(apa, angka, permil)| format!("{apa:?}: {permil}, not near {angka}"))
        .collect();
    assert!(meleset.is_empty(), "of {semua}: {meleset:#?}");
}

#[test]
fn about_4400_families_of_one_to_seven() {
    for benih in [1, 2, 3] {
        let desa = desa(benih);
        assert!((4_300..=4_550).contains(&desa.len()), "{}", desa.len());
        let ukuran = desa.iter().map(|k| k.len().min(7));
        dekat(ukuran, 45, &[(1, 110), (2, 190), (3, 260), (4, 250), (5, 120), (6, 45), (7, 25)]);
        assert!(desa.iter().all(|k| k.len() <= 10), "{:?}", desa.iter().map(Vec::len).max());
    }
}

#[test]
fn age_groups() {
    for benih in [1, 2, 3] {
        let desa = desa(benih);
        let pita = desa.iter().flatten().map(|b| (umur(b) / 5 * 5).min(75));
        let angka = [79, 79, 79, 79, 80, 80, 78, 75, 73, 68, 61, 52, 42, 31, 21, 23];
        let harapan: Vec<(i16, usize)> = (0..).step_by(5).zip(angka).collect();
        dekat(pita, 19, &harapan);
    }
}

#[test]
fn relations_marriages_and_sexes() {
    for benih in [1, 2, 3] {
        let desa = desa(benih);
        let semua = || desa.iter().flatten();
        dekat(
            semua().map(|b| b.shdk),
            12,
            &[
                (Shdk::KepalaKeluarga, 315),
                (Shdk::Istri, 225),
                (Shdk::Anak, 405),
                (Shdk::Cucu, 15),
                (Shdk::OrangTua, 10),
                (Shdk::Mertua, 7),
                (Shdk::Menantu, 4),
                (Shdk::FamiliLain, 16),
                (Shdk::Lainnya, 3),
            ],
        );
        for hubungan in
            [Shdk::Cucu, Shdk::OrangTua, Shdk::Mertua, Shdk::Menantu, Shdk::FamiliLain, Shdk::Lainnya]
        {
            assert!(semua().filter(|b| b.shdk == hubungan).count() > 20, "{hubungan:?}");
        }
        dekat(
            semua().filter_map(|b| b.rincian.status_kawin).map(|k| match k {
                StatusKawin::KawinBelumTercatat => StatusKawin::Kawin,
                k => k,
            }),
            20,
            &[
                (StatusKawin::BelumKawin, 440),
                (StatusKawin::Kawin, 480),
                (StatusKawin::CeraiHidup, 20),
                (StatusKawin::CeraiMati, 60),
            ],
        );
        dekat(semua().map(|b| b.jenis_kelamin), 15, &[(JenisKelamin::LakiLaki, 500)]);
        let kepala = semua().filter(|b| b.shdk == Shdk::KepalaKeluarga);
        dekat(kepala.map(|b| b.jenis_kelamin), 15, &[(JenisKelamin::Perempuan, 180)]);
    }
}

#[test]
fn religion_and_blood() {
    for benih in [1, 2, 3] {
        let desa = desa(benih);
        let semua = || desa.iter().flatten();
        let agama = semua().filter_map(|b| b.rincian.agama);
        dekat(agama, 12, &[(Agama::Islam, 956), (Agama::Katolik, 28), (Agama::Kristen, 14)]);
        let darah = semua().filter_map(|b| b.rincian.golongan_darah);
        dekat(darah, 12, &[(GolonganDarah::TidakTahu, 820), (GolonganDarah::O, 70), (GolonganDarah::Ab, 15)]);
        let cacat = semua().filter_map(|b| b.rincian.cacat);
        dekat(cacat, 4, &[(Cacat::Tidak, 989)]);
    }
}

/// Beside a city people went to school longer than the rural average of Java, so only loosely.
#[test]
fn schooling() {
    let desa = desa(1);
    dekat(
        desa.iter().flatten().filter_map(|b| b.rincian.pendidikan_kk),
        40,
        &[
            (PendidikanKk::BelumSekolah, 150),
            (PendidikanKk::BelumTamatSd, 110),
            (PendidikanKk::TamatSd, 240),
            (PendidikanKk::Sltp, 190),
            (PendidikanKk::Slta, 250),
            (PendidikanKk::Strata1, 30),
        ],
    );
}

#[test]
fn work_of_those_above_fifteen() {
    let desa = desa(1);
    let dewasa = desa.iter().flatten().filter(|b| umur(b) >= 15);
    dekat(
        dewasa.map(|b| b.rincian.pekerjaan.unwrap().kode()),
        40,
        &[(2, 200), (9, 170), (20, 70), (3, 120), (15, 100), (88, 90), (19, 90), (1, 80), (84, 25)],
    );
}

#[test]
fn old_names_are_short() {
    let desa = desa(1);
    let sebelum_1970 = desa.iter().flatten().filter(|b| b.tanggal_lahir.year() < 1970);
    dekat(sebelum_1970.map(|b| b.nama.contains(' ')), 25, &[(false, 375)]);
    let muda = desa.iter().flatten().filter(|b| b.tanggal_lahir.year() >= 1990);
    dekat(muda.map(|b| (2..=4).contains(&b.nama.split(' ').count())), 0, &[(true, 1000)]);
}

#[test]
fn every_rt_is_a_neighbourhood() {
    let desa = desa(1);
    let mut kk: HashMap<(&str, &str), usize> = HashMap::new();
    for keluarga in &desa {
        *kk.entry((&keluarga[0].rw, &keluarga[0].rt)).or_default() += 1;
    }
    let rt: usize = pleret(1).dusun.iter().map(|d| usize::from(d.rw * d.rt_per_rw)).sum();
    assert_eq!(kk.len(), rt);
    let rentang = kk.values().min().zip(kk.values().max()).unwrap();
    assert!(*rentang.0 >= 20 && *rentang.1 <= 65, "{rentang:?}");
}
