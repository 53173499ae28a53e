//! Filling the boxes of a person or body from its register, while the form is still being typed.

use db::ReadTx;
use kependudukan::{Ringkas, Subjek};
use ui::{Choice, Field};
use uuid::Uuid;

use super::bidang::CARI;
use super::{AWALAN, Borang, Ketikan};
use crate::badan::{awal, find_badan};
use crate::jenis::{Isian, Jenis, Tipe};
use crate::orang::Orang;

/// In place of a field's name: whom the letter is about.
pub(crate) const POKOK: &str = "pokok";
/// In a draft that another room leaves: who asks for the letter.
const PEMOHON: &str = "pemohon";
/// How many people a search offers: more means it should say more.
const BATAS: i64 = 12;

/// What became of looking for a person.
#[derive(Debug, Default)]
pub(crate) struct Ambilan {
    /// The box looked from, when it has something to say.
    kotak: String,
    kalimat: Option<String>,
    pilihan: Vec<Choice>,
    /// Bodies are offered, not persons.
    lembaga: bool,
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
            let yang = if self.lembaga { "lembaganya" } else { "orangnya" };
            let kata = format!("Ada beberapa yang cocok. Pilih {yang}, lalu tekan Ambil sekali lagi.");
            let calon = Field::new(self.kotak, format!("Pilih {yang}")).hint(kata);
            borang.calon = Some(calon.choices(self.pilihan));
        }
    }
}

/// Looks for the person or body of field `nama` and, when exactly one is meant, writes it into the boxes.
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
    let diambil = |isian: &&Isian| isian.nama == nama && matches!(isian.tipe, Tipe::Orang | Tipe::Lembaga);
    let Some(isian) = jenis.isian.iter().find(diambil) else { return Ok(Ambilan::default()) };
    let lembaga = isian.tipe == Tipe::Lembaga;
    let dicari = ketikan.iter().find(|(kunci, _)| *kunci == kotak).map(|(_, nilai)| nilai.trim().to_owned());
    let Some(dicari) = dicari.filter(|teks| !teks.is_empty()) else {
        return Ok(kata(if lembaga {
            "Ketik dulu nama lembaganya."
        } else {
            "Ketik dulu nama atau NIK orangnya."
        }));
    };
    let id = if let Ok(id) = dicari.parse() {
        id
    } else {
        let cocok = if lembaga { cari_lembaga(tx, &dicari).await? } else { cari(tx, &dicari).await? };
        match cocok.as_slice() {
            [] if lembaga => {
                return Ok(kata("Tidak ada lembaga yang cocok di daftar lembaga. Ketik sendiri datanya."));
            }
            [] => return Ok(kata("Tidak ada orang yang cocok di data penduduk. Ketik sendiri datanya.")),
            [(satu, _)] => *satu,
            banyak => {
                let pilihan = banyak.iter().map(|(id, label)| Choice::new(id.to_string(), label));
                return Ok(Ambilan { kotak, pilihan: pilihan.collect(), lembaga, ..Ambilan::default() });
            }
        }
    };
    if lembaga {
        let kalimat = ambil_lembaga(tx, isian, id, ketikan).await?;
        ketikan.retain(|(kunci, _)| kalimat.is_some() || *kunci != kotak);
        return Ok(kalimat.map_or_else(Ambilan::default, |kalimat| kata(&kalimat)));
    }
    let Some(subjek) = kependudukan::find_subjek(tx, id).await? else {
        return Ok(kata("Orang itu tidak ada lagi di data. Cari sekali lagi."));
    };
    ketikan.retain(|(kunci, _)| *kunci != kotak);
    Ok(Ambilan { terbuka: tulis_orang(isian, (id, subjek), ketikan), ..Ambilan::default() })
}

/// Writes a body into the boxes of a field, or says why not. What the register does not know stays as it was typed.
async fn ambil_lembaga(
    tx: &mut ReadTx,
    isian: &Isian,
    id: Uuid,
    ketikan: &mut Vec<(String, String)>,
) -> db::Result<Option<String>> {
    let Some(lembaga) = find_badan(tx, id).await? else {
        return Ok(Some("Lembaga itu tidak ada lagi di data. Cari sekali lagi.".to_owned()));
    };
    if !lembaga.kini.is_empty() {
        let kalimat =
            format!("{} sudah dibubarkan. Ketik sendiri datanya bila memang itu maksudnya.", lembaga.nama);
        return Ok(Some(kalimat));
    }
    let diminta = isian.bagian_bagian();
    let dikenal = ["nama", "dasar", "pengurus", "anggota", "alamat"];
    let isi = ["", "dasar_lembaga", "ketua", "anggota_lembaga", "alamat"]
        .map(|kata| if kata.is_empty() { Some(lembaga.nama.clone()) } else { awal(&lembaga, kata, "") });
    for (bagian, nilai) in dikenal.into_iter().zip(isi) {
        let (kunci, Some(nilai)) = (format!("{AWALAN}{}-{bagian}", isian.nama), nilai) else { continue };
        if diminta.iter().any(|(kode, ..)| *kode == bagian) {
            ketikan.retain(|(lama, _)| *lama != kunci);
            ketikan.push((kunci, nilai));
        }
    }
    Ok(None)
}

async fn cari_lembaga(tx: &mut ReadTx, dicari: &str) -> db::Result<Vec<(Uuid, String)>> {
    let label = |satu: lembaga::store::BarisLembaga| {
        let tempat = lembaga::tempat(&satu.dusun, &satu.rw, &satu.rt);
        let bubar = if satu.selesai.is_some() { "dibubarkan" } else { "" };
        let bagian = [satu.nama.as_str(), lembaga::label_jenis(&satu.jenis), tempat.as_str(), bubar];
        (satu.id, bagian.into_iter().filter(|teks| !teks.is_empty()).collect::<Vec<_>>().join(", "))
    };
    Ok(lembaga::store::cari_lembaga(tx, dicari, BATAS).await?.into_iter().map(label).collect())
}

