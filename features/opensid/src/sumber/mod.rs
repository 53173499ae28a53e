//! Where an OpenSID database is read from: the text of a dump, or a server.

mod aliran;
mod galat;
mod mentah;
mod nilai;
mod pengurai;
mod server;
mod sisipan;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use galat::{GalatSumber, Tempat};
pub use mentah::{Asal, Baris, Isi, Mentah};
pub use server::{alamat_server, baca_server};

use crate::skema::DIBACA;

/// Reads a dump, plain or gzipped. `maju` hears how many bytes of text have been read.
///
/// # Errors
/// A sentence for the clerk: not a dump, another program's or version's, cut, damaged, another encoding.
pub fn baca(sumber: impl Read, maju: &mut dyn FnMut(u64)) -> Result<Mentah, GalatSumber> {
    let mut sidik = Sidik { sumber, sidik: Sha256::new() };
    let mut awal = Vec::with_capacity(4);
    (&mut sidik).take(4).read_to_end(&mut awal)?;
    kenali(&awal)?;
    let gzip = awal.starts_with(&[0x1f, 0x8b]);
    let utuh = Cursor::new(awal).chain(&mut sidik);
    let mut mentah = if gzip {
        pengurai::urai(flate2::read::MultiGzDecoder::new(BufReader::new(utuh)), &DIBACA, maju)?
    } else {
        pengurai::urai(lewati_bom(utuh)?, &DIBACA, maju)?
    };
    // What stands behind the last statement counts too.
    io::copy(&mut sidik, &mut io::sink())?;
    mentah.asal.sidik = data_encoding::HEXLOWER.encode(&sidik.sidik.finalize());
    Ok(mentah)
}

/// Reads a dump from a file.
pub fn baca_berkas(letak: &Path, maju: &mut dyn FnMut(u64)) -> Result<Mentah, GalatSumber> {
    let berkas = std::fs::File::open(letak).map_err(GalatSumber::Baca)?;
    baca(berkas, maju)
}

/// Says at once what a file is that many would mistake for a dump.
fn kenali(awal: &[u8]) -> Result<(), GalatSumber> {
    match awal {
        [] => Err(GalatSumber::Kosong),
        [b'P', b'K', 3 | 5, ..] => Err(GalatSumber::Zip),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(GalatSumber::Utf16),
        _ => Ok(()),
    }
}

fn lewati_bom(mut sumber: impl Read) -> Result<impl Read, GalatSumber> {
    let mut awal = Vec::with_capacity(3);
    sumber.by_ref().take(3).read_to_end(&mut awal)?;
    if awal == [0xef, 0xbb, 0xbf] {
        awal.clear();
    }
    Ok(Cursor::new(awal).chain(sumber))
}

/// A reader that takes the fingerprint of what passes.
struct Sidik<R> {
    sumber: R,
    sidik: Sha256,
}

impl<R: Read> Read for Sidik<R> {
    fn read(&mut self, wadah: &mut [u8]) -> io::Result<usize> {
        let n = self.sumber.read(wadah)?;
        self.sidik.update(&wadah[..n]);
        Ok(n)
    }
}
