//! The plan for Sukamaju's made-up OpenSID, and for the real dump.

mod lama;

use jiff::civil::date;
use kependudukan::entitas::JenisPeristiwa;
use kependudukan::pemindahan::OrangPindahan;

use super::*;
use crate::skema::Orang;
use crate::sumber;
use crate::testing::{self as contoh, Cadangan, KK_BUDI, NIK_BUDI};

const KINI: Date = date(2026, 3, 2);

fn perintah() -> Perintah {
    Perintah { kode: 3_402_132_099, hari_ini: KINI, zona: Zona::Wib, pembukaan: None }
}

fn baca(c: &Cadangan) -> Mentah {
    sumber::baca(c.teks().as_bytes(), &mut |_| {}).unwrap()
}

fn rencana(c: &Cadangan) -> Rencana {
    susun(&baca(c), perintah(), &[]).unwrap_or_else(|galat| panic!("{galat}"))
}

fn orang<'r>(r: &'r Rencana, nama: &str) -> &'r OrangPindahan {
    r.pindahan.orang.iter().find(|o| o.isian.nama == nama).unwrap()
}

fn kejadian(o: &OrangPindahan) -> Vec<(JenisPeristiwa, Date, Date)> {
    o.peristiwa.iter().map(|p| (p.jenis, p.tanggal, p.tanggal_lapor)).collect()
}

#[test]
fn persons_come_with_what_is_known_of_them() {
    let r = rencana(&contoh::sukamaju());
    let budi = orang(&r, "BUDI SANTOSO");
    assert_eq!(budi.isian.nik.unwrap().as_str(), NIK_BUDI);
    assert_eq!(budi.isian.no_kk.unwrap().as_str(), KK_BUDI);
    assert_eq!(budi.isian.alamat.as_deref(), Some("Jl. Melati 3"));
    assert_eq!((&*budi.isian.dusun, &*budi.isian.rw, &*budi.isian.rt), ("KAUMAN", "001", "002"));
    assert_eq!((budi.isian.lintang, budi.isian.bujur), (Some(-7_875_600), Some(110_407_200)));
    assert_eq!((budi.tambahan.telepon.as_deref(), budi.tambahan.huruf), (Some("081234500001"), Some(2)));
    let siti = orang(&r, "SITI AMINAH");
    assert_eq!(siti.isian.kehamilan, Some(kamus::Kehamilan::Hamil));
    assert_eq!(siti.isian.cacat.map(kamus::Daftar::kode), Some(2));
    assert_eq!(orang(&r, "BAYI SITI").isian.nik, None, "a number that begins with 0 is none");
    let keluarga = &r.pindahan.keluarga;
    assert_eq!(keluarga.len(), 2);
    assert_eq!(
        r.pindahan.orang[keluarga[0].kepala.unwrap()].isian.nama,
        "BUDI SANTOSO",
        "nik_kepala is an id"
    );
    assert_eq!(keluarga[1].no_kk, None);
    assert_eq!(r.sementara.len(), 1);
    let Tamu { subjek: tamu, kedatangan: singgah, .. } = &r.sementara[0];
    assert_eq!(
        (&*tamu.nama, &*singgah.datang_dari, singgah.datang),
        ("JOKO TAMU", "Banyumas", Some(date(2025, 4, 1)))
    );
    assert_eq!((&*r.pejabat[0].nama, &*r.pejabat[0].jabatan), ("SUTRISNO, S.IP", "kepala"));
    let kepala: Vec<_> = r.bagian.iter().map(|b| (&*b.dusun, &*b.rw, &*b.rt, b.kepala.as_deref())).collect();
    assert_eq!(
        kepala,
        [
            ("KAUMAN", "", "", Some("BUDI SANTOSO")),
            ("KAUMAN", "001", "", None),
            ("KAUMAN", "001", "002", Some("SITI AMINAH")),
            ("KRAJAN", "", "", None),
        ]
    );
}

