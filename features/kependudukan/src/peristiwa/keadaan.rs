//! What a check looks at: the people and families of a report as they stand now and as they stood before.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use db::{Context, ReadTx, Result};
use jiff::civil::Date;
use kamus::{Daftar as _, Nik, NomorKk, StatusDasar};
use uuid::Uuid;
use vault::UnitKeys;

use super::bidang::{Bentuk, Macam};
use super::jawab::Jawab;
use crate::entitas::{JenisPeristiwa, Keluarga, KodeTempat, Penduduk, RumahTangga, SELAMANYA, nomor_berikut};
use crate::pindah_antar::{self, Bawaan, KeadaanKiriman, Muatan};
use crate::store;
use crate::subjek::{JenisSubjek, Ringkas};

/// Read once, before a form is checked.
pub struct Keadaan {
    pub(super) ctx: Context,
    pub(super) keys: UnitKeys,
    pub hari_ini: Date,
    /// The day on which the books open.
    pub buka: Option<Date>,
    /// All parts of the village.
    pub tempat: Vec<KodeTempat>,
    pub subjek: Option<Uuid>,
    /// Whoever fills the form may write down health.
    kesehatan: bool,
    orang: HashMap<Uuid, Orang>,
    keluarga: HashMap<Uuid, Keluarga>,
    rumah_tangga: HashMap<Uuid, RumahTangga>,
    nomor_rumah: NomorRumah,
    terpilih: HashMap<&'static str, Uuid>,
    calon: HashMap<&'static str, Vec<Ringkas>>,
    kk: HashMap<NomorKk, Uuid>,
    /// Who comes from another village of this Balai.
    pub(super) muatan: Option<Muatan>,
    /// Residents who may be one of them, though no NIK says so: by the id that they have there.
    pub(super) mirip: HashMap<Uuid, String>,
}

/// What is known of household numbers; only where the form asks for one.
#[derive(Default)]
pub(super) struct NomorRumah {
    /// The next one; none where the last one is no number.
    pub(super) berikut: Option<String>,
    /// The household that has the typed one.
    pub(super) pemilik: Option<Uuid>,
    /// The typed one is the number of a family card or of a resident.
    pub(super) nomor_warga: bool,
}

/// The form field with a household's number.
pub(super) const NOMOR_RUMAH: &str = "nomor_rtm";

/// A person of the register with what was recorded of them.
pub struct Orang {
    pub kini: Penduduk,
    pub nik: Option<Nik>,
    /// From, until before, status.
    pub(super) status: Vec<(Date, Date, i16)>,
    pub(super) tercatat: Vec<Tercatat>,
    /// Sent to another village of this Balai, which has not answered yet, or has taken them in.
    pub(super) dikirim: Option<KeadaanKiriman>,
}

/// An event that stands.
pub(super) struct Tercatat {
    pub(super) jenis: JenisPeristiwa,
    pub(super) tanggal: Date,
    pub(super) kolom: Vec<String>,
}

impl Orang {
    /// The status on a day. Who was there when the books opened was there before, too.
    pub fn status_pada(&self, hari: Date) -> Option<StatusDasar> {
        let ruas = self.status.iter().find(|(sejak, sampai, _)| *sejak <= hari && hari < *sampai);
        let awal = self.status.first().filter(|(sejak, ..)| self.kini.data_awal && hari < *sejak);
        ruas.or(awal).and_then(|(_, _, status)| StatusDasar::dari_kode(*status))
    }

    pub fn hadir_pada(&self, hari: Date) -> bool {
        self.status_pada(hari) == Some(StatusDasar::Hidup)
    }

    pub fn nama(&self) -> &str {
        &self.kini.nama
    }
}

