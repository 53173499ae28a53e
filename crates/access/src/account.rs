//! Logins as people choose them, and the first rows of a new user.

use db::{Context, Db, Result};
use jiff::civil::Date;
use uuid::Uuid;

use crate::role::Role;
use crate::store::{Pengguna, Penugasan};

/// Why a login is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLogin {
    #[error("Nama pengguna 3 sampai 40 huruf, misalnya sri.lestari. Anda mengetik {0}.")]
    Length(usize),
    #[error("Nama pengguna hanya berisi huruf a–z, angka, titik, dan tanda hubung. Ganti tanda \"{0}\".")]
    Sign(char),
    /// Logins are shown and logged, so they must not be somebody's NIK or telephone.
    #[error("Jangan memakai NIK atau nomor telepon sebagai nama pengguna. Pakai nama, misalnya sri.lestari.")]
    Number,
}

/// Reads a login: small letters, digits, dots and dashes.
pub fn parse_login(typed: &str) -> Result<String, BadLogin> {
    let login = typed.trim().to_lowercase();
    let length = login.chars().count();
    if !(3..=40).contains(&length) {
        return Err(BadLogin::Length(length));
    }
    let odd = |c: &char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'));
    if let Some(sign) = login.chars().find(odd) {
        return Err(BadLogin::Sign(sign));
    }
    if login.bytes().filter(u8::is_ascii_digit).count() >= 8 {
        return Err(BadLogin::Number);
    }
    Ok(login)
}

/// Whether nobody in the whole installation has this login.
pub async fn login_is_free(db: &Db, login: &str) -> Result<bool> {
    Ok(db.peek().await?.find_in_directory(db, "login", login).await?.is_empty())
}

impl Pengguna {
    /// A new user who may sign in at once. `sandi` is already hashed.
    pub fn new(ctx: &Context, login: String, nama: String, sandi: String) -> Self {
        Self {
            id: ctx.new_id(),
            login,
            nama,
            sandi,
            wajib_ganti_sandi: false,
            totp_segel: None,
            totp_langkah: 0,
            aktif: true,
            dibuat_pada: ctx.now.into(),
        }
    }
}

impl Penugasan {
    /// A role over the whole unit from a day on.
    pub fn new(ctx: &Context, pengguna_id: Uuid, role: Role, mulai: Date) -> Self {
        Self {
            id: ctx.new_id(),
            pengguna_id,
            peran: role.code().to_owned(),
            dusun: None,
            rw: None,
            rt: None,
            sk: None,
            mulai: mulai.into(),
            selesai: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_plain_and_name_no_number() {
        for (typed, expected) in [
            (" Sri.Lestari ", Ok("sri.lestari")),
            ("carik-2", Ok("carik-2")),
            ("ab", Err(BadLogin::Length(2))),
            ("", Err(BadLogin::Length(0))),
            ("sri lestari", Err(BadLogin::Sign(' '))),
            ("surat@pleret", Err(BadLogin::Sign('@'))),
            ("étoile", Err(BadLogin::Sign('é'))),
            ("3402134101859001", Err(BadLogin::Number)),
            ("081234567", Err(BadLogin::Number)),
        ] {
            assert_eq!(parse_login(typed).as_deref(), expected.as_deref(), "{typed}");
        }
        assert_eq!(parse_login(&"a".repeat(41)), Err(BadLogin::Length(41)));
    }
}
