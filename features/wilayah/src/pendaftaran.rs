//! The first act of a unit: it gets its keys, its names and its first user.

use access::{BadLogin, Pengguna, Penugasan, Role, WeakPassword};
use db::{Context, Db, Unit};
use jiff::Timestamp;
use kamus::KodeWilayah;
use uuid::Uuid;

use crate::nama_wilayah::{jenis_kabupaten, nama_kabupaten, nama_provinsi};
use crate::sebutan::SetKata;
use crate::store::{self, Identitas};

/// A unit as it is registered. Names that stay empty are taken from the national list where it has them.
#[derive(Debug, Clone)]
pub struct UnitBaru {
    pub kode: KodeWilayah,
    /// "Pleret", without its kind.
    pub nama: String,
    pub kecamatan: String,
    pub kabupaten: String,
}

/// The first user of a unit: administrator and operator at once.
#[derive(Clone)]
pub struct PengelolaBaru {
    pub login: String,
    pub nama: String,
    pub sandi: String,
}

/// Why a unit was not registered.
#[derive(Debug, thiserror::Error)]
pub enum GalatPendaftaran {
    #[error("Kode {0} sudah terdaftar di Balai ini.")]
    SudahAda(KodeWilayah),
    #[error("Isi nama {0}, misalnya Pleret.")]
    TanpaNama(&'static str),
    #[error(transparent)]
    Login(#[from] BadLogin),
    #[error("Nama pengguna itu sudah dipakai. Pilih yang lain.")]
    LoginDipakai,
    #[error(transparent)]
    Sandi(#[from] WeakPassword),
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Registers a unit with its identity and, where given, its first user. Tells that user's id.
pub async fn daftarkan_unit(
    db: &Db,
    baru: &UnitBaru,
    pengelola: Option<PengelolaBaru>,
    now: Timestamp,
) -> Result<Option<Uuid>, GalatPendaftaran> {
    let unit = Unit(baru.kode.angka());
    let ctx = Context::system("pendaftaran", unit, now);
    let identitas = identitas_baru(&ctx, baru)?;
    // Hashing takes its time, so it comes before the transaction.
    let pengguna = match pengelola {
        Some(pengelola) => Some(pengguna_baru(db, &ctx, pengelola).await?),
        None => None,
    };
    db.register_unit(unit, now).await?;
    let mut tx = db.write(&ctx, "pendaftaran_unit").await?;
    if store::find_identitas(&mut tx).await?.is_some() {
        return Err(GalatPendaftaran::SudahAda(identitas.kode_wilayah()));
    }
    let today = identitas.zona().tanggal(now);
    tx.insert(&identitas).await?;
    if let Some(pengguna) = &pengguna {
        tx.insert(pengguna).await.map_err(|error| {
            // Another unit chose the same login at the same moment.
            if error.is_unique("directory") { GalatPendaftaran::LoginDipakai } else { error.into() }
        })?;
        for role in [Role::Admin, Role::Operator] {
            tx.insert(&Penugasan::new(&ctx, pengguna.id, role, today)).await?;
        }
    }
    tx.commit().await?;
    Ok(pengguna.map(|pengguna| pengguna.id))
}

async fn pengguna_baru(db: &Db, ctx: &Context, baru: PengelolaBaru) -> Result<Pengguna, GalatPendaftaran> {
    let login = access::parse_login(&baru.login)?;
    if !access::login_is_free(db, &login).await? {
        return Err(GalatPendaftaran::LoginDipakai);
    }
    let sandi = access::hash_password(baru.sandi).await?;
    Ok(Pengguna::new(ctx, login, baru.nama, sandi))
}

fn identitas_baru(ctx: &Context, baru: &UnitBaru) -> Result<Identitas, GalatPendaftaran> {
    let kode = baru.kode;
    if baru.nama.trim().is_empty() {
        return Err(GalatPendaftaran::TanpaNama(crate::sebutan::untuk(kode, SetKata::awal(kode)).unit));
    }
    Ok(Identitas {
        id: ctx.new_id(),
        kode: kode.angka(),
        nama: baru.nama.trim().to_owned(),
        set_kata: SetKata::awal(kode).kode().to_owned(),
        kecamatan: baru.kecamatan.trim().to_owned(),
        kabupaten: kabupaten_lengkap(kode, &baru.kabupaten),
        provinsi: nama_provinsi(kode).unwrap_or_default().to_owned(),
        alamat: None,
        kodepos: None,
        telepon: None,
        surel: None,
        situs: None,
        logo: None,
        aksara: None,
        kop: None,
    })
}

/// A regency's name with its kind in front; from the national list where nothing was typed.
pub(crate) fn kabupaten_lengkap(kode: KodeWilayah, typed: &str) -> String {
    let typed = typed.trim();
    let lower = typed.to_lowercase();
    if typed.is_empty() {
        nama_kabupaten(kode).unwrap_or_default()
    } else if lower.starts_with("kabupaten ") || lower.starts_with("kota ") {
        typed.to_owned()
    } else {
        format!("{} {typed}", jenis_kabupaten(kode))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regency_always_has_its_kind() {
        for (kode, diketik, harap) in [
            ("34.02.13.2002", "", "Kabupaten Bantul"),
            ("34.02.13.2002", " Bantul ", "Kabupaten Bantul"),
            ("34.02.13.2002", "Kabupaten Bantul", "Kabupaten Bantul"),
            ("34.71.01.1001", "Yogyakarta", "Kota Yogyakarta"),
            ("34.99.01.2001", "", ""),
        ] {
            assert_eq!(kabupaten_lengkap(kode.parse().unwrap(), diketik), harap, "{kode} {diketik}");
        }
    }
}
