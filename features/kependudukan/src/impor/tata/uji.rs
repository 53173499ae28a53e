//! Each layout as a small made-up sheet, and as it drifts.

use jiff::civil::date;
use kamus::{Agama, Daftar as _, GolonganDarah, StatusKawin, StatusRekam};

use crate::impor::uji::pembuat::{biff, cfb};
use crate::impor::uji::{HARI_INI, galat, ringkas};
use crate::impor::{GalatBerkas, Hasil, Pelengkap, baca, baca_dengan, buku_catatan};

const KK: &str = "3402130101109001";
const KK2: &str = "3402130101109002";
const KARSO: &str = "3402133112609001";
const SAMINEM: &str = "3402134107659002";
const TINI: &str = "3402135502909003";

/// Rows of cells, as `(column from 1, text)`.
type Baris = Vec<(usize, String)>;

/// Cells from column 1 on, with the numbers put in.
fn deret(teks: &str) -> Baris {
    let nomor = [("@K", KK), ("@L", KK2), ("@1", KARSO), ("@2", SAMINEM), ("@3", TINI)];
    let isi = nomor.iter().fold(teks.to_owned(), |teks, (tanda, isi)| teks.replace(tanda, isi));
    isi.split('|').enumerate().map(|(i, t)| (i + 1, t.to_owned())).collect()
}

fn xlsx(lembar: &[&[Baris]]) -> Vec<u8> {
    let mut buku = rust_xlsxwriter::Workbook::new();
    for semua in lembar {
        let lembar = buku.add_worksheet();
        for (nomor, baris) in (0_u32..).zip(*semua) {
            for (kolom, teks) in baris.iter().filter(|(_, t)| !t.is_empty()) {
                lembar.write_string(nomor, u16::try_from(kolom - 1).unwrap(), teks).unwrap();
            }
        }
    }
    buku.save_to_buffer().unwrap()
}

fn xls(semua: &[Baris]) -> Vec<u8> {
    let sel = semua
        .iter()
        .enumerate()
        .flat_map(|(n, baris)| baris.iter().map(move |(k, t)| (n, k - 1, t.as_str())));
    cfb("Workbook", &biff("Sheet1", sel))
}

fn hasil(semua: &[Baris]) -> Hasil {
    baca(&xlsx(&[semua]), HARI_INI).unwrap()
}

fn lengkap(semua: &[Baris]) -> Hasil {
    let dusun = Pelengkap { dusun: Some("Krajan".into()), ..Pelengkap::default() };
    baca_dengan(&xlsx(&[semua]), HARI_INI, &dusun).unwrap()
}

/// Findings but those about columns that the layout lacks.
fn temuan(hasil: &Hasil) -> Vec<String> {
    ringkas(&hasil.temuan).into_iter().filter(|t| !t.contains("Kolom ini tidak ada di berkas")).collect()
}

fn bip_2016() -> Vec<Baris> {
    vec![
        deret("BUKU INDUK PENDUDUK WNI"),
        deret("DESA SUKAMAJU"),
        deret(
            "NO|NAMA LENGKAP|NIK|TEMPAT LAHIR|TANGGAL LAHIR|JK|SHDK|AGAMA|PENDIDIKAN|PEKERJAAN|NAMA IBU|NAMA AYAH",
        ),
        deret("1|2|3|4|5|6|7|8|9|10|11|12"),
        deret("No. KK : @K||Alamat : JL. MELATI 5, Nama Dusun : KRAJAN, RT/RW : 002/001"),
        deret(
            "1|KARSO WIYONO|@1|BANTUL|31-12-1960|LK|KEPALA KELUARGA|ISLAM|TAMAT SD / SEDERAJAT|PETANI/PEKEBUN|SAMINAH|WIYONO",
        ),
        deret("2|SAMINEM|@2|BANTUL|01-07-1965|PR|ISTERI|ISLAM|SLTP/SEDERAJAT|MENGURUS RUMAH TANGGA|TUMINAH|"),
        deret("No. KK : @L||Alamat : , Nama Dusun : KAUMAN, RT/RW : -/-"),
        deret("1|TINI LESTARI|@3|BANTUL|15-02-1990|PR|KEPALA KELUARGA|KRISTEN|S1|WIRASWASTA|SAMINEM|KARSO"),
        deret("Keterangan: SHDK = Status Hubungan Dalam Keluarga"),
    ]
}

