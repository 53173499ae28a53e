//! Templates that want to hurt: none may reach a file, hold a worker, or take the server's memory.

use crate::{config, job, typesetter};
use documents::{Error, Typesetter};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Hours of work in loops that are each short enough for Typst's own check.
pub(crate) const ENDLESS: &str = "#let n = 0
#for a in range(9000) { for b in range(9000) { for c in range(9000) { n += 1 } } }";

#[tokio::test]
async fn an_endless_template_is_stopped_and_the_next_letter_works() {
    let mut config = config();
    config.timeout = Duration::from_secs(3);
    config.workers = 1;
    let typesetter = Typesetter::new(config);
    let start = Instant::now();
    let refused = typesetter.typeset(job(ENDLESS)).await.unwrap_err();
    assert!(matches!(refused, Error::TooSlow { .. }), "{refused:?}");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert!(typesetter.idle_workers().is_empty(), "the worker is gone");
    assert_eq!(typesetter.typeset(job("Halo")).await.unwrap().pages, 1);
}

#[tokio::test]
async fn a_template_without_end_in_memory_is_stopped() {
    let mut config = config();
    config.memory_limit = 256 << 20;
    let typesetter = Typesetter::new(config);
    let table = ["#let a = (1, 2, 3, 4)\n#while a.len() > 0 { a = a + a }", "#let t = \"m\" * 900000000"];
    for bomb in table {
        let refused = typesetter.typeset(job(bomb)).await.unwrap_err();
        assert!(matches!(refused, Error::TooBig { .. }), "{bomb}: {refused:?}");
        assert!(refused.to_string().starts_with("Kebutuhan memori dokumen ini terlalu besar"));
    }
    assert_eq!(typesetter.typeset(job("Halo")).await.unwrap().pages, 1);
}

#[tokio::test]
async fn nothing_outside_the_job_can_be_reached() {
    let table = [
        "#read(\"/etc/passwd\")",
        "#read(\"../../../../etc/passwd\")",
        "#image(\"/proc/self/environ\")",
        "#include \"/etc/hostname\"",
        "#json(\"/proc/self/status\")",
        "#import \"@preview/cetz:0.3.0\": *",
        "#import \"@local/apa:1.0.0\": *",
        "#read(\"https://example.org/\")",
        "#plugin(\"/lib.wasm\")",
    ];
    let typesetter = typesetter();
    for source in table {
        let refused = typesetter.typeset(job(source)).await.unwrap_err();
        assert!(matches!(refused, Error::Template(_)), "{source}: {refused:?}");
    }
}

#[tokio::test]
async fn deep_nesting_ends_in_an_error_not_in_silence() {
    let deep = 20_000;
    let table = [
        format!("{}x{}", "#[".repeat(deep), "]".repeat(deep)),
        format!("#{}1{}", "(".repeat(deep), ")".repeat(deep)),
        "#let f(n) = [#f(n + 1)]\n#f(0)".to_owned(),
    ];
    let typesetter = typesetter();
    for source in table {
        let start = &source[..source.len().min(30)];
        match typesetter.typeset(job(&source)).await {
            Err(Error::Template(_) | Error::WorkerDied | Error::TooBig { .. }) => {}
            other => panic!("{start}: {other:?}"),
        }
    }
    assert_eq!(typesetter.typeset(job("Halo")).await.unwrap().pages, 1);
}

