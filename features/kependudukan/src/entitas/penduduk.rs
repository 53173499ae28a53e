use db::{At, Bytes, Day, Result};
use kamus::{Daftar, JenisKelamin, Nik, NomorKk, Shdk, StatusDasar, normal_nama};
use serde::Serialize;
use uuid::Uuid;
use vault::UnitKeys;

use super::{DOKUMEN, Dokumen, Isian, KESEHATAN, Kesehatan, NIK, Pelengkap};

db::entity! {
    /// A resident, present or former. Codes are those of the lists in `kamus`.
    pub struct Penduduk in "penduduk" version 1 subjects [id] {
        pub id: Uuid,
        pub keluarga_id: Option<Uuid>,
        /// Absent while Dukcapil has issued none.
        pub nik_segel: Option<Bytes>,
        pub nik_kunci: Option<Bytes>,
        pub nama: String,
        /// See [`kunci_cari`].
        pub kunci_nama: String,
        pub jenis_kelamin: i16,
        pub tempat_lahir: Option<String>,
        pub tanggal_lahir: Day,
        pub agama: Option<i16>,
        pub pendidikan_kk: Option<i16>,
        pub pendidikan_sedang: Option<i16>,
        pub pekerjaan: Option<i16>,
        pub status_kawin: Option<i16>,
        pub shdk: i16,
        pub kewarganegaraan: Option<i16>,
        pub nama_ayah: Option<String>,
        pub nama_ibu: Option<String>,
        /// The mother's name as it is searched by; see [`kunci_cari`].
        pub kunci_ibu: Option<String>,
        pub golongan_darah: Option<i16>,
        pub akta_lahir: Option<String>,
        pub paspor_berakhir: Option<Day>,
        pub akta_perkawinan: Option<String>,
        pub tanggal_perkawinan: Option<Day>,
        pub akta_perceraian: Option<String>,
        pub tanggal_perceraian: Option<Day>,
        pub ktp_el: Option<i16>,
        pub status_rekam: Option<i16>,
        pub alamat: Option<String>,
        pub alamat_sekarang: Option<String>,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub suku: Option<String>,
        pub asuransi: Option<i16>,
        /// Micro-degrees.
        pub lintang: Option<i32>,
        pub bujur: Option<i32>,
        pub status_dasar: i16,
        /// Sealed [`Dokumen`].
        pub dokumen_segel: Option<Bytes>,
        /// Sealed [`Kesehatan`]: specific personal data (UU 27/2022 art. 4).
        pub kesehatan_segel: Option<Bytes>,
        pub telepon_segel: Option<Bytes>,
        pub gelar_depan: Option<String>,
        pub gelar_belakang: Option<String>,
        /// Of a foreigner.
        pub negara: Option<String>,
        /// Of ITAS or ITAP.
        pub kitas_berakhir: Option<Day>,
        /// Which scripts somebody reads.
        pub huruf: Option<i16>,
        /// Insured with BPJS Ketenagakerjaan.
        pub bpjs_tk: Option<bool>,
        pub rumah_tangga_id: Option<Uuid>,
        pub hubungan_rtm: Option<i16>,
        pub foto_id: Option<Uuid>,
        /// Was registered by the first workbook, so nobody knows since when.
        pub data_awal: bool,
        /// From when what stands here was true.
        pub berlaku_sejak: Day,
        /// When what stands here was written down.
        pub dicatat_pada: At,
        pub impor_id: Option<Uuid>,
    }
}

/// Where a resident comes from: what the row itself does not say.
#[derive(Debug, Clone, Copy)]
pub struct Asal {
    pub id: Uuid,
    pub keluarga_id: Option<Uuid>,
    pub data_awal: bool,
    pub berlaku_sejak: Day,
    pub dicatat_pada: At,
    pub impor_id: Option<Uuid>,
}

