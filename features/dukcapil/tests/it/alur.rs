//! From who waits to the number in the register.

use dukcapil::{Keadaan, store};
use kependudukan::store as warga;

use super::dunia::Dunia;

/// Born on 5 August 2026: a boy, and the same number for a girl.
const NIK_BAYI: &str = "3402130508269901";
const NIK_PEREMPUAN: &str = "3402134508269901";

async fn menunggu(dunia: &Dunia) -> String {
    dunia.operator.get("/dukcapil/tunggu").await.ok().text()
}

#[tokio::test]
async fn a_newborn_waits_and_the_nik_that_is_issued_completes_the_register() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let bayi = dunia.bayi().await;
        assert!(menunggu(&dunia).await.contains("DANU SANTOSO"));
        let id = dunia.mulai("kelahiran", ("orang", bayi)).await;
        assert!(!menunggu(&dunia).await.contains("DANU SANTOSO"), "there is a case now");
        let keliru = dunia.tindak(id, "penerbitan", &[("nik", "340213"), ("tanggal", "09-08-2026")]).await;
        assert_eq!(keliru.status, 422);
        assert!(keliru.text().contains("NIK harus 16 angka"));
        let kosong = dunia.tindak(id, "penerbitan", &[("tanggal", "09-08-2026")]).await;
        assert!(kosong.text().contains("Isi NIK yang terbit."));
        let nanti = dunia.tindak(id, "penerbitan", &[("nik", NIK_BAYI), ("tanggal", "11-08-2026")]).await;
        assert!(nanti.text().contains("Tanggal terbit belum terjadi"));
        let putri =
            dunia.tindak(id, "penerbitan", &[("nik", NIK_PEREMPUAN), ("tanggal", "09-08-2026")]).await;
        assert_eq!(putri.status, 422);
        assert!(putri.text().contains("Jenis kelamin menurut NIK berbeda"), "unlikely, so it asks");
        assert_eq!(dunia.keadaan(id).await, Keadaan::Disiapkan);
        let benar = [("nik", NIK_BAYI), ("akta_lahir", "3402-LU-10082026-0001"), ("tanggal", "09-08-2026")];
        dunia.tindak(id, "penerbitan", &benar).await.led_to();
        let berkas = dunia.berkas(id).await;
        assert_eq!((berkas.keadaan(), berkas.dokumen.as_str()), (Keadaan::Terbit, "NIK, Akta kelahiran"));
        let nik = kamus::Nik::baru(NIK_BAYI).unwrap();
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        assert_eq!(warga::find_aktif_nik(&mut tx, nik).await.unwrap(), Some(bayi));
        let tercatat = warga::find_penduduk(&mut tx, bayi).await.unwrap().unwrap();
        assert_eq!(tercatat.akta_lahir.as_deref(), Some("3402-LU-10082026-0001"));
        drop(tx);
        // A wrong number is taken back by an act that undoes the register's event.
        let tanpa = dunia.tindak(id, "pembetulan", &[("keliru", "")]).await.led_to();
        assert!(tanpa.ends_with(&id.to_string()));
        assert_eq!(dunia.keadaan(id).await, Keadaan::Terbit, "a reason is asked for");
        dunia.tindak(id, "pembetulan", &[("keliru", "Salah ketik satu angka")]).await.led_to();
        assert_eq!(dunia.keadaan(id).await, Keadaan::Dikirim);
        assert!(dunia.orang("DANU SANTOSO").await.nik_kunci.is_none());
        dunia.tindak(id, "penerbitan", &benar).await.led_to();
        assert_eq!(dunia.keadaan(id).await, Keadaan::Terbit);
    }
}

