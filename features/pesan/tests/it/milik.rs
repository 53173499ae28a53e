//! What is meant for a resident reaches nobody else, whoever holds the phone by now.

use pesan::{Isi, JenisTemplat, Kiriman};
use testkit::wa::{Nakal, meta};

use crate::Dunia;
use crate::dunia::{HP_ANAK, HP_SITI, detik, maju, siti};
use crate::kirim::{kabari, teks};

/// A resident writes whom the provider tells apart by an id of its own.
async fn ketik_sebagai(dunia: &Dunia, dari: &str, bsuid: &str, kata: &str) -> String {
    let mut bagian = meta::ketik(kata);
    bagian["from_user_id"] = bsuid.into();
    dunia.tulis(dari, &bagian).await.join("\n---\n")
}

/// A sensitive letter for Siti, and news of which a template says that they are there.
async fn titipkan(dunia: &Dunia) {
    let simpanan = dunia.app.app.service::<files::FileStore>();
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    let berkas = simpanan.put(&mut tx, "uji", "application/pdf", b"%PDF-1.7 uji").await.unwrap();
    let isi = Isi::Dokumen { berkas: berkas.id, nama: "sktm.pdf".into(), teks: "Surat 470/9".into() };
    let templat = Some((JenisTemplat::Kabar, "470/9".into()));
    pesan::kabari(&mut tx, siti(), &Kiriman { templat: templat.clone(), rahasia: true, ..isi.into() })
        .await
        .unwrap();
    pesan::kabari(&mut tx, siti(), &Kiriman { templat, ..teks("Surat 470/123 selesai.") }).await.unwrap();
    tx.commit().await.unwrap();
}

/// All that was sent after the first so many messages, as one text in which a letter would be found.
fn sesudah(dunia: &Dunia, dulu: usize) -> String {
    serde_json::Value::Array(dunia.meta.diterima().split_off(dulu)).to_string()
}

#[tokio::test]
async fn what_was_held_for_the_former_owner_of_a_number_goes_to_nobody() {
    for db in testkit::testing::each_engine().await {
        let dunia = Dunia::di(db, pesan::Jenis::Meta).await;
        ketik_sebagai(&dunia, HP_ANAK, "ID.111", "halo").await;
        ketik_sebagai(&dunia, HP_ANAK, "ID.111", "setuju").await;
        let kode = dunia.kode_kantor(siti()).await;
        let jawab = ketik_sebagai(&dunia, HP_ANAK, "ID.111", &format!("IKAT {kode}")).await;
        assert!(jawab.contains("terhubung"), "{jawab}");
        maju(detik(25 * 3_600));
        titipkan(&dunia).await;
        for _ in 0..4 {
            dunia.sebentar().await;
        }
        let dulu = dunia.meta.diterima().len();
        for kata in ["halo", "AMBIL", "setuju", "AMBIL", "menu"] {
            let jawab = ketik_sebagai(&dunia, HP_ANAK, "ID.222", kata).await;
            assert!(!jawab.contains("segera dikirim"), "{kata}: {jawab}");
            dunia.sebentar().await;
        }
        let baru = sesudah(&dunia, dulu);
        assert!(baru.contains("Apakah Anda setuju"), "the stranger is asked like anybody: {baru}");
        assert!(!baru.contains("470/"), "{baru}");
    }
}

#[tokio::test]
async fn a_phone_that_the_office_let_go_is_told_nothing_more() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.tekan(HP_SITI, "surat").await;
    titipkan(&dunia).await;
    let dulu = dunia.meta.diterima().len();
    let operator = dunia.app.sebagai(access::Role::Operator).await;
    let mut tx = dunia.baca().await;
    let ikatan = pesan::store::list_ikatan_penduduk(&mut tx, siti()).await.unwrap().remove(0);
    drop(tx);
    operator.post(&format!("/pesan/ikat/{}/{}/pengakhiran", siti(), ikatan.id), &[]).await.led_to();
    assert!(dunia.ketik(HP_SITI, "AMBIL").await.contains("Tidak ada dokumen"));
    assert_eq!(
        dunia.ketik(HP_SITI, "hm").await,
        "Apa yang dapat kami bantu?",
        "the conversation begins anew"
    );
    let baru = sesudah(&dunia, dulu);
    assert!(!baru.contains("470/"), "nor what was in the queue already: {baru}");
}

/// The ninety days of a binding are over, though nobody ended it.
#[tokio::test]
async fn what_waits_longer_than_its_binding_is_not_handed_out() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    maju(detik(89 * 24 * 3_600));
    titipkan(&dunia).await;
    for _ in 0..4 {
        dunia.sebentar().await;
    }
    maju(detik(2 * 24 * 3_600));
    let dulu = dunia.meta.diterima().len();
    assert!(dunia.ketik(HP_SITI, "AMBIL").await.contains("Tidak ada dokumen"));
    assert!(!sesudah(&dunia, dulu).contains("470/"));
}

#[tokio::test]
async fn what_failed_is_not_sent_again_to_who_said_stop() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.meta.nakal(Nakal::Galat(131_009));
    kabari(&dunia, &teks("salah")).await;
    dunia.sebentar().await;
    let operator = dunia.app.sebagai(access::Role::Operator).await;
    let page = operator.get("/pesan").await.ok().text();
    let ulangi = page.split_once("/pengulangan").map(|(depan, _)| depan.rsplit_once("action=\"").unwrap().1);
    let ulangi = format!("{}/pengulangan", ulangi.unwrap());
    dunia.ketik(HP_SITI, "berhenti").await;
    assert!(!operator.get("/pesan").await.ok().text().contains("/pengulangan"), "it is not offered any more");
    assert_eq!(operator.post(&ulangi, &[]).await.status, 409);
    dunia.sebentar().await;
    assert!(!dunia.meta.teks_untuk(HP_SITI).contains(&"salah".to_owned()));
}
