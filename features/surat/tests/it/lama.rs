//! Letters from before Balai.

use axum::http::StatusCode;
use testkit::Answer;

use crate::Dunia;

fn memuat(jawab: &Answer, kata: &[&str]) {
    for satu in kata {
        assert!(jawab.main().contains(satu), "{satu}: {}", jawab.main());
    }
}

const DAFTAR: &[u8] = "Nomor;Tanggal;Jenis;Perihal;Nama;NIK;Penanda tangan;Lokasi arsip\n\
    470/7/2019;04-03-2019;Keterangan usaha;Pinjaman bank;Siti Aminah;3402134101859001;Lurah Lama;Map 3\n\
    470/8/2019;05-03-2019;Keterangan domisili;Sekolah;Orang Luar;;Lurah Lama;Map 3\n\
    ;2021-01-05;Pengantar;;Siti Aminah;;;\n"
    .as_bytes();

#[tokio::test]
async fn a_list_is_taken_once_found_again_and_taken_back() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let operator = &dunia.operator;
        assert!(operator.get("/surat/lama").await.ok().main().contains("Belum ada surat lama"));
        let halaman = "/surat/lama/impor";
        let jawab = operator.upload(halaman, &[], ("berkas", "surat.csv", DAFTAR)).await;
        assert!(jawab.led_to().ends_with(halaman));
        let semua = operator.get("/surat/lama").await.ok();
        memuat(&semua, &["470/", "Orang Luar", "Map 3", "Keterangan domisili"]);
        assert!(!semua.main().contains("3402134101859001"));
        let jawab = operator.upload(halaman, &[], ("berkas", "lagi.csv", DAFTAR)).await;
        assert_eq!(jawab.status, StatusCode::UNPROCESSABLE_ENTITY);
        memuat(&jawab, &["sudah diimpor"]);

        // By year, by a name that is spelt otherwise, and by number.
        let tahun = operator.get("/surat/lama?tahun=2021").await.ok();
        assert!(tahun.main().contains("Pengantar") && !tahun.main().contains("470/7/2019"));
        for cari in ["Sitti+Aminah", "470%2F7", "pinjaman"] {
            let satu = operator.get(&format!("/surat/lama?cari={cari}&tahun=2019")).await.ok();
            assert!(satu.main().contains("Lurah Lama") && !satu.main().contains("Orang Luar"), "{cari}");
        }
        let jawab = operator.post("/surat/lama", &[("cari", "3402134101859001")]).await;
        assert!(!jawab.led_to().contains("340213410"), "no number in an address");

        // On the page of whoever it is about, by the number that was given.
        memuat(
            &operator.get(&format!("/surat/orang/{}", dunia.siti)).await.ok(),
            &["Surat dari sebelum Balai (1)", "Pinjaman bank"],
        );
        let nik = kamus::Nik::baru("3402134101859001").ok();
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let isi = (surat::DATA_ORANG.isi)(&mut tx, dunia.siti, nik).await.unwrap();
        assert_eq!(isi[0]["perihal"], "Pinjaman bank", "told in the data pack: {isi}");
        drop(tx);

        let unduhan = operator.get("/surat/lama/unduh?tahun=2019").await.ok();
        assert!(unduhan.bytes.starts_with(b"PK"));
        let kembali = operator.upload(halaman, &[], ("berkas", "unduhan.xlsx", &unduhan.bytes)).await;
        kembali.led_to();
        let riwayat = operator.get(halaman).await.ok();
        let teks = riwayat.text();
        let aksi = teks.split("action=\"").filter_map(|sisa| sisa.split('"').next());
        let hapus: Vec<&str> = aksi.filter(|aksi| aksi.ends_with("/penghapusan")).collect();
        assert_eq!(hapus.len(), 2);
        for aksi in &hapus {
            operator.post(aksi, &[]).await.led_to();
        }
        assert!(operator.get("/surat/lama").await.ok().main().contains("Belum ada surat lama"));
    }
}

#[tokio::test]
async fn one_bad_row_keeps_the_whole_list_out() {
    let dunia = Dunia::baru().await;
    let isi = "Nomor;Tanggal;Nama\n1;2-3-2020;Siti\n2;31-2-2020;Budi\n".as_bytes();
    let jawab = dunia.operator.upload("/surat/lama/impor", &[], ("berkas", "surat.csv", isi)).await;
    assert_eq!(jawab.status, StatusCode::UNPROCESSABLE_ENTITY);
    memuat(&jawab, &["belum ada yang disimpan", "Tanggal: "]);
    memuat(&dunia.operator.get("/surat/lama").await.ok(), &["Belum ada surat lama"]);
    for (nama, isi) in
        [("kosong.csv", &b""[..]), ("foto.png", b"\x89PNG\r\n\x1a\n"), ("bukan.csv", b"a;b\n1;2\n")]
    {
        let jawab = dunia.operator.upload("/surat/lama/impor", &[], ("berkas", nama, isi)).await;
        assert_eq!(jawab.status, StatusCode::UNPROCESSABLE_ENTITY, "{nama}");
    }
    // Whoever only signs may look, and take nothing in.
    assert_eq!(dunia.lurah.get("/surat/lama").await.status, StatusCode::OK);
    assert_eq!(dunia.lurah.get("/surat/lama/impor").await.status, StatusCode::NOT_FOUND);
}
