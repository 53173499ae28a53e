//! A letter that its signer signs at SADEWA: sent by the queue, waited for, judged when it comes back. Against a double
//! that keeps to the contract, really signs, and misbehaves.

use std::sync::Arc;
use std::time::Duration;

use access::Role;
use db::testing::{TestDb, each_engine, sqlite, story_time};
use jiff::{SignedDuration, Timestamp};
use jobs::Runner;
use surat::keadaan::Keadaan;
use surat::store::{Kiriman, TahapKiriman};
use testkit::Answer;
use testkit::sadewa::{Nakal, PENGGUNA, SANDI, Sadewa};
use uuid::Uuid;

use crate::Dunia;
use crate::bsre::{Pusat, pena};

pub(crate) struct Kantor {
    pub(crate) dunia: Dunia,
    pub(crate) sadewa: Sadewa,
    pub(crate) pusat: Pusat,
}

/// The clock of a queue, so many minutes into the story.
pub(crate) fn menit<const SESUDAH: i64>() -> Timestamp {
    story_time() + SignedDuration::from_mins(SESUDAH)
}

impl Kantor {
    /// An office that sends letters to SADEWA, where `nama` signs.
    pub(crate) async fn di(db: TestDb, nama: &str) -> Self {
        let dunia = Dunia::di(db).await;
        let pusat = Pusat::baru();
        let pena = pena(pusat.kunci(nama), dunia.app.app.now());
        let sadewa = Sadewa::mulai(Arc::new(move |pdf: &[u8]| pena("", pdf))).await;
        let kantor = Self { dunia, sadewa, pusat };
        let (alamat, unduhan) = (kantor.sadewa.alamat(), kantor.sadewa.unduhan());
        kantor.atur(&alamat, &unduhan).await;
        kantor
    }

    pub(crate) async fn baru() -> Self {
        let kantor = Self::di(sqlite().await, "SRI LESTARI").await;
        kantor.pusat.dipercaya(&kantor.dunia).await;
        kantor
    }

    pub(crate) async fn atur(&self, alamat: &str, unduhan: &str) {
        let admin = self.dunia.app.sebagai(Role::Admin).await;
        let fields = [("alamat", alamat), ("unduhan", unduhan), ("pengguna", PENGGUNA), ("sandi", SANDI)];
        admin.post("/tte/sadewa", &fields).await.led_to();
    }

    /// The queue does what is due then.
    pub(crate) async fn antrean(&self, jam: fn() -> Timestamp) {
        let app = Arc::new(self.dunia.app.app.clone());
        Runner::new(self.dunia.app.db.db.clone(), app, surat::feature().jobs, jam).drain().await.unwrap();
    }

    pub(crate) async fn tindak(&self, id: Uuid, tindakan: &str, lain: &[(&str, &str)]) -> Answer {
        self.dunia.tindak(&self.dunia.operator, id, tindakan, lain).await
    }

    /// A letter that lies at SADEWA.
    pub(crate) async fn terkirim(&self) -> Uuid {
        let id = self.dunia.bernomor("3").await;
        self.tindak(id, "pengiriman", &[]).await.led_to();
        self.antrean(menit::<0>).await;
        assert_eq!(self.tahap(id).await, TahapKiriman::Menunggu);
        id
    }

    pub(crate) async fn kiriman(&self, id: Uuid) -> Kiriman {
        let mut tx = self.dunia.app.db.read(&self.dunia.app.ctx()).await.unwrap();
        surat::store::find_kiriman(&mut tx, id).await.unwrap().unwrap()
    }

    pub(crate) async fn tahap(&self, id: Uuid) -> TahapKiriman {
        self.kiriman(id).await.tahap()
    }

    pub(crate) async fn keadaan(&self, id: Uuid) -> Keadaan {
        self.dunia.surat(id).await.keadaan()
    }

    pub(crate) async fn halaman(&self, id: Uuid) -> String {
        crate::dunia::utuh(&self.dunia.operator.get(&format!("/surat/{id}")).await.ok())
    }
}

#[track_caller]
pub(crate) fn menolak(answer: &Answer, said: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.main().contains(said), "{said} in {}", answer.main());
}

