//! Rows and SQL of this room.

pub(crate) mod analisis;
pub mod antrean;
pub mod konfirmasi;
pub(crate) mod mandiri;

use db::{At, Bytes, Db, ReadTx, Result, Unit, Where, WriteTx};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use surat::jenis::{Jenis, Syarat};
use uuid::Uuid;

use crate::keadaan::{Ambil, Keadaan, Pintu, Tindakan};

db::entity! {
    /// A request for a letter.
    pub struct Permohonan in "permohonan" version 1 subjects [orang_id, pemohon_id] {
        pub id: Uuid,
        pub tahun: i16,
        /// Counts within the year.
        pub urut: i64,
        /// Of the status page. It tells nothing about anybody.
        pub token: String,
        pub pintu: i16,
        pub jenis: String,
        /// As the kind was called that day.
        pub jenis_nama: String,
        /// The resident whom the letter is about.
        pub orang_id: Uuid,
        pub orang_nama: String,
        /// Who asked, where it is somebody else.
        pub pemohon_nama: String,
        /// Where they are of the same family card: then it is they who are told.
        pub pemohon_id: Option<Uuid>,
        pub isian_segel: Bytes,
        /// Codes of requirements that were seen, separated by spaces.
        pub syarat: String,
        /// Codes of what the resident was asked for.
        pub kurang: String,
        pub keadaan: i16,
        /// Rises with each act.
        pub versi: i64,
        pub ambil: i16,
        pub surat_id: Option<Uuid>,
        pub petugas_id: Option<Uuid>,
        pub petugas_nama: String,
        pub alasan: String,
        pub diterima_oleh: String,
        pub diajukan_pada: At,
        pub diproses_pada: Option<At>,
        /// When the letter was there: what the public figures count.
        pub siap_pada: Option<At>,
        pub selesai_pada: Option<At>,
    }
}

db::entity! {
    /// One step of a request.
    pub struct Langkah in "permohonan_langkah" version 1 {
        pub id: Uuid,
        pub permohonan_id: Uuid,
        pub urutan: i64,
        pub tindakan: String,
        pub keadaan: i16,
        pub oleh: Option<Uuid>,
        /// The name of the day; empty for the resident and for the system.
        pub oleh_nama: String,
        pub catatan: String,
        pub pada: At,
    }
}

db::entity! {
    /// How long a kind of letter may take.
    pub struct AturPermohonan in "atur_permohonan" version 1 {
        pub id: Uuid,
        /// Empty for every kind without a row of its own.
        pub jenis: String,
        /// In working minutes.
        pub jatah_menit: i32,
    }
}

db::entity! {
    /// A photo that a resident sent. It goes some time after the letter.
    pub struct Foto in "permohonan_foto" version 1 {
        pub id: Uuid,
        pub permohonan_id: Uuid,
        /// The code of the requirement that it shows.
        pub syarat: String,
        pub berkas_id: Uuid,
        pub dikirim_pada: At,
    }
}

db::entity! {
    /// What a resident thought of the service, from one to five.
    pub struct Nilai in "permohonan_nilai" version 1 {
        pub id: Uuid,
        pub permohonan_id: Uuid,
        pub nilai: i16,
        pub pada: At,
    }
}

/// What was answered, as the letter's form takes it, and what only the office may read.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isi {
    /// Names and answers of the letter's own form.
    pub ketikan: Vec<(String, String)>,
    /// Where to bring the letter.
    pub alamat: String,
    pub catatan: String,
}

/// Tells nothing of what was answered: it is sealed, so a stray `{:?}` must not open it.
impl std::fmt::Debug for Isi {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Isi").field("ketikan", &self.ketikan.len()).finish_non_exhaustive()
    }
}

const ISI: &str = "permohonan.isi";

impl Permohonan {
    pub(crate) fn segel(tx: &ReadTx, isi: &Isi) -> Bytes {
        let json = serde_json::to_vec(isi).expect("plain text always becomes JSON");
        tx.keys().seal(ISI, &json).into()
    }

    pub fn isi(&self, tx: &ReadTx) -> Result<Isi> {
        let plain = tx.keys().open(ISI, &self.isian_segel.0)?;
        serde_json::from_slice(&plain).map_err(|source| db::Error::Payload { entity: "permohonan", source })
    }

    pub fn keadaan(&self) -> Keadaan {
        Keadaan::dari_kode(self.keadaan).expect("the table takes only known states")
    }

    pub fn pintu(&self) -> Pintu {
        Pintu::dari_kode(self.pintu).expect("the table takes only known doors")
    }

    pub fn ambil(&self) -> Ambil {
        Ambil::dari_kode(self.ambil).expect("the table takes only known ways")
    }

