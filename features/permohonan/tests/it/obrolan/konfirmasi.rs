//! The RT, the RW or the dukuh is asked first: by message, from the phone of who heads the part and from no other.

use permohonan::store::konfirmasi::{self as simpanan, Jawab, Konfirmasi};
use permohonan::{Keadaan, Permohonan, Pintu, store};
use testkit::wa::{Jalan, antar, meta};
use uuid::Uuid;

use super::{HP, HP_LAIN, Obrolan, maju};

/// Mbah Karso heads the RT next door to his own, which is Budi's.
const KARSO: usize = 4;

impl Obrolan {
    /// The kind asks for the word of the RT, and Karso heads Budi's.
    async fn dengan_ketua(db: db::testing::TestDb, jenis: &str) -> Self {
        let ini = Self::baru(db).await;
        ini.dunia.minta_rt(jenis).await;
        let karso = ini.warga[KARSO].id.to_string();
        let ketua = [("dusun", "Krajan"), ("rw", "001"), ("rt", "001"), ("orang", karso.as_str())];
        ini.dunia.operator.post("/atur-konfirmasi/ketua", &ketua).await.led_to();
        ini
    }

    /// Karso's phone is bound at the counter.
    async fn ikat_ketua(&self) {
        self.ketua("halo").await;
        self.tulis_dari(HP_LAIN, &meta::tekan("setuju")).await;
        let alamat = format!("/pesan/ikat/{}/kode", self.warga[KARSO].id);
        let page = self.dunia.operator.post(&alamat, &[]).await.ok().text();
        let (_, kode) = page.split_once("IKAT ").unwrap();
        assert!(self.ketua(&format!("IKAT {}", &kode[..6])).await.contains("terhubung"));
    }

    async fn ketua(&self, teks: &str) -> String {
        self.tulis_dari(HP_LAIN, &meta::ketik(teks)).await
    }

    async fn ketua_tekan(&self, id: &str) -> String {
        self.tulis_dari(HP_LAIN, &meta::tekan(id)).await
    }

    /// Budi asks for a domisili and is told that it is there.
    async fn minta_domisili(&self) -> String {
        self.ketik("menu").await;
        self.minta_surat().await;
        self.ketik("domisili").await;
        let ambil = self.ketik("membuka rekening").await;
        assert!(ambil.contains("Bagaimana surat sampai"), "no paper is asked for: {ambil}");
        self.tekan("1").await;
        self.tekan("ya").await
    }

    async fn semua(&self) -> Vec<Permohonan> {
        let mut tx = self.baca().await;
        store::list_orang(&mut tx, self.budi()).await.unwrap()
    }

