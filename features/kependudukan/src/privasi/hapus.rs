//! Erasure: what named somebody goes, from the rows and from the ledger behind them.
//!
//! Sex, year of birth, hamlet and the days of events stay, so that the figures of past days stay what they
//! were. Letters and the note of who looked are kept: archives (UU 43/2009) and proof of the law's own. What other
//! rooms need no longer goes in the same act.

use db::{Entity as _, Error, Result, WriteTx};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kamus::StatusDasar;
use uuid::Uuid;
use vault::UnitKeys;

use super::{DataOrang, PenghapusanData, tahun_simpan};
use crate::entitas::{
    LampiranPeristiwa, Penduduk, PendudukSementara, Peristiwa, PeristiwaSementara, Rincian, RiwayatPenduduk,
    UsulanKoreksi,
};
use crate::store;
use crate::usulan_warga::{IsiUsulan, UsulanWarga};

/// What stands in place of a name.
pub const DIHAPUS: &str = "(dihapus)";

/// Why somebody's data cannot be erased; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GalatHapus {
    #[error("Data penduduk yang masih tinggal di sini tidak boleh dihapus.")]
    MasihPenduduk,
    #[error("Data baru boleh dihapus {0} tahun sesudah orangnya meninggal atau pindah, yaitu mulai {1}.")]
    BelumWaktunya(i16, String),
    #[error("Data orang ini sudah dihapus.")]
    Sudah,
    #[error(transparent)]
    Db(#[from] Error),
}

/// Whether somebody's data may be erased on a day: they died or moved away so many years ago.
pub fn boleh_dihapus(p: &Penduduk, tahun: i16, hari_ini: Date) -> Result<(), GalatHapus> {
    if p.nama == DIHAPUS {
        return Err(GalatHapus::Sudah);
    }
    if !matches!(p.status_dasar(), StatusDasar::Mati | StatusDasar::Pindah) {
        return Err(GalatHapus::MasihPenduduk);
    }
    let mulai = p.berlaku_sejak.0.checked_add(i64::from(tahun).years()).unwrap_or(Date::MAX);
    if hari_ini < mulai {
        return Err(GalatHapus::BelumWaktunya(tahun, kamus::tanggal_panjang(mulai)));
    }
    Ok(())
}

/// Erases somebody's data, also in other rooms, for a reason that is kept.
pub async fn hapus(
    tx: &mut WriteTx,
    id: Uuid,
    alasan: &str,
    hari_ini: Date,
    lain: &[DataOrang],
) -> Result<PenghapusanData, GalatHapus> {
    let p = store::find_penduduk(tx, id).await?.ok_or(Error::NotFound("penduduk"))?;
    boleh_dihapus(&p, tahun_simpan(tx).await?, hari_ini)?;
    let baris = kosongkan(tx, &p, lain).await?;
    let ctx = *tx.ctx();
    let catatan = PenghapusanData {
        id: ctx.new_id(),
        subjek_id: id,
        alasan: alasan.to_owned(),
        baris,
        oleh: ctx.user(),
        pada: ctx.now.into(),
    };
    tx.insert(&catatan).await?;
    Ok(catatan)
}

/// Erases somebody once more, where a backup from before their erasure brought them back. Tells how many
/// ledger lines lost their payload.
pub async fn ulangi(tx: &mut WriteTx, penghapusan: &PenghapusanData, lain: &[DataOrang]) -> Result<i64> {
    let Some(p) = store::find_penduduk(tx, penghapusan.subjek_id).await? else { return Ok(0) };
    if p.nama == DIHAPUS {
        return Ok(0);
    }
    let baris = kosongkan(tx, &p, lain).await?;
    // The note came back with no backup; where it is there already, it stays.
    let ada = store::list_penghapusan(tx).await?;
    if !ada.iter().any(|lain| lain.id == penghapusan.id) {
        tx.insert(penghapusan).await?;
    }
    Ok(baris)
}

async fn kosongkan(tx: &mut WriteTx, p: &Penduduk, lain: &[DataOrang]) -> Result<i64> {
    let keys = tx.keys().clone();
    let tables = [
        Penduduk::DEF,
        RiwayatPenduduk::DEF,
        Peristiwa::DEF,
        LampiranPeristiwa::DEF,
        UsulanKoreksi::DEF,
        UsulanWarga::DEF,
    ];
    let mut baris = db::ledger::erase(tx, p.id, &tables).await?;
    let mut berkas: Vec<Uuid> = p.foto_id.into_iter().collect();
    tx.update(&anonim(p)).await?;
    for r in store::list_riwayat(tx, p.id).await? {
        berkas.extend(r.isi(&keys)?.foto_id);
        tx.update(&anonim_riwayat(&r, &keys)?).await?;
    }
    for l in store::list_lampiran_orang(tx, p.id).await? {
        berkas.push(l.berkas_id);
        tx.delete::<LampiranPeristiwa>(l.id).await?;
    }
    for e in store::list_peristiwa_orang(tx, p.id).await? {
        tx.update(&Peristiwa { isi_segel: Rincian::default().segel(&keys), ..e }).await?;
    }
    for u in store::list_koreksi_orang(tx, p.id).await? {
        tx.delete::<UsulanKoreksi>(u.id).await?;
    }
    for u in store::list_usulan_orang(tx, p.id).await? {
        berkas.extend(u.foto_id);
        let isi_segel = IsiUsulan::default().segel(&keys);
        tx.update(&UsulanWarga { isi_segel, jawaban_segel: None, foto_id: None, ..u }).await?;
    }
    for s in store::list_asal_sementara(tx, p.id).await? {
        baris += kosongkan_sementara(tx, s).await?;
    }
    for hapus in lain.iter().filter_map(|ruang| ruang.hapus) {
        baris += hapus(tx, p.id).await?;
    }
    for id in berkas {
        if files::find_berkas(tx, id).await.is_ok_and(|ada| ada.is_some()) {
            tx.delete::<files::Berkas>(id).await?;
        }
    }
    Ok(baris)
}

