//! Groups and institutions with their members. What the village calls them decides what they are here.

use std::collections::HashSet;

use db::Day;
use jiff::civil::{Date, date};
use kamus::kunci_teks;
use lembaga::{Anggota, Lembaga};
use uuid::Uuid;

use super::baca::teks;
use super::orang::{Warga, menurut_id};
use super::{DESA_LAIN, Kerja, Menurut};
use crate::skema::{AnggotaKelompok, JenisKelompok, Kelompok};
use crate::waktu;

/// An institution and who is in it: the place among the residents where somebody is one. All ids are nil: the act
/// gives them.
pub struct LembagaAsal {
    pub lembaga: Lembaga,
    pub anggota: Vec<(Option<usize>, Anggota)>,
    /// How the source calls it where it speaks of it elsewhere.
    pub(super) id_asal: String,
    pub(super) kode_asal: String,
}

/// Persons of the source by id.
struct Orang<'a> {
    tetap: Menurut<'a, usize>,
    tamu: Menurut<'a, usize>,
    warga: &'a Warga<'a>,
}

pub(super) fn susun(k: &mut Kerja<'_>, warga: &Warga<'_>, pembukaan: Date) -> Vec<LembagaAsal> {
    let mentah = k.mentah;
    let jenis = baca_jenis(k);
    let orang = Orang { tetap: menurut_id(&warga.tetap), tamu: menurut_id(&warga.tamu), warga };
    let mut semua: Vec<LembagaAsal> = Vec::new();
    let mut letak: Menurut<'_, usize> = Menurut::new();
    let mut ketua: Vec<Option<&str>> = Vec::new();
    for baris in mentah.baris(&Kelompok::TABEL) {
        let asal = Kelompok::dari(baris);
        let (id, nama) = match (k.milik(asal.config_id), asal.id, teks(asal.nama)) {
            (true, Some(id), Some(nama)) => (id, nama),
            (false, ..) => {
                k.hitung.tinggal(&Kelompok::TABEL, DESA_LAIN);
                continue;
            }
            _ => {
                k.hitung.tinggal(&Kelompok::TABEL, "Tidak bernama");
                continue;
            }
        };
        k.hitung.ambil(&Kelompok::TABEL);
        let golongan = asal.id_master.and_then(|id| jenis.get(id)).copied();
        letak.insert(id, semua.len());
        ketua.push(asal.id_ketua);
        semua.push(LembagaAsal {
            lembaga: satu(&asal, nama, golongan, pembukaan),
            anggota: Vec::new(),
            id_asal: id.to_owned(),
            kode_asal: asal.kode.unwrap_or_default().to_owned(),
        });
    }
    baca_anggota(k, &orang, &letak, (&mut semua, pembukaan));
    for (l, ketua) in semua.iter_mut().zip(ketua) {
        pastikan_ketua(k, &orang, l, ketua);
    }
    semua
}

fn baca_jenis<'a>(k: &mut Kerja<'a>) -> Menurut<'a, &'a str> {
    let mut semua = Menurut::new();
    for baris in k.mentah.baris(&JenisKelompok::TABEL) {
        let asal = JenisKelompok::dari(baris);
        k.hitung.tinggal(&JenisKelompok::TABEL, "Daftar jenis; jenisnya ikut pada kelompoknya");
        if let (Some(id), Some(nama)) = (asal.id, asal.kelompok) {
            semua.insert(id, nama);
        }
    }
    semua
}

fn satu(asal: &Kelompok<'_>, nama: String, golongan: Option<&str>, pembukaan: Date) -> Lembaga {
    let tulisan = [golongan.map(|g| format!("Jenis: {g}.")), asal.kode.map(|k| format!("Kode: {k}."))];
    let mut keterangan: Vec<String> = tulisan.into_iter().flatten().collect();
    keterangan.extend(teks(asal.keterangan));
    Lembaga {
        id: Uuid::nil(),
        jenis: kenali(&nama, golongan.unwrap_or_default(), asal.tipe == Some("lembaga")).to_owned(),
        nama,
        dusun: String::new(),
        rw: String::new(),
        rt: String::new(),
        sk_nomor: String::new(),
        sk_tanggal: None,
        // OpenSID does not say since when.
        mulai: pembukaan.into(),
        selesai: None,
        keterangan: keterangan.join(" "),
        dicatat_pada: db::At(0),
    }
}

