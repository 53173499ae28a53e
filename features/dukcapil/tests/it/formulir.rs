//! The forms: what stands on paper, what is asked, what stays unknown, and who sees the numbers.

use dukcapil::store;
use uuid::Uuid;

use super::dunia::Dunia;

/// The text of a PDF; none where no tool reads it here.
pub(crate) fn teks(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("formulir.pdf");
    std::fs::write(&path, pdf).unwrap();
    match std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output() {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(galat) => {
            db::testing::skipped("form text", &format!("pdftotext is not there: {galat}"));
            None
        }
    }
}

async fn cetak(dunia: &Dunia, id: Uuid, kode: &str) -> Vec<u8> {
    let jawab = dunia.operator.post(&format!("/dukcapil/{id}/formulir"), &[("formulir", kode)]).await.ok();
    assert!(jawab.bytes.starts_with(b"%PDF"), "{kode}");
    jawab.bytes
}

async fn golden(dunia: &Dunia, id: Uuid, kode: &str) {
    let Some(teks) = teks(&cetak(dunia, id, kode).await) else { return };
    insta::assert_snapshot!(format!("formulir_{}", kode.replace(['-', '.'], "_")), teks.trim_end());
}

/// What the reporter and the witnesses told.
const TANYA: [(&str, &str); 9] = [
    ("pelapor_nama", "Budi Santoso"),
    ("pelapor_nik", "3402131203819001"),
    ("pelapor_warga", "1"),
    ("pelapor_telepon", "081200009001"),
    ("saksi1_nama", "Heri Wibowo"),
    ("saksi1_nik", "3402130310889011"),
    ("saksi1_warga", "1"),
    ("saksi2_nama", "Waluyo"),
    ("saksi2_nik", "3402132608729023"),
];

#[tokio::test]
async fn a_birth_fills_f_2_01_f_1_02_and_f_1_06() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    dunia.tindak(id, "isian", &TANYA).await.led_to();
    dunia.lengkapi(id).await;
    for kode in ["F-2.01", "F-1.02", "F-1.06"] {
        golden(&dunia, id, kode).await;
    }
    assert!(cetak(&dunia, id, "semua").await.len() > cetak(&dunia, id, "F-1.06").await.len());
    let asing = dunia.operator.post(&format!("/dukcapil/{id}/formulir"), &[("formulir", "F-1.03")]).await;
    assert_eq!(asing.status, 404, "a form that this kind does not have");
}

#[tokio::test]
async fn a_move_fills_f_1_03() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("pindah", ("peristiwa", dunia.pindah("RIZKY RAMADHAN").await)).await;
    let tujuan = [
        ("tujuan_desa", "Condongcatur"),
        ("tujuan_kecamatan", "Depok"),
        ("tujuan_kabkota", "Kabupaten Sleman"),
        ("tujuan_provinsi", "Daerah Istimewa Yogyakarta"),
        ("pindah_ikut", "2"),
        ("pindah_tinggal", "4"),
    ];
    dunia.tindak(id, "isian", &tujuan).await.led_to();
    golden(&dunia, id, "F-1.03").await;
}

#[tokio::test]
async fn a_new_family_fills_f_1_01() {
    let dunia = Dunia::baru().await;
    let keluarga = dunia.orang("AGUS PRASETYO").await.keluarga_id.unwrap();
    let id = dunia.mulai("kk_baru", ("keluarga", keluarga)).await;
    golden(&dunia, id, "F-1.01").await;
}

#[tokio::test]
async fn a_death_fills_its_part_of_f_2_01_and_leaves_the_others_empty() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kematian", ("peristiwa", dunia.mati("KARSO WIYONO").await)).await;
    let Some(teks) = teks(&cetak(&dunia, id, "F-2.01").await) else { return };
    let rapat = teks.replace(' ', "");
    assert!(rapat.contains("KARSOWIYONO") && rapat.contains("03082026"), "{teks}");
    assert!(teks.contains("KELAHIRAN (tidak diisi)") && !teks.contains("KEMATIAN (tidak diisi)"));
}

#[tokio::test]
async fn what_is_unknown_is_told_before_printing_and_every_print_is_written_down() {
    let dunia = Dunia::baru().await;
    let bayi = dunia.bayi().await;
    let id = dunia.mulai("kelahiran", ("orang", bayi)).await;
    let halaman = dunia.operator.get(&format!("/dukcapil/{id}")).await.ok().text();
    assert!(halaman.contains("Data saksi I: Nama") && halaman.contains("Data pelapor: NIK"));
    assert!(!halaman.contains("Kelahiran: Berat bayi"), "the report told it");
    dunia.tindak(id, "isian", &TANYA).await.led_to();
    let halaman = dunia.operator.get(&format!("/dukcapil/{id}")).await.ok().text();
    assert!(!halaman.contains("Data saksi I: Nama"));
    cetak(&dunia, id, "F-2.01").await;
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let dilihat = access::store::list_pembukaan(&mut tx, Some(bayi)).await.unwrap();
    assert_eq!(dilihat.len(), 1);
    assert_eq!(
        (dilihat[0].hal.as_str(), dilihat[0].keperluan.as_str()),
        ("cetak F-2.01", "Berkas Dukcapil D-2026-0001")
    );
}

