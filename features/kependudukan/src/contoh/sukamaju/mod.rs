//! Sukamaju, the small village of the stories: three padukuhan, nine families, 33 people who stay the
//! same. And its twin, by which a test sees a look across the border.

mod tokoh;

use jiff::civil::{Date, date};
use kamus::{
    Asuransi, Cacat, Daftar, GolonganDarah, JenisKelamin, Kewarganegaraan, KtpEl, Nik, NomorKk, Pekerjaan,
    PendidikanSedang, Shdk, StatusDasar, StatusRekam, umur,
};

use crate::impor::{BarisPenduduk, Rincian};
use tokoh::{KELUARGA, Rumah, Tokoh};

use JenisKelamin::{LakiLaki as L, Perempuan as P};

/// The day of which Sukamaju's data speaks.
pub const TANGGAL_SUKAMAJU: Date = date(2026, 7, 31);

/// All 33, by family; rows numbered from 2.
pub fn sukamaju() -> Vec<BarisPenduduk> {
    let mut baris: Vec<BarisPenduduk> = Vec::with_capacity(33);
    for (nomor, rumah) in (9001..).zip(&KELUARGA) {
        let awal = baris.len();
        for t in rumah.isi {
            let urut = 9001 + baris.len();
            baris.push(satu(rumah, nomor, t, urut));
        }
        kenali_orang_tua(&mut baris[awal..]);
    }
    for (nomor, b) in (2..).zip(&mut baris) {
        kekhususan(b);
        b.baris = nomor;
    }
    baris
}

/// The twin village: the same people with the same numbers, but every name ends in KEMBARANTO or
/// KEMBARANWATI. In the other village's pages such a name is a look across the border.
pub fn kembaran() -> Vec<BarisPenduduk> {
    let mut baris = sukamaju();
    for b in &mut baris {
        let akhiran = |jk| if jk == L { " KEMBARANTO" } else { " KEMBARANWATI" };
        b.nama.push_str(akhiran(b.jenis_kelamin));
        let r = &mut b.rincian;
        for (nama, jk) in [(&mut r.nama_ayah, L), (&mut r.nama_ibu, P)] {
            if let Some(nama) = nama {
                nama.push_str(akhiran(jk));
            }
        }
    }
    baris
}

fn digit(hari: Date, tambahan: i8, urut: usize) -> String {
    let tahun = hari.year().rem_euclid(100);
    format!("340213{:02}{:02}{tahun:02}{urut}", hari.day() + tambahan, hari.month())
}

fn satu(rumah: &Rumah, nomor: usize, t: &Tokoh, urut: usize) -> BarisPenduduk {
    let Tokoh(nama, jk, lahir, shdk, ..) = *t;
    let nik: Nik = digit(lahir, if jk == P { 40 } else { 0 }, urut).parse().expect("sixteen digits");
    let no_kk: Option<NomorKk> = rumah.kartu.map(|k| digit(k, 0, nomor).parse().expect("sixteen digits"));
    let [dusun, rw, rt] = rumah.tempat.map(str::to_owned);
    BarisPenduduk {
        baris: 0,
        nik: Some(nik),
        nik_sementara: None,
        no_kk,
        kk_sementara: no_kk.is_none().then(|| "0340213200200001".to_owned()),
        nama: nama.to_owned(),
        jenis_kelamin: jk,
        tanggal_lahir: lahir,
        shdk,
        status_dasar: StatusDasar::Hidup,
        dusun,
        rw,
        rt,
        rincian: rincian(rumah, t, urut),
    }
}

