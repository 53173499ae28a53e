//! Bad cells: each fault has its own sentence, and one fault hides no other.

use jiff::civil::date;
use kamus::{Agama, JenisKelamin, Pekerjaan, StatusDasar};

use super::pembuat::{Buku, Isi};
use super::{Berat, galat, hasil, ringkas};

/// Findings after one cell of Saminem (row 3) was changed.
fn setelah(kolom: &str, isi: impl Into<Isi>) -> Vec<String> {
    ringkas(&hasil(&Buku::keluarga_karso().ubah(3, kolom, isi)).temuan)
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn numbers_of_persons() {
    let bulat = 3_402_134_107_659_000.0;
    for (kolom, isi, kalimat) in [
        (
            "nik",
            Isi::Angka(bulat),
            "3 nik galat: NIK tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks lalu ketik ulang.",
        ),
        (
            "nik",
            "3.40213E+15".into(),
            "3 nik galat: NIK tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks lalu ketik ulang.",
        ),
        (
            "nik",
            "3,40213410766E+15".into(),
            "3 nik galat: NIK tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks lalu ketik ulang.",
        ),
        ("nik", "340213410765900".into(), "3 nik galat: NIK harus 16 angka. Anda mengetik 15."),
        ("nik", Isi::Angka(340_213.0), "3 nik galat: NIK harus 16 angka. Anda mengetik 6."),
        (
            "nik",
            "34021341O7659002".into(),
            "3 nik galat: NIK hanya boleh berisi angka, tanpa huruf dan tanda lain.",
        ),
        ("nik", "".into(), "3 nik awas: NIK kosong, dianggap belum punya. Tulis 0 bila memang belum punya."),
        (
            "nik",
            "3402134207659002".into(),
            "3 nik awas: Tanggal lahir di NIK berbeda dari kolom tanggallahir. Cocokkan dengan KK; bila KK memang begitu, biarkan.",
        ),
        (
            "nik",
            "3402130107659002".into(),
            "3 nik awas: Jenis kelamin menurut NIK berbeda dari kolom sex. Cocokkan dengan KK.",
        ),
        (
            "nik",
            "9902134107659002".into(),
            "3 nik awas: Kode wilayah di awal NIK ini tidak dikenal. Cocokkan dengan KK.",
        ),
        ("nik", "3402134107650000".into(), "3 nik awas: Empat angka terakhir NIK tidak boleh 0000."),
        (
            "nik",
            "3402133507659002".into(),
            "3 nik awas: Bagian tanggal lahir dalam NIK bukan tanggal yang benar.",
        ),
        (
            "no_kk",
            Isi::Angka(bulat),
            "3 no_kk galat: Nomor KK tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks lalu ketik ulang.",
        ),
        ("no_kk", "123".into(), "3 no_kk galat: Nomor KK harus 16 angka. Anda mengetik 3."),
        (
            "ayah_nik",
            "123".into(),
            "3 ayah_nik awas: NIK harus 16 angka. Anda mengetik 3. NIK ini diabaikan.",
        ),
        (
            "no_asuransi",
            Isi::Angka(1_234_567_890_123_456.0),
            "3 no_asuransi galat: Nomor asuransi tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks lalu ketik ulang.",
        ),
    ] {
        assert_eq!(setelah(kolom, isi), [kalimat], "{kolom}");
    }
}

#[test]
fn temporary_numbers() {
    let hasil = hasil(
        &Buku::keluarga_karso()
            .ubah(3, "nik", "0")
            .ubah(4, "nik", "0340213200200001")
            .ubah(4, "ayah_nik", "0"),
    );
    assert_eq!(ringkas(&hasil.temuan), Vec::<String>::new());
    let nomor: Vec<_> = hasil.baris[1..].iter().map(|b| (b.nik, b.nik_sementara.as_deref())).collect();
    assert_eq!(nomor, [(None, None), (None, Some("0340213200200001"))]);
    let nol = super::hasil(&Buku::keluarga_karso().ubah(3, "nik", 0.0));
    assert_eq!(nol.baris[1].nik, None);
}

#[test]
fn required_cells() {
    for (kolom, kalimat) in [
        ("nama", "3 nama galat: Nama belum diisi."),
        ("sex", "3 sex galat: Jenis kelamin belum diisi. Pilihannya: 1 Laki-laki, 2 Perempuan."),
        ("tanggallahir", "3 tanggallahir galat: Tanggal lahir belum diisi, misalnya 31-01-1990."),
        ("dusun", "3 dusun galat: Dusun belum diisi. Tulis tanda - bila memang tidak ada."),
        ("rw", "3 rw galat: RW belum diisi. Tulis tanda - bila memang tidak ada."),
        ("tempatlahir", "3 tempatlahir awas: Tempat lahir belum diisi. Lengkapi bila sudah diketahui."),
        ("agama_id", "3 agama_id awas: Agama belum diisi. Lengkapi bila sudah diketahui."),
    ] {
        assert_eq!(setelah(kolom, ""), [kalimat]);
    }
    assert_eq!(setelah("kk_level", "").len(), 1);
    assert_eq!(setelah("status_dasar", ""), Vec::<String>::new());
    assert_eq!(setelah("alamat", ""), Vec::<String>::new());
}

#[test]
fn names() {
    for (nama, kalimat) in [
        ("SAMINEM 2", Some("3 nama galat: Nama tidak boleh memuat angka. Tulis nama seperti di KK.")),
        (
            "SAMINEM @ NEM",
            Some("3 nama galat: Nama hanya boleh berisi huruf, spasi, titik, koma, petik dan tanda hubung."),
        ),
        ("Nur'aini, S.Pd.", None),
        ("Ma’ruf-Amin", None),
        ("JOSÉ", None),
    ] {
        assert_eq!(setelah("nama", nama), kalimat.into_iter().collect::<Vec<_>>(), "{nama}");
    }
    assert_eq!(setelah("nama", "X".repeat(101).as_str()).len(), 1);
    assert_eq!(
        setelah("suku", "X".repeat(201).as_str()),
        ["3 suku galat: Isinya terlalu panjang. Batasnya 200 huruf."]
    );
}

#[test]
fn codes() {
    for (kolom, isi, kalimat) in [
        (
            "agama_id",
            "9",
            "3 agama_id galat: Isian ini tidak ada dalam daftar agama. Pilihannya: 1 Islam, 2 Kristen, 3 Katolik, 4 Hindu, 5 Buddha, 6 Khonghucu, 7 Kepercayaan terhadap Tuhan Yang Maha Esa.",
        ),
        (
            "pekerjaan_id",
            "Penjelajah",
            "3 pekerjaan_id galat: Isian ini tidak ada dalam daftar pekerjaan. Lihat kodenya di lembar Kode Data pada templat.",
        ),
        (
            "kk_level",
            "1,5",
            "3 kk_level galat: Isian ini tidak ada dalam daftar hubungan dalam keluarga. Pilihannya: 1 Kepala Keluarga, 2 Suami, 3 Istri, 4 Anak, 5 Menantu, 6 Cucu, 7 Orang Tua, 8 Mertua, 9 Famili Lain, 10 Pembantu, 11 Lainnya.",
        ),
        ("kk_level", "2", "3 kk_level awas: Hubungannya suami, tetapi jenis kelaminnya perempuan."),
        ("cara_kb_id", "4", "3 cara_kb_id awas: Cara KB ini tidak sesuai dengan jenis kelaminnya."),
    ] {
        assert_eq!(setelah(kolom, isi), [kalimat]);
    }
    let hasil = hasil(
        &Buku::keluarga_karso()
            .ubah(3, "agama_id", "KATHOLIK")
            .ubah(3, "pekerjaan_id", 2.0)
            .ubah(3, "sex", "perempuan")
            .ubah(3, "status_dasar", "Mati")
            .ubah(3, "golongan_darah_id", "0")
            .ubah(3, "cacat_id", "-"),
    );
    let saminem = &hasil.baris[1];
    assert_eq!(saminem.rincian.agama, Some(Agama::Katolik));
    assert_eq!(saminem.rincian.pekerjaan, Some(Pekerjaan::MENGURUS_RUMAH_TANGGA));
    assert_eq!(saminem.jenis_kelamin, JenisKelamin::Perempuan);
    assert_eq!(saminem.status_dasar, StatusDasar::Mati);
    assert_eq!((saminem.rincian.golongan_darah, saminem.rincian.cacat), (None, None));
}

#[test]
fn dates_in_every_dress() {
    // 1 July 1965 is day 23,924.
    for isi in [
        Isi::Tanggal(23_924.0),
        Isi::Tanggal(23_924.25),
        Isi::Angka(23_924.0),
        "23924".into(),
        "1965-07-01".into(),
        "1/7/1965".into(),
        "1 Juli 1965".into(),
        "1965-07-01 00:00:00".into(),
    ] {
        let hasil = hasil(&Buku::keluarga_karso().ubah(3, "tanggallahir", isi));
        assert_eq!(ringkas(&hasil.temuan), Vec::<String>::new());
        assert_eq!(hasil.baris[1].tanggal_lahir, date(1965, 7, 1));
    }
    for (isi, kalimat) in [
        (
            Isi::from("01-08-2026"),
            "3 tanggallahir galat: Tanggal lahir belum terjadi. Periksa angka tahunnya.",
        ),
        (
            "1-7-65".into(),
            "3 tanggallahir galat: Tahun harus 4 angka, misalnya 1990, agar tidak keliru abad.",
        ),
        (
            "31-02-1965".into(),
            "3 tanggallahir galat: Tanggal itu tidak ada di kalender. Urutannya: tanggal, bulan, tahun.",
        ),
        (
            "kira-kira 1965".into(),
            "3 tanggallahir galat: Tulis tanggal seperti 31-01-1990 atau 31 Januari 1990.",
        ),
        (
            Isi::Angka(1965.0),
            "3 tanggallahir galat: Baru tahunnya yang tertulis. Tulis lengkap, misalnya 31-01-1990.",
        ),
        (Isi::Angka(1_071_965.0), "3 tanggallahir awas"),
        (
            Isi::Angka(31_071_965.0),
            "3 tanggallahir galat: Angka ini bukan tanggal. Tulis tanggal seperti 31-01-1990.",
        ),
        ("00-00-0000".into(), "3 tanggallahir galat: Tanggal lahir belum diisi, misalnya 31-01-1990."),
        ("01-07-1765".into(), "3 tanggallahir galat: Tahun ini terlalu lampau. Periksa angka tahunnya."),
    ] {
        let temuan = setelah("tanggallahir", isi);
        if kalimat.ends_with("awas") {
            // A seven-digit number is a serial in the far future.
            assert!(temuan.iter().any(|t| t.contains("belum terjadi")), "{temuan:?}");
            continue;
        }
        assert!(temuan.iter().any(|t| t == kalimat), "{temuan:?}");
        assert_eq!(galat(&hasil(&Buku::keluarga_karso())).len(), 0);
    }
    let nol = hasil(&Buku::keluarga_karso().ubah(3, "tanggalperkawinan", "0000-00-00"));
    assert_eq!(nol.baris[1].rincian.tanggal_perkawinan, None);
    assert_eq!(nol.temuan, []);
    let tua = hasil(&Buku::keluarga_karso().ubah(3, "nik", "0").ubah(3, "tanggallahir", "01-07-1901"));
    assert!(ringkas(&tua.temuan)[0].contains("lebih dari 120 tahun"));
}

#[test]
fn formulas() {
    for (isi, kalimat) in [
        (
            Isi::Rumus("=VLOOKUP(1,A1:B2,2)", "#N/A"),
            "Rumus di sel ini menghasilkan #N/A. Ganti rumus dengan isinya.",
        ),
        ("#REF!".into(), "Rumus di sel ini menghasilkan #REF!. Ganti rumus dengan isinya."),
    ] {
        let temuan = setelah("pekerjaan_id", isi);
        assert_eq!(temuan, [format!("3 pekerjaan_id galat: {kalimat}")]);
    }
    let terhitung = Buku::keluarga_karso().ubah(3, "nama", Isi::Rumus("=UPPER(\"saminem\")", "SAMINEM"));
    assert_eq!(hasil(&terhitung).baris[1].nama, "SAMINEM");
    assert_eq!(
        setelah("rt", Isi::Tanggal(45_000.0)),
        ["3 rt galat: Excel mengubah isi sel ini menjadi tanggal. Ubah format sel menjadi Teks, \
         lalu ketik ulang."]
    );
}

#[test]
fn places() {
    for (rt, jadi) in [
        ("2", "002"),
        ("02", "002"),
        ("RT 002", "002"),
        ("rt.2", "002"),
        ("RT02", "002"),
        ("-", "-"),
        ("0", "-"),
        ("000", "-"),
        ("2A", "2A"),
    ] {
        assert_eq!(hasil(&Buku::kosong().orang(&[("rt", rt)])).baris[0].rt, jadi, "{rt}");
    }
    assert_eq!(hasil(&Buku::kosong().orang(&[]).ubah(2, "rt", 2.0)).baris[0].rt, "002");
    let ejaan = Buku::keluarga_karso().ubah(3, "dusun", "KRAJAN").ubah(4, "dusun", "Dusun Krajan");
    let hasil_ejaan = hasil(&ejaan);
    assert_eq!(hasil_ejaan.wilayah(), [("Krajan", "001", "002")]);
    assert_eq!(hasil_ejaan.temuan, []);
    for (lat, awas) in [("-7,8", 0), ("-", 0), ("0", 0), ("utara", 1), ("97", 1)] {
        assert_eq!(setelah("lat", lat).len(), awas, "{lat}");
    }
}

#[test]
fn all_faults_of_all_rows_at_once() {
    let buku = Buku::keluarga_karso()
        .ubah(2, "nama", "KARSO 1")
        .ubah(2, "nik", "12")
        .ubah(2, "agama_id", "99")
        .ubah(4, "tanggallahir", "besok");
    let hasil = hasil(&buku);
    let daftar: Vec<(u32, &str)> =
        hasil.temuan.iter().filter(|t| t.berat == Berat::Galat).map(|t| (t.baris, t.kolom)).collect();
    assert_eq!(daftar, [(2, "nama"), (2, "nik"), (2, "agama_id"), (4, "tanggallahir")]);
    assert_eq!((hasil.jumlah_baris, hasil.jumlah_ditolak()), (3, 2));
    assert_eq!(hasil.baris[0].nama, "SAMINEM");
    // The head's row is faulty, so nobody is told that the family has no head.
    assert_eq!((hasil.keluarga[0].kepala, hasil.keluarga[0].utuh), (None, false));
}
