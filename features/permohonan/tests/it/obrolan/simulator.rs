//! The whole way on the simulator's page: anybody plays the resident.

use permohonan::{Keadaan, Pintu, store};
use surat::jenis::Cara;

use super::{Obrolan, PDF, maju};
use crate::mandiri::gambar;

impl Obrolan {
    /// Writes from the phone on the page; gives the page as it is a moment later.
    async fn di_ponsel(&self, ponsel: &str, isian: &[(&str, &str)]) -> String {
        self.dunia.operator.post(&format!("{ponsel}/tulisan"), isian).await.led_to();
        self.lihat(ponsel).await
    }

    async fn lihat(&self, ponsel: &str) -> String {
        for _ in 0..3 {
            maju(7);
            self.kerjakan().await;
        }
        self.dunia.operator.get(ponsel).await.ok().text()
    }
}

fn teks(teks: &str) -> [(&str, &str); 1] {
    [("teks", teks)]
}

#[tokio::test]
async fn a_resident_is_identified_asks_with_a_photo_holds_the_pdf_and_rates() {
    for db in db::testing::each_engine().await {
        let obrolan = Obrolan::kosong(db).await;
        let budi = obrolan.warga[0].clone();
        obrolan.catat(budi.id, "081200000001").await;
        let operator = &obrolan.dunia.operator;
        let ponsel = operator.post("/pesan/simulator", &[("nomor", "0812 0000 0001")]).await.led_to();
        let sambut = obrolan.di_ponsel(&ponsel, &teks("selamat pagi")).await;
        assert!(sambut.contains("90 hari") && sambut.contains("Apakah Anda setuju"), "{sambut}");
        let menu = obrolan.di_ponsel(&ponsel, &[("pilihan", "setuju"), ("judul", "Setuju")]).await;
        assert!(menu.contains("Minta surat") && menu.contains("Beri nilai layanan"), "{menu}");
        let minta = [("pilihan", "permohonan"), ("judul", "Minta surat")];
        assert!(obrolan.di_ponsel(&ponsel, &minta).await.contains("Ketik NIK Anda"));
        obrolan.di_ponsel(&ponsel, &teks(&budi.nik)).await;
        let lahir = format!("{:02}-{:02}-{}", budi.lahir.day(), budi.lahir.month(), budi.lahir.year());
        let kode = obrolan.di_ponsel(&ponsel, &teks(&lahir)).await;
        let (_, kode) = kode.split_once("Kode Anda ").expect("the phone on record is this one");
        let jenis = obrolan.di_ponsel(&ponsel, &teks(&kode[..6])).await;
        assert!(jenis.contains("terhubung dengan") && jenis.contains("Surat ini untuk siapa?"), "{jenis}");
        let jenis = obrolan.di_ponsel(&ponsel, &teks("1")).await;
        assert!(jenis.contains("Surat apa yang Anda perlukan?"), "{jenis}");
        obrolan.di_ponsel(&ponsel, &teks("domisili")).await;
        let foto = obrolan.di_ponsel(&ponsel, &teks("membuka rekening")).await;
        assert!(foto.contains("Kirim foto: Surat pengantar RT/RW"), "{foto}");
        let tulisan = format!("{ponsel}/tulisan");
        operator
            .upload(&tulisan, &[("teks", "")], ("berkas", "pengantar.png", &gambar(900, 1200)))
            .await
            .led_to();
        assert!(obrolan.lihat(&ponsel).await.contains("Foto diterima"));
        obrolan.di_ponsel(&ponsel, &teks("2")).await;
        let masuk = obrolan.di_ponsel(&ponsel, &teks("1")).await;
        assert!(masuk.contains("Permohonan 2026-0001"), "{masuk}");
        let p = obrolan.dunia.satu().await;
        assert_eq!((p.pintu(), p.orang_id, p.syarat.as_str()), (Pintu::WhatsApp, budi.id, "pengantar"));
        assert_eq!(p.ambil(), permohonan::Ambil::Pdf, "the second button is the file");
        obrolan.dunia.tindak(p.id, "pemrosesan", &[]).await.led_to();
        assert!(obrolan.lihat(&ponsel).await.contains("sedang dibuat"));
        obrolan.surat_terbit(Cara::Tte).await;
        let jadi = obrolan.lihat(&ponsel).await;
        assert!(jadi.contains("Seberapa puas"), "{jadi}");
        let (_, tautan) = jadi.rsplit_once("/berkas/").expect("the letter stands in the chat");
        assert_eq!(operator.get(&format!("{ponsel}/berkas/{}", &tautan[..36])).await.ok().bytes, PDF);
        assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Terkirim);
        let nilai = obrolan.di_ponsel(&ponsel, &teks("5")).await;
        assert!(nilai.contains("Nilai Anda: 5 dari 5"), "{nilai}");
        let mut tx = obrolan.baca().await;
        assert_eq!(store::find_nilai(&mut tx, p.id).await.unwrap().unwrap().nilai, 5);
        drop(tx);
        assert!(
            obrolan
                .di_ponsel(&ponsel, &teks("status"))
                .await
                .contains("2026-0001 Keterangan Domisili: Terkirim")
        );
        assert!(obrolan.meta.diterima().is_empty(), "nothing left the house");
    }
}
