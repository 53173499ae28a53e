//! One search box: a NIK, a family card number, or a name however it is spelled.

use db::{ReadTx, Result, Value, Where};
use kamus::{Daftar as _, Nik, NomorKk, StatusDasar, normal_nama};
use uuid::Uuid;

use crate::entitas::{Penduduk, buka_nik, kunci_kk, kunci_nik};
use crate::subjek::{JenisSubjek, Ringkas, alamat_sebaris};

db::statements! {
    FIND_ID_NIK = "select id from penduduk where unit = $1 and nik_kunci = $2 order by status_dasar, id limit 25";
    FIND_ID_KK = "select p.id from keluarga k join penduduk p on p.unit = k.unit and p.keluarga_id = k.id
        where k.unit = $1 and k.no_kk_kunci = $2 order by p.status_dasar, p.shdk, p.tanggal_lahir, p.id limit 100";
    FIND_SEMENTARA_NIK = "select id from penduduk_sementara where unit = $1 and nik_kunci = $2 order by id limit 25";
    CARI_SEMENTARA = "select id, nama, nik_segel, tanggal_lahir, alamat, dusun, rw, rt
        from penduduk_sementara where unit = $1 /*where*/ order by nama, id limit $2";
    /// Who died, moved away, was lost or left.
    CARI_BEKAS = "select id, nama, nik_segel, tanggal_lahir, alamat, dusun, rw, rt, status_dasar from penduduk
        where unit = $1 and status_dasar > 1 and status_dasar < 9 /*where*/ order by nama, id limit $2";
    RINGKAS_PENDUDUK = "select id, nama, nik_segel, tanggal_lahir, alamat, dusun, rw, rt
        from penduduk where unit = $1 and id = $2";
    RINGKAS_SEMENTARA = "select id, nama, nik_segel, tanggal_lahir, alamat, dusun, rw, rt
        from penduduk_sementara where unit = $1 and id = $2";
}

/// How the list of residents is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Urutan {
    #[default]
    Nama,
    NamaTurun,
    Umur,
    UmurTurun,
    Tempat,
    TempatTurun,
}

impl Urutan {
    /// From the URL's `urut`; anything else is by name.
    pub fn dari_kata(kata: &str) -> Self {
        match kata {
            "-nama" => Self::NamaTurun,
            "umur" => Self::Umur,
            "-umur" => Self::UmurTurun,
            "tempat" => Self::Tempat,
            "-tempat" => Self::TempatTurun,
            _ => Self::Nama,
        }
    }

    pub fn kata(self) -> &'static str {
        match self {
            Self::Nama => "nama",
            Self::NamaTurun => "-nama",
            Self::Umur => "umur",
            Self::UmurTurun => "-umur",
            Self::Tempat => "tempat",
            Self::TempatTurun => "-tempat",
        }
    }
}

impl Urutan {
    /// Puts whole rows, given by name, in the order of the list.
    pub(crate) fn urutkan(self, semua: &mut [Penduduk]) {
        let tempat = |a: &Penduduk, b: &Penduduk| (&a.dusun, &a.rw, &a.rt).cmp(&(&b.dusun, &b.rw, &b.rt));
        let nama = |a: &Penduduk, b: &Penduduk| (&a.nama, a.id).cmp(&(&b.nama, b.id));
        let lahir = |a: &Penduduk, b: &Penduduk| a.tanggal_lahir.cmp(&b.tanggal_lahir);
        semua.sort_by(|a, b| match self {
            Self::Nama => nama(a, b),
            Self::NamaTurun => nama(b, a),
            Self::Umur => lahir(b, a).then_with(|| a.id.cmp(&b.id)),
            Self::UmurTurun => lahir(a, b).then_with(|| a.id.cmp(&b.id)),
            Self::Tempat => tempat(a, b).then_with(|| nama(a, b)),
            Self::TempatTurun => tempat(b, a).then_with(|| nama(a, b)),
        });
    }
}

/// What one typed word looks for in a name.
pub(super) struct PolaKata {
    /// Anywhere in it.
    pub(super) ejaan: String,
    /// At the beginning of a word; absent where the spelling finds as much.
    pub(super) awal_bunyi: Option<String>,
}

