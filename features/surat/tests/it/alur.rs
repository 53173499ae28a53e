//! From the form to the issued letter, on paper.

use access::Role;
use db::testing::each_engine;
use jiff::civil::date;
use surat::keadaan::Keadaan;
use surat::store;
use wilayah::Jabatan;

use crate::Dunia;
use crate::dunia::{id_in, pejabat, utuh};

const NOMOR: &str = "400.12.2.1/001/SKM/III/2026";

#[tokio::test]
async fn a_wet_letter_goes_its_whole_way_on_both_engines() {
    for db in each_engine().await {
        let dunia = Dunia::di(db).await;
        let id = dunia.ajukan("1").await;
        let surat = dunia.surat(id).await;
        assert_eq!((surat.keadaan(), surat.nomor.as_deref()), (Keadaan::Paraf, None));
        dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
        let surat = dunia.surat(id).await;
        assert_eq!((surat.keadaan(), surat.nomor.as_deref()), (Keadaan::TandaTangan, Some(NOMOR)));
        let pdf = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
        let name = pdf.headers["content-disposition"].to_str().unwrap();
        assert_eq!(name, "inline; filename=\"surat-400.12.2.1-001-SKM-III-2026.pdf\"");
        dunia.tindak(&dunia.operator, id, "penerbitan", &[]).await.led_to();
        let surat = dunia.surat(id).await;
        assert_eq!(surat.keadaan(), Keadaan::Terbit);
        assert_eq!(surat.terbit_sidik, Some(surat::sidik(&pdf.bytes)));
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let acts: Vec<String> =
            store::list_peristiwa(&mut tx, id).await.unwrap().into_iter().map(|p| p.tindakan).collect();
        assert_eq!(acts, ["pengajuan", "paraf", "penomoran", "penerbitan"]);
    }
}

#[tokio::test]
async fn a_repeated_submit_makes_one_letter() {
    let dunia = Dunia::baru().await;
    let key = [("request_key", "sekali-saja")];
    dunia.kirim("1", &key).await.led_to();
    assert!(dunia.kirim("1", &key).await.led_to().ends_with("/surat"));
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    assert_eq!(store::count_surat(&mut tx, &store::Saring::default()).await.unwrap(), 1);
}

#[tokio::test]
async fn all_that_is_missing_is_named_at_once_and_nothing_typed_is_lost() {
    let dunia = Dunia::baru().await;
    let answer = dunia.kirim("1", &[("i_keperluan", ""), ("syarat", ""), ("i_sejak", "31-02-2020")]).await;
    assert_eq!(answer.status, 422);
    let main = answer.main();
    for said in
        ["Keperluan belum diisi.", "Syarat belum lengkap: Surat pengantar RT/RW", "Tinggal di sini sejak: "]
    {
        assert!(main.contains(said), "{said} in {main}");
    }
    assert!(main.contains("Padukuhan Krajan RT 001 RW 002") && main.contains("31-02-2020"), "{main}");
}

