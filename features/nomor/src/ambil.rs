use db::{ReadTx, WriteTx};
use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::pola::{Isian, Pola};
use crate::store::{self, CatatanNomor, Penghitung, PolaNomor};

/// The counter of all letters.
const SEMUA: &str = "semua";
/// The counter of letters that came in.
pub const MASUK: &str = "masuk";
/// Stands for the kind of a letter that is none of the office's own kinds.
pub const DINAS: &str = "dinas";
const MAX_KODE_UNIT: usize = 30;
/// The largest number that a village may say it has reached elsewhere.
const MAX_MULAI: i64 = 999_999;
/// Years that a letter may bear: a mistyped one would open a counter that nobody looks for.
const TAHUN: std::ops::RangeInclusive<i16> = 1945..=2200;

/// What shares one counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lingkup {
    /// All letters of the village.
    #[default]
    Semua,
    /// Each kind of letter has its own.
    Jenis,
}

impl Lingkup {
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Semua => SEMUA,
            Self::Jenis => "jenis",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        [Self::Semua, Self::Jenis].into_iter().find(|lingkup| lingkup.kode() == kode)
    }

    fn kunci(self, jenis: &str) -> &str {
        match self {
            Self::Semua => SEMUA,
            Self::Jenis => jenis,
        }
    }
}

/// How a village numbers its letters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pengaturan {
    pub pola: Pola,
    /// What stands for `{unit}`; empty until the village has said it.
    pub kode_unit: String,
    pub lingkup: Lingkup,
}

/// A number, given or looked at beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomor {
    pub urut: i64,
    /// The year of the number's date.
    pub tahun: i16,
    /// As it stands on the letter.
    pub teks: String,
}

/// The unit's settings; the usual pattern, one counter and no unit code where nothing is set yet.
pub async fn get_pengaturan(tx: &mut ReadTx) -> Result<Pengaturan> {
    let Some(row) = store::find_pola_nomor(tx).await? else { return Ok(Pengaturan::default()) };
    let lingkup = Lingkup::dari_kode(&row.lingkup).unwrap_or_default();
    Ok(Pengaturan { pola: row.pola.parse()?, kode_unit: row.kode_unit, lingkup })
}

/// Changes how the unit numbers. Numbers already given stay as they are.
pub async fn update_pengaturan(tx: &mut WriteTx, baru: &Pengaturan) -> Result<()> {
    let kode_unit = baru.kode_unit.trim();
    if kode_unit.chars().count() > MAX_KODE_UNIT
        || kode_unit.contains(|huruf: char| matches!(huruf, '{' | '}') || huruf.is_control())
    {
        return Err(Error::KodeUnit { batas: MAX_KODE_UNIT });
    }
    if baru.pola.memakai_unit() && kode_unit.is_empty() {
        return Err(Error::UnitKosong);
    }
    if baru.lingkup == Lingkup::Jenis && !baru.pola.memakai_klasifikasi() {
        return Err(Error::PerluKlasifikasi);
    }
    let row = PolaNomor {
        id: uuid::Uuid::nil(),
        pola: baru.pola.to_string(),
        kode_unit: kode_unit.to_owned(),
        lingkup: baru.lingkup.kode().to_owned(),
    };
    Ok(store::update_pola_nomor(tx, row).await?)
}

/// Takes the next number of the date's year for a kind of letter, as part of the caller's act.
///
/// `jenis` is the code of the kind; the settings decide whether it has a counter of its own.
pub async fn ambil(tx: &mut WriteTx, tanggal: Date, klasifikasi: &str, jenis: &str) -> Result<Nomor> {
    let (nomor, kunci) = susun(tx, tanggal, klasifikasi, jenis).await?;
    let known = find(tx, nomor.tahun, &kunci).await?;
    let id = known.as_ref().map_or_else(|| tx.ctx().new_id(), |row| row.id);
    let row = Penghitung { id, tahun: nomor.tahun, lingkup: kunci, terakhir: nomor.urut, terbit: nomor.urut };
    store::update_penghitung(tx, &row, known.is_some()).await?;
    Ok(nomor)
}

/// The number that [`ambil`] would give now, without taking it: for a preview. Somebody else may be quicker.
pub async fn berikutnya(tx: &mut ReadTx, tanggal: Date, klasifikasi: &str, jenis: &str) -> Result<Nomor> {
    Ok(susun(tx, tanggal, klasifikasi, jenis).await?.0)
}

