//! The adapters against their doubles, and the doubles against broken adapters.

use pesan::{Alamat, Bahan, Isi, IsiDatang, Jenis, Media, Pilihan, Rahasia, Tindakan, penyedia};
use testkit::wa::{Gowa, Kontrak, Meta, Nakal, meta};

use crate::dunia::{detik, jam, maju, rahasia_gowa, rahasia_meta};

fn ke(nomor: &str) -> Alamat {
    Alamat { telepon: Some(nomor.to_owned()), bsuid: None }
}

fn semua_isi() -> Vec<Isi> {
    let pilihan = |n: usize| {
        (0..n).map(|i| Pilihan::baru(format!("p{i}"), format!("Surat keterangan yang panjang {i}"))).collect()
    };
    vec![
        Isi::Teks("Halo 🙏".into()),
        Isi::Tombol { teks: "Benar?".into(), pilihan: pilihan(3) },
        Isi::Daftar { teks: "Pilih".into(), buka: "Lihat semua layanan kami".into(), pilihan: pilihan(10) },
        Isi::Tombol { teks: "x".repeat(2_000), pilihan: pilihan(2) },
    ]
}

#[tokio::test]
async fn meta_s_contract_takes_all_that_we_send() {
    let meta = Meta::mulai(jam).await;
    let rumah = penyedia(Jenis::Meta, rahasia_meta(meta.alamat()));
    let warga = ke("6281200000001");
    meta.tulisan("6281200000001", jam(), &meta::ketik("halo"));
    for isi in semua_isi() {
        maju(detik(7));
        rumah.kirim(&warga, Bahan::Isi(&isi)).await.unwrap();
    }
    maju(detik(7));
    let dokumen =
        Bahan::Dokumen { nama: "surat.pdf", teks: "Nomor 1", jenis: "application/pdf", bytes: b"%PDF-1.7" };
    rumah.kirim(&warga, dokumen).await.unwrap();
    for jenis in [pesan::JenisTemplat::Kode, pesan::JenisTemplat::Kabar] {
        maju(detik(7));
        rumah.kirim(&warga, Bahan::Templat { jenis, teks: "470/123\nbaris dua" }).await.unwrap();
    }
    assert_eq!(meta.pelanggaran(), Vec::<String>::new());
    assert_eq!(meta.diterima().len(), 7);
}

#[tokio::test]
async fn gowa_s_contract_takes_all_that_we_send() {
    let gowa = Gowa::mulai().await;
    let rumah = penyedia(Jenis::Gowa, rahasia_gowa(gowa.alamat()));
    for isi in semua_isi() {
        rumah.kirim(&ke("6281200000001"), Bahan::Isi(&isi)).await.unwrap();
    }
    let dokumen =
        Bahan::Dokumen { nama: "surat.pdf", teks: "Nomor 1", jenis: "application/pdf", bytes: b"%PDF-1.7" };
    rumah.kirim(&ke("6281200000001"), dokumen).await.unwrap();
    assert_eq!(gowa.pelanggaran(), Vec::<String>::new());
    assert!(gowa.teks_untuk("6281200000001")[1].contains("1. Surat keterangan yang panjang 0"));
}

