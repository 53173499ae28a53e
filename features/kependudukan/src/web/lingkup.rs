//! Which part of the village somebody may look at: a dukuh, RW or RT only their own.

use access::Role;
use db::{ReadTx, Value, Where};
use uuid::Uuid;
use web::Caller;

use crate::{LAPOR, LIHAT, store};

/// The name of somebody who lives here, and the page on which this caller sees them; nothing where the caller may not.
pub async fn orang_bagi(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> db::Result<Option<(String, String)>> {
    let lingkup = Lingkup::dari(caller).saring(Where::new());
    let warga = store::find_warga(tx, id, lingkup).await?;
    let jalan = if caller.can(LIHAT) { "penduduk" } else { "lapor/warga" };
    Ok(warga.map(|warga| (warga.nama, caller.href(&format!("/{jalan}/{id}")))))
}

/// Dusun, and RW and RT where the assignment is narrower.
type Bagian = (String, Option<String>, Option<String>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lingkup {
    Semua,
    Bagian(Vec<Bagian>),
}

/// One to four parts; more assignments of one person do not occur, and would be left out.
macro_rules! syarat {
    ($($t:literal)?) => {{
        macro_rules! satu {
            () => {
                concat!("(", $($t,)? "dusun = ? and ", $($t,)? "rw like ? and ", $($t,)? "rt like ?)")
            };
        }
        [
            "1 = 0",
            satu!(),
            concat!("(", satu!(), " or ", satu!(), ")"),
            concat!("(", satu!(), " or ", satu!(), " or ", satu!(), ")"),
            concat!("(", satu!(), " or ", satu!(), " or ", satu!(), " or ", satu!(), ")"),
        ]
    }};
}

const SYARAT: [&str; 5] = syarat!();
const SYARAT_KELUARGA: [&str; 5] = syarat!("k.");

impl Lingkup {
    pub(super) fn dari(caller: &Caller) -> Self {
        let penugasan = caller.user.iter().flat_map(|user| &user.penugasan);
        let mut bagian = Vec::new();
        for p in penugasan {
            let boleh =
                |role: &Role| [LIHAT, LAPOR].iter().any(|izin| caller.app.matrix().allows(*role, *izin));
            let Some(role) = p.role().filter(boleh) else { continue };
            if !matches!(role, Role::Dukuh | Role::Rw | Role::Rt) {
                return Self::Semua;
            }
            bagian.extend(p.dusun.clone().map(|dusun| (dusun, p.rw.clone(), p.rt.clone())));
        }
        bagian.truncate(SYARAT.len() - 1);
        Self::Bagian(bagian)
    }

    /// The parts themselves, where each is one RT.
    pub(super) fn satu_rt(&self) -> Vec<(String, String, String)> {
        let Self::Bagian(bagian) = self else { return Vec::new() };
        let utuh = |(dusun, rw, rt): &Bagian| Some((dusun.clone(), rw.clone()?, rt.clone()?));
        bagian.iter().filter_map(utuh).collect()
    }

    pub(super) fn memuat(&self, dusun: &str, rw: &str, rt: &str) -> bool {
        let sesuai = |batas: &Option<String>, isi: &str| batas.as_deref().is_none_or(|batas| batas == isi);
        match self {
            Self::Semua => true,
            Self::Bagian(bagian) => bagian
                .iter()
                .any(|(d, batas_rw, batas_rt)| d == dusun && sesuai(batas_rw, rw) && sesuai(batas_rt, rt)),
        }
    }

    /// The same as conditions on columns `dusun`, `rw`, `rt`.
    pub(super) fn saring(&self, saring: Where) -> Where {
        self.tambah(saring, SYARAT)
    }

    /// The same on the columns of a family `k`.
    pub(super) fn saring_keluarga(&self, saring: Where) -> Where {
        self.tambah(saring, SYARAT_KELUARGA)
    }

    fn tambah(&self, saring: Where, syarat: [&'static str; 5]) -> Where {
        let Self::Bagian(bagian) = self else { return saring };
        let semua = || Some("%".to_owned());
        let nilai = bagian.iter().flat_map(|(dusun, rw, rt)| {
            [Some(dusun.clone()), rw.clone().or_else(semua), rt.clone().or_else(semua)].map(Value::from)
        });
        saring.and(syarat[bagian.len()], nilai.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_holds_what_lies_within_it() {
        let rw = |rw: Option<&str>, rt: Option<&str>| {
            Lingkup::Bagian(vec![("Kauman".to_owned(), rw.map(str::to_owned), rt.map(str::to_owned))])
        };
        for (lingkup, harapan) in [
            (Lingkup::Semua, true),
            (Lingkup::Bagian(vec![]), false),
            (rw(None, None), true),
            (rw(Some("001"), None), true),
            (rw(Some("002"), None), false),
            (rw(Some("001"), Some("003")), false),
        ] {
            assert_eq!(lingkup.memuat("Kauman", "001", "002"), harapan, "{lingkup:?}");
        }
        assert!(!rw(None, None).memuat("Krajan", "001", "002"));
    }

    #[test]
    fn conditions_have_a_place_for_each_value() {
        for (banyak, syarat) in SYARAT.iter().enumerate() {
            assert_eq!(syarat.matches('?').count(), banyak * 3);
        }
        assert!(SYARAT_KELUARGA[1].starts_with("(k.dusun = ? and k.rw"));
    }
}
