//! Authorities, certificates and the files that keep them.

use super::contoh::{OFFICE, Shape, at, check, masa, now, passphrase, pdf, sign_with};
use tte::pades::{Conclusion, TrustAnchors, verify};
use tte::sertifikat::{CONTOH, Error, Keystore, Masa, Passphrase, Pemegang, Penerbit};

const BUDI: Pemegang<'static> = Pemegang { nama: "Budi Santosa", nomor: "SK-7/2025", unit: "Desa Sukamaju" };

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

#[test]
fn wrong_passphrase_has_its_own_answer() {
    for wrong in ["", "rahasia desa 2027", "Rahasia desa 2026"] {
        let refused = Keystore::open(&OFFICE.p12, &words(wrong), now()).err();
        assert_eq!(refused, Some(Error::PassphraseSalah), "{wrong}");
    }
}

#[test]
fn a_certificate_signs_only_while_valid() {
    let masa = masa();
    let open = |when| Keystore::open(&OFFICE.p12, &passphrase(), when).err();
    assert_eq!(open(at("2050-01-01T00:00:00Z")), Some(Error::Kedaluwarsa { until: masa.until }));
    assert_eq!(open(at("2019-12-31T00:00:00Z")), Some(Error::BelumBerlaku { from: masa.from }));
    assert_eq!(open(masa.from), None);
    assert_eq!(open(masa.until), None);
}

#[test]
fn not_a_keystore() {
    let cut = &OFFICE.p12[..OFFICE.p12.len() - 5];
    for (bytes, expected) in [
        (&b""[..], Error::TidakTerbaca),
        (b"%PDF-1.7", Error::TidakTerbaca),
        (cut, Error::TidakTerbaca),
        (&vec![0x30; 300 * 1024], Error::TerlaluBesar),
    ] {
        assert_eq!(Keystore::open(bytes, &passphrase(), now()).err(), Some(expected));
    }
}

#[test]
fn the_key_is_not_in_the_file_in_the_clear() {
    // PKCS#8 of a P-256 key starts its algorithm identifier like this.
    let marker = [0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
    let found = OFFICE.p12.windows(marker.len()).any(|window| window == marker);
    assert!(!found);
    let name = b"Siti Rahayu";
    assert!(!OFFICE.p12.windows(name.len()).any(|window| window == name));
}

/// The file with the rounds of some of its three parts (200,000 each) set to `rounds`.
fn with_rounds(parts: usize, rounds: [u8; 3]) -> Vec<u8> {
    let ours = [0x02, 0x03, 0x03, 0x0D, 0x40];
    let mut file = OFFICE.p12.clone();
    let found: Vec<usize> =
        (0..=file.len() - ours.len()).filter(|at| file[*at..].starts_with(&ours)).collect();
    assert_eq!(found.len(), 3, "MAC, certificates, key");
    for at in found.into_iter().rev().take(parts) {
        file[at + 2..at + 5].copy_from_slice(&rounds);
    }
    file
}

#[test]
fn a_file_that_asks_for_minutes_of_computing_is_not_opened() {
    for (parts, rounds) in [(1, [0x7F, 0xFF, 0xFF]), (3, [0x7F, 0xFF, 0xFF]), (3, [0x0F, 0x42, 0x40])] {
        let file = with_rounds(parts, rounds);
        let refused = Keystore::open(&file, &passphrase(), now()).err();
        assert_eq!(refused, Some(Error::TerlaluBerat), "{parts} × {rounds:?}");
    }
    // One part with more than we write ourselves is no attack; its MAC then no longer fits.
    let refused = Keystore::open(&with_rounds(1, [0x04, 0x93, 0xE0]), &passphrase(), now()).err();
    assert_eq!(refused, Some(Error::PassphraseSalah));
}

#[test]
fn an_authority_is_stored_and_opened_again() {
    let own = Penerbit::sendiri("CA Desa Sukamaju", "Desa Sukamaju", masa()).unwrap();
    let stored = own.to_pkcs12(&passphrase()).unwrap();
    let opened = Penerbit::open(&stored, &passphrase()).unwrap();
    assert_eq!(opened.certificate_der(), own.certificate_der());
    assert!(opened.certificate_pem().starts_with("-----BEGIN CERTIFICATE-----\n"));
    let p12 = opened.terbitkan(&BUDI, masa(), &passphrase()).unwrap();
    let signer = Keystore::open(&p12, &passphrase(), now()).unwrap();
    assert_eq!(signer.identity().issuer, "CA Desa Sukamaju");
    let signed = sign_with(&pdf(Shape::Streams), "A", signer.chain(), &signer);
    let anchors = TrustAnchors::from_der(&[own.certificate_der()]).unwrap();
    let report = verify(&signed, &anchors, now()).unwrap();
    assert_eq!(report.conclusion(), Conclusion::Valid);
    assert_eq!(check(&signed).conclusion(), Conclusion::Untrusted, "another authority");
    assert!(Penerbit::open(&p12, &passphrase()).is_err(), "an official is no authority");
}

#[test]
fn everything_from_the_demonstration_authority_says_so() {
    let der = OFFICE.authority.certificate_der();
    let marks = |der: &[u8]| der.windows(CONTOH.len()).filter(|window| *window == CONTOH.as_bytes()).count();
    assert_eq!(marks(&der), 2, "issuer and subject");
    let leaf = &OFFICE.lurah.chain().to_der()[0];
    assert_eq!(marks(leaf), 2, "issuer and organisational unit");
}

#[test]
fn what_may_not_be_issued() {
    let authority = &OFFICE.authority;
    let issue = |holder: Pemegang<'_>, masa, passphrase: &str| {
        authority.terbitkan(&holder, masa, &words(passphrase)).err()
    };
    let long = "kata sandi panjang";
    for (holder, expected) in [
        (Pemegang { nama: "", ..BUDI }, Error::IsianTidakSah("Nama pejabat")),
        (Pemegang { nomor: "3402134101859001", ..BUDI }, Error::MemuatNik("Nomor pejabat")),
        (Pemegang { nomor: "SK № 7", ..BUDI }, Error::IsianTidakSah("Nomor pejabat")),
        (Pemegang { unit: "baris\nbaru", ..BUDI }, Error::IsianTidakSah("Nama unit")),
    ] {
        assert_eq!(issue(holder, masa(), long), Some(expected));
    }
    assert_eq!(issue(BUDI, masa(), "pendek"), Some(Error::PassphrasePendek(8)));
    let beyond = Masa { until: at("2050-06-01T00:00:00Z"), ..masa() };
    assert_eq!(issue(BUDI, beyond, long), Some(Error::MasaTidakSah));
    let backwards = Masa { from: masa().until, until: masa().from };
    assert_eq!(issue(BUDI, backwards, long), Some(Error::MasaTidakSah));
}
