//! Families change: split, joined, married, headed by another.

use testkit::Client;

use crate::buku::{KK_BUDI, NIK_SITI};
use crate::catat::{catat, id, kolom_kepala, konfirmasi};
use crate::cerita::{alamat_orang, operator, sukamaju};

async fn id_orang(klien: &Client, nama: &str) -> String {
    id(&alamat_orang(klien, nama).await)
}

async fn halaman(klien: &Client, nama: &str) -> String {
    klien.get(&alamat_orang(klien, nama).await).await.ok().text()
}

const HARI: [(&str, &str); 2] = [("tanggal", "01-03-2026"), ("tanggal_lapor", "02-03-2026")];

fn dengan<'a>(isian: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    HARI.into_iter().chain(isian.iter().copied()).collect()
}

#[tokio::test]
async fn a_head_who_leaves_with_some_leaves_a_head_behind() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (budi, siti, bayi) = (
        id_orang(&klien, "BUDI SANTOSO").await,
        id_orang(&klien, "SITI AMINAH").await,
        id_orang(&klien, "BAYI SITI").await,
    );
    let semua = dengan(&[
        ("orang", &budi),
        ("siapa", &budi),
        ("siapa", &siti),
        ("siapa", &bayi),
        ("tempat", "KRAJAN|001|005"),
    ]);
    let ditolak = klien.post("/peristiwa/baru/keluarga-baru", &semua).await;
    assert!(ditolak.text().contains("tidak ada yang dipecah"));
    let pecah = dengan(&[
        ("orang", &budi),
        ("siapa", &budi),
        ("tempat", "KRAJAN|001|005"),
        ("alamat", "JL. KENANGA 1"),
    ]);
    let tanpa = klien.post("/peristiwa/baru/keluarga-baru", &pecah).await;
    assert_eq!(tanpa.status, 422);
    let kepala = kolom_kepala(&tanpa.text());
    let mut isian = pecah.clone();
    isian.push((&kepala, &bayi));
    let anak = klien.post("/peristiwa/baru/keluarga-baru", &isian).await.ok().text();
    assert!(anak.contains("SITI AMINAH (Orang Tua)"), "the relation to the new head is proposed");
    *isian.last_mut().unwrap() = (&kepala, &siti);
    let periksa = klien.post("/peristiwa/baru/keluarga-baru", &isian).await.ok();
    assert!(periksa.text().contains("SITI AMINAH (Kepala Keluarga), BAYI SITI (Anak)"));
    assert!(periksa.text().contains("menunggu nomor KK"));
    konfirmasi(&klien, "keluarga-baru", &periksa.text()).await.led_to();
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("Menunggu nomor KK"));
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("JL. KENANGA 1"));

    let bukan = dengan(&[("orang", &budi), ("no_kk", KK_BUDI)]);
    let terpakai = klien.post("/peristiwa/baru/nomor-terbit", &bukan).await;
    assert!(terpakai.text().contains("sudah dipakai keluarga lain"));
    let terbit = dengan(&[("orang", &budi), ("no_kk", "3402130101109055")]);
    catat(&klien, "nomor-terbit", &terbit).await;
    assert!(!halaman(&klien, "BUDI SANTOSO").await.contains("Menunggu nomor KK"));
    let samar = dengan(&[("orang", &budi), ("tujuan", "siti"), ("hubungan", "2")]);
    let samar = klien.post("/peristiwa/baru/gabung-keluarga", &samar).await.text();
    assert!(
        samar.contains("Ada 2 orang yang cocok. Pilih salah satu.")
            && samar.contains("name=\"tujuan_pilih\"")
    );
    let dipilih = dengan(&[("orang", &budi), ("tujuan", "siti"), ("tujuan_pilih", &bayi), ("hubungan", "2")]);
    assert_eq!(klien.post("/peristiwa/baru/gabung-keluarga", &dipilih).await.status, 200);
    let pulang = dengan(&[("orang", &budi), ("tujuan", "SITI AMINAH"), ("hubungan", "1")]);
    let dua = klien.post("/peristiwa/baru/gabung-keluarga", &pulang).await;
    assert!(dua.text().contains("Keluarga akan punya dua kepala"));
    let mut pulang = pulang;
    *pulang.last_mut().unwrap() = ("hubungan", "2");
    catat(&klien, "gabung-keluarga", &pulang).await;
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("Suami"));
}

