//! What a correction may change, and what it must not leave behind.

use access::Role;
use testkit::{Client, TestApp};

use crate::buku::{self, NIK_SITI};
use crate::catat::{catat, id, kolom_kepala, konfirmasi};
use crate::cerita::{alamat_orang, fitur, impor, operator, sukamaju};

async fn id_orang(klien: &Client, nama: &str) -> String {
    id(&alamat_orang(klien, nama).await)
}

async fn halaman(klien: &Client, nama: &str) -> String {
    klien.get(&alamat_orang(klien, nama).await).await.ok().text()
}

/// A correction of somebody with what every one needs.
pub(crate) fn koreksi<'a>(
    orang: &'a str,
    (nama, kelamin, lahir): (&'a str, &'a str, &'a str),
    isian: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let dasar = [
        ("orang", orang),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("alasan_koreksi", "Salah catat"),
        ("bukti", "KK"),
        ("nama", nama),
        ("jenis_kelamin", kelamin),
        ("tempat_lahir", "BANTUL"),
        ("tanggal_lahir", lahir),
        ("agama", "1"),
        ("pendidikan_kk", "5"),
        ("pekerjaan", "88"),
        ("nama_ibu", "TUMINAH"),
    ];
    dasar.into_iter().chain(isian.iter().copied()).collect()
}

pub(crate) const SITI: (&str, &str, &str) = ("SITI AMINAH", "2", "01-01-1985");
const BUDI: (&str, &str, &str) = ("BUDI SANTOSO", "1", "31-12-1980");

#[tokio::test]
async fn a_corrected_relation_leaves_the_family_one_head() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (budi, siti) = (id_orang(&klien, "BUDI SANTOSO").await, id_orang(&klien, "SITI AMINAH").await);
    let dua = klien.post("/peristiwa/baru/koreksi", &koreksi(&siti, SITI, &[("hubungan", "1")])).await;
    assert_eq!(dua.status, 422);
    assert!(dua.text().contains("Keluarga akan punya dua kepala: BUDI SANTOSO dan SITI AMINAH."));
    let suami = klien.post("/peristiwa/baru/koreksi", &koreksi(&siti, SITI, &[("hubungan", "2")])).await;
    assert!(suami.text().contains("Istri perempuan dan suami laki-laki."));
    let tanpa = klien.post("/peristiwa/baru/koreksi", &koreksi(&budi, BUDI, &[("hubungan", "2")])).await;
    assert_eq!(tanpa.status, 422);
    let kepala = kolom_kepala(&tanpa.text());
    let isian = koreksi(&budi, BUDI, &[("hubungan", "2"), (&kepala, &siti)]);
    catat(&klien, "koreksi", &isian).await;
    assert!(halaman(&klien, "SITI AMINAH").await.contains("Kepala Keluarga"));
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("Suami"));
    let mertua = koreksi(&budi, BUDI, &[("hubungan", "8")]);
    let peristiwa = catat(&klien, "koreksi", &mertua).await;
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("Mertua"));
    klien.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Salah")]).await.led_to();
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("Suami"));
}

#[tokio::test]
async fn a_corrected_card_address_is_that_of_the_whole_family() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let siti = id_orang(&klien, "SITI AMINAH").await;
    let salah = koreksi(&siti, SITI, &[("tempat", "ENTAH|001|001")]);
    let salah = klien.post("/peristiwa/baru/koreksi", &salah).await;
    assert!(salah.text().contains("tidak ada dalam daftar dusun"));
    let isian = koreksi(&siti, SITI, &[("alamat", "JL. MAWAR 9"), ("tempat", "KRAJAN|001|005")]);
    let peristiwa = catat(&klien, "koreksi", &isian).await;
    for nama in ["BUDI SANTOSO", "SITI AMINAH", "BAYI SITI"] {
        let halaman = halaman(&klien, nama).await;
        assert!(halaman.contains("JL. MAWAR 9") && halaman.contains("KRAJAN"), "{nama}");
    }
    assert!(klien.get("/keluarga?dusun=KRAJAN").await.ok().text().contains("JL. MAWAR 9"));
    klien.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Salah")]).await.led_to();
    assert!(halaman(&klien, "BAYI SITI").await.contains("JL. MELATI 3"));
    assert!(!klien.get("/keluarga?dusun=KRAJAN").await.ok().text().contains("BUDI SANTOSO"));
}

