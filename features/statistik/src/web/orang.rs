//! Who stands behind a number.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::ReadTx;
use jiff::civil::Date;
use kependudukan::entitas::Kesehatan;
use uuid::Uuid;
use web::{Caller, Form};

use super::saring::{Pilihan, Saring, kata_dusun};
use super::{alamat, kesehatan, ruas, tabel};
use crate::hitung::{AKTA_KEMATIAN, kunci};
use crate::jenis::{Isi, Jenis, Letak, Orang};
use crate::sumber::{Bahan, Lain, kelamin, muat};

/// As many names as health shows at once: they come without pages, because each showing is recorded.
const BATAS: usize = 500;

#[derive(Template)]
#[template(path = "statistik/orang.html")]
struct Halaman {
    page: ui::Page,
    sebut: String,
    /// Of all pages.
    jumlah: i64,
    paging: ui::Paging,
    nama: Vec<Orangnya>,
    terbuka: bool,
}

struct Orangnya {
    href: String,
    nama: String,
    kelamin: &'static str,
    umur: String,
    tempat: String,
}

/// Which rows of a table a number stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kelompok {
    Urut(usize),
    Teks(String),
    Belum,
    Jumlah,
    Total,
}

impl Kelompok {
    /// From the last part of an address; none where the table has no such row.
    pub(super) fn dari(jenis: &Jenis, ruas: &str) -> Option<Self> {
        match (ruas, jenis.isi) {
            ("belum", _) => Some(Self::Belum),
            ("jumlah", _) => Some(Self::Jumlah),
            ("total", _) => Some(Self::Total),
            (teks, Isi::Teks(_) | Isi::Sementara) => Some(Self::Teks(kunci(teks))),
            (angka, isi) => {
                let banyak = if let Isi::Kelompok { label, .. } = isi { label().len() } else { 1 };
                let urut = angka.parse::<usize>().ok()?.checked_sub(1)?;
                (urut < banyak).then_some(Self::Urut(urut))
            }
        }
    }

    fn judul(&self, jenis: &Jenis, ruas: &str) -> String {
        match (self, jenis.isi) {
            (Self::Belum, _) => "belum mengisi".to_owned(),
            (Self::Jumlah, _) => "yang sudah mengisi".to_owned(),
            (Self::Total, _) => "semua".to_owned(),
            (Self::Urut(urut), Isi::Kelompok { label, .. }) => label().swap_remove(*urut),
            (Self::Urut(_), _) => AKTA_KEMATIAN.to_owned(),
            (Self::Teks(_), _) => ruas.to_owned(),
        }
    }

    fn memuat_letak(&self, letak: Letak) -> bool {
        match (self, letak) {
            (Self::Urut(urut), Letak::Di(di)) => *urut == di,
            (Self::Belum | Self::Total, Letak::Belum) | (Self::Jumlah | Self::Total, Letak::Di(_)) => true,
            _ => false,
        }
    }

    fn memuat_teks(&self, teks: Option<&str>) -> bool {
        let teks = teks.map(kunci).filter(|teks| !teks.is_empty());
        match (self, teks) {
            (Self::Teks(ini), teks) => *ini == teks.unwrap_or_default(),
            (Self::Total, _) | (Self::Belum, None) | (Self::Jumlah, Some(_)) => true,
            _ => false,
        }
    }

    fn memuat_lain(&self, jenis: &Jenis, lain: &Lain) -> bool {
        match (jenis.isi, self) {
            (Isi::Sementara, Self::Teks(dusun)) => *dusun == kunci(&lain.dusun),
            (_, Self::Belum) => !lain.terisi,
            (_, Self::Total) => true,
            _ => lain.terisi,
        }
    }
}

