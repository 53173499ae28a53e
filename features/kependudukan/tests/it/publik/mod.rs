//! No hidden count can be worked out from all public tables of a release together.

mod rilis;
mod simpleks;
mod sistem;

use db::Where;
use jiff::civil::{Date, date};
use kependudukan::contoh::{self, Resep};
use kependudukan::impor::BarisPenduduk;
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::publik::{AngkaPublik, angka_publik, kecil};
use kependudukan::store::{self, Pada, Potret};
use testkit::TestApp;

use crate::cerita::fitur;
use rilis::Penyusun;
use sistem::Sistem;

const PER: Date = date(2026, 7, 31);

/// The release of a village at the end of July, and the residents behind it.
async fn rilis(orang: &[BarisPenduduk]) -> (AngkaPublik, Vec<Potret>) {
    let app = TestApp::new(fitur).await;
    let hari_ini = date(2026, 8, 3);
    let buku = contoh::buku(orang).unwrap();
    let laporan = pengimporan::laporan(&app.db, &app.ctx(), hari_ini, buku).await.unwrap();
    let perintah = Perintah { tanggal_data: PER, hari_ini, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, perintah).await.unwrap();
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let angka = angka_publik(&mut tx, PER).await.unwrap().unwrap();
    let orang = store::list_potret(&mut tx, Pada::kini(PER), Where::new()).await.unwrap();
    (angka, orang)
}

/// Hidden counts of one to four that are told by the rest; and how many there are to protect.
fn bocor(sistem: &Sistem) -> (Vec<String>, usize) {
    let selang = sistem.selang(|isi| kecil(isi.benar));
    let tunggal = selang.iter().filter(|(_, (kecil, besar))| kecil == besar);
    let tunggal = tunggal.map(|(k, (nilai, _))| format!("{} is {nilai}", sistem.isi[*k].nama)).collect();
    (tunggal, selang.len())
}

fn periksa(angka: &AngkaPublik, orang: &[Potret]) -> Sistem {
    let sistem = Penyusun::susun(angka, orang);
    for isi in &sistem.isi {
        assert!(!isi.terbit.is_some_and(kecil), "{} is printed", isi.nama);
    }
    let (bocor, dilindungi) = bocor(&sistem);
    assert!(bocor.is_empty(), "of {dilindungi}: {bocor:#?}");
    assert!(dilindungi > 20, "there is something to protect: {dilindungi}");
    // More than asked: a reader cannot even tell that a hidden count is a small one.
    let selang = sistem.selang(|isi| kecil(isi.benar));
    let pasti_kecil = selang.iter().filter(|(_, (_, besar))| kecil(*besar));
    let nama: Vec<&str> = pasti_kecil.map(|(k, _)| sistem.isi[*k].nama.as_str()).collect();
    assert!(nama.is_empty(), "{nama:?}");
    sistem
}

#[tokio::test]
async fn no_hidden_count_of_sukamaju_follows_from_all_its_tables() {
    let (angka, orang) = rilis(&contoh::sukamaju()).await;
    assert_eq!(orang.len(), 33);
    periksa(&angka, &orang);
}

#[tokio::test]
async fn no_hidden_count_of_a_village_of_1500_follows_from_all_its_tables() {
    let mut ditagih = 0;
    for benih in [1, 5] {
        let resep = Resep { jumlah: 1_500, benih, ..Resep::pleret(PER) };
        let (angka, orang) = rilis(&contoh::penduduk(&resep)).await;
        assert!(orang.len() >= 1_500);
        assert!(
            angka.kelompok_umur.is_some() && !angka.per_dusun.is_empty() && angka.lain.len() >= 5,
            "{angka:?}"
        );
        let mut sistem = periksa(&angka, &orang);
        ditagih += usize::from(buka_sisanya(&mut sistem));
    }
    assert!(ditagih > 0, "the solver was seen to find something");
}

/// Were all but one of the hidden rows of a table printed, the solver would tell the last one. False where no
/// table of one column hides a small row.
fn buka_sisanya(sistem: &mut Sistem) -> bool {
    let tabel = |nama: &str| nama.split(' ').next().unwrap_or_default().to_owned();
    let satu_kolom =
        |nama: &str| !nama.contains(" di ") && !["umur", "dusun"].contains(&tabel(nama).as_str());
    let tertutup: Vec<usize> = (0..sistem.isi.len())
        .filter(|k| sistem.isi[*k].terbit.is_none() && satu_kolom(&sistem.isi[*k].nama))
        .collect();
    let Some(satu) = tertutup.iter().find(|k| kecil(sistem.isi[**k].benar)).copied() else { return false };
    let nama = sistem.isi[satu].nama.clone();
    for k in tertutup.into_iter().filter(|k| *k != satu) {
        if tabel(&sistem.isi[k].nama) == tabel(&nama) {
            sistem.isi[k].terbit = Some(sistem.isi[k].benar);
        }
    }
    let (bocor, _) = bocor(sistem);
    assert!(bocor.iter().any(|b| b.starts_with(nama.as_str())), "{nama} should be told: {bocor:?}");
    true
}

/// Villages of many sizes, with small dusun among them.
#[tokio::test]
async fn no_hidden_count_follows_whatever_the_size() {
    for (jumlah, benih) in [(90, 3), (260, 4), (450, 6)] {
        let resep = Resep { jumlah, benih, ..Resep::pleret(PER) };
        let mut orang = contoh::penduduk(&resep);
        // Three families live apart.
        for o in orang.iter_mut().take(9) {
            o.dusun = "Ujung".to_owned();
        }
        let (angka, orang) = rilis(&orang).await;
        periksa(&angka, &orang);
    }
}
