//! Lists printed on the family card (Permendagri 109/2019, F-1.09).

use super::daftar;
use super::masa::F101;

daftar! {
    JenisKelamin, "jenis kelamin" dari F101; {
        1 LakiLaki "Laki-laki" ["L", "LK", "LAKI", "PRIA"];
        2 Perempuan "Perempuan" ["P", "PR", "WANITA"];
    }
}

daftar! {
    /// Religions of UU 1/PNPS/1965 and, since Constitutional Court ruling 97/PUU-XIV/2016, belief.
    Agama, "agama" dari "UU 23/2006 jo. UU 24/2013 ps. 64; Permendagri 109/2019, F-1.01; kepercayaan: Putusan MK 97/PUU-XIV/2016"; {
        1 Islam "Islam" ["MOSLEM", "MUSLIM"];
        2 Kristen "Kristen" ["KRISTEN PROTESTAN", "PROTESTAN"];
        3 Katolik "Katolik" ["KRISTEN KATOLIK"];
        4 Hindu "Hindu" [];
        5 Buddha "Buddha" ["BUDA"];
        6 Khonghucu "Khonghucu" ["KONG HU CU", "KONGHUCHU", "CONFUCIUS"];
        7 Kepercayaan "Kepercayaan terhadap Tuhan Yang Maha Esa" [
            "KEPERCAYAAN TERHADAP TUHAN YME", "KEPERCAYAAN TERHADAP TUHAN YME / LAINNYA",
            "KEPERCAYAAN", "PENGHAYAT KEPERCAYAAN", "ALIRAN KEPERCAYAAN", "LAINNYA"] sejak (2017, 11, 7);
    }
}

daftar! {
    /// Marital status. Family cards tell marriages with and without a civil record apart
    /// (Permendagri 118/2017), OpenSID's code 2 does not: `Kawin` says nothing about the record, a
    /// marriage certificate number does.
    StatusKawin, "status perkawinan" dari "Permendagri 109/2019, F-1.01; kawin belum tercatat: Permendagri 108/2019 dan F-1.05"; {
        1 BelumKawin "Belum Kawin" ["BELUM MENIKAH", "BELUM NIKAH", "LAJANG"];
        2 Kawin "Kawin" ["KAWIN TERCATAT", "MENIKAH", "NIKAH"];
        21 KawinBelumTercatat "Kawin Belum Tercatat" ["KAWIN TIDAK TERCATAT"];
        3 CeraiHidup "Cerai Hidup" ["CERAI HIDUP TERCATAT"];
        31 CeraiHidupBelumTercatat "Cerai Hidup Belum Tercatat" ["CERAI HIDUP TIDAK TERCATAT"];
        4 CeraiMati "Cerai Mati" ["JANDA/DUDA MATI"];
    }
}

impl StatusKawin {
    /// Married or once married: the age of 17 no longer decides about the identity card.
    pub fn pernah_kawin(self) -> bool {
        self != Self::BelumKawin
    }
}

daftar! {
    /// Status hubungan dalam keluarga: how a member stands to the head of the family.
    Shdk, "hubungan dalam keluarga" dari F101; {
        1 KepalaKeluarga "Kepala Keluarga" ["KEPALA", "KK"];
        2 Suami "Suami" [];
        3 Istri "Istri" ["ISTERI"];
        4 Anak "Anak" ["ANAK KANDUNG"];
        5 Menantu "Menantu" [];
        6 Cucu "Cucu" [];
        7 OrangTua "Orang Tua" ["ORANGTUA"];
        8 Mertua "Mertua" [];
        9 FamiliLain "Famili Lain" ["FAMILI", "FAMILY LAIN", "SAUDARA"];
        10 Pembantu "Pembantu" [];
        11 Lainnya "Lainnya" ["LAIN-LAIN"];
    }
}

daftar! {
    Kewarganegaraan, "kewarganegaraan" dari "UU 12/2006; Permendagri 109/2019, F-1.01"; {
        1 Wni "WNI" ["WARGA NEGARA INDONESIA", "INDONESIA"];
        2 Wna "WNA" ["WARGA NEGARA ASING", "ASING"];
        3 Ganda "Dua Kewarganegaraan" ["DWI KEWARGANEGARAAN", "GANDA"] sejak (2006, 8, 1);
    }
}

daftar! {
    GolonganDarah, "golongan darah" dari F101; {
        1 A "A" [];
        2 B "B" [];
        3 Ab "AB" [];
        4 O "O" ["0"];
        5 APlus "A+" ["A POSITIF"];
        6 AMinus "A-" ["A NEGATIF"];
        7 BPlus "B+" ["B POSITIF"];
        8 BMinus "B-" ["B NEGATIF"];
        9 AbPlus "AB+" ["AB POSITIF"];
        10 AbMinus "AB-" ["AB NEGATIF"];
        11 OPlus "O+" ["O POSITIF"];
        12 OMinus "O-" ["O NEGATIF"];
        13 TidakTahu "Tidak Tahu" ["TIDAK DIKETAHUI", "BELUM TAHU", "TDK TAHU"];
    }
}
