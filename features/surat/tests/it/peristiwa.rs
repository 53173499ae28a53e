//! A death is entered once: by the letter or by the event, whichever comes first.

use db::testing::TestDb;
use jiff::civil::date;
use kamus::StatusDasar;
use kependudukan::contoh::sukamaju;
use kependudukan::pengimporan::{self, Muatan, Perintah};
use kependudukan::store::{find_penduduk, list_penduduk};
use uuid::Uuid;

use crate::Dunia;
use crate::dunia::id_in;

/// An office whose register knows Bu Sri, a widow, and her two grown children; tells who Joko is.
pub(crate) async fn desa(db: TestDb) -> (Dunia, Uuid) {
    let dunia = Dunia::di(db).await;
    let keluarga = sukamaju()
        .into_iter()
        .filter(|b| ["SRI LESTARI", "JOKO NUGROHO", "RATNA LESTARI"].contains(&b.nama.as_str()))
        .collect();
    let perintah = Perintah {
        tanggal_data: date(2026, 1, 31),
        hari_ini: date(2026, 3, 2),
        lewati_salah: false,
        permintaan: None,
    };
    let muatan = Muatan::dari_keluarga(std::iter::once(keluarga));
    pengimporan::terapkan(&dunia.app.db, &dunia.app.ctx(), &muatan, perintah).await.unwrap();
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let semua = list_penduduk(&mut tx).await.unwrap();
    let joko = semua.into_iter().find(|p| p.nama == "JOKO NUGROHO").unwrap().id;
    drop(tx);
    (dunia, joko)
}

/// The letter of Joko's death as the counter types it.
async fn surat_kematian(dunia: &Dunia, joko: Uuid) -> Uuid {
    let (joko, lurah) = (joko.to_string(), format!("{}:definitif", dunia.lurah_id));
    let isi = [
        ("orang", joko.as_str()),
        ("i_tanggal", "25-02-2026"),
        ("i_pukul", "21.10"),
        ("i_tempat", "RSUD Panembahan"),
        ("i_sebab", "1"),
        ("i_menerangkan", "2"),
        ("i_pelapor-nama", "Sri Lestari"),
        ("i_pelapor-nik", "3402134904689010"),
        ("i_pelapor-hubungan", "ibu"),
        ("i_saksi-1-nama", "Rina Wulandari"),
        ("i_saksi-1-alamat", "Kauman"),
        ("i_saksi-2-nama", "Darmo Sentono"),
        ("i_saksi-2-alamat", "Krajan"),
        ("syarat", "pengantar"),
        ("syarat", "ktp_pelapor"),
        ("syarat", "kk"),
        ("penandatangan", &lurah),
        ("cara", "1"),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ];
    id_in(&dunia.operator.post("/surat/baru/kematian", &isi).await.led_to())
}

/// Names and values of the hidden fields, and of the ticks for warnings, of the form that posts to `aksi`.
fn terbawa(halaman: &str, aksi: &str) -> Vec<(String, String)> {
    let awal = halaman.find(&format!("{aksi}\"")).unwrap_or_else(|| panic!("no form for {aksi}: {halaman}"));
    let formulir = halaman[awal..].split("</form>").next().unwrap();
    let nilai = |kotak: &str, kata: &str| {
        let awal = kotak.find(&format!(" {kata}=\""))? + kata.len() + 3;
        Some(kotak[awal..].split('"').next()?.replace("&#38;", "&").replace("&#39;", "'"))
    };
    let kotak = formulir
        .split("<input")
        .filter(|satu| satu.contains("type=\"hidden\"") || satu.contains("name=\"setuju\""));
    let semua = kotak.filter_map(|satu| Some((nilai(satu, "name")?, nilai(satu, "value")?)));
    semua.filter(|(nama, _)| nama != "csrf" && nama != "request_key").collect()
}

fn pinjam(isian: &[(String, String)]) -> Vec<(&str, &str)> {
    isian.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())).collect()
}

/// Records the event with what the letter's page offers.
async fn catat_dari_surat(dunia: &Dunia, surat: Uuid) {
    let halaman = dunia.operator.get(&format!("/surat/{surat}")).await.ok().text();
    let mut isian = terbawa(&halaman, "/peristiwa/baru/mati");
    let formulir = dunia.operator.post("/peristiwa/baru/mati", &pinjam(&isian)).await.ok().text();
    for kata in ["value=\"21.10\"", "value=\"RSUD Panembahan\"", "value=\"Sri Lestari\"", "JOKO NUGROHO"] {
        assert!(formulir.contains(kata), "{kata}: {formulir}");
    }
    isian.retain(|(nama, _)| nama != "langkah");
    isian.push(("tanggal_lapor".to_owned(), "02-03-2026".to_owned()));
    let periksa = dunia.operator.post("/peristiwa/baru/mati", &pinjam(&isian)).await.ok().text();
    let isian = terbawa(&periksa, "/peristiwa/baru/mati/pencatatan");
    dunia.operator.post("/peristiwa/baru/mati/pencatatan", &pinjam(&isian)).await.led_to();
}

#[tokio::test]
async fn a_death_is_entered_once_and_the_dead_have_only_their_letters_on_both_engines() {
    for db in db::testing::each_engine().await {
        let (dunia, joko) = desa(db).await;
        let surat = surat_kematian(&dunia, joko).await;
        catat_dari_surat(&dunia, surat).await;
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let kini = find_penduduk(&mut tx, joko).await.unwrap().unwrap();
        assert_eq!(kini.status_dasar(), StatusDasar::Mati);
        drop(tx);
        let halaman = dunia.operator.get(&format!("/surat/{surat}")).await.ok().text();
        assert!(halaman.contains("sudah tercatat di data penduduk"), "{halaman}");

        let cari = dunia.operator.get("/surat/baru?cari=joko").await.ok().text();
        assert!(cari.contains("Sudah meninggal, pindah, atau pergi"), "{cari}");
        assert!(cari.contains(&format!("/surat/orang/{joko}")), "{cari}");
        let orang = dunia.operator.get(&format!("/surat/orang/{joko}")).await.ok().text();
        assert!(orang.contains("/surat/baru/kematian?orang="), "{orang}");
        assert!(!orang.contains("/surat/baru/domisili"), "{orang}");
        let id = joko.to_string();
        let tolak = dunia.kirim("1", &[("orang", &id)]).await;
        assert_eq!(tolak.status, 422);
        assert!(tolak.main().contains("JOKO NUGROHO tercatat dengan status Mati"), "{}", tolak.main());

        let baru = dunia.operator.get(&format!("/surat/baru/kematian?orang={joko}")).await.ok().text();
        assert!(baru.contains("Terisi dari peristiwa yang sudah dicatat"), "{baru}");
        for kata in ["value=\"21.10\"", "value=\"RSUD Panembahan\"", "value=\"Sri Lestari\""] {
            assert!(baru.contains(kata), "{kata}: {baru}");
        }
        let isi = [("a_almarhum", "joko nugroho"), ("ambil", "almarhum")];
        let n6 = dunia.operator.post("/surat/baru/n6/pratinjau", &isi).await.ok().text();
        assert!(n6.contains("value=\"JOKO NUGROHO\""), "{n6}");
    }
}
