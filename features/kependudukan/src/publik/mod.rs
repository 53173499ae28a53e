//! Figures of the register that anybody may see.
//!
//! They speak of the last day of a month. Counts that would name people are hidden ([`redam`]); all tables
//! share only the totals, so one cannot open another. Daily differences would name people too, so whoever
//! shows these figures keeps them unchanged for the month (room `portal`).

mod kelompok;
mod redam;

use std::collections::BTreeMap;

use db::{ReadTx, Result};
use jiff::civil::Date;
use kamus::{Agama, Daftar, JenisKelamin, PendidikanKk};
use serde::{Deserialize, Serialize};

pub use kelompok::KelompokPekerjaan;
pub use redam::{BATAS, kecil, redam};

use crate::store::{self, OrangPublik};
use kelompok::{BELUM_TERCATAT, KELOMPOK_UMUR, kelompok_umur, label_umur};

/// The public figures of one month. A count that is absent is hidden; so is a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AngkaPublik {
    /// The day of which they speak.
    pub per: Date,
    pub penduduk: Option<i64>,
    pub laki_laki: Option<i64>,
    pub perempuan: Option<i64>,
    pub keluarga: Option<i64>,
    /// From the youngest five years to the oldest.
    pub umur: Option<Vec<Baris>>,
    pub dusun: Option<Vec<Baris>>,
    /// From here on, `laki_laki` and `perempuan` are absent in every row.
    pub pendidikan: Option<Vec<Baris>>,
    pub pekerjaan: Option<Vec<Baris>>,
    pub agama: Option<Vec<Baris>>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baris {
    pub label: String,
    pub laki_laki: Option<i64>,
    pub perempuan: Option<i64>,
    pub jumlah: Option<i64>,
}

/// The figures as of the last day of a closed month. `None` when the register had no content yet on that
/// day: its first workbook speaks of a later one.
pub async fn angka_publik(tx: &mut ReadTx, akhir_bulan: Date) -> Result<Option<AngkaPublik>> {
    if store::tanggal_data_awal(tx).await?.is_some_and(|awal| awal > akhir_bulan) {
        return Ok(None);
    }
    let orang = store::list_orang_publik(tx, akhir_bulan).await?;
    if orang.is_empty() {
        return Ok(None);
    }
    let keluarga = store::count_keluarga_publik(tx, akhir_bulan).await?;
    Ok(Some(susun(akhir_bulan, &orang, keluarga)))
}

fn susun(per: Date, orang: &[OrangPublik], keluarga: i64) -> AngkaPublik {
    let mut umur = vec![[0; 2]; KELOMPOK_UMUR];
    let mut dusun: BTreeMap<&str, [i64; 2]> = BTreeMap::new();
    let mut pendidikan = Hitungan::<PendidikanKk>::baru();
    let mut agama = Hitungan::<Agama>::baru();
    let mut pekerjaan = [[0]; KelompokPekerjaan::SEMUA.len()];
    for o in orang {
        let kelamin = usize::from(o.jenis_kelamin != JenisKelamin::LakiLaki.kode());
        umur[kelompok_umur(kamus::umur(o.tanggal_lahir.0, per))][kelamin] += 1;
        dusun.entry(o.dusun.trim()).or_default()[kelamin] += 1;
        pendidikan.tambah(o.pendidikan_kk);
        agama.tambah(o.agama);
        pekerjaan[KelompokPekerjaan::dari_kode(o.pekerjaan) as usize][0] += 1;
    }
    let [laki_laki, perempuan] = [0, 1].map(|k| umur.iter().map(|b| b[k]).sum::<i64>());
    // Of two sexes, either both are told or none: the other one is the rest.
    let kelamin_terlihat = !kecil(laki_laki) && !kecil(perempuan);
    let jumlah = |n: i64| (!kecil(n)).then_some(n);
    let nama_dusun = dusun.keys().map(|nama| if nama.is_empty() { BELUM_TERCATAT } else { *nama });
    let hitungan_dusun: Vec<[i64; 2]> = dusun.values().copied().collect();
    AngkaPublik {
        per,
        penduduk: jumlah(laki_laki + perempuan),
        laki_laki: kelamin_terlihat.then_some(laki_laki),
        perempuan: kelamin_terlihat.then_some(perempuan),
        keluarga: jumlah(keluarga),
        umur: menurut_kelamin((0..KELOMPOK_UMUR).map(label_umur), &umur),
        dusun: menurut_kelamin(nama_dusun.map(str::to_owned), &hitungan_dusun),
        pendidikan: pendidikan.tabel(),
        pekerjaan: tunggal(KelompokPekerjaan::SEMUA.iter().map(|k| k.label()), &pekerjaan),
        agama: agama.tabel(),
    }
}

/// Counts by the entries of a code list, and at the end those of whom nothing is known.
struct Hitungan<T> {
    jumlah: Vec<[i64; 1]>,
    daftar: std::marker::PhantomData<T>,
}

