//! A release and the truth behind it, as a system of equations.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kamus::{
    Agama, Asuransi, Daftar, GolonganDarah, Kewarganegaraan, KtpEl, PendidikanKk, PendidikanSedang,
    StatusKawin,
};
use kependudukan::publik::{AngkaPublik, Baris, KelompokPekerjaan, TabelDusun};
use kependudukan::store::Potret;

use super::sistem::Sistem;

const BELUM: &str = "Belum tercatat";

/// In which group of a table somebody stands.
type Letak = fn(&Potret) -> String;

/// The same with something of its own.
type Penunjuk<'a> = &'a dyn Fn(&Potret) -> String;

fn label<T: Daftar>(kode: Option<i16>) -> String {
    kode.and_then(T::dari_kode).map_or(BELUM, Daftar::label).to_owned()
}

/// Tables of one column, each over all residents.
const TABEL: [(&str, Letak); 12] = [
    ("pendidikan", |p| label::<PendidikanKk>(p.pendidikan_kk)),
    ("pekerjaan", |p| KelompokPekerjaan::dari_kode(p.pekerjaan).label().to_owned()),
    ("agama", |p| label::<Agama>(p.agama)),
    ("status-perkawinan", |p| label::<StatusKawin>(p.status_kawin)),
    ("asuransi-kesehatan", |p| label::<Asuransi>(p.asuransi)),
    ("pendidikan-sedang", |p| label::<PendidikanSedang>(p.pendidikan_sedang)),
    ("kewarganegaraan", |p| label::<Kewarganegaraan>(p.kewarganegaraan)),
    ("suku", |p| p.suku.clone().unwrap_or_else(|| BELUM.to_owned())),
    ("golongan-darah", |p| label::<GolonganDarah>(p.golongan_darah)),
    ("kartu-identitas", |p| label::<KtpEl>(p.ktp_el)),
    ("akta-kelahiran", |p| {
        let ada = p.akta_lahir.as_deref().is_some_and(|a| !matches!(a.trim(), "" | "-"));
        if ada { "Punya akta" } else { BELUM }.to_owned()
    }),
    ("bpjs-ketenagakerjaan", |p| match p.bpjs_tk {
        Some(true) => "Peserta".to_owned(),
        Some(false) => "Bukan peserta".to_owned(),
        None => BELUM.to_owned(),
    }),
];

/// Those that are also told by dusun.
const PER_DUSUN: [&str; 5] = ["pendidikan", "pekerjaan", "agama", "status-perkawinan", "asuransi-kesehatan"];

/// Where the two sexes and the sum of a row stand.
type Bertiga = [usize; 3];

pub(super) struct Penyusun<'a> {
    pub(super) sistem: Sistem,
    angka: &'a AngkaPublik,
    orang: &'a [Potret],
    semua: Bertiga,
    dusun: BTreeMap<String, usize>,
}

impl<'a> Penyusun<'a> {
    /// Every table of the release with every total that they share.
    pub(super) fn susun(angka: &'a AngkaPublik, orang: &'a [Potret]) -> Sistem {
        let mut sistem = Sistem::default();
        let banyak = |k: i16| i64::try_from(orang.iter().filter(|p| p.jenis_kelamin == k).count()).unwrap();
        let (l, p) = (banyak(1), banyak(2));
        let semua = [
            sistem.tambah("laki-laki", l, angka.laki_laki),
            sistem.tambah("perempuan", p, angka.perempuan),
            sistem.tambah("penduduk", l + p, angka.penduduk),
        ];
        sistem.jumlah([semua[0], semua[1]], semua[2]);
        let mut susunan = Self { sistem, angka, orang, semua, dusun: BTreeMap::new() };
        let besar = susunan.umur();
        susunan.tempat();
        let besar_letak = |p: &Potret| kelompok_besar(p, angka.per);
        susunan.per_dusun("umur", &besar, &besar_letak);
        for (kode, letak) in TABEL {
            let baris = susunan.satu_kolom(kode, letak);
            if PER_DUSUN.contains(&kode) {
                susunan.per_dusun(kode, &baris, &letak);
            }
        }
        susunan.keluarga();
        susunan.sistem
    }