impl Keadaan {
    /// Reads what a form of this kind needs. `subjek` is whom it is about.
    pub async fn muat(
        tx: &mut ReadTx,
        macam: &'static Macam,
        subjek: Option<Uuid>,
        j: &Jawab,
        hari_ini: Date,
    ) -> Result<Self> {
        let bagian = wilayah::list_bagian(tx).await?;
        let tempat = bagian.into_iter().map(|b| KodeTempat { dusun: b.dusun, rw: b.rw, rt: b.rt });
        let mut k = Self {
            ctx: *tx.ctx(),
            keys: tx.keys().clone(),
            hari_ini,
            buka: store::tanggal_data_awal(tx).await?,
            tempat: tempat.collect(),
            subjek,
            kesehatan: false,
            orang: HashMap::new(),
            keluarga: HashMap::new(),
            rumah_tangga: HashMap::new(),
            nomor_rumah: NomorRumah::default(),
            terpilih: HashMap::new(),
            calon: HashMap::new(),
            kk: HashMap::new(),
            muatan: None,
            mirip: HashMap::new(),
        };
        if let Some(id) = subjek {
            k.muat_serumah(tx, id).await?;
        }
        for b in macam.semua_bidang() {
            match b.bentuk {
                Bentuk::Orang => k.cari(tx, b.nama, j).await?,
                Bentuk::Nik | Bentuk::NikAtauHapus => k.muat_nik(tx, j.nik(b.nama)).await?,
                Bentuk::NoKk => k.muat_kk(tx, j.no_kk(b.nama)).await?,
                _ => {}
            }
        }
        // Who comes back must not find somebody else with the same NIK.
        let pergi: Vec<Nik> = k.orang.values().filter(|o| !o.kini.aktif()).filter_map(|o| o.nik).collect();
        for nik in pergi {
            k.muat_nik(tx, Some(nik)).await?;
        }
        if macam.bidang.iter().any(|b| b.nama == NOMOR_RUMAH) {
            k.muat_nomor_rumah(tx, j).await?;
        }
        k.muat_rumah_tangga(tx).await?;
        Ok(k)
    }

    /// A person with all of their family.
    async fn muat_serumah(&mut self, tx: &mut ReadTx, id: Uuid) -> Result<()> {
        self.muat_orang(tx, id).await?;
        let Some(keluarga_id) = self.orang.get(&id).and_then(|o| o.kini.keluarga_id) else { return Ok(()) };
        if self.keluarga.contains_key(&keluarga_id) {
            return Ok(());
        }
        let Some(keluarga) = store::find_keluarga(tx, keluarga_id).await? else { return Ok(()) };
        self.keluarga.insert(keluarga_id, keluarga);
        for p in store::list_anggota(tx, keluarga_id).await? {
            self.tambah(tx, p).await?;
        }
        Ok(())
    }

    /// The households of everybody read so far, with all who belong to them and their families.
    async fn muat_rumah_tangga(&mut self, tx: &mut ReadTx) -> Result<()> {
        let semua: BTreeSet<Uuid> = self.orang.values().filter_map(|o| o.kini.rumah_tangga_id).collect();
        for id in semua {
            let Some(rumah) = store::find_rumah_tangga(tx, id).await? else { continue };
            self.rumah_tangga.insert(id, rumah);
            for p in store::list_anggota_rumah(tx, id).await? {
                self.muat_serumah(tx, p.id).await?;
            }
        }
        Ok(())
    }

    async fn muat_nomor_rumah(&mut self, tx: &mut ReadTx, j: &Jawab) -> Result<()> {
        let terakhir = store::find_nomor_rumah_terakhir(tx).await?;
        self.nomor_rumah.berikut = nomor_berikut(terakhir.as_deref());
        if let Some(nomor) = j.some(NOMOR_RUMAH) {
            let pemilik = store::find_rumah_tangga_nomor(tx, nomor).await?;
            self.nomor_rumah.pemilik = pemilik.as_ref().map(|r| r.id);
            self.rumah_tangga.extend(pemilik.map(|r| (r.id, r)));
            self.nomor_rumah.nomor_warga = !store::cari_id_nomor(tx, nomor).await?.is_empty();
        }
        Ok(())
    }

    async fn muat_orang(&mut self, tx: &mut ReadTx, id: Uuid) -> Result<()> {
        match store::find_penduduk(tx, id).await? {
            Some(p) => self.tambah(tx, p).await,
            None => Ok(()),
        }
    }

