//! Books B.1 to B.5: the law's columns, the register's content, on screen and as files.

use access::Role;
use calamine::{Data, Reader as _};
use jiff::civil::date;
use kependudukan::entitas::{JenisPeristiwa, Rincian};
use kependudukan::peristiwa::Kejadian;
use laporan::buku::{self, Buku, Isi, Permintaan, Potongan, Waktu};
use laporan::lampid::{Baris, Kolom, Tabel};
use testkit::TestApp;
use waktu::Bulan;

use crate::dunia::{
    bulan, hari, hitung, keluar, masuk, penduduk, simpan, sukamaju, telat, terjadi, tiap_mesin,
};

const SEMUA: Potongan = Potongan { lewati: 0, batas: 1000 };

async fn isi(app: &TestApp, buku: Buku, waktu: Waktu) -> Isi {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let minta = Permintaan { buku, waktu, dusun: None, terbuka: false };
    buku::isi(&mut tx, &minta, SEMUA).await.unwrap()
}

/// B.3 of a month says the same as its report, column by column.
pub(crate) async fn rekap_setuju(app: &TestApp, bulan: Bulan, tabel: &Tabel) {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let baris = buku::rekap(&mut tx, bulan).await.unwrap();
    let total = baris.last().expect("somebody lives here");
    for satu in &baris {
        assert!(satu.seimbang(), "{bulan}, {}: {satu:?}", satu.dusun);
    }
    // The book writes WNA before WNI.
    for (letak, kode) in ["wna-l", "wna-p", "wni-l", "wni-p"].into_iter().enumerate() {
        let kolom = Kolom::dari_kode(kode).unwrap();
        let lampid = |baris: &[Baris]| baris.iter().map(|b| tabel.angka(*b, kolom)).sum::<i64>();
        let pasangan = [
            (total.awal[letak], lampid(&[Baris::Awal])),
            (total.lahir[letak], lampid(&[Baris::Lahir])),
            (total.datang[letak], lampid(&[Baris::Datang, Baris::Kembali])),
            (total.mati[letak], lampid(&[Baris::Mati])),
            (total.pindah[letak], lampid(&[Baris::Pindah, Baris::Pergi, Baris::Hilang])),
            (total.akhir[letak], lampid(&[Baris::Akhir])),
        ];
        for (nomor, (buku, laporan)) in pasangan.into_iter().enumerate() {
            assert_eq!(buku, laporan, "{bulan}, {kode}, part {nomor}");
        }
    }
    let kk = Kolom::dari_kode("kk").unwrap();
    assert_eq!(
        (total.awal_kk, total.akhir_kk),
        (tabel.angka(Baris::Awal, kk), tabel.angka(Baris::Akhir, kk))
    );
}

#[tokio::test]
async fn the_recapitulation_agrees_with_the_monthly_report() {
    for app in tiap_mesin().await {
        let orang = penduduk(&app).await;
        let anak: Vec<_> = orang.iter().filter(|p| p.shdk == 4).collect();
        masuk(&app, hari(date(2026, 8, 3)), JenisPeristiwa::Lahir, (anak[0], "BAYI BARU", 2)).await;
        keluar(&app, hari(date(2026, 8, 4)), JenisPeristiwa::Hilang, anak[1]).await;
        let lain = orang.iter().find(|p| p.dusun != anak[2].dusun).unwrap().dusun.clone();
        terjadi(&app, hari(date(2026, 8, 5)), JenisPeristiwa::PindahDalam, anak[2], |p| p.dusun = lain).await;
        let agustus = hitung(&app, bulan(8)).await.tabel;
        rekap_setuju(&app, bulan(8), &agustus).await;
        let buku = isi(&app, Buku::Rekap, Waktu::Bulan(bulan(8))).await;
        assert_eq!(buku.baris.len(), 4, "three dusun and their sum");
        let total = &buku.baris[3];
        assert_eq!((total.len(), total[1].as_str()), (33, "Jumlah"));
        assert_eq!((total[8].as_str(), total[31].as_str()), ("33", "33"));
        assert!(buku.baris.iter().any(|b| b[32] == "Ke dusun lain: 1"), "{buku:?}");
    }
}

#[tokio::test]
async fn the_register_books_show_a_day_with_masked_numbers() {
    for app in tiap_mesin().await {
        let anak = penduduk(&app).await.into_iter().find(|p| p.shdk == 4).unwrap();
        keluar(&app, hari(date(2026, 8, 10)), JenisPeristiwa::Mati, &anak).await;
        masuk(&app, hari(date(2026, 8, 20)), JenisPeristiwa::Lahir, (&anak, "BAYI BARU", 2)).await;
        let ada = |isi: &Isi, kolom: usize, nama: &str| isi.baris.iter().any(|b| b[kolom] == nama);
        let dulu = isi(&app, Buku::Induk, Waktu::Hari(date(2026, 8, 9))).await;
        assert_eq!((dulu.total, dulu.baris.len()), (33, 33));
        assert!(ada(&dulu, 1, &anak.nama) && !ada(&dulu, 1, "BAYI BARU"));
        let kini = isi(&app, Buku::Induk, Waktu::Hari(date(2026, 8, 31))).await;
        assert!(!ada(&kini, 1, &anak.nama) && ada(&kini, 1, "BAYI BARU"));
        for b in &kini.baris {
            assert_eq!(b.len(), 16);
            assert!(b[13].contains("••••") || b[15] == "Belum ber-NIK", "{b:?}");
        }
        let ktp = isi(&app, Buku::KtpKk, Waktu::Hari(date(2026, 8, 31))).await;
        let bayi = ktp.baris.iter().find(|b| b[2] == "BAYI BARU").unwrap();
        assert_eq!((bayi.len(), bayi[17].as_str()), (19, "20-08-2026"), "in the village since its birth");
    }
}

