//! A family moves from Sukamaju to its twin Kembaran, and both villages agree on it.

use access::Role;
use db::Unit;
use kamus::StatusDasar;
use kependudukan::pindah_antar::{self, GalatPindah, KeadaanKiriman};
use kependudukan::store;
use testkit::{KEMBARAN, SUKAMAJU, each_engine};

use crate::buku::{NIK_BUDI, NIK_SITI};
use crate::catat::catat;
use crate::cerita::{fitur, jalankan};
use crate::dua_desa::{Dunia, dunia};

const KELUARGA: [&str; 3] = ["BUDI SANTOSO", "SITI AMINAH", "BAYI SITI"];

#[tokio::test]
async fn a_family_is_sent_looked_at_and_taken_in_with_all_that_is_known() {
    for app in each_engine(fitur).await {
        let d = dunia(app).await;
        let peristiwa = d.pindah(&KELUARGA).await;
        let halaman = d.sini.get(&peristiwa).await.ok().text();
        assert!(halaman.contains("Kalurahan Kembaran, yang juga memakai Balai ini"), "{halaman}");
        let pilih = d.sini.get(&format!("{peristiwa}/pengiriman")).await.ok().text();
        let pilihan = |unit: Unit| format!("value=\"{unit}\"");
        assert!(pilih.contains(&pilihan(KEMBARAN)) && !pilih.contains(&pilihan(SUKAMAJU)));
        d.kirim(&peristiwa).await.led_to();
        assert_eq!(d.keadaan().await, KeadaanKiriman::DiJalan);
        assert_eq!(d.terhitung("SITI AMINAH").await, 0, "on the way, counted nowhere");
        assert_eq!(d.bernama(SUKAMAJU, "SITI AMINAH").await[0].status_dasar(), StatusDasar::Pindah);

        let kiriman = d.satu_masuk().await.kiriman.id;
        let daftar = d.sana.get("/pindah-antar").await.ok().text();
        assert!(daftar.contains("3 orang") && !daftar.contains("SITI"), "the list names nobody");
        let lihat = d.sana.post(&format!("/pindah-antar/{kiriman}/pembukaan"), &[]).await.ok().text();
        assert!(lihat.contains("SITI AMINAH") && lihat.contains("Belum ber-NIK"));
        assert!(!lihat.contains(NIK_SITI) && !lihat.contains(NIK_BUDI), "masked");
        assert!(lihat.contains("SKPWNI/9/2026"), "what was said there begins the form");

        let isian = d.sekeluarga().await;
        let periksa = d.periksa(kiriman, &isian).await.ok().text();
        assert!(periksa.contains("Keluarga baru") && periksa.contains("menunggu nomor KK"));
        assert_eq!(d.terhitung("SITI AMINAH").await, 0, "checking writes nothing");
        let tiba = d.terima(kiriman, &isian).await.led_to();
        assert_eq!(d.keadaan().await, KeadaanKiriman::Diterima);
        for nama in KELUARGA {
            assert_eq!(d.terhitung(nama).await, 1, "{nama}");
        }
        diterima_utuh(&d).await;
        let halaman = d.sana.get(&tiba).await.ok().text();
        assert!(halaman.contains("Kedatangan") && halaman.contains("Sukamaju"));
        assert!(d.sini.get("/pindah-antar?arah=keluar").await.ok().text().contains("Diterima"));
        let lagi = d.terima(kiriman, &isian).await;
        assert_eq!(lagi.status, 409, "nobody is taken in twice");
        for ctx in [d.app.ctx(), d.kembaran] {
            let buku = db::ledger::verify_unit(&d.app.db, ctx.unit, ctx.now).await.unwrap();
            assert_eq!(buku.finding, None);
        }
    }
}

