//! The example's letters, made through the pages by those whose work it is.

use anyhow::{Context as _, Result, bail};
use db::Context;
use jiff::{SignedDuration, Timestamp};
use nomor::Pola;
use surat::keadaan::Keadaan;
use surat::orang::Orang;
use surat::store::{Surat, get_surat};
use uuid::Uuid;
use web::App;
use wilayah::Jabatan;

use super::jam::Kalender;
use super::kapanewon::Kapanewon;
use super::kisah::{Akhir, DRAF, Jawaban, Kisah, MANUAL, SEBELUM, SESUDAH, Siapa};
use super::pamong::Kantor;
use super::peramban::{Pelaku, Peramban};
use super::{AWAL, PASSPHRASE, PLERET};

/// The last number of the village's old book: it began with Balai in mid-year.
const NOMOR_LAMA: i64 = 212;
/// Office and login, in the order of their paraf.
type Rantai = &'static [(Jabatan, &'static str)];
/// Whose paraf each kind needs.
const RANTAI: [(&str, Rantai); 2] = [
    ("domisili", &[(Jabatan::KasiPemerintahan, "jagabaya"), (Jabatan::Sekretaris, "carik")]),
    ("keterangan", &[(Jabatan::Sekretaris, "carik")]),
];
/// As the kind comes with Balai.
const RANTAI_BAWAAN: Rantai = &[(Jabatan::Sekretaris, "carik")];

/// The kind that in this village the panewu signs beside the lurah, on no law's word.
const BERCAMAT: &str = "sktm";

type Isian = Vec<(&'static str, String)>;

/// The desk at which the story is played.
struct Meja<'a> {
    peramban: Peramban<'a>,
    kantor: &'a Kantor,
    kapanewon: &'a Kapanewon,
    pemohon: &'a [Uuid],
    kalender: Kalender,
    /// When the last act was, so that none comes before another.
    jam: Timestamp,
    dibuat: Vec<Uuid>,
}

pub(super) async fn buat(
    app: &App,
    (kantor, kapanewon): (&Kantor, &Kapanewon),
    pemohon: &[Uuid],
    now: Timestamp,
) -> Result<()> {
    let kalender = Kalender::sampai(now);
    let jam = kalender.saat(AWAL, 10, 0);
    let (peramban, dibuat) = (Peramban::new(app), Vec::new());
    let mut meja = Meja { peramban, kantor, kapanewon, pemohon, kalender, jam, dibuat };
    meja.atur().await?;
    for kisah in &SEBELUM {
        meja.mainkan(kisah).await?;
    }
    meja.manual().await?;
    for kisah in &SESUDAH {
        meja.mainkan(kisah).await?;
    }
    meja.draf().await
}

