//! Sukamaju with an office: a lurah, a carik, a kasi, a dukuh, an operator.

use access::Role;
use db::testing::TestDb;
use db::{Context, Unit};
use documents::Typesetter;
use files::FileStore;
use jiff::civil::date;
use sekretariat::store::{self, SuratMasuk};
use testkit::{Answer, Client, SUKAMAJU, TestApp};
use uuid::Uuid;
use web::Feature;
use wilayah::{Identitas, Jabatan, JenisPejabat, Pejabat};

pub(crate) fn features() -> Vec<Feature> {
    vec![
        sekretariat::feature(),
        surat::feature(),
        kependudukan::feature(),
        pengguna::feature(),
        pesan::feature(),
        tte::feature(),
        waktu::feature(),
    ]
}

pub(crate) struct Dunia {
    pub(crate) app: TestApp,
    pub(crate) operator: Client,
    pub(crate) lurah: Client,
    pub(crate) carik: Client,
    /// Head of a hamlet: may only receive.
    pub(crate) dukuh: Client,
    /// Somebody of the office who was sent nothing.
    pub(crate) lain: Client,
    pub(crate) carik_id: Uuid,
    pub(crate) dukuh_id: Uuid,
    /// Has an office, but no login.
    pub(crate) kaur_id: Uuid,
    folder: tempfile::TempDir,
}

impl Dunia {
    pub(crate) async fn baru() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    pub(crate) async fn di(db: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::new(folder.path());
        let app = TestApp::with_naming(db, features, wilayah::naming, |builder| {
            builder.provide(Typesetter::in_process()).provide(files)
        })
        .await;
        let ctx = app.ctx();
        let mut tx = app.db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&identitas(&ctx)).await.unwrap();
        tx.commit().await.unwrap();
        let (lurah_user, lurah) = orang(&app, Role::Penandatangan).await;
        let (carik_user, carik) = orang(&app, Role::Verifikator).await;
        let (dukuh_user, dukuh) = orang(&app, Role::Dukuh).await;
        let (_, operator) = orang(&app, Role::Operator).await;
        let (_, lain) = orang(&app, Role::Verifikator).await;
        let mut tx = app.db.write(&ctx, "penetapan").await.unwrap();
        let kepala = pejabat(&ctx, "Sri Lestari, S.IP.", Jabatan::Kepala, Some(lurah_user));
        let sekretaris = pejabat(&ctx, "Budi Santosa", Jabatan::Sekretaris, Some(carik_user));
        let kepala_dusun = pejabat(&ctx, "Wagiman", Jabatan::KepalaDusun, Some(dukuh_user));
        let kaur = pejabat(&ctx, "Tri Wahyuni", Jabatan::KaurTataUsaha, None);
        let ids = (sekretaris.id, kepala_dusun.id, kaur.id);
        tx.insert_all(&[kepala, sekretaris, kepala_dusun, kaur]).await.unwrap();
        let nomor = nomor::Pengaturan { kode_unit: "SKM".to_owned(), ..nomor::Pengaturan::default() };
        nomor::update_pengaturan(&mut tx, &nomor).await.unwrap();
        tx.commit().await.unwrap();
        let (carik_id, dukuh_id, kaur_id) = ids;
        Self { app, operator, lurah, carik, dukuh, lain, carik_id, dukuh_id, kaur_id, folder }
    }

    /// Where files lie.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Enters a letter as the clerk's form posts it; these fields replace the usual ones.
    pub(crate) async fn kirim(&self, lain: &[(&str, &str)]) -> Answer {
        self.operator.post("/surat-masuk/baru", &isian(lain)).await
    }

    /// Enters a letter and tells its row.
    pub(crate) async fn catat(&self, lain: &[(&str, &str)]) -> SuratMasuk {
        self.kirim(lain).await.led_to();
        self.terakhir().await
    }

    /// The letter entered last.
    pub(crate) async fn terakhir(&self) -> SuratMasuk {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        let semua = store::list_masuk(&mut tx, db::Where::new(), (100, 0)).await.unwrap();
        semua.into_iter().max_by_key(|s| (s.pada.0, s.id)).unwrap()
    }

    pub(crate) async fn masuk(&self, id: Uuid) -> SuratMasuk {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        store::get_masuk(&mut tx, id).await.unwrap()
    }

    /// An act on a letter as its page would post it now.
    pub(crate) async fn tindak(&self, siapa: &Client, id: Uuid, apa: &str, lain: &[(&str, &str)]) -> Answer {
        let versi = self.masuk(id).await.versi.to_string();
        let mut fields = vec![("versi", versi.as_str())];
        fields.extend_from_slice(lain);
        siapa.post(&format!("/surat-masuk/{id}/{apa}"), &fields).await
    }

    /// Sends a letter on to the head of the hamlet.
    pub(crate) async fn disposisi(&self, id: Uuid) -> Answer {
        let kepada = self.dukuh_id.to_string();
        let isi = [("kepada", kepada.as_str()), ("petunjuk", "tindaklanjut"), ("catatan", "Mohon dihadiri")];
        self.tindak(&self.lurah, id, "disposisi", &isi).await
    }
}

/// What a clerk types for an invitation.
pub(crate) fn isian<'a>(lain: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("diterima", "02-03-2026"),
        ("nomor", "005/117"),
        ("tanggal", "27-02-2026"),
        ("pengirim", "Kapanewon Pleret"),
        ("perihal", "Undangan rapat koordinasi"),
        ("sifat", "1"),
        ("klasifikasi", "000.1.5"),
    ];
    fields.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
    fields.extend_from_slice(lain);
    fields
}

async fn orang(app: &TestApp, role: Role) -> (Uuid, Client) {
    let pengguna = testkit::add_user(&app.db, &app.ctx(), &[role]).await;
    (pengguna.id, app.sebagai_pengguna(SUKAMAJU, pengguna.id).await)
}

/// A picture, as a phone takes it.
pub(crate) fn foto() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 190, 180]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn identitas(ctx: &Context) -> Identitas {
    let Unit(kode) = ctx.unit;
    Identitas {
        id: ctx.new_id(),
        kode,
        nama: "Sukamaju".into(),
        set_kata: "diy".into(),
        kecamatan: "Pleret".into(),
        kabupaten: "Kabupaten Bantul".into(),
        provinsi: "Daerah Istimewa Yogyakarta".into(),
        alamat: None,
        kodepos: None,
        telepon: None,
        surel: None,
        situs: None,
        logo: None,
        aksara: None,
        kop: None,
    }
}

fn pejabat(ctx: &Context, nama: &str, jabatan: Jabatan, pengguna_id: Option<Uuid>) -> Pejabat {
    Pejabat {
        id: ctx.new_id(),
        nama: nama.into(),
        jabatan: jabatan.kode().into(),
        jabatan_lain: None,
        dusun: (jabatan == Jabatan::KepalaDusun).then(|| "Krajan".to_owned()),
        jenis: JenisPejabat::Definitif.kode().into(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: None,
        sk_tanggal: None,
        mulai: date(2015, 1, 1).into(),
        selesai: None,
        pengguna_id,
    }
}
