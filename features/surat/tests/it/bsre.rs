//! A signer whose certificate is at BSrE: through the pages, against a double that signs and misbehaves.

use std::sync::Arc;
use std::time::Duration;

use access::Role;
use db::testing::TestDb;
use surat::keadaan::Keadaan;
use surat::store::Penandatanganan;
use testkit::Answer;
use testkit::bsre::{Bsre, Nakal, Orang, PENGGUNA, Pena, SANDI};
use tte::pades::{RESERVE, Rect, SignRequest, free_field_name};
use tte::sertifikat::{Keystore, Masa, Passphrase, Pemegang, Penerbit, Signer};
use uuid::Uuid;

use crate::Dunia;

const NIK: &str = "3402134101859001";
pub(crate) const PASSPHRASE: &str = "kunci rumah & sawah";

/// The authority that stands for BSrE's, and the officials' keys that it keeps.
pub(crate) struct Pusat {
    pub(crate) ca: Penerbit,
    masa: Masa,
}

impl Pusat {
    pub(crate) fn baru() -> Self {
        let masa = Masa {
            from: "2020-01-01T00:00:00Z".parse().unwrap(),
            until: "2049-12-31T00:00:00Z".parse().unwrap(),
        };
        Self { ca: Penerbit::sendiri("BSRE CA UJI", "Badan Contoh", masa).unwrap(), masa }
    }

    pub(crate) fn kunci(&self, nama: &str) -> Signer {
        let sandi = Passphrase::new("hanya di sana".to_owned());
        let pemegang = Pemegang { nama, nomor: "SK-9", unit: "Kabupaten Contoh" };
        let p12 = self.ca.terbitkan(&pemegang, self.masa, &sandi).unwrap();
        Keystore::open(&p12, &sandi, "2026-03-02T02:00:00Z".parse().unwrap()).unwrap()
    }