/// A workbook often has the address on the head's row only, and a grandmother at the back her own.
#[tokio::test]
async fn a_corrected_place_leaves_each_member_the_address_that_was_theirs() {
    let app = TestApp::new(fitur).await;
    let mut semua = buku::sukamaju();
    semua[1] = buku::ubah(semua[1].clone(), "alamat", "");
    semua[2] = buku::ubah(semua[2].clone(), "alamat", "JL. MELATI 3 BELAKANG");
    impor(&app, &app.ctx(), buku::tulis(&semua)).await;
    let klien = operator(&app).await;
    let siti = id_orang(&klien, "SITI AMINAH").await;
    catat(&klien, "koreksi", &koreksi(&siti, SITI, &[("tempat", "KRAJAN|001|005")])).await;
    for (nama, alamat) in [("BUDI SANTOSO", "JL. MELATI 3"), ("BAYI SITI", "JL. MELATI 3 BELAKANG")] {
        let halaman = halaman(&klien, nama).await;
        assert!(halaman.contains("KRAJAN") && halaman.contains(alamat), "{nama}");
    }
}

#[tokio::test]
async fn health_is_corrected_only_by_who_may_know_it_and_never_shown() {
    let app = sukamaju().await;
    let biasa = operator(&app).await;
    let (siti, budi) = (id_orang(&biasa, "SITI AMINAH").await, id_orang(&biasa, "BUDI SANTOSO").await);
    let formulir = biasa.get(&format!("/peristiwa/baru/koreksi?orang={siti}")).await.ok().text();
    assert!(!formulir.contains("kehamilan"));
    let diam = biasa.post("/peristiwa/baru/koreksi", &koreksi(&siti, SITI, &[("kehamilan", "2")])).await;
    assert!(!diam.ok().text().contains("Data kesehatan"), "what nobody asked is not heard");

    let bidan = app.sebagai_di(testkit::SUKAMAJU, &[Role::Operator, Role::Kesehatan]).await;
    let formulir = bidan.get(&format!("/peristiwa/baru/koreksi?orang={siti}")).await.ok().text();
    assert!(formulir.contains("name=\"kehamilan\"") && !formulir.contains("value=\"1\" selected>Hamil"));
    let pria = bidan.post("/peristiwa/baru/koreksi", &koreksi(&budi, BUDI, &[("kehamilan", "1")])).await;
    assert!(pria.text().contains("Laki-laki tidak dapat tercatat hamil."));
    let isian = koreksi(&siti, SITI, &[("kehamilan", "-"), ("cacat", "1"), ("sakit_menahun", "6")]);
    let periksa = bidan.post("/peristiwa/baru/koreksi", &isian).await.ok().text();
    assert!(periksa.contains("Data kesehatan") && periksa.contains("diganti"));
    let peristiwa = konfirmasi(&bidan, "koreksi", &periksa).await.led_to();
    let satu = biasa.get(&peristiwa).await.ok().text();
    assert!(satu.contains("Data kesehatan") && !satu.contains("Hamil") && !satu.contains("Fisik"));
    let terbuka =
        bidan.post(&format!("/penduduk/{siti}/pembukaan"), &[("tujuan", "surat")]).await.ok().text();
    assert!(terbuka.contains("Diabetes melitus"));
    let tanpa_hak =
        biasa.post(&format!("/penduduk/{siti}/pembukaan"), &[("tujuan", "surat")]).await.ok().text();
    assert!(!tanpa_hak.contains("Diabetes") && !satu.contains("Diabetes"));
    assert!(terbuka.contains("Kelainan fisik") && !terbuka.contains("Hamil") && terbuka.contains(NIK_SITI));
}
