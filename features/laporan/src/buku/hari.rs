//! B.1 and B.5: the residents of one day.

use std::collections::HashMap;

use db::{ReadTx, Result, Where};
use jiff::civil::{Date, date};
use kamus::{
    Agama, Daftar as _, GolonganDarah, Kewarganegaraan, NomorKk, Pekerjaan, PendidikanKk, StatusKawin,
    tanggal_pendek,
};
use kependudukan::Penduduk;
use kependudukan::entitas::JenisPeristiwa;
use kependudukan::store::{self as register, Hadir, Pada};
use uuid::Uuid;

use super::{Buku, Isi, Permintaan, Potongan, alamat, kelamin, label, nik, no_kk};

/// Up to so many people are read one by one; for more, everybody is read at once.
const SATU_SATU: usize = 50;

pub(super) async fn isi(tx: &mut ReadTx, minta: &Permintaan, hari: Date, potongan: Potongan) -> Result<Isi> {
    let pada = Pada::kini(hari);
    let saring = Where::new().and_some("dusun = ?", minta.dusun.clone());
    let mut semua = register::list_hadir(tx, pada, saring.clone()).await?;
    semua.sort_by(|a, b| urutan(a).cmp(&urutan(b)));
    let total = semua.len();
    let ids: Vec<Uuid> = semua.iter().skip(potongan.lewati).take(potongan.batas).map(|h| h.id).collect();
    drop(semua);
    let orang = baca_orang(tx, &ids, pada, saring).await?;
    let kartu = Kartu::baca(tx, &orang).await?;
    let mulai = if minta.buku == Buku::KtpKk { mulai(tx, &ids, hari).await? } else { HashMap::new() };
    let mut baris = Vec::with_capacity(ids.len());
    for (nomor, id) in (potongan.lewati + 1..).zip(&ids) {
        let Some(p) = orang.get(id) else { continue };
        let kk = p.keluarga_id.and_then(|id| kartu.0.get(&id));
        let diri = Diri { p, nik: nik(p.nik(tx.keys())?, minta.terbuka), kk, terbuka: minta.terbuka };
        baris.push(match minta.buku {
            Buku::KtpKk => diri.ktp_kk(nomor, mulai.get(id).copied()),
            _ => diri.induk(nomor),
        });
    }
    Ok(Isi { baris, total })
}

/// By place, then family by family, the head first.
fn urutan(h: &Hadir) -> (&str, &str, &str, Option<Uuid>, i16, db::Day, Uuid) {
    (&h.dusun, &h.rw, &h.rt, h.keluarga_id, h.shdk, h.tanggal_lahir, h.id)
}

async fn baca_orang(
    tx: &mut ReadTx,
    ids: &[Uuid],
    pada: Pada,
    saring: Where,
) -> Result<HashMap<Uuid, Penduduk>> {
    let mut orang = HashMap::with_capacity(ids.len());
    if ids.len() > SATU_SATU {
        let dicari: std::collections::HashSet<&Uuid> = ids.iter().collect();
        let semua = register::list_penduduk_pada(tx, pada, saring).await?;
        orang.extend(semua.into_iter().filter(|p| dicari.contains(&p.id)).map(|p| (p.id, p)));
        return Ok(orang);
    }
    for id in ids {
        orang.extend(register::find_penduduk_pada(tx, *id, pada).await?.map(|p| (*id, p)));
    }
    Ok(orang)
}

/// Card number and address of families.
struct Kartu(HashMap<Uuid, (Option<NomorKk>, String)>);

impl Kartu {
    async fn baca(tx: &mut ReadTx, orang: &HashMap<Uuid, Penduduk>) -> Result<Self> {
        let mut kartu = HashMap::new();
        let mut keluarga = Vec::new();
        if orang.len() > SATU_SATU {
            keluarga = register::list_keluarga(tx).await?;
        } else {
            for id in orang.values().filter_map(|p| p.keluarga_id) {
                if !keluarga.iter().any(|k: &kependudukan::Keluarga| k.id == id) {
                    keluarga.extend(register::find_keluarga(tx, id).await?);
                }
            }
        }
        for k in keluarga {
            kartu.insert(k.id, (k.no_kk(tx.keys())?, k.alamat.unwrap_or_default()));
        }
        Ok(Self(kartu))
    }
}

