//! The acts on a case.

mod serah;
mod terbit;

use db::{Context, ReadTx, Value, Where, WriteTx};
use jiff::civil::Date;
use kependudukan::Penduduk;
use kependudukan::entitas::{JenisPeristiwa, Peristiwa};
use kependudukan::store as warga;
use uuid::Uuid;

use crate::error::{Error, Result, tolak};
use crate::jenis::{Jenis, Pokok};
use crate::keadaan::{Keadaan, Tindakan};
use crate::store::{self, Berkas, Isian, Pelaku};

pub use serah::{Muatan, Penyerahan, lembar_biasa, serahkan};
pub use terbit::{HasilTerbit, Terbitan, betulkan, terbitkan};

/// A case as the sender of a form saw it.
#[derive(Debug, Clone, Copy)]
pub struct Terlihat {
    pub id: Uuid,
    pub versi: i64,
}

/// What a case begins from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asal {
    Orang(Uuid),
    Keluarga(Uuid),
    Peristiwa(Uuid),
}

/// Whom a new case is about.
struct Tentang {
    orang: Penduduk,
    keluarga_id: Option<Uuid>,
    peristiwa_id: Option<Uuid>,
}

/// Begins a case under this id; there is only one open case of a kind about the same.
pub async fn mulai(
    tx: &mut WriteTx,
    id: Uuid,
    jenis: &'static Jenis,
    asal: Asal,
    pelaku: &Pelaku,
    hari_ini: Date,
) -> Result<()> {
    let tentang = match (jenis.pokok, asal) {
        (Pokok::Orang, Asal::Orang(id)) => orang(tx, jenis, id).await?,
        (Pokok::Keluarga, Asal::Keluarga(id)) => keluarga(tx, id).await?,
        (Pokok::Peristiwa, Asal::Peristiwa(id)) => peristiwa(tx, jenis, id).await?,
        _ => return tolak("Berkas jenis itu tidak dimulai dari sini. Pilih dari daftar yang menunggu."),
    };
    if let Some(ada) = find_terbuka(tx, jenis, asal).await? {
        return tolak(format!(
            "Berkas {} untuk {} sudah ada, nomor {}.",
            jenis.nama.to_lowercase(),
            ada.orang_nama,
            ada.nomor()
        ));
    }
    let Context { now, .. } = *tx.ctx();
    let tahun = hari_ini.year();
    let berkas = Berkas {
        id,
        tahun,
        urut: store::last_urut(tx, tahun).await? + 1,
        jenis: jenis.kode.clone(),
        orang_id: tentang.orang.id,
        orang_nama: tentang.orang.nama.clone(),
        keluarga_id: tentang.keluarga_id,
        peristiwa_id: tentang.peristiwa_id,
        dusun: tentang.orang.dusun.clone(),
        isian_segel: Berkas::segel(tx, &Isian::new()),
        syarat: String::new(),
        keadaan: Keadaan::Disiapkan.kode(),
        versi: 1,
        catatan: String::new(),
        serah_id: None,
        dokumen: String::new(),
        terbit_id: None,
        terbit_tanggal: None,
        dimulai_pada: now.into(),
        berakhir_pada: None,
    };
    tx.insert(&berkas).await?;
    Ok(store::insert_langkah(tx, &berkas, Tindakan::Pembukaan, pelaku, (hari_ini, "")).await?)
}

async fn orang(tx: &mut ReadTx, jenis: &Jenis, id: Uuid) -> Result<Tentang> {
    let orang = get_orang(tx, id).await?;
    if !orang.aktif() {
        return tolak(format!("{} tercatat {}, bukan penduduk lagi.", orang.nama, orang.status_dasar()));
    }
    let menunggu_nik = matches!(jenis.kode.as_str(), "kelahiran" | "nik");
    if menunggu_nik && orang.nik_kunci.is_some() {
        return tolak(format!("{} sudah ber-NIK.", orang.nama));
    }
    if jenis.kode == "akta_lahir" && orang.akta_lahir.is_some() {
        return tolak(format!("Akta kelahiran {} sudah tercatat.", orang.nama));
    }
    let peristiwa = peristiwa_terakhir(tx, jenis, id).await?;
    if jenis.kode == "kelahiran" && peristiwa.is_none() {
        return tolak(format!(
            "Kelahiran {} tidak dicatat di sini. Pilih jenis penduduk belum ber-NIK.",
            orang.nama
        ));
    }
    Ok(Tentang { keluarga_id: orang.keluarga_id, peristiwa_id: peristiwa.map(|p| p.id), orang })
}

