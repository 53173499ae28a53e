//! What lies in the two villages. Nobody of Kembaran may be seen from Sukamaju, so all of them carry a mark.

use db::{Context, Unit, WriteTx};
use serde_json::json;
use testkit::{KEMBARAN, TestApp};

/// Stands in every name and place of Kembaran.
pub(crate) const MARK: &str = "Kembaranwati";
/// Stands in every name and place of Sukamaju.
pub(crate) const OWN: &str = "Sukamajuwati";

/// Registers a village and puts an official, a dusun and a family in it.
pub(crate) async fn fill(app: &TestApp, unit: Unit) {
    let kembaran = unit == KEMBARAN;
    let mark = if kembaran { MARK } else { OWN };
    let baru = wilayah::UnitBaru {
        kode: unit.to_string().parse().expect("both codes are right"),
        nama: if kembaran { format!("Kembaran {MARK}") } else { "Sukamaju".to_owned() },
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    let now = app.app.now();
    wilayah::daftarkan_unit(&app.db, &baru, None, now).await.expect("a new unit");
    let ctx = Context::system("cerita", unit, now);
    let mut tx = app.db.write(&ctx, "contoh").await.expect("a writer");
    tx.insert(&pejabat(&ctx, mark)).await.expect("an official");
    let bagian = wilayah::BagianWilayah {
        id: ctx.new_id(),
        dusun: format!("Dusun {mark}"),
        rw: "001".to_owned(),
        rt: "002".to_owned(),
        kepala: Some(format!("Wagiyo {mark}")),
    };
    tx.insert(&bagian).await.expect("an RT");
    family(&mut tx, &ctx, mark).await;
    letters(&mut tx, mark).await;
    tx.commit().await.expect("the example is kept");
}

/// A letter that came in and one that went out, so that their pages are walked too.
async fn letters(tx: &mut WriteTx, mark: &str) {
    let pelaku = sekretariat::store::Pelaku { id: None, nama: format!("Rina {mark}") };
    let isi = sekretariat::masuk::IsiSurat {
        diterima: jiff::civil::date(2026, 3, 2),
        nomor: "005/117".to_owned(),
        tanggal: jiff::civil::date(2026, 2, 27),
        pengirim: format!("Kapanewon {mark}"),
        perihal: format!("Undangan rapat {mark}"),
        klasifikasi: None,
        sifat: sekretariat::keadaan::Sifat::Biasa,
        lokasi: None,
        keterangan: None,
    };
    sekretariat::masuk::catat(tx, isi, false, &pelaku).await.expect("a letter comes in");
    let nomor = nomor::Pengaturan { kode_unit: "SKM".to_owned(), ..nomor::Pengaturan::default() };
    nomor::update_pengaturan(tx, &nomor).await.expect("a way of numbering");
    let tulisan = sekretariat::keluar::Tulisan {
        tanggal: jiff::civil::date(2026, 3, 2),
        klasifikasi: "000.4".to_owned(),
        kepada: format!("Camat {mark}"),
        perihal: format!("Laporan {mark}"),
        keterangan: None,
        urut: None,
    };
    sekretariat::keluar::catat_dinas(tx, tulisan, &pelaku).await.expect("a letter goes out");
}

/// A family of one and a guest of the village. The numbers are the same in both villages, as a NIK that
/// two villages claim.
async fn family(tx: &mut WriteTx, ctx: &Context, mark: &str) {
    let (nik, kk) = ("3402134101859777", "3402132601209777");
    let seal = |tx: &WriteTx, purpose: &str, plain: &str| {
        let keys = tx.keys();
        let (sealed, hash) = (keys.seal(purpose, plain.as_bytes()), keys.hash(purpose, plain.as_bytes()));
        (db::Bytes::from(sealed), db::Bytes::from(hash))
    };
    let place = json!({ "dusun": format!("Dusun {mark}"), "rw": "001", "rt": "002" });
    let (kk_segel, kk_kunci) = seal(tx, "keluarga.no_kk", kk);
    let (keluarga_id, siti_id) = (ctx.new_id(), ctx.new_id());
    let keluarga = with(
        &place,
        json!({
            "id": keluarga_id, "no_kk_segel": kk_segel, "no_kk_kunci": kk_kunci, "kepala_id": siti_id,
            "alamat": format!("Jalan {mark} 3"),
        }),
    );
    let (nik_segel, nik_kunci) = seal(tx, "penduduk.nik", nik);
    let nama = format!("Siti {mark}");
    let siti = with(
        &place,
        json!({
            "id": siti_id, "keluarga_id": keluarga_id, "nik_segel": nik_segel, "nik_kunci": nik_kunci,
            "kunci_nama": kamus::kunci_nama(&nama), "nama": nama, "jenis_kelamin": 2,
            "tempat_lahir": format!("Bantul {mark}"), "tanggal_lahir": "1985-01-01", "agama": 1, "pekerjaan": 1,
            "status_kawin": 1, "shdk": 1, "kewarganegaraan": 1, "status_dasar": 1, "data_awal": true,
            "berlaku_sejak": "2026-01-01", "dicatat_pada": db::At::from(ctx.now), "alamat": format!("Jalan {mark} 3"),
            "nama_ibu": format!("Ibu {mark}"),
        }),
    );
    tx.insert(&serde_json::from_value::<kependudukan::Keluarga>(keluarga).expect("a family's columns"))
        .await
        .expect("a family");
    tx.insert(&serde_json::from_value::<kependudukan::Penduduk>(siti).expect("a resident's columns"))
        .await
        .expect("a resident");
}

/// Two objects in one.
fn with(one: &serde_json::Value, mut other: serde_json::Value) -> serde_json::Value {
    for (key, value) in one.as_object().expect("an object") {
        other[key] = value.clone();
    }
    other
}

fn pejabat(ctx: &Context, mark: &str) -> wilayah::Pejabat {
    wilayah::Pejabat {
        id: ctx.new_id(),
        nama: format!("Sutarno {mark}"),
        jabatan: wilayah::Jabatan::Kepala.kode().to_owned(),
        jabatan_lain: None,
        dusun: None,
        jenis: wilayah::JenisPejabat::Definitif.kode().to_owned(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: Some("12/KEP/2020".to_owned()),
        sk_tanggal: Some(jiff::civil::date(2020, 1, 2).into()),
        mulai: jiff::civil::date(2020, 1, 2).into(),
        selesai: None,
        pengguna_id: None,
    }
}
