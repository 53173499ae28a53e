use db::{Entity, Result, WriteTx};
use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::temuan::Temuan;
use crate::entitas::{
    JenisPeristiwa, Keluarga, Penduduk, Peristiwa, Rincian, RumahTangga, TIADA_AKHIR, Ubahan, UbahanKeluarga,
    UbahanRumahTangga,
};
use crate::{riwayat, store};

/// One report: what happened to whom, and what it changes. Nothing is written before [`simpan`](Self::simpan).
pub struct Kejadian {
    pub(super) tanggal: Date,
    pub(super) tanggal_lapor: Date,
    pub(super) rincian: Rincian,
    pub(super) orang: Vec<Perubahan>,
    pub(super) keluarga: Vec<(Option<Keluarga>, Keluarga)>,
    pub(super) rumah_tangga: Vec<(Option<RumahTangga>, RumahTangga)>,
    /// A stillbirth has a family, but nobody.
    tanpa_orang: Option<(JenisPeristiwa, Keluarga)>,
    /// Families whose head is to be chosen anew, though they have one.
    pub(super) pilih_kepala: Vec<Uuid>,
    /// The id of the first event, where somebody must know it beforehand.
    id: Option<Uuid>,
}

pub(super) struct Perubahan {
    pub(super) jenis: JenisPeristiwa,
    /// Absent for somebody who is new to the register.
    pub(super) lama: Option<Penduduk>,
    pub(super) baru: Penduduk,
}

/// Whom an event is about, and where they lived.
struct Siapa {
    penduduk_id: Option<Uuid>,
    keluarga_id: Option<Uuid>,
    tempat: (String, String, String),
}

impl Kejadian {
    pub fn baru(tanggal: Date, tanggal_lapor: Date, rincian: Rincian) -> Self {
        Self {
            tanggal,
            tanggal_lapor,
            rincian,
            orang: Vec::new(),
            keluarga: Vec::new(),
            rumah_tangga: Vec::new(),
            tanpa_orang: None,
            pilih_kepala: Vec::new(),
            id: None,
        }
    }

    /// Gives the first event this id.
    #[must_use]
    pub fn dengan_id(mut self, id: Uuid) -> Self {
        self.id = Some(id);
        self
    }

    /// Keeps the warnings that were confirmed.
    pub(super) fn dengan_peringatan(mut self, t: &Temuan) -> Self {
        let semua: Vec<&str> = t.semua_peringatan().iter().map(|p| p.kalimat.as_str()).collect();
        if !semua.is_empty() {
            self.rincian.isian.insert("peringatan".to_owned(), semua.join(" "));
        }
        self
    }

    /// Something happened to a resident: from `lama`, the present row, to `baru`. What differs is true from
    /// the event's day on.
    #[must_use]
    pub fn orang(mut self, jenis: JenisPeristiwa, lama: Penduduk, baru: Penduduk) -> Self {
        self.orang.push(Perubahan { jenis, lama: Some(lama), baru });
        self
    }

    /// Somebody comes into the register.
    #[must_use]
    pub fn orang_baru(mut self, jenis: JenisPeristiwa, baru: Penduduk) -> Self {
        self.orang.push(Perubahan { jenis, lama: None, baru });
        self
    }

    /// A family changes, or begins where `lama` is absent.
    #[must_use]
    pub fn keluarga(mut self, lama: Option<Keluarga>, baru: Keluarga) -> Self {
        self.keluarga.push((lama, baru));
        self
    }

    /// A household changes.
    #[must_use]
    pub fn rumah_tangga(mut self, lama: RumahTangga, baru: RumahTangga) -> Self {
        self.rumah_tangga.push((Some(lama), baru));
        self
    }

    /// An event that leaves nobody in the register.
    #[must_use]
    pub fn tanpa_orang(mut self, jenis: JenisPeristiwa, keluarga: Keluarga) -> Self {
        self.tanpa_orang = Some((jenis, keluarga));
        self
    }

