//! Where a person stands in each breakdown.

use kamus::{CaraKb, Daftar, JenisKelamin, Kewarganegaraan, KtpEl, Shdk, StatusKawin, StatusRekam};

use super::{Letak, Orang};

/// From here on, single years are one group.
const USIA_TUNGGAL: usize = 100;

/// The age from which somebody votes and must have an identity card (UU 7/2017 art. 198, UU 24/2013 art. 63).
const DEWASA: i16 = 17;

pub(super) fn label<T: Daftar>() -> Vec<String> {
    T::semua().iter().map(|butir| butir.label().to_owned()).collect()
}

/// By a stored code; one that no list has counts as not filled in.
pub(super) fn letak_kode<T: Daftar>(kode: Option<i16>) -> Letak {
    butir(kode.and_then(T::dari_kode))
}

pub(super) fn butir<T: Daftar>(butir: Option<T>) -> Letak {
    butir.and_then(|butir| T::semua().iter().position(|t| *t == butir)).map_or(Letak::Belum, Letak::Di)
}

/// The one group of a question that is answered by having something.
pub(super) fn ya(label: &str) -> Vec<String> {
    vec![label.to_owned()]
}

fn di(ada: bool) -> Letak {
    if ada { Letak::Di(0) } else { Letak::Belum }
}

fn terisi(isi: Option<&String>) -> bool {
    isi.is_some_and(|isi| !isi.trim().is_empty() && isi.trim() != "-")
}

/// "Di bawah 1 tahun", "1–4 tahun", "75 tahun ke atas": bands by their first years.
pub(super) fn pita(batas: &[i16]) -> Vec<String> {
    let nama = |(urut, mulai): (usize, &i16)| match batas.get(urut + 1) {
        Some(1) => "Di bawah 1 tahun".to_owned(),
        Some(berikut) => format!("{mulai}–{} tahun", berikut - 1),
        None => format!("{mulai} tahun ke atas"),
    };
    batas.iter().enumerate().map(nama).collect()
}

fn letak_pita(batas: &[i16], umur: i16) -> Letak {
    Letak::Di(batas.partition_point(|mulai| *mulai <= umur).saturating_sub(1))
}