#[tokio::test]
async fn another_member_becomes_the_head() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (budi, siti) = (id_orang(&klien, "BUDI SANTOSO").await, id_orang(&klien, "SITI AMINAH").await);
    let formulir = klien.get(&format!("/peristiwa/baru/ganti-kepala?orang={budi}")).await.ok().text();
    let kepala = kolom_kepala(&formulir);
    let sama =
        klien.post("/peristiwa/baru/ganti-kepala", &dengan(&[("orang", &budi), (&kepala, &budi)])).await;
    assert!(sama.text().contains("sudah menjadi kepala keluarga"));
    let isian = dengan(&[("orang", &budi), (&kepala, &siti)]);
    let peristiwa = catat(&klien, "ganti-kepala", &isian).await;
    assert!(halaman(&klien, "BUDI SANTOSO").await.contains("Suami"));
    assert!(halaman(&klien, "SITI AMINAH").await.contains("Kepala Keluarga"));
    klien.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Salah")]).await.led_to();
    assert!(halaman(&klien, "SITI AMINAH").await.contains("Istri"));
}

#[tokio::test]
async fn a_marriage_without_a_certificate_is_not_recorded_until_it_comes() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (siti, budi) = (id_orang(&klien, "SITI AMINAH").await, id_orang(&klien, "BUDI SANTOSO").await);
    let lagi = dengan(&[("orang", &siti), ("nama_pasangan", "Orang Luar"), ("tinggal", "tetap")]);
    let ditolak = klien.post("/peristiwa/baru/kawin", &lagi).await;
    assert!(ditolak.text().contains("SITI AMINAH masih tercatat kawin."));
    let cerai = [
        ("orang", siti.as_str()),
        ("tanggal", "28-02-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("pasangan", "BUDI SANTOSO"),
    ];
    catat(&klien, "cerai", &cerai).await;
    for nama in ["SITI AMINAH", "BUDI SANTOSO"] {
        assert!(halaman(&klien, nama).await.contains("Cerai Hidup Belum Tercatat"), "{nama}");
    }
    let rujuk = dengan(&[("orang", &siti), ("pasangan", "BUDI SANTOSO"), ("tinggal", "tetap")]);
    catat(&klien, "kawin", &rujuk).await;
    assert!(halaman(&klien, "SITI AMINAH").await.contains("Kawin Belum Tercatat"));
    let akta = [
        ("orang", budi.as_str()),
        ("tanggal", "02-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("akta_perkawinan", "12/03/2026"),
    ];
    catat(&klien, "nomor-terbit", &akta).await;
    let budi = halaman(&klien, "BUDI SANTOSO").await;
    assert!(budi.contains("12/03/2026") && !budi.contains("Kawin Belum Tercatat"));
}

#[tokio::test]
async fn a_couple_begins_a_family_of_its_own_and_leaves_heads_behind() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (budi, siti, tuminah) = (
        id_orang(&klien, "BUDI SANTOSO").await,
        id_orang(&klien, "SITI AMINAH").await,
        id_orang(&klien, "TUMINAH").await,
    );
    let cerai = [
        ("orang", siti.as_str()),
        ("tanggal", "28-02-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("pasangan", "BUDI SANTOSO"),
        ("no_akta", "1/2026"),
    ];
    catat(&klien, "cerai", &cerai).await;
    let isian = dengan(&[
        ("orang", &budi),
        ("pasangan", "TUMINAH"),
        ("no_akta", "2/2026"),
        ("tinggal", "baru"),
        ("tempat", "KAUMAN|001|002"),
    ]);
    let tanpa = klien.post("/peristiwa/baru/kawin", &isian).await;
    assert!(tanpa.text().contains("TUMINAH masih tercatat kawin"), "the workbook says so");
    let cerai = [
        ("orang", tuminah.as_str()),
        ("tanggal", "28-02-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("nama_pasangan", "KARSO"),
    ];
    catat(&klien, "cerai", &cerai).await;
    let tanpa = klien.post("/peristiwa/baru/kawin", &isian).await;
    let kepala = kolom_kepala(&tanpa.text());
    let mut isian = isian;
    isian.push((&kepala, &siti));
    let halaman_periksa = klien.post("/peristiwa/baru/kawin", &isian).await.ok().text();
    konfirmasi(&klien, "kawin", &halaman_periksa).await.led_to();
    let (a, b) = (halaman(&klien, "TUMINAH").await, halaman(&klien, "BUDI SANTOSO").await);
    assert!(a.contains("Istri") && a.contains("KAUMAN") && b.contains("Kepala Keluarga"));
    assert!(halaman(&klien, "SITI AMINAH").await.contains("Kepala Keluarga"));
}

#[tokio::test]
async fn biodata_are_corrected_field_by_field_with_reason_and_evidence() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let siti = id_orang(&klien, "SITI AMINAH").await;
    let formulir = klien.get(&format!("/peristiwa/baru/koreksi?orang={siti}")).await.ok();
    assert!(!formulir.text().contains(NIK_SITI));
    insta::assert_snapshot!("koreksi_formulir", formulir.main());
    let isian = [
        ("orang", siti.as_str()),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("nama", "Siti Aminah"),
        ("jenis_kelamin", "2"),
        ("tempat_lahir", "SLEMAN"),
        ("tanggal_lahir", "02-01-1985"),
        ("agama", "1"),
        ("status_kawin", "2"),
        ("akta_perkawinan", "7/2008"),
        ("pendidikan_kk", "5"),
        ("pekerjaan", "88"),
        ("nama_ibu", "TUMINAH"),
        ("gelar_belakang", "S.Pd."),
        ("ibu_nik", NIK_SITI),
        ("lintang", "-7,8756"),
        ("huruf", "4"),
    ];
    let ditolak = klien.post("/peristiwa/baru/koreksi", &isian).await;
    assert_eq!(ditolak.status, 422);
    for kalimat in ["Isi alasan koreksi.", "Isi bukti yang ditunjukkan.", "menjadi orang tuanya sendiri"] {
        assert!(ditolak.text().contains(kalimat), "{kalimat}");
    }
    let mut benar: Vec<_> = isian.iter().copied().filter(|(nama, _)| *nama != "ibu_nik").collect();
    benar.extend([("alasan_koreksi", "Salah ketik"), ("bukti", "Akta lahir")]);
    let periksa = klien.post("/peristiwa/baru/koreksi", &benar).await.ok().text();
    for baris in [
        "BANTUL</td><td>SLEMAN",
        "1 Januari 1985</td><td>2 Januari 1985",
        "S.Pd.",
        "-7,875600",
        "Arab dan Latin",
    ] {
        assert!(periksa.contains(baris), "{baris}");
    }
    assert!(!periksa.contains(">Agama<"), "what stays is not listed");
    let peristiwa = konfirmasi(&klien, "koreksi", &periksa).await.led_to();
    let satu = klien.get(&peristiwa).await.ok().text();
    assert!(satu.contains("Salah ketik") && satu.contains("Akta lahir") && satu.contains("SLEMAN"));
    let riwayat = klien.get(&format!("/penduduk/{siti}/riwayat?tanggal=28-02-2026")).await.ok().text();
    assert!(riwayat.contains("BANTUL → SLEMAN") && riwayat.contains("Per 28 Februari 2026: Hidup"));
    assert!(halaman(&klien, "SITI AMINAH").await.contains("SLEMAN"));
}

#[tokio::test]
async fn children_are_adopted_and_acknowledged_and_names_and_nations_change() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (bayi, siti) = (id_orang(&klien, "BAYI SITI").await, id_orang(&klien, "SITI AMINAH").await);
    let angkat =
        dengan(&[("orang", &bayi), ("orang_tua", "TUMINAH"), ("hubungan", "4"), ("no_penetapan", "9/2026")]);
    catat(&klien, "pengangkatan-anak", &angkat).await;
    assert!(halaman(&klien, "BAYI SITI").await.contains("KRAJAN"));
    let terbalik = dengan(&[
        ("orang", &siti),
        ("orang_tua", "BAYI SITI"),
        ("hubungan", "4"),
        ("no_penetapan", "9/2026"),
    ]);
    let ditolak = klien.post("/peristiwa/baru/pengangkatan-anak", &terbalik).await;
    assert!(ditolak.text().contains("BAYI SITI tidak lebih tua daripada SITI AMINAH."));
    let akui = dengan(&[("orang", &bayi), ("ayah", "BUDI SANTOSO")]);
    catat(&klien, "pengakuan-anak", &akui).await;
    assert!(halaman(&klien, "BAYI SITI").await.contains("BUDI SANTOSO"));
    let perempuan = klien
        .post("/peristiwa/baru/pengakuan-anak", &dengan(&[("orang", &bayi), ("ayah", "SITI AMINAH")]))
        .await;
    assert!(perempuan.text().contains("tercatat perempuan"));
    catat(
        &klien,
        "ganti-nama",
        &dengan(&[("orang", &siti), ("nama", "Siti Rahayu"), ("no_penetapan", "1/2026")]),
    )
    .await;
    assert!(halaman(&klien, "SITI RAHAYU").await.contains("Ganti nama"));
    let warga = dengan(&[("orang", &siti), ("kewarganegaraan", "2"), ("no_sk", "AHU-1")]);
    let ditolak = klien.post("/peristiwa/baru/kewarganegaraan", &warga).await;
    assert!(ditolak.text().contains("Isi negaranya."));
    let mut warga = warga;
    warga.push(("negara", "Belanda"));
    catat(&klien, "kewarganegaraan", &warga).await;
    assert!(halaman(&klien, "SITI RAHAYU").await.contains("WNA"));
    let terbit = dengan(&[("orang", &bayi), ("nik", NIK_SITI)]);
    let terpakai = klien.post("/peristiwa/baru/nomor-terbit", &terbit).await;
    assert!(terpakai.text().contains("NIK itu sudah dipakai SITI RAHAYU"));
    let janggal = dengan(&[("orang", &bayi), ("nik", "3402130101209077")]);
    let periksa = klien.post("/peristiwa/baru/nomor-terbit", &janggal).await.ok().text();
    assert!(
        periksa.contains("Jenis kelamin menurut NIK berbeda")
            && periksa.contains("Tanggal lahir menurut NIK berbeda")
    );
    let benar = dengan(&[("orang", &bayi), ("nik", "3402135002269077")]);
    catat(&klien, "nomor-terbit", &benar).await;
    assert!(!halaman(&klien, "BAYI SITI").await.contains("Belum ber-NIK"));
}

