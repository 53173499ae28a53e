//! Who lives in a family: head, wife, children, each with a day of birth that fits the others.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kamus::{Agama, JenisKelamin, Shdk, StatusKawin, umur};

use super::Resep;
use super::acak::Acak;
use super::nomor::Penomor;
use super::sebaran::{self, Bentuk, Pita, permil};
use crate::impor::BarisPenduduk;

use JenisKelamin::{LakiLaki, Perempuan};

/// From this day both must be 19 (UU 16/2019); before it a bride could be 16 (UU 1/1974).
const UMUR_19: Date = date(2019, 10, 15);

/// A member, as far as the family decides about them.
#[derive(Debug, Clone)]
pub(super) struct Orang {
    pub(super) jk: JenisKelamin,
    pub(super) lahir: Date,
    pub(super) shdk: Shdk,
    pub(super) kawin: StatusKawin,
    pub(super) nama: String,
    pub(super) ayah: String,
    pub(super) ibu: String,
    /// Parents in the same family, as indexes.
    pub(super) ayah_di: Option<usize>,
    pub(super) ibu_di: Option<usize>,
    /// Of the present marriage.
    pub(super) perkawinan: Option<Date>,
}

/// A marriage from the children's side; who is not in the family has only a name.
#[derive(Debug, Clone)]
pub(super) struct Perkawinan {
    pub(super) ayah: String,
    pub(super) ayah_di: Option<usize>,
    pub(super) ibu: String,
    pub(super) ibu_di: Option<usize>,
    pub(super) ibu_lahir: Date,
    pub(super) mulai: Date,
    pub(super) akhir: Date,
    /// How the children stand to the head, and at most how many there are.
    pub(super) shdk: Shdk,
    pub(super) paling_banyak: u32,
}

/// Puts one family together.
pub(super) struct Penyusun<'r> {
    pub(super) resep: &'r Resep<'r>,
    pub(super) acak: Acak,
    pub(super) nomor: Penomor,
    pub(super) agama: Agama,
    pub(super) orang: Vec<Orang>,
}

impl<'r> Penyusun<'r> {
    pub(super) fn baru(resep: &'r Resep<'r>, n: u32) -> Self {
        let mut acak = Acak::baru(&[resep.benih, resep.kode.angka().unsigned_abs(), u64::from(n)]);
        let nomor = Penomor::baru(resep.kode, resep.lajur(), n);
        let agama = acak.bobot(resep.agama);
        Self { resep, acak, nomor, agama, orang: Vec::with_capacity(4) }
    }

    pub(super) fn susun(mut self) -> Vec<BarisPenduduk> {
        match self.acak.bobot(sebaran::BENTUK) {
            Bentuk::Pasangan => self.pasangan(),
            Bentuk::Perempuan => self.sendiri(Perempuan),
            Bentuk::LelakiSendiri => self.sendiri(LakiLaki),
        }
        self.tambahan();
        self.menjadi_baris()
    }

    pub(super) fn umur(&self, lahir: Date) -> i16 {
        umur(lahir, self.resep.pada)
    }

    /// A day on which somebody was born who is now of an age in these bands.
    pub(super) fn lahir_seumur(&mut self, pita: &Pita) -> Date {
        let (dari, sampai) = self.acak.bobot(pita);
        let tahun = self.acak.antara(dari, sampai);
        geser(self.resep.pada, -tahun, -self.acak.antara(0, 364))
    }

    /// Father's and mother's name of somebody whose parents are not in the family.
    pub(super) fn nama_orang_tua(&mut self, lahir: Date) -> (String, String) {
        let tahun = lahir.year();
        let beda = i16::try_from(self.acak.antara(20, 32)).unwrap_or(25);
        let ayah = self.nama(tahun - beda - 2, LakiLaki, &[]);
        let ibu = self.nama(tahun - beda, Perempuan, &[&ayah]);
        (ayah, ibu)
    }

    /// A name that nobody of the family has, nor `juga` these.
    pub(super) fn nama(&mut self, tahun: i16, jk: JenisKelamin, juga: &[&str]) -> String {
        let orang = &self.orang;
        super::nama::nama(&mut self.acak, tahun, jk, self.agama, |nama| {
            juga.contains(&nama) || orang.iter().any(|o| [&*o.nama, &*o.ayah, &*o.ibu].contains(&nama))
        })
    }

