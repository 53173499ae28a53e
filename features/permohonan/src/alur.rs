//! What happens to a request, act by act. Each function is part of the caller's act: it checks that the request
//! is still where the caller saw it, changes it, moves its clock, and writes the history.

use db::{ReadTx, WriteTx};
use jiff::SignedDuration;
use kamus::{KodeWilayah, Zona};
use kependudukan::Subjek;
use surat::jenis::{Jenis, Konfirmasi as Tingkat, Periksa, Syarat};
use uuid::Uuid;

use crate::atur::jatah;
use crate::error::{Error, Result, tolak};
use crate::keadaan::{Ambil, Keadaan, Pintu, Tindakan};
use crate::konfirmasi::{self, Pengantar, Putusan};
use crate::obrolan;
use crate::store::konfirmasi::Bagian;
use crate::store::{self, Isi, Pelaku, Permohonan};

/// The room's word for its clocks.
pub const JAM: &str = "permohonan";

/// A filled-in request.
#[derive(Debug, Clone)]
pub struct Pengajuan {
    pub pintu: Pintu,
    pub jenis: &'static Jenis,
    pub orang: Subjek,
    /// Who asks, where it is somebody else.
    pub pemohon: String,
    /// The resident who asks for somebody of their own family card.
    pub pemohon_id: Option<Uuid>,
    pub isi: Isi,
    /// Codes of requirements that were seen or sent.
    pub syarat: Vec<String>,
    pub ambil: Ambil,
    /// The neighbourhood's word, where its paper was shown at once.
    pub pengantar: Option<Pengantar>,
}

/// A request as somebody saw it on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terlihat {
    pub id: Uuid,
    pub versi: i64,
}

/// The requirements of a kind as this village has them.
pub async fn syarat(tx: &mut ReadTx, jenis: &Jenis) -> db::Result<Vec<Syarat>> {
    Ok(surat::atur::get_atur(tx, jenis).await?.syarat)
}

/// A kind with the requirements of this village, as they are asked for. The paper of the neighbourhood is none of them
/// where its head confirms the request.
#[derive(Debug, Clone)]
pub(crate) struct Berlaku {
    pub(crate) jenis: &'static Jenis,
    pub(crate) syarat: Vec<Syarat>,
    pub(crate) konfirmasi: Tingkat,
}

impl Berlaku {
    pub(crate) async fn baca(tx: &mut ReadTx, jenis: &'static Jenis) -> db::Result<Self> {
        let surat::atur::Atur { mut syarat, konfirmasi, .. } = surat::atur::get_atur(tx, jenis).await?;
        if konfirmasi != Tingkat::Tanpa {
            syarat.retain(|s| s.periksa != Some(Periksa::Konfirmasi));
        }
        Ok(Self { jenis, syarat, konfirmasi })
    }
}

/// Of these requirements, those that are neither there nor known from the register.
pub fn syarat_kurang<'s>(semua: &'s [Syarat], orang: &Subjek, ada: &[String]) -> Vec<&'s Syarat> {
    surat::jenis::syarat_kurang(semua, ada, |periksa| diketahui(periksa, orang))
}

/// The same in words, for a list of kinds.
pub(crate) async fn kurang_dalam_kata(
    tx: &mut ReadTx,
    jenis: &'static Jenis,
    orang: &Subjek,
) -> db::Result<String> {
    let semua = Berlaku::baca(tx, jenis).await?.syarat;
    let kurang = syarat_kurang(&semua, orang, &[]);
    Ok(kurang.iter().map(|syarat| syarat.nama.as_str()).collect::<Vec<_>>().join("; "))
}

/// Whether the register itself fulfils a requirement.
pub fn diketahui(periksa: Periksa, orang: &Subjek) -> bool {
    (periksa == Periksa::Nik && orang.nik.is_some()) || (periksa == Periksa::NoKk && orang.no_kk.is_some())
}

