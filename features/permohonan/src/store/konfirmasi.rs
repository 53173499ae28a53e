//! Who heads which part of the village, and what they said about a request.

use db::{At, Day, Db, ReadTx, Result, Unit, WriteTx};
use kependudukan::Subjek;
use surat::jenis::Konfirmasi as Tingkat;
use uuid::Uuid;

db::entity! {
    /// The resident who heads an RT, an RW (empty `rt`) or a hamlet (both empty).
    pub struct KetuaWilayah in "ketua_wilayah" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub penduduk_id: Uuid,
        pub sejak: At,
    }
}

db::entity! {
    /// The neighbourhood's word on a request.
    pub struct Konfirmasi in "permohonan_konfirmasi" version 1 subjects [orang_id, dijawab_id] {
        pub id: Uuid,
        pub permohonan_id: Uuid,
        pub orang_id: Uuid,
        pub tingkat: i16,
        /// The part that answers.
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub keadaan: i16,
        /// A code of [`Cara`].
        pub cara: Option<i16>,
        /// Who answered by message.
        pub dijawab_id: Option<Uuid>,
        pub dijawab_nama: String,
        /// Of the paper.
        pub pengantar_tanggal: Option<Day>,
        /// Why it was denied.
        pub alasan: String,
        pub diminta_pada: At,
        pub diingatkan_pada: Option<At>,
        pub dijawab_pada: Option<At>,
    }
}

/// What became of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jawab {
    Menunggu = 1,
    Benar = 2,
    Bukan = 3,
    /// The request ended first.
    Gugur = 4,
}

impl Jawab {
    pub const SEMUA: [Self; 4] = [Self::Menunggu, Self::Benar, Self::Bukan, Self::Gugur];

    pub fn dari_kode(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|jawab| *jawab as i16 == kode)
    }
}

/// How the word came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cara {
    Pesan = 1,
    /// On paper, at the counter.
    Kertas = 2,
    /// With a login of their own.
    Akun = 3,
}

impl Konfirmasi {
    pub fn jawab(&self) -> Jawab {
        Jawab::dari_kode(self.keadaan).expect("the table takes only known answers")
    }

    pub fn tingkat(&self) -> Tingkat {
        Tingkat::dari_kode(self.tingkat).expect("the table takes only known levels")
    }

    pub fn bagian(&self) -> Bagian {
        Bagian { dusun: self.dusun.clone(), rw: self.rw.clone(), rt: self.rt.clone() }
    }
}

/// A hamlet, an RW or an RT.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Bagian {
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

impl Bagian {
    /// The part that answers for somebody; what the register does not know of their address stays empty.
    pub fn untuk(orang: &Subjek, tingkat: Tingkat) -> Self {
        let nomor = |isi: &str| if matches!(isi, "-" | "0") { String::new() } else { isi.to_owned() };
        let (rw, rt) = match tingkat {
            Tingkat::Tanpa | Tingkat::Dukuh => (String::new(), String::new()),
            Tingkat::Rw => (nomor(&orang.rw), String::new()),
            Tingkat::Rt => (nomor(&orang.rw), nomor(&orang.rt)),
        };
        Self { dusun: nomor(&orang.dusun), rw, rt }
    }

    /// Whether it is a part of this level at all: an RT without its number is not.
    pub fn setingkat(&self, tingkat: Tingkat) -> bool {
        match tingkat {
            Tingkat::Tanpa => false,
            Tingkat::Rt => !self.rt.is_empty(),
            Tingkat::Rw => !self.rw.is_empty() && self.rt.is_empty(),
            Tingkat::Dukuh => !self.dusun.is_empty() && self.rw.is_empty() && self.rt.is_empty(),
        }
    }

