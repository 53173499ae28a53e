use db::WriteTx;
use uuid::Uuid;

use super::{Meja, Terlihat, ambil, nomori};
use crate::atur::{Atur, Kantor, get_atur};
use crate::error::{Result, tolak};
use crate::jenis::{Cara, Jenis, Penanda, syarat_kurang};
use crate::keadaan::{Keadaan, Tindakan, sesudah_paraf};
use crate::naskah::Kertas;
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::Bentuk;
use crate::store::{self, Isi, Surat};

/// A filled-in form, checked field by field before.
#[derive(Debug, Clone)]
pub struct Pengajuan {
    pub jenis: &'static Jenis,
    pub orang: Orang,
    pub isi: Isi,
    pub cara: Cara,
    pub penandatangan_id: Uuid,
    pub bentuk: Bentuk,
    pub kertas: Kertas,
    pub rangkap: i16,
    /// The issued letter that this one is to replace.
    pub mengganti: Option<Uuid>,
    /// Enters the person as penduduk sementara in the same act.
    pub simpan_sementara: bool,
}

impl Pengajuan {
    /// What is still missing, as one sentence.
    fn periksa(&self, kantor: &Kantor, atur: &Atur) -> Result<()> {
        let orang = &self.orang;
        if !atur.aktif {
            return tolak("Kantor ini sedang tidak menawarkan jenis surat itu. Nyalakan dulu di Atur surat.");
        }
        if let Some(kalimat) = self.jenis.periksa_pokok(orang, kantor.hari_ini).into_iter().next() {
            return tolak(kalimat);
        }
        let milik_kantor = self.jenis.ttd.iter().any(|ttd| ttd.oleh == Penanda::Pejabat);
        if self.cara.elektronik() && !milik_kantor {
            return tolak("Surat ini hanya ditandatangani warga di kertas. Pilih tanda tangan basah.");
        }
        let jawab = |nama: &str| self.isi.nilai.teks(nama);
        let kurang = syarat_kurang(&atur.syarat, &self.isi.syarat, |periksa| {
            self.jenis.diketahui(orang, jawab, periksa)
        });
        if !kurang.is_empty() {
            let nama: Vec<&str> = kurang.iter().map(|syarat| syarat.nama.as_str()).collect();
            return tolak(format!("Syarat belum lengkap: {}.", nama.join("; ")));
        }
        let Some(pejabat) = kantor.find(self.penandatangan_id) else {
            return tolak("Pejabat yang dipilih tidak sedang menjabat. Pilih penanda tangan lain.");
        };
        if !Kantor::bentuk_untuk(pejabat).contains(&self.bentuk) {
            return tolak(
                "Pejabat ini tidak dapat menandatangani dengan cara itu. Pilih lagi penanda tangannya.",
            );
        }
        Ok(())
    }
}

/// Submits a new letter; it goes to its first paraf, or at once to the signature when there is none.
pub async fn ajukan(tx: &mut WriteTx, pengajuan: Pengajuan, meja: &Meja) -> Result<Uuid> {
    let kantor = Kantor::baca(tx).await?;
    pengajuan.periksa(&kantor, &get_atur(tx, pengajuan.jenis).await?)?;
    let mengganti_id = pengajuan.mengganti;
    if let Some(lama) = mengganti_id {
        periksa_penggantian(tx, lama, pengajuan.jenis).await?;
    }
    let mut surat = baru(tx, meja);
    surat.mengganti_id = mengganti_id;
    isi(tx, &mut surat, pengajuan, &kantor).await?;
    // The row must stand before its history refers to it.
    tx.insert(&surat).await?;
    store::insert_peristiwa(tx, surat.id, Tindakan::Pengajuan, &meja.pelaku, (None, None)).await?;
    if surat.keadaan() == Keadaan::TandaTangan {
        nomori::nomori(tx, &mut surat, &kantor, meja).await?;
        tx.update(&surat).await?;
    }
    Ok(surat.id)
}

/// Changes a returned letter and submits it again; a number it has stays.
pub async fn ubah(tx: &mut WriteTx, terlihat: Terlihat, pengajuan: Pengajuan, meja: &Meja) -> Result<()> {
    let mut surat = ambil(tx, terlihat, Tindakan::Perubahan).await?;
    let kantor = Kantor::baca(tx).await?;
    pengajuan.periksa(&kantor, &get_atur(tx, pengajuan.jenis).await?)?;
    let klasifikasi = surat.klasifikasi.clone();
    isi(tx, &mut surat, pengajuan, &kantor).await?;
    if surat.nomor.is_some() {
        // The number names its classification; the one follows the other.
        surat.klasifikasi = klasifikasi;
    }
    surat.alasan = None;
    store::insert_peristiwa(tx, surat.id, Tindakan::Perubahan, &meja.pelaku, (None, None)).await?;
    if surat.keadaan() == Keadaan::TandaTangan {
        nomori::nomori(tx, &mut surat, &kantor, meja).await?;
    }
    Ok(tx.update(&surat).await?)
}

async fn periksa_penggantian(tx: &mut WriteTx, lama: Uuid, jenis: &Jenis) -> Result<()> {
    let surat = store::get_surat(tx, lama).await?;
    if !Tindakan::Penggantian.boleh(surat.keadaan(), surat.cara()) || surat.jenis != jenis.kode {
        return tolak(
            "Hanya surat yang sudah terbit dan masih berlaku yang dapat diganti, dengan jenis yang sama.",
        );
    }
    if store::ada_pengganti(tx, lama).await? {
        return tolak("Pengganti surat ini sudah dibuat dan sedang diproses.");
    }
    Ok(())
}

async fn isi(tx: &mut WriteTx, surat: &mut Surat, pengajuan: Pengajuan, kantor: &Kantor) -> Result<()> {
    let atur = get_atur(tx, pengajuan.jenis).await?;
    let mut orang = pengajuan.orang;
    if pengajuan.simpan_sementara && orang.tercatat == Tercatat::Luar {
        orang.id = Some(kependudukan::insert_sementara(tx, &orang.subjek()).await?);
        orang.tercatat = Tercatat::Sementara;
    }
    let rantai = kantor.rantai(&atur.rantai);
    surat.jenis.clone_from(&pengajuan.jenis.kode);
    surat.jenis_id = pengajuan.jenis.versi;
    surat.klasifikasi = atur.klasifikasi;
    surat.cara = pengajuan.cara.kode();
    pengajuan.kertas.kode().clone_into(&mut surat.kertas);
    surat.rangkap = pengajuan.rangkap.clamp(1, 4);
    surat.tentang(tx.keys(), &orang);
    if orang.lembaga() {
        // A body has no number of its own: its letters are found by the one of who answers for it.
        let nik = pengajuan.jenis.nik_penanggung_jawab(|nama| pengajuan.isi.nilai.teks(nama));
        surat.subjek_nik = nik.map(|nik| Surat::kunci_nik(tx.keys(), nik));
    }
    surat.isian_segel = Surat::segel_isi(tx.keys(), &pengajuan.isi);
    surat.rantai = serde_json::to_string(&rantai).expect("plain structs have a JSON form");
    surat.langkah = 0;
    surat.penandatangan_id = pengajuan.penandatangan_id;
    pengajuan.bentuk.kode().clone_into(&mut surat.bentuk);
    surat.jadi(sesudah_paraf(0, rantai.len()));
    Ok(())
}

fn baru(tx: &WriteTx, meja: &Meja) -> Surat {
    let ctx = *tx.ctx();
    Surat { id: ctx.new_id(), dibuat_oleh: meja.pelaku.id, dibuat_pada: ctx.now.into(), ..Surat::kosong() }
}
