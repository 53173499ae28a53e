use db::{At, Bytes, Day, Result};
use kamus::StatusDasar;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use vault::UnitKeys;

/// What seals the particulars of an event.
const RINCIAN: &str = "kependudukan.peristiwa";

db::entity! {
    /// Something that happened to a resident. Never edited: a mistake is undone by another row.
    pub struct Peristiwa in "peristiwa" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        /// Events that were reported together share it.
        pub rombongan_id: Uuid,
        /// Absent for a stillbirth.
        pub penduduk_id: Option<Uuid>,
        /// The family at that time.
        pub keluarga_id: Option<Uuid>,
        /// See [`JenisPeristiwa`].
        pub jenis: i16,
        /// When it happened.
        pub tanggal: Day,
        /// When the village heard of it.
        pub tanggal_lapor: Day,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        /// What this one undoes.
        pub membatalkan_id: Option<Uuid>,
        /// Sealed [`Rincian`].
        pub isi_segel: Bytes,
        pub oleh: Option<Uuid>,
        pub dicatat_pada: At,
        /// [`TIADA_AKHIR`](super::TIADA_AKHIR) while it stands.
        pub dibatalkan_pada: At,
    }
}

impl Peristiwa {
    pub fn jenis(&self) -> JenisPeristiwa {
        JenisPeristiwa::dari_kode(self.jenis).unwrap_or(JenisPeristiwa::Koreksi)
    }

    pub fn berlaku(&self) -> bool {
        self.dibatalkan_pada == super::TIADA_AKHIR
    }

    pub fn rincian(&self, keys: &UnitKeys) -> Result<Rincian> {
        Rincian::buka(keys, &self.isi_segel)
    }
}

/// What happened. The numbers are stored; 1 to 6 are those of the peer's event log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisPeristiwa {
    Lahir = 1,
    Mati = 2,
    PindahKeluar = 3,
    Hilang = 4,
    Datang = 5,
    /// Left without a moving letter; may come back.
    Pergi = 6,
    LahirMati = 7,
    /// Came back after being lost or gone.
    Kembali = 8,
    /// Within the village.
    PindahDalam = 9,
    Kawin = 10,
    Cerai = 11,
    PengangkatanAnak = 12,
    PengakuanAnak = 13,
    GantiNama = 14,
    UbahKewarganegaraan = 15,
    /// A field of the biodata was wrong.
    Koreksi = 16,
    /// A family of its own: a new card, or a split one.
    KeluargaBaru = 17,
    /// Into another family of the village.
    GabungKeluarga = 18,
    GantiKepala = 19,
    /// Dukcapil issued a NIK, a card number or a certificate.
    NomorTerbit = 20,
    /// Two rows were one person.
    Penggabungan = 21,
    /// Undoes an earlier event.
    Pembatalan = 22,
    /// A difference that a workbook proposed was accepted.
    UsulanBerkas = 23,
    /// People begin to keep house together.
    RumahTanggaBaru = 24,
    MasukRumahTangga = 25,
    KeluarRumahTangga = 26,
    GantiKepalaRumahTangga = 27,
    /// Number or address of a household was wrong or changed.
    UbahRumahTangga = 28,
    RumahTanggaBubar = 29,
}

impl JenisPeristiwa {
    pub const SEMUA: [Self; 29] = [
        Self::Lahir,
        Self::Mati,
        Self::PindahKeluar,
        Self::Hilang,
        Self::Datang,
        Self::Pergi,
        Self::LahirMati,
        Self::Kembali,
        Self::PindahDalam,
        Self::Kawin,
        Self::Cerai,
        Self::PengangkatanAnak,
        Self::PengakuanAnak,
        Self::GantiNama,
        Self::UbahKewarganegaraan,
        Self::Koreksi,
        Self::KeluargaBaru,
        Self::GabungKeluarga,
        Self::GantiKepala,
        Self::NomorTerbit,
        Self::Penggabungan,
        Self::Pembatalan,
        Self::UsulanBerkas,
        Self::RumahTanggaBaru,
        Self::MasukRumahTangga,
        Self::KeluarRumahTangga,
        Self::GantiKepalaRumahTangga,
        Self::UbahRumahTangga,
        Self::RumahTanggaBubar,
    ];