#[tokio::test]
async fn answers_are_kept_sealed_masked_on_the_page_and_refused_where_they_cannot_be() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    let salah =
        [("saksi1_nik", "12345"), ("pelapor_telepon", "x"), ("saksi1_nama", "Heri"), ("saksi1_warga", "9")];
    let ditolak = dunia.tindak(id, "isian", &salah).await;
    assert_eq!(ditolak.status, 422);
    let halaman = ditolak.text();
    assert!(halaman.contains("NIK harus 16 angka") && halaman.contains("Pilih dari daftar."));
    assert!(halaman.contains("value=\"Heri\""), "what was typed stays");
    dunia.tindak(id, "isian", &TANYA).await.led_to();
    let formulir = dunia.operator.get(&format!("/dukcapil/{id}/isian")).await.ok().text();
    assert!(formulir.contains("3402••••••••9011") && !formulir.contains("3402130310889011"));
    // An empty number stays as it was, a dash takes it away.
    dunia.tindak(id, "isian", &[("saksi1_nama", "Heri Wibowo"), ("saksi2_nik", "-")]).await.led_to();
    let berkas = dunia.berkas(id).await;
    let tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let isian = berkas.isian(&tx).unwrap();
    assert_eq!(isian.get("saksi1.nik").map(String::as_str), Some("3402130310889011"));
    assert_eq!((isian.get("saksi2.nik"), isian.get("saksi2.nama")), (None, None));
    let polos = String::from_utf8_lossy(&berkas.isian_segel.0).into_owned();
    assert!(!polos.contains("Heri"), "sealed");
}

#[tokio::test]
async fn the_copy_sheet_masks_numbers_until_somebody_says_what_for() {
    let dunia = Dunia::baru().await;
    let bayi = dunia.bayi().await;
    let id = dunia.mulai("kelahiran", ("orang", bayi)).await;
    let budi = dunia.orang("BUDI SANTOSO").await;
    let tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let nik = budi.nik(tx.keys()).unwrap().unwrap();
    drop(tx);
    let alamat = format!("/dukcapil/{id}/salinan");
    let samar = dunia.operator.get(&alamat).await.ok().text();
    assert!(samar.contains(&nik.samar()) && !samar.contains(nik.as_str()));
    assert!(samar.contains("DANU SANTOSO") && samar.contains("3100"));
    assert_eq!(dunia.operator.post(&alamat, &[("tujuan", "ingin tahu")]).await.status, 400);
    let terbuka = dunia.operator.post(&alamat, &[("tujuan", "siak")]).await.ok().text();
    assert!(terbuka.contains(nik.as_str()));
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let dilihat = access::store::list_pembukaan(&mut tx, Some(bayi)).await.unwrap();
    assert_eq!(dilihat.iter().map(|d| d.hal.as_str()).collect::<Vec<_>>(), ["salinan ke SIAK"]);
    let carik = dunia.app.sebagai(access::Role::Verifikator).await;
    assert_eq!(carik.get(&alamat).await.status, 404);
}

#[tokio::test]
async fn a_correction_tells_before_and_after_on_f_1_06() {
    let dunia = Dunia::baru().await;
    let ratna = dunia.orang("RATNA LESTARI").await.id;
    let isian = [
        ("orang", ratna.to_string()),
        ("tanggal", "05-08-2026".to_owned()),
        ("tanggal_lapor", "05-08-2026".to_owned()),
        ("alasan_koreksi", "Sudah bekerja".to_owned()),
        ("nama", "RATNA LESTARI".to_owned()),
        ("jenis_kelamin", "2".to_owned()),
        ("tanggal_lahir", "08-01-1999".to_owned()),
        ("pekerjaan", "15".to_owned()),
        ("bukti", "Surat kerja CV Maju".to_owned()),
    ];
    let isian: Vec<(&str, &str)> = isian.iter().map(|(n, v)| (*n, v.as_str())).collect();
    dunia.peristiwa("koreksi", &isian).await;
    let id = dunia.mulai("perubahan", ("orang", ratna)).await;
    let Some(teks) = teks(&cetak(&dunia, id, "F-1.06").await) else { return };
    assert!(teks.contains("Karyawan Swasta") && teks.contains("Surat kerja CV Maju"), "{teks}");
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    assert!(store::get_berkas(&mut tx, id).await.unwrap().peristiwa_id.is_some());
}