    /// Rows by sex with their sums, in columns that add up to `semua`.
    fn berdua(
        &mut self,
        nama: &str,
        (label, letak): (BTreeSet<String>, Penunjuk<'_>),
        terbit: Option<&Vec<Baris>>,
    ) -> BTreeMap<String, Bertiga> {
        let mut semua: BTreeMap<String, Bertiga> = BTreeMap::new();
        for label in label {
            let banyak =
                |k: i16| self.orang.iter().filter(|p| p.jenis_kelamin == k && letak(p) == label).count();
            let [l, p] = [1, 2].map(|k| i64::try_from(banyak(k)).unwrap());
            let baris = terbit.and_then(|terbit| terbit.iter().find(|b| b.label == label));
            let tampak = |ambil: fn(&Baris) -> Option<i64>| baris.and_then(ambil);
            let tiga = [
                self.sistem.tambah(format!("{nama} {label} L"), l, tampak(|b| b.laki_laki)),
                self.sistem.tambah(format!("{nama} {label} P"), p, tampak(|b| b.perempuan)),
                self.sistem.tambah(format!("{nama} {label}"), l + p, tampak(|b| b.jumlah)),
            ];
            self.sistem.jumlah([tiga[0], tiga[1]], tiga[2]);
            semua.insert(label, tiga);
        }
        for k in 0..2 {
            self.sistem.jumlah(semua.values().map(|tiga| tiga[k]), self.semua[k]);
        }
        semua
    }

    fn umur(&mut self) -> BTreeMap<String, usize> {
        let per = self.angka.per;
        let label: BTreeSet<String> = (0..16).map(label_lima).collect();
        let lima = self.berdua("umur", (label, &|p| label_lima(urut_lima(p, per))), self.angka.umur.as_ref());
        let label: BTreeSet<String> = ["0–14", "15–64", "65+"].map(str::to_owned).into();
        let besar =
            self.berdua("umur", (label, &|p| kelompok_besar(p, per)), self.angka.kelompok_umur.as_ref());
        for (nama, tiga) in &besar {
            let isi: Vec<usize> = (0..16).filter(|urut| besar_dari(*urut) == nama).collect();
            for k in 0..2 {
                self.sistem.jumlah(isi.iter().map(|urut| lima[&label_lima(*urut)][k]), tiga[k]);
            }
        }
        besar.into_iter().map(|(nama, tiga)| (nama, tiga[2])).collect()
    }

    fn tempat(&mut self) {
        let label: BTreeSet<String> = self.orang.iter().map(|p| p.dusun.clone()).collect();
        let dusun = self.berdua("dusun", (label, &|p| p.dusun.clone()), self.angka.dusun.as_ref());
        self.dusun = dusun.into_iter().map(|(nama, tiga)| (nama, tiga[2])).collect();
    }

    fn satu_kolom(&mut self, kode: &str, letak: Letak) -> BTreeMap<String, usize> {
        let lain = || self.angka.lain.iter().find(|t| t.kode == kode).map(|t| &t.baris);
        let terbit = match kode {
            "pendidikan" => self.angka.pendidikan.as_ref(),
            "pekerjaan" => self.angka.pekerjaan.as_ref(),
            "agama" => self.angka.agama.as_ref(),
            _ => lain(),
        };
        let mut banyak: BTreeMap<String, i64> = BTreeMap::new();
        for p in self.orang {
            *banyak.entry(letak(p)).or_default() += 1;
        }
        let mut baris = BTreeMap::new();
        for (label, jumlah) in banyak {
            let tampak = terbit.and_then(|t| t.iter().find(|b| b.label == label)).and_then(|b| b.jumlah);
            let k = self.sistem.tambah(format!("{kode} {label}"), jumlah, tampak);
            baris.insert(label, k);
        }
        self.sistem.jumlah(baris.values().copied(), self.semua[2]);
        baris
    }

    /// Each group in each dusun, also where no such table is printed: its margins are.
    fn per_dusun(&mut self, kode: &str, baris: &BTreeMap<String, usize>, letak: &dyn Fn(&Potret) -> String) {
        let mut sel: BTreeMap<(String, String), usize> = BTreeMap::new();
        for label in baris.keys() {
            for dusun in self.dusun.clone().into_keys() {
                let ada = self.orang.iter().filter(|p| p.dusun == dusun && letak(p) == *label).count();
                let nama = format!("{kode} {label} di {dusun}");
                let k = self.sistem.tambah(nama, i64::try_from(ada).unwrap(), None);
                sel.insert((label.clone(), dusun), k);
            }
        }
        for (label, jumlah) in baris {
            let isi: Vec<usize> = sel.iter().filter(|((l, _), _)| l == label).map(|(_, k)| *k).collect();
            self.sistem.jumlah(isi, *jumlah);
        }
        for (dusun, jumlah) in self.dusun.clone() {
            let isi: Vec<usize> = sel.iter().filter(|((_, d), _)| *d == dusun).map(|(_, k)| *k).collect();
            self.sistem.jumlah(isi, jumlah);
        }
        if let Some(tabel) = self.angka.per_dusun.iter().find(|t| t.kode == kode) {
            self.terbitkan(tabel, &sel);
        }
    }

    /// What is printed of a table by dusun: a group or all the others, in a dusun or in all the others.
    fn terbitkan(&mut self, tabel: &TabelDusun, sel: &BTreeMap<(String, String), usize>) {
        let bernama: BTreeSet<&str> = tabel.baris.iter().map(|b| b.label.as_str()).collect();
        let di = |nama: &str, ini: &str, bernama: &dyn Fn(&str) -> bool| {
            nama == ini || !bernama(ini) && nama.contains("digabung")
        };
        for baris in &tabel.baris {
            let Some(isi) = &baris.isi else { continue };
            for (kolom, nilai) in tabel.kolom.iter().zip(isi) {
                let bagian: Vec<usize> = sel
                    .iter()
                    .filter(|((label, dusun), _)| {
                        di(&baris.label, label, &|l| bernama.contains(l))
                            && di(kolom, dusun, &|d| tabel.kolom.iter().any(|k| k == d))
                    })
                    .map(|(_, k)| *k)
                    .collect();
                let nama = format!("{} {} di {kolom} (terbit)", tabel.kode, baris.label);
                let k = self.sistem.tambah(nama, *nilai, Some(*nilai));
                self.sistem.jumlah(bagian, k);
            }
        }
    }

    /// Families; no class is known of any in these villages.
    fn keluarga(&mut self) {
        let keluarga: BTreeSet<_> = self.orang.iter().filter_map(|p| p.keluarga_id).collect();
        let banyak = i64::try_from(keluarga.len()).unwrap();
        let semua = self.sistem.tambah("keluarga", banyak, self.angka.keluarga);
        let terbit = self.angka.lain.iter().find(|t| t.kode == "kelas-sosial");
        let baris = terbit.and_then(|t| t.baris.iter().find(|b| b.label == BELUM));
        let belum = self.sistem.tambah("kelas sosial belum tercatat", banyak, baris.and_then(|b| b.jumlah));
        self.sistem.jumlah([belum], semua);
    }
}

fn urut_lima(p: &Potret, per: Date) -> usize {
    usize::try_from(kamus::umur(p.tanggal_lahir.0, per) / 5).unwrap_or(0).min(15)
}

fn label_lima(urut: usize) -> String {
    if urut == 15 { "75+".to_owned() } else { format!("{}–{}", urut * 5, urut * 5 + 4) }
}

fn besar_dari(urut: usize) -> &'static str {
    match urut {
        0..3 => "0–14",
        3..13 => "15–64",
        _ => "65+",
    }
}

fn kelompok_besar(p: &Potret, per: Date) -> String {
    besar_dari(urut_lima(p, per)).to_owned()
}
