//! Names in capitals without titles, as SIAK keeps them, that fit the year of birth.

mod tabel;

use std::sync::LazyLock;

use kamus::{Agama, JenisKelamin};

use super::acak::Acak;
use tabel::{BAPTIS, TABEL};

type Daftar = Vec<&'static str>;

struct Kata {
    tunggal: Daftar,
    depan: Daftar,
    belakang: Daftar,
    depan_islam: Daftar,
    belakang_islam: Daftar,
}

fn pecah(teks: &'static str) -> Daftar {
    teks.split_whitespace().collect()
}

static KATA: LazyLock<Vec<[Kata; 2]>> = LazyLock::new(|| {
    let satu = |k: &tabel::Kata| Kata {
        tunggal: pecah(k.tunggal),
        depan: pecah(k.depan),
        belakang: pecah(k.belakang),
        depan_islam: pecah(k.depan_islam),
        belakang_islam: pecah(k.belakang_islam),
    };
    TABEL.iter().map(|[l, p]| [satu(l), satu(p)]).collect()
});

static NAMA_BAPTIS: LazyLock<[Daftar; 2]> = LazyLock::new(|| BAPTIS.map(pecah));

/// Names of one word are for those born before 1970, fewer for those before 1990, and then none.
fn permil_tunggal(tahun: i16) -> u32 {
    match tahun {
        ..1970 => 380,
        1970..1985 => 170,
        1985..1990 => 50,
        _ => 0,
    }
}

fn angkatan(tahun: i16) -> usize {
    match tahun {
        ..1960 => 0,
        1960..1985 => 1,
        1985..2006 => 2,
        _ => 3,
    }
}

/// A name for somebody born in `tahun`; `dipakai` are the names that the family has already.
pub(super) fn nama(
    acak: &mut Acak,
    tahun: i16,
    jk: JenisKelamin,
    agama: Agama,
    dipakai: impl Fn(&str) -> bool,
) -> String {
    let mut nama = satu_nama(acak, tahun, jk, agama);
    while dipakai(&nama) {
        nama = satu_nama(acak, tahun, jk, agama);
    }
    nama
}

fn satu_nama(acak: &mut Acak, tahun: i16, jk: JenisKelamin, agama: Agama) -> String {
    let perempuan = usize::from(jk == JenisKelamin::Perempuan);
    let kata = &KATA[angkatan(tahun)][perempuan];
    if acak.permil(permil_tunggal(tahun)) {
        return acak.pilih(&kata.tunggal).to_owned();
    }
    let islami = agama == Agama::Islam && acak.permil([200, 300, 420, 650][angkatan(tahun)]);
    let mut nama = Nama::default();
    if matches!(agama, Agama::Katolik | Agama::Kristen) && acak.permil(700) {
        nama.tambah(acak.pilih(&NAMA_BAPTIS[perempuan]));
    }
    nama.tambah(acak.pilih(if islami { &kata.depan_islam } else { &kata.depan }));
    for _ in 0..acak.bobot(&KATA_TENGAH[angkatan(tahun)]) {
        let tengah = if islami && acak.permil(500) { &kata.depan_islam } else { &kata.depan };
        nama.tambah(acak.pilih(tengah));
    }
    nama.tambah(acak.pilih(if islami { &kata.belakang_islam } else { &kata.belakang }));
    while nama.jumlah < 2 {
        nama.tambah(acak.pilih(&kata.belakang));
    }
    nama.teks
}

/// How many words stand between the first and the last, by generation.
const KATA_TENGAH: [[(u8, u32); 3]; 4] = [
    [(0, 1), (0, 0), (0, 0)],
    [(0, 92), (1, 8), (0, 0)],
    [(0, 66), (1, 34), (0, 0)],
    [(0, 22), (1, 68), (2, 10)],
];

/// At most four words, each once.
#[derive(Default)]
struct Nama {
    teks: String,
    jumlah: usize,
}

impl Nama {
    fn tambah(&mut self, kata: &str) {
        let bagian = kata.split('_').count();
        let ganda = kata.split('_').any(|k| self.teks.split(' ').any(|ada| ada == k));
        if ganda || self.jumlah + bagian > 4 {
            return;
        }
        if self.jumlah > 0 {
            self.teks.push(' ');
        }
        self.teks.push_str(&kata.replace('_', " "));
        self.jumlah += bagian;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn banyak(tahun: i16, jk: JenisKelamin, agama: Agama) -> Vec<String> {
        let mut acak = Acak::baru(&[3]);
        (0..2000).map(|_| nama(&mut acak, tahun, jk, agama, |_| false)).collect()
    }

    #[test]
    fn names_fit_the_generation() {
        for (tahun, tunggal, paling_banyak) in
            [(1945, 330..=430, 3), (1975, 130..=210, 4), (1995, 0..=0, 4), (2015, 0..=0, 4)]
        {
            for jk in [JenisKelamin::LakiLaki, JenisKelamin::Perempuan] {
                for agama in [Agama::Islam, Agama::Katolik] {
                    let semua = banyak(tahun, jk, agama);
                    let kata = |n: &String| n.split(' ').count();
                    let satu = semua.iter().filter(|n| kata(n) == 1).count() / 2;
                    assert!(tunggal.contains(&satu), "{tahun} {jk:?} {agama:?}: {satu} permil");
                    assert!(semua.iter().all(|n| kata(n) <= paling_banyak), "{tahun} {agama:?}");
                }
            }
        }
    }

    #[test]
    fn names_are_plain_capitals() {
        for tahun in [1940, 1970, 2000, 2020] {
            for nama in banyak(tahun, JenisKelamin::Perempuan, Agama::Islam) {
                assert_eq!(kamus::normal_nama(&nama), nama);
                let mut kata: Vec<&str> = nama.split(' ').collect();
                kata.sort_unstable();
                kata.dedup();
                assert_eq!(kata.len(), nama.split(' ').count(), "{nama}");
            }
        }
    }

    #[test]
    fn a_name_taken_is_not_given_again() {
        let mut acak = Acak::baru(&[3]);
        let ada = nama(&mut acak.clone(), 1940, JenisKelamin::LakiLaki, Agama::Islam, |_| false);
        let lain = nama(&mut acak, 1940, JenisKelamin::LakiLaki, Agama::Islam, |n| n == ada);
        assert_ne!(ada, lain);
    }

    #[test]
    fn some_hundred_names() {
        let semua: std::collections::HashSet<&str> = KATA
            .iter()
            .flatten()
            .flat_map(|k| [&k.tunggal, &k.depan, &k.belakang, &k.depan_islam, &k.belakang_islam])
            .flatten()
            .copied()
            .collect();
        assert!(semua.len() > 600, "{}", semua.len());
        assert!(semua.iter().all(|n| n.chars().all(|c| c.is_ascii_uppercase() || c == '_')));
    }
}
