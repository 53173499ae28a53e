//! What an event changes, in a clerk's words.

use kamus::{
    Agama, Asuransi, Daftar, GolonganDarah, HubunganRtm, JenisKelamin, Kewarganegaraan, KtpEl, MembacaHuruf,
    Pekerjaan, PendidikanKk, PendidikanSedang, Shdk, StatusDasar, StatusKawin, StatusRekam,
};
use serde_json::{Map, Value};

use super::bidang::{Bentuk, Bidang, Macam};
use super::keadaan::Keadaan;
use super::kejadian::{Kejadian, Perubahan, peta_baris};
use super::kepala::anggota_sesudah;
use super::rumah::anggota_rumah;
use crate::entitas::{Rincian, Ubahan};
use crate::riwayat;
use crate::subjek::{alamat_sebaris, label};

/// What happens to one person or family.
pub struct Ringkasan {
    pub judul: String,
    pub jenis: &'static str,
    /// What is asked, before, after.
    pub baris: Vec<(&'static str, String, String)>,
}

const KOSONG: &str = "–";
const SEGEL: &str = "(disegel)";

/// Column, what a clerk calls it, and how its code reads.
type Kolom = (&'static str, &'static str, fn(&Value) -> String);

const KOLOM: &[Kolom] = &[
    ("nama", "Nama", teks),
    ("gelar_depan", "Gelar depan", teks),
    ("gelar_belakang", "Gelar belakang", teks),
    ("nik_kunci", "NIK", nomor),
    ("jenis_kelamin", "Jenis kelamin", kata::<JenisKelamin>),
    ("tempat_lahir", "Tempat lahir", teks),
    ("tanggal_lahir", "Tanggal lahir", teks),
    ("status_dasar", "Status", kata::<StatusDasar>),
    ("shdk", "Hubungan dalam keluarga", kata::<Shdk>),
    ("agama", "Agama", kata::<Agama>),
    ("pendidikan_kk", "Pendidikan", kata::<PendidikanKk>),
    ("pendidikan_sedang", "Sedang bersekolah", kata::<PendidikanSedang>),
    ("pekerjaan", "Pekerjaan", kata::<Pekerjaan>),
    ("status_kawin", "Status perkawinan", kata::<StatusKawin>),
    ("kewarganegaraan", "Kewarganegaraan", kata::<Kewarganegaraan>),
    ("negara", "Negara asal", teks),
    ("nama_ayah", "Nama ayah", teks),
    ("nama_ibu", "Nama ibu", teks),
    ("golongan_darah", "Golongan darah", kata::<GolonganDarah>),
    ("akta_lahir", "Nomor akta kelahiran", teks),
    ("paspor_berakhir", "Paspor berlaku sampai", teks),
    ("kitas_berakhir", "ITAS/ITAP berlaku sampai", teks),
    ("akta_perkawinan", "Nomor akta perkawinan", teks),
    ("tanggal_perkawinan", "Tanggal perkawinan", teks),
    ("akta_perceraian", "Nomor akta perceraian", teks),
    ("tanggal_perceraian", "Tanggal perceraian", teks),
    ("ktp_el", "Jenis KTP", kata::<KtpEl>),
    ("status_rekam", "Perekaman KTP", kata::<StatusRekam>),
    ("alamat", "Alamat", teks),
    ("alamat_sekarang", "Alamat sekarang", teks),
    ("dusun", "Dusun", teks),
    ("rw", "RW", teks),
    ("rt", "RT", teks),
    ("suku", "Suku", teks),
    ("asuransi", "Asuransi kesehatan", kata::<Asuransi>),
    ("bpjs_tk", "BPJS Ketenagakerjaan", ya_tidak),
    ("huruf", "Dapat membaca huruf", kata::<MembacaHuruf>),
    ("lintang", "Lintang", derajat),
    ("bujur", "Bujur", derajat),
    ("dokumen_segel", "Nomor dokumen dan NIK orang tua", segel),
    ("kesehatan_segel", "Data kesehatan", segel),
    ("telepon_segel", "Telepon", segel),
    ("no_kk_kunci", "Nomor KK", nomor),
    ("kelas_sosial", "Tahapan keluarga", teks),
    ("foto_id", "Foto", segel),
    ("hubungan_rtm", "Hubungan dalam rumah tangga", kata::<HubunganRtm>),
    ("nomor", "Nomor rumah tangga", teks),
    ("bubar", "Bubar sejak", teks),
];

/// A difference of one column; nothing for a column that only serves the machine.
pub fn tulis_ubahan(u: &Ubahan) -> Option<(&'static str, String, String)> {
    let (_, judul, baca) = KOLOM.iter().find(|(kolom, ..)| *kolom == u.kolom)?;
    let isi = |nilai: &Value| if nilai.is_null() { KOSONG.to_owned() } else { baca(nilai) };
    let (lama, baru) = (isi(&u.lama), isi(&u.baru));
    // Two sealed values read alike: say that the second one is another.
    let baru = if lama == baru && lama == SEGEL { "diganti".to_owned() } else { baru };
    Some((judul, lama, baru))
}

fn kata<T: Daftar>(nilai: &Value) -> String {
    label::<T>(nilai.as_i64().and_then(|kode| i16::try_from(kode).ok()))
}

fn teks(nilai: &Value) -> String {
    match nilai {
        Value::String(teks) => {
            let hari = teks.len() == 10 && teks.as_bytes()[4] == b'-';
            let hari = hari.then(|| teks.parse().ok().map(kamus::tanggal_panjang)).flatten();
            hari.unwrap_or_else(|| teks.clone())
        }
        lain => lain.to_string(),
    }
}

fn nomor(_: &Value) -> String {
    SEGEL.to_owned()
}

fn segel(_: &Value) -> String {
    SEGEL.to_owned()
}

fn ya_tidak(nilai: &Value) -> String {
    if nilai.as_bool() == Some(true) { "Ya" } else { "Tidak" }.to_owned()
}

fn derajat(nilai: &Value) -> String {
    let mikro = nilai.as_i64().unwrap_or_default();
    let tanda = if mikro < 0 { "-" } else { "" };
    format!("{tanda}{},{:06}", mikro.abs() / 1_000_000, mikro.abs() % 1_000_000)
}

/// All that a draft changes, person by person, then family by family.
pub fn ringkas(draf: &Kejadian, k: &Keadaan) -> Vec<Ringkasan> {
    let mut semua = Vec::new();
    for p in &draf.orang {
        let mut baris = Vec::new();
        match &p.lama {
            Some(lama) => baris.extend(beda(&riwayat::peta(lama), &riwayat::peta(&p.baru))),
            None => baris.extend(beda(&Map::new(), &riwayat::peta(&p.baru))),
        }
        let keluarga =
            |id: Option<uuid::Uuid>| id.map_or_else(|| KOSONG.to_owned(), |id| nama_keluarga(draf, k, id));
        let lama = p.lama.as_ref().and_then(|lama| lama.keluarga_id);
        if lama != p.baru.keluarga_id {
            baris.push(("Keluarga", keluarga(lama), keluarga(p.baru.keluarga_id)));
        }
        baris.extend(rumah_tangga(draf, k, p));
        semua.push(Ringkasan { judul: p.baru.nama.clone(), jenis: p.jenis.label(), baris });
    }
    for (lama, baru) in &draf.keluarga {
        let nama =
            |id: Option<uuid::Uuid>| id.map_or_else(|| KOSONG.to_owned(), |id| nama_orang(draf, k, id));
        let mut baris = vec![];
        let kepala = lama.as_ref().and_then(|lama| lama.kepala_id);
        if kepala != baru.kepala_id {
            baris.push(("Kepala keluarga", nama(kepala), nama(baru.kepala_id)));
        }
        let peta = lama.as_ref().map(peta_baris).unwrap_or_default();
        baris.extend(beda(&peta, &peta_baris(baru)));
        let jenis = if lama.is_none() { "Keluarga baru" } else { "Keluarga" };
        if baru.no_kk_kunci.is_none() && lama.is_none() {
            baris.push(("Nomor KK", KOSONG.to_owned(), "menunggu nomor KK".to_owned()));
        }
        let judul = alamat_sebaris(baru.alamat.as_deref().unwrap_or(""), &baru.dusun, &baru.rw, &baru.rt);
        if lama.is_none() || kepala != baru.kepala_id {
            let anggota = anggota_sesudah(draf, baru.id, k);
            let anggota: Vec<String> = anggota.iter().map(|p| format!("{} ({})", p.nama, p.shdk())).collect();
            baris.push(("Anggota sesudah ini", String::new(), anggota.join(", ")));
        }
        if !baris.is_empty() {
            semua.push(Ringkasan { judul: format!("Keluarga di {judul}"), jenis, baris });
        }
    }
    for (lama, baru) in &draf.rumah_tangga {
        let peta = lama.as_ref().map(peta_baris).unwrap_or_default();
        let mut baris = beda(&peta, &peta_baris(baru));
        let anggota = anggota_rumah(draf, baru.id, k).into_iter().map(|p| p.nama).collect::<Vec<_>>();
        if lama.is_none() {
            baris.push(("Anggota sesudah ini", String::new(), anggota.join(", ")));
        }
        let jenis = if lama.is_none() { "Rumah tangga baru" } else { "Rumah tangga" };
        semua.push(Ringkasan { judul: format!("Rumah tangga {}", baru.nomor), jenis, baris });
    }
    semua
}

/// Out of which household and into which.
fn rumah_tangga(draf: &Kejadian, k: &Keadaan, p: &Perubahan) -> Option<(&'static str, String, String)> {
    let (lama, baru) = (p.lama.as_ref().and_then(|lama| lama.rumah_tangga_id), p.baru.rumah_tangga_id);
    let nomor = |id: Option<uuid::Uuid>| {
        let di_draf = draf.rumah_tangga.iter().map(|(_, baru)| baru).find(|r| Some(r.id) == id);
        let rumah = di_draf.or_else(|| id.and_then(|id| k.rumah_tangga(id)));
        rumah.map_or_else(|| KOSONG.to_owned(), |r| r.nomor.clone())
    };
    (lama != baru).then(|| ("Rumah tangga", nomor(lama), nomor(baru)))
}

fn beda(lama: &Map<String, Value>, baru: &Map<String, Value>) -> Vec<(&'static str, String, String)> {
    let baris = KOLOM.iter().filter_map(|(kolom, ..)| {
        let dulu = lama.get(*kolom).unwrap_or(&Value::Null);
        let kini = baru.get(*kolom).unwrap_or(&Value::Null);
        let ubahan = Ubahan { kolom: (*kolom).to_owned(), lama: dulu.clone(), baru: kini.clone() };
        (dulu != kini).then(|| tulis_ubahan(&ubahan)).flatten()
    });
    baris.collect()
}

fn nama_orang(draf: &Kejadian, k: &Keadaan, id: uuid::Uuid) -> String {
    let di_draf = draf.orang.iter().find(|p| p.baru.id == id).map(|p| p.baru.nama.clone());
    di_draf.or_else(|| k.orang(id).map(|o| o.nama().to_owned())).unwrap_or_else(|| KOSONG.to_owned())
}

fn nama_keluarga(draf: &Kejadian, k: &Keadaan, id: uuid::Uuid) -> String {
    if draf.keluarga.iter().any(|(lama, baru)| lama.is_none() && baru.id == id) {
        return "keluarga baru".to_owned();
    }
    let kepala = k.keluarga(id).and_then(|keluarga| keluarga.kepala_id);
    kepala.map_or_else(
        || "keluarga tanpa kepala".to_owned(),
        |id| format!("keluarga {}", nama_orang(draf, k, id)),
    )
}

/// What a field of an event's form is called.
pub fn label_bidang(macam: &Macam, nama: &str) -> Option<&'static str> {
    macam.semua_bidang().find(|b| b.nama == nama).map(|b| b.label)
}

