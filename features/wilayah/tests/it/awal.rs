//! The first hour: an installation without a unit, then the list of tasks.

use access::Role;
use testkit::{Client, SANDI};
use wilayah::{DaftarLangkah, KodeAwal, Langkah};

use crate::bantu::{Desa, desa, identitas_di, kosong};

async fn baru() -> Desa {
    kosong(|builder| builder.provide(KodeAwal("k0d3-awal".into()))).await
}

const LENGKAP: [(&str, &str); 8] = [
    ("kode_awal", "K0D3-awal"),
    ("kode", "34.02.13.2099"),
    ("nama", "Kalurahan Sukamaju"),
    ("kecamatan", "Pleret"),
    ("orang", "Sri Lestari"),
    ("login", "sri.lestari"),
    ("sandi", SANDI),
    ("ulang", SANDI),
];

async fn kirim(tamu: &Client, ganti: &[(&str, &str)]) -> testkit::Answer {
    let fields = LENGKAP.map(|(name, value)| {
        let other = ganti.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        (name, other.unwrap_or(value))
    });
    tamu.post("/mulai", &fields).await
}

#[tokio::test]
async fn a_stranger_with_the_code_sets_up_the_village_and_is_signed_in() {
    let desa = baru().await;
    let tamu = desa.tamu();
    let page = tamu.get("/mulai?kode=k0d3-awal").await.ok();
    assert!(page.text().contains("value=\"k0d3-awal\""));
    insta::assert_snapshot!(page.main());
    let done = kirim(&tamu, &[]).await;
    assert_eq!(done.led_to(), "/3402132099/mulai");
    let identitas = identitas_di(&desa).await;
    assert_eq!((identitas.nama.as_str(), identitas.set_kata.as_str()), ("Sukamaju", "diy"));
    assert_eq!(identitas.kabupaten, "Kabupaten Bantul");
    let sri = desa.sesudah(&done);
    insta::assert_snapshot!(sri.get("/mulai").await.status, @"404 Not Found");
    insta::assert_snapshot!(sri.get("/3402132099/mulai").await.ok().main());
    // Sent twice: the first time did it.
    assert_eq!(kirim(&tamu, &[]).await.led_to(), "/masuk");
    assert_eq!(tamu.get("/mulai").await.status, 404, "never again");
}

#[tokio::test]
async fn the_first_form_says_all_that_is_wrong() {
    let desa = baru().await;
    let tamu = desa.tamu();
    let bad = tamu
        .post("/mulai", &[("kode", "34.02"), ("login", "a b"), ("sandi", "padi"), ("ulang", "sawah")])
        .await;
    assert_eq!(bad.status, 422);
    for sentence in [
        "Kode penyiapan salah.",
        "Isi namanya saja",
        "Isi nama lengkap Anda.",
        "Nama pengguna hanya berisi huruf",
        "paling sedikit 10 huruf",
        "Kedua kata sandi tidak sama.",
    ] {
        assert!(bad.text().contains(sentence), "{sentence}\n{}", bad.main());
    }
    assert!(!bad.text().contains("value=\"padi\""), "a password is never sent back");
    for (name, value, sentence) in [
        ("kode_awal", "salah", "Kode penyiapan salah."),
        ("kode", "Pleret", "hanya berisi angka"),
        ("kode", "34.02.13.20", "harus 10 angka"),
        ("kecamatan", "", "Isi namanya saja"),
        ("login", "3402134101859001", "Jangan memakai NIK"),
    ] {
        let answer = kirim(&tamu, &[(name, value)]).await;
        assert_eq!(answer.status, 422, "{name} {value}");
        assert!(answer.text().contains(sentence), "{sentence}\n{}", answer.main());
        assert_eq!(wilayah::count_unit(&desa.db).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn the_set_up_code_cannot_be_guessed_fast() {
    let desa = baru().await;
    for _ in 0..5 {
        assert_eq!(kirim(&desa.tamu(), &[("kode_awal", "tebak")]).await.status, 422);
    }
    let slowed = kirim(&desa.tamu(), &[]).await;
    assert!(slowed.text().contains("Tunggu 5 detik lagi."), "{}", slowed.main());
}

#[tokio::test]
async fn a_kelurahan_is_told_by_its_code() {
    let desa = baru().await;
    let done =
        kirim(&desa.tamu(), &[("kode", "35.10.16.1003"), ("nama", "Lateng"), ("kecamatan", "Banyuwangi")])
            .await;
    assert_eq!(done.led_to(), "/3510161003/mulai");
    let name = desa.app.app.unit_name(db::Unit(3_510_161_003), desa.app.app.now()).await.unwrap().unwrap();
    assert_eq!(
        (name.kind_word.as_str(), name.parent.as_str()),
        ("Kelurahan", "Kecamatan Banyuwangi, Kabupaten Banyuwangi")
    );
}

#[tokio::test]
async fn without_a_code_there_is_no_first_page() {
    let desa = kosong(|builder| builder).await;
    assert_eq!(desa.tamu().get("/mulai").await.status, 404);
    assert_eq!(kirim(&desa.tamu(), &[]).await.led_to(), "/masuk");
    assert_eq!(wilayah::count_unit(&desa.db).await.unwrap(), 0);
}

#[tokio::test]
async fn the_task_list_takes_the_steps_of_all_rooms() {
    let langkah = |urutan, judul, selesai: fn(&mut db::ReadTx) -> wilayah::Jawaban<'_>| Langkah {
        urutan,
        judul,
        keterangan: "Ketika siap.",
        path: "/lain",
        selesai,
    };
    let steps = vec![
        langkah(60, "Surat pertama", |_| Box::pin(async { Ok(false) })),
        langkah(40, "Nomor surat", |_| Box::pin(async { Ok(true) })),
    ];
    let desa = kosong(|builder| builder.provide(DaftarLangkah(steps))).await;
    let baru = wilayah::UnitBaru {
        kode: "34.02.13.2099".parse().unwrap(),
        nama: "Sukamaju".into(),
        kecamatan: "Pleret".into(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(&desa.db, &baru, None, desa.app.app.now()).await.unwrap();
    let text = desa.sebagai(Role::Operator).await.get("/3402132099/mulai").await.ok().text();
    let (nomor, surat) = (text.find("Nomor surat").unwrap(), text.find("Surat pertama").unwrap());
    assert!(nomor < surat);
    assert!(text.contains("50%") && text.contains("Berikutnya"));
}

#[tokio::test]
async fn the_own_steps_are_done_one_by_one() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    let done = async || operator.get("/3402132099/mulai").await.ok().text().matches(">Selesai<").count();
    assert_eq!(done().await, 0);
    let fields = [
        ("nama", "Sukamaju"),
        ("kecamatan", "Pleret"),
        ("provinsi", "Daerah Istimewa Yogyakarta"),
        ("alamat", "Jalan Contoh 1"),
    ];
    operator.post("/wilayah", &fields).await.led_to();
    assert_eq!(done().await, 1);
    operator.upload("/wilayah/kop", &[], ("logo", "lambang.png", crate::bantu::PNG)).await.led_to();
    assert_eq!(done().await, 2);
    let fields = [
        ("nama", "Siti"),
        ("jabatan", "kepala"),
        ("jenis", "definitif"),
        ("sk_nomor", "1/2024"),
        ("sk_tanggal", "1-1-2024"),
        ("mulai", "2-1-2024"),
    ];
    operator.post("/pejabat", &fields).await.led_to();
    assert_eq!(done().await, 3);
}
