use kamus::{Daftar as _, SebabKematian, Shdk, StatusDasar, StatusKawin, YangMenerangkan};

use super::super::aturan;
use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, tanpa_awal, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::Kejadian;
use super::super::temuan::Temuan;
use super::{mulai, subjek_hadir};
use crate::entitas::JenisPeristiwa;

/// F-2.01, kematian.
pub(super) const MATI: Macam = Macam {
    alamat: "mati",
    jenis: JenisPeristiwa::Mati,
    nama: "Kematian",
    penjelasan: "Seorang penduduk meninggal dunia.",
    kelompok: "Lahir dan mati",
    subjek: Subjek::Hadir,
    kepala: Kepala::BilaPergi,
    tenggat: 30,
    bidang: &[
        wajib("tanggal", "Tanggal meninggal", Bentuk::Tanggal),
        boleh("jam", "Pukul", Bentuk::Teks(10)),
        wajib("tempat", "Tempat meninggal", Bentuk::Teks(100)),
        wajib("sebab", "Sebab kematian", Bentuk::Kode(daftar::<SebabKematian>)),
        wajib("yang_menerangkan", "Yang menerangkan", Bentuk::Kode(daftar::<YangMenerangkan>)),
        boleh("no_akta", "Nomor akta kematian", Bentuk::Teks(40))
            .petunjuk("Kosongkan bila Dukcapil belum menerbitkan."),
    ],
    awal: tanpa_awal,
    susun,
};

fn susun(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let mut draf = mulai(j)?;
    aturan::umur_mati(o.kini.tanggal_lahir.0, draf.tanggal, t);
    draf.ubah(k, o.kini.id, JenisPeristiwa::Mati, |p| p.status_dasar = StatusDasar::Mati.kode());
    for pasangan in yang_ditinggal(k, o) {
        draf.ubah(k, pasangan.kini.id, JenisPeristiwa::Koreksi, |p| {
            p.status_kawin = Some(StatusKawin::CeraiMati.kode());
        });
    }
    Some(draf)
}

/// The spouses in the same family: all of the head's, or the head when nobody else is married to them.
fn yang_ditinggal<'k>(k: &'k Keadaan, o: &Orang) -> Vec<&'k Orang> {
    let pasangan = |p: &Orang| matches!(p.kini.shdk(), Shdk::Suami | Shdk::Istri);
    let kawin = |p: &&Orang| {
        let status = p.kini.status_kawin.and_then(StatusKawin::dari_kode);
        matches!(status, Some(StatusKawin::Kawin | StatusKawin::KawinBelumTercatat))
    };
    let Some(keluarga) = o.kini.keluarga_id else { return Vec::new() };
    let anggota = k.anggota(keluarga);
    let lain: Vec<&Orang> =
        anggota.iter().copied().filter(|p| p.kini.id != o.kini.id && pasangan(p)).collect();
    match o.kini.shdk() {
        Shdk::KepalaKeluarga => lain.into_iter().filter(kawin).collect(),
        Shdk::Suami | Shdk::Istri if lain.is_empty() => {
            let kepala = anggota.into_iter().find(|p| p.kini.shdk() == Shdk::KepalaKeluarga);
            kepala.filter(kawin).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
