//! The 43 columns of the OpenSID workbook.

/// One column: the header it carries, and what the clerk calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kolom {
    /// The header in the official template.
    pub nama: &'static str,
    pub label: &'static str,
    /// Without this column the workbook cannot be read.
    pub wajib: bool,
    /// Other headers seen for it.
    lain: &'static [&'static str],
}

macro_rules! kolom {
    ($($id:ident $nama:literal $label:literal $wajib:literal [$($lain:literal),*];)+) => {
        /// A column by name, and its place in [`KOLOM`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum K {
            $($id),+
        }

        impl K {
            /// In the order of [`KOLOM`].
            pub(super) const SEMUA: [Self; 43] = [$(Self::$id),+];
        }

        /// In the template's order.
        pub const KOLOM: [Kolom; 43] =
            [$(Kolom { nama: $nama, label: $label, wajib: $wajib, lain: &[$($lain),*] }),+];
    };
}

impl K {
    pub(super) const fn nama(self) -> &'static str {
        KOLOM[self as usize].nama
    }

    pub(super) const fn label(self) -> &'static str {
        KOLOM[self as usize].label
    }
}

kolom! {
    Alamat "alamat" "Alamat" false [];
    Dusun "dusun" "Dusun" true [];
    Rw "rw" "RW" true [];
    Rt "rt" "RT" true [];
    Nama "nama" "Nama lengkap" true ["nama_lengkap"];
    NoKk "no_kk" "Nomor KK" true ["nomor_kk", "nokk", "kk"];
    Nik "nik" "NIK" true [];
    Sex "sex" "Jenis kelamin" true ["jenis_kelamin", "jk"];
    TempatLahir "tempatlahir" "Tempat lahir" false ["tempat_lahir"];
    TanggalLahir "tanggallahir" "Tanggal lahir" true ["tanggal_lahir", "tgl_lahir"];
    Agama "agama_id" "Agama" false ["agama"];
    PendidikanKk "pendidikan_kk_id" "Pendidikan dalam KK" false ["pendidikan", "pendidikan_kk"];
    PendidikanSedang "pendidikan_sedang_id" "Pendidikan sedang ditempuh" false ["pendidikan_sedang"];
    Pekerjaan "pekerjaan_id" "Pekerjaan" false ["pekerjaan"];
    StatusKawin "status_kawin" "Status perkawinan" false ["status_perkawinan"];
    Shdk "kk_level" "Hubungan dalam keluarga" true ["shdk", "hubungan"];
    Warganegara "warganegara_id" "Kewarganegaraan" false ["kewarganegaraan", "warganegara"];
    AyahNik "ayah_nik" "NIK ayah" false ["nik_ayah"];
    NamaAyah "nama_ayah" "Nama ayah" false [];
    IbuNik "ibu_nik" "NIK ibu" false ["nik_ibu"];
    NamaIbu "nama_ibu" "Nama ibu" false [];
    GolonganDarah "golongan_darah_id" "Golongan darah" false ["golongan_darah", "gol_darah"];
    AktaLahir "akta_lahir" "Nomor akta kelahiran" false [];
    Paspor "dokumen_pasport" "Nomor paspor" false ["paspor", "dokumen_paspor"];
    PasporBerakhir "tanggal_akhir_paspor" "Paspor berlaku sampai" false [];
    Kitas "dokumen_kitas" "Nomor KITAS/KITAP" false [];
    AktaPerkawinan "akta_perkawinan" "Nomor akta perkawinan" false [];
    TanggalPerkawinan "tanggalperkawinan" "Tanggal perkawinan" false [];
    AktaPerceraian "akta_perceraian" "Nomor akta perceraian" false [];
    TanggalPerceraian "tanggalperceraian" "Tanggal perceraian" false [];
    Cacat "cacat_id" "Kelainan fisik/mental" false ["cacat"];
    CaraKb "cara_kb_id" "Cara KB" false ["cara_kb"];
    Hamil "hamil" "Kehamilan" false [];
    KtpEl "ktp_el" "Jenis KTP" false [];
    StatusRekam "status_rekam" "Status perekaman KTP" false [];
    AlamatSekarang "alamat_sekarang" "Alamat sekarang" false [];
    StatusDasar "status_dasar" "Status dasar" false [];
    Suku "suku" "Suku" false [];
    TagIdCard "tag_id_card" "Nomor tag kartu" false [];
    Asuransi "id_asuransi" "Asuransi kesehatan" false ["asuransi"];
    NoAsuransi "no_asuransi" "Nomor asuransi" false [];
    Lat "lat" "Lintang" false [];
    Lng "lng" "Bujur" false [];
}

/// The header of the last column of [`super::buku_catatan`]; ignored on the way in.
pub(super) const CATATAN: &str = "Catatan";

/// Letters and digits of a header, so that `No. KK`, `no_kk` and `NO KK` meet.
pub(super) fn kunci(judul: &str) -> String {
    judul.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The column that a header names, as an index into [`KOLOM`].
pub(super) fn dari_judul(judul: &str) -> Option<usize> {
    let dicari = kunci(judul);
    if dicari.is_empty() {
        return None;
    }
    KOLOM.iter().position(|k| {
        kunci(k.nama) == dicari || kunci(k.label) == dicari || k.lain.iter().any(|lain| kunci(lain) == dicari)
    })
}

pub(super) fn sama_catatan(judul: &str) -> bool {
    kunci(judul) == kunci(CATATAN)
}

/// Where a header stands in the template; the whole row comes first.
pub(super) fn urutan(nama: &str) -> Option<usize> {
    KOLOM.iter().position(|k| k.nama == nama)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_however_they_are_spelled() {
        for (judul, nama) in [
            ("no_kk", "no_kk"),
            ("NO KK", "no_kk"),
            (" No. KK ", "no_kk"),
            ("Nomor KK", "no_kk"),
            ("Tanggal Lahir", "tanggallahir"),
            ("pekerjaan_id", "pekerjaan_id"),
            ("Hubungan dalam keluarga", "kk_level"),
            ("lat", "lat"),
        ] {
            assert_eq!(dari_judul(judul).map(|i| KOLOM[i].nama), Some(nama), "{judul}");
        }
        for judul in ["", "...", "Catatan", "email"] {
            assert_eq!(dari_judul(judul), None, "{judul}");
        }
        assert!(sama_catatan(" catatan "));
    }

    #[test]
    fn no_header_names_two_columns() {
        let mut semua: Vec<String> = Vec::new();
        for k in &KOLOM {
            let mut milik: Vec<String> = [k.nama, k.label].iter().chain(k.lain).map(|j| kunci(j)).collect();
            milik.sort();
            milik.dedup();
            semua.extend(milik);
        }
        let jumlah = semua.len();
        semua.sort();
        semua.dedup();
        assert_eq!(semua.len(), jumlah);
    }
}
