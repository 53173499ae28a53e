//! Handing a month in: from then on its report stays as it is, and what becomes known later shows in the
//! next one.

use db::{At, ReadTx, WriteTx};
use jiff::civil::Date;
use kependudukan::entitas::TIADA_AKHIR;
use serde::{Deserialize, Serialize};
use waktu::Bulan;

use crate::lampid::{Rentang, Tabel};
use crate::masa::{self, Masa};
use crate::store::{self, LaporanBulanan};

/// A month is late from the day after this one of the next month. No national rule names a day; regencies
/// ask for the report in the first ten days.
const TENGGAT: i8 = 10;

/// What a frozen report keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isi {
    pub tabel: Tabel,
    pub pengesah: wilayah::Pengesah,
    /// The day on which it was frozen.
    pub tanggal: Date,
}

/// Why a report is not frozen or withdrawn; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Galat {
    #[error("Belum ada penduduk yang tercatat. Impor data penduduk dulu.")]
    BelumDibuka,
    #[error("Bulan {0} belum berakhir. Laporan dibekukan sesudah bulannya lewat.")]
    BelumLewat(Bulan),
    #[error("Laporan {0} sudah dibekukan.")]
    SudahBeku(Bulan),
    #[error("Bekukan dulu laporan {0}. Laporan dibekukan berurutan.")]
    Urutan(Bulan),
    #[error("Laporan {0} belum dibekukan.")]
    BelumBeku(Bulan),
    #[error(
        "Laporan {0} sudah dikirim, jadi tidak dapat ditarik. Perubahan masuk ke laporan bulan berikutnya."
    )]
    SudahDikirim(Bulan),
    #[error("Hanya laporan terakhir yang dapat ditarik, yaitu {0}.")]
    BukanTerakhir(Bulan),
    #[error(
        "Laporan ini tidak seimbang pada kolom {0}, jadi tidak dibekukan. Sampaikan ini kepada pengelola Balai."
    )]
    Timpang(String),
    #[error(transparent)]
    Db(#[from] db::Error),
}

pub type Hasil<T> = Result<T, Galat>;

/// Where a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// Not over yet.
    Berjalan,
    Belum,
    Terlambat,
    Beku,
    Terkirim,
}

impl Keadaan {
    pub fn dari(bulan: Bulan, beku: Option<&LaporanBulanan>, hari_ini: Date) -> Self {
        let tenggat = Date::new(bulan.berikutnya().tahun(), bulan.berikutnya().nomor(), TENGGAT);
        match beku {
            Some(laporan) if laporan.dikirim_pada.is_some() => Self::Terkirim,
            Some(_) => Self::Beku,
            None if hari_ini <= bulan.akhir() => Self::Berjalan,
            None if tenggat.is_ok_and(|tenggat| hari_ini > tenggat) => Self::Terlambat,
            None => Self::Belum,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Berjalan => "Berjalan",
            Self::Belum => "Belum dibekukan",
            Self::Terlambat => "Terlambat",
            Self::Beku => "Beku",
            Self::Terkirim => "Terkirim",
        }
    }
}

/// The month that may be frozen next.
pub async fn bulan_berikut(tx: &mut ReadTx) -> Hasil<Bulan> {
    let pertama = masa::bulan_pertama(tx).await?.ok_or(Galat::BelumDibuka)?;
    let terakhir = store::beku_terakhir(tx).await?;
    Ok(terakhir.map_or(pertama, |hari| Bulan::dari(hari).berikutnya()))
}

/// Whether a month may be frozen today.
pub async fn periksa(tx: &mut ReadTx, bulan: Bulan, hari_ini: Date) -> Hasil<()> {
    if store::find_laporan(tx, bulan.awal()).await?.is_some() {
        return Err(Galat::SudahBeku(bulan));
    }
    if hari_ini <= bulan.akhir() {
        return Err(Galat::BelumLewat(bulan));
    }
    let berikut = bulan_berikut(tx).await?;
    if berikut == bulan { Ok(()) } else { Err(Galat::Urutan(berikut)) }
}

