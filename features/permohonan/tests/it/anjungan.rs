//! The kiosk in the hall and its queue.

use access::Role;
use permohonan::{Keadaan, Pintu, antrean};

use super::dunia::Dunia;

async fn alamat(dunia: &Dunia) -> String {
    dunia.operator.post("/antrean/anjungan", &[("dibuka", "1")]).await.led_to();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    format!("/anjungan/{}", antrean::find_atur(&mut tx).await.unwrap().unwrap().kunci)
}

#[tokio::test]
async fn a_number_is_drawn_called_and_becomes_a_request() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let layar = alamat(&dunia).await;
        let tamu = dunia.app.tamu();
        assert!(tamu.get(&layar).await.ok().main().contains("Keterangan Domisili"));
        let isi = [("jenis", "domisili"), ("request_key", "jari")];
        let ke = tamu.post(&layar, &isi).await.led_to();
        assert_eq!(tamu.post(&layar, &isi).await.led_to(), ke, "two touches draw one number");
        assert!(tamu.get(&ke).await.ok().main().contains("Nomor Anda 1"));
        let dua = tamu.post(&layar, &[("jenis", "sembarang")]).await.led_to();
        assert!(tamu.get(&dua).await.ok().main().contains("Di depan Anda 1 orang"));
        dunia.operator.post("/antrean/panggilan", &[]).await.led_to();
        let loket = dunia.operator.get("/antrean").await.ok().main();
        assert!(loket.contains("Di loket Anda: nomor 1") && loket.contains("Keperluan lain"), "{loket}");
        let form = format!("/permohonan/orang/{}/domisili", dunia.siti);
        dunia.operator.post(&form, &[("ambil", "1"), ("syarat", "pengantar")]).await.led_to();
        let p = dunia.satu().await;
        assert_eq!((p.pintu(), p.keadaan()), (Pintu::Anjungan, Keadaan::Diperiksa));
        dunia.operator.post("/antrean/panggilan", &[]).await.led_to();
        dunia.operator.post("/antrean/penutupan", &[("datang", "tidak")]).await.led_to();
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let semua = antrean::list_hari_ini(&mut tx).await.unwrap();
        let tampak: Vec<_> = semua.iter().map(|a| (a.nomor, a.keadaan, a.permohonan_id)).collect();
        assert_eq!(tampak, [(1, antrean::DILAYANI, Some(p.id)), (2, antrean::TIDAK_DATANG, None)]);
    }
}

#[tokio::test]
async fn only_the_open_kiosk_s_own_address_draws_numbers() {
    let dunia = Dunia::baru().await;
    let tamu = dunia.app.tamu();
    assert_eq!(tamu.get("/anjungan/coba").await.status, 404);
    let lama = alamat(&dunia).await;
    let baru = alamat(&dunia).await;
    assert_ne!(lama, baru);
    assert_eq!(tamu.post(&lama, &[("jenis", "domisili")]).await.status, 404);
    assert_eq!(tamu.get(&format!("{baru}/nomor/7")).await.status, 404);
    dunia.operator.post("/antrean/anjungan", &[("dibuka", "0")]).await.led_to();
    assert_eq!(tamu.get(&baru).await.status, 404);
    assert_eq!(dunia.app.sebagai(Role::Penandatangan).await.get("/antrean").await.status, 404);
}
