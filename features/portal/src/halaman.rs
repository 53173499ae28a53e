//! The frame of the public pages: the same for everybody, since one copy is kept for all visitors.

use db::Unit;
use kamus::KodeWilayah;
use kependudukan::publik::AngkaPublik;
use ui::MenuItem;
use waktu::Bulan;
use web::Caller;

/// The pages that every office has.
pub(crate) const BERSAMA: [&str; 2] = ["", "/perangkat"];

/// Whether people live in this unit and ask it for letters. An office above only tells who it is.
pub(crate) fn melayani(unit: Unit) -> bool {
    KodeWilayah::baru(unit.0).is_ok_and(KodeWilayah::setingkat_desa)
}

/// A page of the unit with the public menu; `di` is its address behind the unit's.
pub(crate) fn halaman(caller: &Caller, judul: impl Into<String>, di: &str) -> ui::Page {
    let menu =
        [("Beranda", ""), ("Layanan", "/layanan"), ("Perangkat", "/perangkat"), ("Statistik", "/statistik")];
    let menu = menu.into_iter().filter(|(_, path)| melayani(caller.ctx.unit) || BERSAMA.contains(path));
    let butir = |(label, path): (&str, &str)| MenuItem::new(label, caller.href(path)).active(path == di);
    ui::Page::new(judul)
        .contoh(caller.app.settings().contoh)
        .unit(caller.unit.kind_word.clone(), caller.unit.name.clone(), caller.href(""))
        .parent(caller.unit.parent.clone())
        .logo(caller.unit.logo.clone())
        .menu(menu.map(butir).collect())
}

/// A page of today: who is in office and which month has closed follow the calendar, not the ledger.
pub(crate) fn kunci(caller: &Caller, nama: &str) -> String {
    format!("{nama} {}", caller.today())
}

/// The last closed month's figures.
pub(crate) async fn angka(caller: &Caller) -> db::Result<Option<AngkaPublik>> {
    let (db, unit) = (caller.app.db(), caller.ctx.unit);
    crate::angka_bulan_tutup(db, unit, caller.unit.zone, caller.ctx.now).await
}

/// Why a page shows no figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TanpaAngka {
    /// Nobody is in the register.
    Kosong,
    /// The register's first month is not over.
    BulanIni,
    /// The release could not be read or kept, as on a full disk.
    Gangguan,
}

/// The figures to show, or why there are none. A disk that takes no release closes no page.
pub(crate) async fn angka_atau_sebab(caller: &Caller) -> db::Result<Result<AngkaPublik, TanpaAngka>> {
    match angka(caller).await {
        Ok(Some(angka)) => return Ok(Ok(angka)),
        Ok(None) => {}
        Err(galat) => {
            tracing::error!(unit = %caller.ctx.unit, error = %galat, "no public figures");
            return Ok(Err(TanpaAngka::Gangguan));
        }
    }
    let mut tx = caller.app.db().read(&caller.ctx).await?;
    let kosong = kependudukan::store::register_kosong(&mut tx).await?;
    Ok(Err(if kosong { TanpaAngka::Kosong } else { TanpaAngka::BulanIni }))
}

/// "akhir Februari 2026"
pub(crate) fn akhir_bulan(angka: &AngkaPublik) -> String {
    format!("akhir {}", Bulan::dari(angka.per))
}
