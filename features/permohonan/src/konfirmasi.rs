//! Before the office works on a request its kind may ask whether the neighbourhood knows who asks: the word of the
//! RT, the RW or the hamlet travels, not a paper.
//!
//! The clock goes on meanwhile. RT, RW and hamlet are the office's own helpers, and what the office asks of them is its
//! own time (UU 25/2009 art. 15 and 21); only a resident who must act lets it stand.

use access::Role;
use access::store::Penugasan;
use db::{Context, Db, ReadTx, WriteTx};
use jiff::SignedDuration;
use jiff::civil::Date;
use kamus::{KodeWilayah, Zona, tanggal_pendek};
use surat::jenis::{Konfirmasi as Tingkat, Periksa};
use uuid::Uuid;

use crate::alur::{JAM, jadi, rapikan};
use crate::error::{Error, Result, tolak};
use crate::keadaan::{Keadaan, Tindakan};
use crate::obrolan;
use crate::store::konfirmasi::{self as simpanan, Bagian, Cara, Jawab, Konfirmasi};
use crate::store::{self, Pelaku, Permohonan};

/// A signed paper of the RT, the RW or the hamlet, as the counter saw it.
#[derive(Debug, Clone)]
pub struct Pengantar {
    /// Who signed it.
    pub oleh: String,
    pub tanggal: Date,
}

/// What was answered.
#[derive(Debug, Clone)]
pub(crate) enum Putusan {
    /// By message, by the resident who heads the part; with the reason where it is none of theirs.
    Pesan {
        ketua: Uuid,
        nama: String,
        bukan: Option<String>,
    },
    /// On a page, by who answers for the part with a login of their own.
    Akun {
        pengguna: Pelaku,
        bukan: Option<String>,
    },
    Kertas(Pengantar),
}

/// What who answers is shown: never a number of the register, and of a sensitive kind not even the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ditanyakan {
    pub(crate) nama: String,
    pub(crate) alamat: String,
    pub(crate) surat: Option<String>,
}

/// What is asked about a request.
pub(crate) async fn ditanyakan(tx: &mut ReadTx, p: &Permohonan, k: &Konfirmasi) -> db::Result<Ditanyakan> {
    // A kind that is no longer there is treated as one that is nobody else's business.
    let biasa = p.find_jenis(tx).await?.is_some_and(|jenis| !jenis.peka);
    let (jalan, bagian) = match kependudukan::find_subjek(tx, p.orang_id).await? {
        Some(orang) => {
            let bagian = Bagian::untuk(&orang, Tingkat::Rt);
            (orang.alamat, bagian)
        }
        None => (String::new(), k.bagian()),
    };
    let alamat: Vec<String> = [jalan, bagian.nama()].into_iter().filter(|isi| !isi.is_empty()).collect();
    Ok(Ditanyakan {
        nama: p.orang_nama.clone(),
        alamat: alamat.join(", "),
        surat: biasa.then(|| p.jenis_nama.clone()),
    })
}

/// The levels in the village's own words: "Ketua RT", "Dukuh".
pub(crate) async fn siapa(tx: &mut ReadTx, tingkat: Tingkat) -> db::Result<String> {
    let identitas = wilayah::find_identitas(tx).await?;
    let kata = identitas.as_ref().and_then(|identitas| wilayah::sebutan(identitas).kepala_dusun);
    Ok(tingkat.siapa(kata))
}

/// What a request waits for, as its resident reads it.
pub(crate) async fn kalimat(tx: &mut ReadTx, p: &Permohonan) -> db::Result<Option<String>> {
    let ada = simpanan::find_konfirmasi(tx, p.id).await?;
    let Some(k) = ada.filter(|_| p.keadaan() == Keadaan::Konfirmasi) else { return Ok(None) };
    let siapa = siapa(tx, k.tingkat()).await?;
    Ok(Some(format!(
        "Menunggu dikonfirmasi {siapa}. Sudah punya surat pengantarnya? Bawa ke kantor, permohonan langsung berjalan."
    )))
}

/// Lets a request wait for the word of a part.
pub(crate) async fn minta(
    tx: &mut WriteTx,
    p: &Permohonan,
    bagian: Bagian,
    tingkat: Tingkat,
) -> db::Result<()> {
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    let Bagian { dusun, rw, rt } = bagian;
    tx.insert(&Konfirmasi {
        id,
        permohonan_id: p.id,
        orang_id: p.orang_id,
        tingkat: tingkat.kode(),
        dusun,
        rw,
        rt,
        keadaan: Jawab::Menunggu as i16,
        cara: None,
        dijawab_id: None,
        dijawab_nama: String::new(),
        pengantar_tanggal: None,
        alasan: String::new(),
        diminta_pada: kini.into(),
        diingatkan_pada: None,
        dijawab_pada: None,
    })
    .await
}

