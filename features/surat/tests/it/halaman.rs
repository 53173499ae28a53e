//! The screens, as they are.

use access::Role;

use crate::Dunia;

#[tokio::test]
async fn every_page_opens_and_stays_as_it_was_approved() {
    let dunia = Dunia::baru().await;
    let siti = dunia.siti;
    insta::assert_snapshot!("daftar_kosong", dunia.operator.get("/surat").await.ok().main());
    insta::assert_snapshot!("baru", dunia.operator.get("/surat/baru?cari=siti").await.ok().main());
    let form = dunia.operator.get(&format!("/surat/baru/domisili?orang={siti}")).await.ok().main();
    insta::assert_snapshot!("isi", form);
    let typed = dunia.operator.get("/surat/baru/keterangan").await.ok().main();
    insta::assert_snapshot!("isi_luar", typed);
    let id = dunia.bernomor("1").await;
    insta::assert_snapshot!("daftar", dunia.operator.get("/surat").await.ok().main());
    insta::assert_snapshot!("orang", dunia.operator.get(&format!("/surat/orang/{siti}")).await.ok().main());
    // Two letters of one instant have no order of their own, so the second comes after the list.
    dunia.ajukan("2").await;
    let token = dunia.surat(id).await.token.unwrap();
    let surat = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
    insta::assert_snapshot!("surat", surat.replace(&token, "(token)"));
    insta::assert_snapshot!("tugas", dunia.verifikator.get("/surat/tugas").await.ok().main());
    insta::assert_snapshot!("agenda", dunia.operator.get("/surat/agenda").await.ok().main());
    insta::assert_snapshot!("cetak", dunia.operator.get(&format!("/surat/{id}/cetak")).await.ok().main());
    insta::assert_snapshot!("atur", dunia.operator.get("/atur-surat").await.ok().main());
    insta::assert_snapshot!("atur_jenis", dunia.operator.get("/atur-surat/domisili").await.ok().main());
    insta::assert_snapshot!("nomor", dunia.operator.get("/nomor-surat").await.ok().main());
    insta::assert_snapshot!("manual", dunia.operator.get("/surat/manual").await.ok().main());
    let back = dunia.lurah.get(&format!("/surat/{id}/pengembalian")).await.ok().main();
    insta::assert_snapshot!("pengembalian", back);
}

#[tokio::test]
async fn a_preview_shows_what_is_typed_so_far() {
    let dunia = Dunia::baru().await;
    let siti = dunia.siti.to_string();
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let half =
        [("orang", siti.as_str()), ("i_keperluan", "setengah"), ("penandatangan", &lurah), ("cara", "1")];
    let page = dunia.operator.post("/surat/baru/domisili/pratinjau", &half).await.ok().main();
    assert!(page.contains("src=\"data:image/svg+xml;base64,") && page.contains("setengah"));
    assert!(!page.contains("belum diisi"), "no reproach while typing");
    let without = [("orang", siti.as_str())];
    let page = dunia.operator.post("/surat/baru/domisili/pratinjau", &without).await.ok().main();
    assert!(page.contains("Pilih penanda tangan dulu."), "{page}");
}

#[tokio::test]
async fn settings_are_checked_and_kept() {
    let dunia = Dunia::baru().await;
    let good = [
        ("klasifikasi", "400.12.2.1"),
        ("cara", "2"),
        ("penandatangan", ""),
        ("kertas", "A4"),
        ("rangkap", "2"),
        ("masa_hari", "90"),
        ("paraf_1", "kasi_pelayanan"),
        ("paraf_2", "sekretaris"),
    ];
    dunia.operator.post("/atur-surat/domisili", &good).await.led_to();
    let list = dunia.operator.get("/atur-surat").await.ok().main();
    assert!(list.contains("Kamituwa, lalu Carik"), "{list}");
    let bad = [("klasifikasi", "474"), ("cara", "9"), ("masa_hari", "-1")];
    let refused = dunia.operator.post("/atur-surat/domisili", &bad).await;
    assert_eq!(refused.status, 422);
    for said in
        ["Kode klasifikasi berupa angka dan titik", "Cara tanda tangan belum dipilih", "Masa berlaku harus"]
    {
        assert!(refused.main().contains(said), "{said}");
    }
}

#[tokio::test]
async fn a_start_in_mid_year_goes_on_with_the_old_book() {
    let dunia = Dunia::baru().await;
    let pola = "{klasifikasi}/{urut:3}/{unit}/{bulan_romawi}/{tahun}";
    let set = async |pola: &str, terakhir: &str| {
        let fields = [
            ("pola", pola),
            ("kode_unit", "PEM"),
            ("lingkup", "semua"),
            ("terakhir", terakhir),
            ("untuk", "semua"),
        ];
        dunia.operator.post("/nomor-surat", &fields).await
    };
    set(pola, "127").await.led_to();
    let id = dunia.bernomor("1").await;
    assert_eq!(dunia.surat(id).await.nomor.as_deref(), Some("400.12.2.1/128/PEM/III/2026"));
    let back = set(pola, "100").await;
    assert!(back.main().contains("Nomor 128 tahun 2026 sudah diterbitkan"), "{}", back.main());
    let broken = set("{urutt}", "x").await;
    assert!(broken.main().contains("{urutt} tidak dikenal"), "{}", broken.main());
}

#[tokio::test]
async fn the_twin_village_sees_nothing() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let other = dunia.app.sebagai_di(testkit::KEMBARAN, &[Role::Operator]).await;
    assert_eq!(other.get(&format!("/3402132099/surat/{id}")).await.status.as_u16(), 404, "at home elsewhere");
    assert_eq!(other.get(&format!("/3402132098/surat/{id}")).await.status.as_u16(), 404);
}
