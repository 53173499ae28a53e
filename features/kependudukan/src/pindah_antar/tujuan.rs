//! Which village of this Balai an address means.

use db::{ReadTx, Result, Unit};
use kamus::normal_nama;
use wilayah::UnitTerdaftar;

/// The other villages of this Balai, by name.
pub async fn desa_lain(tx: &mut ReadTx) -> Result<Vec<UnitTerdaftar>> {
    let unit = tx.ctx().unit;
    let mut semua = wilayah::list_unit_sambil(tx).await?;
    // The last four digits are those of a village; a kecamatan or what lies above it has none.
    semua.retain(|u| u.unit != unit.0 && u.unit % 10_000 != 0);
    Ok(semua)
}

/// Villages whose name stands in an address or search as whole words, or whose code begins with it; those whose
/// kecamatan stands there too come first.
pub fn tebak<'a>(semua: &'a [UnitTerdaftar], teks: &str) -> Vec<&'a UnitTerdaftar> {
    let cari = format!(" {} ", normal_nama(teks));
    let angka: String = teks.chars().filter(char::is_ascii_digit).collect();
    let ada = |nama: &str| {
        let nama = normal_nama(nama);
        !nama.is_empty() && cari.contains(&format!(" {nama} "))
    };
    let sekode = |u: &UnitTerdaftar| angka.len() >= 6 && Unit(u.unit).to_string().starts_with(&angka);
    let mut cocok: Vec<_> = semua.iter().filter(|u| ada(&u.identitas.nama) || sekode(u)).collect();
    cocok.sort_by_key(|u| !ada(&u.identitas.kecamatan));
    cocok
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desa(unit: i64, nama: &str, kecamatan: &str) -> UnitTerdaftar {
        let identitas = wilayah::Identitas {
            id: uuid::Uuid::nil(),
            kode: unit,
            nama: nama.into(),
            set_kata: "umum".into(),
            kecamatan: kecamatan.into(),
            kabupaten: "Kabupaten Contoh".into(),
            provinsi: "Contoh".into(),
            alamat: None,
            kodepos: None,
            telepon: None,
            surel: None,
            situs: None,
            logo: None,
            aksara: None,
            kop: None,
        };
        UnitTerdaftar { unit, identitas }
    }

    #[test]
    fn an_address_names_its_village() {
        let semua = [
            desa(3_402_132_001, "Sari", "Lor"),
            desa(3_402_142_001, "Sari", "Kidul"),
            desa(3_402_132_002, "Wonosari", "Lor"),
        ];
        for (alamat, harapan) in [
            ("Jl. Melati 3, Desa Sari, Kec. Kidul", vec![3_402_142_001, 3_402_132_001]),
            ("Perum WONOSARI Indah", vec![3_402_132_002]),
            ("34.02.13.2002", vec![3_402_132_002]),
            ("340213", vec![3_402_132_001, 3_402_132_002]),
            ("Jl. Sarinah 12", vec![]),
            ("", vec![]),
        ] {
            let kode: Vec<i64> = tebak(&semua, alamat).iter().map(|u| u.unit).collect();
            assert_eq!(kode, harapan, "{alamat}");
        }
    }
}
