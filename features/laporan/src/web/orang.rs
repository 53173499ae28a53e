//! A person as lists of reports show one.

use db::ReadTx;
use kamus::tanggal_panjang;
use kependudukan::store::{self as register, Pada};
use uuid::Uuid;
use web::Caller;

/// A row of a list of people.
pub(super) struct BarisOrang {
    pub(super) nama: String,
    /// Empty for those who may not look at residents.
    pub(super) href: String,
    pub(super) nik: String,
    /// "Bantul, 1 Januari 1985"
    pub(super) lahir: String,
    pub(super) kelamin: &'static str,
    pub(super) ayah: String,
    pub(super) ibu: String,
    pub(super) dusun: String,
    /// Whatever the list says of the person beyond.
    pub(super) keterangan: String,
}

/// The person as of that day.
pub(super) async fn baris_orang(
    caller: &Caller,
    tx: &mut ReadTx,
    id: Uuid,
    pada: Pada,
) -> web::Result<Option<BarisOrang>> {
    let Some(p) = register::find_penduduk_pada(tx, id, pada).await? else { return Ok(None) };
    let nik = p.nik(tx.keys())?;
    let tempat = p.tempat_lahir.clone().unwrap_or_default();
    let tanggal = tanggal_panjang(p.tanggal_lahir.0);
    let boleh = caller.can(kependudukan::LIHAT);
    Ok(Some(BarisOrang {
        href: if boleh { caller.href(&format!("/penduduk/{id}")) } else { String::new() },
        nik: nik.map_or_else(|| "belum ber-NIK".to_owned(), |nik| nik.samar()),
        lahir: if tempat.is_empty() { tanggal } else { format!("{tempat}, {tanggal}") },
        kelamin: if p.jenis_kelamin == 1 { "L" } else { "P" },
        ayah: p.nama_ayah.unwrap_or_default(),
        ibu: p.nama_ibu.unwrap_or_default(),
        dusun: p.dusun,
        nama: p.nama,
        keterangan: String::new(),
    }))
}
