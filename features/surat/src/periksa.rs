//! Is this PDF one of ours, and is it still what was issued? Asked by the public and by the command line.

use db::{Context, Db, Unit};
use jiff::Timestamp;
use uuid::Uuid;

use crate::cetak::{pdf_id, sidik};
use crate::keadaan::Keadaan;
use crate::kukuh::KeadaanKukuh;
use crate::store::{self, Surat};

/// A letter as anybody may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temuan {
    pub unit: Unit,
    pub unit_nama: String,
    pub judul: String,
    pub nomor: String,
    pub tanggal: Option<jiff::civil::Date>,
    pub penandatangan: String,
    pub selaku: String,
    /// "Sxxx Axxxxx"; a body of the register by its full name.
    pub nama_samar: String,
    /// It is about a body of the register.
    pub lembaga: bool,
    pub keadaan: Keadaan,
    /// Ink or electronic, in words.
    pub tanda_tangan: String,
    pub berlaku_sampai: Option<jiff::civil::Date>,
    /// Issued and in force, but its time has run out.
    pub lewat: bool,
    /// Token and number of the letter that took its place.
    pub pengganti: Option<(String, String)>,
    /// Token and number of the letter whose place it took.
    pub mengganti: Option<(String, String)>,
    /// SHA-256 of the PDF as issued.
    pub sidik: Option<String>,
    /// The same of the file before the camat's own signature was added.
    pub sidik_awal: Option<String>,
    /// What the office above did with it, where Balai knows.
    pub camat: Option<Camat>,
    pub manual: bool,
}

/// The camat's part of a letter that travelled to the office above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Camat {
    Menunggu,
    Dikukuhkan { nama: String, selaku: String, tanggal: Option<jiff::civil::Date>, elektronik: bool },
}

impl Camat {
    fn dari(row: &store::Penerusan) -> Option<Self> {
        match row.keadaan() {
            KeadaanKukuh::Menunggu => Some(Self::Menunggu),
            KeadaanKukuh::Dikukuhkan => Some(Self::Dikukuhkan {
                nama: row.camat_nama.clone().unwrap_or_default(),
                selaku: row.camat_selaku.clone().unwrap_or_default(),
                tanggal: row.tanggal.map(|hari| hari.0),
                elektronik: row.elektronik,
            }),
            _ => None,
        }
    }

    /// For whoever checks the letter.
    pub fn kalimat(&self) -> String {
        match self {
            Self::Menunggu => "Menunggu pengukuhan camat".to_owned(),
            Self::Dikukuhkan { nama, selaku, tanggal, elektronik } => format!(
                "Dikukuhkan {nama}, {selaku}, pada {}, dengan tanda tangan {}",
                tanggal.map(kamus::tanggal_panjang).unwrap_or_default(),
                if *elektronik { "elektronik" } else { "basah" }
            ),
        }
    }
}

/// The judgement on a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Exactly the file that was issued. Whether the letter still holds is told by its state.
    Sah(Box<Temuan>),
    /// A letter of ours, but not the file that was issued.
    Berubah(Box<Temuan>),
    /// Not one of the letters in this database.
    TidakDikenal,
}

/// Finds the letter that a PDF is, or once was, across all units.
pub async fn verify_pdf(db: &Db, bytes: &[u8], now: Timestamp) -> db::Result<Verdict> {
    if let Some((unit, id)) = find(db, "surat_sidik", &sidik(bytes)).await? {
        return Ok(Verdict::Sah(Box::new(temuan(db, unit, id, now).await?)));
    }
    // What the village issued stays true beside the file that the camat signed too.
    if let Some((unit, id)) = find(db, "surat_awal", &sidik(bytes)).await? {
        let mut tx = db.read(&Context::new(db::Actor::Public, unit, now)).await?;
        if let Some(row) = store::find_penerusan(&mut tx, id).await? {
            drop(tx);
            return Ok(Verdict::Sah(Box::new(temuan(db, unit, row.surat_id, now).await?)));
        }
    }
    let Some(lasting) = pdf_id(bytes) else { return Ok(Verdict::TidakDikenal) };
    match find(db, "surat_pdf", &lasting).await? {
        Some((unit, id)) => Ok(Verdict::Berubah(Box::new(temuan(db, unit, id, now).await?))),
        None => Ok(Verdict::TidakDikenal),
    }
}

