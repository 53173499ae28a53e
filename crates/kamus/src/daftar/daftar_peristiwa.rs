//! Lists of the forms by which events are reported (Permendagri 109/2019: F-1.03 and F-2.01), and two of
//! the village's own books.

use super::daftar;
use super::masa::{BUKU_INDUK, F103, F201};

daftar! {
    /// F-2.01, kelahiran.
    TempatDilahirkan, "tempat dilahirkan" dari F201; {
        1 RumahSakit "RS/RB" ["RUMAH SAKIT", "RUMAH BERSALIN"];
        2 Puskesmas "Puskesmas" [];
        3 Polindes "Polindes" [];
        4 Rumah "Rumah" [];
        5 Lainnya "Lainnya" [];
    }
}

daftar! {
    /// F-2.01, kelahiran.
    JenisKelahiran, "jenis kelahiran" dari F201; {
        1 Tunggal "Tunggal" [];
        2 Kembar2 "Kembar 2" [];
        3 Kembar3 "Kembar 3" [];
        4 Kembar4 "Kembar 4" [];
        5 Lainnya "Lainnya" [];
    }
}

daftar! {
    /// F-2.01, kelahiran and lahir mati.
    PenolongKelahiran, "penolong kelahiran" dari F201; {
        1 Dokter "Dokter" [];
        2 Bidan "Bidan/Perawat" ["BIDAN", "PERAWAT"];
        3 Dukun "Dukun" [];
        4 Lainnya "Lainnya" [];
    }
}

daftar! {
    /// F-2.01, kematian.
    SebabKematian, "sebab kematian" dari F201; {
        1 Sakit "Sakit biasa/tua" ["SAKIT", "TUA"];
        2 Wabah "Wabah penyakit" [];
        3 Kecelakaan "Kecelakaan" [];
        4 Kriminalitas "Kriminalitas" [];
        5 BunuhDiri "Bunuh diri" [];
        6 Lainnya "Lainnya" [];
    }
}

daftar! {
    /// Who states a death (F-2.01).
    YangMenerangkan, "yang menerangkan kematian" dari F201; {
        1 Dokter "Dokter" [];
        2 TenagaKesehatan "Tenaga kesehatan" [];
        3 Kepolisian "Kepolisian" [];
        4 Lainnya "Lainnya" [];
    }
}

daftar! {
    /// F-1.03.
    AlasanPindah, "alasan pindah" dari F103; {
        1 Pekerjaan "Pekerjaan" [];
        2 Pendidikan "Pendidikan" [];
        3 Keamanan "Keamanan" [];
        4 Kesehatan "Kesehatan" [];
        5 Perumahan "Perumahan" [];
        6 Keluarga "Keluarga" [];
        7 Lainnya "Lainnya" [];
    }
}

daftar! {
    /// How far a move goes (F-1.03).
    KlasifikasiPindah, "klasifikasi kepindahan" dari F103; {
        1 DalamDesa "Dalam satu desa/kelurahan" [];
        2 AntarDesa "Antar desa/kelurahan" [];
        3 AntarKecamatan "Antar kecamatan" [];
        4 AntarKabupaten "Antar kabupaten/kota" [];
        5 AntarProvinsi "Antar provinsi" [];
    }
}

daftar! {
    /// Who of a family moves (F-1.03).
    JenisKepindahan, "jenis kepindahan" dari F103; {
        1 Kepala "Kepala keluarga" [];
        2 Semua "Kepala keluarga dan seluruh anggota keluarga" [];
        3 Sebagian "Kepala keluarga dan sebagian anggota keluarga" [];
        4 Anggota "Anggota keluarga" [];
    }
}

daftar! {
    /// Which scripts somebody reads (Permendagri 47/2016, Buku Induk Penduduk).
    MembacaHuruf, "dapat membaca huruf" dari BUKU_INDUK; {
        1 Latin "Latin" ["L"];
        2 Daerah "Daerah" ["D"];
        3 Arab "Arab" ["A"];
        4 ArabLatin "Arab dan Latin" ["AL"];
        5 ArabDaerah "Arab dan Daerah" ["AD"];
        6 Semua "Arab, Latin, dan Daerah" ["ALD"];
    }
}
