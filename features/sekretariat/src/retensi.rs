//! How long archives are kept (jadwal retensi arsip), what is due, and their destruction.

use std::collections::HashSet;

use db::{ReadTx, WriteTx};
use files::FileStore;
use jiff::ToSpan as _;
use jiff::civil::Date;
use uuid::Uuid;

use crate::error::{Error, Result, tolak};
use crate::keadaan::{Arsip, Keadaan, KeadaanMusnah, Nasib, Tindakan};
use crate::store::{self, JadwalRetensi, Pelaku, Pemusnahan, PemusnahanIsi};
use crate::{masuk, pindai};

/// The rule for letters of a klasifikasi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aturan {
    /// Empty for all that no other rule fits.
    pub klasifikasi: String,
    pub aktif: i16,
    pub inaktif: i16,
    pub nasib: Nasib,
    pub dasar: String,
}

/// No national law gives a village its years; these are habits of village offices, until the village enters those of
/// its regency. What proves rights (land, population, regulations) is kept.
const KEBIASAAN: [(&str, i16, i16, Nasib); 8] = [
    ("", 2, 3, Nasib::Musnah),
    ("100.3", 2, 5, Nasib::Permanen),
    ("141", 2, 5, Nasib::Permanen),
    ("400.12", 2, 5, Nasib::Permanen),
    ("500.17", 2, 5, Nasib::Permanen),
    ("590", 2, 5, Nasib::Permanen),
    ("800", 2, 5, Nasib::Musnah),
    ("900", 2, 8, Nasib::Musnah),
];

impl Aturan {
    /// "aktif 2 tahun, inaktif 3 tahun, lalu musnah"
    pub fn kata(&self) -> String {
        format!(
            "aktif {} tahun, inaktif {} tahun, lalu {} ({})",
            self.aktif,
            self.inaktif,
            self.nasib.label().to_lowercase(),
            self.dasar
        )
    }

    /// The last days of both times. They count from the end of the letter's year.
    pub fn akhir(&self, tanggal: Date) -> (Date, Date) {
        let akhir_tahun = tanggal.last_of_year();
        let sesudah = |tahun: i16| {
            let rentang = i64::from(tahun).years();
            akhir_tahun.checked_add(rentang).unwrap_or(Date::MAX)
        };
        (sesudah(self.aktif), sesudah(self.aktif + self.inaktif))
    }
}

/// All rules of a village: its own, and the habits that it has not replaced.
#[derive(Debug, Clone)]
pub struct Jadwal(Vec<Aturan>);

impl Jadwal {
    pub async fn baca(tx: &mut ReadTx) -> db::Result<Self> {
        Ok(Self::dari(&store::list_jadwal(tx).await?))
    }

    fn dari(sendiri: &[JadwalRetensi]) -> Self {
        let kebiasaan = KEBIASAAN
            .iter()
            .filter(|(kode, ..)| sendiri.iter().all(|s| s.klasifikasi != *kode))
            .map(|(kode, aktif, inaktif, nasib)| Aturan {
                klasifikasi: (*kode).to_owned(),
                aktif: *aktif,
                inaktif: *inaktif,
                nasib: *nasib,
                dasar: "kebiasaan".to_owned(),
            });
        let mut semua: Vec<Aturan> = kebiasaan.collect();
        semua.extend(sendiri.iter().map(|s| Aturan {
            klasifikasi: s.klasifikasi.clone(),
            aktif: s.aktif,
            inaktif: s.inaktif,
            nasib: Nasib::dari_kode(s.nasib).unwrap_or(Nasib::Permanen),
            dasar: s.dasar.clone(),
        }));
        semua.sort_by(|a, b| a.klasifikasi.cmp(&b.klasifikasi));
        Self(semua)
    }

    pub fn semua(&self) -> &[Aturan] {
        &self.0
    }

    /// The rule of the longest code that fits. Codes fit as a whole: 100.3 is no part of 100.30.
    pub fn untuk(&self, klasifikasi: &str) -> &Aturan {
        let cocok = |aturan: &&Aturan| {
            let kode = aturan.klasifikasi.as_str();
            kode.is_empty()
                || klasifikasi == kode
                || klasifikasi.strip_prefix(kode).is_some_and(|sisa| sisa.starts_with('.'))
                // 900 stands for the whole of 9xx.
                || (kode.len() == 3 && kode.ends_with("00") && klasifikasi.starts_with(&kode[..1]))
        };
        let paling = self.0.iter().filter(cocok).max_by_key(|aturan| aturan.klasifikasi.len());
        paling.expect("the rule without a code fits everything")
    }
}

