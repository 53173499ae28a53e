//! Fields about a person or body in no register.

use kamus::Daftar;
use ui::{Choice, Field, Form};

use super::ambil::POKOK;
use super::bidang::{CARI, pencari};
use crate::atur::Kantor;
use crate::jenis::{Jenis, JenisPokok, Temuan, Tipe};
use crate::orang::{Orang, Tercatat};

/// The hidden box that says what is typed in where a letter may be about either: [`LEMBAGA`] for a body.
pub(crate) const KETIK: &str = "ketik";
pub(crate) const LEMBAGA: &str = "lembaga";

/// What is typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rupa {
    Orang,
    Lembaga,
    /// Name and place of whom the letter goes to.
    Dituju,
}

impl Rupa {
    /// `ketik` is what [`KETIK`] holds.
    pub(crate) fn dari(jenis: &Jenis, ketik: &str) -> Self {
        match jenis.pokok.jenis {
            JenisPokok::Lembaga => Self::Lembaga,
            JenisPokok::Dituju => Self::Dituju,
            JenisPokok::OrangAtauLembaga if ketik == LEMBAGA => Self::Lembaga,
            JenisPokok::Orang | JenisPokok::OrangAtauLembaga => Self::Orang,
        }
    }

    /// Name and label of each box, for what is no person. A body's place is not asked twice.
    fn bidang(self, jenis: &Jenis) -> Vec<(&'static str, &'static str)> {
        let ditanya = jenis.isian.iter().any(|isian| isian.awal.as_deref() == Some("alamat"));
        match self {
            Self::Orang => Vec::new(),
            Self::Lembaga if ditanya => vec![("o_nama", "Nama lembaga")],
            Self::Lembaga => vec![("o_nama", "Nama lembaga"), ("o_alamat", "Alamat lembaga")],
            Self::Dituju => vec![("o_nama", "Nama orang atau lembaga"), ("o_alamat", "Di")],
        }
    }
}

pub(super) fn tambah(form: Form, kantor: &Kantor, jenis: &Jenis, rupa: Rupa) -> Form {
    let ketik = if rupa == Rupa::Lembaga { LEMBAGA } else { "" };
    let mut form = form.with(Field::new(KETIK, "").value(ketik));
    if rupa != Rupa::Orang {
        form = form.with(pencari(&format!("{CARI}{POKOK}"), Tipe::Lembaga));
        for (nama, label) in rupa.bidang(jenis) {
            let field = Field::new(nama, label).autocomplete("off");
            form = form.with(match (nama, rupa) {
                ("o_alamat", Rupa::Dituju) => field.hint("Contoh: tempat; Padukuhan Krajan").rows(2),
                ("o_alamat", _) => field.hint("Tempat sekretariat atau kegiatannya").rows(2),
                _ => field,
            });
        }
        return form;
    }
    let dusun = kantor.sebutan.dusun.unwrap_or("Dusun");
    form.with(Field::new("o_nama", "Nama lengkap").autocomplete("off"))
        .with(Field::new("o_nik", "NIK").numeric().width(16).hint("16 angka").optional().autocomplete("off"))
        .with(Field::new("o_tempat_lahir", "Tempat lahir").width(20).autocomplete("off"))
        .with(Field::new("o_tanggal_lahir", "Tanggal lahir").width(12))
        .with(Field::new("o_jenis_kelamin", "Jenis kelamin").choices(daftar::<kamus::JenisKelamin>()))
        .with(Field::new("o_agama", "Agama").choices(daftar::<kamus::Agama>()).optional())
        .with(
            Field::new("o_status_kawin", "Status perkawinan")
                .choices(daftar::<kamus::StatusKawin>())
                .optional(),
        )
        .with(Field::new("o_pekerjaan", "Pekerjaan").width(30).optional().autocomplete("off"))
        .with(
            Field::new("o_kewarganegaraan", "Kewarganegaraan")
                .choices(daftar::<kamus::Kewarganegaraan>())
                .value(kamus::Kewarganegaraan::semua().first().map_or("", |pertama| pertama.label())),
        )
        .with(
            Field::new("o_alamat", "Alamat menurut KTP-el").hint("Jalan, desa, kecamatan, kabupaten").rows(2),
        )
        .with(Field::new("o_dusun", dusun).width(20).optional().autocomplete("off"))
        .with(Field::new("o_rt", "RT").numeric().width(4).optional())
        .with(Field::new("o_rw", "RW").numeric().width(4).optional())
        .with(
            Field::new("o_simpan", "Simpan")
                .choices(Choice::list([("1", "Simpan juga sebagai penduduk sementara")])),
        )
}

fn daftar<T: Daftar>() -> Vec<Choice> {
    T::semua().iter().map(|satu| Choice::new(satu.label(), satu.label())).collect()
}