/// Under Kembaran's own keys, with papers and health, and the looks written down in both villages.
async fn diterima_utuh(d: &Dunia) {
    let dulu = d.bernama(SUKAMAJU, "SITI AMINAH").await.remove(0);
    let kini = d.bernama(KEMBARAN, "SITI AMINAH").await.remove(0);
    assert_ne!(dulu.nik_segel, kini.nik_segel);
    assert_ne!(dulu.nik_kunci, kini.nik_kunci);
    let sini = d.app.db.read(&d.app.ctx()).await.unwrap();
    let mut sana = d.app.db.read(&d.kembaran).await.unwrap();
    assert!(kini.nik(sini.keys()).is_err(), "sealed for Kembaran alone");
    assert_eq!(kini.nik(sana.keys()).unwrap().unwrap().as_str(), NIK_SITI);
    let (mut lama, baru) = (dulu.isian(None, sini.keys()).unwrap(), kini.isian(None, sana.keys()).unwrap());
    assert!(baru.kehamilan.is_some() && baru.nama_ibu.is_some());
    lama.status_dasar = StatusDasar::Hidup;
    lama.alamat.clone_from(&baru.alamat);
    assert!(lama == baru, "every other field came along");
    let keluarga = store::find_keluarga(&mut sana, kini.keluarga_id.unwrap()).await.unwrap().unwrap();
    assert_eq!(keluarga.kepala_id, Some(d.bernama(KEMBARAN, "BUDI SANTOSO").await[0].id));
    let mut sini = sini;
    let pandangan = access::store::list_pembukaan(&mut sini, Some(dulu.id)).await.unwrap();
    assert_eq!(pandangan.len(), 3, "looked, checked, taken in");
    assert!(pandangan.iter().all(|p| p.hal == "kiriman_pindah" && p.penerima.is_some()));
    let di_sana = access::store::list_pembukaan(&mut sana, None).await.unwrap();
    assert_eq!(di_sana.iter().filter(|p| p.hal == "kiriman_pindah").count(), 3);
}

#[tokio::test]
async fn a_refusal_goes_back_with_its_reason_and_the_move_can_be_sent_again_or_undone() {
    for app in each_engine(fitur).await {
        let d = dunia(app).await;
        let peristiwa = d.pindah(&KELUARGA[1..2]).await;
        d.kirim(&peristiwa).await.led_to();
        assert_eq!(d.kirim(&peristiwa).await.status, 422, "once is enough");
        let kiriman = d.satu_masuk().await.kiriman.id;
        let alamat = format!("/pindah-antar/{kiriman}/penolakan");
        let kosong = d.sana.post(&alamat, &[]).await;
        assert_eq!(kosong.status, 422);
        assert!(kosong.text().contains("Isi alasan penolakan"));
        let kunci =
            [("alasan_tolak", "Alamatnya bukan di sini"), ("request_key", "satu-kali-saja-kunci-penolakan")];
        let pertama = d.sana.post(&alamat, &kunci).await.led_to();
        assert_eq!(d.sana.post(&alamat, &kunci).await.led_to(), pertama, "a repeated submit");
        assert_eq!(d.keadaan().await, KeadaanKiriman::Ditolak);
        let keluar = d.sini.get("/pindah-antar?arah=keluar").await.ok().text();
        assert!(keluar.contains("Ditolak") && keluar.contains("Alamatnya bukan di sini"));
        assert!(d.sana.get("/pindah-antar").await.ok().text().contains("Tidak ada yang menunggu"));

        d.kirim(&peristiwa).await.led_to();
        assert_ne!(d.satu_masuk().await.kiriman.id, kiriman);
        let batal = d.sini.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Keliru")]).await;
        assert_eq!(batal.status, 422);
        assert!(batal.text().contains("Tarik dulu kirimannya"));
        let kedua = d.satu_masuk().await.kiriman.id;
        d.sini.post(&format!("/pindah-antar/{kedua}/penarikan"), &[]).await.led_to();
        let mut tx = d.app.db.read(&d.app.ctx()).await.unwrap();
        let ditarik = store::find_kiriman(&mut tx, kedua).await.unwrap().unwrap();
        assert_eq!(ditarik.keadaan(), KeadaanKiriman::Ditarik);
        drop(tx);
        d.sini.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Keliru")]).await.led_to();
        assert_eq!(d.terhitung("SITI AMINAH").await, 1);
        assert_eq!(d.kirim(&peristiwa).await.status, 409, "what was undone is not sent");
    }
}