#[tokio::test]
async fn a_returned_letter_keeps_its_number() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let refused = dunia.tindak(&dunia.lurah, id, "pengembalian", &[("alasan", " ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("Tulis alasannya"));
    dunia.tindak(&dunia.lurah, id, "pengembalian", &[("alasan", "Alamat kurang RT")]).await.led_to();
    let form = dunia.operator.get(&format!("/surat/{id}/perubahan")).await.ok().main();
    assert!(
        form.contains("Dikembalikan: Alamat kurang RT") && form.contains("membuka rekening bank"),
        "{form}"
    );
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let fields = [
        ("i_alamat_tinggal", "Krajan RT 003"),
        ("i_keperluan", "kredit"),
        ("syarat", "pengantar"),
        ("penandatangan", lurah.as_str()),
        ("cara", "1"),
    ];
    dunia.tindak(&dunia.operator, id, "perubahan", &fields).await.led_to();
    let surat = dunia.surat(id).await;
    assert_eq!((surat.keadaan(), surat.nomor.as_deref()), (Keadaan::Paraf, Some(NOMOR)));
    dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
    let again = dunia.ajukan("1").await;
    dunia.tindak(&dunia.verifikator, again, "paraf", &[]).await.led_to();
    assert_eq!(dunia.surat(id).await.nomor.as_deref(), Some(NOMOR));
    assert_eq!(dunia.surat(again).await.nomor_urut, Some(2), "no number is burned");
}

#[tokio::test]
async fn a_cancelled_number_stands_as_batal() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    dunia.tindak(&dunia.operator, id, "pembatalan", &[("alasan", "Pemohon batal")]).await.led_to();
    let agenda = utuh(&dunia.operator.get("/surat/agenda").await.ok());
    assert!(
        agenda.contains(NOMOR) && agenda.contains("BATAL") && agenda.contains("Pemohon batal"),
        "{agenda}"
    );
    let next = dunia.bernomor("1").await;
    assert_eq!(dunia.surat(next).await.nomor_urut, Some(2));
}

#[tokio::test]
async fn two_officials_at_once_do_not_both_act() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let seen = dunia.surat(id).await.versi.to_string();
    dunia.tindak(&dunia.lurah, id, "pengembalian", &[("alasan", "salah nama")]).await.led_to();
    let late = dunia.operator.post(&format!("/surat/{id}/penerbitan"), &[("versi", &seen)]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("sudah dikembalikan untuk diperbaiki"), "{}", late.text());
}

#[tokio::test]
async fn a_paraf_belongs_to_its_office_and_one_person_may_hold_several() {
    let dunia = Dunia::baru().await;
    let ctx = dunia.app.ctx();
    let mut tx = dunia.app.db.write(&ctx, "penetapan").await.unwrap();
    let carik = wilayah::get_pejabat(&mut tx, dunia.carik_id).await.unwrap();
    tx.insert(&pejabat(&ctx, "Budi Santosa", Jabatan::KasiPelayanan, carik.pengguna_id)).await.unwrap();
    let kind = surat::jenis::find("domisili").unwrap();
    let mut atur = surat::atur::get_atur(&mut tx, kind).await.unwrap();
    atur.rantai = vec!["kasi_pelayanan".into(), "sekretaris".into(), "kepala".into()];
    surat::atur::simpan_atur(&mut tx, kind, &atur).await.unwrap();
    tx.commit().await.unwrap();
    let id = dunia.ajukan("1").await;
    let other = dunia.app.sebagai(Role::Verifikator).await;
    let refused = dunia.tindak(&other, id, "paraf", &[]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("Paraf ini giliran Kamituwa"), "{}", refused.text());
    for _ in 0..2 {
        dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
        assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::Paraf);
    }
    dunia.tindak(&dunia.lurah, id, "paraf", &[]).await.led_to();
    assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::TandaTangan);
}

#[tokio::test]
async fn someone_typed_in_can_be_kept_in_the_same_act() {
    let dunia = Dunia::baru().await;
    let typed = [
        ("orang", ""),
        ("o_nama", "Joko Pendatang"),
        ("o_nik", "3310134101859002"),
        ("o_tempat_lahir", "Klaten"),
        ("o_tanggal_lahir", "01-01-1990"),
        ("o_jenis_kelamin", "Laki-laki"),
        ("o_kewarganegaraan", "WNI"),
        ("o_alamat", "Dukuh Lor, Klaten"),
        ("o_simpan", "1"),
    ];
    let id = id_in(&dunia.kirim("1", &typed).await.led_to());
    let kept = dunia.surat(id).await.subjek_id.unwrap();
    let page = dunia.operator.get(&format!("/surat/orang/{kept}")).await.ok().text();
    assert!(page.contains("Joko Pendatang") && page.contains("Penduduk sementara"), "{page}");
    assert!(page.contains(&format!("dari={id}")) && page.contains("Buat lagi"), "{page}");
    assert!(!page.contains("3310134101859002"), "the NIK is masked");
    let without = &typed[..typed.len() - 1];
    let other = id_in(&dunia.kirim("1", without).await.led_to());
    assert_eq!(dunia.surat(other).await.subjek_id, None);
}

