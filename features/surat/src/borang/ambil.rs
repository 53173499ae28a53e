//! Filling a person's boxes from the register, while the form is still being typed.

use db::ReadTx;
use kependudukan::{Ringkas, Subjek};
use ui::{Choice, Field};
use uuid::Uuid;

use super::bidang::CARI;
use super::{AWALAN, Borang};
use crate::jenis::{Jenis, Tipe};
use crate::orang::Orang;

/// How many people a search offers: more means it should say more.
const BATAS: i64 = 12;

/// What became of looking for a person.
#[derive(Debug, Default)]
pub(crate) struct Ambilan {
    /// The box looked from, when it has something to say.
    kotak: String,
    kalimat: Option<String>,
    pilihan: Vec<Choice>,
    /// Whose NIK now stands in the form in full.
    pub(crate) terbuka: Option<Uuid>,
}

impl Ambilan {
    /// Says so in the form.
    pub(crate) fn pasang(self, borang: &mut Borang) {
        if let Some(kalimat) = self.kalimat {
            borang.form.refuse(&self.kotak, kalimat);
        }
        if !self.pilihan.is_empty() {
            let kata = "Ada beberapa yang cocok. Pilih orangnya, lalu tekan Ambil sekali lagi.";
            borang.calon = Some(Field::new(self.kotak, "Pilih orangnya").hint(kata).choices(self.pilihan));
        }
    }
}

/// Looks for the person of field `nama` and, when exactly one is meant, writes them into the boxes.
pub(crate) async fn ambil(
    tx: &mut ReadTx,
    jenis: &Jenis,
    nama: &str,
    ketikan: &mut Vec<(String, String)>,
) -> db::Result<Ambilan> {
    let kotak = format!("{CARI}{nama}");
    let kata = |kalimat: &str| Ambilan {
        kotak: kotak.clone(),
        kalimat: Some(kalimat.to_owned()),
        ..Ambilan::default()
    };
    let Some(isian) = jenis.isian.iter().find(|isian| isian.nama == nama && isian.tipe == Tipe::Orang) else {
        return Ok(Ambilan::default());
    };
    let dicari = ketikan.iter().find(|(kunci, _)| *kunci == kotak).map(|(_, nilai)| nilai.trim().to_owned());
    let Some(dicari) = dicari.filter(|teks| !teks.is_empty()) else {
        return Ok(kata("Ketik dulu nama atau NIK orangnya."));
    };
    let id = if let Ok(id) = dicari.parse() {
        id
    } else {
        match cari(tx, &dicari).await?.as_slice() {
            [] => return Ok(kata("Tidak ada orang yang cocok di data penduduk. Ketik sendiri datanya.")),
            [(satu, _)] => *satu,
            banyak => {
                let pilihan = banyak.iter().map(|(id, label)| Choice::new(id.to_string(), label));
                return Ok(Ambilan { kotak, pilihan: pilihan.collect(), ..Ambilan::default() });
            }
        }
    };
    let Some(subjek) = kependudukan::find_subjek(tx, id).await? else {
        return Ok(kata("Orang itu tidak ada lagi di data. Cari sekali lagi."));
    };
    let awal = format!("{AWALAN}{nama}-");
    let diminta = isian.bagian_bagian();
    ketikan.retain(|(kunci, _)| {
        *kunci != kotak && !dari_data().any(|bagian| *kunci == format!("{awal}{bagian}"))
    });
    for (bagian, nilai) in bagian_orang(subjek) {
        if diminta.iter().any(|(kode, ..)| *kode == bagian) {
            ketikan.push((format!("{awal}{bagian}"), nilai));
        }
    }
    Ok(Ambilan {
        terbuka: diminta.iter().any(|(kode, ..)| *kode == "nik").then_some(id),
        ..Ambilan::default()
    })
}

/// Who is meant, with a label: residents first, then those who died or left, who may well be heirs' parents
/// or former spouses.
async fn cari(tx: &mut ReadTx, dicari: &str) -> db::Result<Vec<(Uuid, String)>> {
    let label = |orang: &Ringkas| {
        let lahir = orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default();
        format!("{}, lahir {lahir}, {}", orang.nama, orang.alamat)
    };
    let semua = kependudukan::cari_ringkas(tx, dicari, BATAS).await?;
    let mut hasil: Vec<_> = semua.iter().map(|orang| (orang.id, label(orang))).collect();
    for (orang, status) in kependudukan::cari_bekas(tx, dicari, BATAS).await? {
        hasil.push((orang.id, format!("{} ({status})", label(&orang))));
    }
    Ok(hasil)
}

fn dari_data() -> impl Iterator<Item = &'static str> {
    [
        "nama",
        "nik",
        "tempat_lahir",
        "tanggal_lahir",
        "jenis_kelamin",
        "agama",
        "status_kawin",
        "pekerjaan",
        "kewarganegaraan",
        "alamat",
    ]
    .into_iter()
}

fn bagian_orang(subjek: Subjek) -> impl Iterator<Item = (&'static str, String)> {
    let orang = Orang::from(subjek);
    let nik = orang.nik.map(|nik| nik.as_str().to_owned()).unwrap_or_default();
    let lahir = orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default();
    let alamat = orang.alamat_lengkap("");
    let isi = [
        orang.nama,
        nik,
        orang.tempat_lahir,
        lahir,
        orang.jenis_kelamin,
        orang.agama,
        orang.status_kawin,
        orang.pekerjaan,
        orang.kewarganegaraan,
        alamat,
    ];
    dari_data().zip(isi)
}