impl Penduduk {
    /// A row from what is known in the open; secrets are sealed on the way.
    #[expect(clippy::too_many_lines, reason = "one line for each column")]
    pub fn dari_isian(isian: &Isian, asal: Asal, keys: &UnitKeys) -> Self {
        let i = isian.clone();
        let dokumen = Dokumen {
            ayah_nik: i.ayah_nik,
            ibu_nik: i.ibu_nik,
            paspor: i.paspor,
            kitas: i.kitas,
            tag_id_card: i.tag_id_card,
            no_asuransi: i.no_asuransi,
            pelengkap: Pelengkap::default(),
        };
        let kesehatan =
            Kesehatan { cacat: i.cacat, cara_kb: i.cara_kb, kehamilan: i.kehamilan, sakit_menahun: None };
        Self {
            id: asal.id,
            keluarga_id: asal.keluarga_id,
            nik_segel: i.nik.map(|nik| keys.seal(NIK, nik.as_str().as_bytes()).into()),
            nik_kunci: i.nik.map(|nik| kunci_nik(keys, nik)),
            kunci_nama: kunci_cari(&i.nama),
            nama: i.nama,
            jenis_kelamin: i.jenis_kelamin.kode(),
            tempat_lahir: i.tempat_lahir,
            tanggal_lahir: i.tanggal_lahir,
            agama: kode(i.agama),
            pendidikan_kk: kode(i.pendidikan_kk),
            pendidikan_sedang: kode(i.pendidikan_sedang),
            pekerjaan: kode(i.pekerjaan),
            status_kawin: kode(i.status_kawin),
            shdk: i.shdk.kode(),
            kewarganegaraan: kode(i.kewarganegaraan),
            nama_ayah: i.nama_ayah,
            kunci_ibu: i.nama_ibu.as_deref().map(kunci_cari),
            nama_ibu: i.nama_ibu,
            golongan_darah: kode(i.golongan_darah),
            akta_lahir: i.akta_lahir,
            paspor_berakhir: i.paspor_berakhir,
            akta_perkawinan: i.akta_perkawinan,
            tanggal_perkawinan: i.tanggal_perkawinan,
            akta_perceraian: i.akta_perceraian,
            tanggal_perceraian: i.tanggal_perceraian,
            ktp_el: kode(i.ktp_el),
            status_rekam: kode(i.status_rekam),
            alamat: i.alamat,
            alamat_sekarang: i.alamat_sekarang,
            dusun: i.dusun,
            rw: i.rw,
            rt: i.rt,
            suku: i.suku,
            asuransi: kode(i.asuransi),
            lintang: i.lintang,
            bujur: i.bujur,
            status_dasar: i.status_dasar.kode(),
            dokumen_segel: segel(keys, DOKUMEN, &dokumen),
            kesehatan_segel: segel(keys, KESEHATAN, &kesehatan),
            telepon_segel: None,
            gelar_depan: None,
            gelar_belakang: None,
            negara: None,
            kitas_berakhir: None,
            huruf: None,
            bpjs_tk: None,
            rumah_tangga_id: None,
            hubungan_rtm: None,
            foto_id: None,
            data_awal: asal.data_awal,
            berlaku_sejak: asal.berlaku_sejak,
            dicatat_pada: asal.dicatat_pada,
            impor_id: asal.impor_id,
        }
    }

    /// The same person with all that a workbook says replaced by `isian`.
    #[must_use]
    pub fn dengan_isian(&self, isian: &Isian, keluarga_id: Option<Uuid>, keys: &UnitKeys) -> Self {
        let asal = Asal {
            id: self.id,
            keluarga_id,
            data_awal: self.data_awal,
            berlaku_sejak: self.berlaku_sejak,
            dicatat_pada: self.dicatat_pada,
            impor_id: self.impor_id,
        };
        let mut jadi = Self::dari_isian(isian, asal, keys);
        if let Ok(dokumen) = self.dokumen(keys) {
            jadi.pasang_pelengkap(keys, dokumen.pelengkap);
        }
        if let Ok(kesehatan) = self.kesehatan(keys) {
            jadi.pasang_sakit(keys, kesehatan.sakit_menahun);
        }
        jadi.tetap_tersegel(self, keys);
        let lama = self.clone();
        Self {
            telepon_segel: lama.telepon_segel,
            gelar_depan: lama.gelar_depan,
            gelar_belakang: lama.gelar_belakang,
            negara: lama.negara,
            kitas_berakhir: lama.kitas_berakhir,
            huruf: lama.huruf,
            bpjs_tk: lama.bpjs_tk,
            rumah_tangga_id: lama.rumah_tangga_id,
            hubungan_rtm: lama.hubungan_rtm,
            foto_id: lama.foto_id,
            ..jadi
        }
    }