#[tokio::test]
async fn the_book_of_changes_names_where_from_and_where_to() {
    for app in tiap_mesin().await {
        let orang = penduduk(&app).await;
        let anak: Vec<_> = orang.iter().filter(|p| p.shdk == 4).collect();
        let kapan = telat(date(2026, 8, 20), date(2026, 9, 2));
        let mut rincian = Rincian::default();
        rincian.isian.insert("tujuan_alamat".to_owned(), "Desa Jauh, Wonogiri".to_owned());
        let mut baru = anak[0].clone();
        baru.status_dasar = 3;
        let pindah = Kejadian::baru(date(2026, 8, 20), date(2026, 9, 2), rincian);
        simpan(&app, kapan, pindah.orang(JenisPeristiwa::PindahKeluar, anak[0].clone(), baru)).await;
        keluar(&app, hari(date(2026, 8, 5)), JenisPeristiwa::Mati, anak[1]).await;
        masuk(&app, hari(date(2026, 8, 7)), JenisPeristiwa::Lahir, (anak[2], "BAYI BARU", 2)).await;
        let buku = isi(&app, Buku::Mutasi, Waktu::Masa(date(2026, 8, 1), date(2026, 8, 31))).await;
        assert_eq!(buku.total, 3);
        let [mati, lahir, pindah] = buku.baris.as_slice() else { panic!("three rows") };
        assert_eq!((mati[10].as_str(), mati[11].as_str()), ("Meninggal", "05-08-2026"));
        assert_eq!((lahir[6].as_str(), lahir[7].as_str()), ("Lahir", "07-08-2026"));
        assert_eq!((pindah[8].as_str(), pindah[9].as_str()), ("Desa Jauh, Wonogiri", "20-08-2026"));
        assert_eq!(pindah[12], "Dilaporkan 02-09-2026");
        assert!(
            isi(&app, Buku::Mutasi, Waktu::Masa(date(2026, 7, 1), date(2026, 7, 31))).await.baris.is_empty()
        );
    }
}

#[tokio::test]
async fn guests_stand_in_the_book_while_they_stay() {
    for app in tiap_mesin().await {
        let mut tx = crate::dunia::tulis(&app, crate::dunia::saat(date(2026, 8, 2), 0)).await;
        let ber_nik = penduduk(&app).await.into_iter().find(|p| p.nik_segel.is_some()).unwrap();
        let subjek = kependudukan::find_subjek(&mut tx, ber_nik.id).await.unwrap().unwrap();
        kependudukan::insert_sementara(&mut tx, &subjek).await.unwrap();
        let kedatangan = kependudukan::store::Kedatangan {
            datang_dari: "Wonogiri".to_owned(),
            datang: Some(date(2026, 8, 1)),
            pergi: Some(date(2026, 8, 10)),
            jenis: 1,
            ..Default::default()
        };
        kependudukan::store::insert_sementara_lengkap(&mut tx, &subjek, kedatangan).await.unwrap();
        tx.commit().await.unwrap();
        for (dari, sampai, banyak) in [
            (date(2026, 7, 1), date(2026, 7, 31), 0),
            (date(2026, 8, 10), date(2026, 8, 31), 1),
            (date(2026, 8, 11), date(2026, 8, 31), 0),
        ] {
            let buku = isi(&app, Buku::Sementara, Waktu::Masa(dari, sampai)).await;
            assert_eq!((buku.total, buku.baris.len()), (banyak, banyak), "{dari}");
            for b in &buku.baris {
                assert!(b.len() == 15 && b[9] == "Wonogiri" && b[4].contains("••••"), "{b:?}");
            }
        }
    }
}

#[tokio::test]
async fn every_book_is_on_screen_and_pages() {
    let app = sukamaju().await;
    let klien = app.sebagai(Role::Verifikator).await;
    assert!(klien.get("/buku").await.ok().main().contains("Buku Induk Penduduk"));
    for buku in Buku::SEMUA {
        let halaman = klien.get(&format!("/buku/{}", buku.kode())).await.ok().main();
        assert!(halaman.contains(buku.judul()), "{halaman}");
        assert!(!halaman.contains("Unduh PDF"), "a verifikator takes nothing out");
    }
    let satu = klien.get("/buku/b1?tanggal=31-07-2026").await.ok().main();
    assert!(satu.contains("1–25 dari 33") && satu.contains("••••"), "{satu}");
    let dua = klien.get("/buku/b1?tanggal=31-07-2026&hal=9").await.ok().main();
    assert!(dua.contains("26–33 dari 33") && dua.contains("<td>33</td>"), "the last page: {dua}");
    let salah = klien.get("/buku/b1?tanggal=besok").await.ok().main();
    assert!(salah.contains("Tulis tanggal seperti 31-01-1990"), "{salah}");
    assert_eq!(klien.get("/buku/b6").await.status, 404);
    assert_eq!(klien.get("/buku/b1/unduhan").await.status, 404);
}

