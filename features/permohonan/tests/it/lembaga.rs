//! A letter about a body, asked for at the counter by who answers for it.

use permohonan::{Keadaan, selaraskan_semua};
use uuid::Uuid;

use super::dunia::{Dunia, di};

#[tokio::test]
async fn who_asks_for_a_body_s_letter_answers_for_it_and_the_request_follows_that_letter() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let op = &dunia.operator;
        let form = format!("/permohonan/orang/{}/domisili_lembaga", dunia.siti);
        assert!(op.get(&form).await.ok().main().contains("Nama lembaga"));
        let panjang = "a".repeat(201);
        let tolak = op.post(&form, &[("o_nama", &panjang), ("ambil", "1")]).await;
        assert!(tolak.text().contains("Nama lembaga paling panjang 200 huruf"), "{}", tolak.text());
        let minta = [
            ("o_nama", "Sanggar Contoh"),
            ("i_bidang", "seni tari"),
            ("syarat", "akta_lembaga"),
            ("ambil", "1"),
            ("langsung", "1"),
        ];
        let ke = op.post(&form, &minta).await.led_to();
        let borang = op.get(&ke).await.ok().text();
        for kata in ["value=\"3402134101859001\"", "value=\"Sanggar Contoh\"", "value=\"seni tari\""] {
            assert!(borang.contains(kata), "{kata}: {borang}");
        }
        let p = dunia.satu().await;
        let satu = op.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(satu.contains("Sanggar Contoh"), "{satu}");
        let lurah = format!("{}:definitif", dunia.lurah_id);
        let isi = [
            ("o_nama", "Sanggar Contoh"),
            ("i_bidang", "seni tari"),
            ("i_dasar", "akta nomor 9"),
            ("i_alamat", "Krajan"),
            ("i_penanggung_jawab-nama", "Siti Aminah"),
            ("i_penanggung_jawab-nik", "3402134101859001"),
            ("i_penanggung_jawab-alamat", "Krajan"),
            ("i_jabatan", "Ketua"),
            ("i_keperluan", "bantuan alat"),
            ("syarat", "akta_lembaga"),
            ("syarat", "susunan_pengurus"),
            ("penandatangan", &lurah),
            ("cara", "1"),
            ("kertas", "F4"),
            ("rangkap", "1"),
        ];
        let surat = op.post("/surat/baru/domisili_lembaga", &isi).await.led_to();
        selaraskan_semua(&dunia.app.db, &dunia.app.ctx()).await.unwrap();
        let p = dunia.permohonan(p.id).await;
        assert!(surat.ends_with(&p.surat_id.unwrap().to_string()), "{surat}");
        assert_eq!(p.keadaan(), Keadaan::Diproses, "its letter waits for its paraf");
        terbitkan(&dunia, p.surat_id.unwrap()).await;
        let bulan = "/permohonan/analisis/unduhan?dari=2026-02&sampai=2026-02&format=csv";
        let isi = String::from_utf8(op.get(bulan).await.ok().bytes).unwrap();
        assert!(isi.contains("\"Dusun\",\"Lembaga\",1,"), "a body lives in no hamlet: {isi}");
        assert!(!isi.contains("Bukan penduduk tetap"), "{isi}");
    }
}

/// As issued on a day in February.
async fn terbitkan(dunia: &Dunia, id: Uuid) {
    let saat = "2026-02-03T09:00";
    let mut tx = dunia.tulis(saat).await;
    let mut surat = surat::store::get_surat(&mut tx, id).await.unwrap();
    surat.keadaan = surat::keadaan::Keadaan::Terbit.kode();
    surat.terbit_pada = Some(di(saat).into());
    surat.tanggal = Some(kamus::Zona::Wib.tanggal(di(saat)).into());
    tx.update(&surat).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn no_door_without_a_clerk_offers_a_letter_about_a_body() {
    for jenis in surat::jenis::semua().iter().filter(|jenis| jenis.mandiri) {
        assert!(jenis.pokok.jenis.menerima_orang(), "{}", jenis.kode);
    }
}
