use access::Role;
use kependudukan::{JenisSubjek, cari_ringkas, find_subjek};

use crate::buku::{KK_BUDI, NIK_SITI};
use crate::cerita::{alamat_orang, operator, sukamaju};

#[tokio::test]
async fn the_list_shows_present_residents_with_masked_numbers() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let daftar = klien.get("/penduduk").await.ok();
    assert!(!daftar.text().contains(NIK_SITI));
    assert!(!daftar.text().contains("KARSO"), "the dead are not listed");
    insta::assert_snapshot!("daftar", daftar.main());
}

#[tokio::test]
async fn filters_stand_in_the_address() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    for (saring, ada, tiada) in [
        ("dusun=KRAJAN", "TUMINAH", "BUDI SANTOSO"),
        ("kelamin=1", "BUDI SANTOSO", "SITI AMINAH"),
        ("dari=17&sampai=60", "SITI AMINAH", "BAYI SITI"),
        ("sampai=0", "BAYI SITI", "SITI AMINAH"),
        ("dari=80", "TUMINAH", "BUDI SANTOSO"),
        ("status=2", "KARSO", "BUDI SANTOSO"),
        ("status=semua", "KARSO", "tidak ada yang begini"),
        ("hubungan=3", "SITI AMINAH", "TUMINAH<"),
        ("dari=x&agama=entah&hal=-3", "BUDI SANTOSO", "KARSO"),
    ] {
        let halaman = klien.get(&format!("/penduduk?{saring}")).await.ok().main();
        assert!(halaman.contains(ada), "{saring}: {ada} is listed");
        assert!(!halaman.contains(tiada), "{saring}: {tiada} is not listed");
    }
    let kosong = klien.get("/penduduk?cari=xyzzy").await.ok().main();
    assert!(kosong.contains("Tidak ada yang cocok"));
}

#[tokio::test]
async fn a_name_is_found_however_it_is_spelled() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    for cari in ["siti", "Sitti Aminnah", "amin", "SANTOSA BUDI", "boedi", "minah", "tum", "Bduy Santos"] {
        let halaman = klien.get(&format!("/penduduk?cari={}", cari.replace(' ', "+"))).await.ok().main();
        let ketemu = ["SITI AMINAH", "BUDI SANTOSO", "TUMINAH"].iter().any(|nama| halaman.contains(nama));
        assert!(ketemu, "{cari}");
        // A vowel at the end is heard, so Santosa is another name than Santoso, but near to it.
        assert_eq!(
            halaman.contains("Ini yang mirip."),
            ["SANTOSA BUDI", "Bduy Santos"].contains(&cari),
            "{cari}"
        );
    }
}

#[tokio::test]
async fn every_page_of_a_list_tells_how_many_match() {
    let orang = |ke: usize, nama: &str| {
        let nik = format!("340213010185{:04}", 9100 + ke);
        crate::buku::orang(nama, &format!("340213010110{:04}", 9100 + ke), &nik, "1", "01-01-1985", "1")
    };
    let huruf: Vec<char> = ('A'..='T').collect();
    let nama = |ke: usize| format!("SUPARMAN {}{}", huruf[ke / 20], huruf[ke % 20]);
    let mut semua: Vec<_> = (0..53).map(|ke| orang(ke, &nama(ke))).collect();
    semua.extend((53..60).map(|ke| orang(ke, "WAGIMAN")));
    for app in testkit::each_engine(crate::cerita::fitur).await {
        crate::cerita::impor(&app, &app.ctx(), crate::buku::tulis(&semua)).await;
        let klien = operator(&app).await;
        for (alamat, tertulis, ada, tiada) in [
            ("", "1–25 dari 60", "SUPARMAN BE", "SUPARMAN BF"),
            ("?cari=suparman", "1–25 dari 53", "SUPARMAN AA", "WAGIMAN"),
            ("?cari=suparman&hal=3", "51–53 dari 53", "SUPARMAN CM", "SUPARMAN CJ"),
            ("?cari=suparman&hal=3&urut=-nama", "51–53 dari 53", "SUPARMAN AA", "SUPARMAN AD"),
            ("?cari=suparman&hal=2&urut=umur", "26–50 dari 53", "SUPARMAN", "WAGIMAN"),
            ("?cari=suparman&hal=9&urut=-tempat", "51–53 dari 53", "SUPARMAN CM", "SUPARMAN CJ"),
            ("?hal=4000000000", "51–60 dari 60", "WAGIMAN", "SUPARMAN AA"),
            ("?cari=wagiman", "1–7 dari 7", "WAGIMAN", "SUPARMAN"),
        ] {
            let halaman = klien.get(&format!("/penduduk{alamat}")).await.ok().main();
            let baris = halaman.split("<tbody>").nth(1).unwrap();
            assert!(halaman.contains(tertulis), "{alamat}: {tertulis}");
            assert!(baris.contains(ada) && !baris.contains(tiada), "{alamat}");
        }
        let lewat = klien.get("/penduduk?cari=xyzzy&hal=7").await.ok().main();
        assert!(lewat.contains("Tidak ada yang cocok"));
    }
}

