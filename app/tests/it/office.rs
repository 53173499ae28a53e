//! An office on a disk of its own, with the real program in front of it: what the tests of cut power, of
//! full disks and of outside judges take in hand.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use access::{NewSession, Role, Session};
use balai::config::{Home, Place};
use db::{Context, Db, clock};
use kependudukan::{JenisSubjek, Subjek};
use surat::store::{self, Surat};
use testkit::SUKAMAJU;
use tte::{Kunci, Pemegang};
use uuid::Uuid;
use wilayah::{Jabatan, JenisPejabat, Pejabat};
use zeroize::Zeroizing;

/// Of the lurah's certificate.
pub(crate) const PASSPHRASE: &str = "sawah hijau pagi hari";

/// Sukamaju with a lurah who can sign, a verifikator, an operator, and Siti who needs letters.
pub(crate) struct Office {
    /// What stands beside the data: the key, and files of the test's own.
    pub folder: PathBuf,
    pub operator: Seat,
    pub verifikator: Seat,
    pub lurah: Seat,
    /// The certificate of the office's own authority, in DER.
    pub authority: Vec<u8>,
    lurah_id: Uuid,
    siti: Uuid,
}

/// A browser that is signed in.
#[derive(Clone)]
pub(crate) struct Seat {
    cookie: String,
    csrf: String,
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub location: String,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Fails unless the act led on; tells where.
    #[track_caller]
    pub(crate) fn led_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text());
        &self.location
    }
}

