//! The calendar as a clerk sets it.

use access::Role;
use db::Context;
use jiff::SignedDuration;
use testkit::{SUKAMAJU, TestApp};
use waktu::{Kalender, Masa, Perihal, store};

use super::{di, features, tulis};

async fn kalender(app: &TestApp) -> Kalender {
    waktu::kalender(&mut app.db.read(&app.ctx()).await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn the_year_is_one_plain_page() {
    let app = TestApp::new(features).await;
    let operator = app.sebagai(Role::Operator).await;
    let kosong = operator.get("/kalender").await.ok().main();
    assert!(kosong.contains("jam kerja yang lazim") && kosong.contains("Belum ada hari libur"));
    assert!(kosong.contains("4 jam kerja: Senin, 2 Maret 2026 pukul 14.00 WIB"), "{kosong}");
    let ke = operator.post("/kalender/libur/tetap", &[("tahun", "2026")]).await.led_to();
    let isi = operator.get(&ke).await.ok().main();
    assert!(isi.contains("Senin, 17 Agustus 2026") && isi.contains("Hari Raya Natal"), "{isi}");
    operator.post("/kalender/libur/tetap", &[("tahun", "2026")]).await.led_to();
    assert_eq!(kalender(&app).await.libur.len(), 5, "days that are free already stay single");
    let carik = app.sebagai(Role::Verifikator).await;
    let baca = carik.get("/kalender").await.ok().main();
    assert!(!baca.contains("<form") && baca.contains("Hari Buruh"), "{baca}");
    assert_eq!(carik.get("/kalender/jam/biasa").await.status, 404);
    assert_eq!(app.sebagai(Role::Dukuh).await.get("/kalender").await.status, 404);
}

#[tokio::test]
async fn a_holiday_is_added_refused_and_taken_away() {
    let app = TestApp::new(features).await;
    let operator = app.sebagai(Role::Operator).await;
    let isi = [("tanggal", "19-03-2026"), ("jenis", "nasional"), ("nama", "Hari Raya Nyepi")];
    let dua = [isi.as_slice(), &[("request_key", "satu")]].concat();
    let ke = operator.post("/kalender/libur", &dua).await.led_to();
    assert_eq!(operator.post("/kalender/libur", &dua).await.led_to(), ke, "a repeated form changes nothing");
    let lagi = operator.post("/kalender/libur", &isi).await;
    assert_eq!(lagi.status, 422);
    assert!(lagi.text().contains("sudah libur: Hari Raya Nyepi"));
    let salah = operator
        .post("/kalender/libur", &[("tanggal", "31-02-2026"), ("jenis", "pesta"), ("nama", " ")])
        .await;
    assert_eq!(salah.status, 422);
    for kalimat in
        ["tidak ada di kalender", "Pilih jenis liburnya", "Nama liburnya belum diisi", "31-02-2026"]
    {
        assert!(salah.text().contains(kalimat), "{kalimat}");
    }
    let id = store::list_libur(&mut app.db.read(&app.ctx()).await.unwrap()).await.unwrap()[0].id;
    operator.post(&format!("/kalender/libur/{id}/penghapusan"), &[]).await.led_to();
    assert!(kalender(&app).await.libur.is_empty());
    assert_eq!(operator.post(&format!("/kalender/libur/{id}/penghapusan"), &[]).await.status, 404);
}

#[tokio::test]
async fn a_list_with_one_bad_row_changes_nothing() {
    let app = TestApp::new(features).await;
    let operator = app.sebagai(Role::Operator).await;
    let contoh = operator.get("/kalender/contoh").await.ok();
    let berkas = |isi: &'static [u8]| ("berkas", "libur.csv", isi);
    let salah = operator
        .upload("/kalender/libur/berkas", &[], berkas(b"17-08-2026;nasional;Merdeka\nbesok;nasional;Apa\n"))
        .await;
    assert_eq!(salah.status, 422);
    assert!(salah.text().contains("Baris 2:") && salah.text().contains("tidak ada yang tersimpan"));
    assert!(kalender(&app).await.libur.is_empty());
    let zip = operator.upload("/kalender/libur/berkas", &[], berkas(b"PK\x03\x04\0\0\0")).await;
    assert!(zip.status == 422 && zip.text().contains("bukan CSV"));
    let tanpa = operator.post("/kalender/libur/berkas", &[]).await;
    assert!(tanpa.status == 422 && tanpa.text().contains("Pilih dulu"));
    operator.upload("/kalender/libur/berkas", &[], ("berkas", "libur.csv", &contoh.bytes)).await.led_to();
    assert_eq!(kalender(&app).await.libur.len(), 2);
}

#[tokio::test]
async fn hours_are_set_day_by_day_and_all_errors_come_at_once() {
    let app = TestApp::new(features).await;
    let operator = app.sebagai(Role::Operator).await;
    let salah = operator
        .post(
            "/kalender/jam/biasa",
            &[
                ("buka_1", "8"),
                ("tutup_1", "7"),
                ("buka_2", "pagi"),
                ("tutup_2", "16.00"),
                ("buka_3", "8.00"),
                ("buka_4", "08.00"),
                ("tutup_4", "15.00"),
                ("dari_4", "16.00"),
                ("sampai_4", "17.00"),
            ],
        )
        .await;
    assert_eq!(salah.status, 422);
    for kalimat in [
        "Senin: jam tutup harus sesudah jam buka",
        "Selasa: Tulis jam seperti 07.30",
        "Rabu: jam tutup belum diisi",
        "Kamis: istirahat harus di antara",
    ] {
        assert!(salah.text().contains(kalimat), "{kalimat}");
    }
    assert!(
        operator.post("/kalender/jam/biasa", &[]).await.text().contains("paling sedikit untuk satu hari")
    );
    operator.post("/kalender/jam/biasa", &[("buka_1", "8"), ("tutup_1", "12")]).await.led_to();
    let baru = kalender(&app).await;
    assert_eq!((baru.menit_seminggu(Masa::Biasa), baru.menit_seminggu(Masa::Ramadan)), (240, 1950));
    operator.post("/kalender/jam/malam", &[("buka_1", "18"), ("tutup_1", "21")]).await.led_to();
    operator.post("/kalender/pola", &[("pola", "6")]).await.led_to();
    let enam = kalender(&app).await;
    assert_eq!((enam.menit_seminggu(Masa::Biasa), enam.menit_seminggu(Masa::Malam)), (2250, 180));
    assert_eq!(operator.post("/kalender/pola", &[("pola", "7")]).await.status, 400);
    assert_eq!(operator.get("/kalender/jam/subuh").await.status, 404);
}

#[tokio::test]
async fn ramadan_has_twenty_nine_or_thirty_days_and_comes_once() {
    let app = TestApp::new(features).await;
    let operator = app.sebagai(Role::Operator).await;
    let panjang =
        operator.post("/kalender/ramadan", &[("mulai", "18-02-2026"), ("selesai", "25-03-2026")]).await;
    assert!(panjang.status == 422 && panjang.text().contains("29 atau 30 hari"));
    let benar = [("mulai", "18-02-2026"), ("selesai", "19-03-2026")];
    operator.post("/kalender/ramadan", &benar).await.led_to();
    assert!(operator.post("/kalender/ramadan", &benar).await.text().contains("sudah dicatat"));
    // The story's day, 2 March 2026, lies in Ramadan: shorter hours.
    let main = operator.get("/kalender").await.ok().main();
    assert!(main.contains("4 jam kerja: Senin, 2 Maret 2026 pukul 13.30 WIB"), "{main}");
}

#[tokio::test]
async fn reminders_are_set_and_running_clocks_follow() {
    let app = TestApp::new(features).await;
    let operator = app.sebagai(Role::Operator).await;
    let mut tx = tulis(&app, "2026-03-02T08:00").await;
    let id = tx.ctx().new_id();
    let perihal = Perihal { jenis: "permohonan", id, nama: "Keterangan" };
    waktu::mulai(&mut tx, perihal, SignedDuration::from_hours(6)).await.unwrap();
    tx.commit().await.unwrap();
    let salah = operator
        .post("/kalender/pengingat", &[("segera", "lama"), ("kecamatan", "7.30"), ("dinas", "1.00")])
        .await;
    assert!(salah.status == 422 && salah.text().contains("tidak boleh lebih dulu"));
    operator.post("/kalender/pengingat", &[("segera", "3.00"), ("malam_ramadan", "1")]).await.led_to();
    let mut tx = app.db.read(&Context::system("cerita", SUKAMAJU, app.app.now())).await.unwrap();
    let jam = store::find_jam(&mut tx, "permohonan", id).await.unwrap().unwrap();
    assert_eq!(jam.periksa_pada, Some(di("2026-03-02T11:00").into()));
    let ambang = waktu::ambang(&mut tx).await.unwrap();
    assert_eq!((ambang.kecamatan, ambang.dinas), (None, None));
}
