//! What a resident is told while a request moves, at every contact that is bound to them.

use db::{Result, WriteTx};
use pesan::{Bawaan, Isi, JenisTemplat, Kiriman, Kontak, Pemakai, Sesudah};
use surat::store::Surat;
use uuid::Uuid;

use super::{Juru, Langkah, kata, lengkapi, minta, nilai};
use crate::keadaan::{Ambil, Keadaan, Pintu, Tindakan};
use crate::konfirmasi::punya_akun;
use crate::store::Permohonan;
use crate::store::konfirmasi::find_konfirmasi;

async fn kirim(tx: &mut WriteTx, p: &Permohonan, kontak: &Kontak, isi: Isi) -> Result<()> {
    // Tied to the resident: should the phone change hands before it goes out, it does not.
    pesan::kirim_tentang(tx, (kontak.id, Some(p.dikabari())), &kiriman(p, isi)).await?;
    Ok(())
}

/// A message with what may stand in for it outside the window: number and state, never a reason.
fn kiriman(p: &Permohonan, isi: Isi) -> Kiriman {
    let pendek = format!("Permohonan {}: {}", p.nomor(), p.keadaan().label().to_lowercase());
    Kiriman { templat: Some((JenisTemplat::Kabar, pendek)), ..isi.into() }
}

fn juru<'t>(tx: &'t mut WriteTx, p: &Permohonan, kontak: &Kontak) -> Juru<'t> {
    let siapa = Pemakai { kontak_id: kontak.id, penduduk_id: Some(p.dikabari()), bahasa: kontak.bahasa() };
    Juru::baru(tx, &siapa)
}

async fn isi(juru: &mut Juru<'_>, bawaan: &Bawaan, p: &Permohonan, alasan: &str) -> Result<String> {
    let tempat = [("nomor", p.nomor()), ("surat", p.jenis_nama.clone()), ("alasan", alasan.to_owned())];
    juru.kata(bawaan, &tempat.each_ref().map(|(nama, isi)| (*nama, isi.as_str()))).await
}

/// What a step means for who waits. Some say nothing: the next word follows at once, or was said already.
fn kata_langkah(p: &Permohonan, tindakan: Tindakan) -> Option<&'static Bawaan> {
    Some(match (p.keadaan(), tindakan) {
        (Keadaan::Diajukan | Keadaan::Diperiksa, Tindakan::Pengajuan) if p.pintu() == Pintu::WhatsApp => {
            return None;
        }
        (Keadaan::Diajukan | Keadaan::Diperiksa, Tindakan::Pengajuan) => &kata::DICATAT,
        (Keadaan::Diajukan | Keadaan::Diperiksa, Tindakan::Konfirmasi) => &kata::DIKONFIRMASI,
        (Keadaan::Diajukan | Keadaan::Diperiksa, Tindakan::Penyangkalan) => &kata::TAK_DIKONFIRMASI,
        (Keadaan::Diperiksa, Tindakan::Kelengkapan) => &kata::LENGKAP,
        (Keadaan::Diperiksa, Tindakan::Kemajuan) => &kata::ULANG,
        (Keadaan::Diajukan | Keadaan::Diperiksa, _) => &kata::DIPERIKSA,
        (Keadaan::Diproses, _) => &kata::DIPROSES,
        (Keadaan::Disetujui, _) => &kata::DISETUJUI,
        (Keadaan::Ditandatangani, _) if p.ambil() == Ambil::Antar => &kata::DITANDATANGANI,
        (Keadaan::Siap, _) if p.ambil() == Ambil::Kantor => &kata::SIAP,
        (Keadaan::Diantar, _) => &kata::DIANTAR,
        (Keadaan::Ditolak, _) => &kata::DITOLAK,
        (Keadaan::Batal, _) => &kata::BATAL,
        // A PDF says so itself; what is asked back has its own way.
        (
            Keadaan::Konfirmasi
            | Keadaan::Kurang
            | Keadaan::Ditandatangani
            | Keadaan::Siap
            | Keadaan::Terkirim
            | Keadaan::Selesai,
            _,
        ) => return None,
    })
}

/// Tells of a step that was just taken, within the same act.
pub(crate) async fn kabarkan(tx: &mut WriteTx, p: &Permohonan, tindakan: Tindakan) -> Result<()> {
    if tindakan == Tindakan::Pengajuan && p.pemohon_id.is_some() {
        beri_tahu(tx, p).await?;
    }
    for kontak in pesan::list_kontak_warga(tx, p.dikabari()).await? {
        match p.keadaan() {
            Keadaan::Kurang => minta_lengkapi(tx, p, &kontak).await?,
            Keadaan::Konfirmasi if p.pintu() != Pintu::WhatsApp => {
                let mut juru = juru(tx, p, &kontak);
                let awal = isi(&mut juru, &kata::DICATAT, p, "").await?;
                let teks = format!("{awal}{}", tunggu(&mut juru, p).await?);
                kirim(tx, p, &kontak, Isi::Teks(teks)).await?;
            }
            Keadaan::Selesai => {
                let awal = isi(&mut juru(tx, p, &kontak), &kata::SELESAI, p, "").await?;
                tanya_nilai(tx, p, &kontak, &awal).await?;
            }
            _ => {
                if let Some(bawaan) = kata_langkah(p, tindakan) {
                    let teks = isi(&mut juru(tx, p, &kontak), bawaan, p, &p.alasan).await?;
                    kirim(tx, p, &kontak, Isi::Teks(teks)).await?;
                }
            }
        }
    }
    Ok(())
}

