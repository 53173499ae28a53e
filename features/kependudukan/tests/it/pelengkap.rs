//! What F-1.01 asks beside the family card: sealed, shown when opened, kept by every road that somebody takes.

use std::io::{Cursor, Read as _};

use testkit::{Client, KEMBARAN, SUKAMAJU, each_engine};

use crate::catat::{catat, id};
use crate::cerita::{alamat_orang, fitur, impor, operator};
use crate::dua_desa::dunia;
use crate::koreksi::{SITI, koreksi};

const ORGANISASI: &str = "Paguyuban Sukma Contoh";

/// Siti believes, has a sponsor, a permit and a phone.
const LENGKAP: [(&str, &str); 12] = [
    ("organisasi_kepercayaan", ORGANISASI),
    ("telepon", "0812 0000 0001"),
    ("paspor", "X0000001"),
    ("kitas", "2C11XX0001"),
    ("kitas_tempat", "Yogyakarta"),
    ("kitas_terbit", "01-02-2025"),
    ("kitas_berakhir", "01-02-2027"),
    ("negara", "Timor Leste"),
    ("sponsor", "PT Contoh Sentosa"),
    ("sponsor_alamat", "Jl. Contoh 1, Sleman"),
    ("datang_tempat", "Atambua"),
    ("datang_tanggal", "03-03-2003"),
];

fn penghayat<'a>(orang: &'a str, isian: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut semua = koreksi(orang, SITI, isian);
    semua.iter_mut().filter(|(nama, _)| *nama == "agama").for_each(|(_, isi)| *isi = "7");
    semua
}

async fn buka(klien: &Client, siti: &str) -> String {
    klien.post(&format!("{siti}/pembukaan"), &[("tujuan", "surat")]).await.ok().text()
}

