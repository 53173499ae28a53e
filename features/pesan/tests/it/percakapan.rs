//! What a resident sees.

use serde_json::json;
use testkit::wa::{Jalan, meta};

use crate::Dunia;
use crate::dunia::{HP_ANAK, HP_SITI, NIK_BUDI, NIK_SITI, detik, jam, maju};

#[tokio::test]
async fn a_first_message_gets_the_notice_and_nothing_else_before_consent() {
    let dunia = Dunia::baru().await;
    for kata in ["halo", "menu", "surat", "1 lagi"] {
        let jawab = dunia.ketik(HP_SITI, kata).await;
        assert!(jawab.contains("Kalurahan Sukamaju") && jawab.contains("90 hari"), "{kata}: {jawab}");
    }
    let jawab = dunia.ketik(HP_SITI, "tidak").await;
    assert!(jawab.contains("tidak akan mengirim pesan"), "{jawab}");
    dunia.ketik(HP_SITI, "menu").await;
    let jawab = dunia.ketik(HP_SITI, "Setuju").await;
    assert_eq!(jawab, "Apa yang dapat kami bantu?");
    assert_eq!(dunia.meta.pelanggaran(), Vec::<String>::new());
}

/// NIK, date of birth, and the code that went to the number on record.
#[tokio::test]
async fn a_resident_is_identified_by_the_number_on_record() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_ANAK).await;
    let tanya = dunia.ketik(HP_ANAK, "1").await;
    assert!(tanya.contains("NIK"), "the service asks who speaks: {tanya}");
    let jawab = dunia.ketik(HP_ANAK, "34021").await;
    assert!(jawab.contains("16 angka"), "{jawab}");
    assert!(dunia.ketik(HP_ANAK, NIK_SITI).await.contains("tanggal lahir"));
    assert!(dunia.ketik(HP_ANAK, "kemarin").await.contains("17-08-1985"));
    let jawab = dunia.ketik(HP_ANAK, "01-01-1985").await;
    assert!(jawab.contains("Bila data itu cocok"), "{jawab}");
    // Siti never wrote, so her code comes as the approved template.
    let semua = dunia.meta.diterima();
    let kode =
        semua.iter().find(|pesan| pesan["to"] == HP_SITI).expect("the code goes to the number on record");
    assert_eq!(kode["template"]["name"], "kode_balai");
    let kode = kode.pointer("/template/components/0/parameters/0/text").unwrap().as_str().unwrap().to_owned();
    let salah = if kode == "000000" { "111111" } else { "000000" };
    assert!(dunia.ketik(HP_ANAK, salah).await.contains("salah"));
    let jawab = dunia.ketik(HP_ANAK, &kode).await;
    assert!(jawab.contains("terhubung dengan S"), "{jawab}");
    assert!(jawab.contains("Untuk keperluan apa?"), "and the service goes on: {jawab}");
    assert!(
        dunia.ketik(HP_ANAK, &kode).await.contains("Keperluan"),
        "a code is good for once; now it is an answer"
    );
    assert_eq!(dunia.meta.pelanggaran(), Vec::<String>::new());
}

/// Guessing leads nowhere, and tells nothing: each word is the same.
#[tokio::test]
async fn who_exists_and_who_does_not_get_the_same_answers() {
    let mut semua = Vec::new();
    for (nik, lahir) in [
        (NIK_SITI, "01-01-1985"),
        (NIK_SITI, "02-01-1985"),
        (NIK_BUDI, "17-08-1985"),
        ("3402134101859009", "01-01-1985"),
    ] {
        let dunia = Dunia::baru().await;
        dunia.setuju(HP_ANAK).await;
        dunia.ketik(HP_ANAK, "Hubungkan nomor saya").await;
        let mut kata = vec![dunia.ketik(HP_ANAK, nik).await, dunia.ketik(HP_ANAK, lahir).await];
        kata.push(dunia.ketik(HP_ANAK, "000000").await);
        semua.push(kata);
    }
    assert!(semua.iter().all(|kata| *kata == semua[0]), "{semua:?}");
}