#[tokio::test]
async fn a_book_leaves_as_a_sheet_masked_unless_somebody_says_what_for() {
    let app = sukamaju().await;
    let klien = app.sebagai(Role::Operator).await;
    let nik = nik_pertama(&app).await;
    let baca = |bytes: Vec<u8>| {
        let mut buku = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
        let sel = lembar.rows().flatten().map(Data::to_string).collect::<Vec<_>>();
        sel.join("|")
    };
    let samar = klien.post("/buku/b1/unduhan", &[("bentuk", "xlsx")]).await.ok();
    let isi = baca(samar.bytes);
    assert!(
        isi.contains("NIK dan nomor KK disamarkan")
            && isi.contains("Dapat membaca huruf")
            && !isi.contains(&nik)
    );
    let ditolak = klien.post("/buku/b1/unduhan", &[("bentuk", "xlsx"), ("nomor", "penuh")]).await;
    assert_eq!(ditolak.status, 422);
    assert!(ditolak.main().contains("Tulis untuk apa nomor lengkap diperlukan."));
    let isian = [
        ("bentuk", "xlsx"),
        ("nomor", "penuh"),
        ("keperluan", "Pencocokan tahunan"),
        ("penerima", "Dinas Dukcapil"),
    ];
    let penuh = klien.post("/buku/b1/unduhan", &isian).await.ok();
    let nama_berkas = penuh.headers["content-disposition"].to_str().unwrap().to_owned();
    assert!(nama_berkas.contains("buku-b1-3402132099-2026-09-15.xlsx"), "{nama_berkas}");
    let isi = baca(penuh.bytes);
    assert!(
        isi.contains(&nik)
            && isi.contains("RAHASIA. Keperluan: Pencocokan tahunan. Penerima: Dinas Dukcapil.")
    );
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let tercatat = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    let hal: Vec<&str> = tercatat.iter().map(|p| p.hal.as_str()).collect();
    assert_eq!(hal.len(), 2, "{hal:?}");
    assert!(
        tercatat
            .iter()
            .any(|p| p.hal == "buku B.1 lengkap" && p.penerima.as_deref() == Some("Dinas Dukcapil"))
    );
}

async fn nik_pertama(app: &TestApp) -> String {
    let ber_nik = penduduk(app).await.into_iter().find(|p| p.nik_segel.is_some()).unwrap();
    let tx = app.db.read(&app.ctx()).await.unwrap();
    ber_nik.nik(tx.keys()).unwrap().unwrap().as_str().to_owned()
}

#[tokio::test]
async fn reports_and_books_become_pdf_and_sheets() {
    let app = sukamaju().await;
    let klien = app.sebagai(Role::Operator).await;
    for buku in Buku::SEMUA {
        let alamat = format!("/buku/{}/unduhan", buku.kode());
        assert!(klien.get(&alamat).await.ok().main().contains("Jenis berkas"));
        let pdf = klien.post(&alamat, &[("bentuk", "pdf-a4")]).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF"), "{}", buku.nomor());
    }
    for kertas in ["", "?kertas=a4"] {
        assert!(klien.get(&format!("/laporan/2026-08/pdf{kertas}")).await.ok().bytes.starts_with(b"%PDF"));
    }
    let xlsx = klien.get("/laporan/2026-08/xlsx").await.ok().bytes;
    let mut buku = calamine::Xlsx::new(std::io::Cursor::new(xlsx)).unwrap();
    let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
    let awal =
        lembar.rows().find(|baris| baris[1].to_string().starts_with("Penduduk/keluarga awal")).unwrap();
    assert_eq!((awal[8].to_string(), awal[11].to_string()), ("33".to_owned(), "9".to_owned()));
    let atas: Vec<String> = lembar.rows().take(3).map(|baris| baris[0].to_string()).collect();
    assert!(atas[1].contains("Kalurahan Sukamaju") && atas[2].contains("belum dibekukan"), "{atas:?}");
    let rekap = klien.post("/buku/b3/unduhan", &[("bentuk", "xlsx")]).await.ok().bytes;
    let mut buku = calamine::Xlsx::new(std::io::Cursor::new(rekap)).unwrap();
    let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
    let jumlah = lembar.rows().find(|baris| baris[1] == Data::String("Jumlah".to_owned())).unwrap();
    assert_eq!(jumlah[31], Data::Float(33.0), "figures are figures, so that they can be summed");
    let pemeriksa = app.sebagai(Role::Verifikator).await;
    assert_eq!(pemeriksa.get("/laporan/2026-08/pdf").await.status, 404);
}