async fn kosongkan_sementara(tx: &mut WriteTx, s: PendudukSementara) -> Result<i64> {
    let tables = [PendudukSementara::DEF, PeristiwaSementara::DEF];
    let baris = db::ledger::erase(tx, s.id, &tables).await?;
    let kosong = String::new;
    for m in store::list_mutasi_sementara(tx, s.id).await? {
        tx.update(&PeristiwaSementara { keterangan: kosong(), ..m }).await?;
    }
    tx.update(&PendudukSementara {
        nik_segel: None,
        nik_kunci: None,
        no_kk_segel: None,
        nama: DIHAPUS.to_owned(),
        kunci_nama: kosong(),
        tempat_lahir: kosong(),
        tanggal_lahir: s.tanggal_lahir.map(|lahir| tahunnya(lahir.0).into()),
        pekerjaan: kosong(),
        alamat: kosong(),
        datang_dari: kosong(),
        maksud: kosong(),
        yang_didatangi: kosong(),
        pergi_ke: kosong(),
        ..s
    })
    .await?;
    Ok(baris)
}

/// The middle of a year: the year of birth stays, the birthday goes.
fn tahunnya(lahir: Date) -> Date {
    date(lahir.year(), 7, 1)
}

/// The row without what names somebody. It points at no other row, so that a rebuild may set it early. Every
/// column is named, so that a new one is thought about.
fn anonim(p: &Penduduk) -> Penduduk {
    Penduduk {
        id: p.id,
        keluarga_id: None,
        nik_segel: None,
        nik_kunci: None,
        nama: DIHAPUS.to_owned(),
        kunci_nama: String::new(),
        jenis_kelamin: p.jenis_kelamin,
        tempat_lahir: None,
        tanggal_lahir: tahunnya(p.tanggal_lahir.0).into(),
        agama: p.agama,
        pendidikan_kk: p.pendidikan_kk,
        pendidikan_sedang: p.pendidikan_sedang,
        pekerjaan: p.pekerjaan,
        status_kawin: p.status_kawin,
        shdk: p.shdk,
        kewarganegaraan: p.kewarganegaraan,
        nama_ayah: None,
        nama_ibu: None,
        kunci_ibu: None,
        golongan_darah: p.golongan_darah,
        akta_lahir: None,
        paspor_berakhir: None,
        akta_perkawinan: None,
        tanggal_perkawinan: None,
        akta_perceraian: None,
        tanggal_perceraian: None,
        ktp_el: p.ktp_el,
        status_rekam: p.status_rekam,
        alamat: None,
        alamat_sekarang: None,
        dusun: p.dusun.clone(),
        rw: p.rw.clone(),
        rt: p.rt.clone(),
        suku: None,
        asuransi: p.asuransi,
        lintang: None,
        bujur: None,
        status_dasar: p.status_dasar,
        dokumen_segel: None,
        kesehatan_segel: None,
        telepon_segel: None,
        gelar_depan: None,
        gelar_belakang: None,
        negara: p.negara.clone(),
        kitas_berakhir: None,
        huruf: p.huruf,
        bpjs_tk: p.bpjs_tk,
        rumah_tangga_id: None,
        hubungan_rtm: None,
        foto_id: None,
        data_awal: p.data_awal,
        berlaku_sejak: p.berlaku_sejak,
        dicatat_pada: p.dicatat_pada,
        impor_id: None,
    }
}

fn anonim_riwayat(r: &RiwayatPenduduk, keys: &UnitKeys) -> Result<RiwayatPenduduk> {
    let isi = anonim(&r.isi(keys)?);
    Ok(RiwayatPenduduk {
        nama: DIHAPUS.to_owned(),
        tanggal_lahir: isi.tanggal_lahir,
        suku: None,
        akta_lahir: None,
        akta_perkawinan: None,
        rumah_tangga_id: None,
        hubungan_rtm: None,
        kesehatan_segel: None,
        isi_segel: RiwayatPenduduk::segel(&isi, keys),
        ..r.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_becomes_its_year() {
        assert_eq!(tahunnya(date(1985, 1, 1)), date(1985, 7, 1));
        assert_eq!(tahunnya(date(2000, 2, 29)), date(2000, 7, 1));
    }
}
