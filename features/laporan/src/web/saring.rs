//! What part of a book is asked for, as it stands in the URL.

use db::ReadTx;
use jiff::civil::Date;
use serde::Deserialize;
use ui::{Choice, Field};
use waktu::Bulan;
use web::Form;

use crate::buku::{Buku, Permintaan, Waktu};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    tanggal: String,
    dari: String,
    sampai: String,
    bulan: String,
    pub(super) dusun: String,
    pub(super) hal: String,
}

impl Saring {
    pub(super) fn dari_form(form: &Form) -> Self {
        let teks = |nama: &str| form.text(nama).to_owned();
        Self {
            tanggal: teks("tanggal"),
            dari: teks("dari"),
            sampai: teks("sampai"),
            bulan: teks("bulan"),
            dusun: teks("dusun"),
            hal: String::new(),
        }
    }

    /// All filters, for addresses and hidden fields.
    pub(super) fn pasangan(&self) -> Vec<(&'static str, String)> {
        let semua = [
            ("tanggal", &self.tanggal),
            ("dari", &self.dari),
            ("sampai", &self.sampai),
            ("bulan", &self.bulan),
            ("dusun", &self.dusun),
        ];
        semua.into_iter().filter(|(_, isi)| !isi.is_empty()).map(|(nama, isi)| (nama, isi.clone())).collect()
    }

    /// What is asked for, and for each field that cannot be read why.
    pub(super) fn permintaan(&self, buku: Buku, hari_ini: Date) -> (Permintaan, Vec<(&'static str, String)>) {
        let mut salah = Vec::new();
        let mut hari = |nama: &'static str, isi: &str, kosong: Date| match urai_hari(isi, kosong, hari_ini) {
            Ok(hari) => hari,
            Err(kalimat) => {
                salah.push((nama, kalimat));
                kosong
            }
        };
        let waktu = match buku {
            Buku::Induk | Buku::KtpKk => Waktu::Hari(hari("tanggal", &self.tanggal, hari_ini)),
            Buku::Mutasi | Buku::Sementara => {
                let sampai = hari("sampai", &self.sampai, hari_ini);
                let dari = hari("dari", &self.dari, Bulan::dari(sampai).awal());
                if dari > sampai {
                    salah.push(("dari", "Tanggal awal sesudah tanggal akhir. Tukar keduanya.".to_owned()));
                }
                Waktu::Masa(dari.min(sampai), sampai)
            }
            Buku::Rekap => {
                let kini = Bulan::dari(hari_ini);
                Waktu::Bulan(self.bulan.parse().ok().filter(|bulan| *bulan <= kini).unwrap_or(kini))
            }
        };
        let dusun = Some(self.dusun.clone()).filter(|dusun| !dusun.is_empty() && buku != Buku::Rekap);
        (Permintaan { buku, waktu, dusun, terbuka: false }, salah)
    }

    /// The fields of the filter bar.
    pub(super) async fn kolom(
        &self,
        tx: &mut ReadTx,
        minta: &Permintaan,
        salah: &[(&'static str, String)],
    ) -> db::Result<Vec<Field>> {
        let tanggal = |nama: &'static str, label: &str, isi: &str, terbaca: Date| {
            let galat = salah.iter().find(|(n, _)| *n == nama).map(|(_, kalimat)| kalimat.clone());
            let isi = if galat.is_some() { isi.to_owned() } else { kamus::tanggal_pendek(terbaca) };
            Field::new(nama, label).value(isi).width(12).error(galat)
        };
        let mut kolom = match minta.waktu {
            Waktu::Hari(hari) => vec![tanggal("tanggal", "Per tanggal", &self.tanggal, hari)],
            Waktu::Masa(dari, sampai) => vec![
                tanggal("dari", "Dari tanggal", &self.dari, dari),
                tanggal("sampai", "sampai tanggal", &self.sampai, sampai),
            ],
            Waktu::Bulan(bulan) => vec![pilih_bulan(tx, bulan).await?],
        };
        if minta.buku != Buku::Rekap {
            kolom.push(pilih_dusun(tx, &self.dusun).await?);
        }
        Ok(kolom)
    }
}

/// A typed day; `kosong` where nothing was typed. Days to come are refused.
pub(super) fn urai_hari(isi: &str, kosong: Date, hari_ini: Date) -> Result<Date, String> {
    if isi.trim().is_empty() {
        return Ok(kosong);
    }
    match kamus::urai_tanggal(isi) {
        Err(galat) => Err(galat.to_string()),
        Ok(hari) if hari > hari_ini => Err("Tanggal tidak boleh sesudah hari ini.".to_owned()),
        Ok(hari) if hari.year() < 1900 => Err("Tahunnya terlalu lama. Tulis tahun mulai 1900.".to_owned()),
        Ok(hari) => Ok(hari),
    }
}

/// A choice among the dusun of the village.
pub(super) async fn pilih_dusun(tx: &mut ReadTx, isi: &str) -> db::Result<Field> {
    let mut dusun: Vec<String> = wilayah::list_bagian(tx).await?.into_iter().map(|b| b.dusun).collect();
    dusun.retain(|dusun| !dusun.is_empty());
    dusun.sort_unstable();
    dusun.dedup();
    let mut semua = vec![Choice::new("", "Semua")];
    semua.extend(Choice::list(dusun.into_iter().map(|dusun| (dusun.clone(), dusun))));
    Ok(Field::new("dusun", "Dusun").choices(semua).value(isi))
}

/// The last ten years at most.
async fn pilih_bulan(tx: &mut ReadTx, isi: Bulan) -> db::Result<Field> {
    let kini = Bulan::dari(kamus::Zona::Wib.tanggal(tx.ctx().now)).max(isi);
    let pertama = crate::masa::bulan_pertama(tx).await?.unwrap_or(kini);
    let mut semua = Vec::new();
    let mut bulan = kini;
    while bulan >= pertama && semua.len() < 120 {
        semua.push(Choice::new(bulan.kode(), bulan.to_string()));
        bulan = bulan.sebelumnya();
    }
    Ok(Field::new("bulan", "Bulan").choices(semua).value(isi.kode()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_is_shown() {
        let hari_ini = date(2026, 9, 15);
        let saring = |tanggal: &str, dari: &str, sampai: &str| Saring {
            tanggal: tanggal.to_owned(),
            dari: dari.to_owned(),
            sampai: sampai.to_owned(),
            ..Saring::default()
        };
        let hari = |saring: Saring| saring.permintaan(Buku::Induk, hari_ini);
        assert_eq!(hari(saring("", "", "")).0.waktu, Waktu::Hari(hari_ini));
        assert_eq!(hari(saring("31-01-2026", "", "")).0.waktu, Waktu::Hari(date(2026, 1, 31)));
        for salah in ["besok", "16-09-2026", "30-02-2026", "01-01-0001"] {
            assert_eq!(hari(saring(salah, "", "")).1.len(), 1, "{salah}");
        }
        let (masa, salah) = saring("", "", "10-08-2026").permintaan(Buku::Mutasi, hari_ini);
        assert_eq!((masa.waktu, salah.len()), (Waktu::Masa(date(2026, 8, 1), date(2026, 8, 10)), 0));
        let (_, salah) = saring("", "11-08-2026", "10-08-2026").permintaan(Buku::Mutasi, hari_ini);
        assert_eq!(salah.len(), 1);
        let rekap = Saring { bulan: "2027-01".to_owned(), ..Saring::default() };
        assert_eq!(
            rekap.permintaan(Buku::Rekap, hari_ini).0.waktu,
            Waktu::Bulan(Bulan::baru(2026, 9).unwrap())
        );
    }
}
