//! The frame of the public pages: the same for everybody, since one copy is kept for all visitors.

use kependudukan::publik::AngkaPublik;
use ui::MenuItem;
use waktu::Bulan;
use web::Caller;

/// A page of the unit with the public menu; `di` is its address behind the unit's.
pub(crate) fn halaman(caller: &Caller, judul: impl Into<String>, di: &str) -> ui::Page {
    let menu =
        [("Beranda", ""), ("Layanan", "/layanan"), ("Perangkat", "/perangkat"), ("Statistik", "/statistik")];
    let butir = |(label, path): (&str, &str)| MenuItem::new(label, caller.href(path)).active(path == di);
    ui::Page::new(judul)
        .contoh(caller.app.settings().contoh)
        .unit(caller.unit.kind_word.clone(), caller.unit.name.clone(), caller.href(""))
        .parent(caller.unit.parent.clone())
        .logo(caller.unit.logo.clone())
        .menu(menu.into_iter().map(butir).collect())
}

/// A page of today: who is in office and which month has closed follow the calendar, not the ledger.
pub(crate) fn kunci(caller: &Caller, nama: &str) -> String {
    format!("{nama} {}", caller.today())
}

/// The last closed month's figures. A disk that takes no release closes no page: it then shows no figures.
pub(crate) async fn angka(caller: &Caller) -> Option<AngkaPublik> {
    let (db, unit) = (caller.app.db(), caller.ctx.unit);
    match crate::angka_bulan_tutup(db, unit, caller.unit.zone, caller.ctx.now).await {
        Ok(angka) => angka,
        Err(galat) => {
            tracing::error!(%unit, error = %galat, "no public figures");
            None
        }
    }
}

/// "akhir Februari 2026"
pub(crate) fn akhir_bulan(angka: &AngkaPublik) -> String {
    format!("akhir {}", Bulan::dari(angka.per))
}
