//! A sound key for Indonesian names, so that a clerk who hears a name finds it.
//!
//! The same name is spelled in the colonial way (Soekarno, Tjokro, Djoko), in Arabic
//! transliterations (Khoirul, Chairul, Syarif, Sjarif), with letters that sound alike here (v, f,
//! p; z, s) and with letters that are not heard at all (Aminah, Dwi and Duwi). Spelling is worked
//! out in Rust and stored in a column, so that both databases search alike.

use super::normal_nama;

/// The key: capitals, one word per word of the name. Equal keys sound alike; unequal ones may
/// still be the same person, so callers search by the beginning of each word.
pub fn kunci_nama(nama: &str) -> String {
    let kata: Vec<String> = normal_nama(nama).split(' ').map(kunci_kata).collect();
    kata.join(" ").trim().to_owned()
}

/// Short forms that are always written for one name.
fn panjang(kata: &str) -> &str {
    match kata {
        "MUH" | "MOH" | "MOCH" | "MUCH" | "MHD" | "MUHD" | "MOHD" => "MUHAMAD",
        "ABD" | "ABDUL" => "ABDUL",
        lain => lain,
    }
}

fn kunci_kata(kata: &str) -> String {
    let huruf: Vec<char> = panjang(kata).chars().collect();
    let huruf = konsonan(&huruf);
    let huruf = luncuran(&vokal(&huruf));
    let mut kunci: String = rapat(&huruf).into_iter().collect();
    // A final stop is unvoiced: Rachmad and Rahmat, Yakub and Yakup.
    let akhir = match kunci.chars().next_back() {
        Some('D') => 'T',
        Some('B') => 'P',
        _ => return mohamad(kunci),
    };
    kunci.pop();
    kunci.push(akhir);
    mohamad(kunci)
}

/// The commonest name of all has its own vowels: Mohamad, Muhammad, Mochamad.
fn mohamad(kunci: String) -> String {
    match kunci.as_str() {
        "MOHAMAT" | "MUHAMAT" | "MOKAMAT" | "MUKAMAT" | "MUHAMET" | "MOHAMET" => "MUHAMAT".to_owned(),
        _ => kunci,
    }
}

fn vokal_ah(c: char) -> bool {
    matches!(c, 'A' | 'E' | 'I' | 'O' | 'U')
}

/// Folds letters and pairs that stand for one consonant.
fn konsonan(kata: &[char]) -> Vec<char> {
    let mut hasil: Vec<char> = Vec::with_capacity(kata.len());
    let mut i = 0;
    while i < kata.len() {
        let lanjut = kata.get(i + 1).copied().unwrap_or(' ');
        let lusa = kata.get(i + 2).copied().unwrap_or(' ');
        let (ganti, pakai) = match (kata[i], lanjut) {
            ('T', 'J') => ("C", 2),
            // Old j is y and old dj is j, so a j may be either: all three meet in one letter.
            ('D', 'J') => ("Y", 2),
            ('J', _) => ("Y", 1),
            ('S', 'Y' | 'J') if vokal_ah(lusa) => ("S", 2),
            ('T' | 'D', 'S' | 'Z') | ('S' | 'Z', 'H') => ("S", 2),
            // Achmad, Akhmad and Ahmad: before a consonant it is only breath.
            ('K' | 'C', 'H') if i > 0 && !vokal_ah(lusa) && lusa != ' ' && lusa != 'Y' => ("", 2),
            ('K' | 'C', 'H') | ('C', 'K') => ("K", 2),
            ('P', 'H') => ("P", 2),
            ('D', 'L') if vokal_ah(lusa) => ("D", 2),
            ('F' | 'V', _) => ("P", 1),
            ('Z', _) => ("S", 1),
            ('Q', 'U') => ("KU", 2),
            ('Q', _) => ("K", 1),
            ('X', _) => ("KS", 1),
            ('C', c) if !vokal_ah(c) && c != 'Y' && c != 'J' => ("K", 1),
            ('H', c) if i > 0 && (!vokal_ah(kata[i - 1]) || !vokal_ah(c)) => ("", 1),
            (c, _) => {
                hasil.push(c);
                i += 1;
                continue;
            }
        };
        hasil.extend(ganti.chars());
        i += pakai;
    }
    hasil
}