/// Writes a person into the boxes of a field; gives whose NIK now stands there in full.
fn tulis_orang(
    isian: &Isian,
    (id, subjek): (Uuid, Subjek),
    ketikan: &mut Vec<(String, String)>,
) -> Option<Uuid> {
    let awal = format!("{AWALAN}{}-", isian.nama);
    let diminta = isian.bagian_bagian();
    ketikan.retain(|(kunci, _)| !dari_data().any(|bagian| *kunci == format!("{awal}{bagian}")));
    for (bagian, nilai) in bagian_orang(subjek) {
        if diminta.iter().any(|(kode, ..)| *kode == bagian) {
            ketikan.push((format!("{awal}{bagian}"), nilai));
        }
    }
    diminta.iter().any(|(kode, ..)| *kode == "nik").then_some(id)
}

/// Somebody stands in the boxes already.
fn bernama(isian: &Isian, ketikan: &Ketikan) -> bool {
    let nama = format!("{AWALAN}{}-nama", isian.nama);
    ketikan.iter().any(|(kunci, nilai)| *kunci == nama && !nilai.trim().is_empty())
}

/// Who asks for a body's letter (`pemohon`, a resident's id) becomes who answers for it; gives whose NIK now stands in
/// the form in full.
pub(crate) async fn isi_pemohon(
    tx: &mut ReadTx,
    jenis: &Jenis,
    ketikan: &mut Vec<(String, String)>,
) -> db::Result<Option<Uuid>> {
    let nilai = |nama: &str| ketikan.iter().find(|(kunci, _)| kunci == nama).map(|(_, nilai)| nilai.clone());
    let pemohon = nilai(PEMOHON).and_then(|id| id.parse::<Uuid>().ok());
    let (Some(id), Some(isian)) = (pemohon, jenis.penanggung_jawab()) else { return Ok(None) };
    // The body may well stand in the register: one press finds it.
    let dicari = nilai("o_nama").map(|nama| (format!("{CARI}{POKOK}"), nama));
    ketikan.extend(dicari);
    match kependudukan::find_subjek(tx, id).await? {
        Some(subjek) if !bernama(isian, ketikan) => Ok(tulis_orang(isian, (id, subjek), ketikan)),
        _ => Ok(None),
    }
}

/// Which body of the register is meant with what was typed to find whom the letter is about.
pub(crate) async fn cari_pokok(tx: &mut ReadTx, ketikan: &Ketikan) -> db::Result<Result<Uuid, Ambilan>> {
    let kotak = format!("{CARI}{POKOK}");
    let dicari = ketikan.iter().find(|(kunci, _)| *kunci == kotak).map_or("", |(_, nilai)| nilai.trim());
    let kata = |kalimat: &str| {
        Ok(Err(Ambilan { kotak: kotak.clone(), kalimat: Some(kalimat.to_owned()), ..Ambilan::default() }))
    };
    if let Ok(id) = dicari.parse() {
        return Ok(Ok(id));
    }
    if dicari.is_empty() {
        return kata("Ketik dulu nama lembaganya.");
    }
    match cari_lembaga(tx, dicari).await?.as_slice() {
        [] => kata("Tidak ada lembaga yang cocok di daftar lembaga. Ketik sendiri datanya."),
        [(satu, _)] => Ok(Ok(*satu)),
        banyak => {
            let pilihan = banyak.iter().map(|(id, label)| Choice::new(id.to_string(), label)).collect();
            Ok(Err(Ambilan { kotak, pilihan, lembaga: true, ..Ambilan::default() }))
        }
    }
}

/// Lets go of empty answers that the register can give.
pub(crate) fn lepas_kosong(jenis: &Jenis, ketikan: &mut Vec<(String, String)>) {
    let diketahui = |kunci: &str| {
        let nama = kunci.strip_prefix(AWALAN).unwrap_or_default();
        jenis.isian.iter().any(|isian| isian.nama == nama && isian.awal.is_some())
    };
    ketikan.retain(|(kunci, nilai)| !nilai.trim().is_empty() || !diketahui(kunci));
}

/// Proposes a body's head where the kind asks for somebody who answers for it; gives whose NIK now stands in the
/// form in full.
pub(crate) async fn isi_ketua(
    tx: &mut ReadTx,
    jenis: &Jenis,
    orang: &Orang,
    ketikan: &mut Vec<(String, String)>,
) -> db::Result<Option<Uuid>> {
    let mut semua = jenis.isian_untuk(orang.lembaga());
    let diminta = |isian: &&Isian| isian.tipe == Tipe::Orang && isian.awal.as_deref() == Some("ketua");
    let (Some(isian), Some(badan)) = (semua.find(diminta), &orang.badan) else { return Ok(None) };
    if bernama(isian, ketikan) {
        return Ok(None);
    }
    let subjek = match badan.ketua_id {
        Some(id) => kependudukan::find_subjek(tx, id).await?.map(|subjek| (id, subjek)),
        None => None,
    };
    if let Some(ketua) = subjek {
        return Ok(tulis_orang(isian, ketua, ketikan));
    }
    if !badan.ketua.is_empty() {
        ketikan.push((format!("{AWALAN}{}-nama", isian.nama), badan.ketua.clone()));
    }
    Ok(None)
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
