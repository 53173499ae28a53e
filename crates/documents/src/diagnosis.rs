//! Typst's diagnostics as a place and a sentence for someone who writes letters, not programs.

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId, Lines};
use typst::{World, WorldExt};

use crate::error::TemplateFault;
use crate::job::MAIN;
use crate::world::{Desk, PAPER_PATH};

/// The first error. Later ones are mostly its consequences.
pub(crate) fn first(desk: &Desk, faults: &[SourceDiagnostic]) -> TemplateFault {
    let Some(fault) = faults.first() else {
        return TemplateFault {
            file: String::new(),
            line: 0,
            column: 0,
            message: "sebab tidak diketahui".to_owned(),
            hint: String::new(),
        };
    };
    let hints: Vec<&str> = fault.hints.iter().map(|hint| hint.v.as_str()).collect();
    let (message, hint) = translate(&fault.message, &hints.join("; "));
    let (file, line, column) = place(desk, fault).unwrap_or_default();
    TemplateFault { file, line, column, message, hint }
}

/// Where the author can mend it: a fault inside a library, ours or the job's, is shown at the line that called it.
fn place(desk: &Desk, fault: &SourceDiagnostic) -> Option<(String, usize, usize)> {
    let calls = fault.trace.iter().map(|call| DiagSpan::from(call.span));
    let spans: Vec<DiagSpan> = std::iter::once(fault.span).chain(calls).collect();
    let within =
        |fits: &dyn Fn(FileId) -> bool| spans.iter().find(|span| span.id().is_some_and(fits)).copied();
    let span = within(&is_main).or_else(|| within(&|id| !is_ours(id)))?;
    let id = span.id()?;
    let at = desk.range(span)?.start;
    let lines = match desk.source(id) {
        Ok(source) => source.lines().clone(),
        Err(_) => Lines::new(desk.file(id).ok()?.to_str().ok()?.to_string()),
    };
    let (line, column) = lines.byte_to_line_column(at)?;
    Some((id.get().vpath().get_with_slash().to_owned(), line + 1, column + 1))
}

fn is_main(id: FileId) -> bool {
    id.get().vpath().get_with_slash() == MAIN
}

fn is_ours(id: FileId) -> bool {
    let path = id.get().vpath().get_with_slash();
    path == PAPER_PATH || path.starts_with("/.balai/")
}

/// What Typst says, what we say (`{}` is the quoted thing), what to do about it.
const WORDS: &[(&str, &str, &str)] = &[
    ("unknown variable: ", "nama `{}` tidak dikenal", "Periksa ejaannya; untuk mencetak tanda # tulis \\#"),
    ("dictionary does not contain key ", "data tidak memuat isian {}", "Periksa ejaan nama isian itu"),
    (
        "file not found (searched at ",
        "berkas {} tidak ada",
        "Templat hanya dapat membaca berkas yang dilampirkan padanya",
    ),
    (
        "package not found (searched for ",
        "paket {} tidak dapat dipakai",
        "Templat tidak dapat mengambil paket dari luar",
    ),
    ("unclosed delimiter", "kurung yang dibuka belum ditutup", "Tambahkan kurung penutupnya"),
    ("unclosed string", "tanda kutip yang dibuka belum ditutup", "Tambahkan tanda \" penutupnya"),
    ("unclosed raw text", "tanda ` yang dibuka belum ditutup", "Tambahkan tanda ` penutupnya"),
    ("unclosed label", "tanda < yang dibuka belum ditutup", "Untuk mencetak tanda < tulis \\<"),
    (
        "unexpected closing ",
        "ada kurung penutup tanpa pembuka",
        "Hapus kurung itu, atau tambahkan pembukanya",
    ),
    ("expected expression", "di sini seharusnya ada nama atau perintah", "Untuk mencetak tanda # tulis \\#"),
    ("loop seems to be infinite", "perulangan ini tidak pernah selesai", "Periksa syarat berhentinya"),
    (
        "maximum function call depth exceeded",
        "perintah ini memanggil dirinya sendiri tanpa henti",
        "Periksa syarat berhentinya",
    ),
    ("panicked with: ", "templat berhenti sendiri: {}", ""),
    ("assertion failed: ", "{}", ""),
    ("failed to parse JSON", "data bukan JSON yang sah", "Periksa berkas datanya"),
];

