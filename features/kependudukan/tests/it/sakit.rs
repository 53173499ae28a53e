//! Chronic illness goes every road that the other health goes, and few see it.

use access::Role;
use kamus::SakitMenahun;
use testkit::{KEMBARAN, SUKAMAJU, each_engine};

use crate::catat::{catat, id};
use crate::cerita::{alamat_orang, fitur};
use crate::dua_desa::dunia;
use crate::koreksi::{SITI, koreksi};

#[tokio::test]
async fn chronic_illness_stays_with_its_person_and_out_of_sight() {
    for app in each_engine(fitur).await {
        let d = dunia(app).await;
        let bidan = d.app.sebagai_di(SUKAMAJU, &[Role::Operator, Role::Kesehatan]).await;
        let alamat = alamat_orang(&bidan, "SITI AMINAH").await;
        let siti = id(&alamat);
        let hiv =
            bidan.post("/peristiwa/baru/koreksi", &koreksi(&siti, SITI, &[("sakit_menahun", "10")])).await;
        assert_eq!(hiv.status, 422, "no list has it, so nobody can choose it");
        catat(&bidan, "koreksi", &koreksi(&siti, SITI, &[("sakit_menahun", "6")])).await;
        // Who has no right to it does not lose it either.
        catat(&d.sini, "koreksi", &koreksi(&siti, SITI, &[("gelar_depan", "Hj.")])).await;
        for halaman in [alamat.as_str(), "/penduduk?cari=siti", "/peristiwa", &format!("{alamat}/riwayat")] {
            let halaman = d.sini.get(halaman).await.ok().text();
            assert!(!halaman.contains("Diabetes") && !halaman.contains("menahun"), "{halaman}");
        }
        let paket = [("penerima", "Siti Aminah"), ("periksa", "ktp")];
        assert_eq!(d.sini.post(&format!("{alamat}/paket-data"), &paket).await.status, 200);

        let peristiwa = d.pindah(&["SITI AMINAH"]).await;
        d.kirim(&peristiwa).await.led_to();
        let kiriman = d.satu_masuk().await.kiriman.id;
        let lihat = d.sana.post(&format!("/pindah-antar/{kiriman}/pembukaan"), &[]).await.ok().text();
        assert!(!lihat.contains("Diabetes"), "it moves along unseen");
        d.terima(kiriman, &d.isian(&[("SITI AMINAH", "1")]).await).await.led_to();
        let kini = d.bernama(KEMBARAN, "SITI AMINAH").await.remove(0);
        let tx = d.app.db.read(&d.kembaran).await.unwrap();
        assert_eq!(kini.kesehatan(tx.keys()).unwrap().sakit_menahun, Some(SakitMenahun::Diabetes));
        drop(tx);
        let tx = d.app.db.read(&d.app.ctx()).await.unwrap();
        assert!(kini.kesehatan(tx.keys()).is_err(), "sealed for Kembaran alone");
    }
}
