//! Officials.

use access::Role;

use crate::bantu::{desa, pejabat_di};

const LURAH: [(&str, &str); 6] = [
    ("nama", "Siti Aminah, S.E."),
    ("jabatan", "kepala"),
    ("jenis", "definitif"),
    ("sk_nomor", "12/KPTS/2024"),
    ("sk_tanggal", "1 Januari 2024"),
    ("mulai", "02-01-2024"),
];

fn dengan<'a>(ganti: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> =
        LURAH.into_iter().filter(|(name, _)| !ganti.iter().any(|(n, _)| n == name)).collect();
    fields.extend(ganti);
    fields
}

/// The example user's login ends in eight letters of chance.
fn tanpa_login(main: &str) -> String {
    let (before, after) = main.split_once("(operator.").unwrap();
    format!("{before}(operator.…{}", &after[8..])
}

#[tokio::test]
async fn an_official_is_appointed_in_the_village_s_words() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    assert!(operator.get("/pejabat").await.ok().text().contains("Belum ada pejabat"));
    insta::assert_snapshot!(tanpa_login(&operator.get("/pejabat/baru").await.ok().main()));
    assert_eq!(operator.post_raw("/pejabat", &LURAH).await.status, 400, "without the form's token");
    let once = dengan(&[("request_key", "sekali")]);
    for _ in 0..2 {
        assert_eq!(operator.post("/pejabat", &once).await.led_to(), "/3402132099/pejabat");
    }
    assert_eq!(pejabat_di(&desa).await.len(), 1, "a repeated submit appoints once");
    let plt = dengan(&[("nama", "Budi"), ("jabatan", "sekretaris"), ("jenis", "plt")]);
    operator.post("/pejabat", &plt).await.led_to();
    insta::assert_snapshot!(operator.get("/pejabat").await.ok().main());
    let lurah = pejabat_di(&desa).await.remove(0);
    insta::assert_snapshot!(operator.get(&format!("/pejabat/{}", lurah.id)).await.ok().main());
}

#[tokio::test]
async fn a_bad_form_says_all_that_is_wrong() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    let empty = operator.post("/pejabat", &[]).await;
    assert_eq!(empty.status, 422);
    for sentence in [
        "Isi nama lengkap dengan gelarnya.",
        "Pilih jabatannya.",
        "Pilih cara menjabat.",
        "Isi nomor SK",
        "Isi tanggal SK",
        "Tanggal belum diisi.",
    ] {
        assert!(empty.text().contains(sentence), "{sentence}\n{}", empty.main());
    }
    for (ganti, sentence) in [
        (vec![("mulai", "31-02-2024")], "tidak ada di kalender"),
        (vec![("selesai", "01-01-2023")], "mendahului tanggal mulai"),
        (vec![("nip", "1980")], "NIP harus 18 angka"),
        (vec![("jabatan", "lain")], "Isi nama jabatannya."),
        (vec![("jabatan", "kepala_dusun")], "Pilih wilayah yang dipimpinnya."),
        (vec![("jabatan", "raja")], "Pilih jabatannya."),
        (vec![("pengguna_id", "019c5a3e-0000-7000-8000-000000000001")], "sudah tidak aktif"),
    ] {
        let answer = operator.post("/pejabat", &dengan(&ganti)).await;
        assert_eq!(answer.status, 422, "{ganti:?}");
        assert!(answer.text().contains(sentence), "{sentence}\n{}", answer.main());
    }
    assert!(pejabat_di(&desa).await.is_empty());
}

#[tokio::test]
async fn an_office_has_one_holder_but_may_have_a_stand_in() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    operator.post("/pejabat", &LURAH).await.led_to();
    let second = operator.post("/pejabat", &dengan(&[("nama", "Budi"), ("mulai", "01-03-2026")])).await;
    assert_eq!(second.status, 422);
    assert!(second.text().contains("dipegang Siti Aminah, S.E. sejak 02-01-2024"), "{}", second.main());
    let plh =
        dengan(&[("nama", "Budi"), ("jenis", "plh"), ("mulai", "01-03-2026"), ("selesai", "05-03-2026")]);
    operator.post("/pejabat", &plh).await.led_to();
    let dukuh = |nama: &'static str, dusun: &'static str| {
        dengan(&[("nama", nama), ("jabatan", "kepala_dusun"), ("dusun", dusun)])
    };
    operator.post("/pejabat", &dukuh("Karso", "Kauman")).await.led_to();
    operator.post("/pejabat", &dukuh("Tini", "Krajan")).await.led_to();
    assert_eq!(operator.post("/pejabat", &dukuh("Wati", "Kauman")).await.status, 422);
    assert_eq!(pejabat_di(&desa).await.len(), 4);
}

