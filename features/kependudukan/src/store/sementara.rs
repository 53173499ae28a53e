use db::{ReadTx, Result, Value, Where, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;

use crate::entitas::{KK, NIK, PendudukSementara, PeristiwaSementara, kunci_cari, kunci_nik};
use crate::subjek::Subjek;

db::statements! {
    GET_SEMENTARA = concat!("select ", sementara_kolom!(), " from penduduk_sementara where unit = $1 and id = $2");
    COUNT_SEMENTARA = "select count(*) from penduduk_sementara where unit = $1 /*where*/";
    DAFTAR_SEMENTARA = concat!("select ", sementara_kolom!(),
        " from penduduk_sementara where unit = $1 /*where*/ order by nama, id limit $2 offset $3");
    /// Whose stay touches a period, for its counts.
    LIST_SEMENTARA_MASA = concat!("select ", sementara_kolom!(), " from penduduk_sementara
        where unit = $1 and jenis <> 0 and datang <= $3 and (pergi is null or pergi >= $2)
        order by datang, nama, id");
    LIST_MUTASI_SEMENTARA = concat!("select ", peristiwa_sementara_kolom!(), " from sementara_peristiwa
        where unit = $1 and sementara_id = $2 order by tanggal, dicatat_pada, id");
}

pub async fn find_sementara(tx: &mut ReadTx, id: Uuid) -> Result<Option<PendudukSementara>> {
    tx.query(GET_SEMENTARA).bind(id).optional().await
}

pub async fn count_sementara(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_SEMENTARA).filter(saring).count().await
}

pub async fn daftar_sementara(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<PendudukSementara>> {
    tx.query(DAFTAR_SEMENTARA).bind(batas).bind(lewati).filter(saring).all().await
}

/// Who stayed on any of these days, both included.
pub async fn list_sementara_masa(
    tx: &mut ReadTx,
    (awal, akhir): (Date, Date),
) -> Result<Vec<PendudukSementara>> {
    tx.query(LIST_SEMENTARA_MASA).bind(awal).bind(akhir).all().await
}

/// What happened to somebody, oldest first.
pub async fn list_mutasi_sementara(tx: &mut ReadTx, id: Uuid) -> Result<Vec<PeristiwaSementara>> {
    tx.query(LIST_MUTASI_SEMENTARA).bind(id).all().await
}

/// Who is here on a day.
pub fn filter_tinggal(saring: Where, hari: Date) -> Where {
    saring.and("jenis <> 0 and penduduk_id is null and (pergi is null or pergi > ?)", [Value::from(hari)])
}

/// Who is here on a day though their stay was to end before it.
pub fn filter_habis(saring: Where, hari: Date) -> Where {
    filter_tinggal(saring, hari).and("sampai < ?", [Value::from(hari)])
}

/// Who has left or become a resident by a day.
pub fn filter_pergi(saring: Where, hari: Date) -> Where {
    saring.and("jenis <> 0 and pergi <= ?", [Value::from(hari)])
}

/// Who only asked for a letter.
pub fn filter_surat(saring: Where) -> Where {
    saring.and("jenis = 0", [])
}

/// What the Buku Penduduk Sementara asks beyond the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kedatangan {
    pub datang_dari: String,
    pub maksud: String,
    pub yang_didatangi: String,
    pub datang: Option<Date>,
    pub pergi: Option<Date>,
    /// Code of a [`JenisTinggal`](crate::sementara::JenisTinggal).
    pub jenis: i16,
    pub negara: String,
    pub sampai: Option<Date>,
}

/// Keeps the subject of a letter as penduduk sementara; tells the new row's id.
pub async fn insert_sementara(tx: &mut WriteTx, subjek: &Subjek) -> Result<Uuid> {
    insert_sementara_lengkap(tx, subjek, Kedatangan::default()).await
}

pub async fn insert_sementara_lengkap(
    tx: &mut WriteTx,
    subjek: &Subjek,
    kedatangan: Kedatangan,
) -> Result<Uuid> {
    let ctx = *tx.ctx();
    let (s, keys) = (subjek.clone(), tx.keys());
    let baris = PendudukSementara {
        id: ctx.new_id(),
        nik_segel: s.nik.map(|nik| keys.seal(NIK, nik.as_str().as_bytes()).into()),
        nik_kunci: s.nik.map(|nik| kunci_nik(keys, nik)),
        no_kk_segel: s.no_kk.map(|kk| keys.seal(KK, kk.as_str().as_bytes()).into()),
        kunci_nama: kunci_cari(&s.nama),
        nama: s.nama,
        jenis_kelamin: s.jenis_kelamin,
        tempat_lahir: s.tempat_lahir,
        tanggal_lahir: s.tanggal_lahir.map(db::Day),
        agama: s.agama,
        status_kawin: s.status_kawin,
        pekerjaan: s.pekerjaan,
        kewarganegaraan: s.kewarganegaraan,
        alamat: s.alamat,
        dusun: s.dusun,
        rw: s.rw,
        rt: s.rt,
        datang_dari: kedatangan.datang_dari,
        maksud: kedatangan.maksud,
        yang_didatangi: kedatangan.yang_didatangi,
        datang: kedatangan.datang.map(db::Day),
        pergi: kedatangan.pergi.map(db::Day),
        jenis: kedatangan.jenis,
        negara: kedatangan.negara,
        sampai: kedatangan.sampai.map(db::Day),
        pergi_ke: String::new(),
        penduduk_id: None,
        dicatat_pada: ctx.now.into(),
    };
    tx.insert(&baris).await?;
    Ok(baris.id)
}
