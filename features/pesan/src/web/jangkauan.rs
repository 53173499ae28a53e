//! How many families can be reached, hamlet by hamlet.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ::web::Caller;
use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use crate::layanan::{AnggotaKeluarga, BukuWarga};
use crate::store;

#[derive(Template)]
#[template(path = "pesan/jangkauan.html")]
struct Halaman {
    page: ui::Page,
    baris: Vec<Baris>,
    jumlah: Baris,
}

/// A hamlet: families, how many of them can be reached, and how many in a hundred that is.
#[derive(Debug, PartialEq, Eq)]
struct Baris {
    dusun: String,
    keluarga: String,
    terjangkau: String,
    persen: String,
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let semua = match caller.app.find_service::<BukuWarga>() {
        Some(buku) => (buku.keluarga)(&mut tx).await?,
        None => Vec::new(),
    };
    let terjangkau: HashSet<Uuid> =
        store::list_terjangkau(&mut tx, caller.ctx.now.into()).await?.into_iter().collect();
    let (baris, jumlah) = hitung(&semua, &terjangkau);
    let page = caller.page("Jangkauan pesan").back("Pesan warga", caller.href("/pesan"));
    ::web::html(&Halaman { page, baris, jumlah })
}

/// A family is reached when one of its members is. It stands in the hamlet where most of it was written down first.
fn hitung(semua: &[AnggotaKeluarga], terjangkau: &HashSet<Uuid>) -> (Vec<Baris>, Baris) {
    let mut keluarga: BTreeMap<Uuid, (&str, bool)> = BTreeMap::new();
    for orang in semua {
        let catatan = keluarga.entry(orang.keluarga_id).or_insert((&orang.dusun, false));
        catatan.1 |= terjangkau.contains(&orang.penduduk_id);
    }
    let dusun: BTreeSet<&str> = keluarga.values().map(|(dusun, _)| *dusun).collect();
    let baris = |nama: &str, pilih: &dyn Fn(&str) -> bool| {
        let ada: Vec<bool> =
            keluarga.values().filter(|(d, _)| pilih(d)).map(|(_, jangkau)| *jangkau).collect();
        let (banyak, jangkau) = (ada.len(), ada.iter().filter(|jangkau| **jangkau).count());
        let ribuan = |n: usize| kamus::angka(i64::try_from(n).unwrap_or(i64::MAX));
        let persen = (jangkau * 100).checked_div(banyak).map_or("–".to_owned(), |p| format!("{p}%"));
        Baris { dusun: nama.to_owned(), keluarga: ribuan(banyak), terjangkau: ribuan(jangkau), persen }
    };
    let per_dusun = dusun.iter().map(|nama| baris(nama, &|d| d == *nama)).collect();
    (per_dusun, baris("Seluruhnya", &|_| true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_counts_once_however_many_of_it_write() {
        let id = |n: u8| Uuid::from_bytes([n; 16]);
        let orang = |n, keluarga, dusun: &str| AnggotaKeluarga {
            penduduk_id: id(n),
            keluarga_id: id(keluarga),
            dusun: dusun.into(),
        };
        let semua = [
            orang(1, 100, "Kauman"),
            orang(2, 100, "Kauman"),
            orang(3, 101, "Kauman"),
            orang(4, 102, "Krajan"),
            orang(5, 103, "Krajan"),
            orang(6, 104, "Krajan"),
        ];
        let (baris, jumlah) = hitung(&semua, &HashSet::from([id(1), id(2), id(4), id(99)]));
        let lihat = |b: &Baris| (b.dusun.clone(), b.keluarga.clone(), b.terjangkau.clone(), b.persen.clone());
        let kata =
            |d: &str, k: &str, t: &str, p: &str| (d.to_owned(), k.to_owned(), t.to_owned(), p.to_owned());
        assert_eq!(lihat(&baris[0]), kata("Kauman", "2", "1", "50%"));
        assert_eq!(lihat(&baris[1]), kata("Krajan", "3", "1", "33%"));
        assert_eq!(lihat(&jumlah), kata("Seluruhnya", "5", "2", "40%"));
        assert_eq!(hitung(&[], &HashSet::new()).1.persen, "–");
    }
}
