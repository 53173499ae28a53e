//! The whole register as the workbook that OpenSID villages exchange: the way out, beside the way in.
//!
//! What came in by such a workbook goes out the same, but for the list in `docs/normalisasi-opensid.md`.

use std::collections::HashMap;

use db::{ReadTx, Result};
use kamus::{Daftar as _, HubunganRtm, StatusDasar, StatusKawin};
use rust_xlsxwriter::XlsxError;
use uuid::Uuid;

use crate::entitas::{Isian, Keluarga, Penduduk};
use crate::impor::{BarisPenduduk, Rincian, buku};
use crate::store;

/// What goes into a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pilihan {
    /// Disability, contraception and pregnancy too (specific personal data, UU 27/2022 art. 4).
    pub kesehatan: bool,
}

/// Everybody, families together: by place, then by family with its head first. Rows that turned out to be
/// nobody (*tidak valid*) stay here.
pub async fn baris_register(tx: &mut ReadTx, pilihan: Pilihan) -> Result<Vec<BarisPenduduk>> {
    let keluarga = store::list_keluarga(tx).await?;
    let mut orang = store::list_penduduk(tx).await?;
    orang.retain(|p| p.status_dasar() != StatusDasar::TidakValid);
    let kepala: HashMap<Uuid, String> = orang.iter().map(|p| (p.id, p.nama.clone())).collect();
    let keluarga: HashMap<Uuid, (usize, Keluarga)> =
        keluarga.into_iter().enumerate().map(|(n, k)| (k.id, (n + 1, k))).collect();
    let milik = |p: &Penduduk| p.keluarga_id.and_then(|id| keluarga.get(&id));
    orang.sort_by_cached_key(|p| {
        let keluarga = milik(p).map(|(nomor, k)| {
            let kepala = k.kepala_id.and_then(|id| kepala.get(&id)).cloned();
            (k.dusun.clone(), k.rw.clone(), k.rt.clone(), kepala, *nomor)
        });
        let tempat = (p.dusun.clone(), p.rw.clone(), p.rt.clone(), Some(p.nama.clone()), 0);
        (keluarga.unwrap_or(tempat), p.shdk, p.tanggal_lahir.0, p.id)
    });
    let unit = tx.ctx().unit;
    let keys = tx.keys();
    let mut tanpa_nomor: HashMap<Uuid, usize> = HashMap::new();
    orang
        .iter()
        .map(|p| {
            let k = milik(p);
            let no_kk = k.map(|(_, k)| k.no_kk(keys)).transpose()?.flatten();
            let mut isian = p.isian(no_kk, keys)?;
            isian.alamat = isian.alamat.or_else(|| k.and_then(|(_, k)| k.alamat.clone()));
            if !pilihan.kesehatan {
                (isian.cacat, isian.cara_kb, isian.kehamilan) = (None, None, None);
            }
            let mut baris = baris(isian);
            // Without a number, members would fall apart: OpenSID's own stand-in keeps them together.
            baris.kk_sementara = k.filter(|_| no_kk.is_none()).map(|(_, k)| {
                let urut = tanpa_nomor.len() + 1;
                format!("0{unit}{:05}", tanpa_nomor.entry(k.id).or_insert(urut))
            });
            Ok(baris)
        })
        .collect()
}

/// The register as a workbook (`.xlsx`).
///
/// # Errors
/// When there are more persons than a sheet has rows.
pub fn tulis(baris: &[BarisPenduduk]) -> std::result::Result<Vec<u8>, XlsxError> {
    buku(baris)
}

/// The headings of OpenSID's workbook of households.
const RUMAH_TANGGA: [&str; 3] = ["NIK", "NOMOR RUMAH TANGGA", "STATUS HUBUNGAN"];

/// Who keeps house with whom, as the workbook by which OpenSID takes households in. It knows people by their NIK:
/// who has none stays out.
pub async fn rumah_tangga(tx: &mut ReadTx) -> Result<Vec<[String; 3]>> {
    let semua = store::list_hubungan_rumah(tx).await?.into_iter();
    let baris = semua.filter_map(|(nomor, nik, hubungan)| {
        Some([nik?.as_str().to_owned(), nomor, hubungan.unwrap_or(HubunganRtm::Anggota.kode()).to_string()])
    });
    Ok(baris.collect())
}

/// The same as a workbook (`.xlsx`).
///
/// # Errors
/// When there are more persons than a sheet has rows.
pub fn tulis_rumah_tangga(baris: &[[String; 3]]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut buku = rust_xlsxwriter::Workbook::new();
    let lembar = buku.add_worksheet().set_name("RTM")?;
    let judul = RUMAH_TANGGA.map(str::to_owned);
    for (nomor, isi) in (0_u32..).zip(std::iter::once(&judul).chain(baris)) {
        for (kolom, sel) in (0_u16..).zip(isi) {
            lembar.write_string(nomor, kolom, sel)?;
        }
    }
    buku.save_to_buffer()
}

/// OpenSID has one code for a marriage and one for a divorce, recorded or not.
fn status_kawin(status: StatusKawin) -> StatusKawin {
    match status {
        StatusKawin::KawinBelumTercatat => StatusKawin::Kawin,
        StatusKawin::CeraiHidupBelumTercatat => StatusKawin::CeraiHidup,
        lain => lain,
    }
}

fn baris(i: Isian) -> BarisPenduduk {
    let derajat = |mikro: i32| f64::from(mikro) / 1e6;
    BarisPenduduk {
        baris: 0,
        nik: i.nik,
        nik_sementara: None,
        no_kk: i.no_kk,
        kk_sementara: None,
        nama: i.nama,
        jenis_kelamin: i.jenis_kelamin,
        tanggal_lahir: i.tanggal_lahir.0,
        shdk: i.shdk,
        status_dasar: i.status_dasar,
        dusun: i.dusun,
        rw: i.rw,
        rt: i.rt,
        rincian: Rincian {
            alamat: i.alamat,
            tempat_lahir: i.tempat_lahir,
            agama: i.agama,
            pendidikan_kk: i.pendidikan_kk,
            pendidikan_sedang: i.pendidikan_sedang,
            pekerjaan: i.pekerjaan,
            status_kawin: i.status_kawin.map(status_kawin),
            kewarganegaraan: i.kewarganegaraan,
            ayah_nik: i.ayah_nik,
            nama_ayah: i.nama_ayah,
            ibu_nik: i.ibu_nik,
            nama_ibu: i.nama_ibu,
            golongan_darah: i.golongan_darah,
            akta_lahir: i.akta_lahir,
            paspor: i.paspor,
            paspor_berakhir: i.paspor_berakhir.map(|d| d.0),
            kitas: i.kitas,
            akta_perkawinan: i.akta_perkawinan,
            tanggal_perkawinan: i.tanggal_perkawinan.map(|d| d.0),
            akta_perceraian: i.akta_perceraian,
            tanggal_perceraian: i.tanggal_perceraian.map(|d| d.0),
            cacat: i.cacat,
            cara_kb: i.cara_kb,
            kehamilan: i.kehamilan,
            ktp_el: i.ktp_el,
            status_rekam: i.status_rekam,
            alamat_sekarang: i.alamat_sekarang,
            suku: i.suku,
            tag_id_card: i.tag_id_card,
            asuransi: i.asuransi,
            no_asuransi: i.no_asuransi,
            lintang: i.lintang.map(derajat),
            bujur: i.bujur.map(derajat),
        },
    }
}
