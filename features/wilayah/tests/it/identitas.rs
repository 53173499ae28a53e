//! Names and words, letterhead, parts.

use access::Role;
use testkit::SUKAMAJU;

use crate::bantu::{PNG, desa, identitas_di};

const ISI: [(&str, &str); 10] = [
    ("nama", "Desa Sukamaju"),
    ("kecamatan", "Pleret"),
    ("kabupaten", "Bantul"),
    ("provinsi", "Daerah Istimewa Yogyakarta"),
    ("set_kata", "diy"),
    ("alamat", "Jalan Contoh 1"),
    ("kodepos", "55791"),
    ("telepon", "(0274) 123456"),
    ("surel", "kantor@sukamaju.desa.id"),
    ("situs", "https://sukamaju.desa.id/"),
];

#[tokio::test]
async fn names_and_words_are_kept() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    insta::assert_snapshot!(operator.get("/wilayah").await.ok().main());
    assert_eq!(operator.post("/wilayah", &ISI).await.led_to(), "/3402132099/wilayah");
    let i = identitas_di(&desa).await;
    assert_eq!((i.nama.as_str(), i.kabupaten.as_str()), ("Sukamaju", "Kabupaten Bantul"));
    assert_eq!(i.situs.as_deref(), Some("sukamaju.desa.id"));
    let mut national = ISI;
    national[4] = ("set_kata", "nasional");
    operator.post("/wilayah", &national).await.led_to();
    let text = operator.get("/wilayah").await.ok().text();
    assert!(text.contains("Desa Sukamaju") && text.contains("Kepala Desa") && !text.contains("Danarta"));
}

#[tokio::test]
async fn a_bad_identity_says_all_that_is_wrong_and_keeps_what_was_typed() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    let bad = [
        ("nama", "Kalurahan "),
        ("kecamatan", ""),
        ("provinsi", ""),
        ("set_kata", "mars"),
        ("alamat", ""),
        ("kodepos", "abc"),
        ("telepon", "hubungi pak carik"),
        ("surel", "kantor"),
        ("situs", "javascript:alert(1)"),
    ];
    let answer = operator.post("/wilayah", &bad).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.text().matches("govuk-error-message").count(), 9, "{}", answer.main());
    assert!(answer.text().contains("hubungi pak carik"));
    assert!(answer.text().contains("<title>Kesalahan:"));
    let long = "a".repeat(151);
    for (place, field) in [(1, "kecamatan"), (2, "kabupaten"), (3, "provinsi"), (5, "alamat")] {
        for bad in [long.as_str(), "dua\nbaris"] {
            let mut fields = ISI;
            fields[place] = (field, bad);
            let answer = operator.post("/wilayah", &fields).await;
            assert_eq!(answer.status, 422, "{field}");
            assert!(answer.text().contains("huruf, dalam satu baris."), "{field}\n{}", answer.main());
        }
    }
    assert_eq!(identitas_di(&desa).await.alamat, None);
    assert_eq!(operator.post_raw("/wilayah", &ISI).await.status, 400, "without the form's token");
}

#[tokio::test]
async fn a_logo_is_drawn_anew_and_served_to_everybody() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    assert_eq!(desa.tamu().get("/logo").await.status, 404);
    let baris = "Pemerintah Kabupaten Bantul\nKalurahan Sukamaju";
    operator.upload("/wilayah/kop", &[("kop", baris)], ("logo", "lambang.png", PNG)).await.led_to();
    insta::assert_snapshot!(
        operator.get("/wilayah/kop").await.ok().main().replace(&logo_id(&desa).await, "(logo)")
    );
    let i = identitas_di(&desa).await;
    assert_eq!(i.kop().baris, ["Pemerintah Kabupaten Bantul", "Kalurahan Sukamaju"]);
    let logo = desa.tamu().get(&wilayah::alamat_logo(SUKAMAJU, i.logo.unwrap())).await.ok();
    assert_eq!(logo.headers.get("content-type").unwrap(), "image/png");
    assert!(logo.headers.get("cache-control").unwrap().to_str().unwrap().contains("immutable"));
    assert!(logo.bytes.starts_with(b"\x89PNG"));
    let plain = desa.tamu().get("/logo").await.ok();
    assert_eq!(plain.headers.get("cache-control").unwrap(), "public, max-age=300");
    assert_eq!(desa.tamu().get("/3402132098/logo").await.status, 404, "the twin has none");
    assert_eq!(desa.tamu().get("/aksara").await.status, 404);
    // A second save without a file keeps it; the box takes it away.
    operator.post("/wilayah/kop", &[("kop", baris)]).await.led_to();
    assert_eq!(identitas_di(&desa).await.logo, i.logo);
    operator.post("/wilayah/kop", &[("kop", ""), ("hapus_logo", "1")]).await.led_to();
    let i = identitas_di(&desa).await;
    assert_eq!((i.logo, i.kop), (None, None));
}

