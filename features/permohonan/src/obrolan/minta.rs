//! A letter is asked for: kind, questions, photos, how it is fetched, and off it goes.

use db::{ReadTx, Result, WriteTx};
use files::FileStore;
use jiff::civil::Date;
use kependudukan::Subjek;
use pesan::{Balasan, Bawaan, Isi, Jawaban, Layanan, Nanti, Pemakai};
use serde_json::Value;
use surat::Katalog;
use surat::jenis::{Isian, Jenis, Syarat};
use uuid::Uuid;

use super::borang::{Borang, Tanya, berpilihan, cocok};
use super::untuk::{self, pihak};
use super::{Juru, Langkah, kabar, kata, kata_jawaban, lengkapi, pilihan, saat, sesudah, zona};
use crate::alur::{self, Berlaku, JAM, Pengajuan};
use crate::error::Error;
use crate::foto;
use crate::keadaan::{Ambil, Pintu};
use crate::keluarga::{Pihak, TERBANYAK, berjalan};
use crate::store::{Isi as IsiPermohonan, Pelaku};

/// So much of what was answered is shown again, in letters.
const RINGKAS: usize = 700;

pub(super) const KODE: &str = "permohonan";

/// "Minta surat" of the menu.
#[derive(Debug, Clone)]
pub struct MintaSurat {
    pub berkas: FileStore,
}

impl Layanan for MintaSurat {
    fn kode(&self) -> &'static str {
        KODE
    }

    fn judul(&self) -> &'static Bawaan {
        &kata::JUDUL_SURAT
    }

    fn teks(&self) -> &'static [Bawaan] {
        kata::SEMUA
    }

    fn terima_berkas(&self, langkah: &Value) -> bool {
        Langkah::baca(langkah).is_some_and(|langkah| langkah.mau_foto())
    }

    fn mulai<'t>(&'t self, tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, Result<Balasan>> {
        Box::pin(mulai(Juru::baru(tx, siapa)))
    }

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, Result<Balasan>> {
        Box::pin(async move {
            let mut juru = Juru::baru(tx, siapa);
            let langkah = Langkah::baca(langkah);
            let untuk = match &langkah {
                Some(Langkah::JenisUntuk(id)) => Some(*id),
                Some(Langkah::Isi(borang)) => borang.untuk.as_ref().map(|(id, _)| *id),
                _ => None,
            };
            let Some(pihak) = pihak(&mut juru, untuk).await? else {
                let hilang = if untuk.is_some() { &kata::ANGGOTA_HILANG } else { &kata::ORANG_HILANG };
                return juru.selesai(hilang, &[]).await;
            };
            match langkah {
                Some(Langkah::Lengkapi(id)) => lengkapi::terima(&mut juru, &self.berkas, id, jawaban).await,
                Some(Langkah::Isi(borang)) => isi(juru, &self.berkas, (pihak, *borang), jawaban).await,
                Some(Langkah::Untuk) => untuk::pilih(juru, &pihak.pemohon, jawaban).await,
                _ => pilih_jenis(juru, &pihak, jawaban).await,
            }
        })
    }
}

/// Who asks, as long as they live here: for the dead and the moved the office writes letters, not a chat.
pub(super) async fn orang(juru: &mut Juru<'_>) -> Result<Option<Subjek>> {
    let Some(id) = juru.penduduk_id else { return Ok(None) };
    let penduduk = kependudukan::store::find_penduduk(juru.tx, id).await?;
    if penduduk.is_some_and(|penduduk| penduduk.aktif()) {
        kependudukan::find_subjek(juru.tx, id).await
    } else {
        Ok(None)
    }
}

async fn mulai(mut juru: Juru<'_>) -> Result<Balasan> {
    let Some(id) = orang(&mut juru).await?.and_then(|orang| orang.id) else {
        return juru.selesai(&kata::ORANG_HILANG, &[]).await;
    };
    let jalan = berjalan(juru.tx, id).await?;
    if jalan >= TERBANYAK {
        return juru.selesai(&kata::TERLALU_BANYAK, &[("jumlah", &jalan.to_string())]).await;
    }
    if let Some(tanya) = untuk::tanya(&mut juru, id, "").await? {
        return Ok(tanya);
    }
    match pihak(&mut juru, None).await? {
        Some(pihak) => mulai_jenis(juru, &pihak).await,
        None => juru.selesai(&kata::ORANG_HILANG, &[]).await,
    }
}