#[tokio::test]
async fn a_number_of_somebody_else_is_refused_with_a_sentence() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("nik", ("orang", dunia.orang("ARKA HARTONO").await.id)).await;
    let budi = dunia.orang("BUDI SANTOSO").await;
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let nik = budi.nik(tx.keys()).unwrap().unwrap();
    let keluarga = warga::find_keluarga(&mut tx, budi.keluarga_id.unwrap()).await.unwrap().unwrap();
    let kk = keluarga.no_kk(tx.keys()).unwrap().unwrap();
    drop(tx);
    let isian = [("nik", nik.as_str()), ("no_kk", kk.as_str()), ("tanggal", "09-08-2026")];
    let ditolak = dunia.tindak(id, "penerbitan", &isian).await;
    assert_eq!(ditolak.status, 422);
    assert!(ditolak.text().contains("NIK itu sudah dipakai BUDI SANTOSO"));
    assert!(ditolak.text().contains("Nomor KK itu sudah dipakai keluarga lain"));
}

#[tokio::test]
async fn an_unlikely_number_passes_once_its_warnings_are_ticked() {
    let dunia = Dunia::baru().await;
    let bayi = dunia.bayi().await;
    let id = dunia.mulai("kelahiran", ("orang", bayi)).await;
    let isian = [("nik", NIK_PEREMPUAN), ("tanggal", "09-08-2026"), ("setuju", "nik_kelamin")];
    dunia.tindak(id, "penerbitan", &isian).await.led_to();
    assert_eq!(dunia.keadaan(id).await, Keadaan::Terbit);
}

#[tokio::test]
async fn a_family_waits_and_gets_its_card_number() {
    let dunia = Dunia::baru().await;
    let agus = dunia.orang("AGUS PRASETYO").await;
    assert!(menunggu(&dunia).await.contains("Keluarga menunggu nomor KK"));
    let id = dunia.mulai("kk_baru", ("keluarga", agus.keluarga_id.unwrap())).await;
    let isian = [("no_kk", "3402131008269077"), ("tanggal", "10-08-2026")];
    dunia.tindak(id, "penerbitan", &isian).await.led_to();
    assert_eq!(dunia.keadaan(id).await, Keadaan::Terbit);
    let kk = kamus::NomorKk::baru("3402131008269077").unwrap();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let keluarga = warga::find_keluarga_kk(&mut tx, kk).await.unwrap().unwrap();
    assert_eq!(Some(keluarga.id), agus.keluarga_id);
    drop(tx);
    assert!(!menunggu(&dunia).await.contains("AGUS PRASETYO"));
}

#[tokio::test]
async fn akta_and_skpwni_complete_their_events_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let wafat = dunia.mati("KARSO WIYONO").await;
        let pindah = dunia.pindah("RIZKY RAMADHAN").await;
        for (jenis, peristiwa, kode, nomor, kata) in [
            ("kematian", wafat, "akta_kematian", "3402-KM-10082026-0003", "Nomor akta kematian"),
            ("pindah", pindah, "skpwni", "SKPWNI/3402/10082026/0012", "Nomor SKPWNI"),
        ] {
            let id = dunia.mulai(jenis, ("peristiwa", peristiwa)).await;
            let dini = dunia.tindak(id, "penerbitan", &[(kode, nomor), ("tanggal", "01-08-2026")]).await;
            assert!(dini.text().contains("tidak dapat terbit sebelum kejadiannya"), "{kata}");
            dunia.tindak(id, "penerbitan", &[(kode, nomor), ("tanggal", "10-08-2026")]).await.led_to();
            let halaman = dunia.operator.get(&format!("/peristiwa/{peristiwa}")).await.ok().text();
            assert!(halaman.contains(kata) && halaman.contains(nomor), "{kata}");
            let lagi = dunia
                .operator
                .post("/dukcapil/baru", &[("jenis", jenis), ("peristiwa", &peristiwa.to_string())])
                .await;
            let kedua = super::dunia::ekor(&lagi.led_to());
            let ulang =
                dunia.tindak(kedua, "penerbitan", &[(kode, "lain/1"), ("tanggal", "10-08-2026")]).await;
            assert!(ulang.text().contains("sudah tercatat"), "{kata}");
            dunia.tindak(id, "pembetulan", &[("keliru", "Nomor orang lain")]).await.led_to();
            let halaman = dunia.operator.get(&format!("/peristiwa/{peristiwa}")).await.ok().text();
            assert!(!halaman.contains(nomor), "the report has no number again");
        }
    }
}