#[test]
fn events_keep_their_true_days_and_the_books_open_with_the_first_registration() {
    let r = rencana(&contoh::sukamaju());
    let buka = date(2024, 1, 10);
    assert_eq!(r.pindahan.pembukaan, buka);
    let awal = |nama: &str| {
        let o = orang(&r, nama);
        (o.data_awal, o.sejak, kejadian(o))
    };
    assert_eq!(awal("BUDI SANTOSO"), (true, buka, vec![]), "an import is no arrival");
    let mati = (JenisPeristiwa::Mati, date(2025, 6, 15), date(2025, 6, 20));
    assert_eq!(awal("KARSO"), (true, buka, vec![mati]), "the report's midnight stood in UTC");
    let lahir = (JenisPeristiwa::Lahir, date(2025, 3, 1), date(2025, 3, 5));
    assert_eq!(awal("BAYI SITI"), (false, date(2025, 3, 1), vec![lahir]));
    let datang = (JenisPeristiwa::Datang, date(2025, 2, 1), date(2025, 2, 3));
    let keluarga = (JenisPeristiwa::KeluargaBaru, date(2025, 9, 9), date(2025, 9, 9));
    assert_eq!(awal("TUMINAH"), (false, date(2025, 2, 1), vec![datang, keluarga]));
    let pindah = (JenisPeristiwa::PindahKeluar, date(2025, 8, 1), date(2025, 8, 1));
    assert_eq!(awal("RUDI SANTOSO"), (true, buka, vec![pindah]));
    assert_eq!(orang(&r, "KARSO").peristiwa[0].rincian.jawab("tempat"), "RSUD");
    assert_eq!(orang(&r, "RUDI SANTOSO").peristiwa[0].rincian.jawab("klasifikasi"), "4");
    assert_eq!(orang(&r, "BAYI SITI").peristiwa[0].rincian.jawab("berat"), "3100");
}

#[test]
fn chronic_illness_comes_and_hiv_is_forgotten_while_reading() {
    let mentah = baca(&contoh::sukamaju());
    let kolom = Orang::TABEL.letak("sakit_menahun_id").unwrap();
    let kode: Vec<&str> = mentah.baris(&Orang::TABEL).iter().filter_map(|b| b[kolom].as_deref()).collect();
    assert_eq!(kode, ["13"], "Budi's is gone before anything is kept");
    let r = rencana(&contoh::sukamaju());
    assert_eq!(orang(&r, "SITI AMINAH").tambahan.sakit_menahun, Some(kamus::SakitMenahun::Asma));
    assert_eq!(orang(&r, "BUDI SANTOSO").tambahan.sakit_menahun, None);
    assert!(!r.laporan.teks().contains("menahun"), "not even as a count");
}

#[test]
fn of_chronic_illness_only_what_our_list_names_goes_on() {
    let teks = contoh::sukamaju().teks();
    for sumber in ["010", " 10 ", "HIV/AIDS", "99", "-1"] {
        let mentah =
            sumber::baca(teks.replace("'13'", &format!("'{sumber}'")).as_bytes(), &mut |_| {}).unwrap();
        let kolom = Orang::TABEL.letak("sakit_menahun_id").unwrap();
        let sisa = mentah.baris(&Orang::TABEL).iter().filter(|b| b[kolom].is_some()).count();
        assert_eq!(sisa, 0, "{sumber}");
    }
}

#[test]
fn every_row_is_accounted_for_with_a_reason() {
    let r = rencana(&contoh::sukamaju());
    let l = &r.laporan;
    assert!(l.cocok(), "{}", l.teks());
    let baris = |tabel: &str| {
        let t = l.baris(tabel).unwrap();
        (t.masuk, t.diambil, t.jumlah_ditinggal())
    };
    assert_eq!(baris("tweb_penduduk"), (8, 7, 1));
    assert_eq!(baris("tweb_keluarga"), (3, 2, 1));
    assert_eq!(baris("log_penduduk"), (13, 5, 8));
    assert_eq!(baris("log_keluarga"), (3, 1, 2));
    assert_eq!(baris("tweb_rtm"), (2, 1, 1));
    assert_eq!(baris("tweb_wil_clusterdesa"), (5, 4, 1));
    assert_eq!(baris("user"), (1, 0, 1));
    let teks = l.teks();
    for kata in [
        "tweb_penduduk: 8 masuk, 7 diambil, 1 ditinggal",
        "1 ditinggal: Tanggal lahir kosong atau salah",
        "1 ditinggal: Terjadi sebelum tanggal lahir orangnya",
        "1 ditinggal: Terjadi sesudah kematian orangnya",
        "1 ditinggal: Kode peristiwa tidak dikenal",
        "1 ditinggal: Orangnya tidak ada lagi di OpenSID",
        "3 ditinggal: Rahasia masuk",
        "1 ditinggal: Agenda, permohonan, dan naskah lama",
        "periksa 1: Kode agama tidak dikenal",
        "1 ditinggal: Tidak punya anggota yang masih menjadi penduduk",
        "periksa 1: Rumah tangga dengan lebih dari satu kepala",
        "2 keluarga, 1 rumah tangga",
        "Menjadi: 6 orang (4 penduduk sekarang)",
    ] {
        assert!(teks.contains(kata), "{kata}\n{teks}");
    }
    assert!(!teks.contains("BUDI"), "a report names nobody");
    let json = serde_json::to_string(l).unwrap();
    assert_eq!(serde_json::from_str::<Laporan>(&json).unwrap(), *l);
}

