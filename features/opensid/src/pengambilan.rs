//! The one act that takes a database over, and what leads to it.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use db::{Bytes, Context, Db, Once, WriteTx};
use jiff::civil::Date;
use kependudukan::sementara::{self, GalatSementara, Lapor};
use kependudukan::{pemindahan, store as warga};
use kesejahteraan::{Bantuan, Penerima};
use lembaga::{Anggota, Lembaga};
use surat::lama::Tersambung;
use surat::store::{Asal, Pelaku};
use uuid::Uuid;
use wilayah::Pejabat;

use crate::entitas::ImporOpensid;
use crate::laporan::Laporan;
use crate::rencana::{self, GalatRencana, Perintah, Rencana, Tamu};
use crate::store;
use crate::sumber::{GalatSumber, Mentah};

/// Seals a database that waits for its decision.
const TERTUNDA: &str = "opensid.tertunda";

#[derive(Debug, thiserror::Error)]
pub enum Galat {
    #[error(transparent)]
    Sumber(#[from] GalatSumber),
    #[error(transparent)]
    Rencana(#[from] GalatRencana),
    #[error(
        "Register desa ini sudah berisi penduduk, jadi OpenSID tidak dapat diambil ke sini. Untuk memperbarui, \
         ekspor data penduduk dari OpenSID ke Excel, lalu pakai Impor data; perbedaannya menjadi usulan."
    )]
    RegisterBerisi,
    /// Decided, cancelled, or a day old.
    #[error("Laporan ini sudah tidak berlaku. Unggah lagi cadangannya.")]
    SudahTiada,
    #[error("Kode desa di cadangan bukan kode desa ini. Centang bahwa ini memang data desa Anda.")]
    DesaLain,
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Hasil {
    pub id: Uuid,
    pub laporan: Laporan,
    /// The same source had been taken over before; nothing happened now.
    pub terulang: bool,
}

/// What taking it over would do. Changes nothing.
pub async fn laporan(db: &Db, ctx: &Context, mentah: &Mentah, perintah: Perintah) -> Result<Laporan, Galat> {
    let mut tx = db.read(ctx).await?;
    let pejabat = wilayah::list_pejabat(&mut tx).await?;
    Ok(rencana::susun(mentah, perintah, &pejabat)?.laporan)
}

/// Whether somebody is registered here already.
pub async fn register_berisi(db: &Db, ctx: &Context) -> Result<bool, Galat> {
    let mut tx = db.read(ctx).await?;
    Ok(!pemindahan::register_kosong(&mut tx).await?)
}

/// Takes a database over, all of it or nothing; `maju` hears how many persons of how many are in. With
/// `permintaan` (the request's key and the database in waiting) that one is dropped in the same act, which
/// takes its id.
pub async fn terapkan(
    db: &Db,
    ctx: &Context,
    mentah: &Mentah,
    perintah: Perintah,
    permintaan: Option<(&str, Uuid)>,
    maju: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Hasil, Galat> {
    let mut tx = db.write(ctx, "pengambilan_opensid").await?;
    let id = permintaan.map_or_else(|| ctx.new_id(), |(_, tertunda)| tertunda);
    let pejabat = wilayah::list_pejabat(&mut tx).await?;
    let r = rencana::susun(mentah, perintah, &pejabat)?;
    if let Some((kunci, tertunda)) = permintaan {
        if tx.once(kunci, "").await? != Once::First {
            return Ok(Hasil { id, laporan: r.laporan, terulang: true });
        }
        if store::buang_tertunda(&mut tx, tertunda).await? == 0 {
            return Err(Galat::SudahTiada);
        }
    }
    if let Some(dulu) = store::find_menurut_sidik(&mut tx, r.pindahan.sidik).await? {
        let laporan = dulu.laporan()?;
        return Ok(Hasil { id: dulu.id, laporan, terulang: true });
    }
    if !pemindahan::register_kosong(&mut tx).await? {
        return Err(Galat::RegisterBerisi);
    }
    let total = r.pindahan.orang.len();
    tulis(&mut tx, id, &r, &mut |n| maju(n, total)).await?;
    tx.commit().await?;
    Ok(Hasil { id, laporan: r.laporan, terulang: false })
}

async fn tulis(
    tx: &mut WriteTx,
    id: Uuid,
    r: &Rencana,
    maju: &mut (dyn FnMut(usize) + Send),
) -> Result<(), Galat> {
    let ctx = *tx.ctx();
    let bagian = r.bagian.iter().map(|b| (b.dusun.clone(), b.rw.clone(), b.rt.clone()));
    wilayah::lengkapi_bagian(tx, bagian).await?;
    let kepala = r
        .bagian
        .iter()
        .filter_map(|b| Some(((b.dusun.clone(), b.rw.clone(), b.rt.clone()), b.kepala.clone()?)));
    let kepala: BTreeMap<_, _> = kepala.collect();
    wilayah::lengkapi_kepala(tx, &kepala).await?;
    let pejabat: Vec<Pejabat> = r.pejabat.iter().map(|p| Pejabat { id: ctx.new_id(), ..p.clone() }).collect();
    wilayah::tambah_pejabat(tx, &pejabat).await?;
    let orang = pemindahan::pindahkan(tx, id, &r.pindahan, maju).await?;
    let lembaga = catat_lembaga(tx, r, &orang).await?;
    catat_bantuan(tx, r, (&orang, &lembaga)).await?;
    catat_surat(tx, r, &orang).await?;
    for tamu in &r.sementara {
        catat_tamu(tx, tamu).await?;
    }
    let angka = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let l = &r.laporan;
    tx.insert(&ImporOpensid {
        id,
        sidik: r.pindahan.sidik.into(),
        program: l.program.clone(),
        versi: l.versi.clone(),
        kode_asal: l.kode_desa.clone(),
        nama_asal: l.nama_desa.clone(),
        pembukaan: l.pembukaan.into(),
        masuk: angka(l.masuk()),
        diambil: angka(l.diambil()),
        laporan: serde_json::to_string(l).expect("plain data always becomes JSON"),
        oleh: ctx.user(),
        pada: ctx.now.into(),
    })
    .await?;
    Ok(())
}

/// `orang` are the residents' ids in the order of the plan; so are those that it tells of the institutions.
async fn catat_lembaga(tx: &mut WriteTx, r: &Rencana, orang: &[Uuid]) -> Result<Vec<Uuid>, Galat> {
    let ctx = *tx.ctx();
    let (mut lembaga, mut anggota) = (Vec::new(), Vec::new());
    for l in &r.lembaga {
        let id = ctx.new_id();
        lembaga.push(Lembaga { id, dicatat_pada: ctx.now.into(), ..l.lembaga.clone() });
        anggota.extend(l.anggota.iter().map(|(siapa, a)| Anggota {
            id: ctx.new_id(),
            lembaga_id: id,
            penduduk_id: siapa.map(|i| orang[i]),
            dicatat_pada: ctx.now.into(),
            ..a.clone()
        }));
    }
    tx.insert_all(&lembaga).await?;
    tx.insert_all(&anggota).await?;
    Ok(lembaga.into_iter().map(|l| l.id).collect())
}

/// The ids of residents and institutions stand in the order of the plan.
async fn catat_bantuan(
    tx: &mut WriteTx,
    r: &Rencana,
    (orang, lembaga): (&[Uuid], &[Uuid]),
) -> Result<(), Galat> {
    let ctx = *tx.ctx();
    let keys = tx.keys().clone();
    let (mut bantuan, mut penerima) = (Vec::new(), Vec::new());
    for b in &r.bantuan {
        let id = ctx.new_id();
        bantuan.push(Bantuan {
            id,
            nama: b.nama.clone(),
            sasaran: b.sasaran.kode(),
            asal_dana: b.asal_dana.clone(),
            keterangan: b.keterangan.clone(),
            mulai: b.mulai.map(Into::into),
            selesai: b.selesai.map(Into::into),
            dicatat_pada: ctx.now.into(),
        });
        penerima.extend(b.penerima.iter().map(|p| Penerima {
            id: ctx.new_id(),
            bantuan_id: id,
            penduduk_id: p.orang.map(|i| orang[i]),
            lembaga_id: p.lembaga.map(|i| lembaga[i]),
            nama: p.nama.clone(),
            kunci_nama: kamus::kunci_nama(&p.nama),
            kartu_segel: p.kartu.as_deref().map(|nomor| Penerima::segel(&keys, nomor)),
            dicatat_pada: ctx.now.into(),
        }));
    }
    tx.insert_all(&bantuan).await?;
    tx.insert_all(&penerima).await?;
    Ok(())
}

async fn catat_surat(tx: &mut WriteTx, r: &Rencana, orang: &[Uuid]) -> Result<(), Galat> {
    if r.surat.is_empty() {
        return Ok(());
    }
    let pelaku = Pelaku { id: tx.ctx().user(), nama: "Pengambilan OpenSID".to_owned() };
    let semua =
        r.surat.iter().map(|s| Tersambung { surat: s.surat.clone(), penduduk_id: s.orang.map(|i| orang[i]) });
    let semua: Vec<Tersambung> = semua.collect();
    surat::lama::simpan(tx, Asal::Opensid, r.pindahan.sidik, &pelaku, semua).await?;
    Ok(())
}

/// Their coming and going are events of their own, as far as anybody wrote down when.
async fn catat_tamu(tx: &mut WriteTx, tamu: &Tamu) -> Result<(), Galat> {
    let lapor = |hari: Date| Lapor { tanggal: hari, tanggal_lapor: hari, keterangan: String::new() };
    let kedatangan = tamu.kedatangan.clone();
    let id = match kedatangan.datang {
        Some(hari) => sementara::datang(tx, &tamu.subjek, kedatangan, &lapor(hari)).await?,
        None => warga::insert_sementara_lengkap(tx, &tamu.subjek, kedatangan).await?,
    };
    let Some(hari) = tamu.pergi else { return Ok(()) };
    sementara::pergi(tx, id, "", &lapor(hari)).await.map_err(|galat| match galat {
        GalatSementara::Db(galat) => galat.into(),
        lain => db::Error::Refused(lain.to_string()).into(),
    })
}

/// Seals a database that was read until it is decided; tells its id.
pub async fn simpan(db: &Db, ctx: &Context, mentah: &Mentah) -> Result<Uuid, Galat> {
    let id = ctx.new_id();
    let tx = db.read(ctx).await?;
    let isi = Bytes(tx.keys().seal(TERTUNDA, &mampatkan(mentah)));
    drop(tx);
    store::simpan_tertunda(db, ctx, id, isi).await?;
    Ok(id)
}

/// The database of this id.
pub async fn muat(db: &Db, ctx: &Context, id: Uuid) -> Result<Mentah, Galat> {
    let mut tx = db.read(ctx).await?;
    let isi = store::find_tertunda(&mut tx, id).await?.ok_or(Galat::SudahTiada)?;
    let terbuka = tx.keys().open(TERTUNDA, &isi.0).map_err(db::Error::from)?;
    bentangkan(&terbuka).ok_or(Galat::SudahTiada)
}

/// Most cells are empty: pressed, they weigh a tenth.
fn mampatkan(mentah: &Mentah) -> Vec<u8> {
    let json = serde_json::to_vec(mentah).expect("plain data always becomes JSON");
    let mut gz = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(&json).and_then(|()| gz.finish()).expect("memory takes all bytes")
}

fn bentangkan(isi: &[u8]) -> Option<Mentah> {
    let mut json = Vec::new();
    flate2::read::DeflateDecoder::new(isi).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}

/// The day typed as the day of opening; blank lets the source decide.
pub fn baca_pembukaan(teks: &str) -> Result<Option<Date>, String> {
    if teks.trim().is_empty() {
        return Ok(None);
    }
    kamus::urai_tanggal(teks).map(Some).map_err(|galat| galat.to_string())
}
