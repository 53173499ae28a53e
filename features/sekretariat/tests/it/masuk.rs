//! A letter comes in, is sent on, and is done.

use sekretariat::keadaan::Keadaan;
use sekretariat::store;

use crate::dunia::{Dunia, foto, isian};

#[tokio::test]
async fn a_letter_is_entered_sent_on_read_and_done_on_both_engines() {
    for db in db::testing::each_engine().await {
        let d = Dunia::di(db).await;
        let surat = d.catat(&[]).await;
        assert_eq!((surat.urut, surat.tahun, surat.keadaan()), (1, 2026, Keadaan::Baru));
        let alamat = format!("/surat-masuk/{}", surat.id);
        assert!(d.operator.get("/surat-masuk").await.ok().main().contains("Kapanewon Pleret"));
        assert_eq!(d.dukuh.get(&alamat).await.status, 404, "nothing was sent to the dukuh yet");
        d.disposisi(surat.id).await.led_to();
        assert_eq!(d.masuk(surat.id).await.keadaan(), Keadaan::Didisposisikan);
        let tugas = d.dukuh.get("/disposisi").await.ok().main();
        assert!(tugas.contains("Undangan rapat koordinasi") && tugas.contains("Tindak lanjuti"), "{tugas}");
        assert!(d.dukuh.get(&alamat).await.ok().main().contains("Mohon dihadiri"));
        let penerima = {
            let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
            store::list_penerima(&mut tx, surat.id).await.unwrap()
        };
        assert_eq!(penerima.len(), 1);
        let aksi = format!("/disposisi/{}", penerima[0].id);
        assert_eq!(
            d.lurah.post(&format!("{aksi}/pembacaan"), &[]).await.status,
            404,
            "nobody reads for somebody else"
        );
        d.dukuh.post(&format!("{aksi}/pembacaan"), &[]).await.led_to();
        assert!(d.lurah.get(&alamat).await.ok().main().contains("Dibaca"));
        assert_eq!(d.dukuh.post(&format!("{aksi}/penyelesaian"), &[("catatan", "")]).await.status, 400);
        d.dukuh.post(&format!("{aksi}/penyelesaian"), &[("catatan", "Sudah hadir")]).await.led_to();
        assert_eq!(d.masuk(surat.id).await.keadaan(), Keadaan::Ditindaklanjuti);
        let ulang = d.dukuh.post(&format!("{aksi}/penyelesaian"), &[("catatan", "Lagi")]).await;
        assert_eq!(ulang.status, 409);
        d.tindak(&d.operator, surat.id, "pengarsipan", &[("lokasi", "Lemari 1")]).await.led_to();
        assert_eq!(d.masuk(surat.id).await.keadaan(), Keadaan::Diarsipkan);
        let riwayat = d.operator.get(&alamat).await.ok().main();
        for kata in ["Dicatat", "Didisposisikan", "Selesai dikerjakan", "Sudah hadir", "Lemari 1"] {
            assert!(riwayat.contains(kata), "{kata}");
        }
    }
}

#[tokio::test]
async fn a_letter_goes_to_several_and_is_followed_up_when_the_last_has_done_it() {
    let d = Dunia::baru().await;
    let surat = d.catat(&[]).await;
    let (carik, dukuh, kaur) = (d.carik_id.to_string(), d.dukuh_id.to_string(), d.kaur_id.to_string());
    let isi = [("kepada", carik.as_str()), ("kepada", &dukuh), ("kepada", &kaur), ("petunjuk", "ketahui")];
    d.tindak(&d.lurah, surat.id, "disposisi", &isi).await.led_to();
    let page = d.operator.get(&format!("/surat-masuk/{}", surat.id)).await.ok().main();
    assert!(page.contains("Belum punya akun"), "the kaur is handed the paper");
    let penerima = {
        let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
        store::list_penerima(&mut tx, surat.id).await.unwrap()
    };
    for (pejabat, client) in [(d.carik_id, &d.carik), (d.dukuh_id, &d.dukuh)] {
        let id = penerima.iter().find(|p| p.pejabat_id == pejabat).unwrap().id;
        client.post(&format!("/disposisi/{id}/penyelesaian"), &[("catatan", "Sudah")]).await.led_to();
        assert_eq!(d.masuk(surat.id).await.keadaan(), Keadaan::Didisposisikan);
    }
}

#[tokio::test]
async fn numbers_have_a_counter_of_their_own_or_share_the_one_of_what_goes_out() {
    for db in db::testing::each_engine().await {
        let d = Dunia::di(db).await;
        let keluar = [
            ("tanggal", "02-03-2026"),
            ("kepada", "Camat Pleret"),
            ("perihal", "Laporan bulanan"),
            ("klasifikasi", "000.4"),
        ];
        d.operator.post("/surat-keluar/baru", &keluar).await.led_to();
        assert_eq!(d.catat(&[]).await.urut, 1, "its own counter");
        d.operator.post("/atur-sekretariat", &[("nomor", "bersama")]).await.led_to();
        assert_eq!(d.catat(&[("nomor", "005/118")]).await.urut, 2);
        d.operator.post("/surat-keluar/baru", &keluar).await.led_to();
        assert_eq!(d.catat(&[("nomor", "005/119")]).await.urut, 4, "three went out");
        // The number of what came in stands on no paper that went out.
        let mut diambil = keluar.to_vec();
        diambil.push(("urut", "2"));
        let ditolak = d.operator.post("/surat-keluar/baru", &diambil).await;
        assert_eq!(ditolak.status, 422);
        assert!(ditolak.main().contains("Nomor urut 2 sudah dipakai"), "{}", ditolak.main());
        // Back to a counter of its own: it never gives a number twice.
        d.operator.post("/atur-sekretariat", &[("nomor", "sendiri"), ("terakhir", "")]).await.led_to();
        assert_eq!(d.catat(&[("nomor", "005/120")]).await.urut, 5);
        let turun = d.operator.post("/atur-sekretariat", &[("nomor", "sendiri"), ("terakhir", "2")]).await;
        assert_eq!(turun.status, 422, "never below what was issued");
        d.operator.post("/atur-sekretariat", &[("nomor", "sendiri"), ("terakhir", "40")]).await.led_to();
        assert_eq!(d.catat(&[("nomor", "005/121")]).await.urut, 41);
    }
}