    async fn tambah(&mut self, tx: &mut ReadTx, p: Penduduk) -> Result<()> {
        if self.orang.contains_key(&p.id) {
            return Ok(());
        }
        let versi = store::list_riwayat_berlaku(tx, p.id).await?;
        let mut status: Vec<_> = versi.iter().map(|r| (r.sejak.0, r.sampai.0, r.status_dasar)).collect();
        status.push((p.berlaku_sejak.0, SELAMANYA, p.status_dasar));
        let mut tercatat = Vec::new();
        let semua = store::list_peristiwa_orang(tx, p.id).await?;
        let pindah = pindah_antar::pindah_terakhir(&semua);
        for peristiwa in semua {
            if peristiwa.berlaku() && peristiwa.jenis() != JenisPeristiwa::Pembatalan {
                let rincian = peristiwa.rincian(tx.keys())?;
                let kolom = rincian.ubahan.into_iter().map(|u| u.kolom).collect();
                tercatat.push(Tercatat { jenis: peristiwa.jenis(), tanggal: peristiwa.tanggal.0, kolom });
            }
        }
        let nik = p.nik(tx.keys())?;
        let dikirim = match pindah.filter(|_| p.status_dasar() == StatusDasar::Pindah) {
            Some(rombongan_id) => pindah_antar::ikatan(tx, rombongan_id).await?,
            None => None,
        };
        self.orang.insert(p.id, Orang { kini: p, nik, status, tercatat, dikirim });
        Ok(())
    }

    /// Finds whom a field means: the one it was before, the one picked from several, or who alone fits.
    async fn cari(&mut self, tx: &mut ReadTx, bidang: &'static str, j: &Jawab) -> Result<()> {
        let Some(teks) = j.some(bidang) else { return Ok(()) };
        if let Some(id) = j.id(&format!("{bidang}_id")) {
            self.muat_serumah(tx, id).await?;
            if self.orang.get(&id).is_some_and(|o| o.nama() == teks) {
                self.terpilih.insert(bidang, id);
                return Ok(());
            }
        }
        let mut calon = store::cari_ringkas(tx, teks, 10).await?;
        calon.retain(|r| r.jenis == JenisSubjek::Penduduk && Some(r.id) != self.subjek);
        let dipilih = j.id(&format!("{bidang}_pilih"));
        // The search also brings who is only spelled alike; the whole name says whom is meant.
        let nama = kamus::normal_nama(teks);
        let senama: Vec<_> = calon.iter().filter(|r| kamus::normal_nama(&r.nama) == nama).collect();
        let satu = match (calon.as_slice(), senama.as_slice()) {
            ([satu], _) => Some(satu.id),
            (_, [satu]) if dipilih.is_none() => Some(satu.id),
            _ => calon.iter().map(|r| r.id).find(|id| Some(*id) == dipilih),
        };
        self.calon.insert(bidang, calon);
        if let Some(id) = satu {
            self.muat_serumah(tx, id).await?;
            self.terpilih.insert(bidang, id);
        }
        Ok(())
    }

    /// Puts the found persons into the answers, so that a typed NIK goes no further.
    pub fn rapikan(&self, j: &mut Jawab) {
        for (bidang, id) in &self.terpilih {
            if let Some(o) = self.orang.get(id) {
                j.pasang(bidang, o.nama());
                j.pasang(&format!("{bidang}_id"), id.to_string());
                j.buang(&format!("{bidang}_pilih"));
            }
        }
    }

    async fn muat_nik(&mut self, tx: &mut ReadTx, nik: Option<Nik>) -> Result<()> {
        let Some(nik) = nik else { return Ok(()) };
        for id in store::list_id_nik(tx, nik).await? {
            self.muat_serumah(tx, id).await?;
        }
        Ok(())
    }

    async fn muat_kk(&mut self, tx: &mut ReadTx, no_kk: Option<NomorKk>) -> Result<()> {
        let Some(no_kk) = no_kk else { return Ok(()) };
        if let Some(keluarga) = store::find_keluarga_kk(tx, no_kk).await? {
            self.kk.insert(no_kk, keluarga.id);
        }
        Ok(())
    }