/// Takes a request in and starts its clock. Where its kind asks for the neighbourhood's word, that comes first.
pub async fn ajukan(tx: &mut WriteTx, pengajuan: Pengajuan, pelaku: &Pelaku) -> Result<Permohonan> {
    let Some(orang_id) = pengajuan.orang.id else {
        return tolak(
            "Permohonan hanya untuk orang yang tercatat. Untuk orang lain, buat suratnya langsung.",
        );
    };
    let ctx = *tx.ctx();
    let zona = KodeWilayah::baru(ctx.unit.0).map(Zona::dari_provinsi).unwrap_or_default();
    let tahun = zona.tanggal(ctx.now).year();
    let tingkat = surat::atur::get_atur(tx, pengajuan.jenis).await?.konfirmasi;
    let keadaan = if tingkat == Tingkat::Tanpa { pengajuan.pintu.awal() } else { Keadaan::Konfirmasi };
    let mut permohonan = Permohonan {
        id: ctx.new_id(),
        tahun,
        urut: store::last_urut(tx, tahun).await? + 1,
        // 160 bits: nobody finds a request by trying.
        token: vault::token::<20>(),
        pintu: pengajuan.pintu.kode(),
        jenis: pengajuan.jenis.kode.clone(),
        jenis_nama: pengajuan.jenis.nama.clone(),
        orang_id,
        orang_nama: pengajuan.orang.nama.clone(),
        pemohon_nama: pengajuan.pemohon,
        pemohon_id: pengajuan.pemohon_id,
        isian_segel: Permohonan::segel(tx, &pengajuan.isi),
        syarat: pengajuan.syarat.join(" "),
        kurang: String::new(),
        keadaan: keadaan.kode(),
        versi: 1,
        ambil: pengajuan.ambil.kode(),
        surat_id: None,
        petugas_id: pelaku.id,
        petugas_nama: pelaku.nama.clone(),
        alasan: String::new(),
        diterima_oleh: String::new(),
        diajukan_pada: ctx.now.into(),
        diproses_pada: None,
        siap_pada: None,
        selesai_pada: None,
    };
    tx.insert(&permohonan).await?;
    store::insert_langkah(tx, &permohonan, Tindakan::Pengajuan, pelaku, ("", ctx.now)).await?;
    let lama: SignedDuration = jatah(tx, &permohonan.jenis).await?;
    let perihal = waktu::Perihal { jenis: JAM, id: permohonan.id, nama: &pengajuan.jenis.nama };
    waktu::mulai(tx, perihal, lama).await?;
    if tingkat != Tingkat::Tanpa {
        konfirmasi::minta(tx, &permohonan, Bagian::untuk(&pengajuan.orang, tingkat), tingkat).await?;
    }
    match pengajuan.pengantar {
        Some(pengantar) if tingkat != Tingkat::Tanpa => {
            konfirmasi::putuskan(tx, &mut permohonan, Putusan::Kertas(pengantar), pelaku).await?;
        }
        _ => {
            obrolan::tanyakan(tx, &permohonan).await?;
            obrolan::kabarkan(tx, &permohonan, Tindakan::Pengajuan).await?;
        }
    }
    Ok(permohonan)
}

/// Takes a request for an act, if it still takes it and nobody acted in between.
async fn ambil(tx: &mut WriteTx, terlihat: Terlihat, tindakan: Tindakan) -> Result<Permohonan> {
    let permohonan = store::get_permohonan(tx, terlihat.id).await?;
    if permohonan.versi != terlihat.versi || !tindakan.boleh(permohonan.keadaan()) {
        let kini = permohonan.keadaan().label().to_lowercase();
        return Err(Error::Terlambat(format!("Permohonan ini sekarang {kini}. Buka lagi halamannya.")));
    }
    Ok(permohonan)
}

/// Moves a request on and writes the step.
pub(crate) async fn jadi(
    tx: &mut WriteTx,
    permohonan: &mut Permohonan,
    (keadaan, tindakan): (Keadaan, Tindakan),
    pelaku: &Pelaku,
    (catatan, pada): (&str, jiff::Timestamp),
) -> Result<()> {
    permohonan.keadaan = keadaan.kode();
    permohonan.versi += 1;
    if keadaan.berakhir() {
        permohonan.selesai_pada = Some(pada.into());
    }
    tx.update(permohonan).await?;
    store::insert_langkah(tx, permohonan, tindakan, pelaku, (catatan, pada)).await?;
    // Who sent what was missing is answered where it was sent.
    if tindakan == Tindakan::Kelengkapan && pelaku.id.is_none() {
        return Ok(());
    }
    Ok(obrolan::kabarkan(tx, permohonan, tindakan).await?)
}