/// Words by which a kind is known; the first that stands in the name, else in the sort, decides.
const KATA: [(&str, &[&str]); 15] = [
    ("karang-taruna", &["karang taruna"]),
    ("posyandu", &["posyandu", "pos pelayanan terpadu"]),
    ("lpm", &["lpm", "lpmd", "lpmk", "lpmkal", "pemberdayaan masyarakat"]),
    ("bpd", &["bpd", "bpk", "bamuskal", "permusyawaratan"]),
    ("pkk", &["pkk", "kesejahteraan keluarga"]),
    ("rt", &["rt", "rukun tetangga"]),
    ("rw", &["rw", "rukun warga"]),
    ("adat", &["adat"]),
    ("perempuan", &["kwt", "wanita", "perempuan"]),
    ("tani", &["tani", "petani", "gapoktan", "poktan"]),
    ("ternak", &["ternak", "peternak", "ikan", "perikanan", "nelayan"]),
    ("usaha", &["usaha", "ube", "kube", "kub", "umkm", "koperasi"]),
    ("seni", &["seni", "kesenian", "olahraga", "karawitan", "hadroh"]),
    ("keamanan", &["linmas", "jaga warga", "hansip", "keamanan"]),
    ("usaha", &["dagang", "pedagang", "perajin"]),
];

/// In the middle of a name these tell where a group is ("Arisan RT 03") or who is in it, not what it is.
const DI_AWAL: [&str; 3] = ["rt", "rw", "bpk"];

fn kenali(nama: &str, golongan: &str, lembaga: bool) -> &'static str {
    let cocok = |tulisan: &str| {
        let kata = tulisan.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
        let rapat = format!(" {} ", kata.split_whitespace().collect::<Vec<_>>().join(" "));
        let ada = |k: &&str| {
            let dicari = format!(" {k} ");
            if DI_AWAL.contains(k) { rapat.starts_with(&dicari) } else { rapat.contains(&dicari) }
        };
        KATA.iter().find(|(_, semua)| semua.iter().any(ada)).map(|(j, _)| *j)
    };
    cocok(nama).or_else(|| cocok(golongan)).unwrap_or(if lembaga { "lkd-lain" } else { "lain" })
}

fn baca_anggota(
    k: &mut Kerja<'_>,
    orang: &Orang<'_>,
    letak: &Menurut<'_, usize>,
    (semua, pembukaan): (&mut [LembagaAsal], Date),
) {
    let tabel = &AnggotaKelompok::TABEL;
    let mut sudah = HashSet::new();
    for baris in k.mentah.baris(tabel) {
        let asal = AnggotaKelompok::dari(baris);
        if !k.milik(asal.config_id) {
            k.hitung.tinggal(tabel, DESA_LAIN);
            continue;
        }
        let Some(kelompok) = asal.id_kelompok.and_then(|id| letak.get(id)) else {
            k.hitung.tinggal(tabel, "Kelompoknya tidak diambil");
            continue;
        };
        let Some((siapa, nama)) = asal.id_penduduk.and_then(|id| orang.cari(id)) else {
            k.hitung.tinggal(tabel, "Orangnya tidak diambil");
            continue;
        };
        if !sudah.insert((*kelompok, asal.id_penduduk, asal.jabatan, asal.periode)) {
            k.hitung.tinggal(tabel, "Tercatat dua kali pada jabatan dan masa yang sama");
            continue;
        }
        k.hitung.ambil(tabel);
        let anggota = anggota(k, &asal, nama, pembukaan);
        semua[*kelompok].anggota.push((siapa, anggota));
    }
}

impl Orang<'_> {
    /// The place among the residents, none for a guest; and the name.
    fn cari(&self, id: &str) -> Option<(Option<usize>, &str)> {
        if let Some(i) = self.tetap.get(id) {
            return Some((Some(*i), &self.warga.tetap[*i].isian.nama));
        }
        self.tamu.get(id).map(|i| (None, self.warga.tamu[*i].isian.nama.as_str()))
    }
}

fn anggota(k: &mut Kerja<'_>, asal: &AnggotaKelompok<'_>, nama: &str, pembukaan: Date) -> Anggota {
    let hari_ini = k.perintah.hari_ini;
    let masa = asal.periode.and_then(masa);
    let diangkat = waktu::hari(asal.tgl_sk_pengangkatan);
    let mulai = diangkat.or(masa.map(|(awal, _)| awal)).filter(|hari| *hari <= hari_ini).unwrap_or(pembukaan);
    let berhenti = waktu::hari(asal.tgl_sk_pemberhentian).filter(|hari| *hari >= mulai);
    let alasan = match (berhenti, asal.nmr_sk_pemberhentian) {
        (Some(_), Some(nomor)) => format!("SK pemberhentian {nomor}"),
        (Some(_), None) => "Tercatat berhenti di OpenSID".to_owned(),
        (None, _) => String::new(),
    };
    Anggota {
        id: Uuid::nil(),
        lembaga_id: Uuid::nil(),
        penduduk_id: None,
        nama: nama.to_owned(),
        jabatan: jabatan(k, asal.jabatan).to_owned(),
        sk_nomor: teks(asal.nmr_sk_pengangkatan.or(asal.no_sk_jabatan)).unwrap_or_default(),
        sk_tanggal: diangkat.map(Day),
        mulai: mulai.into(),
        sampai: masa.map(|(_, akhir)| akhir).filter(|akhir| *akhir >= mulai).map(Day),
        selesai: berhenti.map(Day),
        alasan,
        dicatat_pada: db::At(0),
    }
}