/// Folds vowel pairs of older spellings: oe, ie, oo; and ae, oi that vary in Arabic names.
fn vokal(kata: &[char]) -> Vec<char> {
    let mut hasil: Vec<char> = Vec::with_capacity(kata.len());
    let mut i = 0;
    while i < kata.len() {
        let pasangan = (kata[i], kata.get(i + 1).copied().unwrap_or(' '));
        let (ganti, pakai) = match pasangan {
            ('O', 'E' | 'O') => ("U", 2),
            ('I', 'E') if i + 2 == kata.len() => ("I", 2),
            ('A', 'E') | ('O', 'I') => ("AI", 2),
            _ => {
                hasil.push(kata[i]);
                i += 1;
                continue;
            }
        };
        hasil.extend(ganti.chars());
        i += pakai;
    }
    hasil
}

/// y is i and w is u unless they begin a word or stand between vowels; a glide that only links
/// i or u to the next vowel is not heard: Setiyowati, Setyowati, Setiowati.
fn luncuran(kata: &[char]) -> Vec<char> {
    let mut hasil: Vec<char> = Vec::with_capacity(kata.len());
    for (i, &c) in kata.iter().enumerate() {
        let sebelum = hasil.last().copied();
        let sesudah_vokal = kata.get(i + 1).is_some_and(|c| vokal_ah(*c));
        match (c, sebelum) {
            ('Y', Some('I')) | ('W', Some('U')) if sesudah_vokal => {}
            ('Y', Some(s)) if !(vokal_ah(s) && sesudah_vokal) => hasil.push('I'),
            ('W', Some(s)) if !vokal_ah(s) && sesudah_vokal => hasil.push('U'),
            _ => hasil.push(c),
        }
    }
    hasil
}

