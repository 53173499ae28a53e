//! Where a family lives, its card, and its members as rows.

use jiff::civil::{Date, date};
use kamus::{Asuransi, NomorKk, Shdk, StatusDasar};

use super::acak::Acak;
use super::keluarga::{Penyusun, geser};
use super::{Resep, orang};
use crate::impor::BarisPenduduk;

/// Cards with a number of this form are as old as SIAK.
const SIAK: Date = date(2006, 1, 1);

/// What the members share.
pub(super) struct Rumah {
    pub(super) no_kk: NomorKk,
    pub(super) alamat: String,
    pub(super) dusun: String,
    pub(super) rw: String,
    pub(super) rt: String,
    pub(super) asuransi: Asuransi,
}

const JALAN: &[&str] =
    &["MELATI", "MAWAR", "KENANGA", "FLAMBOYAN", "SAWO", "PANDAN", "SEGOROYOSO", "IMOGIRI TIMUR"];

const ASURANSI: &[(Asuransi, u32)] = &[
    (Asuransi::BpjsPbi, 43),
    (Asuransi::BpjsNonPbi, 30),
    (Asuransi::BpjsDaerah, 9),
    (Asuransi::Belum, 17),
    (Asuransi::Lainnya, 1),
];

/// Dusun name, RW and RT: every RT is as likely as any other.
fn tempat<'a>(resep: &Resep<'a>, acak: &mut Acak) -> (&'a str, u32, u32) {
    let semua = |d: &super::Dusun<'_>| u32::from(d.rw) * u32::from(d.rt_per_rw);
    let mut sisa = acak.di_bawah(resep.dusun.iter().map(semua).sum());
    let mut rw = 0;
    for d in resep.dusun {
        if sisa < semua(d) {
            let rt = u32::from(d.rt_per_rw);
            return (d.nama, rw + sisa / rt + 1, sisa % rt + 1);
        }
        sisa -= semua(d);
        rw += u32::from(d.rw);
    }
    ("-", 1, 1)
}

impl Penyusun<'_> {
    pub(super) fn menjadi_baris(mut self) -> Vec<BarisPenduduk> {
        let rumah = self.rumah();
        let pada = self.resep.pada;
        let mut baris = Vec::with_capacity(self.orang.len());
        for o in &self.orang {
            let nik_dari =
                |i: Option<usize>| i.map(|i| self.nomor.nik(self.orang[i].lahir, self.orang[i].jk));
            let mut rincian = orang::rincian(&mut self.acak, o, pada, self.nomor.urut());
            rincian.alamat = Some(rumah.alamat.clone());
            rincian.agama = Some(self.agama);
            rincian.tempat_lahir = Some(self.acak.bobot(self.resep.tempat_lahir).to_owned());
            rincian.suku = Some(self.resep.suku.to_owned());
            rincian.asuransi = Some(rumah.asuransi);
            rincian.ayah_nik = nik_dari(o.ayah_di);
            rincian.ibu_nik = nik_dari(o.ibu_di);
            baris.push(BarisPenduduk {
                baris: 0,
                nik: Some(self.nomor.nik(o.lahir, o.jk)),
                nik_sementara: None,
                no_kk: Some(rumah.no_kk),
                kk_sementara: None,
                nama: o.nama.clone(),
                jenis_kelamin: o.jk,
                tanggal_lahir: o.lahir,
                shdk: o.shdk,
                status_dasar: StatusDasar::Hidup,
                dusun: rumah.dusun.clone(),
                rw: rumah.rw.clone(),
                rt: rumah.rt.clone(),
                rincian,
            });
        }
        baris
    }

    fn rumah(&mut self) -> Rumah {
        let no_kk = self.kartu();
        let (dusun, rw, rt) = tempat(self.resep, &mut self.acak);
        let besar = dusun.to_uppercase();
        let alamat = if self.acak.permil(220) {
            let (jalan, nomor) = (self.acak.pilih(JALAN), self.acak.antara(1, 60));
            format!("JL. {jalan} NO. {nomor}, {besar}")
        } else {
            besar
        };
        let asuransi = self.acak.bobot(ASURANSI);
        Rumah {
            no_kk,
            alamat,
            dusun: dusun.to_owned(),
            rw: format!("{rw:03}"),
            rt: format!("{rt:03}"),
            asuransi,
        }
    }

    /// The card: after the wedding where there was one, never before the head turned 17.
    fn kartu(&mut self) -> NomorKk {
        let pada = self.resep.pada;
        let dewasa = geser(self.orang[0].lahir, 17, 0);
        let kawin = self.orang.iter().find(|o| o.shdk == Shdk::Istri).and_then(|o| o.perkawinan);
        let dari = dewasa.max(SIAK).max(kawin.unwrap_or(dewasa)).min(pada);
        let hari = i32::try_from(pada.duration_since(dari).as_hours() / 24).unwrap_or(0);
        let sasaran = geser(dari, 0, self.acak.antara(0, hari));
        let terbit = self.nomor.terbit(sasaran, (dari, pada));
        let terbit = terbit.or_else(|| self.nomor.terbit(pada, (dewasa, pada)));
        self.nomor.kk(terbit.expect("a head is at least 22, so five years stand open"))
    }
}
