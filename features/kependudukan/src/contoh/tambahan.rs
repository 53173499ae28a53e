//! Who else lives in a family: parents, children-in-law, grandchildren, relatives, a lodger.

use kamus::{JenisKelamin, Shdk, StatusKawin};

use super::keluarga::{Orang, Penyusun, Perkawinan, geser};
use super::sebaran::permil;

use JenisKelamin::{LakiLaki, Perempuan};

/// Nobody is made older.
const TERTUA: i32 = 95;

impl Penyusun<'_> {
    pub(super) fn tambahan(&mut self) {
        self.anak_dewasa();
        let kepala = self.orang[0].lahir;
        if self.umur(kepala) >= 52 && self.acak.permil(permil::CUCU_DITITIPKAN) {
            self.cucu_dititipkan();
        }
        if self.acak.permil(permil::ORANG_TUA) {
            self.orang_tua(0, Shdk::OrangTua);
        }
        if self.orang.get(1).is_some_and(|o| o.shdk == Shdk::Istri) && self.acak.permil(permil::MERTUA) {
            self.orang_tua(1, Shdk::Mertua);
        }
        if self.orang[0].ibu_di.is_none()
            && self.orang[0].ayah_di.is_none()
            && self.acak.permil(permil::SAUDARA)
        {
            self.saudara();
        }
        if self.acak.permil(permil::KEPONAKAN) {
            self.anak_orang_lain((5, 22), Shdk::FamiliLain);
        }
        if self.acak.permil(permil::INDEKOS) {
            self.anak_orang_lain((18, 22), Shdk::Lainnya);
        }
    }

    /// Grown children at home may be married or divorced, with children of their own; one in a family,
    /// so that the house does not burst.
    fn anak_dewasa(&mut self) {
        for i in 0..self.orang.len() {
            let (jk, lahir) = (self.orang[i].jk, self.orang[i].lahir);
            if self.orang[i].shdk != Shdk::Anak || self.umur(lahir) < 23 {
                continue;
            }
            if self.acak.permil(permil::MENANTU) {
                self.menantu(i);
                return;
            }
            if self.umur(lahir) >= 26 && self.acak.permil(permil::ANAK_CERAI) {
                self.orang[i].kawin = StatusKawin::CeraiHidup;
                let ikut_ibu = jk == Perempuan && self.acak.permil(permil::ANAK_CERAI_BERANAK);
                if ikut_ibu {
                    let dahulu = self.perkawinan_dahulu(i, Shdk::Cucu, 1);
                    self.anak(&dahulu);
                }
                return;
            }
        }
    }

    fn menantu(&mut self, anak: usize) {
        let lahir = self.orang[anak].lahir;
        let (suami, istri) = if self.orang[anak].jk == LakiLaki {
            let sasaran = self.lahir_istri(lahir);
            (anak, self.orang_luar((Perempuan, sasaran), Shdk::Menantu, 20))
        } else {
            let sasaran = geser(lahir, -self.acak.antara(0, 6), 0);
            (self.orang_luar((LakiLaki, sasaran), Shdk::Menantu, 22), anak)
        };
        self.nikahkan(suami, istri);
        let cucu = self.perkawinan(suami, istri, Shdk::Cucu, 2);
        self.anak(&cucu);
    }

    /// A child of children who are elsewhere; both parents are only names.
    fn cucu_dititipkan(&mut self) {
        let kepala = self.orang[0].lahir;
        let termuda_sekarang = i32::from(self.umur(kepala)) - 38;
        let tahun = self.acak.antara(2, termuda_sekarang.clamp(2, 17));
        let sasaran = geser(self.resep.pada, -tahun, -self.acak.antara(0, 364));
        let (ayah, ibu) = self.nama_orang_tua(sasaran);
        let p = Perkawinan {
            ayah,
            ayah_di: None,
            ibu,
            ibu_di: None,
            ibu_lahir: geser(sasaran, -25, 0),
            mulai: geser(sasaran, -2, 0),
            akhir: self.resep.pada,
            shdk: Shdk::Cucu,
            paling_banyak: 1,
        };
        let jk = self.jenis_kelamin();
        let batas = (geser(sasaran, -1, 0), geser(sasaran, 1, 0).min(self.resep.pada));
        if let Some(lahir) = self.nomor.lahir(sasaran, batas, jk) {
            self.seorang_anak(&p, jk, lahir);
        }
    }

    /// The mother, the father or both of a member, under the names that the member's row gives.
    fn orang_tua(&mut self, anak: usize, shdk: Shdk) {
        let lahir = self.orang[anak].lahir;
        let umur_ibu = self.acak.antara(20, 36);
        let beda = self.acak.antara(0, 6);
        if i32::from(self.umur(lahir)) + umur_ibu + beda > TERTUA - 3 {
            return;
        }
        let (ibu, ayah) = self.acak.bobot(&[((true, false), 62), ((false, true), 12), ((true, true), 26)]);
        let kawin = if ibu && ayah { StatusKawin::Kawin } else { StatusKawin::CeraiMati };
        if ayah {
            self.orang[anak].ayah_di = self.leluhur((LakiLaki, umur_ibu + beda), anak, shdk, kawin);
        }
        if ibu {
            self.orang[anak].ibu_di = self.leluhur((Perempuan, umur_ibu), anak, shdk, kawin);
        }
    }

    fn leluhur(
        &mut self,
        (jk, umur_saat_lahir): (JenisKelamin, i32),
        anak: usize,
        shdk: Shdk,
        kawin: StatusKawin,
    ) -> Option<usize> {
        let sasaran = geser(self.orang[anak].lahir, -umur_saat_lahir, -self.acak.antara(0, 364));
        let batas = (geser(sasaran, -2, 0), geser(sasaran, 2, 0));
        let lahir = self.nomor.lahir(sasaran, batas, jk)?;
        let (ayah, ibu) = self.nama_orang_tua(lahir);
        let o = &self.orang[anak];
        let nama = if jk == LakiLaki { o.ayah.clone() } else { o.ibu.clone() };
        self.orang.push(Orang {
            jk,
            lahir,
            shdk,
            kawin,
            nama,
            ayah,
            ibu,
            ayah_di: None,
            ibu_di: None,
            perkawinan: None,
        });
        Some(self.orang.len() - 1)
    }

    /// A brother or sister of the head, of the same parents.
    fn saudara(&mut self) {
        let kepala = &self.orang[0];
        let (lahir, ayah, ibu) = (kepala.lahir, kepala.ayah.clone(), kepala.ibu.clone());
        let beda = self.acak.antara(2, 9);
        let lebih_muda = self.umur(lahir) < 30 || self.acak.permil(700);
        let sasaran = geser(lahir, if lebih_muda { beda } else { -beda }, 0);
        if !(17..=85).contains(&self.umur(sasaran)) {
            return;
        }
        let jk = self.jenis_kelamin();
        let saudara = self.orang_luar((jk, sasaran), Shdk::FamiliLain, 17);
        let o = &mut self.orang[saudara];
        (o.ayah, o.ibu) = (ayah, ibu);
    }

    fn anak_orang_lain(&mut self, (dari, sampai): (i32, i32), shdk: Shdk) {
        let sasaran = self.lahir_seumur(&[((dari, sampai), 1)]);
        let jk = self.jenis_kelamin();
        let batas = (geser(self.resep.pada, -sampai - 1, 1), geser(self.resep.pada, -dari, 0));
        let Some(lahir) = self.nomor.lahir(sasaran, batas, jk) else { return };
        let (ayah, ibu) = self.nama_orang_tua(lahir);
        let nama = self.nama(lahir.year(), jk, &[&ayah, &ibu]);
        let kawin = StatusKawin::BelumKawin;
        let (ayah_di, ibu_di) = (None, None);
        self.orang.push(Orang { jk, lahir, shdk, kawin, nama, ayah, ibu, ayah_di, ibu_di, perkawinan: None });
    }
}