/// Faults of the finished page, which Typst words after the standard they break.
const PAGE_WORDS: &[(&str, &str, &str)] = &[
    (
        "missing alt text",
        "gambar belum punya keterangan bagi pembaca layar",
        "Tambahkan alt: \"…\" pada gambar itu",
    ),
    (
        "could not be displayed with",
        "tidak ada bentuk huruf untuk `{}`",
        "Ganti dengan huruf latin, atau sisipkan sebagai gambar",
    ),
    (
        "Unicode private area",
        "ada huruf dari luar aturan Unicode",
        "Ketik ulang bagian itu; biasanya terbawa dari salinan Word",
    ),
];

fn translate(message: &str, hint: &str) -> (String, String) {
    for (english, ours, todo) in WORDS {
        if let Some(rest) = message.strip_prefix(english) {
            let thing = rest.split(" and no default").next().unwrap_or_default();
            return (ours.replace("{}", thing.trim_end_matches(')')), (*todo).to_owned());
        }
    }
    for (english, ours, todo) in PAGE_WORDS {
        if message.contains(english) {
            let quoted = message.split('`').nth(1).unwrap_or_default();
            return (ours.replace("{}", quoted), (*todo).to_owned());
        }
    }
    (message.to_owned(), hint.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Order, run};
    use crate::job::{Info, Job};

    fn fault(source: &str) -> TemplateFault {
        let now = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
        let job = Job::new(source, Info::new("Uji", &now)).data(&serde_json::json!({"nama": "Siti"}));
        run(Order::Pdf, &job).err().unwrap_or_else(|| panic!("was accepted: {source}"))
    }

    #[test]
    fn each_common_mistake_gets_its_sentence_and_place() {
        let table = [
            ("Halo\n  #nma", 2, 4, "nama `nma` tidak dikenal"),
            ("#let d = json(\"data.json\")\n#d.umur", 2, 4, "isian \"umur\""),
            ("#image(\"logo.png\")", 1, 8, "berkas /logo.png tidak ada"),
            ("#read(\"/etc/passwd\")", 1, 7, "berkas /etc/passwd tidak ada"),
            ("#import \"@preview/cetz:0.3.0\": *", 1, 9, "paket @preview/cetz:0.3.0"),
            ("Halo #strong[dunia", 1, 13, "kurung yang dibuka belum ditutup"),
            ("#let x = \"a\n", 1, 10, "tanda kutip"),
            ("Halo # dunia", 1, 7, "seharusnya ada nama atau perintah"),
            ("#let i = 1\n#while i > 0 { i += 1 }", 2, 2, "tidak pernah selesai"),
            ("#let f(x) = f(x)\n#f(1)", 1, 13, "tanpa henti"),
            ("#panic(\"tidak boleh\")", 1, 2, "tidak boleh"),
            ("#rect(width: \"a\")", 1, 14, "expected"),
        ];
        for (source, line, column, words) in table {
            let fault = fault(source);
            let shown = fault.to_string();
            assert!(shown.contains(words), "{source}\n{shown}");
            assert_eq!((fault.line, fault.column), (line, column), "{source}\n{shown}");
            assert_eq!(fault.file, "/main.typ", "{source}");
        }
    }

    #[test]
    fn faults_of_the_finished_page_are_told_too() {
        let image = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>\"))";
        assert!(fault(image).to_string().contains("keterangan bagi pembaca layar"));
        let letter = fault("Nama: 漢");
        assert!(letter.to_string().contains("tidak ada bentuk huruf untuk"), "{letter}");
    }

    #[test]
    fn a_fault_in_our_library_is_shown_where_it_was_called() {
        let import = "#import \"/kertas.typ\": kertas\n";
        let called = fault(&format!("{import}#kertas(ukuran: \"B7\")[Halo]"));
        assert_eq!((called.file.as_str(), called.line, called.column), ("/main.typ", 2, 2), "{called}");
        // Typst keeps no trace of this form; then no place is better than one in a file of ours.
        let shown = fault(&format!("{import}#show: kertas.with(ukuran: \"B7\")\nHalo"));
        assert_eq!(shown.to_string(), "Templat salah: ukuran kertas harus F4 atau A4.");
    }

    #[test]
    fn a_fault_in_a_library_of_the_job_is_shown_where_it_was_called() {
        let now = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
        let library = |main: &str, source: &str| {
            let job = Job::new(main, Info::new("Uji", &now)).file("/surat.typ", source);
            run(Order::Pdf, &job).err().unwrap_or_else(|| panic!("was accepted: {main}"))
        };
        let called = library("#import \"/surat.typ\": *\nHalo\n#umur((:))", "#let umur(d) = d.umur");
        assert_eq!((called.file.as_str(), called.line), ("/main.typ", 3), "{called}");
    }
}
