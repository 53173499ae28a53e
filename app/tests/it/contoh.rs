//! The example world is whole: letters in each state, one of them really signed, and made only once.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use balai::config::{Home, Place};
use balai::contoh::{self, KAPANEWON, PLERET};
use db::{Context, Db, clock};
use documents::Typesetter;
use surat::Verdict;
use surat::keadaan::Keadaan;
use surat::store::{Saring, count_surat, get_surat, list_agenda, list_surat};
use web::{App, Builder, Settings};

fn home(folder: &Path) -> Home {
    Home::demo(&Place { data: Some(folder.to_owned()), database: None, key: None }).unwrap()
}

fn builder(home: &Home, db: &Db) -> Builder {
    let settings =
        Settings { contoh: true, base_url: "http://127.0.0.1:8080".to_owned(), ..Settings::default() };
    App::builder(db.clone(), settings, &balai::features(), wilayah::naming)
        .provide(home.clone())
        .provide(files::FileStore::new(home.files()))
        .provide(Typesetter::in_process())
}

async fn open(home: &Home) -> Db {
    let db = home.open().await.unwrap();
    db::migrate::run(&db, clock::now()).await.unwrap();
    db
}

/// How many letters are in each state, in the order of the states.
async fn states(db: &Db) -> Vec<i64> {
    let mut tx = db.read(&Context::system("uji", PLERET, clock::now())).await.unwrap();
    let mut counts = Vec::new();
    for keadaan in Keadaan::SEMUA {
        let saring = Saring { keadaan: Some(keadaan), ..Saring::default() };
        counts.push(count_surat(&mut tx, &saring).await.unwrap());
    }
    counts
}

/// The states in which a case for Dukcapil stands that was handed over.
async fn cases(db: &Db) -> Vec<&'static str> {
    let mut tx = db.read(&Context::system("uji", PLERET, clock::now())).await.unwrap();
    let saring = db::Where::new().and("serah_id is not null", []);
    let semua = dukcapil::store::list_berkas(&mut tx, saring, (100, 0)).await.unwrap();
    let mut states: Vec<&str> = semua.iter().map(|b| b.keadaan().label()).collect();
    states.sort_unstable();
    states
}

/// Dikembalikan, paraf, tanda tangan, terbit, batal, dicabut, diganti.
const KEADAAN: [i64; 7] = [1, 3, 3, 10, 1, 1, 1];

/// One in ink and one electronically, and one of each still waits.
const ABOVE: [&str; 4] = ["Dikukuhkan", "Dikukuhkan", "Menunggu camat", "Menunggu camat"];

#[tokio::test]
async fn the_example_has_letters_in_each_state_and_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let lock = contoh::siapkan(&home).unwrap().expect("a new folder has no world yet");
    let error = contoh::siapkan(&home).unwrap_err().to_string();
    assert!(error.contains("sedang menyiapkan"), "{error}");
    let db = open(&home).await;
    assert!(contoh::buat(&home, builder(&home, &db), 120, clock::now()).await.unwrap());
    drop(lock);
    assert_eq!(states(&db).await, KEADAAN);
    assert_eq!(cases(&db).await, ["Dikirim", "Kurang", "Terbit"], "cases for Dukcapil on their way");

    let mut tx = db.read(&Context::system("uji", PLERET, clock::now())).await.unwrap();
    let semua = list_surat(&mut tx, &Saring::default(), 100, 0).await.unwrap();
    assert_eq!(semua.iter().filter(|baris| baris.manual).count(), 1);
    numbers_ascend(&mut tx).await;
    let (mut sah, mut basah) = (0, 0);
    let files = files::FileStore::new(home.files());
    for baris in semua.iter().filter(|baris| baris.keadaan == Keadaan::Terbit.kode() && !baris.manual) {
        let surat = get_surat(&mut tx, baris.id).await.unwrap();
        let (_, pdf) = files.get(&mut tx, surat.terbit_id.unwrap()).await.unwrap();
        assert!(matches!(surat::verify_pdf(&db, &pdf, clock::now()).await.unwrap(), Verdict::Sah(_)));
        if !surat.cara().elektronik() {
            basah += 1;
            continue;
        }
        let mut there = db.read(&Context::system("uji", KAPANEWON, clock::now())).await.unwrap();
        let above = tte::trust_anchors(&mut there, true).await.unwrap();
        let anchors = tte::trust_anchors(&mut tx, true).await.unwrap().and(above);
        let report = tte::periksa(&pdf, &anchors, clock::now()).unwrap();
        assert_eq!(report.conclusion(), tte::Conclusion::Valid);
        sah += 1;
    }
    assert_eq!((sah, basah), (5, 4), "really signed, and recorded as signed in ink");
    for step in surat::langkah().into_iter().chain(wilayah::langkah()) {
        assert!((step.selesai)(&mut tx).await.unwrap(), "{} is not done", step.judul);
    }
    assert_eq!(above(&db, &mut tx, &semua).await, ABOVE, "in the kapanewon");
    let saring = db::Where::new().and("keadaan = ?", [permohonan::Keadaan::Konfirmasi.kode().into()]);
    assert_eq!(permohonan::store::list_permohonan(&mut tx, saring, (9, 0)).await.unwrap().len(), 1);
    drop(tx);

    assert!(contoh::siapkan(&home).unwrap().is_none(), "a second start finds it whole");
    assert!(!contoh::buat(&home, builder(&home, &db), 120, clock::now()).await.unwrap());
    assert_eq!(states(&db).await, KEADAAN);
}

