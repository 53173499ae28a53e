//! Finding the sheet and its header row, and taking the cells out.

use std::fmt;

use super::berkas::GalatBerkas;
use super::buku::{BarisMentah, Buku};
use super::kolom::{self, K, KOLOM};
use super::sel::Sel;
use super::{Berat, Temuan};

const NAMA_LEMBAR: &str = "Data Penduduk";
/// The header stands within the first rows; some villages put a title above it.
const BARIS_INTIP: u32 = 20;
/// Known headers that make a row a header row.
const JUDUL_CUKUP: usize = 3;
/// Ends the data, when it stands in the first column.
const TANDA_AKHIR: &str = "###";

/// The sheet of residents as it came, with its header understood.
pub struct Lembar {
    pub nama: String,
    pub(super) judul: BarisMentah,
    pub(super) baris: Vec<BarisMentah>,
    /// Where each of [`KOLOM`] stands.
    posisi: [Option<usize>; KOLOM.len()],
    /// Dates count from 1904 (old Macintosh workbooks).
    pub(super) epoch_1904: bool,
}

/// No cells: they hold names and numbers of persons.
impl fmt::Debug for Lembar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lembar({}, {} baris)", self.nama, self.baris.len())
    }
}

impl Lembar {
    /// A sheet in our own columns, made from another layout. Every row has one cell per column.
    pub(super) fn baku(kolom: &[K], judul: u32, baris: Vec<BarisMentah>, epoch_1904: bool) -> Self {
        let mut posisi = [None; KOLOM.len()];
        for (letak, k) in kolom.iter().enumerate() {
            posisi[*k as usize] = Some(letak);
        }
        let sel = kolom.iter().map(|k| Sel::Teks(k.nama().to_owned())).collect();
        let judul = BarisMentah { nomor: judul, sel };
        Self { nama: NAMA_LEMBAR.to_owned(), judul, baris, posisi, epoch_1904 }
    }

    /// Rows in which a column is blank or `-`.
    pub(super) fn kosong(&self, kolom: K) -> usize {
        self.baris.iter().filter(|b| tanpa_isi(self.sel(b, kolom))).count()
    }

    /// Puts the clerk's one answer for the whole file where a column is blank or `-`.
    pub(super) fn lengkapi(&mut self, kolom: K, isi: &str) {
        let Some(letak) = self.posisi[kolom as usize] else { return };
        for baris in &mut self.baris {
            if tanpa_isi(baris.di(letak)) {
                if baris.sel.len() <= letak {
                    baris.sel.resize(letak + 1, Sel::Kosong);
                }
                baris.sel[letak] = Sel::Teks(isi.to_owned());
            }
        }
    }

    pub(super) fn baris_data(&self) -> impl Iterator<Item = &BarisMentah> {
        self.baris.iter()
    }

    pub(super) fn sel<'a>(&self, baris: &'a BarisMentah, kolom: K) -> &'a Sel {
        let posisi = self.posisi[kolom as usize];
        posisi.and_then(|p| baris.sel.get(p)).unwrap_or(&Sel::Kosong)
    }

    /// The sheet column in which a header stands.
    pub(super) fn letak(&self, nama: &str) -> Option<usize> {
        kolom::urutan(nama).and_then(|i| self.posisi[i])
    }

    pub(super) fn kolom_ada(&self) -> Vec<&'static str> {
        let ada = KOLOM.iter().zip(&self.posisi).filter(|(_, p)| p.is_some());
        ada.map(|(k, _)| k.nama).collect()
    }

    /// What to know about the header: columns that are missing or not ours.
    pub(super) fn temuan_judul(&self) -> Vec<Temuan> {
        let kurang: Vec<&str> =
            KOLOM.iter().zip(&self.posisi).filter_map(|(k, p)| p.is_none().then_some(k.nama)).collect();
        let asing: Vec<String> = (0..self.judul.sel.len())
            .filter(|i| !self.posisi.contains(&Some(*i)))
            .map(|i| self.judul.sel[i].tampil())
            .filter(|judul| !judul.is_empty() && !kolom::sama_catatan(judul))
            .collect();
        let temuan = |nilai: String, kalimat: &str| Temuan {
            baris: self.judul.nomor,
            kolom: "",
            nilai,
            berat: Berat::Peringatan,
            kalimat: kalimat.to_owned(),
        };
        let mut hasil = Vec::new();
        if !kurang.is_empty() {
            hasil.push(temuan(
                kurang.join(", "),
                "Kolom ini tidak ada di berkas. Datanya dianggap belum diketahui.",
            ));
        }
        if !asing.is_empty() {
            hasil.push(temuan(
                asing.join(", "),
                "Kolom ini tidak dikenal dan diabaikan. Bila isinya penting, samakan judulnya \
                 dengan templat.",
            ));
        }
        hasil
    }
}