    /// The office trusts what this authority issues.
    pub(crate) async fn dipercaya(&self, dunia: &Dunia) {
        let ctx = dunia.app.ctx();
        let baru = tte::baca_otoritas(self.ca.certificate_pem().as_bytes(), false, ctx.now).unwrap();
        let mut tx = dunia.app.db.write(&ctx, "otoritas").await.unwrap();
        tte::insert_otoritas(&mut tx, &baru).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Signs as that person.
pub(crate) fn pena(kunci: Signer, pada: jiff::Timestamp) -> Pena {
    Arc::new(move |_, pdf| {
        let field = free_field_name(pdf, "Esign").ok()?;
        let minta = SignRequest {
            field: &field,
            name: "SRI LESTARI",
            reason: "",
            location: "",
            instant: pada,
            page: 0,
            rect: Rect::INVISIBLE,
            reserve: RESERVE,
        };
        tte::pades::sign(pdf, &minta, kunci.chain(), &kunci).ok()
    })
}

pub(crate) struct Kantor {
    pub(crate) dunia: Dunia,
    pub(crate) bsre: Bsre,
    pub(crate) pusat: Pusat,
}

impl Kantor {
    /// An office that trusts BSrE, whose lurah is registered there as `nama`.
    pub(crate) async fn di(db: TestDb, versi: &str, nama: &str) -> Self {
        let dunia = Dunia::di(db).await;
        let pusat = Pusat::baru();
        let bsre = Bsre::mulai(pena(pusat.kunci(nama), dunia.app.app.now())).await;
        bsre.daftarkan(NIK, Orang::siap(PASSPHRASE));
        let kantor = Self { dunia, bsre, pusat };
        kantor.atur(versi).await;
        let lurah = kantor.dunia.lurah_id.to_string();
        let fields = [("pejabat", lurah.as_str()), ("nik", NIK)];
        kantor.dunia.operator.post("/tte/bsre/pejabat", &fields).await.led_to();
        kantor
    }

    pub(crate) async fn baru(versi: &str) -> Self {
        let kantor = Self::di(db::testing::sqlite().await, versi, "SRI LESTARI").await;
        kantor.percayai().await;
        kantor
    }

    async fn atur(&self, versi: &str) {
        let admin = self.dunia.app.sebagai(Role::Admin).await;
        let fields =
            [("versi", versi), ("alamat", self.bsre.alamat()), ("pengguna", PENGGUNA), ("sandi", SANDI)];
        admin.post("/tte/bsre/layanan", &fields).await.led_to();
    }

    pub(crate) async fn percayai(&self) {
        self.pusat.dipercaya(&self.dunia).await;
    }

    async fn coba(&self, id: Uuid, passphrase: &str) -> Answer {
        self.dunia.tanda_tangan(id, passphrase).await
    }

    async fn lagi(&self, id: Uuid) -> Answer {
        let fields = [("passphrase", PASSPHRASE), ("ulang", "1")];
        self.dunia.tindak(&self.dunia.lurah, id, "penandatanganan", &fields).await
    }

    async fn cari(&self, id: Uuid) -> Answer {
        self.dunia.tindak(&self.dunia.lurah, id, "penelusuran", &[]).await
    }

    async fn asli(&self, id: Uuid) -> Vec<u8> {
        self.dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes
    }

    async fn keadaan(&self, id: Uuid) -> Keadaan {
        self.dunia.surat(id).await.keadaan()
    }

    async fn halaman(&self, id: Uuid) -> String {
        self.dunia.lurah.get(&format!("/surat/{id}/penandatanganan")).await.ok().main()
    }
}

#[track_caller]
fn menolak(answer: &Answer, said: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.main().contains(said), "{said} in {}", answer.main());
    assert!(!answer.text().contains(PASSPHRASE), "a passphrase is never sent back");
}

#[tokio::test]
async fn bsre_signs_a_letter_in_both_versions_on_both_engines() {
    for versi in ["1", "2"] {
        for db in db::testing::each_engine().await {
            let kantor = Kantor::di(db, versi, "SRI LESTARI").await;
            kantor.percayai().await;
            let dunia = &kantor.dunia;
            let id = dunia.bernomor("2").await;
            let asli = kantor.asli(id).await;
            let page = kantor.halaman(id).await;
            assert!(page.contains("Passphrase BSrE Anda") && page.contains(kantor.bsre.alamat()), "{page}");
            kantor.coba(id, PASSPHRASE).await.led_to();
            let surat = dunia.surat(id).await;
            assert_eq!(surat.keadaan(), Keadaan::Terbit);
            let signed = dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
            assert_eq!(surat.terbit_sidik, Some(surat::sidik(&signed)));
            assert!(tte::pades::extends(&signed, &asli), "the original stays inside");
            assert_ne!(surat.asli_id, surat.terbit_id, "both are kept");
            assert_eq!((kantor.bsre.kali(&asli), kantor.bsre.jumlah()), (1, 1));
            assert_eq!(kantor.bsre.pelanggaran(), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn nobody_is_called_before_the_office_chose_a_server() {
    let dunia = Dunia::baru().await;
    let lurah = dunia.lurah_id.to_string();
    let fields = [("pejabat", lurah.as_str()), ("nik", NIK)];
    dunia.operator.post("/tte/bsre/pejabat", &fields).await.led_to();
    let id = dunia.bernomor("2").await;
    menolak(&dunia.tanda_tangan(id, PASSPHRASE).await, "layanan BSrE kantor belum diatur");
    // A certificate of one's own serves as long as there is no server.
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    dunia.tanda_tangan(id, crate::tte::PASSPHRASE).await.led_to();
}

#[tokio::test]
async fn what_bsre_refuses_is_said_and_loses_nothing() {
    let kantor = Kantor::baru("2").await;
    let id = kantor.dunia.bernomor("2").await;
    menolak(&kantor.coba(id, "salah salah salah").await, "Passphrase salah.");
    for (status, said) in [
        ("EXPIRED", "sudah habis"),
        ("REVOKE", "sudah dicabut"),
        ("SUSPEND", "ditangguhkan"),
        ("NO_CERTIFICATE", "belum bersertifikat"),
    ] {
        kantor.bsre.daftarkan(NIK, Orang { passphrase: PASSPHRASE.into(), status: status.into() });
        menolak(&kantor.coba(id, PASSPHRASE).await, said);
    }
    kantor.bsre.daftarkan(NIK, Orang::siap(PASSPHRASE));
    for (nakal, said) in [
        (Nakal::GalatDalam200(2031, "Passphrase anda salah".into()), "Passphrase salah."),
        (Nakal::Galat(2011, "User belum terdaftar".into()), "tidak terdaftar di BSrE"),
        (Nakal::Galat(2099, "Kuota instansi habis".into()), "Kuota instansi habis (kode 2099)"),
    ] {
        kantor.bsre.nakal(nakal);
        menolak(&kantor.coba(id, PASSPHRASE).await, said);
    }
    kantor.bsre.nakal_status(502);
    menolak(&kantor.coba(id, PASSPHRASE).await, "Belum ada yang ditandatangani");
    assert_eq!(kantor.bsre.jumlah(), 0);
    let surat = kantor.dunia.surat(id).await;
    assert_eq!((surat.keadaan(), surat.nomor_urut), (Keadaan::TandaTangan, Some(1)));
    kantor.coba(id, PASSPHRASE).await.led_to();
    assert_eq!(kantor.bsre.jumlah(), 1);
}

#[tokio::test]
async fn a_lost_answer_asks_before_it_signs_again() {
    for nakal in [
        Nakal::PutusSesudah,
        Nakal::Lambat(Duration::from_secs(12)),
        Nakal::Html,
        Nakal::GerbangRusak,
        Nakal::Status(500),
    ] {
        let kantor = Kantor::baru("2").await;
        let id = kantor.dunia.bernomor("2").await;
        let dulu = usize::from(nakal != Nakal::Status(500));
        kantor.bsre.nakal(nakal.clone());
        menolak(&kantor.coba(id, PASSPHRASE).await, "Hasilnya belum pasti");
        assert_eq!(kantor.keadaan(id).await, Keadaan::TandaTangan, "{nakal:?}");
        // Nothing is sent again by a second click, and the letter's page tells the office.
        menolak(&kantor.coba(id, PASSPHRASE).await, "Hasil penandatanganan sebelumnya belum pasti");
        assert_eq!(kantor.bsre.jumlah(), dulu, "{nakal:?}");
        let page = kantor.dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
        assert!(page.contains("belum pasti"), "{page}");
        menolak(&kantor.cari(id).await, "Tidak ada berkas yang dapat dicari");
        // The signer decides.
        assert!(kantor.halaman(id).await.contains("Tandatangani lagi"), "{nakal:?}");
        kantor.lagi(id).await.led_to();
        assert_eq!((kantor.keadaan(id).await, kantor.bsre.jumlah()), (Keadaan::Terbit, dulu + 1));
        assert_eq!(kantor.bsre.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_file_cut_in_the_middle_is_fetched_and_not_signed_again() {
    let kantor = Kantor::baru("1").await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.bsre.nakal(Nakal::PutusDiTengah);
    kantor.coba(id, PASSPHRASE).await.led_to();
    assert_eq!((kantor.keadaan(id).await, kantor.bsre.jumlah()), (Keadaan::Terbit, 1));
    assert_eq!(kantor.bsre.unduhan(), 1);
}

#[tokio::test]
async fn what_comes_back_must_be_this_letter_with_this_signature() {
    let kantor = Kantor::baru("2").await;
    let dunia = &kantor.dunia;
    let lain = dunia.bernomor("2").await;
    let lain = kantor.asli(lain).await;
    for (nakal, said) in [
        (Nakal::DokumenLain(lain), "tidak sama dengan surat bernomor"),
        (Nakal::TanpaTandaTangan, "belum ditandatangani secara elektronik"),
    ] {
        let id = dunia.bernomor("2").await;
        kantor.bsre.nakal(nakal);
        menolak(&kantor.coba(id, PASSPHRASE).await, said);
        assert_eq!(kantor.keadaan(id).await, Keadaan::TandaTangan);
        menolak(&kantor.cari(id).await, said);
        kantor.lagi(id).await.led_to();
    }
}

#[tokio::test]
async fn a_wrong_file_of_version_1_is_looked_for_under_its_reference() {
    let kantor = Kantor::baru("1").await;
    let lain = kantor.dunia.bernomor("2").await;
    let lain = kantor.asli(lain).await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.bsre.nakal(Nakal::DokumenLain(lain));
    menolak(&kantor.coba(id, PASSPHRASE).await, "tidak sama dengan surat bernomor");
    assert!(kantor.bsre.unduhan() >= 1, "it was asked for, and is the wrong one there too");
    assert!(kantor.halaman(id).await.contains("Cari hasilnya di BSrE"));
}

#[tokio::test]
async fn a_signature_whose_issuer_is_not_trusted_yet_is_kept_and_counts_later() {
    for versi in ["1", "2"] {
        let kantor = Kantor::di(db::testing::sqlite().await, versi, "SRI LESTARI").await;
        let id = kantor.dunia.bernomor("2").await;
        menolak(&kantor.coba(id, PASSPHRASE).await, "belum dipercaya di Balai");
        assert_eq!(kantor.keadaan(id).await, Keadaan::TandaTangan);
        kantor.percayai().await;
        kantor.cari(id).await.led_to();
        assert_eq!(kantor.keadaan(id).await, Keadaan::Terbit);
        assert_eq!(kantor.bsre.jumlah(), 1, "signed once, judged twice");
    }
}

#[tokio::test]
async fn a_signature_of_somebody_else_does_not_count() {
    let kantor = Kantor::di(db::testing::sqlite().await, "2", "BUDI SANTOSA").await;
    kantor.percayai().await;
    let id = kantor.dunia.bernomor("2").await;
    menolak(&kantor.coba(id, PASSPHRASE).await, "harus ditandatangani Sri Lestari, S.IP.");
    assert_eq!(kantor.keadaan(id).await, Keadaan::TandaTangan);
    // The certificate may carry another name than the office's list, when the office says so.
    let lurah = kantor.dunia.lurah_id.to_string();
    let fields = [("pejabat", lurah.as_str()), ("nik", NIK), ("nama", "Budi Santosa")];
    kantor.dunia.operator.post("/tte/bsre/pejabat", &fields).await.led_to();
    kantor.cari(id).await.led_to();
    assert_eq!((kantor.keadaan(id).await, kantor.bsre.jumlah()), (Keadaan::Terbit, 1));
}

#[tokio::test]
async fn a_power_cut_while_bsre_signs_is_unknown_and_two_clicks_are_one() {
    let kantor = Kantor::baru("2").await;
    let id = kantor.dunia.bernomor("2").await;
    let ctx = kantor.dunia.app.ctx();
    let niat = |menit: i64| Penandatanganan {
        id: ctx.new_id(),
        surat_id: id,
        pejabat_id: kantor.dunia.lurah_id,
        oleh: None,
        layanan: 2,
        keadaan: 1,
        sebab: None,
        acuan: None,
        kembalian_id: None,
        mulai_pada: (ctx.now - jiff::SignedDuration::from_mins(menit)).into(),
        selesai_pada: None,
    };
    let mut tx = kantor.dunia.app.db.write(&ctx, "niat_penandatanganan").await.unwrap();
    let mut berjalan = niat(1);
    tx.insert(&berjalan).await.unwrap();
    tx.commit().await.unwrap();
    menolak(&kantor.coba(id, PASSPHRASE).await, "sedang ditandatangani di BSrE. Tunggu 3 menit");
    menolak(&kantor.lagi(id).await, "sedang ditandatangani di BSrE. Tunggu 3 menit");
    let mut tx = kantor.dunia.app.db.write(&ctx, "niat_penandatanganan").await.unwrap();
    berjalan.mulai_pada = niat(5).mulai_pada;
    tx.update(&berjalan).await.unwrap();
    tx.commit().await.unwrap();
    assert!(kantor.halaman(id).await.contains("terputus. BSrE mungkin sudah menandatangani"));
    menolak(&kantor.coba(id, PASSPHRASE).await, "Hasil penandatanganan sebelumnya belum pasti");
    assert_eq!(kantor.bsre.jumlah(), 0);
    kantor.lagi(id).await.led_to();
    assert_eq!((kantor.keadaan(id).await, kantor.bsre.jumlah()), (Keadaan::Terbit, 1));
}

#[tokio::test]
async fn two_clicks_at_once_are_one_signature() {
    let kantor = Kantor::baru("2").await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.bsre.nakal(Nakal::Lambat(Duration::from_millis(300)));
    let versi = kantor.dunia.surat(id).await.versi.to_string();
    let fields = [("versi", versi.as_str()), ("passphrase", PASSPHRASE)];
    let path = format!("/surat/{id}/penandatanganan");
    let lurah = &kantor.dunia.lurah;
    let (satu, dua) = tokio::join!(lurah.post(&path, &fields), lurah.post(&path, &fields));
    let jadi = [&satu, &dua].iter().filter(|answer| answer.status == 303).count();
    assert_eq!((jadi, kantor.bsre.jumlah()), (1, 1), "{} {}", satu.text(), dua.text());
}

#[tokio::test]
async fn only_the_signer_signs_and_looks_for_the_outcome() {
    let kantor = Kantor::di(db::testing::sqlite().await, "1", "SRI LESTARI").await;
    let id = kantor.dunia.bernomor("2").await;
    menolak(&kantor.coba(id, PASSPHRASE).await, "belum dipercaya");
    kantor.percayai().await;
    let other = kantor.dunia.app.sebagai(Role::Penandatangan).await;
    for tindakan in ["penandatanganan", "penelusuran"] {
        let refused = kantor.dunia.tindak(&other, id, tindakan, &[("passphrase", PASSPHRASE)]).await;
        menolak(&refused, "hanya dapat ditandatangani oleh Sri Lestari");
    }
    assert_eq!(kantor.dunia.tindak(&kantor.dunia.operator, id, "penelusuran", &[]).await.status, 404);
}