fn rincian(rumah: &Rumah, t: &Tokoh, urut: usize) -> Rincian {
    let Tokoh(_, _, lahir, shdk, kawin, pendidikan, pekerjaan, ayah, ibu) = *t;
    let umur = umur(lahir, TANGGAL_SUKAMAJU);
    let dewasa = umur >= 17;
    let menikah = matches!(shdk, Shdk::KepalaKeluarga | Shdk::Istri).then_some(rumah.nikah).flatten();
    Rincian {
        alamat: Some(rumah.alamat.to_owned()),
        tempat_lahir: Some("BANTUL".to_owned()),
        agama: Some(rumah.agama),
        pendidikan_kk: Some(pendidikan),
        pendidikan_sedang: Some(sekolah(umur, pekerjaan)),
        pekerjaan: Some(Pekerjaan::dari_kode(pekerjaan).expect("a code of the list")),
        status_kawin: Some(kawin),
        kewarganegaraan: Some(Kewarganegaraan::Wni),
        nama_ayah: Some(ayah.to_owned()),
        nama_ibu: Some(ibu.to_owned()),
        golongan_darah: Some(GolonganDarah::TidakTahu),
        akta_lahir: (umur < 40).then(|| format!("3402-LU-{}-{urut}", lahir.year())),
        tanggal_perkawinan: menikah,
        akta_perkawinan: menikah.map(|n| format!("{urut}/{:02}/{}", n.month(), n.year())),
        cacat: Some(Cacat::Tidak),
        ktp_el: Some(if dewasa { KtpEl::KtpEl } else { KtpEl::Kia }),
        status_rekam: Some(if dewasa { StatusRekam::CardIssued } else { StatusRekam::BelumWajib }),
        suku: Some("Jawa".to_owned()),
        asuransi: Some(Asuransi::BpjsPbi),
        ..Rincian::default()
    }
}

fn sekolah(umur: i16, pekerjaan: i16) -> PendidikanSedang {
    match (pekerjaan, umur) {
        (3, ..=12) => PendidikanSedang::Sd,
        (3, 13..=15) => PendidikanSedang::Sltp,
        (3, 16..=18) => PendidikanSedang::Slta,
        (3, _) => PendidikanSedang::S1,
        (_, ..=3) => PendidikanSedang::BelumTk,
        _ => PendidikanSedang::TidakSedang,
    }
}

/// Fills in the NIKs of parents who live in the same family.
fn kenali_orang_tua(keluarga: &mut [BarisPenduduk]) {
    let siapa: Vec<(String, Option<Nik>)> = keluarga.iter().map(|b| (b.nama.clone(), b.nik)).collect();
    let cari = |nama: &Option<String>| siapa.iter().find(|(n, _)| Some(n) == nama.as_ref())?.1;
    for b in keluarga {
        (b.rincian.ayah_nik, b.rincian.ibu_nik) = (cari(&b.rincian.nama_ayah), cari(&b.rincian.nama_ibu));
    }
}