pub(super) fn pola_kata(teks: &str) -> Vec<PolaKata> {
    let normal = normal_nama(teks);
    let kata = normal.split(' ').filter(|kata| !kata.is_empty()).take(6);
    kata.map(|kata| {
        let bunyi = kamus::kunci_nama(kata);
        // What begins with the sound also holds the spelling: one comparison does for both.
        let serupa = bunyi.is_empty() || bunyi.contains(kata);
        PolaKata { ejaan: kata.to_owned(), awal_bunyi: (!serupa).then(|| format!(" {bunyi}")) }
    })
    .collect()
}

/// Conditions on `kunci_nama` for each word of what was typed: any part of the name as spelled, or the
/// beginning of a word as it sounds. A search of many words is cut after six.
pub fn filter_kata(saring: Where, teks: &str) -> Where {
    pola_kata(teks).into_iter().fold(saring, |saring, kata| {
        let ejaan = Value::from(format!("%{}%", kata.ejaan));
        match kata.awal_bunyi {
            None => saring.and("kunci_nama like ?", [ejaan]),
            Some(bunyi) => saring
                .and("(kunci_nama like ? or kunci_nama like ?)", [ejaan, Value::from(format!("%{bunyi}%"))]),
        }
    })
}

/// The same of the mother's name.
pub fn filter_ibu(saring: Where, teks: &str) -> Where {
    normal_nama(teks).split(' ').filter(|kata| !kata.is_empty()).take(6).fold(saring, |saring, kata| {
        let bunyi = format!("% {}%", kamus::kunci_nama(kata));
        saring.and(
            "(kunci_ibu like ? or kunci_ibu like ?)",
            [Value::from(format!("%{kata}%")), Value::from(bunyi)],
        )
    })
}

/// Words of an address, the one on the card or the present one, in any order.
pub fn filter_alamat(saring: Where, teks: &str) -> Where {
    let polos = teks.to_lowercase().replace(['%', '_'], " ");
    polos.split_whitespace().take(6).fold(saring, |saring, kata| {
        let pola = format!("%{kata}%");
        saring.and(
            "(lower(alamat) like ? or lower(alamat_sekarang) like ?)",
            [Value::from(pola.clone()), Value::from(pola)],
        )
    })
}

/// Residents with this NIK, or of this family card.
pub async fn cari_id_nomor(tx: &mut ReadTx, angka: &str) -> Result<Vec<Uuid>> {
    let mut hasil: Vec<(Uuid,)> = Vec::new();
    if let Ok(nik) = Nik::baru(angka) {
        let kunci = kunci_nik(tx.keys(), nik);
        hasil = tx.query(FIND_ID_NIK).bind(kunci).all().await?;
    }
    if hasil.is_empty()
        && let Ok(no_kk) = NomorKk::baru(angka)
    {
        let kunci = kunci_kk(tx.keys(), no_kk);
        hasil = tx.query(FIND_ID_KK).bind(kunci).all().await?;
    }
    Ok(hasil.into_iter().map(|(id,)| id).collect())
}

/// Everybody with this NIK, residents first.
pub async fn list_id_nik(tx: &mut ReadTx, nik: Nik) -> Result<Vec<Uuid>> {
    let kunci = kunci_nik(tx.keys(), nik);
    let hasil: Vec<(Uuid,)> = tx.query(FIND_ID_NIK).bind(kunci).all().await?;
    Ok(hasil.into_iter().map(|(id,)| id).collect())
}

#[derive(sqlx::FromRow)]
struct Baris {
    id: Uuid,
    nama: String,
    nik_segel: Option<db::Bytes>,
    tanggal_lahir: Option<db::Day>,
    alamat: Option<String>,
    dusun: String,
    rw: String,
    rt: String,
}

#[derive(sqlx::FromRow)]
struct BarisBekas {
    #[sqlx(flatten)]
    baris: Baris,
    status_dasar: i16,
}