#[tokio::test]
async fn who_comes_first_has_decided() {
    for app in each_engine(fitur).await {
        let d = dunia(app).await;
        let peristiwa = d.pindah(&KELUARGA[1..2]).await;
        d.kirim(&peristiwa).await.led_to();
        let kiriman = d.satu_masuk().await.kiriman.id;
        let isian = d.isian(&[("SITI AMINAH", "1")]).await;
        let ctx = d.app.ctx();
        let (satu, dua, tarik) = tokio::join!(
            d.terima(kiriman, &isian),
            d.terima(kiriman, &isian),
            pindah_antar::tarik(&d.app.db, &ctx, kiriman),
        );
        let diterima = [&satu, &dua].iter().filter(|jawab| jawab.status == 303).count();
        let ditarik = usize::from(tarik.is_ok());
        assert_eq!(diterima + ditarik, 1, "{} {} {tarik:?}", satu.status, dua.status);
        assert_eq!(d.terhitung("SITI AMINAH").await, diterima);
        let harapan = if ditarik == 1 { KeadaanKiriman::Ditarik } else { KeadaanKiriman::Diterima };
        assert_eq!(d.keadaan().await, harapan);
        jalankan(&d.app).await;
        assert_eq!(d.keadaan().await, harapan, "the job finds it told");
        if diterima == 1 {
            let galat = pindah_antar::tarik(&d.app.db, &d.app.ctx(), kiriman).await.unwrap_err();
            assert!(matches!(galat, GalatPindah::SudahDijawab(KeadaanKiriman::Diterima)), "{galat}");
        }
    }
}

#[tokio::test]
async fn an_arrival_that_is_undone_is_on_the_way_again() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&KELUARGA).await;
    d.kirim(&peristiwa).await.led_to();
    let kiriman = d.satu_masuk().await.kiriman.id;
    let isian = d.sekeluarga().await;
    let tiba = d.terima(kiriman, &isian).await.led_to();
    let batal = d.sini.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Keliru")]).await;
    assert_eq!(batal.status, 422);
    assert!(batal.text().contains("Desa tujuan sudah menerima"));
    d.sana.post(&format!("{tiba}/pembatalan"), &[("alasan", "Salah kirim")]).await.led_to();
    assert_eq!(d.terhitung("SITI AMINAH").await, 0);
    assert_eq!(d.keadaan().await, KeadaanKiriman::Diterima, "the news is on its way");
    let batal = d.sini.post(&format!("{peristiwa}/pembatalan"), &[("alasan", "Keliru")]).await;
    assert_eq!(batal.status, 422, "and until it is there, nothing is undone");
    assert!(jalankan(&d.app).await > 0);
    assert_eq!(d.keadaan().await, KeadaanKiriman::DiJalan);

    let isian = d.sekeluarga().await;
    let lagi = d.periksa(d.satu_masuk().await.kiriman.id, &isian).await.ok().text();
    assert!(lagi.contains("sudah pernah tercatat di sini"));
    let mut isian = isian;
    for nama in ["BUDI SANTOSO", "SITI AMINAH"] {
        let asal = d.bernama(SUKAMAJU, nama).await[0].id;
        isian.push(("setuju".to_owned(), format!("kembali_{asal}")));
    }
    let bayi = d.bernama(SUKAMAJU, "BAYI SITI").await[0].id;
    isian.push(("setuju".to_owned(), format!("mirip_{bayi}")));
    d.terima(kiriman, &isian).await.led_to();
    assert_eq!(d.terhitung("SITI AMINAH").await, 1);
    assert_eq!(d.bernama(KEMBARAN, "SITI AMINAH").await.len(), 1, "the old row is used again");
}