/// What would have been typed for this person or body.
pub(crate) fn ketikan_luar(orang: &Orang) -> Vec<(String, String)> {
    let macam = if orang.lembaga() { LEMBAGA.to_owned() } else { String::new() };
    let tanggal = orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default();
    let nik = orang.nik.map(|nik| nik.as_str().to_owned()).unwrap_or_default();
    let isi = [
        (KETIK, &macam),
        ("o_nama", &orang.nama),
        ("o_nik", &nik),
        ("o_tempat_lahir", &orang.tempat_lahir),
        ("o_tanggal_lahir", &tanggal),
        ("o_jenis_kelamin", &orang.jenis_kelamin),
        ("o_agama", &orang.agama),
        ("o_status_kawin", &orang.status_kawin),
        ("o_pekerjaan", &orang.pekerjaan),
        ("o_kewarganegaraan", &orang.kewarganegaraan),
        ("o_alamat", &orang.alamat),
        ("o_dusun", &orang.dusun),
        ("o_rt", &orang.rt),
        ("o_rw", &orang.rw),
    ];
    isi.into_iter().map(|(nama, nilai)| (nama.to_owned(), nilai.clone())).collect()
}

/// Reads a body, or whom the letter goes to.
fn baca_bernama<'a>(ketik: impl Fn(&str) -> &'a str, jenis: &Jenis, rupa: Rupa) -> (Orang, Vec<Temuan>) {
    let teks = |nama: &str| ketik(nama).split_whitespace().collect::<Vec<_>>().join(" ");
    let tercatat = if rupa == Rupa::Lembaga { Tercatat::Lembaga } else { Tercatat::Luar };
    let mut lembaga = Orang { nama: teks("o_nama"), ..Orang::kosong(tercatat) };
    let mut temuan = Vec::new();
    for (nama, label) in rupa.bidang(jenis) {
        let nilai = teks(nama);
        if nama == "o_alamat" {
            lembaga.alamat.clone_from(&nilai);
        }
        let label = if label == "Di" { "Tempatnya" } else { label };
        let kalimat = match nilai.chars().count() {
            0 => format!("{label} belum diisi."),
            1..=200 => continue,
            _ => format!("{label} paling panjang 200 huruf."),
        };
        temuan.push(Temuan { nama: nama.to_owned(), kalimat });
    }
    (lembaga, temuan)
}

/// Reads a typed-in person; `ketik` gives what was typed into a field.
pub(super) fn baca<'a>(
    ketik: impl Fn(&str) -> &'a str,
    hari_ini: jiff::civil::Date,
    jenis: &Jenis,
) -> (Orang, Vec<Temuan>) {
    let rupa = Rupa::dari(jenis, ketik(KETIK));
    if rupa != Rupa::Orang {
        return baca_bernama(ketik, jenis, rupa);
    }
    let mut temuan = Vec::new();
    let teks = |nama: &str| ketik(nama).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut salah = |nama: &str, kalimat: String| temuan.push(Temuan { nama: nama.to_owned(), kalimat });
    let orang = Orang {
        tercatat: Tercatat::Luar,
        id: None,
        nama: teks("o_nama"),
        nik: kamus::Nik::atau_sementara(ketik("o_nik")).unwrap_or_else(|galat| {
            salah("o_nik", galat.to_string());
            None
        }),
        no_kk: None,
        tempat_lahir: teks("o_tempat_lahir"),
        tanggal_lahir: lahir(ketik("o_tanggal_lahir"), hari_ini).unwrap_or_else(|kalimat| {
            salah("o_tanggal_lahir", kalimat);
            None
        }),
        jenis_kelamin: pilihan::<kamus::JenisKelamin>(ketik("o_jenis_kelamin")),
        agama: pilihan::<kamus::Agama>(ketik("o_agama")),
        status_kawin: pilihan::<kamus::StatusKawin>(ketik("o_status_kawin")),
        pekerjaan: teks("o_pekerjaan"),
        kewarganegaraan: pilihan::<kamus::Kewarganegaraan>(ketik("o_kewarganegaraan")),
        alamat: teks("o_alamat"),
        dusun: teks("o_dusun"),
        rw: teks("o_rw"),
        rt: teks("o_rt"),
        kini: String::new(),
        badan: None,
    };
    for (nama, nilai, kalimat) in [
        ("o_nama", &orang.nama, "Nama lengkap belum diisi."),
        ("o_tempat_lahir", &orang.tempat_lahir, "Tempat lahir belum diisi."),
        ("o_jenis_kelamin", &orang.jenis_kelamin, "Jenis kelamin belum dipilih."),
        ("o_alamat", &orang.alamat, "Alamat menurut KTP-el belum diisi."),
    ] {
        if nilai.is_empty() {
            salah(nama, kalimat.to_owned());
        }
    }
    for (nama, label, nilai, batas) in [
        ("o_nama", "Nama lengkap", &orang.nama, 100),
        ("o_tempat_lahir", "Tempat lahir", &orang.tempat_lahir, 60),
        ("o_pekerjaan", "Pekerjaan", &orang.pekerjaan, 60),
        ("o_alamat", "Alamat menurut KTP-el", &orang.alamat, 200),
        ("o_dusun", "Nama dusun", &orang.dusun, 60),
        ("o_rt", "RT", &orang.rt, 5),
        ("o_rw", "RW", &orang.rw, 5),
    ] {
        if nilai.chars().count() > batas {
            salah(nama, format!("{label} paling panjang {batas} huruf."));
        }
    }
    (orang, temuan)
}

