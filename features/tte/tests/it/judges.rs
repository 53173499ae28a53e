//! Outside judges: pyHanko (strict), pdfsig, qpdf, and OpenSSL as another maker of keystores.
//!
//! `bin/test` installs them; where one is missing, its tests say so and pass.

use super::contoh::{OFFICE, SHAPES, Shape, byte_range, check, now, passphrase, pdf, sign_with, signed};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use tte::pades::{
    Conclusion, Integrity, TimeSource, Trust, TrustAnchors, Verdict, extends, same_content, verify,
};
use tte::sertifikat::{Keystore, Passphrase};

const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.venv/bin/python");
const PYHANKO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.venv/bin/pyhanko");

/// The program if it can be run here.
fn judge(program: &str, probe: &str) -> Option<Command> {
    if Command::new(program).arg(probe).output().is_err() {
        eprintln!("skipped: {program} is not installed; bin/test installs it");
        return None;
    }
    Some(Command::new(program))
}

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder };
        desk.put("ca.pem", OFFICE.authority.certificate_pem().as_bytes());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&text).into_owned()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let text = said(&output);
    assert!(output.status.success(), "{command:?}\n{text}");
    text
}

/// pyHanko's verdict: how many signatures it judges valid, and whether all are.
fn pyhanko(desk: &Desk, file: &Path) -> Option<(usize, bool)> {
    let mut command = judge(PYHANKO, "--version")?;
    let output = command
        .args(["sign", "validate", "--pretty-print", "--no-revocation-check", "--trust"])
        .arg(desk.path("ca.pem"))
        .arg(file)
        .output()
        .unwrap();
    let text = said(&output);
    Some((text.matches("judged VALID").count(), output.status.success()))
}

/// How many signatures pdfsig calls valid, trusted by a store that knows our authority.
fn pdfsig(desk: &Desk, file: &Path) -> Option<(usize, usize)> {
    judge("pdfsig", "-v")?;
    let mut certutil = judge("certutil", "-H")?;
    let store = desk.path("nss");
    if !store.exists() {
        fs::create_dir(&store).unwrap();
        let database = format!("sql:{}", store.display());
        run(Command::new("certutil").args(["-N", "--empty-password", "-d", &database]));
        run(certutil
            .args(["-A", "-n", "ca", "-t", "CT,C,C", "-d", &database, "-i"])
            .arg(desk.path("ca.pem")));
    }
    let mut pdfsig = Command::new("pdfsig");
    let output = pdfsig.arg("-nssdir").arg(&store).arg(file).output().unwrap();
    let text = said(&output);
    let valid = text.matches("Signature is Valid").count();
    Some((valid, text.matches("Certificate is Trusted").count()))
}

#[test]
fn pyhanko_and_pdfsig_accept_one_and_two_signatures() {
    let desk = Desk::new();
    for shape in SHAPES {
        let once = signed(&pdf(shape), "TTE1");
        let twice = sign_with(&once, "TTE2", OFFICE.camat.chain(), &OFFICE.camat);
        for (count, bytes) in [(1, &once), (2, &twice)] {
            let file = desk.put(&format!("{shape:?}-{count}.pdf"), bytes);
            if let Some(verdict) = pyhanko(&desk, &file) {
                assert_eq!(verdict, (count, true), "pyHanko, {shape:?}");
            }
            if let Some(verdict) = pdfsig(&desk, &file) {
                assert_eq!(verdict, (count, count), "pdfsig, {shape:?}");
            }
        }
    }
}

#[test]
fn pyhanko_and_pdfsig_accept_a_stamped_signature() {
    for shape in SHAPES {
        let desk = Desk::new();
        let (stamped, tsa) = super::stempel::berstempel(shape);
        desk.put("ca.pem", format!("{}{tsa}", OFFICE.authority.certificate_pem()).as_bytes());
        let file = desk.put("stamped.pdf", &stamped);
        if let Some(verdict) = pyhanko(&desk, &file) {
            // The time stamp and the signature are judged, each once.
            assert_eq!(verdict, (1, true), "pyHanko, {shape:?}");
        }
        if let Some((valid, trusted)) = pdfsig(&desk, &file) {
            assert_eq!((valid, trusted), (1, 1), "pdfsig, {shape:?}");
        }
        let mut changed = stamped.clone();
        let place = changed.windows(6).position(|window| window == b"stream").unwrap() + 20;
        changed[place] ^= 1;
        let file = desk.put("changed.pdf", &changed);
        if let Some(verdict) = pyhanko(&desk, &file) {
            assert_eq!(verdict, (0, false), "pyHanko, {shape:?}");
        }
    }
}