fn tanpa_isi(sel: &Sel) -> bool {
    sel.kosong() || matches!(sel, Sel::Teks(teks) if teks == "-")
}

/// Takes the sheet of residents out of a workbook in the layout of 43 columns.
pub(super) fn ambil(buku: &mut Buku<'_>) -> Result<Lembar, GalatBerkas> {
    let epoch = buku.epoch_1904();
    let nama = buku.nama();
    let (nama, baris) = pilih(&nama, |n, sampai| buku.baris(n, sampai))?;
    susun(nama, baris, epoch)
}

/// The sheet named `Data Penduduk`, else the one whose header knows most columns; with its rows.
fn pilih(
    nama: &[String],
    mut ambil: impl FnMut(&str, u32) -> Result<Vec<BarisMentah>, GalatBerkas>,
) -> Result<(String, Vec<BarisMentah>), GalatBerkas> {
    let mut terbaik: Option<(&String, usize)> = None;
    for n in nama {
        let baris = ambil(n, BARIS_INTIP)?;
        let cocok = baris_judul(&baris).map_or(0, |i| dikenal(&baris[i]));
        let resmi = n.trim().eq_ignore_ascii_case(NAMA_LEMBAR);
        if cocok >= JUDUL_CUKUP && (resmi || terbaik.is_none_or(|(_, c)| cocok > c)) {
            terbaik = Some((n, cocok));
        }
        if resmi && cocok >= JUDUL_CUKUP {
            break;
        }
    }
    let Some((terpilih, _)) = terbaik else {
        let ada: Vec<String> = nama.iter().take(5).map(|n| super::sel::samarkan(n)).collect();
        return Err(GalatBerkas::TanpaLembar { ada: ada.join(", ") });
    };
    Ok((terpilih.clone(), ambil(terpilih, u32::MAX)?))
}

/// The row within the first twenty that knows most columns.
fn baris_judul(baris: &[BarisMentah]) -> Option<usize> {
    let intip = baris.iter().take_while(|b| b.nomor <= BARIS_INTIP).enumerate();
    let terbaik = intip.max_by_key(|(i, b)| (dikenal(b), std::cmp::Reverse(*i)))?;
    (dikenal(terbaik.1) >= JUDUL_CUKUP).then_some(terbaik.0)
}

fn dikenal(baris: &BarisMentah) -> usize {
    baris.sel.iter().filter(|s| kolom::dari_judul(&s.tampil()).is_some()).count()
}

fn susun(nama: String, mut baris: Vec<BarisMentah>, epoch_1904: bool) -> Result<Lembar, GalatBerkas> {
    let di = baris_judul(&baris).ok_or(GalatBerkas::Rusak)?;
    let data = baris.split_off(di + 1);
    let judul = baris.pop().ok_or(GalatBerkas::Rusak)?;
    let mut posisi = [None; KOLOM.len()];
    for (letak, sel) in judul.sel.iter().enumerate() {
        if let Some(k) = kolom::dari_judul(&sel.tampil())
            && posisi[k].replace(letak).is_some()
        {
            return Err(GalatBerkas::KolomGanda { kolom: KOLOM[k].nama });
        }
    }
    let kurang: Vec<&str> =
        KOLOM.iter().zip(&posisi).filter(|(k, p)| k.wajib && p.is_none()).map(|(k, _)| k.nama).collect();
    if !kurang.is_empty() {
        return Err(GalatBerkas::KolomKurang { lembar: nama, kurang: kurang.join(", ") });
    }
    let isi = |b: &BarisMentah| posisi.iter().flatten().any(|p| b.sel.get(*p).is_some_and(|s| !s.kosong()));
    let akhir = |b: &BarisMentah| matches!(b.sel.first(), Some(Sel::Teks(t)) if t.starts_with(TANDA_AKHIR));
    let baris: Vec<BarisMentah> = data.into_iter().take_while(|b| !akhir(b)).filter(isi).collect();
    if baris.is_empty() {
        return Err(GalatBerkas::TanpaData { lembar: nama });
    }
    Ok(Lembar { nama, judul, baris, posisi, epoch_1904 })
}

