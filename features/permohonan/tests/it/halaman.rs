//! The counter, the board, and what anybody may see.

use access::Role;
use permohonan::{Keadaan, Pintu};

use super::dunia::{Dunia, petugas};

#[tokio::test]
async fn the_clerk_files_a_request_and_the_letter_s_form_opens_filled_in() {
    let dunia = Dunia::baru().await;
    let op = &dunia.operator;
    let ke = op.post("/permohonan/baru", &[("cari", "Siti")]).await.led_to();
    assert!(op.get(&ke).await.ok().text().contains(&format!("/permohonan/orang/{}", dunia.siti)));
    let nomor = op.post("/permohonan/baru", &[("cari", "3402134101859001")]).await.ok();
    assert!(nomor.text().contains("Siti Aminah") && !nomor.text().contains("3402134101859001"));
    let pilih = op.get(&format!("/permohonan/orang/{}", dunia.siti)).await.ok().main();
    assert!(pilih.contains("Perlu dibawa: Surat pengantar RT/RW"), "the register knows the NIK: {pilih}");
    let form = format!("/permohonan/orang/{}/domisili", dunia.siti);
    assert!(op.get(&form).await.ok().main().contains("Waktu layanan: 4 jam pada jam kerja"));
    let isi = [
        ("syarat", "pengantar"),
        ("i_keperluan", "membuka rekening bank"),
        ("ambil", "1"),
        ("langsung", "1"),
        ("request_key", "loket-1"),
    ];
    let ke = op.post(&form, &isi).await.led_to();
    assert_eq!(op.post(&form, &isi).await.led_to(), ke, "a repeated form files one request");
    let borang = op.get(&ke).await.ok().text();
    assert!(borang.contains("membuka rekening bank") && borang.contains("Siti Aminah"));
    let p = dunia.satu().await;
    assert_eq!((p.keadaan(), p.pintu(), p.syarat.as_str()), (Keadaan::Diproses, Pintu::Loket, "pengantar"));
    let satu = op.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(
        satu.contains("Sudah dilihat") && satu.contains("Ada di data") && satu.contains("Sisa 4 jam"),
        "{satu}"
    );
}

#[tokio::test]
async fn what_is_typed_wrongly_comes_back_all_at_once() {
    let dunia = Dunia::baru().await;
    let form = format!("/permohonan/orang/{}/domisili", dunia.siti);
    let panjang = "a".repeat(301);
    let jawab = dunia
        .operator
        .post(
            &form,
            &[("i_sejak", "31-02-2020"), ("ambil", "2"), ("catatan", &panjang), ("i_keperluan", "KUR")],
        )
        .await;
    assert_eq!(jawab.status, 422);
    for kalimat in ["tidak ada di kalender", "Tulis ke mana surat diantar", "Paling panjang 300 huruf", "KUR"]
    {
        assert!(jawab.text().contains(kalimat), "{kalimat}");
    }
    assert_eq!(dunia.operator.get(&format!("/permohonan/orang/{}/raja", dunia.siti)).await.status, 404);
    assert_eq!(dunia.operator.get("/permohonan/orang/apa/domisili").await.status, 404);
}

#[tokio::test]
async fn the_board_shows_what_is_due_first_and_filters_by_address() {
    let dunia = Dunia::baru().await;
    let lewat = dunia.ajukan(Pintu::Mandiri, "2026-02-26T08:00").await;
    let baru = dunia.ajukan(Pintu::Loket, "2026-03-02T08:30").await;
    let papan = dunia.operator.get("/permohonan").await.ok().main();
    let tempat = |p: &permohonan::Permohonan| papan.find(&p.nomor()).unwrap();
    assert!(tempat(&lewat) < tempat(&baru), "the overdue one stands first");
    assert!(papan.contains("lewat ") && papan.contains("sisa 3 jam 30 menit"), "{papan}");
    let hanya = dunia.operator.get("/permohonan?waktu=lewat").await.ok().main();
    assert!(hanya.contains(&lewat.nomor()) && !hanya.contains(&baru.nomor()));
    let loket = dunia.operator.get("/permohonan?pintu=1&jenis=domisili&cari=siti").await.ok().main();
    assert!(loket.contains(&baru.nomor()) && !loket.contains(&lewat.nomor()));
    assert!(!dunia.operator.get("/permohonan?cari=tidak%25ada").await.ok().main().contains(&baru.nomor()));
    assert!(dunia.operator.get("/permohonan?keadaan=semua&hal=9").await.ok().main().contains("Permohonan"));
    assert_eq!(dunia.app.sebagai(Role::Dukuh).await.get("/permohonan").await.status, 404);
    let lurah = dunia.app.sebagai(Role::Penandatangan).await;
    let dilihat = lurah.get(&format!("/permohonan/{}", baru.id)).await.ok().main();
    assert!(!dilihat.contains("Buat suratnya"), "who only looks has no buttons");
}