#[test]
fn one_flipped_byte_is_refused_by_everybody() {
    let desk = Desk::new();
    let [classic, streams, tagged] =
        [Shape::Classic, Shape::Streams, Shape::Tagged].map(|shape| signed(&pdf(shape), "TTE1"));
    let content = classic.windows(6).position(|window| window == b"stream").unwrap() + 20;
    let (_, [_, before, ..]) = byte_range(&streams);
    let (_, [_, _, after, _]) = byte_range(&tagged);
    // In the page content, in the signature dictionary, and behind its value.
    let cases = [(content, classic), (before - 60, streams), (after + 40, tagged)];
    for (place, mut changed) in cases {
        changed[place] ^= 0x01;
        let ours = verify(&changed, &OFFICE.anchors(), now());
        assert!(ours.is_err() || ours.unwrap().conclusion() == Conclusion::Changed);
        let file = desk.put("changed.pdf", &changed);
        if let Some(verdict) = pyhanko(&desk, &file) {
            assert_eq!(verdict, (0, false), "pyHanko, byte {place}");
        }
        if let Some((valid, _)) = pdfsig(&desk, &file) {
            assert_eq!(valid, 0, "pdfsig, byte {place}");
        }
    }
}

#[test]
fn qpdf_finds_nothing_wrong() {
    let desk = Desk::new();
    for shape in SHAPES {
        let once = signed(&pdf(shape), "TTE1");
        let file = desk.put("letter.pdf", &signed(&once, "TTE2"));
        let Some(mut qpdf) = judge("qpdf", "--version") else {
            return;
        };
        let text = run(qpdf.arg("--check").arg(&file));
        assert!(!text.contains("WARNING"), "{shape:?}\n{text}");
    }
}

/// A self-made keystore by OpenSSL: key type, then how the file is packed.
fn openssl_keystore(desk: &Desk, key: &[&str], packing: &[&str]) -> Option<Vec<u8>> {
    let mut openssl = judge("openssl", "version")?;
    let (key_file, certificate) = (desk.path("key.pem"), desk.path("own.pem"));
    run(openssl
        .args(["req", "-x509", "-nodes", "-days", "9000", "-subj", "/CN=Budi/O=Contoh"])
        .args(["-addext", "keyUsage=critical,digitalSignature,nonRepudiation", "-newkey"])
        .args(key)
        .arg("-keyout")
        .arg(&key_file)
        .arg("-out")
        .arg(&certificate));
    let out = desk.path("own.p12");
    let mut export = Command::new("openssl");
    export.args(["pkcs12", "-export", "-passout", "pass:rahasia"]);
    export.args(packing).arg("-inkey").arg(&key_file);
    let output = export.arg("-in").arg(&certificate).arg("-out").arg(&out).output().unwrap();
    if !output.status.success() {
        eprintln!("skipped {packing:?}: {}", said(&output));
        return None;
    }
    Some(fs::read(out).unwrap())
}

#[test]
fn keystores_and_keys_from_elsewhere() {
    let desk = Desk::new();
    let rsa = ["rsa:2048"];
    let p256 = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    let p384 = ["ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"];
    let kinds: [(&[&str], &[&str]); 4] = [
        (&rsa, &[]),
        (&rsa, &["-legacy"]),
        (&p256, &["-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"]),
        (&p384, &[]),
    ];
    for (key, packing) in kinds {
        let Some(p12) = openssl_keystore(&desk, key, packing) else {
            continue;
        };
        // Their certificates start at the real clock's today.
        let later = super::contoh::at("2040-01-01T00:00:00Z");
        let wrong = Keystore::open(&p12, &passphrase(), later).err();
        assert_eq!(wrong, Some(tte::sertifikat::Error::PassphraseSalah), "{packing:?}");
        let words = Passphrase::new("rahasia".to_owned());
        let signer = Keystore::open(&p12, &words, later)
            .unwrap_or_else(|error| panic!("{key:?} {packing:?}: {error}"));
        let request = tte::pades::SignRequest { instant: later, ..super::contoh::request("A") };
        let signed = tte::pades::sign(&pdf(Shape::Classic), &request, signer.chain(), &signer).unwrap();
        let own = signer.chain().to_der();
        let report = verify(&signed, &TrustAnchors::from_der(&own).unwrap(), later).unwrap();
        assert_eq!(report.conclusion(), Conclusion::Valid, "{key:?} {report:#?}");
        assert_eq!(check(&signed).signatures[0].integrity, Integrity::Intact);
    }
}

/// A document time stamp on top, as archives do (B-LTA).
const STAMP: &str = r#"
import sys
from pyhanko.sign import signers, timestamps
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
source, target, p12, passphrase = sys.argv[1:]
signer = signers.SimpleSigner.load_pkcs12(p12, passphrase=passphrase.encode())
stamper = timestamps.DummyTimeStamper(signer.signing_cert, signer.signing_key, signer.cert_registry)
with open(source, "rb") as file, open(target, "wb") as out:
    signers.PdfTimeStamper(stamper).timestamp_pdf(IncrementalPdfFileWriter(file), "sha256", None, output=out)
"#;

