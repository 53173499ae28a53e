//! Kelompok rentan (Lampiran A-9): heads, ages and, when opened, disabilities, for each dusun, RW and RT.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::ReadTx;
use kamus::{Cacat, Daftar as _, Kehamilan, Shdk, angka};
use web::{Caller, Form};

use super::saring::{Kolom, Pilihan, Saring, kata_dusun};
use super::{alamat, kesehatan};
use crate::hitung::Pasang;
use crate::jenis::{Isi, Jenis, Letak, Orang};
use crate::sumber::{Bahan, Tempat, kelamin, muat};

/// Bands of the report; those between 19 and 59 are not asked for.
const PITA: [(usize, &str); 6] = [(0, "<1"), (1, "1–5"), (2, "6–12"), (3, "13–15"), (4, "16–18"), (6, "60+")];

#[derive(Template)]
#[template(path = "statistik/rentan.html")]
struct Halaman {
    page: ui::Page,
    sebut: String,
    kolom: Kolom,
    aksi: String,
    kata_dusun: &'static str,
    pita: Vec<&'static str>,
    cacat: Vec<&'static str>,
    baris: Vec<Baris>,
    jumlah: Vec<String>,
    /// The door to disabilities and pregnancies.
    pintu: Option<String>,
}

struct Baris {
    tempat: [String; 3],
    sel: Vec<Sel>,
}

struct Sel {
    angka: String,
    href: Option<String>,
}

#[derive(Default, Clone)]
struct Hitungan {
    kepala: Pasang,
    umur: [Pasang; 7],
    cacat: [i64; 7],
    hamil: i64,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let pilihan = saring.pilihan(&caller, false);
    let mut tx = caller.read().await?;
    web::html(&susun(&caller, &mut tx, &pilihan, false).await?)
}

/// The same with disabilities and pregnancies, once the purpose is written down. Without one, asks for it.
pub(super) async fn post(caller: Caller, Query(saring): Query<Saring>, form: Form) -> web::Result<Response> {
    let pilihan = saring.pilihan(&caller, false);
    if !form.has("tujuan") && !form.has("format") {
        let mut tx = caller.read().await?;
        let aksi = alamat(&caller, "/rentan/pembukaan", &pilihan.pasangan());
        return kesehatan::tampilkan(&caller, &mut tx, ("Kelompok rentan", aksi, false), &pilihan).await;
    }
    kesehatan::catat(&caller, &form, "statistik kelompok rentan").await?;
    let mut tx = caller.read().await?;
    web::html(&susun(&caller, &mut tx, &pilihan, true).await?)
}

async fn susun(caller: &Caller, tx: &mut ReadTx, pilihan: &Pilihan, terbuka: bool) -> web::Result<Halaman> {
    let kata_dusun = kata_dusun(tx).await?;
    let bahan = muat(tx, (pilihan.per, pilihan.per), &pilihan.tempat).await?;
    let hitungan = hitung(&bahan, pilihan, tx, terbuka)?;
    let mut semua_tempat = Hitungan::default();
    for satu in hitungan.values() {
        semua_tempat.tambah(satu);
    }
    let baris = hitungan.into_iter().map(|((dusun, rw, rt), isi)| {
        let tempat = Tempat { dusun: dusun.to_owned(), rw: rw.to_owned(), rt: rt.to_owned() };
        Baris {
            sel: isi.sel(caller, Some((pilihan, &tempat)), terbuka),
            tempat: [dusun, rw, rt].map(str::to_owned),
        }
    });
    let pintu = (!terbuka && caller.can(kependudukan::KESEHATAN))
        .then(|| alamat(caller, "/rentan/pembukaan", &pilihan.pasangan()));
    Ok(Halaman {
        page: caller
            .page("Kelompok rentan")
            .back("Statistik penduduk", alamat(caller, "", &pilihan.pasangan())),
        sebut: pilihan.sebut(caller, kata_dusun),
        kolom: pilihan.kolom(tx, kata_dusun).await?,
        aksi: alamat(caller, "/rentan", &[]),
        kata_dusun,
        pita: PITA.iter().map(|(_, label)| *label).collect(),
        cacat: if terbuka { Cacat::semua().iter().map(|c| c.label()).collect() } else { Vec::new() },
        baris: baris.collect(),
        jumlah: semua_tempat.sel(caller, None, terbuka).into_iter().map(|sel| sel.angka).collect(),
        pintu,
    })
}

