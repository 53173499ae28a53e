use db::Bytes;
use jiff::civil::{Date, date};
use kependudukan::entitas::TIADA_AKHIR;

use super::*;

const AWAL: Date = date(2026, 2, 28);
const AKHIR: Date = date(2026, 3, 31);

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A man of Kauman, head of family 100, unless changed.
fn orang(n: u128) -> Hadir {
    Hadir {
        id: id(n),
        jenis_kelamin: 1,
        tanggal_lahir: date(1980, 1, 1).into(),
        kewarganegaraan: Some(1),
        keluarga_id: Some(id(100)),
        shdk: 1,
        dusun: "Kauman".to_owned(),
        rw: "001".to_owned(),
        rt: "001".to_owned(),
    }
}

fn istri(n: u128) -> Hadir {
    Hadir { jenis_kelamin: 2, shdk: 3, ..orang(n) }
}

fn peristiwa(n: u128, jenis: JenisPeristiwa, tanggal: Date) -> Peristiwa {
    Peristiwa {
        id: id(n * 1000 + u128::from(jenis.kode().unsigned_abs())),
        rombongan_id: id(1),
        penduduk_id: Some(id(n)),
        keluarga_id: Some(id(100)),
        jenis: jenis.kode(),
        tanggal: tanggal.into(),
        tanggal_lapor: tanggal.into(),
        dusun: String::new(),
        rw: String::new(),
        rt: String::new(),
        membatalkan_id: None,
        isi_segel: Bytes::default(),
        oleh: None,
        dicatat_pada: At(1),
        dibatalkan_pada: TIADA_AKHIR,
    }
}

fn hitung(awal: &[Hadir], akhir: &[Hadir], peristiwa: &[Peristiwa]) -> Hasil {
    let lain = HashMap::from([(id(9), Letak::from(&orang(9)))]);
    let hasil = susun(&Bahan { awal, akhir, peristiwa, lain: &lain });
    assert_eq!(hasil.tabel.timpang(), Vec::<&str>::new());
    hasil
}

/// Rows with people or families in them, as "row column figure".
fn ringkas(hasil: &Hasil) -> Vec<String> {
    let mut semua = Vec::new();
    for baris in &Baris::SEMUA[1..9] {
        for kolom in KOLOM.iter().filter(|kolom| kolom.isi.len() == 1) {
            let angka = hasil.tabel.angka(*baris, kolom);
            if angka != 0 {
                semua.push(format!("{} {} {angka}", baris.kode(), kolom.kode));
            }
        }
    }
    semua
}

/// The states before and after, what happened between, and the rows that are not empty.
type Kasus<'a> = (&'a [Hadir], &'a [Hadir], Vec<Peristiwa>, &'a [&'a str]);

fn periksa(kasus: Vec<Kasus<'_>>) {
    for (nomor, (awal, akhir, peristiwa, harapan)) in kasus.into_iter().enumerate() {
        assert_eq!(ringkas(&hitung(awal, akhir, &peristiwa)), harapan, "case {nomor}");
    }
}

#[test]
fn what_happened_to_a_person_stands_in_its_row() {
    use JenisPeristiwa as J;
    let suami_istri = [orang(1), istri(2)];
    let h = date(2026, 3, 9);
    let asing = [Hadir { kewarganegaraan: Some(2), ..orang(1) }];
    let kasus: Vec<Kasus<'_>> = vec![
        (&suami_istri, &suami_istri, vec![], &[]),
        (&suami_istri, &suami_istri[..1], vec![peristiwa(2, J::Mati, h)], &["mati wni-p 1"]),
        // The head dies: his family goes on with his widow.
        (
            &suami_istri,
            &suami_istri[1..],
            vec![peristiwa(1, J::Mati, h)],
            &["lahir kk-p 1", "mati wni-l 1", "mati kk-l 1"],
        ),
        (&[], &suami_istri[..1], vec![peristiwa(1, J::Datang, h)], &["datang wni-l 1", "datang kk-l 1"]),
        (
            &suami_istri[..1],
            &[],
            vec![peristiwa(1, J::PindahKeluar, h)],
            &["pindah wni-l 1", "pindah kk-l 1"],
        ),
        (&suami_istri[..1], &[], vec![peristiwa(1, J::Pergi, h)], &["pergi wni-l 1", "pergi kk-l 1"]),
        (&[], &asing, vec![peristiwa(1, J::Kembali, h)], &["kembali wna-l 1", "kembali kk-l 1"]),
        // Left and came back within the month: in both rows, the family in none.
        (
            &suami_istri[..1],
            &suami_istri[..1],
            vec![peristiwa(1, J::Pergi, h), peristiwa(1, J::Kembali, date(2026, 3, 20))],
            &["pergi wni-l 1", "kembali wni-l 1"],
        ),
        // Born and dead within the month.
        (
            &[],
            &[],
            vec![peristiwa(9, J::Lahir, h), peristiwa(9, J::Mati, date(2026, 3, 10))],
            &["lahir wni-l 1", "mati wni-l 1"],
        ),
        // Dead after being lost: he had left already.
        (
            &suami_istri[..1],
            &[],
            vec![peristiwa(1, J::Hilang, h), peristiwa(1, J::Mati, AKHIR)],
            &["hilang wni-l 1", "hilang kk-l 1"],
        ),
    ];
    periksa(kasus);
}

