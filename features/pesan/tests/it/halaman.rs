//! The screens of the office.

use access::Role;

use crate::Dunia;
use crate::dunia::{HP_ANAK, HP_SITI, detik, maju, siti};

#[tokio::test]
async fn the_clerk_sees_who_is_bound_and_can_end_it() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    let operator = dunia.app.sebagai(Role::Operator).await;
    let alamat = format!("/pesan/ikat/{}", siti());
    let page = operator.get(&alamat).await.ok().text();
    assert!(page.contains("+628•••••••001") && page.contains("kode dari petugas"), "{page}");
    assert!(!page.contains("81200000001"), "the number stays masked");
    let (depan, _) = page.split_once("/pengakhiran\"").unwrap();
    let aksi = format!("{}/pengakhiran", depan.rsplit_once("action=\"").unwrap().1);
    let kunci = [("request_key", "lepas-sekali")];
    let target = operator.post(&aksi, &kunci).await.led_to();
    let baris = dunia.baris().await;
    assert_eq!(operator.post(&aksi, &kunci).await.led_to(), target);
    assert_eq!(dunia.baris().await, baris, "twice is once");
    assert!(operator.get(&alamat).await.ok().text().contains("Belum ada nomor"));
    assert_eq!(operator.get("/pesan/ikat/00000000-0000-0000-0000-000000000009").await.status, 404);
}

#[tokio::test]
async fn a_code_is_shown_once() {
    let dunia = Dunia::baru().await;
    let operator = dunia.app.sebagai(Role::Operator).await;
    let alamat = format!("/pesan/ikat/{}/kode", siti());
    let kunci = [("request_key", "kode-sekali")];
    let satu = operator.post(&alamat, &kunci).await.ok().text();
    assert!(satu.contains("IKAT ") && satu.contains("<svg"), "to read, and to point a phone at");
    let lagi = operator.post(&alamat, &kunci).await;
    assert!(lagi.led_to().ends_with(&siti().to_string()), "the form sent again shows no code");
}

#[tokio::test]
async fn the_board_counts_families_that_can_be_reached() {
    let dunia = Dunia::baru().await;
    let operator = dunia.app.sebagai(Role::Operator).await;
    let rata = |page: String| page.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = rata(operator.get("/pesan/jangkauan").await.ok().main());
    assert!(
        page.contains("Seluruhnya</th><td class=\"b-angka\">2</td><td class=\"b-angka\">0</td>"),
        "{page}"
    );
    dunia.terikat(HP_ANAK).await;
    let page = rata(operator.get("/pesan/jangkauan").await.ok().main());
    assert!(
        page.contains(
            "Kauman</th><td class=\"b-angka\">1</td><td class=\"b-angka\">1</td><td class=\"b-angka\">100%"
        ),
        "{page}"
    );
    dunia.ketik(HP_ANAK, "berhenti").await;
    let page = rata(operator.get("/pesan/jangkauan").await.ok().main());
    assert!(
        page.contains("Seluruhnya</th><td class=\"b-angka\">2</td><td class=\"b-angka\">0</td>"),
        "{page}"
    );
}

#[tokio::test]
async fn the_administrator_chooses_a_provider_and_never_sees_its_secrets_again() {
    let dunia = Dunia::di(testkit::testing::sqlite().await, pesan::Jenis::Simulator).await;
    let admin = dunia.app.sebagai(Role::Admin).await;
    assert!(admin.get("/pesan/atur").await.ok().main().contains("tidak ada pesan yang keluar"));
    let isian = |rahasia: &'static str, token: &'static str| {
        [
            ("penyedia", "2"),
            ("alamat", "http://127.0.0.1:3000/"),
            ("token", token),
            ("rahasia", rahasia),
            ("nomor_kantor", "0274 555000"),
        ]
    };
    for (rahasia, token, harap) in [
        ("secret", "a:b", "rahasia bawaan GOWA"),
        ("pendek", "a:b", "paling pendek 16"),
        ("cukup-panjang-untuk-uji", "tanpa-titik-dua", "nama:sandi"),
    ] {
        let jawab = admin.post("/pesan/atur", &isian(rahasia, token)).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.text().contains(harap), "{harap}: {}", jawab.main());
        assert!(!jawab.text().contains(token) || token == "a:b", "what is secret does not come back");
    }
    admin.post("/pesan/atur", &isian("cukup-panjang-untuk-uji", "balai:kata-sandi-gowa")).await.led_to();
    let page = admin.get("/pesan/atur").await.ok().text();
    assert!(!page.contains("cukup-panjang") && !page.contains("kata-sandi-gowa"), "{page}");
    assert!(page.contains("/wa/gowa"), "and says where the provider delivers to");
    // Without typing them again they stay.
    admin.post("/pesan/atur", &isian("", "")).await.led_to();
    let mut tx = dunia.baca().await;
    let atur = pesan::store::find_atur(&mut tx).await.unwrap().unwrap();
    let rahasia = atur.rahasia(tx.keys());
    assert_eq!(
        (rahasia.token.as_str(), rahasia.alamat.as_str()),
        ("balai:kata-sandi-gowa", "http://127.0.0.1:3000")
    );
    let meta = admin.post("/pesan/atur", &[("penyedia", "1"), ("nomor_id", "abc")]).await;
    assert!(
        meta.text().contains("Phone number ID") && meta.text().contains("Kata verifikasi"),
        "all at once"
    );
}

#[tokio::test]
async fn a_test_message_says_what_the_provider_answered() {
    let dunia = Dunia::baru().await;
    let admin = dunia.app.sebagai(Role::Admin).await;
    let tolak = admin.post("/pesan/atur/uji", &[("nomor", "0812 0000 0001")]).await;
    assert!(tolak.text().contains("131047"), "{}", tolak.main());
    dunia.ketik(HP_SITI, "halo").await;
    maju(detik(7));
    admin.post("/pesan/atur/uji", &[("nomor", "0812 0000 0001")]).await.led_to();
    assert!(dunia.meta.teks_untuk(HP_SITI).last().unwrap().contains("Pesan uji"));
    let salah = admin.post("/pesan/atur/uji", &[("nomor", "abc")]).await;
    assert_eq!(salah.status, 422);
}

#[tokio::test]
async fn who_may_bind_may_not_choose_the_provider() {
    let dunia = Dunia::baru().await;
    let (operator, admin) = (dunia.app.sebagai(Role::Operator).await, dunia.app.sebagai(Role::Admin).await);
    assert_eq!(operator.get("/pesan/atur").await.status, 404);
    assert_eq!(admin.get("/pesan").await.status, 404);
    assert_eq!(admin.get(&format!("/pesan/ikat/{}", siti())).await.status, 404);
}
