use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::*;
use crate::orang::Orang;

const HARI_INI: Date = date(2026, 3, 2);

/// The example of a kind: whom it is about and what is typed, with some of it typed otherwise.
pub(crate) fn contoh(jenis: &Jenis, lain: &BTreeMap<String, String>) -> (Orang, Nilai, Vec<String>) {
    let mut orang = jenis.orang_contoh(HARI_INI);
    if lain.contains_key("pokok-lembaga") {
        orang = Jenis::lembaga_contoh();
    }
    let mut ketikan = jenis.ketikan_contoh(HARI_INI);
    for (nama, nilai) in lain {
        match nama.strip_prefix("pokok-") {
            Some("jenis_kelamin") => orang.jenis_kelamin.clone_from(nilai),
            Some("status_kawin") => orang.status_kawin.clone_from(nilai),
            Some("agama") => orang.agama.clone_from(nilai),
            Some("kini") => orang.kini.clone_from(nilai),
            Some("lembaga") => {}
            Some("tanggal_lahir") => orang.tanggal_lahir = kamus::urai_tanggal(nilai).ok(),
            Some(asing) => panic!("{}: nobody knows pokok-{asing}", jenis.kode),
            None => {
                ketikan.insert(nama.clone(), nilai.clone());
            }
        }
    }
    let ketik = |nama: &str| ketikan.get(nama).map_or("", String::as_str);
    let (nilai, temuan) = periksa_isian_untuk(jenis, orang.lembaga(), HARI_INI, ketik);
    let mut kalimat: Vec<String> = temuan.into_iter().map(|satu| satu.kalimat).collect();
    kalimat.extend(jenis.periksa_pokok(&orang, HARI_INI));
    (orang, nilai, kalimat)
}

#[test]
fn shipped_kinds_are_whole() {
    assert!(semua().len() >= 60, "{}", semua().len());
    for jenis in semua() {
        let salah = jenis.cacat();
        assert!(salah.is_empty(), "{}: {salah:?}", jenis.kode);
        assert!(!jenis.dasar.is_empty(), "{}: no law", jenis.kode);
        assert!(!jenis.tolak.is_empty(), "{}: no refused case", jenis.kode);
    }
    assert!(find("domisili").is_some() && find("raja").is_none());
}

/// What the peer's 42 kinds are called here.
const PADANAN: [&str; 42] = [
    "usaha",
    "kehilangan",
    "keterangan",
    "penduduk",
    "izin_keramaian",
    "pergi_kawin",
    "belum_akta",
    "domisili_usaha",
    "jamkesos",
    "jual_beli",
    "ktp_proses",
    "kurang_mampu",
    "beda_identitas",
    "wali_hakim",
    "skck",
    "permohonan_cerai",
    "domisili",
    "lahir_mati",
    "pas_lintas",
    "kepemilikan_kendaraan",
    "penghasilan_ortu",
    "biodata",
    "sppd",
    "duplikat_nikah",
    "kepemilikan_tanah",
    "duplikat_kelahiran",
    "permohonan_kk",
    "rujuk_cerai",
    "perubahan_kk",
    "kuasa",
    "izin_keluarga",
    "nikah_non_muslim",
    "kematian",
    "beda_identitas_kis",
    "penghasilan_ayah",
    "penghasilan_ibu",
    "sporadik",
    "kelahiran",
    "pindah",
    "n1",
    "akta_lahir",
    "bepergian",
];

#[test]
fn every_kind_of_the_peer_has_its_own_here() {
    let mut kode = PADANAN.to_vec();
    kode.sort_unstable();
    kode.dedup();
    assert_eq!(kode.len(), 42, "two of theirs share one of ours");
    for kode in PADANAN.into_iter().chain(["n2", "n3", "n4", "n5", "n6", "ahli_waris"]) {
        assert!(find(kode).is_some(), "{kode}");
    }
}