    /// The kind as it is today; absent when it is no longer there.
    pub async fn find_jenis(&self, tx: &mut ReadTx) -> Result<Option<&'static Jenis>> {
        surat::find_jenis(tx, &self.jenis).await
    }

    /// What is to be brought for it, as the village has it today; nothing when the kind is no longer there.
    pub async fn list_syarat(&self, tx: &mut ReadTx) -> Result<Vec<Syarat>> {
        match self.find_jenis(tx).await? {
            Some(jenis) => crate::alur::syarat(tx, jenis).await,
            None => Ok(Vec::new()),
        }
    }

    /// Who is told how it goes, and answers what is asked back.
    pub fn dikabari(&self) -> Uuid {
        self.pemohon_id.unwrap_or(self.orang_id)
    }

    /// Notes that a requirement was seen or sent.
    pub(crate) fn tambah_syarat(&mut self, kode: &str) {
        if !self.syarat.split_whitespace().any(|lain| lain == kode) {
            if !self.syarat.is_empty() {
                self.syarat.push(' ');
            }
            self.syarat.push_str(kode);
        }
    }

    /// "2026-0042"
    pub fn nomor(&self) -> String {
        format!("{}-{:04}", self.tahun, self.urut)
    }
}

macro_rules! kolom {
    () => {
        "id, tahun, urut, token, pintu, jenis, jenis_nama, orang_id, orang_nama, pemohon_nama, pemohon_id, isian_segel, syarat, kurang, \
         keadaan, versi, ambil, surat_id, petugas_id, petugas_nama, alasan, diterima_oleh, diajukan_pada, \
         diproses_pada, siap_pada, selesai_pada"
    };
}