/// Asks which kind.
pub(super) async fn mulai_jenis(mut juru: Juru<'_>, pihak: &Pihak) -> Result<Balasan> {
    let semua = dapat_diminta(juru.tx, pihak).await?;
    tanya_jenis(&mut juru, ("", pihak), &semua).await
}

/// Kinds that who asks may ask for without coming, as they are in force today.
async fn dapat_diminta(tx: &mut ReadTx, pihak: &Pihak) -> Result<Vec<&'static Jenis>> {
    let hari_ini = hari_ini(tx);
    let boleh = |jenis: &&'static Jenis| pihak.boleh(jenis, hari_ini);
    Ok(Katalog::baca(tx).await?.ditawarkan().filter(boleh).collect())
}

async fn tanya_jenis(
    juru: &mut Juru<'_>,
    (dahulu, pihak): (&str, &Pihak),
    semua: &[&Jenis],
) -> Result<Balasan> {
    let langkah = pihak.untuk().map_or(Langkah::Jenis, |(id, _)| Langkah::JenisUntuk(id));
    Ok(langkah.tanya(Isi::Daftar {
        teks: format!("{dahulu}{}", juru.kata(&kata::PILIH_JENIS, &[]).await?),
        buka: juru.kata(&kata::BUKA_JENIS, &[]).await?,
        pilihan: semua.iter().map(|jenis| pilihan(&jenis.kode, &jenis.nama)).collect(),
    }))
}

async fn pilih_jenis(mut juru: Juru<'_>, pihak: &Pihak, jawaban: &Jawaban) -> Result<Balasan> {
    let semua = dapat_diminta(juru.tx, pihak).await?;
    let calon: Vec<&'static Jenis> = match jawaban {
        Jawaban::Pilihan(kode) => semua.iter().copied().filter(|jenis| jenis.kode == *kode).collect(),
        Jawaban::Teks(teks) => semua.iter().copied().filter(|jenis| cocok(jenis, teks)).collect(),
        Jawaban::Berkas(_) => Vec::new(),
    };
    let jenis = match calon.as_slice() {
        [satu] => *satu,
        [] => {
            let dahulu = juru.kata(&kata::TAK_ADA_JENIS, &[]).await?;
            return tanya_jenis(&mut juru, (&format!("{dahulu}\n\n"), pihak), &semua).await;
        }
        beberapa => return tanya_jenis(&mut juru, ("", pihak), beberapa).await,
    };
    let tak_cocok = pihak.tak_cocok(jenis, hari_ini(juru.tx));
    if !tak_cocok.is_empty() {
        // The reason speaks of what the register knows: it is told to the one it is about.
        let dahulu = match pihak.untuk() {
            Some((_, nama)) => juru.kata(&kata::TAK_COCOK_ANGGOTA, &[("nama", nama)]).await?,
            None => juru.kata(&kata::TAK_COCOK, &[("sebab", &tak_cocok.join(" "))]).await?,
        };
        return tanya_jenis(&mut juru, (&format!("{dahulu}\n\n"), pihak), &semua).await;
    }
    let berlaku = Berlaku::baca(juru.tx, jenis).await?;
    let mut borang = Borang::baru(&berlaku, pihak.subjek(), pihak.untuk());
    borang.tanpa_pdf = pihak.untuk_dewasa(hari_ini(juru.tx));
    let lengkap =
        pihak.anggota.is_none() && alur::syarat_kurang(&berlaku.syarat, pihak.subjek(), &[]).is_empty();
    let dahulu = if lengkap { juru.kata(&kata::SYARAT_LENGKAP, &[]).await? } else { String::new() };
    lanjut(juru, &berlaku, borang, &dahulu).await
}

fn hari_ini(tx: &ReadTx) -> Date {
    zona(tx).tanggal(tx.ctx().now)
}

/// Asks what comes next, with a word before it.
async fn lanjut(mut juru: Juru<'_>, berlaku: &Berlaku, mut borang: Borang, dahulu: &str) -> Result<Balasan> {
    borang.tunggu_foto = matches!(borang.tanya(berlaku), Tanya::Foto(_));
    let isi = pertanyaan(&mut juru, berlaku, &borang).await?;
    let isi = if dahulu.is_empty() { isi } else { sesudah(dahulu, isi) };
    Ok(Langkah::Isi(Box::new(borang)).tanya(isi))
}

