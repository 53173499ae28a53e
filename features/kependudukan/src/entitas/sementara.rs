use db::{At, Bytes, Day, Result};
use kamus::{Nik, NomorKk};
use uuid::Uuid;
use vault::UnitKeys;

db::entity! {
    /// Somebody who stays here without being a resident, or who is no resident but asks for a letter.
    /// Their data are kept as words, as they were told.
    pub struct PendudukSementara in "penduduk_sementara" version 1 subjects [id] {
        pub id: Uuid,
        pub nik_segel: Option<Bytes>,
        pub nik_kunci: Option<Bytes>,
        pub no_kk_segel: Option<Bytes>,
        pub nama: String,
        pub kunci_nama: String,
        pub jenis_kelamin: String,
        pub tempat_lahir: String,
        pub tanggal_lahir: Option<Day>,
        pub agama: String,
        pub status_kawin: String,
        pub pekerjaan: String,
        pub kewarganegaraan: String,
        pub alamat: String,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub datang_dari: String,
        /// Maksud dan tujuan kedatangan.
        pub maksud: String,
        /// Nama dan alamat yang didatangi.
        pub yang_didatangi: String,
        pub datang: Option<Day>,
        pub pergi: Option<Day>,
        /// See [`JenisTinggal`](crate::sementara::JenisTinggal).
        pub jenis: i16,
        /// Of a foreigner.
        pub negara: String,
        /// Until when they mean to stay, or may.
        pub sampai: Option<Day>,
        pub pergi_ke: String,
        /// The resident they became.
        pub penduduk_id: Option<Uuid>,
        pub dicatat_pada: At,
    }
}

db::entity! {
    /// Something that happened to who stays for a while. Never edited.
    pub struct PeristiwaSementara in "sementara_peristiwa" version 1 subjects [sementara_id] {
        pub id: Uuid,
        pub sementara_id: Uuid,
        /// See [`JenisMutasi`](crate::sementara::JenisMutasi).
        pub jenis: i16,
        /// When it happened.
        pub tanggal: Day,
        /// When the village heard of it.
        pub tanggal_lapor: Day,
        /// Until when they stay from then on.
        pub sampai: Option<Day>,
        pub keterangan: String,
        pub oleh: Option<Uuid>,
        pub dicatat_pada: At,
    }
}

impl PendudukSementara {
    pub fn nik(&self, keys: &UnitKeys) -> Result<Option<Nik>> {
        super::penduduk::buka_nik(keys, self.nik_segel.as_ref())
    }

    pub fn no_kk(&self, keys: &UnitKeys) -> Result<Option<NomorKk>> {
        super::keluarga::buka_kk(keys, self.no_kk_segel.as_ref())
    }
}
