//! Who asks: proved by a code to the phone on record, several on one phone, and codes of Layanan Mandiri.

use std::sync::Arc;

use permohonan::{Bergiliran, KodeDiLoket, KodeLewatPesan, Pengirim};

use super::{HP, HP_LAIN, Obrolan};
use crate::dunia::Tokoh;

impl Obrolan {
    /// Asks for a letter from a phone that is bound to nobody: gives what is said on the way to the code.
    async fn mengaku(&self, hp: &str, nik: &str, lahir: &str) -> Vec<String> {
        let mut kata = Vec::new();
        for teks in ["menu", "Minta surat", nik, lahir] {
            kata.push(self.tulis_dari(hp, &testkit::wa::meta::ketik(teks)).await);
        }
        kata
    }

    async fn setuju_di(&self, hp: &str) {
        self.tulis_dari(hp, &testkit::wa::meta::ketik("halo")).await;
        self.tulis_dari(hp, &testkit::wa::meta::tekan("setuju")).await;
    }
}

fn tulis(lahir: jiff::civil::Date) -> String {
    format!("{:02}-{:02}-{}", lahir.day(), lahir.month(), lahir.year())
}

/// Budi has a phone on record, Siti has none, and nobody has the last number.
#[tokio::test]
async fn who_exists_and_who_does_not_hear_the_same_and_leave_the_same() {
    let mut semua = Vec::new();
    for ke in 0..4 {
        let obrolan = Obrolan::kosong(db::testing::sqlite().await).await;
        obrolan.pilih_meta().await;
        let [Tokoh { id, nik, lahir }, siti] = &obrolan.warga[..2] else { panic!("Budi and Siti") };
        obrolan.catat(*id, "081200000001").await;
        obrolan.setuju_di(HP_LAIN).await;
        let (nik, lahir) = match ke {
            0 => (nik.as_str(), *lahir),
            1 => (nik.as_str(), siti.lahir),
            2 => (siti.nik.as_str(), siti.lahir),
            _ => ("3402134101859777", *lahir),
        };
        let mut kata = obrolan.mengaku(HP_LAIN, nik, &tulis(lahir)).await;
        let kode = obrolan.meta.diterima().into_iter().filter(|pesan| pesan["to"] == HP).count();
        assert_eq!(kode, usize::from(ke == 0), "a code goes only to the phone on record");
        kata.push(obrolan.tulis_dari(HP_LAIN, &testkit::wa::meta::ketik("000000")).await);
        let mut tx = obrolan.baca().await;
        let semua_permohonan = permohonan::store::count_permohonan(&mut tx, db::Where::new()).await.unwrap();
        assert_eq!(semua_permohonan, 0);
        semua.push(kata);
    }
    assert!(semua[0][3].contains("Bila data itu cocok"), "{:?}", semua[0]);
    assert!(semua.iter().all(|kata| *kata == semua[0]), "{semua:?}");
}

#[tokio::test]
async fn five_wrong_tries_close_the_way_to_a_letter_for_the_day() {
    let obrolan = Obrolan::kosong(db::testing::sqlite().await).await;
    obrolan.pilih_meta().await;
    let budi = obrolan.warga[0].clone();
    obrolan.catat(budi.id, "081200000001").await;
    obrolan.setuju_di(HP_LAIN).await;
    for coba in 0..6 {
        let kata = obrolan.mengaku(HP_LAIN, &budi.nik, "01-01-1950").await;
        assert_eq!(kata[3].contains("terlalu sering"), coba == 5, "{coba}: {kata:?}");
    }
    let benar = obrolan.mengaku(HP_LAIN, &budi.nik, &tulis(budi.lahir)).await;
    assert!(benar[3].contains("terlalu sering"), "the right date comes too late: {benar:?}");
    assert!(obrolan.meta.teks_untuk(HP).is_empty(), "no code went out");
}

#[tokio::test]
async fn several_people_on_one_phone_say_for_whom_the_letter_is() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let siti = obrolan.warga[1].id;
    obrolan.ikat(siti).await;
    obrolan.ketik("menu").await;
    assert!(obrolan.ketik("Minta surat").await.contains("Layanan ini untuk siapa?"));
    assert!(obrolan.ketik("tetangga").await.contains("belum kami pahami"));
    assert!(obrolan.ketik("SITI AMINAH").await.contains("Surat ini untuk siapa?"), "and she heads with him");
    assert!(obrolan.ketik("Saya sendiri").await.contains("Surat apa yang Anda perlukan?"));
    obrolan.ketik("domisili").await;
    obrolan.ketik("mendaftar kursus").await;
    obrolan.tekan("nanti").await;
    obrolan.tekan("1").await;
    assert!(obrolan.tekan("ya").await.contains("2026-0001"));
    assert_eq!(obrolan.dunia.satu().await.orang_id, siti);
    obrolan.ketik("menu").await;
    obrolan.ketik("Status permohonan").await;
    let budi = obrolan.ketik("BUDI SANTOSO").await;
    assert!(!budi.contains("2026-0001"), "what one asks for the other does not see: {budi}");
}

