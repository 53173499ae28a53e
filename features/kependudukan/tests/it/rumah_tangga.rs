//! Who keeps house together, across families, on any day.

use testkit::Client;

use crate::buku::{KK_BUDI, NIK_SITI};
use crate::catat::{catat, id, konfirmasi};
use crate::cerita::{alamat_orang, impor, operator, sukamaju};

const HARI: [(&str, &str); 2] = [("tanggal", "01-03-2026"), ("tanggal_lapor", "02-03-2026")];

fn dengan<'a>(isian: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    HARI.into_iter().chain(isian.iter().copied()).collect()
}

async fn id_orang(klien: &Client, nama: &str) -> String {
    id(&alamat_orang(klien, nama).await)
}

/// The household that a resident's page leads to.
async fn rumah(klien: &Client, nama: &str) -> Option<String> {
    let halaman = klien.get(&alamat_orang(klien, nama).await).await.ok().text();
    let akhir = halaman.find("\">Lihat rumah tangganya")?;
    let awal = halaman[..akhir].rfind("href=\"").unwrap() + 6;
    Some(halaman[awal..akhir].to_owned())
}

/// Forms a household of Budi's family and takes Tuminah in; tells both events.
async fn serumah(klien: &Client) -> (String, String) {
    let (budi, tuminah) = (id_orang(klien, "BUDI SANTOSO").await, id_orang(klien, "TUMINAH").await);
    let (siti, bayi) = (id_orang(klien, "SITI AMINAH").await, id_orang(klien, "BAYI SITI").await);
    let formulir = klien.get(&format!("/peristiwa/baru/rumah-tangga-baru?orang={budi}")).await.ok().text();
    assert_eq!(formulir.matches("checked").count(), 3, "the whole family is ticked");
    let baru = dengan(&[
        ("orang", &budi),
        ("siapa", &budi),
        ("siapa", &siti),
        ("siapa", &bayi),
        ("tempat", "KAUMAN|001|002"),
        ("alamat", "JL. MELATI 3"),
    ]);
    let baru = catat(klien, "rumah-tangga-baru", &baru).await;
    let masuk = dengan(&[("orang", &tuminah), ("siapa", &tuminah), ("tujuan", "BUDI SANTOSO")]);
    (baru, catat(klien, "masuk-rumah-tangga", &masuk).await)
}

#[tokio::test]
async fn a_household_of_two_families_is_formed_listed_and_found() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    assert!(klien.get("/rumah-tangga").await.ok().text().contains("Tidak ada rumah tangga"));
    serumah(&klien).await;
    let alamat = rumah(&klien, "TUMINAH").await.unwrap();
    assert_eq!(rumah(&klien, "BUDI SANTOSO").await.as_deref(), Some(&*alamat));
    insta::assert_snapshot!("rumah_tangga", klien.get(&alamat).await.ok().main());
    let daftar = klien.get("/rumah-tangga?cari=budi&dusun=KAUMAN").await.ok();
    insta::assert_snapshot!("rumah_tangga_daftar", daftar.main());
    assert!(klien.get("/rumah-tangga?cari=siti").await.ok().text().contains("Tidak ada rumah tangga"));
    for nomor in ["00001", NIK_SITI, KK_BUDI] {
        let jawab = klien.post("/rumah-tangga", &[("cari", nomor)]).await.led_to();
        assert!(alamat.ends_with(&jawab), "{nomor}: {jawab}");
        assert!(!jawab.contains(nomor) || nomor == "00001");
    }
    let nama = klien.post("/rumah-tangga", &[("cari", "budi")]).await.led_to();
    assert!(nama.contains("cari=budi"), "{nama}");
    let tiada = klien.post("/rumah-tangga", &[("cari", "3402130000000000")]).await.led_to();
    assert!(tiada.ends_with("/rumah-tangga"), "{tiada}");
    let keluarga = klien.get("/keluarga").await.ok().text();
    assert!(keluarga.contains("BUDI SANTOSO"), "families stay what they were");
    let buruk = klien.get(&format!("{alamat}?tanggal=31-02-2026")).await.ok().text();
    assert!(buruk.contains("govuk-error-message"));
}

