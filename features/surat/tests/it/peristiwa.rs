//! A birth, a death and a move are entered once: by the letter or by the event, whichever comes first.

use db::testing::TestDb;
use jiff::civil::date;
use kamus::StatusDasar;
use kependudukan::contoh::sukamaju;
use kependudukan::pengimporan::{self, Muatan, Perintah};
use kependudukan::store::{find_penduduk, list_penduduk};
use uuid::Uuid;

use crate::Dunia;
use crate::dunia::id_in;

/// An office whose register knows these residents; tells who they are.
async fn warga<const N: usize>(db: TestDb, nama: [&str; N]) -> (Dunia, [Uuid; N]) {
    let dunia = Dunia::di(db).await;
    let keluarga = sukamaju().into_iter().filter(|b| nama.contains(&b.nama.as_str())).collect();
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
    drop(tx);
    (dunia, nama.map(|nama| semua.iter().find(|p| p.nama == nama).unwrap().id))
}

/// An office whose register knows Bu Sri, a widow, and her two grown children; tells who Joko is.
pub(crate) async fn desa(db: TestDb) -> (Dunia, Uuid) {
    let (dunia, [_, joko, _]) = warga(db, ["SRI LESTARI", "JOKO NUGROHO", "RATNA LESTARI"]).await;
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

/// Records the event with what the letter's page offers, and with what only the event's form asks.
async fn catat_dari_surat(
    dunia: &Dunia,
    (surat, macam): (Uuid, &str),
    terisi: &[&str],
    lain: &[(&str, &str)],
) {
    let alamat = format!("/peristiwa/baru/{macam}");
    let halaman = dunia.operator.get(&format!("/surat/{surat}")).await.ok().text();
    let mut isian = terbawa(&halaman, &alamat);
    let formulir = dunia.operator.post(&alamat, &pinjam(&isian)).await.ok().text();
    for kata in terisi {
        assert!(formulir.contains(kata), "{kata}: {formulir}");
    }
    isian.retain(|(nama, _)| nama != "langkah");
    isian.extend(lain.iter().map(|(nama, nilai)| ((*nama).to_owned(), (*nilai).to_owned())));
    catat(dunia, &alamat, &isian).await;
}

/// Checks and records an event.
async fn catat(dunia: &Dunia, alamat: &str, isian: &[(String, String)]) {
    let periksa = dunia.operator.post(alamat, &pinjam(isian)).await.ok().text();
    let isian = terbawa(&periksa, &format!("{alamat}/pencatatan"));
    dunia.operator.post(&format!("{alamat}/pencatatan"), &pinjam(&isian)).await.led_to();
}

async fn catat_langsung(dunia: &Dunia, macam: &str, isian: &[(&str, &str)]) {
    let isian: Vec<_> = isian.iter().map(|(nama, nilai)| ((*nama).to_owned(), (*nilai).to_owned())).collect();
    catat(dunia, &format!("/peristiwa/baru/{macam}"), &isian).await;
}

#[tokio::test]
async fn a_death_is_entered_once_and_the_dead_have_only_their_letters_on_both_engines() {
    for db in db::testing::each_engine().await {
        let (dunia, joko) = desa(db).await;
        let surat = surat_kematian(&dunia, joko).await;
        let terisi =
            ["value=\"21.10\"", "value=\"RSUD Panembahan\"", "value=\"Sri Lestari\"", "JOKO NUGROHO"];
        catat_dari_surat(&dunia, (surat, "mati"), &terisi, &[("tanggal_lapor", "02-03-2026")]).await;
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

/// What the couple's letter about a newborn says, as the counter types it.
fn surat_kelahiran<'a>(
    (orang, lurah): (&'a str, &'a str),
    nik: &'a str,
    nama: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("orang", orang),
        ("i_anak-nama", nama),
        ("i_anak-jenis_kelamin", "Laki-laki"),
        ("i_tempat_dilahirkan", "2"),
        ("i_tempat_kelahiran", "Bantul"),
        ("i_tanggal", "20-02-2026"),
        ("i_pukul", "04.35"),
        ("i_jenis_kelahiran", "1"),
        ("i_anak_ke", "3"),
        ("i_penolong", "2"),
        ("i_berat", "3150"),
        ("i_panjang", "49"),
        ("i_ibu-nama", "Siti Aminah"),
        ("i_ibu-nik", nik),
        ("i_hubungan", "ayah"),
        ("i_saksi-1-nama", "Rina Wulandari"),
        ("i_saksi-1-alamat", "Kauman"),
        ("i_saksi-2-nama", "Darmo Sentono"),
        ("i_saksi-2-alamat", "Krajan"),
        ("syarat", "lahir_nakes"),
        ("syarat", "kk"),
        ("syarat", "ktp_saksi"),
        ("penandatangan", lurah),
        ("cara", "1"),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ]
}

/// What only the event's form asks of a birth.
const BAYI: [(&str, &str); 4] =
    [("hubungan", "4"), ("agama", "1"), ("kewarganegaraan", "1"), ("tanggal_lapor", "02-03-2026")];

#[tokio::test]
async fn a_birth_is_entered_once_by_its_letter_or_its_event_on_both_engines() {
    for db in db::testing::each_engine().await {
        let (dunia, [budi, siti]) = warga(db, ["BUDI SANTOSO", "SITI AMINAH"]).await;
        let (orang, lurah) = (budi.to_string(), format!("{}:definitif", dunia.lurah_id));
        let nik = sukamaju().into_iter().find(|b| b.nama == "SITI AMINAH").and_then(|b| b.nik).unwrap();
        let isi = surat_kelahiran((&orang, &lurah), nik.as_str(), "Bagas Pratama");
        let surat = id_in(&dunia.operator.post("/surat/baru/kelahiran", &isi).await.led_to());
        let terisi = ["value=\"Bagas Pratama\"", "value=\"04.35\"", "value=\"3150\"", "SITI AMINAH"];
        catat_dari_surat(&dunia, (surat, "lahir"), &terisi, &BAYI).await;
        let halaman = dunia.operator.get(&format!("/surat/{surat}")).await.ok().text();
        assert!(halaman.contains("Kelahiran ini sudah tercatat di data penduduk"), "{halaman}");

        // His twin brother's letter is another's: the day is the same, the name is not.
        let isi = surat_kelahiran((&orang, &lurah), nik.as_str(), "Bagus Pratama");
        let kembar = id_in(&dunia.operator.post("/surat/baru/kelahiran", &isi).await.led_to());
        let halaman = dunia.operator.get(&format!("/surat/{kembar}")).await.ok().text();
        assert!(halaman.contains("belum tercatat di data penduduk"), "{halaman}");

        // The event came first: whoever of the family reports finds the letter filled in.
        for pelapor in [budi, siti] {
            let alamat = format!("/surat/baru/kelahiran?orang={pelapor}");
            let baru = dunia.operator.get(&alamat).await.ok().text();
            assert!(baru.contains("Terisi dari peristiwa yang sudah dicatat"), "{baru}");
            for kata in [
                "value=\"Bagas Pratama\"",
                "value=\"04.35\"",
                "value=\"20-02-2026\"",
                "value=\"SITI AMINAH\"",
            ] {
                assert!(baru.contains(kata), "{kata}: {baru}");
            }
            assert!(!baru.contains(nik.as_str()), "a NIK is seen by who asks for it");
        }
    }
}

#[tokio::test]
async fn a_stillbirth_is_entered_once_and_a_birth_of_long_ago_fills_no_letter() {
    let (dunia, [budi, siti]) = warga(db::testing::sqlite().await, ["BUDI SANTOSO", "SITI AMINAH"]).await;
    let orang = siti.to_string();
    let lahir = [
        ("orang", orang.as_str()),
        ("nama", "Lama Pratama"),
        ("kelamin", "1"),
        ("tanggal", "10-02-2024"),
        ("tempat_dilahirkan", "2"),
        ("tempat_lahir", "Bantul"),
        ("jenis_kelahiran", "1"),
        ("penolong", "2"),
    ];
    let isian: Vec<_> = lahir.iter().chain(&BAYI).copied().collect();
    catat_langsung(&dunia, "lahir", &isian).await;
    let baru = dunia.operator.get(&format!("/surat/baru/kelahiran?orang={budi}")).await.ok().text();
    assert!(!baru.contains("Terisi dari peristiwa"), "two years ago: {baru}");

    let lahir_mati = [
        ("orang", orang.as_str()),
        ("kelamin", "2"),
        ("tanggal", "20-02-2026"),
        ("lama_kandungan", "30"),
        ("tempat_dilahirkan", "1"),
        ("tempat_lahir", "Bantul"),
        ("jenis_kelahiran", "1"),
        ("anak_ke", "3"),
        ("penolong", "1"),
        ("yang_menerangkan", "1"),
        ("tanggal_lapor", "02-03-2026"),
    ];
    catat_langsung(&dunia, "lahir-mati", &lahir_mati).await;
    let baru = dunia.operator.get(&format!("/surat/baru/lahir_mati?orang={budi}")).await.ok().text();
    assert!(baru.contains("Terisi dari peristiwa yang sudah dicatat"), "{baru}");
    for kata in ["value=\"30\"", "value=\"20-02-2026\"", "value=\"Perempuan\" selected"] {
        assert!(baru.contains(kata), "{kata}: {baru}");
    }
}

#[tokio::test]
async fn a_move_is_entered_once_by_its_letter_or_its_event() {
    let (dunia, [_, joko, ratna]) =
        warga(db::testing::sqlite().await, ["SRI LESTARI", "JOKO NUGROHO", "RATNA LESTARI"]).await;
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let orang = joko.to_string();
    let surat = [
        ("orang", orang.as_str()),
        ("i_klasifikasi_pindah", "4"),
        ("i_alasan", "1"),
        ("i_jenis_pindah", "4"),
        ("i_alamat_tujuan", "Jalan Melati 7, Kota Semarang"),
        ("i_tanggal_pindah", "02-03-2026"),
        ("i_kk_tinggal", "tetap"),
        ("i_kk_pindah", "baru"),
        ("syarat", "kk_asli"),
        ("syarat", "f103"),
        ("syarat", "ktp"),
        ("penandatangan", &lurah),
        ("cara", "1"),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ];
    let dibuat = dunia.operator.post("/surat/baru/pindah", &surat).await;
    let surat = id_in(&dibuat.led_to());
    let terisi = ["Jalan Melati 7, Kota Semarang", "JOKO NUGROHO", "value=\"02-03-2026\""];
    let pindah =
        [("siapa", orang.as_str()), ("tanggal_lapor", "02-03-2026"), ("tujuan_wilayah", "Kota Semarang")];
    catat_dari_surat(&dunia, (surat, "pindah-keluar"), &terisi, &pindah).await;
    let halaman = dunia.operator.get(&format!("/surat/{surat}")).await.ok().text();
    assert!(halaman.contains("sudah tercatat di data penduduk"), "{halaman}");

    let baru = dunia.operator.get(&format!("/surat/baru/pindah?orang={joko}")).await.ok().text();
    assert!(baru.contains("Terisi dari peristiwa yang sudah dicatat"), "{baru}");
    for kata in ["Jalan Melati 7, Kota Semarang", "value=\"02-03-2026\""] {
        assert!(baru.contains(kata), "{kata}: {baru}");
    }
    let kakak = dunia.operator.get(&format!("/surat/baru/pindah?orang={ratna}")).await.ok().text();
    assert!(!kakak.contains("Terisi dari peristiwa"), "she stayed");
}