pub(super) async fn get(
    caller: Caller,
    Path((_, kode, ruas_kelompok)): Path<(String, String, String)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let jenis = tabel::jenis(&kode)?;
    let kelompok = Kelompok::dari(jenis, &ruas_kelompok).ok_or(web::Error::NotFound)?;
    let pilihan = saring.pilihan(&caller, tabel::nanti(jenis));
    let mut tx = caller.read().await?;
    if jenis.rahasia() {
        return kesehatan::pintu(
            &caller,
            &mut tx,
            (jenis, Some((&ruas_kelompok, &saring.kelamin))),
            &pilihan,
        )
        .await;
    }
    let judul = kelompok.judul(jenis, &ruas_kelompok);
    web::html(&susun(&caller, &mut tx, (jenis, &kelompok, &judul), (&saring, &pilihan)).await?)
}

/// Names behind a number about health, once the purpose is written down.
pub(super) async fn post(
    caller: Caller,
    Path((_, kode, ruas_kelompok)): Path<(String, String, String)>,
    Query(saring): Query<Saring>,
    form: Form,
) -> web::Result<Response> {
    let jenis = tabel::jenis(&kode)?;
    let kelompok = Kelompok::dari(jenis, &ruas_kelompok).ok_or(web::Error::NotFound)?;
    let pilihan = saring.pilihan(&caller, false);
    let judul = kelompok.judul(jenis, &ruas_kelompok);
    kesehatan::catat(&caller, &form, &format!("nama {}: {judul}", jenis.judul)).await?;
    let mut tx = caller.read().await?;
    web::html(&susun(&caller, &mut tx, (jenis, &kelompok, &judul), (&saring, &pilihan)).await?)
}

