//! What a resident is told of their letters.

use kamus::Nik;
use surat::DATA_ORANG;
use uuid::Uuid;

use crate::Dunia;

#[tokio::test]
async fn the_data_pack_tells_every_letter_and_no_erasure_takes_one() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let satu = dunia.bernomor("1").await;
        dunia.tindak(&dunia.lurah, satu, "penerbitan", &[]).await.led_to();
        let dua = dunia.ajukan("1").await;
        let nomor = dunia.surat(satu).await.nomor.unwrap();
        let nik = Nik::baru("3402134101859001").ok();
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        // By who she is here, and by the NIK of the time before she was registered.
        for (id, nik) in [(dunia.siti, None), (Uuid::nil(), nik), (dunia.siti, nik)] {
            let isi = (DATA_ORANG.isi)(&mut tx, id, nik).await.unwrap();
            assert_eq!(isi.as_array().unwrap().len(), 2, "each letter once: {isi}");
            assert_eq!(isi[0]["nomor"], nomor);
            assert_eq!(isi[0]["jenis"], dunia.surat(satu).await.jenis().nama);
            assert_eq!(
                (&isi[0]["keadaan"], &isi[1]["keadaan"]),
                (&"Terbit".into(), &"Menunggu paraf".into())
            );
            assert!(isi[0]["tanggal"].is_string() && isi[1]["nomor"].is_null(), "{isi}");
            assert_eq!(isi[1]["data_anda_di_surat"]["nama"], "Siti Aminah");
            assert!(!isi.to_string().contains("membuka rekening bank"), "answers tell of others too");
        }
        let lain = Nik::baru("3402131708859002").ok();
        let isi = (DATA_ORANG.isi)(&mut tx, Uuid::nil(), lain).await.unwrap();
        assert_eq!(isi.as_array().unwrap().len(), 0, "of others nothing");
        assert_eq!(dunia.surat(dua).await.subjek_nama, "Siti Aminah");
    }
    assert!(DATA_ORANG.hapus.is_none(), "letters are archives");
}