#[tokio::test]
async fn the_past_knows_who_kept_house_together_and_an_undone_act_gives_it_back() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (baru, masuk) = serumah(&klien).await;
    let alamat = rumah(&klien, "TUMINAH").await.unwrap();
    let tuminah = id_orang(&klien, "TUMINAH").await;
    let keluar = [
        ("tanggal", "02-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("orang", &*tuminah),
        ("siapa", &*tuminah),
    ];
    let keluar = catat(&klien, "keluar-rumah-tangga", &keluar).await;
    assert_eq!(rumah(&klien, "TUMINAH").await, None);
    assert!(!klien.get(&alamat).await.ok().text().contains("TUMINAH"));
    let dulu = klien.get(&format!("{alamat}?tanggal=01-03-2026")).await.ok().text();
    assert!(dulu.contains("Per 1 Maret 2026") && dulu.contains("TUMINAH"));
    let sebelum = klien.get(&format!("{alamat}?tanggal=28-02-2026")).await.ok().text();
    assert!(sebelum.contains("Tidak ada anggota"));

    for peristiwa in [keluar, masuk, baru] {
        klien.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Salah")]).await.led_to();
    }
    assert_eq!(rumah(&klien, "BUDI SANTOSO").await, None);
    assert!(klien.get("/rumah-tangga?keadaan=bubar").await.ok().text().contains("00001"));
    serumah(&klien).await;
    assert!(klien.get("/rumah-tangga").await.ok().text().contains("00002"), "no number is given twice");
}

#[tokio::test]
async fn a_head_who_dies_or_moves_leaves_a_head_behind() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    serumah(&klien).await;
    let (budi, siti) = (id_orang(&klien, "BUDI SANTOSO").await, id_orang(&klien, "SITI AMINAH").await);
    let tuminah = id_orang(&klien, "TUMINAH").await;
    let formulir = klien.get(&format!("/peristiwa/baru/mati?orang={budi}")).await.ok().text();
    assert!(formulir.contains("Siapa yang menjadi kepala rumah tangga?"));
    let kolom = |halaman: &str, awalan: &str| {
        let awal = halaman.find(awalan).unwrap_or_else(|| panic!("{awalan}")) + 6;
        halaman[awal..].split('"').next().unwrap().to_owned()
    };
    let rtm = kolom(&formulir, "name=\"kepala_rtm_");
    let keluarga = rtm_bukan(&formulir);
    let mati = dengan(&[
        ("orang", &budi),
        ("tempat", "RS"),
        ("sebab", "1"),
        ("yang_menerangkan", "1"),
        (&keluarga, &siti),
    ]);
    let sama = klien.post("/peristiwa/baru/mati", &mati).await.ok().text();
    assert!(sama.contains("Kepala Rumah Tangga"), "the family's new head is proposed");
    let mut lain = mati.clone();
    lain.push((&rtm, &tuminah));
    let lain = klien.post("/peristiwa/baru/mati", &lain).await.ok().text();
    konfirmasi(&klien, "mati", &lain).await.led_to();
    let alamat = rumah(&klien, "TUMINAH").await.unwrap();
    let halaman = klien.get(&alamat).await.ok().text();
    assert!(halaman.contains("TUMINAH") && !halaman.contains("BUDI SANTOSO"));
    assert!(klien.get("/rumah-tangga?cari=tuminah").await.ok().text().contains("TUMINAH"));
    assert_eq!(rumah(&klien, "BUDI SANTOSO").await, None);

    // The new head moves to where the household is, and then away: those who stay need another.
    let pulang = dengan(&[("orang", &tuminah), ("siapa", &tuminah), ("tempat", "KAUMAN|001|002")]);
    catat(&klien, "pindah-dalam", &pulang).await;
    assert_eq!(rumah(&klien, "TUMINAH").await.as_deref(), Some(&*alamat));
    let pindah = dengan(&[("orang", &tuminah), ("siapa", &tuminah), ("tempat", "KRAJAN|001|005")]);
    let tanpa = klien.post("/peristiwa/baru/pindah-dalam", &pindah).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.text().contains("Pilih siapa yang menjadi kepala rumah tangga sesudah ini."));
    let mut isian = pindah.clone();
    isian.push((&rtm, &siti));
    catat(&klien, "pindah-dalam", &isian).await;
    assert_eq!(rumah(&klien, "TUMINAH").await, None);
    assert!(klien.get("/rumah-tangga?cari=siti").await.ok().text().contains("SITI AMINAH"));
}