#[tokio::test]
async fn a_term_is_ended_and_the_person_stays_on_record() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    operator.post("/pejabat", &LURAH).await.led_to();
    let lurah = pejabat_di(&desa).await.remove(0);
    let path = format!("/pejabat/{}", lurah.id);
    for (selesai, sentence) in [("", "Tanggal belum diisi."), ("01-01-2024", "mendahului hari mulai")] {
        let answer = operator.post(&format!("{path}/pengakhiran"), &[("selesai", selesai)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(sentence), "{}", answer.main());
    }
    operator.post(&format!("{path}/pengakhiran"), &[("selesai", "28-02-2026")]).await.led_to();
    let ended = pejabat_di(&desa).await;
    assert_eq!(ended[0].selesai, Some(jiff::civil::date(2026, 2, 28).into()));
    let page = operator.get("/pejabat").await.ok();
    assert!(page.text().contains("Sudah berakhir") && page.text().contains("Siti Aminah"));
    assert!(!operator.get(&path).await.ok().text().contains("Akhiri masa jabatan"));
    // The office is free from the next day on.
    operator.post("/pejabat", &dengan(&[("nama", "Budi"), ("mulai", "01-03-2026")])).await.led_to();
    // Ending a second time, and later, would put two people into one office.
    let later = operator.post(&format!("{path}/pengakhiran"), &[("selesai", "31-03-2026")]).await;
    assert_eq!(later.status, 422);
    assert!(later.text().contains("Sudah tercatat berakhir 28 Februari 2026."), "{}", later.main());
    operator.post(&format!("{path}/pengakhiran"), &[("selesai", "27-02-2026")]).await.led_to();
    let ends: Vec<_> = pejabat_di(&desa).await.into_iter().filter_map(|p| p.selesai).collect();
    assert_eq!(ends, [jiff::civil::date(2026, 2, 27).into()]);
}

#[tokio::test]
async fn a_slip_of_the_pen_is_corrected() {
    let desa = desa().await;
    let operator = desa.sebagai(Role::Operator).await;
    operator.post("/pejabat", &LURAH).await.led_to();
    let lurah = pejabat_di(&desa).await.remove(0);
    let path = format!("/pejabat/{}/perbaikan", lurah.id);
    let form = operator.get(&path).await.ok();
    assert!(
        form.text().contains("value=\"Siti Aminah, S.E.\"") && form.text().contains("value=\"01-01-2024\"")
    );
    assert_eq!(operator.post(&path, &dengan(&[("nama", "")])).await.status, 422);
    operator.post(&path, &dengan(&[("nama", "Siti Aminah, S.Sos.")])).await.led_to();
    let fixed = pejabat_di(&desa).await;
    assert_eq!((fixed.len(), fixed[0].nama.as_str()), (1, "Siti Aminah, S.Sos."));
    let twin = desa.sebagai_di(testkit::KEMBARAN, &[Role::Operator]).await;
    assert_eq!(twin.get(&format!("/3402132098/pejabat/{}", lurah.id)).await.status, 404);
}

#[tokio::test]
async fn the_head_of_a_kelurahan_is_a_civil_servant() {
    let desa = crate::bantu::kosong(|builder| builder).await;
    let baru = wilayah::UnitBaru {
        kode: "35.10.16.1003".parse().unwrap(),
        nama: "Lateng".into(),
        kecamatan: "Banyuwangi".into(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(&desa.db, &baru, None, desa.app.app.now()).await.unwrap();
    let operator = desa.sebagai_di(db::Unit(3_510_161_003), &[Role::Operator]).await;
    let answer = operator.post("/pejabat", &LURAH).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Lurah di kelurahan adalah pegawai negeri."), "{}", answer.main());
    assert!(!answer.text().contains("Kaur"), "a kelurahan has no kaur");
    operator.post("/pejabat", &dengan(&[("nip", "198001012005011001")])).await.led_to();
}
