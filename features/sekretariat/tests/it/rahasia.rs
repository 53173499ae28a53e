//! Who sees a secret letter.

use crate::dunia::Dunia;

const ISI: [&str; 3] = ["Inspektorat Rahasiawati", "Pemeriksaan tertutup", "R-77/2026"];

async fn rahasia(d: &Dunia) -> uuid::Uuid {
    let surat =
        d.catat(&[("sifat", "4"), ("pengirim", ISI[0]), ("perihal", ISI[1]), ("nomor", ISI[2])]).await;
    surat.id
}

#[tokio::test]
async fn a_secret_letter_is_open_to_its_receivers_the_head_and_the_secretary_alone() {
    let d = Dunia::baru().await;
    let id = rahasia(&d).await;
    let alamat = format!("/surat-masuk/{id}");
    for client in [&d.lurah, &d.carik] {
        assert!(client.get(&alamat).await.ok().main().contains(ISI[0]));
    }
    for client in [&d.operator, &d.lain, &d.dukuh] {
        assert_eq!(client.get(&alamat).await.status, 404);
        assert_eq!(client.get(&format!("{alamat}/lembar")).await.status, 404);
    }
    d.disposisi(id).await.led_to();
    assert!(d.dukuh.get(&alamat).await.ok().main().contains(ISI[1]));
    for client in [&d.operator, &d.lain] {
        assert_eq!(client.get(&alamat).await.status, 404);
    }
}

#[tokio::test]
async fn lists_searches_and_books_tell_nothing_of_it() {
    let d = Dunia::baru().await;
    let id = rahasia(&d).await;
    for path in [
        "/surat-masuk",
        "/surat-masuk?cari=inspektorat",
        "/surat-masuk?cari=R-77",
        "/surat-masuk?sifat=4",
        "/buku-surat/agenda?dari=01-01-2026&sampai=31-12-2026",
    ] {
        let page = d.operator.get(path).await.ok().main();
        for isi in ISI {
            assert!(!page.contains(isi), "{path} tells {isi}");
        }
    }
    let page = d.operator.get("/surat-masuk").await.ok().main();
    assert!(page.contains("Surat rahasia") && page.contains("1/2026"), "its number stands in the agenda");
    assert!(!page.contains(&id.to_string()));
    let pimpinan = d.lurah.get("/buku-surat/agenda?dari=01-01-2026&sampai=31-12-2026").await.ok().main();
    assert!(pimpinan.contains(ISI[0]));
    assert!(d.carik.get("/surat-masuk?cari=inspektorat").await.ok().main().contains(ISI[1]));
}

/// Acts on a letter that may not be seen are acts on a letter that does not exist.
#[tokio::test]
async fn who_may_not_see_it_does_nothing_with_it() {
    let d = Dunia::baru().await;
    let id = rahasia(&d).await;
    for apa in ["koreksi", "pembatalan", "pengarsipan", "disposisi"] {
        let client = if apa == "disposisi" { &d.lain } else { &d.operator };
        let isi = [("alasan", "Coba-coba"), ("lokasi", "Laci")];
        let jawab = d.tindak(client, id, apa, &isi).await;
        assert_eq!(jawab.status, 404, "{apa}");
    }
    let pdf: &[u8] = b"%PDF-1.7\n%%EOF";
    let aksi = format!("/surat-masuk/{id}/pindaian");
    let jawab = d.operator.upload(&aksi, &[("versi", "1")], ("berkas", "a.pdf", pdf)).await;
    assert_eq!(jawab.status, 404);
    assert_eq!(d.masuk(id).await.versi, 1, "nothing was changed");
}
