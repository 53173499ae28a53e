//! A body as the one whom a letter is about: what the register of institutions knows of it on the day.

use db::ReadTx;
use jiff::civil::Date;
use lembaga::store::{Ikhtisar, find_ikhtisar};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::orang::{Orang, Tercatat, find_orang};

/// What [`Orang::kini`] says of a body that is no more.
pub(crate) const DIBUBARKAN: &str = "Dibubarkan";

/// A body's facts beside its name and where it works.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badan {
    /// "Karang taruna"
    pub jenis: String,
    /// The decree that made it: "12/KEP/2025 tanggal 1 Januari 2025"; else since when it stands.
    pub dasar: String,
    /// Whose term has not ended.
    pub anggota: usize,
    /// Who leads it; empty when nobody does.
    pub ketua: String,
    /// The head as a resident; absent for somebody from outside.
    pub ketua_id: Option<Uuid>,
}

/// How many there are only: who leads it is a person.
impl std::fmt::Debug for Badan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Badan").field("anggota", &self.anggota).finish_non_exhaustive()
    }
}

/// The body with this id as the register has it now, dissolved ones too.
pub(crate) async fn find_badan(tx: &mut ReadTx, id: Uuid) -> db::Result<Option<Orang>> {
    let hari_ini = wilayah::get_identitas(tx).await?.zona().tanggal(tx.ctx().now);
    let Some(ikhtisar) = find_ikhtisar(tx, id, hari_ini).await? else { return Ok(None) };
    let (ketua, ketua_id) = ketua(tx, &ikhtisar).await?;
    let Ikhtisar { lembaga, anggota, .. } = ikhtisar;
    let badan = Badan {
        jenis: lembaga::label_jenis(&lembaga.jenis).to_owned(),
        dasar: dasar(&lembaga),
        anggota,
        ketua,
        ketua_id,
    };
    let kini = if lembaga.aktif(hari_ini) { "" } else { DIBUBARKAN };
    Ok(Some(Orang {
        id: Some(id),
        nama: lembaga.nama,
        dusun: lembaga.dusun,
        rw: lembaga.rw,
        rt: lembaga.rt,
        kini: kini.to_owned(),
        badan: Some(badan),
        ..Orang::kosong(Tercatat::Lembaga)
    }))
}

/// The head by the name of today. Who died or moved away answers for nothing, even where the term was not ended.
async fn ketua(tx: &mut ReadTx, ikhtisar: &Ikhtisar) -> db::Result<(String, Option<Uuid>)> {
    let Some(ketua) = &ikhtisar.ketua else { return Ok((String::new(), None)) };
    let Some(id) = ketua.penduduk_id else { return Ok((ketua.nama.clone(), None)) };
    let orang = find_orang(tx, id).await?.filter(|orang| orang.kini.is_empty());
    Ok(orang.map_or_else(|| (String::new(), None), |orang| (orang.nama, Some(id))))
}

fn dasar(lembaga: &lembaga::Lembaga) -> String {
    let tanggal = |hari: Date| kamus::tanggal_panjang(hari);
    match lembaga.sk_tanggal {
        _ if lembaga.sk_nomor.trim().is_empty() => format!("berdiri sejak {}", tanggal(lembaga.mulai.0)),
        Some(hari) => format!("SK nomor {} tanggal {}", lembaga.sk_nomor.trim(), tanggal(hari.0)),
        None => format!("SK nomor {}", lembaga.sk_nomor.trim()),
    }
}

/// What a field of a letter begins with (`awal`), from whom the letter is about. Nothing where it is not known.
pub(crate) fn awal(orang: &Orang, kata: &str, sebutan_dusun: &str) -> Option<String> {
    if kata == "alamat" {
        let terdaftar = orang.tercatat == Tercatat::Penduduk || orang.badan.is_some();
        return terdaftar.then(|| orang.alamat_lengkap(sebutan_dusun)).filter(|alamat| !alamat.is_empty());
    }
    let badan = orang.badan.as_ref()?;
    let teks = match kata {
        "jenis_lembaga" => badan.jenis.clone(),
        "dasar_lembaga" => badan.dasar.clone(),
        "anggota_lembaga" if badan.anggota > 0 => badan.anggota.to_string(),
        "ketua" => badan.ketua.clone(),
        "jabatan" if !badan.ketua.is_empty() => "Ketua".to_owned(),
        _ => String::new(),
    };
    Some(teks).filter(|teks| !teks.is_empty())
}

/// Every word that [`awal`] knows.
pub(crate) const AWAL: [&str; 6] =
    ["alamat", "jenis_lembaga", "dasar_lembaga", "anggota_lembaga", "ketua", "jabatan"];

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A group that works in one hamlet, with a head who is a resident.
    pub(crate) fn sido_makmur() -> Orang {
        let badan = Badan {
            jenis: "Kelompok tani".into(),
            dasar: "SK nomor 9/KEP/2020 tanggal 2 Maret 2020".into(),
            anggota: 32,
            ketua: "Joko Susilo".into(),
            ketua_id: Some(Uuid::from_u128(9)),
        };
        Orang {
            id: Some(Uuid::from_u128(7)),
            nama: "Kelompok Tani Sido Makmur".into(),
            dusun: "Krajan".into(),
            badan: Some(badan),
            ..Orang::kosong(Tercatat::Lembaga)
        }
    }

    #[test]
    fn every_first_answer_of_a_body_comes_from_the_register() {
        let lembaga = sido_makmur();
        let jawaban = AWAL.map(|kata| awal(&lembaga, kata, "Padukuhan").unwrap());
        assert_eq!(
            jawaban,
            [
                "Padukuhan Krajan",
                "Kelompok tani",
                "SK nomor 9/KEP/2020 tanggal 2 Maret 2020",
                "32",
                "Joko Susilo",
                "Ketua"
            ]
        );
        let tanpa = Orang { badan: Some(Badan::default()), dusun: String::new(), ..sido_makmur() };
        assert!(
            AWAL.iter().all(|kata| awal(&tanpa, kata, "Padukuhan").is_none()),
            "what is unknown is asked"
        );
        let orang = crate::orang::tests::siti();
        assert!(awal(&orang, "alamat", "Padukuhan").is_some() && awal(&orang, "ketua", "").is_none());
    }

    #[test]
    fn debug_names_nobody() {
        let shown = format!("{:?}", sido_makmur());
        assert!(!shown.contains("Joko") && !shown.contains("Sido"), "{shown}");
        assert!(!format!("{:?}", sido_makmur().badan).contains("Joko"));
    }
}
