//! A real browser visits the example world: axe finds nothing, nothing is wider than the screen, no
//! script fails. With `BALAI_GAMBAR=1` the pictures in docs/gambar are taken anew.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The example world on a free port, with few residents so that it starts fast.
struct World {
    server: Child,
    base: String,
    folder: tempfile::TempDir,
}

impl World {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_balai"))
            .args(["demo", "--listen", "127.0.0.1:0", "--penduduk", "400"])
            .arg("--data")
            .arg(folder.path().join("contoh"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let ready = lines.map_while(Result::ok).find(|line| line.contains("Balai siap"));
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

/// What the plan in `app/tests/browser/halaman.json` lists, seen by a browser.
#[test]
fn every_page_is_sound_at_1280_and_360_px() {
    let driver = root().join("app/tests/browser");
    let Some(chromium) = chromium().filter(|_| driver.join("node_modules").exists()) else {
        testkit::testing::skipped("browser", "no Chromium, or `bin/setup test` has not run");
        return;
    };
    let world = World::start();
    let text = std::fs::read_to_string(driver.join("halaman.json")).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    plan["chromium"] = chromium.to_string_lossy().into();
    plan["base"] = world.base.clone().into();
    if std::env::var_os("BALAI_GAMBAR").is_some() {
        plan["out"] = root().join("docs/gambar").to_string_lossy().into();
    }
    let path = world.folder.path().join("rencana.json");
    std::fs::write(&path, plan.to_string()).unwrap();
    let judged = Command::new("node").arg(driver.join("lihat.mjs")).arg(&path).output().unwrap();
    let findings = String::from_utf8_lossy(&judged.stdout);
    let trouble = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "the browser found:\n{findings}\n{trouble}");
}
