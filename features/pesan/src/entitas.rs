//! The facts of this room.

use db::{At, Bytes};
use uuid::Uuid;

use crate::penyedia::{Alamat, Jenis};

db::entity! {
    /// An account at a provider that once wrote to us, or that a one-time code was sent to.
    pub struct Kontak in "kontak" version 1 subjects [id] {
        pub id: Uuid,
        pub penyedia: i16,
        pub telepon_segel: Option<Bytes>,
        pub telepon_kunci: Option<Bytes>,
        /// The provider's own id of the person, which stays when the phone is hidden.
        pub bsuid_segel: Option<Bytes>,
        pub bsuid_kunci: Option<Bytes>,
        pub bahasa: i16,
        pub persetujuan_versi: Option<i16>,
        pub persetujuan_pada: Option<At>,
        pub berhenti_pada: Option<At>,
        pub gagal_pada: Option<At>,
        pub dicatat_pada: At,
    }
}

db::entity! {
    /// Proof that a resident writes from a contact.
    pub struct IkatanKontak in "ikatan_kontak" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub kontak_id: Uuid,
        pub penduduk_id: Uuid,
        pub cara: i16,
        pub oleh: Option<Uuid>,
        pub mulai_pada: At,
        pub sampai_pada: At,
        pub selesai_pada: Option<At>,
        pub sebab: String,
    }
}

db::entity! {
    /// The provider that the village chose.
    pub struct AturPesan in "atur_pesan" version 1 {
        pub id: Uuid,
        pub penyedia: i16,
        pub rahasia_segel: Option<Bytes>,
        pub nomor_kantor: String,
        pub dihentikan_pada: Option<At>,
        pub sebab_henti: String,
        pub diubah_pada: At,
    }
}

db::entity! {
    /// A text in the village's own words.
    pub struct TeksPesan in "teks_pesan" version 1 {
        pub id: Uuid,
        pub kunci: String,
        pub bahasa: i16,
        pub isi: String,
        pub diubah_pada: At,
    }
}

/// How long a binding holds before it must be proved again: phones change hands.
pub(crate) const IKATAN_HARI: i64 = 90;

/// How a binding was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cara {
    /// A code that the office handed over after seeing the KTP.
    KodeKantor = 1,
    /// A code sent to the number on record.
    NomorTercatat = 2,
}

/// The language of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Bahasa {
    #[default]
    Indonesia = 1,
    /// Javanese, krama.
    Jawa = 2,
}

impl Bahasa {
    pub fn dari_kode(kode: i16) -> Self {
        if kode == Self::Jawa as i16 { Self::Jawa } else { Self::Indonesia }
    }

    pub const fn kode(self) -> i16 {
        self as i16
    }
}

pub(crate) const TELEPON: &str = "kontak.telepon";
pub(crate) const BSUID: &str = "kontak.bsuid";
const RAHASIA: &str = "atur_pesan.rahasia";

impl Kontak {
    /// Nothing was agreed to yet.
    pub(crate) fn baru(ctx: &db::Context, keys: &vault::UnitKeys, jenis: Jenis, alamat: &Alamat) -> Self {
        let mut kontak = Self {
            id: ctx.new_id(),
            penyedia: jenis.kode(),
            telepon_segel: None,
            telepon_kunci: None,
            bsuid_segel: None,
            bsuid_kunci: None,
            bahasa: Bahasa::Indonesia.kode(),
            persetujuan_versi: None,
            persetujuan_pada: None,
            berhenti_pada: None,
            gagal_pada: None,
            dicatat_pada: ctx.now.into(),
        };
        kontak.kenakan(keys, alamat);
        kontak
    }