fn luwu_timur() -> Vec<Baris> {
    vec![
        deret("|BUKU INDUK KEPENDUDUKAN KABUPATEN CONTOH (DAFTAR  KELUARGA)"),
        deret(""),
        deret("|PROVINSI :|CONTOH||||||||NO. KK :|@K"),
        deret("|KABUPATEN :|CONTOH||||||||NAMA. KK :|KARSO WIYONO"),
        deret("|KECAMATAN :|CONTOH||||||||ALAMAT :|DSN. KRAJAN KIDUL,Kodepos :92974,Telp :,-"),
        deret("|DESA :|SUKAMAJU||||||||NO.RT/RW :|002/001"),
        deret(""),
        deret(
            "|NO|NIK|NAMA|JK|TMPT LHR|TGL LHR|G.DRH|AGAMA|STATUS|HUB.KEL|PENDIDIKAN|PEKERJAAN|NAMA IBU|NAMA AYAH|KET",
        ),
        deret(
            "|1|@1|KARSO WIYONO|L|BANTUL|31-12-1960|O|Islam|Kawin|Kepala Keluarga|SLTA/Sederajat|Petani/Pekebun|SAMINAH|WIYONO",
        ),
        deret(
            "|2|@2|SAMINEM|P|BANTUL|01-07-1965|-|Islam|Kawin|Istri|SLTA/Sederajat|Petani/Pekebun|TUMINAH|-",
        ),
    ]
}

fn ktp_el() -> Vec<Baris> {
    vec![
        deret(
            "NO|Nama Lengkap|NIK|Tempat Lahir|Tanggal Lahir|JK|Stat Kwn|Gol. Drh|SHDK|Agama|Pendidikan Terakhir|No Akta Lahir|Pekerjaan|Nama Ibu|Nama Ayah|Wjb KTP|KTP-eL|Status|Stat Rkm",
        ),
        deret("@K||KARSO WIYONO|||||||||DESA SUKAMAJU BARU RT/RW : 002/001 DUSUN : KRAJAN"),
        deret(
            "1|KARSO WIYONO|@1|BANTUL|31-12-1960|Lk|K|-|KEPALA KELUARGA|ISLAM|TAMAT SD / SEDERAJAT|-|PETANI/PEKEBUN|SAMINAH|WIYONO|WAJIB|KTP-eL|SDH DPT|PRINT READY",
        ),
        deret("||||||||||||||||||RECORD"),
        deret(
            "2|SAMINEM|@2|BANTUL|01-07-1965|Pr|CM|O|MERTUA|ISLAM|SLTA/SEDERAJAT|67/TAMB/2002|BELUM / TIDAK BEKERJA|TUMINAH|-|WAJIB|KTP-eL|SDH DPT|CARD SHIPPED",
        ),
    ]
}

fn bip_2012() -> Vec<Baris> {
    vec![
        deret("DAFTAR PENDUDUK"),
        deret("|NO.KK||NAMA KEPALA KELUARGA|||ALAMAT"),
        deret("|@K||KARSO WIYONO|||DUSUN KRAJAN, RT:002, RW:001, Kodepos:55791,-"),
        deret(
            "|NO|NIK|NAMA|JK|TMPT LHR|TGL LHR|UMUR|AGAMA|STATUS|HUB.KEL|PENDIDIKAN|PEKERJAAN|NAMA IBU|NAMA AYAH|NO AKTA LAHIR",
        ),
        deret(
            "|1|@1|KARSO WIYONO|L|BANTUL|31-12-1960|65|ISLAM|KAWIN|KEPALA KELUARGA|SD|PETANI/PEKEBUN|SAMINAH|WIYONO|",
        ),
        deret("|2|@2|SAMINEM|P|BANTUL|01-07-1965|61|ISLAM|KAWIN|ISTRI|SD|PETANI/PEKEBUN|TUMINAH||12/1965"),
    ]
}