/// The field that asks for the family's head, not the household's.
fn rtm_bukan(halaman: &str) -> String {
    let awal = halaman.match_indices("name=\"kepala_").map(|(i, _)| &halaman[i + 6..]);
    let mut nama = awal.map(|sisa| sisa.split('"').next().unwrap());
    nama.find(|nama| !nama.starts_with("kepala_rtm_")).unwrap().to_owned()
}

/// Forms a household of Tuminah alone, under a number of the village's own.
async fn sendiri(klien: &Client) {
    let tuminah = id_orang(klien, "TUMINAH").await;
    let isian = dengan(&[
        ("orang", &tuminah),
        ("siapa", &tuminah),
        ("tempat", "KRAJAN|001|005"),
        ("nomor_rtm", "RT-7"),
    ]);
    catat(klien, "rumah-tangga-baru", &isian).await;
}

#[tokio::test]
async fn a_household_is_found_by_whatever_number_it_was_given() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    sendiri(&klien).await;
    let alamat = rumah(&klien, "TUMINAH").await.unwrap();
    let jawab = klien.post("/rumah-tangga", &[("cari", "RT-7")]).await.led_to();
    assert!(alamat.ends_with(&jawab), "{jawab}");
    assert!(klien.post("/rumah-tangga", &[("cari", "tuminah")]).await.led_to().contains("cari=tuminah"));
}

#[tokio::test]
async fn a_household_ends_with_the_last_member_that_a_workbook_takes_away() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    sendiri(&klien).await;
    let mut semua = crate::buku::sukamaju();
    semua[4] = crate::buku::ubah(semua[4].clone(), "status_dasar", "2");
    impor(&app, &app.ctx(), crate::buku::tulis(&semua)).await;
    klien.post("/impor/usulan/putusan", &[("putusan", "terima_semua"), ("jenis", "koreksi")]).await.led_to();
    assert_eq!(rumah(&klien, "TUMINAH").await, None, "the dead keep no house");
    assert!(!klien.get("/rumah-tangga").await.ok().text().contains("RT-7"));
    assert!(klien.get("/rumah-tangga?keadaan=bubar").await.ok().text().contains("RT-7"));
}

