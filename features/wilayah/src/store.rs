//! All SQL on `identitas`, `bagian_wilayah` and `pejabat`.

use std::collections::{BTreeMap, HashSet};

use db::{Day, ReadTx, Result, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;

db::entity! {
    /// Who this unit is: names, address, words, letterhead. One row.
    pub struct Identitas in "identitas" version 1 {
        pub id: Uuid,
        /// The present code; the `unit` itself keeps the code at registration.
        pub kode: i64,
        /// "Pleret"
        pub nama: String,
        /// Code of a [`SetKata`](crate::SetKata).
        pub set_kata: String,
        /// Name of the kecamatan without its kind: "Pleret". Empty above that level.
        pub kecamatan: String,
        /// With its kind: "Kabupaten Bantul". Empty for a province.
        pub kabupaten: String,
        /// "Daerah Istimewa Yogyakarta"
        pub provinsi: String,
        pub alamat: Option<String>,
        pub kodepos: Option<String>,
        /// The office's public number.
        pub telepon: Option<String>,
        pub surel: Option<String>,
        pub situs: Option<String>,
        /// Files of the letterhead.
        pub logo: Option<Uuid>,
        pub aksara: Option<Uuid>,
        /// Own heading lines instead of the usual ones, one per line.
        pub kop: Option<String>,
    }
}

db::entity! {
    /// A dusun, RW or RT. An empty `rw` or `rt` stands for the whole level above.
    pub struct BagianWilayah in "bagian_wilayah" version 1 {
        pub id: Uuid,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        /// Who heads it, by name.
        pub kepala: Option<String>,
    }
}

db::entity! {
    /// A person in an office from one day to another, by a decree (SK). Ended, never removed.
    pub struct Pejabat in "pejabat" version 1 {
        pub id: Uuid,
        /// With titles, as under a signature.
        pub nama: String,
        /// Code of a [`Jabatan`](crate::Jabatan).
        pub jabatan: String,
        /// The office's own name where the code is `lain`.
        pub jabatan_lain: Option<String>,
        /// Of a head of a dusun.
        pub dusun: Option<String>,
        /// Code of a [`JenisPejabat`](crate::JenisPejabat).
        pub jenis: String,
        /// Of a civil servant, 18 digits.
        pub nip: Option<String>,
        /// Number of a village official in Buku A.4 (also NIPD).
        pub niap: Option<String>,
        pub pangkat: Option<String>,
        pub sk_nomor: Option<String>,
        pub sk_tanggal: Option<Day>,
        pub mulai: Day,
        /// The last day in office.
        pub selesai: Option<Day>,
        /// The login of this person, when they have one.
        pub pengguna_id: Option<Uuid>,
    }
}

db::statements! {
    GET_IDENTITAS = "select id, kode, nama, set_kata, kecamatan, kabupaten, provinsi, alamat, kodepos, telepon,
        surel, situs, logo, aksara, kop from identitas where unit = $1";
    across "whether the installation has any unit yet, asked before anyone can sign in" COUNT_UNIT =
        "select count(*) from identitas";
    across "the public front door lists the units that it leads to" LIST_UNIT =
        "select unit, id, kode, nama, set_kata, kecamatan, kabupaten, provinsi, alamat, kodepos, telepon, surel,
        situs, logo, aksara, kop from identitas order by nama, unit";
    across "a village finds the office above it by that office's code, which is public as its front page is"
    FIND_BERKODE = "select unit, id, kode, nama, set_kata, kecamatan, kabupaten, provinsi, alamat, kodepos, telepon,
        surel, situs, logo, aksara, kop from identitas where kode = $1 order by unit limit 1";
    LIST_BAGIAN = "select id, dusun, rw, rt, kepala from bagian_wilayah where unit = $1 order by dusun, rw, rt";
    GET_BAGIAN = "select id, dusun, rw, rt, kepala from bagian_wilayah where unit = $1 and id = $2";
    LIST_PEJABAT = "select id, nama, jabatan, jabatan_lain, dusun, jenis, nip, niap, pangkat, sk_nomor, sk_tanggal,
        mulai, selesai, pengguna_id from pejabat where unit = $1 /*where*/ order by mulai desc, nama, id";
    GET_PEJABAT = "select id, nama, jabatan, jabatan_lain, dusun, jenis, nip, niap, pangkat, sk_nomor, sk_tanggal,
        mulai, selesai, pengguna_id from pejabat where unit = $1 and id = $2";
}

/// The unit's identity, absent until it is registered.
pub async fn find_identitas(tx: &mut ReadTx) -> Result<Option<Identitas>> {
    tx.query(GET_IDENTITAS).optional().await
}

pub async fn get_identitas(tx: &mut ReadTx) -> Result<Identitas> {
    tx.query(GET_IDENTITAS).one().await
}

/// How many units this installation holds.
pub async fn count_unit(db: &db::Db) -> Result<i64> {
    db.peek().await?.query(COUNT_UNIT).count().await
}

/// A unit of this installation.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct UnitTerdaftar {
    pub unit: i64,
    #[sqlx(flatten)]
    pub identitas: Identitas,
}

