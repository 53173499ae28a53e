//! Layanan Mandiri for somebody else of the own family card.

use permohonan::{Ambil, Isi, Keadaan, Pengajuan, Pintu};
use surat::jenis::Cara;
use surat::keadaan::Keadaan as KeadaanSurat;
use testkit::Client;
use uuid::Uuid;

use super::dunia::{Dunia, Tokoh, petugas};
use super::mandiri::{Ganda, dunia, masuk};

const BUDI: usize = 0;
const SITI: usize = 1;
const RAFI: usize = 2;
const NAYLA: usize = 3;
const TETANGGA: usize = 4;

struct Keluarga {
    dunia: Dunia,
    ganda: std::sync::Arc<Ganda>,
    warga: Vec<Tokoh>,
}

impl Keluarga {
    async fn baru() -> Self {
        let (dunia, ganda, warga) = dunia().await;
        Self { dunia, ganda, warga }
    }

    async fn tamu(&self, ke: usize) -> Client {
        masuk(&self.dunia, &self.ganda, &self.warga[ke].nik).await
    }

    fn id(&self, ke: usize) -> Uuid {
        self.warga[ke].id
    }
}

#[tokio::test]
async fn a_father_asks_for_his_daughter_in_his_own_pages() {
    let keluarga = Keluarga::baru().await;
    let (budi, nayla) = (keluarga.tamu(BUDI).await, keluarga.id(NAYLA));
    let depan = budi.get("/mandiri").await.ok().main();
    for nama in ["Saya sendiri", "SITI AMINAH", "RAFI PRATAMA", "NAYLA PUTRI"] {
        assert!(depan.contains(nama), "{nama}: {depan}");
    }
    assert!(
        !depan.contains(&keluarga.warga[NAYLA].nik) && !depan.contains("KARSO"),
        "names, and only of the family"
    );
    let untuk = format!("/mandiri?untuk={nayla}");
    let pilihan = budi.get(&untuk).await.ok().main();
    assert!(pilihan.contains("Minta surat untuk NAYLA PUTRI"), "{pilihan}");
    assert!(!pilihan.contains("Syarat Anda sudah lengkap"), "what is known of her is not told: {pilihan}");
    let borang = budi.get(&format!("/mandiri/surat/domisili?untuk={nayla}")).await.ok().main();
    assert!(borang.contains("Untuk <b>NAYLA PUTRI</b>"), "{borang}");
    let id = nayla.to_string();
    let isi = [
        ("untuk", id.as_str()),
        ("i_keperluan", "mendaftar sekolah"),
        ("ambil", "3"),
        ("request_key", "k-1"),
    ];
    let ke = budi.post("/mandiri/surat/domisili", &isi).await.led_to();
    assert_eq!(budi.post("/mandiri/surat/domisili", &isi).await.led_to(), ke, "a second click asks once");
    let p = keluarga.dunia.satu().await;
    assert_eq!((p.orang_id, p.pemohon_id, p.pintu()), (nayla, Some(keluarga.id(BUDI)), Pintu::Mandiri));
    assert_eq!(p.pemohon_nama, "BUDI SANTOSO");
    assert!(budi.get("/mandiri").await.ok().main().contains("untuk NAYLA PUTRI"));
    let satu = format!("/mandiri/permohonan/{}", p.id);
    assert!(budi.get(&satu).await.ok().main().contains("untuk NAYLA PUTRI"));
    let kantor = keluarga.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(kantor.contains("Diajukan oleh") && kantor.contains("BUDI SANTOSO"), "{kantor}");
}

#[tokio::test]
async fn whom_one_may_not_ask_for_does_not_exist() {
    let keluarga = Keluarga::baru().await;
    let budi = keluarga.tamu(BUDI).await;
    let tetangga = keluarga.id(TETANGGA).to_string();
    for siapa in [tetangga.as_str(), "bukan-alamat", &Uuid::nil().to_string()] {
        assert_eq!(budi.get(&format!("/mandiri?untuk={siapa}")).await.status, 404, "{siapa}");
        assert_eq!(budi.get(&format!("/mandiri/surat/domisili?untuk={siapa}")).await.status, 404, "{siapa}");
        let kirim = budi.post("/mandiri/surat/domisili", &[("untuk", siapa), ("ambil", "1")]).await;
        assert_eq!(kirim.status, 404, "{siapa}");
    }
    let rafi = keluarga.tamu(RAFI).await;
    assert!(!rafi.get("/mandiri").await.ok().main().contains("Untuk siapa"), "a child heads no family");
    let ayah = rafi.get(&format!("/mandiri?untuk={}", keluarga.id(BUDI))).await;
    assert_eq!(ayah.status, 404);
}

