//! What cannot be, and what is unlikely. Pure.

use jiff::civil::Date;
use kamus::{Daftar as _, JenisKelamin, Nik, Shdk, StatusDasar, tanggal_panjang, umur};

use super::jawab::Jawab;
use super::keadaan::{Keadaan, Orang};
use super::kejadian::Kejadian;
use super::temuan::Temuan;
use crate::entitas::Penduduk;
use crate::pindah_antar::KeadaanKiriman;
use crate::riwayat;

/// The days of a report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waktu {
    pub(super) tanggal: Option<Date>,
    pub(super) lapor: Option<Date>,
    pub(super) hari_ini: Date,
    /// When the books open.
    pub(super) buka: Option<Date>,
}

impl Waktu {
    pub(super) fn dari(k: &Keadaan, j: &Jawab) -> Self {
        Self {
            tanggal: j.tanggal("tanggal"),
            lapor: j.tanggal("tanggal_lapor"),
            hari_ini: k.hari_ini,
            buka: k.buka,
        }
    }
}

/// `tenggat`: days within which it should be reported; 0 for no limit.
pub(super) fn waktu(w: Waktu, tenggat: i64, t: &mut Temuan) {
    let Some(tanggal) = w.tanggal else { return };
    if tanggal > w.hari_ini {
        t.galat("tanggal", "Tanggal ini belum terjadi. Periksa bulan dan tahunnya.");
    } else if w.lapor.is_some_and(|lapor| lapor < tanggal) {
        t.galat("tanggal_lapor", "Laporan tidak dapat datang sebelum kejadiannya.");
    }
    let Some(lapor) = w.lapor else { return };
    if lapor > w.hari_ini {
        t.galat("tanggal_lapor", "Tanggal laporan belum terjadi.");
    }
    if let Some(buka) = w.buka.filter(|buka| tanggal < *buka) {
        t.peringatan(
            "sebelum_buka",
            format!(
                "Terjadi sebelum buku dibuka ({}). Dicatat sebagai laporan terlambat.",
                tanggal_panjang(buka)
            ),
        );
    }
    let hari = i64::from((lapor - tanggal).get_days());
    if tenggat > 0 && hari > tenggat {
        t.peringatan(
            "terlambat",
            format!("Dilaporkan {hari} hari sesudah kejadian; seharusnya paling lama {tenggat} hari."),
        );
    }
}

/// Somebody must belong to the village on that day.
pub(super) fn hadir(o: &Orang, tanggal: Date, t: &mut Temuan) {
    let p = &o.kini;
    if tanggal < p.tanggal_lahir.0 {
        t.galat("tanggal", format!("{} baru lahir {}.", p.nama, tanggal_panjang(p.tanggal_lahir.0)));
        return;
    }
    match o.status_pada(tanggal) {
        Some(StatusDasar::Hidup) => {}
        None => {
            let sejak = o.status.first().map(|(sejak, ..)| tanggal_panjang(*sejak)).unwrap_or_default();
            t.galat("tanggal", format!("{} baru tercatat sebagai penduduk sejak {sejak}.", p.nama));
        }
        Some(status) => {
            let kalimat = match o.tercatat.iter().rev().find(|c| c.jenis.status_sesudah() == Some(status)) {
                Some(c) => format!(
                    "{} sudah tercatat {} pada {}. Batalkan itu dulu bila keliru.",
                    p.nama,
                    c.jenis.label(),
                    tanggal_panjang(c.tanggal)
                ),
                None => format!("{} tidak tercatat sebagai penduduk pada tanggal itu ({status}).", p.nama),
            };
            t.galat("tanggal", kalimat);
        }
    }
}

/// Nothing later may have changed the same about the same person: undo it first, then record both in order.
pub(super) fn urutan(draf: &Kejadian, k: &Keadaan, t: &mut Temuan) {
    for perubahan in &draf.orang {
        let Some(lama) = &perubahan.lama else { continue };
        let Some(o) = k.orang(lama.id) else { continue };
        let beda = riwayat::beda(lama, &perubahan.baru);
        let lebih_baru = o.tercatat.iter().filter(|c| c.tanggal > draf.tanggal);
        if let Some(c) = lebih_baru.into_iter().find(|c| c.kolom.iter().any(|kolom| beda.contains_key(kolom)))
        {
            t.galat(
                "tanggal",
                format!(
                    "Untuk {} sudah tercatat {} pada {}, sesudah tanggal ini. Batalkan itu dulu, lalu catat keduanya urut.",
                    lama.nama,
                    c.jenis.label(),
                    tanggal_panjang(c.tanggal)
                ),
            );
        }
    }
}