fn lahir(teks: &str, hari_ini: jiff::civil::Date) -> Result<Option<jiff::civil::Date>, String> {
    if teks.trim().is_empty() {
        return Err("Tanggal lahir belum diisi.".to_owned());
    }
    let tanggal = kamus::urai_tanggal(teks).map_err(|galat| format!("Tanggal lahir: {galat}"))?;
    if tanggal > hari_ini {
        return Err("Tanggal lahir tidak boleh sesudah hari ini.".to_owned());
    }
    Ok(Some(tanggal))
}

/// The label of a picked entry; empty when it is none of the list.
fn pilihan<T: Daftar>(teks: &str) -> String {
    T::semua().iter().map(|satu| satu.label()).find(|label| *label == teks).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_typed_in_person_is_checked_whole() {
        let (orang, temuan) = baca(
            |nama| match nama {
                "o_nik" => "340213410185900",
                "o_tanggal_lahir" => "02-03-2030",
                "o_agama" => "Tidak ada di daftar",
                "o_alamat" => " Jalan  Mawar 1 ",
                _ => "",
            },
            date(2026, 3, 2),
            jenis("domisili"),
        );
        let nama: Vec<&str> = temuan.iter().map(|t| t.nama.as_str()).collect();
        assert_eq!(nama, ["o_nik", "o_tanggal_lahir", "o_nama", "o_tempat_lahir", "o_jenis_kelamin"]);
        assert_eq!((orang.alamat.as_str(), orang.agama.as_str()), ("Jalan Mawar 1", ""));
    }

    fn jenis(kode: &str) -> &'static Jenis {
        crate::jenis::find(kode).unwrap()
    }

    #[test]
    fn whom_a_letter_goes_to_has_a_name_and_a_place() {
        let (lembaga, temuan) = baca(
            |nama| if nama == "o_nama" { " Ketua  RT 001 " } else { "" },
            date(2026, 3, 2),
            jenis("undangan"),
        );
        assert_eq!((lembaga.nama.as_str(), lembaga.tercatat), ("Ketua RT 001", Tercatat::Luar));
        assert_eq!(temuan.len(), 1);
        assert_eq!(temuan[0].kalimat, "Tempatnya belum diisi.");
    }

    #[test]
    fn a_body_typed_in_is_a_body_and_its_place_is_not_asked_twice() {
        let ketik = |nama: &str| if nama == "o_nama" { "Yayasan  Contoh" } else { "" };
        let (lembaga, temuan) = baca(ketik, date(2026, 3, 2), jenis("domisili_lembaga"));
        assert_eq!(
            (lembaga.nama.as_str(), lembaga.lembaga(), lembaga.diketik()),
            ("Yayasan Contoh", true, true)
        );
        assert!(temuan.is_empty(), "the kind asks for the address itself: {temuan:?}");
        let panjang = "a".repeat(201);
        let (_, temuan) = baca(|_| panjang.as_str(), date(2026, 3, 2), jenis("domisili_lembaga"));
        assert_eq!(temuan[0].kalimat, "Nama lembaga paling panjang 200 huruf.");
        let (_, temuan) = baca(|_| "", date(2026, 3, 2), jenis("domisili_lembaga"));
        assert_eq!(temuan[0].kalimat, "Nama lembaga belum diisi.");
        assert_eq!(ketikan_luar(&lembaga)[0], (KETIK.to_owned(), LEMBAGA.to_owned()), "made again as a body");
    }

    #[test]
    fn no_field_outgrows_its_line() {
        let long = "a".repeat(201);
        let (_, temuan) = baca(|_| long.as_str(), date(2026, 3, 2), jenis("domisili"));
        let said: Vec<&str> = temuan.iter().map(|t| t.kalimat.as_str()).collect();
        assert!(said.contains(&"Alamat menurut KTP-el paling panjang 200 huruf."), "{said:?}");
        assert!(said.contains(&"RT paling panjang 5 huruf."), "{said:?}");
    }

    #[test]
    fn what_was_stored_can_be_typed_again() {
        let orang = Orang { tercatat: Tercatat::Luar, no_kk: None, ..crate::orang::tests::siti() };
        let ketikan = ketikan_luar(&orang);
        let ketik = |nama: &str| {
            ketikan.iter().find(|(field, _)| field == nama).map_or("", |(_, nilai)| nilai.as_str())
        };
        let (lagi, temuan) = baca(ketik, date(2026, 3, 2), jenis("domisili"));
        assert!(temuan.is_empty(), "{temuan:?}");
        assert_eq!(lagi.nama, orang.nama);
        assert_eq!(lagi.nik, orang.nik);
        assert_eq!(lagi.tanggal_lahir, orang.tanggal_lahir);
        assert_eq!(lagi.status_kawin, orang.status_kawin);
    }
}
