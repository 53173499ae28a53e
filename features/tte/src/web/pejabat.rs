//! Who the officials are: asked of the app, since they live in a room of the same floor.

use std::pin::Pin;

use db::ReadTx;
use uuid::Uuid;
use web::Caller;

use super::ATUR;

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An official's id and name, titles included.
type Bernama = (Uuid, String);

/// A service of the app: the officials who may hold a certificate, by rank.
pub struct DaftarPejabat(pub for<'a> fn(&'a mut ReadTx) -> BoxFuture<'a, db::Result<Vec<Bernama>>>);

/// A service of the app: which officials the calling user is. Nobody, where it is not provided.
pub struct PejabatSaya(pub for<'a> fn(&'a mut ReadTx) -> BoxFuture<'a, db::Result<Vec<Uuid>>>);

async fn saya(caller: &Caller, tx: &mut ReadTx) -> db::Result<Vec<Uuid>> {
    match caller.app.find_service::<PejabatSaya>() {
        Some(list) => list.0(tx).await,
        None => Ok(Vec::new()),
    }
}

/// The officials whose certificates the caller keeps.
pub(super) struct Jangkauan {
    semua: bool,
    pub(super) pejabat: Vec<Bernama>,
}

impl Jangkauan {
    pub(super) async fn baca(caller: &Caller, tx: &mut ReadTx) -> db::Result<Self> {
        let mut pejabat = match caller.app.find_service::<DaftarPejabat>() {
            Some(list) => list.0(tx).await?,
            None => Vec::new(),
        };
        let semua = caller.can(ATUR);
        if !semua {
            let own = saya(caller, tx).await?;
            pejabat.retain(|(id, _)| own.contains(id));
        }
        Ok(Self { semua, pejabat })
    }

    /// Only the officials that the caller is, whatever else they keep: nobody makes another's key.
    pub(super) async fn sendiri(caller: &Caller, tx: &mut ReadTx) -> db::Result<Self> {
        let mut all = Self::baca(caller, tx).await?;
        let own = saya(caller, tx).await?;
        all.pejabat.retain(|(id, _)| own.contains(id));
        Ok(Self { semua: false, ..all })
    }

    pub(super) fn meliputi(&self, pejabat_id: Uuid) -> bool {
        self.semua || self.pejabat.iter().any(|(id, _)| *id == pejabat_id)
    }

    pub(super) fn nama(&self, pejabat_id: Uuid) -> Option<&str> {
        self.pejabat.iter().find(|(id, _)| *id == pejabat_id).map(|(_, nama)| nama.as_str())
    }

    /// The official that a form names, if the caller may choose that one.
    pub(super) fn pilih(&self, typed: &str) -> Option<&Bernama> {
        let id: Uuid = typed.parse().ok()?;
        self.pejabat.iter().find(|(known, _)| *known == id)
    }

    pub(super) fn bidang(&self) -> ui::Field {
        let field = ui::Field::new("pejabat", "Pejabat");
        let field = match self.pejabat.as_slice() {
            [(only, _)] => field.value(only.to_string()),
            [] => field.hint("Belum ada pejabat yang dapat dipilih. Isi dulu daftar pejabat."),
            _ => field,
        };
        field.choices(ui::Choice::list(self.pejabat.iter().map(|(id, nama)| (id.to_string(), nama.clone()))))
    }
}
