//! A letter that the camat signs too is not there before the camat signed.

use db::{Context, Unit};
use permohonan::{Ambil, Isi, JAM, Keadaan, Pengajuan, Permohonan, Pintu, Terlihat, alur, selaraskan_semua};
use surat::keadaan::Keadaan as KeadaanSurat;
use surat::kukuh::KeadaanKukuh;
use surat::store::{Penerusan, Surat};
use testkit::SUKAMAJU;
use uuid::Uuid;

use crate::alur::surat_di;
use crate::dunia::{Dunia, di, identitas, petugas};

const KECAMATAN: Unit = Unit(3_402_130_000);

async fn kecamatan(dunia: &Dunia) {
    dunia.app.db.register_unit(KECAMATAN, dunia.app.app.now()).await.unwrap();
    let ctx = Context::system("cerita", KECAMATAN, dunia.app.app.now());
    let mut tx = dunia.app.db.write(&ctx, "pendaftaran").await.unwrap();
    let row = wilayah::Identitas { kode: KECAMATAN.0, nama: "Pleret".into(), ..identitas(&ctx) };
    tx.insert(&row).await.unwrap();
    tx.commit().await.unwrap();
}

/// A request for a statement of heirs, taken up, and its letter.
async fn permohonan(dunia: &Dunia) -> (Permohonan, Uuid) {
    let orang = dunia.subjek().await;
    let pengajuan = Pengajuan {
        pintu: Pintu::Loket,
        jenis: surat::jenis::find("ahli_waris").unwrap(),
        orang: orang.clone(),
        pemohon: String::new(),
        pemohon_id: None,
        isi: Isi::default(),
        syarat: Vec::new(),
        ambil: Ambil::Kantor,
        pengantar: None,
    };
    let mut tx = dunia.tulis("2026-03-03T08:00").await;
    let p = alur::ajukan(&mut tx, pengajuan, &petugas()).await.unwrap();
    alur::proses(&mut tx, Terlihat { id: p.id, versi: p.versi }, &petugas()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = dunia.tulis("2026-03-03T08:10").await;
    let id = surat_di(&mut tx, orang, dunia.lurah_id).await;
    tx.commit().await.unwrap();
    ubah(dunia, id, "2026-03-03T08:11", |surat| {
        surat.jenis = "ahli_waris".into();
        surat.keadaan = KeadaanSurat::TandaTangan.kode();
    })
    .await;
    (p, id)
}

async fn ubah(dunia: &Dunia, id: Uuid, saat: &str, ubah: impl FnOnce(&mut Surat)) {
    let mut tx = dunia.tulis(saat).await;
    let mut surat = surat::store::get_surat(&mut tx, id).await.unwrap();
    ubah(&mut surat);
    surat.versi += 1;
    tx.update(&surat).await.unwrap();
    tx.commit().await.unwrap();
}

async fn terbit(dunia: &Dunia, id: Uuid, saat: &str) {
    ubah(dunia, id, saat, |surat| {
        surat.keadaan = KeadaanSurat::Terbit.kode();
        surat.terbit_pada = Some(di(saat).into());
    })
    .await;
}

async fn penerusan(dunia: &Dunia, surat_id: Uuid, keadaan: KeadaanKukuh, saat: &str) {
    let mut tx = dunia.tulis(saat).await;
    let row = Penerusan {
        id: tx.ctx().new_id(),
        surat_id,
        tujuan: KECAMATAN.0,
        keadaan: keadaan.kode(),
        awal_id: None,
        sidik_awal: None,
        camat_nama: None,
        camat_selaku: None,
        register: None,
        tanggal: None,
        elektronik: false,
        alasan: None,
        oleh: None,
        diteruskan_pada: di(saat).into(),
        berubah_pada: di(saat).into(),
    };
    tx.insert(&row).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ikuti(dunia: &Dunia, id: Uuid, saat: &str) -> Permohonan {
    let ctx = Context::system("permohonan.selaras", SUKAMAJU, di(saat));
    selaraskan_semua(&dunia.app.db, &ctx).await.unwrap();
    dunia.permohonan(id).await
}

async fn masih_berjalan(dunia: &Dunia, id: Uuid) -> bool {
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let jam = waktu::store::find_jam(&mut tx, JAM, id).await.unwrap().unwrap();
    jam.keadaan() == waktu::KeadaanJam::Berjalan
}

#[tokio::test]
async fn a_request_is_ready_when_the_camat_signed() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        kecamatan(&dunia).await;
        let (p, id) = permohonan(&dunia).await;
        assert_eq!(ikuti(&dunia, p.id, "2026-03-03T08:12").await.keadaan(), Keadaan::Disetujui);
        terbit(&dunia, id, "2026-03-03T09:00").await;
        let kini = ikuti(&dunia, p.id, "2026-03-03T09:02").await;
        assert_eq!(kini.keadaan(), Keadaan::Disetujui, "out in the village, and the camat has still to sign");
        for keadaan in [KeadaanKukuh::Menunggu, KeadaanKukuh::Dikembalikan, KeadaanKukuh::Ditarik] {
            penerusan(&dunia, id, keadaan, &format!("2026-03-03T09:0{}", 2 + keadaan.kode())).await;
            let kini = ikuti(&dunia, p.id, "2026-03-03T09:08").await;
            assert_eq!(kini.keadaan(), Keadaan::Disetujui, "{keadaan:?}");
            assert!(masih_berjalan(&dunia, p.id).await, "the promise to the resident goes on");
        }
        penerusan(&dunia, id, KeadaanKukuh::Dikukuhkan, "2026-03-03T10:00").await;
        let siap = ikuti(&dunia, p.id, "2026-03-03T10:02").await;
        assert_eq!(siap.keadaan(), Keadaan::Siap);
        assert_eq!(siap.siap_pada, Some(di("2026-03-03T10:00").into()), "when the answer was told");
        assert!(!masih_berjalan(&dunia, p.id).await);
    }
}

