//! What the office did before: aid that was given and letters that were written.

use super::{Cadangan, KK_BUDI, NIK_BUDI, berkelompok};

/// [`berkelompok`] with two programmes of aid and a letter log.
pub fn dengan_riwayat_layanan() -> Cadangan {
    surat(bantuan(berkelompok()))
}

fn bantuan(c: Cadangan) -> Cadangan {
    let program = |c: Cadangan, isi: &[(&str, &str)]| c.sisip("program", isi);
    let c = program(
        c,
        &[
            ("id", "1"),
            ("config_id", "1"),
            ("nama", "BLT Dana Desa"),
            ("sasaran", "2"),
            ("ndesc", "Bantuan langsung tunai"),
            ("sdate", "2025-01-01"),
            ("edate", "2025-12-31"),
            ("asaldana", "Dana Desa"),
        ],
    );
    let isi = [
        ("id", "2"),
        ("config_id", "1"),
        ("nama", "Bibit cabai"),
        ("sasaran", "4"),
        ("sdate", "2026-03-01"),
        ("edate", "2026-02-01"),
    ];
    let c = program(c, &isi);
    let peserta = |c: Cadangan, isi: &[(&str, &str)]| c.sisip("program_peserta", isi);
    // By the family card's number, by the card's holder, by nobody who is known, and twice.
    let isi = [
        ("id", "1"),
        ("program_id", "1"),
        ("peserta", KK_BUDI),
        ("kartu_nama", "BUDI SANTOSO"),
        ("no_id_kartu", KARTU),
    ];
    let c = peserta(c, &isi);
    let isi = [
        ("id", "2"),
        ("program_id", "1"),
        ("peserta", "0"),
        ("kartu_id_pend", "5"),
        ("kartu_nama", "TUMINAH"),
    ];
    let c = peserta(c, &isi);
    let c = peserta(c, &[("id", "3"), ("program_id", "1"), ("peserta", "0"), ("kartu_nama", "ORANG LAMA")]);
    let isi = [
        ("id", "4"),
        ("program_id", "1"),
        ("peserta", KK_BUDI),
        ("kartu_nik", NIK_BUDI),
        ("kartu_nama", "BUDI SANTOSO"),
    ];
    let c = peserta(c, &isi);
    let c = peserta(c, &[("id", "5"), ("program_id", "2"), ("peserta", "1")]);
    let c = peserta(c, &[("id", "6"), ("program_id", "9"), ("peserta", "1"), ("kartu_nama", "SIAPA")]);
    peserta(c, &[("id", "7"), ("program_id", "2"), ("peserta", "77")])
}

/// The number of Budi's card of aid.
const KARTU: &str = "KARTU-CONTOH-0001";

fn surat(c: Cadangan) -> Cadangan {
    let c = c.sisip("tweb_surat_format", &[("id", "1"), ("nama", "Keterangan Usaha")]);
    let surat = |c: Cadangan, isi: &[(&str, &str)]| c.sisip("log_surat", isi);
    let c = surat(
        c,
        &[
            ("id", "1"),
            ("config_id", "1"),
            ("id_format_surat", "1"),
            ("id_pend", "1"),
            ("nama_pamong", "SUTRISNO"),
            ("nama_jabatan", "Kepala Desa"),
            ("tanggal", "2024-03-04 18:30:00"),
            ("tahun", "2024"),
            ("no_surat", "12"),
            ("keterangan", "Pinjaman bank"),
            ("lokasi_arsip", "Map 7"),
            ("status", "1"),
        ],
    );
    let isi = [
        ("id", "2"),
        ("id_format_surat", "1"),
        ("nik_non_warga", "3302011505909008"),
        ("nama_non_warga", "ORANG LUAR"),
        ("tahun", "2023"),
        ("no_surat", "3"),
        ("status", "1"),
    ];
    let c = surat(c, &isi);
    let c = surat(c, &[("id", "3"), ("id_pend", "2"), ("status", "0"), ("tanggal", "2024-05-05")]);
    let c =
        surat(c, &[("id", "4"), ("id_pend", "2"), ("status", "1"), ("deleted_at", "2024-06-01 01:00:00")]);
    surat(c, &[("id", "5"), ("status", "1"), ("tanggal", "2024-05-05")])
}
