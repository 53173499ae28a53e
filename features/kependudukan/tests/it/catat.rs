//! A clerk records events on the screens.

use access::Role;
use testkit::{Answer, Client};

use crate::buku::{NIK_BUDI, NIK_SITI};
use crate::cerita::{alamat_orang, operator, sukamaju};

type Isian<'a> = Vec<(&'a str, &'a str)>;

pub(crate) fn id(alamat: &str) -> String {
    alamat.rsplit('/').next().unwrap().to_owned()
}

/// What a confirmation page carries along, with the ticks of all its warnings.
pub(crate) fn bawaan(halaman: &str) -> Vec<(String, String)> {
    let mut isian = Vec::new();
    let sesudah = &halaman[halaman.find("/pencatatan").expect("the page asks to confirm")..];
    for baris in
        sesudah.lines().filter(|baris| baris.contains("type=\"hidden\"") || baris.contains("name=\"setuju\""))
    {
        let nilai = |kata: &str| {
            let awal = baris.find(&format!(" {kata}=\"")).unwrap() + kata.len() + 3;
            baris[awal..].split('"').next().unwrap().to_owned()
        };
        isian.push((nilai("name"), nilai("value").replace("&#38;", "&").replace("&#39;", "'")));
    }
    isian.retain(|(nama, _)| nama != "csrf");
    isian
}

/// Fills a form and confirms all that the page asks; tells where it led.
pub(crate) async fn catat(klien: &Client, macam: &str, isian: &[(&str, &str)]) -> String {
    let alamat = format!("/peristiwa/baru/{macam}");
    let halaman = klien.post(&alamat, isian).await.ok().text();
    konfirmasi(klien, macam, &halaman).await.led_to()
}

pub(crate) async fn konfirmasi(klien: &Client, macam: &str, halaman: &str) -> Answer {
    let bawaan = bawaan(halaman);
    let isian: Vec<(&str, &str)> = bawaan.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    klien.post(&format!("/peristiwa/baru/{macam}/pencatatan"), &isian).await
}

fn mati<'a>(orang: &'a str, tanggal: &'a str) -> Isian<'a> {
    vec![
        ("orang", orang),
        ("tanggal", tanggal),
        ("tanggal_lapor", "02-03-2026"),
        ("tempat", "RS Panembahan"),
        ("sebab", "1"),
        ("yang_menerangkan", "1"),
    ]
}

#[tokio::test]
async fn a_death_of_the_head_asks_who_follows_and_can_be_undone() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let (budi, siti) =
        (alamat_orang(&klien, "BUDI SANTOSO").await, alamat_orang(&klien, "SITI AMINAH").await);
    let (id_budi, id_siti) = (id(&budi), id(&siti));
    let formulir = klien.get(&format!("/peristiwa/baru/mati?orang={id_budi}")).await.ok();
    assert!(formulir.text().contains("Siapa yang menjadi kepala keluarga?"));
    insta::assert_snapshot!("peristiwa_formulir_mati", formulir.main());

    let tanpa = klien.post("/peristiwa/baru/mati", &mati(&id_budi, "01-03-2026")).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.text().contains("Pilih siapa yang menjadi kepala keluarga sesudah ini."));
    let kepala = kolom_kepala(&tanpa.text());
    let mut isian = mati(&id_budi, "01-03-2026");
    isian.push((&kepala, &id_siti));
    let periksa = klien.post("/peristiwa/baru/mati", &isian).await.ok();
    insta::assert_snapshot!("peristiwa_periksa_mati", periksa.main());

    let halaman = periksa.text();
    let pertama = konfirmasi(&klien, "mati", &halaman).await.led_to();
    assert_eq!(
        konfirmasi(&klien, "mati", &halaman).await.led_to(),
        pertama,
        "a repeated submit records once"
    );
    insta::assert_snapshot!("peristiwa_mati", klien.get(&pertama).await.ok().main());
    let orang = klien.get(&budi).await.ok().text();
    assert!(orang.contains("Mati") && orang.contains("Kematian"));
    let keluarga = klien.get(&siti).await.ok().text();
    assert!(keluarga.contains("Kepala Keluarga") && keluarga.contains("Cerai Mati"));
    assert_eq!(klien.get("/peristiwa?jenis=2").await.ok().text().matches(">Kematian</a>").count(), 1);

    let kosong = klien.post(&format!("{pertama}/pembatalan"), &[]).await;
    assert_eq!(kosong.status, 422);
    klien.post(&format!("{pertama}/pembatalan"), &[("alasan", "Salah orang")]).await.led_to();
    assert!(klien.get(&siti).await.ok().text().contains("Istri"));
    assert!(klien.get("/peristiwa").await.ok().text().contains("Belum ada peristiwa"));
    assert!(klien.get("/peristiwa?keadaan=batal").await.ok().text().contains("Dibatalkan"));
    let riwayat = klien.get(&format!("{budi}/riwayat?tanggal=01-03-2026")).await.ok().text();
    assert!(riwayat.contains("Per 1 Maret 2026: Hidup"));
}