async fn pertanyaan(juru: &mut Juru<'_>, berlaku: &Berlaku, borang: &Borang) -> Result<Isi> {
    Ok(match borang.tanya(berlaku) {
        Tanya::Isian(isian) => tanya_isian(juru, isian).await?,
        Tanya::Foto(syarat) => Isi::Tombol {
            teks: juru.kata(&kata::TANYA_FOTO, &[("syarat", &syarat.nama)]).await?,
            pilihan: vec![juru.pilihan("nanti", &kata::NANTI).await?],
        },
        Tanya::Ambil => {
            let mut pilihan = Vec::new();
            for ambil in [Ambil::Kantor, Ambil::Pdf, Ambil::Antar].into_iter().filter(|a| borang.boleh(*a)) {
                pilihan.push(juru.pilihan(&ambil.kode().to_string(), kata_ambil(ambil)).await?);
            }
            Isi::Tombol { teks: juru.kata(&kata::TANYA_AMBIL, &[]).await?, pilihan }
        }
        Tanya::Alamat => Isi::Teks(juru.kata(&kata::TANYA_ALAMAT, &[]).await?),
        Tanya::Kirim => {
            let ringkas = ringkasan(juru, berlaku.jenis, borang).await?;
            Isi::Tombol {
                teks: juru.kata(&kata::PERIKSA, &[("isi", &ringkas)]).await?,
                pilihan: vec![
                    juru.pilihan("ya", &kata::YA_KIRIM).await?,
                    juru.pilihan("tidak", &kata::TIDAK_KIRIM).await?,
                ],
            }
        }
    })
}

async fn tanya_isian(juru: &mut Juru<'_>, isian: &Isian) -> Result<Isi> {
    let mut teks = juru.kata(&kata::TANYA_ISIAN, &[("label", &isian.label)]).await?;
    if let Some(petunjuk) = &isian.petunjuk {
        teks = format!("{teks}\n{petunjuk}");
    }
    if !berpilihan(isian) {
        return Ok(Isi::Teks(teks));
    }
    let pilihan = isian.pilihan.iter().map(|p| pilihan(&p.kode, &p.nama)).collect();
    Ok(Isi::Daftar { teks, buka: juru.kata(&kata::BUKA, &[]).await?, pilihan })
}

const fn kata_ambil(ambil: Ambil) -> &'static Bawaan {
    match ambil {
        Ambil::Kantor => &kata::AMBIL_KANTOR,
        Ambil::Antar => &kata::AMBIL_ANTAR,
        Ambil::Pdf => &kata::AMBIL_PDF,
    }
}

async fn ringkasan(juru: &mut Juru<'_>, jenis: &'static Jenis, borang: &Borang) -> Result<String> {
    let mut baris = vec![jenis.nama.clone()];
    if let Some((_, nama)) = &borang.untuk {
        baris.push(juru.kata(&kata::UNTUK_NAMA, &[("nama", nama)]).await?);
    }
    baris.extend(borang.ringkas(jenis).into_iter().map(|(label, isi)| format!("{label}: {isi}")));
    if let Some(ambil) = borang.ambil() {
        baris.push(juru.kata(kata_ambil(ambil), &[]).await?);
    }
    if !borang.alamat.is_empty() {
        baris.push(borang.alamat.clone());
    }
    Ok(baris.join("\n").chars().take(RINGKAS).collect())
}

/// An answer to what was asked last.
async fn isi(
    mut juru: Juru<'_>,
    berkas: &FileStore,
    (pihak, mut borang): (Pihak, Borang),
    jawaban: &Jawaban,
) -> Result<Balasan> {
    // The village may have taken the kind back since it was chosen.
    let jenis = dapat_diminta(juru.tx, &pihak).await?.into_iter().find(|jenis| jenis.kode == borang.jenis);
    let Some(jenis) = jenis else { return juru.selesai(&kata::JENIS_HILANG, &[]).await };
    let berlaku = Berlaku::baca(juru.tx, jenis).await?;
    let teks = kata_jawaban(jawaban);
    let dahulu = match borang.tanya(&berlaku) {
        Tanya::Isian(isian) => {
            borang.jawab((jenis, isian), teks, hari_ini(juru.tx)).err().unwrap_or_default()
        }
        Tanya::Foto(syarat) => jawab_foto(&mut juru, berkas, &mut borang, (syarat, jawaban)).await?,
        Tanya::Alamat => {
            borang.alamat = alur::rapikan(teks, 300);
            String::new()
        }
        Tanya::Kirim if teks == "ya" => return ajukan(juru, &berlaku, (pihak, borang)).await,
        Tanya::Kirim if teks == "tidak" => return juru.selesai(&kata::TAK_JADI, &[]).await,
        Tanya::Ambil | Tanya::Kirim => match teks.parse().ok().and_then(Ambil::dari_kode) {
            Some(ambil) if borang.ambil().is_none() && borang.boleh(ambil) => {
                borang.pilih_ambil(ambil);
                String::new()
            }
            _ => juru.kata(&kata::BELUM_PAHAM, &[]).await?,
        },
    };
    lanjut(juru, &berlaku, borang, &dahulu).await
}

