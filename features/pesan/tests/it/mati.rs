//! The process is killed (SIGKILL) at random moments while residents write: nothing is lost, nothing is answered twice.
//!
//! The test starts itself anew as the process that is killed. Ten kills in every run; with `BALAI_LAMA` a hundred.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use db::{Context, Db};
use jobs::Runner;
use pesan::Jenis;
use testkit::SUKAMAJU;
use testkit::wa::{Meta, meta};
use vault::MasterKey;

use crate::adapter::reqwest_klien;
use crate::dunia::{BUKU, fitur, pilih, rahasia_meta};
use crate::layanan::layanan;

const FOLDER: &str = "BALAI_UJI_MATI";

db::statements! {
    COUNT_JAWABAN = "select count(*) from pesan_keluar where unit = $1";
    COUNT_PESAN = "select count(*) from pesan_masuk where unit = $1 and keadaan = 2";
}

fn kunci(folder: &Path) -> MasterKey {
    MasterKey::from_recovery(&std::fs::read_to_string(folder.join("kunci")).unwrap()).unwrap()
}

fn kini() -> jiff::Timestamp {
    db::clock::now()
}

/// As in the program itself, but with a lease of a second, so that the test need not wait a minute after each kill.
async fn layani(folder: &Path) {
    let url = format!("sqlite:{}", folder.join("balai.db").display());
    let db = Db::open(&url, kunci(folder)).await.unwrap();
    let settings = web::Settings::default();
    let builder =
        web::App::builder(db.clone(), settings, &fitur(), testkit::names).provide(BUKU).provide(layanan());
    let app = builder.provide(files::FileStore::new(folder.join("berkas"))).build();
    let router = web::router(app.clone(), fitur());
    let tempat = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    std::fs::write(folder.join("alamat.baru"), tempat.local_addr().unwrap().to_string()).unwrap();
    std::fs::rename(folder.join("alamat.baru"), folder.join("alamat")).unwrap();
    let antrean =
        Runner::new(db, Arc::new(app), pesan::feature().jobs, kini).lease(Duration::from_secs(1)).launch();
    axum::serve(tempat, router).await.unwrap();
    drop(antrean);
}

/// Not a test of its own: what the test below kills.
#[tokio::test]
async fn the_process_that_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        layani(Path::new(&folder)).await;
    }
}

fn jalankan(folder: &Path) -> Child {
    let _ = std::fs::remove_file(folder.join("alamat"));
    Command::new(std::env::current_exe().unwrap())
        .args(["mati::the_process_that_is_killed", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

async fn alamat(folder: &Path) -> String {
    loop {
        if let Ok(alamat) = std::fs::read_to_string(folder.join("alamat")) {
            return format!("http://{alamat}/{SUKAMAJU}/wa/meta");
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A moment after the start: the same seed kills at the same time.
fn saat(benih: u64) -> Duration {
    let acak = benih.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ benih;
    Duration::from_millis(5 + acak % 700)
}

/// A village that uses the double; gives its database.
async fn desa(folder: &Path, meta: &Meta) -> String {
    let url = format!("sqlite:{}", folder.join("balai.db").display());
    std::fs::write(folder.join("kunci"), MasterKey::generate().to_recovery().as_bytes()).unwrap();
    let db = Db::open(&url, kunci(folder)).await.unwrap();
    db::migrate::run(&db, kini()).await.unwrap();
    db.register_unit(SUKAMAJU, kini()).await.unwrap();
    let ctx = Context::system("uji", SUKAMAJU, kini());
    pilih(&db, &ctx, Jenis::Meta, &rahasia_meta(meta.alamat())).await;
    url
}

#[tokio::test]
async fn a_kill_at_any_moment_loses_no_message_and_answers_none_twice() {
    let lama = std::env::var_os("BALAI_LAMA").is_some();
    let kali = if lama { 100 } else { 10 };
    let folder = tempfile::tempdir().unwrap();
    let meta = Meta::mulai(kini).await;
    let url = desa(folder.path(), &meta).await;
    let klien = reqwest_klien();
    let mut terputus = 0;
    for benih in 0..kali {
        let mut proses = jalankan(folder.path());
        let pintu = alamat(folder.path()).await;
        let dari = format!("62812{benih:08}");
        let antaran = meta.tulisan(&dari, kini(), &meta::ketik("halo"));
        let bunuh = tokio::time::sleep(saat(benih));
        tokio::pin!(bunuh);
        let antar = antar(&klien, &pintu, &antaran.isi, &antaran.tanda);
        tokio::select! {
            () = &mut bunuh => terputus += 1,
            () = antar => bunuh.await,
        }
        proses.kill().unwrap();
        proses.wait().unwrap();
        // Meta did not hear a yes for sure, so it delivers again once the door is open.
        let mut lagi = jalankan(folder.path());
        let pintu = alamat(folder.path()).await;
        self::antar(&klien, &pintu, &antaran.isi, &antaran.tanda).await;
        lagi.kill().unwrap();
        lagi.wait().unwrap();
    }
    // Then it is left in peace.
    let mut proses = jalankan(folder.path());
    let pintu = alamat(folder.path()).await;
    let akhir = tokio::time::Instant::now() + Duration::from_secs(150);
    let belum =
        |meta: &Meta| (0..kali).filter(|n| meta.teks_untuk(&format!("62812{n:08}")).is_empty()).count();
    while belum(&meta) > 0 && tokio::time::Instant::now() < akhir {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let _ = pintu;
    tokio::time::sleep(Duration::from_secs(2)).await;
    proses.kill().unwrap();
    proses.wait().unwrap();
    assert_eq!(
        belum(&meta),
        0,
        "{kali} kills, {terputus} of them before the door said yes: some were never answered"
    );
    assert_eq!(meta.pelanggaran(), Vec::<String>::new());
    let db = Db::open(&url, kunci(folder.path())).await.unwrap();
    let mut tx = db.read(&Context::system("uji", SUKAMAJU, kini())).await.unwrap();
    let banyak = i64::try_from(kali).unwrap();
    assert_eq!(
        tx.query(COUNT_PESAN).count().await.unwrap(),
        banyak,
        "each message was kept and handled once"
    );
    assert_eq!(tx.query(COUNT_JAWABAN).count().await.unwrap(), banyak, "and has one answer");
    eprintln!("{kali} kills, {terputus} before the door said yes, {} answers sent", meta.diterima().len());
}

/// Delivers as Meta does: again and again until it hears a yes.
async fn antar(klien: &reqwest::Client, pintu: &str, isi: &[u8], tanda: &str) {
    loop {
        let minta = klien.post(pintu).header("x-hub-signature-256", tanda).body(isi.to_vec());
        match minta.timeout(Duration::from_secs(2)).send().await {
            Ok(jawab) if jawab.status().is_success() => return,
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
