//! What a resident asks about their own letters by message.

use db::{ReadTx, Result, WriteTx};
use kamus::tanggal_panjang;
use pesan::{Bahasa, Balasan, Bawaan, Isi, Jawaban, Layanan, Nanti, Pemakai, Pilihan};
use serde_json::Value;
use uuid::Uuid;

use crate::keadaan::Keadaan;
use crate::store::{self, Surat};

const JUDUL: Bawaan = Bawaan {
    kunci: "surat_saya",
    kapan: "Pilihan menu: surat saya",
    indonesia: "Surat saya",
    jawa: "Serat kula",
};
const TIADA: Bawaan = Bawaan {
    kunci: "surat_tiada",
    kapan: "Surat saya: belum ada surat",
    indonesia: "Belum ada surat atas nama itu. Ketik MENU untuk layanan lain.",
    jawa: "Dereng wonten serat kanthi asma punika. Ketik MENU kangge layanan sanes.",
};
const DAFTAR: Bawaan = Bawaan {
    kunci: "surat_daftar",
    kapan: "Surat saya: daftar surat terakhir",
    indonesia: "Surat terakhir:\n{daftar}",
    jawa: "Serat pungkasan:\n{daftar}",
};
const MINTA: Bawaan = Bawaan {
    kunci: "surat_minta",
    kapan: "Surat saya: berkas dapat diminta",
    indonesia: "Pilih surat untuk menerima berkasnya di sini.",
    jawa: "Pilih serat kangge nampi berkasipun wonten ngriki.",
};
const LIHAT: Bawaan = Bawaan {
    kunci: "surat_lihat",
    kapan: "Surat saya: tombol daftar",
    indonesia: "Lihat surat",
    jawa: "Pirsani serat",
};
const BERKAS: Bawaan = Bawaan {
    kunci: "surat_berkas",
    kapan: "Surat saya: keterangan di bawah berkas",
    indonesia: "Nomor {nomor}. Berkas ini sah secara elektronik; yang dicetak diperiksa lewat kode QR-nya.",
    jawa: "Nomer {nomor}. Berkas punika sah kanthi elektronik; ingkang dipuncithak dipunpriksa lumantar kode QR-ipun.",
};
const BERUBAH: Bawaan = Bawaan {
    kunci: "surat_berubah",
    kapan: "Surat saya: surat sudah tidak berlaku",
    indonesia: "Berkas surat itu tidak dapat dikirim lagi. Ketik STATUS untuk melihat keadaannya.",
    jawa: "Berkas serat punika mboten saged dipunkintun malih. Ketik STATUS kangge mirsani kawontenanipun.",
};

/// Where each letter stands, and the signed file of those that are out.
pub struct SuratSaya;

impl Layanan for SuratSaya {
    fn kode(&self) -> &'static str {
        "surat-saya"
    }

    fn judul(&self) -> &'static Bawaan {
        &JUDUL
    }

    fn kata(&self) -> &'static [&'static str] {
        &["status"]
    }

    fn teks(&self) -> &'static [Bawaan] {
        const SEMUA: &[Bawaan] = &[JUDUL, TIADA, DAFTAR, MINTA, LIHAT, BERKAS, BERUBAH];
        SEMUA
    }

    fn mulai<'t>(&'t self, tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, Result<Balasan>> {
        Box::pin(daftar(tx, siapa))
    }

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        _langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, Result<Balasan>> {
        Box::pin(async move {
            let Jawaban::Pilihan(id) = jawaban else { return daftar(tx, siapa).await };
            kirim(tx, siapa, id.parse().unwrap_or_default()).await
        })
    }
}

/// Own letters alone: of the resident who was bound to this phone and chosen for this conversation.
async fn milik(tx: &mut ReadTx, siapa: &Pemakai) -> Result<Vec<Surat>> {
    match siapa.penduduk_id {
        Some(id) => store::list_terakhir(tx, id, None).await,
        None => Ok(Vec::new()),
    }
}

/// The file that was signed electronically and still holds. A paper signed in ink is handed over at the office.
fn berkas(surat: &Surat) -> Option<Uuid> {
    surat.terbit_id.filter(|_| surat.keadaan() == Keadaan::Terbit && surat.cara().elektronik())
}

async fn daftar(tx: &mut WriteTx, siapa: &Pemakai) -> Result<Balasan> {
    let semua = milik(tx, siapa).await?;
    if semua.is_empty() {
        return Ok(Balasan::Selesai(Isi::Teks(pesan::ucapan(tx, &TIADA, siapa.bahasa, &[]).await?)));
    }
    let baris: Vec<String> = semua.iter().map(|surat| format!("• {}", keadaan(surat))).collect();
    let mut teks = pesan::ucapan(tx, &DAFTAR, siapa.bahasa, &[("daftar", &baris.join("\n"))]).await?;
    let pilihan: Vec<Pilihan> = semua
        .iter()
        .filter(|surat| berkas(surat).is_some())
        .map(|surat| {
            let nomor = surat.nomor.clone().unwrap_or_default();
            Pilihan::baru(surat.id.to_string(), surat.jenis().nama.clone()).keterangan(nomor)
        })
        .collect();
    if pilihan.is_empty() {
        return Ok(Balasan::Selesai(Isi::Teks(teks)));
    }
    teks.push_str("\n\n");
    teks.push_str(&pesan::ucapan(tx, &MINTA, siapa.bahasa, &[]).await?);
    let buka = pesan::ucapan(tx, &LIHAT, siapa.bahasa, &[]).await?;
    Ok(Balasan::Tanya { isi: Isi::Daftar { teks, buka, pilihan }, langkah: Value::Null })
}

fn keadaan(surat: &Surat) -> String {
    let nomor = surat.nomor.as_deref().map(|nomor| format!(" ({nomor})")).unwrap_or_default();
    let hari = surat.tanggal.map(|hari| format!(", {}", tanggal_panjang(hari.0))).unwrap_or_default();
    format!("{}{nomor}: {}{hari}", surat.jenis().nama, surat.keadaan().label().to_lowercase())
}

async fn kirim(tx: &mut WriteTx, siapa: &Pemakai, id: Uuid) -> Result<Balasan> {
    // It may have been revoked since the list was shown.
    let surat = milik(tx, siapa).await?.into_iter().find(|surat| surat.id == id);
    let isi = match surat.as_ref().and_then(|surat| Some((surat, berkas(surat)?))) {
        Some((surat, berkas)) => dokumen(tx, surat, berkas, siapa.bahasa).await?,
        None => Isi::Teks(pesan::ucapan(tx, &BERUBAH, siapa.bahasa, &[]).await?),
    };
    Ok(Balasan::Selesai(isi))
}

async fn dokumen(tx: &mut WriteTx, surat: &Surat, berkas: Uuid, bahasa: Bahasa) -> Result<Isi> {
    let nomor = surat.nomor.clone().unwrap_or_default();
    let teks = pesan::ucapan(tx, &BERKAS, bahasa, &[("nomor", &nomor)]).await?;
    // Neither a name nor a NIK in the name of a file.
    Ok(Isi::Dokumen { berkas, nama: format!("surat-{}.pdf", surat.jenis().kode), teks })
}
