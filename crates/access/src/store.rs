//! People who log in, what they are assigned, and whose secrets they looked at.

use db::{At, Bytes, Day, ReadTx, Result, WriteTx};
use uuid::Uuid;

use crate::role::Role;

db::entity! {
    /// A person who logs in. The login is unique in the whole installation, see the directory.
    pub struct Pengguna in "pengguna" version 1 directory ["login" => login] {
        pub id: Uuid,
        pub login: String,
        pub nama: String,
        /// argon2id in PHC form.
        pub sandi: String,
        /// Must be changed at the next sign-in, as after a reset.
        pub wajib_ganti_sandi: bool,
        /// The authenticator's secret, sealed; absent until set up.
        pub totp_segel: Option<Bytes>,
        /// The last time step used, so that a code works once.
        pub totp_langkah: i64,
        pub aktif: bool,
        pub dibuat_pada: At,
    }
}

db::entity! {
    /// A role held by a person in this unit, over an area and a time, by a decree (SK).
    pub struct Penugasan in "penugasan" version 1 {
        pub id: Uuid,
        pub pengguna_id: Uuid,
        /// Code of a [`Role`].
        pub peran: String,
        /// Limits a dukuh, RW or RT to their area; absent for the whole unit.
        pub dusun: Option<String>,
        pub rw: Option<String>,
        pub rt: Option<String>,
        pub sk: Option<String>,
        pub mulai: Day,
        pub selesai: Option<Day>,
    }
}

db::entity! {
    /// A look at something that is masked by default: who, at whom, what, why (UU 27/2022).
    pub struct PembukaanData in "pembukaan_data" version 1 subjects [subjek_id] {
        pub id: Uuid,
        /// Absent when the system itself looked.
        pub pengguna_id: Option<Uuid>,
        /// The person looked at; absent for a list or an export.
        pub subjek_id: Option<Uuid>,
        /// What was shown: `nik`, `kk`, `telepon`, `ekspor`.
        pub hal: String,
        pub keperluan: String,
        /// To whom it was handed on, for an export.
        pub penerima: Option<String>,
        pub pada: At,
    }
}

/// The purpose under which authenticator secrets are sealed.
const TOTP_SEAL: &str = "pengguna.totp";

db::statements! {
    GET_PENGGUNA = "select id, login, nama, sandi, wajib_ganti_sandi, totp_segel, totp_langkah, aktif, dibuat_pada
        from pengguna where unit = $1 and id = $2";
    LIST_PENGGUNA = "select id, login, nama, sandi, wajib_ganti_sandi, totp_segel, totp_langkah, aktif, dibuat_pada
        from pengguna where unit = $1 order by nama, id";
    LIST_PENUGASAN = "select id, pengguna_id, peran, dusun, rw, rt, sk, mulai, selesai
        from penugasan where unit = $1 and pengguna_id = $2 order by mulai, id";
    LIST_ALL_PENUGASAN = "select id, pengguna_id, peran, dusun, rw, rt, sk, mulai, selesai
        from penugasan where unit = $1 order by pengguna_id, mulai, id";
    LIST_PEMBUKAAN = "select id, pengguna_id, subjek_id, hal, keperluan, penerima, pada
        from pembukaan_data where unit = $1 /*where*/ order by pada desc limit 200";
    COUNT_PEMBUKAAN = "select count(*) from pembukaan_data where unit = $1 /*where*/";
    DAFTAR_PEMBUKAAN = "select id, pengguna_id, subjek_id, hal, keperluan, penerima, pada
        from pembukaan_data where unit = $1 /*where*/ order by pada desc, id desc limit $2 offset $3";
}

impl Pengguna {
    /// The authenticator's secret, opened.
    pub fn totp_secret(&self, tx: &ReadTx) -> Result<Option<Vec<u8>>> {
        self.totp_segel.as_ref().map(|sealed| Ok(tx.keys().open(TOTP_SEAL, &sealed.0)?)).transpose()
    }

    pub fn set_totp_secret(&mut self, tx: &ReadTx, secret: &[u8]) {
        self.totp_segel = Some(tx.keys().seal(TOTP_SEAL, secret).into());
        self.totp_langkah = 0;
    }
}

impl Penugasan {
    pub fn role(&self) -> Option<Role> {
        Role::from_code(&self.peran)
    }

    /// Whether it is in force on `day`.
    pub fn is_current(&self, day: jiff::civil::Date) -> bool {
        self.mulai.0 <= day && self.selesai.is_none_or(|end| day <= end.0)
    }
}

pub async fn get_pengguna(tx: &mut ReadTx, id: Uuid) -> Result<Pengguna> {
    tx.query(GET_PENGGUNA).bind(id).one().await
}

pub async fn find_pengguna(tx: &mut ReadTx, id: Uuid) -> Result<Option<Pengguna>> {
    tx.query(GET_PENGGUNA).bind(id).optional().await
}

pub async fn list_pengguna(tx: &mut ReadTx) -> Result<Vec<Pengguna>> {
    tx.query(LIST_PENGGUNA).all().await
}

pub async fn list_penugasan(tx: &mut ReadTx, pengguna_id: Uuid) -> Result<Vec<Penugasan>> {
    tx.query(LIST_PENUGASAN).bind(pengguna_id).all().await
}

pub async fn list_all_penugasan(tx: &mut ReadTx) -> Result<Vec<Penugasan>> {
    tx.query(LIST_ALL_PENUGASAN).all().await
}

/// Records that the caller looks at what is masked by default. A look changes nothing, so it is never taken for
/// the repeat of another: a form that is sent again shows the data again and is recorded again.
pub async fn record_pembukaan(
    tx: &mut WriteTx,
    subjek_id: Option<Uuid>,
    hal: &str,
    keperluan: &str,
    penerima: Option<&str>,
) -> Result<()> {
    let ctx = *tx.ctx();
    let row = PembukaanData {
        id: ctx.new_id(),
        pengguna_id: ctx.user(),
        subjek_id,
        hal: hal.to_owned(),
        keperluan: keperluan.to_owned(),
        penerima: penerima.map(str::to_owned),
        pada: ctx.now.into(),
    };
    tx.insert(&row).await
}

/// Who looked, newest first; at one person where `subjek_id` is given.
pub async fn list_pembukaan(tx: &mut ReadTx, subjek_id: Option<Uuid>) -> Result<Vec<PembukaanData>> {
    let filter = db::Where::new().and_some("subjek_id = ?", subjek_id);
    tx.query(LIST_PEMBUKAAN).filter(filter).all().await
}

/// How many looks fit these conditions on the columns of `pembukaan_data`.
pub async fn count_pembukaan(tx: &mut ReadTx, filter: db::Where) -> Result<i64> {
    tx.query(COUNT_PEMBUKAAN).filter(filter).count().await
}

/// A page of looks, newest first.
pub async fn daftar_pembukaan(
    tx: &mut ReadTx,
    filter: db::Where,
    (limit, offset): (i64, i64),
) -> Result<Vec<PembukaanData>> {
    tx.query(DAFTAR_PEMBUKAAN).bind(limit).bind(offset).filter(filter).all().await
}
