//! The screens of the keys that sign the words in letters' QR codes.

use access::Role;
use testkit::TestApp;

fn features() -> Vec<web::Feature> {
    vec![tte::feature()]
}

async fn berkunci() -> TestApp {
    let app = TestApp::new(features).await;
    let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
    tte::kunci_aktif(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    app
}

async fn semua(app: &TestApp) -> Vec<tte::KunciPernyataan> {
    tte::list_kunci(&mut app.db.read(&app.ctx()).await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn only_an_administrator_takes_another_key_and_only_once() {
    let app = berkunci().await;
    let operator = app.sebagai(Role::Operator).await;
    let page = operator.get("/tte/kunci").await.ok().main();
    assert!(page.contains("Dipakai") && !page.contains("Ganti kunci"), "{page}");
    assert_eq!(operator.post("/tte/kunci/penggantian", &[("sebab", "biasa")]).await.status, 404);
    let admin = app.sebagai(Role::Admin).await;
    let tanpa = admin.post("/tte/kunci/penggantian", &[]).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.main().contains("Pilih dulu mengapa"), "{}", tanpa.main());
    let fields = [("sebab", "biasa"), ("request_key", "0190a0a0a0a070008000000000000001")];
    admin.post("/tte/kunci/penggantian", &fields).await.led_to();
    admin.post("/tte/kunci/penggantian", &fields).await.led_to();
    assert_eq!(semua(&app).await.len(), 2, "a repeated submit makes no third key");
}

#[tokio::test]
async fn an_old_key_can_be_called_leaked_but_not_the_one_in_use() {
    let app = berkunci().await;
    let admin = app.sebagai(Role::Admin).await;
    let aktif = semua(&app).await.remove(0).id;
    let alamat = format!("/tte/kunci/{aktif}/kebocoran");
    assert_eq!(admin.get(&alamat).await.status, 404);
    assert_eq!(admin.post(&alamat, &[]).await.status, 404);
    admin.post("/tte/kunci/penggantian", &[("sebab", "biasa")]).await.led_to();
    assert!(admin.get(&alamat).await.ok().main().contains("tidak dapat dibatalkan"));
    admin.post(&alamat, &[]).await.led_to();
    assert_eq!(admin.post(&alamat, &[]).await.status, 409);
    let page = admin.get("/tte/kunci").await.ok().main();
    assert!(page.contains("Bocor, tidak dipercaya"), "{page}");
}
