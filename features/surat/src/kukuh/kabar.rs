//! What passes between the two offices. Each function may be repeated: a second time finds everything done.

use db::{Context, Db, Unit, WriteTx};
use files::FileStore;
use jiff::Timestamp;
use waktu::Perihal;

use super::{JAM, Jalur, KeadaanKukuh, jatah, jobs, sistem};
use crate::cetak::sidik;
use crate::error::{Error, Result};
use crate::keadaan::{Keadaan, Tindakan};
use crate::store::{self, Pelaku, Penerusan, Pengukuhan};

/// Enters what a village passed on into the worklist of the office above, and starts its clock.
pub async fn sampaikan(db: &Db, jalur: Jalur, now: Timestamp) -> db::Result<()> {
    let mut tx = match db.write(&sistem(jalur.tujuan, now), "penerimaan_pengukuhan").await {
        // That office is no longer in this Balai. The village sees so, and takes the letter back.
        Err(db::Error::UnknownUnit(_)) => return Ok(()),
        lain => lain?,
    };
    if store::find_pengukuhan(&mut tx, jalur.id).await?.is_some() {
        return Ok(());
    }
    let Some(row) = masuk(db, jalur, now).await? else { return Ok(()) };
    tx.insert(&row).await?;
    let nama = format!("Pengukuhan {} dari {}", row.jenis, row.asal_nama);
    let jatah = jatah(&mut tx).await?;
    waktu::mulai(&mut tx, Perihal { jenis: JAM, id: row.id, nama: &nama }, jatah).await?;
    tx.commit().await
}

/// The row of the office above for what waits in the village.
async fn masuk(db: &Db, jalur: Jalur, now: Timestamp) -> db::Result<Option<Pengukuhan>> {
    let mut desa = db.read(&sistem(jalur.asal, now)).await?;
    let Some(penerusan) = store::find_penerusan(&mut desa, jalur.id).await? else { return Ok(None) };
    if penerusan.keadaan() != KeadaanKukuh::Menunggu {
        return Ok(None);
    }
    let surat = store::get_surat(&mut desa, penerusan.surat_id).await?;
    Ok(Some(Pengukuhan {
        id: jalur.id,
        asal: jalur.asal.0,
        asal_nama: wilayah::get_identitas(&mut desa).await?.nama_lengkap(),
        surat_id: surat.id,
        jenis: surat.jenis().nama.clone(),
        nomor: surat.nomor,
        tanggal_surat: surat.tanggal,
        keadaan: KeadaanKukuh::Menunggu.kode(),
        nama_segel: None,
        penanda_id: None,
        camat_nama: None,
        camat_selaku: None,
        register_tahun: None,
        register_urut: None,
        tanggal: None,
        elektronik: false,
        berkas_id: None,
        alasan: None,
        oleh: None,
        niat_pada: None,
        niat_keadaan: None,
        niat_sebab: None,
        niat_acuan: None,
        niat_kembalian_id: None,
        catatan: None,
        masuk_pada: now.into(),
        dijawab_pada: None,
    }))
}

/// Stores an answer of the office above, ends its clock, and has the village told.
pub(super) async fn simpan_jawaban(
    tx: &mut WriteTx,
    mut row: Pengukuhan,
    keadaan: KeadaanKukuh,
) -> db::Result<Jalur> {
    let ctx = *tx.ctx();
    row.keadaan = keadaan.kode();
    row.oleh = ctx.user();
    row.dijawab_pada = Some(ctx.now.into());
    tx.update(&row).await?;
    waktu::selesaikan(tx, JAM, row.id, ctx.now).await?;
    let jalur = Jalur { asal: Unit(row.asal), tujuan: ctx.unit, id: row.id };
    jobs::antrekan_kabar(tx, jalur).await?;
    Ok(jalur)
}

/// Takes a letter back, unless it was answered before. The unit of the office above decides which.
pub async fn tarik(db: &Db, files: &FileStore, jalur: Jalur, ctx: &Context) -> Result<()> {
    let ditarik = KeadaanKukuh::Ditarik;
    match db.write(&sistem(jalur.tujuan, ctx.now), "penarikan_pengukuhan").await {
        Ok(mut tx) => match store::find_pengukuhan(&mut tx, jalur.id).await? {
            Some(row) if row.keadaan() == KeadaanKukuh::Menunggu => {
                simpan_jawaban(&mut tx, row, ditarik).await?;
                tx.commit().await?;
            }
            Some(row) if row.keadaan() == ditarik => {}
            Some(row) => return Err(Error::Terlambat(sudah(row.keadaan()))),
            // Not told yet: the row stands there as withdrawn before the news arrives.
            None => {
                let Some(row) = masuk(db, jalur, ctx.now).await? else { return Ok(()) };
                tx.insert(&row).await?;
                simpan_jawaban(&mut tx, row, ditarik).await?;
                tx.commit().await?;
            }
        },
        // That office is no longer in this Balai, so nobody there can have answered.
        Err(db::Error::UnknownUnit(_)) => {
            let mut tx = db.write(ctx, "penarikan_pengukuhan").await?;
            if let Some(row) = store::find_penerusan(&mut tx, jalur.id).await?
                && row.keadaan() == KeadaanKukuh::Menunggu
            {
                let pelaku = pelaku(&mut tx, ctx, "Balai").await?;
                let row = Penerusan { keadaan: ditarik.kode(), ..row };
                catat_desa(&mut tx, row, Kabar::default(), &pelaku).await?;
                tx.commit().await?;
            }
            return Ok(());
        }
        Err(galat) => return Err(galat.into()),
    }
    kabarkan(db, files, jalur, ctx).await
}

