//! The camat's certificate lies elsewhere: at BSrE, or in an application of which only the file comes back.

use access::Role;
use db::Context;
use db::testing::TestDb;
use jiff::SignedDuration;
use surat::Verdict;
use surat::kukuh::KeadaanKukuh;
use surat::store::Pengukuhan;
use testkit::bsre::{Bsre, Nakal, Orang, PENGGUNA, SANDI};
use testkit::{Answer, Client};
use uuid::Uuid;
use wilayah::Jabatan;

use crate::bsre::{PASSPHRASE, Pusat, pena};
use crate::dunia::pejabat;
use crate::kukuh::{Dua, KECAMATAN};
use crate::kukuh_tte::elektronik;

/// The panewu's, made up.
const NIK: &str = "3402135503809010";
const NAMA: &str = "RATNA KUSUMA";

/// The kecamatan with a panewu who signs with her own login, and an authority that could stand for BSrE's.
struct Panewu {
    dua: Dua,
    camat: Client,
    pusat: Pusat,
}

impl Panewu {
    async fn di(db: TestDb) -> Self {
        let dua = Dua::di(db).await;
        let app = &dua.dunia.app;
        let ctx = Dua::ctx(&dua.dunia);
        let pengguna = testkit::add_user(&app.db, &ctx, &[Role::Penandatangan]).await;
        let mut tx = app.db.write(&ctx, "penetapan").await.unwrap();
        let mut panewu = pejabat(&ctx, "Ratna Kusuma, M.Si.", Jabatan::Kepala, Some(pengguna.id));
        panewu.id = dua.panewu;
        tx.update(&panewu).await.unwrap();
        tx.commit().await.unwrap();
        let camat = app.sebagai_pengguna(KECAMATAN, pengguna.id).await;
        Self { dua, camat, pusat: Pusat::baru() }
    }

    async fn baru() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    fn ctx(&self) -> Context {
        Dua::ctx(&self.dua.dunia)
    }

