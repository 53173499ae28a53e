//! The kinds that the program brings along.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use uuid::Uuid;

use super::Jenis;

/// Each kind's definition and template, in the order of the choice.
macro_rules! bawaan {
    ($($kode:literal)*) => {
        &[$((
            include_str!(concat!("../../jenis/", $kode, ".toml")),
            include_str!(concat!("../../naskah/", $kode, ".typ")),
        )),*]
    };
}

const BERKAS: &[(&str, &str)] = bawaan![
    "keterangan"
    "kehilangan"
    "skck"
    "izin_keramaian"
    "pas_lintas"
    "domisili"
    "penduduk"
    "biodata"
    "ktp_proses"
    "beda_identitas"
    "beda_identitas_kis"
    "orang_sama"
    "permohonan_kk"
    "perubahan_kk"
    "pindah"
    "pindah_datang"
    "bepergian"
    "boro_kerja"
    "kelahiran"
    "lahir_mati"
    "kematian"
    "belum_akta"
    "akta_lahir"
    "duplikat_kelahiran"
    "ahli_waris"
    "n1"
    "n2"
    "n3"
    "n4"
    "n5"
    "n6"
    "pernyataan_status"
    "wali_nikah"
    "nikah_non_muslim"
    "belum_menikah"
    "janda_duda"
    "pergi_kawin"
    "wali_hakim"
    "duplikat_nikah"
    "permohonan_cerai"
    "rujuk_cerai"
    "kurang_mampu"
    "sktm"
    "jamkesos"
    "blt"
    "penghasilan"
    "penghasilan_ortu"
    "penghasilan_ayah"
    "penghasilan_ibu"
    "usaha"
    "domisili_usaha"
    "domisili_lembaga"
    "rekomendasi_bbm"
    "jual_beli"
    "hibah_tanah"
    "kepemilikan_tanah"
    "riwayat_tanah"
    "sporadik"
    "kepemilikan_kendaraan"
    "kuasa"
    "izin_keluarga"
    "sppd"
    "surat_tugas"
    "undangan"
];

static SEMUA: LazyLock<Vec<Jenis>> = LazyLock::new(|| {
    let baca = |(toml, naskah): &(&str, &str)| {
        let mut jenis: Jenis = toml::from_str(toml).expect("embedded kinds are read by a test");
        (*naskah).clone_into(&mut jenis.naskah);
        jenis
    };
    BERKAS.iter().map(baca).collect()
});

static MENURUT_KODE: LazyLock<HashMap<&'static str, &'static Jenis>> =
    LazyLock::new(|| SEMUA.iter().map(|jenis| (jenis.kode.as_str(), jenis)).collect());

/// Every kind, in the order of the choice.
pub fn semua() -> &'static [Jenis] {
    &SEMUA
}

pub fn find(kode: &str) -> Option<&'static Jenis> {
    MENURUT_KODE.get(kode).copied()
}

/// Definition and template of a shipped kind as they are written.
pub fn sumber(kode: &str) -> Option<(&'static str, &'static str)> {
    let ke = semua().iter().position(|jenis| jenis.kode == kode)?;
    BERKAS.get(ke).copied()
}

static VERSI: LazyLock<RwLock<HashMap<Uuid, &'static Jenis>>> = LazyLock::new(RwLock::default);

/// A published version of a village's own kind, if it was read before.
pub fn versi(id: Uuid) -> Option<&'static Jenis> {
    VERSI.read().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
}

/// Keeps a published version for as long as the program runs, as the shipped kinds are kept. Versions are
/// few and never change; a draft is never kept.
pub(crate) fn simpan_versi(id: Uuid, jenis: Jenis) -> &'static Jenis {
    let mut semua = VERSI.write().unwrap_or_else(PoisonError::into_inner);
    semua.entry(id).or_insert_with(|| Box::leak(Box::new(Jenis { versi: Some(id), ..jenis })))
}
