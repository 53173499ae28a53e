//! The flow, door by door and step by step.

use db::{Context, WriteTx};
use jiff::SignedDuration;
use kependudukan::Subjek;
use permohonan::{JAM, Keadaan, Pintu, Terlihat, alur, selaraskan_semua, store};
use surat::alur::Meja;
use testkit::SUKAMAJU;
use uuid::Uuid;

use super::dunia::{Dunia, di, petugas};

fn terlihat(p: &permohonan::Permohonan) -> Terlihat {
    Terlihat { id: p.id, versi: p.versi }
}

/// A domisili for Siti, made at this moment.
async fn buat_surat(dunia: &Dunia, saat: &str) -> Uuid {
    let orang = dunia.subjek().await;
    let mut tx = dunia.tulis(saat).await;
    let id = surat_di(&mut tx, orang, dunia.lurah_id).await;
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn surat_di(tx: &mut WriteTx, orang: Subjek, penandatangan_id: Uuid) -> Uuid {
    let jenis = surat::jenis::find("domisili").unwrap();
    let pengajuan = surat::alur::Pengajuan {
        jenis,
        orang: orang.into(),
        isi: surat::store::Isi {
            nilai: surat::jenis::Nilai::dari([
                ("keperluan", "membuka rekening"),
                ("alamat_tinggal", "Krajan"),
            ]),
            syarat: jenis.syarat.iter().map(|s| s.kode.clone()).collect(),
        },
        cara: surat::jenis::Cara::Basah,
        penandatangan_id,
        bentuk: surat::penandatangan::Bentuk::Definitif,
        kertas: surat::naskah::Kertas::F4,
        rangkap: 1,
        mengganti: None,
        simpan_sementara: false,
    };
    surat::alur::ajukan(tx, pengajuan, &meja()).await.unwrap()
}

fn meja() -> Meja {
    Meja {
        pelaku: surat::store::Pelaku { id: None, nama: "Rina".into() },
        base_url: "http://balai.test".into(),
    }
}

async fn langkah(dunia: &Dunia, id: Uuid) -> Vec<Keadaan> {
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let semua = store::list_langkah(&mut tx, id).await.unwrap();
    semua.into_iter().map(|l| Keadaan::dari_kode(l.keadaan).unwrap()).collect()
}

async fn jam(dunia: &Dunia, id: Uuid) -> waktu::JamLayanan {
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    waktu::store::find_jam(&mut tx, JAM, id).await.unwrap().unwrap()
}

async fn ikuti(dunia: &Dunia, saat: &str) -> usize {
    let ctx = Context::system("permohonan.selaras", SUKAMAJU, di(saat));
    selaraskan_semua(&dunia.app.db, &ctx).await.unwrap()
}

/// Puts a letter's row where ink or key would have brought it.
async fn surat_jadi(dunia: &Dunia, id: Uuid, keadaan: surat::keadaan::Keadaan, saat: &str) {
    let mut tx = dunia.tulis(saat).await;
    let mut surat = surat::store::get_surat(&mut tx, id).await.unwrap();
    surat.keadaan = keadaan.kode();
    surat.versi += 1;
    if keadaan == surat::keadaan::Keadaan::Terbit {
        surat.terbit_pada = Some(di(saat).into());
    }
    tx.update(&surat).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_request_waits_for_what_is_missing_and_then_follows_its_letter_to_the_hand() {
    use Keadaan as K;
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let p = dunia.ajukan(Pintu::Mandiri, "2026-03-03T08:00").await;
        assert_eq!((p.keadaan(), p.nomor().as_str()), (Keadaan::Diajukan, "2026-0001"));
        let mut tx = dunia.tulis("2026-03-03T09:00").await;
        alur::minta(&mut tx, terlihat(&p), &["pengantar".into()], "", &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jam(&dunia, p.id).await.tenggat_pada, None, "the clock stands");
        let p2 = dunia.permohonan(p.id).await;
        let mut tx = dunia.tulis("2026-03-05T08:00").await;
        alur::lengkapi(&mut tx, terlihat(&p2), &["pengantar".into()], &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jam(&dunia, p.id).await.tenggat_pada, Some(di("2026-03-05T11:00").into()));
        let p3 = dunia.permohonan(p.id).await;
        let mut tx = dunia.tulis("2026-03-05T08:30").await;
        alur::proses(&mut tx, terlihat(&p3), &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        let surat = buat_surat(&dunia, "2026-03-05T08:40").await;
        assert_eq!(ikuti(&dunia, "2026-03-05T08:42").await, 1);
        assert_eq!(dunia.permohonan(p.id).await.surat_id, Some(surat));
        surat_jadi(&dunia, surat, surat::keadaan::Keadaan::TandaTangan, "2026-03-05T09:00").await;
        ikuti(&dunia, "2026-03-05T09:02").await;
        surat_jadi(&dunia, surat, surat::keadaan::Keadaan::Terbit, "2026-03-05T10:00").await;
        assert_eq!(ikuti(&dunia, "2026-03-05T16:30").await, 1);
        assert_eq!(ikuti(&dunia, "2026-03-05T16:32").await, 0, "what stands still is not written again");
        let siap = dunia.permohonan(p.id).await;
        assert_eq!(siap.siap_pada, Some(di("2026-03-05T10:00").into()), "signed when it was signed");
        assert_eq!(jam(&dunia, p.id).await.lama(), Some(SignedDuration::from_hours(3)));
        let mut tx = dunia.tulis("2026-03-06T08:00").await;
        alur::serahkan(&mut tx, terlihat(&siap), "Budi, anaknya", &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            langkah(&dunia, p.id).await,
            [
                K::Diajukan,
                K::Kurang,
                K::Diperiksa,
                K::Diproses,
                K::Disetujui,
                K::Ditandatangani,
                K::Siap,
                K::Selesai
            ]
        );
    }
}

#[tokio::test]
async fn a_cancelled_letter_gives_the_request_back_and_the_next_one_answers_it() {
    let dunia = Dunia::baru().await;
    let p = dunia.ajukan(Pintu::Loket, "2026-03-03T08:00").await;
    assert_eq!(p.keadaan(), Keadaan::Diperiksa, "at the counter it is looked at in the same moment");
    let lama = buat_surat(&dunia, "2026-03-03T08:05").await;
    let mut tx = dunia.tulis("2026-03-03T08:10").await;
    alur::proses(&mut tx, terlihat(&p), &petugas()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ikuti(&dunia, "2026-03-03T08:12").await, 0, "a letter from before is not its answer");
    let surat = buat_surat(&dunia, "2026-03-03T08:15").await;
    ikuti(&dunia, "2026-03-03T08:16").await;
    let ini = dunia.permohonan(p.id).await;
    assert_eq!(ini.surat_id, Some(surat));
    assert_ne!(ini.surat_id, Some(lama));
    let mut tx = dunia.tulis("2026-03-03T08:17").await;
    let tertolak = alur::batalkan(&mut tx, terlihat(&ini), "tidak jadi", &petugas()).await;
    assert!(tertolak.unwrap_err().to_string().contains("Batalkan dulu suratnya"));
    drop(tx);
    surat_jadi(&dunia, surat, surat::keadaan::Keadaan::Batal, "2026-03-03T08:20").await;
    ikuti(&dunia, "2026-03-03T08:22").await;
    let kembali = dunia.permohonan(p.id).await;
    assert_eq!((kembali.keadaan(), kembali.surat_id), (Keadaan::Diperiksa, None));
    let mut tx = dunia.tulis("2026-03-03T08:30").await;
    alur::proses(&mut tx, terlihat(&kembali), &petugas()).await.unwrap();
    tx.commit().await.unwrap();
    let kedua = buat_surat(&dunia, "2026-03-03T08:35").await;
    ikuti(&dunia, "2026-03-03T08:36").await;
    assert_eq!(dunia.permohonan(p.id).await.surat_id, Some(kedua));
}

#[tokio::test]
async fn two_requests_of_one_kind_get_one_letter_each() {
    let dunia = Dunia::baru().await;
    for menit in ["08:00", "08:01"] {
        let p = dunia.ajukan(Pintu::Loket, &format!("2026-03-03T{menit}")).await;
        let mut tx = dunia.tulis("2026-03-03T08:10").await;
        alur::proses(&mut tx, terlihat(&p), &petugas()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let satu = buat_surat(&dunia, "2026-03-03T08:15").await;
    assert_eq!(ikuti(&dunia, "2026-03-03T08:16").await, 1);
    let dua = buat_surat(&dunia, "2026-03-03T08:20").await;
    assert_eq!(ikuti(&dunia, "2026-03-03T08:21").await, 1);
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let pertama = store::find_surat(&mut tx, satu).await.unwrap();
    let kedua = store::find_surat(&mut tx, dua).await.unwrap();
    assert!(pertama.is_some() && kedua.is_some() && pertama != kedua);
}

#[tokio::test]
async fn whoever_comes_second_hears_it_and_reasons_are_asked_for() {
    let dunia = Dunia::baru().await;
    let p = dunia.ajukan(Pintu::WhatsApp, "2026-03-03T08:00").await;
    let mut tx = dunia.tulis("2026-03-03T08:10").await;
    alur::periksa(&mut tx, terlihat(&p), &petugas()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = dunia.tulis("2026-03-03T08:11").await;
    let terlambat = alur::tolak_permohonan(&mut tx, terlihat(&p), "bukan warga", &petugas()).await;
    assert!(matches!(terlambat, Err(permohonan::Error::Terlambat(_))));
    let kini = dunia.permohonan(p.id).await;
    let singkat = alur::tolak_permohonan(&mut tx, terlihat(&kini), " x ", &petugas()).await;
    assert!(singkat.unwrap_err().to_string().contains("alasannya"));
    let kosong = alur::minta(&mut tx, terlihat(&kini), &["karangan".into()], " ", &petugas()).await;
    assert!(kosong.unwrap_err().to_string().contains("Centang syarat"));
    alur::tolak_permohonan(&mut tx, terlihat(&kini), "bukan warga", &petugas()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(dunia.permohonan(p.id).await.keadaan(), Keadaan::Ditolak);
    assert!(jam(&dunia, p.id).await.selesai_pada.is_some());
}

#[tokio::test]
async fn only_recorded_people_have_requests() {
    let dunia = Dunia::baru().await;
    let mut orang = dunia.subjek().await;
    orang.id = None;
    let pengajuan = permohonan::Pengajuan {
        pintu: Pintu::Loket,
        jenis: surat::jenis::find("domisili").unwrap(),
        orang,
        pemohon: String::new(),
        pemohon_id: None,
        isi: permohonan::Isi::default(),
        syarat: Vec::new(),
        ambil: permohonan::Ambil::Kantor,
        pengantar: None,
    };
    let mut tx = dunia.tulis("2026-03-03T08:00").await;
    let ditolak = alur::ajukan(&mut tx, pengajuan, &petugas()).await;
    assert!(ditolak.unwrap_err().to_string().contains("buat suratnya langsung"));
}

#[tokio::test]
async fn one_run_lets_the_requests_of_every_village_follow_their_letters() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let kini = || di("2026-03-03T09:00");
        let antrean = || {
            let app = std::sync::Arc::new(dunia.app.app.clone());
            jobs::Runner::new(dunia.app.db.db.clone(), app, permohonan::feature().jobs, kini)
                .schedule([permohonan::SELARAS])
        };
        let p = dunia.ajukan(Pintu::Mandiri, "2026-03-03T08:00").await;
        let mut tx = dunia.tulis("2026-03-03T08:10").await;
        alur::proses(&mut tx, terlihat(&p), &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        let surat = buat_surat(&dunia, "2026-03-03T08:20").await;
        assert_eq!(antrean().drain().await.unwrap(), 1, "one job, however many villages");
        assert_eq!(dunia.permohonan(p.id).await.surat_id, Some(surat));
    }
}