#[tokio::test]
async fn a_number_is_searched_without_standing_in_an_address() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let siti = klien.post("/penduduk", &[("cari", "3402 1341 0185 9001")]).await.ok().main();
    assert!(siti.contains("SITI AMINAH") && !siti.contains("BUDI SANTOSO"));
    let sekeluarga = klien.post("/penduduk", &[("cari", KK_BUDI)]).await.ok().main();
    assert!(sekeluarga.contains("SITI AMINAH") && sekeluarga.contains("BUDI SANTOSO"));
    assert!(!sekeluarga.contains(&format!("cari={KK_BUDI}")), "no link carries the number");
    let pendek = klien.post("/penduduk", &[("cari", "34021341")]).await.ok().main();
    assert!(pendek.contains("Anda mengetik 8."));
    let asing = klien.post("/penduduk", &[("cari", "3402134101859999")]).await.ok().main();
    assert!(asing.contains("Tidak ada penduduk dengan NIK atau nomor KK itu."));
    let bernama = klien.post("/penduduk", &[("cari", "Siti Aminah NIK 3402134101859001")]).await.ok().main();
    assert!(bernama.contains("SITI AMINAH"), "a number beside a name is searched as a number");
    let nama = klien.post("/penduduk", &[("cari", "siti"), ("dusun", "KAUMAN")]).await.led_to();
    assert!(nama.ends_with("/penduduk?cari=siti&dusun=KAUMAN"), "{nama}");
}

#[tokio::test]
async fn a_number_is_shown_once_for_a_purpose_and_that_is_written_down() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let alamat = alamat_orang(&klien, "SITI AMINAH").await;
    let halaman = klien.get(&alamat).await.ok();
    assert!(!halaman.text().contains(NIK_SITI) && halaman.text().contains("Belum pernah dibuka."));
    insta::assert_snapshot!("penduduk", halaman.main());

    let tanpa = klien.post(&format!("{alamat}/pembukaan"), &[]).await;
    assert_eq!(tanpa.status, 400);
    assert!(tanpa.text().contains("untuk apa"));

    let isian = [("tujuan", "surat"), ("request_key", "buka")];
    let terbuka = klien.post(&format!("{alamat}/pembukaan"), &isian).await.ok().text();
    assert!(terbuka.contains(NIK_SITI) && terbuka.contains(KK_BUDI));
    assert!(!terbuka.contains("Hamil"), "health is a permission of its own");
    let _ = klien.post(&format!("{alamat}/pembukaan"), &isian).await.ok();
    let sesudah = klien.get(&alamat).await.ok().text();
    assert!(!sesudah.contains(NIK_SITI), "the next page is masked again");
    assert_eq!(
        sesudah.matches("Membuat surat</td>").count(),
        2,
        "a form that is sent again shows the number again, and is a look of its own"
    );
}

#[tokio::test]
async fn health_is_opened_only_by_who_was_given_that_right() {
    let app = sukamaju().await;
    let alamat = alamat_orang(&operator(&app).await, "SITI AMINAH").await;
    let bidan = app.sebagai_di(testkit::SUKAMAJU, &[Role::Operator, Role::Kesehatan]).await;
    let tertutup = bidan.get(&alamat).await.ok().text();
    assert!(!tertutup.contains("Hamil"), "masked even for them, until they say what for");
    let terbuka = bidan.post(&format!("{alamat}/pembukaan"), &[("tujuan", "surat")]).await.ok().text();
    assert!(terbuka.contains("Hamil"));
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let dibuka = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    assert_eq!(dibuka[0].hal, "penduduk dan data kesehatan");
}