/// The last standing event of somebody that leads to this kind of case.
async fn peristiwa_terakhir(tx: &mut ReadTx, jenis: &Jenis, id: Uuid) -> Result<Option<Peristiwa>> {
    let semua = warga::list_peristiwa_orang(tx, id).await?;
    Ok(semua.into_iter().rev().find(|p| p.berlaku() && jenis.dari_peristiwa(p.jenis())))
}

async fn keluarga(tx: &mut ReadTx, id: Uuid) -> Result<Tentang> {
    let keluarga = warga::find_keluarga(tx, id).await?.ok_or(db::Error::NotFound("keluarga"))?;
    if keluarga.no_kk_kunci.is_some() {
        return tolak("Keluarga itu sudah bernomor KK.");
    }
    let Some(orang) = wakil(tx, id).await? else {
        return tolak("Keluarga itu sudah tidak beranggota.");
    };
    Ok(Tentang { orang, keluarga_id: Some(id), peristiwa_id: None })
}

/// The head of a family, or its first member.
pub(crate) async fn wakil(tx: &mut ReadTx, keluarga_id: Uuid) -> db::Result<Option<Penduduk>> {
    let mut semua = warga::list_anggota(tx, keluarga_id).await?;
    semua.retain(Penduduk::aktif);
    Ok(semua.into_iter().next())
}

async fn peristiwa(tx: &mut ReadTx, jenis: &Jenis, id: Uuid) -> Result<Tentang> {
    let p = warga::find_peristiwa(tx, id).await?.ok_or(db::Error::NotFound("peristiwa"))?;
    if !jenis.dari_peristiwa(p.jenis()) {
        return tolak("Peristiwa itu bukan dasar berkas jenis ini.");
    }
    if !p.berlaku() {
        return tolak("Peristiwa itu sudah dibatalkan.");
    }
    let orang = match (p.penduduk_id, p.keluarga_id) {
        (Some(id), _) => Some(get_orang(tx, id).await?),
        (None, Some(id)) => warga::list_anggota(tx, id).await?.into_iter().next(),
        (None, None) => None,
    };
    let orang = orang.ok_or(db::Error::NotFound("penduduk"))?;
    Ok(Tentang { keluarga_id: p.keluarga_id, peristiwa_id: Some(id), orang })
}

async fn get_orang(tx: &mut ReadTx, id: Uuid) -> Result<Penduduk> {
    Ok(warga::find_penduduk(tx, id).await?.ok_or(db::Error::NotFound("penduduk"))?)
}

/// The open case of this kind about the same.
async fn find_terbuka(tx: &mut ReadTx, jenis: &Jenis, asal: Asal) -> Result<Option<Berkas>> {
    let syarat = Where::new().and("keadaan <= 3", []).and("jenis = ?", [Value::from(jenis.kode.as_str())]);
    let syarat = match asal {
        Asal::Orang(id) => syarat.and("orang_id = ?", [Value::from(id)]),
        Asal::Keluarga(id) => syarat.and("keluarga_id = ?", [Value::from(id)]),
        Asal::Peristiwa(id) => syarat.and("peristiwa_id = ?", [Value::from(id)]),
    };
    Ok(store::list_berkas(tx, syarat, (1, 0)).await?.into_iter().next())
}

/// The case, where nobody acted since it was shown.
pub(crate) async fn terkini(tx: &mut ReadTx, terlihat: Terlihat) -> Result<Berkas> {
    let berkas = store::get_berkas(tx, terlihat.id).await?;
    if berkas.versi != terlihat.versi {
        let kalimat = "Berkas ini sudah diubah orang lain. Muat ulang halamannya, lalu periksa lagi.";
        return Err(Error::Terlambat(kalimat.to_owned()));
    }
    Ok(berkas)
}

/// The case in the state to which this act leads.
async fn maju(tx: &mut ReadTx, terlihat: Terlihat, tindakan: Tindakan) -> Result<Berkas> {
    let mut berkas = terkini(tx, terlihat).await?;
    let Some(jadi) = tindakan.dari(berkas.keadaan()) else {
        return tolak(format!("Berkas ini {}, jadi tidak dapat begitu.", berkas.keadaan().label()));
    };
    berkas.keadaan = jadi.kode();
    berkas.versi += 1;
    Ok(berkas)
}

/// Keeps what only the forms ask.
pub async fn isi(tx: &mut WriteTx, terlihat: Terlihat, isian: &Isian) -> Result<()> {
    let mut berkas = terkini(tx, terlihat).await?;
    if !berkas.keadaan().terbuka() {
        return tolak("Berkas ini sudah berakhir, jadi isiannya tetap.");
    }
    berkas.isian_segel = Berkas::segel(tx, isian);
    berkas.versi += 1;
    Ok(tx.update(&berkas).await?)
}

