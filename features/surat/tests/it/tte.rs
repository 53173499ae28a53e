//! Electronic signatures: here, elsewhere, refused, and cut off in the middle.

use surat::keadaan::Keadaan;
use surat::store::Penandatanganan;
use tte::{Keterangan, Kunci, Pemegang, Rect};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Dunia;

pub(crate) const PASSPHRASE: &str = "sawah hijau pagi hari";

impl Dunia {
    /// Gives an official a certificate of the office's own authority.
    pub(crate) async fn sertifikat(&self, pejabat_id: Uuid, nama: &str) {
        let ctx = self.app.ctx();
        let mut tx = self.app.db.write(&ctx, "sertifikat").await.unwrap();
        let kunci = Kunci::new(tx.keys(), false);
        let own = tte::find_otoritas_sendiri(&mut tx, false).await.unwrap();
        let own = if let Some(own) = own {
            own
        } else {
            let new =
                tte::siapkan_otoritas("Kalurahan Sukamaju", "Kalurahan Sukamaju", &kunci, ctx.now).unwrap();
            tte::insert_otoritas(&mut tx, &new).await.unwrap()
        };
        let pemegang = Pemegang { nama, nomor: "SK-1", unit: "Kalurahan Sukamaju" };
        let secret = Zeroizing::new(PASSPHRASE.to_owned());
        let new = tte::siapkan_sertifikat(&own, &kunci, &pemegang, secret, ctx.now).unwrap();
        tte::insert_sertifikat(&mut tx, pejabat_id, &new).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn tanda_tangan(&self, id: Uuid, passphrase: &str) -> testkit::Answer {
        self.tindak(&self.lurah, id, "penandatanganan", &[("passphrase", passphrase)]).await
    }

    /// Signs bytes as another system would.
    async fn di_tempat_lain(&self, pejabat_id: Uuid, pdf: &[u8]) -> Vec<u8> {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        let own = tte::find_keystore(&mut tx, pejabat_id).await.unwrap().unwrap();
        let now = self.app.app.now();
        let keterangan = Keterangan {
            nama: "Sri".into(),
            alasan: "lain".into(),
            lokasi: "lain".into(),
            pada: now,
            halaman: 0,
            kotak: Rect::INVISIBLE,
        };
        let kunci = Kunci::new(tx.keys(), false);
        tte::tanda_tangani(&own, &kunci, Zeroizing::new(PASSPHRASE.to_owned()), pdf, &keterangan, now)
            .unwrap()
    }

    async fn unggah(&self, id: Uuid, pdf: &[u8]) -> testkit::Answer {
        let versi = self.surat(id).await.versi.to_string();
        let path = format!("/surat/{id}/unggahan");
        self.operator.upload(&path, &[("versi", &versi)], ("pdf", "hasil.pdf", pdf)).await
    }
}

#[tokio::test]
async fn a_letter_is_signed_here_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
        let id = dunia.bernomor("2").await;
        let asli = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
        dunia.tanda_tangan(id, PASSPHRASE).await.led_to();
        let surat = dunia.surat(id).await;
        assert_eq!(surat.keadaan(), Keadaan::Terbit);
        let signed = dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
        assert!(tte::pades::extends(&signed, &asli), "the original stays inside");
        assert_eq!(surat.terbit_sidik, Some(surat::sidik(&signed)));
        assert_ne!(surat.asli_id, surat.terbit_id, "both are kept");
    }
}

#[tokio::test]
async fn a_wrong_passphrase_loses_nothing() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    for (typed, said) in [("", "Passphrase belum diisi."), ("salah salah salah", "Passphrase salah.")] {
        let refused = dunia.tanda_tangan(id, typed).await;
        assert_eq!(refused.status, 422);
        assert!(refused.main().contains(said), "{}", refused.main());
        assert!(!refused.text().contains("salah salah salah"), "a passphrase is never sent back");
    }
    let surat = dunia.surat(id).await;
    assert_eq!((surat.keadaan(), surat.nomor_urut), (Keadaan::TandaTangan, Some(1)));
    dunia.tanda_tangan(id, PASSPHRASE).await.led_to();
}

#[tokio::test]
async fn a_repeated_click_signs_once() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    let versi = dunia.surat(id).await.versi.to_string();
    let fields = [("versi", versi.as_str()), ("passphrase", PASSPHRASE), ("request_key", "satu-klik")];
    let path = format!("/surat/{id}/penandatanganan");
    let (one, two) = tokio::join!(dunia.lurah.post(&path, &fields), dunia.lurah.post(&path, &fields));
    let done = [&one, &two].iter().filter(|answer| answer.status == 303).count();
    assert!(done >= 1, "{} {}", one.text(), two.text());
    assert!([&one, &two].iter().all(|answer| answer.status == 303 || answer.status == 409));
    dunia.lurah.post(&path, &fields).await.led_to();
    assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::Terbit);
}