/// Who has a phone of their own hears that somebody of the family asks for a letter about them.
async fn beri_tahu(tx: &mut WriteTx, p: &Permohonan) -> Result<()> {
    let pemohon: Vec<Uuid> =
        pesan::list_kontak_warga(tx, p.dikabari()).await?.into_iter().map(|kontak| kontak.id).collect();
    for kontak in pesan::list_kontak_warga(tx, p.orang_id).await? {
        if pemohon.contains(&kontak.id) {
            continue;
        }
        let siapa = Pemakai { kontak_id: kontak.id, penduduk_id: Some(p.orang_id), bahasa: kontak.bahasa() };
        let nomor = p.nomor();
        let tempat =
            [("nama", p.pemohon_nama.as_str()), ("surat", p.jenis_nama.as_str()), ("nomor", nomor.as_str())];
        let teks = Juru::baru(tx, &siapa).kata(&kata::DIWAKILI, &tempat).await?;
        pesan::kirim_tentang(tx, (kontak.id, Some(p.orang_id)), &kiriman(p, Isi::Teks(teks))).await?;
    }
    Ok(())
}

/// Whose word a request waits for, and what its resident can do; nothing where it waits for none.
pub(super) async fn tunggu(juru: &mut Juru<'_>, p: &Permohonan) -> Result<String> {
    let ada = find_konfirmasi(juru.tx, p.id).await?;
    let Some(k) = ada.filter(|_| p.keadaan() == Keadaan::Konfirmasi) else { return Ok(String::new()) };
    let siapa = crate::konfirmasi::siapa(juru.tx, k.tingkat()).await?;
    let ditanya = super::terjangkau(juru.tx, p, &k).await? || punya_akun(juru.tx, &k).await?;
    let bawaan = if ditanya { &kata::TUNGGU_PESAN } else { &kata::TUNGGU_KERTAS };
    juru.kata(bawaan, &[("siapa", &siapa)]).await
}

/// Says what is missing; where a photo can help, the conversation waits for it.
async fn minta_lengkapi(tx: &mut WriteTx, p: &Permohonan, kontak: &Kontak) -> Result<()> {
    let nama = lengkapi::nama_kurang(tx, p).await?;
    let mut kurang = nama.join(", ");
    if !p.alasan.is_empty() {
        kurang = if kurang.is_empty() { p.alasan.clone() } else { format!("{kurang}. {}", p.alasan) };
    }
    let nomor = p.nomor();
    let tempat = [("nomor", nomor.as_str()), ("surat", p.jenis_nama.as_str()), ("kurang", kurang.as_str())];
    let mut juru = juru(tx, p, kontak);
    let awal = juru.kata(&kata::KURANG, &tempat).await?;
    let Some(pertama) = nama.first() else {
        return kirim(tx, p, kontak, Isi::Teks(awal)).await;
    };
    let teks = juru.kata(&kata::KIRIM_FOTO, &[("awal", &awal), ("syarat", pertama)]).await?;
    let langkah = Langkah::Lengkapi(p.id).tulis();
    pesan::tanya(tx, kontak.id, minta::KODE, (Some(p.dikabari()), langkah), &kiriman(p, Isi::Teks(teks)))
        .await
}

pub(super) async fn tanya_nilai(tx: &mut WriteTx, p: &Permohonan, kontak: &Kontak, awal: &str) -> Result<()> {
    let langkah = Langkah::Nilai(p.id).tulis();
    let isi = nilai::pertanyaan(&mut juru(tx, p, kontak), awal).await?;
    pesan::tanya(tx, kontak.id, nilai::KODE, (Some(p.dikabari()), langkah), &kiriman(p, isi)).await
}

/// Sends the signed letter where it can be sent; tells whether it went out. Ink on paper cannot.
pub(crate) async fn kirim_pdf(tx: &mut WriteTx, p: &Permohonan, surat: &Surat) -> Result<bool> {
    if p.ambil() != Ambil::Pdf {
        return Ok(false);
    }
    let semua = pesan::list_kontak_warga(tx, p.dikabari()).await?;
    let Some(berkas) = surat.terbit_id.filter(|_| surat.cara().elektronik()) else {
        for kontak in semua {
            let teks = isi(&mut juru(tx, p, &kontak), &kata::SIAP_BASAH, p, "").await?;
            kirim(tx, p, &kontak, Isi::Teks(teks)).await?;
        }
        return Ok(false);
    };
    let Some(pertama) = semua.first() else { return Ok(false) };
    let nama = format!("surat-{}.pdf", p.nomor());
    if surat.jenis().peka {
        // What is nobody else's business waits until the resident asks for it: it is ready, not sent.
        let teks = keterangan(&mut juru(tx, p, pertama), p, surat).await?;
        let lalu = Sesudah { layanan: nilai::KODE.to_owned(), langkah: Langkah::Nilai(p.id).tulis() };
        let dokumen = kiriman(p, Isi::Dokumen { berkas, nama, teks });
        let tertahan = Kiriman { rahasia: true, sesudah: Some(lalu), ..dokumen };
        pesan::kabari(tx, p.dikabari(), &tertahan).await?;
        return Ok(false);
    }
    for kontak in semua {
        let teks = keterangan(&mut juru(tx, p, &kontak), p, surat).await?;
        let dokumen = Isi::Dokumen { berkas, nama: nama.clone(), teks };
        kirim(tx, p, &kontak, dokumen).await?;
        tanya_nilai(tx, p, &kontak, "").await?;
    }
    Ok(true)
}

/// What stands under the file.
async fn keterangan(juru: &mut Juru<'_>, p: &Permohonan, surat: &Surat) -> Result<String> {
    let (nomor, resmi) = (p.nomor(), surat.nomor.clone().unwrap_or_default());
    let tempat = [("nomor", nomor.as_str()), ("surat", p.jenis_nama.as_str()), ("resmi", resmi.as_str())];
    juru.kata(&kata::PDF, &tempat).await
}