/// A picture is another language that can name files; the SVG reader must not follow it out.
#[tokio::test]
async fn a_picture_cannot_fetch_files_either() {
    // One grey pixel.
    let png: &[u8] = &[
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
        58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 218, 99, 104, 0, 0, 0, 130, 0, 129, 218, 69, 8,
        59, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
    ];
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("rahasia.png");
    std::fs::write(&secret, png).unwrap();
    let typesetter = typesetter();
    let with = |link: &str| {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{link}" width="9" height="9"/></svg>"#
        );
        job("#image(\"/a.svg\", alt: \"x\", width: 2cm)").file("/a.svg", svg).file("/ada.png", png.to_vec())
    };
    let holds_image = |pdf: &documents::Pdf| {
        let raw = String::from_utf8_lossy(&pdf.bytes);
        raw.contains("/Subtype /Image") || raw.contains("/Subtype/Image")
    };
    // The control: what belongs to the job is found, so the check below can see a leak.
    let own = typesetter.typeset(with("ada.png")).await.unwrap();
    assert!(holds_image(&own));
    let path = secret.to_str().unwrap();
    for link in [path.to_owned(), format!("file://{path}"), format!("../../../../../..{path}")] {
        match typesetter.typeset(with(&link)).await {
            Ok(pdf) => assert!(!holds_image(&pdf), "{link}"),
            Err(Error::Template(_)) => {}
            other => panic!("{link}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn rubbish_pictures_and_data_are_template_faults() {
    let typesetter = typesetter();
    let picture = job("#image(\"/logo.png\", alt: \"x\")").file("/logo.png", vec![0x89, b'P', 1, 2]);
    let refused = typesetter.typeset(picture).await.unwrap_err();
    assert!(matches!(refused, Error::Template(_)), "{refused:?}");
    let data = job("#json(\"/data.json\")").file("/data.json", "{\"nama\": \n oops");
    let Error::Template(fault) = typesetter.typeset(data).await.unwrap_err() else { panic!() };
    assert!(fault.to_string().contains("bukan JSON yang sah"), "{fault}");
}

#[tokio::test]
async fn a_worker_knows_nothing_of_its_server_and_is_bound() {
    let typesetter = typesetter();
    let source = "#assert(sys.inputs.len() == 0)\nHalo";
    typesetter.typeset(job(source)).await.unwrap();
    let of_worker = format!("/proc/{}", typesetter.idle_workers()[0]);
    let Ok(environ) = std::fs::read_to_string(format!("{of_worker}/environ")) else {
        println!("SKIPPED: no /proc here");
        return;
    };
    let names: Vec<&str> = environ.split('\0').filter_map(|pair| pair.split('=').next()).collect();
    let ours = ["MALLOC_ARENA_MAX", "RAYON_NUM_THREADS", "RUST_MIN_STACK", ""];
    assert!(names.iter().all(|name| ours.contains(name)), "{names:?}");

    let limits = std::fs::read_to_string(format!("{of_worker}/limits")).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(limit("Max core file size"), "0");
    assert_eq!(limit("Max file size"), "0");
    assert_eq!(limit("Max open files"), "64");
    assert_ne!(limit("Max address space"), "unlimited");
    assert_ne!(limit("Max cpu time"), "unlimited");
}

/// The server was killed and cannot stop the worker: it must stop itself.
#[test]
fn a_worker_left_alone_in_an_endless_job_ends() {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_typst-worker"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = worker.stdin.take().unwrap();
    let hello = r#"{"memory":268435456,"job_millis":100,"life_seconds":60}"#;
    stdin.write_all(&frame(hello, "")).unwrap();
    let head = format!(
        r#"{{"order":"Pdf","info":{{"title":"x","at":"2026-11-22T09:30:00","offset_minutes":420,"ident":null}},"standard":"A2b","files":[["/main.typ",{}]]}}"#,
        ENDLESS.len()
    );
    stdin.write_all(&frame(&head, ENDLESS)).unwrap();
    drop(stdin);
    let start = Instant::now();
    while worker.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(30) {
            worker.kill().unwrap();
            panic!("still running");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(start.elapsed() > Duration::from_secs(4), "it took the job, and gave the server its grace");
}

fn frame(head: &str, body: &str) -> Vec<u8> {
    let length = |part: &str| u32::try_from(part.len()).unwrap().to_le_bytes();
    [&length(head)[..], &length(body)[..], head.as_bytes(), body.as_bytes()].concat()
}
