//! Outside judges on a letter that the real program issued: pyHanko, pdfsig, qpdf, and poppler's readers.
//!
//! `bin/setup test` installs them; where one is missing, its part says so and is counted as skipped.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use testkit::testing::skipped;
use uuid::Uuid;

use crate::office::{Office, Server};

const PYHANKO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../.venv/bin/pyhanko");

/// The program if it can be run here.
fn judge(program: &str, probe: &str) -> Option<Command> {
    if Command::new(program).arg(probe).output().is_err() {
        let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy();
        skipped(&name, "not installed; bin/setup test installs it");
        return None;
    }
    Some(Command::new(program))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// What a program prints about a file; it must succeed.
fn reading(program: &str, probe: &str, args: &[&str], file: &Path) -> Option<String> {
    let output = judge(program, probe)?.args(args).arg(file).arg("-").output().unwrap();
    assert!(output.status.success(), "{program}: {}", said(&output));
    Some(said(&output))
}

/// An office that issued one letter electronically and one in ink.
struct Desk {
    office: Office,
    electronic: Vec<u8>,
    ink: Vec<u8>,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::open(folder.path());
        let server = office.serve();
        let id = office.bernomor(&server, "2");
        let click = office.tanda_tangan(id);
        server.post(&office.lurah, &format!("/surat/{id}/penandatanganan"), &click).unwrap().led_to();
        let electronic = issued(&office, &server, id);
        let id = office.bernomor(&server, "1");
        let seen = office.versi(id);
        server.post(&office.operator, &format!("/surat/{id}/penerbitan"), &[seen]).unwrap().led_to();
        let ink = issued(&office, &server, id);
        std::fs::write(folder.path().join("ca.der"), &office.authority).unwrap();
        Self { office, electronic, ink, folder }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// pyHanko's verdict: how many signatures it judges valid, and whether it is content.
    fn pyhanko(&self, file: &Path) -> Option<(usize, bool)> {
        let mut command = judge(PYHANKO, "--version")?;
        command.args(["sign", "validate", "--pretty-print", "--no-revocation-check", "--trust"]);
        let output = command.arg(self.folder.path().join("ca.der")).arg(file).output().unwrap();
        Some((said(&output).matches("judged VALID").count(), output.status.success()))
    }

    /// How many signatures pdfsig calls valid, and how many certificates trusted, by a store with our authority.
    fn pdfsig(&self, file: &Path) -> Option<(usize, usize)> {
        let mut pdfsig = judge("pdfsig", "-v")?;
        let store = self.folder.path().join("nss");
        if !store.exists() {
            judge("certutil", "-H")?;
            std::fs::create_dir(&store).unwrap();
            let database = format!("sql:{}", store.display());
            let authority = self.folder.path().join("ca.der").display().to_string();
            for args in [
                &["-N", "--empty-password", "-d", &database][..],
                &["-A", "-n", "ca", "-t", "CT,C,C", "-d", &database, "-i", &authority],
            ] {
                let output = Command::new("certutil").args(args).output().unwrap();
                assert!(output.status.success(), "certutil: {}", said(&output));
            }
        }
        let text = said(&pdfsig.arg("-nssdir").arg(&store).arg(file).output().unwrap());
        Some((text.matches("Signature is Valid").count(), text.matches("Certificate is Trusted").count()))
    }

    /// Exit code and words of `balai surat verify`.
    fn verify(&self, file: &Path) -> (Option<i32>, String) {
        let output = self.office.balai(&["surat", "verify", file.to_str().unwrap()]);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).to_lowercase())
    }
}

fn issued(office: &Office, server: &Server, id: Uuid) -> Vec<u8> {
    let answer = server.get(&office.operator, &format!("/surat/{id}/terbitan")).unwrap();
    assert!(answer.bytes.starts_with(b"%PDF-"), "{}", answer.text());
    answer.bytes
}

#[test]
fn judges_agree_on_a_letter_and_on_its_forgeries() {
    let desk = Desk::new();
    let file = desk.put("surat.pdf", &desk.electronic);
    if let Some(verdict) = desk.pyhanko(&file) {
        assert_eq!(verdict, (1, true), "pyHanko");
    }
    if let Some(verdict) = desk.pdfsig(&file) {
        assert_eq!(verdict, (1, 1), "pdfsig");
    }
    if let Some(mut qpdf) = judge("qpdf", "--version") {
        let output = qpdf.arg("--check").arg(&file).output().unwrap();
        assert!(output.status.success() && !said(&output).contains("WARNING"), "{}", said(&output));
    }
    let (code, words) = desk.verify(&file);
    assert!(code == Some(0) && words.starts_with("sah"), "{code:?} {words}");

    let content = desk.electronic.windows(6).position(|window| window == b"stream").unwrap() + 20;
    let mut changed = desk.electronic.clone();
    changed[content] ^= 0x01;
    let file = desk.put("berubah.pdf", &changed);
    if let Some(verdict) = desk.pyhanko(&file) {
        assert_eq!(verdict, (0, false), "pyHanko on a flipped byte");
    }
    if let Some((valid, _)) = desk.pdfsig(&file) {
        assert_eq!(valid, 0, "pdfsig on a flipped byte");
    }
    let (code, words) = desk.verify(&file);
    assert!(code == Some(1) && words.starts_with("berubah"), "{code:?} {words}");

    let file = desk.put("lain.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
    let (code, words) = desk.verify(&file);
    assert!(code == Some(1) && words.starts_with("tidak dikenal"), "{code:?} {words}");
    marked_and_whole(&desk);
}

/// Tagged, archivable, with its fonts inside; and ink does not claim to be electronic.
fn marked_and_whole(desk: &Desk) {
    for (name, bytes) in [("elektronik", &desk.electronic), ("basah", &desk.ink)] {
        let file = desk.put(&format!("{name}.pdf"), bytes);
        let raw = String::from_utf8_lossy(bytes);
        for mark in ["<pdfaid:part>2</", "<pdfaid:conformance>A</", "<pdfuaid:part>1</"] {
            assert!(raw.contains(mark), "{name}: {mark} is missing");
        }
        if let Some(mut pdfinfo) = judge("pdfinfo", "-v") {
            let text = said(&pdfinfo.arg(&file).output().unwrap());
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains("Tagged: yes") && text.contains("Encrypted: no"), "{name}: {text}");
        }
        if let Some(mut pdffonts) = judge("pdffonts", "-v") {
            let text = said(&pdffonts.arg(&file).output().unwrap());
            let rows: Vec<&str> = text.lines().skip(2).collect();
            assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("yes yes yes")), "{name}: {text}");
        }
    }
    let words = |name: &str| {
        reading("pdftotext", "-v", &["-layout"], &desk.folder.path().join(name))
            .map(|text| text.to_lowercase())
    };
    if let (Some(electronic), Some(ink)) = (words("elektronik.pdf"), words("basah.pdf")) {
        assert!(electronic.contains("elektronik"), "an electronic letter says so: {electronic}");
        assert!(ink.contains("siti aminah") && !ink.contains("elektronik"), "{ink}");
    }
}