/// An adapter that is broken in each of these ways is refused: so the double is worth something.
#[tokio::test]
async fn the_doubles_refuse_a_broken_adapter() {
    let meta = Meta::mulai(jam).await;
    let klien = reqwest_post(meta.alamat());
    let baik = serde_json::json!({ "messaging_product": "whatsapp", "recipient_type": "individual",
        "to": "6281200000001", "type": "text", "text": { "body": "halo" } });
    let ubah = |jalan: &str, nilai: serde_json::Value| {
        let mut isi = baik.clone();
        match jalan.rsplit_once('/') {
            Some(("", nama)) if nilai.is_null() => {
                isi.as_object_mut().unwrap().remove(nama);
            }
            Some((induk, nama)) => {
                let induk = isi.pointer_mut(induk).unwrap().as_object_mut().unwrap();
                induk.insert(nama.to_owned(), nilai);
            }
            None => {}
        }
        isi
    };
    let rusak = [
        ubah("/messaging_product", "sms".into()),
        ubah("/recipient_type", serde_json::Value::Null),
        ubah("/to", "+6281200000001".into()),
        ubah("/to", "081200000001".into()),
        ubah("/type", "pesan".into()),
        ubah("/text", serde_json::json!({ "body": "x".repeat(4_097) })),
        ubah("/text", serde_json::json!({})),
    ];
    for isi in rusak {
        let dulu = meta.pelanggaran().len();
        assert_eq!(klien(isi.clone()).await, 400, "{isi}");
        assert!(meta.pelanggaran().len() > dulu, "{isi}");
    }
    assert!(meta.diterima().is_empty());
    // A wrong token, a wrong number of ours, a closed window, two messages at once.
    let warga = ke("6281200000001");
    let isi = Isi::Teks("halo".into());
    let coba = async |rahasia: Rahasia| penyedia(Jenis::Meta, rahasia).kirim(&warga, Bahan::Isi(&isi)).await;
    let benar = rahasia_meta(meta.alamat());
    let galat = coba(Rahasia { token: "lain".into(), ..benar.clone() }).await.unwrap_err();
    assert_eq!((galat.kode, galat.tindakan), (Some(190), Tindakan::Hentikan));
    let galat = coba(Rahasia { nomor_id: "1".into(), ..benar.clone() }).await.unwrap_err();
    assert_eq!(galat.tindakan, Tindakan::Jangan);
    assert_eq!(coba(benar.clone()).await.unwrap_err().tindakan, Tindakan::Jendela, "nobody wrote yet");
    meta.tulisan("6281200000001", jam(), &meta::ketik("halo"));
    coba(benar.clone()).await.unwrap();
    assert_eq!(coba(benar.clone()).await.unwrap_err().tindakan, Tindakan::TundaOrang, "two at once");
    maju(detik(25 * 3_600));
    assert_eq!(coba(benar).await.unwrap_err().tindakan, Tindakan::Jendela, "a day later");
}

/// Posts raw JSON with the right token, as a broken adapter would.
fn reqwest_post(
    alamat: &str,
) -> impl Fn(serde_json::Value) -> std::pin::Pin<Box<dyn Future<Output = u16>>> + use<> {
    let url = format!("{alamat}/{}/messages", meta::NOMOR_ID);
    let klien = reqwest_klien();
    move |isi| {
        let minta = klien.post(&url).bearer_auth(meta::TOKEN).json(&isi);
        Box::pin(async move { minta.send().await.unwrap().status().as_u16() })
    }
}

pub(crate) fn reqwest_klien() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

#[tokio::test]
async fn gowa_s_double_refuses_a_broken_adapter() {
    let gowa = Gowa::mulai().await;
    let kirim = async |token: &str, isi: serde_json::Value| {
        let (nama, sandi) = token.split_once(':').unwrap();
        let minta =
            reqwest_klien().post(format!("{}/send/message", gowa.alamat())).basic_auth(nama, Some(sandi));
        minta.json(&isi).send().await.unwrap().status().as_u16()
    };
    let benar = testkit::wa::gowa::SANDI;
    let baik = serde_json::json!({ "phone": "6281200000001@s.whatsapp.net", "message": "halo" });
    assert_eq!(kirim("a:b", baik.clone()).await, 401);
    assert_eq!(kirim(benar, serde_json::json!({ "phone": "081200000001", "message": "halo" })).await, 400);
    assert_eq!(kirim(benar, serde_json::json!({ "phone": "6281200000001@s.whatsapp.net" })).await, 400);
    assert_eq!(
        kirim(benar, serde_json::json!({ "phone": "6281@s.whatsapp.net", "message": "x", "buttons": [] }))
            .await,
        400
    );
    assert_eq!(kirim(benar, serde_json::json!({ "phone": "6281@s.whatsapp.net", "message": 7 })).await, 400);
    assert_eq!(kirim(benar, baik).await, 200);
    assert_eq!(gowa.diterima().len(), 1);
}

