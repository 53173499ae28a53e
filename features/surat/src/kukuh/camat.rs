//! The acts of the office above, each in its own unit. What it looks at is read from the village while it decides.

use db::{Context, Db, ReadTx, Unit, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;
use wilayah::Pejabat;

use super::kabar::{simpan_jawaban, sudah};
use super::{Jalur, KeadaanKukuh, sistem};
use crate::alur::alasan;
use crate::atur::Kantor;
use crate::error::{Error, Result, tolak};
use crate::keadaan::Keadaan;
use crate::penandatangan::Penandatangan;
use crate::store::{self, Pengukuhan, Surat};

/// The village's letter, as the office above sees it while it decides.
#[derive(Debug, Clone)]
pub(crate) struct Dilihat {
    pub(crate) surat: Surat,
    /// The village: "Kalurahan Sukamaju".
    pub(crate) desa: String,
}

/// Reads the letter in the village; none where it no longer waits for this office.
pub(crate) async fn lihat(db: &Db, row: &Pengukuhan, ctx: &Context) -> Result<Option<Dilihat>> {
    let mut desa = db.read(&sistem(Unit(row.asal), ctx.now)).await?;
    let Some(penerusan) = store::find_penerusan(&mut desa, row.id).await? else { return Ok(None) };
    if penerusan.tujuan != ctx.unit.0 || penerusan.keadaan() != KeadaanKukuh::Menunggu {
        return Ok(None);
    }
    let surat = store::get_surat(&mut desa, penerusan.surat_id).await?;
    let desa = wilayah::get_identitas(&mut desa).await?.nama_lengkap();
    Ok((surat.keadaan() == Keadaan::Terbit).then_some(Dilihat { surat, desa }))
}

/// Takes what waits for an act of this office, with the village's letter, if both are still what they were.
pub(crate) async fn periksa_terbuka(db: &Db, tx: &mut ReadTx, id: Uuid) -> Result<(Pengukuhan, Dilihat)> {
    let ctx = *tx.ctx();
    let row = store::find_pengukuhan(tx, id).await?;
    let row = row.ok_or(Error::Db(db::Error::NotFound("surat_pengukuhan")))?;
    if row.keadaan() != KeadaanKukuh::Menunggu {
        return Err(Error::Terlambat(sudah(row.keadaan())));
    }
    match lihat(db, &row, &ctx).await? {
        Some(dilihat) => Ok((row, dilihat)),
        None => Err(Error::Terlambat(
            "Surat ini tidak lagi menunggu: desa menarik, mencabut, atau menggantinya.".to_owned(),
        )),
    }
}

/// Who of this office may have signed on that day: the head and who acts for the head first.
pub(crate) async fn penanda(tx: &mut ReadTx, pada: Date) -> db::Result<(Kantor, Vec<Pejabat>)> {
    let kantor = Kantor::baca(tx).await?;
    let mut semua = wilayah::pejabat_pada(tx, pada).await?;
    let kepala = kantor.kepala().map(|kepala| kepala.id);
    semua.sort_by_key(|pejabat| Some(pejabat.id) != kepala);
    Ok((kantor, semua))
}

/// In what capacity this official signs.
pub(crate) fn selaku(kantor: &Kantor, pejabat: &Pejabat) -> Penandatangan {
    let bentuk = Kantor::bentuk_untuk(pejabat).into_iter().next();
    kantor.penandatangan(pejabat, bentuk.unwrap_or(crate::penandatangan::Bentuk::An))
}

/// What is written into the register of this office with a signature.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kelengkapan {
    pub(crate) penanda: Uuid,
    pub(crate) tanggal: Date,
    /// The number on the paper; the next free one where nobody says.
    pub(crate) urut: Option<i64>,
}

/// Records that the paper was signed in ink and stands in the register of this office.
pub(crate) async fn jawab_basah(
    db: &Db,
    tx: &mut WriteTx,
    id: Uuid,
    kelengkapan: Kelengkapan,
) -> Result<Jalur> {
    let (row, dilihat) = periksa_terbuka(db, tx, id).await?;
    let row = daftarkan(tx, row, &dilihat, kelengkapan).await?;
    Ok(simpan_jawaban(tx, row, KeadaanKukuh::Dikukuhkan).await?)
}

/// Gives a letter its place in the register of this office.
pub(super) async fn daftarkan(
    tx: &mut WriteTx,
    mut row: Pengukuhan,
    dilihat: &Dilihat,
    kelengkapan: Kelengkapan,
) -> Result<Pengukuhan> {
    let Kelengkapan { penanda: id, tanggal, urut } = kelengkapan;
    let (kantor, semua) = penanda(tx, tanggal).await?;
    if tanggal > kantor.hari_ini {
        return tolak("Tanggal pengukuhan tidak boleh sesudah hari ini.");
    }
    if row.tanggal_surat.is_some_and(|surat| tanggal < surat.0) {
        return tolak("Tanggal pengukuhan tidak boleh sebelum tanggal surat desa.");
    }
    let Some(pejabat) = semua.iter().find(|pejabat| pejabat.id == id) else {
        return tolak("Pejabat yang dipilih tidak menjabat pada tanggal itu. Pilih penanda tangan lain.");
    };
    let tahun = tanggal.year();
    let urut = match urut {
        Some(urut) if urut < 1 => return tolak("Nomor register paling kecil 1."),
        Some(urut) if store::register_dipakai(tx, tahun, urut).await? => {
            return tolak(format!("Nomor register {urut}/{tahun} sudah dipakai surat lain."));
        }
        Some(urut) => urut,
        None => store::register_berikut(tx, tahun).await?,
    };
    let penandatangan = selaku(&kantor, pejabat);
    row.nama_segel = Some(Pengukuhan::segel_nama(tx, &dilihat.surat.subjek_nama));
    row.penanda_id = Some(pejabat.id);
    row.camat_selaku = Some(penandatangan.selaku());
    row.camat_nama = Some(penandatangan.nama);
    row.register_tahun = Some(tahun);
    row.register_urut = Some(urut);
    row.tanggal = Some(tanggal.into());
    Ok(row)
}

/// Sends a letter back to its village, with the reason.
pub(crate) async fn kembalikan(db: &Db, tx: &mut WriteTx, id: Uuid, sebab: &str) -> Result<Jalur> {
    let sebab = alasan(sebab)?;
    let (mut row, _) = periksa_terbuka(db, tx, id).await?;
    row.alasan = Some(sebab);
    Ok(simpan_jawaban(tx, row, KeadaanKukuh::Dikembalikan).await?)
}

/// Writes into the village's book and into one's own that this office looks at the letter.
pub(crate) async fn catat_pandangan(
    db: &Db,
    ctx: &Context,
    (row, dilihat): (&Pengukuhan, &Dilihat),
    kantor: &str,
) -> db::Result<()> {
    let mut tx = db.write(&sistem(Unit(row.asal), ctx.now), "pembukaan_pengukuhan").await?;
    // The book is about persons.
    let subjek = dilihat.surat.subjek_id.filter(|_| !dilihat.surat.lembaga());
    access::store::record_pembukaan(&mut tx, subjek, "surat_pengukuhan", "Pengukuhan camat", Some(kantor))
        .await?;
    tx.commit().await?;
    let mut tx = db.write(ctx, "pembukaan_pengukuhan").await?;
    let keperluan = format!("Pengukuhan surat dari {}", dilihat.desa);
    access::store::record_pembukaan(&mut tx, None, "surat_pengukuhan", &keperluan, None).await?;
    tx.commit().await
}