fn siak() -> Vec<Baris> {
    let mut judul = vec![String::new(); 37];
    for (di, teks) in [
        (0, "Nomor KK"),
        (1, "NIK"),
        (2, "Nama Lengkap"),
        (3, "Status"),
        (4, "Tempat Lahir"),
        (5, "Tanggal Lahir"),
        (6, "Jenis Kelamin"),
        (7, "NIK Ayah"),
        (8, "Nama Ayah"),
        (9, "NIK Ibu"),
        (10, "Nama Ibu"),
        (13, "Agama"),
        (16, "Alamat"),
        (33, "Petugas Registrasi"),
    ] {
        teks.clone_into(&mut judul[di]);
    }
    let orang = |beda: &[(usize, &str)]| {
        let mut isi = vec![String::new(); 37];
        for (di, teks) in [
            (0, KK),
            (1, KARSO),
            (2, "KARSO WIYONO"),
            (3, "HIDUP"),
            (4, "BANTUL"),
            (5, "31-12-1960"),
            (6, "LAKI-LAKI"),
            (8, "WIYONO"),
            (10, "SAMINAH"),
            (11, "KAWIN"),
            (12, "KEPALA KELUARGA"),
            (13, "ISLAM"),
            (16, "JL. MELATI 5 DSN KRAJAN"),
            (17, "'001"),
            (18, "'002"),
            (19, "TAMAT SD/SEDERAJAT"),
            (20, "PETANI/PEKEBUN"),
            (22, "TIDAK TAHU"),
        ]
        .iter()
        .chain(beda)
        {
            (*teks).clone_into(&mut isi[*di]);
        }
        isi.into_iter().enumerate().map(|(i, t)| (i + 1, t)).collect::<Baris>()
    };
    vec![
        judul.into_iter().enumerate().map(|(i, t)| (i + 1, t)).collect(),
        orang(&[]),
        orang(&[
            (1, SAMINEM),
            (2, "SAMINEM"),
            (5, "01-07-1965"),
            (6, "PEREMPUAN"),
            (12, "ISTRI"),
            (16, "KRAJAN"),
        ]),
    ]
}

#[test]
fn every_layout_becomes_the_same_people() {
    for (nama, semua) in [
        ("BIP 2016", bip_2016()),
        ("BIP 2016 Luwu Timur", luwu_timur()),
        ("BIP KTP-el", ktp_el()),
        ("BIP 2012", bip_2012()),
        ("SIAK", siak()),
    ] {
        let hasil = lengkap(&semua);
        assert_eq!(hasil.tata, Some(nama));
        assert_eq!(galat(&hasil), Vec::<String>::new(), "{nama}");
        let karso = &hasil.baris[0];
        assert_eq!((&*karso.nama, karso.tanggal_lahir), ("KARSO WIYONO", date(1960, 12, 31)), "{nama}");
        assert_eq!(karso.nik.unwrap().as_str(), KARSO, "{nama}");
        assert_eq!(karso.no_kk.unwrap().as_str(), KK, "{nama}");
        assert_eq!(karso.rincian.agama, Some(Agama::Islam), "{nama}");
        assert_eq!((&*karso.rw, &*karso.rt), ("001", "002"), "{nama}");
        assert!(karso.dusun.to_uppercase().starts_with("KRAJAN"), "{nama}: {}", karso.dusun);
        assert_eq!(karso.rincian.nama_ibu.as_deref(), Some("SAMINAH"), "{nama}");
        assert_eq!(karso.rincian.kewarganegaraan, None, "{nama} does not say it");
        assert_eq!(hasil.keluarga[0].anggota.len(), 2, "{nama}");
        assert_eq!(hasil.keluarga[0].kepala, Some(0), "{nama}");
        let dari_xls = baca_dengan(
            &xls(&semua),
            HARI_INI,
            &Pelengkap { dusun: Some("Krajan".into()), ..Pelengkap::default() },
        );
        assert_eq!(dari_xls.unwrap().baris, hasil.baris, "{nama} as .xls");
    }
}