#[tokio::test]
async fn a_nik_that_is_known_there_is_asked_about_or_refused() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&KELUARGA[1..2]).await;
    d.kirim(&peristiwa).await.led_to();
    let kiriman = d.satu_masuk().await.kiriman.id;
    // Somebody with this NIK lives in Kembaran by now.
    let datang = [
        ("nik", NIK_SITI),
        ("nama", "Siti Aminah"),
        ("kelamin", "2"),
        ("tempat_lahir", "Bantul"),
        ("tanggal_lahir", "01-01-1985"),
        ("agama", "1"),
        ("status_kawin", "1"),
        ("pendidikan", "5"),
        ("pekerjaan", "88"),
        ("kewarganegaraan", "1"),
        ("tanggal", "01-03-2026"),
        ("tanggal_lapor", "02-03-2026"),
        ("asal", "Sleman"),
        ("klasifikasi", "4"),
        ("alasan", "6"),
        ("keluarga", "baru"),
        ("tempat", "KAUMAN|001|002"),
    ];
    catat(&d.sana, "datang", &datang).await;
    let isian = d.isian(&[("SITI AMINAH", "1")]).await;
    let tolak = d.periksa(kiriman, &isian).await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.text().contains("yang tercatat tinggal di sini"), "{}", tolak.main());
    assert!(!tolak.text().contains(NIK_SITI));

    // She moves out of there again: then she comes back as the same person.
    let di_sana = d.bernama(KEMBARAN, "SITI AMINAH").await.remove(0);
    let keluar = [
        ("orang", di_sana.id.to_string()),
        ("siapa", di_sana.id.to_string()),
        ("tanggal", "01-03-2026".into()),
        ("tanggal_lapor", "02-03-2026".into()),
        ("klasifikasi", "4".into()),
        ("alasan", "1".into()),
        ("tujuan_alamat", "Sleman".into()),
    ];
    let keluar: Vec<(&str, &str)> = keluar.iter().map(|(n, v)| (*n, v.as_str())).collect();
    catat(&d.sana, "pindah-keluar", &keluar).await;
    let tanpa = d.terima(kiriman, &isian).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.text().contains("Centang setiap peringatan"));
    let asal = d.bernama(SUKAMAJU, "SITI AMINAH").await[0].id;
    let mut isian = isian;
    isian.push(("setuju".to_owned(), format!("kembali_{asal}")));
    d.terima(kiriman, &isian).await.led_to();
    let kini = d.bernama(KEMBARAN, "SITI AMINAH").await;
    assert_eq!((kini.len(), kini[0].id, kini[0].aktif()), (1, di_sana.id, true));
}

#[tokio::test]
async fn bad_answers_are_refused_in_one_go() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&KELUARGA).await;
    d.kirim(&peristiwa).await.led_to();
    let kiriman = d.satu_masuk().await.kiriman.id;
    for (peran, ganti, kalimat) in [
        (["1", "1", "4"], ("", ""), "Kepala keluarga hanya satu."),
        (["2", "3", "4"], ("", ""), "Keluarga baru perlu satu kepala keluarga."),
        (["1", "", "4"], ("", ""), "Pilih hubungan SITI AMINAH"),
        (["1", "3", "4"], ("tanggal", "28-02-2026"), "baru pindah pada 1 Maret 2026"),
        (["1", "3", "4"], ("tempat", "KRAJAN|009|009"), "tidak ada dalam daftar"),
        (["1", "3", "4"], ("keluarga", "numpang"), "Isi nama atau NIK seorang anggota keluarga yang dituju."),
        (["1", "3", "4"], ("keluarga", "entah"), "dari daftar"),
    ] {
        let peran: Vec<(&str, &str)> = KELUARGA.into_iter().zip(peran).collect();
        let mut isian = d.isian(&peran).await;
        for (nama, nilai) in &mut isian {
            if nama == ganti.0 {
                ganti.1.clone_into(nilai);
            }
        }
        let jawab = d.periksa(kiriman, &isian).await;
        assert_eq!(jawab.status, 422, "{kalimat}");
        assert!(jawab.text().contains(kalimat), "{kalimat}: {}", jawab.main());
        assert_eq!(d.terima(kiriman, &isian).await.status, 422);
    }
    assert_eq!(d.terhitung("BUDI SANTOSO").await, 0);
}