impl<T: Daftar> Hitungan<T> {
    fn baru() -> Self {
        Self { jumlah: vec![[0]; T::semua().len() + 1], daftar: std::marker::PhantomData }
    }

    fn tambah(&mut self, kode: Option<i16>) {
        let butir = kode.and_then(T::dari_kode);
        let posisi = butir.and_then(|butir| T::semua().iter().position(|lain| *lain == butir));
        self.jumlah[posisi.unwrap_or(T::semua().len())][0] += 1;
    }

    fn tabel(&self) -> Option<Vec<Baris>> {
        let label = T::semua().iter().map(|butir| butir.label()).chain([BELUM_TERCATAT]);
        tunggal(label, &self.jumlah)
    }
}

fn menurut_kelamin(label: impl Iterator<Item = String>, hitungan: &[[i64; 2]]) -> Option<Vec<Baris>> {
    let sembunyi = redam(hitungan)?;
    let baris = label.zip(hitungan).zip(sembunyi).map(|((label, [l, p]), sembunyi)| Baris {
        label,
        laki_laki: (!sembunyi).then_some(*l),
        perempuan: (!sembunyi).then_some(*p),
        jumlah: (!sembunyi).then_some(l + p),
    });
    Some(baris.collect())
}

/// Rows of nobody are left out: there are many groups and few of them in a village.
fn tunggal<'l>(label: impl Iterator<Item = &'l str>, hitungan: &[[i64; 1]]) -> Option<Vec<Baris>> {
    let sembunyi = redam(hitungan)?;
    let baris = label.zip(hitungan).zip(sembunyi).filter(|((_, [jumlah]), _)| *jumlah > 0);
    let baris = baris.map(|((label, [jumlah]), sembunyi)| Baris {
        label: label.to_owned(),
        laki_laki: None,
        perempuan: None,
        jumlah: (!sembunyi).then_some(*jumlah),
    });
    Some(baris.collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn orang(n: i16) -> OrangPublik {
        OrangPublik {
            jenis_kelamin: 1 + n % 2,
            tanggal_lahir: date(2025 - n % 80, 6, 15).into(),
            dusun: ["Kauman", "Kerto"][usize::try_from(n / 2).unwrap() % 2].into(),
            agama: Some(1),
            pekerjaan: Some(9),
            pendidikan_kk: Some(4),
        }
    }

    fn desa(jumlah: i16) -> Vec<OrangPublik> {
        (0..jumlah).map(orang).collect()
    }

    const PER: Date = date(2026, 2, 28);

    #[test]
    fn a_village_of_some_size_shows_every_table() {
        let angka = susun(PER, &desa(800), 210);
        assert_eq!((angka.penduduk, angka.laki_laki, angka.perempuan), (Some(800), Some(400), Some(400)));
        let umur = angka.umur.unwrap();
        assert_eq!((umur.len(), umur[0].label.as_str(), umur[15].label.as_str()), (16, "0–4", "75+"));
        assert_eq!(umur.iter().filter_map(|b| b.jumlah).sum::<i64>(), 800);
        let dusun = angka.dusun.unwrap();
        assert_eq!(
            dusun.iter().map(|b| (b.label.as_str(), b.jumlah)).collect::<Vec<_>>(),
            [("Kauman", Some(400)), ("Kerto", Some(400))]
        );
        assert_eq!(angka.agama.unwrap().len(), 1, "rows of nobody are left out");
        assert_eq!(angka.pekerjaan.unwrap()[0].label, "Petani, peternak, nelayan");
    }

    #[test]
    fn the_one_hindu_is_not_named() {
        let mut semua = desa(800);
        semua[0].agama = Some(4);
        for o in &mut semua[1..31] {
            o.agama = Some(3);
        }
        let agama = susun(PER, &semua, 210).agama.unwrap();
        let terlihat: Vec<_> = agama.iter().map(|b| (b.label.as_str(), b.jumlah)).collect();
        assert_eq!(terlihat, [("Islam", Some(769)), ("Katolik", None), ("Hindu", None)]);
    }

    #[test]
    fn a_handful_of_people_is_told_as_a_total_alone() {
        let angka = susun(PER, &desa(9), 3);
        assert_eq!((angka.penduduk, angka.laki_laki, angka.perempuan), (Some(9), None, None));
        assert_eq!(angka.keluarga, None);
        assert!(angka.umur.is_none() && angka.dusun.is_none() && angka.pekerjaan.is_none());
        assert_eq!(susun(PER, &desa(3), 1).penduduk, None);
    }

    #[test]
    fn what_is_kept_of_a_month_reads_back() {
        let angka = susun(PER, &desa(800), 210);
        let json = serde_json::to_string(&angka).unwrap();
        assert_eq!(serde_json::from_str::<AngkaPublik>(&json).unwrap(), angka);
    }
}
