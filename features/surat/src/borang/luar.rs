//! Fields about a person who is in no register.

use kamus::Daftar;
use ui::{Choice, Field, Form};

use crate::atur::Kantor;
use crate::jenis::{JenisPokok, Temuan};
use crate::orang::{Orang, Tercatat};

pub(super) fn tambah(form: Form, kantor: &Kantor, pokok: JenisPokok) -> Form {
    if pokok == JenisPokok::Lembaga {
        return form
            .with(Field::new("o_nama", "Nama orang atau lembaga").autocomplete("off"))
            .with(Field::new("o_alamat", "Di").hint("Contoh: tempat; Padukuhan Krajan").rows(2));
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

/// What would have been typed for this person.
pub(crate) fn ketikan_luar(orang: &Orang) -> Vec<(String, String)> {
    let tanggal = orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default();
    let nik = orang.nik.map(|nik| nik.as_str().to_owned()).unwrap_or_default();
    let isi = [
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

/// Reads a body that is only addressed.
fn baca_lembaga<'a>(ketik: impl Fn(&str) -> &'a str) -> (Orang, Vec<Temuan>) {
    let teks = |nama: &str| ketik(nama).split_whitespace().collect::<Vec<_>>().join(" ");
    let lembaga = Orang { nama: teks("o_nama"), alamat: teks("o_alamat"), ..Orang::kosong(Tercatat::Luar) };
    let mut temuan = Vec::new();
    for (nama, label, nilai) in
        [("o_nama", "Nama orang atau lembaga", &lembaga.nama), ("o_alamat", "Tempatnya", &lembaga.alamat)]
    {
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
    pokok: JenisPokok,
) -> (Orang, Vec<Temuan>) {
    if pokok == JenisPokok::Lembaga {
        return baca_lembaga(ketik);
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
            JenisPokok::Orang,
        );
        let nama: Vec<&str> = temuan.iter().map(|t| t.nama.as_str()).collect();
        assert_eq!(nama, ["o_nik", "o_tanggal_lahir", "o_nama", "o_tempat_lahir", "o_jenis_kelamin"]);
        assert_eq!((orang.alamat.as_str(), orang.agama.as_str()), ("Jalan Mawar 1", ""));
    }

    #[test]
    fn a_body_has_a_name_and_a_place() {
        let (lembaga, temuan) = baca(
            |nama| if nama == "o_nama" { " Ketua  RT 001 " } else { "" },
            date(2026, 3, 2),
            JenisPokok::Lembaga,
        );
        assert_eq!(lembaga.nama, "Ketua RT 001");
        assert_eq!(temuan.len(), 1);
        assert_eq!(temuan[0].kalimat, "Tempatnya belum diisi.");
    }

    #[test]
    fn no_field_outgrows_its_line() {
        let long = "a".repeat(201);
        let (_, temuan) = baca(|_| long.as_str(), date(2026, 3, 2), JenisPokok::Orang);
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
        let (lagi, temuan) = baca(ketik, date(2026, 3, 2), JenisPokok::Orang);
        assert!(temuan.is_empty(), "{temuan:?}");
        assert_eq!(lagi.nama, orang.nama);
        assert_eq!(lagi.nik, orang.nik);
        assert_eq!(lagi.tanggal_lahir, orang.tanggal_lahir);
        assert_eq!(lagi.status_kawin, orang.status_kawin);
    }
}
