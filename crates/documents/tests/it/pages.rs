//! What comes out: structure, standards, literal data, the same bytes each time.

use crate::{QR_TEXT, job, judge, letter, typesetter};
use documents::{Error, Standard, Typesetter};
use serde_json::json;

async fn saved(job: documents::Job) -> (tempfile::TempDir, std::path::PathBuf, documents::Pdf) {
    let pdf = typesetter().typeset(job).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("surat.pdf");
    std::fs::write(&path, &pdf.bytes).unwrap();
    (folder, path, pdf)
}

#[tokio::test]
async fn a_letter_is_tagged_archivable_and_dated() {
    let (_folder, path, pdf) = saved(letter("Budi Santoso")).await;
    assert_eq!(pdf.pages, 1);
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    let raw = String::from_utf8_lossy(&pdf.bytes);
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</",
        "<pdfuaid:part>1</",
        "2026-11-22T09:30:00+07:00</xmp:CreateDate>",
    ] {
        assert!(raw.contains(mark), "{mark} is missing from the metadata");
    }
    if let Some(text) = judge("pdfinfo", &[], &path) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for fact in [
            "Title: Surat Keterangan Domisili",
            "Creator: Balai",
            "Tagged: yes",
            "Pages: 1",
            "Page size: 609.449 x 935.433 pts",
        ] {
            assert!(text.contains(fact), "{fact} in {text}");
        }
    }
    if let Some(text) = judge("qpdf", &["--check"], &path) {
        assert!(text.contains("No syntax or stream encoding errors found"), "{text}");
    }
    if let Some(text) = judge("pdffonts", &[], &path) {
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert!(rows.len() >= 2, "regular and bold: {text}");
        assert!(rows.iter().all(|row| row.contains("Liberation") && row.contains("yes yes yes")), "{text}");
    }
}

#[tokio::test]
async fn the_language_is_indonesian() {
    let (_folder, path, _) = saved(letter("Budi Santoso")).await;
    let plain = path.with_extension("qdf");
    let args = ["--qdf", "--object-streams=disable", path.to_str().unwrap()];
    if judge("qpdf", &args, &plain).is_some() {
        let text = std::fs::read(&plain).unwrap();
        let text = String::from_utf8_lossy(&text);
        assert!(text.contains("/Lang (id)"), "no /Lang (id)");
    }
}

#[tokio::test]
async fn a2b_may_be_asked_for_and_takes_an_image_without_words() {
    let source = r#"#image("/logo.svg", width: 2cm)"#;
    let plain = job(source).file("/logo.svg", crate::LOGO);
    let refused = typesetter().typeset(plain.clone()).await.unwrap_err();
    assert!(refused.to_string().contains("keterangan bagi pembaca layar"), "{refused}");

    let pdf = typesetter().typeset(plain.standard(Standard::A2b)).await.unwrap();
    let raw = String::from_utf8_lossy(&pdf.bytes);
    assert!(raw.contains("<pdfaid:conformance>B</"));
    assert!(!raw.contains("<pdfuaid:part>"));
}

#[tokio::test]
async fn data_print_literally_whatever_signs_they_hold() {
    let nasty = r#"#Budi *San_to_so* \ $x$ <b> "a" `b` @c = // #panic("x") ~ -- [x"#;
    let source = "#let d = json(\"/data.json\")\n#d.nama";
    let data = json!({ "nama": nasty });
    let (_folder, path, _) = saved(job(source).data(&data)).await;
    let text = path.with_extension("txt");
    if judge("pdftotext", &["-layout", path.to_str().unwrap()], &text).is_some() {
        let shown = std::fs::read_to_string(&text).unwrap();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(shown, nasty);
    }
}

#[tokio::test]
async fn the_same_job_gives_the_same_bytes_in_any_process() {
    let first = typesetter().typeset(letter("Budi Santoso")).await.unwrap();
    let again = typesetter();
    again.typeset(letter("Orang Lain")).await.unwrap();
    let second = again.typeset(letter("Budi Santoso")).await.unwrap();
    assert_eq!(first.bytes, second.bytes, "another worker, another history");
    let here = Typesetter::in_process().typeset(letter("Budi Santoso")).await.unwrap();
    assert_eq!(first.bytes, here.bytes, "without a worker");
}

#[tokio::test]
async fn paper_sizes_and_copies() {
    let table = [("F4", 1, "609.449 x 935.433"), ("A4", 2, "595.276 x 841.89")];
    for (paper, copies, size) in table {
        let source = format!(
            "#import \"/kertas.typ\": kertas\n#show: kertas.with(ukuran: \"{paper}\", rangkap: {copies})\nHalo"
        );
        let (_folder, path, pdf) = saved(job(&source)).await;
        assert_eq!(pdf.pages, copies, "{paper}");
        if let Some(text) = judge("pdfinfo", &[], &path) {
            assert!(text.contains(size), "{paper}: {text}");
        }
    }
}

#[tokio::test]
async fn the_printed_qr_can_be_read() {
    let (_folder, path, _) = saved(letter("Budi Santoso")).await;
    let root = path.with_extension("");
    let args = ["-r", "150", "-png", "-singlefile", path.to_str().unwrap()];
    if judge("pdftoppm", &args, &root).is_none() {
        return;
    }
    if let Some(text) = judge("zbarimg", &["--quiet", "--raw"], &path.with_extension("png")) {
        assert_eq!(text.lines().next(), Some(QR_TEXT));
    }
}

#[tokio::test]
async fn a_preview_is_one_svg_per_page() {
    let source = "Halaman satu #pagebreak() Halaman dua";
    let pages = typesetter().preview_svg(job(source)).await.unwrap();
    assert_eq!(pages.len(), 2);
    assert!(pages.iter().all(|page| page.starts_with("<svg") && page.ends_with("</svg>")));
    assert!(pages.iter().all(|page| !page.contains("<script")));
}

#[tokio::test]
async fn a_wrong_template_says_where_and_the_worker_stays() {
    let typesetter = typesetter();
    let refused = typesetter.typeset(job("Halo\n\nNama: #data.nama")).await.unwrap_err();
    let Error::Template(fault) = &refused else { panic!("{refused:?}") };
    assert_eq!((fault.file.as_str(), fault.line, fault.column), ("/main.typ", 3, 8));
    assert_eq!(
        refused.to_string(),
        "Templat salah di main.typ baris 3 kolom 8: nama `data` tidak dikenal. \
         Periksa ejaannya; untuk mencetak tanda # tulis \\#."
    );
    let before = typesetter.idle_workers();
    typesetter.typeset(job("Halo")).await.unwrap();
    assert_eq!(typesetter.idle_workers(), before);
}