/// An archive whose time has come.
#[derive(Debug, Clone)]
pub struct JatuhTempo {
    pub arsip: Arsip,
    pub id: Uuid,
    pub nomor: String,
    pub tanggal: Date,
    pub uraian: String,
    pub klasifikasi: String,
    pub aturan: Aturan,
    /// Secret, so that a list does not tell what it is about.
    pub rahasia: bool,
    /// Past both times and to be destroyed; else past the first, to be put away.
    pub musnah: bool,
    /// Stands in a proposal already.
    pub diusulkan: bool,
}

/// What is due on a day: to be put away, or to be destroyed.
pub async fn jatuh_tempo(tx: &mut ReadTx, hari_ini: Date) -> db::Result<Vec<JatuhTempo>> {
    let jadwal = Jadwal::baca(tx).await?;
    let diusulkan: HashSet<Uuid> = store::list_diusulkan(tx).await?.into_iter().collect();
    let mut semua = Vec::new();
    for surat in store::list_masuk_lama(tx, hari_ini).await? {
        let klasifikasi = surat.klasifikasi.clone().unwrap_or_default();
        let aturan = jadwal.untuk(&klasifikasi).clone();
        let (aktif, inaktif) = aturan.akhir(surat.diterima.0);
        let musnah = hari_ini > inaktif && aturan.nasib == Nasib::Musnah;
        let pindah = hari_ini > aktif && surat.keadaan() != Keadaan::Diarsipkan;
        if musnah || pindah {
            semua.push(JatuhTempo {
                arsip: Arsip::Masuk,
                id: surat.id,
                nomor: format!("{}/{}", surat.urut, surat.tahun),
                tanggal: surat.diterima.0,
                rahasia: surat.sifat() == crate::keadaan::Sifat::Rahasia,
                uraian: format!("Surat {} dari {}: {}", surat.nomor, surat.pengirim, surat.perihal),
                klasifikasi,
                aturan,
                musnah,
                diusulkan: diusulkan.contains(&surat.id),
            });
        }
    }
    for surat in store::list_dinas_lama(tx, hari_ini).await? {
        let aturan = jadwal.untuk(&surat.klasifikasi).clone();
        if hari_ini > aturan.akhir(surat.tanggal.0).1 && aturan.nasib == Nasib::Musnah {
            semua.push(JatuhTempo {
                arsip: Arsip::Dinas,
                id: surat.id,
                nomor: surat.nomor.clone(),
                tanggal: surat.tanggal.0,
                uraian: format!("Surat kepada {}: {}", surat.kepada, surat.perihal),
                klasifikasi: surat.klasifikasi,
                aturan,
                rahasia: false,
                musnah: true,
                diusulkan: diusulkan.contains(&surat.id),
            });
        }
    }
    Ok(semua)
}

/// Keeps the village's own rule for a klasifikasi.
pub async fn atur(tx: &mut WriteTx, aturan: &Aturan) -> Result<()> {
    let ada = store::list_jadwal(tx).await?.into_iter().find(|s| s.klasifikasi == aturan.klasifikasi);
    let id = ada.as_ref().map_or_else(|| tx.ctx().new_id(), |s| s.id);
    let row = JadwalRetensi {
        id,
        klasifikasi: aturan.klasifikasi.clone(),
        aktif: aturan.aktif,
        inaktif: aturan.inaktif,
        nasib: aturan.nasib.kode(),
        dasar: aturan.dasar.clone(),
    };
    let hasil = if ada.is_some() { tx.update(&row).await } else { tx.insert(&row).await };
    Ok(hasil?)
}

/// The minutes of a destruction that is proposed.
#[derive(Debug, Clone)]
pub struct Usul {
    pub nomor: String,
    pub tanggal: Date,
    pub cara: String,
    pub saksi: String,
    pub arsip: Vec<Uuid>,
}

/// Proposes a destruction. Nothing goes yet.
pub async fn usulkan(tx: &mut WriteTx, usul: Usul, hari_ini: Date, pelaku: &Pelaku) -> Result<Uuid> {
    let mut dipilih = jatuh_tempo(tx, hari_ini).await?;
    dipilih.retain(|j| j.musnah && usul.arsip.contains(&j.id));
    if dipilih.is_empty() {
        return tolak("Pilih paling sedikit satu arsip yang sudah habis masa simpannya.");
    }
    if dipilih.len() != usul.arsip.len() || dipilih.iter().any(|j| j.diusulkan) {
        return Err(Error::Terlambat(
            "Sebagian arsip yang dipilih sudah diusulkan atau dimusnahkan. Buka lagi daftarnya.".to_owned(),
        ));
    }
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    tx.insert(&Pemusnahan {
        id,
        nomor: usul.nomor,
        tanggal: usul.tanggal.into(),
        cara: usul.cara,
        saksi: usul.saksi,
        keadaan: KeadaanMusnah::Diusulkan.kode(),
        diusulkan_oleh: pelaku.id,
        diusulkan_nama: pelaku.nama.clone(),
        diputus_oleh: None,
        diputus_nama: None,
        diputus_pada: None,
        pada: kini.into(),
    })
    .await?;
    let mut isi = Vec::new();
    for satu in dipilih {
        isi.push(PemusnahanIsi {
            id: tx.ctx().new_id(),
            pemusnahan_id: id,
            arsip: satu.arsip.kode(),
            arsip_id: satu.id,
            nomor: satu.nomor,
            tanggal: satu.tanggal.into(),
            uraian: if satu.rahasia { "Surat rahasia".to_owned() } else { satu.uraian },
            klasifikasi: satu.klasifikasi,
            retensi: satu.aturan.kata(),
        });
    }
    tx.insert_all(&isi).await?;
    Ok(id)
}