#[tokio::test]
async fn making_a_letter_again_takes_few_steps() {
    let dunia = Dunia::baru().await;
    let first = dunia.ajukan("1").await;
    // 1 open, 2 search, 3 the person, 4 "buat lagi", 5 tick what was brought and submit.
    let _ = dunia.operator.get("/surat/baru").await.ok();
    let found = dunia.operator.get("/surat/baru?cari=siti").await.ok().main();
    assert!(found.contains("/surat/orang/") && found.contains("Siti Aminah"), "{found}");
    let person = dunia.operator.get(&format!("/surat/orang/{}", dunia.siti)).await.ok().main();
    assert!(person.contains("Surat terakhir orang ini"), "{person}");
    let again = format!("/surat/baru/domisili?orang={}&dari={first}", dunia.siti);
    let form = dunia.operator.get(&again).await.ok().main();
    assert!(
        form.contains("membuka rekening bank") && form.contains("Padukuhan Krajan RT 001 RW 002"),
        "{form}"
    );
}

#[tokio::test]
async fn a_number_typed_into_the_search_never_reaches_an_address() {
    let dunia = Dunia::baru().await;
    let led = dunia.operator.post("/surat", &[("cari", "3402134101859001")]).await.led_to();
    assert_eq!(led, format!("/3402132099/surat/orang/{}", dunia.siti));
    let led = dunia.operator.post("/surat", &[("cari", "34021341018590")]).await.led_to();
    assert_eq!(led, "/3402132099/surat");
    let shown = dunia.operator.post("/surat/baru", &[("cari", "3402134101859001")]).await.ok().main();
    assert!(shown.contains("Siti Aminah") && !shown.contains("3402134101859001"), "{shown}");
}

#[tokio::test]
async fn a_hand_written_letter_fills_the_counter_without_a_hole() {
    let dunia = Dunia::baru().await;
    dunia.bernomor("1").await;
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let post = async |urut: &str, tanggal: &str| {
        let fields = [
            ("jenis", "domisili"),
            ("urut", urut),
            ("tanggal", tanggal),
            ("nama", "Mbah Karso"),
            ("penandatangan", lurah.as_str()),
            ("alasan", "Listrik padam"),
        ];
        dunia.operator.post("/surat/manual", &fields).await
    };
    for (urut, tanggal, said) in [
        ("1", "01-03-2026", "Nomor urut 1 sudah dipakai surat 400.12.2.1/001/SKM/III/2026"),
        ("3", "01-03-2026", "Nomor urut berikutnya adalah 2"),
        ("2", "03-03-2026", "Tanggal surat tidak boleh sesudah hari ini"),
        ("2", "01-01-2020", "Pejabat yang dipilih tidak menjabat pada tanggal surat"),
        ("dua", "01-03-2026", "Nomor urut harus berupa angka"),
    ] {
        let refused = post(urut, tanggal).await;
        assert_eq!(refused.status, 422, "{urut} {tanggal}");
        assert!(refused.main().contains(said), "{said} in {}", refused.main());
    }
    let id = id_in(&post("2", "01-03-2026").await.led_to());
    let surat = dunia.surat(id).await;
    assert!(surat.manual && surat.keadaan() == Keadaan::Terbit);
    assert_eq!(surat.tanggal.unwrap().0, date(2026, 3, 1));
    let next = dunia.bernomor("1").await;
    assert_eq!(dunia.surat(next).await.nomor_urut, Some(3));
}

#[tokio::test]
async fn an_old_letter_keeps_the_signer_of_its_day() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let before = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
    let mut tx = dunia.app.db.write(&dunia.app.ctx(), "penetapan").await.unwrap();
    let mut kepala = wilayah::get_pejabat(&mut tx, dunia.lurah_id).await.unwrap();
    kepala.nama = "Orang Lain".into();
    tx.update(&kepala).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes, before);
    let other_sheet = dunia.operator.get(&format!("/surat/{id}/naskah?kertas=A4&rangkap=2")).await.ok();
    assert!(other_sheet.bytes.starts_with(b"%PDF"));
    let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
    assert!(page.contains("Sri Lestari") && !page.contains("Orang Lain"), "{page}");
}