#[tokio::test]
async fn it_is_sealed_shown_when_opened_kept_cleared_and_given_back() {
    for app in each_engine(fitur).await {
        impor(&app, &app.ctx(), crate::buku::tulis(&crate::buku::sukamaju())).await;
        let klien = operator(&app).await;
        let siti = alamat_orang(&klien, "SITI AMINAH").await;
        let orang = id(&siti);
        let peristiwa = catat(&klien, "koreksi", &penghayat(&orang, &LENGKAP)).await;
        let satu = klien.get(&peristiwa).await.ok().text();
        assert!(satu.contains("Telepon") && satu.contains("(disegel)") && satu.contains("Timor Leste"));
        let tertutup = klien.get(&siti).await.ok().text();
        assert!(tertutup.contains("Timor Leste") && tertutup.contains("1 Februari 2027"));
        let rahasia =
            [ORGANISASI, "0000 0001", "+62812", "X0000001", "2C11XX0001", "Contoh Sentosa", "Atambua"];
        for kata in rahasia {
            assert!(!satu.contains(kata) && !tertutup.contains(kata), "{kata}");
        }
        let terbuka = buka(&klien, &siti).await;
        for kata in
            [ORGANISASI, "+6281200000001", "PT Contoh Sentosa", "Atambua", "3 Maret 2003", "1 Februari 2025"]
        {
            assert!(terbuka.contains(kata), "{kata}");
        }

        let keluarga = terbuka.split("/keluarga/").nth(1).unwrap().split('"').next().unwrap();
        let keluarga = format!("/keluarga/{keluarga}");
        let biodata = klien.get(&keluarga).await.ok().text();
        assert!(biodata.contains("Nomor ITAS/ITAP") && biodata.contains("ada, tersegel"));
        assert!(!biodata.contains("X0000001"));
        let biodata = klien.post(&format!("{keluarga}/pembukaan"), &[("tujuan", "surat")]).await.ok().text();
        assert!(biodata.contains("X0000001") && biodata.contains("2C11XX0001"));

        // A correction that does not speak of it keeps it; `-` clears what it names.
        catat(&klien, "koreksi", &penghayat(&orang, &[("suku", "Jawa")])).await;
        assert!(buka(&klien, &siti).await.contains(ORGANISASI));
        let hapus = [("telepon", "-"), ("kitas_terbit", "-"), ("sponsor", "-")];
        let dihapus = catat(&klien, "koreksi", &penghayat(&orang, &hapus)).await;
        let terbuka = buka(&klien, &siti).await;
        for kata in ["+6281200000001", "1 Februari 2025", "PT Contoh Sentosa"] {
            assert!(!terbuka.contains(kata), "{kata}");
        }
        assert!(terbuka.contains("Jl. Contoh 1, Sleman"));
        klien.post(&format!("{dihapus}/pembatalan"), &[("alasan", "Salah")]).await.led_to();
        let terbuka = buka(&klien, &siti).await;
        assert!(terbuka.contains("+6281200000001") && terbuka.contains("PT Contoh Sentosa"));
        // Another religion has no such organisation.
        catat(&klien, "koreksi", &koreksi(&orang, SITI, &[])).await;
        assert!(!buka(&klien, &siti).await.contains(ORGANISASI));
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let app = crate::cerita::sukamaju().await;
    let klien = operator(&app).await;
    let siti = id(&alamat_orang(&klien, "SITI AMINAH").await);
    for (isian, kalimat) in [
        (&[("organisasi_kepercayaan", ORGANISASI)][..], "Isi hanya untuk penghayat kepercayaan."),
        (&[("telepon", "12")], "Nomor telepon harus diawali 0 atau +62"),
        (&[("kitas_terbit", "31-02-2025")], "tidak ada"),
        (&[("datang_tanggal", "31-12-1984")], "Tanggal datang pertama sebelum tanggal lahir."),
        (
            &[("kitas_terbit", "02-01-2025"), ("kitas_berakhir", "01-01-2025")],
            "ITAS/ITAP berakhir sebelum tanggal terbitnya.",
        ),
    ] {
        let jawab = klien.post("/peristiwa/baru/koreksi", &koreksi(&siti, SITI, isian)).await;
        assert_eq!(jawab.status, 422, "{kalimat}");
        assert!(jawab.text().contains(kalimat), "{kalimat}: {}", jawab.main());
    }
}

#[tokio::test]
async fn a_foreigner_who_comes_is_written_down_whole_and_a_new_citizen_s_decision_too() {
    let app = crate::cerita::sukamaju().await;
    let klien = operator(&app).await;
    let datang = [
        ("nama", "Maria Contoh"),
        ("kelamin", "2"),
        ("tempat_lahir", "Dili"),
        ("tanggal_lahir", "01-01-1990"),
        ("agama", "3"),
        ("status_kawin", "1"),
        ("pendidikan", "5"),
        ("pekerjaan", "88"),
        ("kewarganegaraan", "2"),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("asal", "Dili, Timor Leste"),
        ("klasifikasi", "5"),
        ("alasan", "1"),
        ("keluarga", "baru"),
        ("tempat", "KAUMAN|001|002"),
        ("alamat", "JL. KENANGA 9"),
    ];
    let asing = LENGKAP.into_iter().filter(|(nama, _)| *nama != "organisasi_kepercayaan");
    let isian: Vec<_> = datang.into_iter().chain(asing).collect();
    let peristiwa = catat(&klien, "datang", &isian).await;
    let satu = klien.get(&peristiwa).await.ok().text();
    assert!(satu.contains("Dili, Timor Leste") && !satu.contains("X0000001") && !satu.contains("0000 0001"));
    let maria = alamat_orang(&klien, "MARIA CONTOH").await;
    let terbuka = buka(&klien, &maria).await;
    for kata in ["X0000001", "2C11XX0001", "+6281200000001", "PT Contoh Sentosa", "3 Maret 2003"] {
        assert!(terbuka.contains(kata), "{kata}");
    }
    let wni = [
        ("orang", &*id(&maria)),
        ("tanggal", "02-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("kewarganegaraan", "1"),
        ("no_sk", "AHU-1.AH.10.01-2026"),
    ];
    catat(&klien, "kewarganegaraan", &wni).await;
    let terbuka = buka(&klien, &maria).await;
    assert!(terbuka.contains("AHU-1.AH.10.01-2026") && !terbuka.contains("2C11XX0001"));
    assert!(terbuka.contains("PT Contoh Sentosa"), "how it was before stays known");
}

#[tokio::test]
async fn it_goes_along_to_the_next_village_and_into_the_data_pack() {
    for app in each_engine(fitur).await {
        let d = dunia(app).await;
        let siti = alamat_orang(&d.sini, "SITI AMINAH").await;
        catat(&d.sini, "koreksi", &penghayat(&id(&siti), &LENGKAP)).await;
        let paket = [("penerima", "Siti Aminah"), ("periksa", "ktp")];
        let paket = d.sini.post(&format!("{siti}/paket-data"), &paket).await.ok();
        let mut arsip = zip::ZipArchive::new(Cursor::new(paket.bytes)).unwrap();
        let mut json = String::new();
        arsip.by_name("data.json").unwrap().read_to_string(&mut json).unwrap();
        assert!(json.contains("+6281200000001") && json.contains(ORGANISASI));
        let peristiwa = d.pindah(&["SITI AMINAH"]).await;
        d.kirim(&peristiwa).await.led_to();
        let kiriman = d.satu_masuk().await.kiriman.id;
        let isian = d.isian(&[("SITI AMINAH", "1")]).await;
        d.terima(kiriman, &isian).await.led_to();
        let dulu = d.bernama(SUKAMAJU, "SITI AMINAH").await.remove(0);
        let kini = d.bernama(KEMBARAN, "SITI AMINAH").await.remove(0);
        let sini = d.app.db.read(&d.app.ctx()).await.unwrap();
        let sana = d.app.db.read(&d.kembaran).await.unwrap();
        assert_eq!(kini.telepon(sana.keys()).unwrap().as_deref(), Some("+6281200000001"));
        let pelengkap = kini.dokumen(sana.keys()).unwrap().pelengkap;
        assert_eq!(pelengkap.organisasi_kepercayaan.as_deref(), Some(ORGANISASI));
        assert!(pelengkap == dulu.dokumen(sini.keys()).unwrap().pelengkap);
    }
}

/// A later workbook knows nothing of it.
#[tokio::test]
async fn an_accepted_proposal_leaves_it_as_it_was() {
    let app = crate::cerita::sukamaju().await;
    let klien = operator(&app).await;
    let siti = alamat_orang(&klien, "SITI AMINAH").await;
    catat(&klien, "koreksi", &penghayat(&id(&siti), &LENGKAP)).await;
    let mut orang = crate::buku::sukamaju();
    orang[1] = crate::buku::ubah(orang[1].clone(), "tempatlahir", "SLEMAN");
    impor(&app, &app.ctx(), crate::buku::tulis(&orang)).await;
    let semua = [("putusan", "terima_semua"), ("jenis", "koreksi")];
    klien.post("/impor/usulan/putusan", &semua).await.led_to();
    let terbuka = buka(&klien, &siti).await;
    assert!(terbuka.contains("SLEMAN"), "the proposal was accepted");
    assert!(terbuka.contains("+6281200000001") && terbuka.contains("PT Contoh Sentosa"));
}
