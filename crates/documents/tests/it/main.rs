//! The whole crate against a real child process.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "the helpers below are tests too")]

mod hostile;
mod pages;
mod pool;

use documents::{Info, Job, Typesetter, WorkerConfig};
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// A letter of the kind villages write: letterhead, details, table, QR.
const LETTER: &str = r#"#import "/kertas.typ": kertas, rincian, tabel
#let d = json("/data.json")
#show: kertas.with(ukuran: d.kertas, rangkap: d.rangkap)
#grid(columns: (2cm, 1fr), align: (left, center), image("/logo.svg", width: 1.6cm, alt: "Lambang daerah"),
  [#text(14pt)[PEMERINTAH KALURAHAN SUKAMAJU] \ Jalan Raya 1, Sukamaju])
#line(length: 100%)
#align(center)[= #d.judul
Nomor: #d.nomor]
Yang bertanda tangan di bawah ini menerangkan bahwa:
#rincian(("Nama", d.nama), ("Tempat, tanggal lahir", d.lahir), ("Alamat", d.alamat), geser: 1cm)
#tabel(("No", "Nama anggota keluarga", "Hubungan"), kolom: (1cm, 1fr, 4cm), ..d.keluarga)
Demikian surat ini dibuat untuk dipergunakan sebagaimana mestinya.
#align(right)[Sukamaju, #datetime.today().display("[day]-[month]-[year]")
#image("/qr.svg", width: 2.5cm, alt: "Kode QR untuk memeriksa surat ini")]
"#;

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.5" fill="#163"/></svg>"##;
const QR_TEXT: &str = "https://balai.example/v/7k2m9q4x8w";

fn info() -> Info {
    let at = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
    Info::new("Surat Keterangan Domisili", &at).ident("surat-1")
}

fn job(source: &str) -> Job {
    Job::new(source, info())
}

fn letter(name: &str) -> Job {
    job(LETTER)
        .file("/logo.svg", LOGO)
        .file("/qr.svg", documents::qr_svg(QR_TEXT, documents::Ecc::Medium).unwrap())
        .data(&json!({
            "kertas": "F4", "rangkap": 1,
            "judul": "SURAT KETERANGAN DOMISILI", "nomor": "400.12.2.1/017/XI/2026",
            "nama": name, "lahir": "Sukamaju, 1 Januari 1985", "alamat": "Dusun Krajan RT 01 RW 02",
            "keluarga": [[1, "Siti Aminah", "Istri"], [2, "Joko", "Anak"]],
        }))
}

fn config() -> WorkerConfig {
    let mut config = WorkerConfig::new(env!("CARGO_BIN_EXE_typst-worker"));
    // An unoptimised compiler on a shared machine; the limits themselves have their own tests.
    config.timeout = Duration::from_mins(1);
    config.patience = Duration::from_mins(5);
    config
}

fn typesetter() -> Typesetter {
    Typesetter::new(config())
}

/// Output of an outside judge, or `None` (said aloud) where it is not installed.
fn judge(program: &str, args: &[&str], file: &Path) -> Option<String> {
    match Command::new(program).args(args).arg(file).output() {
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            let text = String::from_utf8_lossy(&text).into_owned();
            assert!(output.status.success(), "{program} {args:?}: {text}");
            Some(text)
        }
        Err(error) => {
            println!("SKIPPED: {program} is not there ({error})");
            None
        }
    }
}
