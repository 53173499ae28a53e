//! An issued letter leaves the office with somebody.

use db::testing::each_engine;
use surat::store;

use crate::Dunia;

#[tokio::test]
async fn who_took_a_letter_and_when_stands_in_its_history_on_both_engines() {
    for db in each_engine().await {
        let dunia = Dunia::di(db).await;
        let id = dunia.bernomor("1").await;
        let dini = dunia.tindak(&dunia.operator, id, "pengambilan", &[("sebagai", "sendiri")]).await;
        assert_eq!(dini.status, 409, "nobody takes a letter that is not signed");
        dunia.tindak(&dunia.operator, id, "penerbitan", &[]).await.led_to();
        let page = dunia.operator.get(&format!("/surat/{id}/pengambilan")).await.ok().main();
        assert!(page.contains("Penerima kuasa"), "{page}");
        for (sebagai, nama, bukti, kata) in [
            ("raja", "Bayu Saputra", "", "Pilih siapa yang menerima."),
            ("keluarga", "", "", "Tulis nama orang yang menerima surat ini."),
            ("kuasa", "Bayu Saputra", " ", "Tulis bukti kuasanya"),
        ] {
            let isi = [("sebagai", sebagai), ("nama", nama), ("bukti", bukti)];
            let tolak = dunia.tindak(&dunia.operator, id, "pengambilan", &isi).await;
            assert_eq!(tolak.status, 422, "{sebagai}");
            assert!(tolak.main().contains(kata) && tolak.main().contains(nama), "{}", tolak.main());
        }
        let isi = [("sebagai", "kuasa"), ("nama", "Bayu  Saputra"), ("bukti", "surat kuasa dan KTP-el")];
        dunia.tindak(&dunia.operator, id, "pengambilan", &isi).await.led_to();
        dunia.tindak(&dunia.operator, id, "pengambilan", &[("sebagai", "sendiri")]).await.led_to();
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let riwayat = store::list_peristiwa(&mut tx, id).await.unwrap();
        let mut serah: Vec<(String, bool)> = riwayat
            .into_iter()
            .filter(|satu| satu.tindakan == "pengambilan")
            .map(|satu| (satu.catatan.unwrap(), satu.pada == dunia.app.app.now().into()))
            .collect();
        serah.sort();
        assert_eq!(
            serah,
            [
                ("Penerima kuasa: Bayu Saputra. Bukti: surat kuasa dan KTP-el".to_owned(), true),
                ("Yang bersangkutan: Siti Aminah".to_owned(), true)
            ]
        );
        let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
        assert!(page.contains("Diserahkan") && page.contains("Bukti: surat kuasa"), "{page}");
    }
}
