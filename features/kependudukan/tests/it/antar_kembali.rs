//! Nobody counts twice: who was sent to another village comes back by no way but the open one.

use testkit::{SUKAMAJU, each_engine};

use crate::buku::{sukamaju, tulis};
use crate::catat::catat;
use crate::cerita::{fitur, impor};
use crate::dua_desa::{Dunia, dunia};

#[tokio::test]
async fn who_is_on_the_way_does_not_come_back_by_another_door() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&["SITI AMINAH"]).await;
    d.kirim(&peristiwa).await.led_to();
    let siti = d.bernama(SUKAMAJU, "SITI AMINAH").await[0].id.to_string();
    let kembali = kembali(&siti);
    let tolak = d.sini.post("/peristiwa/baru/datang-kembali", &kembali).await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.text().contains("Tarik dulu kirimannya"), "{}", tolak.main());
    let kiriman = d.satu_masuk().await.kiriman.id;
    d.sini.post(&format!("/pindah-antar/{kiriman}/penarikan"), &[]).await.led_to();
    catat(&d.sini, "datang-kembali", &kembali).await;
    assert_eq!(d.kirim(&peristiwa).await.status, 422, "who came back is not sent");
    assert_eq!(d.terhitung("SITI AMINAH").await, 1);
}

/// An older workbook, in which she never left, is the other door by which somebody could count twice.
#[tokio::test]
async fn a_workbook_does_not_bring_back_who_was_sent_or_taken_in() {
    for app in each_engine(fitur).await {
        let d = dunia(app).await;
        let peristiwa = d.pindah(&["SITI AMINAH"]).await;
        d.kirim(&peristiwa).await.led_to();
        let terima_semua = [("putusan", "terima_semua"), ("jenis", "koreksi")];
        let usul = impor(&d.app, &d.app.ctx(), tulis(&sukamaju())).await;
        assert!(usul.ringkasan.berubah > 0, "the workbook says that she is here");
        d.sini.post("/impor/usulan/putusan", &terima_semua).await.led_to();
        assert_eq!(d.terhitung("SITI AMINAH").await, 0, "on the way");
        let kiriman = d.satu_masuk().await.kiriman.id;
        let isian = d.isian(&[("SITI AMINAH", "1")]).await;
        d.terima(kiriman, &isian).await.led_to();
        impor(&d.app, &d.app.ctx(), tulis(&sukamaju())).await;
        d.sini.post("/impor/usulan/putusan", &terima_semua).await.led_to();
        assert_eq!(d.terhitung("SITI AMINAH").await, 1, "there, and nowhere else");
    }
}

#[tokio::test]
async fn who_was_taken_in_elsewhere_comes_back_only_after_a_warning() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&["SITI AMINAH"]).await;
    d.kirim(&peristiwa).await.led_to();
    let kiriman = d.satu_masuk().await.kiriman.id;
    let isian = d.isian(&[("SITI AMINAH", "1")]).await;
    d.terima(kiriman, &isian).await.led_to();
    let siti = d.bernama(SUKAMAJU, "SITI AMINAH").await[0].id.to_string();
    let kembali = kembali(&siti);
    let periksa = d.sini.post("/peristiwa/baru/datang-kembali", &kembali).await.ok().text();
    assert!(periksa.contains("sudah diterima di desa tujuannya"), "{periksa}");
    let halaman = d.sini.get(&peristiwa).await.ok().text();
    assert!(halaman.contains("Diterima"));
}

/// Withdrawn once is withdrawn: the second press of the button is told the same.
#[tokio::test]
async fn a_repeated_withdrawal_is_good_news_too() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&["SITI AMINAH"]).await;
    d.kirim(&peristiwa).await.led_to();
    let alamat = format!("/pindah-antar/{}/penarikan", d.satu_masuk().await.kiriman.id);
    let mut kabar = Vec::new();
    for _ in 0..2 {
        let jawab = d.sini.post(&alamat, &[("request_key", "tarik")]).await;
        kabar.push(jawab.headers.get("set-cookie").expect("the page tells what was done").clone());
        jawab.led_to();
    }
    assert_eq!(kabar[0], kabar[1]);
}

fn kembali(siti: &str) -> [(&str, &str); 9] {
    [
        ("orang", siti),
        ("siapa", siti),
        ("tanggal", "02-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("asal", "Sleman"),
        ("klasifikasi", "4"),
        ("alasan", "6"),
        ("keluarga", "baru"),
        ("tempat", "KAUMAN|001|002"),
    ]
}