#[test]
fn no_secret_is_held_in_memory() {
    let json = serde_json::to_string(&baca(&contoh::sukamaju())).unwrap();
    assert!(json.contains(NIK_BUDI), "the search works");
    for rahasia in contoh::RAHASIA {
        assert!(!json.contains(rahasia), "{rahasia}");
    }
}

#[test]
fn the_clerk_may_choose_the_day_of_opening() {
    let mentah = baca(&contoh::sukamaju());
    let pada = |hari| susun(&mentah, Perintah { pembukaan: Some(hari), ..perintah() }, &[]);
    let r = pada(date(2025, 7, 1)).unwrap_or_else(|galat| panic!("{galat}"));
    let karso = orang(&r, "KARSO");
    assert_eq!(
        (karso.sejak, karso.status_awal),
        (date(2025, 6, 15), StatusDasar::Mati),
        "dead before the opening"
    );
    let bayi = orang(&r, "BAYI SITI");
    assert_eq!((bayi.data_awal, bayi.sejak), (true, date(2025, 7, 1)), "here when the books opened");
    assert_eq!(bayi.peristiwa.len(), 1, "and still born on a day of its own");
    assert_eq!(pada(date(2026, 3, 3)).err(), Some(GalatRencana::PembukaanNanti));
    let dulu = Perintah { hari_ini: date(2023, 1, 1), ..perintah() };
    let r = susun(&mentah, dulu, &[]).unwrap_or_else(|galat| panic!("{galat}"));
    assert_eq!(
        (r.laporan.ringkas.orang, r.pindahan.pembukaan),
        (6, date(2023, 1, 1)),
        "nobody is lost to a clock"
    );
    assert!(r.laporan.peringatan[0].contains("Jam komputer ini menunjukkan 1 Januari 2023"));
}

#[test]
fn another_village_is_warned_of_and_one_of_many_is_found() {
    let c = contoh::sukamaju();
    let lain = susun(&baca(&c), Perintah { kode: 3_402_132_098, ..perintah() }, &[])
        .unwrap_or_else(|e| panic!("{e}"));
    assert!(lain.laporan.desa_lain && lain.laporan.peringatan[0].contains("3402132099"));
    let gabungan = c
        .sisip("config", &[("id", "2"), ("nama_desa", "Kembaran"), ("kode_desa", "3402132098")])
        .sisip("tweb_penduduk", &[("id", "50"), ("config_id", "2"), ("nama", "ORANG LAIN")]);
    let r = rencana(&gabungan);
    assert!(!r.laporan.desa_lain && r.laporan.cocok());
    assert!(r.laporan.teks().contains("1 ditinggal: Milik desa lain dalam basis data gabungan"));
    let galat = susun(&baca(&gabungan), Perintah { kode: 3_402_132_001, ..perintah() }, &[]).err();
    assert!(matches!(galat, Some(GalatRencana::DesaTidakAda { jumlah: 2, .. })));
}

#[test]
fn doubtful_families_and_numbers_are_taken_and_told() {
    let dasar = [
        ("config_id", "1"),
        ("sex", "2"),
        ("tanggallahir", "1990-01-01"),
        ("status", "1"),
        ("status_dasar", "1"),
    ];
    let tambah = |c: Cadangan, isi: &[(&str, &str)]| {
        let semua: Vec<_> = dasar.iter().chain(isi).copied().collect();
        c.sisip("tweb_penduduk", &semua)
    };
    let c = contoh::sukamaju();
    let c =
        tambah(c, &[("id", "20"), ("nama", "KEMBAR"), ("nik", NIK_BUDI), ("id_kk", "77"), ("kk_level", "4")]);
    let c = tambah(
        c,
        &[("id", "21"), ("nama", "NOMOR PENDEK"), ("nik", "340213"), ("id_kk", "9"), ("kk_level", "4")],
    );
    let c =
        tambah(c, &[("id", "22"), ("nama", "KEPALA LAIN"), ("nik", "0"), ("id_kk", "9"), ("kk_level", "1")]);
    let c = c.sisip(
        "tweb_keluarga",
        &[("id", "9"), ("no_kk", KK_BUDI), ("nik_kepala", "21"), ("id_cluster", "3")],
    );
    let r = rencana(&c);
    assert_eq!(orang(&r, "KEMBAR").isian.nik, None);
    assert_eq!(orang(&r, "NOMOR PENDEK").isian.shdk, kamus::Shdk::KepalaKeluarga);
    let teks = r.laporan.teks();
    for kata in [
        "NIK sama dengan orang lain",
        "NIK tidak benar",
        "Nomor KK sama dengan keluarga lain",
        "Hubungan keluarganya disamakan",
        "lebih dari satu kepala",
        "Keluarganya tidak ada di OpenSID",
        "Dusun, RW, dan RT tidak diketahui",
    ] {
        assert!(teks.contains(kata), "{kata}\n{teks}");
    }
}

