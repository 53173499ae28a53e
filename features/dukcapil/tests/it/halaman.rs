//! The screens and who may see them.

use access::Role;

use super::dunia::Dunia;

#[tokio::test]
async fn the_office_sees_the_operator_acts_and_hamlet_heads_see_nothing() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    for role in [Role::Verifikator, Role::Penandatangan] {
        let klien = dunia.app.sebagai(role).await;
        assert!(klien.get("/dukcapil").await.ok().text().contains("DANU SANTOSO"));
        let halaman = klien.get(&format!("/dukcapil/{id}")).await.ok().text();
        assert!(!halaman.contains("Batalkan berkas"), "{role:?}");
        let alamat = format!("/dukcapil/{id}/pembatalan");
        assert_eq!(klien.post(&alamat, &[("versi", "1"), ("alasan", "coba")]).await.status, 404);
    }
    for role in [Role::Dukuh, Role::Rw, Role::Rt, Role::Admin] {
        let klien = dunia.app.sebagai(role).await;
        for alamat in ["/dukcapil", "/dukcapil/tunggu", "/dukcapil/serah", &format!("/dukcapil/{id}")] {
            assert_eq!(klien.get(alamat).await.status, 404, "{role:?} {alamat}");
        }
    }
}

#[tokio::test]
async fn a_name_is_searched_in_the_address_and_a_nik_never() {
    let dunia = Dunia::baru().await;
    let bayi = dunia.bayi().await;
    dunia.mulai("kelahiran", ("orang", bayi)).await;
    let nama = dunia.operator.post("/dukcapil", &[("cari", "danu"), ("jenis", "kelahiran")]).await.led_to();
    assert!(nama.contains("cari=danu") && nama.contains("jenis=kelahiran"), "{nama}");
    assert!(dunia.operator.get("/dukcapil?cari=danu").await.ok().text().contains("DANU SANTOSO"));
    assert!(!dunia.operator.get("/dukcapil?cari=karso").await.ok().text().contains("DANU SANTOSO"));
    let budi = dunia.orang("BUDI SANTOSO").await;
    let tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let nik = budi.nik(tx.keys()).unwrap().unwrap();
    drop(tx);
    let tiba = dunia.operator.post("/dukcapil", &[("cari", nik.as_str())]).await.led_to();
    assert!(tiba.ends_with(&format!("?orang={}", budi.id)), "{tiba}");
    let halaman = dunia.operator.get(&format!("/dukcapil?cari={}", nik.as_str())).await.ok().text();
    assert!(!halaman.contains(nik.as_str()), "a number typed into the address is not repeated");
}

#[tokio::test]
async fn a_resident_s_page_offers_the_kinds_that_fit() {
    let dunia = Dunia::baru().await;
    let (bayi, budi) = (dunia.bayi().await, dunia.orang("BUDI SANTOSO").await.id);
    let halaman = dunia.operator.get(&format!("/dukcapil/orang/{bayi}")).await.ok().text();
    assert!(halaman.contains("Kelahiran") && !halaman.contains("Perceraian"));
    let halaman = dunia.operator.get(&format!("/dukcapil/orang/{budi}")).await.ok().text();
    assert!(halaman.contains("Perubahan atau perbaikan data") && !halaman.contains("value=\"kelahiran\""));
    let keliru =
        dunia.operator.post("/dukcapil/baru", &[("jenis", "kelahiran"), ("orang", &budi.to_string())]).await;
    assert!(keliru.text().contains("sudah ber-NIK"));
}

#[tokio::test]
async fn the_board_becomes_a_sheet_with_its_filters_and_is_written_down() {
    let dunia = Dunia::baru().await;
    dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    let agus = dunia.orang("AGUS PRASETYO").await.keluarga_id.unwrap();
    dunia.mulai("kk_baru", ("keluarga", agus)).await;
    let carik = dunia.app.sebagai(Role::Verifikator).await;
    let berkas = carik.post("/dukcapil/ekspor", &[("jenis", "kk_baru")]).await.ok();
    let mut buku: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(berkas.bytes)).unwrap();
    let lembar = calamine::Reader::worksheet_range(&mut buku, "Berkas Dukcapil").unwrap();
    let nama: Vec<String> = lembar.rows().map(|baris| baris[1].to_string()).collect();
    assert_eq!(nama, ["", "Nama", "AGUS PRASETYO"]);
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let dilihat = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    assert!(dilihat.iter().any(|d| d.hal == "ekspor berkas Dukcapil"));
}

#[tokio::test]
async fn the_list_that_both_sides_sign_is_a_paper_without_numbers() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    dunia.lengkapi(id).await;
    let (satu, versi) = (id.to_string(), dunia.berkas(id).await.versi.to_string());
    let (kolom_versi, kolom_lembar) = (format!("versi_{id}"), format!("lembar_{id}"));
    let isian = [
        ("berkas", satu.as_str()),
        (kolom_versi.as_str(), versi.as_str()),
        (kolom_lembar.as_str(), "9"),
        ("tanggal", "10-08-2026"),
        ("pembawa", "Rina Wulandari"),
    ];
    let daftar = dunia.operator.post("/dukcapil/serah", &isian).await.led_to();
    let pdf = dunia.operator.get(&format!("/dukcapil/serah/{}/pdf", super::dunia::ekor(&daftar))).await.ok();
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let Some(teks) = super::formulir::teks(&pdf.bytes) else { return };
    for kata in
        ["S-2026-0001", "DANU SANTOSO", "Kelahiran", "Rina Wulandari", "Yang menerima", "10 Agustus 2026"]
    {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert!(!teks.contains("34021"), "{teks}");
}