/// The answers of an event in the order of its form; numbers are left out.
pub fn tulis_jawaban(macam: &'static Macam, rincian: &Rincian) -> Vec<(&'static str, String)> {
    let baca = |b: &'static Bidang| {
        let isi = rincian.jawab(b.nama);
        let isi = match b.bentuk {
            Bentuk::Pilih(pilihan) => pilihan().iter().find(|(kode, _)| kode == isi)?.1.to_owned(),
            Bentuk::Kode(semua) => {
                semua().iter().find(|butir| butir.kode.to_string() == isi)?.label.to_owned()
            }
            Bentuk::Nik
            | Bentuk::NikAtauHapus
            | Bentuk::TanggalAtauHapus
            | Bentuk::Rahasia(_)
            | Bentuk::Telepon
            | Bentuk::NoKk
            | Bentuk::Anggota
            | Bentuk::AnggotaHubungan
            | Bentuk::Orang
            | Bentuk::Bawaan
            | Bentuk::Judul => return None,
            Bentuk::Tempat => {
                let mut bagian = isi.split('|');
                let (dusun, rw, rt) = (bagian.next()?, bagian.next()?, bagian.next()?);
                alamat_sebaris("", dusun, rw, rt)
            }
            _ => isi.to_owned(),
        };
        (!isi.is_empty()).then_some((b.label, isi))
    };
    macam.semua_bidang().filter_map(baca).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_reads_as_words_and_shows_no_number() {
        let tulis = |kolom: &str, lama: Value, baru: Value| {
            tulis_ubahan(&Ubahan { kolom: kolom.to_owned(), lama, baru })
                .map(|(j, l, b)| format!("{j}: {l} → {b}"))
        };
        for (kolom, lama, baru, harapan) in [
            ("status_dasar", json!(1), json!(2), Some("Status: Hidup → Mati")),
            (
                "tanggal_lahir",
                json!("1985-01-01"),
                json!("1985-02-01"),
                Some("Tanggal lahir: 1 Januari 1985 → 1 Februari 1985"),
            ),
            ("nik_kunci", Value::Null, json!("q83v"), Some("NIK: – → (disegel)")),
            (
                "dokumen_segel",
                json!("a"),
                json!("b"),
                Some("Nomor dokumen dan NIK orang tua: (disegel) → diganti"),
            ),
            ("bpjs_tk", Value::Null, json!(true), Some("BPJS Ketenagakerjaan: – → Ya")),
            ("lintang", json!(-7_875_600), Value::Null, Some("Lintang: -7,875600 → –")),
            ("kunci_nama", json!("a"), json!("b"), None),
        ] {
            assert_eq!(tulis(kolom, lama, baru).as_deref(), harapan, "{kolom}");
        }
    }
}
