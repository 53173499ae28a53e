//! Officials. Their attendance cards and PINs are not even read.

use kamus::kunci_teks;
use wilayah::{Jabatan, JenisPejabat, Pejabat};

use super::baca::teks;
use super::orang::Warga;
use super::{DESA_LAIN, Kerja, Menurut};
use crate::skema::{JabatanAsal, Pamong};
use crate::waktu;

pub(super) fn susun(k: &mut Kerja<'_>, warga: &Warga<'_>, ada: &[Pejabat]) -> Vec<Pejabat> {
    let mentah = k.mentah;
    let jabatan: Menurut<'_, JabatanAsal<'_>> = mentah
        .baris(&JabatanAsal::TABEL)
        .iter()
        .map(|b| JabatanAsal::dari(b))
        .filter_map(|j| Some((j.id?, j)))
        .collect();
    let nama_orang: Menurut<'_, &str> =
        warga.semua().filter_map(|c| Some((c.asal.id?, c.isian.nama.as_str()))).collect();
    let mut semua: Vec<Pejabat> = Vec::new();
    for baris in mentah.baris(&Pamong::TABEL) {
        let p = Pamong::dari(baris);
        if !k.milik(p.config_id) {
            k.hitung.tinggal(&Pamong::TABEL, DESA_LAIN);
            continue;
        }
        let nama = p.id_pend.and_then(|id| nama_orang.get(id).copied()).or(p.pamong_nama);
        let jabatan = p.jabatan_id.and_then(|id| jabatan.get(id));
        let pejabat = match satu(k, &p, nama, jabatan) {
            Ok(pejabat) => pejabat,
            Err(alasan) => {
                k.hitung.tinggal(&Pamong::TABEL, alasan);
                continue;
            }
        };
        if ada.iter().chain(&semua).any(|lain| berebut(lain, &pejabat)) {
            k.hitung.tinggal(
                &Pamong::TABEL,
                "Sudah tercatat di Balai, atau jabatannya sudah terisi pada masa itu",
            );
            continue;
        }
        k.hitung.ambil(&Pamong::TABEL);
        semua.push(pejabat);
    }
    semua
}

fn satu(
    k: &mut Kerja<'_>,
    p: &Pamong<'_>,
    nama: Option<&str>,
    jabatan: Option<&JabatanAsal<'_>>,
) -> Result<Pejabat, &'static str> {
    let nama = teks(nama).ok_or("Nama pejabat kosong")?;
    let mulai = waktu::hari(p.pamong_tglsk).or(waktu::hari(p.pamong_tgl_terdaftar));
    let mulai = mulai
        .filter(|mulai| *mulai <= k.perintah.hari_ini)
        .ok_or("Tanggal SK dan tanggal mulai kosong, salah, atau belum tiba")?;
    let (kode, jabatan_lain, jenis) = jabatan_dari(jabatan);
    let berhenti = waktu::hari(p.pamong_tglhenti).filter(|henti| *henti >= mulai);
    let selesai = berhenti.or_else(|| {
        (p.pamong_status != Some("1")).then(|| {
            k.hitung
                .periksa("Pejabat tidak aktif tanpa tanggal berhenti; dicatat berhenti pada hari mulainya");
            mulai
        })
    });
    Ok(Pejabat {
        id: uuid::Uuid::nil(),
        nama: bergelar(teks(p.gelar_depan), &nama, teks(p.gelar_belakang)),
        jabatan: kode.kode().to_owned(),
        jabatan_lain,
        dusun: None,
        jenis: jenis.kode().to_owned(),
        nip: angka(p.pamong_nip).filter(|nip| nip.len() == 18),
        niap: teks(p.pamong_niap).filter(|niap| niap != "0"),
        pangkat: teks(p.pamong_pangkat),
        sk_nomor: teks(p.pamong_nosk),
        sk_tanggal: waktu::hari(p.pamong_tglsk).map(db::Day),
        mulai: mulai.into(),
        selesai: selesai.map(db::Day),
        pengguna_id: None,
    })
}

