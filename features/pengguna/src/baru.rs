//! New users and their roles.

use access::{BadLogin, Pengguna, Penugasan, Role, WeakPassword};
use db::{Context, Db, WriteTx};
use jiff::civil::Date;

/// The part of a unit that a role is limited to; empty for the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Area {
    pub dusun: Option<String>,
    pub rw: Option<String>,
    pub rt: Option<String>,
}

/// A role to be given.
#[derive(Debug, Clone)]
pub struct Tugas {
    pub peran: Role,
    pub area: Area,
    pub sk: Option<String>,
    pub mulai: Date,
    pub selesai: Option<Date>,
}

/// A user to be added. The password is not shown by accident: this type has no `Debug`.
#[derive(Clone)]
pub struct PenggunaBaru {
    pub login: String,
    pub nama: String,
    pub sandi: String,
    /// Must be changed at the first sign-in.
    pub wajib_ganti_sandi: bool,
    pub tugas: Vec<Tugas>,
}

/// Why a user was not added.
#[derive(Debug, thiserror::Error)]
pub enum GalatPengguna {
    #[error(transparent)]
    Login(#[from] BadLogin),
    #[error("Nama pengguna itu sudah dipakai. Pilih yang lain, misalnya dengan menambah nama desa.")]
    LoginDipakai,
    #[error("Isi nama lengkap, misalnya Sri Lestari.")]
    TanpaNama,
    #[error("Nama paling banyak {MAX_NAMA} huruf. Anda mengetik {0}.")]
    NamaPanjang(usize),
    #[error(transparent)]
    Sandi(#[from] WeakPassword),
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// It stands in every page's corner and on every act.
const MAX_NAMA: usize = 100;

/// A full name on one line, single spaces between its words.
pub(crate) fn parse_nama(typed: &str) -> Result<String, GalatPengguna> {
    let nama = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match nama.chars().count() {
        0 => Err(GalatPengguna::TanpaNama),
        1..=MAX_NAMA => Ok(nama),
        panjang => Err(GalatPengguna::NamaPanjang(panjang)),
    }
}

impl Tugas {
    /// A role over the whole unit, with neither decree nor end.
    pub fn seluruhnya(peran: Role, mulai: Date) -> Self {
        Self { peran, area: Area::default(), sk: None, mulai, selesai: None }
    }

    pub(crate) fn row(&self, ctx: &Context, pengguna_id: uuid::Uuid) -> Penugasan {
        Penugasan {
            dusun: self.area.dusun.clone(),
            rw: self.area.rw.clone(),
            rt: self.area.rt.clone(),
            sk: self.sk.clone(),
            selesai: self.selesai.map(Into::into),
            ..Penugasan::new(ctx, pengguna_id, self.peran, self.mulai)
        }
    }
}

/// Adds a user with roles to the context's unit.
pub async fn tambah_pengguna(db: &Db, ctx: &Context, baru: PenggunaBaru) -> Result<Pengguna, GalatPengguna> {
    let (pengguna, tugas) = siapkan(db, ctx, baru).await?;
    let mut tx = db.write(ctx, "pendaftaran_pengguna").await?;
    simpan(&mut tx, &pengguna, &tugas).await?;
    tx.commit().await?;
    Ok(pengguna)
}

/// Checks and hashes; no transaction is open meanwhile.
pub(crate) async fn siapkan(
    db: &Db,
    ctx: &Context,
    baru: PenggunaBaru,
) -> Result<(Pengguna, Vec<Penugasan>), GalatPengguna> {
    let login = access::parse_login(&baru.login)?;
    let nama = parse_nama(&baru.nama)?;
    if !access::login_is_free(db, &login).await? {
        return Err(GalatPengguna::LoginDipakai);
    }
    let sandi = access::hash_password(baru.sandi).await?;
    let mut pengguna = Pengguna::new(ctx, login, nama, sandi);
    pengguna.wajib_ganti_sandi = baru.wajib_ganti_sandi;
    let tugas = baru.tugas.iter().map(|tugas| tugas.row(ctx, pengguna.id)).collect();
    Ok((pengguna, tugas))
}

pub(crate) async fn simpan(
    tx: &mut WriteTx,
    pengguna: &Pengguna,
    tugas: &[Penugasan],
) -> Result<(), GalatPengguna> {
    tx.insert(pengguna).await.map_err(|error| {
        // Two administrators chose the same login at the same moment: of this unit, or of two.
        let taken = error.is_unique("pengguna") || error.is_unique("directory");
        if taken { GalatPengguna::LoginDipakai } else { error.into() }
    })?;
    Ok(tx.insert_all(tugas).await?)
}

/// Letters and digits that nobody mistakes for one another on paper or over the phone.
const JELAS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password to read out once: three groups of four letters and digits, 59 bits.
pub fn sandi_sementara() -> String {
    // Bytes from 248 on would favour the first letters.
    let fair = std::iter::repeat_with(vault::random::<16>).flatten().filter(|byte| *byte < 248);
    let letters: Vec<char> = fair.take(12).map(|byte| char::from(JELAS[usize::from(byte % 31)])).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_password_is_acceptable_and_never_the_same() {
        let one = sandi_sementara();
        assert_eq!(one.len(), 14);
        assert_eq!(access::check_password(&one), Ok(()));
        assert_ne!(one, sandi_sementara());
        assert!(one.chars().all(|c| c == '-' || JELAS.contains(&(c as u8))), "{one}");
    }
}