#[tokio::test]
async fn an_attachment_is_fetched_checked_and_deleted() {
    let meta = Meta::mulai(jam).await;
    let rumah = penyedia(Jenis::Meta, rahasia_meta(meta.alamat()));
    let foto = meta.foto("m1", b"isi foto");
    let antaran = meta.tulisan("6281200000001", jam(), &foto);
    let pesan::Datang::Pesan(datang) = rumah.urai(&antaran.isi).unwrap().remove(0) else { panic!() };
    let IsiDatang::Media(media) = datang.isi else { panic!() };
    assert_eq!(rumah.unduh(&datang.dari, &media).await.unwrap(), b"isi foto");
    let lagi = rumah.unduh(&datang.dari, &media).await.unwrap_err();
    assert_eq!(lagi.tindakan, Tindakan::Jangan, "Meta does not keep it any longer");
    let asing = Media { acuan: "m9".into(), jenis: String::new(), sha256: None, keterangan: String::new() };
    assert!(rumah.unduh(&datang.dari, &asing).await.is_err());

    let gowa = Gowa::mulai().await;
    let rumah = penyedia(Jenis::Gowa, rahasia_gowa(gowa.alamat()));
    let foto = gowa.foto("a.jpe", b"isi foto");
    let antaran = gowa.tulisan("6281200000001", jam(), &foto);
    let pesan::Datang::Pesan(datang) = rumah.urai(&antaran.isi).unwrap().remove(0) else { panic!() };
    let IsiDatang::Media(media) = datang.isi else { panic!() };
    assert_eq!(rumah.unduh(&datang.dari, &media).await.unwrap(), b"isi foto");
    for acuan in ["statics/../../etc/passwd", "tidak-ada"] {
        let media = Media { acuan: acuan.into(), ..media.clone() };
        assert!(rumah.unduh(&datang.dari, &media).await.is_err(), "{acuan}");
    }
    let media = Media { acuan: "a.jpe".into(), ..media };
    assert_eq!(rumah.unduh(&datang.dari, &media).await.unwrap(), b"isi foto", "only its path is followed");
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_tried_again() {
    let tutup = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let alamat = format!("http://{}", tutup.local_addr().unwrap());
    drop(tutup);
    for (jenis, rahasia) in [(Jenis::Meta, rahasia_meta(&alamat)), (Jenis::Gowa, rahasia_gowa(&alamat))] {
        let galat =
            penyedia(jenis, rahasia).kirim(&ke("6281200000001"), Bahan::Isi(&Isi::Teks("x".into()))).await;
        assert_eq!(galat.unwrap_err().tindakan, Tindakan::Ulangi, "{jenis:?}");
    }
    let gowa = Gowa::mulai().await;
    let rumah = penyedia(Jenis::Gowa, rahasia_gowa(gowa.alamat()));
    for (nakal, harap) in [
        (Nakal::Status(500), Tindakan::Ulangi),
        (Nakal::Status(429), Tindakan::Ulangi),
        (Nakal::Status(401), Tindakan::Hentikan),
        (Nakal::Galat(0), Tindakan::Hentikan),
        (Nakal::JawabanRusak, Tindakan::Ulangi),
    ] {
        gowa.nakal(nakal.clone());
        let galat = rumah.kirim(&ke("6281200000001"), Bahan::Isi(&Isi::Teks("x".into()))).await.unwrap_err();
        assert_eq!(galat.tindakan, harap, "{nakal:?}");
    }
}

/// Every example of a message that Meta publishes is read, and none of them is taken for a command.
#[tokio::test]
async fn meta_s_published_contract_is_understood_where_it_is_at_hand() {
    let Some(terbitan) = Kontrak::meta() else {
        eprintln!("skipped: Meta's published contract is not in ../shared/data/contracts");
        return;
    };
    let jalan = "/{Version}/{Phone-Number-ID}/messages";
    let baik = serde_json::json!({ "messaging_product": "whatsapp", "recipient_type": "individual",
        "to": "6281", "type": "text", "text": { "body": "x" } });
    assert_eq!(terbitan.periksa(jalan, &baik), Vec::<String>::new());
    for (nama, nilai) in [
        ("to", serde_json::json!(6281)),
        ("text", serde_json::json!({ "body": "x", "warna": 1 })),
        ("type", serde_json::json!("teks")),
    ] {
        let mut rusak = baik.clone();
        rusak[nama] = nilai;
        assert!(!terbitan.periksa(jalan, &rusak).is_empty(), "{nama}");
    }
}