/// What a late comer hears.
pub(crate) fn sudah(keadaan: KeadaanKukuh) -> String {
    let kini = match keadaan {
        KeadaanKukuh::Dikukuhkan => "sudah dikukuhkan",
        KeadaanKukuh::Dikembalikan => "sudah dikembalikan ke desa",
        KeadaanKukuh::Ditarik => "sudah ditarik desa",
        KeadaanKukuh::Menunggu | KeadaanKukuh::Dibawa => "sudah berubah",
    };
    format!("Surat ini {kini}. Tidak ada yang berubah. Buka lagi suratnya untuk melihat keadaan terakhir.")
}

/// Brings the village's letter to what the office above answered.
pub async fn kabarkan(db: &Db, files: &FileStore, jalur: Jalur, ctx: &Context) -> Result<()> {
    let mut sana = db.read(&sistem(jalur.tujuan, ctx.now)).await?;
    let Some(jawaban) = store::find_pengukuhan(&mut sana, jalur.id).await? else { return Ok(()) };
    if jawaban.keadaan() == KeadaanKukuh::Menunggu {
        return Ok(());
    }
    // An answer is given once, so that what is read here cannot change before it is written below.
    let berkas = match jawaban.berkas_id {
        Some(id) => Some(files.get(&mut sana, id).await?.1),
        None => None,
    };
    let kantor = match jawaban.keadaan() {
        KeadaanKukuh::Ditarik => "Balai".to_owned(),
        _ => wilayah::get_identitas(&mut sana).await?.nama_lengkap(),
    };
    drop(sana);
    // Who withdraws does so by name; all other news comes from the office above.
    let ctx = if ctx.unit == jalur.asal { *ctx } else { sistem(jalur.asal, ctx.now) };
    let mut tx = db.write(&ctx, "kabar_pengukuhan").await?;
    let Some(lama) = store::find_penerusan(&mut tx, jalur.id).await? else { return Ok(()) };
    if lama.keadaan() != KeadaanKukuh::Menunggu {
        return Ok(());
    }
    let pelaku = pelaku(&mut tx, &ctx, &kantor).await?;
    let baru = Penerusan {
        keadaan: jawaban.keadaan,
        register: jawaban.register(),
        camat_nama: jawaban.camat_nama,
        camat_selaku: jawaban.camat_selaku,
        tanggal: jawaban.tanggal,
        elektronik: jawaban.elektronik,
        alasan: jawaban.alasan,
        ..lama
    };
    let kabar = Kabar { berkas: berkas.map(|bytes| (files, bytes)), catatan: jawaban.catatan };
    catat_desa(&mut tx, baru, kabar, &pelaku).await?;
    Ok(tx.commit().await?)
}

async fn pelaku(tx: &mut WriteTx, ctx: &Context, kantor: &str) -> db::Result<Pelaku> {
    let Some(id) = ctx.user() else { return Ok(Pelaku { id: None, nama: kantor.to_owned() }) };
    let pengguna = access::store::find_pengguna(tx, id).await?;
    Ok(Pelaku { id: Some(id), nama: pengguna.map_or_else(|| kantor.to_owned(), |satu| satu.nama) })
}

/// What comes with an answer.
#[derive(Default)]
struct Kabar<'a> {
    /// The twice-signed file.
    berkas: Option<(&'a FileStore, Vec<u8>)>,
    /// What is to be known of the camat's certificate.
    catatan: Option<String>,
}

/// Writes an answer beside the village's letter. A twice-signed file takes the place of the first, which stays.
async fn catat_desa(tx: &mut WriteTx, mut row: Penerusan, kabar: Kabar<'_>, pelaku: &Pelaku) -> Result<()> {
    row.berubah_pada = tx.ctx().now.into();
    let mut surat = store::get_surat(tx, row.surat_id).await?;
    if let Some((files, bytes)) = kabar.berkas
        && surat.keadaan() == Keadaan::Terbit
    {
        let kedua = files.put(tx, "surat.terbit", "application/pdf", &bytes).await?;
        row.awal_id = surat.terbit_id.replace(kedua.id);
        row.sidik_awal = surat.terbit_sidik.replace(sidik(&bytes));
    }
    let (tindakan, catatan) = match row.keadaan() {
        KeadaanKukuh::Dikukuhkan => {
            let oleh = [row.camat_nama.as_deref(), row.camat_selaku.as_deref()];
            let oleh: Vec<&str> = oleh.into_iter().flatten().collect();
            let register = row.register.as_deref().unwrap_or_default();
            let catatan = kabar.catatan.map(|catatan| format!(". {catatan}")).unwrap_or_default();
            (Tindakan::Pengukuhan, Some(format!("{}. Register {register}{catatan}", oleh.join(", "))))
        }
        KeadaanKukuh::Dikembalikan => (Tindakan::PengembalianCamat, row.alasan.clone()),
        _ => (Tindakan::PenarikanCamat, None),
    };
    surat.jadi(surat.keadaan());
    tx.update(&surat).await?;
    tx.update(&row).await?;
    Ok(store::insert_peristiwa(tx, surat.id, tindakan, pelaku, (None, catatan)).await?)
}