    /// "RT 001 RW 002 Krajan"
    pub fn nama(&self) -> String {
        let nomor = |kata: &str, isi: &str| (!isi.is_empty()).then(|| format!("{kata} {isi}"));
        let dusun = Some(self.dusun.clone()).filter(|isi| !isi.is_empty());
        [nomor("RT", &self.rt), nomor("RW", &self.rw), dusun]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

macro_rules! kolom {
    () => {
        "id, permohonan_id, orang_id, tingkat, dusun, rw, rt, keadaan, cara, dijawab_id, dijawab_nama, \
         pengantar_tanggal, alasan, diminta_pada, diingatkan_pada, dijawab_pada"
    };
}

db::statements! {
    FIND_KETUA = "select id, dusun, rw, rt, penduduk_id, sejak from ketua_wilayah
        where unit = $1 and dusun = $2 and rw = $3 and rt = $4";
    LIST_KETUA_ORANG = "select id, dusun, rw, rt, penduduk_id, sejak from ketua_wilayah
        where unit = $1 and penduduk_id = $2 order by dusun, rw, rt";
    GET_KONFIRMASI = concat!("select ", kolom!(), " from permohonan_konfirmasi where unit = $1 and id = $2");
    FIND_KONFIRMASI = concat!("select ", kolom!(), " from permohonan_konfirmasi
        where unit = $1 and permohonan_id = $2");
    LIST_MENUNGGU = concat!("select ", kolom!(), " from permohonan_konfirmasi
        where unit = $1 and keadaan = 1 order by diminta_pada, id limit 2000");
    LIST_MENUNGGU_BAGIAN = concat!("select ", kolom!(), " from permohonan_konfirmasi
        where unit = $1 and keadaan = 1 and dusun = $2 and rw = $3 and rt = $4 order by diminta_pada, id limit 100");
    LIST_KONFIRMASI_DIJAWAB = concat!("select ", kolom!(), " from permohonan_konfirmasi
        where unit = $1 and dijawab_id = $2 order by id");
    across "heads who were not heard from are reminded in one run; only the unit is read" LIST_UNIT_MENUNGGU =
        "select distinct unit from permohonan_konfirmasi where keadaan = 1 and diingatkan_pada is null order by unit";
}

/// Who heads a part.
pub async fn find_ketua(tx: &mut ReadTx, bagian: &Bagian) -> Result<Option<KetuaWilayah>> {
    let (dusun, rw, rt) = (bagian.dusun.as_str(), bagian.rw.as_str(), bagian.rt.as_str());
    tx.query(FIND_KETUA).bind(dusun).bind(rw).bind(rt).optional().await
}

/// What a resident heads.
pub async fn list_ketua_orang(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<KetuaWilayah>> {
    tx.query(LIST_KETUA_ORANG).bind(penduduk_id).all().await
}

/// Writes down who heads a part, or that nobody is known to.
pub(crate) async fn put_ketua(tx: &mut WriteTx, bagian: &Bagian, penduduk_id: Option<Uuid>) -> Result<()> {
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    match (find_ketua(tx, bagian).await?, penduduk_id) {
        (Some(ada), Some(penduduk_id)) if ada.penduduk_id != penduduk_id => {
            tx.update(&KetuaWilayah { penduduk_id, sejak: kini.into(), ..ada }).await
        }
        (Some(ada), None) => tx.delete::<KetuaWilayah>(ada.id).await,
        (None, Some(penduduk_id)) => {
            let Bagian { dusun, rw, rt } = bagian.clone();
            tx.insert(&KetuaWilayah { id, dusun, rw, rt, penduduk_id, sejak: kini.into() }).await
        }
        _ => Ok(()),
    }
}

pub(crate) async fn find_konfirmasi_id(tx: &mut ReadTx, id: Uuid) -> Result<Option<Konfirmasi>> {
    tx.query(GET_KONFIRMASI).bind(id).optional().await
}

/// The neighbourhood's word on a request; none where the kind asked for none.
pub async fn find_konfirmasi(tx: &mut ReadTx, permohonan_id: Uuid) -> Result<Option<Konfirmasi>> {
    tx.query(FIND_KONFIRMASI).bind(permohonan_id).optional().await
}

/// All that wait, oldest first.
pub async fn list_menunggu(tx: &mut ReadTx) -> Result<Vec<Konfirmasi>> {
    tx.query(LIST_MENUNGGU).all().await
}

/// Those that wait for a part, oldest first.
pub(crate) async fn list_menunggu_bagian(tx: &mut ReadTx, bagian: &Bagian) -> Result<Vec<Konfirmasi>> {
    let (dusun, rw, rt) = (bagian.dusun.as_str(), bagian.rw.as_str(), bagian.rt.as_str());
    tx.query(LIST_MENUNGGU_BAGIAN).bind(dusun).bind(rw).bind(rt).all().await
}

/// What a resident answered as a head.
pub(crate) async fn list_dijawab(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<Konfirmasi>> {
    tx.query(LIST_KONFIRMASI_DIJAWAB).bind(penduduk_id).all().await
}

/// The units in which somebody may have to be reminded.
pub(crate) async fn list_unit_menunggu(db: &Db) -> Result<Vec<Unit>> {
    let rows: Vec<(i64,)> = db.peek().await?.query(LIST_UNIT_MENUNGGU).all().await?;
    Ok(rows.into_iter().map(|(unit,)| Unit(unit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bagian(dusun: &str, rw: &str, rt: &str) -> Bagian {
        Bagian { dusun: dusun.into(), rw: rw.into(), rt: rt.into() }
    }

    #[test]
    fn answers_are_read_back() {
        for jawab in Jawab::SEMUA {
            assert_eq!(Jawab::dari_kode(jawab as i16), Some(jawab));
        }
        assert_eq!(Jawab::dari_kode(0), None);
    }

    #[test]
    fn each_level_has_its_part() {
        let mut orang = kependudukan::contoh::siti();
        (orang.dusun, orang.rw, orang.rt) = ("Krajan".into(), "002".into(), "001".into());
        for (tingkat, harap) in [
            (Tingkat::Rt, bagian("Krajan", "002", "001")),
            (Tingkat::Rw, bagian("Krajan", "002", "")),
            (Tingkat::Dukuh, bagian("Krajan", "", "")),
        ] {
            let jadi = Bagian::untuk(&orang, tingkat);
            assert!(jadi.setingkat(tingkat));
            assert_eq!(jadi, harap);
        }
        orang.rt = "-".into();
        assert!(!Bagian::untuk(&orang, Tingkat::Rt).setingkat(Tingkat::Rt), "no number, no RT");
        assert_eq!(bagian("Krajan", "002", "001").nama(), "RT 001 RW 002 Krajan");
    }
}