    /// Keeps the old sealed bytes where they say the same: a fresh seal would look like a change.
    fn tetap_tersegel(&mut self, lama: &Self, keys: &UnitKeys) {
        if self.nik_kunci == lama.nik_kunci {
            self.nik_segel.clone_from(&lama.nik_segel);
        }
        if matches!((self.dokumen(keys), lama.dokumen(keys)), (Ok(kini), Ok(dulu)) if kini == dulu) {
            self.dokumen_segel.clone_from(&lama.dokumen_segel);
        }
        if matches!((self.kesehatan(keys), lama.kesehatan(keys)), (Ok(kini), Ok(dulu)) if kini == dulu) {
            self.kesehatan_segel.clone_from(&lama.kesehatan_segel);
        }
    }

    /// Everything that a workbook could say about this person, in the open.
    pub fn isian(&self, no_kk: Option<NomorKk>, keys: &UnitKeys) -> Result<Isian> {
        let p = self.clone();
        let (dokumen, kesehatan) = (self.dokumen(keys)?, self.kesehatan(keys)?);
        Ok(Isian {
            nik: self.nik(keys)?,
            no_kk,
            nama: p.nama,
            jenis_kelamin: self.jenis_kelamin(),
            tempat_lahir: p.tempat_lahir,
            tanggal_lahir: p.tanggal_lahir,
            shdk: self.shdk(),
            status_dasar: self.status_dasar(),
            alamat: p.alamat,
            dusun: p.dusun,
            rw: p.rw,
            rt: p.rt,
            agama: dari(p.agama),
            pendidikan_kk: dari(p.pendidikan_kk),
            pendidikan_sedang: dari(p.pendidikan_sedang),
            pekerjaan: dari(p.pekerjaan),
            status_kawin: dari(p.status_kawin),
            kewarganegaraan: dari(p.kewarganegaraan),
            ayah_nik: dokumen.ayah_nik,
            nama_ayah: p.nama_ayah,
            ibu_nik: dokumen.ibu_nik,
            nama_ibu: p.nama_ibu,
            golongan_darah: dari(p.golongan_darah),
            akta_lahir: p.akta_lahir,
            paspor: dokumen.paspor,
            paspor_berakhir: p.paspor_berakhir,
            kitas: dokumen.kitas,
            akta_perkawinan: p.akta_perkawinan,
            tanggal_perkawinan: p.tanggal_perkawinan,
            akta_perceraian: p.akta_perceraian,
            tanggal_perceraian: p.tanggal_perceraian,
            cacat: kesehatan.cacat,
            cara_kb: kesehatan.cara_kb,
            kehamilan: kesehatan.kehamilan,
            ktp_el: dari(p.ktp_el),
            status_rekam: dari(p.status_rekam),
            alamat_sekarang: p.alamat_sekarang,
            suku: p.suku,
            tag_id_card: dokumen.tag_id_card,
            asuransi: dari(p.asuransi),
            no_asuransi: dokumen.no_asuransi,
            lintang: p.lintang,
            bujur: p.bujur,
        })
    }

    /// Seals a NIK that Dukcapil issued.
    pub(crate) fn pasang_nik(&mut self, keys: &UnitKeys, nik: Option<Nik>) {
        self.nik_segel = nik.map(|nik| keys.seal(NIK, nik.as_str().as_bytes()).into());
        self.nik_kunci = nik.map(|nik| kunci_nik(keys, nik));
    }

    pub(crate) fn pasang_dokumen(&mut self, keys: &UnitKeys, dokumen: &Dokumen) {
        self.dokumen_segel = segel(keys, DOKUMEN, dokumen);
    }

    /// What is not said stays; what stays the same keeps its seal.
    pub(crate) fn pasang_kesehatan(&mut self, keys: &UnitKeys, baru: Kesehatan) {
        if !matches!(self.kesehatan(keys), Ok(lama) if lama == baru) {
            self.kesehatan_segel = segel(keys, KESEHATAN, &baru);
        }
    }

