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
