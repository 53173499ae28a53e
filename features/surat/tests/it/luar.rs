//! People in no register: their letters are found again.

use kependudukan::{JenisSubjek, Subjek};

use crate::Dunia;
use crate::dunia::id_in;

const NIK: &str = "3310134101859002";

const JOKO: [(&str, &str); 8] = [
    ("orang", ""),
    ("o_nama", "Joko Pendatang"),
    ("o_nik", NIK),
    ("o_tempat_lahir", "Klaten"),
    ("o_tanggal_lahir", "01-01-1990"),
    ("o_jenis_kelamin", "Laki-laki"),
    ("o_kewarganegaraan", "WNI"),
    ("o_alamat", "Dukuh Lor, Klaten"),
];

#[tokio::test]
async fn the_letter_of_an_outsider_is_found_by_nik_or_name_and_made_again() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let id = id_in(&dunia.kirim("1", &JOKO).await.led_to());
        for cari in [NIK, "3310 1341 0185 9002", "djoko pendatang", "pendatang"] {
            let main = dunia.operator.post("/surat/baru", &[("cari", cari)]).await;
            let main = match main.status.as_u16() {
                303 => dunia
                    .operator
                    .get(&format!("/surat/baru?cari={}", cari.replace(' ', "+")))
                    .await
                    .ok()
                    .text(),
                _ => main.ok().text(),
            };
            assert!(main.contains(&format!("/surat/baru/domisili?dari={id}")), "{cari}: {main}");
            assert!(main.contains("Joko Pendatang") && !main.contains(NIK), "{cari}: {main}");
        }
        for cari in ["3310134101859003", "karso", "..."] {
            let main = dunia.operator.get(&format!("/surat/baru?cari={cari}")).await.ok().text();
            assert!(!main.contains("Joko Pendatang"), "{cari}");
        }
        let again = dunia.operator.get(&format!("/surat/baru/domisili?dari={id}")).await.ok().text();
        assert!(again.contains("Joko Pendatang") && again.contains("Dukuh Lor, Klaten"), "{again}");
        let other = dunia.operator.get("/surat/baru?cari=siti").await.ok().text();
        assert!(!other.contains("Pernah dibuatkan surat"), "{other}");
    }
}

#[tokio::test]
async fn who_is_registered_later_keeps_their_letters() {
    let dunia = Dunia::baru().await;
    let id = id_in(&dunia.kirim("1", &JOKO).await.led_to());
    let mut tx = dunia.app.db.write(&dunia.app.ctx(), "pendaftaran").await.unwrap();
    let joko = Subjek {
        jenis: JenisSubjek::Sementara,
        nama: "JOKO PENDATANG".into(),
        nik: kamus::Nik::baru(NIK).ok(),
        ..kependudukan::find_subjek(&mut tx, dunia.siti).await.unwrap().unwrap()
    };
    let joko = kependudukan::insert_sementara(&mut tx, &joko).await.unwrap();
    tx.commit().await.unwrap();
    let page = dunia.operator.get(&format!("/surat/orang/{joko}")).await.ok().text();
    assert!(page.contains(&format!("/surat/baru/domisili?orang={joko}&#38;dari={id}")), "{page}");
    let siti = dunia.operator.get(&format!("/surat/orang/{}", dunia.siti)).await.ok().text();
    assert!(!siti.contains(&format!("dari={id}")), "another NIK is another person");
}