/// How those of these letters stand that the panewu signs too; both offices say the same.
async fn above(db: &Db, tx: &mut db::ReadTx, semua: &[surat::store::BarisSurat]) -> Vec<&'static str> {
    let mut there = db.read(&Context::system("uji", KAPANEWON, clock::now())).await.unwrap();
    let mut states = Vec::new();
    for baris in semua {
        let Some(here) = surat::store::find_penerusan_surat(tx, baris.id).await.unwrap() else { continue };
        let row = surat::store::find_pengukuhan(&mut there, here.id).await.unwrap().unwrap();
        assert_eq!(row.keadaan(), here.keadaan());
        states.push(here.keadaan().label());
    }
    states.sort_unstable();
    states
}

/// Numbers go on from the old book without a gap, and no later number has an earlier date.
async fn numbers_ascend(tx: &mut db::ReadTx) {
    let mut agenda = Vec::new();
    // In January the story lies in two years.
    let this = kamus::Zona::Wib.tanggal(clock::now()).year();
    for year in [this - 1, this] {
        let mut lines = list_agenda(tx, year, 100, 0).await.unwrap().baris;
        lines.sort_by_key(|line| line.nomor_urut);
        let first = lines.first().and_then(|line| line.nomor_urut).unwrap_or(0);
        for (line, urut) in lines.iter().zip(first..) {
            assert_eq!(line.nomor_urut, Some(urut), "{}", line.nomor);
        }
        agenda.extend(lines);
    }
    assert_eq!(agenda.first().unwrap().nomor_urut, Some(213), "after the old book's last number");
    assert!(agenda.iter().is_sorted_by_key(|line| line.tanggal.map(|day| day.0)));
    assert!(agenda.iter().any(|line| line.keadaan == Keadaan::Batal.kode()), "BATAL stands in the agenda");
}

#[tokio::test]
async fn a_folder_that_is_no_example_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    std::fs::write(folder.path().join("balai.db"), "seseorang").unwrap();
    contoh::siapkan(&home).unwrap().unwrap();
    assert_eq!(std::fs::read(folder.path().join("balai.db")).unwrap(), b"seseorang");
}

/// A started `balai demo`, ended with the test.
struct Running(Child);

impl Running {
    /// Starts, and waits until a line says this.
    fn until(folder: &Path, said: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_balai"))
            .args(["demo", "--listen", "127.0.0.1:0", "--penduduk", "60", "--data"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let running = Self(child);
        assert!(lines.map_while(Result::ok).any(|line| line.contains(said)), "nobody said {said}");
        running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_start_cut_off_in_the_middle_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("contoh");
    drop(Running::until(&data, "surat dalam setiap keadaan"));
    let home = home(&data);
    assert!(!data.join("selesai").exists(), "the kill came before the end");
    drop(Running::until(&data, "Balai siap"));
    assert_eq!(states(&open(&home).await).await, KEADAAN);
}