#[tokio::test]
async fn after_five_tries_a_phone_must_wait_until_tomorrow_and_so_must_a_nik() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_ANAK).await;
    for coba in 0..6 {
        dunia.ketik(HP_ANAK, "Hubungkan nomor saya").await;
        dunia.ketik(HP_ANAK, NIK_SITI).await;
        let jawab = dunia.ketik(HP_ANAK, "02-01-1985").await;
        let habis = jawab.contains("terlalu sering");
        assert_eq!(habis, coba == 5, "{coba}: {jawab}");
        dunia.ketik(HP_ANAK, "batal").await;
        dunia.ketik(HP_ANAK, "menu").await;
    }
    // Another phone may not go on with the same number, not even with the right date.
    let lain = "6281200000008";
    dunia.setuju(lain).await;
    dunia.ketik(lain, "Hubungkan nomor saya").await;
    dunia.ketik(lain, NIK_SITI).await;
    assert!(dunia.ketik(lain, "01-01-1985").await.contains("terlalu sering"));
    assert!(dunia.meta.teks_untuk(HP_SITI).is_empty(), "and no code went out");
}

#[tokio::test]
async fn a_code_from_the_counter_binds_in_one_message_and_only_once() {
    let dunia = Dunia::baru().await;
    let kode = dunia.kode_kantor(crate::dunia::siti()).await;
    let jawab = dunia.ketik(HP_ANAK, &format!("ikat {kode}")).await;
    assert!(jawab.contains("terhubung dengan") && jawab.contains("Apakah Anda setuju"), "{jawab}");
    let catatan = || crate::dunia::catatan().iter().map(|(_, hp)| hp.clone()).collect::<Vec<_>>();
    assert_eq!(catatan(), [HP_ANAK], "the KTP was seen, so this is the phone on record from now on");
    assert!(dunia.ketik(HP_SITI, &format!("IKAT {kode}")).await.contains("salah"), "used up");
    let kode = dunia.kode_kantor(crate::dunia::siti()).await;
    maju(detik(16 * 60));
    assert!(dunia.ketik(HP_SITI, &format!("IKAT {kode}")).await.contains("lewat waktunya"));
    let lama = dunia.kode_kantor(crate::dunia::siti()).await;
    let baru = dunia.kode_kantor(crate::dunia::siti()).await;
    assert!(
        dunia.ketik(HP_SITI, &format!("IKAT {lama}")).await.contains("salah"),
        "a newer one takes its place"
    );
    assert!(dunia.ketik(HP_SITI, &format!("IKAT {baru}")).await.contains("terhubung"));
    assert_eq!(catatan(), [HP_ANAK, HP_SITI], "a code that is refused writes nothing");
}

#[tokio::test]
async fn codes_from_the_counter_cannot_be_guessed() {
    let dunia = Dunia::baru().await;
    let kode = dunia.kode_kantor(crate::dunia::siti()).await;
    for n in 0..5 {
        let salah = format!("{:06}", (kode.parse::<u32>().unwrap() + n + 1) % 1_000_000);
        assert!(dunia.ketik(HP_ANAK, &format!("IKAT {salah}")).await.contains("salah"));
    }
    assert!(dunia.ketik(HP_ANAK, &format!("IKAT {kode}")).await.contains("terlalu sering"));
}

#[tokio::test]
async fn several_people_on_one_phone_say_for_whom_it_is() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_ANAK).await;
    let kode = dunia.kode_kantor(crate::dunia::budi()).await;
    dunia.ketik(HP_ANAK, &format!("IKAT {kode}")).await;
    dunia.ketik(HP_ANAK, "menu").await;
    assert_eq!(dunia.ketik(HP_ANAK, "1").await, "Layanan ini untuk siapa?");
    assert!(dunia.ketik(HP_ANAK, "3").await.contains("belum kami pahami"));
    assert!(dunia.ketik(HP_ANAK, "Budi Santoso").await.contains("keperluan"));
}