#[test]
fn what_no_event_explains_is_a_correction() {
    use JenisPeristiwa as J;
    let (satu, h) = ([orang(1)], date(2026, 3, 9));
    let asing = [Hadir { kewarganegaraan: Some(2), ..orang(1) }];
    let ganda = [Hadir { kewarganegaraan: Some(3), ..orang(1) }];
    let perempuan = [Hadir { jenis_kelamin: 2, ..orang(1) }];
    let kasus: Vec<Kasus<'_>> = vec![
        // Nothing says how he came or went.
        (&[], &satu, vec![], &["koreksi wni-l 1", "koreksi kk-l 1"]),
        (&satu, &[], vec![peristiwa(1, J::Penggabungan, h)], &["koreksi wni-l -1", "koreksi kk-l -1"]),
        // Came by an event, then corrected away; and back to life without an event.
        (&[], &[], vec![peristiwa(9, J::Datang, h)], &["datang wni-l 1", "koreksi wni-l -1"]),
        (&perempuan, &perempuan, vec![peristiwa(1, J::Mati, h)], &["mati wni-p 1", "koreksi wni-p 1"]),
        // As what somebody counts has changed.
        (
            &satu,
            &asing,
            vec![peristiwa(1, J::UbahKewarganegaraan, h)],
            &["koreksi wni-l -1", "koreksi wna-l 1"],
        ),
        (&satu, &ganda, vec![], &[]),
        (
            &satu,
            &perempuan,
            vec![],
            &["koreksi wni-l -1", "koreksi wni-p 1", "koreksi kk-l -1", "koreksi kk-p 1"],
        ),
    ];
    periksa(kasus);
}

#[test]
fn a_family_that_splits_is_a_new_one() {
    let awal = [orang(1), istri(2), Hadir { shdk: 4, ..orang(3) }];
    let anak = Hadir { keluarga_id: Some(id(200)), shdk: 1, ..orang(3) };
    let akhir = [orang(1), istri(2), anak];
    let pecah = peristiwa(3, JenisPeristiwa::KeluargaBaru, date(2026, 3, 4));
    assert_eq!(ringkas(&hitung(&awal, &akhir, &[pecah])), ["lahir kk-l 1"]);
}

#[test]
fn without_a_head_the_oldest_member_speaks_for_the_family() {
    let nenek = Hadir { jenis_kelamin: 2, shdk: 9, tanggal_lahir: date(1950, 1, 1).into(), ..orang(1) };
    let cucu = Hadir { shdk: 6, tanggal_lahir: date(2010, 1, 1).into(), ..orang(2) };
    let semua = [cucu, nenek];
    let hasil = hitung(&[], &semua, &[]);
    assert_eq!(ringkas(&hasil), ["koreksi wni-l 1", "koreksi wni-p 1", "koreksi kk-p 1"]);
    assert_eq!(hasil.gerak_keluarga[0].wakil, id(1));
}

#[test]
fn a_move_within_the_village_changes_no_figure_but_the_dusun() {
    let pindah = Hadir { dusun: "Krajan".to_owned(), ..orang(1) };
    let hasil = hitung(&[orang(1)], &[pindah], &[peristiwa(1, JenisPeristiwa::PindahDalam, AKHIR)]);
    assert_eq!(ringkas(&hasil), Vec::<String>::new());
    assert_eq!((hasil.antardusun[0].dari.as_str(), hasil.antardusun[0].ke.as_str()), ("Kauman", "Krajan"));
}

#[test]
fn an_event_belongs_to_the_month_that_first_knew_of_it() {
    // January and February were frozen at the instants 100 and 200.
    let maret = Rentang {
        awal: Pada { tanggal: AWAL, diketahui: At(200) },
        akhir: Pada { tanggal: AKHIR, diketahui: At(300) },
    };
    let pada = |tanggal, dicatat, dibatalkan| Peristiwa {
        dicatat_pada: At(dicatat),
        dibatalkan_pada: dibatalkan,
        ..peristiwa(1, JenisPeristiwa::Mati, tanggal)
    };
    let (februari, maret_9, april) = (date(2026, 2, 9), date(2026, 3, 9), date(2026, 4, 1));
    for (p, harapan, kata) in [
        (pada(maret_9, 250, TIADA_AKHIR), true, "of March"),
        (pada(maret_9, 150, TIADA_AKHIR), true, "of March, written before February was frozen"),
        (pada(februari, 150, TIADA_AKHIR), false, "of February and known when it was frozen"),
        (pada(februari, 250, TIADA_AKHIR), true, "of February, but late"),
        (pada(februari, 350, TIADA_AKHIR), false, "known only after March was frozen"),
        (pada(april, 250, TIADA_AKHIR), false, "of April"),
        (pada(maret_9, 250, At(260)), false, "undone before March was frozen"),
        (pada(maret_9, 250, At(360)), true, "undone after March was frozen"),
    ] {
        assert_eq!(maret.memuat(&p), harapan, "{kata}");
    }
}
