//! The paraf of several letters at once.

use surat::keadaan::Keadaan;
use testkit::Answer;
use uuid::Uuid;

use crate::Dunia;

const HALAMAN: &str = "/surat/paraf";

async fn kotak(dunia: &Dunia, semua: &[Uuid]) -> Vec<String> {
    let mut kotak = Vec::new();
    for id in semua {
        kotak.push(format!("{id}:{}", dunia.surat(*id).await.versi));
    }
    kotak
}

async fn kirim(dunia: &Dunia, kotak: &[String]) -> Answer {
    let fields: Vec<(&str, &str)> = kotak.iter().map(|nilai| ("surat", nilai.as_str())).collect();
    dunia.verifikator.post(HALAMAN, &fields).await
}

async fn keadaan(dunia: &Dunia, semua: &[Uuid]) -> Vec<Keadaan> {
    let mut keadaan = Vec::new();
    for id in semua {
        keadaan.push(dunia.surat(*id).await.keadaan());
    }
    keadaan
}

async fn tiga(dunia: &Dunia) -> [Uuid; 3] {
    [dunia.ajukan("1").await, dunia.ajukan("1").await, dunia.ajukan("2").await]
}

#[tokio::test]
async fn several_letters_get_their_paraf_and_their_numbers_in_order_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let semua = tiga(&dunia).await;
        let tugas = dunia.verifikator.get("/surat/tugas").await.ok().main();
        assert!(tugas.contains("Paraf beberapa sekaligus"), "{tugas}");
        let page = dunia.verifikator.get(HALAMAN).await.ok().main();
        assert_eq!(page.matches("name=\"surat\"").count(), 3, "{page}");
        let pilih = kotak(&dunia, &semua[..2]).await;
        assert!(kirim(&dunia, &pilih).await.led_to().ends_with("/surat/tugas"));
        let jadi = keadaan(&dunia, &semua).await;
        assert_eq!(
            jadi,
            [Keadaan::TandaTangan, Keadaan::TandaTangan, Keadaan::Paraf],
            "only what was ticked"
        );
        let nomor = |urut: Option<i64>| urut.unwrap();
        let (satu, dua) = (dunia.surat(semua[0]).await, dunia.surat(semua[1]).await);
        assert_eq!(nomor(satu.nomor_urut) + 1, nomor(dua.nomor_urut));
        let tugas = dunia.verifikator.get("/surat/tugas").await.ok().main();
        assert!(!tugas.contains("Paraf beberapa sekaligus"), "one alone has its own page: {tugas}");
    }
}

#[tokio::test]
async fn a_letter_that_moved_on_meanwhile_keeps_no_other_from_its_paraf() {
    let dunia = Dunia::baru().await;
    let semua = tiga(&dunia).await;
    let pilih = kotak(&dunia, &semua).await;
    dunia.tindak(&dunia.verifikator, semua[0], "pengembalian", &[("alasan", "Alamat keliru")]).await.led_to();
    let refused = kirim(&dunia, &pilih).await;
    let page = refused.main();
    assert!(refused.status == 422 && page.contains("2 surat diparaf, 1 tidak. Siti"), "{page}");
    let jadi = keadaan(&dunia, &semua).await;
    assert_eq!(jadi, [Keadaan::Dikembalikan, Keadaan::TandaTangan, Keadaan::TandaTangan]);
    let none = kirim(&dunia, &[]).await;
    assert!(none.status == 422 && none.main().contains("Centang paling sedikit satu surat."));
    let rusak = kirim(&dunia, &["bukan surat".to_owned()]).await;
    assert_eq!(rusak.status, 422, "{}", rusak.text());
}

#[tokio::test]
async fn only_those_whose_turn_it_is_give_a_paraf() {
    let dunia = Dunia::baru().await;
    let semua = tiga(&dunia).await;
    let page = dunia.lurah.get(HALAMAN).await.ok().main();
    assert!(page.contains("Tidak ada yang menunggu"), "it is the carik's turn: {page}");
    let pilih = kotak(&dunia, &semua).await;
    let fields: Vec<(&str, &str)> = pilih.iter().map(|nilai| ("surat", nilai.as_str())).collect();
    let refused = dunia.lurah.post(HALAMAN, &fields).await;
    assert!(
        refused.status == 422 && refused.main().contains("0 surat diparaf, 3 tidak."),
        "{}",
        refused.main()
    );
    assert_eq!(keadaan(&dunia, &semua).await, [Keadaan::Paraf; 3]);
    assert_eq!(dunia.operator.get(HALAMAN).await.status, 404, "an operator gives none");
}
