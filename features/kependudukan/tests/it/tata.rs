//! Population files in other layouts, from the upload to the register.

use db::Where;
use kependudukan::store;
use testkit::{TestApp, each_engine};

use crate::cerita::{fitur, jalankan, operator};

/// A BIP of 2016 that does not say in which dusun the second family lives.
fn bip() -> Vec<u8> {
    let mut buku = rust_xlsxwriter::Workbook::new();
    let lembar = buku.add_worksheet();
    let semua: [&[&str]; 7] = [
        &["BUKU INDUK PENDUDUK WNI"],
        &["NO", "NAMA LENGKAP", "NIK", "TEMPAT LAHIR", "TANGGAL LAHIR", "JK", "SHDK", "AGAMA"],
        &["No. KK : 3402130101109001", "", "Alamat : JL. MELATI 5, Nama Dusun : KRAJAN, RT/RW : 002/001"],
        &["1", "KARSO WIYONO", "3402133112609001", "BANTUL", "31-12-1960", "LK", "KEPALA KELUARGA", "ISLAM"],
        &["2", "SAMINEM", "3402134107659002", "BANTUL", "01-07-1965", "PR", "ISTERI", "ISLAM"],
        &["No. KK : 3402130101109002", "", "Alamat : , RT/RW : 003/001"],
        &[
            "1",
            "TINI LESTARI",
            "3402135502909003",
            "BANTUL",
            "15-02-1990",
            "PR",
            "KEPALA KELUARGA",
            "KRISTEN",
        ],
    ];
    for (nomor, baris) in (0_u32..).zip(semua) {
        for (kolom, teks) in (0_u16..).zip(baris) {
            lembar.write_string(nomor, kolom, *teks).unwrap();
        }
    }
    buku.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_clerk_uploads_a_bip_says_the_dusun_once_and_saves() {
    for app in each_engine(fitur).await {
        let klien = operator(&app).await;
        let laporan = klien.upload("/impor", &[], ("berkas", "bip.xlsx", &bip())).await.led_to();
        let halaman = klien.get(&laporan).await.ok();
        assert!(halaman.text().contains("Dikenali sebagai <strong>BIP 2016</strong>"), "{}", halaman.main());
        assert!(halaman.text().contains("Belum tertulis di 1 baris."), "{}", halaman.main());
        assert!(halaman.text().contains("Dusun belum diisi."), "{}", halaman.main());

        let lagi = klien.post(&format!("{laporan}/pelengkapan"), &[("dusun", "Kauman")]).await.led_to();
        assert_eq!(lagi, laporan);
        let halaman = klien.get(&laporan).await.ok();
        assert!(!halaman.text().contains("Dusun belum diisi."), "{}", halaman.main());
        assert!(halaman.text().contains("value=\"Kauman\""), "the answer can be changed");

        klien.post(&format!("{laporan}/penerapan"), &[("tanggal_data", "28-02-2026")]).await.led_to();
        let terlambat = klien.post(&format!("{laporan}/pelengkapan"), &[("dusun", "Lain")]).await;
        assert_eq!(terlambat.status, 409, "what was confirmed is what is taken over");
        assert_eq!(jalankan(&app).await, 1);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = store::list_penduduk(&mut tx).await.unwrap();
        let tini = semua.iter().find(|p| p.nama == "TINI LESTARI").unwrap();
        assert_eq!((&*tini.dusun, &*tini.rw, &*tini.rt), ("Kauman", "001", "003"));
        assert_eq!(store::count_penduduk(&mut tx, Where::new(), 100).await.unwrap(), 3);
        drop(tx);
        let sesudah = klien.post(&format!("{laporan}/pelengkapan"), &[("dusun", "Lain")]).await;
        assert_eq!(sesudah.status, 409, "the file went with the decision");
    }
}

#[tokio::test]
async fn a_bip_lies_sealed_until_it_is_decided() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    klien.upload("/impor", &[], ("berkas", "bip.xlsx", &bip())).await.led_to();
    let letak = app.db.url.trim_start_matches("sqlite:").to_owned();
    for akhiran in ["", "-wal"] {
        let isi = std::fs::read(format!("{letak}{akhiran}")).unwrap_or_default();
        let teks = String::from_utf8_lossy(&isi);
        assert!(!teks.contains("KARSO WIYONO") && !teks.contains("3402133112609001"), "{akhiran}");
        // An unsealed workbook would begin so.
        assert!(!teks.contains("xl/worksheets/sheet1.xml"), "{akhiran}");
    }
}