#[cfg(test)]
mod tests {
    use calamine::Data;

    use super::*;

    fn baris(nomor: u32, isi: &[&str]) -> BarisMentah {
        BarisMentah { nomor, sel: isi.iter().map(|t| Sel::from(Data::String((*t).into()))).collect() }
    }

    const WAJIB: [&str; 9] = ["nik", "nama", "no_kk", "dusun", "rw", "rt", "sex", "tanggallahir", "kk_level"];

    #[test]
    fn header_is_found_below_a_title() {
        let isi = vec![
            baris(1, &["DATA PENDUDUK KALURAHAN CONTOH"]),
            baris(4, &WAJIB),
            baris(5, &["", "SITI"]),
            baris(7, &["", "", "", "", "", "", "", "", "", "bukan kolom kita"]),
            baris(8, &["", "BUDI"]),
            baris(9, &["###"]),
            baris(10, &["", "TIDAK DIBACA"]),
        ];
        let lembar = susun("Lembar1".into(), isi, false).unwrap();
        let nomor: Vec<u32> = lembar.baris.iter().map(|b| b.nomor).collect();
        assert_eq!(nomor, [5, 8]);
        assert_eq!(lembar.judul.nomor, 4);
        assert_eq!(lembar.sel(&lembar.baris[0], K::Nama).tampil(), "SITI");
        assert_eq!(lembar.letak("nama"), Some(1));
        assert!(lembar.sel(&lembar.baris[0], K::Suku).kosong());
        assert_eq!(format!("{lembar:?}"), "Lembar(Lembar1, 2 baris)");
    }

    #[test]
    fn missing_and_double_columns_are_named() {
        let galat = susun("L".into(), vec![baris(1, &WAJIB[..7]), baris(2, &["x"])], false);
        assert_eq!(
            galat.unwrap_err().to_string(),
            "Kolom yang wajib tidak ada di lembar L: tanggallahir, kk_level. Tambahkan kolom itu \
             dengan nama yang sama di baris judul, lalu unggah lagi."
        );
        let ganda = [&WAJIB[..], &["NIK"]].concat();
        assert_eq!(
            susun("L".into(), vec![baris(1, &ganda), baris(2, &["x"])], false).unwrap_err(),
            GalatBerkas::KolomGanda { kolom: "nik" }
        );
        assert_eq!(
            susun("L".into(), vec![baris(1, &WAJIB)], false).unwrap_err(),
            GalatBerkas::TanpaData { lembar: "L".into() }
        );
    }

    #[test]
    fn the_sheet_with_most_known_headers_wins() {
        let kode = baris(1, &["agama", "pekerjaan", "hubungan"]);
        let data = baris(1, &WAJIB);
        let ambil = |n: &str, _| {
            Ok(match n {
                "Kode Data" => vec![kode.clone()],
                "Data" | "data penduduk " => vec![data.clone()],
                _ => vec![],
            })
        };
        let nama = |n: &[&str]| n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        for (daftar, terpilih) in [
            (nama(&["Kode Data", "Data"]), "Data"),
            (nama(&["Kode Data", "Data", "data penduduk "]), "data penduduk "),
            (nama(&["Grafik", "Kode Data"]), "Kode Data"),
        ] {
            assert_eq!(pilih(&daftar, ambil).map(|p| p.0), Ok(terpilih.to_owned()));
        }
        let tanpa = pilih(&nama(&["Lembar1", "Lembar2"]), ambil).map(|p| p.0).unwrap_err();
        assert!(tanpa.to_string().ends_with("Lembar yang ada: Lembar1, Lembar2."), "{tanpa}");
    }
}