    pub fn nik(&self, keys: &UnitKeys) -> Result<Option<Nik>> {
        buka_nik(keys, self.nik_segel.as_ref())
    }

    pub fn dokumen(&self, keys: &UnitKeys) -> Result<Dokumen> {
        buka(keys, DOKUMEN, self.dokumen_segel.as_ref())
    }

    pub fn kesehatan(&self, keys: &UnitKeys) -> Result<Kesehatan> {
        buka_kesehatan(keys, self.kesehatan_segel.as_ref())
    }

    pub fn jenis_kelamin(&self) -> JenisKelamin {
        JenisKelamin::dari_kode(self.jenis_kelamin).expect("only listed codes are stored")
    }

    pub fn shdk(&self) -> Shdk {
        Shdk::dari_kode(self.shdk).unwrap_or(Shdk::Lainnya)
    }

    pub fn status_dasar(&self) -> StatusDasar {
        StatusDasar::dari_kode(self.status_dasar).unwrap_or(StatusDasar::TidakValid)
    }

    /// Belongs to the village's residents now.
    pub fn aktif(&self) -> bool {
        self.status_dasar == StatusDasar::Hidup.kode()
    }
}

fn kode<T: Daftar>(nilai: Option<T>) -> Option<i16> {
    nilai.map(Daftar::kode)
}

fn dari<T: Daftar>(kode: Option<i16>) -> Option<T> {
    kode.and_then(T::dari_kode)
}

/// Seals a group of details; nothing is stored where all of them are absent.
fn segel<T: Serialize + Default + PartialEq>(keys: &UnitKeys, untuk: &str, isi: &T) -> Option<Bytes> {
    if *isi == T::default() {
        return None;
    }
    let json = serde_json::to_vec(isi).expect("plain data always becomes JSON");
    Some(keys.seal(untuk, &json).into())
}

fn buka<T: serde::de::DeserializeOwned + Default>(
    keys: &UnitKeys,
    untuk: &str,
    segel: Option<&Bytes>,
) -> Result<T> {
    let Some(segel) = segel else { return Ok(T::default()) };
    let terbuka = keys.open(untuk, &segel.0)?;
    serde_json::from_slice(&terbuka).map_err(|source| db::Error::Payload { entity: "penduduk", source })
}

pub(crate) fn buka_kesehatan(keys: &UnitKeys, segel: Option<&Bytes>) -> Result<Kesehatan> {
    buka(keys, KESEHATAN, segel)
}

/// The keyed hash by which a NIK is found.
pub(crate) fn kunci_nik(keys: &UnitKeys, nik: Nik) -> Bytes {
    keys.hash(NIK, nik.as_str().as_bytes()).into()
}

pub(crate) fn buka_nik(keys: &UnitKeys, segel: Option<&Bytes>) -> Result<Option<Nik>> {
    let Some(segel) = segel else { return Ok(None) };
    let terbuka = keys.open(NIK, &segel.0)?;
    Ok(std::str::from_utf8(&terbuka).ok().and_then(|teks| Nik::baru(teks).ok()))
}

/// What a name is searched by: how it sounds, then the name in capitals, each word with a space in
/// front. `% SITI%` finds a word's beginning, `%MINAH%` any part. The sound stands first so that an index
/// leads to names by how they begin to sound.
pub(crate) fn kunci_cari(nama: &str) -> String {
    format!(" {} / {}", kamus::kunci_nama(nama), normal_nama(nama))
}

/// The two halves of a key: as spelled, and as it sounds.
pub(crate) fn ejaan_dan_bunyi(kunci: &str) -> (&str, &str) {
    let (bunyi, ejaan) = kunci.trim().split_once(" / ").unwrap_or(("", kunci.trim()));
    (ejaan, bunyi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_letters_and_by_its_sound() {
        let kunci = kunci_cari("Djoko Soekarno");
        assert!(kunci.ends_with(" / DJOKO SOEKARNO"), "{kunci}");
        let (ejaan, bunyi) = ejaan_dan_bunyi(&kunci);
        assert_eq!(ejaan, "DJOKO SOEKARNO");
        assert_eq!(bunyi, ejaan_dan_bunyi(&kunci_cari("Joko Sukarno")).1);
    }
}