/// What the register says against it is said before anything is asked.
#[tokio::test]
async fn a_kind_that_does_not_fit_is_refused_with_its_reason() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.ketik("menu").await;
    obrolan.minta_surat().await;
    let tolak = obrolan.ketik("belum menikah").await;
    assert!(tolak.contains("tidak dapat diminta") && tolak.contains("Status perkawinan"), "{tolak}");
    assert!(tolak.contains("Surat apa yang Anda perlukan?"), "and another can be chosen: {tolak}");
    assert!(obrolan.ketik("domisili").await.contains("Keperluan?"));
    let atur = [
        ("klasifikasi", "400.12.2.1"),
        ("cara", "1"),
        ("penandatangan", ""),
        ("kertas", "F4"),
        ("rangkap", "1"),
        ("masa_hari", "180"),
        ("aktif", "tidak"),
    ];
    obrolan.dunia.operator.post("/atur-surat/domisili", &atur).await.led_to();
    let mut tx = obrolan.baca().await;
    let ditawarkan = surat::Katalog::baca(&mut tx).await.unwrap().ditawarkan().any(|j| j.kode == "domisili");
    drop(tx);
    assert!(!ditawarkan, "the village takes the kind back in the middle");
    assert!(obrolan.ketik("melamar kerja").await.contains("tidak dilayani lagi"));
}

#[tokio::test]
async fn the_code_of_layanan_mandiri_goes_to_the_phone_and_else_to_the_counter() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let loket = KodeDiLoket::default();
    let pengirim = Bergiliran(vec![Arc::new(KodeLewatPesan), Arc::new(loket)]);
    let (app, ctx) = (obrolan.dunia.app.app.clone(), Obrolan::ctx());
    let sampai = pengirim.kirim_kode(app.clone(), ctx, obrolan.budi(), "483920".into()).await;
    assert!(sampai.unwrap());
    assert!(obrolan.tunggu().await.contains("483920"), "the counter put this phone on record");
    let tanpa = obrolan.warga[1].id;
    assert!(!KodeLewatPesan.kirim_kode(app.clone(), ctx, tanpa, "1".into()).await.unwrap());
    assert!(pengirim.kirim_kode(app, ctx, tanpa, "112233".into()).await.unwrap());
}

#[tokio::test]
async fn who_fetches_a_letter_and_is_bound_to_no_phone_is_offered_it_there() {
    let obrolan = Obrolan::kosong(db::testing::sqlite().await).await;
    obrolan.pilih_meta().await;
    let (budi, operator) = (obrolan.budi(), &obrolan.dunia.operator);
    let minta = [("ambil", "1"), ("i_keperluan", "KUR")];
    operator.post(&format!("/permohonan/orang/{budi}/domisili"), &minta).await.led_to();
    let p = obrolan.dunia.satu().await;
    let (halaman, ikat) = (format!("/permohonan/{}", p.id), format!("/pesan/ikat/{budi}"));
    assert!(!operator.get(&halaman).await.ok().text().contains(&ikat), "nothing is fetched yet");
    obrolan.dunia.tindak(p.id, "pemrosesan", &[]).await.led_to();
    obrolan.surat_terbit(surat::jenis::Cara::Basah).await;
    let surat = obrolan.dunia.satu().await.surat_id.unwrap();
    let serah = format!("/surat/{surat}/pengambilan");
    for alamat in [&halaman, &serah] {
        let tampak = operator.get(alamat).await.ok().text();
        assert!(tampak.contains(&ikat) && tampak.contains("hubungkan nomornya"), "{alamat}: {tampak}");
    }
    let lurah = obrolan.dunia.app.sebagai(access::Role::Penandatangan).await;
    assert!(!lurah.get(&halaman).await.ok().text().contains(&ikat), "only who may bind");
    obrolan.ketik("halo").await;
    obrolan.tekan("setuju").await;
    obrolan.ikat(budi).await;
    for alamat in [&halaman, &serah] {
        assert!(!operator.get(alamat).await.ok().text().contains(&ikat), "{alamat}: bound by now");
    }
}
