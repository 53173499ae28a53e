//! The word of an RT, an RW or a hamlet by message. Only the resident who heads the part is asked, and only from a
//! contact that is bound to them an answer counts. They see name, address and kind; of a sensitive kind not even that.

use db::{ReadTx, Result, WriteTx};
use pesan::{Balasan, Bawaan, Isi, Jawaban, JenisTemplat, Kiriman, Layanan, Nanti, Pemakai, Pilihan};
use serde_json::Value;
use uuid::Uuid;

use super::{Juru, Langkah, kata, lengkapi, sesudah};
use crate::alur::rapikan;
use crate::konfirmasi::{self, Ditanyakan, Putusan, ditanyakan, penjawab};
use crate::store::konfirmasi::{self as simpanan, Jawab, Konfirmasi};
use crate::store::{self, Pelaku, Permohonan};

/// "Konfirmasi warga" of a head's menu.
#[derive(Debug, Clone, Copy, Default)]
pub struct KonfirmasiWarga;

const KODE: &str = "permohonan-konfirmasi";
/// Before the row's id in a choice: a button of yesterday never answers what is asked today.
const BENAR: &str = "benar:";
const BUKAN: &str = "bukan:";

impl Layanan for KonfirmasiWarga {
    fn kode(&self) -> &'static str {
        KODE
    }

    fn judul(&self) -> &'static Bawaan {
        &kata::JUDUL_KONFIRMASI
    }

    fn kata(&self) -> &'static [&'static str] {
        &["konfirmasi"]
    }

    fn tampil<'t>(&'t self, tx: &'t mut ReadTx, warga: &'t [Uuid]) -> Nanti<'t, Result<bool>> {
        Box::pin(async move {
            for id in warga {
                if !simpanan::list_ketua_orang(tx, *id).await?.is_empty() {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn mulai<'t>(&'t self, tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, Result<Balasan>> {
        Box::pin(async move { daftar(&mut Juru::baru(tx, siapa), "").await })
    }

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, Result<Balasan>> {
        Box::pin(jawab(Juru::baru(tx, siapa), Langkah::baca(langkah), jawaban))
    }
}

/// What waits for this resident's word; nothing at all where they head nothing.
async fn menunggu(tx: &mut ReadTx, ketua: Uuid) -> Result<Option<Vec<(Konfirmasi, Permohonan)>>> {
    let bagian = simpanan::list_ketua_orang(tx, ketua).await?;
    if bagian.is_empty() {
        return Ok(None);
    }
    let mut semua = Vec::new();
    for simpanan::KetuaWilayah { dusun, rw, rt, .. } in bagian {
        for k in simpanan::list_menunggu_bagian(tx, &simpanan::Bagian { dusun, rw, rt }).await? {
            let p = store::get_permohonan(tx, k.permohonan_id).await?;
            if penjawab(tx, &p, &k).await? == Some(ketua) {
                semua.push((k, p));
            }
        }
    }
    Ok(Some(semua))
}

async fn daftar(juru: &mut Juru<'_>, awal: &str) -> Result<Balasan> {
    let semua = match juru.penduduk_id {
        Some(id) => menunggu(juru.tx, id).await?,
        None => None,
    };
    let Some(semua) = semua else { return juru.selesai(&kata::BUKAN_KETUA, &[]).await };
    let balasan = match semua.as_slice() {
        [] => return juru.selesai(&kata::TAK_ADA_KONFIRMASI, &[]).await,
        [(k, p)] => tanya(juru, k, p).await?,
        banyak => {
            let mut pilihan = Vec::new();
            for (k, p) in banyak {
                let surat = ditanyakan(juru.tx, p, k).await?.surat;
                let surat = self::surat(juru, surat).await?;
                let nama: String = p.orang_nama.chars().take(24).collect();
                let lain: String = format!("{} {surat}", p.nomor()).chars().take(72).collect();
                pilihan.push(Pilihan::baru(k.id.to_string(), nama).keterangan(lain));
            }
            let jumlah = banyak.len().to_string();
            Langkah::PilihKonfirmasi.tanya(Isi::Daftar {
                teks: juru.kata(&kata::PILIH_KONFIRMASI, &[("jumlah", &jumlah)]).await?,
                buka: juru.kata(&kata::BUKA, &[]).await?,
                pilihan,
            })
        }
    };
    Ok(match balasan {
        Balasan::Tanya { isi, langkah } if !awal.is_empty() => {
            Balasan::Tanya { isi: sesudah(awal, isi), langkah }
        }
        lain => lain,
    })
}

/// The kind as a head may know it.
async fn surat(juru: &mut Juru<'_>, diketahui: Option<String>) -> Result<String> {
    match diketahui {
        Some(nama) => Ok(nama),
        None => juru.kata(&kata::SEBUAH_SURAT, &[]).await,
    }
}

/// The question itself: name, address, kind. Never a number of the register.
async fn pertanyaan(juru: &mut Juru<'_>, k: &Konfirmasi, p: &Permohonan) -> Result<Isi> {
    let Ditanyakan { nama, alamat, surat } = ditanyakan(juru.tx, p, k).await?;
    let (nomor, surat) = (p.nomor(), self::surat(juru, surat).await?);
    let tempat = [
        ("nomor", nomor.as_str()),
        ("nama", nama.as_str()),
        ("alamat", alamat.as_str()),
        ("surat", surat.as_str()),
    ];
    Ok(Isi::Tombol {
        teks: juru.kata(&kata::TANYA_KONFIRMASI, &tempat).await?,
        pilihan: vec![
            juru.pilihan(&format!("{BENAR}{}", k.id), &kata::BENAR_WARGA).await?,
            juru.pilihan(&format!("{BUKAN}{}", k.id), &kata::BUKAN_WARGA).await?,
        ],
    })
}

async fn tanya(juru: &mut Juru<'_>, k: &Konfirmasi, p: &Permohonan) -> Result<Balasan> {
    Ok(Langkah::Konfirmasi(k.id).tanya(pertanyaan(juru, k, p).await?))
}

async fn jawab(mut juru: Juru<'_>, langkah: Option<Langkah>, jawaban: &Jawaban) -> Result<Balasan> {
    let id = match (&langkah, jawaban) {
        (Some(Langkah::Konfirmasi(id) | Langkah::AlasanKonfirmasi(id)), _) => *id,
        (_, Jawaban::Pilihan(pilihan)) => match pilihan.parse() {
            Ok(id) => id,
            Err(_) => return daftar(&mut juru, "").await,
        },
        _ => {
            let awal = juru.kata(&kata::BELUM_PAHAM, &[]).await?;
            return daftar(&mut juru, &awal).await;
        }
    };
    let (k, mut p) = match milik(&mut juru, id).await? {
        Ok(milik) => milik,
        Err(balasan) => return Ok(balasan),
    };
    if let Some(Langkah::AlasanKonfirmasi(_)) = langkah {
        let alasan = match jawaban {
            Jawaban::Teks(teks) => rapikan(teks, 300),
            _ => String::new(),
        };
        if alasan.chars().count() < 3 {
            return alasannya(&mut juru, id).await;
        }
        return putuskan(juru, &mut p, Some(alasan)).await;
    }
    match jawaban {
        Jawaban::Pilihan(pilihan) if *pilihan == format!("{BENAR}{id}") => putuskan(juru, &mut p, None).await,
        Jawaban::Pilihan(pilihan) if *pilihan == format!("{BUKAN}{id}") => alasannya(&mut juru, id).await,
        Jawaban::Pilihan(_) if langkah == Some(Langkah::PilihKonfirmasi) => tanya(&mut juru, &k, &p).await,
        _ => {
            let awal = juru.kata(&kata::BELUM_PAHAM, &[]).await?;
            let isi = pertanyaan(&mut juru, &k, &p).await?;
            Ok(Langkah::Konfirmasi(id).tanya(sesudah(&awal, isi)))
        }
    }
}

async fn alasannya(juru: &mut Juru<'_>, id: Uuid) -> Result<Balasan> {
    let teks = juru.kata(&kata::TANYA_ALASAN, &[]).await?;
    Ok(Langkah::AlasanKonfirmasi(id).tanya(Isi::Teks(teks)))
}

/// What is asked, while it waits for this resident; else what is the case now, and nothing changes.
async fn milik(
    juru: &mut Juru<'_>,
    id: Uuid,
) -> Result<std::result::Result<(Konfirmasi, Permohonan), Balasan>> {
    let Some(k) = simpanan::find_konfirmasi_id(juru.tx, id).await? else {
        return Ok(Err(juru.selesai(&kata::TAK_ADA_KONFIRMASI, &[]).await?));
    };
    let p = store::get_permohonan(juru.tx, k.permohonan_id).await?;
    let ketua = penjawab(juru.tx, &p, &k).await?;
    if ketua.is_none() || ketua != juru.penduduk_id {
        return Ok(Err(juru.selesai(&kata::BUKAN_KETUA, &[]).await?));
    }
    let bawaan = match k.jawab() {
        Jawab::Menunggu => return Ok(Ok((k, p))),
        Jawab::Gugur => &kata::SUDAH_BERAKHIR,
        Jawab::Benar | Jawab::Bukan => &kata::SUDAH_DIJAWAB,
    };
    Ok(Err(juru.selesai(bawaan, &[("nomor", &p.nomor())]).await?))
}

async fn putuskan(mut juru: Juru<'_>, p: &mut Permohonan, bukan: Option<String>) -> Result<Balasan> {
    let Some(ketua) = juru.penduduk_id else { return juru.selesai(&kata::BUKAN_KETUA, &[]).await };
    let nama = kependudukan::find_subjek(juru.tx, ketua).await?.map(|orang| orang.nama).unwrap_or_default();
    let bawaan = if bukan.is_some() { &kata::BUKAN_DICATAT } else { &kata::BENAR_DICATAT };
    let putusan = Putusan::Pesan { ketua, nama, bukan };
    konfirmasi::putuskan(juru.tx, p, putusan, &Pelaku::default()).await.map_err(lengkapi::galat)?;
    let sisa = menunggu(juru.tx, ketua).await?.map_or(0, |sisa| sisa.len());
    let sisa = if sisa == 0 {
        String::new()
    } else {
        juru.kata(&kata::SISA_KONFIRMASI, &[("jumlah", &sisa.to_string())]).await?
    };
    juru.selesai(bawaan, &[("nomor", &p.nomor()), ("sisa", &sisa)]).await
}

/// Asks the head, at every contact that is bound to them. Who is in the middle of something only hears that there is
/// something to answer, so that no answer meets the wrong question. Nothing where a request waits for nobody.
pub(crate) async fn tanyakan(tx: &mut WriteTx, p: &Permohonan) -> Result<()> {
    let ada = simpanan::find_konfirmasi(tx, p.id).await?;
    let Some(k) = ada.filter(|k| k.jawab() == Jawab::Menunggu) else { return Ok(()) };
    let Some(ketua) = penjawab(tx, p, &k).await? else { return Ok(()) };
    let pendek = "Ada permohonan surat yang menunggu konfirmasi Anda. Balas KONFIRMASI.".to_owned();
    for kontak in pesan::list_kontak_warga(tx, ketua).await? {
        let sibuk = pesan::sibuk(tx, kontak.id).await?;
        let siapa = Pemakai { kontak_id: kontak.id, penduduk_id: Some(ketua), bahasa: kontak.bahasa() };
        let mut juru = Juru::baru(tx, &siapa);
        let isi = if sibuk {
            Isi::Teks(juru.kata(&kata::ADA_KONFIRMASI, &[("nomor", &p.nomor())]).await?)
        } else {
            pertanyaan(&mut juru, &k, p).await?
        };
        let templat = Some((JenisTemplat::Kabar, pendek.clone()));
        let kiriman = Kiriman { templat, ..isi.into() };
        if sibuk {
            pesan::kirim_tentang(tx, (kontak.id, Some(ketua)), &kiriman).await?;
        } else {
            let langkah = Langkah::Konfirmasi(k.id).tulis();
            pesan::tanya(tx, kontak.id, KODE, (Some(ketua), langkah), &kiriman).await?;
        }
    }
    Ok(())
}

/// Whether the head can be asked by message now.
pub(crate) async fn terjangkau(tx: &mut ReadTx, p: &Permohonan, k: &Konfirmasi) -> Result<bool> {
    match penjawab(tx, p, k).await? {
        Some(ketua) => Ok(!pesan::list_kontak_warga(tx, ketua).await?.is_empty()),
        None => Ok(false),
    }
}