/// Which resident can answer: who heads the part, lives here, and does not ask themself.
pub(crate) async fn penjawab(tx: &mut ReadTx, p: &Permohonan, k: &Konfirmasi) -> db::Result<Option<Uuid>> {
    let bagian = k.bagian();
    if !bagian.setingkat(k.tingkat()) {
        return Ok(None);
    }
    let ketua = simpanan::find_ketua(tx, &bagian).await?;
    let Some(id) =
        ketua.map(|ketua| ketua.penduduk_id).filter(|id| *id != p.orang_id && Some(*id) != p.pemohon_id)
    else {
        return Ok(None);
    };
    let penduduk = kependudukan::store::find_penduduk(tx, id).await?;
    Ok(penduduk.filter(kependudukan::Penduduk::aktif).map(|penduduk| penduduk.id))
}

/// The part for which a login with this assignment answers, if any.
pub(crate) fn bagian_penugasan(penugasan: &Penugasan) -> Option<(Tingkat, Bagian)> {
    let Penugasan { dusun, rw, rt, .. } = penugasan.clone();
    let bagian = |rw: Option<String>, rt: Option<String>| Bagian {
        dusun: dusun.clone().unwrap_or_default(),
        rw: rw.unwrap_or_default(),
        rt: rt.unwrap_or_default(),
    };
    let (tingkat, bagian) = match penugasan.role()? {
        Role::Dukuh => (Tingkat::Dukuh, bagian(None, None)),
        Role::Rw => (Tingkat::Rw, bagian(rw, None)),
        Role::Rt => (Tingkat::Rt, bagian(rw, rt)),
        _ => return None,
    };
    (dusun.is_some() && bagian.setingkat(tingkat)).then_some((tingkat, bagian))
}