/// `balai serve`, killed at the latest when this goes.
pub(crate) struct Server {
    child: Child,
    pub address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Office {
    /// Makes the office in `folder`, whose `data` may be a disk of its own.
    pub(crate) fn open(folder: &Path) -> Self {
        wait(build(folder.to_owned()))
    }

    fn place(folder: &Path) -> Place {
        Place { data: Some(folder.join("data")), database: None, key: Some(folder.join("induk.kunci")) }
    }

    pub(crate) fn home(&self) -> Home {
        Home::real(&Self::place(&self.folder)).unwrap()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_balai"));
        command.args(args).arg("--data").arg(self.folder.join("data"));
        command.arg("--key").arg(self.folder.join("induk.kunci"));
        command
    }

    pub(crate) fn balai(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    #[track_caller]
    pub(crate) fn ledger_is_whole(&self) {
        let output = self.balai(&["ledger", "verify"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn serve(&self) -> Server {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.map_while(Result::ok).find(|line| line.contains("Balai siap"));
        let address = ready.and_then(|line| Some(line.split_once("//")?.1.to_owned()));
        Server { child, address: address.expect("the server says its address") }
    }

    /// Does something with the database beside the server's back, and lets it go.
    pub(crate) fn look<T>(&self, work: impl AsyncFnOnce(&Db) -> T) -> T {
        let home = self.home();
        wait(async {
            let db = home.open().await.unwrap();
            let found = work(&db).await;
            db.close().await;
            found
        })
    }

    pub(crate) fn surat(&self, id: Uuid) -> Surat {
        self.look(async |db| {
            let mut tx = db.read(&system()).await.unwrap();
            store::get_surat(&mut tx, id).await.unwrap()
        })
    }

    /// The fields of a domisili for Siti, signed in this way (1 ink, 2 here).
    pub(crate) fn pengajuan(&self, cara: &str) -> Vec<(&'static str, String)> {
        [
            ("orang", self.siti.to_string()),
            ("i_alamat_tinggal", "Padukuhan Krajan RT 001 RW 002".to_owned()),
            ("i_keperluan", "membuka rekening bank".to_owned()),
            ("syarat", "pengantar".to_owned()),
            ("penandatangan", format!("{}:definitif", self.lurah_id)),
            ("cara", cara.to_owned()),
            ("kertas", "F4".to_owned()),
            ("rangkap", "1".to_owned()),
        ]
        .into()
    }

    /// A letter with its number and its paper, waiting for the signature.
    pub(crate) fn bernomor(&self, server: &Server, cara: &str) -> Uuid {
        let fields = self.pengajuan(cara);
        let answer = server.post(&self.operator, "/surat/baru/domisili", &fields).unwrap();
        let id = id_in(answer.led_to());
        let versi = self.versi(id);
        server.post(&self.verifikator, &format!("/surat/{id}/paraf"), &[versi]).unwrap().led_to();
        let naskah = server.get(&self.operator, &format!("/surat/{id}/naskah")).unwrap();
        assert!(naskah.bytes.starts_with(b"%PDF-"), "{}", naskah.text());
        id
    }

    /// The field that says which letter its sender saw.
    pub(crate) fn versi(&self, id: Uuid) -> (&'static str, String) {
        ("versi", self.surat(id).versi.to_string())
    }

    /// What the lurah's click sends.
    pub(crate) fn tanda_tangan(&self, id: Uuid) -> Vec<(&'static str, String)> {
        vec![self.versi(id), ("passphrase", PASSPHRASE.to_owned())]
    }
}

/// The letter that an address ends with.
pub(crate) fn id_in(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap_or_else(|_| panic!("no letter in {address}"))
}

fn system() -> Context {
    Context::system("cerita", SUKAMAJU, clock::now())
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

impl Server {
    pub(crate) fn get(&self, seat: &Seat, path: &str) -> io::Result<Reply> {
        talk(&self.address, &format!("GET /{SUKAMAJU}{path}"), seat, "")
    }

    /// Posts a form with the session's token, and a key of its own unless the fields bring one.
    pub(crate) fn post(&self, seat: &Seat, path: &str, fields: &[(&str, String)]) -> io::Result<Reply> {
        post(&self.address, seat, path, fields)
    }

    /// The power goes: SIGKILL, without a word of farewell.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

pub(crate) fn post(address: &str, seat: &Seat, path: &str, fields: &[(&str, String)]) -> io::Result<Reply> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("csrf", &seat.csrf).extend_pairs(fields);
    if !fields.iter().any(|(name, _)| *name == "request_key") {
        form.append_pair("request_key", &Uuid::new_v4().simple().to_string());
    }
    talk(address, &format!("POST /{SUKAMAJU}{path}"), seat, &form.finish())
}

/// One request in HTTP/1.0, whose answer ends with the connection.
fn talk(address: &str, line: &str, seat: &Seat, body: &str) -> io::Result<Reply> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    let kind = "application/x-www-form-urlencoded";
    write!(
        stream,
        "{line} HTTP/1.0\r\nHost: {address}\r\nCookie: balai={}\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        seat.cookie,
        body.len()
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or_else(cut)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let header = |name: &str| {
        let of = |line: &str| {
            line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v.to_owned())
        };
        head.lines().find_map(of)
    };
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
    let bytes = bytes.split_off(end + 4);
    if header("content-length").is_some_and(|length| length != bytes.len().to_string()) {
        return Err(cut());
    }
    Ok(Reply { status, location: header("location").unwrap_or_default(), bytes })
}

async fn build(folder: PathBuf) -> Office {
    let db = Home::real(&Office::place(&folder)).unwrap().open().await.unwrap();
    db::migrate::run(&db, clock::now()).await.unwrap();
    let baru = wilayah::UnitBaru {
        kode: SUKAMAJU.to_string().parse().unwrap(),
        nama: "Sukamaju".to_owned(),
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(&db, &baru, None, clock::now()).await.unwrap();
    let ctx = system();
    let (_, operator) = sit(&db, &ctx, Role::Operator).await;
    let (_, verifikator) = sit(&db, &ctx, Role::Verifikator).await;
    let (lurah_user, lurah) = sit(&db, &ctx, Role::Penandatangan).await;
    let kepala = kepala(&ctx, lurah_user);
    let mut tx = db.write(&ctx, "penetapan").await.unwrap();
    tx.insert(&kepala).await.unwrap();
    let nomor = nomor::Pengaturan { kode_unit: "SKM".to_owned(), ..nomor::Pengaturan::default() };
    nomor::update_pengaturan(&mut tx, &nomor).await.unwrap();
    let siti = kependudukan::insert_sementara(&mut tx, &siti()).await.unwrap();
    tx.commit().await.unwrap();
    let authority = certify(&db, &ctx, &kepala).await;
    db.close().await;
    Office { folder, operator, verifikator, lurah, authority, lurah_id: kepala.id, siti }
}

/// Somebody with this role, signed in.
async fn sit(db: &Db, ctx: &Context, role: Role) -> (Uuid, Seat) {
    let pengguna = testkit::add_user(db, ctx, &[role]).await;
    let new = NewSession {
        id: ctx.new_id(),
        unit: SUKAMAJU,
        pengguna_id: pengguna.id,
        penugasan_id: None,
        perangkat: "Uji".to_owned(),
        alamat: "127.0.0.1".to_owned(),
    };
    let token = Session::start(db, new, ctx.now).await.unwrap();
    (pengguna.id, Seat { cookie: token.as_cookie().to_owned(), csrf: token.csrf(db) })
}

/// Founds the office's authority, which certifies the lurah.
async fn certify(db: &Db, ctx: &Context, kepala: &Pejabat) -> Vec<u8> {
    let unit = "Kalurahan Sukamaju";
    let mut tx = db.write(ctx, "sertifikat").await.unwrap();
    let kunci = Kunci::new(tx.keys(), false);
    let otoritas = tte::siapkan_otoritas(unit, unit, &kunci, ctx.now).unwrap();
    let otoritas = tte::insert_otoritas(&mut tx, &otoritas).await.unwrap();
    let pemegang = Pemegang { nama: &kepala.nama, nomor: "SK-1", unit };
    let secret = Zeroizing::new(PASSPHRASE.to_owned());
    let new = tte::siapkan_sertifikat(&otoritas, &kunci, &pemegang, secret, ctx.now).unwrap();
    tte::insert_sertifikat(&mut tx, kepala.id, &new).await.unwrap();
    tx.commit().await.unwrap();
    otoritas.der.0.clone()
}

fn kepala(ctx: &Context, pengguna_id: Uuid) -> Pejabat {
    Pejabat {
        id: ctx.new_id(),
        nama: "Sri Lestari, S.IP.".to_owned(),
        jabatan: Jabatan::Kepala.kode().to_owned(),
        jabatan_lain: None,
        dusun: None,
        jenis: JenisPejabat::Definitif.kode().to_owned(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: None,
        sk_tanggal: None,
        mulai: jiff::civil::date(2024, 1, 1).into(),
        selesai: None,
        pengguna_id: Some(pengguna_id),
    }
}

fn siti() -> Subjek {
    Subjek {
        jenis: JenisSubjek::Sementara,
        id: None,
        nama: "Siti Aminah".to_owned(),
        nik: kamus::Nik::baru("3402134101859001").ok(),
        no_kk: None,
        tempat_lahir: "Bantul".to_owned(),
        tanggal_lahir: Some(jiff::civil::date(1985, 1, 1)),
        jenis_kelamin: "Perempuan".to_owned(),
        agama: "Islam".to_owned(),
        status_kawin: "Kawin".to_owned(),
        pekerjaan: "Wiraswasta".to_owned(),
        kewarganegaraan: "WNI".to_owned(),
        alamat: "Jalan Kenanga 5, Sleman".to_owned(),
        dusun: String::new(),
        rw: String::new(),
        rt: String::new(),
    }
}