#[tokio::test]
async fn a_cut_between_signing_and_saving_burns_no_number() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    let ctx = dunia.app.ctx();
    // The intent was written, the signature made, and then the power went.
    let mut tx = dunia.app.db.write(&ctx, "niat_penandatanganan").await.unwrap();
    let niat = Penandatanganan {
        id: ctx.new_id(),
        surat_id: id,
        pejabat_id: dunia.lurah_id,
        oleh: None,
        layanan: 1,
        keadaan: 1,
        sebab: None,
        acuan: None,
        kembalian_id: None,
        mulai_pada: ctx.now.into(),
        selesai_pada: None,
    };
    tx.insert(&niat).await.unwrap();
    tx.commit().await.unwrap();
    let page = dunia.lurah.get(&format!("/surat/{id}/penandatanganan")).await.ok().main();
    assert!(page.contains("belum selesai. Tanda tangani lagi; nomor surat tetap."), "{page}");
    dunia.tanda_tangan(id, PASSPHRASE).await.led_to();
    let surat = dunia.surat(id).await;
    assert_eq!((surat.keadaan(), surat.nomor_urut), (Keadaan::Terbit, Some(1)));
}

#[tokio::test]
async fn only_the_signer_signs_and_only_with_a_certificate() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("2").await;
    let refused = dunia.tanda_tangan(id, PASSPHRASE).await;
    assert!(refused.main().contains("belum mempunyai sertifikat"), "{}", refused.main());
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let other = dunia.app.sebagai(access::Role::Penandatangan).await;
    let refused = dunia.tindak(&other, id, "penandatanganan", &[("passphrase", PASSPHRASE)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("hanya dapat ditandatangani oleh Sri Lestari"), "{}", refused.main());
}

#[tokio::test]
async fn a_file_signed_elsewhere_is_checked_before_it_counts() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "SRI LESTARI").await;
    dunia.sertifikat(dunia.carik_id, "Budi Santosa").await;
    let id = dunia.bernomor("3").await;
    let other = dunia.bernomor("3").await;
    let asli = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
    let wrong_letter = dunia.operator.get(&format!("/surat/{other}/naskah")).await.ok().bytes;
    let signed = dunia.di_tempat_lain(dunia.lurah_id, &asli).await;
    let mut torn = signed.clone();
    let at = torn.len() / 2;
    torn[at] ^= 1;
    for (pdf, said) in [
        (b"bukan pdf".to_vec(), "PDF"),
        (asli.clone(), "belum ditandatangani secara elektronik"),
        (dunia.di_tempat_lain(dunia.lurah_id, &wrong_letter).await, "tidak sama dengan surat bernomor"),
        (dunia.di_tempat_lain(dunia.carik_id, &asli).await, "harus ditandatangani Sri Lestari, S.IP."),
        (torn, ""),
    ] {
        let refused = dunia.unggah(id, &pdf).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let main = refused.main();
        assert!(main.contains(said) && main.contains("Unggah dan periksa"), "{said} in {main}");
        assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::TandaTangan);
    }
    let nothing = dunia.tindak(&dunia.operator, id, "unggahan", &[]).await;
    assert!(nothing.status == 422 && nothing.main().contains("Pilih dulu berkas PDF"), "{}", nothing.main());
    dunia.unggah(id, &signed).await.led_to();
    assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::Terbit);
    let kept = dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
    assert_eq!(kept, signed);
}

#[tokio::test]
async fn a_certificate_that_ran_out_is_named() {
    let dunia = Dunia::baru().await;
    let ctx = dunia.app.ctx();
    let long_ago = "2020-01-01T00:00:00Z".parse().unwrap();
    let mut tx = dunia.app.db.write(&ctx, "sertifikat").await.unwrap();
    let kunci = Kunci::new(tx.keys(), false);
    let own = tte::siapkan_otoritas("Kalurahan Sukamaju", "Kalurahan Sukamaju", &kunci, long_ago).unwrap();
    let own = tte::insert_otoritas(&mut tx, &own).await.unwrap();
    let pemegang = Pemegang { nama: "Sri Lestari", nomor: "SK-1", unit: "Kalurahan Sukamaju" };
    let secret = Zeroizing::new(PASSPHRASE.to_owned());
    let old = tte::siapkan_sertifikat(&own, &kunci, &pemegang, secret, long_ago).unwrap();
    tte::insert_sertifikat(&mut tx, dunia.lurah_id, &old).await.unwrap();
    tx.commit().await.unwrap();
    let id = dunia.bernomor("2").await;
    let refused = dunia.tanda_tangan(id, PASSPHRASE).await;
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("Masa berlaku sertifikat habis pada"), "{}", refused.main());
    assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::TandaTangan);
}

#[tokio::test]
async fn whoever_left_office_signs_no_more() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    let mut tx = dunia.app.db.write(&dunia.app.ctx(), "pemberhentian").await.unwrap();
    let mut kepala = wilayah::get_pejabat(&mut tx, dunia.lurah_id).await.unwrap();
    kepala.selesai = Some(jiff::civil::date(2026, 3, 1).into());
    tx.update(&kepala).await.unwrap();
    tx.commit().await.unwrap();
    let refused = dunia.tanda_tangan(id, PASSPHRASE).await;
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("Masa jabatan Sri Lestari, S.IP. sudah berakhir."), "{}", refused.main());
    assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::TandaTangan);
}
