use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::jenis::{self, Cara, Jenis, JenisPokok, Nilai};
use crate::orang::tests::siti;
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::{Bentuk, Penandatangan};

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><path d="M0 0h10v7q0 4-5 5q-5-1-5-5z" fill="#163"/></svg>"##;

fn lurah(bentuk: Bentuk) -> Penandatangan {
    let kepala = "Lurah Sukamaju".to_owned();
    let jabatan = match bentuk {
        Bentuk::An => "Carik Sukamaju".to_owned(),
        Bentuk::Ub => "Kamituwa".to_owned(),
        _ => kepala.clone(),
    };
    Penandatangan {
        pejabat_id: Uuid::nil(),
        nama: "Sri Lestari, S.IP.".into(),
        nomor_induk: "NIPD 3402132099.01".into(),
        bentuk,
        jabatan,
        kepala,
        perantara: "Carik Sukamaju".into(),
    }
}

fn naskah(kode: &str, orang: &Orang, isian: &[(&str, &str)], cara: Cara, bentuk: Bentuk) -> Naskah {
    naskah_dari(jenis::find(kode).unwrap(), orang, &Nilai::dari(isian.iter().copied()), cara, bentuk)
}

pub(super) fn naskah_dari(jenis: &Jenis, orang: &Orang, nilai: &Nilai, cara: Cara, bentuk: Bentuk) -> Naskah {
    susun(Bahan {
        jenis,
        orang,
        nilai,
        penandatangan: &lurah(bentuk),
        cara,
        nomor: "400.12.2.1/017/SKM/III/2026",
        tanggal: date(2026, 3, 2),
        berlaku_sampai: Some(date(2026, 8, 29)),
        kop: Kop {
            baris: vec!["PEMERINTAH KABUPATEN BANTUL".into(), "KAPANEWON PLERET".into()],
            nama: "PEMERINTAH KALURAHAN SUKAMAJU".into(),
            alamat: vec![
                "Jalan Raya Sukamaju 1, Pleret, Bantul 55791".into(),
                "sukamaju@example.desa.id".into(),
            ],
            logo_id: None,
            aksara_id: None,
        },
        tempat: "Sukamaju",
        wilayah: "Kalurahan Sukamaju, Kapanewon Pleret, Kabupaten Bantul",
        instansi: Instansi {
            unit: "Kalurahan Sukamaju".into(),
            kepala: "Lurah Sukamaju".into(),
            atasan: "Kapanewon Pleret".into(),
            kecamatan: "Pleret".into(),
            kepala_atasan: "Panewu Pleret".into(),
            kabupaten: "Kabupaten Bantul".into(),
            provinsi: "Daerah Istimewa Yogyakarta".into(),
            dusun: "Padukuhan".into(),
            kepala_dusun: "Dukuh".into(),
        },
        ketua: Ketua { rt: "Ngadiman".into(), ..Ketua::default() },
        verifikasi: "https://balai.example/v/7k2m9q4x8w7k2m9q4x8w7k2m".into(),
    })
}

/// Sets a letter and leaves its PDF in the temporary folder, to be looked at.
pub(super) async fn pdf(
    nama: &str,
    jenis: &Jenis,
    naskah: &Naskah,
    cetakan: Cetakan,
) -> (std::path::PathBuf, usize) {
    let pada = "2026-03-02T09:00:00+07:00[Asia/Jakarta]".parse().unwrap();
    let logo = Gambar { content_type: "image/svg+xml".into(), bytes: LOGO.into() };
    let gambar = GambarKop { logo: Some(logo), aksara: None };
    let dokumen = Dokumen { ident: nama, pada: &pada };
    let job = naskah.job(jenis, &gambar, cetakan, &dokumen).unwrap();
    let pdf = documents::Typesetter::in_process().typeset(job).await;
    let pdf = pdf.unwrap_or_else(|galat| panic!("{nama}: {galat}"));
    let folder = std::env::temp_dir().join("balai-naskah");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{nama}.pdf"));
    std::fs::write(&path, &pdf.bytes).unwrap();
    (path, pdf.pages)
}

fn isi_pdf(path: &std::path::Path) -> Option<String> {
    match std::process::Command::new("pdftotext").arg("-layout").arg(path).arg("-").output() {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(error) => {
            println!("SKIPPED: pdftotext is not there ({error})");
            None
        }
    }
}