    /// Adds a grown person who has no parents here. Six years always hold a day of the family.
    pub(super) fn orang_luar(
        &mut self,
        (jk, sasaran): (JenisKelamin, Date),
        shdk: Shdk,
        termuda: i32,
    ) -> usize {
        let muda = geser(self.resep.pada, -termuda, 0);
        let batas = (geser(sasaran.min(muda), -6, 0), geser(sasaran, 1, 0).min(muda));
        let lahir =
            self.nomor.lahir(sasaran, batas, jk).expect("a family has several days in every six years");
        let (ayah, ibu) = self.nama_orang_tua(lahir);
        let nama = self.nama(lahir.year(), jk, &[&ayah, &ibu]);
        self.orang.push(Orang {
            jk,
            lahir,
            shdk,
            kawin: StatusKawin::BelumKawin,
            nama,
            ayah,
            ibu,
            ayah_di: None,
            ibu_di: None,
            perkawinan: None,
        });
        self.orang.len() - 1
    }

    fn pasangan(&mut self) {
        let sasaran = self.lahir_seumur(sebaran::UMUR_SUAMI);
        let suami = self.orang_luar((LakiLaki, sasaran), Shdk::KepalaKeluarga, 22);
        let sasaran = self.lahir_istri(self.orang[suami].lahir);
        let istri = self.orang_luar((Perempuan, sasaran), Shdk::Istri, 20);
        self.nikahkan(suami, istri);
        let anak = self.perkawinan(suami, istri, Shdk::Anak, 8);
        self.anak(&anak);
    }

    pub(super) fn lahir_istri(&mut self, suami: Date) -> Date {
        let selisih = self.acak.bobot(sebaran::SELISIH);
        geser(suami, selisih, self.acak.antara(0, 364))
    }

    /// Two members are husband and wife from now on.
    pub(super) fn nikahkan(&mut self, suami: usize, istri: usize) {
        let hari = self.hari_nikah(self.orang[suami].lahir, self.orang[istri].lahir);
        let tercatat = !self.acak.permil(permil::KAWIN_BELUM_TERCATAT);
        let kawin = if tercatat { StatusKawin::Kawin } else { StatusKawin::KawinBelumTercatat };
        for i in [suami, istri] {
            self.orang[i].kawin = kawin;
            self.orang[i].perkawinan = Some(hari);
        }
    }

    /// A wedding at a lawful age; the wife is at least 20 today, the husband 22.
    fn hari_nikah(&mut self, suami: Date, istri: Date) -> Date {
        let (muda, tua) = sebaran::umur_kawin(istri.year());
        let sasaran = geser(istri, self.acak.antara(muda, tua), self.acak.antara(0, 364));
        let sasaran = sasaran.max(geser(suami, 20, 0));
        let sah = if sasaran >= UMUR_19 { sasaran.max(geser(istri, 19, 0)) } else { sasaran };
        sah.min(geser(self.resep.pada, 0, -self.acak.antara(30, 300)))
    }

    pub(super) fn perkawinan(&self, suami: usize, istri: usize, shdk: Shdk, batas: u32) -> Perkawinan {
        let (s, i) = (&self.orang[suami], &self.orang[istri]);
        Perkawinan {
            ayah: s.nama.clone(),
            ayah_di: Some(suami),
            ibu: i.nama.clone(),
            ibu_di: Some(istri),
            ibu_lahir: i.lahir,
            mulai: i.perkawinan.unwrap_or(geser(i.lahir, 20, 0)),
            akhir: self.resep.pada,
            shdk,
            paling_banyak: batas,
        }
    }

    /// A head without a spouse: never married, or with the children of the marriage that ended.
    fn sendiri(&mut self, jk: JenisKelamin) {
        let status = if jk == Perempuan { sebaran::SENDIRI_PEREMPUAN } else { sebaran::SENDIRI_LELAKI };
        let kawin = self.acak.bobot(status);
        let sasaran = self.lahir_seumur(sebaran::umur_sendiri(kawin));
        let kepala = self.orang_luar((jk, sasaran), Shdk::KepalaKeluarga, 22);
        self.orang[kepala].kawin = kawin;
        // After a divorce most children stay with the mother.
        let tanpa_anak = if jk == Perempuan { 60 } else { 260 };
        if kawin == StatusKawin::BelumKawin || self.acak.permil(tanpa_anak) {
            return;
        }
        let dahulu = self.perkawinan_dahulu(kepala, Shdk::Anak, 8);
        self.anak(&dahulu);
    }