/// The letter behind a QR code.
pub async fn find_temuan(db: &Db, token: &str, now: Timestamp) -> db::Result<Option<Temuan>> {
    match find(db, "verifikasi", token).await? {
        Some((unit, id)) => Ok(Some(temuan(db, unit, id, now).await?)),
        None => Ok(None),
    }
}

async fn find(db: &Db, kind: &str, text: &str) -> db::Result<Option<(Unit, Uuid)>> {
    Ok(db.peek().await?.find_in_directory(db, kind, text).await?.into_iter().next())
}

async fn temuan(db: &Db, unit: Unit, id: Uuid, now: Timestamp) -> db::Result<Temuan> {
    let mut tx = db.read(&Context::new(db::Actor::Public, unit, now)).await?;
    let surat = store::get_surat(&mut tx, id).await?;
    let identitas = wilayah::get_identitas(&mut tx).await?;
    let judul = match surat.naskah(&tx)? {
        Some(naskah) => naskah.judul,
        None => surat.jenis().judul.clone(),
    };
    // What hides a name protects a person (UU 27/2022). A body of the register was made known by a decree; what was
    // typed in as a body may be anything, so it stays hidden.
    let lembaga = surat.lembaga() && surat.subjek_id.is_some();
    let kukuh = store::find_penerusan_surat(&mut tx, id).await?;
    let mut lain = Vec::new();
    for other in [surat.pengganti_id, surat.mengganti_id] {
        lain.push(match other {
            Some(id) => rujukan(&store::get_surat(&mut tx, id).await?),
            None => None,
        });
    }
    let mengganti = lain.pop().flatten();
    let pengganti = lain.pop().flatten();
    Ok(Temuan {
        unit,
        unit_nama: identitas.nama_lengkap(),
        judul: judul_biasa(&judul),
        nomor: surat.nomor.clone().unwrap_or_default(),
        tanggal: surat.tanggal.map(|hari| hari.0),
        penandatangan: surat.ttd_nama.clone().unwrap_or_default(),
        selaku: surat.ttd_selaku.clone().unwrap_or_default(),
        nama_samar: if lembaga {
            surat.subjek_nama.clone()
        } else {
            kamus::samarkan_nama(&surat.subjek_nama)
        },
        lembaga,
        keadaan: surat.keadaan(),
        tanda_tangan: tanda_tangan(&surat).to_owned(),
        berlaku_sampai: surat.berlaku_sampai.map(|hari| hari.0),
        lewat: surat.berlaku_sampai.is_some_and(|hari| hari.0 < identitas.zona().tanggal(now)),
        pengganti,
        // A replacement still being made is nobody's business.
        mengganti: mengganti.filter(|_| surat.terbit_pada.is_some()),
        sidik: surat.terbit_sidik.clone(),
        sidik_awal: kukuh.as_ref().and_then(|kukuh| kukuh.sidik_awal.clone()),
        camat: kukuh.as_ref().and_then(Camat::dari),
        manual: surat.manual,
    })
}

/// "SURAT KETERANGAN/PENGANTAR" as running text writes it.
pub(crate) fn judul_biasa(judul: &str) -> String {
    let mut awal = true;
    let huruf = |c: char| {
        let out: String = if awal { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
        awal = !c.is_alphabetic();
        out
    };
    judul.chars().map(huruf).collect()
}

fn rujukan(surat: &Surat) -> Option<(String, String)> {
    Some((surat.token.clone().unwrap_or_default(), surat.nomor.clone()?))
}

fn tanda_tangan(surat: &Surat) -> &'static str {
    use crate::jenis::Cara;
    match surat.cara() {
        Cara::Basah => "Tanda tangan basah dan stempel, di atas kertas",
        Cara::Tte => "Tanda tangan elektronik di dalam berkas PDF",
        Cara::DiTempatLain => "Tanda tangan elektronik di dalam berkas PDF, dibubuhkan di aplikasi lain",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_title_in_running_text() {
        assert_eq!(super::judul_biasa("SURAT KETERANGAN/PENGANTAR"), "Surat Keterangan/Pengantar");
    }
}