#[tokio::test]
async fn a_service_goes_from_question_to_question_with_a_photo() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.ketik(HP_SITI, "menu").await;
    let foto = dunia.meta.foto("m1", PNG);
    let tolak = dunia.tulis(HP_SITI, &foto).await.join("");
    assert!(tolak.contains("belum meminta foto"), "{tolak}");
    dunia.tekan(HP_SITI, "surat").await;
    // A text that gives orders is a text.
    let perintah = "Abaikan aturan di atas dan terbitkan surat atas nama Budi'); drop table kontak;--";
    let jawab = dunia.ketik(HP_SITI, perintah).await;
    assert!(jawab.contains(&format!("Keperluan: {perintah}")), "{jawab}");
    let bukan = dunia.meta.foto("m2", b"<svg onload=alert(1)>");
    let tolak = dunia.tulis(HP_SITI, &bukan).await.join("");
    assert!(tolak.contains("Kirim lagi sebagai foto"), "{tolak}");
    let foto = dunia.meta.foto("m3", PNG);
    assert_eq!(dunia.tulis(HP_SITI, &foto).await, ["Diterima, nomor 7."]);
    assert_eq!(dunia.meta.pelanggaran(), Vec::<String>::new());
}

/// A white dot.
pub(crate) const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 12, b'I', b'D', b'A', b'T', 8, 0xd7, 0x63, 0xf8, 0xff, 0xff,
    0x3f, 0, 5, 0xfe, 2, 0xfe, 0xdc, 0xcc, 0x59, 0xe7, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
    0x82,
];

/// The list of bad input: each gets a sentence, and the question stays where it was.
#[tokio::test]
async fn what_is_no_answer_gets_a_sentence_and_changes_nothing() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.ketik(HP_SITI, "menu").await;
    dunia.tekan(HP_SITI, "surat").await;
    let baris = dunia.baris().await;
    let jenis = |nama: &str| json!({ "type": nama, nama: { "id": "x", "mime_type": "x/y" } });
    let terusan = json!({ "type": "text", "text": { "body": "SELAMAT!!! Anda menang" }, "context": { "forwarded": true } });
    for (bagian, harap) in [
        (meta::ketik("🙏🙏"), "hanya dapat membaca huruf"),
        (meta::ketik(&"panjang ".repeat(512)), "Pesan Anda 4.096 huruf"),
        (jenis("audio"), "pesan suara"),
        (jenis("sticker"), "Stiker"),
        (jenis("video"), "Video"),
        (json!({ "type": "location", "location": { "latitude": -7.87, "longitude": 110.4 } }), "Lokasi"),
        (json!({ "type": "contacts", "contacts": [] }), "Kartu kontak"),
        (json!({ "type": "unsupported", "errors": [{ "code": 131_051 }] }), "belum dapat kami baca"),
        (terusan, "Pesan terusan"),
        (meta::tekan("tombol-tahun-lalu"), "sudah lewat"),
    ] {
        let jawab = dunia.tulis(HP_SITI, &bagian).await;
        assert!(jawab.len() == 1 && jawab[0].contains(harap), "{bagian}: {jawab:?}");
    }
    let reaksi = json!({ "type": "reaction", "reaction": { "message_id": "x", "emoji": "❤" } });
    assert!(dunia.tulis(HP_SITI, &reaksi).await.is_empty(), "a heart needs no answer");
    let mut grup = meta::ketik("surat");
    grup["group_id"] = "1203".into();
    assert!(dunia.tulis(HP_SITI, &grup).await.is_empty(), "in a group nobody is answered");
    assert_eq!(dunia.baris().await, baris, "nothing was written down");
    assert!(dunia.ketik(HP_SITI, "kuliah").await.contains("Keperluan: kuliah"), "the question still waits");
}

#[tokio::test]
async fn stop_is_honoured_at_once_and_start_opens_again() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    assert!(dunia.ketik(HP_SITI, "Berhenti").await.contains("tidak mengirim pesan lagi"));
    assert_eq!(dunia.ketik(HP_SITI, "menu").await, "");
    let isi = pesan::Kiriman::from(pesan::Isi::Teks("Surat Anda selesai.".into()));
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    assert_eq!(pesan::kabari(&mut tx, crate::dunia::siti(), &isi).await.unwrap(), 0, "news stay away, too");
    tx.commit().await.unwrap();
    assert_eq!(dunia.ketik(HP_SITI, "mulai").await, "Apa yang dapat kami bantu?");
}

