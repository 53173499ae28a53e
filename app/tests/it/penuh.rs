//! A full disk: the act is refused with a sentence, nothing is lost, and the same form goes through once
//! there is room.
//!
//! The disk is a small tmpfs, which needs root; elsewhere the tests are counted as skipped.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use surat::keadaan::Keadaan;
use testkit::testing::skipped;

use crate::office::{Office, Reply, id_in};

/// A disk of its own, taken away in the end.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path, size: &str) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let options = format!("size={size},mode=0700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "balai-uji"]).arg(at);
        if mount.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
            return Some(Self(at.to_owned()));
        }
        skipped("full disk", "mounting a small disk needs root");
        None
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("pemberat")
    }

    /// Fills the disk to the last byte.
    fn fill(&self) {
        let mut file = std::fs::File::create(self.ballast()).unwrap();
        for size in [64 << 10, 4 << 10, 1] {
            let block = vec![0x5a_u8; size];
            while file.write_all(&block).is_ok() {}
        }
    }

    fn free(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[track_caller]
fn is_refused_for_lack_of_room(answer: &Reply) {
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert!(answer.text().contains("Sedang tidak dapat menyimpan"), "{}", answer.text());
    assert!(answer.text().contains("ruang penyimpanan penuh"), "{}", answer.text());
}

/// How many letters the office has.
fn letters(office: &Office) -> i64 {
    office.look(async |db| {
        let ctx = db::Context::system("cerita", testkit::SUKAMAJU, db::clock::now());
        let mut tx = db.read(&ctx).await.unwrap();
        surat::store::count_surat(&mut tx, &surat::store::Saring::default()).await.unwrap()
    })
}

#[test]
fn a_full_disk_refuses_an_act_and_takes_the_same_form_later() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(&folder.path().join("data"), "24m") else { return };
    let office = Office::open(folder.path());
    let server = office.serve();
    let waiting = office.bernomor(&server, "2");
    let click = office.tanda_tangan(waiting);
    let signing = format!("/surat/{waiting}/penandatanganan");
    let mut form = office.pengajuan("1");
    form.push(("request_key", "formulir-yang-sama".to_owned()));
    let before = letters(&office);

    disk.fill();
    for _ in 0..3 {
        let answer = server.post(&office.operator, "/surat/baru/domisili", &form).unwrap();
        is_refused_for_lack_of_room(&answer);
    }
    is_refused_for_lack_of_room(&server.post(&office.lurah, &signing, &click).unwrap());
    let list = server.get(&office.operator, "/surat").unwrap();
    assert!(list.status == 200 && list.text().contains("Siti Aminah"), "reading goes on: {}", list.text());

    disk.free();
    assert_eq!(letters(&office), before, "nothing was half kept");
    let answer = server.post(&office.operator, "/surat/baru/domisili", &form).unwrap();
    let kept = answer.led_to().to_owned();
    server.post(&office.operator, "/surat/baru/domisili", &form).unwrap().led_to();
    assert_eq!(letters(&office), before + 1, "the form acts once");
    server.post(&office.lurah, &signing, &click).unwrap().led_to();
    assert_eq!(office.surat(waiting).keadaan(), Keadaan::Terbit);
    assert_eq!(office.surat(id_in(&kept)).subjek_nama, "Siti Aminah");
    drop(server);
    office.ledger_is_whole();
    drop(disk);
}

#[test]
fn a_signed_letter_that_finds_no_room_waits_with_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(&folder.path().join("data/berkas"), "2m") else { return };
    let office = Office::open(folder.path());
    let server = office.serve();
    let id = office.bernomor(&server, "2");
    let signing = format!("/surat/{id}/penandatanganan");
    let nomor = office.surat(id).nomor;

    disk.fill();
    is_refused_for_lack_of_room(&server.post(&office.lurah, &signing, &office.tanda_tangan(id)).unwrap());
    let surat = office.surat(id);
    assert_eq!((surat.keadaan(), &surat.nomor, surat.terbit_id), (Keadaan::TandaTangan, &nomor, None));

    disk.free();
    server.post(&office.lurah, &signing, &office.tanda_tangan(id)).unwrap().led_to();
    let surat = office.surat(id);
    assert_eq!((surat.keadaan(), &surat.nomor), (Keadaan::Terbit, &nomor));
    drop(server);
    office.ledger_is_whole();
    drop(disk);
}
