//! What the office learns about itself: the same figures on both engines, for those whom they concern.

use access::Role;
use permohonan::{JAM, Nilai, Pelaku, Permohonan, Pintu};
use uuid::Uuid;

use super::alur::surat_di;
use super::dunia::{Dunia, di};

impl Dunia {
    async fn rina(&self) -> Pelaku {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        let semua = access::store::list_pengguna(&mut tx).await.unwrap();
        Pelaku { id: Some(semua[0].id), nama: semua[0].nama.clone() }
    }

    /// A request that came, was worked on by Rina, and whose letter was there at these moments.
    async fn selesai(&self, masuk: &str, jadi: &str) -> Permohonan {
        let rina = self.rina().await;
        let mut p = self.ajukan(Pintu::Loket, masuk).await;
        let mut tx = self.tulis(jadi).await;
        waktu::selesaikan(&mut tx, JAM, p.id, di(jadi)).await.unwrap();
        p.siap_pada = Some(di(jadi).into());
        p.petugas_id = rina.id;
        p.petugas_nama = rina.nama;
        tx.update(&p).await.unwrap();
        tx.commit().await.unwrap();
        p
    }

    async fn nilai(&self, p: &Permohonan, nilai: i16, saat: &str) {
        let mut tx = self.tulis(saat).await;
        let baris = Nilai { id: tx.ctx().new_id(), permohonan_id: p.id, nilai, pada: di(saat).into() };
        tx.insert(&baris).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A letter that was issued on this day.
    async fn terbit(&self, saat: &str) -> Uuid {
        let orang = self.subjek().await;
        let mut tx = self.tulis(saat).await;
        let id = surat_di(&mut tx, orang, self.lurah_id).await;
        let mut surat = surat::store::get_surat(&mut tx, id).await.unwrap();
        surat.keadaan = surat::keadaan::Keadaan::Terbit.kode();
        surat.terbit_pada = Some(di(saat).into());
        surat.tanggal = Some(kamus::Zona::Wib.tanggal(di(saat)).into());
        surat.nomor = Some(format!("001/{saat}"));
        tx.update(&surat).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

/// The story's today is in March 2026.
async fn berisi(dunia: &Dunia) -> (Permohonan, Permohonan) {
    let cepat = dunia.selesai("2026-02-03T08:00", "2026-02-03T09:00").await;
    let lama = dunia.selesai("2026-02-10T08:00", "2026-02-10T11:00").await;
    dunia.nilai(&cepat, 5, "2026-02-04T08:00").await;
    dunia.nilai(&lama, 4, "2026-02-11T08:00").await;
    for saat in ["2026-01-31T09:00", "2026-02-03T09:00", "2026-02-28T09:00"] {
        dunia.terbit(saat).await;
    }
    (cepat, lama)
}

fn csv(answer: testkit::Answer) -> Vec<String> {
    String::from_utf8(answer.ok().bytes).unwrap().lines().map(str::to_owned).collect()
}

const FEBRUARI: &str = "/permohonan/analisis/unduhan?dari=2026-02&sampai=2026-02&format=csv";

#[tokio::test]
async fn letters_waiting_and_ratings_add_up_alike_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        berisi(&dunia).await;
        let isi = csv(dunia.operator.get(FEBRUARI).await);
        for harap in [
            "\"Semua\",\"Semua\",2,2,60,180,2,4.5,0,0,0,1,1",
            "\"Jenis surat\",\"Keterangan domisili\",2,2,60,180,2,4.5,0,0,0,1,1",
            "\"Bulan\",\"2026-02\",2,2,60,180,0,,0,0,0,0,0",
            "\"Dusun\",\"Bukan penduduk tetap\",2,2,60,180,0,,0,0,0,0,0",
        ] {
            let ada = isi.iter().any(|baris| baris.eq_ignore_ascii_case(harap));
            assert!(ada, "{harap} is missing in\n{}", isi.join("\n"));
        }
        let dua_bulan = csv(dunia
            .operator
            .get("/permohonan/analisis/unduhan?dari=2026-01&sampai=2026-02&format=csv")
            .await);
        assert!(dua_bulan.iter().any(|baris| baris.starts_with("\"Semua\",\"Semua\",3,2,")), "{dua_bulan:?}");
        let kosong = dunia.operator.get("/permohonan/analisis?dari=2025-12&sampai=2025-12").await.ok().main();
        assert!(kosong.contains("Belum ada surat pada bulan-bulan ini"), "{kosong}");
    }
}

#[tokio::test]
async fn every_number_leads_to_as_many_rows() {
    let dunia = Dunia::baru().await;
    let (cepat, lama) = berisi(&dunia).await;
    let page = dunia.operator.get("/permohonan/analisis?dari=2026-02&sampai=2026-02").await.ok().main();
    let tautan = |awal: &str| {
        let at = page.find(&format!("href=\"/{}{awal}", testkit::SUKAMAJU)).expect("a link");
        page[at + 6..].split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&")
    };
    let surat = dunia.operator.get(&tautan("/surat?")).await.ok().main();
    assert!(surat.contains("Surat terbit, 1 Februari 2026 sampai 28 Februari 2026"), "{surat}");
    assert_eq!(surat.matches("<tr><th scope=\"row\">").count(), 2, "{surat}");
    let papan = dunia.operator.get(&tautan("/permohonan?")).await.ok().main();
    assert!(papan.contains(&cepat.nomor()) && papan.contains(&lama.nomor()), "{papan}");
    let lain = dunia
        .operator
        .get("/permohonan?keadaan=semua&siap_dari=4-2-2026&siap_sampai=28-2-2026")
        .await
        .ok()
        .main();
    assert!(!lain.contains(&cepat.nomor()) && lain.contains(&lama.nomor()), "{lain}");
}

#[tokio::test]
async fn officers_are_seen_by_those_who_lead_them_alone() {
    let dunia = Dunia::baru().await;
    berisi(&dunia).await;
    let nama = dunia.rina().await.nama;
    let alamat = "/permohonan/analisis?dari=2026-02&sampai=2026-02";
    let petugas = dunia.operator.get(alamat).await.ok().main();
    assert!(petugas.contains("Per jenis surat") && !petugas.contains("Per petugas"), "{petugas}");
    let isi = csv(dunia.operator.get(FEBRUARI).await);
    assert!(!isi.iter().any(|baris| baris.starts_with("\"Petugas\"")), "{isi:?}");
    for role in [Role::Verifikator, Role::Penandatangan] {
        let pimpinan = dunia.app.sebagai(role).await;
        let page = pimpinan.get(alamat).await.ok().main();
        assert!(page.contains("Per petugas") && page.contains(&nama), "{page}");
        let isi = csv(pimpinan.get(FEBRUARI).await);
        let harap = format!("\"Petugas\",\"{nama}\",0,2,60,180,2,4.5,0,0,0,1,1");
        assert!(isi.contains(&harap), "{isi:?}");
    }
    for role in [Role::Dukuh, Role::Admin] {
        assert_eq!(dunia.app.sebagai(role).await.get(alamat).await.status, 404, "{role:?}");
    }
}

#[tokio::test]
async fn a_workbook_opens_and_its_name_says_what_it_is() {
    let dunia = Dunia::baru().await;
    berisi(&dunia).await;
    let buku = dunia.operator.get("/permohonan/analisis/unduhan?dari=2026-02&sampai=2026-02").await.ok();
    assert!(buku.bytes.starts_with(b"PK"));
    let nama = buku.headers["content-disposition"].to_str().unwrap();
    assert!(nama.contains("analisis-surat-3402132099-2026-02-2026-02.xlsx"), "{nama}");
}
