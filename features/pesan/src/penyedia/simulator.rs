//! No server at all: what is sent stands on the simulator page.

use std::time::Duration;

use super::{Alamat, Bahan, Datang, GalatKirim, Kemampuan, Media, Nanti, Penyedia, PesanDatang, Tindakan};

pub(crate) struct Simulator;

impl Penyedia for Simulator {
    fn kemampuan(&self) -> Kemampuan {
        Kemampuan { pilihan: true, jendela: false, jeda: Duration::ZERO }
    }

    /// Nothing from outside reaches the simulator: its page hands the message over itself.
    fn sah(&self, _tanda: Option<&str>, _mentah: &[u8]) -> bool {
        false
    }

    fn urai(&self, mentah: &[u8]) -> Result<Vec<Datang>, String> {
        let pesan: PesanDatang = serde_json::from_slice(mentah).map_err(|error| error.to_string())?;
        Ok(vec![Datang::Pesan(Box::new(pesan))])
    }

    fn kirim<'a>(&'a self, _tujuan: &'a Alamat, _bahan: Bahan<'a>) -> Nanti<'a, Result<String, GalatKirim>> {
        Box::pin(async { Ok(format!("simulator-{}", vault::token::<10>())) })
    }

    /// A photo of the simulator lies in the delivery itself.
    fn unduh<'a>(&'a self, _dari: &'a Alamat, media: &'a Media) -> Nanti<'a, Result<Vec<u8>, GalatKirim>> {
        let terbaca = data_encoding::BASE64.decode(media.acuan.as_bytes());
        Box::pin(async {
            terbaca.map_err(|_| GalatKirim {
                tindakan: Tindakan::MintaUlang,
                kode: None,
                kalimat: "Lampiran tidak terbaca.".to_owned(),
            })
        })
    }
}
