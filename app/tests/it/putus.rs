//! The program is killed between signing a letter and keeping it. The letter is issued with its signed
//! file, or waits with the same number; no number is lost.

use std::thread;
use std::time::{Duration, Instant};

use files::FileStore;
use surat::keadaan::Keadaan;
use surat::store;
use testkit::SUKAMAJU;
use uuid::Uuid;

use crate::office::{Office, Server, post};

const KILLS: u64 = 10;

fn click(office: &Office, server: &Server, id: Uuid) -> Duration {
    let form = office.tanda_tangan(id);
    let began = Instant::now();
    server.post(&office.lurah, &format!("/surat/{id}/penandatanganan"), &form).unwrap().led_to();
    began.elapsed()
}

/// A seeded moment up to a little after the end.
fn moment(seed: u64, whole: Duration) -> Duration {
    let mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ seed;
    let jitter = u32::try_from(mixed % 100).expect("below 100");
    let part = (u32::try_from(seed).expect("few seeds") * 100 + jitter) * 11 / 10;
    whole * part / u32::try_from(KILLS * 100).expect("few kills")
}

/// Sends the lurah's click and kills the server so long afterwards.
fn cut(office: &Office, server: Server, id: Uuid, after: Duration) {
    let (form, seat, address) = (office.tanda_tangan(id), office.lurah.clone(), server.address.clone());
    let sent = thread::spawn(move || post(&address, &seat, &format!("/surat/{id}/penandatanganan"), &form));
    thread::sleep(after);
    server.kill();
    // Whether the answer still came is a matter of luck; what counts is what was kept.
    drop(sent.join().unwrap());
}

/// Whether the letter is out; fails unless it is whole or still waits.
fn judge(office: &Office, id: Uuid, nomor: &str, seed: u64) -> bool {
    let home = office.home();
    office.look(async |db| {
        let now = db::clock::now();
        let mut tx = db.read(&db::Context::system("cerita", SUKAMAJU, now)).await.unwrap();
        let surat = store::get_surat(&mut tx, id).await.unwrap();
        assert_eq!(surat.nomor.as_deref(), Some(nomor), "seed {seed}");
        if surat.keadaan() == Keadaan::TandaTangan {
            assert_eq!((surat.terbit_id, surat.terbit_pada), (None, None), "seed {seed}");
            return false;
        }
        assert_eq!(surat.keadaan(), Keadaan::Terbit, "seed {seed}");
        let files = FileStore::new(home.files());
        let (_, bytes) = files.get(&mut tx, surat.terbit_id.unwrap()).await.unwrap();
        let anchors = tte::trust_anchors(&mut tx, false).await.unwrap();
        let report = tte::periksa(&bytes, &anchors, now).unwrap();
        assert_eq!(report.conclusion(), tte::Conclusion::Valid, "seed {seed}");
        assert_eq!(surat.terbit_sidik, Some(surat::sidik(&bytes)), "seed {seed}");
        true
    })
}

#[test]
fn a_kill_between_signing_and_keeping_loses_neither_letter_nor_number() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path());
    let mut server = office.serve();
    let first = office.bernomor(&server, "2");
    // How long a signature takes here. A busy machine may delay one; the shorter time is the truer.
    let whole = click(&office, &server, first);
    let second = office.bernomor(&server, "2");
    let whole = whole.min(click(&office, &server, second));
    let mut letters = vec![first, second];
    let (mut waiting, mut begun) = (0, 0_usize);
    for seed in 0..KILLS {
        let id = office.bernomor(&server, "2");
        letters.push(id);
        let nomor = office.surat(id).nomor.unwrap();
        cut(&office, server, id, moment(seed, whole));
        office.ledger_is_whole();
        let issued = judge(&office, id, &nomor, seed);
        server = office.serve();
        if !issued {
            waiting += 1;
            let page = server.get(&office.lurah, &format!("/surat/{id}/penandatanganan")).unwrap().text();
            begun += usize::from(page.contains("belum selesai. Tanda tangani lagi; nomor surat tetap."));
            click(&office, &server, id);
            assert!(judge(&office, id, &nomor, seed), "the second signature holds");
        }
    }
    eprintln!("{KILLS} kills in {whole:?}: {waiting} before the end, {begun} of them after the intent");
    assert!(waiting > 0, "no kill came before the end: the moments are too late to prove anything");
    assert!(begun > 0, "no kill came between the intent and the end: the moments prove nothing");
    letters.push(office.bernomor(&server, "2"));
    let given: Vec<_> = letters.iter().map(|id| office.surat(*id).nomor_urut.unwrap()).collect();
    let gapless: Vec<_> = (1..).take(letters.len()).collect();
    assert_eq!(given, gapless, "the agenda has no gap");
}
