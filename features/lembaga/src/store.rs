//! Rows and SQL of this room.

use db::{At, Day, ReadTx, Result, Where};
use jiff::civil::Date;
use uuid::Uuid;

db::entity! {
    /// An institution or group.
    pub struct Lembaga in "lembaga" version 1 {
        pub id: Uuid,
        /// A code of [`JENIS`](crate::JENIS).
        pub jenis: String,
        pub nama: String,
        /// Where it works, as for an RT; empty for the whole unit.
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub sk_nomor: String,
        pub sk_tanggal: Option<Day>,
        pub mulai: Day,
        /// When it was dissolved.
        pub selesai: Option<Day>,
        pub keterangan: String,
        pub dicatat_pada: At,
    }
}

db::entity! {
    /// Who holds a place in an institution, from one day to another.
    pub struct Anggota in "anggota_lembaga" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub lembaga_id: Uuid,
        /// Absent for somebody from outside.
        pub penduduk_id: Option<Uuid>,
        /// As written down on the first day.
        pub nama: String,
        /// A code of [`JABATAN`](crate::JABATAN).
        pub jabatan: String,
        pub sk_nomor: String,
        pub sk_tanggal: Option<Day>,
        pub mulai: Day,
        /// The end of the term as the decree says.
        pub sampai: Option<Day>,
        /// When it really ended.
        pub selesai: Option<Day>,
        pub alasan: String,
        pub dicatat_pada: At,
    }
}

db::statements! {
    GET_LEMBAGA = "select id, jenis, nama, dusun, rw, rt, sk_nomor, sk_tanggal, mulai, selesai, keterangan, dicatat_pada
        from lembaga where unit = $1 and id = $2";
    COUNT_LEMBAGA = "select count(*) from lembaga where unit = $1 /*where*/";
    DAFTAR_LEMBAGA = "select l.id, l.jenis, l.nama, l.dusun, l.rw, l.rt, l.selesai,
            (select count(*) from anggota_lembaga a where a.unit = l.unit and a.lembaga_id = l.id and a.selesai is null)
                as anggota
        from lembaga l where l.unit = $1 /*where*/ order by l.jenis, l.nama, l.id limit $2 offset $3";
    GET_ANGGOTA = "select id, lembaga_id, penduduk_id, nama, jabatan, sk_nomor, sk_tanggal, mulai, sampai, selesai,
            alasan, dicatat_pada
        from anggota_lembaga where unit = $1 and lembaga_id = $2 and id = $3";
    LIST_ANGGOTA = "select id, lembaga_id, penduduk_id, nama, jabatan, sk_nomor, sk_tanggal, mulai, sampai, selesai,
            alasan, dicatat_pada
        from anggota_lembaga where unit = $1 and lembaga_id = $2 order by mulai, nama, id";
}

/// More words than these no name needs to be found by.
const KATA: usize = 8;
/// Among [`JABATAN`](crate::JABATAN).
const KETUA: &str = "ketua";

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct BarisLembaga {
    pub id: Uuid,
    pub jenis: String,
    pub nama: String,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub selesai: Option<Day>,
    /// Members whose term has not ended.
    pub anggota: i64,
}

impl Lembaga {
    pub fn aktif(&self, hari: Date) -> bool {
        self.selesai.is_none_or(|selesai| selesai.0 > hari)
    }
}

impl Anggota {
    /// Holds the place on a day.
    pub fn aktif(&self, hari: Date) -> bool {
        self.mulai.0 <= hari && self.selesai.is_none_or(|selesai| selesai.0 > hari)
    }
}

pub async fn find_lembaga(tx: &mut ReadTx, id: Uuid) -> Result<Option<Lembaga>> {
    tx.query(GET_LEMBAGA).bind(id).optional().await
}

pub async fn count_lembaga(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_LEMBAGA).filter(saring).count().await
}

pub async fn daftar_lembaga(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<BarisLembaga>> {
    tx.query(DAFTAR_LEMBAGA).bind(batas).bind(lewati).filter(saring).all().await
}

/// Institutions whose names hold every word of a text, dissolved ones too. An empty text finds none.
pub async fn cari_lembaga(tx: &mut ReadTx, teks: &str, batas: i64) -> Result<Vec<BarisLembaga>> {
    let kata: Vec<&str> = teks.split_whitespace().take(KATA).collect();
    if kata.is_empty() {
        return Ok(Vec::new());
    }
    let saring = kata.into_iter().fold(Where::new(), |saring, kata| {
        saring.and("lower(nama) like ? escape '!'", [db::containing(&kata.to_lowercase())])
    });
    daftar_lembaga(tx, saring, (batas, 0)).await
}

/// What other rooms need to know of an institution on a day: who leads it, and how many are in it.
#[derive(Debug, Clone)]
pub struct Ikhtisar {
    pub lembaga: Lembaga,
    /// The last one who became its head and still is.
    pub ketua: Option<Anggota>,
    pub anggota: usize,
}

pub async fn find_ikhtisar(tx: &mut ReadTx, id: Uuid, hari: Date) -> Result<Option<Ikhtisar>> {
    let Some(lembaga) = find_lembaga(tx, id).await? else { return Ok(None) };
    let mut semua = list_anggota(tx, id).await?;
    semua.retain(|anggota| anggota.aktif(hari));
    let ketua = semua.iter().rfind(|anggota| anggota.jabatan == KETUA).cloned();
    Ok(Some(Ikhtisar { lembaga, ketua, anggota: semua.len() }))
}

/// A member of this institution.
pub async fn find_anggota(tx: &mut ReadTx, lembaga_id: Uuid, id: Uuid) -> Result<Option<Anggota>> {
    tx.query(GET_ANGGOTA).bind(lembaga_id).bind(id).optional().await
}

/// All members there ever were, oldest term first.
pub async fn list_anggota(tx: &mut ReadTx, lembaga_id: Uuid) -> Result<Vec<Anggota>> {
    tx.query(LIST_ANGGOTA).bind(lembaga_id).all().await
}
