//! What the unit keeps: certificates, authorities, and signing with them. On both engines.

use std::net::{IpAddr, Ipv4Addr};

use db::testing::{TestDb, each_engine, story_time};
use db::{Context, Unit};
use jiff::{SignedDuration, Timestamp};
use testkit::{KEMBARAN, SUKAMAJU};
use tte::{
    Conclusion, Error, Keterangan, Kunci, Otoritas, Pemegang, Percobaan, Rect, SertifikatPejabat, baca_p12,
};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::contoh::{OFFICE, Shape, pdf};

pub(crate) const SANDI: &str = "rahasia desa 2026";
pub(crate) const LURAH: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
const CARIK: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);

pub(crate) fn sandi(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

fn ctx(unit: Unit, now: Timestamp) -> Context {
    Context::system("cerita", unit, now)
}

fn keterangan() -> Keterangan {
    Keterangan {
        nama: "Siti Rahayu, S.IP.".into(),
        alasan: "Menyetujui isi surat".into(),
        lokasi: "Sukamaju".into(),
        pada: story_time(),
        halaman: 0,
        kotak: Rect::INVISIBLE,
    }
}

/// Sukamaju with the demonstration authority and the lurah's certificate.
async fn berisi(db: &TestDb, now: Timestamp) -> (Otoritas, SertifikatPejabat, Kunci) {
    for unit in [SUKAMAJU, KEMBARAN] {
        db.register_unit(unit, now).await.unwrap();
    }
    let ctx = ctx(SUKAMAJU, now);
    let kunci = Kunci::new(db.read(&ctx).await.unwrap().keys(), true);
    let otoritas = tte::siapkan_otoritas_contoh("Kalurahan Sukamaju", &kunci, now).unwrap();
    let mut tx = db.write(&ctx, "pembuatan_otoritas").await.unwrap();
    let otoritas = tte::buat_otoritas_contoh(&mut tx, &otoritas).await.unwrap();
    tx.commit().await.unwrap();
    let lurah = terbit(db, &otoritas, &kunci, now).await;
    (otoritas, lurah, kunci)
}

async fn terbit(db: &TestDb, otoritas: &Otoritas, kunci: &Kunci, now: Timestamp) -> SertifikatPejabat {
    let pemegang = Pemegang { nama: "Siti Rahayu, S.IP.", nomor: "SK-141/2024", unit: "Kalurahan Sukamaju" };
    let baru = tte::siapkan_sertifikat(otoritas, kunci, &pemegang, sandi(SANDI), now).unwrap();
    let mut tx = db.write(&ctx(SUKAMAJU, now), "penerbitan_sertifikat").await.unwrap();
    let row = tte::terbitkan_sertifikat_contoh(&mut tx, LURAH, &baru).await.unwrap();
    tx.commit().await.unwrap();
    row
}

#[tokio::test]
async fn a_stored_certificate_signs_and_is_judged_valid() {
    for db in each_engine().await {
        let now = story_time();
        let (_, lurah, kunci) = berisi(&db, now).await;
        assert!(lurah.p12.0.len() > 500, "{lurah:?}");
        let original = pdf(Shape::Streams);
        let signed = tte::tanda_tangani(&lurah, &kunci, sandi(SANDI), &original, &keterangan(), now).unwrap();
        assert!(signed.starts_with(&original));

        let mut tx = db.read(&ctx(SUKAMAJU, now)).await.unwrap();
        let anchors = tte::trust_anchors(&mut tx, true).await.unwrap();
        let report = tte::periksa(&signed, &anchors, now).unwrap();
        assert_eq!(report.conclusion(), Conclusion::Valid);
        let signer = report.signatures[0].signer.as_ref().unwrap();
        assert_eq!((&signer.cert_sha256, &signer.serial_hex), (&lurah.cert_sha256, &lurah.serial));
        assert_eq!(report.signatures[0].reason.as_deref(), Some("Menyetujui isi surat"));

        let twice = tte::tanda_tangani(&lurah, &kunci, sandi(SANDI), &signed, &keterangan(), now).unwrap();
        let both = tte::periksa(&twice, &anchors, now).unwrap();
        assert_eq!((both.signatures.len(), both.conclusion()), (2, Conclusion::Valid), "a second field");
    }
}

#[tokio::test]
async fn a_key_that_is_open_signs_letter_after_letter_but_not_once_it_is_revoked() {
    let db = db::testing::sqlite().await;
    let now = story_time();
    let (otoritas, lurah, kunci) = berisi(&db, now).await;
    let terbuka = tte::buka(&lurah, &kunci, sandi(SANDI), now).unwrap();
    let anchors = tte::trust_anchors(&mut db.read(&ctx(SUKAMAJU, now)).await.unwrap(), true).await.unwrap();
    for shape in [Shape::Classic, Shape::Streams] {
        let signed = terbuka.tanda_tangani(&lurah, &kunci, &pdf(shape), &keterangan(), now).unwrap();
        assert_eq!(tte::periksa(&signed, &anchors, now).unwrap().conclusion(), Conclusion::Valid);
    }

    let lain = terbit(&db, &otoritas, &kunci, now).await;
    assert!(terbuka.milik(&lurah) && !terbuka.milik(&lain));
    let coba = |row: &SertifikatPejabat, now| {
        terbuka.tanda_tangani(row, &kunci, &pdf(Shape::Classic), &keterangan(), now).err()
    };
    assert_eq!(coba(&lain, now), Some(Error::SegelRusak), "one key signs for one certificate");
    let sampai = lurah.berlaku_sampai.timestamp();
    assert_eq!(coba(&lurah, sampai + SignedDuration::from_secs(1)), Some(Error::Kedaluwarsa { sampai }));
    let mut tx = db.write(&ctx(SUKAMAJU, now), "pencabutan").await.unwrap();
    assert!(tte::cabut_sertifikat(&mut tx, lurah.id, "Kunci bocor").await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = db.read(&ctx(SUKAMAJU, now)).await.unwrap();
    let dicabut = tte::get_sertifikat(&mut tx, lurah.id).await.unwrap();
    assert_eq!(coba(&dicabut, now), Some(Error::Dicabut));
}

#[tokio::test]
async fn each_reason_not_to_sign_has_its_own_answer() {
    let db = db::testing::sqlite().await;
    let now = story_time();
    let (_, lurah, kunci) = berisi(&db, now).await;
    let original = pdf(Shape::Classic);
    let sign = |row: &SertifikatPejabat, kunci: &Kunci, passphrase: &str, pdf: &[u8], now| {
        tte::tanda_tangani(row, kunci, sandi(passphrase), pdf, &keterangan(), now).err()
    };
    assert_eq!(sign(&lurah, &kunci, "salah sekali", &original, now), Some(Error::PassphraseSalah));
    assert_eq!(sign(&lurah, &kunci, "", &original, now), Some(Error::PassphraseSalah));
    let later = now + SignedDuration::from_hours(24 * 731);
    let sampai = lurah.berlaku_sampai.timestamp();
    assert_eq!(sign(&lurah, &kunci, SANDI, &original, later), Some(Error::Kedaluwarsa { sampai }));
    let dari = lurah.berlaku_dari.timestamp();
    let before = now - SignedDuration::from_hours(24);
    assert_eq!(sign(&lurah, &kunci, SANDI, &original, before), Some(Error::BelumBerlaku { dari }));
    let broken = sign(&lurah, &kunci, SANDI, &original[..original.len() / 2], now);
    assert_eq!(broken, Some(Error::PdfRusak(tte::pades::ReadError::Damaged)));
    assert_eq!(sign(&lurah, &kunci, SANDI, b"PK\x03\x04", now).unwrap().to_string(), NOT_PDF);

    let real = Kunci::new(db.read(&ctx(SUKAMAJU, now)).await.unwrap().keys(), false);
    assert_eq!(sign(&lurah, &real, SANDI, &original, now), Some(Error::ContohDitolak));
    let other = Kunci::new(db.read(&ctx(KEMBARAN, now)).await.unwrap().keys(), true);
    assert_eq!(sign(&lurah, &other, SANDI, &original, now), Some(Error::SegelRusak), "another unit's keys");
    let mut swapped = lurah.clone();
    swapped.cert_sha256 = "00".repeat(32);
    assert_eq!(sign(&swapped, &kunci, SANDI, &original, now), Some(Error::SegelRusak));
    let mut damaged = lurah;
    damaged.p12.0[40] ^= 1;
    assert_eq!(sign(&damaged, &kunci, SANDI, &original, now), Some(Error::SegelRusak));
}

const NOT_PDF: &str = "Berkas ini bukan PDF. Pilih berkas yang berakhiran .pdf.";

#[tokio::test]
async fn the_newest_valid_certificate_signs_and_its_absence_is_explained() {
    for db in each_engine().await {
        let now = story_time();
        let (otoritas, first, kunci) = berisi(&db, now).await;
        let soon = now + SignedDuration::from_hours(1);
        let second = terbit(&db, &otoritas, &kunci, soon).await;
        let mut tx = db.read(&ctx(SUKAMAJU, soon)).await.unwrap();
        assert_eq!(tte::find_keystore(&mut tx, LURAH).await.unwrap(), Some(second.clone()));
        assert_eq!(tte::find_keystore(&mut tx, CARIK).await.unwrap(), None);
        assert_eq!(tte::sebab_tanpa_sertifikat(&mut tx, CARIK).await.unwrap(), Error::TidakAdaSertifikat);
        assert_eq!(tte::list_sertifikat(&mut tx).await.unwrap().len(), 2);
        drop(tx);

        let mut tx = db.write(&ctx(SUKAMAJU, soon), "pencabutan").await.unwrap();
        assert!(tte::cabut_sertifikat(&mut tx, second.id, "Kunci bocor").await.unwrap());
        assert!(!tte::cabut_sertifikat(&mut tx, second.id, "Lagi").await.unwrap(), "revoked once");
        assert_eq!(tte::find_keystore(&mut tx, LURAH).await.unwrap(), Some(first.clone()));
        assert!(tte::cabut_sertifikat(&mut tx, first.id, "Ganti pejabat").await.unwrap());
        tx.commit().await.unwrap();

        let mut tx = db.read(&ctx(SUKAMAJU, soon)).await.unwrap();
        assert_eq!(tte::find_keystore(&mut tx, LURAH).await.unwrap(), None);
        assert_eq!(tte::sebab_tanpa_sertifikat(&mut tx, LURAH).await.unwrap(), Error::Dicabut);
        let kept = tte::get_sertifikat(&mut tx, second.id).await.unwrap();
        assert_eq!(kept.alasan_cabut.as_deref(), Some("Kunci bocor"));
        let mut twin = db.read(&ctx(KEMBARAN, soon)).await.unwrap();
        assert!(tte::list_sertifikat(&mut twin).await.unwrap().is_empty());
        assert!(tte::list_otoritas(&mut twin).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_expired_certificate_is_told_from_a_missing_one() {
    for db in each_engine().await {
        let now = story_time();
        let (_, lurah, _) = berisi(&db, now).await;
        let later = now + SignedDuration::from_hours(24 * 731);
        let mut tx = db.read(&ctx(SUKAMAJU, later)).await.unwrap();
        assert_eq!(tte::find_keystore(&mut tx, LURAH).await.unwrap(), None);
        let sampai = lurah.berlaku_sampai.timestamp();
        let reason = tte::sebab_tanpa_sertifikat(&mut tx, LURAH).await.unwrap();
        assert_eq!(reason, Error::Kedaluwarsa { sampai });
    }
}

#[tokio::test]
async fn the_demonstration_authority_counts_only_in_an_example_world() {
    for db in each_engine().await {
        let now = story_time();
        let (contoh, _, kunci) = berisi(&db, now).await;
        let real = Kunci::new(db.read(&ctx(SUKAMAJU, now)).await.unwrap().keys(), false);
        let refused = tte::siapkan_otoritas_contoh("Kalurahan Sukamaju", &real, now).err();
        assert_eq!(refused, Some(Error::ContohDitolak));
        let pemegang = Pemegang { nama: "Budi", nomor: "SK-1", unit: "Kalurahan Sukamaju" };
        let refused = tte::siapkan_sertifikat(&contoh, &real, &pemegang, sandi(SANDI), now).err();
        assert_eq!(refused, Some(Error::ContohDitolak));
        let pem = contoh.pem().unwrap();
        assert_eq!(tte::baca_otoritas(pem.as_bytes(), false, now).err(), Some(Error::ContohDitolak));
        assert!(tte::baca_otoritas(pem.as_bytes(), true, now).is_ok());

        let own = tte::siapkan_otoritas("CA Kalurahan Sukamaju", "Kalurahan Sukamaju", &real, now).unwrap();
        let mut tx = db.write(&ctx(SUKAMAJU, now), "pembuatan_otoritas").await.unwrap();
        let own = tte::insert_otoritas(&mut tx, &own).await.unwrap();
        assert_eq!(tte::trust_anchors(&mut tx, true).await.unwrap().len(), 2);
        assert_eq!(tte::trust_anchors(&mut tx, false).await.unwrap().len(), 1);
        assert_eq!(tte::find_otoritas_sendiri(&mut tx, false).await.unwrap(), Some(own.clone()));
        assert!(tte::hentikan_otoritas(&mut tx, own.id).await.unwrap());
        assert!(!tte::hentikan_otoritas(&mut tx, own.id).await.unwrap());
        assert!(tte::trust_anchors(&mut tx, false).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        let issued = tte::siapkan_sertifikat(&own, &kunci, &pemegang, sandi("pendek"), now).err();
        assert_eq!(issued.unwrap().to_string(), "Passphrase terlalu pendek: paling sedikit 8 huruf.");
    }
}

#[tokio::test]
async fn a_file_from_elsewhere_is_taken_only_if_its_signature_would_be_valid() {
    let db = db::testing::sqlite().await;
    let now = super::contoh::now();
    db.register_unit(SUKAMAJU, now).await.unwrap();
    let kunci = Kunci::new(db.read(&ctx(SUKAMAJU, now)).await.unwrap().keys(), true);
    let (nobody, anchors) = (tte::TrustAnchors::default(), OFFICE.anchors());
    let read = |p12: &[u8], passphrase: &str, kunci: &Kunci, anchors, now| {
        baca_p12(p12, sandi(passphrase), kunci, anchors, now).map(|baru| baru.pemilik.common_name)
    };
    assert_eq!(read(&OFFICE.p12, SANDI, &kunci, &anchors, now).unwrap(), "Siti Rahayu, S.IP.");
    let wrong = read(&OFFICE.p12, "salah", &kunci, &anchors, now);
    assert_eq!(wrong, Err(Error::PassphraseSalah));
    let unknown = read(&OFFICE.p12, SANDI, &kunci, &nobody, now).unwrap_err();
    assert!(matches!(unknown, Error::BelumDipercaya { .. }), "{unknown}");
    let garbage = read(b"PK\x03\x04 bukan p12", SANDI, &kunci, &anchors, now).unwrap_err();
    assert_eq!(
        garbage.to_string(),
        "Berkas sertifikat tidak terbaca. Pilih berkas .p12 atau .pfx yang utuh."
    );
    let late = read(&OFFICE.p12, SANDI, &kunci, &anchors, super::contoh::at("2050-01-01T00:00:00Z"));
    assert!(matches!(late, Err(Error::Kedaluwarsa { .. })), "{late:?}");
    let real = Kunci::new(db.read(&ctx(SUKAMAJU, now)).await.unwrap().keys(), false);
    assert_eq!(read(&OFFICE.p12, SANDI, &real, &anchors, now), Err(Error::ContohDitolak));
}

#[test]
fn an_authority_is_read_from_either_form_and_nothing_else_is_one() {
    let now = super::contoh::now();
    let read = |bytes: &[u8]| tte::baca_otoritas(bytes, true, now);
    let (der, pem) = (OFFICE.authority.certificate_der(), OFFICE.authority.certificate_pem());
    assert_eq!(read(&der).unwrap().der(), der);
    let wrapped = format!("Penerbit contoh\r\n{}", pem.replace('\n', "\r\n"));
    assert_eq!(read(wrapped.as_bytes()).unwrap().der(), der);
    let leaf = &OFFICE.lurah.chain().to_der()[0];
    assert_eq!(read(leaf).err(), Some(Error::BukanPenerbit));
    assert_eq!(read(format!("{pem}{pem}").as_bytes()).err(), Some(Error::LebihDariSatu));
    let unreadable = Some(Error::PenerbitTidakTerbaca);
    for bytes in [&b""[..], b"halo", &der[..der.len() - 4], &pem.as_bytes()[..200]] {
        assert_eq!(read(bytes).err(), unreadable, "{} bytes", bytes.len());
    }
    let late = super::contoh::at("2050-01-01T00:00:00Z");
    let expired = tte::baca_otoritas(&der, true, late).err();
    assert!(matches!(expired, Some(Error::Kedaluwarsa { .. })), "{expired:?}");
}

#[tokio::test]
async fn guessing_a_passphrase_slows_down_and_never_locks() {
    for db in each_engine().await {
        let (one, two) = (IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V4([10, 0, 0, 2].into()));
        let mut now = story_time();
        let wrong: Result<(), Error> = Err(Error::PassphraseSalah);
        let percobaan = Percobaan::new(&db, LURAH, one);
        for _ in 0..5 {
            assert_eq!(percobaan.mulai(now).await.unwrap(), None);
            percobaan.selesai(&wrong).await.unwrap();
        }
        assert_eq!(percobaan.mulai(now).await.unwrap(), Some(Error::TerlaluSering { tunggu: 5 }));
        assert_eq!(Percobaan::new(&db, LURAH, two).mulai(now).await.unwrap(), None, "another address");
        assert_eq!(Percobaan::new(&db, CARIK, one).mulai(now).await.unwrap(), None, "another certificate");
        now += SignedDuration::from_millis(4_500);
        assert_eq!(percobaan.mulai(now).await.unwrap(), Some(Error::TerlaluSering { tunggu: 1 }));
        now += SignedDuration::from_secs(1);
        assert_eq!(percobaan.mulai(now).await.unwrap(), None);
        percobaan.selesai(&Ok::<(), Error>(())).await.unwrap();
        assert_eq!(percobaan.mulai(now).await.unwrap(), None, "forgotten after the right one");
    }
}
