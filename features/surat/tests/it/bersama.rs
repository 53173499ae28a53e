//! Several letters under one passphrase, here and at BSrE.

use access::Role;
use surat::keadaan::Keadaan;
use testkit::Answer;
use testkit::bsre::Nakal;
use uuid::Uuid;

use crate::Dunia;
use crate::bsre::{Kantor, PASSPHRASE};

const HALAMAN: &str = "/surat/penandatanganan";

async fn kotak(dunia: &Dunia, id: Uuid) -> (String, String) {
    ("surat".to_owned(), format!("{id}:{}", dunia.surat(id).await.versi))
}

async fn kirim(dunia: &Dunia, semua: &[Uuid], passphrase: &str) -> Answer {
    let mut fields = vec![("passphrase".to_owned(), passphrase.to_owned())];
    for id in semua {
        fields.push(kotak(dunia, *id).await);
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
    dunia.lurah.post(HALAMAN, &fields).await
}

async fn tiga(dunia: &Dunia) -> [Uuid; 3] {
    [dunia.bernomor("2").await, dunia.bernomor("2").await, dunia.bernomor("2").await]
}

async fn terbit(dunia: &Dunia, semua: &[Uuid]) -> usize {
    let mut jumlah = 0;
    for id in semua {
        jumlah += usize::from(dunia.surat(*id).await.keadaan() == Keadaan::Terbit);
    }
    jumlah
}

#[tokio::test]
async fn one_passphrase_signs_several_letters_at_bsre_on_both_engines() {
    for db in db::testing::each_engine().await {
        let kantor = Kantor::di(db, "2", "SRI LESTARI").await;
        kantor.percayai().await;
        let dunia = &kantor.dunia;
        let semua = tiga(dunia).await;
        let basah = dunia.bernomor("1").await;
        let page = dunia.lurah.get(HALAMAN).await.ok().main();
        assert_eq!(page.matches("name=\"surat\"").count(), 3, "ink is not among them: {page}");
        assert!(page.contains("Passphrase BSrE Anda"), "{page}");
        let answer = kirim(dunia, &semua[..2], PASSPHRASE).await;
        answer.led_to();
        assert_eq!(
            (terbit(dunia, &semua).await, kantor.bsre.jumlah()),
            (2, 2),
            "only those that were ticked"
        );
        assert_eq!(dunia.surat(basah).await.keadaan(), Keadaan::TandaTangan);
        assert_eq!(kantor.bsre.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn one_passphrase_signs_several_letters_here() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let semua = tiga(&dunia).await;
    kirim(&dunia, &semua, crate::tte::PASSPHRASE).await.led_to();
    assert_eq!(terbit(&dunia, &semua).await, 3);
    let page = dunia.lurah.get(HALAMAN).await.ok().main();
    assert!(page.contains("Tidak ada yang menunggu"), "{page}");
}

#[tokio::test]
async fn a_batch_stops_at_the_first_refusal_and_tries_a_wrong_passphrase_once() {
    let kantor = Kantor::baru("2").await;
    let dunia = &kantor.dunia;
    let semua = tiga(dunia).await;
    for (pilih, sandi, said) in [
        (&semua[..0], PASSPHRASE, "Centang paling sedikit satu surat."),
        (&semua[..], "", "Passphrase belum diisi."),
        (&semua[..], "salah salah", "Passphrase salah."),
    ] {
        let refused = kirim(dunia, pilih, sandi).await;
        assert!(refused.status == 422 && refused.main().contains(said), "{said} in {}", refused.main());
        assert!(!refused.text().contains("salah salah"), "a passphrase is never sent back");
    }
    assert_eq!(kantor.bsre.jumlah(), 0);
    // The second is lost on the way: what was signed stays, the third is not touched.
    kantor.bsre.nakal(Nakal::Patuh);
    kantor.bsre.nakal(Nakal::PutusSesudah);
    let refused = kirim(dunia, &semua, PASSPHRASE).await;
    let page = refused.main();
    assert!(
        page.contains("1 surat sudah terbit, lalu berhenti.") && page.contains("Hasilnya belum pasti"),
        "{page}"
    );
    assert_eq!((terbit(dunia, &semua).await, kantor.bsre.jumlah()), (1, 2));
    // The one of which nobody knows is not offered again among the others.
    assert_eq!(page.matches("name=\"surat\"").count(), 1, "{page}");
    assert!(page.contains("Hasil penandatanganan belum pasti"), "{page}");
    kirim(dunia, &semua[2..], PASSPHRASE).await.led_to();
    assert_eq!((terbit(dunia, &semua).await, kantor.bsre.jumlah()), (2, 3));
}

#[tokio::test]
async fn a_batch_sent_twice_signs_once_and_nobody_signs_for_another() {
    let kantor = Kantor::baru("2").await;
    let dunia = &kantor.dunia;
    let semua = tiga(dunia).await;
    let mut fields = vec![("passphrase".to_owned(), PASSPHRASE.to_owned())];
    for id in semua {
        fields.push(kotak(dunia, id).await);
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect();
    let other = dunia.app.sebagai(Role::Penandatangan).await;
    let refused = other.post(HALAMAN, &fields).await;
    assert!(refused.main().contains("hanya dapat ditandatangani oleh Sri Lestari"), "{}", refused.main());
    assert!(!other.get(HALAMAN).await.ok().main().contains("name=\"surat\""));
    assert_eq!(dunia.operator.get(HALAMAN).await.status, 404);
    assert_eq!(kantor.bsre.jumlah(), 0);
    dunia.lurah.post(HALAMAN, &fields).await.led_to();
    dunia.lurah.post(HALAMAN, &fields).await.led_to();
    assert_eq!((terbit(dunia, &semua).await, kantor.bsre.jumlah()), (3, 3));
}