db::statements! {
    GET_PERMOHONAN = concat!("select ", kolom!(), " from permohonan where unit = $1 and id = $2");
    FIND_TOKEN = concat!("select ", kolom!(), " from permohonan where unit = $1 and token = $2");
    LAST_URUT = "select cast(coalesce(max(urut), 0) as bigint) from permohonan where unit = $1 and tahun = $2";
    LIST_TERBUKA = concat!("select ", kolom!(), " from permohonan
        where unit = $1 and keadaan < 10 /*where*/ order by diajukan_pada, id limit 2000");
    LIST_PERMOHONAN = concat!("select ", kolom!(), " from permohonan
        where unit = $1 /*where*/ order by diajukan_pada desc, id desc limit $2 offset $3");
    COUNT_PERMOHONAN = "select count(*) from permohonan where unit = $1 /*where*/";
    LIST_ORANG = concat!("select ", kolom!(), " from permohonan
        where unit = $1 and (orang_id = $2 or pemohon_id = $2) order by diajukan_pada desc, id desc limit 20");
    LIST_SEMUA_ORANG = concat!("select ", kolom!(), " from permohonan
        where unit = $1 and (orang_id = $2 or pemohon_id = $2) order by diajukan_pada, id");
    /// Those whose letter may have moved.
    LIST_BERSURAT = concat!("select ", kolom!(), " from permohonan
        where unit = $1 and keadaan in (4, 5) order by diajukan_pada, id limit 2000");
    across "requests of all villages follow their letters in one run; only the unit is read" LIST_UNIT_BERSURAT =
        "select distinct unit from permohonan where keadaan in (4, 5) order by unit";
    FIND_SURAT = "select id from permohonan where unit = $1 and surat_id = $2";
    LIST_SIAP = "select id, jenis from permohonan
        where unit = $1 and siap_pada >= $2 and siap_pada < $3 order by siap_pada, id";
    LIST_LANGKAH = "select id, permohonan_id, urutan, tindakan, keadaan, oleh, oleh_nama, catatan, pada
        from permohonan_langkah where unit = $1 and permohonan_id = $2 order by urutan";
    COUNT_LANGKAH = "select count(*) from permohonan_langkah where unit = $1 and permohonan_id = $2";
    LIST_FOTO = "select id, permohonan_id, syarat, berkas_id, dikirim_pada
        from permohonan_foto where unit = $1 and permohonan_id = $2 order by dikirim_pada, id";
    /// Of requests whose letter was there, or that ended, before an instant.
    LIST_FOTO_LAMA = "select f.id, f.permohonan_id, f.syarat, f.berkas_id, f.dikirim_pada
        from permohonan_foto f join permohonan p on p.unit = f.unit and p.id = f.permohonan_id
        where f.unit = $1 and (p.siap_pada < $2 or p.selesai_pada < $2) order by f.id limit 1000";
    FIND_FOTO_BERKAS = "select id from permohonan_foto where unit = $1 and berkas_id = $2 limit 1";
    FIND_NILAI = "select id, permohonan_id, nilai, pada from permohonan_nilai where unit = $1 and permohonan_id = $2";
    LIST_ATUR = "select id, jenis, jatah_menit from atur_permohonan where unit = $1 order by jenis";
}

pub async fn get_permohonan(tx: &mut ReadTx, id: Uuid) -> Result<Permohonan> {
    tx.query(GET_PERMOHONAN).bind(id).one().await
}

pub async fn find_permohonan(tx: &mut ReadTx, id: Uuid) -> Result<Option<Permohonan>> {
    tx.query(GET_PERMOHONAN).bind(id).optional().await
}

/// The request behind a status page.
pub async fn find_token(tx: &mut ReadTx, token: &str) -> Result<Option<Permohonan>> {
    tx.query(FIND_TOKEN).bind(token).optional().await
}

/// The last number of a year.
pub(crate) async fn last_urut(tx: &mut ReadTx, tahun: i16) -> Result<i64> {
    tx.query(LAST_URUT).bind(tahun).count().await
}

/// Requests that have not ended, oldest first.
pub async fn list_terbuka(tx: &mut ReadTx, saring: Where) -> Result<Vec<Permohonan>> {
    tx.query(LIST_TERBUKA).filter(saring).all().await
}

pub async fn list_permohonan(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<Permohonan>> {
    tx.query(LIST_PERMOHONAN).bind(batas).bind(lewati).filter(saring).all().await
}

pub async fn count_permohonan(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_PERMOHONAN).filter(saring).count().await
}

/// A resident's last requests, about themself or asked for somebody of their family, newest first.
pub async fn list_orang(tx: &mut ReadTx, orang_id: Uuid) -> Result<Vec<Permohonan>> {
    tx.query(LIST_ORANG).bind(orang_id).all().await
}

/// The units that have a request whose letter may have moved.
pub(crate) async fn list_unit_bersurat(db: &Db) -> Result<Vec<Unit>> {
    let rows: Vec<(i64,)> = db.peek().await?.query(LIST_UNIT_BERSURAT).all().await?;
    Ok(rows.into_iter().map(|(unit,)| Unit(unit)).collect())
}

/// Every request about a resident, and those that they asked for somebody of their family, oldest first.
pub(crate) async fn list_semua(tx: &mut ReadTx, orang_id: Uuid) -> Result<Vec<Permohonan>> {
    tx.query(LIST_SEMUA_ORANG).bind(orang_id).all().await
}

pub(crate) async fn list_bersurat(tx: &mut ReadTx) -> Result<Vec<Permohonan>> {
    tx.query(LIST_BERSURAT).all().await
}

/// Which request a letter answers.
pub async fn find_surat(tx: &mut ReadTx, surat_id: Uuid) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = tx.query(FIND_SURAT).bind(surat_id).optional().await?;
    Ok(found.map(|(id,)| id))
}

/// Requests whose letter was there in `dari..sampai`, with their kind.
pub(crate) async fn list_siap(
    tx: &mut ReadTx,
    dari: Timestamp,
    sampai: Timestamp,
) -> Result<Vec<(Uuid, String)>> {
    tx.query(LIST_SIAP).bind(dari).bind(sampai).all().await
}

/// The steps of a request, oldest first.
pub async fn list_langkah(tx: &mut ReadTx, id: Uuid) -> Result<Vec<Langkah>> {
    tx.query(LIST_LANGKAH).bind(id).all().await
}

/// The photos of a request, oldest first.
pub async fn list_foto(tx: &mut ReadTx, permohonan_id: Uuid) -> Result<Vec<Foto>> {
    tx.query(LIST_FOTO).bind(permohonan_id).all().await
}

pub(crate) async fn list_foto_lama(tx: &mut ReadTx, sebelum: Timestamp) -> Result<Vec<Foto>> {
    tx.query(LIST_FOTO_LAMA).bind(sebelum).all().await
}

/// Which photo an attachment is.
pub async fn find_foto_berkas(tx: &mut ReadTx, berkas_id: Uuid) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = tx.query(FIND_FOTO_BERKAS).bind(berkas_id).optional().await?;
    Ok(found.map(|(id,)| id))
}

/// The resident's rating of a request.
pub async fn find_nilai(tx: &mut ReadTx, permohonan_id: Uuid) -> Result<Option<Nilai>> {
    tx.query(FIND_NILAI).bind(permohonan_id).optional().await
}

/// Keeps a rating; a later one takes its place.
pub(crate) async fn put_nilai(tx: &mut WriteTx, permohonan_id: Uuid, nilai: i16) -> Result<()> {
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    match find_nilai(tx, permohonan_id).await? {
        Some(ada) => tx.update(&Nilai { nilai, pada: kini.into(), ..ada }).await,
        None => tx.insert(&Nilai { id, permohonan_id, nilai, pada: kini.into() }).await,
    }
}

pub(crate) async fn list_atur(tx: &mut ReadTx) -> Result<Vec<AturPermohonan>> {
    tx.query(LIST_ATUR).all().await
}

/// Who acts, as the history names them.
#[derive(Debug, Clone, Default)]
pub struct Pelaku {
    pub id: Option<Uuid>,
    pub nama: String,
}

/// Adds a step to a request's history.
pub(crate) async fn insert_langkah(
    tx: &mut WriteTx,
    permohonan: &Permohonan,
    tindakan: Tindakan,
    pelaku: &Pelaku,
    (catatan, pada): (&str, Timestamp),
) -> Result<()> {
    let sebelum = tx.query(COUNT_LANGKAH).bind(permohonan.id).count().await?;
    let id = tx.ctx().new_id();
    tx.insert(&Langkah {
        id,
        permohonan_id: permohonan.id,
        urutan: sebelum + 1,
        tindakan: tindakan.kode().to_owned(),
        keadaan: permohonan.keadaan,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        catatan: catatan.to_owned(),
        pada: pada.into(),
    })
    .await
}
