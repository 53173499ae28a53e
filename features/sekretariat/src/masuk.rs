//! Letters that came in: entered, corrected, cancelled, put away.

use db::{ReadTx, WriteTx};
use jiff::civil::Date;
use uuid::Uuid;

use crate::error::{Error, Result, tolak};
use crate::keadaan::{Keadaan, Sifat, Tindakan};
use crate::store::{self, Pelaku, SuratMasuk};

/// What a clerk reads off a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IsiSurat {
    pub diterima: Date,
    pub nomor: String,
    pub tanggal: Date,
    pub pengirim: String,
    pub perihal: String,
    pub klasifikasi: Option<String>,
    pub sifat: Sifat,
    pub lokasi: Option<String>,
    pub keterangan: Option<String>,
}

impl IsiSurat {
    /// As it stands in a row.
    pub fn dari(surat: &SuratMasuk) -> Self {
        Self {
            diterima: surat.diterima.0,
            nomor: surat.nomor.clone(),
            tanggal: surat.tanggal.0,
            pengirim: surat.pengirim.clone(),
            perihal: surat.perihal.clone(),
            klasifikasi: surat.klasifikasi.clone(),
            sifat: surat.sifat(),
            lokasi: surat.lokasi.clone(),
            keterangan: surat.keterangan.clone(),
        }
    }

    /// What differs from another reading, in words: the old value is kept.
    pub fn beda(&self, baru: &Self) -> Vec<String> {
        let tanggal = kamus::tanggal_panjang;
        let ada = |isi: &Option<String>| isi.clone().unwrap_or_default();
        let pasangan = [
            ("Tanggal diterima", tanggal(self.diterima), tanggal(baru.diterima)),
            ("Nomor surat", self.nomor.clone(), baru.nomor.clone()),
            ("Tanggal surat", tanggal(self.tanggal), tanggal(baru.tanggal)),
            ("Pengirim", self.pengirim.clone(), baru.pengirim.clone()),
            ("Isi singkat", self.perihal.clone(), baru.perihal.clone()),
            ("Klasifikasi", ada(&self.klasifikasi), ada(&baru.klasifikasi)),
            ("Sifat", self.sifat.label().to_owned(), baru.sifat.label().to_owned()),
            ("Tempat berkas", ada(&self.lokasi), ada(&baru.lokasi)),
            ("Keterangan", ada(&self.keterangan), ada(&baru.keterangan)),
        ];
        let kosong = |isi: String| if isi.is_empty() { "(kosong)".to_owned() } else { isi };
        pasangan
            .into_iter()
            .filter(|(_, lama, baru)| lama != baru)
            .map(|(nama, lama, baru)| format!("{nama}: {} menjadi {}", kosong(lama), kosong(baru)))
            .collect()
    }

    fn tulis(self, surat: &mut SuratMasuk) {
        surat.diterima = self.diterima.into();
        surat.nomor = self.nomor;
        surat.tanggal = self.tanggal.into();
        surat.pengirim = self.pengirim;
        surat.perihal = self.perihal;
        surat.klasifikasi = self.klasifikasi;
        surat.sifat = self.sifat.kode();
        surat.lokasi = self.lokasi;
        surat.keterangan = self.keterangan;
    }
}

/// The letter as the sender of a form saw it.
#[derive(Debug, Clone, Copy)]
pub struct Terlihat {
    pub id: Uuid,
    pub versi: i64,
}

/// The letter, if it is still the one that was seen and something may be done with it.
pub(crate) async fn pegang(tx: &mut ReadTx, terlihat: Terlihat) -> Result<SuratMasuk> {
    let surat = store::find_masuk(tx, terlihat.id).await?.ok_or(Error::TidakAda)?;
    if surat.versi != terlihat.versi {
        return Err(Error::Terlambat(
            "Surat ini baru saja diubah orang lain. Buka lagi halamannya, periksa, lalu ulangi bila masih perlu."
                .to_owned(),
        ));
    }
    if surat.dibatalkan.is_some() {
        return Err(Error::Terlambat("Surat ini sudah dibatalkan dari agenda.".to_owned()));
    }
    if surat.pemusnahan_id.is_some() {
        return Err(Error::Terlambat("Arsip surat ini sudah dimusnahkan.".to_owned()));
    }
    Ok(surat)
}

