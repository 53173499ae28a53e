//! Education: what the family card prints, and what a person attends now.

use super::daftar;
use super::masa::{BUKU, F101};

daftar! {
    /// Highest education, as on the family card.
    PendidikanKk, "pendidikan dalam KK" dari F101; {
        1 BelumSekolah "Tidak/Belum Sekolah" ["TIDAK SEKOLAH", "BELUM SEKOLAH"];
        2 BelumTamatSd "Belum Tamat SD/Sederajat" ["BELUM TAMAT SD", "TIDAK TAMAT SD/SEDERAJAT", "TIDAK TAMAT SD"];
        3 TamatSd "Tamat SD/Sederajat" ["SD", "TAMAT SD", "SD/SEDERAJAT", "MI"];
        4 Sltp "SLTP/Sederajat" ["SLTP", "SMP", "SMP/SEDERAJAT", "MTS", "TAMAT SLTP/SEDERAJAT"];
        5 Slta "SLTA/Sederajat" ["SLTA", "SMA", "SMK", "SMU", "STM", "MA", "SMA/SEDERAJAT", "SMA/SMK", "TAMAT SLTA/SEDERAJAT"];
        6 Diploma2 "Diploma I/II" ["D1", "D2", "DIPLOMA I", "DIPLOMA II"];
        7 Diploma3 "Akademi/Diploma III/S. Muda" ["D3", "DIPLOMA III", "AKADEMI", "AKADEMI/DIPLOMA III/SARJANA MUDA", "SARJANA MUDA"];
        8 Strata1 "Diploma IV/Strata I" ["S1", "D4", "DIPLOMA IV", "STRATA I", "STRATA 1", "SARJANA"];
        9 Strata2 "Strata II" ["S2", "STRATA 2", "MAGISTER"];
        10 Strata3 "Strata III" ["S3", "STRATA 3", "DOKTOR"];
    }
}

daftar! {
    /// Schooling at present (OpenSID; not part of the family card).
    PendidikanSedang, "pendidikan yang sedang ditempuh" dari BUKU; {
        1 BelumTk "Belum Masuk TK/Kelompok Bermain" [];
        2 Tk "Sedang TK/Kelompok Bermain" [];
        3 TidakPernah "Tidak Pernah Sekolah" [];
        4 Sd "Sedang SD/Sederajat" [];
        5 TidakTamatSd "Tidak Tamat SD/Sederajat" [];
        6 Sltp "Sedang SLTP/Sederajat" [];
        7 Slta "Sedang SLTA/Sederajat" [];
        8 D1 "Sedang D-1/Sederajat" [];
        9 D2 "Sedang D-2/Sederajat" [];
        10 D3 "Sedang D-3/Sederajat" [];
        11 S1 "Sedang S-1/Sederajat" [];
        12 S2 "Sedang S-2/Sederajat" [];
        13 S3 "Sedang S-3/Sederajat" [];
        14 SlbA "Sedang SLB A/Sederajat" [];
        15 SlbB "Sedang SLB B/Sederajat" [];
        16 SlbC "Sedang SLB C/Sederajat" [];
        17 TidakMembaca "Tidak Dapat Membaca dan Menulis Huruf Latin/Arab" [];
        18 TidakSedang "Tidak Sedang Sekolah" ["TIDAK SEKOLAH"];
    }
}