#[test]
fn no_two_kinds_differ_only_in_title_and_text() {
    let mut menurut: BTreeMap<String, &str> = BTreeMap::new();
    for jenis in semua() {
        if let Some(lain) = menurut.insert(jenis.sidik_bentuk(), &jenis.kode) {
            panic!("{} and {lain} ask, need and sign the same", jenis.kode);
        }
    }
    let mut kembar = semua()[0].clone();
    kembar.kode = "kembar".into();
    kembar.judul = "SURAT LAIN".into();
    kembar.naskah = "Lain".into();
    assert!(menurut.contains_key(&kembar.sidik_bentuk()), "a twin would be found");
}

#[test]
fn every_example_is_accepted_and_every_refused_case_is_refused() {
    for jenis in semua() {
        let (_, _, temuan) = contoh(jenis, &BTreeMap::new());
        assert_eq!(temuan, [""; 0], "{}: its own example", jenis.kode);
        if jenis.pokok.jenis == JenisPokok::OrangAtauLembaga {
            let lembaga = BTreeMap::from([("pokok-lembaga".to_owned(), "ya".to_owned())]);
            assert_eq!(contoh(jenis, &lembaga).2, [""; 0], "{}: its own example about a body", jenis.kode);
        }
        for tolak in &jenis.tolak {
            let (_, _, temuan) = contoh(jenis, &tolak.ketik);
            assert!(
                temuan.iter().any(|satu| satu.starts_with(&tolak.kalimat)),
                "{}: {:?} gave {temuan:?}",
                jenis.kode,
                tolak.ketik
            );
        }
    }
}

#[test]
fn papers_that_residents_sign_are_wet_by_default() {
    for jenis in semua().iter().filter(|jenis| jenis.tinta_warga()) {
        assert_eq!(jenis.cara, Cara::Basah, "{}", jenis.kode);
    }
    let waris = find("ahli_waris").unwrap();
    assert!(waris.sampai_camat() && waris.tinta_warga());
    for (kode, diisi_saja) in
        [("n1", false), ("n2", true), ("n3", true), ("n4", true), ("n5", true), ("n6", false)]
    {
        let jenis = find(kode).unwrap();
        assert_eq!(jenis.nomor == LetakNomor::Tanpa, diisi_saja, "{kode}");
        assert_eq!(jenis.ttd.iter().any(|ttd| ttd.oleh == Penanda::Pejabat), !diisi_saja, "{kode}");
    }
}

#[test]
fn classification_codes_stand_in_the_regulation() {
    let list =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/klasifikasi_arsip_83_2022_pemda.csv");
    let Ok(text) = std::fs::read_to_string(list) else {
        println!("SKIPPED: {list} is not there");
        return;
    };
    for jenis in semua() {
        let row = format!("{},", jenis.klasifikasi);
        assert!(text.lines().any(|line| line.starts_with(&row)), "{}", jenis.klasifikasi);
    }
}

#[test]
fn missing_requirements_are_named() {
    let domisili = find("domisili").unwrap();
    let check = |ticked: &[&str], nik: bool, expected: &[&str]| {
        let ticked: Vec<String> = ticked.iter().map(|kode| (*kode).to_owned()).collect();
        let missing = domisili.syarat_kurang(&ticked, |periksa| periksa == Periksa::Nik && nik);
        assert_eq!(missing.iter().map(|s| s.kode.as_str()).collect::<Vec<_>>(), expected);
    };
    check(&[], false, &["identitas", "pengantar"]);
    check(&[], true, &["pengantar"]);
    check(&["pengantar"], true, &[]);
    check(&["pengantar", "identitas"], false, &[]);
}

#[test]
fn a_choice_may_change_the_title() {
    let jenis = find("keterangan").unwrap();
    let judul = |kode: &str| jenis.judul_untuk(&Nilai::dari([("bentuk", kode)])).to_owned();
    assert_eq!(judul("pengantar"), "SURAT PENGANTAR");
    assert_eq!(judul("lain"), "SURAT KETERANGAN");
}