/// A proposal that still waits.
async fn menunggu(tx: &mut WriteTx, id: Uuid) -> Result<Pemusnahan> {
    let row = store::get_pemusnahan(tx, id).await?;
    if row.keadaan != KeadaanMusnah::Diusulkan.kode() {
        return Err(Error::Terlambat("Usul ini sudah diputus.".to_owned()));
    }
    Ok(row)
}

/// Carries a proposal out: the scans go, the lines of the agenda stay. Somebody else must have proposed it.
pub async fn laksanakan(tx: &mut WriteTx, berkas: &FileStore, id: Uuid, pelaku: &Pelaku) -> Result<usize> {
    let mut row = menunggu(tx, id).await?;
    if row.diusulkan_oleh == pelaku.id {
        return tolak("Pemusnahan harus disetujui orang lain, bukan yang mengusulkannya.");
    }
    let mut hilang = 0;
    for isi in store::list_pemusnahan_isi(tx, id).await? {
        if isi.arsip == Arsip::Masuk.kode() {
            let mut surat = store::get_masuk(tx, isi.arsip_id).await?;
            surat.pemusnahan_id = Some(id);
            let catatan = format!("Berita acara {}", row.nomor);
            masuk::simpan(tx, surat, Tindakan::Pemusnahan, pelaku, catatan).await?;
        } else {
            let mut surat = store::get_dinas(tx, isi.arsip_id).await?;
            surat.pemusnahan_id = Some(id);
            tx.update(&surat).await?;
        }
        hilang += pindai::musnahkan(tx, berkas, isi.arsip_id).await?;
    }
    putus(tx, &mut row, KeadaanMusnah::Dilaksanakan, pelaku).await?;
    Ok(hilang)
}

/// Takes a proposal back.
pub async fn tarik(tx: &mut WriteTx, id: Uuid, pelaku: &Pelaku) -> Result<()> {
    let mut row = menunggu(tx, id).await?;
    putus(tx, &mut row, KeadaanMusnah::Ditarik, pelaku).await
}

async fn putus(
    tx: &mut WriteTx,
    row: &mut Pemusnahan,
    keadaan: KeadaanMusnah,
    pelaku: &Pelaku,
) -> Result<()> {
    row.keadaan = keadaan.kode();
    row.diputus_oleh = pelaku.id;
    row.diputus_nama = Some(pelaku.nama.clone());
    row.diputus_pada = Some(tx.ctx().now.into());
    Ok(tx.update(row).await?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sendiri(kode: &str, aktif: i16) -> JadwalRetensi {
        JadwalRetensi {
            id: Uuid::nil(),
            klasifikasi: kode.to_owned(),
            aktif,
            inaktif: 1,
            nasib: Nasib::Musnah.kode(),
            dasar: "Perbup contoh".to_owned(),
        }
    }

    #[test]
    fn the_longest_code_that_fits_holds() {
        let jadwal = Jadwal::dari(&[sendiri("000.1", 7), sendiri("900", 9)]);
        for (klasifikasi, kode) in [
            ("", ""),
            ("000.1.5", "000.1"),
            ("000.10", ""),
            ("400.12.2.1", "400.12"),
            ("100.30.1", ""),
            ("930", "900"),
            ("900.1", "900"),
        ] {
            assert_eq!(jadwal.untuk(klasifikasi).klasifikasi, kode, "{klasifikasi}");
        }
        assert_eq!(jadwal.untuk("930").dasar, "Perbup contoh", "one's own replaces the habit");
        assert_eq!(jadwal.semua().iter().filter(|a| a.klasifikasi == "900").count(), 1);
    }

    #[test]
    fn years_count_from_the_end_of_the_letter_s_year() {
        let aturan = Jadwal::dari(&[]).untuk("").clone();
        assert_eq!(aturan.akhir(date(2020, 3, 5)), (date(2022, 12, 31), date(2025, 12, 31)));
        assert_eq!(aturan.kata(), "aktif 2 tahun, inaktif 3 tahun, lalu musnah (kebiasaan)");
    }
}
