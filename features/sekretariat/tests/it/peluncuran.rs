//! The papers of the start: proposed, changed, remembered, printed.

use testkit::Answer;

use crate::dunia::Dunia;

fn pdf(answer: Answer, nama: &str) -> Vec<u8> {
    let answer = answer.ok();
    assert!(answer.bytes.starts_with(b"%PDF"), "{nama}");
    answer.bytes
}

async fn nomor_kantor(d: &Dunia, nomor: &str) {
    let mut tx = d.app.db.write(&d.app.ctx(), "pengaturan_pesan").await.unwrap();
    let id = tx.ctx().new_id();
    let diubah_pada = tx.ctx().now.into();
    let atur = pesan::AturPesan {
        id,
        penyedia: 0,
        rahasia_segel: None,
        nomor_kantor: nomor.to_owned(),
        dihentikan_pada: None,
        sebab_henti: String::new(),
        diubah_pada,
    };
    tx.insert(&atur).await.unwrap();
    tx.commit().await.unwrap();
}

/// The fields of a team of two.
fn tim<'a>(lain: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("nama-1", "Budi Santosa"),
        ("jabatan-1", "Carik"),
        ("kedudukan-1", "Ketua"),
        ("tugas-1", "Memeriksa surat"),
        ("nama-3", "Tri Wahyuni"),
        ("kedudukan-3", "Anggota"),
        ("tugas-3", "Memutakhirkan agenda"),
    ];
    fields.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
    fields.extend_from_slice(lain);
    fields
}

#[tokio::test]
async fn the_team_is_proposed_from_the_offices_changed_and_remembered_on_both_engines() {
    for db in db::testing::each_engine().await {
        let d = Dunia::di(db).await;
        let usul = d.operator.get("/berkas-peluncuran/tim").await.ok().text();
        for kata in ["Sri Lestari, S.IP.", "Lurah", "Penanggung jawab", "Budi Santosa", "Dukuh Krajan"] {
            assert!(usul.contains(kata), "{kata}");
        }
        let awal = pdf(d.operator.get("/berkas-peluncuran/keputusan.pdf").await, "keputusan");
        d.operator.post("/berkas-peluncuran/tim", &tim(&[])).await.led_to();
        let kini = d.operator.get("/berkas-peluncuran/tim").await.ok().text();
        assert!(kini.contains("Memutakhirkan agenda") && !kini.contains("Sri Lestari, S.IP."));
        assert!(d.operator.get("/berkas-peluncuran").await.ok().main().contains("2 anggota"));
        assert_ne!(pdf(d.operator.get("/berkas-peluncuran/keputusan.pdf").await, "keputusan"), awal);
        d.operator
            .post("/berkas-peluncuran/tim", &tim(&[("nama-2", "Wagiman"), ("kedudukan-2", "Anggota")]))
            .await
            .led_to();
        assert!(d.operator.get("/berkas-peluncuran").await.ok().main().contains("3 anggota"));
    }
}

#[tokio::test]
async fn the_decision_takes_a_number_of_the_agenda_once_or_leaves_room_for_a_hand() {
    let d = Dunia::baru().await;
    assert!(d.operator.get("/berkas-peluncuran").await.ok().main().contains("Belum bernomor"));
    let sama = [("request_key", "kunci-nomor")];
    d.operator.post("/berkas-peluncuran/nomor", &sama).await.led_to();
    d.operator.post("/berkas-peluncuran/nomor", &sama).await.led_to();
    let page = d.operator.get("/berkas-peluncuran").await.ok().main();
    assert!(page.contains("100.3.3/001/SKM/III/2026"), "{page}");
    let keluar = d.operator.get("/surat-keluar").await.ok().main();
    assert!(keluar.contains("100.3.3/001/SKM/III/2026") && !keluar.contains("100.3.3/002"));
    let lagi = d.operator.post("/berkas-peluncuran/nomor", &[]).await;
    assert_eq!(lagi.status, 400);
    assert!(lagi.text().contains("sudah bernomor"));
    // A number of one's own register may be written in its place.
    d.operator
        .post("/berkas-peluncuran/tim", &tim(&[("nomor", "12/KPTS/2026"), ("tanggal", "02-03-2026")]))
        .await
        .led_to();
    assert!(d.operator.get("/berkas-peluncuran").await.ok().main().contains("12/KPTS/2026"));
}