/// Whether somebody answers for this part with a login of their own.
pub(crate) async fn punya_akun(tx: &mut ReadTx, k: &Konfirmasi) -> db::Result<bool> {
    let zona = KodeWilayah::baru(tx.ctx().unit.0).map(Zona::dari_provinsi).unwrap_or_default();
    let (hari_ini, dicari) = (zona.tanggal(tx.ctx().now), Some((k.tingkat(), k.bagian())));
    for penugasan in access::store::list_all_penugasan(tx).await? {
        if penugasan.is_current(hari_ini) && bagian_penugasan(&penugasan) == dicari {
            let pengguna = access::store::find_pengguna(tx, penugasan.pengguna_id).await?;
            if pengguna.is_some_and(|pengguna| pengguna.aktif) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether it is a matter of the head's own: then the word of that part is no stranger's.
pub(crate) async fn perkara_sendiri(
    tx: &mut ReadTx,
    (p, k): (&Permohonan, &Konfirmasi),
    nama: &str,
) -> db::Result<bool> {
    let ketua = simpanan::find_ketua(tx, &k.bagian()).await?.map(|ketua| ketua.penduduk_id);
    let senama = |lain: &str| !lain.is_empty() && kamus::kunci_nama(lain) == kamus::kunci_nama(nama);
    let ketua_sendiri = ketua.is_some_and(|ketua| ketua == p.orang_id || Some(ketua) == p.pemohon_id);
    Ok(ketua_sendiri || senama(&p.orang_nama) || senama(&p.pemohon_nama))
}

/// Writes the answer down and lets the request go on to the office: confirmed, or denied with a reason that the officer
/// judges. It is never refused by a neighbour.
pub(crate) async fn putuskan(
    tx: &mut WriteTx,
    p: &mut Permohonan,
    putusan: Putusan,
    pelaku: &Pelaku,
) -> Result<()> {
    let ada = simpanan::find_konfirmasi(tx, p.id).await?;
    let Some(mut k) = ada.filter(|k| k.jawab() == Jawab::Menunggu && p.keadaan() == Keadaan::Konfirmasi)
    else {
        return Err(Error::Terlambat(
            "Konfirmasi permohonan ini sudah dicatat. Buka lagi halamannya.".into(),
        ));
    };
    let kini = tx.ctx().now;
    let (pelaku, catatan) = match putusan {
        Putusan::Pesan { ketua, nama, bukan } => {
            (k.dijawab_id, k.cara) = (Some(ketua), Some(Cara::Pesan as i16));
            k.dijawab_nama.clone_from(&nama);
            k.putus(bukan.as_deref());
            (Pelaku { id: None, nama }, "Lewat pesan".to_owned())
        }
        Putusan::Akun { pengguna, bukan } => {
            k.cara = Some(Cara::Akun as i16);
            k.dijawab_nama.clone_from(&pengguna.nama);
            k.putus(bukan.as_deref());
            (pengguna, "Dengan akun sendiri".to_owned())
        }
        Putusan::Kertas(pengantar) => {
            let Pengantar { oleh, tanggal } = periksa(tx, &pengantar)?;
            let catatan = format!("Surat pengantar {oleh}, {}", tanggal_pendek(tanggal));
            (k.dijawab_nama, k.pengantar_tanggal) = (oleh, Some(tanggal.into()));
            (k.keadaan, k.cara) = (Jawab::Benar as i16, Some(Cara::Kertas as i16));
            (pelaku.clone(), catatan)
        }
    };
    k.dijawab_pada = Some(kini.into());
    tx.update(&k).await?;
    let benar = k.jawab() == Jawab::Benar;
    if benar {
        for syarat in p.list_syarat(tx).await? {
            if syarat.periksa == Some(Periksa::Konfirmasi) {
                p.tambah_syarat(&syarat.kode);
            }
        }
    }
    let tindakan = if benar { Tindakan::Konfirmasi } else { Tindakan::Penyangkalan };
    let lalu = p.pintu().awal();
    jadi(tx, p, (lalu, tindakan), &pelaku, (&catatan, kini)).await
}

impl Konfirmasi {
    fn putus(&mut self, bukan: Option<&str>) {
        self.keadaan = if bukan.is_some() { Jawab::Bukan } else { Jawab::Benar } as i16;
        self.alasan = bukan.map(|alasan| rapikan(alasan, 300)).unwrap_or_default();
    }
}

/// What the counter typed about the paper.
fn periksa(tx: &ReadTx, pengantar: &Pengantar) -> Result<Pengantar> {
    let zona = KodeWilayah::baru(tx.ctx().unit.0).map(Zona::dari_provinsi).unwrap_or_default();
    let oleh = rapikan(&pengantar.oleh, 100);
    if oleh.is_empty() {
        return tolak("Tulis siapa yang menandatangani surat pengantarnya.");
    }
    if pengantar.tanggal > zona.tanggal(tx.ctx().now) {
        return tolak("Tanggal surat pengantar tidak boleh sesudah hari ini.");
    }
    Ok(Pengantar { oleh, tanggal: pengantar.tanggal })
}

/// The request ends; nobody needs to answer any more.
pub(crate) async fn gugurkan(tx: &mut WriteTx, permohonan_id: Uuid) -> db::Result<()> {
    let ada = simpanan::find_konfirmasi(tx, permohonan_id).await?;
    let Some(k) = ada.filter(|k| k.jawab() == Jawab::Menunggu) else { return Ok(()) };
    tx.update(&Konfirmasi { keadaan: Jawab::Gugur as i16, ..k }).await
}

/// Of the time that a request may take: after a quarter the head is reminded once.
pub(crate) fn ingat(jatah: SignedDuration) -> SignedDuration {
    jatah / 4
}

/// After half of it the office looks for another way.
pub(crate) fn terlalu_lama(jatah: SignedDuration) -> SignedDuration {
    jatah / 2
}

/// Those whose head should be reminded now and can be.
async fn perlu_diingatkan(tx: &mut ReadTx) -> db::Result<Vec<(Permohonan, Konfirmasi)>> {
    let (kalender, kini) = (waktu::kalender(tx).await?, tx.ctx().now);
    let mut perlu = Vec::new();
    for k in simpanan::list_menunggu(tx).await? {
        let Some(jam) = waktu::store::find_jam(tx, JAM, k.permohonan_id).await? else { continue };
        let lewat = kalender.lama_kerja(k.diminta_pada.timestamp(), kini);
        if k.diingatkan_pada.is_some() || lewat < ingat(jam.hitungan().jatah) {
            continue;
        }
        let p = store::get_permohonan(tx, k.permohonan_id).await?;
        let Some(ketua) = penjawab(tx, &p, &k).await? else { continue };
        if !pesan::list_kontak_warga(tx, ketua).await?.is_empty() {
            perlu.push((p, k));
        }
    }
    Ok(perlu)
}

/// Reminds the heads of a unit, each request once; tells how many requests it was.
pub async fn ingatkan_semua(db: &Db, ctx: &Context) -> Result<usize> {
    if perlu_diingatkan(&mut db.read(ctx).await?).await?.is_empty() {
        return Ok(0);
    }
    let mut tx = db.write(ctx, "pengingat_konfirmasi").await?;
    let semua = perlu_diingatkan(&mut tx).await?;
    let banyak = semua.len();
    for (p, k) in semua {
        let kini = tx.ctx().now;
        tx.update(&Konfirmasi { diingatkan_pada: Some(kini.into()), ..k }).await?;
        obrolan::tanyakan(&mut tx, &p).await?;
    }
    tx.commit().await?;
    Ok(banyak)
}
