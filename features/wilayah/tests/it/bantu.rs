//! What the stories share: Sukamaju under its real naming, with a folder for files.

use std::sync::Arc;

use files::FileStore;
use testkit::TestApp;
use wilayah::{Pejabat, UnitBaru, daftarkan_unit};

/// A picture of four by four green points.
pub(crate) const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 4, 0, 0, 0, 4, 8, 6, 0, 0, 0, 169,
    241, 158, 126, 0, 0, 0, 18, 73, 68, 65, 84, 120, 156, 99, 16, 9, 176, 250, 143, 140, 25, 72, 23, 0, 0,
    88, 185, 25, 209, 54, 225, 65, 230, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

pub(crate) fn fitur() -> Vec<web::Feature> {
    vec![wilayah::feature()]
}

pub(crate) struct Desa {
    pub(crate) app: TestApp,
    _files: Arc<tempfile::TempDir>,
}

impl std::ops::Deref for Desa {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
}

/// An installation without any unit yet.
pub(crate) async fn kosong(extend: impl FnOnce(web::Builder) -> web::Builder) -> Desa {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let store = FileStore::new(folder.path());
    let db = testkit::testing::sqlite().await;
    let app = TestApp::with_naming(db, fitur, wilayah::naming, |b| extend(b.provide(store))).await;
    Desa { app, _files: folder }
}

/// Sukamaju and its twin.
pub(crate) async fn desa() -> Desa {
    let desa = kosong(|builder| builder).await;
    for (kode, nama) in [("34.02.13.2099", "Sukamaju"), ("34.02.13.2098", "Kembaran")] {
        let baru = UnitBaru {
            kode: kode.parse().unwrap(),
            nama: nama.into(),
            kecamatan: "Pleret".into(),
            kabupaten: String::new(),
        };
        daftarkan_unit(&desa.db, &baru, None, desa.app.app.now()).await.unwrap();
    }
    desa
}

pub(crate) async fn pejabat_di(desa: &Desa) -> Vec<Pejabat> {
    wilayah::list_pejabat(&mut desa.db.read(&desa.ctx()).await.unwrap()).await.unwrap()
}

pub(crate) async fn identitas_di(desa: &Desa) -> wilayah::Identitas {
    wilayah::get_identitas(&mut desa.db.read(&desa.ctx()).await.unwrap()).await.unwrap()
}
