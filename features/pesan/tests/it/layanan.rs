//! Services as rooms above hand them in.

use std::sync::Arc;

use db::WriteTx;
use pesan::{Balasan, Bawaan, DaftarLayanan, Isi, Jawaban, Layanan, Nanti, Pemakai, Pilihan};
use serde_json::{Value, json};

/// A service that asks for a name and a photo, and one for everybody with a long list.
struct Surat;
struct Info;
/// A service with a fault.
struct Rusak;

impl Layanan for Rusak {
    fn kode(&self) -> &'static str {
        "rusak"
    }

    fn judul(&self) -> &'static Bawaan {
        const RUSAK: Bawaan = Bawaan { kunci: "rusak", kapan: "", indonesia: "Rusak", jawa: "Risak" };
        &RUSAK
    }

    fn perlu_warga(&self) -> bool {
        false
    }

    fn mulai<'t>(&'t self, _tx: &'t mut WriteTx, _siapa: &'t Pemakai) -> Nanti<'t, db::Result<Balasan>> {
        Box::pin(async { Err(db::Error::Refused("a fault of the service".into())) })
    }

    fn jawab<'t>(
        &'t self,
        _tx: &'t mut WriteTx,
        _siapa: &'t Pemakai,
        _langkah: &'t Value,
        _jawaban: &'t Jawaban,
    ) -> Nanti<'t, db::Result<Balasan>> {
        Box::pin(async { Err(db::Error::Refused("a fault of the service".into())) })
    }
}

/// A service that tells something at once.
struct Kabar;

impl Layanan for Kabar {
    fn kode(&self) -> &'static str {
        "kabar"
    }

    fn judul(&self) -> &'static Bawaan {
        const KABAR: Bawaan = Bawaan { kunci: "kabar", kapan: "", indonesia: "Kabar", jawa: "Pawartos" };
        &KABAR
    }

    fn kata(&self) -> &'static [&'static str] {
        &["status"]
    }

    fn mulai<'t>(&'t self, _tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, db::Result<Balasan>> {
        assert!(siapa.penduduk_id.is_some(), "a service for residents gets one");
        Box::pin(async { Ok(Balasan::Selesai(Isi::Teks("Tidak ada kabar baru.".into()))) })
    }

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        _langkah: &'t Value,
        _jawaban: &'t Jawaban,
    ) -> Nanti<'t, db::Result<Balasan>> {
        self.mulai(tx, siapa)
    }
}

impl Layanan for Surat {
    fn kode(&self) -> &'static str {
        "surat"
    }

    fn judul(&self) -> &'static Bawaan {
        const SURAT: Bawaan =
            Bawaan { kunci: "surat", kapan: "Pilihan menu", indonesia: "Minta surat", jawa: "Nyuwun serat" };
        &SURAT
    }

    fn teks(&self) -> &'static [Bawaan] {
        std::slice::from_ref(self.judul())
    }

    fn terima_berkas(&self, langkah: &Value) -> bool {
        langkah == "foto"
    }

    fn mulai<'t>(&'t self, _tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, db::Result<Balasan>> {
        assert!(siapa.penduduk_id.is_some(), "a service for residents gets one");
        let isi = Isi::Teks("Untuk keperluan apa?".into());
        Box::pin(async { Ok(Balasan::Tanya { isi, langkah: json!("perlu") }) })
    }

    fn jawab<'t>(
        &'t self,
        _tx: &'t mut WriteTx,
        _siapa: &'t Pemakai,
        langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, db::Result<Balasan>> {
        let balasan = match (langkah.as_str(), jawaban) {
            (Some("perlu"), Jawaban::Teks(teks)) => Balasan::Tanya {
                isi: Isi::Teks(format!("Keperluan: {teks}. Kirim foto KK.")),
                langkah: json!("foto"),
            },
            (Some("foto"), Jawaban::Berkas(berkas)) => {
                assert!(
                    berkas.jenis == "image/jpeg" && berkas.bytes.starts_with(&[0xff, 0xd8]),
                    "{berkas:?}"
                );
                Balasan::Selesai(Isi::Teks("Diterima, nomor 7.".into()))
            }
            _ => Balasan::Tanya { isi: Isi::Teks("Kirim foto KK.".into()), langkah: langkah.clone() },
        };
        Box::pin(async { Ok(balasan) })
    }
}

impl Layanan for Info {
    fn kode(&self) -> &'static str {
        "info"
    }

    fn judul(&self) -> &'static Bawaan {
        const JADWAL: Bawaan = Bawaan { kunci: "jadwal", kapan: "", indonesia: "Jadwal", jawa: "Jadwal" };
        &JADWAL
    }

    fn perlu_warga(&self) -> bool {
        false
    }

    fn mulai<'t>(&'t self, _tx: &'t mut WriteTx, _siapa: &'t Pemakai) -> Nanti<'t, db::Result<Balasan>> {
        let pilihan = (1..=12).map(|n| Pilihan::baru(format!("p{n}"), format!("Posyandu {n}"))).collect();
        let isi = Isi::Daftar { teks: "Jadwal yang mana?".into(), buka: "Lihat".into(), pilihan };
        Box::pin(async { Ok(Balasan::Tanya { isi, langkah: json!(null) }) })
    }

    fn jawab<'t>(
        &'t self,
        _tx: &'t mut WriteTx,
        _siapa: &'t Pemakai,
        _langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, db::Result<Balasan>> {
        let teks = match jawaban {
            Jawaban::Pilihan(id) => format!("Jadwal {id}: Senin."),
            _ => "Pilih dari daftar.".to_owned(),
        };
        Box::pin(async { Ok(Balasan::Selesai(Isi::Teks(teks))) })
    }
}

pub(crate) fn layanan() -> DaftarLayanan {
    DaftarLayanan(vec![Arc::new(Surat), Arc::new(Info), Arc::new(Rusak), Arc::new(Kabar)])
}
