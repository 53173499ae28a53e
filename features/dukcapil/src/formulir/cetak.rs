//! Forms and the hand-over list as PDF.

use ::web::Caller;
use db::{ReadTx, Result};
use documents::{Info, Job, Standard};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Bagian, Butir, Formulir, Nilai, Tabel};
use crate::jenis::Jenis;
use crate::store::Serah;

const FORMULIR: &str = include_str!("../../naskah/formulir.typ");
const SERAH: &str = include_str!("../../naskah/serah.typ");

/// What stands on every paper.
#[derive(Debug, Clone)]
pub(crate) struct Kepala {
    /// "Kalurahan Sukamaju, Kapanewon Pleret, Kabupaten Bantul"
    pub(crate) unit: String,
    pub(crate) tempat: String,
    pub(crate) tanggal: Date,
    pub(crate) contoh: bool,
}

pub(crate) async fn kepala(caller: &Caller, tx: &mut ReadTx) -> Result<Kepala> {
    let identitas = wilayah::find_identitas(tx).await?;
    let unit = match &identitas {
        Some(i) => format!("{}, {}", i.nama_lengkap(), i.induk()),
        None => format!("{} {}", caller.unit.kind_word, caller.unit.name),
    };
    Ok(Kepala {
        unit,
        tempat: identitas.map_or_else(|| caller.unit.name.clone(), |i| i.nama),
        tanggal: caller.today(),
        contoh: caller.app.settings().contoh,
    })
}

/// To which office cases go.
pub(crate) async fn tujuan(tx: &mut ReadTx) -> Result<String> {
    if let Some(atur) = crate::store::find_atur(tx).await? {
        return Ok(atur.tujuan);
    }
    let kabupaten = wilayah::find_identitas(tx).await?.map(|i| i.kabupaten).unwrap_or_default();
    Ok(format!("Dinas Kependudukan dan Pencatatan Sipil {kabupaten}").trim().to_owned())
}

/// These forms of a case, one after the other.
pub(crate) fn satu_pdf(kode: &[&str], jenis: &Jenis, nilai: &Nilai, nomor: &str, kepala: &Kepala) -> Job {
    let semua: Vec<Value> =
        kode.iter().filter_map(|kode| super::find(kode).map(|f| satu(kode, f, jenis, nilai))).collect();
    let data = json!({
        "formulir": semua,
        "nomor": nomor,
        "unit": kepala.unit,
        "tempat": kepala.tempat,
        "contoh": kepala.contoh,
    });
    job(FORMULIR, &format!("Formulir {}", kode.join(", ")), kepala).data(&data)
}

fn satu(kode: &str, f: &Formulir, jenis: &Jenis, nilai: &Nilai) -> Value {
    let isi = |kunci: &str| nilai.get(kunci).cloned().unwrap_or_default();
    let nama = |jabatan: &str| match jabatan {
        "Kepala keluarga" => isi("kepala.nama"),
        "Pemohon" | "Yang membuat pernyataan" => isi("pemohon.nama"),
        "Pelapor" => isi("pelapor.nama"),
        _ => String::new(),
    };
    let tanda: Vec<Value> = f.tanda.iter().map(|j| json!([j, nama(j)])).collect();
    let saksi = [("Saksi I", isi("saksi1.nama")), ("Saksi II", isi("saksi2.nama"))];
    json!({
        "kode": kode,
        "judul": f.judul,
        "mendatar": f.mendatar,
        "pernyataan": f.pernyataan,
        "tanda": tanda,
        "saksi": if f.saksi { saksi.to_vec() } else { Vec::new() },
        "bagian": f.bagian.iter().map(|b| bagian(b, jenis, nilai)).collect::<Vec<_>>(),
    })
}

fn bagian(b: &Bagian, jenis: &Jenis, nilai: &Nilai) -> Value {
    let berlaku = b.berlaku(&jenis.kode);
    let kosong = Nilai::new();
    // What is not this kind's business stays empty on paper.
    let nilai = if berlaku { nilai } else { &kosong };
    json!({
        "judul": b.judul,
        "berlaku": berlaku,
        "butir": b.butir.iter().map(|butir| isian(butir, nilai)).collect::<Vec<_>>(),
        "tabel": b.tabel.as_ref().map(|t| tabel(t, nilai)),
    })
}

fn isian(b: &Butir, nilai: &Nilai) -> Value {
    let isi = nilai.get(&b.kunci).map_or("", String::as_str);
    let terpilih = b.terpilih(nilai);
    let pilihan = (1..).zip(&b.pilihan);
    let pilihan = pilihan.map(|(urut, label)| json!({ "label": label, "centang": terpilih.contains(&urut) }));
    let isi: String = match b.kotak {
        0 => isi.to_owned(),
        _ => isi.chars().filter(char::is_ascii_alphanumeric).collect(),
    };
    json!({ "label": b.label, "isi": isi, "kotak": b.kotak, "pilihan": pilihan.collect::<Vec<_>>() })
}

fn tabel(t: &Tabel, nilai: &Nilai) -> Value {
    let kolom: Vec<_> = t.kolom.iter().map(|k| json!({ "judul": k.judul, "lebar": k.lebar })).collect();
    let baris = |ke: usize| -> Vec<String> {
        t.kolom.iter().map(|k| t.sel(nilai, ke, k).unwrap_or_default().to_owned()).collect()
    };
    let banyak = t.terisi(nilai).max(t.baris);
    json!({ "kolom": kolom, "baris": (1..=banyak).map(baris).collect::<Vec<_>>() })
}

/// A line of a hand-over.
#[derive(Debug, Clone)]
pub(crate) struct BarisSerah {
    pub(crate) nomor: String,
    pub(crate) nama: String,
    pub(crate) jenis: String,
    pub(crate) lembar: i32,
}

pub(crate) fn serah_pdf(serah: &Serah, tujuan: &str, baris: &[BarisSerah], kepala: &Kepala) -> Job {
    let semua: Vec<_> = baris
        .iter()
        .map(
            |b| json!({ "nomor": b.nomor, "nama": b.nama, "jenis": b.jenis, "lembar": b.lembar.to_string() }),
        )
        .collect();
    let data = json!({
        "nomor": serah.nomor(),
        "unit": kepala.unit,
        "tujuan": tujuan,
        "tanggal": kamus::tanggal_panjang(serah.tanggal.0),
        "pembawa": serah.pembawa,
        "penerima": serah.penerima,
        "jumlah": baris.iter().map(|b| b.lembar).sum::<i32>().to_string(),
        "contoh": kepala.contoh,
        "baris": semua,
    });
    job(SERAH, &format!("Daftar serah {}", serah.nomor()), kepala).data(&data)
}

fn job(naskah: &str, judul: &str, k: &Kepala) -> Job {
    // A paper has a date, but PDF wants an instant: the opening of the office.
    let pada = k.tanggal.at(8, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let pada = pada.expect("a day of the calendar has a morning");
    Job::new(naskah, Info::new(judul, &pada)).standard(Standard::A2b)
}