#[tokio::test]
async fn a_daughter_joins_a_family_that_is_there() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&KELUARGA[1..2]).await;
    d.kirim(&peristiwa).await.led_to();
    let kiriman = d.satu_masuk().await.kiriman.id;
    let mut isian = d.isian(&[("SITI AMINAH", "4")]).await;
    isian.retain(|(nama, _)| nama != "tempat");
    for (nama, nilai) in &mut isian {
        if nama == "keluarga" {
            "numpang".clone_into(nilai);
        }
    }
    isian.push(("tujuan".to_owned(), "wartini".to_owned()));
    d.terima(kiriman, &isian).await.led_to();
    let (siti, wartini) = (d.bernama(KEMBARAN, "SITI AMINAH").await, d.bernama(KEMBARAN, "WARTINI").await);
    assert_eq!(siti[0].keluarga_id, wartini[0].keluarga_id);
    assert_eq!(siti[0].dusun, wartini[0].dusun);
}

#[tokio::test]
async fn a_destination_that_is_not_here_is_refused() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&KELUARGA[1..2]).await;
    for tujuan in ["", "3402132001", "3402130000", "entah", &SUKAMAJU.to_string()] {
        let jawab = d.sini.post(&format!("{peristiwa}/pengiriman"), &[("tujuan", tujuan)]).await;
        assert_eq!(jawab.status, 422, "{tujuan}");
        assert!(jawab.text().contains("Desa tujuan tidak ada di Balai ini"));
    }
    let cari = d.sini.get(&format!("{peristiwa}/pengiriman?cari=Antah")).await.ok().text();
    assert!(cari.contains("Tidak ada desa di Balai ini dengan nama atau kode itu"));
    let mut ctx = d.app.ctx();
    ctx.unit = Unit(3_402_132_055);
    // Sent to a unit that is gone since: the sender gets their people back.
    let mut tx = d.app.db.write(&d.app.ctx(), "pengiriman_pindah").await.unwrap();
    let rombongan = {
        let semua = store::daftar_peristiwa(&mut tx, db::Where::new(), (9, 0)).await.unwrap();
        semua[0].rombongan_id
    };
    let kiriman = pindah_antar::kirim(&mut tx, rombongan, ctx.unit).await.unwrap();
    tx.commit().await.unwrap();
    pindah_antar::tarik(&d.app.db, &d.app.ctx(), kiriman).await.unwrap();
    assert_eq!(d.keadaan().await, KeadaanKiriman::Ditarik);
}

#[tokio::test]
async fn only_the_village_that_is_meant_may_answer() {
    let d = Dunia::baru().await;
    let peristiwa = d.pindah(&KELUARGA[1..2]).await;
    d.kirim(&peristiwa).await.led_to();
    let kiriman = d.satu_masuk().await.kiriman.id;
    for aksi in ["pembukaan", "pemeriksaan", "penerimaan", "penolakan"] {
        let isian = [("alasan_tolak", "x")];
        let sendiri = d.sini.post(&format!("/pindah-antar/{kiriman}/{aksi}"), &isian).await;
        assert_eq!(sendiri.status, 409, "the sender does not answer itself: {aksi}");
        let pembaca = d.app.sebagai_di(KEMBARAN, &[Role::Verifikator]).await;
        assert_eq!(pembaca.post(&format!("/pindah-antar/{kiriman}/{aksi}"), &isian).await.status, 404);
    }
    let asing = d.sana.post(&format!("/pindah-antar/{kiriman}/penarikan"), &[]).await;
    assert_eq!(asing.status, 404, "only the sender withdraws");
    assert_eq!(d.keadaan().await, KeadaanKiriman::DiJalan);
}
