//! How long archives are kept, and their destruction.

use sekretariat::store;

use crate::dunia::{Dunia, foto, isian};

const LAMA: [(&str, &str); 3] =
    [("diterima", "05-02-2018"), ("tanggal", "01-02-2018"), ("perihal", "Undangan rapat lama")];

async fn usul(d: &Dunia, id: &str) -> testkit::Answer {
    let isi = [
        ("arsip", id),
        ("nomor", "000.5/01/BA/2026"),
        ("tanggal", "02-03-2026"),
        ("cara", "Dicacah"),
        ("saksi", "Wagiman, Tri Wahyuni"),
    ];
    d.operator.post("/retensi/pemusnahan", &isi).await
}

#[tokio::test]
async fn what_is_due_is_proposed_by_one_destroyed_by_another_and_stays_in_the_agenda_on_both_engines() {
    for db in db::testing::each_engine().await {
        let d = Dunia::di(db).await;
        d.operator.upload("/surat-masuk/baru", &isian(&LAMA), ("berkas", "a.png", &foto())).await.led_to();
        let surat = d.terakhir().await;
        d.catat(&[]).await;
        let page = d.operator.get("/retensi").await.ok().main();
        assert!(
            page.contains("Undangan rapat lama") && !page.contains("Undangan rapat koordinasi"),
            "{page}"
        );
        usul(&d, &surat.id.to_string()).await.led_to();
        assert_eq!(usul(&d, &surat.id.to_string()).await.status, 409, "it is proposed already");
        let id = {
            let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
            assert_eq!(store::list_berkas(&mut tx, surat.id).await.unwrap().len(), 1, "nothing went yet");
            store::list_pemusnahan(&mut tx).await.unwrap()[0].id
        };
        let alamat = format!("/retensi/pemusnahan/{id}");
        let putus = format!("{alamat}/pelaksanaan");
        assert_eq!(d.operator.post(&putus, &[("yakin", "MUSNAHKAN")]).await.status, 404, "not the clerk");
        assert_eq!(d.lurah.post(&putus, &[("yakin", "ya")]).await.status, 400, "the word is typed");
        d.lurah.post(&putus, &[("yakin", "musnahkan")]).await.led_to();
        assert_eq!(d.lurah.post(&putus, &[("yakin", "musnahkan")]).await.status, 409);
        let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
        assert!(store::list_berkas(&mut tx, surat.id).await.unwrap().is_empty(), "the scans went");
        assert!(files::list_ids(&mut tx).await.unwrap().is_empty());
        drop(tx);
        let baris = d.operator.get("/surat-masuk?tahun=2018").await.ok().main();
        assert!(baris.contains("Undangan rapat lama") && baris.contains("Dimusnahkan"), "{baris}");
        let koreksi = d.tindak(&d.operator, surat.id, "koreksi", &isian(&[("alasan", "Coba")])).await;
        assert_eq!(koreksi.status, 409, "nothing more is done with it");
        let berita = d.operator.get(&format!("{alamat}/berita-acara")).await.ok();
        assert!(berita.bytes.starts_with(b"%PDF"));
    }
}

#[tokio::test]
async fn who_proposed_a_destruction_does_not_decide_it() {
    let d = Dunia::baru().await;
    let surat = d.catat(&LAMA).await;
    let semua =
        testkit::add_user(&d.app.db, &d.app.ctx(), &[access::Role::Operator, access::Role::Penandatangan])
            .await;
    let sendiri = d.app.sebagai_pengguna(testkit::SUKAMAJU, semua.id).await;
    let arsip = surat.id.to_string();
    let isi = [
        ("arsip", arsip.as_str()),
        ("nomor", "BA-1"),
        ("tanggal", "02-03-2026"),
        ("cara", "Dibakar"),
        ("saksi", "Wagiman"),
    ];
    sendiri.post("/retensi/pemusnahan", &isi).await.led_to();
    let id = {
        let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
        store::list_pemusnahan(&mut tx).await.unwrap()[0].id
    };
    let alamat = format!("/retensi/pemusnahan/{id}");
    let jawab = sendiri.post(&format!("{alamat}/pelaksanaan"), &[("yakin", "musnahkan")]).await;
    assert_eq!(jawab.status, 400);
    assert!(jawab.text().contains("harus disetujui orang lain"));
    d.operator.post(&format!("{alamat}/penarikan"), &[]).await.led_to();
    assert!(d.operator.get("/retensi").await.ok().main().contains("Undangan rapat lama"), "it is due again");
}

#[tokio::test]
async fn the_village_s_own_years_replace_the_habit() {
    let d = Dunia::baru().await;
    d.catat(&LAMA).await;
    let page = d.operator.get("/retensi/jadwal").await.ok().main();
    assert!(page.contains("kebiasaan") && page.contains("Yang lain"));
    let baru = [
        ("klasifikasi", "000.1"),
        ("aktif", "5"),
        ("inaktif", "20"),
        ("nasib", "1"),
        ("dasar", "Perbup contoh 1/2025"),
    ];
    assert_eq!(d.lurah.post("/retensi/jadwal", &baru).await.status, 404);
    d.operator.post("/retensi/jadwal", &baru).await.led_to();
    let page = d.operator.get("/retensi").await.ok().main();
    assert!(
        page.contains("Tidak ada arsip yang harus dimusnahkan") && page.contains("Perbup contoh 1/2025"),
        "{page}"
    );
    let salah = d.operator.post("/retensi/jadwal", &[("aktif", "seratus"), ("inaktif", "-1")]).await;
    assert_eq!(salah.status, 422);
    for kalimat in ["angka 0 sampai 50", "Nasib akhir belum dipilih", "Dasar belum diisi"] {
        assert!(salah.main().contains(kalimat), "{kalimat}");
    }
}
