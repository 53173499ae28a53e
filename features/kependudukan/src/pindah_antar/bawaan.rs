//! Who is on the way, as the sender's register knows them.

use std::collections::BTreeMap;

use db::{Context, Day, Db, Result};
use jiff::civil::Date;
use kamus::SakitMenahun;
use uuid::Uuid;
use vault::UnitKeys;

use super::foto::Foto;
use super::{GalatPindah, Masuk, sistem, yang_pindah};
use crate::entitas::{Isian, Pelengkap, Penduduk};
use crate::store;

/// Those on the way, with what was said when they moved out.
#[derive(Clone)]
pub struct Muatan {
    pub kiriman: Uuid,
    pub tanggal: Date,
    /// The village that they come from, in words.
    pub asal: String,
    pub orang: Vec<Bawaan>,
    /// Answers of the form by which they moved out.
    pub isian: BTreeMap<String, String>,
}

/// One person in the open: read from the sender, sealed anew by whoever takes them in.
#[derive(Clone)]
pub struct Bawaan {
    /// Their id in the sender's register.
    pub asal_id: Uuid,
    pub isian: Isian,
    gelar: [Option<String>; 2],
    negara: Option<String>,
    kitas_berakhir: Option<Day>,
    huruf: Option<i16>,
    bpjs_tk: Option<bool>,
    telepon: Option<String>,
    pelengkap: Pelengkap,
    sakit_menahun: Option<SakitMenahun>,
    pub(super) foto: Option<Foto>,
}

/// Reads who is on the way from the sending unit, which keeps them until they are taken in.
pub async fn muatan(
    db: &Db,
    ctx: &Context,
    masuk: &Masuk,
    asal: &str,
) -> std::result::Result<Muatan, GalatPindah> {
    let mut tx = db.read(&sistem(masuk.asal, ctx.now)).await?;
    let pindah = yang_pindah(&mut tx, masuk.kiriman.rombongan_id).await?.ok_or(GalatPindah::Berubah)?;
    if i32::try_from(pindah.len()) != Ok(masuk.kiriman.jumlah) {
        return Err(GalatPindah::Berubah);
    }
    let isian = pindah[0].1.rincian(tx.keys())?.isian;
    let mut orang = Vec::with_capacity(pindah.len());
    for (p, _) in &pindah {
        let keluarga = match p.keluarga_id {
            Some(id) => store::find_keluarga(&mut tx, id).await?,
            None => None,
        };
        let no_kk = keluarga.map(|keluarga| keluarga.no_kk(tx.keys())).transpose()?.flatten();
        let foto = p.foto_id.map(|asal| Foto { asal, kini: ctx.new_id() });
        orang.push(Bawaan { foto, ..Bawaan::dari(p, p.isian(no_kk, tx.keys())?, tx.keys())? });
    }
    orang.sort_by_key(|b| (b.isian.shdk, b.isian.tanggal_lahir, b.asal_id));
    Ok(Muatan {
        kiriman: masuk.kiriman.id,
        tanggal: masuk.kiriman.tanggal.0,
        asal: asal.to_owned(),
        orang,
        isian,
    })
}

impl Muatan {
    /// Whether anybody's photo comes along.
    pub(crate) fn berfoto(&self) -> bool {
        self.orang.iter().any(|b| b.foto.is_some())
    }
}

impl Bawaan {
    fn dari(p: &Penduduk, isian: Isian, keys: &UnitKeys) -> Result<Self> {
        Ok(Self {
            asal_id: p.id,
            isian,
            gelar: [p.gelar_depan.clone(), p.gelar_belakang.clone()],
            negara: p.negara.clone(),
            kitas_berakhir: p.kitas_berakhir,
            huruf: p.huruf,
            bpjs_tk: p.bpjs_tk,
            telepon: p.telepon(keys)?,
            pelengkap: p.dokumen(keys)?.pelengkap,
            sakit_menahun: p.kesehatan(keys)?.sakit_menahun,
            foto: None,
        })
    }

    /// Puts what a workbook does not say into a row, sealed under its unit.
    pub(crate) fn pasang(&self, p: &mut Penduduk, keys: &UnitKeys) {
        let [depan, belakang] = self.gelar.clone();
        p.gelar_depan = depan.or(p.gelar_depan.take());
        p.gelar_belakang = belakang.or(p.gelar_belakang.take());
        p.negara = self.negara.clone().or(p.negara.take());
        p.kitas_berakhir = self.kitas_berakhir.or(p.kitas_berakhir);
        p.huruf = self.huruf.or(p.huruf);
        p.bpjs_tk = self.bpjs_tk.or(p.bpjs_tk);
        if self.telepon.is_some() {
            p.pasang_telepon(keys, self.telepon.as_deref());
        }
        if self.sakit_menahun.is_some() {
            p.pasang_sakit(keys, self.sakit_menahun);
        }
        p.foto_id = self.foto.map(|foto| foto.kini).or(p.foto_id);
        if let Ok(dokumen) = p.dokumen(keys) {
            p.pasang_pelengkap(keys, self.pelengkap.clone().atau(dokumen.pelengkap));
        }
    }
}
