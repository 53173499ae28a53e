//! What is sent twice, too late, or wrongly: nothing happens twice and nothing typed is lost.

use jiff::civil::date;
use surat::keadaan::Keadaan;
use wilayah::Jabatan;

use crate::Dunia;
use crate::dunia::{id_in, pejabat, utuh};

#[tokio::test]
async fn a_second_click_on_an_issued_letter_leads_to_it() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    let versi = dunia.surat(id).await.versi.to_string();
    let path = format!("/surat/{id}/penerbitan");
    for _ in 0..2 {
        let led = dunia.operator.post(&path, &[("versi", &versi)]).await.led_to();
        assert_eq!(id_in(&led), id);
    }
    let far = i64::MAX.to_string();
    assert_eq!(dunia.operator.post(&path, &[("versi", &far)]).await.status, 409, "no overflow either");
}

#[tokio::test]
async fn a_draft_goes_with_the_act_that_made_a_letter_of_it() {
    let dunia = Dunia::baru().await;
    let draf = dunia.app.ctx().new_id().to_string();
    let half = [("draf", draf.as_str()), ("o_nama", "Setengah Jadi")];
    dunia.operator.post("/surat/baru/domisili/draf", &half).await;
    let refused = dunia.kirim("1", &[("draf", &draf), ("i_keperluan", "")]).await;
    assert_eq!(refused.status, 422);
    assert!(dunia.operator.get("/surat").await.ok().main().contains("Setengah Jadi"), "refused: it stays");
    dunia.kirim("1", &[("draf", &draf)]).await.led_to();
    assert!(!dunia.operator.get("/surat").await.ok().main().contains("Setengah Jadi"));
}

#[tokio::test]
async fn a_change_that_is_refused_keeps_what_was_typed_and_when_it_was_opened() {
    let dunia = Dunia::baru().await;
    let id = dunia.bernomor("1").await;
    dunia.tindak(&dunia.lurah, id, "pengembalian", &[("alasan", "Alamat kurang RT")]).await.led_to();
    let opened = dunia.surat(id).await.versi.to_string();
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let typed = [
        ("versi", opened.as_str()),
        ("i_alamat_tinggal", "Krajan RT 003"),
        ("i_keperluan", "kredit motor"),
        ("penandatangan", lurah.as_str()),
        ("cara", "1"),
    ];
    let path = format!("/surat/{id}/perubahan");
    let complete = [&typed[..], &[("syarat", "pengantar")]].concat();
    dunia.operator.post(&path, &complete).await.led_to();
    dunia.tindak(&dunia.verifikator, id, "pengembalian", &[("alasan", "Masih salah")]).await.led_to();
    // Somebody else's form of before: first refused, then too late, and never in force.
    let refused = dunia.operator.post(&path, &typed).await;
    assert_eq!(refused.status, 422);
    let main = refused.main();
    assert!(main.contains("kredit motor") && main.contains("Syarat belum lengkap"), "{main}");
    assert!(main.contains(&format!("name=\"versi\" value=\"{opened}\"")), "{main}");
    assert_eq!(dunia.operator.post(&path, &complete).await.status, 409);
}

#[tokio::test]
async fn a_paraf_passes_to_who_came_after() {
    let dunia = Dunia::baru().await;
    let id = dunia.ajukan("1").await;
    let ctx = dunia.app.ctx();
    let mut tx = dunia.app.db.write(&ctx, "pemberhentian").await.unwrap();
    let mut carik = wilayah::get_pejabat(&mut tx, dunia.carik_id).await.unwrap();
    let lurah = wilayah::get_pejabat(&mut tx, dunia.lurah_id).await.unwrap();
    carik.selesai = Some(date(2026, 3, 1).into());
    tx.update(&carik).await.unwrap();
    let baru = pejabat(&ctx, "Tri Wahyuni", Jabatan::Sekretaris, lurah.pengguna_id);
    tx.insert(&baru).await.unwrap();
    tx.commit().await.unwrap();
    let left = dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await;
    assert_eq!(left.status, 400, "who left gives no paraf");
    dunia.tindak(&dunia.lurah, id, "paraf", &[]).await.led_to();
    assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::TandaTangan);
}

#[tokio::test]
async fn the_agenda_beyond_its_end_is_its_last_page() {
    let dunia = Dunia::baru().await;
    dunia.bernomor("1").await;
    for hal in ["2", "4000000000"] {
        let page = utuh(&dunia.operator.get(&format!("/surat/agenda?hal={hal}")).await.ok());
        assert!(page.contains("/001/SKM/"), "{page}");
    }
}