/// Drops repeats: Anna and Ana, Abdullah and Abdulah.
fn rapat(kata: &[char]) -> Vec<char> {
    let mut hasil = kata.to_vec();
    hasil.dedup();
    hasil
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table")]
    fn sounds_alike() {
        let pasangan = [
            ("Yuli Setyowati", "Juli Setiowati"),
            ("Setiyowati", "Setyowati"),
            ("Soekarno", "Sukarno"),
            ("Soeharto", "Suharto"),
            ("Tjokroaminoto", "Cokroaminoto"),
            ("Djoko", "Joko"),
            ("Joko", "Yoko"),
            ("Djojo", "Joyo"),
            ("Widjaja", "Wijaya"),
            ("Soetedjo", "Sutejo"),
            ("Njoman", "Nyoman"),
            ("Sjarif", "Syarif"),
            ("Syarif", "Sharif"),
            ("Syarif", "Sarif"),
            ("Syaiful", "Saiful"),
            ("Saeful", "Saiful"),
            ("Sayful", "Saiful"),
            ("Chairul", "Khairul"),
            ("Khoirul", "Khairul"),
            ("Chotimah", "Khotimah"),
            ("Achmad", "Ahmad"),
            ("Akhmad", "Ahmad"),
            ("Ahmat", "Ahmad"),
            ("Rochmat", "Rohmad"),
            ("Rachmat", "Rahmat"),
            ("Machmud", "Mahmud"),
            ("Muhammad", "Mohamad"),
            ("Mochamad", "Muhamad"),
            ("Mokhamad", "Muhammad"),
            ("Moh. Ali", "Muhammad Ali"),
            ("Muh Ali", "Mochammad Ali"),
            ("Abd. Rahman", "Abdul Rachman"),
            ("Yusuf", "Jusuf"),
            ("Joesoef", "Yusup"),
            ("Fitri", "Vitri"),
            ("Fitri", "Pitri"),
            ("Novita", "Nofita"),
            ("Aziz", "Asis"),
            ("Zaenal", "Zainal"),
            ("Zainal", "Sainal"),
            ("Aminah", "Amina"),
            ("Sholeh", "Soleh"),
            ("Solihah", "Sholihah"),
            ("Fathonah", "Fatonah"),
            ("Ramadhan", "Ramadan"),
            ("Dhani", "Dani"),
            ("Thoha", "Toha"),
            ("Bhima", "Bima"),
            ("Ghozali", "Gozali"),
            ("Utsman", "Usman"),
            ("Adzan", "Azan"),
            ("Romadlon", "Romadon"),
            ("Maxi", "Maksi"),
            ("Qomariah", "Komariyah"),
            ("Qurrota", "Kurota"),
            ("Victor", "Viktor"),
            ("Erick", "Erik"),
            ("Eric", "Erik"),
            ("Christina", "Kristina"),
            ("Clara", "Klara"),
            ("Yakub", "Yakup"),
            ("Ayub", "Ayup"),
            ("Rudy", "Rudi"),
            ("Henny", "Heni"),
            ("Yennie", "Yeni"),
            ("Annisa", "Anisa"),
            ("Abdullah", "Abdulah"),
            ("Dwi", "Duwi"),
            ("Suwarno", "Suarno"),
            ("Buwono", "Buono"),
            ("Widya", "Widiya"),
            ("Widya", "Widia"),
            ("Sulistyo", "Sulistijo"),
            ("Sulistyo", "Sulistio"),
            ("Noer", "Nur"),
            ("Noor", "Nur"),
            ("Ma'ruf", "Maruf"),
            ("Nur'aini", "Nuraini"),
            ("Philip", "Filip"),
            ("RETNO", "retno"),
            ("Tri  Wahyuni", "Tri Wahjuni"),
            ("Ratna Djuwita", "Ratna Juwita"),
        ];
        assert!(pasangan.len() >= 60);
        for (a, b) in pasangan {
            assert_eq!(kunci_nama(a), kunci_nama(b), "{a} / {b}");
        }
    }

    #[test]
    fn stays_apart() {
        for (a, b) in [
            ("Budi", "Rudi"),
            ("Siti", "Sita"),
            ("Agus", "Bagus"),
            ("Hari", "Sari"),
            ("Hasan", "Husin"),
            ("Slamet", "Selamat"),
            ("Wati", "Wawan"),
            ("Yanto", "Wanto"),
            ("Suparno", "Supardi"),
            ("Sri", "Tri"),
            ("Rina", "Rini"),
            ("Eko", "Eka"),
            ("Joko", "Joni"),
            ("Ani", "Ana"),
            ("Karso", "Karto"),
            ("Sukardi", "Sukarni"),
            ("Wahyu", "Wahid"),
            ("Nurul", "Nuril"),
            ("Lestari", "Mentari"),
            ("Endang", "Bandung"),
            ("Bambang", "Kembang"),
        ] {
            assert_ne!(kunci_nama(a), kunci_nama(b), "{a} / {b}");
        }
    }

    #[test]
    fn keys_are_plain() {
        for (nama, kunci) in [
            ("", ""),
            ("...", ""),
            ("Siti", "SITI"),
            ("Yuli Setyowati", "YULI SETIOWATI"),
            ("B. J. Habibie", "P Y HABIBI"),
        ] {
            assert_eq!(kunci_nama(nama), kunci);
        }
    }

    proptest! {
        #[test]
        fn never_panics(nama in ".{0,40}") {
            let _ = kunci_nama(&nama);
        }

        #[test]
        fn every_word_keeps_a_key(nama in "[A-GI-Za-gi-z]{1,12}( [A-GI-Za-gi-z]{1,12}){0,3}") {
            let kata = nama.split(' ').count();
            prop_assert_eq!(kunci_nama(&nama).split(' ').count(), kata);
        }
    }
}