#[tokio::test]
async fn a_correction_keeps_the_old_value_and_a_cancelled_entry_its_number() {
    let d = Dunia::baru().await;
    let surat = d.catat(&[]).await;
    let benar = isian(&[("pengirim", "Kapanewon Piyungan"), ("alasan", "Salah baca kop")]);
    d.tindak(&d.operator, surat.id, "koreksi", &benar).await.led_to();
    let page = d.operator.get(&format!("/surat-masuk/{}", surat.id)).await.ok().main();
    assert!(page.contains("Pengirim: Kapanewon Pleret menjadi Kapanewon Piyungan. Alasan: Salah baca kop"));
    let tanpa = d.tindak(&d.operator, surat.id, "koreksi", &isian(&[])).await;
    assert_eq!(tanpa.status, 422, "a correction has a reason");
    d.tindak(&d.operator, surat.id, "pembatalan", &[("alasan", "Tercatat dua kali")]).await.led_to();
    assert!(d.operator.get("/surat-masuk").await.ok().main().contains("BATAL"));
    assert_eq!(d.catat(&[]).await.urut, 2, "its number stays");
    let lagi = d.tindak(&d.operator, surat.id, "koreksi", &benar).await;
    assert_eq!(lagi.status, 409);
}

#[tokio::test]
async fn a_scan_is_kept_sealed_and_given_to_those_who_may_see_the_letter() {
    let d = Dunia::baru().await;
    let gambar = foto();
    d.operator.upload("/surat-masuk/baru", &isian(&[]), ("berkas", "surat.pdf", &gambar)).await.led_to();
    let surat = d.terakhir().await;
    let berkas = {
        let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
        store::list_berkas(&mut tx, surat.id).await.unwrap()
    };
    assert_eq!(berkas.len(), 1);
    assert_eq!(berkas[0].jenis, "image/jpeg", "a picture is written anew, whatever its name says");
    let alamat = format!("/surat-masuk/{}/pindaian/{}", surat.id, berkas[0].id);
    let dilihat = d.operator.get(&alamat).await.ok();
    assert_eq!(dilihat.headers["content-type"], "image/jpeg");
    assert_eq!(d.dukuh.get(&alamat).await.status, 404);
    let isi =
        std::fs::read(d.folder().join(testkit::SUKAMAJU.to_string()).join(berkas[0].berkas_id.to_string()));
    assert!(!isi.unwrap().starts_with(&[0xff, 0xd8]), "the bytes on the disk are sealed");
    // A second one later, on the letter's own page.
    let versi = d.masuk(surat.id).await.versi.to_string();
    let pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF".to_vec();
    let aksi = format!("/surat-masuk/{}/pindaian", surat.id);
    d.operator.upload(&aksi, &[("versi", &versi)], ("berkas", "lampiran", &pdf)).await.led_to();
    assert!(
        d.operator.get(&format!("/surat-masuk/{}", surat.id)).await.ok().main().contains("Pindaian 2 (PDF)")
    );
}

#[tokio::test]
async fn the_sheet_is_printed_before_and_after_orders_were_given() {
    let d = Dunia::baru().await;
    let surat = d.catat(&[]).await;
    let alamat = format!("/surat-masuk/{}/lembar", surat.id);
    let kosong = d.operator.get(&alamat).await.ok();
    assert!(kosong.bytes.starts_with(b"%PDF"));
    d.disposisi(surat.id).await.led_to();
    let terisi = d.operator.get(&alamat).await.ok();
    assert!(terisi.bytes.starts_with(b"%PDF") && terisi.bytes != kosong.bytes);
}

#[tokio::test]
async fn a_search_stands_in_the_address_and_finds_sender_subject_and_number() {
    let d = Dunia::baru().await;
    d.catat(&[]).await;
    d.catat(&[("nomor", "X-9"), ("pengirim", "Puskesmas Sukamaju"), ("perihal", "Jadwal posyandu 100%")])
        .await;
    for (cari, ada, tak) in [
        ("puskesmas", "Puskesmas", "Kapanewon Pleret"),
        ("100%25", "posyandu", "Undangan"),
        ("X-9", "Puskesmas", "Undangan"),
        ("rapat", "Kapanewon Pleret", "Puskesmas"),
    ] {
        let page = d.operator.get(&format!("/surat-masuk?cari={cari}")).await.ok().main();
        assert!(page.contains(ada) && !page.contains(tak), "{cari}");
    }
    let kosong = d.operator.get("/surat-masuk?cari=tak-ada").await.ok().main();
    assert!(kosong.contains("Tidak ada surat yang cocok"));
    let saring = d.operator.get("/surat-masuk?keadaan=4").await.ok().main();
    assert!(saring.contains("Tidak ada surat yang cocok"));
}