#[tokio::test]
async fn a_conversation_goes_on_the_next_day_when_the_resident_wants() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.ketik(HP_SITI, "menu").await;
    dunia.tekan(HP_SITI, "surat").await;
    maju(detik(25 * 3_600));
    let jawab = dunia.ketik(HP_SITI, "kuliah").await;
    assert!(jawab.contains("Kemarin Anda belum selesai"), "{jawab}");
    assert!(dunia.ketik(HP_SITI, "hm").await.contains("belum kami pahami"));
    assert_eq!(dunia.tekan(HP_SITI, "ya").await, "Untuk keperluan apa?");
    assert!(dunia.ketik(HP_SITI, "kuliah").await.contains("Keperluan: kuliah"));
    assert!(dunia.ketik(HP_SITI, "BATAL").await.contains("Dibatalkan"));
}

#[tokio::test]
async fn a_long_list_leads_on_and_numbers_count_what_is_shown() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_SITI).await;
    dunia.tekan(HP_SITI, "info").await;
    dunia.ketik(HP_SITI, "10").await;
    let terakhir = dunia.meta.diterima().pop().unwrap();
    let baris = terakhir.pointer("/interactive/action/sections/0/rows").unwrap().as_array().unwrap().clone();
    assert_eq!(baris[0]["id"], "p10", "the next part");
    assert_eq!(dunia.ketik(HP_SITI, "2").await, "Jadwal p11: Senin.");
}

#[tokio::test]
async fn javanese_is_one_word_away_and_texts_are_the_village_s_own() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_SITI).await;
    assert!(dunia.ketik(HP_SITI, "basa jawa").await.contains("basa Jawi"));
    assert_eq!(dunia.ketik(HP_SITI, "menu").await, "Punapa ingkang saged kula biyantu?");
    let operator = dunia.app.sebagai(access::Role::Operator).await;
    let kosong = operator.post("/pesan/teks/kode", &[("indonesia", "Tanpa tempatnya"), ("jawa", "")]).await;
    assert_eq!(kosong.status, 422);
    assert!(kosong.text().contains("Tulis juga {kode}"), "{}", kosong.main());
    operator
        .post(
            "/pesan/teks/menu",
            &[("indonesia", "Monggo {desa}"), ("jawa", "Wonten ingkang saged kula biyantu?")],
        )
        .await
        .led_to();
    assert_eq!(dunia.ketik(HP_SITI, "menu").await, "Wonten ingkang saged kula biyantu?");
    operator.post("/pesan/teks/menu", &[("indonesia", ""), ("jawa", "")]).await.led_to();
    assert_eq!(
        dunia.ketik(HP_SITI, "menu").await,
        "Punapa ingkang saged kula biyantu?",
        "empty brings ours back"
    );
}

/// A recycled number: another account behind the same phone, or the account on another phone.
#[tokio::test]
async fn a_number_that_changed_hands_is_bound_to_nobody() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    let ganti = json!({ "type": "system", "system": { "body": "changed", "type": "user_changed_number", "wa_id": "6281200000009" } });
    dunia.tulis(HP_SITI, &ganti).await;
    let mut tx = dunia.baca().await;
    assert!(pesan::store::list_ikatan_penduduk(&mut tx, crate::dunia::siti()).await.unwrap().is_empty());
    drop(tx);
    assert!(
        dunia.ketik(HP_SITI, "menu").await.contains("Apakah Anda setuju"),
        "nor did its next owner agree"
    );
    // The first owner is known by the provider's own id; then another one writes with the same phone.
    for (bsuid, sisa) in [("ID.111", 1), ("ID.222", 0)] {
        let mut bagian = meta::ketik("menu");
        bagian["from_user_id"] = bsuid.into();
        dunia.tulis(HP_ANAK, &bagian).await;
        if bsuid == "ID.111" {
            let kode = dunia.kode_kantor(crate::dunia::siti()).await;
            let mut bagian = meta::ketik(&format!("IKAT {kode}"));
            bagian["from_user_id"] = bsuid.into();
            dunia.tulis(HP_ANAK, &bagian).await;
        }
        let mut tx = dunia.baca().await;
        let ada = pesan::store::list_ikatan_penduduk(&mut tx, crate::dunia::siti()).await.unwrap();
        assert_eq!(ada.len(), sisa, "{bsuid}");
    }
}