/// Enters a letter under the next number of the agenda. With `tetap` also one that looks like another.
pub async fn catat(tx: &mut WriteTx, isi: IsiSurat, tetap: bool, pelaku: &Pelaku) -> Result<SuratMasuk> {
    if !tetap && let Some(ada) = store::find_serupa(tx, (&isi.nomor, isi.tanggal), &isi.pengirim).await? {
        return tolak(format!(
            "Surat ini tampaknya sudah dicatat dengan nomor agenda {} pada {}. Bila memang surat lain, centang \
             \"Tetap catat\" di bawah.",
            ada.urut,
            kamus::tanggal_panjang(ada.diterima.0)
        ));
    }
    let bersama = store::find_atur(tx).await?.is_some_and(|atur| atur.nomor_bersama);
    let tahun = isi.diterima.year();
    // The sheet of numbers tells no sender: a secret letter's would stand there for everybody.
    let urut = nomor::ambil_masuk(tx, isi.diterima, bersama, &format!("masuk agenda {tahun}")).await?;
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    let mut surat = SuratMasuk {
        id,
        tahun,
        urut,
        diterima: isi.diterima.into(),
        nomor: String::new(),
        tanggal: isi.tanggal.into(),
        pengirim: String::new(),
        perihal: String::new(),
        klasifikasi: None,
        sifat: isi.sifat.kode(),
        keadaan: Keadaan::Baru.kode(),
        lokasi: None,
        keterangan: None,
        versi: 1,
        dibatalkan: None,
        pemusnahan_id: None,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        pada: kini.into(),
    };
    isi.tulis(&mut surat);
    tx.insert(&surat).await?;
    store::insert_riwayat(tx, id, Tindakan::Pencatatan, pelaku, String::new()).await?;
    Ok(surat)
}

/// Changes what was read wrongly; what stood there before stays in the history.
pub async fn koreksi(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    isi: IsiSurat,
    alasan: &str,
    pelaku: &Pelaku,
) -> Result<()> {
    let mut surat = pegang(tx, terlihat).await?;
    let beda = IsiSurat::dari(&surat).beda(&isi);
    if beda.is_empty() {
        return tolak("Belum ada yang diubah.");
    }
    if isi.diterima.year() != surat.tahun {
        return tolak(format!(
            "Nomor agenda {} milik tahun {}. Tanggal diterima tidak dapat dipindah ke tahun lain: batalkan catatan \
             ini, lalu catat lagi.",
            surat.urut, surat.tahun
        ));
    }
    isi.tulis(&mut surat);
    let catatan = format!("{}. Alasan: {alasan}", beda.join("; "));
    simpan(tx, surat, Tindakan::Koreksi, pelaku, catatan).await
}

/// Takes an entry out of the agenda. Its number stays.
pub async fn batalkan(tx: &mut WriteTx, terlihat: Terlihat, alasan: &str, pelaku: &Pelaku) -> Result<()> {
    let mut surat = pegang(tx, terlihat).await?;
    surat.dibatalkan = Some(alasan.to_owned());
    simpan(tx, surat, Tindakan::Pembatalan, pelaku, alasan).await
}

/// Puts a letter into the archive, where `lokasi` says.
pub async fn arsipkan(tx: &mut WriteTx, terlihat: Terlihat, lokasi: &str, pelaku: &Pelaku) -> Result<()> {
    let mut surat = pegang(tx, terlihat).await?;
    surat.keadaan = Keadaan::Diarsipkan.kode();
    surat.lokasi = Some(lokasi.to_owned());
    simpan(tx, surat, Tindakan::Pengarsipan, pelaku, lokasi).await
}

/// Writes the row with its next version, and the line of its history.
pub(crate) async fn simpan(
    tx: &mut WriteTx,
    mut surat: SuratMasuk,
    tindakan: Tindakan,
    pelaku: &Pelaku,
    catatan: impl Into<String>,
) -> Result<()> {
    surat.versi += 1;
    tx.update(&surat).await?;
    Ok(store::insert_riwayat(tx, surat.id, tindakan, pelaku, catatan).await?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn isi() -> IsiSurat {
        IsiSurat {
            diterima: date(2026, 3, 4),
            nomor: "005/12".to_owned(),
            tanggal: date(2026, 3, 2),
            pengirim: "Kapanewon Pleret".to_owned(),
            perihal: "Undangan rapat".to_owned(),
            klasifikasi: None,
            sifat: Sifat::Biasa,
            lokasi: None,
            keterangan: None,
        }
    }

    #[test]
    fn a_correction_tells_the_old_value_and_the_new() {
        let baru = IsiSurat {
            pengirim: "Kapanewon Piyungan".to_owned(),
            klasifikasi: Some("000.1.5".to_owned()),
            ..isi()
        };
        assert_eq!(
            isi().beda(&baru),
            [
                "Pengirim: Kapanewon Pleret menjadi Kapanewon Piyungan",
                "Klasifikasi: (kosong) menjadi 000.1.5"
            ]
        );
        assert!(isi().beda(&isi()).is_empty());
    }
}
