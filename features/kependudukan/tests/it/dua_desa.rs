//! Two villages of one Balai, between which somebody moves.

use access::Role;
use db::{Context, Unit};
use kependudukan::Penduduk;
use kependudukan::peristiwa::bidang_peran;
use kependudukan::pindah_antar::{self, KeadaanKiriman, Masuk};
use kependudukan::store;
use testkit::{Answer, Client, KEMBARAN, SUKAMAJU, TestApp};
use uuid::Uuid;

use crate::buku::{orang, sukamaju, tulis};
use crate::catat::{catat, id};
use crate::cerita::{alamat_orang, fitur, impor};

/// Two villages of one Balai: the people of Sukamaju, and somebody else in Kembaran.
pub(crate) struct Dunia {
    pub(crate) app: TestApp,
    pub(crate) sini: Client,
    pub(crate) sana: Client,
    pub(crate) kembaran: Context,
}

pub(crate) async fn dunia(app: TestApp) -> Dunia {
    let kembaran = Context::system("cerita", KEMBARAN, app.app.now());
    for (ctx, nama) in [(app.ctx(), "Sukamaju"), (kembaran, "Kembaran")] {
        let identitas = wilayah::Identitas {
            id: ctx.new_id(),
            kode: ctx.unit.0,
            nama: nama.into(),
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
        };
        let mut tx = app.db.write(&ctx, "pendaftaran").await.unwrap();
        tx.insert(&identitas).await.unwrap();
        tx.commit().await.unwrap();
    }
    impor(&app, &app.ctx(), tulis(&sukamaju())).await;
    let lain = orang("WARTINI", "3402130101109077", "3402134101609077", "2", "01-01-1960", "1");
    impor(&app, &kembaran, tulis(&[lain])).await;
    let sini = app.sebagai(Role::Operator).await;
    let sana = app.sebagai_di(KEMBARAN, &[Role::Operator]).await;
    Dunia { app, sini, sana, kembaran }
}

impl Dunia {
    pub(crate) async fn baru() -> Self {
        dunia(TestApp::new(fitur).await).await
    }

    /// The family moves out; tells the event's address.
    pub(crate) async fn pindah(&self, nama: &[&str]) -> String {
        let mut ids = Vec::new();
        for nama in nama {
            ids.push(id(&alamat_orang(&self.sini, nama).await));
        }
        let mut isian = vec![
            ("orang", ids[0].as_str()),
            ("tanggal", "01-03-2026"),
            ("tanggal_lapor", "02-03-2026"),
            ("klasifikasi", "2"),
            ("alasan", "1"),
            ("tujuan_alamat", "RT 2 Kembaran, Pleret"),
            ("no_surat", "SKPWNI/9/2026"),
        ];
        isian.extend(ids.iter().map(|id| ("siapa", id.as_str())));
        catat(&self.sini, "pindah-keluar", &isian).await
    }

    pub(crate) async fn kirim(&self, peristiwa: &str) -> Answer {
        self.sini.post(&format!("{peristiwa}/pengiriman"), &[("tujuan", &KEMBARAN.to_string())]).await
    }

    pub(crate) async fn satu_masuk(&self) -> Masuk {
        let semua = pindah_antar::list_masuk(&self.app.db, &self.kembaran).await.unwrap();
        assert_eq!(semua.len(), 1);
        semua.into_iter().next().unwrap()
    }

    pub(crate) async fn keadaan(&self) -> KeadaanKiriman {
        let mut tx = self.app.db.read(&self.app.ctx()).await.unwrap();
        store::daftar_kiriman(&mut tx, (1, 0)).await.unwrap()[0].keadaan()
    }

    /// Everybody of a unit with this name, whatever their status.
    pub(crate) async fn bernama(&self, unit: Unit, nama: &str) -> Vec<Penduduk> {
        let ctx = Context::system("cerita", unit, self.app.app.now());
        let mut tx = self.app.db.read(&ctx).await.unwrap();
        let semua = store::list_penduduk(&mut tx).await.unwrap();
        semua.into_iter().filter(|p| p.nama == nama).collect()
    }

    /// In how many villages somebody counts as a resident.
    pub(crate) async fn terhitung(&self, nama: &str) -> usize {
        let mut banyak = 0;
        for unit in [SUKAMAJU, KEMBARAN] {
            banyak += self.bernama(unit, nama).await.iter().filter(|p| p.aktif()).count();
        }
        banyak
    }

    /// The sender's ids of who is on the way, by name.
    pub(crate) async fn peran(&self, nama: &str) -> String {
        bidang_peran(self.bernama(SUKAMAJU, nama).await[0].id)
    }

    pub(crate) async fn isian(&self, peran: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut isian: Vec<(String, String)> = [
            ("tanggal", "02-03-2026"),
            ("tanggal_lapor", "02-03-2026"),
            ("klasifikasi", "2"),
            ("alasan", "1"),
            ("keluarga", "baru"),
            ("tempat", "KAUMAN|001|002"),
            ("alamat", "JL. KENANGA 9"),
        ]
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .into();
        for (nama, kode) in peran {
            isian.push((self.peran(nama).await, (*kode).to_owned()));
        }
        isian
    }

    pub(crate) async fn periksa(&self, kiriman: Uuid, isian: &[(String, String)]) -> Answer {
        let isian: Vec<(&str, &str)> = isian.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.sana.post(&format!("/pindah-antar/{kiriman}/pemeriksaan"), &isian).await
    }

    pub(crate) async fn terima(&self, kiriman: Uuid, isian: &[(String, String)]) -> Answer {
        let mut isian: Vec<(&str, &str)> = isian.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        isian.push(("langkah", "simpan"));
        self.sana.post(&format!("/pindah-antar/{kiriman}/penerimaan"), &isian).await
    }

    pub(crate) async fn sekeluarga(&self) -> Vec<(String, String)> {
        self.isian(&[("BUDI SANTOSO", "1"), ("SITI AMINAH", "3"), ("BAYI SITI", "4")]).await
    }
}