type Kunci<'b> = (&'b str, &'b str, &'b str);

fn hitung<'b>(
    bahan: &'b Bahan,
    pilihan: &Pilihan,
    tx: &ReadTx,
    terbuka: bool,
) -> db::Result<BTreeMap<Kunci<'b>, Hitungan>> {
    let mut semua: BTreeMap<Kunci<'b>, Hitungan> = BTreeMap::new();
    let umur_rentan = Jenis::cari("umur-rentan").map(|jenis| jenis.isi);
    for p in bahan.orang.iter().filter(|satu| satu.berlaku(pilihan.per)).map(|satu| &satu.potret) {
        let kesehatan =
            if terbuka { p.kesehatan(tx.keys())? } else { kependudukan::entitas::Kesehatan::default() };
        let o = Orang { p, umur: kamus::umur(p.tanggal_lahir.0, pilihan.per), kelas_sosial: None, kesehatan };
        let isi = semua.entry((&p.dusun, &p.rw, &p.rt)).or_default();
        let k = kelamin(p.jenis_kelamin);
        isi.kepala[k] += i64::from(p.shdk == Shdk::KepalaKeluarga.kode());
        if let Some(Isi::Kelompok { letak, .. }) = umur_rentan
            && let Letak::Di(urut) = letak(&o)
        {
            isi.umur[urut][k] += 1;
        }
        let cacat = kesehatan.cacat.and_then(|cacat| Cacat::semua().iter().position(|c| *c == cacat));
        if let Some(urut) = cacat {
            isi.cacat[urut] += 1;
        }
        isi.hamil += i64::from(kesehatan.kehamilan == Some(Kehamilan::Hamil));
    }
    Ok(semua)
}

impl Hitungan {
    fn tambah(&mut self, lain: &Self) {
        let pasang = |a: &mut Pasang, b: &Pasang| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        pasang(&mut self.kepala, &lain.kepala);
        self.umur.iter_mut().zip(&lain.umur).for_each(|(a, b)| pasang(a, b));
        self.cacat.iter_mut().zip(&lain.cacat).for_each(|(a, b)| *a += b);
        self.hamil += lain.hamil;
    }

    /// Heads, ages, disabilities, pregnancies; each leads to its people where a place is given.
    fn sel(&self, caller: &Caller, di: Option<(&Pilihan, &Tempat)>, terbuka: bool) -> Vec<Sel> {
        let sel = |jumlah: i64, jenis: &str, urut: usize, kelamin: Option<usize>| {
            let href = di.filter(|_| jumlah > 0).map(|(pilihan, tempat)| {
                let mut pasangan = pilihan.di(tempat);
                pasangan.extend(kelamin.map(|k| ("kelamin", ["l", "p"][k].to_owned())));
                alamat(caller, &format!("/{jenis}/{}", urut + 1), &pasangan)
            });
            Sel { angka: angka(jumlah), href }
        };
        let pasang =
            |isi: Pasang, jenis: &'static str, urut: usize| [0, 1].map(|k| sel(isi[k], jenis, urut, Some(k)));
        let mut semua: Vec<Sel> = pasang(self.kepala, "hubungan-kk", 0).into();
        semua.extend(PITA.iter().flat_map(|(urut, _)| pasang(self.umur[*urut], "umur-rentan", *urut)));
        if terbuka {
            semua.extend(self.cacat.iter().enumerate().map(|(urut, isi)| sel(*isi, "cacat", urut, None)));
            semua.push(sel(self.hamil, "hamil", 0, None));
        }
        semua
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_of_the_report_are_those_of_the_breakdown() {
        let Isi::Kelompok { label, .. } = Jenis::cari("umur-rentan").unwrap().isi else { panic!() };
        let label = label();
        assert_eq!(label.len(), Hitungan::default().umur.len());
        for (urut, pendek) in PITA {
            let angka: String = pendek.chars().filter(char::is_ascii_digit).collect();
            let panjang: String = label[urut].chars().filter(char::is_ascii_digit).collect();
            assert_eq!(angka, panjang);
        }
    }
}