    /// The ended marriage of a member; the other one is not in the family.
    pub(super) fn perkawinan_dahulu(&mut self, siapa: usize, shdk: Shdk, batas: u32) -> Perkawinan {
        let o = self.orang[siapa].clone();
        let (suami, istri) = match o.jk {
            LakiLaki => (o.lahir, self.lahir_istri(o.lahir)),
            Perempuan => (geser(o.lahir, -self.acak.antara(0, 6), 0), o.lahir),
        };
        let mulai = self.hari_nikah(suami, istri);
        let lama = self.acak.antara(2, 40);
        let akhir = geser(mulai, lama, 0).min(geser(self.resep.pada, 0, -self.acak.antara(60, 2000)));
        let (ayah, ibu, ayah_di, ibu_di) = match o.jk {
            LakiLaki => (o.nama, self.nama(istri.year(), Perempuan, &[]), Some(siapa), None),
            Perempuan => (self.nama(suami.year(), LakiLaki, &[]), o.nama, None, Some(siapa)),
        };
        let paling_banyak = batas;
        Perkawinan { ayah, ayah_di, ibu, ibu_di, ibu_lahir: istri, mulai, akhir, shdk, paling_banyak }
    }

    /// Adds the children who are still at home. Those who left are counted, not made.
    pub(super) fn anak(&mut self, p: &Perkawinan) {
        let jumlah = self.acak.bobot(sebaran::banyak_anak(p.ibu_lahir.year())).min(p.paling_banyak);
        let akhir = p.akhir.min(self.resep.pada).min(geser(p.ibu_lahir, 45, 0));
        let mut terawal = geser(p.mulai, 0, 270);
        let mut sasaran = geser(p.mulai, 0, self.acak.antara(275, 800));
        let awal = self.orang.len();
        let berdua = p.ayah_di.is_some() && p.ibu_di.is_some();
        let setia = if berdua { permil::BUNGSU } else { permil::BUNGSU_SATU_ORANG_TUA };
        for ke in 1..=jumlah {
            if sasaran > akhir || sasaran < geser(p.ibu_lahir, 15, 180) {
                return;
            }
            let jk = self.jenis_kelamin();
            let bungsu = ke == jumlah && self.orang.len() == awal && self.acak.permil(setia);
            if bungsu || self.acak.permil(sebaran::masih_serumah(self.umur(sasaran))) {
                let batas = (geser(sasaran, 0, -300).max(terawal), geser(sasaran, 0, 300).min(akhir));
                let Some(lahir) = self.nomor.lahir(sasaran, batas, jk) else { continue };
                self.seorang_anak(p, jk, lahir);
                self.kembar(p, jk, lahir);
                sasaran = sasaran.max(lahir);
            }
            terawal = geser(sasaran, 0, 330);
            sasaran = geser(sasaran, 0, self.acak.antara(540, 1_750));
        }
    }

    /// At birth there are 105 boys to 100 girls.
    pub(super) fn jenis_kelamin(&mut self) -> JenisKelamin {
        if self.acak.permil(512) { LakiLaki } else { Perempuan }
    }

    fn kembar(&mut self, p: &Perkawinan, jk: JenisKelamin, lahir: Date) {
        let lain = if jk == LakiLaki { Perempuan } else { LakiLaki };
        if self.acak.permil(permil::KEMBAR) && self.nomor.lahir(lahir, (lahir, lahir), lain).is_some() {
            self.seorang_anak(p, lain, lahir);
        }
    }

    pub(super) fn seorang_anak(&mut self, p: &Perkawinan, jk: JenisKelamin, lahir: Date) {
        let nama = self.nama(lahir.year(), jk, &[&p.ayah, &p.ibu]);
        let (ayah, ibu) = (p.ayah.clone(), p.ibu.clone());
        let kawin = StatusKawin::BelumKawin;
        let (ayah_di, ibu_di) = (p.ayah_di, p.ibu_di);
        self.orang.push(Orang {
            jk,
            lahir,
            shdk: p.shdk,
            kawin,
            nama,
            ayah,
            ibu,
            ayah_di,
            ibu_di,
            perkawinan: None,
        });
    }
}

/// `hari` moved by years and days.
pub(super) fn geser(hari: Date, tahun: i32, jumlah_hari: i32) -> Date {
    hari.saturating_add(tahun.years()).saturating_add(jumlah_hari.days())
}
