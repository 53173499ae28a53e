//! Two rows that are one person: one row stays, the other ends as *tidak valid*.
//!
//! Nothing is rewritten that points at the row that ends: its letters and its past stay where they are, and its
//! event names the row that stays. Undoing the event gives both rows back.

use std::collections::{BTreeMap, BTreeSet};

use db::{Result, WriteTx};
use jiff::civil::Date;
use kamus::{Daftar as _, HubunganRtm, Shdk, StatusDasar};
use serde_json::{Map, Value};
use uuid::Uuid;
use vault::UnitKeys;

use crate::entitas::{JenisPeristiwa, Keluarga, Penduduk, Rincian, RumahTangga};
use crate::peristiwa::{Kejadian, rumah};
use crate::{riwayat, store};

/// Which of the two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sisi {
    A,
    B,
}

impl Sisi {
    pub fn kode(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        [Self::A, Self::B].into_iter().find(|sisi| sisi.kode() == kode)
    }
}

/// Columns that are chosen together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bidang {
    pub nama: &'static str,
    pub label: &'static str,
    kolom: &'static [&'static str],
}

macro_rules! bidang {
    ($($nama:literal $label:literal [$($kolom:literal)*];)*) => {
        &[$(Bidang { nama: $nama, label: $label, kolom: &[$($kolom),*] }),*]
    };
}

/// All that may be chosen; a test sees to it that no column of a person is forgotten.
pub const BIDANG: &[Bidang] = bidang! {
    "nik" "NIK" ["nik_segel" "nik_kunci"];
    "nama" "Nama" ["nama" "kunci_nama"];
    "gelar" "Gelar" ["gelar_depan" "gelar_belakang"];
    "jenis_kelamin" "Jenis kelamin" ["jenis_kelamin"];
    "tempat_lahir" "Tempat lahir" ["tempat_lahir"];
    "tanggal_lahir" "Tanggal lahir" ["tanggal_lahir"];
    "keluarga" "Keluarga dan tempat tinggal" ["keluarga_id" "shdk" "alamat" "dusun" "rw" "rt" "rumah_tangga_id" "hubungan_rtm"];
    "agama" "Agama" ["agama"];
    "status_kawin" "Status perkawinan" ["status_kawin"];
    "perkawinan" "Akta perkawinan" ["akta_perkawinan" "tanggal_perkawinan"];
    "perceraian" "Akta perceraian" ["akta_perceraian" "tanggal_perceraian"];
    "pendidikan_kk" "Pendidikan" ["pendidikan_kk"];
    "pendidikan_sedang" "Sedang bersekolah" ["pendidikan_sedang"];
    "pekerjaan" "Pekerjaan" ["pekerjaan"];
    "kewarganegaraan" "Kewarganegaraan" ["kewarganegaraan" "negara" "kitas_berakhir"];
    "nama_ayah" "Ayah" ["nama_ayah"];
    "nama_ibu" "Ibu" ["nama_ibu" "kunci_ibu"];
    "golongan_darah" "Golongan darah" ["golongan_darah"];
    "akta_lahir" "Akta kelahiran" ["akta_lahir"];
    "ktp" "KTP" ["ktp_el" "status_rekam"];
    "huruf" "Dapat membaca huruf" ["huruf"];
    "suku" "Suku" ["suku"];
    "alamat_sekarang" "Alamat sekarang" ["alamat_sekarang"];
    "letak" "Letak rumah" ["lintang" "bujur"];
    "asuransi" "Asuransi kesehatan" ["asuransi" "bpjs_tk"];
    "dokumen" "NIK orang tua dan nomor dokumen" ["dokumen_segel" "paspor_berakhir"];
    "telepon" "Nomor telepon" ["telepon_segel"];
    "foto" "Foto" ["foto_id"];
    "kesehatan" "Data kesehatan" ["kesehatan_segel"];
};