/// Since when somebody is here, for those who were born here or came: others were there from the data awal on.
async fn mulai(tx: &mut ReadTx, ids: &[Uuid], hari: Date) -> Result<HashMap<Uuid, Date>> {
    let mut peristiwa = Vec::new();
    if ids.len() > SATU_SATU {
        let jenis = [JenisPeristiwa::Lahir.kode().into(), JenisPeristiwa::Datang.kode().into()];
        let saring = Where::new().and("jenis in (?, ?)", jenis);
        peristiwa = register::list_peristiwa_masa(tx, (date(1800, 1, 1), hari), saring).await?;
    } else {
        for id in ids {
            peristiwa.extend(register::list_peristiwa_orang(tx, *id).await?);
        }
    }
    let mut mulai = HashMap::new();
    for p in peristiwa {
        let masuk = matches!(p.jenis(), JenisPeristiwa::Lahir | JenisPeristiwa::Datang);
        if masuk && p.berlaku() && p.tanggal.0 <= hari {
            mulai.extend(p.penduduk_id.map(|id| (id, p.tanggal.0)));
        }
    }
    Ok(mulai)
}

/// A resident with what the books print of their family.
struct Diri<'a> {
    p: &'a Penduduk,
    nik: String,
    kk: Option<&'a (Option<NomorKk>, String)>,
    terbuka: bool,
}

impl Diri<'_> {
    fn nama(&self) -> String {
        let p = self.p;
        let depan = p.gelar_depan.as_ref().map(|gelar| format!("{gelar} ")).unwrap_or_default();
        let belakang = p.gelar_belakang.as_ref().map(|gelar| format!(", {gelar}")).unwrap_or_default();
        format!("{depan}{}{belakang}", p.nama)
    }

    fn no_kk(&self) -> String {
        no_kk(self.kk.and_then(|(kk, _)| *kk), self.terbuka)
    }

    fn alamat(&self) -> String {
        let p = self.p;
        let jalan = p.alamat.as_deref().or(self.kk.map(|(_, alamat)| alamat.as_str())).unwrap_or_default();
        alamat(jalan, &p.dusun, &p.rw, &p.rt)
    }

    fn ket(&self) -> String {
        if self.nik.is_empty() { "Belum ber-NIK".to_owned() } else { String::new() }
    }

    fn induk(&self, nomor: usize) -> Vec<String> {
        let p = self.p;
        vec![
            nomor.to_string(),
            self.nama(),
            kelamin(p.jenis_kelamin).to_owned(),
            label::<StatusKawin>(p.status_kawin),
            p.tempat_lahir.clone().unwrap_or_default(),
            tanggal_pendek(p.tanggal_lahir.0),
            label::<Agama>(p.agama),
            label::<PendidikanKk>(p.pendidikan_kk),
            label::<Pekerjaan>(p.pekerjaan),
            huruf(p.huruf).to_owned(),
            label::<Kewarganegaraan>(p.kewarganegaraan),
            self.alamat(),
            p.shdk().label().to_owned(),
            self.nik.clone(),
            self.no_kk(),
            self.ket(),
        ]
    }

    fn ktp_kk(&self, nomor: usize, mulai: Option<Date>) -> Vec<String> {
        let p = self.p;
        let tempat = p.tempat_lahir.clone().unwrap_or_default();
        vec![
            nomor.to_string(),
            self.no_kk(),
            self.nama(),
            self.nik.clone(),
            kelamin(p.jenis_kelamin).to_owned(),
            format!("{tempat}/{}", tanggal_pendek(p.tanggal_lahir.0)),
            label::<GolonganDarah>(p.golongan_darah),
            label::<Agama>(p.agama),
            label::<PendidikanKk>(p.pendidikan_kk),
            label::<Pekerjaan>(p.pekerjaan),
            self.alamat(),
            label::<StatusKawin>(p.status_kawin),
            // Where and when the card was issued is not in the register: it lies with Dukcapil.
            String::new(),
            p.shdk().label().to_owned(),
            label::<Kewarganegaraan>(p.kewarganegaraan),
            p.nama_ayah.clone().unwrap_or_default(),
            p.nama_ibu.clone().unwrap_or_default(),
            mulai.map(tanggal_pendek).unwrap_or_default(),
            self.ket(),
        ]
    }
}

/// L latin, D daerah, A arab, and their combinations, as the book writes them.
fn huruf(kode: Option<i16>) -> &'static str {
    match kode {
        Some(1) => "L",
        Some(2) => "D",
        Some(3) => "A",
        Some(4) => "AL",
        Some(5) => "AD",
        Some(6) => "ALD",
        _ => "",
    }
}
