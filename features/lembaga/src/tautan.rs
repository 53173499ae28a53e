//! What rooms above offer on an institution's page. The binary gathers it, since no arrow goes upward.

use ::web::{Caller, Permission};
use uuid::Uuid;

/// One offer, shown to those who may take it.
#[derive(Debug, Clone, Copy)]
pub struct Tautan {
    pub izin: Permission,
    pub label: &'static str,
    /// The address behind the unit's path.
    pub alamat: fn(Uuid) -> String,
}

/// The offers of all rooms.
#[derive(Debug, Clone, Default)]
pub struct TautanLembaga(pub Vec<Tautan>);

/// Address and label of what this caller may do for an institution.
pub(crate) fn untuk(caller: &Caller, id: Uuid) -> Vec<(String, &'static str)> {
    let semua = caller.app.find_service::<TautanLembaga>().map_or(&[][..], |semua| &semua.0);
    let boleh = semua.iter().filter(|tautan| caller.can(tautan.izin));
    boleh.map(|tautan| (caller.href(&(tautan.alamat)(id)), tautan.label)).collect()
}
