//! Taking in who comes from another village of the same Balai.

use kamus::{AlasanPindah, Daftar as _, Shdk, StatusDasar};

use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, wajib};
use super::super::jawab::{Jawab, bidang_peran};
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::{Kejadian, Perubahan};
use super::super::orang_baru::{Rumah, baris};
use super::super::temuan::Temuan;
use super::hadir::sesudah_pergi;
use super::{masuk, mulai, pindah};
use crate::entitas::{Isian, JenisPeristiwa};
use crate::pindah_antar::{Bawaan, Muatan};

/// Not among [`super::SEMUA`]: it opens from what another village sent, never from the list of kinds.
pub const TERIMA: Macam = Macam {
    alamat: "pindah-antar",
    jenis: JenisPeristiwa::Datang,
    nama: "Terima pindahan",
    penjelasan: "Cocokkan orangnya, lalu catat di mana mereka tinggal di sini. Semua isian dari desa asal ikut.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Tiada,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Tanggal datang", Bentuk::Tanggal),
        wajib("klasifikasi", "Klasifikasi kepindahan", Bentuk::Kode(pindah::ke_luar)),
        wajib("alasan", "Alasan pindah", Bentuk::Kode(daftar::<AlasanPindah>)),
        boleh("no_surat", "Nomor surat pindah (SKPWNI)", Bentuk::Teks(60)),
        masuk::BAGIAN,
        masuk::PILIHAN,
        masuk::TUJUAN,
        masuk::NO_KK,
        masuk::TEMPAT,
        masuk::ALAMAT,
        boleh("peran", "Hubungan dengan kepala keluarga di sini", Bentuk::Bawaan),
    ],
    awal,
    susun: terima,
};

fn awal(k: &Keadaan, j: &mut Jawab) {
    let Some(muatan) = &k.muatan else { return };
    for nama in ["klasifikasi", "alasan", "no_surat"] {
        if let Some(isi) = muatan.isian.get(nama) {
            j.pasang_bila_kosong(nama, isi);
        }
    }
    j.pasang_bila_kosong("keluarga", masuk::BARU);
    for b in &muatan.orang {
        j.pasang_bila_kosong(&bidang_peran(b.asal_id), b.isian.shdk.kode().to_string());
    }
}

fn terima(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let muatan = k.muatan.as_ref()?;
    let draf = mulai(j);
    periksa_peran(muatan, j, t);
    let mut draf = draf?;
    let rumah = match j.teks("keluarga") {
        masuk::BARU => masuk::keluarga_baru(&mut draf, k, j, t),
        masuk::NUMPANG => masuk::tujuan(k, j, t),
        _ => None,
    };
    if draf.tanggal < muatan.tanggal {
        let pindah = kamus::tanggal_panjang(muatan.tanggal);
        t.galat("tanggal", format!("Menurut desa asal mereka baru pindah pada {pindah}."));
    }
    let rumah = rumah?;
    for b in &muatan.orang {
        satu(&mut draf, (k, j), (b, &rumah), t);
    }
    draf.rincian.isian.retain(|nama, _| !nama.starts_with("peran"));
    draf.rincian.isian.insert("asal".to_owned(), muatan.asal.clone());
    draf.rincian.isian.insert("kiriman".to_owned(), muatan.kiriman.to_string());
    Some(draf)
}

/// Everybody stands to the head in some way, and a new family has exactly one.
fn periksa_peran(muatan: &Muatan, j: &Jawab, t: &mut Temuan) {
    let peran = |b: &Bawaan| j.kode::<Shdk>(&bidang_peran(b.asal_id));
    for b in muatan.orang.iter().filter(|b| peran(b).is_none()) {
        t.galat(bidang_peran(b.asal_id), format!("Pilih hubungan {} dengan kepala keluarga.", b.isian.nama));
    }
    let kepala: Vec<_> = muatan.orang.iter().filter(|b| peran(b) == Some(Shdk::KepalaKeluarga)).collect();
    match (j.teks("keluarga"), kepala.as_slice()) {
        (masuk::BARU, []) => {
            let pertama = muatan.orang.first().map(|b| bidang_peran(b.asal_id)).unwrap_or_default();
            t.galat(pertama, "Keluarga baru perlu satu kepala keluarga. Pilih siapa.");
        }
        (masuk::BARU, [_, kedua, ..]) => {
            t.galat(bidang_peran(kedua.asal_id), "Kepala keluarga hanya satu. Pilih hubungan lain.");
        }
        (masuk::NUMPANG, [satu, ..]) => {
            t.galat(
                bidang_peran(satu.asal_id),
                "Keluarga yang dituju sudah punya kepala. Pilih hubungan lain.",
            );
        }
        _ => {}
    }
}

fn satu(draf: &mut Kejadian, (k, j): (&Keadaan, &Jawab), (b, rumah): (&Bawaan, &Rumah), t: &mut Temuan) {
    let Some(peran) = j.kode::<Shdk>(&bidang_peran(b.asal_id)) else { return };
    let isian = Isian {
        shdk: peran,
        status_dasar: StatusDasar::Hidup,
        no_kk: None,
        alamat: rumah.alamat.clone(),
        alamat_sekarang: None,
        dusun: rumah.tempat.dusun.clone(),
        rw: rumah.tempat.rw.clone(),
        rt: rumah.tempat.rt.clone(),
        // Where their house stood.
        lintang: None,
        bujur: None,
        ..b.isian.clone()
    };
    let pemilik: Vec<&Orang> = isian.nik.map(|nik| k.pemilik_nik(nik)).unwrap_or_default();
    if let Some(o) = pemilik.iter().find(|o| o.kini.aktif() || o.kini.status_dasar() == StatusDasar::Mati) {
        t.galat("", sudah_ada(o, &isian.nama));
        return;
    }
    let lama = pemilik.first().map(|o| o.kini.clone());
    if let Some(o) = pemilik.first() {
        sesudah_pergi(o, draf.tanggal, t);
        t.peringatan(
            format!("kembali_{}", b.asal_id),
            format!(
                "NIK {} sudah pernah tercatat di sini atas nama {} ({}). Dicatat sebagai datang kembali: catatan lamanya dipakai lagi.",
                isian.nama,
                o.nama(),
                o.kini.status_dasar()
            ),
        );
    } else if let Some(nama) = k.mirip.get(&b.asal_id) {
        t.peringatan(
            format!("mirip_{}", b.asal_id),
            format!("{nama} dengan tanggal lahir yang sama sudah tercatat di sini. Pastikan itu orang lain."),
        );
    }
    let mut orang = match &lama {
        Some(lama) => {
            let Ok(dulu) = lama.isian(None, &k.keys) else { return };
            lama.dengan_isian(&isian.tambal(&dulu), rumah.keluarga_id, &k.keys)
        }
        None => baris(k, &isian, rumah),
    };
    b.pasang(&mut orang, &k.keys);
    draf.orang.push(Perubahan { jenis: JenisPeristiwa::Datang, lama, baru: orang });
}

fn sudah_ada(o: &Orang, nama: &str) -> String {
    if o.kini.aktif() {
        let di_sini = o.nama();
        return format!(
            "NIK {nama} masih dipakai {di_sini}, yang tercatat tinggal di sini. Periksa keduanya; bila ganda, tolak kiriman ini."
        );
    }
    format!("{nama} tercatat meninggal di sini. Bila keliru, batalkan dulu peristiwa kematiannya.")
}