#[test]
fn households_of_several_families_come_with_their_head() {
    use kamus::HubunganRtm::{Anggota, Kepala};
    let r = rencana(&contoh::sukamaju());
    let [rumah] = r.pindahan.rumah_tangga.as_slice() else { panic!("one household") };
    assert_eq!(
        (&*rumah.nomor, rumah.alamat.as_deref(), &*rumah.rt, rumah.terdaftar),
        ("340213209900001", Some("Jl. Melati 3"), "002", date(2024, 5, 6)),
        "the stamp stood in UTC"
    );
    assert_eq!((rumah.kelas_sosial, rumah.id_bdt.as_deref()), (Some(2), Some("BDT-001")));
    for (nama, hubungan) in [
        ("BUDI SANTOSO", Some((0, Kepala))),
        ("SITI AMINAH", Some((0, Anggota))),
        ("TUMINAH", Some((0, Anggota))),
        ("BAYI SITI", None),
        // He died: only the days before know that he kept house there.
        ("KARSO", Some((0, Anggota))),
    ] {
        assert_eq!(orang(&r, nama).rumah_tangga, hubungan, "{nama}");
    }
}

#[test]
fn a_household_number_that_is_a_card_number_is_not_shown() {
    let rtm = |c: Cadangan, id, nomor, kepala| {
        c.sisip("tweb_rtm", &[("id", id), ("no_kk", nomor), ("nik_kepala", kepala)])
    };
    let dasar = [("sex", "1"), ("tanggallahir", "1990-01-01"), ("kk_level", "1"), ("status_dasar", "1")];
    let warga = |c: Cadangan, id, nomor| {
        let mut isi = vec![("id", id), ("nama", "WARGA"), ("id_rtm", nomor)];
        isi.extend(dasar);
        c.sisip("tweb_penduduk", &isi)
    };
    let c = warga(warga(contoh::sukamaju(), "60", KK_BUDI), "61", "77");
    let c = rtm(rtm(c, "8", KK_BUDI, "60"), "9", "", "61");
    let r = rencana(&c);
    let nomor: Vec<&str> = r.pindahan.rumah_tangga.iter().map(|r| &*r.nomor).collect();
    assert_eq!(nomor, ["340213209900001", "00001"]);
    let teks = r.laporan.teks();
    for kata in [
        "Nomor rumah tangga sama dengan NIK atau nomor KK",
        "Nomornya kosong atau sama dengan rumah tangga lain",
        "Rumah tangganya tidak ada di OpenSID",
    ] {
        assert!(teks.contains(kata), "{kata}\n{teks}");
    }
    assert!(r.laporan.cocok());
}

#[test]
fn a_status_without_a_date_and_a_log_that_contradicts_it() {
    let c = contoh::sukamaju()
        .sisip(
            "log_penduduk",
            &[
                ("id_pend", "1"),
                ("kode_peristiwa", "2"),
                ("tgl_peristiwa", "2025-10-10 00:00:00"),
                ("tgl_lapor", "2025-10-10 00:00:00"),
            ],
        )
        .sisip(
            "tweb_penduduk",
            &[
                ("id", "30"),
                ("nama", "ENTAH KAPAN"),
                ("sex", "1"),
                ("tanggallahir", "1950-01-01"),
                ("kk_level", "1"),
                ("id_cluster", "3"),
                ("status_dasar", "2"),
            ],
        );
    let r = rencana(&c);
    assert_eq!(orang(&r, "BUDI SANTOSO").peristiwa.len(), 0, "he is alive in his row");
    let entah = orang(&r, "ENTAH KAPAN");
    assert_eq!((entah.sejak, entah.status_awal), (date(2024, 1, 10), StatusDasar::Mati));
    let teks = r.laporan.teks();
    assert!(teks.contains("Bertentangan dengan status penduduk sekarang"), "{teks}");
    assert!(teks.contains("Berstatus Mati tanpa catatan tanggalnya"), "{teks}");
}

