//! Who heads an RT, an RW or a hamlet stands under their block.

use jiff::civil::date;
use surat::atur::Kantor;
use surat::naskah::Ketua;
use surat::orang::Orang;
use wilayah::{BagianWilayah, Jabatan, JenisPejabat, Pejabat};

use crate::Dunia;

fn dukuh(dunia: &Dunia) -> Pejabat {
    Pejabat {
        id: dunia.app.ctx().new_id(),
        nama: "Suharti".into(),
        jabatan: Jabatan::KepalaDusun.kode().into(),
        jabatan_lain: None,
        dusun: Some("Krajan".into()),
        jenis: JenisPejabat::Definitif.kode().into(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: None,
        sk_tanggal: None,
        mulai: date(2024, 1, 1).into(),
        selesai: None,
        pengguna_id: None,
    }
}

#[tokio::test]
async fn heads_are_named_where_they_are_written_down_and_the_dukuh_by_office() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let ctx = dunia.app.ctx();
        let mut tx = dunia.app.db.write(&ctx, "penetapan").await.unwrap();
        let bagian = |rw: &str, rt: &str, kepala: Option<&str>| BagianWilayah {
            id: ctx.new_id(),
            dusun: "Krajan".into(),
            rw: rw.into(),
            rt: rt.into(),
            kepala: kepala.map(Into::into),
        };
        let semua = [
            bagian("", "", Some("Kepala lama")),
            bagian("002", "", None),
            bagian("002", "001", Some("Ngadiman")),
            bagian("003", "001", Some("Orang lain")),
        ];
        tx.insert_all(&semua).await.unwrap();
        tx.insert(&dukuh(&dunia)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = dunia.app.db.read(&ctx).await.unwrap();
        let kantor = Kantor::baca(&mut tx).await.unwrap();
        let ramai = surat::jenis::find("izin_keramaian").unwrap();
        let contoh = ramai.orang_contoh(kantor.hari_ini);
        let orang = |dusun: &str, rw: &str, rt: &str| Orang {
            dusun: dusun.into(),
            rw: rw.into(),
            rt: rt.into(),
            ..contoh.clone()
        };
        let ketua =
            |rt: &str, rw: &str, dukuh: &str| Ketua { rt: rt.into(), rw: rw.into(), dukuh: dukuh.into() };
        for (orang, harapan) in [
            (orang("Krajan", "002", "001"), ketua("Ngadiman", "", "Suharti")),
            (orang("Krajan", "002", "009"), ketua("", "", "Suharti")),
            (orang("Kauman", "002", "001"), ketua("", "", "")),
            (orang("", "002", "001"), ketua("", "", "")),
        ] {
            assert_eq!(kantor.ketua(&mut tx, ramai, &orang).await.unwrap(), harapan);
        }
        let tanpa = surat::jenis::find("domisili").unwrap();
        let satu = orang("Krajan", "002", "001");
        assert_eq!(
            kantor.ketua(&mut tx, tanpa, &satu).await.unwrap(),
            Ketua::default(),
            "no block, no question"
        );
    }
}
