//! A kind's own fields on the page: single boxes, a person's boxes together, a table's rows.

use ui::{Choice, Field, Form};

use super::{AWALAN, Dasar, Ketikan};
use crate::badan::awal;
use crate::jenis::{Isian, Tipe};

/// One box: its name on the page, and what it takes.
#[derive(Debug, Clone)]
pub(crate) struct Kotak {
    pub(crate) nama: String,
    pub(crate) tipe: Tipe,
}

/// One field of the kind, as the page shows it.
#[derive(Debug, Clone)]
pub(crate) enum Bagian {
    Satu(Kotak),
    /// A person or body. `cari` finds it in its register.
    Kelompok {
        label: String,
        wajib: bool,
        nama: String,
        cari: String,
        kotak: Vec<Kotak>,
    },
    Tabel {
        label: String,
        wajib: bool,
        petunjuk: String,
        baris: Vec<Vec<Kotak>>,
    },
}

/// In front of the name of the box in which a person is looked for.
pub(crate) const CARI: &str = "a_";

pub(super) fn tambah(form: Form, dasar: &Dasar<'_>, lembaga: bool, ketikan: &Ketikan) -> (Form, Vec<Bagian>) {
    let mut form = form;
    let mut semua = Vec::new();
    let ada = |nama: &str| {
        ketikan.iter().any(|(kunci, nilai)| {
            kunci.strip_prefix(AWALAN).is_some_and(|kunci| kunci == nama) && !nilai.trim().is_empty()
        })
    };
    for isian in dasar.jenis.isian_untuk(lembaga) {
        let baris = isian.baris_tampil(&ada);
        let daun = isian.daun(baris);
        for satu in &daun {
            form = form.with(bidang(satu, dasar));
        }
        let kotak = |satu: &Isian| Kotak { nama: format!("{AWALAN}{}", satu.nama), tipe: satu.tipe };
        let (label, wajib) = (isian.label.clone(), isian.wajib);
        semua.push(match isian.tipe {
            Tipe::Orang | Tipe::Lembaga => {
                let cari = format!("{CARI}{}", isian.nama);
                form = form.with(pencari(&cari, isian.tipe));
                let kotak = daun.iter().map(kotak).collect();
                Bagian::Kelompok { label, wajib, nama: isian.nama.clone(), cari, kotak }
            }
            Tipe::Tabel => {
                let lebar = isian.kolom.len().max(1);
                let baris = daun.chunks(lebar).map(|baris| baris.iter().map(kotak).collect()).collect();
                let petunjuk = isian.petunjuk.clone().unwrap_or_default();
                Bagian::Tabel { label, wajib, petunjuk, baris }
            }
            _ => Bagian::Satu(kotak(isian)),
        });
    }
    (form, semua)
}

pub(super) fn pencari(nama: &str, tipe: Tipe) -> Field {
    let (label, hint) = if tipe == Tipe::Lembaga {
        ("Cari di daftar lembaga", "Nama lembaga; kosongkan bila diketik sendiri")
    } else {
        ("Cari di data penduduk", "Nama atau NIK; kosongkan bila diketik sendiri")
    };
    Field::new(nama, label).hint(hint).width(20).optional().autocomplete("off")
}

fn bidang(isian: &Isian, dasar: &Dasar<'_>) -> Field {
    let mut field = Field::new(format!("{AWALAN}{}", isian.nama), &isian.label);
    if let Some(petunjuk) = &isian.petunjuk {
        field = field.hint(petunjuk);
    }
    if !isian.wajib {
        field = field.optional();
    }
    field = match isian.tipe {
        Tipe::Pilihan => field.choices(isian.pilihan.iter().map(|p| Choice::new(&p.kode, &p.nama)).collect()),
        Tipe::Angka | Tipe::Rupiah => field.numeric().width(12),
        Tipe::Nik => field.numeric().width(16).autocomplete("off"),
        Tipe::Jam => field.width(8).hint("Contoh: 09.30"),
        Tipe::Area => field.rows(3),
        Tipe::Tanggal => field.width(12),
        _ if isian.induk.is_some() => field.autocomplete("off"),
        _ => field,
    };
    if let Some(satuan) = &isian.satuan {
        field = field.hint(satuan);
    }
    let dusun = dasar.kantor.sebutan.dusun.unwrap_or("Dusun");
    let kata = isian.awal.as_deref().zip(dasar.orang.as_ref());
    match kata.and_then(|(kata, orang)| awal(orang, kata, dusun)) {
        Some(nilai) => field.value(nilai),
        None => field,
    }
}