/// Says that a counter has come to `nomor_terakhir` outside of Balai, for a start in mid-year or after
/// letters written by hand. `lingkup` is `semua` or the code of a kind. Gives the number that comes next.
///
/// # Errors
/// Never goes below a number issued here.
pub async fn set_mulai(tx: &mut WriteTx, tahun: i16, lingkup: &str, nomor_terakhir: i64) -> Result<i64> {
    check_tahun(tahun)?;
    if !(0..=MAX_MULAI).contains(&nomor_terakhir) {
        return Err(Error::NomorMulai { batas: MAX_MULAI });
    }
    let rows = store::list_penghitung(tx, tahun).await?;
    let terbit = rows.iter().filter(|row| bears_on(row, lingkup)).map(|row| row.terbit).max().unwrap_or(0);
    if nomor_terakhir < terbit {
        return Err(Error::SudahTerbit { terbit, tahun, diminta: nomor_terakhir });
    }
    let known = rows.into_iter().find(|row| row.lingkup == lingkup);
    let row = match &known {
        Some(row) => Penghitung { terakhir: nomor_terakhir, ..row.clone() },
        None => Penghitung {
            id: tx.ctx().new_id(),
            tahun,
            lingkup: lingkup.to_owned(),
            terakhir: nomor_terakhir,
            terbit: 0,
        },
    };
    store::update_penghitung(tx, &row, known.is_some()).await?;
    Ok(next(&store::list_penghitung(tx, tahun).await?, lingkup))
}

/// The next number and the counter it comes from.
async fn susun(tx: &mut ReadTx, tanggal: Date, klasifikasi: &str, jenis: &str) -> Result<(Nomor, String)> {
    let tahun = tanggal.year();
    check_tahun(tahun)?;
    let aturan = get_pengaturan(tx).await?;
    if aturan.pola.memakai_unit() && aturan.kode_unit.is_empty() {
        return Err(Error::UnitKosong);
    }
    if aturan.pola.memakai_klasifikasi() && klasifikasi.trim().is_empty() {
        return Err(Error::KlasifikasiKosong);
    }
    let kunci = aturan.lingkup.kunci(jenis);
    let urut = next(&store::list_penghitung(tx, tahun).await?, kunci);
    let teks = aturan.pola.tulis(&Isian { urut, tanggal, klasifikasi, kode_unit: &aturan.kode_unit });
    Ok((Nomor { urut, tahun, teks }, kunci.to_owned()))
}

async fn find(tx: &mut ReadTx, tahun: i16, kunci: &str) -> Result<Option<Penghitung>> {
    let rows = store::list_penghitung(tx, tahun).await?;
    Ok(rows.into_iter().find(|row| row.lingkup == kunci))
}

/// Takes the running number of a line of the agenda of letters that came in. They have a counter of their own,
/// or, with `bersama`, share that of the letters that go out. `teks` is what the line is about.
///
/// # Errors
/// Shared only where one counter serves all letters.
pub async fn ambil_masuk(tx: &mut WriteTx, tanggal: Date, bersama: bool, teks: &str) -> Result<i64> {
    let tahun = tanggal.year();
    check_tahun(tahun)?;
    if bersama && get_pengaturan(tx).await?.lingkup == Lingkup::Jenis {
        return Err(Error::TakBersama);
    }
    let rows = store::list_penghitung(tx, tahun).await?;
    let keluar = if bersama { next(&rows, SEMUA) } else { 1 };
    let urut = next(&rows, MASUK).max(keluar);
    let kunci: &[&str] = if bersama { &[MASUK, SEMUA] } else { &[MASUK] };
    for kunci in kunci {
        let known = rows.iter().find(|row| row.lingkup == *kunci);
        let id = known.map_or_else(|| tx.ctx().new_id(), |row| row.id);
        let row = Penghitung { id, tahun, lingkup: (*kunci).to_owned(), terakhir: urut, terbit: urut };
        store::update_penghitung(tx, &row, known.is_some()).await?;
    }
    if bersama {
        catat(tx, SEMUA, &Nomor { urut, tahun, teks: teks.to_owned() }).await?;
    }
    Ok(urut)
}

