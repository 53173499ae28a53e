//! A village with a provider's double beside it, and residents who write.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use db::{Context, ReadTx, WriteTx};
use files::FileStore;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use jobs::Runner;
use kamus::{Nik, Telepon};
use pesan::{AnggotaKeluarga, AturPesan, BukuWarga, Jenis, Nanti, Rahasia, Warga};
use serde_json::{Value, json};
use testkit::testing::{TestDb, story_time};
use testkit::wa::{Antaran, Gowa, Jalan, Meta, antar, gowa, meta};
use testkit::{SUKAMAJU, TestApp};
use uuid::Uuid;
use web::{Feature, Settings};

use crate::layanan::layanan;

thread_local! {
    /// Each test runs on a thread of its own, and so does its clock.
    static LEWAT: Cell<i64> = const { Cell::new(0) };
    /// Phones that were put on record.
    static CATATAN: RefCell<Vec<(Uuid, String)>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn jam() -> Timestamp {
    story_time() + SignedDuration::from_millis(LEWAT.get())
}

pub(crate) fn maju(lama: SignedDuration) {
    LEWAT.set(LEWAT.get() + i64::try_from(lama.as_millis()).unwrap());
}

pub(crate) fn ctx() -> Context {
    Context::system("cerita", SUKAMAJU, jam())
}

pub(crate) fn detik(banyak: i64) -> SignedDuration {
    SignedDuration::from_secs(banyak)
}

/// Siti, with a phone on record.
pub(crate) const NIK_SITI: &str = "3402134101859001";
pub(crate) const HP_SITI: &str = "6281200000001";
/// Budi, without one.
pub(crate) const NIK_BUDI: &str = "3402131708859002";
/// Somebody else's phone, in the same family.
pub(crate) const HP_ANAK: &str = "6281200000002";

pub(crate) fn siti() -> Uuid {
    Uuid::from_bytes([1; 16])
}

pub(crate) fn budi() -> Uuid {
    Uuid::from_bytes([2; 16])
}

fn cocok(_tx: &mut ReadTx, nik: Nik, lahir: Date) -> Nanti<'_, db::Result<Option<Warga>>> {
    let ketemu = match (nik.as_str(), lahir) {
        (NIK_SITI, lahir) if lahir == date(1985, 1, 1) => {
            Some(Warga { id: siti(), telepon: Telepon::baru("081200000001").ok() })
        }
        (NIK_BUDI, lahir) if lahir == date(1985, 8, 17) => Some(Warga { id: budi(), telepon: None }),
        _ => None,
    };
    Box::pin(async move { Ok(ketemu) })
}

fn nama(_tx: &mut ReadTx, id: Uuid) -> Nanti<'_, db::Result<Option<String>>> {
    let nama =
        [(siti(), "Siti Aminah"), (budi(), "Budi Santoso")].into_iter().find(|(milik, _)| *milik == id);
    Box::pin(async move { Ok(nama.map(|(_, nama)| nama.to_owned())) })
}

/// Siti lives in Kauman, Budi in Krajan; a dukuh sees only the own hamlet.
fn bagi<'t>(
    caller: &'t web::Caller,
    tx: &'t mut ReadTx,
    id: Uuid,
) -> Nanti<'t, db::Result<Option<pesan::OrangBagi>>> {
    Box::pin(async move {
        let dusun = if id == siti() { "Kauman" } else { "Krajan" };
        let mut tugas = caller.user.iter().flat_map(|user| &user.penugasan);
        let boleh = tugas.all(|tugas| tugas.dusun.as_deref().is_none_or(|milik| milik == dusun));
        let nama = nama(tx, id).await?.filter(|_| boleh);
        Ok(nama.map(|nama| pesan::OrangBagi { nama, halaman: caller.href("/beranda") }))
    })
}

fn catat<'t>(_tx: &'t mut WriteTx, id: Uuid, telepon: &'t Telepon) -> Nanti<'t, db::Result<()>> {
    CATATAN.with_borrow_mut(|semua| semua.push((id, telepon.tanpa_plus().to_owned())));
    Box::pin(async { Ok(()) })
}

pub(crate) fn catatan() -> Vec<(Uuid, String)> {
    CATATAN.with_borrow(Clone::clone)
}

fn keluarga(_tx: &mut ReadTx) -> Nanti<'_, db::Result<Vec<AnggotaKeluarga>>> {
    let orang = |penduduk_id, keluarga: u8, dusun: &str| AnggotaKeluarga {
        penduduk_id,
        keluarga_id: Uuid::from_bytes([keluarga; 16]),
        dusun: dusun.to_owned(),
    };
    let semua = vec![
        orang(siti(), 50, "Kauman"),
        orang(Uuid::from_bytes([3; 16]), 50, "Kauman"),
        orang(budi(), 51, "Krajan"),
    ];
    Box::pin(async move { Ok(semua) })
}

pub(crate) fn fitur() -> Vec<Feature> {
    vec![pesan::feature()]
}

pub(crate) const BUKU: BukuWarga = BukuWarga { cocok, nama, bagi, catat, keluarga };

pub(crate) fn rahasia_meta(alamat: &str) -> Rahasia {
    Rahasia {
        alamat: alamat.to_owned(),
        nomor_id: meta::NOMOR_ID.to_owned(),
        token: meta::TOKEN.to_owned(),
        rahasia: meta::RAHASIA.to_owned(),
        verifikasi: "kata-verifikasi-uji".to_owned(),
        templat_kode: "kode_balai".to_owned(),
        templat_kabar: "kabar_balai".to_owned(),
    }
}