    /// Writes it all; tells the events' ids in the order in which people were named.
    pub async fn simpan(self, tx: &mut WriteTx) -> Result<Vec<Uuid>> {
        let ctx = *tx.ctx();
        let rombongan_id = ctx.new_id();
        let mut ubahan_keluarga = Vec::new();
        for (lama, baru) in &self.keluarga {
            let semua = simpan_baris(tx, lama.as_ref(), baru).await?.into_iter();
            ubahan_keluarga.extend(semua.map(|ubahan| UbahanKeluarga { keluarga_id: baru.id, ubahan }));
        }
        let mut ubahan_rumah_tangga = Vec::new();
        for (lama, baru) in &self.rumah_tangga {
            let semua = simpan_baris(tx, lama.as_ref(), baru).await?.into_iter();
            ubahan_rumah_tangga
                .extend(semua.map(|ubahan| UbahanRumahTangga { rumah_tangga_id: baru.id, ubahan }));
        }
        let mut ids = Vec::with_capacity(self.orang.len() + 1);
        let mut pertama = self.id;
        for perubahan in &self.orang {
            let id = pertama.take().unwrap_or_else(|| ctx.new_id());
            let ubahan = simpan_orang(tx, perubahan, (self.tanggal, id)).await?;
            // What happened to families and households stands with the first person.
            let rincian = Rincian {
                ubahan,
                ubahan_keluarga: std::mem::take(&mut ubahan_keluarga),
                ubahan_rumah_tangga: std::mem::take(&mut ubahan_rumah_tangga),
                ..self.rincian.clone()
            };
            let p = perubahan.lama.as_ref().unwrap_or(&perubahan.baru);
            let siapa = Siapa {
                penduduk_id: Some(p.id),
                keluarga_id: p.keluarga_id.or(perubahan.baru.keluarga_id),
                tempat: (p.dusun.clone(), p.rw.clone(), p.rt.clone()),
            };
            let peristiwa = self.peristiwa(tx, (id, rombongan_id), perubahan.jenis, siapa, &rincian);
            tx.insert(&peristiwa).await?;
            ids.push(id);
        }
        if let Some((jenis, k)) = &self.tanpa_orang {
            let id = pertama.take().unwrap_or_else(|| ctx.new_id());
            let rincian = Rincian { ubahan_keluarga, ..self.rincian.clone() };
            let tempat = (k.dusun.clone(), k.rw.clone(), k.rt.clone());
            let siapa = Siapa { penduduk_id: None, keluarga_id: Some(k.id), tempat };
            let peristiwa = self.peristiwa(tx, (id, rombongan_id), *jenis, siapa, &rincian);
            tx.insert(&peristiwa).await?;
            ids.push(id);
        }
        Ok(ids)
    }

    fn peristiwa(
        &self,
        tx: &WriteTx,
        (id, rombongan_id): (Uuid, Uuid),
        jenis: JenisPeristiwa,
        siapa: Siapa,
        rincian: &Rincian,
    ) -> Peristiwa {
        let Siapa { penduduk_id, keluarga_id, tempat: (dusun, rw, rt) } = siapa;
        Peristiwa {
            id,
            rombongan_id,
            penduduk_id,
            keluarga_id,
            jenis: jenis.kode(),
            tanggal: self.tanggal.into(),
            tanggal_lapor: self.tanggal_lapor.into(),
            dusun,
            rw,
            rt,
            membatalkan_id: None,
            isi_segel: rincian.segel(tx.keys()),
            oleh: tx.ctx().user(),
            dicatat_pada: tx.ctx().now.into(),
            dibatalkan_pada: TIADA_AKHIR,
        }
    }
}

async fn simpan_orang(
    tx: &mut WriteTx,
    perubahan: &Perubahan,
    (sejak, peristiwa_id): (Date, Uuid),
) -> Result<Vec<Ubahan>> {
    let Some(lama) = &perubahan.lama else {
        let baru = Penduduk {
            berlaku_sejak: sejak.into(),
            dicatat_pada: tx.ctx().now.into(),
            ..perubahan.baru.clone()
        };
        tx.insert(&baru).await?;
        return Ok(Vec::new());
    };
    let beda = riwayat::beda(lama, &perubahan.baru);
    let dulu = versi_pada(tx, lama, sejak).await?;
    riwayat::ubah(tx, lama.id, &beda, sejak, Some(peristiwa_id)).await?;
    Ok(ubahan(&riwayat::peta(&dulu), beda))
}

/// What was true on the event's day: undoing gives that back, not what is true today.
async fn versi_pada(tx: &mut WriteTx, kini: &Penduduk, hari: Date) -> Result<Penduduk> {
    if kini.berlaku_sejak.0 <= hari {
        return Ok(kini.clone());
    }
    let lalu = store::list_riwayat_berlaku(tx, kini.id).await?;
    let versi = lalu.iter().find(|r| hari < r.sampai.0);
    versi.map_or_else(|| Ok(kini.clone()), |r| r.isi(tx.keys()))
}

/// Writes a family or a household; tells what differs.
async fn simpan_baris<E: Entity + PartialEq>(
    tx: &mut WriteTx,
    lama: Option<&E>,
    baru: &E,
) -> Result<Vec<Ubahan>> {
    let Some(lama) = lama else {
        tx.insert(baru).await?;
        return Ok(vec![Ubahan {
            kolom: "id".to_owned(),
            lama: Value::Null,
            baru: baru.id().to_string().into(),
        }]);
    };
    if lama == baru {
        return Ok(Vec::new());
    }
    tx.update(baru).await?;
    let (dulu, kini) = (peta_baris(lama), peta_baris(baru));
    let beda = kini.into_iter().filter(|(kolom, nilai)| dulu.get(kolom) != Some(nilai)).collect();
    Ok(ubahan(&dulu, beda))
}

/// A family's or a household's row as a map of columns.
pub(super) fn peta_baris<E: Entity>(baris: &E) -> Map<String, Value> {
    match serde_json::to_value(baris) {
        Ok(Value::Object(peta)) => peta,
        _ => Map::new(),
    }
}

fn ubahan(dulu: &Map<String, Value>, beda: Map<String, Value>) -> Vec<Ubahan> {
    let lama = |kolom: &String| dulu.get(kolom).cloned().unwrap_or(Value::Null);
    beda.into_iter().map(|(kolom, baru)| Ubahan { lama: lama(&kolom), baru, kolom }).collect()
}