const WARGA: &str = "No. NIK;No KK;Nama Lengkap;Kelamin Warga;Tgl Lhr;Hub. Kel;RT/RW;Dukuh;HP\n\
    3402133112609001;3402130101109001;KARSO WIYONO;Cowok;31-12-1960;Kepala Keluarga;002/001;Krajan;0812\n\
    3402134107659002;3402130101109001;SAMINEM;Cewek;01-07-1965;Istri;002/001;Krajan;0813\n";

/// The names of the selects on a page, with what is picked in each.
fn terpilih(halaman: &str) -> Vec<(String, String)> {
    let bagian = |teks: &str, awal: &str| {
        teks.split_once(awal).and_then(|(_, sisa)| sisa.split_once('"')).map(|(isi, _)| isi.to_owned())
    };
    let pilih = halaman.split("<select").skip(1).map(|s| s.split("</select>").next().unwrap());
    let satu = |s: &str| {
        let dipilih = s.split("<option").find(|o| o.contains(" selected")).unwrap_or_default();
        (bagian(s, "name=\"").unwrap(), bagian(dipilih, "value=\"").unwrap_or_default())
    };
    pilih.map(satu).collect()
}

fn isian(semua: &[(String, String)]) -> Vec<(&str, &str)> {
    semua.iter().map(|(n, i)| (n.as_str(), i.as_str())).collect()
}

#[tokio::test]
async fn a_table_with_headings_of_its_own_is_mapped_once_and_remembered() {
    for app in each_engine(fitur).await {
        let klien = operator(&app).await;
        let peta = klien.upload("/impor", &[], ("berkas", "warga.csv", WARGA.as_bytes())).await.led_to();
        assert!(peta.ends_with("/pemetaan"), "{peta}");
        let laporan = peta.trim_end_matches("/pemetaan").to_owned();
        assert_eq!(klien.get(&laporan).await.led_to(), peta, "nothing to report before it is mapped");
        let halaman = klien.get(&peta).await.ok();
        assert!(halaman.text().contains("3402••••••••9001"), "{}", halaman.main());
        assert!(!halaman.text().contains("3402133112609001"), "numbers are masked");
        let mut pilihan = terpilih(&halaman.text());
        assert_eq!(pilihan[0], ("k0".into(), "nik".into()));
        assert_eq!(pilihan[3], ("k3".into(), "-".into()), "nobody knows this heading");

        let kurang = klien.post(&peta, &isian(&pilihan)).await;
        assert_eq!(kurang.status, 422);
        assert!(kurang.text().contains("Belum ada kolom untuk Jenis kelamin."), "{}", kurang.main());

        pilihan[3].1 = "sex".into();
        let tanya = klien.post(&peta, &isian(&pilihan)).await.ok();
        assert!(tanya.text().contains("Jenis kelamin “Cowok”"), "{}", tanya.main());
        let mut pilihan = terpilih(&tanya.text());
        assert_eq!(pilihan[3].1, "sex", "what was picked stays");
        for (nama, isi) in &mut pilihan {
            if nama.starts_with("n3-sex-") {
                // The most frequent first, then by name: Cewek, Cowok.
                *isi = if nama.ends_with("-0") { "2" } else { "1" }.to_owned();
            }
        }
        assert_eq!(klien.post(&peta, &isian(&pilihan)).await.led_to(), laporan);
        let halaman = klien.get(&laporan).await.ok();
        assert!(halaman.text().contains("tabel dengan judul kolom sendiri"), "{}", halaman.main());
        assert!(
            halaman.text().contains("Tidak ada baris yang salah.")
                || !halaman.text().contains("Baris yang salah")
        );
        klien.post(&format!("{laporan}/penerapan"), &[("tanggal_data", "28-02-2026")]).await.led_to();
        assert_eq!(jalankan(&app).await, 1);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = store::list_penduduk(&mut tx).await.unwrap();
        let karso = semua.iter().find(|p| p.nama == "KARSO WIYONO").unwrap();
        assert_eq!((semua.len(), &*karso.rt, karso.jenis_kelamin), (2, "002", 1));
        drop(tx);

        // The next month's file has the same headings in another order.
        let baru = "Nama Lengkap;No. NIK;No KK;Kelamin Warga;Tgl Lhr;Hub. Kel;RT/RW;Dukuh;HP\n\
            TINI LESTARI;3402135502909003;3402130101109001;Cewek;15-02-1990;Anak;002/001;Krajan;\n";
        let peta = klien.upload("/impor", &[], ("berkas", "warga.csv", baru.as_bytes())).await.led_to();
        let halaman = klien.get(&peta).await.ok();
        assert!(halaman.text().contains("Judul yang sama pernah dipetakan."), "{}", halaman.main());
        let pilihan = terpilih(&halaman.text());
        assert_eq!(pilihan[3], ("k3".into(), "sex".into()));
        assert!(pilihan.iter().any(|(nama, isi)| nama.starts_with("n3-sex-") && isi == "2"), "{pilihan:?}");
        let laporan = klien.post(&peta, &isian(&pilihan)).await.led_to();
        assert!(klien.get(&laporan).await.ok().text().contains("<b>1</b><span>Orang baru</span>"));
    }
}