/// `2021-2026` as the first and the last day of these years.
fn masa(tulisan: &str) -> Option<(Date, Date)> {
    let angka: Vec<&str> =
        tulisan.split(|c: char| !c.is_ascii_digit()).filter(|isi| !isi.is_empty()).collect();
    let [awal, akhir] = angka.as_slice() else { return None };
    let tahun = |isi: &str| isi.parse::<i16>().ok().filter(|tahun| (1945..2200).contains(tahun));
    let (awal, akhir) = (tahun(awal)?, tahun(akhir)?);
    (awal <= akhir).then(|| (date(awal, 1, 1), date(akhir, 12, 31)))
}

/// OpenSID numbers the usual places, and lets a village write others.
fn jabatan(k: &mut Kerja<'_>, asal: Option<&str>) -> &'static str {
    let tulisan = asal.unwrap_or("90");
    let kunci = kunci_teks(tulisan);
    let ada = |kata: &str| kunci.contains(&kunci_teks(kata));
    match tulisan {
        "1" => "ketua",
        "2" => "wakil",
        "3" => "sekretaris",
        "4" => "bendahara",
        "90" => "anggota",
        _ if ada("wakil") => "wakil",
        _ if ada("bidang") || ada("seksi") || ada("koordinator") => "bidang",
        _ if ada("ketua") => "ketua",
        _ if ada("sekretaris") => "sekretaris",
        _ if ada("bendahara") => "bendahara",
        _ if ada("pembina") || ada("penasihat") || ada("pelindung") => "pembina",
        _ => {
            k.hitung.periksa("Jabatan dalam kelompok tidak dikenal; dicatat sebagai anggota");
            "anggota"
        }
    }
}

/// Who is named as the head on the group itself is in it, and is its head.
fn pastikan_ketua(k: &mut Kerja<'_>, orang: &Orang<'_>, l: &mut LembagaAsal, ketua: Option<&str>) {
    if l.anggota.iter().any(|(_, a)| a.jabatan == "ketua" && a.selesai.is_none()) {
        return;
    }
    let Some((siapa, nama)) = ketua.and_then(|id| orang.cari(id)) else { return };
    let sudah = l.anggota.iter_mut().find(|(i, a)| *i == siapa && a.nama == nama && a.selesai.is_none());
    k.hitung.periksa("Ketua kelompok hanya tertulis pada kelompoknya; dicatat sebagai ketua");
    if let Some((_, a)) = sudah {
        "ketua".clone_into(&mut a.jabatan);
        return;
    }
    let kosong = String::new;
    let anggota = Anggota {
        id: Uuid::nil(),
        lembaga_id: Uuid::nil(),
        penduduk_id: None,
        nama: nama.to_owned(),
        jabatan: "ketua".to_owned(),
        sk_nomor: kosong(),
        sk_tanggal: None,
        mulai: l.lembaga.mulai,
        sampai: None,
        selesai: None,
        alasan: kosong(),
        dicatat_pada: db::At(0),
    };
    l.anggota.push((siapa, anggota));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_known_by_whole_words_of_its_name_then_of_its_sort() {
        for (nama, golongan, lembaga, jenis) in [
            ("Gapoktan Subur", "", false, "tani"),
            ("KWT Melati", "Kelompok Tani", false, "perempuan"),
            ("Melati 3", "Posyandu", true, "posyandu"),
            ("LPMKal Sukamaju", "", true, "lpm"),
            ("RT 03", "Rukun Tetangga", true, "rt"),
            ("Artistika", "", false, "lain"),
            ("Dewan Kebudayaan", "", true, "lkd-lain"),
            ("Bamuskal", "", true, "bpd"),
            ("Arisan Ibu RT 03", "", false, "lain"),
            ("Pengajian Bpk", "", true, "lkd-lain"),
        ] {
            assert_eq!(kenali(nama, golongan, lembaga), jenis, "{nama}");
        }
        for (jenis, _) in KATA {
            assert!(lembaga::JENIS.iter().any(|(kode, ..)| *kode == jenis), "{jenis}");
        }
    }

    #[test]
    fn a_term_is_two_years() {
        assert_eq!(masa("2021-2026"), Some((date(2021, 1, 1), date(2026, 12, 31))));
        assert_eq!(masa("2021 s.d. 2026"), Some((date(2021, 1, 1), date(2026, 12, 31))));
        for lain in ["", "2021", "2026-2021", "1-2", "01-02-2021"] {
            assert_eq!(masa(lain), None, "{lain}");
        }
    }
}