impl Meja<'_> {
    /// An act of this login, some minutes after the last one.
    async fn tindak(&mut self, login: &str, path: &str, fields: &[(&str, String)]) -> Result<String> {
        self.jam += SignedDuration::from_mins(7);
        let pelaku = Pelaku { pengguna: self.kantor.pengguna(login)?, pada: self.jam };
        self.peramban.kirim(pelaku, path, fields).await
    }

    /// Morning of a working day, or a little after the last act where that was later.
    fn pagi(&mut self, lalu: usize) {
        self.jam = self.jam.max(self.kalender.saat(lalu, 8, 25));
    }

    /// Numbers that continue the old book, and who gives paraf.
    async fn atur(&mut self) -> Result<()> {
        let nomor = [
            ("pola", Pola::default().to_string()),
            ("kode_unit", "PLR".to_owned()),
            ("lingkup", nomor::Lingkup::Semua.kode().to_owned()),
            ("terakhir", NOMOR_LAMA.to_string()),
            ("untuk", "semua".to_owned()),
        ];
        self.tindak("carik", "/nomor-surat", &nomor).await?;
        for (jenis, rantai) in RANTAI {
            let definisi = surat::jenis::find(jenis).context("jenis surat contoh")?;
            let masa = definisi.masa_hari.map(|hari| hari.to_string()).unwrap_or_default();
            let mut fields: Vec<(&str, String)> = vec![
                ("klasifikasi", definisi.klasifikasi.clone()),
                ("cara", "1".to_owned()),
                ("penandatangan", String::new()),
                ("kertas", "F4".to_owned()),
                ("rangkap", "1".to_owned()),
                ("masa_hari", masa),
            ];
            let nama = ["paraf_1", "paraf_2"];
            let langkah = nama.into_iter().zip(rantai);
            fields.extend(langkah.map(|(nama, (jabatan, _))| (nama, jabatan.kode().to_owned())));
            self.tindak("carik", &format!("/atur-surat/{jenis}"), &fields).await?;
        }
        self.bercamat().await
    }

    /// The village's own version of a kind: habit here, not law, lets the panewu sign it too.
    async fn bercamat(&mut self) -> Result<()> {
        let (definisi, naskah) = surat::jenis::sumber(BERCAMAT).context("jenis surat contoh")?;
        let ttd =
            "\nttd = [{ oleh = \"pejabat\" }, { oleh = \"camat\", atas = \"Mengetahui,\" }]\nklasifikasi";
        let definisi = definisi.replacen("\nklasifikasi", ttd, 1);
        let definisi = definisi.replacen("kebiasaan = [", "kebiasaan = [\"ttd\", ", 1);
        let isi = [("definisi", definisi), ("naskah", naskah.to_owned())];
        self.tindak("carik", &format!("/atur-surat/{BERCAMAT}/naskah/penerbitan"), &isi).await?;
        Ok(())
    }

    async fn mainkan(&mut self, kisah: &Kisah) -> Result<()> {
        self.pagi(kisah.lalu);
        let mut isian = self.isian(kisah).await?;
        self.diminta(kisah, &mut isian).await?;
        let led = self.tindak("kamituwa", &format!("/surat/baru/{}", kisah.jenis), &isian).await?;
        let id =
            led.rsplit('/').next().and_then(|id| id.parse().ok()).context("surat contoh tanpa alamat")?;
        self.dibuat.push(id);
        match kisah.akhir {
            Akhir::TungguParaf(banyak) => self.paraf(id, kisah, banyak).await,
            Akhir::Kembali(banyak, alasan) => {
                self.paraf(id, kisah, banyak).await?;
                self.beralasan("carik", id, "pengembalian", alasan).await
            }
            Akhir::TungguTtd => self.paraf(id, kisah, usize::MAX).await,
            Akhir::Batal(alasan) => {
                self.paraf(id, kisah, usize::MAX).await?;
                self.beralasan("kamituwa", id, "pembatalan", alasan).await
            }
            Akhir::Terbit => self.terbitkan(id, kisah).await,
            Akhir::Cabut(alasan) => {
                self.terbitkan(id, kisah).await?;
                self.jam += SignedDuration::from_hours(4);
                self.beralasan("lurah", id, "pencabutan", alasan).await
            }
            Akhir::Diteruskan(jawaban) => {
                self.terbitkan(id, kisah).await?;
                if let Jawaban::Belum(jam) = jawaban {
                    self.jam = self.jam.max(self.kalender.saat(kisah.lalu, jam, 10));
                }
                self.teruskan(id, jawaban).await
            }
        }
    }

    /// A resident's letter that was issued answers a request at the counter, which left its draft to the clerk.
    async fn diminta(&mut self, kisah: &Kisah, isian: &mut Isian) -> Result<()> {
        let (Siapa::Warga(ke), Akhir::Terbit) = (kisah.siapa, kisah.akhir) else { return Ok(()) };
        let orang = self.warga(ke)?;
        let jawaban = isian.iter().filter(|(nama, _)| nama.starts_with("i_") || *nama == "syarat");
        let mut fields: Isian = jawaban.cloned().collect();
        fields.extend([("ambil", "1".to_owned()), ("langsung", "1".to_owned())]);
        let led =
            self.tindak("kamituwa", &format!("/permohonan/orang/{orang}/{}", kisah.jenis), &fields).await?;
        let (_, draf) = led.split_once("draf=").context("permohonan contoh tanpa draf")?;
        isian.push(("draf", draf.to_owned()));
        self.jam += SignedDuration::from_mins(20 + 15 * i64::try_from(ke).unwrap_or(0));
        Ok(())
    }

    /// What the clerk types and picks for a letter.
    async fn isian(&mut self, kisah: &Kisah) -> Result<Isian> {
        let mut isian: Isian = kisah.isian.iter().map(|(nama, nilai)| (*nama, (*nilai).to_owned())).collect();
        match kisah.siapa {
            Siapa::Warga(ke) => {
                let id = self.warga(ke)?;
                isian.push(("orang", id.to_string()));
                isian.push(("i_alamat_tinggal", self.alamat(id).await?));
            }
            Siapa::Luar(orang, simpan) => {
                isian.extend(orang.iter().map(|(nama, nilai)| (*nama, (*nilai).to_owned())));
                isian.extend(simpan.then(|| ("o_simpan", "1".to_owned())));
            }
            Siapa::Seperti(ke) => {
                let orang =
                    self.surat(self.surat_ke(ke)?).await?.subjek_id.context("orang tidak tercatat")?;
                isian.push(("orang", orang.to_string()));
            }
        }
        if let Some(ke) = kisah.mengganti {
            isian.push(("ganti", self.surat_ke(ke)?.to_string()));
        }
        let penanda = if kisah.atas_nama {
            format!("{}:an", self.kantor.pejabat(Jabatan::Sekretaris)?)
        } else {
            format!("{}:definitif", self.kantor.pejabat(Jabatan::Kepala)?)
        };
        let biasa = [("cara", kisah.cara), ("kertas", "F4"), ("rangkap", "1")];
        isian.push(("penandatangan", penanda));
        isian.extend(biasa.map(|(nama, nilai)| (nama, nilai.to_owned())));
        Ok(isian)
    }

    /// A resident's address, as the letter's form offers it.
    async fn alamat(&self, id: Uuid) -> Result<String> {
        let ctx = Context::system("contoh", PLERET, self.jam);
        let mut tx = self.peramban.app.db().read(&ctx).await?;
        let subjek = kependudukan::find_subjek(&mut tx, id).await?.context("pemohon contoh hilang")?;
        Ok(Orang::from(subjek).alamat_lengkap("Padukuhan"))
    }

    fn warga(&self, ke: usize) -> Result<Uuid> {
        self.pemohon.get(ke).copied().context("terlalu sedikit pemohon contoh")
    }

    fn surat_ke(&self, ke: usize) -> Result<Uuid> {
        self.dibuat.get(ke).copied().context("surat contoh belum dibuat")
    }

    async fn surat(&self, id: Uuid) -> Result<Surat> {
        let ctx = Context::system("contoh", PLERET, self.jam);
        Ok(get_surat(&mut self.peramban.app.db().read(&ctx).await?, id).await?)
    }

    /// An act on a letter as it now stands.
    async fn atas_surat(
        &mut self,
        login: &str,
        id: Uuid,
        tindakan: &str,
        lain: Option<(&'static str, &str)>,
    ) -> Result<()> {
        let mut fields = vec![("versi", self.surat(id).await?.versi.to_string())];
        fields.extend(lain.map(|(nama, nilai)| (nama, nilai.to_owned())));
        self.tindak(login, &format!("/surat/{id}/{tindakan}"), &fields).await?;
        Ok(())
    }

    async fn beralasan(&mut self, login: &str, id: Uuid, tindakan: &str, alasan: &str) -> Result<()> {
        self.atas_surat(login, id, tindakan, Some(("alasan", alasan))).await
    }

    /// Gives the first so many paraf of the kind's chain.
    async fn paraf(&mut self, id: Uuid, kisah: &Kisah, banyak: usize) -> Result<()> {
        let rantai = RANTAI.into_iter().find(|(jenis, _)| *jenis == kisah.jenis);
        let rantai = rantai.map_or(RANTAI_BAWAAN, |(_, rantai)| rantai);
        for (_, login) in rantai.iter().take(banyak) {
            self.atas_surat(login, id, "paraf", None).await?;
        }
        Ok(())
    }

    /// All paraf and the signature: recorded when it was given in ink, really made when electronic.
    async fn terbitkan(&mut self, id: Uuid, kisah: &Kisah) -> Result<()> {
        self.paraf(id, kisah, usize::MAX).await?;
        self.jam += SignedDuration::from_mins(35);
        if kisah.cara == "2" {
            self.atas_surat("lurah", id, "penandatanganan", Some(("passphrase", PASSPHRASE))).await?;
        } else {
            self.atas_surat("kamituwa", id, "penerbitan", None).await?;
        }
        if self.surat(id).await?.keadaan() != Keadaan::Terbit {
            bail!("Surat contoh tidak terbit.");
        }
        Ok(())
    }

    /// Passes a letter on to the kapanewon, which may have answered.
    async fn teruskan(&mut self, id: Uuid, jawaban: Jawaban) -> Result<()> {
        self.atas_surat("kamituwa", id, "penerusan", None).await?;
        let (Jawaban::Basah(lalu) | Jawaban::Tte(lalu)) = jawaban else { return Ok(()) };
        let ctx = Context::system("contoh", PLERET, self.jam);
        let mut tx = self.peramban.app.db().read(&ctx).await?;
        let penerusan = surat::store::find_penerusan_surat(&mut tx, id).await?.context("penerusan contoh")?;
        drop(tx);
        self.pagi(lalu);
        self.jam += SignedDuration::from_mins(25);
        match jawaban {
            Jawaban::Tte(_) => self.kapanewon.tanda_tangani(&self.peramban, penerusan.id, self.jam).await,
            _ => self.kapanewon.kukuhkan(&self.peramban, penerusan.id, self.jam).await,
        }
    }

    /// Entered after the power came back, under the next number, which the hand had used.
    async fn manual(&mut self) -> Result<()> {
        let (lalu, jenis, nama, alasan) = MANUAL;
        self.pagi(lalu);
        self.jam = self.jam.max(self.kalender.saat(lalu, 14, 20));
        let hari = self.kalender.hari(lalu);
        let ctx = Context::system("contoh", PLERET, self.jam);
        let klasifikasi = &surat::jenis::find(jenis).context("jenis surat contoh")?.klasifikasi;
        let mut tx = self.peramban.app.db().read(&ctx).await?;
        let berikut = nomor::berikutnya(&mut tx, hari, klasifikasi, jenis).await?;
        drop(tx);
        let fields = [
            ("jenis", jenis.to_owned()),
            ("urut", berikut.urut.to_string()),
            ("tanggal", kamus::tanggal_pendek(hari)),
            ("nama", nama.to_owned()),
            ("penandatangan", format!("{}:definitif", self.kantor.pejabat(Jabatan::Kepala)?)),
            ("alasan", alasan.to_owned()),
        ];
        self.tindak("carik", "/surat/manual", &fields).await?;
        Ok(())
    }

    /// A form that the carik left when somebody called.
    async fn draf(&mut self) -> Result<()> {
        let (lalu, warga, jenis, isian) = DRAF;
        self.pagi(lalu);
        let id = Context::system("contoh", PLERET, self.jam).new_id();
        let mut fields: Isian = isian.iter().map(|(nama, nilai)| (*nama, (*nilai).to_owned())).collect();
        fields.push(("orang", self.warga(warga)?.to_string()));
        fields.push(("draf", id.to_string()));
        fields.push(("simpan", "1".to_owned()));
        self.tindak("carik", &format!("/surat/baru/{jenis}/draf"), &fields).await?;
        Ok(())
    }
}