#[test]
fn what_a_layout_does_not_say_stays_unknown() {
    let hasil = hasil(&bip_2016());
    let karso = &hasil.baris[0].rincian;
    assert_eq!((karso.status_kawin, karso.golongan_darah, karso.akta_lahir.as_ref()), (None, None, None));
    assert_eq!(hasil.baris[1].rincian.nama_ayah, None);
    assert_eq!(hasil.baris[2].rt, "-", "the sheet says that there is none");
    assert!(!hasil.kolom_ada.contains(&"golongan_darah_id"));
    assert_eq!(
        temuan(&hasil),
        ["10  awas: Baris ini tidak terbaca sebagai orang atau keluarga, jadi dilewati."]
    );
}

#[test]
fn the_electronic_card_book_has_short_forms_and_broken_lines() {
    let hasil = hasil(&ktp_el());
    assert_eq!(temuan(&hasil), Vec::<String>::new());
    let (karso, saminem) = (&hasil.baris[0].rincian, &hasil.baris[1].rincian);
    assert_eq!(karso.status_kawin, Some(StatusKawin::Kawin));
    assert_eq!(karso.golongan_darah, None);
    assert_eq!(karso.status_rekam, Some(StatusRekam::PrintReadyRecord));
    assert_eq!(saminem.status_kawin, Some(StatusKawin::CeraiMati));
    assert_eq!(saminem.golongan_darah, GolonganDarah::dari_teks("O"));
    assert_eq!(saminem.akta_lahir.as_deref(), Some("67/TAMB/2002"));
}

#[test]
fn a_missing_dusun_is_asked_once() {
    let semua = siak();
    let belum = hasil(&semua);
    assert_eq!((belum.belum.dusun, belum.belum.rt), (1, 0));
    assert_eq!(galat(&belum), ["3 dusun galat: Dusun belum diisi. Tulis tanda - bila memang tidak ada."]);
    let sudah = lengkap(&semua);
    assert_eq!(sudah.baris[1].dusun, "KRAJAN", "one spelling for one dusun");
    assert_eq!(sudah.belum.dusun, 1, "so that the answer can be changed");
    let tanpa = baca_dengan(
        &xlsx(&[&ktp_el()]),
        HARI_INI,
        &Pelengkap { dusun: Some("Lain".into()), ..Pelengkap::default() },
    );
    assert_eq!(tanpa.unwrap().baris[0].dusun, "KRAJAN", "what the sheet says stands");
}

#[test]
fn pages_repeat_their_title_in_the_middle_of_a_family() {
    let mut semua = bip_2016();
    for (di, ulang) in [0, 1, 2, 3].into_iter().enumerate() {
        let ulang = semua[ulang].clone();
        semua.insert(6 + di, ulang);
    }
    let hasil = hasil(&semua);
    assert_eq!(hasil.baris.len(), 3);
    assert_eq!(hasil.keluarga[0].anggota, [0, 1], "the family goes on behind the page's title");
    assert_eq!(temuan(&hasil)[0], "7  awas: Judul halaman berulang di baris 7, 8, 9 dan 10; dilewati.");
}

#[test]
fn a_family_without_its_card_is_refused_with_a_reason() {
    let mut tanpa_baris = bip_2016();
    tanpa_baris.remove(7);
    assert_eq!(
        galat(&hasil(&tanpa_baris)),
        [
            "8  galat: Nomor urut mulai lagi dari 1 tanpa baris nomor KK, jadi orang ini mungkin bukan keluarga di \
          baris 5. Tambahkan baris nomor KK keluarganya."
        ]
    );
    let mut tanpa_nomor = bip_2016();
    tanpa_nomor[7][0].1 = "No. KK :".into();
    let hasil_tanpa = hasil(&tanpa_nomor);
    assert_eq!(
        galat(&hasil_tanpa),
        ["9  galat: Nomor KK keluarga ini, di baris 8, kosong atau tidak 16 angka."]
    );
    assert!(temuan(&hasil_tanpa)[0].starts_with("8  awas: Keluarga ini tidak punya nomor KK."));
    let mut tanpa_kepala = luwu_timur();
    tanpa_kepala.drain(2..3);
    assert_eq!(galat(&hasil(&tanpa_kepala)).len(), 2);
    let mut yatim = ktp_el();
    yatim.remove(1);
    assert!(galat(&hasil(&yatim))[0].starts_with("2  galat: Tidak ada baris nomor KK di atas orang ini"));
}