#[test]
fn a_document_time_stamp_on_top_is_noted() {
    let desk = Desk::new();
    if judge(PYTHON, "--version").is_none() || openssl_keystore(&desk, &["rsa:2048"], &[]).is_none() {
        return;
    }
    let source = desk.put("source.pdf", &signed(&pdf(Shape::Classic), "TTE1"));
    let target = desk.path("target.pdf");
    run(Command::new(PYTHON)
        .args(["-c", STAMP])
        .arg(&source)
        .arg(&target)
        .arg(desk.path("own.p12"))
        .arg("rahasia"));
    let report = check(&fs::read(&target).unwrap());
    assert_eq!(report.conclusion(), Conclusion::Valid, "{report:#?}");
    assert_eq!(report.signatures.len(), 1);
    let [stamp] = &report.document_timestamps[..] else {
        panic!("one time stamp: {report:#?}");
    };
    assert!(stamp.imprint_fits && stamp.gen_time.is_some());
}

/// pyHanko signs our letter in the ways that BSrE and iText do; with a time stamp of its own making.
const SIGN_ELSEWHERE: &str = r#"
import sys
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
source, target, p12, passphrase, subfilter, digest, stamp, pss = sys.argv[1:]
if pss == "pss":
    # A salt as long as the hash, which is what other programs write.
    from pyhanko.sign.signers import pdf_cms
    widest = pdf_cms.optimal_pss_params
    def usual(certificate, digest):
        parameters = widest(certificate, digest)
        parameters["salt_length"] = {"sha256": 32, "sha384": 48, "sha512": 64}[digest]
        return parameters
    pdf_cms.optimal_pss_params = usual
signer = signers.SimpleSigner.load_pkcs12(p12, passphrase=passphrase.encode(), prefer_pss=pss.startswith("pss"))
stamper = None
if stamp == "stamp":
    stamper = timestamps.DummyTimeStamper(signer.signing_cert, signer.signing_key, signer.cert_registry)
meta = signers.PdfSignatureMetadata(field_name="Luar", md_algorithm=digest, subfilter=SigSeedSubFilter(subfilter), reason="Di luar")
with open(source, "rb") as file, open(target, "wb") as out:
    signers.sign_pdf(IncrementalPdfFileWriter(file), meta, signer=signer, timestamper=stamper, output=out)
"#;

#[test]
fn signatures_made_elsewhere_are_read() {
    let desk = Desk::new();
    if judge(PYTHON, "--version").is_none() {
        return;
    }
    let cades = "/ETSI.CAdES.detached";
    let pkcs7 = "/adbe.pkcs7.detached";
    let p384 = ["ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"];
    let cases: [(&[&str], &str, &str, &str, &str); 6] = [
        (&["rsa:2048"], cades, "sha256", "stamp", "pkcs1"),
        (&["rsa:2048"], pkcs7, "sha512", "none", "pkcs1"),
        (&["rsa:2048"], pkcs7, "sha384", "stamp", "pkcs1"),
        (&["rsa:3072"], cades, "sha256", "none", "pss"),
        (&["rsa:2048"], cades, "sha512", "none", "pss"),
        (&p384, pkcs7, "sha384", "none", "pkcs1"),
    ];
    for (key, filter, digest, stamp, padding) in cases {
        let Some(p12) = openssl_keystore(&desk, key, &[]) else {
            return;
        };
        let original = pdf(Shape::Classic);
        let source = desk.put("source.pdf", &original);
        let target = desk.path("target.pdf");
        run(Command::new(PYTHON)
            .args(["-c", SIGN_ELSEWHERE])
            .arg(&source)
            .arg(&target)
            .arg(desk.path("own.p12"))
            .args(["rahasia", filter, digest, stamp, padding]));
        let signed = fs::read(&target).unwrap();
        let later = super::contoh::at("2040-01-01T00:00:00Z");
        let words = Passphrase::new("rahasia".to_owned());
        let own = Keystore::open(&p12, &words, later).unwrap().chain().to_der();
        let report = verify(&signed, &TrustAnchors::from_der(&own).unwrap(), later).unwrap();
        let case = format!("{key:?} {filter} {digest} {stamp} {padding}\n{report:#?}");
        assert_eq!(report.conclusion(), Conclusion::Valid, "{case}");
        let signature = &report.signatures[0];
        let anchor = "Budi".to_owned();
        assert_eq!(signature.trust, Trust::Trusted { anchor }, "{case}");
        assert_eq!(signature.reason.as_deref(), Some("Di luar"));
        let stamped = signature.timestamp.as_ref().is_some_and(|stamp| stamp.imprint_fits);
        assert_eq!(stamped, stamp == "stamp", "{case}");
        assert_eq!(signature.time_source == TimeSource::Timestamp, stamped, "{case}");
        assert!(extends(&signed, &original));
        assert_eq!(same_content(&signed, &original), Verdict::Unchanged);
        // And ours on top of theirs.
        let both = sign_with(&signed, "Kita", OFFICE.lurah.chain(), &OFFICE.lurah);
        let report = check(&both);
        assert!(report.signatures.iter().all(|signature| signature.integrity == Integrity::Intact));
        assert_eq!(report.signatures.len(), 2);
    }
}
