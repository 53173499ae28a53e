//! Catching up with a provider that forgets what it could not deliver.

use jiff::SignedDuration;
use serde_json::json;
use testkit::wa::{Jalan, antar};

use crate::Dunia;
use crate::dunia::{HP_ANAK, HP_SITI, detik, jam, maju};

db::statements! {
    COUNT_MASUK = "select count(*) from pesan_masuk where unit = $1";
}

/// The next look that the schedule takes, and a moment for the answers.
async fn susul(dunia: &Dunia) {
    let app = std::sync::Arc::new(dunia.app.app.clone());
    for _ in 0..2 {
        let antrean = jobs::Runner::new(dunia.app.db.db.clone(), app.clone(), pesan::feature().jobs, jam);
        antrean.schedule([pesan::SUSUL_BERKALA]).drain().await.unwrap();
        maju(detik(10));
    }
}

#[tokio::test]
async fn gowa_is_caught_up_with_after_an_outage() {
    let dunia = Dunia::gowa().await;
    dunia.ketik_gowa(HP_SITI, "halo").await;
    // The door was closed: GOWA gave up after five tries, and only its archive knows.
    let jauh = dunia.gowa.tulisan(HP_SITI, jam(), &json!({ "body": "1" }));
    dunia.gowa.tulisan(HP_ANAK, jam(), &json!({ "body": "halo", "chat_id": "1203@g.us" }));
    maju(SignedDuration::from_mins(6));
    susul(&dunia).await;
    let semua = dunia.gowa.teks_untuk(HP_SITI);
    assert_eq!(semua.len(), 2, "{semua:?}");
    assert!(semua[1].contains("Apa yang dapat kami bantu?"), "{semua:?}");
    assert!(dunia.gowa.teks_untuk(HP_ANAK).is_empty(), "nobody is answered in a group");
    // What comes by its own road afterwards is known already.
    antar(&dunia.app.tamu(), "/wa/gowa", &[jauh], Jalan::DuaKali).await;
    dunia.sebentar().await;
    assert_eq!(dunia.gowa.teks_untuk(HP_SITI).len(), 2);
}

/// A village that comes back to GOWA finds chats of all the weeks between: they were said to somebody else.
#[tokio::test]
async fn what_was_written_while_the_channel_was_off_is_not_answered() {
    let dunia = Dunia::gowa().await;
    dunia.ketik_gowa(HP_SITI, "halo").await;
    susul(&dunia).await;
    let admin = dunia.app.sebagai(access::Role::Admin).await;
    let pilih = async |penyedia: &str| {
        let isian = [("penyedia", penyedia), ("alamat", dunia.gowa.alamat())];
        admin.post("/pesan/atur", &isian).await.led_to();
    };
    pilih("0").await;
    maju(SignedDuration::from_hours(2));
    dunia.gowa.tulisan(HP_SITI, jam(), &json!({ "body": "1" }));
    dunia.gowa.tulisan(HP_ANAK, jam(), &json!({ "body": "Pak, kerja bakti jam berapa?" }));
    maju(SignedDuration::from_mins(5));
    pilih("2").await;
    for _ in 0..3 {
        maju(SignedDuration::from_mins(5));
        susul(&dunia).await;
    }
    assert_eq!(dunia.gowa.teks_untuk(HP_SITI).len(), 1, "only the first greeting");
    assert!(dunia.gowa.teks_untuk(HP_ANAK).is_empty());
    // From then on nothing is missed.
    dunia.gowa.tulisan(HP_ANAK, jam(), &json!({ "body": "halo" }));
    maju(SignedDuration::from_mins(6));
    susul(&dunia).await;
    assert_eq!(dunia.gowa.teks_untuk(HP_ANAK).len(), 1);
}

#[tokio::test]
async fn an_outage_with_many_writers_is_caught_up_with_to_the_last() {
    let dunia = Dunia::gowa().await;
    for n in 0..130 {
        let nomor = format!("62812001{n:05}");
        dunia.gowa.tulisan(&nomor, jam(), &json!({ "body": "halo" }));
        dunia.gowa.tulisan(HP_SITI, jam(), &json!({ "body": format!("pesan {n}") }));
        maju(detik(1));
    }
    maju(SignedDuration::from_mins(6));
    susul(&dunia).await;
    assert_eq!(dunia.baca().await.query(COUNT_MASUK).count().await.unwrap(), 260);
    assert_eq!(dunia.gowa.teks_untuk("6281200100000").len(), 1, "the first of them is answered, too");
}