/// A statement as long as they become.
fn pernyataan_terpanjang() -> String {
    "7Q".repeat(187)
}

#[tokio::test]
async fn a_letter_of_the_longest_statement_keeps_its_pages_and_its_code_within_version_12() {
    for jenis in jenis::semua() {
        let (orang, nilai, _) = jenis::tests::contoh(jenis, &BTreeMap::new());
        let mut naskah = naskah_dari(jenis, &orang, &nilai, Cara::Basah, Bentuk::Definitif);
        naskah.pernyataan = pernyataan_terpanjang();
        let isi = format!("{}#{}", naskah.verifikasi, naskah.pernyataan);
        assert!(documents::qr_version(&isi, Ecc::Low).unwrap() <= VERSI_QR);
        let alamat_saja = documents::qr_svg(&naskah.verifikasi, Ecc::Medium).unwrap();
        assert!(naskah.qr().unwrap().len() > 2 * alamat_saja.len(), "address and statement");
    }
    let naskah = Naskah { pernyataan: pernyataan_terpanjang(), ..domisili(Cara::Tte, Bentuk::An) };
    teks("domisili-pernyataan", &naskah, Cetakan::default()).await;
    let jauh = Naskah { verifikasi: format!("https://{}/v/abc", "a".repeat(200)), ..naskah };
    let alamat_saja = documents::qr_svg(&jauh.verifikasi, Ecc::Medium).unwrap();
    assert_eq!(jauh.qr().unwrap(), alamat_saja, "an address too long is printed without a statement");
}

async fn teks(nama: &str, naskah: &Naskah, cetakan: Cetakan) -> Option<String> {
    let (path, pages) = pdf(nama, jenis::find(&naskah.jenis).unwrap(), naskah, cetakan).await;
    assert_eq!(pages, usize::from(cetakan.rangkap), "one page for each copy");
    isi_pdf(&path)
}

/// A kind with its example, and once more about a body where it may be about either.
fn dengan_lembaga(jenis: &'static Jenis) -> Vec<(&'static Jenis, BTreeMap<String, String>)> {
    let mut semua = vec![(jenis, BTreeMap::new())];
    if jenis.pokok.jenis == JenisPokok::OrangAtauLembaga {
        semua.push((jenis, BTreeMap::from([("pokok-lembaga".to_owned(), "ya".to_owned())])));
    }
    semua
}

#[tokio::test]
async fn every_kind_prints_its_example_as_it_was_approved() {
    for (jenis, lain) in jenis::semua().iter().flat_map(dengan_lembaga) {
        let (orang, nilai, _) = jenis::tests::contoh(jenis, &lain);
        let naskah = naskah_dari(jenis, &orang, &nilai, Cara::Basah, Bentuk::Definitif);
        let nama = if lain.is_empty() { jenis.kode.clone() } else { format!("{}_lembaga", jenis.kode) };
        let (path, pages) = pdf(&nama, jenis, &naskah, Cetakan::default()).await;
        assert!(pages <= 2, "{nama}: {pages} pages");
        let Some(text) = isi_pdf(&path) else { return };
        assert!(!text.contains("……………"), "{nama}: {text}");
        let name = format!("surat_{nama}");
        insta::with_settings!({ snapshot_path => "snapshots/surat", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, text.trim_end());
        });
    }
}

#[tokio::test]
async fn every_kind_has_a_preview_before_anything_is_typed() {
    for jenis in jenis::semua() {
        for tercatat in [Tercatat::Luar, Tercatat::Lembaga] {
            let orang = Orang::kosong(tercatat);
            let macam = jenis.pokok.jenis;
            if !(if orang.lembaga() { macam.menerima_lembaga() } else { macam.menerima_orang() }) {
                continue;
            }
            let naskah = naskah_dari(jenis, &orang, &Nilai::default(), Cara::Tte, Bentuk::Ub);
            let cetakan = Cetakan { konsep: true, ..Cetakan::default() };
            pdf(&format!("kosong-{}", jenis.kode), jenis, &naskah, cetakan).await;
        }
    }
}