#[test]
fn ways_of_signing_survive_storage() {
    for cara in Cara::SEMUA {
        assert_eq!(Cara::dari_kode(cara.kode()), Some(cara));
    }
    assert_eq!(Cara::dari_kode(9), None);
    assert!(!Cara::Basah.elektronik() && Cara::DiTempatLain.elektronik());
}

#[test]
fn a_definition_that_contradicts_itself_is_told_so() {
    let mut jenis = find("kuasa").unwrap().clone();
    jenis.isian.push(jenis.isian[0].clone());
    jenis.isian[0].bagian.push("sepatu".into());
    jenis.ttd[0].isian = Some("raja".into());
    jenis.klasifikasi = "kuasa".into();
    let kata = jenis.cacat().join(" | ");
    for bagian in [
        "Isian penerima ada dua kali",
        "Bagian sepatu pada isian penerima tidak dikenal",
        "Blok tanda tangan menunjuk isian raja",
        "Kode klasifikasi",
    ] {
        assert!(kata.contains(bagian), "{bagian}: {kata}");
    }
}

/// Persons and bodies do not stand for each other.
#[test]
fn a_kind_about_persons_refuses_a_body_and_the_other_way_round() {
    let lembaga = Jenis::lembaga_contoh();
    let tanya = |kode: &str, orang: &Orang| find(kode).unwrap().periksa_pokok(orang, HARI_INI);
    assert_eq!(
        tanya("domisili", &lembaga),
        ["Surat ini tentang orang, sedangkan Kelompok Tani Sido Makmur lembaga. Pilih orangnya."]
    );
    let siti = crate::orang::tests::siti();
    assert_eq!(
        tanya("domisili_lembaga", &siti),
        ["Surat ini tentang lembaga, sedangkan Siti Aminah orang. Pilih lembaganya."]
    );
    for kode in ["keterangan", "izin_keramaian", "undangan"] {
        assert_eq!((tanya(kode, &lembaga).len(), tanya(kode, &siti).len()), (0, 0), "{kode}");
    }
    let bubar = Orang { kini: "Dibubarkan".into(), ..lembaga };
    assert!(tanya("domisili_lembaga", &bubar)[0].contains("sudah dibubarkan"));
    let mut bekas = find("domisili_lembaga").unwrap().clone();
    bekas.pokok.bekas = vec!["Dibubarkan".into()];
    assert_eq!((bekas.cacat(), bekas.periksa_pokok(&bubar, HARI_INI)), (Vec::new(), Vec::new()));
}

#[test]
fn a_requirement_about_a_body_looks_at_who_answers_for_it() {
    let jenis = find("domisili_lembaga").unwrap();
    let lembaga = Jenis::lembaga_contoh();
    for (nik, ada) in [("3402130203779004", true), ("", false), ("12", false)] {
        let nilai = Nilai::dari([("penanggung_jawab-nik", nik)]);
        assert_eq!(jenis.diketahui(&lembaga, |nama| nilai.teks(nama), Periksa::Nik), ada, "{nik}");
        assert!(!jenis.diketahui(&lembaga, |nama| nilai.teks(nama), Periksa::NoKk));
    }
}