/// What the tables above have no column for.
fn kekhususan(b: &mut BarisPenduduk) {
    let r = &mut b.rincian;
    match b.nama.as_str() {
        // Nineteen days old: reported, not yet numbered.
        "ARKA HARTONO" => {
            b.nik = None;
            (r.akta_lahir, r.ktp_el) = (None, Some(KtpEl::Belum));
        }
        "THOMAS BERGER" => {
            r.kewarganegaraan = Some(Kewarganegaraan::Wna);
            r.tempat_lahir = Some("HAMBURG".to_owned());
            r.kitas = Some("KITAP-CONTOH-9001".to_owned());
            r.suku = None;
        }
        "KLARA BERGER" => r.kewarganegaraan = Some(Kewarganegaraan::Ganda),
        "RIZKY RAMADHAN" => {
            r.tempat_lahir = Some("LAMPUNG TENGAH".to_owned());
            r.suku = Some("Lampung".to_owned());
        }
        "KARSO WIYONO" => r.cacat = Some(Cacat::Netra),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::impor::{Berat, baca};

    #[test]
    fn thirty_three_people_in_nine_families() {
        let baris = sukamaju();
        assert_eq!(baris.len(), 33);
        let nik: HashSet<Nik> = baris.iter().filter_map(|b| b.nik).collect();
        let kk: HashSet<NomorKk> = baris.iter().filter_map(|b| b.no_kk).collect();
        let dusun: HashSet<&str> = baris.iter().map(|b| b.dusun.as_str()).collect();
        assert_eq!((nik.len(), kk.len(), dusun.len()), (32, 8, 3));
        assert_eq!(baris.iter().filter(|b| b.shdk == Shdk::KepalaKeluarga).count(), 9);
        assert!(nik.iter().all(|n| n.as_str()[12..].starts_with('9')));
    }

    #[test]
    fn the_village_passes_its_own_import() {
        for baris in [sukamaju(), kembaran()] {
            let hasil = baca(&crate::contoh::buku(&baris).unwrap(), TANGGAL_SUKAMAJU).unwrap();
            let temuan: Vec<_> = hasil.temuan.iter().map(|t| (t.baris, t.kolom, &t.kalimat)).collect();
            assert_eq!(temuan, []);
            assert!(!hasil.temuan.iter().any(|t| t.berat == Berat::Galat));
            assert_eq!(hasil.keluarga.len(), 9);
            assert!(hasil.baris == baris, "what was written is what is read");
        }
    }

    #[test]
    fn the_stories_hold() {
        let baris = sukamaju();
        let siapa = |nama: &str| baris.iter().filter(|b| b.nama == nama).collect::<Vec<_>>();
        let serumah = |b: &BarisPenduduk| baris.iter().filter(|l| l.no_kk == b.no_kk).count();
        assert_eq!(serumah(siapa("KARSO WIYONO")[0]), 1);
        assert_eq!(siapa("SITI AMINAH").len(), 2);
        assert_eq!(siapa("ARKA HARTONO")[0].nik, None);
        assert!(siapa("WULAN SARI")[0].kk_sementara.is_some());
        let (bagas, bagus) = (siapa("BAGAS WIBOWO")[0], siapa("BAGUS WIBOWO")[0]);
        assert_eq!(bagas.tanggal_lahir, bagus.tanggal_lahir);
        assert_ne!(bagas.nik, bagus.nik);
        assert_eq!(bagas.rincian.ibu_nik, siapa("DEWI RAHAYU")[0].nik);
        assert_eq!(siapa("SUPARMAN")[0].rincian.ibu_nik, siapa("SAMINEM")[0].nik);
        assert_eq!(siapa("THOMAS BERGER")[0].rincian.kewarganegaraan, Some(Kewarganegaraan::Wna));
    }

    #[test]
    fn ages_are_possible() {
        let baris = sukamaju();
        let cari = |nik: Option<Nik>| baris.iter().find(|l| nik.is_some() && l.nik == nik);
        for b in &baris {
            if let Some(ibu) = cari(b.rincian.ibu_nik) {
                assert!((15..=49).contains(&umur(ibu.tanggal_lahir, b.tanggal_lahir)), "{}", b.nama);
            }
            if let Some(nikah) = b.rincian.tanggal_perkawinan {
                assert!(umur(b.tanggal_lahir, nikah) >= 19, "{}", b.nama);
            }
            assert!(b.tanggal_lahir <= TANGGAL_SUKAMAJU);
        }
    }

    #[test]
    fn the_twin_differs_in_every_name_and_in_nothing_else() {
        for (asli, kembar) in sukamaju().into_iter().zip(kembaran()) {
            let polos = |n: &str| n.replace(" KEMBARANTO", "").replace(" KEMBARANWATI", "");
            assert!(kembar.nama.ends_with("KEMBARANTO") || kembar.nama.ends_with("KEMBARANWATI"));
            assert_eq!(polos(&kembar.nama), asli.nama);
            assert_eq!((kembar.nik, kembar.no_kk), (asli.nik, asli.no_kk));
            assert_ne!(kembar.rincian.nama_ayah, asli.rincian.nama_ayah);
        }
    }
}