#[tokio::test]
async fn a_draft_survives_the_logout() {
    let dunia = Dunia::baru().await;
    let user = testkit::add_user(&dunia.app.db, &dunia.app.ctx(), &[Role::Operator]).await;
    let sign_in = async || {
        let login = [("login", user.login.as_str()), ("sandi", testkit::SANDI)];
        dunia.app.sesudah(&dunia.app.tamu().post("/masuk", &login).await)
    };
    let first = sign_in().await;
    let draf = dunia.app.ctx().new_id().to_string();
    let half = [("draf", draf.as_str()), ("o_nama", "Setengah Jadi"), ("i_keperluan", "belum selesai")];
    assert_eq!(first.post("/surat/baru/domisili/draf", &half).await.status, 204);
    first.post("/keluar", &[]).await.led_to();
    let again = sign_in().await;
    let list = again.get("/surat").await.ok().main();
    assert!(list.contains("Keterangan Domisili: Setengah Jadi"), "{list}");
    let form = again.get(&format!("/surat/baru/domisili?draf={draf}")).await.ok().main();
    assert!(form.contains("Setengah Jadi") && form.contains("belum selesai"), "{form}");
    assert!(
        !dunia.operator.get("/surat").await.ok().main().contains("Setengah Jadi"),
        "a draft is one's own"
    );
    assert_eq!(dunia.operator.get(&format!("/surat/baru/domisili?draf={draf}")).await.status, 404);
}

#[tokio::test]
async fn who_may_not_make_letters_finds_no_form() {
    let dunia = Dunia::baru().await;
    for path in ["/surat/baru", "/atur-surat", "/surat/manual"] {
        assert_eq!(dunia.verifikator.get(path).await.status, 404, "{path}");
    }
    let admin = dunia.app.sebagai(Role::Admin).await;
    assert_eq!(admin.get("/surat").await.status, 404, "admin reads no residents");
}

#[tokio::test]
async fn a_returned_or_cancelled_letter_is_not_printed() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let _ = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok();
    dunia.tindak(&dunia.lurah, id, "pengembalian", &[("alasan", "salah nama")]).await.led_to();
    for path in ["naskah", "cetak"] {
        let refused = dunia.operator.get(&format!("/surat/{id}/{path}")).await;
        assert_eq!(refused.status, 400, "{path}: {}", refused.text());
    }
    let drawing = dunia.operator.get(&format!("/surat/{id}/gambar")).await.ok();
    assert!(drawing.text().starts_with("<svg"), "it may be looked at, marked KONSEP");
    dunia.tindak(&dunia.operator, id, "pembatalan", &[("alasan", "tidak jadi")]).await.led_to();
    assert_eq!(dunia.operator.get(&format!("/surat/{id}/naskah")).await.status, 400);
    let _ = dunia.operator.get(&format!("/surat/{id}")).await.ok();
}

#[tokio::test]
async fn a_list_finds_names_and_numbers() {
    let dunia = Dunia::baru().await;
    dunia.bernomor("1").await;
    for (query, found) in [
        ("cari=siti", true),
        ("cari=sitti+aminah", true),
        ("cari=001%2FSKM", true),
        ("cari=50%25", false),
        ("cari=karso", false),
        ("keadaan=3", true),
        ("keadaan=4", false),
        ("jenis=domisili&keadaan=x&hal=zz", true),
    ] {
        let page = utuh(&dunia.operator.get(&format!("/surat?{query}")).await.ok());
        assert_eq!(page.contains("400.12.2.1/001/SKM"), found, "{query}: {page}");
    }
}

#[tokio::test]
async fn a_scan_stands_beside_an_issued_letter() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let pdf = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
    dunia.tindak(&dunia.operator, id, "penerbitan", &[]).await.led_to();
    let versi = dunia.surat(id).await.versi.to_string();
    let path = format!("/surat/{id}/pemindaian");
    let send = async |bytes: &[u8]| {
        dunia.operator.upload(&path, &[("versi", &versi)], ("pindai", "pindai.pdf", bytes)).await
    };
    let refused = send(b"bukan gambar").await;
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("<details class=\"govuk-details\" open>"), "{}", refused.main());
    send(&pdf).await.led_to();
    assert_eq!(dunia.operator.get(&format!("/surat/{id}/pindaian")).await.ok().bytes, pdf);
}