#[tokio::test]
async fn a_letter_is_sent_waits_and_is_issued_when_it_comes_back_signed_on_both_engines() {
    for db in each_engine().await {
        let kantor = Kantor::di(db, "SRI LESTARI").await;
        kantor.pusat.dipercaya(&kantor.dunia).await;
        let id = kantor.dunia.bernomor("3").await;
        assert!(kantor.halaman(id).await.contains("Kirim ke SADEWA"));
        kantor.tindak(id, "pengiriman", &[]).await.led_to();
        assert!(kantor.sadewa.dokumen().is_empty(), "the page does not wait for SADEWA");
        kantor.antrean(menit::<0>).await;
        let asli = kantor.dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
        let semua = kantor.sadewa.dokumen();
        let [dokumen] = &semua[..] else { panic!("one document") };
        assert_eq!(dokumen.asli, asli, "the very bytes of the letter");
        assert!(!dokumen.nama.contains("Siti"), "a list there names no resident: {}", dokumen.nama);
        let page = kantor.halaman(id).await;
        assert!(page.contains("Menunggu ditandatangani di SADEWA sejak"), "{page}");
        assert!(page.contains(&dokumen.nama) && page.contains(&kantor.sadewa.terakhir()), "{page}");
        // Asked, not signed; asked again later, and then it is.
        kantor.antrean(menit::<2>).await;
        assert_eq!((kantor.keadaan(id).await, kantor.sadewa.pertanyaan()), (Keadaan::TandaTangan, 1));
        assert_eq!(kantor.sadewa.tandatangani(), 1);
        kantor.antrean(menit::<4>).await;
        let surat = kantor.dunia.surat(id).await;
        assert_eq!(surat.keadaan(), Keadaan::Terbit);
        let signed = kantor.dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
        assert_eq!(surat.terbit_sidik, Some(surat::sidik(&signed)));
        assert!(tte::pades::extends(&signed, &asli), "the original stays inside");
        assert_eq!(kantor.tahap(id).await, TahapKiriman::Selesai);
        // Nobody is asked any more.
        let dulu = kantor.sadewa.pertanyaan();
        kantor.antrean(menit::<600>).await;
        assert_eq!(kantor.sadewa.pertanyaan(), dulu);
        assert_eq!(kantor.sadewa.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn nobody_is_called_before_the_office_chose_it_and_only_who_issues_letters_sends_them() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("3").await;
    let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
    assert!(!page.contains("SADEWA") && page.contains("Unggah dan periksa"), "{page}");
    menolak(&dunia.tindak(&dunia.operator, id, "pengiriman", &[]).await, "SADEWA belum diatur");
    for tindakan in ["pengiriman", "pengakuan", "penarikan", "pemeriksaan"] {
        assert_eq!(dunia.tindak(&dunia.verifikator, id, tindakan, &[]).await.status, 404, "{tindakan}");
    }
    let kantor = Kantor::baru().await;
    let basah = kantor.dunia.bernomor("1").await;
    assert!(!kantor.halaman(basah).await.contains("SADEWA"), "a paper in ink goes nowhere");
    assert_eq!(kantor.tindak(basah, "pengiriman", &[]).await.status, 409);
}

#[tokio::test]
async fn two_clicks_and_two_clerks_send_one_document() {
    let kantor = Kantor::baru().await;
    let id = kantor.dunia.bernomor("3").await;
    let satu = [("request_key", "satu-klik")];
    kantor.tindak(id, "pengiriman", &satu).await.led_to();
    kantor.tindak(id, "pengiriman", &satu).await.led_to();
    menolak(&kantor.tindak(id, "pengiriman", &[]).await, "sudah dikirim ke SADEWA");
    kantor.antrean(menit::<0>).await;
    menolak(&kantor.tindak(id, "pengiriman", &[("lagi", "1")]).await, "sudah dikirim ke SADEWA");
    kantor.antrean(menit::<1>).await;
    assert_eq!(kantor.sadewa.dokumen().len(), 1);
}

#[tokio::test]
async fn an_upload_whose_answer_was_lost_is_never_repeated_by_itself() {
    for nakal in [
        Nakal::PutusSesudah,
        Nakal::Lambat(Duration::from_secs(12)),
        Nakal::Html,
        Nakal::GerbangRusak,
        Nakal::TanpaId,
    ] {
        let kantor = Kantor::baru().await;
        let id = kantor.dunia.bernomor("3").await;
        kantor.sadewa.nakal_unggah(nakal.clone());
        kantor.tindak(id, "pengiriman", &[]).await.led_to();
        kantor.antrean(menit::<0>).await;
        kantor.antrean(menit::<600>).await;
        assert_eq!(
            (kantor.tahap(id).await, kantor.sadewa.dokumen().len()),
            (TahapKiriman::TidakPasti, 1),
            "{nakal:?}"
        );
        let page = kantor.halaman(id).await;
        assert!(
            page.contains("jawabannya tidak sampai") && page.contains(&kantor.sadewa.dokumen()[0].nama),
            "{page}"
        );
        menolak(&kantor.tindak(id, "pengiriman", &[]).await, "sudah dikirim ke SADEWA");
        // The clerk found it there, and types its number.
        menolak(&kantor.tindak(id, "pengakuan", &[("acuan", "../1")]).await, "Nomor dokumen terdiri dari");
        kantor.tindak(id, "pengakuan", &[("acuan", &kantor.sadewa.terakhir())]).await.led_to();
        kantor.sadewa.tandatangani();
        kantor.antrean(menit::<605>).await;
        assert_eq!(
            (kantor.keadaan(id).await, kantor.sadewa.dokumen().len()),
            (Keadaan::Terbit, 1),
            "{nakal:?}"
        );
    }
}

#[tokio::test]
async fn who_sends_again_is_told_of_two_documents() {
    let kantor = Kantor::baru().await;
    let id = kantor.dunia.bernomor("3").await;
    kantor.sadewa.nakal_unggah(Nakal::PutusSesudah);
    kantor.tindak(id, "pengiriman", &[]).await.led_to();
    kantor.antrean(menit::<0>).await;
    assert!(kantor.halaman(id).await.contains("di sana akan ada dua"));
    kantor.tindak(id, "pengiriman", &[("lagi", "1")]).await.led_to();
    kantor.antrean(menit::<0>).await;
    let semua = kantor.sadewa.dokumen();
    let [satu, dua] = &semua[..] else { panic!("two documents") };
    assert_ne!(satu.nama, dua.nama, "told apart by their names");
    kantor.sadewa.tandatangani();
    kantor.antrean(menit::<5>).await;
    assert_eq!(kantor.keadaan(id).await, Keadaan::Terbit);
}

#[tokio::test]
async fn what_is_surely_not_sent_is_said_and_tried_again() {
    let kantor = Kantor::baru().await;
    let id = kantor.dunia.bernomor("3").await;
    for (nakal, said) in [
        (Nakal::GalatDalam200("Kuota instansi habis".into()), "Kuota instansi habis"),
        (Nakal::Status(401), "menolak nama pengguna atau kata sandi kantor"),
        (Nakal::Status(404), "tidak melayani pengiriman surat"),
    ] {
        kantor.sadewa.nakal_unggah(nakal);
        kantor.tindak(id, "pengiriman", &[]).await.led_to();
        kantor.antrean(menit::<0>).await;
        assert_eq!(kantor.tahap(id).await, TahapKiriman::Gagal);
        let page = kantor.halaman(id).await;
        assert!(page.contains("Surat tidak terkirim") && page.contains(said), "{said} in {page}");
    }
    // No line: Balai goes on trying by itself.
    let tutup = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let alamat = format!("http://{}", tutup.local_addr().unwrap());
    drop(tutup);
    kantor.atur(&alamat, &alamat).await;
    kantor.tindak(id, "pengiriman", &[]).await.led_to();
    kantor.antrean(menit::<0>).await;
    assert_eq!(kantor.tahap(id).await, TahapKiriman::Antre);
    assert!(kantor.halaman(id).await.contains("SADEWA tidak dapat dihubungi."));
    kantor.atur(&kantor.sadewa.alamat(), &kantor.sadewa.unduhan()).await;
    kantor.antrean(menit::<3>).await;
    assert_eq!((kantor.tahap(id).await, kantor.sadewa.dokumen().len()), (TahapKiriman::Menunggu, 1));
}

/// A server in trouble is asked again, less and less often; a letter is not lost by it.
#[tokio::test]
async fn a_question_that_fails_is_asked_again() {
    let kantor = Kantor::baru().await;
    let id = kantor.terkirim().await;
    for nakal in [
        Nakal::Status(500),
        Nakal::Html,
        Nakal::Status(401),
        Nakal::PutusSesudah,
        Nakal::Lambat(Duration::from_secs(12)),
    ] {
        kantor.sadewa.nakal_info(nakal);
    }
    let jam: [fn() -> Timestamp; 5] = [menit::<1>, menit::<3>, menit::<6>, menit::<10>, menit::<16>];
    for kini in jam {
        kantor.antrean(kini).await;
        assert_eq!(kantor.tahap(id).await, TahapKiriman::Menunggu);
        assert!(kantor.halaman(id).await.contains("Kabar terakhir"));
    }
    assert_eq!(kantor.sadewa.pertanyaan(), 5);
    kantor.antrean(menit::<17>).await;
    assert_eq!(kantor.sadewa.pertanyaan(), 5, "not yet: it backs off");
    kantor.sadewa.tandatangani();
    for nakal in [Nakal::Status(503), Nakal::Html] {
        kantor.sadewa.nakal_unduh(nakal);
    }
    for kini in [menit::<40> as fn() -> Timestamp, menit::<120>, menit::<200>] {
        kantor.antrean(kini).await;
    }
    assert_eq!(kantor.keadaan(id).await, Keadaan::Terbit);
}

#[tokio::test]
async fn a_power_cut_while_it_is_sent_is_unknown_on_both_engines() {
    for db in each_engine().await {
        let kantor = Kantor::di(db, "SRI LESTARI").await;
        let id = kantor.dunia.bernomor("3").await;
        kantor.tindak(id, "pengiriman", &[]).await.led_to();
        let mut kiriman = kantor.kiriman(id).await;
        kiriman.keadaan = TahapKiriman::Mengirim.kode();
        let mut tx = kantor.dunia.app.db.write(&kantor.dunia.app.ctx(), "pengiriman_mulai").await.unwrap();
        tx.update(&kiriman).await.unwrap();
        tx.commit().await.unwrap();
        kantor.antrean(menit::<0>).await;
        assert_eq!((kantor.tahap(id).await, kantor.sadewa.dokumen().len()), (TahapKiriman::TidakPasti, 0));
    }
}
