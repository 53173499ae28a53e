use documents::{Ecc, qr_version};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const TOKEN: &str = "7k2m4q5x7w7k2m4q5x7w7k2m4q5x7w7k";

fn contoh() -> Pernyataan {
    Pernyataan {
        unit: db::Unit(3_402_132_099),
        tanggal: date(2026, 3, 2),
        berlaku_sampai: Some(date(2026, 8, 29)),
        jenis: "domisili".into(),
        nomor: "400.12.2.1/017/SKM/III/2026".into(),
        nama_samar: kamus::samarkan_nama("Siti Aminah"),
        selaku: "a.n. Lurah Sukamaju, Carik".into(),
    }
}

/// As [`Pernyataan::kode`], with a key that lies open here.
fn tanda_tangani(pernyataan: &Pernyataan, token: &str) -> (Vec<u8>, Vec<u8>) {
    use ring::signature::{Ed25519KeyPair, KeyPair as _};
    let kunci = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
    let mut bytes = pernyataan.isi([0xab, 0xcd, 0x12, 0x34]);
    let tanda = kunci.sign(&pesan(token, &bytes));
    bytes.extend_from_slice(tanda.as_ref());
    (bytes, kunci.public_key().as_ref().to_vec())
}

fn baca(bytes: &[u8], token: &str, publik: &[u8]) -> Result<Pernyataan, Cacat> {
    let kode = BASE32_NOPAD.encode(bytes);
    Pernyataan::baca(&kode, token, |nama| (nama == "abcd1234").then(|| publik.to_vec()))
}

#[test]
fn a_statement_comes_back_as_it_was_made() {
    let selamanya = Pernyataan { berlaku_sampai: None, nomor: String::new(), ..contoh() };
    for pernyataan in [contoh(), selamanya] {
        let (bytes, publik) = tanda_tangani(&pernyataan, TOKEN);
        assert_eq!(baca(&bytes, TOKEN, &publik), Ok(pernyataan));
    }
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    let (bytes, publik) = tanda_tangani(&contoh(), TOKEN);
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            assert!(baca(&changed, TOKEN, &publik).is_err(), "bit {bit} of byte {at}");
        }
        assert!(baca(&bytes[..at], TOKEN, &publik).is_err(), "cut at {at}");
    }
    assert_eq!(baca(&[&bytes[..], &[0]].concat(), TOKEN, &publik), Err(Cacat::Rusak), "one byte more");
}

#[test]
fn a_statement_does_not_move_to_another_letter_or_key() {
    let (bytes, publik) = tanda_tangani(&contoh(), TOKEN);
    assert_eq!(baca(&bytes, &TOKEN.replace('7', "2"), &publik), Err(Cacat::Berubah));
    assert_eq!(baca(&bytes, TOKEN, &[3; 32]), Err(Cacat::Berubah));
    let kode = BASE32_NOPAD.encode(&bytes);
    assert_eq!(Pernyataan::baca(&kode, TOKEN, |_| None), Err(Cacat::KunciAsing));
    assert_eq!(Pernyataan::baca("bukan", TOKEN, |_| None), Err(Cacat::Rusak));
}

#[test]
fn the_longest_words_stay_within_a_code_of_version_12() {
    let panjang = Pernyataan {
        jenis: "keterangan_beda_identitas_kartu_indonesia_sehat".into(),
        nomor: "400.12.2.1/000123/PEMERINTAHAN-KESRA/SUKAMAJU-RAYA/XII/2026".into(),
        nama_samar: kamus::samarkan_nama(
            "Raden Mas Haryo Suryokusumo Notonegoro Prawirodirjo Mangkuwinoto Kusumodiningrat Atmo Rejo",
        ),
        selaku: "Plh. Lurah Sukamaju Makmur Sejahtera Lestari Abadi, Kamituwa".into(),
        ..contoh()
    };
    let (bytes, publik) = tanda_tangani(&panjang, TOKEN);
    let dibaca = baca(&bytes, TOKEN, &publik).unwrap();
    assert!(dibaca.nomor.ends_with('…') && panjang.nomor.starts_with(dibaca.nomor.trim_end_matches('…')));
    for (host, ecc, paling) in [
        ("https://pleret.desa.id", Ecc::Low, 12),
        ("https://balai.kabupaten-pegunungan-bintang-timur-raya.go.id:8443", Ecc::Low, 12),
    ] {
        let alamat = format!("{host}/v/{TOKEN}#{}", BASE32_NOPAD.encode(&bytes));
        assert!(qr_version(&alamat, ecc).unwrap() <= paling, "{host}: {:?}", qr_version(&alamat, ecc));
    }
    let (bytes, _) = tanda_tangani(&contoh(), TOKEN);
    let biasa = format!("https://pleret.desa.id/v/{TOKEN}#{}", BASE32_NOPAD.encode(&bytes));
    assert!(qr_version(&biasa, Ecc::Medium).unwrap() <= 12, "an everyday letter has room for a stain");
}

proptest! {
    #[test]
    fn whatever_is_read_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(baca(&bytes, TOKEN, &[1; 32]).is_err());
    }

    #[test]
    fn any_words_come_back_or_are_cut(nama in "\\PC{0,60}", nomor in "\\PC{0,80}", hari in 1_u16..60_000) {
        let asli = Pernyataan {
            nama_samar: kamus::samarkan_nama(&nama),
            nomor: nomor.clone(),
            tanggal: tanggal(hari).unwrap(),
            ..contoh()
        };
        let (bytes, publik) = tanda_tangani(&asli, TOKEN);
        let dibaca = baca(&bytes, TOKEN, &publik).unwrap();
        prop_assert_eq!(dibaca.tanggal, asli.tanggal);
        prop_assert!(nomor.starts_with(dibaca.nomor.trim_end_matches('…')) || nomor.contains('…'));
        prop_assert!(bytes.len() <= 14 + 4 + 152 + 64);
    }

    #[test]
    fn a_masked_name_is_kept_short(nama in "[A-Za-z]{1,30}( [A-Za-z]{1,15}){0,3}") {
        let samar = kamus::samarkan_nama(&nama);
        prop_assert_eq!(uraikan(&ringkas(&samar)), samar);
    }
}
