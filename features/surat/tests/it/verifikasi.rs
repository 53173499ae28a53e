//! What anybody can learn about a letter, and what nobody can.

use surat::Verdict;

use crate::Dunia;
use crate::dunia::id_in;

impl Dunia {
    async fn terbit(&self) -> (uuid::Uuid, String, Vec<u8>) {
        let id = self.bernomor("1").await;
        let pdf = self.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
        self.tindak(&self.operator, id, "penerbitan", &[]).await.led_to();
        let token = self.surat(id).await.token.unwrap();
        (id, token, pdf)
    }

    async fn periksa(&self, pdf: &[u8]) -> Verdict {
        surat::verify_pdf(&self.app.db, pdf, self.app.app.now()).await.unwrap()
    }
}

#[tokio::test]
async fn an_issued_letter_shows_little_and_enough() {
    let dunia = Dunia::baru().await;
    let (id, token, _) = dunia.terbit().await;
    assert!(token.len() >= 32, "160 bits");
    let page = dunia.app.tamu().get(&format!("/v/{token}")).await.ok();
    assert!(page.text().contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!page.text().contains("Siti Aminah") && !page.text().contains("3402134101859001"));
    let sidik = dunia.surat(id).await.terbit_sidik.unwrap();
    let office = "<strong>Kalurahan Sukamaju</strong><small>Kapanewon Pleret, Kabupaten Bantul</small>";
    assert!(page.text().contains(office), "{}", page.text());
    let main = page.main().replace(&token, "(token)").replace(&sidik, "(sidik)");
    insta::assert_snapshot!("verifikasi", main);
}

#[tokio::test]
async fn what_is_not_ours_looks_the_same_whatever_was_asked() {
    let dunia = Dunia::baru().await;
    let (_, token, _) = dunia.terbit().await;
    let guest = dunia.app.tamu();
    let one = guest.get("/v/abcdefghijklmnopqrstuvwxyz234567").await;
    let mut near = token.clone();
    near.replace_range(0..1, if token.starts_with('a') { "b" } else { "a" });
    let two = guest.get(&format!("/v/{near}")).await;
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (404, 404));
    assert_eq!(one.main(), two.main());
    assert!(one.main().contains("Surat ini tidak ada di Balai"));
}

#[tokio::test]
async fn a_visitor_who_tries_many_codes_is_slowed_down() {
    let dunia = Dunia::baru().await;
    let guest = dunia.app.tamu();
    let mut last = 0;
    for _ in 0..40 {
        last = guest.get("/v/abcdefghijklmnopqrstuvwxyz234567").await.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn a_file_is_the_same_changed_or_unknown() {
    let dunia = Dunia::baru().await;
    let (_, token, pdf) = dunia.terbit().await;
    assert!(matches!(dunia.periksa(&pdf).await, Verdict::Sah(_)));
    let mut changed = pdf.clone();
    let at = changed.len() / 2;
    changed[at] ^= 1;
    assert!(matches!(dunia.periksa(&changed).await, Verdict::Berubah(_)));
    let appended = [pdf.as_slice(), b"\n% tambahan"].concat();
    assert!(matches!(dunia.periksa(&appended).await, Verdict::Berubah(_)));
    assert_eq!(dunia.periksa(b"%PDF-1.7 lain").await, Verdict::TidakDikenal);
    assert_eq!(dunia.periksa(b"").await, Verdict::TidakDikenal);
    for (bytes, said) in [(&pdf, "sama persis"), (&changed, "BERBEDA")] {
        let path = format!("/v/{token}");
        let page = dunia.app.tamu().upload(&path, &[], ("pdf", "surat.pdf", bytes)).await.ok().main();
        assert!(page.contains(said), "{page}");
    }
}

#[tokio::test]
async fn no_file_is_no_verdict() {
    let dunia = Dunia::baru().await;
    let (_, token, _) = dunia.terbit().await;
    let page = dunia.app.tamu().post(&format!("/v/{token}"), &[]).await;
    assert_eq!(page.status, 422);
    let main = page.main();
    assert!(main.contains("Pilih dulu berkas PDF") && main.contains("Periksa di Balai"), "{main}");
}

#[tokio::test]
async fn the_same_number_of_another_year_is_another_letter() {
    let dunia = Dunia::baru().await;
    let (_, _, old) = dunia.terbit().await;
    let (id, token, _) = dunia.terbit().await;
    // As where the pattern has no year: last year's letter carries the same text.
    let mut tx = dunia.app.db.write(&dunia.app.ctx(), "uji").await.unwrap();
    let mut later = surat::store::get_surat(&mut tx, id).await.unwrap();
    later.nomor = Some("400.12.2.1/001/SKM/III/2026".to_owned());
    later.nomor_tahun = Some(2027);
    tx.update(&later).await.unwrap();
    tx.commit().await.unwrap();
    let path = format!("/v/{token}");
    let page = dunia.app.tamu().upload(&path, &[], ("pdf", "surat.pdf", &old)).await.ok().main();
    assert!(page.contains("surat lain dari Balai"), "{page}");
}

#[tokio::test]
async fn a_replaced_letter_and_its_successor_know_each_other() {
    let dunia = Dunia::baru().await;
    let (old, token, pdf) = dunia.terbit().await;
    let ganti = old.to_string();
    let new = id_in(&dunia.kirim("1", &[("ganti", &ganti)]).await.led_to());
    let twice = dunia.kirim("1", &[("ganti", &ganti)]).await;
    assert!(twice.main().contains("Pengganti surat ini sudah dibuat"), "{}", twice.main());
    let page = dunia.app.tamu().get(&format!("/v/{token}")).await.ok().main();
    assert!(page.contains("Surat ini sah dan berlaku"), "until the new one is out: {page}");
    dunia.tindak(&dunia.verifikator, new, "paraf", &[]).await.led_to();
    dunia.tindak(&dunia.operator, new, "penerbitan", &[]).await.led_to();
    let page = dunia.app.tamu().get(&format!("/v/{token}")).await.ok().main();
    assert!(page.contains("Surat ini sudah diganti") && page.contains("/002/SKM/"), "{page}");
    let successor = dunia.surat(new).await.token.unwrap();
    let page = dunia.app.tamu().get(&format!("/v/{successor}")).await.ok().main();
    assert!(
        page.contains("sah dan berlaku") && page.contains("Mengganti") && page.contains("/001/SKM/"),
        "{page}"
    );
    let Verdict::Sah(found) = dunia.periksa(&pdf).await else { panic!("the file is still what was issued") };
    assert_eq!(found.keadaan, surat::keadaan::Keadaan::Diganti);
}

#[tokio::test]
async fn a_revoked_letter_says_so_but_not_why() {
    let dunia = Dunia::baru().await;
    let (id, token, _) = dunia.terbit().await;
    dunia.tindak(&dunia.lurah, id, "pencabutan", &[("alasan", "Keterangan palsu")]).await.led_to();
    let page = dunia.app.tamu().get(&format!("/v/{token}")).await.ok().main();
    assert!(page.contains("Surat ini sudah dicabut") && !page.contains("palsu"), "{page}");
    let late = dunia.tindak(&dunia.lurah, id, "pencabutan", &[("alasan", "lagi")]).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn a_letter_before_its_issue_is_not_yet_valid() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let token = dunia.surat(id).await.token.unwrap();
    let page = dunia.app.tamu().get(&format!("/v/{token}")).await.ok().main();
    assert!(page.contains("Surat ini belum terbit"), "{page}");
}