/// The same person in the same office, or two in one that only one may hold.
fn berebut(a: &Pejabat, b: &Pejabat) -> bool {
    let akhir = |p: &Pejabat| p.selesai.map_or(jiff::civil::Date::MAX, |selesai| selesai.0);
    let sama = a.nama.to_lowercase() == b.nama.to_lowercase();
    let bertemu = a.mulai.0 <= akhir(b) && b.mulai.0 <= akhir(a);
    let penuh = a.jenis() == JenisPejabat::Definitif && b.jenis() == JenisPejabat::Definitif;
    a.jabatan() == b.jabatan() && bertemu && (sama || penuh && a.jabatan().tunggal())
}

fn angka(isi: Option<&str>) -> Option<String> {
    isi.map(|isi| isi.chars().filter(char::is_ascii_digit).collect())
}

fn bergelar(depan: Option<String>, nama: &str, belakang: Option<String>) -> String {
    let depan = depan.map(|gelar| format!("{gelar} ")).unwrap_or_default();
    let belakang = belakang.map(|gelar| format!(", {gelar}")).unwrap_or_default();
    format!("{depan}{nama}{belakang}")
}

/// OpenSID knows two offices by number, the others by name.
fn jabatan_dari(asal: Option<&JabatanAsal<'_>>) -> (Jabatan, Option<String>, JenisPejabat) {
    let Some(asal) = asal else { return (Jabatan::Lain, None, JenisPejabat::Definitif) };
    let nama = teks(asal.nama).unwrap_or_default();
    let awalan = |tanda: &str| nama.to_lowercase().starts_with(tanda);
    let jenis = match () {
        () if awalan("plt") => JenisPejabat::Plt,
        () if awalan("plh") => JenisPejabat::Plh,
        () if awalan("pj") => JenisPejabat::Pj,
        () => JenisPejabat::Definitif,
    };
    let kunci = kunci_teks(&nama);
    let ada = |kata: &[&str]| kata.iter().any(|kata| kunci.contains(&kunci_teks(kata)));
    let kode = match asal.jenis {
        Some("1") => Jabatan::Kepala,
        Some("2") => Jabatan::Sekretaris,
        _ if ada(&["keuangan", "danarta"]) => Jabatan::KaurKeuangan,
        _ if ada(&["perencanaan", "pangripta"]) => Jabatan::KaurPerencanaan,
        _ if ada(&["tata usaha", "umum", "tata laksana"]) => Jabatan::KaurTataUsaha,
        _ if ada(&["pemerintahan", "jagabaya"]) => Jabatan::KasiPemerintahan,
        _ if ada(&["kesejahteraan", "ulu-ulu"]) => Jabatan::KasiKesejahteraan,
        _ if ada(&["pelayanan", "kamituwa"]) => Jabatan::KasiPelayanan,
        _ if ada(&["staf"]) => Jabatan::Staf,
        _ => Jabatan::Lain,
    };
    (kode, (kode == Jabatan::Lain && !nama.is_empty()).then_some(nama), jenis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_known_by_number_or_by_name() {
        for (nama, nomor, kode, jenis) in [
            ("Kepala Desa", "1", Jabatan::Kepala, JenisPejabat::Definitif),
            ("Pj. Kepala Desa", "1", Jabatan::Kepala, JenisPejabat::Pj),
            ("Carik", "2", Jabatan::Sekretaris, JenisPejabat::Definitif),
            ("Kaur Keuangan", "0", Jabatan::KaurKeuangan, JenisPejabat::Definitif),
            ("Plt. Jagabaya", "0", Jabatan::KasiPemerintahan, JenisPejabat::Plt),
            ("Kepala Seksi Kesejahteraan", "0", Jabatan::KasiKesejahteraan, JenisPejabat::Definitif),
            ("Penjaga Malam", "0", Jabatan::Lain, JenisPejabat::Definitif),
        ] {
            let asal = JabatanAsal { id: Some("1"), nama: Some(nama), jenis: Some(nomor) };
            let (k, lain, j) = jabatan_dari(Some(&asal));
            assert_eq!((k, j), (kode, jenis), "{nama}");
            assert_eq!(lain.is_some(), k == Jabatan::Lain);
        }
        assert_eq!(bergelar(Some("Drs.".into()), "BUDI", Some("M.Si".into())), "Drs. BUDI, M.Si");
    }
}
