//! Sukamaju with an office, and Siti who needs a letter.

use access::Role;
use db::testing::TestDb;
use db::{Context, WriteTx};
use documents::Typesetter;
use files::FileStore;
use jiff::Timestamp;
use jiff::civil::date;
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::{Subjek, contoh};
use permohonan::{Ambil, Isi, Pelaku, Pengajuan, Permohonan, Pintu, store};
use testkit::{Answer, Client, SUKAMAJU, TestApp};
use uuid::Uuid;
use web::{Builder, Feature};
use wilayah::{Identitas, Jabatan, JenisPejabat, Pejabat};

pub(crate) fn features() -> Vec<Feature> {
    vec![
        permohonan::feature(),
        waktu::feature(),
        pesan::feature(),
        surat::feature(),
        kependudukan::feature(),
        pengguna::feature(),
        tte::feature(),
    ]
}

pub(crate) struct Dunia {
    pub(crate) app: TestApp,
    pub(crate) operator: Client,
    pub(crate) lurah_id: Uuid,
    pub(crate) siti: Uuid,
    folder: tempfile::TempDir,
}

/// Somebody in the register.
#[derive(Debug, Clone)]
pub(crate) struct Tokoh {
    pub(crate) id: Uuid,
    pub(crate) nik: String,
    pub(crate) lahir: jiff::civil::Date,
}

/// An instant on Sukamaju's wall clock.
pub(crate) fn di(teks: &str) -> Timestamp {
    kamus::Zona::Wib.offset().to_timestamp(teks.parse().unwrap()).unwrap()
}

impl Dunia {
    pub(crate) async fn baru() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    /// The village lets this kind ask for the word of the RT.
    pub(crate) async fn minta_rt(&self, jenis: &str) {
        let atur = [
            ("klasifikasi", "400.12.2.1"),
            ("cara", "1"),
            ("penandatangan", ""),
            ("kertas", "F4"),
            ("rangkap", "1"),
            ("aktif", "ya"),
            ("konfirmasi", "1"),
        ];
        self.operator.post(&format!("/atur-surat/{jenis}"), &atur).await.led_to();
    }

    pub(crate) async fn di(db: TestDb) -> Self {
        Self::dengan(db, |builder, _| builder).await
    }

    /// With further services.
    pub(crate) async fn dengan(db: TestDb, lain: impl FnOnce(Builder, FileStore) -> Builder) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::new(folder.path());
        let app = TestApp::with_naming(db, features, wilayah::naming, |builder| {
            lain(builder.provide(Typesetter::in_process()).provide(files.clone()), files)
        })
        .await;
        let ctx = app.ctx();
        let mut tx = app.db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&identitas(&ctx)).await.unwrap();
        let lurah = pejabat(&ctx);
        tx.insert(&lurah).await.unwrap();
        let siti = kependudukan::insert_sementara(&mut tx, &contoh::siti()).await.unwrap();
        tx.commit().await.unwrap();
        let operator = app.sebagai(Role::Operator).await;
        Self { app, operator, lurah_id: lurah.id, siti, folder }
    }

    pub(crate) async fn tulis(&self, saat: &str) -> WriteTx {
        let ctx = Context::system("cerita", SUKAMAJU, di(saat));
        self.app.db.write(&ctx, "cerita").await.unwrap()
    }

    /// Where files lie.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Somebody in the register, with the NIK to come in by.
    pub(crate) async fn warga(&self) -> (Uuid, String) {
        let semua = self.semua_warga().await;
        (semua[0].id, semua[0].nik.clone())
    }

    /// Takes the example's residents into the register: Budi, his wife Siti, their children, the neighbours.
    pub(crate) async fn semua_warga(&self) -> Vec<Tokoh> {
        let semua = contoh::sukamaju();
        let (ctx, hari_ini) = (self.app.ctx(), date(2026, 8, 1));
        let buku = contoh::buku(&semua).unwrap();
        let laporan = pengimporan::laporan(&self.app.db, &ctx, hari_ini, buku).await.unwrap();
        let perintah =
            Perintah { tanggal_data: date(2026, 2, 28), hari_ini, lewati_salah: true, permintaan: None };
        pengimporan::terapkan(&self.app.db, &ctx, &laporan.muatan, perintah).await.unwrap();
        let mut tx = self.app.db.read(&ctx).await.unwrap();
        let mut tokoh = Vec::new();
        for baris in semua {
            let Some(nik) = baris.nik else { continue };
            if let Some(id) = kependudukan::store::find_aktif_nik(&mut tx, nik).await.unwrap() {
                tokoh.push(Tokoh { id, nik: nik.as_str().to_owned(), lahir: baris.tanggal_lahir });
            }
        }
        tokoh
    }

    pub(crate) async fn subjek(&self) -> Subjek {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        kependudukan::find_subjek(&mut tx, self.siti).await.unwrap().unwrap()
    }

    /// A request that came at this moment through this door.
    pub(crate) async fn ajukan(&self, pintu: Pintu, saat: &str) -> Permohonan {
        let pengajuan = Pengajuan {
            pintu,
            jenis: surat::jenis::find("domisili").unwrap(),
            orang: self.subjek().await,
            pemohon: String::new(),
            pemohon_id: None,
            isi: Isi { ketikan: vec![("i_keperluan".into(), "membuka rekening".into())], ..Isi::default() },
            syarat: Vec::new(),
            ambil: Ambil::Kantor,
            pengantar: None,
        };
        let mut tx = self.tulis(saat).await;
        let p = permohonan::alur::ajukan(&mut tx, pengajuan, &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        p
    }

    pub(crate) async fn permohonan(&self, id: Uuid) -> Permohonan {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        store::get_permohonan(&mut tx, id).await.unwrap()
    }

    /// The only request there is.
    pub(crate) async fn satu(&self) -> Permohonan {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        let semua = store::list_permohonan(&mut tx, db::Where::new(), (10, 0)).await.unwrap();
        assert_eq!(semua.len(), 1);
        semua.into_iter().next().unwrap()
    }

    /// An act on a request as its page would post it now.
    pub(crate) async fn tindak(&self, id: Uuid, tindakan: &str, lain: &[(&str, &str)]) -> Answer {
        let versi = self.permohonan(id).await.versi.to_string();
        let mut fields = vec![("versi", versi.as_str())];
        fields.extend_from_slice(lain);
        self.operator.post(&format!("/permohonan/{id}/{tindakan}"), &fields).await
    }
}

pub(crate) fn petugas() -> Pelaku {
    Pelaku { id: None, nama: "Rina".into() }
}

pub(crate) fn identitas(ctx: &Context) -> Identitas {
    Identitas {
        id: ctx.new_id(),
        kode: SUKAMAJU.0,
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

fn pejabat(ctx: &Context) -> Pejabat {
    Pejabat {
        id: ctx.new_id(),
        nama: "Sri Lestari, S.IP.".into(),
        jabatan: Jabatan::Kepala.kode().into(),
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
        pengguna_id: None,
    }
}
