//! Sukamaju in August: Arka has no NIK yet, Agus and Wulan wait for their card.

use access::Role;
use db::testing::TestDb;
use documents::Typesetter;
use dukcapil::{Berkas, Keadaan, store};
use files::FileStore;
use jiff::Timestamp;
use jiff::civil::date;
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::{Penduduk, contoh};
use testkit::{Answer, Client, SUKAMAJU, TestApp};
use uuid::Uuid;
use web::Feature;
use wilayah::Identitas;

pub(crate) fn features() -> Vec<Feature> {
    vec![dukcapil::feature(), kependudukan::feature(), wilayah::feature()]
}

/// Monday, 10 August 2026, nine in the morning.
fn kini() -> Timestamp {
    "2026-08-10T02:00:00Z".parse().unwrap()
}

pub(crate) struct Dunia {
    pub(crate) app: TestApp,
    pub(crate) operator: Client,
    pub(crate) files: FileStore,
    _folder: tempfile::TempDir,
}

impl Dunia {
    pub(crate) async fn baru() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    pub(crate) async fn di(db: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::new(folder.path());
        let app = TestApp::with_naming(db, features, wilayah::naming, |builder| {
            builder.clock(kini).provide(Typesetter::in_process()).provide(files.clone())
        })
        .await;
        let ctx = app.ctx();
        let mut tx = app.db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&identitas(&ctx)).await.unwrap();
        tx.commit().await.unwrap();
        let buku = contoh::buku(&contoh::sukamaju()).unwrap();
        let hari_ini = date(2026, 8, 10);
        let laporan = pengimporan::laporan(&app.db, &ctx, hari_ini, buku).await.unwrap();
        let perintah =
            Perintah { tanggal_data: date(2026, 7, 31), hari_ini, lewati_salah: true, permintaan: None };
        pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, perintah).await.unwrap();
        let operator = app.sebagai(Role::Operator).await;
        Self { app, operator, files, _folder: folder }
    }

    pub(crate) async fn orang(&self, nama: &str) -> Penduduk {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        let semua = kependudukan::store::list_penduduk(&mut tx).await.unwrap();
        semua.into_iter().find(|p| p.nama == nama).unwrap_or_else(|| panic!("{nama} lives here"))
    }

    pub(crate) async fn berkas(&self, id: Uuid) -> Berkas {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        store::get_berkas(&mut tx, id).await.unwrap()
    }

    pub(crate) async fn keadaan(&self, id: Uuid) -> Keadaan {
        self.berkas(id).await.keadaan()
    }

    /// Writes an event down as its form would; tells its id.
    pub(crate) async fn peristiwa(&self, macam: &str, isian: &[(&str, &str)]) -> Uuid {
        let alamat = format!("/peristiwa/baru/{macam}/pencatatan");
        let jawab = self.operator.post(&alamat, isian).await;
        assert_eq!(jawab.status, 303, "{}", jawab.main());
        ekor(&jawab.led_to())
    }

    /// Begins a case; tells its id.
    pub(crate) async fn mulai(&self, jenis: &str, dari: (&str, Uuid)) -> Uuid {
        let id = dari.1.to_string();
        let jawab = self.operator.post("/dukcapil/baru", &[("jenis", jenis), (dari.0, &id)]).await;
        assert_eq!(jawab.status, 303, "{}", jawab.main());
        ekor(&jawab.led_to())
    }

    /// An act on a case as its page would post it now.
    pub(crate) async fn tindak(&self, id: Uuid, tindakan: &str, lain: &[(&str, &str)]) -> Answer {
        let versi = self.berkas(id).await.versi.to_string();
        let mut isian = vec![("versi", versi.as_str())];
        isian.extend_from_slice(lain);
        self.operator.post(&format!("/dukcapil/{id}/{tindakan}"), &isian).await
    }

    /// Ticks all requirements.
    pub(crate) async fn lengkapi(&self, id: Uuid) {
        let berkas = self.berkas(id).await;
        let semua = berkas.jenis().unwrap().syarat.iter().map(|s| ("syarat", s.kode.as_str()));
        self.tindak(id, "syarat", &semua.collect::<Vec<_>>()).await.led_to();
    }

    /// The newborn child of Budi and Siti.
    pub(crate) async fn bayi(&self) -> Uuid {
        let (siti, budi) = (self.siti().await, self.orang("BUDI SANTOSO").await.id.to_string());
        self.peristiwa(
            "lahir",
            &[
                ("orang", &siti.to_string()),
                ("nama", "Danu Santoso"),
                ("kelamin", "1"),
                ("tanggal", "05-08-2026"),
                ("jam", "04.15"),
                ("tempat_dilahirkan", "2"),
                ("tempat_lahir", "Bantul"),
                ("jenis_kelahiran", "1"),
                ("anak_ke", "3"),
                ("penolong", "2"),
                ("berat", "3100"),
                ("panjang", "49"),
                ("hubungan", "4"),
                ("agama", "1"),
                ("kewarganegaraan", "1"),
                ("orang_tua", "BUDI SANTOSO"),
                ("orang_tua_id", &budi),
                ("tanggal_lapor", "07-08-2026"),
            ],
        )
        .await;
        self.orang("DANU SANTOSO").await.id
    }

    /// Budi's wife: another woman bears her name.
    pub(crate) async fn siti(&self) -> Uuid {
        let keluarga = self.orang("BUDI SANTOSO").await.keluarga_id.unwrap();
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        let anggota = kependudukan::store::list_anggota(&mut tx, keluarga).await.unwrap();
        anggota.into_iter().find(|p| p.nama == "SITI AMINAH").unwrap().id
    }

    pub(crate) async fn mati(&self, nama: &str) -> Uuid {
        let orang = self.orang(nama).await.id.to_string();
        self.peristiwa(
            "mati",
            &[
                ("orang", &orang),
                ("tanggal", "03-08-2026"),
                ("jam", "21.00"),
                ("tempat", "Rumah"),
                ("sebab", "1"),
                ("yang_menerangkan", "1"),
                ("tanggal_lapor", "04-08-2026"),
            ],
        )
        .await
    }

    pub(crate) async fn pindah(&self, nama: &str) -> Uuid {
        let orang = self.orang(nama).await.id.to_string();
        self.peristiwa(
            "pindah-keluar",
            &[
                ("orang", &orang),
                ("siapa", &orang),
                ("tanggal", "06-08-2026"),
                ("tanggal_lapor", "06-08-2026"),
                ("klasifikasi", "4"),
                ("alasan", "1"),
                ("tujuan_alamat", "Jl. Anggrek 7, Depok, Sleman"),
            ],
        )
        .await
    }
}

/// The id at an address's end.
pub(crate) fn ekor(alamat: &str) -> Uuid {
    alamat.rsplit('/').next().unwrap().parse().unwrap()
}

fn identitas(ctx: &db::Context) -> Identitas {
    Identitas {
        id: ctx.new_id(),
        kode: SUKAMAJU.0,
        nama: "Sukamaju".into(),
        set_kata: "diy".into(),
        kecamatan: "Pleret".into(),
        kabupaten: "Kabupaten Bantul".into(),
        provinsi: "Daerah Istimewa Yogyakarta".into(),
        alamat: None,
        kodepos: Some("55791".into()),
        telepon: None,
        surel: None,
        situs: None,
        logo: None,
        aksara: None,
        kop: None,
    }
}
