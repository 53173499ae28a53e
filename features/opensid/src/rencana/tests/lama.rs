//! What the office did before comes along: aid and letters.

use super::*;

#[test]
fn recipients_are_found_by_card_number_family_card_holder_and_group() {
    let r = rencana(&contoh::dengan_riwayat_layanan());
    let [blt, bibit] = r.bantuan.as_slice() else { panic!("two programmes of this village") };
    assert_eq!(
        (&*blt.nama, blt.sasaran, &*blt.asal_dana),
        ("BLT Dana Desa", kesejahteraan::Sasaran::Keluarga, "Dana Desa")
    );
    assert_eq!((blt.mulai, blt.selesai), (Some(date(2025, 1, 1)), Some(date(2025, 12, 31))));
    assert_eq!(bibit.selesai, None, "no programme ends before it begins");
    let siapa = |i: Option<usize>| i.map(|i| &*r.pindahan.orang[i].isian.nama);
    let penerima: Vec<_> =
        blt.penerima.iter().map(|p| (siapa(p.orang), &*p.nama, p.kartu.as_deref())).collect();
    assert_eq!(
        penerima,
        [
            (Some("BUDI SANTOSO"), "BUDI SANTOSO", Some("KARTU-CONTOH-0001")),
            (Some("TUMINAH"), "TUMINAH", None),
            (None, "ORANG LAMA", None),
        ]
    );
    let [tani] = bibit.penerima.as_slice() else { panic!("one group") };
    assert_eq!((tani.lembaga, &*tani.nama), (Some(0), "Subur Makmur"));
    let baris = r.laporan.baris("program_peserta").unwrap();
    assert_eq!((baris.masuk, baris.diambil, baris.jumlah_ditinggal()), (7, 4, 3));
    let teks = r.laporan.teks();
    for kata in [
        "1 ditinggal: Tercatat dua kali dalam program yang sama",
        "1 ditinggal: Programnya tidak diambil",
        "1 ditinggal: Nama penerimanya kosong, dan orangnya tidak ada",
        "periksa 1: Penerima bantuan tidak ada di data penduduk",
        "periksa 1: Program bantuan berakhir sebelum mulai",
        "4 penerima dalam 2 program bantuan, 2 surat lama",
    ] {
        assert!(teks.contains(kata), "{kata}\n{teks}");
    }
    assert!(r.laporan.cocok() && !teks.contains("ORANG LAMA") && !teks.contains("KARTU-CONTOH"), "{teks}");
}

#[test]
fn a_letter_of_before_keeps_its_number_and_day_in_the_villages_zone() {
    let r = rencana(&contoh::dengan_riwayat_layanan());
    let [budi, luar] = r.surat.as_slice() else { panic!("two letters") };
    assert_eq!(budi.orang.map(|i| &*r.pindahan.orang[i].isian.nama), Some("BUDI SANTOSO"));
    let s = &budi.surat;
    assert_eq!(
        (s.tanggal, s.tahun, &*s.nomor),
        (Some(date(2024, 3, 5)), 2024, "12"),
        "18.30 UTC is the next day"
    );
    assert_eq!((&*s.jenis, &*s.perihal, &*s.lokasi_arsip), ("Keterangan Usaha", "Pinjaman bank", "Map 7"));
    assert_eq!(s.penandatangan, "SUTRISNO, Kepala Desa");
    assert_eq!(
        (luar.orang, luar.surat.tahun, luar.surat.tanggal),
        (None, 2023, None),
        "only the year is known"
    );
    assert_eq!(luar.surat.nik, kamus::Nik::baru("3302011505909008").ok());
    let baris = r.laporan.baris("log_surat").unwrap();
    assert_eq!((baris.masuk, baris.diambil), (5, 2));
    let teks = r.laporan.teks();
    for kata in [
        "1 ditinggal: Masih konsep",
        "1 ditinggal: Sudah dihapus",
        "1 ditinggal: Tanpa nama, nomor, dan jenis",
    ] {
        assert!(teks.contains(kata), "{kata}\n{teks}");
    }
}