#[tokio::test]
async fn a_stillbirth_has_a_paper_though_nobody_is_registered() {
    let dunia = Dunia::baru().await;
    let siti = dunia.siti().await.to_string();
    let peristiwa = dunia
        .peristiwa(
            "lahir-mati",
            &[
                ("orang", &siti),
                ("tanggal", "02-08-2026"),
                ("tanggal_lapor", "03-08-2026"),
                ("kelamin", "2"),
                ("lama_kandungan", "34"),
                ("tempat_dilahirkan", "1"),
                ("tempat_lahir", "Bantul"),
                ("jenis_kelahiran", "1"),
                ("penolong", "1"),
                ("yang_menerangkan", "1"),
            ],
        )
        .await;
    assert!(menunggu(&dunia).await.contains("(bayi)"));
    let id = dunia.mulai("lahir_mati", ("peristiwa", peristiwa)).await;
    let isian = [("surat_lahir_mati", "LM/3402/0001"), ("tanggal", "10-08-2026")];
    dunia.tindak(id, "penerbitan", &isian).await.led_to();
    assert!(!menunggu(&dunia).await.contains("(bayi)"));
    let halaman = dunia.operator.get(&format!("/peristiwa/{peristiwa}")).await.ok().text();
    assert!(halaman.contains("LM/3402/0001"));
}

#[tokio::test]
async fn one_case_of_a_kind_about_the_same_and_the_same_form_begins_it_once() {
    let dunia = Dunia::baru().await;
    let bayi = dunia.bayi().await.to_string();
    let isian = [("jenis", "kelahiran"), ("orang", bayi.as_str()), ("request_key", "sekali")];
    let pertama = dunia.operator.post("/dukcapil/baru", &isian).await.led_to();
    assert_eq!(dunia.operator.post("/dukcapil/baru", &isian).await.led_to(), pertama);
    let lagi = dunia.operator.post("/dukcapil/baru", &isian[..2]).await;
    assert_eq!(lagi.status, 400);
    assert!(lagi.text().contains("sudah ada, nomor D-2026-0001"));
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    assert_eq!(store::count_berkas(&mut tx, db::Where::new()).await.unwrap(), 1);
}

#[tokio::test]
async fn of_two_clerks_at_once_the_second_is_told() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    let lama = dunia.berkas(id).await.versi.to_string();
    dunia.lengkapi(id).await;
    let isian = [("versi", lama.as_str()), ("alasan", "tidak jadi")];
    let kedua = dunia.operator.post(&format!("/dukcapil/{id}/pembatalan"), &isian).await;
    assert_eq!(kedua.status, 409);
    assert!(kedua.text().contains("diubah orang lain"));
    assert_eq!(dunia.keadaan(id).await, Keadaan::Disiapkan);
}

#[tokio::test]
async fn who_moved_or_died_meanwhile_is_seen_and_the_case_given_up_with_a_reason() {
    let dunia = Dunia::baru().await;
    let anisa = dunia.orang("ANISA RAHMAWATI").await.id;
    let id = dunia.mulai("perubahan", ("orang", anisa)).await;
    dunia.pindah("ANISA RAHMAWATI").await;
    let halaman = dunia.operator.get(&format!("/dukcapil/{id}")).await.ok().text();
    assert!(halaman.contains("ANISA RAHMAWATI kini tercatat Pindah"), "{halaman}");
    let ditolak =
        dunia.tindak(id, "penerbitan", &[("no_kk", "3402131008269078"), ("tanggal", "09-08-2026")]).await;
    assert_eq!(ditolak.status, 422);
    assert!(ditolak.text().contains("sudah tercatat Pindah keluar"));
    dunia.tindak(id, "pembatalan", &[("alasan", "Orangnya pindah")]).await.led_to();
    let berkas = dunia.berkas(id).await;
    assert_eq!((berkas.keadaan(), berkas.catatan.as_str()), (Keadaan::Batal, "Orangnya pindah"));
    let baru =
        dunia.operator.post("/dukcapil/baru", &[("jenis", "perubahan"), ("orang", &anisa.to_string())]).await;
    assert!(baru.text().contains("bukan penduduk lagi"));
}