    /// The kecamatan trusts what this authority issues.
    async fn percayai(&self) {
        let ctx = self.ctx();
        let baru = tte::baca_otoritas(self.pusat.ca.certificate_pem().as_bytes(), false, ctx.now).unwrap();
        let mut tx = self.dua.dunia.app.db.write(&ctx, "otoritas").await.unwrap();
        tte::insert_otoritas(&mut tx, &baru).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Signs a file as `nama` does in an application elsewhere.
    fn bubuhkan(&self, nama: &str, pdf: &[u8]) -> Vec<u8> {
        pena(self.pusat.kunci(nama), self.ctx().now)("", pdf).unwrap()
    }

    /// The village's file, as the clerk there takes it.
    async fn unduh(&self, kirim: Uuid) -> Vec<u8> {
        let alamat = format!("/pengukuhan/{kirim}/pembukaan");
        let answer = self.dua.kantor.post(&alamat, &[("berkas", "unduh")]).await.ok();
        assert!(answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        answer.bytes
    }

    async fn unggah(&self, kirim: Uuid, pdf: &[u8]) -> Answer {
        let alamat = format!("/pengukuhan/{kirim}/unggahan");
        self.dua.kantor.upload(&alamat, &[], ("pdf", "surat.pdf", pdf)).await
    }

    async fn coba(&self, kirim: Uuid, lain: &[(&str, &str)]) -> Answer {
        let mut isi = vec![("passphrase", PASSPHRASE)];
        isi.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
        isi.extend_from_slice(lain);
        self.camat.post(&format!("/pengukuhan/{kirim}/penandatanganan"), &isi).await
    }

    async fn cari(&self, kirim: Uuid) -> Answer {
        self.camat.post(&format!("/pengukuhan/{kirim}/penelusuran"), &[]).await
    }

    async fn halaman(&self, kirim: Uuid) -> String {
        self.camat.get(&format!("/pengukuhan/{kirim}")).await.ok().main()
    }

    async fn row(&self, kirim: Uuid) -> Pengukuhan {
        self.dua.pengukuhan(kirim).await.unwrap()
    }

    /// The letter carries both signatures in one file, which anybody finds to be ours.
    async fn dikukuhkan(&self, surat: Uuid, asal: &[u8]) {
        let row = self.dua.penerusan(surat).await;
        assert_eq!((row.keadaan(), row.elektronik), (KeadaanKukuh::Dikukuhkan, true));
        let dunia = &self.dua.dunia;
        let kini = dunia.operator.get(&format!("/surat/{surat}/terbitan")).await.ok().bytes;
        assert!(tte::pades::extends(&kini, asal), "the village's file stays inside");
        let now = dunia.app.app.now();
        assert!(matches!(surat::verify_pdf(&dunia.app.db, &kini, now).await.unwrap(), Verdict::Sah(_)));
        let sana = self.dua.kantor.post(&format!("/pengukuhan/{}/pembukaan", row.id), &[]).await.ok();
        assert_eq!(sana.bytes, kini, "the kecamatan keeps what it signed");
        self.dua.utuh().await;
    }
}

/// The panewu's certificate at a double of BSrE.
struct DiBsre {
    panewu: Panewu,
    bsre: Bsre,
}

impl DiBsre {
    async fn di(db: TestDb, versi: &str) -> Self {
        let panewu = Panewu::di(db).await;
        let app = &panewu.dua.dunia.app;
        let bsre = Bsre::mulai(pena(panewu.pusat.kunci(NAMA), app.app.now())).await;
        bsre.daftarkan(NIK, Orang::siap(PASSPHRASE));
        let admin = app.sebagai_di(KECAMATAN, &[Role::Admin]).await;
        let layanan = [("versi", versi), ("alamat", bsre.alamat()), ("pengguna", PENGGUNA), ("sandi", SANDI)];
        admin.post("/tte/bsre/layanan", &layanan).await.led_to();
        let id = panewu.dua.panewu.to_string();
        let isi = [("pejabat", id.as_str()), ("nik", NIK)];
        panewu.dua.kantor.post("/tte/bsre/pejabat", &isi).await.led_to();
        Self { panewu, bsre }
    }

    async fn baru(versi: &str) -> Self {
        let baru = Self::di(db::testing::sqlite().await, versi).await;
        baru.panewu.percayai().await;
        baru
    }
}

#[track_caller]
fn menolak(answer: &Answer, said: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.main().contains(said), "{said} in {}", answer.main());
    assert!(!answer.text().contains(PASSPHRASE), "a passphrase is never sent back");
}

#[tokio::test]
async fn bsre_adds_the_camat_s_signature_in_both_versions_on_both_engines() {
    for versi in ["1", "2"] {
        for db in db::testing::each_engine().await {
            let DiBsre { panewu, bsre } = DiBsre::di(db, versi).await;
            panewu.percayai().await;
            let (surat, kirim) = elektronik(&panewu.dua).await;
            let asal = panewu.unduh(kirim).await;
            let page = panewu.halaman(kirim).await;
            assert!(page.contains("Passphrase BSrE Anda") && page.contains(bsre.alamat()), "{page}");
            let kunci = [("request_key", "satu-kali-saja-bsre-camat")];
            panewu.coba(kirim, &kunci).await.led_to();
            panewu.coba(kirim, &kunci).await.led_to();
            assert_eq!((bsre.kali(&asal), bsre.jumlah()), (1, 1), "two clicks are one signature");
            assert_eq!(bsre.pelanggaran(), Vec::<String>::new());
            panewu.dikukuhkan(surat, &asal).await;
        }
    }
}

#[tokio::test]
async fn a_lost_answer_asks_the_camat_before_anything_is_signed_again() {
    for nakal in [Nakal::PutusSesudah, Nakal::Html] {
        let DiBsre { panewu, bsre } = DiBsre::baru("2").await;
        let (surat, kirim) = elektronik(&panewu.dua).await;
        let asal = panewu.unduh(kirim).await;
        bsre.nakal(nakal.clone());
        menolak(&panewu.coba(kirim, &[]).await, "Hasilnya belum pasti");
        menolak(&panewu.coba(kirim, &[]).await, "Hasil penandatanganan sebelumnya belum pasti");
        assert_eq!(bsre.jumlah(), 1, "{nakal:?}: nothing is sent again by a second click");
        assert_eq!(panewu.row(kirim).await.keadaan(), KeadaanKukuh::Menunggu);
        menolak(&panewu.cari(kirim).await, "Tidak ada berkas yang dapat dicari");
        let page = panewu.halaman(kirim).await;
        assert!(page.contains("Tandatangani lagi") && page.contains("Hasilnya belum pasti"), "{page}");
        panewu.coba(kirim, &[("ulang", "1")]).await.led_to();
        assert_eq!(bsre.jumlah(), 2, "the camat said so");
        panewu.dikukuhkan(surat, &asal).await;
    }
}

#[tokio::test]
async fn a_signature_that_was_not_taken_is_kept_and_judged_once_more_without_a_passphrase() {
    for versi in ["1", "2"] {
        for db in db::testing::each_engine().await {
            let DiBsre { panewu, bsre } = DiBsre::di(db, versi).await;
            let (surat, kirim) = elektronik(&panewu.dua).await;
            let asal = panewu.unduh(kirim).await;
            menolak(&panewu.coba(kirim, &[]).await, "belum dipercaya di Balai");
            assert!(panewu.halaman(kirim).await.contains("Cari hasilnya di BSrE"));
            let lain = panewu.dua.dunia.app.sebagai_di(KECAMATAN, &[Role::Penandatangan]).await;
            menolak(&lain.post(&format!("/pengukuhan/{kirim}/penelusuran"), &[]).await, "Hanya camat");
            panewu.percayai().await;
            panewu.cari(kirim).await.led_to();
            assert_eq!(bsre.jumlah(), 1, "signed once, judged twice");
            panewu.dikukuhkan(surat, &asal).await;
        }
    }
}

#[tokio::test]
async fn what_bsre_refuses_is_said_and_leaves_nothing_unknown() {
    let DiBsre { panewu, bsre } = DiBsre::baru("2").await;
    let (_, kirim) = elektronik(&panewu.dua).await;
    menolak(&panewu.coba(kirim, &[("passphrase", "salah salah salah")]).await, "Passphrase salah.");
    bsre.daftarkan(NIK, Orang { passphrase: PASSPHRASE.into(), status: "EXPIRED".into() });
    menolak(&panewu.coba(kirim, &[]).await, "sudah habis");
    bsre.daftarkan(NIK, Orang::siap(PASSPHRASE));
    bsre.nakal(Nakal::Galat(2099, "Kuota instansi habis".into()));
    menolak(&panewu.coba(kirim, &[]).await, "Kuota instansi habis (kode 2099)");
    let row = panewu.row(kirim).await;
    assert_eq!((row.keadaan(), row.niat_keadaan), (KeadaanKukuh::Menunggu, None));
    let lain = panewu.unduh(elektronik_lagi(&panewu.dua).await).await;
    for (nakal, said) in [
        (Nakal::DokumenLain(lain), "tidak sama dengan surat desa"),
        (Nakal::TanpaTandaTangan, "belum ditandatangani camat"),
    ] {
        bsre.nakal(nakal);
        menolak(&panewu.coba(kirim, &[("ulang", "1")]).await, said);
        menolak(&panewu.cari(kirim).await, said);
    }
    panewu.coba(kirim, &[("ulang", "1")]).await.led_to();
}

/// One more letter that the lurah signed electronically and the village passed on.
async fn elektronik_lagi(dua: &Dua) -> Uuid {
    let id = dua.dunia.bernomor("2").await;
    dua.dunia.tanda_tangan(id, crate::tte::PASSPHRASE).await.led_to();
    dua.teruskan(id).await
}

#[tokio::test]
async fn a_power_cut_while_bsre_signs_is_unknown() {
    let DiBsre { panewu, bsre } = DiBsre::baru("2").await;
    let (_, kirim) = elektronik(&panewu.dua).await;
    for (menit, kata) in [(1, "sedang ditandatangani di BSrE. Tunggu 3 menit"), (5, "belum pasti")] {
        let ctx = panewu.ctx();
        let mut tx = panewu.dua.dunia.app.db.write(&ctx, "niat_pengukuhan").await.unwrap();
        let row = panewu.row(kirim).await;
        let mulai = ctx.now - SignedDuration::from_mins(menit);
        tx.update(&Pengukuhan { niat_pada: Some(mulai.into()), niat_keadaan: Some(1), ..row }).await.unwrap();
        tx.commit().await.unwrap();
        menolak(&panewu.coba(kirim, &[]).await, kata);
        assert_eq!(bsre.jumlah(), 0);
    }
    assert!(panewu.halaman(kirim).await.contains("BSrE mungkin sudah menandatangani"));
    // Paper goes its way meanwhile.
    panewu.dua.kukuhkan(kirim, &[]).await.led_to();
    menolak_409(&panewu.coba(kirim, &[("ulang", "1")]).await);
    assert_eq!(bsre.jumlah(), 0, "an answered letter is not signed");
}

#[track_caller]
fn menolak_409(answer: &Answer) {
    assert_eq!(answer.status, 409, "{}", answer.text());
}

#[tokio::test]
async fn a_file_signed_elsewhere_is_taken_from_the_clerk_on_both_engines() {
    for db in db::testing::each_engine().await {
        let panewu = Panewu::di(db).await;
        let (surat, kirim) = elektronik(&panewu.dua).await;
        let asal = panewu.unduh(kirim).await;
        let jadi = panewu.bubuhkan(NAMA, &asal);
        menolak(&panewu.unggah(kirim, &jadi).await, "belum dipercaya di Balai");
        panewu.percayai().await;
        panewu.unggah(kirim, &jadi).await.led_to();
        panewu.unggah(kirim, &jadi).await.led_to();
        let row = panewu.row(kirim).await;
        assert_eq!((row.register().as_deref(), row.penanda_id), (Some("1/2026"), Some(panewu.dua.panewu)));
        panewu.dikukuhkan(surat, &asal).await;
    }
}

#[tokio::test]
async fn a_file_from_elsewhere_must_be_this_letter_with_the_camat_s_signature_and_no_more() {
    let panewu = Panewu::baru().await;
    panewu.percayai().await;
    let (_, kirim) = elektronik(&panewu.dua).await;
    let asal = panewu.unduh(kirim).await;
    let lain = panewu.unduh(elektronik_lagi(&panewu.dua).await).await;
    let dua_kali = panewu.bubuhkan("BUDI SANTOSA", &panewu.bubuhkan(NAMA, &asal));
    let mut rusak = panewu.bubuhkan(NAMA, &asal);
    let tengah = asal.len() / 2;
    rusak[tengah] ^= 1;
    for (pdf, said) in [
        (Vec::new(), "Pilih dulu berkas PDF"),
        (asal.clone(), "belum ditandatangani camat"),
        (panewu.bubuhkan(NAMA, &lain), "tidak sama dengan surat desa"),
        (
            panewu.bubuhkan("BUDI SANTOSA", &asal),
            "harus ditandatangani Ratna Kusuma, M.Si., tetapi berkasnya ditandatangani BUDI SANTOSA",
        ),
        (dua_kali, "ditandatangani lebih dari satu kali: RATNA KUSUMA, BUDI SANTOSA"),
        (rusak, "tidak sama dengan surat desa"),
    ] {
        menolak(&panewu.unggah(kirim, &pdf).await, said);
    }
    assert_eq!(panewu.row(kirim).await.keadaan(), KeadaanKukuh::Menunggu);
    let baik = panewu.bubuhkan(NAMA, &asal);
    // Whose office ended yesterday is not the camat of today.
    let ctx = panewu.ctx();
    let app = &panewu.dua.dunia.app;
    let mut tx = app.db.write(&ctx, "pemberhentian").await.unwrap();
    let mut kepala = wilayah::get_pejabat(&mut tx, panewu.dua.panewu).await.unwrap();
    let kemarin = jiff::civil::date(2026, 3, 1);
    kepala.selesai = Some(kemarin.into());
    tx.update(&kepala).await.unwrap();
    tx.commit().await.unwrap();
    menolak(&panewu.unggah(kirim, &baik).await, "harus ditandatangani camat yang menjabat hari ini");
    // Paper stays paper.
    let kertas = panewu.dua.teruskan(panewu.dua.terbit().await).await;
    menolak(&panewu.unggah(kertas, &baik).await, "Desa menandatangani surat ini di kertas");
}
