//! The screens of BSrE: who chooses the server, what is never shown again, and how a signer stands.

use std::sync::Arc;

use access::Role;
use db::ReadTx;
use testkit::bsre::{Bsre, Orang, PENGGUNA, SANDI};
use testkit::{Answer, Client, TestApp};
use tte::{Alat, BoxFuture, DaftarPejabat, PejabatSaya};
use uuid::Uuid;
use web::Feature;

use super::store::LURAH;

const CARIK: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);
const NIK: &str = "3402134101859001";
const HALAMAN: &str = "/tte/bsre";

fn features() -> Vec<Feature> {
    vec![tte::feature()]
}

fn pejabat(_: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<(Uuid, String)>>> {
    Box::pin(async { Ok(vec![(LURAH, "Siti Rahayu, S.IP.".into()), (CARIK, "Budi Santosa".into())]) })
}

fn carik_itu_saya(_: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<Uuid>>> {
    Box::pin(async { Ok(vec![CARIK]) })
}

struct Kantor {
    app: TestApp,
    admin: Client,
    operator: Client,
    bsre: Bsre,
}

impl Kantor {
    async fn buka() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    async fn di(db: db::testing::TestDb) -> Self {
        let services = |builder: web::Builder| {
            builder.provide(DaftarPejabat(pejabat)).provide(PejabatSaya(carik_itu_saya))
        };
        let app = TestApp::on(db, features, services).await;
        let admin = app.sebagai(Role::Admin).await;
        let operator = app.sebagai(Role::Operator).await;
        Self { app, admin, operator, bsre: Bsre::mulai(Arc::new(|_, _| None)).await }
    }

    async fn simpan(&self, lain: &[(&str, &str)]) -> Answer {
        let mut fields =
            vec![("versi", "2"), ("alamat", self.bsre.alamat()), ("pengguna", PENGGUNA), ("sandi", SANDI)];
        fields.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
        fields.extend_from_slice(lain);
        self.admin.post("/tte/bsre/layanan", &fields).await
    }

    async fn catat(&self, siapa: &Client, pejabat: Uuid, nik: &str) -> Answer {
        siapa.post("/tte/bsre/pejabat", &[("pejabat", &pejabat.to_string()), ("nik", nik)]).await
    }

    async fn alat(&self, pejabat: Uuid) -> Result<Alat, tte::Error> {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        tte::find_alat(&mut tx, pejabat, tte::bsre::Klien::BATAS).await.unwrap()
    }

    /// Where the first form of the page leads whose address ends like this.
    async fn aksi(&self, siapa: &Client, akhir: &str) -> String {
        let page = siapa.get(HALAMAN).await.ok().text();
        let mut semua = page.split("action=\"").skip(1).filter_map(|bagian| bagian.split('"').next());
        semua.find(|aksi| aksi.ends_with(akhir)).unwrap_or_else(|| panic!("no {akhir} in {page}")).to_owned()
    }
}

#[tokio::test]
async fn an_administrator_sets_the_server_and_its_account_is_never_shown_again() {
    for db in db::testing::each_engine().await {
        let kantor = Kantor::di(db).await;
        let page = kantor.admin.get(HALAMAN).await.ok().main();
        assert!(page.contains("Layanan BSrE belum diatur"), "{page}");
        kantor.simpan(&[]).await.led_to();
        for halaman in [HALAMAN, "/tte/bsre/layanan"] {
            let page = kantor.admin.get(halaman).await.ok().text();
            assert!(page.contains(kantor.bsre.alamat()), "{page}");
            assert!(!page.contains(PENGGUNA) && !page.contains(SANDI), "{page}");
        }
        // Nor does it lie open in the database or in its ledger.
        let mut tx = kantor.app.db.read(&kantor.app.ctx()).await.unwrap();
        let row = tte::find_layanan(&mut tx).await.unwrap().unwrap();
        let segel = row.rahasia_segel.unwrap().0;
        assert!(!segel.windows(SANDI.len()).any(|bagian| bagian == SANDI.as_bytes()));
        drop(tx);
        // Empty boxes keep the account, and to turn it off forgets it.
        kantor.simpan(&[("pengguna", ""), ("sandi", ""), ("versi", "1")]).await.led_to();
        kantor.catat(&kantor.operator, LURAH, NIK).await.led_to();
        assert!(matches!(kantor.alat(LURAH).await, Ok(Alat::Bsre(_))));
        kantor.simpan(&[("versi", "0")]).await.led_to();
        assert_eq!(kantor.alat(LURAH).await.unwrap_err(), tte::Error::LayananMati);
        let refused = kantor.simpan(&[("sandi", "")]).await;
        assert!(refused.status == 422 && refused.main().contains("Isi kata sandi"), "{}", refused.main());
    }
}

#[tokio::test]
async fn only_an_administrator_chooses_where_passphrases_go() {
    let kantor = Kantor::buka().await;
    let penanda = kantor.app.sebagai(Role::Penandatangan).await;
    for siapa in [&kantor.operator, &penanda] {
        assert_eq!(siapa.get("/tte/bsre/layanan").await.status, 404);
        let fields = [("versi", "1"), ("alamat", "https://jahat.example"), ("pengguna", "a"), ("sandi", "b")];
        assert_eq!(siapa.post("/tte/bsre/layanan", &fields).await.status, 404);
    }
}

#[tokio::test]
async fn a_kept_account_does_not_follow_to_another_server() {
    let kantor = Kantor::buka().await;
    kantor.simpan(&[]).await.led_to();
    for (lain, said) in [
        (&[("alamat", "https://jahat.example"), ("sandi", "")][..], "Alamat servernya berubah"),
        (&[("alamat", "http://esign.example")], "tidak boleh lewat internet tanpa enkripsi"),
        (&[("alamat", "")], "Isi alamat server"),
        (&[("pengguna", "a:b")], "tanpa titik dua"),
    ] {
        let refused = kantor.simpan(lain).await;
        assert_eq!(refused.status, 422, "{lain:?}");
        assert!(refused.main().contains(said), "{said} in {}", refused.main());
        assert!(!refused.text().contains(SANDI), "never sent back");
    }
    let page = kantor.admin.get(HALAMAN).await.ok().main();
    assert!(page.contains(kantor.bsre.alamat()), "nothing was changed: {page}");
}

#[tokio::test]
async fn an_official_is_named_and_asked_for() {
    for db in db::testing::each_engine().await {
        let kantor = Kantor::di(db).await;
        kantor.simpan(&[]).await.led_to();
        for (nik, pejabat, said) in [("123", LURAH, "16 angka"), (NIK, Uuid::nil(), "Pilih pejabat")] {
            let refused = kantor.catat(&kantor.operator, pejabat, nik).await;
            assert!(refused.status == 422 && refused.main().contains(said), "{}", refused.main());
        }
        kantor.catat(&kantor.operator, LURAH, NIK).await.led_to();
        let page = kantor.operator.get(HALAMAN).await.ok().text();
        assert!(page.contains("3402••••••••9001") && !page.contains(NIK), "{page}");
        assert!(page.contains("Belum diperiksa"), "{page}");
        let periksa = kantor.aksi(&kantor.operator, "/pemeriksaan").await;
        for (status, said) in
            [("ISSUE", "Siap dipakai"), ("EXPIRED", "Habis masa berlaku"), ("REVOKE", "Dicabut")]
        {
            kantor.bsre.daftarkan(NIK, Orang { passphrase: String::new(), status: status.to_owned() });
            kantor.operator.post(&periksa, &[]).await.led_to();
            let page = kantor.operator.get(HALAMAN).await.ok().main();
            assert!(page.contains(said), "{said} in {page}");
        }
        assert_eq!(kantor.bsre.pelanggaran(), Vec::<String>::new());
        // Named again under another NIK: the first one ends.
        kantor.catat(&kantor.operator, LURAH, "3402134101859002").await.led_to();
        let page = kantor.operator.get(HALAMAN).await.ok().main();
        assert!(page.contains("3402••••••••9002") && !page.contains("3402••••••••9001"), "{page}");
        let henti = kantor.aksi(&kantor.operator, "/penghentian").await;
        kantor.operator.post(&henti, &[]).await.led_to();
        assert_eq!(kantor.alat(LURAH).await.unwrap_err(), tte::Error::TidakAdaSertifikat);
    }
}

#[tokio::test]
async fn a_signer_keeps_only_the_own_entry() {
    let kantor = Kantor::buka().await;
    let carik = kantor.app.sebagai(Role::Penandatangan).await;
    kantor.simpan(&[]).await.led_to();
    kantor.catat(&kantor.operator, LURAH, NIK).await.led_to();
    let page = carik.get(HALAMAN).await.ok().main();
    assert!(!page.contains("Siti Rahayu"), "{page}");
    for akhir in ["/pemeriksaan", "/penghentian"] {
        let milik_lurah = kantor.aksi(&kantor.operator, akhir).await;
        assert_eq!(carik.post(&milik_lurah, &[]).await.status, 404, "{akhir}");
    }
    let refused = kantor.catat(&carik, LURAH, NIK).await;
    assert!(refused.status == 422 && refused.main().contains("Pilih pejabat"), "{}", refused.main());
    kantor.catat(&carik, CARIK, "3402134101859003").await.led_to();
    assert!(carik.get(HALAMAN).await.ok().main().contains("Budi Santosa"));
    let lama = kantor.app.db.head(testkit::SUKAMAJU).await.unwrap();
    let satu =
        [("pejabat", CARIK.to_string()), ("nik", "3402134101859003".into()), ("request_key", "satu".into())];
    let satu: Vec<(&str, &str)> = satu.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
    carik.post("/tte/bsre/pejabat", &satu).await.led_to();
    let sekali = kantor.app.db.head(testkit::SUKAMAJU).await.unwrap();
    carik.post("/tte/bsre/pejabat", &satu).await.led_to();
    assert!(
        sekali > lama && kantor.app.db.head(testkit::SUKAMAJU).await.unwrap() == sekali,
        "sent twice, acts once"
    );
}