    /// Takes over what an address says; what it does not say stays.
    pub(crate) fn kenakan(&mut self, keys: &vault::UnitKeys, alamat: &Alamat) {
        if let Some(telepon) = &alamat.telepon {
            self.telepon_segel = Some(keys.seal(TELEPON, telepon.as_bytes()).into());
            self.telepon_kunci = Some(keys.hash(TELEPON, telepon.as_bytes()).into());
        }
        if let Some(bsuid) = &alamat.bsuid {
            self.bsuid_segel = Some(keys.seal(BSUID, bsuid.as_bytes()).into());
            self.bsuid_kunci = Some(keys.hash(BSUID, bsuid.as_bytes()).into());
        }
    }

    pub(crate) fn jenis(&self) -> Option<Jenis> {
        Jenis::dari_kode(self.penyedia)
    }

    /// Whether the provider that the village chose carries messages to it; the simulator always does.
    pub(crate) fn dilayani(&self, terpilih: Option<Jenis>) -> bool {
        self.jenis().is_some_and(|jenis| jenis == Jenis::Simulator || terpilih == Some(jenis))
    }

    /// Where a message goes to.
    pub(crate) fn alamat(&self, keys: &vault::UnitKeys) -> Alamat {
        let buka = |guna: &str, segel: &Option<Bytes>| {
            let terbuka = keys.open(guna, &segel.as_ref()?.0).ok()?;
            String::from_utf8(terbuka).ok()
        };
        Alamat { telepon: buka(TELEPON, &self.telepon_segel), bsuid: buka(BSUID, &self.bsuid_segel) }
    }

    pub fn bahasa(&self) -> Bahasa {
        Bahasa::dari_kode(self.bahasa)
    }

    /// `+628•••••••890`, or that the number is hidden.
    pub fn samar(&self, keys: &vault::UnitKeys) -> String {
        let alamat = self.alamat(keys);
        let telepon = alamat.telepon.and_then(|nomor| kamus::Telepon::baru(&format!("+{nomor}")).ok());
        telepon.map_or_else(|| "nomor disembunyikan".to_owned(), |telepon| telepon.samar())
    }
}

impl IkatanKontak {
    pub fn berlaku(&self, pada: jiff::Timestamp) -> bool {
        self.selesai_pada.is_none() && pada < self.sampai_pada.timestamp()
    }
}

/// Secrets of a provider, as the settings page takes them.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rahasia {
    /// Where the provider's server is, without a slash at the end.
    pub alamat: String,
    /// Meta: the id of our number. GOWA: the device, where it has several.
    pub nomor_id: String,
    /// Meta: bearer token. GOWA: `user:password`.
    pub token: String,
    /// With what the provider signs what it delivers.
    pub rahasia: String,
    /// What Meta repeats when it is told our address.
    pub verifikasi: String,
    /// Approved templates: a code to the number on record, and news outside the 24-hour window.
    pub templat_kode: String,
    pub templat_kabar: String,
}

impl std::fmt::Debug for Rahasia {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rahasia(…)")
    }
}

impl AturPesan {
    /// Off, as every village begins.
    pub fn mati(ctx: &db::Context) -> Self {
        Self {
            id: ctx.new_id(),
            penyedia: 0,
            rahasia_segel: None,
            nomor_kantor: String::new(),
            dihentikan_pada: None,
            sebab_henti: String::new(),
            diubah_pada: ctx.now.into(),
        }
    }

    pub fn jenis(&self) -> Option<Jenis> {
        Jenis::dari_kode(self.penyedia)
    }

    pub fn rahasia(&self, keys: &vault::UnitKeys) -> Rahasia {
        let buka = || {
            let terbuka = keys.open(RAHASIA, &self.rahasia_segel.as_ref()?.0).ok()?;
            serde_json::from_slice(&terbuka).ok()
        };
        buka().unwrap_or_default()
    }

    pub fn simpan_rahasia(&mut self, keys: &vault::UnitKeys, rahasia: &Rahasia) {
        let isi = serde_json::to_vec(rahasia).expect("texts become JSON");
        self.rahasia_segel = Some(keys.seal(RAHASIA, &isi).into());
    }
}
