//! Tables with headings of their own, mapped.

use std::fmt::Write as _;

use jiff::civil::date;
use kamus::{JenisKelamin, Shdk};

use super::{Ingatan, Pemetaan, Tabel};
use crate::impor::uji::{HARI_INI, galat, ringkas};
use crate::impor::{GalatBerkas, Hasil, Pelengkap, baca, baca_terpetakan, buku_catatan};

const WARGA: &str = "\
DATA WARGA RT 02;;;;;;;;
No;No. NIK;No KK;Nama Lengkap;L/P;Tempat, Tgl Lahir;Hub. Keluarga;RT/RW;Dukuh;HP
1;2;3;4;5;6;7;8;9;10
1;3402133112609001;3402130101109001;KARSO WIYONO;Cowok;BANTUL, 31-12-1960;Kepala Keluarga;002/001;Krajan;0812
2;3402134107659002;;SAMINEM;Cewek;BANTUL, 1 Juli 1965;Istri;002/001;Krajan;
No;No. NIK;No KK;Nama Lengkap;L/P;Tempat, Tgl Lahir;Hub. Keluarga;RT/RW;Dukuh;HP
3;3402135502909003;3402130101109002;TINI LESTARI;P;BANTUL 15-02-1990;Kepala Keluarga;003/001;Krajan;
Jumlah: 3;;;;;;;;;
";

fn tabel(teks: &str) -> Tabel {
    Tabel::buka(teks.as_bytes()).unwrap_or_else(|g| panic!("{g}"))
}

fn pasti(tabel: &Tabel) -> Pemetaan {
    let mut pemetaan = tabel.tebak().dengan_turun(true);
    for nilai in tabel.nilai_asing(&pemetaan.clone()) {
        let kode = if nilai.tampil == "Cowok" { 1 } else { 2 };
        pemetaan.artikan(nilai.letak, &nilai.kunci, Some(kode));
    }
    pemetaan
}

fn hasil(teks: &str, pemetaan: &Pemetaan) -> Hasil {
    baca_terpetakan(teks.as_bytes(), HARI_INI, pemetaan, &Pelengkap::default()).unwrap()
}

fn temuan(hasil: &Hasil) -> Vec<String> {
    ringkas(&hasil.temuan).into_iter().filter(|t| !t.contains("Kolom ini tidak ada di berkas")).collect()
}

#[test]
fn headings_are_found_and_guessed() {
    let tabel = tabel(WARGA);
    assert_eq!((tabel.baris_judul(), tabel.banyak_baris()), (2, 5), "the row of column numbers is none");
    let tebakan = tabel.tebak();
    let tujuan: Vec<Option<&str>> = tabel.kolom().iter().map(|k| tebakan.tujuan(k.letak)).collect();
    assert_eq!(
        tujuan,
        [
            None,
            Some("nik"),
            Some("no_kk"),
            Some("nama"),
            Some("sex"),
            Some("tempat_tanggal_lahir"),
            Some("kk_level"),
            Some("rt_rw"),
            Some("dusun"),
            None
        ]
    );
    assert!(tebakan.keluhan().is_empty());
    let nik = &tabel.kolom()[1];
    assert_eq!((&*nik.huruf, &*nik.judul), ("B", "No. NIK"));
    assert_eq!(nik.contoh[0], "3402••••••••9001", "numbers are masked");
    assert!(baca(WARGA.as_bytes(), HARI_INI).is_err(), "it is not read without being mapped");
}

#[test]
fn values_that_no_list_knows_are_asked() {
    let tabel = tabel(WARGA);
    let asing = tabel.nilai_asing(&tabel.tebak());
    let singkat: Vec<_> = asing.iter().map(|n| (n.kolom, &*n.tampil, n.banyak)).collect();
    assert_eq!(singkat, [("sex", "Cewek", 1), ("sex", "Cowok", 1)]);
    assert_eq!(asing[0].pilihan, [(1, "Laki-laki"), (2, "Perempuan")]);
    let tanpa = hasil(WARGA, &tabel.tebak());
    assert_eq!(galat(&tanpa).len(), 2, "what is left open is an error of its row: {:?}", galat(&tanpa));
}

#[test]
fn a_mapped_table_becomes_people() {
    let hasil = hasil(WARGA, &pasti(&tabel(WARGA)));
    assert_eq!(galat(&hasil), Vec::<String>::new());
    let saminem = &hasil.baris[1];
    assert_eq!((saminem.baris, &*saminem.nama, saminem.shdk), (5, "SAMINEM", Shdk::Istri));
    assert_eq!((saminem.tanggal_lahir, saminem.jenis_kelamin), (date(1965, 7, 1), JenisKelamin::Perempuan));
    assert_eq!(saminem.rincian.tempat_lahir.as_deref(), Some("BANTUL"));
    assert_eq!((&*saminem.rt, &*saminem.rw, &*saminem.dusun), ("002", "001", "Krajan"));
    assert_eq!(hasil.keluarga[0].anggota, [0, 1], "the card number stands in the first row only");
    assert_eq!(hasil.keluarga[1].anggota, [2]);
    assert_eq!(
        temuan(&hasil),
        [
            "6  awas: Judul berulang di baris 6; dilewati.",
            "8  awas: Tidak ada NIK dan nama di baris 8, jadi dilewati."
        ]
    );
    let lagi = baca(&buku_catatan(&hasil.lembar, &hasil.temuan), HARI_INI).unwrap();
    assert_eq!((lagi.tata, &lagi.baris), (None, &hasil.baris), "the remarks come in our own columns");
}