async fn logo_id(desa: &crate::bantu::Desa) -> String {
    identitas_di(desa).await.logo.unwrap().simple().to_string()
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_nothing_is_kept() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    let cases: [(&[u8], &str); 3] = [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG tidak diterima"),
        (b"%PDF-1.7 bukan gambar", "bukan gambar"),
        (&PNG[..40], "rusak"),
    ];
    for (bytes, sentence) in cases {
        let answer =
            operator.upload("/wilayah/kop", &[("kop", "Baris saya")], ("logo", "lambang.png", bytes)).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(sentence), "{sentence}\n{}", answer.main());
        assert!(answer.text().contains("Baris saya"), "what was typed stays");
    }
    let long = "x".repeat(101);
    for kop in ["1\n2\n3\n4\n5\n6\n7", &long] {
        let answer = operator.post("/wilayah/kop", &[("kop", kop)]).await;
        assert!(answer.text().contains("Paling banyak 6 baris"));
    }
    let i = identitas_di(&desa).await;
    assert_eq!((i.logo, i.kop), (None, None));
}

#[tokio::test]
async fn the_preview_follows_what_is_typed_and_saves_nothing() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    let shown = operator.post("/wilayah/kop/pratinjau", &[("kop", "BARIS <b>SATU</b>")]).await.ok();
    assert!(shown.text().starts_with("<div id=\"pratinjau-kop\"><svg"));
    assert!(shown.text().contains("BARIS &lt;b&gt;SATU"));
    assert_eq!(identitas_di(&desa).await.kop, None);
}

#[tokio::test]
async fn parts_are_added_changed_and_taken_off() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    assert!(operator.get("/wilayah/bagian").await.ok().text().contains("Belum ada bagian"));
    let fields = [("dusun", " Kauman "), ("rw", "1"), ("rt", "2"), ("kepala", "Karso")];
    operator.post("/wilayah/bagian", &fields).await.led_to();
    insta::assert_snapshot!(operator.get("/wilayah/bagian").await.ok().main());
    for (fields, sentence) in [
        (fields, "sudah ada di daftar"),
        ([("dusun", "Kauman"), ("rw", "satu"), ("rt", ""), ("kepala", "")], "paling banyak 3 angka"),
        ([("dusun", ""), ("rw", ""), ("rt", ""), ("kepala", "")], "Isi nama dusun"),
    ] {
        let answer = operator.post("/wilayah/bagian", &fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(sentence), "{sentence}");
    }
    let bagian = wilayah::list_bagian(&mut desa.db.read(&desa.ctx()).await.unwrap()).await.unwrap();
    let rt = bagian.iter().find(|b| b.rt == "002").unwrap();
    let path = format!("/wilayah/bagian/{}", rt.id);
    assert!(operator.get(&path).await.ok().text().contains("RT 002, RW 001, Kauman"));
    operator.post(&path, &[("kepala", "Tini"), ("request_key", "satu")]).await.led_to();
    assert!(operator.get("/wilayah/bagian").await.ok().text().contains("Tini"));
    operator.post(&format!("{path}/penghapusan"), &[("request_key", "satu")]).await.led_to();
    assert_eq!(operator.get(&path).await.status, 404);
}

#[tokio::test]
async fn only_those_who_may_arrange_see_these_pages() {
    let desa = desa().await;
    let dukuh = desa.sebagai(Role::Dukuh).await;
    let kembaran = desa.sebagai_di(testkit::KEMBARAN, &[Role::Admin]).await;
    for path in ["/wilayah", "/wilayah/kop", "/wilayah/bagian", "/pejabat", "/pejabat/baru", "/mulai"] {
        let path = format!("/3402132099{path}");
        assert_eq!(dukuh.get(&path).await.status, 404, "{path}");
        assert_eq!(kembaran.get(&path).await.status, 404, "{path}");
        assert_eq!(desa.tamu().get(&path).await.status, 303, "{path}");
    }
    assert_eq!(dukuh.post("/wilayah", &ISI).await.status, 404);
}
