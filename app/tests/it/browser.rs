//! A real browser visits the example world: axe finds nothing, nothing is wider than the screen, no
//! script fails. With `BALAI_GAMBAR=1` the pictures in docs/gambar are taken anew.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The program on a free port.
struct World {
    server: Child,
    /// The address that it said.
    base: String,
    folder: tempfile::TempDir,
}

impl World {
    /// The example world, with few residents so that it starts fast.
    fn example() -> Self {
        Self::start(&["demo", "--penduduk", "400"], "Balai siap")
    }

    /// An office where nothing is set up; the address carries the one-time code.
    fn empty() -> Self {
        Self::start(&["serve"], "Belum ada desa")
    }

    fn start(command: &[&str], said: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_balai"))
            .args(command)
            .args(["--listen", "127.0.0.1:0"])
            .arg("--data")
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let ready = lines.map_while(Result::ok).find(|line| line.contains(said));
        let base = ready.and_then(|line| line.split_whitespace().last().map(str::to_owned));
        Self { server, base: base.expect("the server says its address"), folder }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The browser named by `CHROMIUM`, or the usual one.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| Some(PathBuf::from("/usr/bin/chromium"))).filter(|path| path.exists())
}

/// Lets the browser carry out `plan`; fails with what it found. Skips where there is no browser.
fn drive(
    script: &str,
    world: impl FnOnce() -> World,
    plan: impl FnOnce(&World) -> serde_json::Value,
) -> Option<World> {
    let driver = root().join("app/tests/browser");
    let Some(chromium) = chromium().filter(|_| driver.join("node_modules").exists()) else {
        testkit::testing::skipped("browser", "no Chromium, or `bin/setup test` has not run");
        return None;
    };
    let world = world();
    let mut plan = plan(&world);
    plan["chromium"] = chromium.to_string_lossy().into();
    let path = world.folder.path().join("rencana.json");
    std::fs::write(&path, plan.to_string()).unwrap();
    let judged = Command::new("node").arg(driver.join(script)).arg(&path).output().unwrap();
    let findings = String::from_utf8_lossy(&judged.stdout);
    let trouble = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "the browser found:\n{findings}\n{trouble}");
    Some(world)
}

/// What the plan in `app/tests/browser/halaman.json` lists, seen by a browser.
#[test]
fn every_page_is_sound_at_1280_and_360_px() {
    drive("lihat.mjs", World::example, |world| {
        let text = std::fs::read_to_string(root().join("app/tests/browser/halaman.json")).unwrap();
        let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
        plan["base"] = world.base.clone().into();
        if std::env::var_os("BALAI_GAMBAR").is_some() {
            plan["out"] = root().join("docs/gambar").to_string_lossy().into();
        }
        plan
    });
}

/// On a phone, without a terminal: names, letterhead, official, number, workbook, letter.
#[test]
fn a_stranger_with_a_workbook_and_an_emblem_prints_the_next_letter_in_the_first_hour() {
    let world = drive("jam_pertama.mjs", World::empty, |world| {
        let at = |name: &str| world.folder.path().join(name);
        std::fs::write(
            at("penduduk.xlsx"),
            kependudukan::contoh::buku(&kependudukan::contoh::sukamaju()).unwrap(),
        )
        .unwrap();
        let emblem = image::RgbaImage::from_pixel(300, 300, image::Rgba([32, 85, 34, 255]));
        emblem.save(at("lambang.png")).unwrap();
        let mut plan = serde_json::json!({ "mulai": world.base });
        for (key, name) in [("buku", "penduduk.xlsx"), ("lambang", "lambang.png"), ("pdf", "surat.pdf")] {
            plan[key] = at(name).to_string_lossy().into();
        }
        if let Some(folder) = std::env::var_os("BALAI_GAMBAR_JAM_PERTAMA") {
            plan["gambar"] = folder.to_string_lossy().into();
        }
        plan
    });
    let Some(world) = world else { return };
    let read =
        Command::new("pdftotext").arg("-layout").arg(world.folder.path().join("surat.pdf")).arg("-").output();
    let Ok(read) = read else {
        testkit::testing::skipped("first hour", "no pdftotext");
        return;
    };
    let text = String::from_utf8_lossy(&read.stdout);
    for expected in ["/042/SKM/", "SITI AMINAH", "Budi Santoso, S.IP.", "PEMERINTAH KALURAHAN SUKAMAJU"] {
        assert!(text.contains(expected), "{expected} is missing in\n{text}");
    }
}

/// At 300 dots an inch, by the script that a visitor's browser runs: with a line, without one, changed, revoked.
#[test]
fn a_printed_letter_is_checked_without_a_network_and_a_revoked_one_says_so_with_one() {
    for judge in ["pdftoppm", "zbarimg"] {
        if Command::new(judge).arg("--version").output().is_err() {
            testkit::testing::skipped("scanner", &format!("no {judge}"));
            return;
        }
    }
    drive("pindai.mjs", World::example, |world| {
        let mut plan = serde_json::json!({
            "base": world.base, "desa": "3402132002", "sandi": testkit::SANDI, "folder": world.folder.path(),
        });
        if let Some(folder) = std::env::var_os("BALAI_GAMBAR_PINDAI") {
            plan["gambar"] = folder.to_string_lossy().into();
        }
        plan
    });
}