macro_rules! pita_umur {
    ($(#[$doc:meta])* $nama:ident [$($mulai:literal),+]) => {
        $(#[$doc])*
        pub(super) mod $nama {
            use super::super::Letak;

            /// The first year of each band.
            pub(in crate::jenis) const BATAS: &[i16] = &[$($mulai),+];

            pub(in crate::jenis) fn letak(umur: i16) -> Letak {
                super::letak_pita(BATAS, umur)
            }
        }
    };
}

pita_umur! { rentang [0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75] }
pita_umur! { lima_tahunan [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75] }
pita_umur! {
    /// Laporan kelompok rentan, Lampiran A-9.
    rentan [0, 1, 6, 13, 16, 19, 60]
}

/// As the law tells ages apart: a child is under 18 (UU 35/2014), an old person 60 or more (UU 13/1998).
pub(super) mod kategori {
    use super::super::Letak;

    pub(in crate::jenis) fn label() -> Vec<String> {
        ["Balita (0–4 tahun)", "Anak (5–17 tahun)", "Dewasa (18–59 tahun)", "Lanjut usia (60 tahun ke atas)"]
            .map(str::to_owned)
            .into()
    }

    pub(in crate::jenis) fn letak(umur: i16) -> Letak {
        super::letak_pita(&[0, 5, 18, 60], umur)
    }
}

pub(super) fn label_usia() -> Vec<String> {
    let tahun = (0..USIA_TUNGGAL).map(|umur| umur.to_string());
    tahun.chain([format!("{USIA_TUNGGAL} ke atas")]).collect()
}

pub(super) fn tunggal(umur: i16) -> Letak {
    Letak::Di(usize::try_from(umur).unwrap_or(0).min(USIA_TUNGGAL))
}

fn pernah_kawin(o: &Orang<'_>) -> bool {
    o.p.status_kawin.and_then(StatusKawin::dari_kode).is_some_and(StatusKawin::pernah_kawin)
}

fn kawin(o: &Orang<'_>) -> bool {
    let kawin = [StatusKawin::Kawin, StatusKawin::KawinBelumTercatat];
    o.p.status_kawin.and_then(StatusKawin::dari_kode).is_some_and(|status| kawin.contains(&status))
}

pub(super) fn akta_kelahiran(o: &Orang<'_>) -> Letak {
    if terisi(o.p.akta_lahir.as_ref()) { rentang::letak(o.umur) } else { Letak::Belum }
}

pub(super) fn buku_nikah(o: &Orang<'_>) -> Letak {
    if kawin(o) { di(terisi(o.p.akta_perkawinan.as_ref())) } else { Letak::Luar }
}

pub(super) mod ktp {
    use super::{DEWASA, Daftar as _, KtpEl, Letak, Orang, StatusRekam, pernah_kawin};

    pub(in crate::jenis) fn label() -> Vec<String> {
        ["Punya KTP-el", "Sudah rekam, KTP-el belum diterima", "Belum rekam"].map(str::to_owned).into()
    }

    pub(in crate::jenis) fn letak(o: &Orang<'_>) -> Letak {
        if o.umur < DEWASA && !pernah_kawin(o) {
            return Letak::Luar;
        }
        let kartu = o.p.ktp_el.and_then(KtpEl::dari_kode);
        match (kartu, o.p.status_rekam.and_then(StatusRekam::dari_kode)) {
            (Some(KtpEl::KtpEl), _) | (_, Some(StatusRekam::CardIssued)) => Letak::Di(0),
            (_, Some(StatusRekam::BelumRekam | StatusRekam::BelumWajib)) | (Some(KtpEl::Belum), None) => {
                Letak::Di(2)
            }
            (_, Some(_)) => Letak::Di(1),
            (Some(KtpEl::Kia) | None, None) => Letak::Belum,
        }
    }
}

pub(super) mod kia {
    use super::{DEWASA, Daftar as _, KtpEl, Letak, Orang, pernah_kawin};

    pub(in crate::jenis) fn label() -> Vec<String> {
        ["Punya KIA", "Belum punya KIA"].map(str::to_owned).into()
    }

    pub(in crate::jenis) fn letak(o: &Orang<'_>) -> Letak {
        if o.umur >= DEWASA || pernah_kawin(o) {
            return Letak::Luar;
        }
        match o.p.ktp_el.and_then(KtpEl::dari_kode) {
            Some(KtpEl::Kia) => Letak::Di(0),
            Some(_) => Letak::Di(1),
            None => Letak::Belum,
        }
    }
}

pub(super) fn label_kelas() -> Vec<String> {
    ["Prasejahtera", "Sejahtera I", "Sejahtera II", "Sejahtera III", "Sejahtera III Plus"]
        .map(str::to_owned)
        .into()
}

pub(super) fn kelas(o: &Orang<'_>) -> Letak {
    if o.p.shdk != Shdk::KepalaKeluarga.kode() {
        return Letak::Luar;
    }
    let urut = o.kelas_sosial.and_then(|kelas| usize::try_from(kelas - 1).ok());
    urut.filter(|urut| *urut < 5).map_or(Letak::Belum, Letak::Di)
}

pub(super) fn label_bpjs() -> Vec<String> {
    ["Peserta", "Bukan peserta"].map(str::to_owned).into()
}

pub(super) fn bpjs(o: &Orang<'_>) -> Letak {
    o.p.bpjs_tk.map_or(Letak::Belum, |peserta| Letak::Di(usize::from(!peserta)))
}

/// Who may vote, as far as the register tells: an estimate, and not the DPT (UU 7/2017 art. 198 to 200).
pub(super) mod pemilih {
    use super::{DEWASA, Daftar as _, Kewarganegaraan, Letak, Orang, pernah_kawin};

    /// Soldiers and police do not vote. Codes of [`Pekerjaan`].
    pub(super) const TNI_POLRI: [i16; 2] = [6, 7];

    pub(in crate::jenis) fn label() -> Vec<String> {
        let teks = ["17 tahun ke atas", "Di bawah 17 tahun, pernah kawin"];
        teks.map(str::to_owned).into()
    }

    pub(in crate::jenis) fn letak(o: &Orang<'_>) -> Letak {
        let asing = o.p.kewarganegaraan == Some(Kewarganegaraan::Wna.kode());
        if asing || o.p.pekerjaan.is_some_and(|kode| TNI_POLRI.contains(&kode)) {
            return Letak::Luar;
        }
        match (o.umur >= DEWASA, pernah_kawin(o)) {
            (true, _) => Letak::Di(0),
            (false, true) => Letak::Di(1),
            (false, false) => Letak::Luar,
        }
    }
}

pub(super) fn kb(o: &Orang<'_>) -> Letak {
    match butir::<CaraKb>(o.kesehatan.cara_kb) {
        Letak::Belum if !kawin(o) => Letak::Luar,
        letak => letak,
    }
}

pub(super) fn hamil(o: &Orang<'_>) -> Letak {
    if o.p.jenis_kelamin == JenisKelamin::Perempuan.kode() {
        butir(o.kesehatan.kehamilan)
    } else {
        Letak::Luar
    }
}

#[cfg(test)]
mod tests {
    use kamus::Pekerjaan;

    use super::*;

    #[test]
    fn bands_hold_their_first_and_last_year() {
        for (batas, umur, label) in [
            (rentang::BATAS, 0, "Di bawah 1 tahun"),
            (rentang::BATAS, 1, "1–4 tahun"),
            (rentang::BATAS, 4, "1–4 tahun"),
            (rentang::BATAS, 5, "5–9 tahun"),
            (rentang::BATAS, 120, "75 tahun ke atas"),
            (lima_tahunan::BATAS, 0, "0–4 tahun"),
            (rentan::BATAS, 18, "16–18 tahun"),
            (rentan::BATAS, 60, "60 tahun ke atas"),
            // Not yet born on a day before their birth: a mistake of the register, counted with the youngest.
            (rentan::BATAS, -3, "Di bawah 1 tahun"),
        ] {
            let Letak::Di(urut) = letak_pita(batas, umur) else { panic!("{umur}") };
            assert_eq!(pita(batas)[urut], label, "{umur}");
        }
        assert_eq!((tunggal(-1), tunggal(37), tunggal(130)), (Letak::Di(0), Letak::Di(37), Letak::Di(100)));
        assert_eq!(
            (label_usia().len(), kategori::letak(17), kategori::letak(60)),
            (101, Letak::Di(1), Letak::Di(3))
        );
    }

    #[test]
    fn soldiers_and_police_are_told_by_their_codes() {
        let kata = pemilih::TNI_POLRI.map(|kode| Pekerjaan::dari_kode(kode).unwrap().label());
        assert!(kata[0].contains("TNI") && kata[1].contains("POLRI"), "{kata:?}");
    }

    #[test]
    fn a_code_that_no_list_has_is_not_filled_in() {
        assert_eq!(letak_kode::<StatusKawin>(Some(21)), Letak::Di(2));
        assert_eq!(letak_kode::<StatusKawin>(Some(77)), Letak::Belum);
        assert_eq!(letak_kode::<StatusKawin>(None), Letak::Belum);
    }
}