impl Bidang {
    /// Whether both rows say the same. What is sealed is compared in the open: no two seals are alike.
    pub fn sama(&self, a: &Penduduk, b: &Penduduk, keys: &UnitKeys) -> Result<bool> {
        Ok(match self.nama {
            "nik" => a.nik_kunci == b.nik_kunci,
            "nama" => a.nama == b.nama,
            "dokumen" => a.paspor_berakhir == b.paspor_berakhir && a.dokumen(keys)? == b.dokumen(keys)?,
            "kesehatan" => a.kesehatan(keys)? == b.kesehatan(keys)?,
            _ => self.isi(a) == self.isi(b),
        })
    }

    /// Whether a row says nothing here.
    pub fn kosong(&self, p: &Penduduk) -> bool {
        self.isi(p).values().all(|nilai| nilai.is_null() || nilai.as_str() == Some(""))
    }

    fn isi(&self, p: &Penduduk) -> Map<String, Value> {
        let mut peta = riwayat::peta(p);
        peta.retain(|kolom, _| self.kolom.contains(&kolom.as_str()));
        peta
    }
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pilihan {
    /// The row that stays.
    pub tinggal: Sisi,
    /// Whose value stays, by field; what is not named stays with the row.
    pub nilai: BTreeMap<&'static str, Sisi>,
    pub alasan: String,
}

/// Why two rows cannot be merged; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GalatGabung {
    #[error("Pilih dua orang yang berbeda.")]
    Sama,
    #[error("{0} sudah tidak tercatat sebagai penduduk. Hanya penduduk sekarang yang dapat digabungkan.")]
    TidakAktif(String),
    #[error(
        "{0} adalah kepala keluarga yang masih punya anggota lain. Ganti dulu kepala keluarganya, atau pilih \
         keluarga itu sebagai keluarga yang dipakai."
    )]
    Kepala(String),
    #[error(
        "{0} adalah kepala rumah tangga yang masih punya anggota lain. Ganti dulu kepala rumah tangganya, atau pilih \
         keluarga dan tempat tinggal itu sebagai yang dipakai."
    )]
    KepalaRumah(String),
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Merges two rows from today on; tells the event of the row that ends.
pub async fn gabungkan(
    tx: &mut WriteTx,
    (a, b): (&Penduduk, &Penduduk),
    pilihan: &Pilihan,
    hari_ini: Date,
) -> Result<Uuid, GalatGabung> {
    if a.id == b.id {
        return Err(GalatGabung::Sama);
    }
    if let Some(p) = [a, b].into_iter().find(|p| !p.aktif()) {
        return Err(GalatGabung::TidakAktif(p.nama.clone()));
    }
    let (tinggal, hilang) = match pilihan.tinggal {
        Sisi::A => (a, b),
        Sisi::B => (b, a),
    };
    let mut baru = riwayat::pasang(tinggal, &diambil(hilang, pilihan))?;
    let keluarga = keluarga(tx, tinggal, hilang, &mut baru).await?;
    let rumah_tangga = rumah_tangga(tx, (tinggal, hilang), &mut baru, hari_ini).await?;
    let isian =
        [("ke", tinggal.id.to_string()), ("dari", hilang.id.to_string()), ("alasan", pilihan.alasan.clone())];
    let rincian = Rincian {
        isian: isian.into_iter().map(|(nama, isi)| (nama.to_owned(), isi)).collect(),
        ..Rincian::default()
    };
    let mut tutup = Penduduk { status_dasar: StatusDasar::TidakValid.kode(), ..hilang.clone() };
    rumah::lepas(&mut tutup);
    // The row that ends goes first: its NIK is free before the other one takes it.
    let mut kejadian = Kejadian::baru(hari_ini, hari_ini, rincian)
        .orang(JenisPeristiwa::Penggabungan, hilang.clone(), tutup)
        .orang(JenisPeristiwa::Koreksi, tinggal.clone(), baru);
    for (lama, baru) in keluarga {
        kejadian = kejadian.keluarga(Some(lama), baru);
    }
    for (lama, baru) in rumah_tangga {
        kejadian = kejadian.rumah_tangga(lama, baru);
    }
    let ids = kejadian.simpan(tx).await?;
    ids.first().copied().ok_or(GalatGabung::Db(db::Error::NotFound("peristiwa")))
}