#[test]
fn a_definition_about_a_body_cannot_ask_what_only_persons_have() {
    let salah: [(&str, &str, Rusak<'_>); 7] = [
        ("domisili_lembaga", "pokok.agama hanya dimiliki orang", &|jenis| {
            jenis.pokok.agama = vec!["Islam".into()];
        }),
        ("domisili_lembaga", "diminta di kantor: hapus mandiri", &|jenis| jenis.mandiri = true),
        ("domisili_lembaga", "Mati pada pokok.bekas tidak dikenal. Tulis salah satu: Dibubarkan", &|jenis| {
            jenis.pokok.bekas = vec!["Mati".into()];
        }),
        ("izin_keramaian", "Lembaga tidak menandatangani sendiri", &|jenis| {
            jenis.isian.retain(|isian| isian.nama != "pemohon");
        }),
        ("domisili", "awal bulan pada isian alamat_tinggal tidak dikenal", &|jenis| {
            jenis.isian[0].awal = Some("bulan".into());
        }),
        ("domisili", "khusus pada isian alamat_tinggal hanya untuk", &|jenis| {
            jenis.isian[0].khusus = Some(Khusus::Lembaga);
        }),
        ("kematian", "Peristiwa kependudukan terjadi pada orang", &|jenis| {
            jenis.pokok.jenis = JenisPokok::OrangAtauLembaga;
        }),
    ];
    for (kode, kalimat, rusak) in salah {
        let mut jenis = find(kode).unwrap().clone();
        assert_eq!(jenis.cacat(), Vec::<String>::new(), "{kode}");
        rusak(&mut jenis);
        let kata = jenis.cacat().join(" | ");
        assert!(kata.contains(kalimat), "{kalimat}: {kata}");
    }
}

type Rusak<'a> = &'a dyn Fn(&mut Jenis);

/// Numbers that would keep the server counting, or that no calendar knows, and words that nobody has.
#[test]
fn a_definition_without_measure_is_told_so() {
    let tabel = |jenis: &mut Jenis, min: usize, maks: Option<usize>| {
        let isian = jenis.isian.iter_mut().find(|isian| isian.tipe == Tipe::Tabel).unwrap();
        (isian.baris_min, isian.baris_maks) = (min, maks);
    };
    let salah: [(&str, Rusak<'_>); 8] = [
        ("baris_maks paling banyak 50", &|jenis| tabel(jenis, 0, Some(9_999_999_999))),
        ("baris_min tidak lebih", &|jenis| tabel(jenis, 9_999_999_999, None)),
        ("antara 1 dan 36500 hari", &|jenis| jenis.masa_hari = Some(i32::MAX)),
        ("antara 1 dan 36500 hari", &|jenis| jenis.masa_hari = Some(0)),
        ("antara 0 dan 150 tahun", &|jenis| jenis.pokok.umur_maks = Some(i16::MAX)),
        ("umur_min tidak lebih", &|jenis| {
            (jenis.pokok.umur_min, jenis.pokok.umur_maks) = (Some(60), Some(17));
        }),
        ("L pada pokok.jenis_kelamin tidak dikenal", &|jenis| jenis.pokok.jenis_kelamin = Some("L".into())),
        ("Hilang akal pada pokok.bekas", &|jenis| jenis.pokok.bekas = vec!["Hilang akal".into()]),
    ];
    let waras = find("ahli_waris").unwrap();
    assert_eq!(waras.cacat(), Vec::<String>::new());
    for (kalimat, rusak) in salah {
        let mut jenis = waras.clone();
        rusak(&mut jenis);
        let kata = jenis.cacat().join(" | ");
        assert!(kata.contains(kalimat), "{kalimat}: {kata}");
    }
    let mut jauh = waras.clone();
    jauh.isian.push(Isian { nama: "kelak".into(), ..jauh.isian[0].clone() });
    jauh.isian.last_mut().unwrap().tipe = Tipe::Tanggal;
    jauh.contoh.insert("kelak".into(), "+99999999999".into());
    let hari = jiff::civil::date(2026, 3, 2);
    assert_eq!(jauh.ketikan_contoh(hari)["kelak"], "02-03-2026", "no such day: the example stays at today");
}

#[test]
fn what_the_reader_says_is_said_in_the_clerk_s_language() {
    for (definisi, kalimat) in [
        ("jduul = \"x\"", "kunci jduul tidak dikenal. Yang dapat ditulis: "),
        ("kode = \"x\"", "belum ada"),
        ("kode = \"x\"\nkode = \"y\"", "ditulis dua kali"),
        ("kode = ", "belum lengkap atau keliru"),
    ] {
        let salah = Jenis::baca(definisi, "").unwrap_err();
        assert!(salah.kalimat.contains(kalimat), "{}", salah.kalimat);
    }
}
