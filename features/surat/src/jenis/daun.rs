//! The single boxes that a field of several parts is made of. A box's name is its field's name, a hyphen
//! and its own; in a table the row's number stands between.

use super::{Isian, Pilihan, Tipe};

/// Rows that a table offers beyond those filled in.
const LUANG: usize = 2;
/// The most rows of a table that names no limit.
const BARIS: usize = 20;

/// What can be asked of a person: code, label, type.
const ORANG: [(&str, &str, Tipe); 12] = [
    ("nik", "NIK", Tipe::Nik),
    ("tempat_lahir", "Tempat lahir", Tipe::Teks),
    ("tanggal_lahir", "Tanggal lahir", Tipe::Tanggal),
    ("jenis_kelamin", "Jenis kelamin", Tipe::Pilihan),
    ("agama", "Agama", Tipe::Pilihan),
    ("status_kawin", "Status perkawinan", Tipe::Pilihan),
    ("pekerjaan", "Pekerjaan", Tipe::Teks),
    ("kewarganegaraan", "Kewarganegaraan", Tipe::Pilihan),
    ("bin", "Bin/binti", Tipe::Teks),
    ("hubungan", "Hubungan", Tipe::Teks),
    ("telepon", "Nomor telepon", Tipe::Teks),
    ("alamat", "Alamat", Tipe::Teks),
];

/// What can be asked of a body.
const LEMBAGA: [(&str, &str, Tipe); 5] = [
    ("bidang", "Bidang kegiatan", Tipe::Teks),
    ("dasar", "Akta atau SK pendirian", Tipe::Teks),
    ("pengurus", "Nama ketua", Tipe::Teks),
    ("anggota", "Jumlah anggota", Tipe::Angka),
    ("alamat", "Alamat", Tipe::Teks),
];

/// The words of a list of codes as choices.
fn daftar<T: kamus::Daftar>() -> Vec<Pilihan> {
    let satu = |t: &T| Pilihan { kode: t.label().to_owned(), nama: t.label().to_owned(), judul: None };
    T::semua().iter().map(satu).collect()
}

fn pilihan(kode: &str) -> Vec<Pilihan> {
    match kode {
        "jenis_kelamin" => daftar::<kamus::JenisKelamin>(),
        "agama" => daftar::<kamus::Agama>(),
        "status_kawin" => daftar::<kamus::StatusKawin>(),
        "kewarganegaraan" => daftar::<kamus::Kewarganegaraan>(),
        _ => Vec::new(),
    }
}

impl Isian {
    /// A box of this field.
    fn bagian_dari(&self, nama: String, label: &str, tipe: Tipe, wajib: bool) -> Self {
        Self {
            nama,
            label: label.to_owned(),
            tipe,
            wajib,
            induk: Some(self.label.clone()),
            petunjuk: None,
            pilihan: Vec::new(),
            awal: None,
            khusus: None,
            lampau: false,
            mendatang: false,
            sesudah: None,
            min: None,
            maks: None,
            satuan: None,
            bagian: Vec::new(),
            peran: None,
            kolom: Vec::new(),
            baris_min: 0,
            baris_maks: None,
            panjang: None,
        }
    }

    /// The parts of a person or body that are asked, the name first.
    pub(crate) fn bagian_bagian(&self) -> Vec<(&'static str, &'static str, Tipe)> {
        let (nama, dikenal): (&str, &[(&'static str, &'static str, Tipe)]) = match self.tipe {
            Tipe::Orang => ("Nama lengkap", &ORANG),
            Tipe::Lembaga => ("Nama lembaga", &LEMBAGA),
            _ => return Vec::new(),
        };
        let mut semua = vec![("nama", nama, Tipe::Teks)];
        let diminta = |kode: &str| self.bagian.iter().any(|bagian| bagian.trim_end_matches('!') == kode);
        semua.extend(dikenal.iter().copied().filter(|(kode, ..)| {
            diminta(kode) || (matches!(*kode, "tempat_lahir" | "tanggal_lahir") && diminta("lahir"))
        }));
        semua
    }

    /// Whether a part must be answered; `nik!` in the list says so.
    fn bagian_wajib(&self, kode: &str) -> bool {
        let kode = if kode.ends_with("_lahir") { "lahir" } else { kode };
        self.bagian.iter().any(|bagian| bagian.strip_suffix('!') == Some(kode))
    }

    /// The parts that this definition names and nobody knows.
    pub(crate) fn bagian_asing(&self) -> Vec<&str> {
        let known = |kode: &&str| {
            let kode = kode.trim_end_matches('!');
            match self.tipe {
                Tipe::Orang => kode == "lahir" || ORANG.iter().any(|(k, ..)| *k == kode),
                Tipe::Lembaga => LEMBAGA.iter().any(|(k, ..)| *k == kode),
                _ => false,
            }
        };
        self.bagian.iter().map(String::as_str).filter(|kode| !known(kode)).collect()
    }

    /// Column `kolom` of row `ke`, counted from 1.
    pub(crate) fn sel(&self, ke: usize, kolom: &Self) -> Self {
        let mut sel = kolom.clone();
        sel.nama = format!("{}-{ke}-{}", self.nama, kolom.nama);
        sel.induk = Some(format!("{} baris {ke}", self.label));
        sel
    }

    pub(crate) fn baris_terbanyak(&self) -> usize {
        self.baris_maks.unwrap_or(BARIS).max(self.baris_min)
    }

    /// The last row in which something is typed; `ada` tells whether a box has anything in it.
    pub(crate) fn baris_terisi(&self, ada: &dyn Fn(&str) -> bool) -> usize {
        let isi = |ke: &usize| self.kolom.iter().any(|kolom| ada(&self.sel(*ke, kolom).nama));
        (1..=self.baris_terbanyak()).rev().find(isi).unwrap_or(0)
    }

    /// How many rows a form shows: those filled in, those needed, and a few more.
    pub(crate) fn baris_tampil(&self, ada: &dyn Fn(&str) -> bool) -> usize {
        let perlu = (self.baris_terisi(ada) + LUANG).max(self.baris_min.max(1));
        perlu.min(self.baris_terbanyak())
    }

    /// The boxes of this field; a simple field is its own. `baris` rows of a table.
    pub(crate) fn daun(&self, baris: usize) -> Vec<Self> {
        match self.tipe {
            Tipe::Orang | Tipe::Lembaga => {
                let satu = |(kode, label, tipe): (&str, &str, Tipe)| {
                    let wajib = self.wajib && (kode == "nama" || self.bagian_wajib(kode));
                    let mut daun = self.bagian_dari(format!("{}-{kode}", self.nama), label, tipe, wajib);
                    daun.pilihan = pilihan(kode);
                    daun.lampau = kode == "tanggal_lahir";
                    daun
                };
                self.bagian_bagian().into_iter().map(satu).collect()
            }
            Tipe::Tabel => {
                let baris = 1..=baris;
                baris.flat_map(|ke| self.kolom.iter().map(move |kolom| self.sel(ke, kolom))).collect()
            }
            _ => vec![self.clone()],
        }
    }

    /// A field's label as a sentence about it begins.
    pub(crate) fn sebutan(&self) -> String {
        match &self.induk {
            Some(induk) => format!("{induk}: {}", self.label),
            None => self.label.clone(),
        }
    }
}