/// The name of the field that asks for a head.
pub(crate) fn kolom_kepala(halaman: &str) -> String {
    let awal = halaman.find("name=\"kepala_").expect("the form asks for a head") + 6;
    halaman[awal..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_one_go_and_what_was_typed_stays() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let id_siti = id(&alamat_orang(&klien, "SITI AMINAH").await);
    for (tanggal, kalimat) in [
        ("03-03-2026", "belum terjadi"),
        ("01-01-1980", "SITI AMINAH baru lahir 1 Januari 1985."),
        ("31-02-2026", "tidak ada"),
    ] {
        let jawab = klien.post("/peristiwa/baru/mati", &mati(&id_siti, tanggal)).await;
        assert_eq!(jawab.status, 422, "{tanggal}");
        assert!(jawab.text().contains(kalimat), "{tanggal}: {}", jawab.main());
        assert!(jawab.text().contains("RS Panembahan"));
    }
    let kosong = klien.post("/peristiwa/baru/mati", &[("orang", &id_siti)]).await;
    assert_eq!(kosong.status, 422);
    assert!(kosong.text().matches("govuk-error-message").count() >= 5);
    let awal = klien.post("/peristiwa/baru/mati", &mati(&id_siti, "10-02-2026")).await.ok().text();
    assert!(awal.contains("Terjadi sebelum buku dibuka (28 Februari 2026)"));
    let tanpa_centang: Vec<_> = bawaan(&awal).into_iter().filter(|(nama, _)| nama != "setuju").collect();
    let isian: Vec<(&str, &str)> = tanpa_centang.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let ditolak = klien.post("/peristiwa/baru/mati/pencatatan", &isian).await;
    assert_eq!(ditolak.status, 422);
    assert!(ditolak.text().contains("Centang setiap peringatan"));
    let dicatat = konfirmasi(&klien, "mati", &awal).await.led_to();
    assert!(klien.get(&dicatat).await.ok().text().contains("Peringatan yang disetujui"));
}

#[tokio::test]
async fn a_child_is_born_into_its_mother_s_family_without_a_nik() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let siti = alamat_orang(&klien, "SITI AMINAH").await;
    let id_siti = id(&siti);
    let cari = klien.post("/peristiwa/baru/lahir", &[("cari", NIK_SITI)]).await.ok().text();
    assert!(cari.contains(&format!("?orang={id_siti}")) && !cari.contains(NIK_SITI));
    let formulir = klien.get(&format!("/peristiwa/baru/lahir?orang={id_siti}")).await.ok().text();
    assert!(formulir.contains("value=\"BUDI SANTOSO\""), "the father is proposed");
    let isian = [
        ("orang", id_siti.as_str()),
        ("nama", "Budi Kecil"),
        ("kelamin", "1"),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("tempat_dilahirkan", "2"),
        ("tempat_lahir", "Bantul"),
        ("jenis_kelahiran", "2"),
        ("penolong", "2"),
        ("hubungan", "4"),
        ("agama", "1"),
        ("kewarganegaraan", "1"),
        ("orang_tua", NIK_BUDI),
    ];
    let halaman = klien.post("/peristiwa/baru/lahir", &isian).await.ok().text();
    assert!(!halaman.contains(NIK_BUDI), "a typed NIK goes no further");
    let peristiwa = konfirmasi(&klien, "lahir", &halaman).await.led_to();
    let anak = klien.get(&alamat_orang(&klien, "BUDI KECIL").await).await.ok().text();
    assert!(anak.contains("Belum ber-NIK") && anak.contains("BUDI SANTOSO") && anak.contains("SITI AMINAH"));
    let kembar = klien.get(&peristiwa).await.ok().text();
    assert!(kembar.contains("Catat kembarannya"));
    let lagi = klien
        .get(&format!("/peristiwa/baru/lahir?orang={id_siti}&seperti={}", id(&peristiwa)))
        .await
        .ok()
        .text();
    assert!(lagi.contains("value=\"01-03-2026\"") && !lagi.contains("value=\"Budi Kecil\""));
    let laki = id(&alamat_orang(&klien, "BUDI SANTOSO").await);
    let mut salah = isian;
    salah[0] = ("orang", &laki);
    let ditolak = klien.post("/peristiwa/baru/lahir", &salah).await;
    assert_eq!(ditolak.status, 422, "nobody is both parents");
}