    pub fn kode(self) -> i16 {
        self as i16
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|jenis| jenis.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Lahir => "Kelahiran",
            Self::Mati => "Kematian",
            Self::PindahKeluar => "Pindah keluar",
            Self::Hilang => "Hilang",
            Self::Datang => "Kedatangan",
            Self::Pergi => "Pergi",
            Self::LahirMati => "Lahir mati",
            Self::Kembali => "Kembali",
            Self::PindahDalam => "Pindah dalam desa",
            Self::Kawin => "Perkawinan",
            Self::Cerai => "Perceraian",
            Self::PengangkatanAnak => "Pengangkatan anak",
            Self::PengakuanAnak => "Pengakuan anak",
            Self::GantiNama => "Ganti nama",
            Self::UbahKewarganegaraan => "Perubahan kewarganegaraan",
            Self::Koreksi => "Koreksi biodata",
            Self::KeluargaBaru => "Keluarga baru",
            Self::GabungKeluarga => "Pindah keluarga",
            Self::GantiKepala => "Ganti kepala keluarga",
            Self::NomorTerbit => "Nomor terbit",
            Self::Penggabungan => "Penggabungan data ganda",
            Self::Pembatalan => "Pembatalan",
            Self::UsulanBerkas => "Usulan dari berkas",
            Self::RumahTanggaBaru => "Rumah tangga baru",
            Self::MasukRumahTangga => "Masuk rumah tangga",
            Self::KeluarRumahTangga => "Keluar dari rumah tangga",
            Self::GantiKepalaRumahTangga => "Ganti kepala rumah tangga",
            Self::UbahRumahTangga => "Perubahan data rumah tangga",
            Self::RumahTanggaBubar => "Rumah tangga bubar",
        }
    }

    /// The basic status that it leaves somebody in.
    pub fn status_sesudah(self) -> Option<StatusDasar> {
        match self {
            Self::Lahir | Self::Datang | Self::Kembali => Some(StatusDasar::Hidup),
            Self::Mati => Some(StatusDasar::Mati),
            Self::PindahKeluar => Some(StatusDasar::Pindah),
            Self::Hilang => Some(StatusDasar::Hilang),
            Self::Pergi => Some(StatusDasar::Pergi),
            Self::Penggabungan => Some(StatusDasar::TidakValid),
            _ => None,
        }
    }
}

/// The particulars of an event and what it changed. Absent where the form does not ask for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rincian {
    /// Answers of the event's form by field name, as typed or as a code: `tempat`, `jam`, `sebab`, `penolong`,
    /// `no_akta`, `asal`, `tujuan`, `alasan`, `klasifikasi`, `pelapor`, `anak_ke`, `berat`, `panjang`, …
    pub isian: std::collections::BTreeMap<String, String>,
    pub keterangan: Option<String>,
    /// What somebody showed for it, in words. Scans of it are [`LampiranPeristiwa`](super::LampiranPeristiwa).
    pub bukti: Option<String>,
    /// Fields of the resident's row, before and after.
    pub ubahan: Vec<Ubahan>,
    /// Fields of families' rows, before and after; `lama` is null for a family that is new.
    pub ubahan_keluarga: Vec<UbahanKeluarga>,
    /// The same of households.
    pub ubahan_rumah_tangga: Vec<UbahanRumahTangga>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ubahan {
    /// The column of `penduduk`.
    pub kolom: String,
    pub lama: Value,
    pub baru: Value,
}

/// Masked: a value may name a person.
impl std::fmt::Debug for Ubahan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ubahan").field("kolom", &self.kolom).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UbahanKeluarga {
    pub keluarga_id: Uuid,
    pub ubahan: Ubahan,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UbahanRumahTangga {
    pub rumah_tangga_id: Uuid,
    pub ubahan: Ubahan,
}

impl Rincian {
    pub(crate) fn segel(&self, keys: &UnitKeys) -> Bytes {
        let json = serde_json::to_vec(self).expect("plain data always becomes JSON");
        keys.seal(RINCIAN, &json).into()
    }

    /// The particulars as an event carries them.
    pub fn buka(keys: &UnitKeys, segel: &Bytes) -> Result<Self> {
        let terbuka = keys.open(RINCIAN, &segel.0)?;
        serde_json::from_slice(&terbuka).map_err(|source| db::Error::Payload { entity: "peristiwa", source })
    }

    /// An answer of the form; empty where there is none.
    pub fn jawab(&self, kolom: &str) -> &str {
        self.isian.get(kolom).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_by_its_number() {
        for (posisi, jenis) in (1..).zip(JenisPeristiwa::SEMUA) {
            assert_eq!((jenis.kode(), JenisPeristiwa::dari_kode(posisi)), (posisi, Some(jenis)));
            assert!(!jenis.label().is_empty());
        }
        assert_eq!(JenisPeristiwa::dari_kode(99), None);
        assert_eq!(JenisPeristiwa::Mati.status_sesudah().map(kamus::Daftar::kode), Some(2));
    }
}