pub(crate) fn rahasia_gowa(alamat: &str) -> Rahasia {
    Rahasia {
        alamat: alamat.to_owned(),
        token: gowa::SANDI.to_owned(),
        rahasia: gowa::RAHASIA.to_owned(),
        ..Rahasia::default()
    }
}

/// Chooses a provider as the settings page does.
pub(crate) async fn pilih(db: &db::Db, ctx: &Context, jenis: Jenis, rahasia: &Rahasia) {
    let mut tx = db.write(ctx, "pengaturan_pesan").await.unwrap();
    let mut atur =
        AturPesan { penyedia: jenis.kode(), nomor_kantor: "0274555000".into(), ..AturPesan::mati(ctx) };
    let keys = tx.keys().clone();
    atur.simpan_rahasia(&keys, rahasia);
    tx.insert(&atur).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) struct Dunia {
    pub(crate) app: TestApp,
    pub(crate) meta: Meta,
    pub(crate) gowa: Gowa,
    _berkas: tempfile::TempDir,
}

impl Dunia {
    pub(crate) async fn baru() -> Self {
        Self::di(testkit::testing::sqlite().await, Jenis::Meta).await
    }

    pub(crate) async fn gowa() -> Self {
        Self::di(testkit::testing::sqlite().await, Jenis::Gowa).await
    }

    pub(crate) async fn di(db: TestDb, jenis: Jenis) -> Self {
        LEWAT.set(0);
        let berkas = tempfile::tempdir().unwrap();
        let (meta, gowa) = (Meta::mulai(jam).await, Gowa::mulai().await);
        let simpanan = FileStore::new(berkas.path());
        let app = TestApp::on(db, fitur, |builder| {
            let contoh =
                Settings { contoh: true, base_url: "http://balai.test".into(), ..Settings::default() };
            builder.clock(jam).settings(contoh).provide(simpanan).provide(BUKU).provide(layanan())
        })
        .await;
        let rahasia = match jenis {
            Jenis::Gowa => rahasia_gowa(gowa.alamat()),
            _ => rahasia_meta(meta.alamat()),
        };
        if jenis != Jenis::Simulator {
            pilih(&app.db, &app.ctx(), jenis, &rahasia).await;
        }
        Self { app, meta, gowa, _berkas: berkas }
    }

    /// Carries out what is due.
    pub(crate) async fn kerjakan(&self) -> usize {
        let app = Arc::new(self.app.app.clone());
        let antrean = Runner::new(self.app.db.db.clone(), app, pesan::feature().jobs, jam);
        antrean.drain().await.unwrap()
    }

    /// Lets a moment pass in which everything that is due is done, the pause between two messages included.
    pub(crate) async fn sebentar(&self) {
        for lama in [1, 7] {
            maju(detik(lama));
            self.kerjakan().await;
        }
    }

    /// A resident writes to Meta; gives what they get back.
    pub(crate) async fn tulis(&self, dari: &str, bagian: &Value) -> Vec<String> {
        let dulu = self.meta.teks_untuk(dari).len();
        let antaran = self.meta.tulisan(dari, jam(), bagian);
        self.antar(&[antaran], Jalan::Urut).await;
        self.sebentar().await;
        self.meta.teks_untuk(dari).split_off(dulu)
    }

    pub(crate) async fn ketik(&self, dari: &str, teks: &str) -> String {
        self.tulis(dari, &meta::ketik(teks)).await.join("\n---\n")
    }

    pub(crate) async fn tekan(&self, dari: &str, id: &str) -> String {
        self.tulis(dari, &meta::tekan(id)).await.join("\n---\n")
    }

    pub(crate) async fn antar(&self, semua: &[Antaran], jalan: Jalan) -> Vec<axum::http::StatusCode> {
        antar(&self.app.tamu(), "/wa/meta", semua, jalan).await
    }

    /// A resident writes to GOWA; gives what they get back.
    pub(crate) async fn ketik_gowa(&self, dari: &str, teks: &str) -> String {
        let dulu = self.gowa.teks_untuk(dari).len();
        let antaran = self.gowa.tulisan(dari, jam(), &json!({ "body": teks }));
        antar(&self.app.tamu(), "/wa/gowa", &[antaran], Jalan::Urut).await;
        self.sebentar().await;
        self.gowa.teks_untuk(dari).split_off(dulu).join("\n---\n")
    }

    /// Somebody who agreed to the notice.
    pub(crate) async fn setuju(&self, dari: &str) {
        self.ketik(dari, "halo").await;
        self.tekan(dari, "setuju").await;
    }

    /// Somebody who agreed and is bound to Siti by a code of the office.
    pub(crate) async fn terikat(&self, dari: &str) {
        self.setuju(dari).await;
        let kode = self.kode_kantor(siti()).await;
        let jawab = self.ketik(dari, &format!("IKAT {kode}")).await;
        assert!(jawab.contains("terhubung"), "{jawab}");
    }

    /// The clerk asks for a code and reads it from the page.
    pub(crate) async fn kode_kantor(&self, penduduk_id: Uuid) -> String {
        let operator = self.app.sebagai(access::Role::Operator).await;
        let page = operator.post(&format!("/pesan/ikat/{penduduk_id}/kode"), &[]).await.ok().text();
        let (_, sisa) = page.split_once("IKAT ").expect("the page shows the code");
        sisa.chars().take(6).collect()
    }

    pub(crate) async fn baca(&self) -> ReadTx {
        self.app.db.read(&ctx()).await.unwrap()
    }

    /// The number of ledger lines: what is only said leaves none.
    pub(crate) async fn baris(&self) -> i64 {
        self.app.db.head(SUKAMAJU).await.unwrap()
    }
}
