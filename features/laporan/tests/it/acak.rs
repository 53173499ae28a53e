//! Random lives over three months, with late reports, undone events and months frozen in between.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};
use kependudukan::entitas::{JenisPeristiwa, Penduduk};
use kependudukan::peristiwa::{self, GalatBatal};
use kependudukan::store as register;
use laporan::lampid::{Baris, KOLOM, Tabel};
use laporan::pembekuan;
use testkit::TestApp;
use waktu::Bulan;

use crate::dunia::{
    Kapan, bekukan, bulan, ctx, hitung, keluar, masuk, pecah, saat, terjadi, tiap_mesin, tulis,
};

/// A fixed sequence of numbers from a seed (xorshift).
struct Dadu(u64);

impl Dadu {
    fn lempar(&mut self, sisi: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (sisi as u64)).unwrap()
    }

    fn pilih<'a, T>(&mut self, semua: &'a [T]) -> Option<&'a T> {
        if semua.is_empty() { None } else { semua.get(self.lempar(semua.len())) }
    }
}

struct Kisah<'a> {
    app: &'a TestApp,
    dadu: Dadu,
    beku: BTreeMap<Bulan, Tabel>,
    nomor: usize,
}

impl Kisah<'_> {
    /// Something happened up to forty days ago, and is written down today.
    fn kapan(&mut self, hari: Date) -> Kapan {
        let mundur = if self.dadu.lempar(3) == 0 { self.dadu.lempar(40) } else { self.dadu.lempar(3) };
        let terjadi = hari.checked_sub(i64::try_from(mundur).unwrap().days()).unwrap();
        self.nomor += 1;
        Kapan { terjadi, dicatat: saat(hari, i16::try_from(self.nomor % 600).unwrap()) }
    }

    async fn satu(&mut self, hari: Date) {
        let kapan = self.kapan(hari);
        let mut tx = self.app.db.read(&ctx(kapan.dicatat)).await.unwrap();
        let semua = register::list_penduduk(&mut tx).await.unwrap();
        drop(tx);
        let (ada, tiada): (Vec<Penduduk>, Vec<Penduduk>) = semua.into_iter().partition(Penduduk::aktif);
        let Some(siapa) = self.dadu.pilih(&ada).cloned() else { return };
        let app = self.app;
        match self.dadu.lempar(14) {
            0 | 1 => self.masuk(kapan, JenisPeristiwa::Lahir, &siapa).await,
            2 => self.masuk(kapan, JenisPeristiwa::Datang, &siapa).await,
            3 => {
                keluar(app, kapan, JenisPeristiwa::Mati, &siapa).await;
            }
            4 => {
                keluar(app, kapan, JenisPeristiwa::PindahKeluar, &siapa).await;
            }
            5 => {
                keluar(app, kapan, JenisPeristiwa::Hilang, &siapa).await;
            }
            6 => {
                keluar(app, kapan, JenisPeristiwa::Pergi, &siapa).await;
            }
            7 => {
                let Some(siapa) = self.dadu.pilih(&tiada).cloned() else { return };
                terjadi(app, kapan, JenisPeristiwa::Kembali, &siapa, |p| p.status_dasar = 1).await;
            }
            8 => pecah(app, kapan, &siapa).await,
            9 => {
                let koreksi = JenisPeristiwa::Koreksi;
                terjadi(app, kapan, koreksi, &siapa, |p| p.jenis_kelamin = 3 - p.jenis_kelamin).await;
            }
            10 => {
                let jenis = JenisPeristiwa::UbahKewarganegaraan;
                terjadi(app, kapan, jenis, &siapa, |p| p.kewarganegaraan = Some(2)).await;
            }
            11 => {
                let dusun = self.dadu.pilih(&ada).map(|p| p.dusun.clone()).unwrap_or_default();
                terjadi(app, kapan, JenisPeristiwa::PindahDalam, &siapa, |p| p.dusun = dusun).await;
            }
            // An accepted proposal of a workbook, which says somebody lives no more.
            12 => {
                terjadi(app, kapan, JenisPeristiwa::UsulanBerkas, &siapa, |p| p.status_dasar = 2).await;
            }
            _ => self.batal(kapan, hari).await,
        }
    }

    async fn masuk(&mut self, kapan: Kapan, jenis: JenisPeristiwa, contoh: &Penduduk) {
        let (nama, kelamin) =
            (format!("WARGA KE {}", self.nomor), if self.dadu.lempar(2) == 0 { 1 } else { 2 });
        masuk(self.app, kapan, jenis, (contoh, &nama, kelamin)).await;
    }

    async fn batal(&mut self, kapan: Kapan, hari: Date) {
        let mut tx = tulis(self.app, kapan.dicatat).await;
        let masa = (date(2026, 6, 1), hari);
        let semua = register::list_peristiwa_masa(&mut tx, masa, db::Where::new()).await.unwrap();
        let Some(satu) = self.dadu.pilih(&semua) else { return };
        match peristiwa::batalkan(&mut tx, satu, "Salah catat.", hari).await {
            Ok(_) => tx.commit().await.unwrap(),
            Err(GalatBatal::Db(galat)) => panic!("{galat}"),
            // Undone already, or something later stands on it.
            Err(_) => {}
        }
    }

    async fn bekukan(&mut self, hari: Date) {
        self.nomor += 1;
        let pada = saat(hari, 610) + SignedDuration::from_secs(i64::try_from(self.nomor).unwrap());
        let mut tx = self.app.db.read(&ctx(pada)).await.unwrap();
        let berikut = pembekuan::bulan_berikut(&mut tx).await.unwrap();
        drop(tx);
        if hari > berikut.akhir() {
            let tabel = bekukan(self.app, berikut, pada).await.unwrap();
            self.beku.insert(berikut, tabel);
        }
    }

    /// Every month balances, frozen ones are as they were, and each begins where the one before ended.
    async fn periksa(&self, sampai: Bulan, benih: u64) {
        let mut akhir: Option<Tabel> = None;
        let mut ini = bulan(7);
        while ini <= sampai {
            let hasil = hitung(self.app, ini).await;
            assert_eq!(hasil.tabel.timpang(), Vec::<&str>::new(), "seed {benih}, {ini}");
            if let Some(beku) = self.beku.get(&ini) {
                assert_eq!(&hasil.tabel, beku, "seed {benih}: {ini} is frozen");
            }
            crate::buku::rekap_setuju(self.app, ini, &hasil.tabel).await;
            if let Some(lalu) = &akhir {
                for kolom in &KOLOM {
                    let (dulu, kini) =
                        (lalu.angka(Baris::Akhir, kolom), hasil.tabel.angka(Baris::Awal, kolom));
                    assert_eq!(dulu, kini, "seed {benih}, {ini}, {}", kolom.label);
                }
            }
            akhir = Some(hasil.tabel);
            ini = ini.berikutnya();
        }
        let hidup = crate::dunia::penduduk(self.app).await.len();
        let jiwa = akhir.map(|tabel| crate::dunia::angka(&tabel, Baris::Akhir).0);
        assert_eq!(
            jiwa,
            Some(i64::try_from(hidup).unwrap()),
            "seed {benih}: the last month ends with the register"
        );
    }
}

async fn jalankan(app: &TestApp, benih: u64) -> Kisah<'_> {
    let mut kisah = Kisah { app, dadu: Dadu(benih), beku: BTreeMap::new(), nomor: 0 };
    let mut hari = date(2026, 8, 2);
    let akhir = date(2026, 10, 31);
    while hari <= akhir {
        for _ in 0..=kisah.dadu.lempar(2) {
            kisah.satu(hari).await;
        }
        if kisah.dadu.lempar(5) == 0 {
            kisah.bekukan(hari).await;
        }
        hari = hari.checked_add(i64::try_from(1 + kisah.dadu.lempar(3)).unwrap().days()).unwrap();
    }
    kisah
}

#[tokio::test]
async fn reports_balance_and_frozen_months_never_change() {
    let mut dibekukan = 0;
    for benih in 1..=4_u64 {
        for app in tiap_mesin().await {
            let kisah = jalankan(&app, benih.wrapping_mul(0x9e37_79b9_7f4a_7c15)).await;
            kisah.periksa(bulan(10), benih).await;
            dibekukan += kisah.beku.len();
        }
    }
    assert!(dibekukan >= 8, "only {dibekukan} months were frozen on the way");
}