/// Every kind opens for somebody it can be about, and an empty form is refused with sentences, never a fault.
#[tokio::test]
async fn every_form_opens_and_an_empty_one_is_refused() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (siti, karso) = (id_orang(&klien, "SITI AMINAH").await, id_orang(&klien, "KARSO").await);
    for macam in kependudukan::peristiwa::SEMUA {
        use kependudukan::peristiwa::Subjek;
        let orang = if macam.subjek == Subjek::OrangTua { &karso } else { &siti };
        let alamat = format!("/peristiwa/baru/{}", macam.alamat);
        let cari = klien.get(&alamat).await.ok().text();
        assert!(cari.contains(macam.penjelasan), "{}", macam.alamat);
        if matches!(macam.subjek, Subjek::Pindah | Subjek::Pergi) {
            assert_eq!(klien.post(&alamat, &[("orang", orang)]).await.status, 409, "{}", macam.alamat);
            continue;
        }
        let formulir = klien.get(&format!("{alamat}?orang={orang}")).await.ok().text();
        assert!(formulir.contains("Lanjut, periksa dulu"), "{}", macam.alamat);
        let kosong = klien.post(&alamat, &[("orang", orang)]).await;
        assert_eq!(kosong.status, 422, "{}", macam.alamat);
        let ngawur: Vec<(&str, &str)> = std::iter::once(("orang", orang.as_str()))
            .chain(macam.semua_bidang().map(|b| (b.nama, "\u{0}?%')🦀")))
            .collect();
        assert_eq!(klien.post(&alamat, &ngawur).await.status, 422, "{}", macam.alamat);
        assert_ne!(
            klien.post(&format!("{alamat}/pencatatan"), &ngawur).await.status,
            303,
            "{}",
            macam.alamat
        );
    }
    assert_eq!(klien.get("/peristiwa/baru/entah").await.status, 404);
    assert_eq!(klien.post("/peristiwa/baru/mati", &[("orang", "bukan-id")]).await.status, 404);
}

