//! Sukamaju with an office: a lurah, a carik, an operator, and somebody who needs a letter.

use access::Role;
use db::testing::TestDb;
use db::{Context, Unit};
use documents::Typesetter;
use files::FileStore;
use jiff::civil::date;
use kependudukan::contoh;
use surat::store::{self, Surat};
use testkit::{Answer, Client, SUKAMAJU, TestApp};
use tte::bsre::BatasWaktu;
use tte::{BoxFuture, DaftarPejabat};
use uuid::Uuid;
use web::Feature;
use wilayah::{Identitas, Jabatan, JenisPejabat, Pejabat};

pub(crate) fn features() -> Vec<Feature> {
    vec![
        surat::feature(),
        kependudukan::feature(),
        lembaga::feature(),
        pengguna::feature(),
        tte::feature(),
        waktu::feature(),
    ]
}

pub(crate) struct Dunia {
    pub(crate) app: TestApp,
    pub(crate) operator: Client,
    pub(crate) verifikator: Client,
    pub(crate) lurah: Client,
    pub(crate) lurah_id: Uuid,
    pub(crate) carik_id: Uuid,
    pub(crate) siti: Uuid,
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
            builder
                .provide(Typesetter::in_process())
                .provide(files)
                .provide(DaftarPejabat(daftar_pejabat))
                // A double answers at once, unless it was told not to.
                .provide(BatasWaktu(std::time::Duration::from_secs(8)))
        })
        .await;
        let unit_ctx = Context::system("cerita", SUKAMAJU, app.app.now());
        let mut tx = app.db.write(&unit_ctx, "pendaftaran").await.unwrap();
        tx.insert(&identitas(&unit_ctx, SUKAMAJU)).await.unwrap();
        tx.commit().await.unwrap();
        let operator = app.sebagai(Role::Operator).await;
        let verifikator = app.sebagai(Role::Verifikator).await;
        let lurah = app.sebagai(Role::Penandatangan).await;
        let (lurah_user, carik_user) =
            (user(&app, "Uji penandatangan").await, user(&app, "Uji verifikator").await);
        let mut tx = app.db.write(&unit_ctx, "penetapan").await.unwrap();
        let kepala = pejabat(&unit_ctx, "Sri Lestari, S.IP.", Jabatan::Kepala, Some(lurah_user));
        let carik = pejabat(&unit_ctx, "Budi Santosa", Jabatan::Sekretaris, Some(carik_user));
        tx.insert_all(&[kepala.clone(), carik.clone()]).await.unwrap();
        let nomor = nomor::Pengaturan { kode_unit: "SKM".to_owned(), ..nomor::Pengaturan::default() };
        nomor::update_pengaturan(&mut tx, &nomor).await.unwrap();
        let siti = kependudukan::insert_sementara(&mut tx, &contoh::siti()).await.unwrap();
        tx.commit().await.unwrap();
        let (lurah_id, carik_id) = (kepala.id, carik.id);
        Self { app, operator, verifikator, lurah, lurah_id, carik_id, siti, _folder: folder }
    }

    /// Submits a domisili for Siti, signed in this way (1 ink, 2 here, 3 elsewhere).
    pub(crate) async fn ajukan(&self, cara: &str) -> Uuid {
        let answer = self.kirim(cara, &[]).await;
        id_in(&answer.led_to())
    }

    pub(crate) async fn kirim(&self, cara: &str, lain: &[(&str, &str)]) -> Answer {
        let siti = self.siti.to_string();
        let lurah = format!("{}:definitif", self.lurah_id);
        let mut fields = vec![
            ("orang", siti.as_str()),
            ("i_alamat_tinggal", "Padukuhan Krajan RT 001 RW 002"),
            ("i_keperluan", "membuka rekening bank"),
            ("syarat", "pengantar"),
            ("penandatangan", &lurah),
            ("cara", cara),
            ("kertas", "F4"),
            ("rangkap", "1"),
        ];
        fields.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
        fields.extend_from_slice(lain);
        self.operator.post("/surat/baru/domisili", &fields).await
    }

    /// A letter with its number, waiting for the signature.
    pub(crate) async fn bernomor(&self, cara: &str) -> Uuid {
        let id = self.ajukan(cara).await;
        self.tindak(&self.verifikator, id, "paraf", &[]).await.led_to();
        id
    }

    /// An act on a letter as its page would post it now.
    pub(crate) async fn tindak(
        &self,
        client: &Client,
        id: Uuid,
        tindakan: &str,
        lain: &[(&str, &str)],
    ) -> Answer {
        let versi = self.surat(id).await.versi.to_string();
        let mut fields = vec![("versi", versi.as_str())];
        fields.extend_from_slice(lain);
        client.post(&format!("/surat/{id}/{tindakan}"), &fields).await
    }

    pub(crate) async fn surat(&self, id: Uuid) -> Surat {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        store::get_surat(&mut tx, id).await.unwrap()
    }
}

/// What a page says, without the places where a long word may break.
pub(crate) fn utuh(page: &Answer) -> String {
    page.main().replace("<wbr>", "")
}

fn daftar_pejabat(tx: &mut db::ReadTx) -> BoxFuture<'_, db::Result<Vec<(Uuid, String)>>> {
    Box::pin(async move {
        let semua = wilayah::list_pejabat(tx).await?;
        Ok(semua.into_iter().map(|pejabat| (pejabat.id, pejabat.nama)).collect())
    })
}

/// The letter that an address ends with.
pub(crate) fn id_in(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap_or_else(|_| panic!("no letter in {address}"))
}

async fn user(app: &TestApp, nama: &str) -> Uuid {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let all = access::store::list_pengguna(&mut tx).await.unwrap();
    all.into_iter().find(|pengguna| pengguna.nama == nama).unwrap().id
}

pub(crate) fn identitas(ctx: &Context, unit: Unit) -> Identitas {
    Identitas {
        id: ctx.new_id(),
        kode: unit.0,
        nama: "Sukamaju".into(),
        set_kata: "diy".into(),
        kecamatan: "Pleret".into(),
        kabupaten: "Kabupaten Bantul".into(),
        provinsi: "Daerah Istimewa Yogyakarta".into(),
        alamat: Some("Jalan Raya Sukamaju 1".into()),
        kodepos: Some("55791".into()),
        telepon: None,
        surel: None,
        situs: None,
        logo: None,
        aksara: None,
        kop: None,
    }
}

pub(crate) fn pejabat(ctx: &Context, nama: &str, jabatan: Jabatan, pengguna_id: Option<Uuid>) -> Pejabat {
    Pejabat {
        id: ctx.new_id(),
        nama: nama.into(),
        jabatan: jabatan.kode().into(),
        jabatan_lain: None,
        dusun: None,
        jenis: JenisPejabat::Definitif.kode().into(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: None,
        sk_tanggal: None,
        mulai: date(2024, 1, 1).into(),
        selesai: None,
        pengguna_id,
    }
}