#[tokio::test]
async fn a_family_page_is_no_family_card() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let daftar = format!("/{}/keluarga", testkit::SUKAMAJU);
    let cari = klien.post(&daftar, &[("cari", KK_BUDI)]).await.led_to();
    let halaman = klien.get(&cari).await.ok();
    assert!(halaman.text().contains("BUKAN Kartu Keluarga") && !halaman.text().contains(NIK_SITI));
    insta::assert_snapshot!("keluarga", halaman.main());
    let terbuka = klien.post(&format!("{cari}/pembukaan"), &[("tujuan", "pencocokan")]).await.ok().text();
    assert!(terbuka.contains(NIK_SITI) && terbuka.contains(KK_BUDI));
    let siti = alamat_orang(&klien, "SITI AMINAH").await;
    assert!(klien.get(&siti).await.ok().text().contains("Mencocokkan dengan KTP atau KK</td>"));
    insta::assert_snapshot!("keluarga_daftar", klien.get(&daftar).await.ok().main());
    assert_eq!(klien.post(&daftar, &[("cari", "123")]).await.status, 303);
}

#[tokio::test]
async fn roles_see_what_is_theirs() {
    let app = sukamaju().await;
    let operator = operator(&app).await;
    let siti = alamat_orang(&operator, "SITI AMINAH").await;
    for peran in [Role::Admin, Role::Camat] {
        let klien = app.sebagai(peran).await;
        assert_eq!(klien.get("/penduduk").await.status, 404, "{peran:?}");
        assert_eq!(klien.get(&siti).await.status, 404, "{peran:?}");
    }
    let pemeriksa = app.sebagai(Role::Verifikator).await;
    assert_eq!(pemeriksa.get(&siti).await.status, 200);
    assert_eq!(pemeriksa.get("/penduduk/ekspor").await.status, 404);
    let tamu = app.tamu().get("/penduduk").await;
    assert_eq!(tamu.status, 303, "a visitor is asked to sign in");
}

#[tokio::test]
async fn an_empty_register_leads_to_the_workbook() {
    let app = testkit::TestApp::new(crate::cerita::fitur).await;
    let klien = operator(&app).await;
    let halaman = klien.get("/penduduk").await.ok().main();
    assert!(halaman.contains("Belum ada penduduk") && halaman.contains("Unggah buku kerja"));
}

#[tokio::test]
async fn a_letter_finds_its_subject() {
    for app in testkit::each_engine(crate::cerita::fitur).await {
        crate::cerita::impor(&app, &app.ctx(), crate::buku::tulis(&crate::buku::sukamaju())).await;
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        for teks in ["Siti Aminah", NIK_SITI, "amina"] {
            let hasil = cari_ringkas(&mut tx, teks, 10).await.unwrap();
            let siti = hasil.iter().find(|r| r.nama == "SITI AMINAH").unwrap_or_else(|| panic!("{teks}"));
            assert_eq!(siti.nik_samar, "3402••••••••9001");
            assert_eq!(siti.alamat, "JL. MELATI 3, RT 002 RW 001, KAUMAN");
        }
        assert!(cari_ringkas(&mut tx, "  ", 10).await.unwrap().is_empty());
        assert!(cari_ringkas(&mut tx, "karso", 10).await.unwrap().is_empty(), "the dead ask for no letter");
        let id = cari_ringkas(&mut tx, NIK_SITI, 1).await.unwrap()[0].id;
        let subjek = find_subjek(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(subjek.jenis, JenisSubjek::Penduduk);
        assert_eq!((subjek.agama.as_str(), subjek.jenis_kelamin.as_str()), ("Islam", "Perempuan"));
        assert_eq!(subjek.nik.unwrap().as_str(), NIK_SITI);
        assert_eq!(subjek.no_kk.unwrap().as_str(), KK_BUDI);
        assert_eq!(find_subjek(&mut tx, app.ctx().new_id()).await.unwrap(), None);
    }
}