/// Takes a photo, or the word that it will be brought; gives what is said before the next question.
async fn jawab_foto(
    juru: &mut Juru<'_>,
    berkas: &FileStore,
    borang: &mut Borang,
    (syarat, jawaban): (&Syarat, &Jawaban),
) -> Result<String> {
    match jawaban {
        Jawaban::Berkas(masuk) => {
            let id = foto::terima(juru.tx, berkas, masuk.jenis, &masuk.bytes).await?;
            // Should the conversation be left here, nobody would know the photo.
            foto::jaga(juru.tx, id).await?;
            borang.terima_foto(syarat, id);
            juru.kata(&kata::FOTO_DITERIMA, &[]).await
        }
        Jawaban::Pilihan(id) if id == "nanti" => {
            borang.bawa_nanti(syarat);
            Ok(String::new())
        }
        _ => juru.kata(&kata::FOTO_SAJA, &[("syarat", &syarat.nama)]).await,
    }
}

/// Photos of this request that were swept since: the conversation was left for too long.
async fn foto_hilang(tx: &mut ReadTx, borang: &Borang) -> Result<Vec<Uuid>> {
    let mut hilang = Vec::new();
    for (_, berkas) in &borang.foto {
        if files::find_berkas(tx, *berkas).await.map_err(foto::galat_db)?.is_none() {
            hilang.push(*berkas);
        }
    }
    Ok(hilang)
}

async fn ajukan(
    mut juru: Juru<'_>,
    berlaku: &Berlaku,
    (pihak, mut borang): (Pihak, Borang),
) -> Result<Balasan> {
    let Some(ambil) = borang.ambil() else { return juru.selesai(&kata::BELUM_PAHAM, &[]).await };
    let hilang = foto_hilang(juru.tx, &borang).await?;
    if !hilang.is_empty() {
        borang.lupakan_foto(&hilang);
        let dahulu = juru.kata(&kata::FOTO_HILANG, &[]).await?;
        return lanjut(juru, berlaku, borang, &dahulu).await;
    }
    let bawa = borang.dibawa(berlaku).join(", ");
    let jenis = berlaku.jenis;
    let (orang, pemohon_nama, pemohon_id) = pihak.pisah();
    let pengajuan = Pengajuan {
        pintu: Pintu::WhatsApp,
        jenis,
        orang,
        pemohon: pemohon_nama,
        pemohon_id,
        isi: IsiPermohonan {
            ketikan: borang.ketikan(),
            alamat: borang.alamat.clone(),
            catatan: String::new(),
        },
        syarat: borang.foto.iter().map(|(kode, _)| kode.clone()).collect(),
        ambil,
        pengantar: None,
    };
    let permohonan = match alur::ajukan(juru.tx, pengajuan, &Pelaku::default()).await {
        Ok(permohonan) => permohonan,
        Err(Error::Ditolak(kalimat)) => return Ok(Balasan::Selesai(Isi::Teks(kalimat))),
        Err(lain) => return Err(lengkapi::galat(lain)),
    };
    for (syarat, berkas) in &borang.foto {
        foto::kaitkan(juru.tx, permohonan.id, syarat, *berkas).await?;
    }
    let jam = waktu::store::find_jam(juru.tx, JAM, permohonan.id).await?;
    let mut sambung = String::new();
    if let Some(tenggat) = jam.and_then(|jam| jam.tenggat_pada) {
        let saat = saat(juru.tx, tenggat.timestamp());
        sambung.push_str(&juru.kata(&kata::TENGGAT, &[("saat", &saat)]).await?);
    }
    sambung.push_str(&kabar::tunggu(&mut juru, &permohonan).await?);
    if !bawa.is_empty() {
        sambung.push_str(&juru.kata(&kata::BAWA, &[("syarat", &bawa)]).await?);
    }
    let nomor = permohonan.nomor();
    let tempat = [("nomor", nomor.as_str()), ("surat", &jenis.nama), ("tenggat", &sambung)];
    juru.selesai(&kata::MASUK, &tempat).await
}