/// The paper of the neighbourhood was seen at the counter.
pub async fn konfirmasi_kertas(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    pengantar: Pengantar,
    pelaku: &Pelaku,
) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Konfirmasi).await?;
    konfirmasi::putuskan(tx, &mut permohonan, Putusan::Kertas(pengantar), pelaku).await
}

/// Somebody at the office takes a request up.
pub async fn periksa(tx: &mut WriteTx, terlihat: Terlihat, pelaku: &Pelaku) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Pemeriksaan).await?;
    pegang(&mut permohonan, pelaku);
    let kini = tx.ctx().now;
    jadi(tx, &mut permohonan, (Keadaan::Diperiksa, Tindakan::Pemeriksaan), pelaku, ("", kini)).await
}

fn pegang(permohonan: &mut Permohonan, pelaku: &Pelaku) {
    permohonan.petugas_id = pelaku.id;
    permohonan.petugas_nama.clone_from(&pelaku.nama);
}

/// Asks the resident for what is missing; the clock stands until it is there.
pub async fn minta(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    kurang: &[String],
    catatan: &str,
    pelaku: &Pelaku,
) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Permintaan).await?;
    let semua = permohonan.list_syarat(tx).await?;
    let dikenal = |kode: &&String| semua.iter().any(|s| s.kode == **kode);
    let kurang: Vec<&str> = kurang.iter().filter(dikenal).map(String::as_str).collect();
    let catatan = rapikan(catatan, 300);
    if kurang.is_empty() && catatan.is_empty() {
        return tolak("Centang syarat yang kurang, atau tulis apa yang harus dilengkapi.");
    }
    permohonan.kurang = kurang.join(" ");
    permohonan.alasan.clone_from(&catatan);
    pegang(&mut permohonan, pelaku);
    let kini = tx.ctx().now;
    jadi(tx, &mut permohonan, (Keadaan::Kurang, Tindakan::Permintaan), pelaku, (&catatan, kini)).await?;
    Ok(waktu::jeda(tx, JAM, permohonan.id, "Menunggu warga melengkapi").await?)
}

/// What was missing is there; the clock goes on. `ada` are the codes of what was brought or sent.
pub async fn lengkapi(tx: &mut WriteTx, terlihat: Terlihat, ada: &[String], pelaku: &Pelaku) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Kelengkapan).await?;
    for kode in ada {
        permohonan.tambah_syarat(kode);
    }
    lengkap(tx, &mut permohonan, pelaku).await
}

async fn lengkap(tx: &mut WriteTx, permohonan: &mut Permohonan, pelaku: &Pelaku) -> Result<()> {
    permohonan.kurang = String::new();
    permohonan.alasan = String::new();
    let kini = tx.ctx().now;
    jadi(tx, permohonan, (Keadaan::Diperiksa, Tindakan::Kelengkapan), pelaku, ("", kini)).await?;
    Ok(waktu::lanjutkan(tx, JAM, permohonan.id).await?)
}

/// A photo of a requirement came in. When it was the last that was asked for, the request goes on.
pub async fn foto_masuk(
    tx: &mut WriteTx,
    permohonan: &mut Permohonan,
    syarat: &str,
    pelaku: &Pelaku,
) -> Result<()> {
    permohonan.tambah_syarat(syarat);
    let kurang: Vec<&str> = permohonan.kurang.split_whitespace().collect();
    let diminta = permohonan.keadaan() == Keadaan::Kurang && kurang.contains(&syarat);
    let sisa: Vec<&str> = kurang.into_iter().filter(|kode| *kode != syarat).collect();
    if diminta && sisa.is_empty() {
        return lengkap(tx, permohonan, pelaku).await;
    }
    permohonan.kurang = sisa.join(" ");
    Ok(tx.update(permohonan).await?)
}