/// Freezes a month as it is known at the time of the act.
pub async fn bekukan(tx: &mut WriteTx, bulan: Bulan, hari_ini: Date) -> Hasil<LaporanBulanan> {
    periksa(tx, bulan, hari_ini).await?;
    let diketahui = At::from(tx.ctx().now);
    let Masa { rentang, .. } = masa::masa(tx, bulan).await?.ok_or(Galat::BelumDibuka)?;
    let rentang = Rentang { akhir: kependudukan::store::Pada { diketahui, ..rentang.akhir }, ..rentang };
    let hasil = masa::hitung(tx, &rentang).await?;
    let timpang = hasil.tabel.timpang();
    if !timpang.is_empty() {
        return Err(Galat::Timpang(timpang.join(", ")));
    }
    let isi = Isi { tabel: hasil.tabel, pengesah: wilayah::pengesah(tx, hari_ini).await?, tanggal: hari_ini };
    let laporan = LaporanBulanan {
        id: tx.ctx().new_id(),
        bulan: bulan.awal().into(),
        isi: serde_json::to_string(&isi).map_err(salah)?,
        diketahui,
        oleh: tx.ctx().user(),
        dikirim_pada: None,
        dikirim_oleh: None,
        ditarik_pada: TIADA_AKHIR,
        ditarik_oleh: None,
        alasan: None,
    };
    tx.insert(&laporan).await?;
    Ok(laporan)
}

/// Writes down that a frozen report was handed in. It cannot be withdrawn any more.
pub async fn kirim(tx: &mut WriteTx, bulan: Bulan) -> Hasil<()> {
    let laporan = store::find_laporan(tx, bulan.awal()).await?.ok_or(Galat::BelumBeku(bulan))?;
    if laporan.dikirim_pada.is_some() {
        return Err(Galat::SudahDikirim(bulan));
    }
    let (pada, oleh) = (At::from(tx.ctx().now), tx.ctx().user());
    tx.update(&LaporanBulanan { dikirim_pada: Some(pada), dikirim_oleh: oleh, ..laporan }).await?;
    Ok(())
}

/// Withdraws the last frozen report that was not sent yet. It is kept, with the reason.
pub async fn tarik(tx: &mut WriteTx, bulan: Bulan, alasan: &str) -> Hasil<()> {
    let laporan = boleh_ditarik(tx, bulan).await?;
    let (pada, oleh) = (At::from(tx.ctx().now), tx.ctx().user());
    let alasan = Some(alasan.to_owned());
    tx.update(&LaporanBulanan { ditarik_pada: pada, ditarik_oleh: oleh, alasan, ..laporan }).await?;
    Ok(())
}

/// The report of a month that may be withdrawn.
pub async fn boleh_ditarik(tx: &mut ReadTx, bulan: Bulan) -> Hasil<LaporanBulanan> {
    let laporan = store::find_laporan(tx, bulan.awal()).await?.ok_or(Galat::BelumBeku(bulan))?;
    if laporan.dikirim_pada.is_some() {
        return Err(Galat::SudahDikirim(bulan));
    }
    match store::beku_terakhir(tx).await? {
        Some(terakhir) if terakhir != bulan.awal() => Err(Galat::BukanTerakhir(Bulan::dari(terakhir))),
        _ => Ok(laporan),
    }
}

impl LaporanBulanan {
    pub fn isi(&self) -> db::Result<Isi> {
        serde_json::from_str(&self.isi).map_err(salah)
    }
}

fn salah(source: serde_json::Error) -> db::Error {
    db::Error::Payload { entity: "laporan_bulanan", source }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_late_after_the_tenth_of_the_next() {
        let maret = Bulan::baru(2026, 3).unwrap();
        for (hari_ini, keadaan) in [
            (date(2026, 3, 31), Keadaan::Berjalan),
            (date(2026, 4, 1), Keadaan::Belum),
            (date(2026, 4, 10), Keadaan::Belum),
            (date(2026, 4, 11), Keadaan::Terlambat),
        ] {
            assert_eq!(Keadaan::dari(maret, None, hari_ini), keadaan, "{hari_ini}");
        }
    }
}