/// All units of this installation, by name: public, as their front pages are.
pub async fn list_unit(db: &db::Db) -> Result<Vec<UnitTerdaftar>> {
    db.peek().await?.query(LIST_UNIT).all().await
}

/// The same for who reads already: one who holds a connection must not wait for a second.
pub async fn list_unit_sambil(tx: &mut ReadTx) -> Result<Vec<UnitTerdaftar>> {
    tx.query(LIST_UNIT).all().await
}

/// The kecamatan above this village by today's codes, where it lives in the same installation.
pub async fn find_atasan(tx: &mut ReadTx) -> Result<Option<UnitTerdaftar>> {
    let kode = get_identitas(tx).await?.kode_wilayah();
    match kode.induk().filter(|_| kode.setingkat_desa()) {
        Some(induk) => tx.query(FIND_BERKODE).bind(induk.angka()).optional().await,
        None => Ok(None),
    }
}

/// All dusun, RW and RT, in order.
pub async fn list_bagian(tx: &mut ReadTx) -> Result<Vec<BagianWilayah>> {
    tx.query(LIST_BAGIAN).all().await
}

pub(crate) async fn get_bagian(tx: &mut ReadTx, id: Uuid) -> Result<BagianWilayah> {
    tx.query(GET_BAGIAN).bind(id).one().await
}

/// Adds the parts `(dusun, rw, rt)` that are not there yet, with the levels above them; tells how many.
pub async fn lengkapi_bagian(
    tx: &mut WriteTx,
    parts: impl IntoIterator<Item = (String, String, String)>,
) -> Result<usize> {
    let ctx = *tx.ctx();
    let known = list_bagian(tx).await?.into_iter().map(|b| (b.dusun, b.rw, b.rt));
    let mut seen: HashSet<(String, String, String)> = known.collect();
    let mut new = Vec::new();
    for (dusun, rw, rt) in parts {
        let levels = [
            (dusun.clone(), String::new(), String::new()),
            (dusun.clone(), rw.clone(), String::new()),
            (dusun, rw, rt),
        ];
        for (dusun, rw, rt) in levels {
            if (!dusun.is_empty() || !rw.is_empty() || !rt.is_empty())
                && seen.insert((dusun.clone(), rw.clone(), rt.clone()))
            {
                new.push(BagianWilayah { id: ctx.new_id(), dusun, rw, rt, kepala: None });
            }
        }
    }
    tx.insert_all(&new).await?;
    Ok(new.len())
}

/// Writes down who heads parts that have nobody yet; tells how many.
pub async fn lengkapi_kepala(
    tx: &mut WriteTx,
    kepala: &BTreeMap<(String, String, String), String>,
) -> Result<usize> {
    let mut banyak = 0;
    for bagian in list_bagian(tx).await?.into_iter().filter(|b| b.kepala.is_none()) {
        let kunci = (bagian.dusun.clone(), bagian.rw.clone(), bagian.rt.clone());
        if let Some(nama) = kepala.get(&kunci) {
            tx.update(&BagianWilayah { kepala: Some(nama.clone()), ..bagian }).await?;
            banyak += 1;
        }
    }
    Ok(banyak)
}

/// Officials who come from elsewhere.
pub async fn tambah_pejabat(tx: &mut WriteTx, pejabat: &[Pejabat]) -> Result<()> {
    tx.insert_all(pejabat).await
}

/// All officials, past and present: by rank, newest first.
pub async fn list_pejabat(tx: &mut ReadTx) -> Result<Vec<Pejabat>> {
    Ok(by_rank(tx.query(LIST_PEJABAT).all().await?))
}

/// Those in office on `tanggal`, by rank.
pub async fn pejabat_pada(tx: &mut ReadTx, tanggal: Date) -> Result<Vec<Pejabat>> {
    let filter = db::Where::new()
        .and("mulai <= ?", [tanggal.into()])
        .and("(selesai is null or selesai >= ?)", [tanggal.into()]);
    Ok(by_rank(tx.query(LIST_PEJABAT).filter(filter).all().await?))
}

pub async fn get_pejabat(tx: &mut ReadTx, id: Uuid) -> Result<Pejabat> {
    tx.query(GET_PEJABAT).bind(id).one().await
}

fn by_rank(mut all: Vec<Pejabat>) -> Vec<Pejabat> {
    all.sort_by_key(Pejabat::jabatan);
    all
}
