//! Every kind's example, signed, before three judges that know nothing of each other: our own `verify`, pyHanko and
//! pdfsig. What one byte was changed in, all three refuse.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::Timestamp;
use tte::Conclusion;
use tte::pades::{RESERVE, Rect, SignRequest, TrustAnchors, sign};
use tte::sertifikat::{Keystore, Masa, Passphrase, Pemegang, Penerbit, Signer};

use super::tests::{naskah_dari, pdf};
use super::*;
use crate::jenis::{self, Cara};
use crate::penandatangan::Bentuk;

const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.venv/bin/python");

/// Prints for each file whether its only signature is valid and covers the whole file.
const PYHANKO: &str = r#"
import sys
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
root = load_cert_from_pemder(sys.argv[1])
for path in sys.argv[2:]:
    try:
        with open(path, "rb") as file:
            (signature,) = PdfFileReader(file).embedded_signatures
            context = ValidationContext(trust_roots=[root], allow_fetching=False)
            print("sah" if validate_pdf_signature(signature, context).bottom_line else "tidak")
    except Exception:
        print("tidak")
"#;

fn saat(teks: &str) -> Timestamp {
    teks.parse().unwrap()
}

/// The head of the village with a certificate that lasts, for judges that look at the real clock.
fn lurah() -> (Penerbit, Signer) {
    let masa = Masa { from: saat("2020-01-01T00:00:00Z"), until: saat("2049-12-31T00:00:00Z") };
    let penerbit = Penerbit::contoh("Kalurahan Sukamaju", masa).unwrap();
    let sandi = Passphrase::new("padi menguning".to_owned());
    let pemegang = Pemegang { nama: "Sri Lestari, S.IP.", nomor: "SK-141/2024", unit: "Kalurahan Sukamaju" };
    let p12 = penerbit.terbitkan(&pemegang, masa, &sandi).unwrap();
    (penerbit, Keystore::open(&p12, &sandi, saat("2026-03-02T02:00:00Z")).unwrap())
}

/// The place in the file at which a signature's own bytes begin and end: they vouch for all the others.
fn celah(pdf: &[u8]) -> (usize, usize) {
    let nama = b"/Contents";
    let nama = pdf.windows(nama.len()).rposition(|jendela| jendela == nama).unwrap();
    let sampai = |dari: usize, tanda: u8| dari + pdf[dari..].iter().position(|byte| *byte == tanda).unwrap();
    let awal = sampai(nama, b'<');
    (awal, sampai(awal, b'>'))
}

/// The same file with one byte changed, somewhere else for each kind.
fn ubah(pdf: &[u8], ke: usize) -> Vec<u8> {
    let (awal, akhir) = celah(pdf);
    let luar = pdf.len() - (akhir - awal);
    let at = luar * (ke * 37 % 97) / 97;
    let mut rusak = pdf.to_vec();
    rusak[if at < awal { at } else { at + akhir - awal }] ^= 1;
    rusak
}

fn ada(program: &str, coba: &str) -> bool {
    let ada = Command::new(program).arg(coba).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !ada {
        println!("SKIPPED: {program} is not there; bin/setup test installs it");
    }
    ada
}

/// Which of the files pyHanko accepts; nothing where it is not installed.
fn pyhanko(ca: &Path, berkas: &[PathBuf]) -> Option<Vec<bool>> {
    ada(PYTHON, "--version").then(|| {
        let output = Command::new(PYTHON).args(["-c", PYHANKO]).arg(ca).args(berkas).output().unwrap();
        let kata = String::from_utf8(output.stdout).unwrap();
        kata.lines().map(|baris| baris == "sah").collect()
    })
}

/// The same of pdfsig, by a store that knows our authority.
fn pdfsig(folder: &Path, ca: &Path, berkas: &[PathBuf]) -> Option<Vec<bool>> {
    if !ada("pdfsig", "-v") || !ada("certutil", "-H") {
        return None;
    }
    let toko = folder.join("nss");
    std::fs::create_dir(&toko).unwrap();
    let basis = format!("sql:{}", toko.display());
    for args in [
        &["-N", "--empty-password", "-d", &basis][..],
        &["-A", "-n", "ca", "-t", "CT,C,C", "-d", &basis, "-i", ca.to_str().unwrap()],
    ] {
        assert!(Command::new("certutil").args(args).stdin(Stdio::null()).status().unwrap().success());
    }
    let satu = |berkas: &PathBuf| {
        let output = Command::new("pdfsig").arg("-nssdir").arg(&toko).arg(berkas).output().unwrap();
        let kata = String::from_utf8_lossy(&output.stdout).into_owned();
        kata.contains("Signature is Valid") && kata.contains("Certificate is Trusted")
    };
    Some(berkas.iter().map(satu).collect())
}

#[tokio::test]
async fn three_judges_agree_on_every_kind_signed_and_on_each_with_one_byte_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (penerbit, signer) = lurah();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, penerbit.certificate_pem()).unwrap();
    let anchors = TrustAnchors::from_pem(&penerbit.certificate_pem()).unwrap();
    let mut berkas = Vec::new();
    for (ke, jenis) in jenis::semua().iter().enumerate() {
        let (orang, nilai, _) = jenis::tests::contoh(jenis, &BTreeMap::new());
        let naskah = naskah_dari(jenis, &orang, &nilai, Cara::Tte, Bentuk::Definitif);
        let (asli, _) = pdf(&format!("hakim-{}", jenis.kode), jenis, &naskah, Cetakan::default()).await;
        let permintaan = SignRequest {
            field: "TTE1",
            name: "Sri Lestari, S.IP.",
            reason: "Menandatangani surat",
            location: "Sukamaju",
            instant: saat("2026-03-02T02:00:00Z"),
            page: 0,
            rect: Rect::INVISIBLE,
            reserve: RESERVE,
        };
        let signed = sign(&std::fs::read(asli).unwrap(), &permintaan, signer.chain(), &signer).unwrap();
        let rusak = ubah(&signed, ke);
        for (nama, bytes, harap) in [("sah", &signed, true), ("rusak", &rusak, false)] {
            let laporan = tte::periksa(bytes, &anchors, saat("2026-11-22T02:00:00Z"));
            let sah = laporan.is_ok_and(|laporan| laporan.conclusion() == Conclusion::Valid);
            assert_eq!(sah, harap, "{} {nama}: our own verify", jenis.kode);
            let path = folder.path().join(format!("{}-{nama}.pdf", jenis.kode));
            std::fs::write(&path, bytes).unwrap();
            berkas.push(path);
        }
    }
    let harap: Vec<bool> = (0..berkas.len()).map(|ke| ke % 2 == 0).collect();
    let menurut = [("pyHanko", pyhanko(&ca, &berkas)), ("pdfsig", pdfsig(folder.path(), &ca, &berkas))];
    for (hakim, putusan) in menurut {
        let Some(putusan) = putusan else { continue };
        assert_eq!(putusan.len(), berkas.len(), "{hakim} judged each");
        for ((berkas, putusan), harap) in berkas.iter().zip(putusan).zip(&harap) {
            assert_eq!(putusan, *harap, "{hakim}: {}", berkas.display());
        }
    }
}