/// Who was sent to another village of this Balai does not come back by the way: else they would be counted twice.
pub(super) fn perjalanan(draf: &Kejadian, k: &Keadaan, t: &mut Temuan) {
    for perubahan in draf.orang.iter().filter(|perubahan| perubahan.baru.aktif()) {
        let lama = perubahan.lama.as_ref().and_then(|lama| k.orang(lama.id));
        let Some(o) = lama.filter(|o| !o.kini.aktif()) else { continue };
        let nama = o.nama();
        match o.dikirim {
            Some(KeadaanKiriman::DiJalan) => t.galat(
                "",
                format!(
                    "{nama} sedang dikirim ke desa tujuannya. Tarik dulu kirimannya di Pindah antardesa."
                ),
            ),
            Some(KeadaanKiriman::Diterima) => t.peringatan(
                format!("diterima_{}", o.kini.id),
                format!(
                    "{nama} sudah diterima di desa tujuannya dan terhitung di sana. Pastikan desa itu sudah mencatat \
                     kepindahannya dari sana."
                ),
            ),
            Some(KeadaanKiriman::Ditolak | KeadaanKiriman::Ditarik) | None => {}
        }
    }
}

/// Two residents cannot have one NIK, and a NIK tells birth and sex.
pub(super) fn nomor(draf: &Kejadian, k: &Keadaan, t: &mut Temuan) {
    for perubahan in &draf.orang {
        let (baru, lama) = (&perubahan.baru, perubahan.lama.as_ref());
        let bernomor_baru = lama.is_none_or(|lama| lama.nik_kunci != baru.nik_kunci || !lama.aktif());
        let Ok(Some(nik)) = baru.nik(&k.keys) else { continue };
        if !bernomor_baru || !baru.aktif() {
            continue;
        }
        if let Some(lain) = k.pemilik_nik(nik).into_iter().find(|o| o.kini.aktif() && o.kini.id != baru.id) {
            t.galat(
                "nik",
                format!("NIK itu sudah dipakai {}, yang masih tercatat sebagai penduduk.", lain.nama()),
            );
        }
        if lama.is_none_or(|lama| lama.nik_kunci != baru.nik_kunci) {
            nik_cocok(nik, baru, k.hari_ini, t);
        }
    }
}

fn nik_cocok(nik: Nik, p: &Penduduk, hari_ini: Date, t: &mut Temuan) {
    let kelamin = nik.jenis_kelamin().map(JenisKelamin::kode);
    if kelamin.is_some_and(|kelamin| kelamin != p.jenis_kelamin) {
        t.peringatan("nik_kelamin", "Jenis kelamin menurut NIK berbeda dengan yang diisi.");
    }
    if nik.tanggal_lahir(hari_ini).is_some_and(|lahir| lahir != p.tanggal_lahir.0) {
        t.peringatan("nik_lahir", "Tanggal lahir menurut NIK berbeda dengan yang diisi.");
    }
    if let Some(janggal) = nik.kejanggalan().first() {
        t.peringatan("nik_janggal", janggal.to_string());
    }
}

pub(super) fn umur_ibu(lahir_ibu: Date, lahir_anak: Date, t: &mut Temuan) {
    let tahun = umur(lahir_ibu, lahir_anak);
    if lahir_anak <= lahir_ibu {
        t.galat("tanggal", "Anak tidak dapat lahir sebelum ibunya.");
    } else if !(13..=55).contains(&tahun) {
        t.peringatan("umur_ibu", format!("Umur ibu saat melahirkan {tahun} tahun."));
    }
}

/// A child may be born up to 300 days after its father's death (KUH Perdata art. 255).
pub(super) fn ayah_wafat(wafat: Date, lahir_anak: Date, t: &mut Temuan) {
    if (lahir_anak - wafat).get_days() > 300 {
        t.peringatan("ayah_wafat", "Ayah sudah meninggal lebih dari 300 hari sebelum anak lahir.");
    }
}

pub(super) fn umur_mati(lahir: Date, mati: Date, t: &mut Temuan) {
    let tahun = umur(lahir, mati);
    if tahun > 110 {
        t.peringatan("umur_mati", format!("Umur saat meninggal {tahun} tahun."));
    }
}

/// UU 16/2019: both must be 19.
pub(super) fn umur_kawin(nama: &str, lahir: Date, kawin: Date, t: &mut Temuan) {
    let tahun = umur(lahir, kawin);
    if tahun < 19 {
        t.peringatan(
            format!("umur_kawin_{nama}"),
            format!("Umur {nama} saat kawin {tahun} tahun, di bawah 19."),
        );
    }
}

/// A child of the family should not head it while there is an adult.
pub(super) fn umur_kepala(p: &Penduduk, tanggal: Date, t: &mut Temuan) {
    let tahun = umur(p.tanggal_lahir.0, tanggal);
    let pernah_kawin = p.status_kawin.is_some_and(|kode| kode != 1);
    if tahun < 17 && !pernah_kawin {
        t.peringatan("umur_kepala", format!("{} menjadi kepala keluarga pada umur {tahun} tahun.", p.nama));
    }
}

