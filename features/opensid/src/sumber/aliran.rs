//! A stream of bytes with a little foresight, in bounded memory.

use std::io::Read;

use super::galat::GalatSumber;

const UKURAN: usize = 64 << 10;
/// More text than any village has; a gzip bomb ends here.
const BATAS: u64 = 16 << 30;

pub(super) struct Aliran<R> {
    sumber: R,
    isi: Vec<u8>,
    letak: usize,
    akhir: usize,
    dibaca: u64,
    /// The line of the next byte, from 1.
    pub(super) baris: u64,
}

impl<R: Read> Aliran<R> {
    pub(super) fn baru(sumber: R) -> Self {
        Self { sumber, isi: vec![0; UKURAN], letak: 0, akhir: 0, dibaca: 0, baris: 1 }
    }

    /// Bytes handed out so far.
    pub(super) fn dibaca(&self) -> u64 {
        self.dibaca - (self.akhir - self.letak) as u64
    }

    /// Makes at least `butuh` bytes visible, unless the stream ends before.
    fn isi_ulang(&mut self, butuh: usize) -> Result<(), GalatSumber> {
        self.isi.copy_within(self.letak..self.akhir, 0);
        self.akhir -= self.letak;
        self.letak = 0;
        while self.akhir < butuh {
            let n = match self.sumber.read(&mut self.isi[self.akhir..]) {
                Err(galat) if galat.kind() == std::io::ErrorKind::Interrupted => continue,
                lain => lain?,
            };
            if n == 0 {
                break;
            }
            self.akhir += n;
            self.dibaca += n as u64;
            if self.dibaca > BATAS {
                return Err(GalatSumber::TerlaluBesar("lebih dari 16 GB"));
            }
        }
        Ok(())
    }

    /// The next bytes without taking them, at most `n`; fewer at the end.
    pub(super) fn intip(&mut self, n: usize) -> Result<&[u8], GalatSumber> {
        if self.akhir - self.letak < n {
            self.isi_ulang(n)?;
        }
        let sampai = (self.letak + n).min(self.akhir);
        Ok(&self.isi[self.letak..sampai])
    }

    #[inline]
    pub(super) fn lihat(&mut self) -> Result<Option<u8>, GalatSumber> {
        if self.letak == self.akhir {
            self.isi_ulang(1)?;
        }
        Ok((self.letak < self.akhir).then(|| self.isi[self.letak]))
    }

    #[inline]
    pub(super) fn ambil(&mut self) -> Result<Option<u8>, GalatSumber> {
        let byte = self.lihat()?;
        if let Some(byte) = byte {
            self.letak += 1;
            if byte == b'\n' {
                self.baris += 1;
            }
        }
        Ok(byte)
    }

    /// Takes bytes up to one for which `henti` holds, which stays; hands them in pieces to `pakai`.
    /// False when the stream ended first.
    pub(super) fn sampai(
        &mut self,
        henti: impl Fn(u8) -> bool,
        mut pakai: impl FnMut(&[u8]),
    ) -> Result<bool, GalatSumber> {
        loop {
            if self.lihat()?.is_none() {
                return Ok(false);
            }
            let potong = &self.isi[self.letak..self.akhir];
            let ketemu = potong.iter().position(|b| henti(*b));
            let potong = &potong[..ketemu.unwrap_or(potong.len())];
            #[expect(clippy::naive_bytecount, reason = "a crate for counting newlines would be too much")]
            let baris = potong.iter().filter(|b| **b == b'\n').count();
            self.baris += baris as u64;
            pakai(potong);
            self.letak += potong.len();
            if ketemu.is_some() {
                return Ok(true);
            }
        }
    }

    pub(super) fn lewati_spasi(&mut self) -> Result<(), GalatSumber> {
        while self.lihat()?.is_some_and(|b| b.is_ascii_whitespace()) {
            self.ambil()?;
        }
        Ok(())
    }
}