    async fn konfirmasi(&self, permohonan: Uuid) -> Konfirmasi {
        let mut tx = self.baca().await;
        simpanan::find_konfirmasi(&mut tx, permohonan).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn the_rt_is_asked_by_message_and_its_word_counts_once() {
    for db in db::testing::each_engine().await {
        let obrolan = Obrolan::dengan_ketua(db, "domisili").await;
        obrolan.ikat_ketua().await;
        let konfirmasi = "Konfirmasi warga".to_owned();
        obrolan.ketua("menu").await;
        assert!(obrolan.baris_terakhir(HP_LAIN).contains(&konfirmasi), "a head's menu has a row more");
        obrolan.ketik("menu").await;
        assert!(!obrolan.baris_terakhir(HP).contains(&konfirmasi), "and nobody else's");
        let masuk = obrolan.minta_domisili().await;
        assert!(masuk.contains("ditanyakan kepada Ketua RT"), "{masuk}");
        let p = obrolan.dunia.satu().await;
        assert_eq!((p.keadaan(), p.syarat.as_str()), (Keadaan::Konfirmasi, ""));
        let tanya = obrolan.meta.teks_untuk(HP_LAIN).pop().unwrap();
        assert!(
            tanya.contains(
                "BUDI SANTOSO, Jl. Melati No. 5, RT 001 RW 001 Krajan, meminta Keterangan Domisili"
            ),
            "{tanya}"
        );
        assert!(!tanya.contains(&obrolan.warga[0].nik), "no number of the register: {tanya}");

        let benar = format!("benar:{}", obrolan.konfirmasi(p.id).await.id);
        assert!(obrolan.tekan(&benar).await.contains("sudah lewat"), "not from the phone of who asks");
        assert!(obrolan.ketik("KONFIRMASI").await.contains("hanya dijawab ketua RT"));
        assert!(obrolan.ketua("mungkin").await.contains("belum kami pahami"));
        assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Konfirmasi);

        let antaran = obrolan.meta.tulisan(HP_LAIN, super::jam(), &meta::tekan(&benar));
        let sebelum = obrolan.meta.teks_untuk(HP).len();
        antar(&obrolan.dunia.app.tamu(), "/wa/meta", &[antaran], Jalan::DuaKali).await;
        let dicatat = obrolan.tunggu_di(HP_LAIN).await;
        assert!(dicatat.contains("2026-0001 diteruskan ke kantor") && !dicatat.contains("---"), "{dicatat}");
        let kabar = obrolan.meta.teks_untuk(HP).split_off(sebelum);
        assert!(kabar.len() == 1 && kabar[0].contains("sudah dikonfirmasi"), "{kabar:?}");
        let p = obrolan.dunia.satu().await;
        assert_eq!((p.keadaan(), p.syarat.as_str()), (Keadaan::Diajukan, "pengantar"));
        let k = obrolan.konfirmasi(p.id).await;
        assert_eq!((k.jawab(), k.dijawab_nama.as_str()), (Jawab::Benar, "KARSO WIYONO"));

        assert!(obrolan.ketua_tekan(&benar).await.contains("sudah lewat"), "a second press says so");
        assert!(obrolan.ketua("konfirmasi").await.contains("Tidak ada permohonan yang menunggu"));
        assert_eq!(obrolan.dunia.satu().await.versi, p.versi, "and changes nothing");
        assert_eq!(obrolan.meta.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_is_denied_goes_to_the_officer_with_the_reason_and_several_are_answered_one_by_one() {
    let obrolan = Obrolan::dengan_ketua(db::testing::sqlite().await, "domisili").await;
    obrolan.ikat_ketua().await;
    obrolan.minta_domisili().await;
    obrolan.minta_domisili().await;
    let lagi = obrolan.meta.teks_untuk(HP_LAIN).pop().unwrap();
    assert!(lagi.contains("2026-0002 menunggu konfirmasi Anda. Ketik KONFIRMASI"), "{lagi}");
    let [kedua, pertama] = &obrolan.semua().await[..] else { panic!("two requests") };
    let daftar = obrolan.ketua("konfirmasi").await;
    assert!(daftar.contains("2 permohonan menunggu"), "{daftar}");
    let id = obrolan.konfirmasi(pertama.id).await.id.to_string();
    assert!(obrolan.ketua_tekan(&id).await.contains("permohonan 2026-0001"));
    assert!(obrolan.ketua_tekan(&format!("bukan:{id}")).await.contains("Apa alasannya?"));
    assert!(obrolan.ketua("x").await.contains("Apa alasannya?"), "one letter is no reason");
    let dicatat = obrolan.ketua("Sudah pindah, rumahnya kosong").await;
    assert!(dicatat.contains("Petugas kantor memeriksa") && dicatat.contains("Masih ada 1"), "{dicatat}");
    let p = obrolan.dunia.permohonan(pertama.id).await;
    assert_eq!((p.keadaan(), p.alasan.as_str()), (Keadaan::Diajukan, ""), "never refused by a neighbour");
    let warga = obrolan.meta.teks_untuk(HP).join("\n");
    assert!(warga.contains("belum dapat dikonfirmasi") && !warga.contains("rumahnya kosong"), "{warga}");
    let dilihat = obrolan.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(
        dilihat.contains("Tidak dikonfirmasi KARSO WIYONO") && dilihat.contains("rumahnya kosong"),
        "{dilihat}"
    );

    // Of the other the question stands, and the request ends meanwhile.
    let tanya = obrolan.ketua("konfirmasi").await;
    assert!(tanya.contains("permohonan 2026-0002"), "the last is asked at once: {tanya}");
    let id = obrolan.konfirmasi(kedua.id).await.id;
    obrolan.dunia.tindak(kedua.id, "pembatalan", &[("alasan", "tidak jadi")]).await.led_to();
    let terlambat = obrolan.ketua_tekan(&format!("benar:{id}")).await;
    assert!(terlambat.contains("2026-0002 sudah berakhir"), "{terlambat}");
    assert_eq!(obrolan.konfirmasi(kedua.id).await.jawab(), Jawab::Gugur);
    assert_eq!(obrolan.dunia.permohonan(kedua.id).await.keadaan(), Keadaan::Batal);
}

/// Two questions out of order: an answer only ever meets the question it was given to.
#[tokio::test]
async fn answers_out_of_order_and_after_another_became_head_change_nothing() {
    let obrolan = Obrolan::dengan_ketua(db::testing::sqlite().await, "domisili").await;
    obrolan.ikat_ketua().await;
    obrolan.minta_domisili().await;
    obrolan.minta_domisili().await;
    let [kedua, pertama] = &obrolan.semua().await[..] else { panic!("two requests") };
    let benar_kedua = format!("benar:{}", obrolan.konfirmasi(kedua.id).await.id);
    assert!(obrolan.ketua_tekan(&benar_kedua).await.contains("sudah lewat"), "the first was asked");
    for p in obrolan.semua().await {
        assert_eq!(p.keadaan(), Keadaan::Konfirmasi);
    }
    let siti = obrolan.warga[1].id.to_string();
    let ketua = [("dusun", "Krajan"), ("rw", "001"), ("rt", "001"), ("orang", siti.as_str())];
    obrolan.dunia.operator.post("/atur-konfirmasi/ketua", &ketua).await.led_to();
    let benar = format!("benar:{}", obrolan.konfirmasi(pertama.id).await.id);
    assert!(obrolan.ketua_tekan(&benar).await.contains("hanya dijawab ketua RT"));
    assert_eq!(obrolan.dunia.permohonan(pertama.id).await.keadaan(), Keadaan::Konfirmasi);
}

#[tokio::test]
async fn a_sensitive_kind_is_not_told_and_a_head_does_not_answer_for_themself() {
    let obrolan = Obrolan::dengan_ketua(db::testing::sqlite().await, "sktm").await;
    obrolan.ikat_ketua().await;
    obrolan.ketik("menu").await;
    obrolan.minta_surat().await;
    obrolan.ketik("tidak mampu").await;
    for isi in ["Sekolah", "SMA Negeri Contoh", "1500000"] {
        obrolan.ketik(isi).await;
    }
    obrolan.tekan("1").await;
    obrolan.tekan("ya").await;
    let p = obrolan.dunia.satu().await;
    assert_eq!(p.keadaan(), Keadaan::Konfirmasi);
    let tanya = obrolan.meta.teks_untuk(HP_LAIN).pop().unwrap();
    assert!(tanya.contains("meminta surat (permohonan 2026-0001)"), "{tanya}");
    assert!(!tanya.contains("Mampu") && !tanya.contains("SMA"), "{tanya}");

    let budi = obrolan.budi().to_string();
    let ketua = [("dusun", "Krajan"), ("rw", "001"), ("rt", "001"), ("orang", budi.as_str())];
    obrolan.dunia.operator.post("/atur-konfirmasi/ketua", &ketua).await.led_to();
    assert!(obrolan.ketik("konfirmasi").await.contains("Tidak ada permohonan yang menunggu"));
    let page = obrolan.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(page.contains("pemohonnya sendiri") && page.contains("surat pengantar di kertas"), "{page}");
}

#[tokio::test]
async fn a_head_is_reminded_once_and_one_without_whatsapp_is_asked_on_paper() {
    for db in db::testing::each_engine().await {
        let obrolan = Obrolan::dengan_ketua(db, "domisili").await;
        let masuk = obrolan.minta_domisili().await;
        assert!(masuk.contains("mintalah surat pengantarnya, lalu bawa ke kantor"), "{masuk}");
        let p = obrolan.dunia.satu().await;
        maju(3700);
        let ingat =
            async || permohonan::ingatkan_semua(&obrolan.dunia.app.db, &Obrolan::ctx()).await.unwrap();
        assert_eq!(ingat().await, 0, "nobody can be reminded");
        obrolan.ikat_ketua().await;
        assert_eq!(ingat().await, 1);
        let kata = obrolan.tunggu_di(HP_LAIN).await;
        assert!(kata.contains("Apakah benar warga Anda?"), "{kata}");
        maju(3700);
        assert_eq!(ingat().await, 0, "once");
        let page = obrolan.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(page.contains("Sudah diingatkan sekali") && page.contains("Terlalu lama"), "{page}");
        let papan = obrolan.dunia.operator.get("/permohonan?waktu=tersendat").await.ok().main();
        assert!(papan.contains(&p.nomor()) && papan.contains("Terlalu lama"), "{papan}");
    }
}

#[tokio::test]
async fn a_request_filed_at_the_counter_is_told_to_its_resident_while_it_waits() {
    let obrolan = Obrolan::dengan_ketua(db::testing::sqlite().await, "domisili").await;
    obrolan.ikat_ketua().await;
    let form = format!("/permohonan/orang/{}/domisili", obrolan.budi());
    let isi = [("i_keperluan", "KUR"), ("ambil", "1"), ("langsung", "1")];
    obrolan.dunia.operator.post(&form, &isi).await.led_to();
    let kabar = obrolan.tunggu().await;
    assert!(kabar.contains("sudah dicatat di kantor. Lebih dulu ditanyakan kepada Ketua RT"), "{kabar}");
    let p = obrolan.dunia.satu().await;
    assert_eq!((p.keadaan(), p.pintu()), (Keadaan::Konfirmasi, Pintu::Loket));
    let benar = format!("benar:{}", obrolan.konfirmasi(p.id).await.id);
    obrolan.ketua_tekan(&benar).await;
    assert_eq!(obrolan.dunia.satu().await.keadaan(), Keadaan::Diperiksa, "as the counter left it");
}