/// What a member's relation to a new head most likely is, from how both stood to the old one. None where only
/// the family knows.
pub(super) fn usul_hubungan(kepala_baru: Shdk, anggota: Shdk, kelamin: JenisKelamin) -> Option<Shdk> {
    use Shdk::{
        Anak, Cucu, FamiliLain, Istri, KepalaKeluarga, Lainnya, Menantu, Mertua, OrangTua, Pembantu, Suami,
    };
    match (kepala_baru, anggota) {
        (_, FamiliLain | Pembantu | Lainnya) | (Suami | Istri, Anak | Cucu | Menantu) => Some(anggota),
        (Suami | Istri, KepalaKeluarga) => {
            Some(if kelamin == JenisKelamin::LakiLaki { Suami } else { Istri })
        }
        (Suami | Istri, OrangTua) => Some(Mertua),
        (Suami | Istri, Mertua) | (Anak, KepalaKeluarga | Suami | Istri) => Some(OrangTua),
        // Another wife of the same man; siblings and grandparents of a child.
        (Istri, Istri) | (Anak, Anak | OrangTua | Mertua) => Some(FamiliLain),
        (OrangTua, KepalaKeluarga) => Some(Anak),
        (OrangTua, Suami | Istri) => Some(Menantu),
        (OrangTua, Anak) => Some(Cucu),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const KINI: Date = date(2026, 8, 10);

    fn temuan(isi: impl FnOnce(&mut Temuan)) -> (Vec<String>, Vec<String>) {
        let mut t = Temuan::default();
        isi(&mut t);
        let galat = t.semua_galat().iter().map(|(bidang, _)| bidang.clone()).collect();
        (galat, t.semua_peringatan().iter().map(|p| p.kode.clone()).collect())
    }

    #[test]
    fn days_of_a_report_are_told_apart() {
        let buka = Some(date(2026, 7, 31));
        for (tanggal, lapor, tenggat, galat, peringatan) in [
            (date(2026, 8, 9), KINI, 30, vec![], vec![]),
            (date(2026, 8, 10), KINI, 30, vec![], vec![]),
            (date(2026, 8, 11), KINI, 30, vec!["tanggal"], vec![]),
            (date(2026, 8, 9), date(2026, 8, 8), 30, vec!["tanggal_lapor"], vec![]),
            (date(2026, 8, 9), date(2026, 8, 12), 30, vec!["tanggal_lapor"], vec![]),
            (date(2026, 7, 30), KINI, 30, vec![], vec!["sebelum_buka"]),
            (date(2026, 7, 1), KINI, 30, vec![], vec!["sebelum_buka", "terlambat"]),
            (date(2026, 7, 1), KINI, 0, vec![], vec!["sebelum_buka"]),
        ] {
            let w = Waktu { tanggal: Some(tanggal), lapor: Some(lapor), hari_ini: KINI, buka };
            let hasil = temuan(|t| waktu(w, tenggat, t));
            assert_eq!(
                hasil,
                (
                    galat.iter().map(ToString::to_string).collect(),
                    peringatan.iter().map(ToString::to_string).collect()
                ),
                "{tanggal} {lapor}"
            );
        }
    }

    #[test]
    fn unlikely_ages_are_warned_of_and_impossible_ones_refused() {
        let anak = date(2026, 8, 1);
        for (ibu, galat, peringatan) in [
            (date(1995, 1, 1), 0, 0),
            (date(2013, 8, 1), 0, 0),
            (date(2013, 8, 2), 0, 1),
            (date(1971, 8, 1), 0, 0),
            (date(1970, 8, 1), 0, 1),
            (date(2026, 8, 1), 1, 0),
            (date(2027, 1, 1), 1, 0),
        ] {
            let (g, p) = temuan(|t| umur_ibu(ibu, anak, t));
            assert_eq!((g.len(), p.len()), (galat, peringatan), "{ibu}");
        }
        let peringatan = |isi: fn(&mut Temuan)| temuan(isi).1.len();
        assert_eq!(peringatan(|t| umur_mati(date(1916, 1, 1), KINI, t)), 0);
        assert_eq!(peringatan(|t| umur_mati(date(1915, 1, 1), KINI, t)), 1);
        assert_eq!(peringatan(|t| umur_kawin("A", date(2007, 8, 10), KINI, t)), 0);
        assert_eq!(peringatan(|t| umur_kawin("A", date(2007, 8, 11), KINI, t)), 1);
        assert_eq!(peringatan(|t| ayah_wafat(date(2025, 10, 14), KINI, t)), 0);
        assert_eq!(peringatan(|t| ayah_wafat(date(2025, 10, 13), KINI, t)), 1);
    }

    #[test]
    fn relations_to_a_new_head_are_proposed_where_they_are_sure() {
        use Shdk::*;
        let pria = JenisKelamin::LakiLaki;
        for (baru, anggota, harapan) in [
            (Istri, Anak, Some(Anak)),
            (Istri, OrangTua, Some(Mertua)),
            (Istri, Istri, Some(FamiliLain)),
            (Istri, KepalaKeluarga, Some(Suami)),
            (Anak, Istri, Some(OrangTua)),
            (Anak, Anak, Some(FamiliLain)),
            (Anak, Menantu, None),
            (Anak, Cucu, None),
            (OrangTua, Anak, Some(Cucu)),
            (Menantu, Anak, None),
            (Menantu, Pembantu, Some(Pembantu)),
        ] {
            assert_eq!(usul_hubungan(baru, anggota, pria), harapan, "{baru} {anggota}");
        }
    }
}