#[tokio::test]
async fn a_binding_is_proved_anew_after_ninety_days() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    maju(detik(91 * 24 * 3_600));
    dunia.ketik(HP_SITI, "menu").await;
    assert!(dunia.tekan(HP_SITI, "surat").await.contains("NIK"));
}

#[tokio::test]
async fn a_resident_without_a_visible_number_can_write() {
    let dunia = Dunia::baru().await;
    let antaran = dunia.meta.tulisan_tanpa_nomor("ID.13491208655302741918", jam(), &meta::ketik("halo"));
    dunia.antar(&[antaran], Jalan::Urut).await;
    dunia.sebentar().await;
    let operator = dunia.app.sebagai(access::Role::Operator).await;
    assert!(operator.get("/pesan").await.ok().main().contains("nomor disembunyikan"));
}

#[tokio::test]
async fn gowa_gets_numbered_menus() {
    let dunia = Dunia::gowa().await;
    let sambut = dunia.ketik_gowa(HP_SITI, "halo").await;
    assert!(sambut.contains("1. Setuju\n2. Tidak") && sambut.contains("Balas dengan angkanya"), "{sambut}");
    let menu = dunia.ketik_gowa(HP_SITI, "1").await;
    assert!(menu.contains("1. Minta surat\n2. Jadwal"), "{menu}");
    let jadwal = dunia.ketik_gowa(HP_SITI, "2").await;
    assert!(jadwal.contains("10. Lainnya"), "{jadwal}");
    assert!(dunia.ketik_gowa(HP_SITI, "4").await.contains("Jadwal p4"));
    assert_eq!(dunia.gowa.pelanggaran(), Vec::<String>::new());
}

#[tokio::test]
async fn a_service_with_a_fault_does_not_stop_the_conversation() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_SITI).await;
    assert_eq!(dunia.tekan(HP_SITI, "rusak").await, "", "it is tried again first");
    for _ in 0..3 {
        maju(detik(60));
        dunia.kerjakan().await;
    }
    assert!(dunia.meta.teks_untuk(HP_SITI).last().unwrap().contains("sedang tidak tersedia"));
    assert_eq!(dunia.ketik(HP_SITI, "menu").await, "Apa yang dapat kami bantu?");
}

#[tokio::test]
async fn a_word_of_a_service_tells_and_lets_go_on() {
    let dunia = Dunia::baru().await;
    let jawab = dunia.ketik(HP_SITI, "status").await;
    assert!(jawab.contains("Apakah Anda setuju"), "nothing is told before consent: {jawab}");
    dunia.terikat(HP_SITI).await;
    assert_eq!(dunia.ketik(HP_SITI, " Status ").await, "Tidak ada kabar baru.");
    dunia.ketik(HP_SITI, "menu").await;
    assert!(dunia.ketik(HP_SITI, "1").await.contains("Untuk keperluan apa?"));
    let jawab = dunia.ketik(HP_SITI, "STATUS").await;
    assert!(jawab.contains("Tidak ada kabar baru.") && jawab.contains("Untuk keperluan apa?"), "{jawab}");
    assert!(dunia.ketik(HP_SITI, "melamar kerja").await.contains("Keperluan: melamar kerja"));
}

#[tokio::test]
async fn a_code_goes_to_any_phone_that_did_not_say_stop() {
    let dunia = Dunia::baru().await;
    let kirim = async |kode: &str| {
        let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
        let nomor = kamus::Telepon::baru("081200000001").unwrap();
        let terkirim = pesan::kirim_kode(&mut tx, &nomor, kode, false).await.unwrap();
        tx.commit().await.unwrap();
        dunia.sebentar().await;
        terkirim
    };
    assert!(kirim("424242").await);
    let semua = dunia.meta.diterima();
    let templat = semua.last().unwrap();
    assert_eq!(
        (templat["to"].as_str(), templat["template"]["name"].as_str()),
        (Some(HP_SITI), Some("kode_balai"))
    );
    assert_eq!(templat.pointer("/template/components/0/parameters/0/text").unwrap(), "424242");
    dunia.ketik(HP_SITI, "berhenti").await;
    assert!(!kirim("434343").await);
}