#[test]
fn a_heading_that_moved_is_followed_and_told() {
    let mut geser = bip_2012();
    for baris in &mut geser[3..] {
        for sel in baris.iter_mut().filter(|(k, _)| *k >= 5) {
            sel.0 += 1;
        }
    }
    let hasil_geser = hasil(&geser);
    assert_eq!(galat(&hasil_geser), Vec::<String>::new());
    assert_eq!(hasil_geser.baris[0].tanggal_lahir, date(1960, 12, 31));
    assert_eq!(hasil_geser.baris[0].rincian.status_kawin, None, "STATUS tells nothing certain");
    let kalimat = &temuan(&hasil_geser)[0];
    assert!(
        kalimat.starts_with("4  awas: Letak kolom berbeda dari BIP 2012 biasa: Jenis kelamin di kolom F"),
        "{kalimat}"
    );
    assert!(kalimat.ends_with("dianggap belum diketahui: Status perkawinan."), "{kalimat}");
}

#[test]
fn a_book_without_headings_or_people_says_so() {
    let mut tanpa_judul = bip_2016();
    tanpa_judul.drain(2..4);
    let hasil = hasil(&tanpa_judul);
    assert_eq!(hasil.baris.len(), 3);
    assert!(temuan(&hasil)[0].contains("Judul kolom tidak ditemukan"), "{:?}", temuan(&hasil));
    let kosong = baca(&xlsx(&[&bip_2016()[..5]]), HARI_INI).unwrap_err();
    assert_eq!(kosong, GalatBerkas::TataTanpaOrang { tata: "BIP 2016" });
}

#[test]
fn sheets_are_joined_with_rows_that_can_be_found() {
    let semua = bip_2016();
    let hasil = baca(&xlsx(&[&semua[..7], &semua[7..]]), HARI_INI).unwrap();
    let nomor: Vec<u32> = hasil.baris.iter().map(|b| b.baris).collect();
    assert_eq!(nomor, [6, 7, 9]);
    assert!(temuan(&hasil)[0].starts_with("8  awas: Lembar Sheet2 disambung di sini: baris 1"));
}

#[test]
fn the_remarks_workbook_is_in_our_own_columns() {
    let mut semua = bip_2016();
    semua[6][1].1 = "SAMINEM 2".into();
    let pertama = hasil(&semua);
    let lagi = baca(&buku_catatan(&pertama.lembar, &pertama.temuan), HARI_INI).unwrap();
    assert_eq!((lagi.tata, lagi.jumlah_baris), (None, 3));
    assert_eq!(lagi.baris, pertama.baris);
    assert!(galat(&lagi)[0].starts_with("7 nama galat: Nama tidak boleh memuat angka."));
}

#[test]
fn a_rounded_card_number_is_told() {
    let mut buku = rust_xlsxwriter::Workbook::new();
    let lembar = buku.add_worksheet();
    for (nomor, baris) in (0_u32..).zip(&ktp_el()) {
        for (kolom, teks) in baris {
            let kolom = u16::try_from(kolom - 1).unwrap();
            if teks == KK {
                lembar.write_number(nomor, kolom, 3_402_130_101_109_000.0).unwrap();
            } else {
                lembar.write_string(nomor, kolom, teks).unwrap();
            }
        }
    }
    let hasil = baca(&buku.save_to_buffer().unwrap(), HARI_INI).unwrap();
    assert!(galat(&hasil)[0].contains("Nomor KK tersimpan sebagai angka sehingga digit terakhir hilang"));
}