impl Baris {
    fn ringkas(self, jenis: JenisSubjek, tx: &ReadTx) -> Result<Ringkas> {
        let nik = buka_nik(tx.keys(), self.nik_segel.as_ref())?;
        Ok(Ringkas {
            id: self.id,
            jenis,
            nama: self.nama,
            nik_samar: nik.map(|nik| nik.samar()).unwrap_or_default(),
            tanggal_lahir: self.tanggal_lahir.map(|hari| hari.0),
            alamat: alamat_sebaris(self.alamat.as_deref().unwrap_or(""), &self.dusun, &self.rw, &self.rt),
        })
    }
}

/// People for a letter, by NIK, KK number or name: present residents, then penduduk sementara, then residents whose
/// name only comes near. An empty search finds nobody.
pub async fn cari_ringkas(tx: &mut ReadTx, teks: &str, batas: i64) -> Result<Vec<Ringkas>> {
    if kamus::Nik::baru(teks).is_ok() {
        return ringkas_nomor(tx, teks).await;
    }
    if normal_nama(teks).is_empty() {
        return Ok(Vec::new());
    }
    let cukup = usize::try_from(batas).unwrap_or(0);
    let hidup = Where::new().and("status_dasar = ?", [Value::from(StatusDasar::Hidup.kode())]);
    let cocok = super::cari_cocok(tx, hidup, teks).await?;
    let mut hasil = ringkas_penduduk(tx, cocok.tepat.into_iter().take(cukup)).await?;
    let sisa = batas - i64::try_from(hasil.len()).unwrap_or(batas);
    if sisa > 0 {
        let saring = filter_kata(Where::new(), teks);
        let sementara: Vec<Baris> = tx.query(CARI_SEMENTARA).bind(sisa).filter(saring).all().await?;
        for baris in sementara {
            hasil.push(baris.ringkas(JenisSubjek::Sementara, tx)?);
        }
    }
    let sisa = cukup.saturating_sub(hasil.len());
    hasil.extend(ringkas_penduduk(tx, cocok.mirip.into_iter().take(sisa)).await?);
    Ok(hasil)
}

/// Former residents whose name holds every typed word, each with what became of them. An empty search finds nobody.
pub async fn cari_bekas(tx: &mut ReadTx, teks: &str, batas: i64) -> Result<Vec<(Ringkas, StatusDasar)>> {
    if normal_nama(teks).is_empty() {
        return Ok(Vec::new());
    }
    let saring = filter_kata(Where::new(), teks);
    let semua: Vec<BarisBekas> = tx.query(CARI_BEKAS).bind(batas).filter(saring).all().await?;
    let satu = |bekas: BarisBekas| {
        let status = StatusDasar::dari_kode(bekas.status_dasar).unwrap_or(StatusDasar::TidakValid);
        Ok((bekas.baris.ringkas(JenisSubjek::Penduduk, tx)?, status))
    };
    semua.into_iter().map(satu).collect()
}

async fn ringkas_penduduk(tx: &mut ReadTx, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Ringkas>> {
    let mut hasil = Vec::new();
    for id in ids {
        let baris: Baris = tx.query(RINGKAS_PENDUDUK).bind(id).one().await?;
        hasil.push(baris.ringkas(JenisSubjek::Penduduk, tx)?);
    }
    Ok(hasil)
}

async fn ringkas_nomor(tx: &mut ReadTx, angka: &str) -> Result<Vec<Ringkas>> {
    let ids = cari_id_nomor(tx, angka).await?;
    let mut hasil = ringkas_penduduk(tx, ids.into_iter()).await?;
    let Ok(nik) = Nik::baru(angka) else { return Ok(hasil) };
    let kunci = kunci_nik(tx.keys(), nik);
    let sementara: Vec<(Uuid,)> = tx.query(FIND_SEMENTARA_NIK).bind(kunci).all().await?;
    for (id,) in sementara {
        let baris: Baris = tx.query(RINGKAS_SEMENTARA).bind(id).one().await?;
        hasil.push(baris.ringkas(JenisSubjek::Sementara, tx)?);
    }
    Ok(hasil)
}