/// The columns that the row that stays takes from the one that ends.
fn diambil(hilang: &Penduduk, pilihan: &Pilihan) -> Map<String, Value> {
    let dari = BIDANG.iter().filter(|b| pilihan.nilai.get(b.nama).is_some_and(|s| *s != pilihan.tinggal));
    dari.flat_map(|b| b.isi(hilang)).collect()
}

/// What becomes of the families of both: who was head of a family that the merged person stays in heads it on.
async fn keluarga(
    tx: &mut WriteTx,
    tinggal: &Penduduk,
    hilang: &Penduduk,
    baru: &mut Penduduk,
) -> Result<Vec<(Keluarga, Keluarga)>, GalatGabung> {
    let mut ubahan = Vec::new();
    let semua: BTreeSet<Uuid> = [tinggal.keluarga_id, hilang.keluarga_id].into_iter().flatten().collect();
    for id in semua {
        let Some(lama) = store::find_keluarga(tx, id).await? else { continue };
        let Some(kepala) = [tinggal, hilang].into_iter().find(|p| lama.kepala_id == Some(p.id)) else {
            continue;
        };
        let kepala_id = if baru.keluarga_id == Some(id) {
            baru.shdk = Shdk::KepalaKeluarga.kode();
            Some(tinggal.id)
        } else {
            let mut lain = store::list_anggota(tx, id).await?;
            lain.retain(|p| p.aktif() && p.id != tinggal.id && p.id != hilang.id);
            if !lain.is_empty() {
                return Err(GalatGabung::Kepala(kepala.nama.clone()));
            }
            None
        };
        let jadi = Keluarga { kepala_id, ..lama.clone() };
        ubahan.push((lama, jadi));
    }
    Ok(ubahan)
}

/// What becomes of the households of both: who headed one that the merged person keeps house in heads it on, and one
/// that is left by its last member ends.
async fn rumah_tangga(
    tx: &mut WriteTx,
    (tinggal, hilang): (&Penduduk, &Penduduk),
    baru: &mut Penduduk,
    hari_ini: Date,
) -> Result<Vec<(RumahTangga, RumahTangga)>, GalatGabung> {
    let kepala = Some(HubunganRtm::Kepala.kode());
    let mut ubahan = Vec::new();
    let semua: BTreeSet<Uuid> =
        [tinggal.rumah_tangga_id, hilang.rumah_tangga_id].into_iter().flatten().collect();
    for id in semua {
        let Some(lama) = store::find_rumah_tangga(tx, id).await? else { continue };
        let mengepalai = |p: &&Penduduk| p.rumah_tangga_id == Some(id) && p.hubungan_rtm == kepala;
        let dulu = [tinggal, hilang].into_iter().find(mengepalai);
        let mut lain = store::list_anggota_rumah(tx, id).await?;
        lain.retain(|p| p.id != tinggal.id && p.id != hilang.id);
        if baru.rumah_tangga_id == Some(id) {
            if dulu.is_some() {
                baru.hubungan_rtm = kepala;
            }
        } else if lain.is_empty() {
            let jadi = RumahTangga { bubar: lama.bubar.or(Some(hari_ini.into())), ..lama.clone() };
            ubahan.push((lama, jadi));
        } else if let Some(dulu) = dulu {
            return Err(GalatGabung::KepalaRumah(dulu.nama.clone()));
        }
    }
    Ok(ubahan)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that belong to the row and not to the person.
    const MILIK_BARIS: [&str; 6] =
        ["id", "status_dasar", "data_awal", "berlaku_sejak", "dicatat_pada", "impor_id"];

    #[test]
    fn every_column_of_a_person_can_be_chosen() {
        let dipilih: Vec<&str> = BIDANG.iter().flat_map(|b| b.kolom).copied().collect();
        let mut kolom: Vec<&str> = Penduduk::COLUMNS.split(", ").map(str::trim).collect();
        kolom.retain(|k| !MILIK_BARIS.contains(k) && !dipilih.contains(k));
        assert_eq!(kolom, Vec::<&str>::new());
        let banyak = dipilih.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(banyak, dipilih.len(), "each belongs to one field");
    }
}
