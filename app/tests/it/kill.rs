//! The power goes out in the middle of an act, again and again: nothing is half done, nothing is lost.
//!
//! Ten kills at seeded moments in every run; with `BALAI_LAMA` (bin/test --lama) two hundred.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use kependudukan::contoh::{self, Resep};

const PENDUDUK: u32 = 600;

struct Village {
    folder: tempfile::TempDir,
    workbook: PathBuf,
    people: i64,
}

impl Village {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workbook = folder.path().join("penduduk.xlsx");
        let today = jiff::civil::date(2026, 3, 2);
        let rows = contoh::penduduk(&Resep { jumlah: PENDUDUK, ..Resep::pleret(today) });
        std::fs::write(&workbook, contoh::buku(&rows).unwrap()).unwrap();
        let people = i64::try_from(rows.len()).unwrap();
        let village = Self { folder, workbook, people };
        village.balai(&["desa", "add", "34.02.13.2002", "--nama", "Pleret", "--kecamatan", "Pleret"]);
        village
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_balai"));
        command.args(args).arg("--data").arg(self.path("data")).arg("--key").arg(self.path("induk.kunci"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    fn balai(&self, args: &[&str]) -> Output {
        let output = self.command(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    fn import(&self, commit: bool) -> Vec<&str> {
        let file: &Path = &self.workbook;
        let mut args = vec!["import", "penduduk", file.to_str().unwrap(), "--desa", "3402132002", "--json"];
        args.extend(commit.then_some("--commit"));
        args
    }

    /// How many of the workbook's people are new and how many are in the register already.
    fn new_and_same(&self) -> (i64, i64) {
        let output = self.balai(&self.import(false));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (report["baru"].as_i64().unwrap(), report["sama"].as_i64().unwrap())
    }
}

/// A small generator of moments: the same seed kills at the same time after the start.
fn moment(seed: u64) -> Duration {
    let mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ seed;
    Duration::from_millis(20 + mixed % 1_800)
}

#[test]
fn a_kill_in_the_middle_of_an_import_leaves_all_or_nothing() {
    let kills = if std::env::var_os("BALAI_LAMA").is_some() { 200 } else { 10 };
    let mut village = Village::new();
    let all = village.people;
    let mut interrupted = 0;
    for seed in 0..kills {
        let mut running = village.command(&village.import(true)).spawn().unwrap();
        std::thread::sleep(moment(seed));
        let _ = running.kill();
        running.wait().unwrap();
        village.balai(&["ledger", "verify"]);
        let (new, same) = village.new_and_same();
        assert!((new, same) == (all, 0) || (new, same) == (0, all), "seed {seed}: {new} new, {same} same");
        if same == all {
            village = Village::new();
        } else {
            interrupted += 1;
        }
    }
    assert!(interrupted > 0, "no kill came before the end: the moments are too late to prove anything");
    village.balai(&village.import(true));
    assert_eq!(village.new_and_same(), (0, all), "and the same import then goes through");
}
