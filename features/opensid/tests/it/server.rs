//! A real MariaDB server, started for the test, with the village of the stories in it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use opensid::sumber::{self, GalatSumber, Mentah};
use opensid::testing;

/// A throw-away server; it and its folder go when the test ends.
struct Server {
    proses: Child,
    folder: tempfile::TempDir,
    porta: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that anybody wants.
        let _ = self.proses.kill();
        let _ = self.proses.wait();
    }
}

fn program(nama: &str) -> Option<PathBuf> {
    let jalan = std::env::var_os("PATH").unwrap_or_default();
    let sbin = [PathBuf::from("/usr/sbin"), PathBuf::from("/usr/local/sbin")];
    std::env::split_paths(&jalan).chain(sbin).map(|folder| folder.join(nama)).find(|letak| letak.is_file())
}

impl Server {
    fn nyalakan() -> Option<Self> {
        let semua = ["mariadbd", "mariadb-install-db", "mariadb"].map(program);
        let [Some(mariadbd), Some(pasang), Some(_)] = semua else {
            eprintln!("skipped: MariaDB is not here (Debian: mariadb-server-core and mariadb-client)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let keluaran = Command::new(pasang)
            .args([
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--user=root",
            ])
            .arg(format!("--datadir={}", data.display()))
            .output()
            .unwrap();
        assert!(keluaran.status.success(), "{}", String::from_utf8_lossy(&keluaran.stderr));
        let porta = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let proses = Command::new(mariadbd)
            .args([
                "--no-defaults",
                "--user=root",
                "--bind-address=127.0.0.1",
                "--innodb-flush-log-at-trx-commit=0",
            ])
            .arg(format!("--datadir={}", data.display()))
            .arg(format!("--socket={}", folder.path().join("s").display()))
            .arg(format!("--pid-file={}", folder.path().join("pid").display()))
            .arg(format!("--port={porta}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { proses, folder, porta };
        let mulai = Instant::now();
        while !server.jalankan("", b"select 1").status.success() {
            assert!(mulai.elapsed() < Duration::from_mins(1), "the server does not start");
            std::thread::sleep(Duration::from_millis(200));
        }
        Some(server)
    }

    fn jalankan(&self, basis: &str, sql: &[u8]) -> std::process::Output {
        use std::io::Write as _;
        let mut klien = Command::new(program("mariadb").unwrap());
        klien
            .args(["--no-defaults", "-uroot"])
            .arg(format!("--socket={}", self.soket().display()))
            .arg(basis);
        let mut anak =
            klien.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A client that could not connect does not read; its end says so.
        let _ = anak.stdin.take().unwrap().write_all(sql);
        anak.wait_with_output().unwrap()
    }

    fn soket(&self) -> PathBuf {
        self.folder.path().join("s")
    }

    fn isi(&self, basis: &str, sql: &[u8]) {
        let buat = format!("create database {basis} character set utf8mb4");
        assert!(self.jalankan("", buat.as_bytes()).status.success());
        let hasil = self.jalankan(basis, sql);
        assert!(hasil.status.success(), "{}", String::from_utf8_lossy(&hasil.stderr));
    }

    fn alamat(&self, siapa: &str, basis: &str) -> String {
        format!("mysql://{siapa}@127.0.0.1:{}/{basis}", self.porta)
    }

    async fn baca(&self, siapa: &str, basis: &str, sandi: Option<&str>) -> Result<Mentah, GalatSumber> {
        sumber::baca_server(&self.alamat(siapa, basis), sandi, &mut |_| {}).await
    }
}

/// The rows of a table in an order of their own, for a server has another than a dump.
fn urut(mentah: &Mentah, tabel: &str) -> Vec<sumber::Baris> {
    let mut baris = mentah.tabel[tabel].baris.clone();
    baris.sort();
    baris
}

fn sama(server: &Mentah, cadangan: &Mentah) {
    let nama = |m: &Mentah| m.tabel.keys().cloned().collect::<Vec<_>>();
    assert_eq!(nama(server), nama(cadangan));
    for (tabel, isi) in &cadangan.tabel {
        assert_eq!(server.tabel[tabel].jumlah, isi.jumlah, "{tabel}");
        assert!(urut(server, tabel) == urut(cadangan, tabel), "other rows in {tabel}");
        for (kolom, banyak) in &isi.lain {
            assert_eq!(server.tabel[tabel].lain.get(kolom), Some(banyak), "{tabel}.{kolom}");
        }
    }
}

#[tokio::test]
async fn a_server_says_what_its_dump_says() {
    let Some(server) = Server::nyalakan() else { return };
    // MariaDB wants a length where a text is a key.
    let teks = testing::sukamaju().teks();
    let sql = teks
        .replace("PRIMARY KEY", "KEY `satu`")
        .replace("`)\n) ENGINE", "`(64))\n) ENGINE")
        .replace("`),\n  KEY", "`(64)),\n  KEY");
    server.isi("opensid", sql.as_bytes());
    let cadangan = sumber::baca(teks.as_bytes(), &mut |_| {}).unwrap();
    let dibaca = server.baca("root", "opensid", None).await.unwrap();
    sama(&dibaca, &cadangan);
    assert!(dibaca.asal.utuh && dibaca.asal.utc && dibaca.asal.program.starts_with("mysql:// 1"));
    let lagi = server.baca("root", "opensid", None).await.unwrap();
    assert_eq!(lagi.asal.sidik, dibaca.asal.sidik, "what did not change is known again");
    let ubah = b"update tweb_penduduk set nama = concat(nama, ' X') limit 1";
    assert!(server.jalankan("opensid", ubah).status.success());
    let berubah = server.baca("root", "opensid", None).await.unwrap();
    assert_ne!(berubah.asal.sidik, dibaca.asal.sidik);
    for rahasia in testing::RAHASIA {
        assert!(!serde_json::to_string(&berubah).unwrap().contains(rahasia), "{rahasia}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_read_gets_a_sentence_without_the_password() {
    let Some(server) = Server::nyalakan() else { return };
    let buat =
        b"create user 'baca'@'127.0.0.1' identified by 'sandi-uji'; create user 'asing'@'127.0.0.1';\n\
                 create database kosong; grant select on *.* to 'baca'@'127.0.0.1';";
    assert!(server.jalankan("", buat).status.success());
    let kalimat = async |siapa: &str, basis: &str, sandi: Option<&str>| {
        let galat = server.baca(siapa, basis, sandi).await.unwrap_err().to_string();
        assert!(!galat.contains("sandi-salah") && !galat.contains("127.0.0.1"), "{galat}");
        galat
    };
    assert!(kalimat("baca:sandi-salah", "kosong", None).await.contains("ditolak"));
    assert!(kalimat("baca", "kosong", Some("sandi-salah")).await.contains("ditolak"));
    assert!(kalimat("baca", "tidakada", Some("sandi-uji")).await.contains("tidak ada di server"));
    assert!(kalimat("asing", "kosong", None).await.contains("berhak"));
    assert!(kalimat("baca:sandi-uji", "", None).await.contains("Bentuknya"));
    // The password in the address goes before the one beside it, and an empty database is not OpenSID's.
    let galat = kalimat("baca:sandi-uji", "kosong", Some("sandi-salah")).await;
    assert!(galat.contains("bukan dari OpenSID"), "{galat}");
    drop(server);
    let galat = sumber::baca_server("mysql://baca@127.0.0.1:1/x", None, &mut |_| {}).await.unwrap_err();
    assert!(galat.to_string().contains("tidak dapat dihubungi"), "{galat}");
    let galat = sumber::baca_server("mysql://baca@server:porta/x", None, &mut |_| {}).await.unwrap_err();
    assert!(galat.to_string().contains("Bentuknya"), "{galat}");
}

#[tokio::test]
async fn the_real_dump_reads_the_same_from_a_server() {
    let letak =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/opensid/opensid-v2410-10k.sql.gz");
    if !letak.exists() {
        eprintln!("skipped: the OpenSID dump is not in ../shared/data/opensid");
        return;
    }
    let Some(server) = Server::nyalakan() else { return };
    let mut sql = Vec::new();
    let berkas = std::fs::File::open(&letak).unwrap();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(berkas), &mut sql).unwrap();
    server.isi("opensid", &sql);
    let cadangan = sumber::baca_berkas(&letak, &mut |_| {}).unwrap();
    sama(&server.baca("root", "opensid", None).await.unwrap(), &cadangan);
}