#[tokio::test]
async fn acts_go_by_the_page_and_say_what_stands_against_them() {
    let dunia = Dunia::baru().await;
    let p = dunia.ajukan(Pintu::Mandiri, "2026-03-02T08:30").await;
    dunia.tindak(p.id, "pemeriksaan", &[]).await.led_to();
    dunia.tindak(p.id, "permintaan", &[]).await.led_to();
    assert_eq!(dunia.permohonan(p.id).await.keadaan(), Keadaan::Diperiksa, "nothing was asked for");
    dunia.tindak(p.id, "permintaan", &[("kurang", "pengantar")]).await.led_to();
    let menunggu = dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
    assert!(
        menunggu.contains("Berhenti menunggu warga") && menunggu.contains("Sudah dilengkapi"),
        "{menunggu}"
    );
    dunia.tindak(p.id, "kelengkapan", &[("ada", "pengantar")]).await.led_to();
    let ke = dunia.tindak(p.id, "pemrosesan", &[]).await.led_to();
    assert!(ke.contains("/surat/baru/domisili?draf="), "{ke}");
    dunia.tindak(p.id, "pembatalan", &[("alasan", "tidak jadi")]).await.led_to();
    assert_eq!(dunia.permohonan(p.id).await.keadaan(), Keadaan::Batal);
    let lagi = dunia.tindak(p.id, "pemrosesan", &[]).await;
    assert_eq!(lagi.status, 409, "{}", lagi.text());
    let tanpa = dunia.operator.post(&format!("/permohonan/{}/pembatalan", p.id), &[("alasan", "apa")]).await;
    assert_eq!(tanpa.status, 400);
}

#[tokio::test]
async fn the_status_page_tells_where_it_stands_and_names_nobody() {
    let dunia = Dunia::baru().await;
    let p = dunia.ajukan(Pintu::Mandiri, "2026-03-02T08:30").await;
    let mut tx = dunia.tulis("2026-03-02T08:40").await;
    let terlihat = permohonan::Terlihat { id: p.id, versi: p.versi };
    permohonan::alur::minta(&mut tx, terlihat, &["pengantar".into()], "Rahasia Siti", &petugas())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let tamu = dunia.app.tamu();
    let status = tamu.get(&format!("/status/{}", p.token)).await.ok().text();
    assert!(status.contains("2026-0001") && status.contains("Surat pengantar RT/RW"), "{status}");
    for nama in ["Siti", "Rina", "Rahasia", "rekening", "9001"] {
        assert!(!status.contains(nama), "{nama}");
    }
    assert_eq!(tamu.get("/status/tidak-ada").await.status, 404);
    let mut semua = Vec::new();
    for _ in 0..40 {
        semua.push(tamu.get("/status/coba").await.status);
    }
    assert!(semua.iter().any(|status| *status == 429), "who tries many is slowed down");
}

#[tokio::test]
async fn the_village_says_how_long_each_kind_may_take() {
    let dunia = Dunia::baru().await;
    let op = &dunia.operator;
    let salah = op.post("/atur-permohonan", &[("umum", ""), ("j_domisili", "sehari")]).await;
    assert_eq!(salah.status, 422);
    assert!(salah.text().contains("Isi waktu untuk semua") && salah.text().contains("sehari"));
    op.post("/atur-permohonan", &[("umum", "6"), ("j_domisili", "1,5")]).await.led_to();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    assert_eq!(permohonan::jatah(&mut tx, "domisili").await.unwrap().as_mins(), 90);
    assert_eq!(permohonan::jatah(&mut tx, "keterangan").await.unwrap().as_mins(), 360);
    drop(tx);
    op.post("/atur-permohonan", &[("umum", "6"), ("j_domisili", "")]).await.led_to();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    assert_eq!(permohonan::jatah(&mut tx, "domisili").await.unwrap().as_mins(), 360);
}

#[tokio::test]
async fn public_figures_pool_the_rare_and_show_only_closed_months() {
    let dunia = Dunia::baru().await;
    for hari in 2..=7 {
        let saat = format!("2026-02-{hari:02}T08:00");
        let p = dunia.ajukan(Pintu::Loket, &saat).await;
        let selesai = format!("2026-02-{hari:02}T10:00");
        let mut tx = dunia.tulis(&selesai).await;
        let mut baris = permohonan::store::get_permohonan(&mut tx, p.id).await.unwrap();
        baris.siap_pada = Some(tx.ctx().now.into());
        tx.update(&baris).await.unwrap();
        let kini = tx.ctx().now;
        waktu::selesaikan(&mut tx, permohonan::JAM, p.id, kini).await.unwrap();
        tx.commit().await.unwrap();
    }
    let tamu = dunia.app.tamu();
    let februari = tamu.get("/waktu-layanan").await.ok().main();
    assert!(februari.contains("Februari 2026") && februari.contains("Keterangan Domisili"), "{februari}");
    assert!(februari.contains("2 jam"), "{februari}");
    let berjalan = tamu.get("/waktu-layanan?bulan=2026-03").await.ok().main();
    assert!(berjalan.contains("Februari 2026"), "a month that is not over is not shown");
    let kosong = tamu.get("/waktu-layanan?bulan=2026-01").await.ok().main();
    assert!(kosong.contains("Tidak ada permohonan"), "{kosong}");
}