async fn susun(
    caller: &Caller,
    tx: &mut ReadTx,
    (jenis, kelompok, judul): (&'static Jenis, &Kelompok, &str),
    (saring, pilihan): (&Saring, &Pilihan),
) -> web::Result<Halaman> {
    let bahan = muat(tx, (pilihan.per, pilihan.per), &pilihan.tempat).await?;
    let kelamin = match saring.kelamin.as_str() {
        "l" => Some(0),
        "p" => Some(1),
        _ => None,
    };
    let mut nama = match jenis.isi {
        Isi::Kematian => lain(&bahan.kematian, (jenis, kelompok), pilihan.per, "/penduduk"),
        Isi::Sementara => lain(&bahan.sementara, (jenis, kelompok), pilihan.per, "/penduduk-sementara"),
        _ => penduduk(&bahan, (jenis, kelompok), pilihan.per, tx)?,
    };
    nama.retain(|(_, satu)| kelamin.is_none_or(|k| satu.kelamin == ["L", "P"][k]));
    nama.sort_by(|(id_a, a), (id_b, b)| (&a.nama, id_a).cmp(&(&b.nama, id_b)));
    let mut pasangan = pilihan.pasangan();
    pasangan.push(("kelamin", saring.kelamin.clone()));
    let path = super::ALAMAT.to_owned() + &format!("/{}/{}", jenis.kode, ruas(&ruas_kelompok(kelompok)));
    let hal = saring.hal.parse().unwrap_or(1);
    let paging = ui::Paging::new(caller.href(&path), hal, nama.len() as u64).query(pasangan);
    let (lewati, batas) = if jenis.rahasia() {
        (0, BATAS)
    } else {
        (usize::try_from(paging.offset()).unwrap_or(usize::MAX), ui::PAGE_SIZE as usize)
    };
    let nama = nama.into_iter().skip(lewati).take(batas).map(|(_, mut satu)| {
        satu.href = caller.href(&satu.href);
        satu
    });
    let kembali = alamat(caller, &format!("/{}", jenis.kode), &pilihan.pasangan());
    let sebut = pilihan.sebut(caller, kata_dusun(tx).await?);
    Ok(Halaman {
        page: caller.page(format!("{}: {judul}", jenis.judul)).back(jenis.judul, kembali).noindex(),
        sebut,
        jumlah: i64::try_from(paging.total).unwrap_or(i64::MAX),
        nama: nama.collect(),
        paging,
        terbuka: jenis.rahasia(),
    })
}

/// The last part of the address, as [`Kelompok::dari`] reads it.
fn ruas_kelompok(kelompok: &Kelompok) -> String {
    match kelompok {
        Kelompok::Urut(urut) => (urut + 1).to_string(),
        Kelompok::Teks(teks) => teks.clone(),
        Kelompok::Belum => "belum".to_owned(),
        Kelompok::Jumlah => "jumlah".to_owned(),
        Kelompok::Total => "total".to_owned(),
    }
}

fn penduduk(
    bahan: &Bahan,
    (jenis, kelompok): (&Jenis, &Kelompok),
    per: Date,
    tx: &ReadTx,
) -> db::Result<Vec<(Uuid, Orangnya)>> {
    let mut semua = Vec::new();
    for p in bahan.orang.iter().filter(|satu| satu.berlaku(per)).map(|satu| &satu.potret) {
        let umur = kamus::umur(p.tanggal_lahir.0, per);
        let cocok = match jenis.isi {
            Isi::Kelompok { letak, .. } => {
                let kesehatan = if jenis.rahasia() { p.kesehatan(tx.keys())? } else { Kesehatan::default() };
                let kelas_sosial = p.keluarga_id.and_then(|id| bahan.kelas_sosial.get(&id).copied());
                kelompok.memuat_letak(letak(&Orang { p, umur, kelas_sosial, kesehatan }))
            }
            Isi::Teks(ambil) => kelompok.memuat_teks(ambil(p)),
            Isi::Kematian | Isi::Sementara => false,
        };
        if cocok {
            let nama = Orangnya {
                href: format!("/penduduk/{}", p.id),
                nama: p.nama.clone(),
                kelamin: ["L", "P"][kelamin(p.jenis_kelamin)],
                umur: umur.to_string(),
                tempat: tempat(&p.dusun, &p.rw, &p.rt),
            };
            semua.push((p.id, nama));
        }
    }
    Ok(semua)
}

fn lain(
    semua: &[Lain],
    (jenis, kelompok): (&Jenis, &Kelompok),
    per: Date,
    di: &str,
) -> Vec<(Uuid, Orangnya)> {
    let cocok = semua.iter().filter(|satu| satu.berlaku(per) && kelompok.memuat_lain(jenis, satu));
    let nama = |satu: &Lain| {
        // The dead stay as old as they were.
        let pada = if matches!(jenis.isi, Isi::Kematian) { satu.sejak } else { per };
        let nama = Orangnya {
            href: format!("{di}/{}", satu.id),
            nama: satu.nama.clone(),
            kelamin: ["L", "P"][satu.kelamin],
            umur: satu.tanggal_lahir.map(|lahir| kamus::umur(lahir, pada).to_string()).unwrap_or_default(),
            tempat: tempat(&satu.dusun, &satu.rw, &satu.rt),
        };
        (satu.id, nama)
    };
    cocok.map(nama).collect()
}

/// "Kauman, RT 002 RW 001"
fn tempat(dusun: &str, rw: &str, rt: &str) -> String {
    let bagian = [("", dusun), ("RT ", rt), ("RW ", rw)];
    let ada = bagian.iter().filter(|(_, isi)| !isi.is_empty());
    ada.map(|(kata, isi)| format!("{kata}{isi}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_its_address() {
        let agama = Jenis::cari("agama").unwrap();
        for (ruas, harap) in [
            ("1", Some(Kelompok::Urut(0))),
            ("7", Some(Kelompok::Urut(6))),
            ("8", None),
            ("0", None),
            ("-1", None),
            ("Islam", None),
            ("belum", Some(Kelompok::Belum)),
            ("total", Some(Kelompok::Total)),
        ] {
            assert_eq!(Kelompok::dari(agama, ruas), harap, "{ruas}");
        }
        let suku = Kelompok::dari(Jenis::cari("suku").unwrap(), "Jawa").unwrap();
        assert!(suku.memuat_teks(Some(" JAWA ")) && !suku.memuat_teks(None));
        assert_eq!(Kelompok::dari(Jenis::cari("akta-kematian").unwrap(), "2"), None);
    }
}