/// Ticks the requirements that are there.
pub async fn centang(tx: &mut WriteTx, terlihat: Terlihat, ada: &[String]) -> Result<()> {
    let mut berkas = terkini(tx, terlihat).await?;
    let (Some(jenis), true) = (berkas.jenis(), berkas.keadaan().terbuka()) else {
        return tolak("Berkas ini sudah berakhir, jadi syaratnya tetap.");
    };
    let ada = jenis.syarat.iter().map(|s| s.kode.as_str()).filter(|kode| ada.iter().any(|a| a == kode));
    berkas.syarat = ada.collect::<Vec<_>>().join(" ");
    berkas.versi += 1;
    Ok(tx.update(&berkas).await?)
}

/// Dukcapil gave it back: what is missing, and since when.
pub async fn kembalikan(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    (kurang, tanggal): (&str, Date),
    pelaku: &Pelaku,
) -> Result<()> {
    let catatan = kata(kurang, "Tulis apa yang kurang menurut Dukcapil.")?;
    let mut berkas = maju(tx, terlihat, Tindakan::Kekurangan).await?;
    catatan.clone_into(&mut berkas.catatan);
    tx.update(&berkas).await?;
    Ok(store::insert_langkah(tx, &berkas, Tindakan::Kekurangan, pelaku, (tanggal, catatan)).await?)
}

/// What was missing is there: the case may be handed over again.
pub async fn lengkapi(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    catatan: &str,
    pelaku: &Pelaku,
    hari_ini: Date,
) -> Result<()> {
    let mut berkas = maju(tx, terlihat, Tindakan::Pelengkapan).await?;
    berkas.catatan = String::new();
    tx.update(&berkas).await?;
    let catatan = catatan.trim();
    Ok(store::insert_langkah(tx, &berkas, Tindakan::Pelengkapan, pelaku, (hari_ini, catatan)).await?)
}

/// Gives a case up, for a reason that is kept.
pub async fn batalkan(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    alasan: &str,
    pelaku: &Pelaku,
    hari_ini: Date,
) -> Result<()> {
    let alasan = kata(alasan, "Tulis alasannya.")?;
    let mut berkas = maju(tx, terlihat, Tindakan::Pembatalan).await?;
    alasan.clone_into(&mut berkas.catatan);
    berkas.berakhir_pada = Some(tx.ctx().now.into());
    tx.update(&berkas).await?;
    Ok(store::insert_langkah(tx, &berkas, Tindakan::Pembatalan, pelaku, (hari_ini, alasan)).await?)
}

/// A reason as it is kept.
fn kata<'t>(teks: &'t str, kalimat: &str) -> Result<&'t str> {
    let teks = teks.trim();
    match teks.chars().count() {
        0..3 => tolak(kalimat),
        3..=500 => Ok(teks),
        _ => tolak("Paling panjang 500 huruf."),
    }
}

/// What happened meanwhile, so that the case no longer fits the register.
pub async fn berubah(tx: &mut ReadTx, berkas: &Berkas) -> db::Result<Option<String>> {
    let Some(jenis) = berkas.jenis().filter(|_| berkas.keadaan().terbuka()) else { return Ok(None) };
    if let Some(id) = berkas.peristiwa_id.filter(|_| jenis.pokok == Pokok::Peristiwa) {
        let p = warga::find_peristiwa(tx, id).await?;
        let batal = p.is_none_or(|p| !p.berlaku() || p.jenis() == JenisPeristiwa::Pembatalan);
        return Ok(batal.then(|| "Peristiwanya sudah dibatalkan di buku penduduk.".to_owned()));
    }
    if let Some(id) = berkas.keluarga_id.filter(|_| jenis.pokok == Pokok::Keluarga) {
        let bernomor = warga::find_keluarga(tx, id).await?.is_some_and(|k| k.no_kk_kunci.is_some());
        if bernomor {
            return Ok(Some("Nomor KK keluarga ini sudah tercatat di buku penduduk.".to_owned()));
        }
        let kosong = wakil(tx, id).await?.is_none();
        return Ok(kosong.then(|| "Keluarga ini sudah tidak beranggota.".to_owned()));
    }
    let Some(p) = warga::find_penduduk(tx, berkas.orang_id).await? else { return Ok(None) };
    if !p.aktif() {
        return Ok(Some(format!("{} kini tercatat {}.", p.nama, p.status_dasar())));
    }
    let bernik = p.nik_kunci.is_some() && jenis.terbit.iter().any(|t| t.kode == "nik" && t.wajib);
    Ok(bernik.then(|| format!("NIK {} sudah tercatat di buku penduduk.", p.nama)))
}