    /// Takes in who comes from another village, with those of this register who may be the same.
    pub async fn bawa(&mut self, tx: &mut ReadTx, muatan: Muatan) -> Result<()> {
        for b in &muatan.orang {
            self.muat_nik(tx, b.isian.nik).await?;
            if b.isian.nik.is_none() {
                let nama = kamus::normal_nama(&b.isian.nama);
                let semua = store::cari_ringkas(tx, &b.isian.nama, 10).await?;
                let sama = semua.into_iter().find(|r| {
                    r.tanggal_lahir == Some(b.isian.tanggal_lahir.0) && kamus::normal_nama(&r.nama) == nama
                });
                self.mirip.extend(sama.map(|r| (b.asal_id, r.nama)));
            }
        }
        self.muatan = Some(muatan);
        Ok(())
    }

    /// Who comes from another village.
    pub fn bawaan(&self) -> &[Bawaan] {
        self.muatan.as_ref().map_or(&[], |muatan| &muatan.orang)
    }

    pub fn orang(&self, id: Uuid) -> Option<&Orang> {
        self.orang.get(&id)
    }

    /// Whom the form is about.
    pub fn yang_dicatat(&self) -> Option<&Orang> {
        self.subjek.and_then(|id| self.orang.get(&id))
    }

    /// Whom a field names.
    pub fn terpilih(&self, bidang: &str) -> Option<&Orang> {
        self.terpilih.get(bidang).and_then(|id| self.orang.get(id))
    }

    /// Who might be meant by a field.
    pub fn calon(&self, bidang: &str) -> &[Ringkas] {
        self.calon.get(bidang).map_or(&[], Vec::as_slice)
    }

    pub fn keluarga(&self, id: Uuid) -> Option<&Keluarga> {
        self.keluarga.get(&id)
    }

    /// Lets the form ask for disability, contraception and pregnancy.
    #[must_use]
    pub fn dengan_kesehatan(mut self, boleh: bool) -> Self {
        self.kesehatan = boleh;
        self
    }

    pub fn boleh_kesehatan(&self) -> bool {
        self.kesehatan
    }

    pub fn rumah_tangga(&self, id: Uuid) -> Option<&RumahTangga> {
        self.rumah_tangga.get(&id)
    }

    /// Who keeps house together now, the head first.
    pub fn anggota_rumah(&self, rumah_id: Uuid) -> Vec<&Orang> {
        let milik = |o: &&Orang| o.kini.rumah_tangga_id == Some(rumah_id) && o.kini.aktif();
        let mut semua: Vec<&Orang> = self.orang.values().filter(milik).collect();
        semua.sort_by_key(|o| (o.kini.hubungan_rtm, o.kini.tanggal_lahir, o.kini.id));
        semua
    }

    pub(super) fn nomor_rumah(&self) -> &NomorRumah {
        &self.nomor_rumah
    }

    /// The family that has this card number already.
    pub fn pemilik_kk(&self, no_kk: NomorKk) -> Option<Uuid> {
        self.kk.get(&no_kk).copied()
    }

    /// The present members of a family, the head first.
    pub fn anggota(&self, keluarga_id: Uuid) -> Vec<&Orang> {
        self.anggota_dengan(keluarga_id, StatusDasar::Hidup)
    }

    /// Members of a family with this status.
    pub fn anggota_dengan(&self, keluarga_id: Uuid, status: StatusDasar) -> Vec<&Orang> {
        let milik =
            |o: &&Orang| o.kini.keluarga_id == Some(keluarga_id) && o.kini.status_dasar == status.kode();
        let mut semua: Vec<&Orang> = self.orang.values().filter(milik).collect();
        semua.sort_by_key(|o| (o.kini.shdk, o.kini.tanggal_lahir, o.kini.id));
        semua
    }

    /// Everybody known here with this NIK, whatever their status: whoever's row a new event goes on with comes
    /// first, and a row that was merged away last.
    pub fn pemilik_nik(&self, nik: Nik) -> Vec<&Orang> {
        let mut semua: Vec<&Orang> = self.orang.values().filter(|o| o.nik == Some(nik)).collect();
        semua.sort_by_key(|o| {
            let usai = o.kini.status_dasar() == StatusDasar::TidakValid;
            (usai, Reverse(o.kini.berlaku_sejak), o.kini.id)
        });
        semua
    }

    pub(super) fn id_baru(&self) -> Uuid {
        self.ctx.new_id()
    }
}