#[tokio::test]
async fn a_mapping_can_be_mended_from_the_report_and_thrown_away() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    let isi = WARGA
        .replace("Kelamin Warga", "L/P")
        .replace("Cowok", "L")
        .replace("Cewek", "P")
        .replace("Dukuh", "Kampung Halaman");
    let peta = klien.upload("/impor", &[], ("berkas", "warga.csv", isi.as_bytes())).await.led_to();
    let mut pilihan = terpilih(&klien.get(&peta).await.ok().text());
    let laporan = klien.post(&peta, &isian(&pilihan)).await.led_to();
    let halaman = klien.get(&laporan).await.ok();
    assert!(halaman.text().contains("Dusun belum diisi."), "{}", halaman.main());
    assert!(halaman.text().contains("Ubah pemetaan kolom"));
    // Said once for the file, it goes with the mapping as it was.
    klien.post(&format!("{laporan}/pelengkapan"), &[("dusun", "Krajan")]).await.led_to();
    assert!(!klien.get(&laporan).await.ok().text().contains("Dusun belum diisi."));
    pilihan[7].1 = "dusun".into();
    klien.post(&peta, &isian(&pilihan)).await.led_to();
    assert!(!klien.get(&laporan).await.ok().text().contains("Belum tertulis di"), "every row says it now");
    klien.post(&format!("{laporan}/pembatalan"), &[]).await.led_to();
    assert_eq!(klien.get(&peta).await.led_to(), format!("/{}/impor", testkit::SUKAMAJU));
}

#[tokio::test]
async fn a_neighbour_does_not_see_a_file_in_waiting() {
    let app = TestApp::new(fitur).await;
    let peta =
        operator(&app).await.upload("/impor", &[], ("berkas", "w.csv", WARGA.as_bytes())).await.led_to();
    let tetangga = app.sebagai_di(testkit::KEMBARAN, &[access::Role::Operator]).await;
    let sana = peta.replace(&testkit::SUKAMAJU.to_string(), &testkit::KEMBARAN.to_string());
    assert_eq!(tetangga.get(&sana).await.led_to(), format!("/{}/impor", testkit::KEMBARAN));
}

#[tokio::test]
async fn text_files_that_cannot_be_read_are_refused_in_a_sentence() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    let mut campur = "NIK;Nama;Agama\n1;JOSÉ;ÉÉÉ\n".as_bytes().to_vec();
    campur.extend(b"2;JOS\xC9;x\n");
    for (isi, kalimat) in [
        (campur, "Huruf di berkas ini tidak terbaca utuh"),
        (b"NIK;Nama;Agama\n1;\"KARSO;x\n2;y;z\n".to_vec(), "Tanda kutip (&#34;) di baris 2 tidak ditutup"),
        (b"tanggal;uraian;jumlah\n1;2;3\n".to_vec(), "Baris judul tidak ditemukan."),
    ] {
        let jawab = klien.upload("/impor", &[], ("berkas", "x.csv", &isi)).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.text().contains(kalimat), "{}", jawab.main());
    }
}