#[test]
fn a_mapping_needs_each_thing_once() {
    let tabel = tabel(WARGA);
    let mut pemetaan = tabel.tebak();
    pemetaan.petakan(9, "nik");
    pemetaan.petakan(3, "-");
    let keluhan: Vec<_> = pemetaan.keluhan().into_iter().map(|k| (k.letak, k.kalimat)).collect();
    assert_eq!(
        keluhan,
        [
            (Some(9), "NIK sudah dipilih untuk kolom lain. Sisakan satu.".to_owned()),
            (None, "Belum ada kolom untuk Nama lengkap. Pilih kolom yang berisi itu.".to_owned()),
        ]
    );
}

#[test]
fn a_mapping_is_remembered_by_headings_in_any_order() {
    let asli = tabel(WARGA);
    let pemetaan = pasti(&asli);
    let json = serde_json::to_string(&Ingatan::dari(&asli, &pemetaan)).unwrap();
    let ingatan: Ingatan = serde_json::from_str(&json).unwrap();
    let lain = tabel(
        "Nama Lengkap;NO NIK;No. KK;l/p;tempat, tgl lahir;HUB KELUARGA;rt rw;dukuh;No;hp\n\
         TONO;3402130101909009;3402130101109009;cowok;SLEMAN, 01-01-1990;kepala keluarga;1/2;Krajan;1;\n",
    );
    assert_eq!(asli.sidik(), lain.sidik());
    let kembali = ingatan.untuk(&lain);
    assert!(kembali.keluhan().is_empty());
    assert_eq!(kembali.tujuan(1), Some("nik"));
    assert!(kembali.turun());
    let cowok = &lain.nilai_asing(&kembali)[0];
    assert_eq!(kembali.arti(cowok.letak, &cowok.kunci), Some(Some(1)), "in whatever spelling");
    assert_ne!(tabel("NIK;Nama;Hub Kel\n7;TINI;anak").sidik(), asli.sidik());
}

#[test]
fn rounded_numbers_are_told() {
    let judul = "NIK,No KK,Nama,JK,Tgl Lahir,SHDK,RT,RW,Dusun\n";
    let baris = "\"3,40213E+15\",3402130101109001,KARSO,L,31-12-1960,Kepala Keluarga,1,2,Krajan\n";
    let teks = format!("{judul}{baris}");
    // These headings are our own in other spellings, so that no mapping is needed.
    let hasil = baca(teks.as_bytes(), HARI_INI).unwrap();
    assert_eq!(
        galat(&hasil),
        [
            "2 nik galat: NIK tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks lalu \
          ketik ulang."
        ]
    );
    let mut bulat = judul.to_owned();
    for i in 0..20 {
        writeln!(
            bulat,
            "34021301019{i:02}910,340213010110{i:04},WARGA,L,01-01-1990,Kepala Keluarga,1,2,Krajan"
        )
        .unwrap();
    }
    let hasil = baca(bulat.as_bytes(), HARI_INI).unwrap();
    assert_eq!(hasil.baris.len(), 0);
    assert!(galat(&hasil)[0].contains("berakhiran 0: angka terakhirnya hilang"));
}

#[test]
fn an_address_in_one_cell_fills_what_no_column_says() {
    let teks = "NIK;KK;Nama;JK;Tgl Lahir;SHDK;Alamat Lengkap;RT;Catatan Lain\n\
                3402133112609001;3402130101109001;KARSO;L;31-12-1960;Kepala Keluarga;JL. MELATI 5 RT 002 RW 001 DUSUN KRAJAN;7;x\n";
    let tabel = tabel(teks);
    let hasil = hasil(teks, &tabel.tebak());
    assert_eq!(galat(&hasil), Vec::<String>::new());
    let karso = &hasil.baris[0];
    assert_eq!(
        (&*karso.dusun, &*karso.rw, &*karso.rt),
        ("KRAJAN", "001", "007"),
        "the column of its own stands"
    );
    assert_eq!(karso.rincian.alamat.as_deref(), Some("JL. MELATI 5"));
}

#[test]
fn what_holds_no_residents_is_refused() {
    for (teks, galat) in [
        ("tanggal;uraian;jumlah\n1;2;3\n", GalatBerkas::TanpaJudul),
        (
            "3402133112609001;KARSO;BANTUL;ISLAM\n3402133112609002;TINI;BANTUL;ISLAM\n",
            GalatBerkas::TanpaJudul,
        ),
        ("NIK;Nama;Hub Kel;X\n", GalatBerkas::TanpaData { lembar: "CSV".into() }),
    ] {
        assert_eq!(Tabel::buka(teks.as_bytes()).err(), Some(galat), "{teks}");
    }
}