fn domisili(cara: Cara, bentuk: Bentuk) -> Naskah {
    let isian = [
        ("alamat_tinggal", "Padukuhan Krajan RT 001 RW 002"),
        ("sejak", "2024-01-15"),
        ("keperluan", "membuka rekening bank"),
    ];
    let orang = Orang { tercatat: Tercatat::Luar, ..siti() };
    naskah("domisili", &orang, &isian, cara, bentuk)
}

#[tokio::test]
async fn a_wet_letter_never_says_electronic() {
    let Some(text) =
        teks("domisili-basah", &domisili(Cara::Basah, Bentuk::Definitif), Cetakan::default()).await
    else {
        return;
    };
    assert!(!text.to_lowercase().contains("elektronik"), "{text}");
    insta::assert_snapshot!("domisili_basah", text.trim_end());
}

#[tokio::test]
async fn an_electronic_letter_says_so_and_where_to_check() {
    let naskah = domisili(Cara::Tte, Bentuk::An);
    let cetakan = Cetakan { contoh: true, kertas: Kertas::A4, ..Cetakan::default() };
    let Some(text) = teks("domisili-tte", &naskah, cetakan).await else { return };
    insta::assert_snapshot!("domisili_tte", text.trim_end());
}

#[tokio::test]
async fn signs_of_markup_print_literally() {
    let nama = r"Budi #1 *Tebal* \ _miring_ $x$ [y] @z";
    let orang = Orang { nama: nama.into(), ..siti() };
    let isian = [("bentuk", "pengantar"), ("keperluan", "urus #surat *penting* \\ _segera_")];
    let naskah = naskah("keterangan", &orang, &isian, Cara::Basah, Bentuk::Ub);
    let Some(text) = teks("keterangan", &naskah, Cetakan { rangkap: 2, ..Cetakan::default() }).await else {
        return;
    };
    assert!(text.contains(&nama.to_uppercase()), "{text}");
    assert!(text.contains("urus #surat *penting* \\ _segera_"), "{text}");
    assert!(text.contains("SURAT PENGANTAR"), "{text}");
    assert_eq!(text.matches("Nomor: ").count(), 2, "two copies");
}

#[tokio::test]
async fn a_half_typed_form_has_a_preview() {
    let orang = Orang { nama: String::new(), nik: None, tanggal_lahir: None, ..siti() };
    for kode in ["domisili", "keterangan"] {
        let naskah = naskah(kode, &orang, &[], Cara::Basah, Bentuk::Plh);
        let cetakan = Cetakan { konsep: true, ..Cetakan::default() };
        let Some(text) = teks(&format!("konsep-{kode}"), &naskah, cetakan).await else { return };
        assert!(text.contains("……………") && text.contains("Plh. Lurah Sukamaju"), "{text}");
    }
}

#[test]
fn a_long_answer_keeps_its_sentence_whole() {
    let naskah =
        naskah("domisili", &siti(), &[("keperluan", "kredit usaha.")], Cara::Basah, Bentuk::Definitif);
    assert_eq!(naskah.isian["keperluan"], "kredit usaha");
    assert!(!naskah.isian.contains_key("sejak"));
    assert!(!format!("{naskah:?}").contains("9001"));
}

#[test]
fn a_body_signs_through_who_answers_for_it_and_one_of_the_whole_village_has_no_hamlet() {
    let lembaga =
        Orang { dusun: String::new(), rw: String::new(), rt: String::new(), ..Jenis::lembaga_contoh() };
    let isian = [("pemohon-nama", "Joko Susilo")];
    let naskah = naskah("izin_keramaian", &lembaga, &isian, Cara::Basah, Bentuk::Definitif);
    let blok: Vec<(&[String], &str)> =
        naskah.ttd.iter().map(|blok| (blok.atas.as_slice(), blok.nama.as_str())).collect();
    assert!(blok[0].0.contains(&"Ketua RT ……,".to_owned()), "{blok:?}");
    assert_eq!(blok[1].0, ["Dukuh ……,"]);
    assert_eq!(
        blok[2],
        (&["Pemohon,".to_owned(), "Kelompok Tani Sido Makmur".to_owned()][..], "Joko Susilo")
    );
    assert_eq!(naskah.subjek, [("Nama".to_owned(), "Kelompok Tani Sido Makmur".to_owned())]);
    assert!(!naskah.orang.values().any(|nilai| nilai.contains("Joko")), "its head is told only as an answer");
}
