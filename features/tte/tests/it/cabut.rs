//! Certificates that their issuer took back, by its list and by its responder, against a double that misbehaves.

use std::time::Duration;

use access::Role;
use jiff::{SignedDuration, Timestamp};
use testkit::penerbit::{Dipegang, Nakal, Penerbit, Sebut};
use testkit::{SUKAMAJU, TestApp};
use tte::cabut::{Cara, Jawab, Pemeriksa, Sebab};
use web::Feature;

use super::contoh::{OFFICE, at, signing_time};

fn kini() -> Timestamp {
    signing_time()
}

fn dulu() -> Timestamp {
    at("2026-02-01T00:00:00Z")
}

async fn tanya(penerbit: &Penerbit, satu: &Dipegang, cara: Cara, daftar: Vec<Vec<u8>>) -> Jawab {
    let rantai = [satu.der.clone(), penerbit.der().to_vec()];
    Pemeriksa::new(cara, daftar).batas(Duration::from_secs(2)).periksa(&rantai, kini()).await
}

#[tokio::test]
async fn a_list_and_a_responder_tell_good_from_revoked() {
    for sebut in [Sebut::Daftar, Sebut::Responder, Sebut::Keduanya] {
        let penerbit = Penerbit::mulai(kini()).await;
        let (baik, buruk) = (penerbit.terbitkan("Siti", sebut), penerbit.terbitkan("Budi", sebut));
        penerbit.cabut(buruk.nomor, dulu());
        assert_eq!(tanya(&penerbit, &baik, Cara::Tanya, vec![]).await, Jawab::Berlaku, "{sebut:?}");
        let cabut = Jawab::Dicabut { pada: dulu() };
        assert_eq!(tanya(&penerbit, &buruk, Cara::Ketat, vec![]).await, cabut, "{sebut:?}");
        assert_eq!(penerbit.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn nobody_is_asked_before_the_office_wants_it() {
    let penerbit = Penerbit::mulai(kini()).await;
    let satu = penerbit.terbitkan("Siti", Sebut::Keduanya);
    penerbit.cabut(satu.nomor, dulu());
    assert_eq!(tanya(&penerbit, &satu, Cara::Diam, vec![]).await, Jawab::TanpaSumber);
    assert_eq!(penerbit.pertanyaan(), 0);
    // Who is asked nowhere cannot be asked.
    let sunyi = penerbit.terbitkan("Budi", Sebut::TanpaAlamat);
    assert_eq!(tanya(&penerbit, &sunyi, Cara::Ketat, vec![]).await, Jawab::TanpaSumber);
    assert_eq!(penerbit.pertanyaan(), 0);
}

#[tokio::test]
async fn an_answer_that_does_not_count_is_no_answer() {
    let wakil = [
        (Nakal::TidakDikenal, Sebab::TidakDikenal),
        (Nakal::NomorLain, Sebab::TidakDikenal),
        (Nakal::WakilPalsu, Sebab::TandaSalah),
        (Nakal::Besar(80 << 10), Sebab::TerlaluBesar),
    ];
    let semua = [
        (Nakal::Lambat(Duration::from_secs(4)), Sebab::TidakMenjawab),
        (Nakal::Status(500), Sebab::Status(500)),
        (Nakal::Html, Sebab::TidakTerbaca),
        (Nakal::TandaSalah, Sebab::TandaSalah),
        (Nakal::Basi, Sebab::Basi),
        (Nakal::Besar(5 << 20), Sebab::TerlaluBesar),
    ];
    for (sebut, nakal) in
        [(Sebut::Daftar, semua.to_vec()), (Sebut::Responder, [&wakil[..], &semua[..]].concat())]
    {
        for (nakal, sebab) in nakal {
            let penerbit = Penerbit::mulai(kini()).await;
            let satu = penerbit.terbitkan("Siti", sebut);
            penerbit.nakal(nakal.clone());
            let harap = Jawab::TidakTerjawab(sebab);
            assert_eq!(tanya(&penerbit, &satu, Cara::Tanya, vec![]).await, harap, "{sebut:?} {nakal:?}");
        }
    }
    let penerbit = Penerbit::mulai(kini()).await;
    let satu = penerbit.terbitkan("Siti", Sebut::Responder);
    penerbit.nakal(Nakal::Wakil);
    assert_eq!(tanya(&penerbit, &satu, Cara::Tanya, vec![]).await, Jawab::Berlaku, "a deputy counts");
}

/// Where one fails the other is asked.
#[tokio::test]
async fn a_responder_in_trouble_is_followed_by_the_list() {
    for nakal in [Nakal::Status(500), Nakal::TandaSalah, Nakal::TidakDikenal] {
        let penerbit = Penerbit::mulai(kini()).await;
        let satu = penerbit.terbitkan("Siti", Sebut::Keduanya);
        penerbit.nakal(nakal.clone());
        assert_eq!(tanya(&penerbit, &satu, Cara::Tanya, vec![]).await, Jawab::Berlaku, "{nakal:?}");
        assert_eq!(penerbit.pertanyaan(), 2);
    }
}

#[tokio::test]
async fn a_list_that_somebody_brought_counts_without_a_network() {
    let penerbit = Penerbit::mulai(kini()).await;
    let (baik, buruk) =
        (penerbit.terbitkan("Siti", Sebut::Daftar), penerbit.terbitkan("Budi", Sebut::Daftar));
    penerbit.cabut(buruk.nomor, dulu());
    let (segar, basi) = (penerbit.daftar(0), penerbit.daftar(30));
    let cabut = Jawab::Dicabut { pada: dulu() };
    assert_eq!(tanya(&penerbit, &baik, Cara::Diam, vec![segar.clone()]).await, Jawab::Berlaku);
    assert_eq!(tanya(&penerbit, &buruk, Cara::Diam, vec![segar]).await, cabut);
    assert_eq!(tanya(&penerbit, &buruk, Cara::Diam, vec![basi.clone()]).await, cabut, "once revoked, always");
    let lama = Jawab::TidakTerjawab(Sebab::Basi);
    assert_eq!(tanya(&penerbit, &baik, Cara::Diam, vec![basi]).await, lama);
    // Of another authority it says nothing.
    let lain = Penerbit::mulai(kini()).await.daftar(0);
    assert_eq!(tanya(&penerbit, &buruk, Cara::Diam, vec![lain]).await, Jawab::TanpaSumber);
    assert_eq!(penerbit.pertanyaan(), 0);
}

fn features() -> Vec<Feature> {
    vec![tte::feature()]
}

async fn percaya(app: &TestApp, penerbit: &Penerbit) {
    let ctx = app.ctx();
    let baru = tte::baca_otoritas(penerbit.der(), false, ctx.now).unwrap();
    let mut tx = app.db.write(&ctx, "otoritas").await.unwrap();
    tte::insert_otoritas(&mut tx, &baru).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_administrator_chooses_and_brings_lists_on_both_engines() {
    for app in testkit::each_engine(features).await {
        let now = app.app.now();
        let penerbit = Penerbit::mulai(now).await;
        let (admin, operator) = (app.sebagai(Role::Admin).await, app.sebagai(Role::Operator).await);
        assert_eq!(operator.get("/tte/dicabut").await.status, 404);
        assert_eq!(operator.post("/tte/dicabut", &[("cara", "1")]).await.status, 404);
        assert!(admin.get("/tte/dicabut").await.ok().main().contains("Belum ada daftar"));
        let unggah =
            async |berkas: &[u8]| admin.upload("/tte/dicabut/daftar", &[], ("berkas", "a.crl", berkas)).await;
        let (daftar, pem) = (penerbit.daftar(1), OFFICE.authority.certificate_pem());
        for berkas in [&daftar[..], b"bukan daftar", pem.as_bytes()] {
            let refused = unggah(berkas).await;
            assert!(refused.status == 422 && refused.main().contains("bukan dari penerbit yang dipercaya"));
        }
        percaya(&app, &penerbit).await;
        unggah(&daftar).await.led_to();
        let satu = penerbit.terbitkan("Siti", Sebut::Daftar);
        penerbit.cabut(satu.nomor, now - SignedDuration::from_hours(1));
        unggah(&penerbit.daftar(0)).await.led_to();
        let refused = unggah(&daftar).await;
        assert!(refused.main().contains("lebih baru daripada ini"), "{}", refused.main());
        let page = admin.get("/tte/dicabut").await.ok().main();
        assert!(page.contains("PENERBIT UJI") && page.contains("1 sertifikat"), "{page}");
        admin.post("/tte/dicabut", &[("cara", "2")]).await.led_to();
        let refused = admin.post("/tte/dicabut", &[("cara", "7")]).await;
        assert!(refused.status == 422 && refused.main().contains("Pilih salah satu"));
        let pemeriksa = tte::find_pemeriksa(&mut app.db.read(&app.ctx()).await.unwrap()).await.unwrap();
        assert_eq!(pemeriksa.cara(), Cara::Ketat);
        let rantai = [satu.der.clone(), penerbit.der().to_vec()];
        assert!(matches!(pemeriksa.periksa(&rantai, now).await, Jawab::Dicabut { .. }));
        assert_eq!(penerbit.pertanyaan(), 0, "the list was enough");
        let kepala = app.db.head(SUKAMAJU).await.unwrap();
        let sama = [("cara", "1"), ("request_key", "satu")];
        admin.post("/tte/dicabut", &sama).await.led_to();
        let sekali = app.db.head(SUKAMAJU).await.unwrap();
        admin.post("/tte/dicabut", &sama).await.led_to();
        assert!(sekali > kepala && app.db.head(SUKAMAJU).await.unwrap() == sekali, "sent twice, acts once");
    }
}