#[tokio::test]
async fn a_letter_revoked_before_the_camat_signed_gives_the_request_back() {
    let dunia = Dunia::baru().await;
    kecamatan(&dunia).await;
    let (p, id) = permohonan(&dunia).await;
    terbit(&dunia, id, "2026-03-03T09:00").await;
    ikuti(&dunia, p.id, "2026-03-03T09:02").await;
    penerusan(&dunia, id, KeadaanKukuh::Menunggu, "2026-03-03T09:05").await;
    ubah(&dunia, id, "2026-03-03T09:10", |surat| surat.keadaan = KeadaanSurat::Dicabut.kode()).await;
    let kini = ikuti(&dunia, p.id, "2026-03-03T09:12").await;
    assert_eq!((kini.keadaan(), kini.surat_id), (Keadaan::Diperiksa, None));
}

#[tokio::test]
async fn the_letter_that_takes_its_place_answers_the_request() {
    let dunia = Dunia::baru().await;
    kecamatan(&dunia).await;
    let (p, id) = permohonan(&dunia).await;
    terbit(&dunia, id, "2026-03-03T09:00").await;
    ikuti(&dunia, p.id, "2026-03-03T09:02").await;
    let mut tx = dunia.tulis("2026-03-03T09:05").await;
    let baru = surat_di(&mut tx, dunia.subjek().await, dunia.lurah_id).await;
    tx.commit().await.unwrap();
    ubah(&dunia, baru, "2026-03-03T09:06", |surat| surat.jenis = "ahli_waris".into()).await;
    terbit(&dunia, baru, "2026-03-03T09:07").await;
    ubah(&dunia, id, "2026-03-03T09:07", |surat| {
        surat.keadaan = KeadaanSurat::Diganti.kode();
        surat.pengganti_id = Some(baru);
    })
    .await;
    let kini = ikuti(&dunia, p.id, "2026-03-03T09:08").await;
    assert_eq!((kini.keadaan(), kini.surat_id), (Keadaan::Disetujui, Some(baru)));
    penerusan(&dunia, baru, KeadaanKukuh::Dibawa, "2026-03-03T09:10").await;
    assert_eq!(ikuti(&dunia, p.id, "2026-03-03T09:12").await.keadaan(), Keadaan::Siap, "carried by hand");
}

#[tokio::test]
async fn where_the_kecamatan_is_elsewhere_nothing_waits_for_it() {
    let dunia = Dunia::baru().await;
    let (p, id) = permohonan(&dunia).await;
    terbit(&dunia, id, "2026-03-03T09:00").await;
    assert_eq!(ikuti(&dunia, p.id, "2026-03-03T09:02").await.keadaan(), Keadaan::Siap);
}