#[tokio::test]
async fn a_family_moves_away_and_comes_back_as_the_same_people() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let nama = ["BUDI SANTOSO", "SITI AMINAH", "BAYI SITI"];
    let mut ids = Vec::new();
    for nama in nama {
        ids.push(id(&alamat_orang(&klien, nama).await));
    }
    let mut isian = vec![
        ("orang", ids[0].as_str()),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("klasifikasi", "4"),
        ("alasan", "1"),
        ("tujuan_alamat", "Sleman"),
    ];
    isian.extend(ids.iter().map(|id| ("siapa", id.as_str())));
    catat(&klien, "pindah-keluar", &isian).await;
    assert!(!klien.get("/penduduk").await.ok().text().contains("SITI AMINAH"));
    assert!(klien.get("/peristiwa").await.ok().text().matches("Pindah keluar</a>").count() == 3);

    let datang = [
        ("nik", NIK_SITI),
        ("nama", "Siti Aminah"),
        ("kelamin", "2"),
        ("tempat_lahir", "Bantul"),
        ("tanggal_lahir", "01-01-1985"),
        ("agama", "1"),
        ("status_kawin", "21"),
        ("pendidikan", "5"),
        ("pekerjaan", "88"),
        ("kewarganegaraan", "1"),
        ("tanggal", "02-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("asal", "Sleman"),
        ("klasifikasi", "4"),
        ("alasan", "6"),
        ("keluarga", "baru"),
        ("tempat", "KRAJAN|001|005"),
    ];
    catat(&klien, "datang", &datang).await;
    assert_eq!(id(&alamat_orang(&klien, "SITI AMINAH").await), ids[1], "the same row comes back");
    let lagi = klien.post("/peristiwa/baru/datang", &datang).await;
    assert_eq!(lagi.status, 422);
    assert!(lagi.text().contains("NIK itu sudah dipakai SITI AMINAH"));

    let kembali = [
        ("orang", ids[0].as_str()),
        ("siapa", ids[0].as_str()),
        ("tanggal", "02-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("asal", "Sleman"),
        ("klasifikasi", "4"),
        ("alasan", "6"),
        ("keluarga", "numpang"),
        ("tujuan", "siti"),
        ("hubungan", "2"),
    ];
    catat(&klien, "datang-kembali", &kembali).await;
    let keluarga = klien.get(&format!("/penduduk/{}", ids[0])).await.ok().text();
    assert!(
        keluarga.contains("Suami") && keluarga.contains("KRAJAN") && keluarga.contains("Menunggu nomor KK")
    );
}

#[tokio::test]
async fn only_parts_of_the_village_take_somebody_in() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let siti = id(&alamat_orang(&klien, "SITI AMINAH").await);
    let pindah = |tempat| {
        [
            ("orang", siti.clone()),
            ("siapa", siti.clone()),
            ("tanggal", "01-03-2026".into()),
            ("tanggal_lapor", "02-03-2026".into()),
            ("tempat", tempat),
        ]
    };
    for (tempat, boleh) in [("KRAJAN|001|005", true), ("KRAJAN|009|009", false), ("x", false)] {
        let isian = pindah(tempat.to_owned());
        let isian: Vec<(&str, &str)> = isian.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let jawab = klien.post("/peristiwa/baru/pindah-dalam", &isian).await;
        assert_eq!(jawab.status, if boleh { 200 } else { 422 }, "{tempat}");
    }
}

#[tokio::test]
async fn who_only_reads_does_not_record() {
    let app = sukamaju().await;
    let pembaca = app.sebagai(Role::Verifikator).await;
    assert!(!pembaca.get("/peristiwa").await.ok().text().contains("Catat peristiwa"));
    assert_eq!(pembaca.get("/peristiwa/baru").await.status, 404);
    assert_eq!(pembaca.post("/peristiwa/baru/mati/pencatatan", &[]).await.status, 404);
    for peran in [Role::Dukuh, Role::Admin] {
        assert_eq!(app.sebagai(peran).await.get("/peristiwa").await.status, 404, "{peran:?}");
    }
}

#[tokio::test]
async fn who_was_lost_comes_back() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    let siti = id(&alamat_orang(&klien, "SITI AMINAH").await);
    let isian = [("orang", siti.as_str()), ("tanggal", "01-03-2026"), ("tanggal_lapor", "02-03-2026")];
    catat(&klien, "hilang", &isian).await;
    let dua_kali = klien.post("/peristiwa/baru/hilang", &isian).await;
    assert_eq!(dua_kali.status, 409, "somebody lost cannot get lost");
    let sebelum = [("orang", siti.as_str()), ("tanggal", "28-02-2026"), ("tanggal_lapor", "02-03-2026")];
    assert_eq!(klien.post("/peristiwa/baru/kembali", &sebelum).await.status, 422);
    let kembali = [("orang", siti.as_str()), ("tanggal", "02-03-2026"), ("tanggal_lapor", "02-03-2026")];
    catat(&klien, "kembali", &kembali).await;
    assert!(klien.get("/penduduk").await.ok().text().contains("SITI AMINAH"));
}