/// Takes a number for a letter that is no kind of the office's own. Without `urut` it is the next one; with
/// it, the one that stands on a paper already, as [`tertulis`] allows. `dipakai` is the letter that has that
/// running number as the caller knows it.
pub async fn ambil_dinas(
    tx: &mut WriteTx,
    tanggal: Date,
    klasifikasi: &str,
    urut: Option<i64>,
    dipakai: Option<&str>,
) -> Result<Nomor> {
    let nomor = match urut {
        Some(urut) => tertulis(tx, (tanggal, urut), klasifikasi, DINAS, dipakai).await?,
        None => ambil(tx, tanggal, klasifikasi, DINAS).await?,
    };
    let kunci = get_pengaturan(tx).await?.lingkup.kunci(DINAS).to_owned();
    catat(tx, &kunci, &nomor).await?;
    Ok(nomor)
}

/// Takes the number that stands on a paper already: it is free, and leaves no hole behind it. `dipakai` is the
/// letter that has it as far as the caller's own tables know.
pub async fn tertulis(
    tx: &mut WriteTx,
    (tanggal, urut): (Date, i64),
    klasifikasi: &str,
    jenis: &str,
    dipakai: Option<&str>,
) -> Result<Nomor> {
    let berikut = berikutnya(tx, tanggal, klasifikasi, jenis).await?;
    if urut < 1 {
        return Err(Error::UrutNol);
    }
    if urut > berikut.urut {
        return Err(Error::Melompat { diminta: urut, berikut: berikut.urut });
    }
    if urut == berikut.urut {
        return ambil(tx, tanggal, klasifikasi, jenis).await;
    }
    let aturan = get_pengaturan(tx).await?;
    let kunci = aturan.lingkup.kunci(jenis).to_owned();
    let tercatat = store::find_catatan(tx, (tanggal.year(), urut), &kunci).await?;
    let tercatat = tercatat.map(|satu| satu.teks);
    if let Some(oleh) = dipakai.or(tercatat.as_deref()) {
        return Err(Error::SudahDipakai { urut, oleh: oleh.to_owned() });
    }
    let isian = Isian { urut, tanggal, klasifikasi, kode_unit: &aturan.kode_unit };
    Ok(Nomor { urut, tahun: tanggal.year(), teks: aturan.pola.tulis(&isian) })
}

async fn catat(tx: &mut WriteTx, kunci: &str, nomor: &Nomor) -> Result<()> {
    let id = tx.ctx().new_id();
    let row = CatatanNomor {
        id,
        tahun: nomor.tahun,
        lingkup: kunci.to_owned(),
        urut: nomor.urut,
        teks: nomor.teks.clone(),
    };
    Ok(tx.insert(&row).await?)
}

/// A village may change between one counter and several in the middle of a year. A counter that takes
/// over goes on above all numbers that it could repeat.
fn bears_on(row: &Penghitung, kunci: &str) -> bool {
    if kunci == MASUK || row.lingkup == MASUK {
        return row.lingkup == kunci;
    }
    kunci == SEMUA || row.lingkup == kunci || row.lingkup == SEMUA
}

fn next(rows: &[Penghitung], kunci: &str) -> i64 {
    rows.iter().filter(|row| bears_on(row, kunci)).map(|row| row.terakhir).max().unwrap_or(0) + 1
}

fn check_tahun(tahun: i16) -> Result<()> {
    if TAHUN.contains(&tahun) { Ok(()) } else { Err(Error::Tahun(tahun)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_goes_on_above_what_it_could_repeat() {
        let row = |lingkup: &str, terakhir| Penghitung {
            id: uuid::Uuid::nil(),
            tahun: 2026,
            lingkup: lingkup.to_owned(),
            terakhir,
            terbit: terakhir,
        };
        let own = [row("domisili", 5), row("umum", 9)];
        let masuk = [row("masuk", 20), row("semua", 7)];
        let mixed = [row("domisili", 5), row("semua", 7), row("umum", 9)];
        for (rows, kunci, expected) in [
            (&[][..], "semua", 1),
            (&own[..], "domisili", 6),
            (&own[..], "usaha", 1),
            (&own[..], "semua", 10),
            (&mixed[..], "domisili", 8),
            (&mixed[..], "umum", 10),
            (&mixed[..], "semua", 10),
            // What comes in has a counter of its own.
            (&masuk[..], "semua", 8),
            (&masuk[..], "masuk", 21),
        ] {
            assert_eq!(next(rows, kunci), expected, "{kunci}");
        }
    }
}