#[tokio::test]
async fn every_mistake_in_team_and_budget_is_told_at_its_line() {
    let d = Dunia::baru().await;
    let salah = tim(&[("nama-3", ""), ("kedudukan-1", ""), ("tanggal", "31-31-2026")]);
    let jawab = d.operator.post("/berkas-peluncuran/tim", &salah).await;
    assert_eq!(jawab.status, 422);
    for kalimat in
        ["Anggota 3: namanya belum diisi", "Anggota 1: kedudukannya belum diisi", "Tanggal keputusan"]
    {
        assert!(jawab.main().contains(kalimat), "{kalimat}");
    }
    assert!(jawab.main().contains("Memutakhirkan agenda"), "what was typed stays");
    let kosong = d.operator.post("/berkas-peluncuran/tim", &[("nomor", "")]).await;
    assert!(kosong.main().contains("Isi paling sedikit satu anggota"));
    let rab = [("uraian-1", "Laptop"), ("volume-1", "satu"), ("harga-1", "murah"), ("harga-2", "5.000")];
    let jawab = d.operator.post("/berkas-peluncuran/anggaran", &rab).await;
    assert_eq!(jawab.status, 422);
    for kalimat in ["Baris 1: banyaknya harus angka", "Baris 1: harga harus angka", "Baris 2: isi uraiannya"]
    {
        assert!(jawab.main().contains(kalimat), "{kalimat}");
    }
}

#[tokio::test]
async fn prices_are_the_village_s_own_and_add_up() {
    let d = Dunia::baru().await;
    assert!(d.operator.get("/berkas-peluncuran").await.ok().main().contains("Rp19.900.000"));
    pdf(d.operator.get("/berkas-peluncuran/anggaran.pdf").await, "anggaran");
    let rab = [
        ("uraian-1", "Laptop"),
        ("volume-1", "2"),
        ("satuan-1", "unit"),
        ("harga-1", "6.250.000"),
        ("uraian-4", "Internet"),
        ("volume-4", "12"),
        ("satuan-4", "bulan"),
        ("harga-4", "Rp 300.000"),
    ];
    d.operator.post("/berkas-peluncuran/anggaran", &rab).await.led_to();
    assert!(d.operator.get("/berkas-peluncuran").await.ok().main().contains("Rp16.100.000"));
    pdf(d.operator.get("/berkas-peluncuran/anggaran.pdf").await, "anggaran");
}

#[tokio::test]
async fn the_poster_waits_for_the_office_s_number() {
    let d = Dunia::baru().await;
    assert!(
        d.operator.get("/berkas-peluncuran").await.ok().main().contains("Nomor WhatsApp kantor belum diisi")
    );
    let dipulangkan = d.operator.get("/berkas-peluncuran/poster.pdf").await.led_to();
    assert!(dipulangkan.ends_with("/berkas-peluncuran"), "{dipulangkan}");
    nomor_kantor(&d, "081234567890").await;
    let page = d.operator.get("/berkas-peluncuran").await.ok().main();
    assert!(page.contains("Unduh A3") && !page.contains("belum diisi. Minta"));
    let a3 = pdf(d.operator.get("/berkas-peluncuran/poster.pdf?ukuran=a3").await, "a3");
    let a4 = pdf(d.operator.get("/berkas-peluncuran/poster.pdf?ukuran=a4").await, "a4");
    assert_ne!(a3, a4);
}

#[tokio::test]
async fn each_role_has_its_page_and_nobody_else_opens_them() {
    let d = Dunia::baru().await;
    for peran in ["operator", "verifikator", "penandatangan", "dukuh", "warga", "camat"] {
        pdf(d.operator.get(&format!("/berkas-peluncuran/panduan/{peran}")).await, peran);
    }
    assert_eq!(d.operator.get("/berkas-peluncuran/panduan/hacker").await.status, 404);
    for client in [&d.dukuh, &d.carik] {
        assert_eq!(client.get("/berkas-peluncuran").await.status, 404);
    }
}