/// Budi with two wives and a child of each.
fn dua_istri() -> Vec<crate::buku::Orang> {
    use crate::buku::{orang, ubah};
    let budi = orang("BUDI SANTOSO", KK_BUDI, crate::buku::NIK_BUDI, "1", "31-12-1980", "1");
    let siti = orang("SITI AMINAH", KK_BUDI, NIK_SITI, "2", "01-01-1985", "3");
    let rini = orang("RINI LESTARI", KK_BUDI, "3402134202889007", "2", "02-02-1988", "3");
    let anak = |nama: &str, nik: &str, ibu: &str| {
        let anak = orang(nama, KK_BUDI, nik, "1", "10-02-2008", "4");
        ubah(ubah(anak, "nama_ibu", ibu), "status_kawin", "1")
    };
    let agus = anak("AGUS SANTOSO", "3402131002089008", "Siti Aminah");
    let bayu = anak("BAYU SANTOSO", "3402131002089009", "RINI LESTARI");
    vec![budi, siti, rini, agus, bayu]
}

#[tokio::test]
async fn two_wives_of_a_dead_head_are_both_widows_and_each_child_keeps_its_mother() {
    let app = testkit::TestApp::new(crate::cerita::fitur).await;
    crate::cerita::impor(&app, &app.ctx(), crate::buku::tulis(&dua_istri())).await;
    let klien = operator(&app).await;
    let budi = id_orang(&klien, "BUDI SANTOSO").await;
    let (siti, agus) = (id_orang(&klien, "SITI AMINAH").await, id_orang(&klien, "AGUS SANTOSO").await);
    let mati = dengan(&[("orang", &budi), ("tempat", "RS"), ("sebab", "1"), ("yang_menerangkan", "1")]);
    let tanpa = klien.post("/peristiwa/baru/mati", &mati).await;
    let kepala = kolom_kepala(&tanpa.text());
    let mut isian = mati.clone();
    isian.push((&kepala, &siti));
    let periksa = klien.post("/peristiwa/baru/mati", &isian).await.ok().text();
    let anggota = "SITI AMINAH (Kepala Keluarga), AGUS SANTOSO (Anak), RINI LESTARI (Famili Lain), \
                   BAYU SANTOSO (Famili Lain)";
    assert!(periksa.contains(anggota), "{periksa}");
    *isian.last_mut().unwrap() = (&kepala, &agus);
    let anak = klien.post("/peristiwa/baru/mati", &isian).await.ok().text();
    let anggota = "AGUS SANTOSO (Kepala Keluarga), SITI AMINAH (Orang Tua), RINI LESTARI (Famili Lain), \
                   BAYU SANTOSO (Famili Lain)";
    assert!(anak.contains(anggota), "{anak}");
    konfirmasi(&klien, "mati", &periksa).await.led_to();
    for nama in ["SITI AMINAH", "RINI LESTARI"] {
        assert!(halaman(&klien, nama).await.contains("Cerai Mati"), "{nama}");
    }
}
