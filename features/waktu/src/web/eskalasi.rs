//! What came up from the offices below because it is overdue, for the office above.

use ::web::Caller;
use askama::Template;
use axum::response::Response;
use db::Unit;
use jiff::SignedDuration;
use kamus::tanggal_pendek;

use crate::jam::{Tahap, dalam_kata};
use crate::store;

#[derive(Template)]
#[template(path = "waktu/eskalasi.html")]
struct Halaman {
    page: ui::Page,
    /// From whom: "desa".
    dari: &'static str,
    baris: Vec<Baris>,
}

struct Baris {
    unit: String,
    perihal: String,
    tahap: Tahap,
    tenggat: String,
    keterangan: String,
}

/// First and last code that lies below a unit: trailing zeros are what it holds. Its own work is not among it.
fn di_bawah(unit: Unit) -> (i64, i64) {
    let langkah = [100_000_000, 1_000_000, 10_000, 1].into_iter().find(|langkah| unit.0 % langkah == 0);
    let langkah = langkah.unwrap_or(1);
    (unit.0 + 1, unit.0 + langkah - 1)
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let unit = caller.ctx.unit;
    // A kecamatan sees what came to it; a regency only what went on, and what its kecamatan did not do in time.
    let (tahap, dari) = if unit.0 % 1_000_000 == 0 {
        (Tahap::Dinas, "kecamatan dan desa")
    } else {
        (Tahap::Kecamatan, "desa")
    };
    let mut tx = caller.read().await?;
    let naik = store::list_naik(&mut tx, di_bawah(unit), tahap.kode()).await?;
    drop(tx);
    let mut baris = Vec::new();
    for satu in naik {
        let asal = Unit(satu.unit);
        let nama = caller.app.unit_name(asal, caller.ctx.now).await?.unwrap_or_default();
        let lewat = SignedDuration::from_micros(satu.terpakai - satu.jatah);
        let hari = |at: db::At| tanggal_pendek(nama.zone.tanggal(at.timestamp()));
        baris.push(Baris {
            unit: format!("{} {}", nama.kind_word, nama.name).trim().to_owned(),
            perihal: satu.perihal,
            tahap: Tahap::dari_kode(satu.tahap).unwrap_or(Tahap::Lewat),
            tenggat: satu.tenggat_pada.map(hari).unwrap_or_default(),
            keterangan: if satu.sejak.is_some() {
                format!("Masih dikerjakan {}", nama.kind_word.to_lowercase()).trim().to_owned()
            } else {
                format!("Menunggu warga, lewat {}", dalam_kata(lewat))
            },
        });
    }
    ::web::html(&Halaman { page: caller.page(format!("Lewat waktu di {dari}")), dari, baris })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_a_unit_lies_between_its_ends() {
        for (unit, ends) in [
            (3_402_130_000, (3_402_130_001, 3_402_139_999)),
            (3_402_000_000, (3_402_000_001, 3_402_999_999)),
            (3_400_000_000, (3_400_000_001, 3_499_999_999)),
            (3_402_132_002, (3_402_132_003, 3_402_132_002)),
        ] {
            assert_eq!(di_bawah(Unit(unit)), ends);
        }
    }
}