#[tokio::test]
async fn an_adult_is_asked_for_only_in_some_things_and_fetches_the_letter() {
    let keluarga = Keluarga::baru().await;
    let (budi, siti) = (keluarga.tamu(BUDI).await, keluarga.id(SITI).to_string());
    let depan = budi.get(&format!("/mandiri?untuk={siti}")).await.ok().main();
    assert!(depan.contains("Keterangan Domisili") && !depan.contains("Tidak Mampu"), "{depan}");
    assert_eq!(budi.get(&format!("/mandiri/surat/sktm?untuk={siti}")).await.status, 404);
    let borang = budi.get(&format!("/mandiri/surat/domisili?untuk={siti}")).await.ok().main();
    assert!(!borang.contains("value=\"3\""), "no PDF to another's pages: {borang}");
    let pdf = [("untuk", siti.as_str()), ("i_keperluan", "kursus"), ("ambil", "3")];
    assert_eq!(budi.post("/mandiri/surat/domisili", &pdf).await.status, 422);
    let kantor = [("untuk", siti.as_str()), ("i_keperluan", "kursus"), ("ambil", "1")];
    budi.post("/mandiri/surat/domisili", &kantor).await.led_to();
    assert_eq!(keluarga.dunia.satu().await.orang_id, keluarga.id(SITI));
}

#[tokio::test]
async fn a_kind_that_does_not_fit_is_told_to_oneself_with_the_reason_and_of_others_without() {
    let keluarga = Keluarga::baru().await;
    let budi = keluarga.tamu(BUDI).await;
    let sendiri = budi.get("/mandiri/surat/belum_menikah").await.ok().main();
    assert!(
        sendiri.contains("Status perkawinan orang ini tercatat") && !sendiri.contains("Ajukan"),
        "{sendiri}"
    );
    let kirim = budi.post("/mandiri/surat/belum_menikah", &[("ambil", "1")]).await;
    assert!(kirim.status == 422 && kirim.text().contains("tercatat"), "{}", kirim.text());
    let nayla = keluarga.id(NAYLA).to_string();
    let anak = budi.get(&format!("/mandiri/surat/ktp_proses?untuk={nayla}")).await.ok().main();
    assert!(
        anak.contains("tidak dapat diminta dari sini untuk NAYLA PUTRI") && !anak.contains("umur"),
        "{anak}"
    );
}

#[tokio::test]
async fn so_many_requests_run_at_a_time() {
    let keluarga = Keluarga::baru().await;
    let budi = keluarga.tamu(BUDI).await;
    for ke in 0..6 {
        let keperluan = format!("keperluan {ke}");
        let isi = [("i_keperluan", keperluan.as_str()), ("ambil", "1")];
        budi.post("/mandiri/surat/domisili", &isi).await.led_to();
    }
    let mut tx = keluarga.dunia.app.db.read(&keluarga.dunia.app.ctx()).await.unwrap();
    let semua = permohonan::store::list_orang(&mut tx, keluarga.id(BUDI)).await.unwrap();
    assert_eq!(semua.len(), 5, "the sixth waits for one of them");
}

/// A husband asked by message for his wife: her letter is signed, and is hers to open.
#[tokio::test]
async fn the_file_of_an_adult_s_letter_is_opened_by_nobody_else() {
    let keluarga = Keluarga::baru().await;
    let Keluarga { dunia, .. } = &keluarga;
    let (budi, siti, rafi) =
        (keluarga.tamu(BUDI).await, keluarga.tamu(SITI).await, keluarga.tamu(RAFI).await);
    let files = files::FileStore::new(dunia.folder());
    for (siapa, boleh) in [(SITI, [false, true, false]), (NAYLA, [true, false, false])] {
        let mut tx = dunia.tulis("2026-03-05T08:00").await;
        let orang = kependudukan::find_subjek(&mut tx, keluarga.id(siapa)).await.unwrap().unwrap();
        let pengajuan = Pengajuan {
            pintu: Pintu::WhatsApp,
            jenis: surat::jenis::find("domisili").unwrap(),
            orang: orang.clone(),
            pemohon: "BUDI SANTOSO".into(),
            pemohon_id: Some(keluarga.id(BUDI)),
            isi: Isi::default(),
            syarat: Vec::new(),
            ambil: Ambil::Kantor,
            pengantar: None,
        };
        let p = permohonan::alur::ajukan(&mut tx, pengajuan, &petugas()).await.unwrap();
        let surat_id = super::alur::surat_di(&mut tx, orang, dunia.lurah_id).await;
        let pdf = files.put(&mut tx, "surat.pdf", "application/pdf", b"%PDF-1.7\n%%EOF\n").await.unwrap();
        let mut surat = surat::store::get_surat(&mut tx, surat_id).await.unwrap();
        (surat.keadaan, surat.cara) = (KeadaanSurat::Terbit.kode(), Cara::Tte.kode());
        (surat.terbit_id, surat.terbit_pada) = (Some(pdf.id), Some(tx.ctx().now.into()));
        tx.update(&surat).await.unwrap();
        let siap = permohonan::Permohonan {
            surat_id: Some(surat_id),
            siap_pada: Some(tx.ctx().now.into()),
            keadaan: Keadaan::Siap.kode(),
            ..p
        };
        tx.update(&siap).await.unwrap();
        tx.commit().await.unwrap();
        let halaman = format!("/mandiri/permohonan/{}", siap.id);
        for (tamu, boleh) in [&budi, &siti, &rafi].into_iter().zip(boleh) {
            let berkas = tamu.get(&format!("{halaman}/berkas")).await;
            assert_eq!(berkas.status == 200, boleh, "{siapa}");
            let tampak = tamu.get(&halaman).await;
            assert_eq!(tampak.status == 200 && tampak.text().contains("Unduh suratnya"), boleh, "{siapa}");
        }
        assert_eq!(budi.get(&halaman).await.status, 200, "who asked sees how it stands");
    }
}
