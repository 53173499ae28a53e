use db::WriteTx;
use jiff::Span;
use jiff::civil::Date;

use super::Meja;
use crate::atur::{Kantor, get_atur};
use crate::error::{Result, tolak};
use crate::jenis::{LetakNomor, Nilai};
use crate::keadaan::Tindakan;
use crate::naskah::{Bahan, Ketua, Kop, Naskah, susun};
use crate::penandatangan::Penandatangan;
use crate::pernyataan::Pernyataan;
use crate::store::{self, Surat};

/// Gives the letter its number if it has none, and fixes what it says. The caller stores the row.
pub(super) async fn nomori(tx: &mut WriteTx, surat: &mut Surat, kantor: &Kantor, meja: &Meja) -> Result<()> {
    let Some(pejabat) = kantor.find(surat.penandatangan_id) else {
        return tolak(
            "Penanda tangan surat ini tidak lagi menjabat. Kembalikan suratnya, lalu pilih penanda tangan lain.",
        );
    };
    let penandatangan = kantor.penandatangan(pejabat, surat.bentuk());
    if surat.jenis().nomor == LetakNomor::Tanpa {
        surat.tanggal.get_or_insert(kantor.hari_ini.into());
    } else if surat.nomor.is_none() {
        ambil_nomor(tx, surat, kantor, meja).await?;
    }
    // 160 bits: nobody finds a letter by trying.
    let token = surat.token.get_or_insert_with(vault::token::<20>).clone();
    let isi = surat.isi(tx)?;
    let tanggal = surat.tanggal.map_or(kantor.hari_ini, |tanggal| tanggal.0);
    let atur = get_atur(tx, surat.jenis()).await?;
    surat.berlaku_sampai = berlaku_sampai(&isi.nilai, tanggal, atur.masa_hari).map(Into::into);
    surat.ttd_nama = Some(penandatangan.nama.clone());
    surat.ttd_selaku = Some(penandatangan.selaku());
    let verifikasi = format!("{}/v/{token}", meja.base_url);
    let orang = surat.orang(tx)?;
    let ketua = kantor.ketua(tx, surat.jenis(), &orang).await?;
    let mut naskah = susun_naskah(surat, (&orang, &isi.nilai), kantor, (&penandatangan, ketua), verifikasi);
    naskah.pernyataan = nyatakan(tx, surat, &token, tanggal).await?;
    surat.naskah_segel = Some(Surat::segel_naskah(tx.keys(), &naskah));
    surat.asli_id = None;
    surat.asli_sidik = None;
    Ok(())
}

/// What the QR code will say where nobody can be asked.
async fn nyatakan(tx: &mut WriteTx, surat: &Surat, token: &str, tanggal: Date) -> Result<String> {
    let kunci = tte::kunci_aktif(tx).await?;
    let pernyataan = Pernyataan {
        unit: tx.ctx().unit,
        tanggal,
        berlaku_sampai: surat.berlaku_sampai.map(|hari| hari.0),
        jenis: surat.jenis.clone(),
        nomor: surat.nomor.clone().unwrap_or_default(),
        nama_samar: kamus::samarkan_nama(&surat.subjek_nama),
        selaku: surat.ttd_selaku.clone().unwrap_or_default(),
    };
    Ok(pernyataan.kode(token, &kunci, tx.keys())?)
}

async fn ambil_nomor(tx: &mut WriteTx, surat: &mut Surat, kantor: &Kantor, meja: &Meja) -> Result<()> {
    let diambil = nomor::ambil(tx, kantor.hari_ini, &surat.klasifikasi, &surat.jenis).await?;
    surat.tanggal = Some(kantor.hari_ini.into());
    surat.nomor_tahun = Some(kantor.hari_ini.year());
    surat.nomor_urut = Some(diambil.urut);
    surat.nomor = Some(diambil.teks.clone());
    let catatan = (None, Some(diambil.teks));
    Ok(store::insert_peristiwa(tx, surat.id, Tindakan::Penomoran, &meja.pelaku, catatan).await?)
}

/// Until when a letter is valid: what was answered, or else so many days from its date.
pub(crate) fn berlaku_sampai(nilai: &Nilai, tanggal: Date, masa_hari: Option<i32>) -> Option<Date> {
    let dijawab = nilai.tanggal("berlaku_sampai");
    dijawab.or_else(|| masa_hari.and_then(|hari| tanggal.checked_add(Span::new().try_days(hari).ok()?).ok()))
}

/// All that the letter will say.
pub(crate) fn susun_naskah(
    surat: &Surat,
    (orang, nilai): (&crate::orang::Orang, &Nilai),
    kantor: &Kantor,
    (penandatangan, ketua): (&Penandatangan, Ketua),
    verifikasi: String,
) -> Naskah {
    susun(Bahan {
        jenis: surat.jenis(),
        orang,
        nilai,
        penandatangan,
        cara: surat.cara(),
        nomor: match surat.jenis().nomor {
            LetakNomor::Tanpa => "",
            LetakNomor::Judul | LetakNomor::Register => surat.nomor.as_deref().unwrap_or("………………"),
        },
        tanggal: surat.tanggal.map_or(kantor.hari_ini, |tanggal| tanggal.0),
        berlaku_sampai: surat.berlaku_sampai.map(|hari| hari.0),
        kop: kop(kantor),
        tempat: &kantor.identitas.nama,
        wilayah: &kantor.wilayah(),
        instansi: kantor.instansi(),
        ketua,
        verifikasi,
    })
}

pub(crate) fn kop(kantor: &Kantor) -> Kop {
    let kop = kantor.identitas.kop();
    let mut baris = kop.baris;
    let nama = baris.pop().unwrap_or_default();
    Kop { baris, nama, alamat: kop.alamat, logo_id: kop.logo, aksara_id: kop.aksara }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn validity_is_answered_or_counted() {
        let day = date(2026, 3, 2);
        let answered = Nilai::dari([("berlaku_sampai", "2026-03-09")]);
        for (nilai, masa, expected) in [
            (&answered, Some(30), Some(date(2026, 3, 9))),
            (&Nilai::default(), Some(30), Some(date(2026, 4, 1))),
            (&Nilai::default(), None, None),
        ] {
            assert_eq!(berlaku_sampai(nilai, day, masa), expected);
        }
    }
}