/// The letter is being made, by this officer.
pub async fn proses(tx: &mut WriteTx, terlihat: Terlihat, pelaku: &Pelaku) -> Result<Permohonan> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Pemrosesan).await?;
    if permohonan.surat_id.is_some() {
        return tolak("Surat untuk permohonan ini sudah dibuat. Buka suratnya.");
    }
    if permohonan.find_jenis(tx).await?.is_none() {
        return tolak("Jenis surat ini tidak dilayani lagi. Tolak permohonannya dengan alasan itu.");
    }
    pegang(&mut permohonan, pelaku);
    let kini = tx.ctx().now;
    permohonan.diproses_pada.get_or_insert(kini.into());
    jadi(tx, &mut permohonan, (Keadaan::Diproses, Tindakan::Pemrosesan), pelaku, ("", kini)).await?;
    Ok(permohonan)
}

/// Somebody is on the way with the letter.
pub async fn antar(tx: &mut WriteTx, terlihat: Terlihat, pelaku: &Pelaku) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Pengantaran).await?;
    let kini = tx.ctx().now;
    jadi(tx, &mut permohonan, (Keadaan::Diantar, Tindakan::Pengantaran), pelaku, ("", kini)).await
}

/// A channel sent the PDF to the resident.
pub async fn terkirim(tx: &mut WriteTx, id: Uuid) -> Result<()> {
    let mut permohonan = store::get_permohonan(tx, id).await?;
    if permohonan.keadaan() != Keadaan::Siap {
        return Ok(());
    }
    let kini = tx.ctx().now;
    let sistem = Pelaku::default();
    jadi(tx, &mut permohonan, (Keadaan::Terkirim, Tindakan::Pengantaran), &sistem, ("", kini)).await
}

/// The letter is in somebody's hands.
pub async fn serahkan(tx: &mut WriteTx, terlihat: Terlihat, kepada: &str, pelaku: &Pelaku) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, Tindakan::Penyerahan).await?;
    let kepada = rapikan(kepada, 100);
    if kepada.is_empty() {
        return tolak("Tulis nama yang menerima suratnya.");
    }
    permohonan.diterima_oleh.clone_from(&kepada);
    let kini = tx.ctx().now;
    jadi(tx, &mut permohonan, (Keadaan::Selesai, Tindakan::Penyerahan), pelaku, (&kepada, kini)).await
}

/// The office does not do it, and says why.
pub async fn tolak_permohonan(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    sebab: &str,
    pelaku: &Pelaku,
) -> Result<()> {
    akhiri(tx, terlihat, (Keadaan::Ditolak, Tindakan::Penolakan), sebab, pelaku).await
}

/// The resident no longer wants it.
pub async fn batalkan(tx: &mut WriteTx, terlihat: Terlihat, sebab: &str, pelaku: &Pelaku) -> Result<()> {
    akhiri(tx, terlihat, (Keadaan::Batal, Tindakan::Pembatalan), sebab, pelaku).await
}

async fn akhiri(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    (keadaan, tindakan): (Keadaan, Tindakan),
    sebab: &str,
    pelaku: &Pelaku,
) -> Result<()> {
    let mut permohonan = ambil(tx, terlihat, tindakan).await?;
    if permohonan.surat_id.is_some() {
        return tolak("Suratnya sudah dibuat. Batalkan dulu suratnya.");
    }
    let sebab = rapikan(sebab, 300);
    if sebab.chars().count() < 3 {
        return tolak("Tulis alasannya, paling sedikit 3 huruf.");
    }
    permohonan.alasan.clone_from(&sebab);
    let kini = tx.ctx().now;
    konfirmasi::gugurkan(tx, permohonan.id).await?;
    jadi(tx, &mut permohonan, (keadaan, tindakan), pelaku, (&sebab, kini)).await?;
    Ok(waktu::selesaikan(tx, JAM, permohonan.id, kini).await?)
}

pub(crate) fn rapikan(teks: &str, terpanjang: usize) -> String {
    teks.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(terpanjang).collect()
}
