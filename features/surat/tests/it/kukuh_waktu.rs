//! How long the kecamatan takes: its own promise, and who hears of it when it is broken.

use access::Role;
use db::Context;
use jiff::{SignedDuration, Timestamp};
use surat::kukuh::{self, JAM};
use testkit::Client;
use uuid::Uuid;
use waktu::{JamLayanan, Tahap};

use crate::dunia::utuh;
use crate::kukuh::{Dua, KABUPATEN, KECAMATAN, daftarkan};

/// An instant on the wall clock of Pleret.
fn pukul(teks: &str) -> Timestamp {
    kamus::Zona::Wib.offset().to_timestamp(teks.parse().unwrap()).unwrap()
}

async fn jam(dua: &Dua, id: Uuid) -> JamLayanan {
    let mut tx = dua.dunia.app.db.read(&Dua::ctx(&dua.dunia)).await.unwrap();
    waktu::store::find_jam(&mut tx, JAM, id).await.unwrap().unwrap()
}

/// The look after the clocks, as it happens by itself.
async fn periksa(dua: &Dua, teks: &str) -> usize {
    let ctx = Context::system("waktu.periksa", KECAMATAN, pukul(teks));
    waktu::periksa(&dua.dunia.app.db, &ctx, None).await.unwrap()
}

/// The page of what came up.
async fn naik(atas: &Client) -> String {
    utuh(&atas.get("/eskalasi").await.ok())
}

#[tokio::test]
async fn what_the_kecamatan_leaves_lying_goes_on_to_the_regency_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let dunia = &dua.dunia;
        daftarkan(dunia, KABUPATEN, "Bantul").await;
        let bupati = dunia.app.sebagai_di(KABUPATEN, &[Role::Camat]).await;
        let panewu = dunia.app.sebagai_di(KECAMATAN, &[Role::Camat]).await;
        // Both came in on Monday at nine; one is answered at once.
        let tepat = dua.teruskan(dua.terbit().await).await;
        let lama = dua.teruskan(dua.terbit().await).await;
        dua.kukuhkan(tepat, &[]).await.led_to();
        assert_eq!(jam(&dua, lama).await.hitungan().jatah, kukuh::JATAH);

        assert_eq!(periksa(&dua, "2026-03-02T09:30").await, 0);
        assert_eq!(periksa(&dua, "2026-03-02T12:30").await, 1, "an hour before it is due");
        let daftar = dua.kantor.get("/pengukuhan").await.ok().main();
        assert!(daftar.contains("Segera jatuh tempo"), "the clerk is reminded: {daftar}");
        periksa(&dua, "2026-03-02T15:00").await;
        assert_eq!(jam(&dua, lama).await.tahap(), Tahap::Lewat);
        assert!(naik(&bupati).await.contains("Tidak ada yang naik"), "the kecamatan has a day left");

        assert_eq!(periksa(&dua, "2026-03-04T10:00").await, 1);
        let kini = jam(&dua, lama).await;
        assert_eq!(kini.tahap(), Tahap::Dinas, "past the kecamatan, which is itself late");
        let page = naik(&bupati).await;
        for kata in
            ["Kapanewon Pleret", "dari Kalurahan Sukamaju", "Naik ke kabupaten", "Masih dikerjakan kapanewon"]
        {
            assert!(page.contains(kata), "{kata} in {page}");
        }
        assert_eq!(page.matches("dari Kalurahan Sukamaju").count(), 1, "not the one that was answered");
        assert!(!page.contains("Siti"), "nobody's name");
        assert!(naik(&panewu).await.contains("Tidak ada yang naik"), "its own work lies in its own list");

        assert_eq!(jam(&dua, tepat).await.tahap(), Tahap::Awal);
        dua.kukuhkan(lama, &[("urut", "8")]).await.led_to();
        assert!(naik(&bupati).await.contains("Tidak ada yang naik"), "answered at last");
        dua.utuh().await;
    }
}

#[tokio::test]
async fn the_kecamatan_sets_its_own_time_and_each_version_stays_told() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let lama = dua.teruskan(dua.terbit().await).await;
        let page = dua.kantor.get("/atur-pengukuhan").await.ok().main();
        assert!(page.contains("value=\"4\"") && !page.contains("Yang pernah ditetapkan"), "{page}");
        for salah in ["", "0", "41", "4,5", "empat"] {
            let tolak = dua.kantor.post("/atur-pengukuhan", &[("jam", salah)]).await;
            assert!(tolak.status == 422 && tolak.main().contains("1 sampai 40"), "{salah}: {}", tolak.main());
        }
        dua.kantor.post("/atur-pengukuhan", &[("jam", "8")]).await.led_to();
        dua.kantor.post("/atur-pengukuhan", &[("jam", "8")]).await.led_to();
        let baru = dua.teruskan(dua.terbit().await).await;
        assert_eq!(jam(&dua, baru).await.hitungan().jatah, SignedDuration::from_hours(8));
        assert_eq!(
            jam(&dua, lama).await.hitungan().jatah,
            kukuh::JATAH,
            "what came in before keeps its time"
        );
        dua.kantor.post("/atur-pengukuhan", &[("jam", "2")]).await.led_to();
        let page = dua.kantor.get("/atur-pengukuhan").await.ok().main();
        assert!(page.contains("8 jam kerja") && page.contains("2 jam kerja"), "{page}");
        assert_eq!(
            page.matches("<tr><th scope=\"row\">").count(),
            2,
            "the same again is no new version: {page}"
        );
        for client in [&dua.dunia.operator, &dua.dunia.app.sebagai_di(KECAMATAN, &[Role::Verifikator]).await]
        {
            assert_eq!(client.get("/atur-pengukuhan").await.status, 404);
            assert_eq!(client.post("/atur-pengukuhan", &[("jam", "1")]).await.status, 404);
        }
        dua.utuh().await;
    }
}
