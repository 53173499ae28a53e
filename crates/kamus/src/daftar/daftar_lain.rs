//! Lists of the village workbook that the family card does not print.

use super::daftar;
use super::masa::BUKU;
use crate::JenisKelamin;

daftar! {
    /// How somebody stands to a household (BPS; OpenSID's `rtm_level`).
    HubunganRtm, "hubungan dalam rumah tangga" dari BUKU; {
        1 Kepala "Kepala Rumah Tangga" ["KEPALA", "KRT"];
        2 Anggota "Anggota" ["ANGGOTA RUMAH TANGGA", "ART"];
    }
}

daftar! {
    Cacat, "jenis kelainan fisik/mental" dari BUKU; {
        1 Fisik "Cacat Fisik" ["FISIK"];
        2 Netra "Cacat Netra/Buta" ["NETRA", "BUTA"];
        3 Rungu "Cacat Rungu/Wicara" ["RUNGU", "WICARA", "RUNGU/WICARA"];
        4 Mental "Cacat Mental/Jiwa" ["MENTAL", "JIWA"];
        5 FisikMental "Cacat Fisik dan Mental" ["FISIK DAN MENTAL"];
        6 Lainnya "Cacat Lainnya" ["LAINNYA"];
        7 Tidak "Tidak Cacat" ["TIDAK", "TIDAK ADA"];
    }
}

daftar! {
    /// Whether and why a person no longer belongs to the village's residents.
    StatusDasar, "status dasar" dari "UU 23/2006 jo. UU 24/2013 (peristiwa kependudukan); format isian OpenSID"; {
        1 Hidup "Hidup" [];
        2 Mati "Mati" ["MENINGGAL", "MENINGGAL DUNIA"];
        3 Pindah "Pindah" [];
        4 Hilang "Hilang" [];
        6 Pergi "Pergi" [];
        9 TidakValid "Tidak Valid" [];
    }
}

daftar! {
    /// Which identity card a person holds.
    KtpEl, "jenis KTP" dari "UU 24/2013 ps. 64; KIA: Permendagri 2/2016; format isian OpenSID"; {
        1 Belum "Belum" ["BELUM PUNYA"];
        2 KtpEl "KTP-el" ["KTPEL", "EKTP", "E-KTP", "KTP"];
        3 Kia "KIA" ["KARTU IDENTITAS ANAK"];
    }
}

daftar! {
    /// Progress of the electronic identity card at Dukcapil; labels are SIAK's own.
    StatusRekam, "status perekaman KTP" dari "Istilah SIAK Ditjen Dukcapil; format isian OpenSID"; {
        1 BelumWajib "Belum Wajib" [];
        2 BelumRekam "Belum Rekam" [];
        3 SudahRekam "Sudah Rekam" [];
        4 CardPrinted "Card Printed" [];
        5 PrintReadyRecord "Print Ready Record" [];
        6 CardShipped "Card Shipped" [];
        7 SentForCardPrinting "Sent for Card Printing" [];
        8 CardIssued "Card Issued" [];
    }
}

daftar! {
    CaraKb, "cara KB" dari BUKU; {
        1 Pil "Pil" [];
        2 Iud "IUD" ["SPIRAL"];
        3 Suntik "Suntik" [];
        4 Kondom "Kondom" [];
        5 Susuk "Susuk KB" ["SUSUK", "IMPLAN", "IMPLANT"];
        6 SterilisasiWanita "Sterilisasi Wanita" ["MOW", "TUBEKTOMI"];
        7 SterilisasiPria "Sterilisasi Pria" ["MOP", "VASEKTOMI"];
        99 Lainnya "Lainnya" ["LAIN-LAIN"];
    }
}

impl CaraKb {
    /// Whether this method is used by persons of that sex.
    pub fn untuk(self, kelamin: JenisKelamin) -> bool {
        match self {
            Self::Kondom | Self::SterilisasiPria => kelamin == JenisKelamin::LakiLaki,
            Self::Lainnya => true,
            _ => kelamin == JenisKelamin::Perempuan,
        }
    }
}

daftar! {
    /// Health insurance.
    Asuransi, "asuransi kesehatan" dari "UU 24/2011 (BPJS); format isian OpenSID"; {
        1 Belum "Tidak/Belum Punya" ["TIDAK PUNYA", "BELUM PUNYA", "TIDAK ADA"];
        2 BpjsPbi "BPJS Penerima Bantuan Iuran" ["BPJS PBI", "PBI"] sejak (2014, 1, 1);
        3 BpjsNonPbi "BPJS Non Penerima Bantuan Iuran" ["BPJS NON PBI", "NON PBI", "BPJS MANDIRI"] sejak (2014, 1, 1);
        4 BpjsDaerah "BPJS Bantuan Daerah" ["JAMKESDA"];
        99 Lainnya "Asuransi Lainnya" ["LAINNYA"];
    }
}

daftar! {
    /// Chronic illness. OpenSID's code 10 is missing here: whether somebody has HIV is stored nowhere.
    SakitMenahun, "penyakit menahun" dari BUKU; {
        1 Jantung "Jantung" [];
        2 Lever "Lever" ["LIVER", "HATI"];
        3 Paru "Paru-paru" ["PARU"];
        4 Kanker "Kanker" [];
        5 Stroke "Stroke" [];
        6 Diabetes "Diabetes melitus" ["DIABETES", "KENCING MANIS"];
        7 Ginjal "Ginjal" [];
        8 Malaria "Malaria" [];
        9 Kusta "Kusta" ["LEPRA", "LEPRA/KUSTA"];
        11 Jiwa "Gangguan jiwa" ["GILA/STRESS"];
        12 Tbc "TBC" ["TUBERKULOSIS"];
        13 Asma "Asma" ["ASTHMA"];
        14 Tidak "Tidak sakit" ["TIDAK ADA/TIDAK SAKIT", "TIDAK ADA"];
    }
}

daftar! {
    Kehamilan, "status kehamilan" dari BUKU; {
        1 Hamil "Hamil" ["YA"];
        2 Tidak "Tidak Hamil" ["TIDAK"];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contraception_and_sex() {
        use JenisKelamin::{LakiLaki, Perempuan};
        for (cara, lelaki, perempuan) in [
            (CaraKb::Pil, false, true),
            (CaraKb::Kondom, true, false),
            (CaraKb::SterilisasiPria, true, false),
            (CaraKb::Lainnya, true, true),
        ] {
            assert_eq!((cara.untuk(LakiLaki), cara.untuk(Perempuan)), (lelaki, perempuan));
        }
    }
}