#[tokio::test]
async fn what_cannot_be_said_of_a_household_is_refused() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (budi, siti) = (id_orang(&klien, "BUDI SANTOSO").await, id_orang(&klien, "SITI AMINAH").await);
    let (bayi, tuminah) = (id_orang(&klien, "BAYI SITI").await, id_orang(&klien, "TUMINAH").await);
    for macam in ["keluar-rumah-tangga", "bubar-rumah-tangga", "ganti-kepala-rumah-tangga"] {
        let jawab = klien.post(&format!("/peristiwa/baru/{macam}"), &dengan(&[("orang", &budi)])).await;
        assert!(jawab.text().contains("tidak tercatat di rumah tangga mana pun"), "{macam}");
    }
    let dasar = [("orang", &*budi), ("siapa", &*budi), ("tempat", "KAUMAN|001|002")];
    for (nomor, kalimat) in [(KK_BUDI, "Itu NIK atau nomor KK"), (NIK_SITI, "Itu NIK atau nomor KK")] {
        let mut isian = dengan(&dasar);
        isian.push(("nomor_rtm", nomor));
        let jawab = klien.post("/peristiwa/baru/rumah-tangga-baru", &isian).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.text().contains(kalimat));
    }
    let tanpa_kepala = dengan(&[("orang", &budi), ("siapa", &siti), ("tempat", "KAUMAN|001|002")]);
    let jawab = klien.post("/peristiwa/baru/rumah-tangga-baru", &tanpa_kepala).await;
    assert!(jawab.text().contains("BUDI SANTOSO menjadi kepala rumah tangga, jadi ikut dipilih."));
    let asing = dengan(&[("orang", &budi), ("siapa", &tuminah), ("tempat", "KAUMAN|001|002")]);
    let jawab = klien.post("/peristiwa/baru/rumah-tangga-baru", &asing).await;
    assert!(jawab.text().contains("bukan anggota keluarga ini"));
    serumah(&klien).await;
    let kembar = dengan(&[
        ("orang", &tuminah),
        ("siapa", &tuminah),
        ("tempat", "KRAJAN|001|005"),
        ("nomor_rtm", "00001"),
    ]);
    let jawab = klien.post("/peristiwa/baru/rumah-tangga-baru", &kembar).await;
    assert!(jawab.text().contains("sudah dipakai rumah tangga lain"));
    let lagi = dengan(&[("orang", &tuminah), ("siapa", &tuminah), ("tujuan", "BUDI SANTOSO")]);
    let jawab = klien.post("/peristiwa/baru/masuk-rumah-tangga", &lagi).await;
    assert!(jawab.text().contains("sudah tercatat di rumah tangga itu"));
    let kepala = dengan(&[("orang", &budi)]);
    let jawab = klien.post("/peristiwa/baru/ganti-kepala-rumah-tangga", &kepala).await;
    assert!(jawab.text().contains("sudah menjadi kepala rumah tangga"));

    catat(&klien, "ganti-kepala-rumah-tangga", &dengan(&[("orang", &tuminah)])).await;
    assert!(klien.get("/rumah-tangga?cari=tuminah").await.ok().text().contains("TUMINAH"));
    let ubah = dengan(&[
        ("orang", &bayi),
        ("nomor_rtm", "340213209900077"),
        ("tempat", "KRAJAN|001|005"),
        ("alamat", "JL. KENANGA 1"),
    ]);
    catat(&klien, "ubah-rumah-tangga", &ubah).await;
    let halaman = klien.get(&rumah(&klien, "SITI AMINAH").await.unwrap()).await.ok().text();
    assert!(halaman.contains("340213209900077") && halaman.contains("JL. KENANGA 1"));
    catat(&klien, "bubar-rumah-tangga", &dengan(&[("orang", &bayi)])).await;
    for nama in ["BUDI SANTOSO", "SITI AMINAH", "TUMINAH"] {
        assert_eq!(rumah(&klien, nama).await, None, "{nama}");
    }
    let bubar = klien.get("/rumah-tangga?keadaan=bubar").await.ok().text();
    assert!(bubar.contains("Bubar 01-03-2026") || bubar.contains("Bubar 1"), "{bubar}");
}

#[tokio::test]
async fn a_newborn_keeps_house_with_its_family() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    serumah(&klien).await;
    let siti = id_orang(&klien, "SITI AMINAH").await;
    let lahir = klien.get(&format!("/peristiwa/baru/lahir?orang={siti}")).await.ok().text();
    assert!(lahir.contains("name=\"nama\""));
    let isian = dengan(&[
        ("orang", &siti),
        ("nama", "ADIK BAYI"),
        ("kelamin", "1"),
        ("tempat_lahir", "BANTUL"),
        ("tempat_dilahirkan", "1"),
        ("jenis_kelahiran", "1"),
        ("anak_ke", "2"),
        ("penolong", "1"),
        ("hubungan", "4"),
        ("agama", "1"),
        ("kewarganegaraan", "1"),
    ]);
    let halaman = klien.post("/peristiwa/baru/lahir", &isian).await;
    let halaman = halaman.ok().text();
    konfirmasi(&klien, "lahir", &halaman).await.led_to();
    assert!(rumah(&klien, "ADIK BAYI").await.is_some());
}

#[tokio::test]
async fn households_go_out_as_opensid_takes_them_in() {
    use calamine::Reader as _;
    let app = sukamaju().await;
    let klien = operator(&app).await;
    serumah(&klien).await;
    let isian = [("keperluan", "Mengisi OpenSID"), ("penerima", "Operator"), ("muatan", "rumah_tangga")];
    let jawab = klien.post("/penduduk/buku", &isian).await.ok();
    let nama = jawab.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert!(nama.contains("buku-rumah-tangga-"), "{nama}");
    let mut buku: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(jawab.bytes.clone())).unwrap();
    let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
    let baris: Vec<Vec<String>> =
        lembar.rows().map(|b| b.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(baris[0], ["NIK", "NOMOR RUMAH TANGGA", "STATUS HUBUNGAN"]);
    assert_eq!(baris[1], [crate::buku::NIK_BUDI, "00001", "1"]);
    assert_eq!(baris.len(), 4, "the newborn without a NIK stays out");
    assert!(baris[2..].iter().all(|b| b[1] == "00001" && b[2] == "2"));
}
