//! A letter for somebody else of the own family card: who may ask, who is told, and that nothing of them is shown.

use permohonan::{Keadaan, store};
use testkit::wa::meta;
use uuid::Uuid;

use super::{HP, HP_LAIN, Obrolan};

const SITI: usize = 1;
const RAFI: usize = 2;
const NAYLA: usize = 3;

impl Obrolan {
    fn anggota(&self, ke: usize) -> Uuid {
        self.warga[ke].id
    }

    /// "Minta surat" for somebody of the family; gives what is asked next.
    async fn minta_untuk(&self, id: Uuid) -> String {
        self.ketik("menu").await;
        assert!(self.ketik("Minta surat").await.contains("Surat ini untuk siapa?"));
        self.tekan(&id.to_string()).await
    }
}

#[tokio::test]
async fn a_father_asks_for_his_daughter_and_is_the_one_who_is_told() {
    for db in db::testing::each_engine().await {
        let obrolan = Obrolan::baru(db).await;
        let nayla = obrolan.anggota(NAYLA);
        obrolan.ketik("menu").await;
        let siapa = obrolan.ketik("Minta surat").await;
        assert!(siapa.contains("Surat ini untuk siapa?"), "{siapa}");
        let nama = obrolan.baris_terakhir(HP);
        assert_eq!(nama, ["Saya sendiri", "SITI AMINAH", "RAFI PRATAMA", "NAYLA PUTRI"], "names, no more");
        assert!(obrolan.tekan(&nayla.to_string()).await.contains("Surat apa yang Anda perlukan?"));
        let tak_cocok = obrolan.ketik("KTP-el dalam proses").await;
        assert!(
            tak_cocok.contains("tidak dapat diminta untuk NAYLA PUTRI") && !tak_cocok.contains("umur"),
            "the reason speaks of what the register knows: {tak_cocok}"
        );
        obrolan.ketik("domisili").await;
        let foto = obrolan.ketik("mendaftar sekolah").await;
        assert!(foto.contains("Kirim foto: Surat pengantar"), "her NIK is known: {foto}");
        obrolan.tekan("nanti").await;
        let periksa = obrolan.tekan("1").await;
        assert!(periksa.contains("Untuk: NAYLA PUTRI"), "{periksa}");
        assert!(obrolan.tekan("ya").await.contains("2026-0001"));
        let p = obrolan.dunia.satu().await;
        assert_eq!((p.orang_id, p.pemohon_id), (nayla, Some(obrolan.budi())));
        assert_eq!(p.pemohon_nama, "BUDI SANTOSO");

        assert!(obrolan.tindak(p.id, "pemeriksaan", &[]).await.contains("sedang diperiksa"));
        let kurang = obrolan.tindak(p.id, "permintaan", &[("kurang", "pengantar")]).await;
        assert!(kurang.contains("Kirim foto Surat pengantar"), "{kurang}");
        assert!(obrolan.foto("pengantar").await.contains("2026-0001 sudah lengkap"));
        let status = obrolan.ketik("status").await;
        assert!(status.contains("Keterangan Domisili (NAYLA PUTRI): Diperiksa"), "{status}");
        let kantor = obrolan.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(kantor.contains("Diajukan oleh") && kantor.contains("BUDI SANTOSO"), "{kantor}");
        assert_eq!(obrolan.meta.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn for_an_adult_only_some_kinds_can_be_asked_and_they_hear_of_it() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let siti = obrolan.anggota(SITI);
    obrolan.tulis_dari(HP_LAIN, &meta::ketik("halo")).await;
    obrolan.tulis_dari(HP_LAIN, &meta::tekan("setuju")).await;
    let page = obrolan.dunia.operator.post(&format!("/pesan/ikat/{siti}/kode"), &[]).await.ok().text();
    let (_, kode) = page.split_once("IKAT ").unwrap();
    obrolan.tulis_dari(HP_LAIN, &meta::ketik(&format!("IKAT {}", &kode[..6]))).await;

    obrolan.minta_untuk(siti).await;
    assert!(obrolan.ketik("tidak mampu").await.contains("Tidak ada surat dengan nama itu"));
    obrolan.ketik("domisili").await;
    obrolan.ketik("mendaftar kursus").await;
    let ambil = obrolan.tekan("nanti").await;
    assert!(ambil.contains("Bagaimana surat sampai"), "{ambil}");
    assert!(obrolan.ketik("3").await.contains("belum kami pahami"), "her file is not sent to his phone");
    obrolan.tekan("1").await;
    obrolan.tekan("ya").await;
    let p = obrolan.dunia.satu().await;
    let didengar = obrolan.meta.teks_untuk(HP_LAIN).pop().unwrap();
    assert!(didengar.contains("BUDI SANTOSO meminta Keterangan Domisili untuk Anda"), "{didengar}");
    let sebelum = obrolan.meta.teks_untuk(HP_LAIN).len();
    obrolan.tindak(p.id, "pemeriksaan", &[]).await;
    assert_eq!(obrolan.meta.teks_untuk(HP_LAIN).len(), sebelum, "who asked is told the rest");

    obrolan.minta_untuk(obrolan.anggota(NAYLA)).await;
    let anak = obrolan.ketik("tidak mampu").await;
    assert!(!anak.contains("Tidak ada surat"), "a parent asks for everything a child may have: {anak}");
}

#[tokio::test]
async fn who_heads_no_family_asks_for_themself_and_a_stranger_is_never_offered() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.ketik("menu").await;
    obrolan.ketik("Minta surat").await;
    let tetangga = obrolan.warga[4].id.to_string();
    assert!(obrolan.tekan(&tetangga).await.contains("sudah lewat"), "not one of the choices");
    assert!(obrolan.ketik("KARSO WIYONO").await.contains("belum kami pahami"));
    assert!(obrolan.tekan("saya").await.contains("Surat apa yang Anda perlukan?"));

    let rafi = Obrolan::kosong(db::testing::sqlite().await).await;
    rafi.pilih_meta().await;
    rafi.ketik("halo").await;
    rafi.tekan("setuju").await;
    rafi.ikat(rafi.anggota(RAFI)).await;
    rafi.ketik("menu").await;
    let tanya = rafi.ketik("Minta surat").await;
    assert!(tanya.contains("Surat apa yang Anda perlukan?") && !tanya.contains("untuk siapa"), "{tanya}");
}

/// Between question and answer the daughter left the family card.
#[tokio::test]
async fn who_left_the_family_in_the_middle_is_no_longer_asked_for() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    let nayla = obrolan.anggota(NAYLA);
    obrolan.minta_untuk(nayla).await;
    obrolan.ketik("domisili").await;
    let mut tx = obrolan.dunia.app.db.write(&Obrolan::ctx(), "cerita").await.unwrap();
    let baris = kependudukan::store::find_penduduk(&mut tx, nayla).await.unwrap().unwrap();
    tx.update(&kependudukan::Penduduk { keluarga_id: None, ..baris }).await.unwrap();
    tx.commit().await.unwrap();
    assert!(obrolan.ketik("mendaftar sekolah").await.contains("Anda tidak dapat meminta surat di sini"));
    let mut tx = obrolan.baca().await;
    assert_eq!(store::count_permohonan(&mut tx, db::Where::new()).await.unwrap(), 0);
}

#[tokio::test]
async fn the_pdf_and_the_rating_go_to_who_asked() {
    let obrolan = Obrolan::baru(db::testing::sqlite().await).await;
    obrolan.minta_untuk(obrolan.anggota(NAYLA)).await;
    obrolan.ketik("domisili").await;
    obrolan.ketik("mendaftar sekolah").await;
    obrolan.tekan("nanti").await;
    obrolan.tekan("3").await;
    obrolan.tekan("ya").await;
    let p = obrolan.dunia.satu().await;
    obrolan.tindak(p.id, "pemrosesan", &[]).await;
    obrolan.surat_terbit(surat::jenis::Cara::Tte).await;
    let jadi = obrolan.tunggu().await;
    assert!(jadi.contains("Seberapa puas"), "{jadi}");
    let dokumen = obrolan.meta.diterima().into_iter().find(|pesan| pesan["type"] == "document").unwrap();
    assert_eq!(dokumen["to"], HP);
    assert!(obrolan.ketik("5").await.contains("Nilai Anda: 5 dari 5"));
    assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Terkirim);
}
