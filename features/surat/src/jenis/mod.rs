//! Kinds of letters as data: each is a file in `jenis/` and a Typst template in `naskah/`.
//!
//! Nothing else in this room knows a single kind by name.

mod bawaan;
mod cacat;
mod contoh;
mod daun;
mod definisi;
mod isian;
mod pemohon;
mod pokok;

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

pub(crate) use bawaan::simpan_versi;
pub use bawaan::{find, semua, sumber, versi};
pub(crate) use cacat::klasifikasi_sah;
pub use definisi::{
    Cara, Isian, JenisPokok, KaitanPeristiwa, Kelompok, Kepala, Khusus, LetakNomor, Penanda, Peran, Periksa,
    Pilihan, Pokok, Syarat, Tipe, Tolak, Ttd,
};
pub use isian::{Nilai, Temuan, periksa_isian, periksa_isian_untuk};
pub use pemohon::{Konfirmasi, Wakil};

/// A kind of letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jenis {
    pub kode: String,
    /// As lists show it.
    pub nama: String,
    /// As the letter prints it.
    pub judul: String,
    /// One sentence for those who choose.
    pub tentang: String,
    pub kelompok: Kelompok,
    /// Archive classification, Permendagri 83/2022, annex for local government.
    pub klasifikasi: String,
    /// For how many days after its date the letter is valid; for ever when absent.
    #[serde(default)]
    pub masa_hari: Option<i32>,
    pub cara: Cara,
    /// The default chain of paraf, as kinds of jabatan.
    pub paraf: Vec<String>,
    /// The law that the letter rests upon.
    pub dasar: Vec<String>,
    /// Which parts of this definition are habit rather than law: the village may well do otherwise.
    #[serde(default)]
    pub kebiasaan: Vec<String>,
    #[serde(default)]
    pub kepala: Kepala,
    /// The name of the form, for [`Kepala::Formulir`]: "Model N1".
    #[serde(default)]
    pub model: Option<String>,
    #[serde(default)]
    pub nomor: LetakNomor,
    /// A resident may ask for it without coming.
    #[serde(default)]
    pub mandiri: bool,
    /// Not to be sent through a chat unasked: inheritance, divorce, poverty.
    #[serde(default)]
    pub peka: bool,
    /// Who may ask for it on behalf of an adult of the own family card.
    #[serde(default)]
    pub wakil: Wakil,
    /// Whose confirmation a request waits for, unless the village chose otherwise.
    #[serde(default)]
    pub konfirmasi: Konfirmasi,
    #[serde(default)]
    pub pokok: Pokok,
    #[serde(default)]
    pub isian: Vec<Isian>,
    #[serde(default)]
    pub syarat: Vec<Syarat>,
    #[serde(default = "definisi::pejabat_saja")]
    pub ttd: Vec<Ttd>,
    #[serde(default)]
    pub peristiwa: Option<KaitanPeristiwa>,
    /// Answers to try the template with.
    #[serde(default)]
    pub contoh: BTreeMap<String, String>,
    #[serde(default)]
    pub tolak: Vec<Tolak>,
    /// Typst source.
    #[serde(skip)]
    pub naskah: String,
    /// Which version of the village's own; none for a shipped kind.
    #[serde(skip)]
    pub versi: Option<Uuid>,
}

/// Why a definition cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalahTulis {
    /// Counted from 1; 0 when it belongs to no line.
    pub baris: usize,
    pub kalimat: String,
}

/// What the reader of TOML says, in the clerk's language; what it seldom says stays behind it, for who helps them.
fn terjemah(galat: &str) -> String {
    let kutipan: Vec<&str> = galat.split('`').skip(1).step_by(2).collect();
    let pertama = kutipan.first().copied().unwrap_or_default();
    let lain = || kutipan.get(1..).unwrap_or_default().join(", ");
    match galat.split_whitespace().take(2).collect::<Vec<_>>().join(" ").as_str() {
        "unknown field" => format!("kunci {pertama} tidak dikenal. Yang dapat ditulis: {}", lain()),
        "unknown variant" => format!("nilai {pertama} tidak dikenal. Yang dapat ditulis: {}", lain()),
        "missing field" => format!("kunci {pertama} belum ada"),
        "duplicate key" => "kunci ini ditulis dua kali".to_owned(),
        "invalid type:" => format!("nilainya bukan macam yang diminta ({galat})"),
        _ => format!("penulisannya belum lengkap atau keliru ({galat})"),
    }
}

impl Jenis {
    /// Reads a definition (TOML) and takes its template as it is.
    pub fn baca(definisi: &str, naskah: &str) -> Result<Self, SalahTulis> {
        let mut jenis: Self = toml::from_str(definisi).map_err(|galat| {
            let baris = galat.span().map_or(0, |span| {
                definisi.get(..span.start).map_or(0, |awal| awal.matches('\n').count() + 1)
            });
            SalahTulis { baris, kalimat: terjemah(galat.message()) }
        })?;
        naskah.clone_into(&mut jenis.naskah);
        Ok(jenis)
    }

    /// The title to print: a picked answer may give another one.
    pub fn judul_untuk(&self, nilai: &Nilai) -> &str {
        let mut picked = self.isian.iter().flat_map(|isian| {
            let kode = nilai.teks(&isian.nama);
            isian.pilihan.iter().filter(move |pilihan| pilihan.kode == kode)
        });
        picked.find_map(|pilihan| pilihan.judul.as_deref()).unwrap_or(&self.judul)
    }

    /// Requirements not fulfilled: neither ticked nor known from the register.
    pub fn syarat_kurang<'j>(
        &'j self,
        tersedia: &[String],
        diketahui: impl Fn(Periksa) -> bool,
    ) -> Vec<&'j Syarat> {
        syarat_kurang(&self.syarat, tersedia, diketahui)
    }

    /// Whether somebody outside the office signs too: then there is ink on the paper.
    pub fn tinta_warga(&self) -> bool {
        self.ttd.iter().any(|ttd| ttd.oleh != Penanda::Pejabat)
    }

    /// Whether the letter goes to the office above for its signature.
    pub fn sampai_camat(&self) -> bool {
        self.ttd.iter().any(|ttd| ttd.oleh == Penanda::Camat)
    }

    /// What makes this kind another than the rest: all that is asked, brought and signed.
    pub fn sidik_bentuk(&self) -> String {
        let isian: Vec<_> =
            self.isian.iter().map(|i| (&i.nama, i.tipe, i.wajib, i.kolom.len(), &i.bagian)).collect();
        let syarat: Vec<_> = self.syarat.iter().map(|s| (&s.kode, s.wajib)).collect();
        let pokok = (&self.pokok.jenis_kelamin, &self.pokok.status_kawin, self.pokok.umur_min);
        format!("{isian:?} {syarat:?} {:?} {pokok:?}", self.ttd)
    }
}

/// Of these requirements, those that are neither ticked nor known from the register.
pub fn syarat_kurang<'s>(
    semua: &'s [Syarat],
    tersedia: &[String],
    diketahui: impl Fn(Periksa) -> bool,
) -> Vec<&'s Syarat> {
    let ada = |syarat: &&Syarat| tersedia.contains(&syarat.kode) || syarat.periksa.is_some_and(&diketahui);
    semua.iter().filter(|syarat| syarat.wajib && !ada(syarat)).collect()
}

#[cfg(test)]
pub(crate) mod tests;