#[test]
fn the_real_dump_is_accounted_for_to_the_last_row() {
    let Some(letak) = sumber::tests::nyata() else { return };
    let mentah = sumber::baca_berkas(&letak, &mut |_| {}).unwrap();
    let hari_ini = date(2026, 12, 1);
    let kerja = Perintah { kode: 9_999_012_001, hari_ini, ..perintah() };
    let r = susun(&mentah, kerja, &[]).unwrap_or_else(|galat| panic!("{galat}"));
    let l = &r.laporan;
    eprintln!("{}", l.teks());
    assert!(l.cocok());
    let baris = |tabel: &str| {
        let t = l.baris(tabel).unwrap();
        (t.masuk, t.diambil, t.jumlah_ditinggal())
    };
    assert_eq!(baris("tweb_penduduk"), (10_020, 10_020, 0));
    assert_eq!(baris("tweb_keluarga"), (3_058, 3_058, 0));
    assert_eq!(baris("log_penduduk"), (10_020, 0, 10_020));
    assert_eq!(baris("log_keluarga"), (3_058, 0, 3_058));
    assert_eq!(baris("tweb_desa_pamong"), (2, 2, 0));
    assert_eq!(l.masuk(), mentah.jumlah());
    assert_eq!(l.pembukaan, date(2026, 11, 22));
    assert!(r.pindahan.orang.iter().all(|o| o.keluarga.is_some() && o.isian.nik.is_some()));
    assert!(r.pindahan.keluarga.iter().all(|k| k.kepala.is_some() && k.no_kk.is_some()));
    assert_eq!(l.peringatan.len(), 1, "the missing last line");
}

#[test]
fn an_office_that_is_held_already_is_not_filled_twice() {
    let mentah = baca(&contoh::sukamaju());
    let mut ada = rencana(&contoh::sukamaju()).pejabat;
    ada[0].nama = "ORANG LAIN".to_owned();
    let r = susun(&mentah, perintah(), &ada).unwrap_or_else(|galat| panic!("{galat}"));
    assert!(r.pejabat.is_empty() && r.laporan.cocok());
    assert!(r.laporan.teks().contains("Sudah tercatat di Balai, atau jabatannya sudah terisi"));
}

#[test]
fn groups_come_with_members_and_terms_and_every_row_is_accounted_for() {
    let r = rencana(&contoh::berkelompok());
    let [tani, taruna] = r.lembaga.as_slice() else { panic!("two groups") };
    assert_eq!((&*tani.lembaga.jenis, &*tani.lembaga.nama), ("tani", "Subur Makmur"));
    assert_eq!(tani.lembaga.keterangan, "Jenis: Kelompok Tani. Kode: TANI-1.");
    assert_eq!((&*taruna.lembaga.jenis, taruna.lembaga.mulai.0), ("karang-taruna", r.pindahan.pembukaan));
    let siapa = |l: &LembagaAsal| -> Vec<(String, String, bool)> {
        l.anggota.iter().map(|(i, a)| (a.nama.clone(), a.jabatan.clone(), i.is_some())).collect()
    };
    let orang = |nama: &str, jabatan: &str, penduduk| (nama.to_owned(), jabatan.to_owned(), penduduk);
    assert_eq!(siapa(tani), [orang("SITI AMINAH", "sekretaris", true), orang("BUDI SANTOSO", "ketua", true)]);
    assert_eq!(siapa(taruna), [orang("JOKO TAMU", "bidang", false), orang("BUDI SANTOSO", "ketua", true)]);
    let siti = &tani.anggota[0].1;
    assert_eq!((siti.mulai.0, siti.sampai.map(|s| s.0)), (date(2024, 1, 1), Some(date(2029, 12, 31))));
    let budi = &taruna.anggota[1].1;
    assert_eq!(
        (budi.selesai.map(|s| s.0), &*budi.alasan),
        (Some(date(2025, 2, 1)), "SK pemberhentian 3/2025")
    );
    let baris = r.laporan.baris("kelompok_anggota").unwrap();
    assert_eq!((baris.masuk, baris.diambil, baris.ditinggal.len()), (6, 3, 3));
    assert!(r.laporan.cocok() && r.laporan.ringkas.lembaga == 2);
}
