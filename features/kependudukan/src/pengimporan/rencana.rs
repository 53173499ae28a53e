//! Who in a workbook is whom in the register.
//!
//! By NIK where there is one. Somebody without a NIK is known by sound of name, birth date and family
//! card together, which also tells that a newborn has got their NIK since.

use std::collections::HashMap;

use db::{Bytes, Day, ReadTx, Result};
use uuid::Uuid;
use vault::UnitKeys;

use super::bidang::{Ubah, bandingkan};
use super::muatan::Muatan;
use crate::entitas::{Isian, Keluarga, Penduduk, USULAN, kunci_kk, kunci_nik};
use crate::store;

/// What differs about one registered person.
pub(super) struct Beda {
    pub(super) penduduk_id: Uuid,
    pub(super) nama: String,
    pub(super) ubah: Vec<Ubah>,
}

impl Beda {
    /// By which the same proposal is known again.
    pub(super) fn sidik(&self, ubah: &Ubah, keys: &UnitKeys) -> Bytes {
        let isi = format!("{}\n{}\n{}", self.penduduk_id, ubah.kolom, ubah.baru);
        keys.hash(USULAN, isi.as_bytes()).into()
    }
}

/// What a workbook means for the register.
pub(super) struct Rencana {
    pub(super) data_awal: bool,
    /// Places of rows that nobody in the register matches.
    pub(super) baru: Vec<usize>,
    pub(super) beda: Vec<Beda>,
    pub(super) sama: usize,
    /// Present residents whom no row matches.
    pub(super) tidak_ada: Vec<Uuid>,
    /// Row to registered person's family, for newcomers of a family without a number.
    pub(super) keluarga_dari: HashMap<usize, Uuid>,
}

/// Sound of name, birth date, family card.
type KunciOrang = (String, Day, Option<Bytes>);

struct Terdaftar {
    penduduk: Vec<Penduduk>,
    keluarga: HashMap<Uuid, Keluarga>,
    diambil: Vec<bool>,
    menurut_nik: HashMap<Bytes, Vec<usize>>,
    menurut_orang: HashMap<KunciOrang, Vec<usize>>,
}

impl Rencana {
    pub(super) async fn susun(tx: &mut ReadTx, muatan: &Muatan) -> Result<Self> {
        let mut terdaftar = Terdaftar::baca(tx).await?;
        let mut rencana = Self {
            data_awal: terdaftar.penduduk.is_empty(),
            baru: Vec::new(),
            beda: Vec::new(),
            sama: 0,
            tidak_ada: Vec::new(),
            keluarga_dari: HashMap::new(),
        };
        let (keys, ada_status) = (tx.keys(), muatan.ada_kolom("status_dasar"));
        for (i, orang) in muatan.orang.iter().enumerate() {
            let Some(siapa) = terdaftar.cocokkan(orang, keys) else {
                rencana.baru.push(i);
                continue;
            };
            let penduduk = &terdaftar.penduduk[siapa];
            rencana.keluarga_dari.extend(penduduk.keluarga_id.map(|id| (i, id)));
            let mut ubah = bandingkan(&terdaftar.isian(siapa, keys)?, orang);
            ubah.retain(|u| ada_status || u.kolom != "status_dasar");
            if ubah.is_empty() {
                rencana.sama += 1;
            } else {
                rencana.beda.push(Beda { penduduk_id: penduduk.id, nama: penduduk.nama.clone(), ubah });
            }
        }
        rencana.tidak_ada = terdaftar.sisa();
        Ok(rencana)
    }
}

impl Terdaftar {
    async fn baca(tx: &mut ReadTx) -> Result<Self> {
        let penduduk = store::list_penduduk(tx).await?;
        let keluarga: HashMap<Uuid, Keluarga> =
            store::list_keluarga(tx).await?.into_iter().map(|k| (k.id, k)).collect();
        let mut menurut_nik: HashMap<Bytes, Vec<usize>> = HashMap::new();
        let mut menurut_orang: HashMap<KunciOrang, Vec<usize>> = HashMap::new();
        for (i, p) in penduduk.iter().enumerate() {
            if let Some(kunci) = &p.nik_kunci {
                menurut_nik.entry(kunci.clone()).or_default().push(i);
            }
            let kk = p.keluarga_id.and_then(|id| keluarga.get(&id)).and_then(|k| k.no_kk_kunci.clone());
            let kunci = (kamus::kunci_nama(&p.nama), p.tanggal_lahir, kk);
            menurut_orang.entry(kunci).or_default().push(i);
        }
        let diambil = vec![false; penduduk.len()];
        Ok(Self { penduduk, keluarga, diambil, menurut_nik, menurut_orang })
    }

    /// The registered person whom a row means, each at most once.
    fn cocokkan(&mut self, orang: &Isian, keys: &UnitKeys) -> Option<usize> {
        let siapa = self.menurut_nik(orang, keys).or_else(|| self.menurut_orang(orang, keys))?;
        self.diambil[siapa] = true;
        Some(siapa)
    }

    /// Same NIK: somebody of the same status first, for who came back has two rows.
    fn menurut_nik(&self, orang: &Isian, keys: &UnitKeys) -> Option<usize> {
        let calon = self.menurut_nik.get(&kunci_nik(keys, orang.nik?))?;
        let bebas = || calon.iter().copied().filter(|i| !self.diambil[*i]);
        let sama = bebas().find(|i| self.penduduk[*i].status_dasar() == orang.status_dasar);
        sama.or_else(|| bebas().find(|i| self.penduduk[*i].aktif())).or_else(|| bebas().next())
    }

    /// Same sound, birth date and card, where at least one side has no NIK.
    fn menurut_orang(&self, orang: &Isian, keys: &UnitKeys) -> Option<usize> {
        let kk = orang.no_kk.map(|kk| kunci_kk(keys, kk));
        let calon = self.menurut_orang.get(&(kamus::kunci_nama(&orang.nama), orang.tanggal_lahir, kk))?;
        let bebas = || calon.iter().copied().filter(|i| !self.diambil[*i]);
        let tanpa_nik = bebas().find(|i| self.penduduk[*i].nik_kunci.is_none());
        tanpa_nik.or_else(|| bebas().next().filter(|_| orang.nik.is_none()))
    }

    fn isian(&self, siapa: usize, keys: &UnitKeys) -> Result<Isian> {
        let penduduk = &self.penduduk[siapa];
        let keluarga = penduduk.keluarga_id.and_then(|id| self.keluarga.get(&id));
        let no_kk = keluarga.map(|k| k.no_kk(keys)).transpose()?.flatten();
        penduduk.isian(no_kk, keys)
    }

    fn sisa(self) -> Vec<Uuid> {
        let sisa = self.penduduk.iter().zip(&self.diambil).filter(|(p, diambil)| p.aktif() && !**diambil);
        sisa.map(|(p, _)| p.id).collect()
    }
}
