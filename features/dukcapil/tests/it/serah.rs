//! Handing over: complete cases only, all or none, once.

use dukcapil::{Keadaan, store};
use uuid::Uuid;

use super::dunia::{Dunia, ekor};

struct Baris {
    id: String,
    versi: String,
}

async fn baris(dunia: &Dunia, id: Uuid) -> Baris {
    Baris { id: id.to_string(), versi: dunia.berkas(id).await.versi.to_string() }
}

/// The form as it would be sent with these cases ticked.
fn isian(semua: &[Baris], lain: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut isian = Vec::new();
    for b in semua {
        isian.push(("berkas".to_owned(), b.id.clone()));
        isian.push((format!("versi_{}", b.id), b.versi.clone()));
        isian.push((format!("lembar_{}", b.id), "7".to_owned()));
    }
    isian.extend(lain.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    isian
}

async fn kirim(dunia: &Dunia, isian: &[(String, String)]) -> testkit::Answer {
    let isian: Vec<(&str, &str)> = isian.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    dunia.operator.post("/dukcapil/serah", &isian).await
}

const DATA: [(&str, &str); 3] =
    [("tanggal", "10-08-2026"), ("pembawa", "Rina Wulandari"), ("request_key", "serah-1")];

#[tokio::test]
async fn complete_cases_are_handed_over_together_and_only_once() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let satu = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
        let agus = dunia.orang("AGUS PRASETYO").await.keluarga_id.unwrap();
        let dua = dunia.mulai("kk_baru", ("keluarga", agus)).await;
        dunia.lengkapi(satu).await;
        let semua = [baris(&dunia, satu).await, baris(&dunia, dua).await];
        let ditolak = kirim(&dunia, &isian(&semua, &DATA)).await;
        assert_eq!(ditolak.status, 422);
        assert!(ditolak.text().contains("AGUS PRASETYO (D-2026-0002): belum ada KK lama."));
        assert_eq!(dunia.keadaan(satu).await, Keadaan::Disiapkan, "all or none");
        dunia.lengkapi(dua).await;
        let semua = [baris(&dunia, satu).await, baris(&dunia, dua).await];
        let daftar = kirim(&dunia, &isian(&semua, &DATA)).await.led_to();
        assert_eq!(kirim(&dunia, &isian(&semua, &DATA)).await.led_to(), daftar, "once");
        for id in [satu, dua] {
            assert_eq!(dunia.keadaan(id).await, Keadaan::Dikirim);
        }
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        assert_eq!(store::count_serah(&mut tx).await.unwrap(), 1);
        let isi = store::list_serah_isi(&mut tx, ekor(&daftar)).await.unwrap();
        assert_eq!(isi.iter().map(|i| i.lembar).collect::<Vec<_>>(), [7, 7]);
        drop(tx);
        let halaman = dunia.operator.get(&format!("/dukcapil/serah/{}", ekor(&daftar))).await.ok().text();
        assert!(halaman.contains("DANU SANTOSO") && halaman.contains("Rina Wulandari"));
    }
}

#[tokio::test]
async fn what_was_given_back_is_completed_and_goes_along_again() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    dunia.lengkapi(id).await;
    kirim(&dunia, &isian(&[baris(&dunia, id).await], &DATA)).await.led_to();
    let kosong = dunia.tindak(id, "kekurangan", &[("kurang", " "), ("tanggal", "10-08-2026")]).await;
    kosong.led_to();
    assert_eq!(dunia.keadaan(id).await, Keadaan::Dikirim, "what is missing must be said");
    let kurang = [("kurang", "Buku nikah belum dilegalisir"), ("tanggal", "10-08-2026")];
    dunia.tindak(id, "kekurangan", &kurang).await.led_to();
    let berkas = dunia.berkas(id).await;
    assert_eq!(
        (berkas.keadaan(), berkas.catatan.as_str()),
        (Keadaan::Kurang, "Buku nikah belum dilegalisir")
    );
    let papan = dunia.operator.get("/dukcapil?keadaan=3").await.ok().text();
    assert!(papan.contains("DANU SANTOSO") && papan.contains("belum dilegalisir"));
    dunia.tindak(id, "pelengkapan", &[("catatan", "Sudah dilegalisir KUA")]).await.led_to();
    assert_eq!(dunia.keadaan(id).await, Keadaan::Disiapkan);
    let lain = [("tanggal", "10-08-2026"), ("pembawa", "Rina Wulandari"), ("request_key", "serah-2")];
    kirim(&dunia, &isian(&[baris(&dunia, id).await], &lain)).await.led_to();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let langkah = store::list_langkah(&mut tx, id).await.unwrap();
    let urut: Vec<&str> = langkah.iter().map(|l| l.tindakan.as_str()).collect();
    assert_eq!(urut, ["pembukaan", "penyerahan", "kekurangan", "pelengkapan", "penyerahan"]);
    assert!(langkah.iter().all(|l| !l.oleh_nama.is_empty()));
}

#[tokio::test]
async fn a_bearer_a_day_and_at_least_one_case_are_asked_for() {
    let dunia = Dunia::baru().await;
    let id = dunia.mulai("kelahiran", ("orang", dunia.bayi().await)).await;
    dunia.lengkapi(id).await;
    let semua = [baris(&dunia, id).await];
    for (isian, kalimat) in [
        (isian(&[], &DATA), "Centang paling sedikit satu berkas."),
        (isian(&semua, &[("tanggal", "10-08-2026"), ("pembawa", "")]), "Tulis siapa yang membawa"),
        (isian(&semua, &[("tanggal", "11-08-2026"), ("pembawa", "Rina")]), "belum terjadi"),
        (isian(&semua, &[("tanggal", "kemarin"), ("pembawa", "Rina")]), "tanggal"),
    ] {
        let jawab = kirim(&dunia, &isian).await;
        assert_eq!(jawab.status, 422, "{kalimat}");
        assert!(jawab.text().to_lowercase().contains(&kalimat.to_lowercase()), "{kalimat}");
    }
    assert_eq!(dunia.keadaan(id).await, Keadaan::Disiapkan);
}
