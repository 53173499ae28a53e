//! What holds for a kind of letter in this village: its own choice, or else the kind's default.

use db::{ReadTx, Result, WriteTx};
use kamus::Zona;
use uuid::Uuid;
use wilayah::{Identitas, Jabatan, Pejabat, Sebutan};

use crate::jenis::{Cara, Jenis, Konfirmasi, Penanda, Syarat};
use crate::naskah::{Instansi, Kertas, Ketua};
use crate::orang::Orang;
use crate::penandatangan::{Bentuk, Penandatangan};
use crate::store::{self, AturSurat, LangkahParaf};

/// Settings in force for one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atur {
    /// Whether residents are offered this kind.
    pub aktif: bool,
    pub syarat: Vec<Syarat>,
    pub klasifikasi: String,
    pub cara: Cara,
    /// Codes of jabatan whose paraf is needed, in order.
    pub rantai: Vec<String>,
    /// Who signs; the head in office when nobody is named.
    pub penandatangan_id: Option<Uuid>,
    pub bentuk: Bentuk,
    pub kertas: Kertas,
    pub rangkap: i16,
    /// None for ever.
    pub masa_hari: Option<i32>,
    /// Who of the neighbourhood confirms a request before the office works on it.
    pub konfirmasi: Konfirmasi,
}

impl Atur {
    fn bawaan(jenis: &Jenis) -> Self {
        Self {
            aktif: true,
            syarat: jenis.syarat.clone(),
            klasifikasi: jenis.klasifikasi.clone(),
            cara: jenis.cara,
            rantai: jenis.paraf.clone(),
            penandatangan_id: None,
            bentuk: Bentuk::Definitif,
            kertas: Kertas::F4,
            rangkap: 1,
            masa_hari: jenis.masa_hari,
            konfirmasi: jenis.konfirmasi,
        }
    }

    fn dari(row: &AturSurat, jenis: &Jenis) -> Self {
        let syarat = row.syarat.as_deref().and_then(|json| serde_json::from_str(json).ok());
        Self {
            aktif: row.aktif,
            syarat: syarat.unwrap_or_else(|| jenis.syarat.clone()),
            klasifikasi: row.klasifikasi.clone(),
            cara: Cara::dari_kode(row.cara).unwrap_or(Cara::Basah),
            rantai: row.rantai.split_whitespace().map(str::to_owned).collect(),
            penandatangan_id: row.penandatangan_id,
            bentuk: Bentuk::dari_kode(&row.bentuk).unwrap_or(Bentuk::Definitif),
            kertas: Kertas::dari_kode(&row.kertas).unwrap_or_default(),
            rangkap: row.rangkap,
            masa_hari: row.masa_hari,
            konfirmasi: Konfirmasi::dari_kode(row.konfirmasi).unwrap_or_default(),
        }
    }
}

pub async fn get_atur(tx: &mut ReadTx, jenis: &Jenis) -> Result<Atur> {
    let row = store::find_atur(tx, &jenis.kode).await?;
    Ok(row.map_or_else(|| Atur::bawaan(jenis), |row| Atur::dari(&row, jenis)))
}

/// What held for a kind from some moment on.
#[derive(Debug, Clone)]
pub struct Versi {
    pub versi: i32,
    pub atur: Atur,
    pub oleh: Option<Uuid>,
    pub pada: db::At,
}

/// Every version of the village's choices, the one in force first; none when it never chose.
pub async fn list_versi(tx: &mut ReadTx, jenis: &Jenis) -> Result<Vec<Versi>> {
    let rows = store::list_atur(tx, &jenis.kode).await?;
    let satu = |row: AturSurat| Versi {
        versi: row.versi,
        atur: Atur::dari(&row, jenis),
        oleh: row.oleh,
        pada: row.pada,
    };
    Ok(rows.into_iter().map(satu).collect())
}

/// Stores the village's own choice for a kind as its next version. What is chosen as it was stays as it was.
pub async fn simpan_atur(tx: &mut WriteTx, jenis: &Jenis, atur: &Atur) -> Result<()> {
    let lama = store::list_atur(tx, &jenis.kode).await?;
    let lama = lama.first();
    if lama.is_some_and(|row| Atur::dari(row, jenis) == *atur) {
        return Ok(());
    }
    let ctx = *tx.ctx();
    let sendiri = atur.syarat != jenis.syarat;
    let row = AturSurat {
        id: ctx.new_id(),
        jenis: jenis.kode.clone(),
        versi: lama.map_or(0, |row| row.versi) + 1,
        aktif: atur.aktif,
        syarat: sendiri.then(|| serde_json::to_string(&atur.syarat).expect("plain structs have a JSON form")),
        klasifikasi: atur.klasifikasi.clone(),
        cara: atur.cara.kode(),
        rantai: atur.rantai.join(" "),
        penandatangan_id: atur.penandatangan_id,
        bentuk: atur.bentuk.kode().to_owned(),
        kertas: atur.kertas.kode().to_owned(),
        rangkap: atur.rangkap,
        masa_hari: atur.masa_hari,
        konfirmasi: atur.konfirmasi.kode(),
        oleh: ctx.user(),
        pada: ctx.now.into(),
    };
    tx.insert(&row).await
}

/// The office on a given day: its words and its people.
#[derive(Debug, Clone)]
pub struct Kantor {
    pub identitas: Identitas,
    pub sebutan: &'static Sebutan,
    /// Those in office today, by rank.
    pub pejabat: Vec<Pejabat>,
    pub hari_ini: jiff::civil::Date,
}

impl Kantor {
    pub async fn baca(tx: &mut ReadTx) -> Result<Self> {
        let identitas = wilayah::get_identitas(tx).await?;
        let hari_ini = identitas.zona().tanggal(tx.ctx().now);
        let pejabat = wilayah::pejabat_pada(tx, hari_ini).await?;
        Ok(Self { sebutan: wilayah::sebutan(&identitas), identitas, pejabat, hari_ini })
    }

    pub fn zona(&self) -> Zona {
        self.identitas.zona()
    }

    pub fn find(&self, id: Uuid) -> Option<&Pejabat> {
        self.pejabat.iter().find(|pejabat| pejabat.id == id)
    }

    /// The head. A deputy (Plh., Plt., Pj.) goes before the holder who is away.
    pub fn kepala(&self) -> Option<&Pejabat> {
        let heads = || self.pejabat.iter().filter(|p| p.jabatan() == Jabatan::Kepala);
        heads().find(|p| p.jenis() != wilayah::JenisPejabat::Definitif).or_else(|| heads().next())
    }

    /// "Kalurahan Sukamaju, Kapanewon Pleret, Kabupaten Bantul"
    pub fn wilayah(&self) -> String {
        let bagian = [self.identitas.nama_lengkap(), self.identitas.induk()];
        bagian.into_iter().filter(|teks| !teks.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The offices that letters name.
    pub fn instansi(&self) -> Instansi {
        let Identitas { nama, kecamatan, kabupaten, provinsi, .. } = &self.identitas;
        Instansi {
            unit: self.identitas.nama_lengkap(),
            kepala: format!("{} {nama}", self.sebutan.kepala),
            atasan: format!("{} {kecamatan}", self.sebutan.atasan),
            kecamatan: kecamatan.clone(),
            kepala_atasan: format!("{} {kecamatan}", self.sebutan.kepala_atasan),
            kabupaten: kabupaten.clone(),
            provinsi: provinsi.clone(),
            dusun: self.sebutan.dusun.unwrap_or("Dusun").to_owned(),
            kepala_dusun: self.sebutan.kepala_dusun.unwrap_or("Kepala Dusun").to_owned(),
        }
    }

    /// Who heads the parts of the village in which somebody lives, where the kind has a place for their ink.
    pub async fn ketua(&self, tx: &mut ReadTx, jenis: &Jenis, orang: &Orang) -> Result<Ketua> {
        let perlu = |oleh: Penanda| jenis.ttd.iter().any(|ttd| ttd.oleh == oleh);
        if orang.dusun.is_empty() || ![Penanda::Rt, Penanda::Rw, Penanda::Dukuh].into_iter().any(perlu) {
            return Ok(Ketua::default());
        }
        let bagian = wilayah::list_bagian(tx).await?;
        let kepala = |rw: &str, rt: &str| {
            let ini = bagian.iter().find(|b| b.dusun == orang.dusun && b.rw == rw && b.rt == rt);
            ini.and_then(|b| b.kepala.clone()).unwrap_or_default()
        };
        let dukuh = self.pejabat.iter().find(|p| {
            p.jabatan() == Jabatan::KepalaDusun && p.dusun.as_deref() == Some(orang.dusun.as_str())
        });
        let nomor = |isi: &str| !matches!(isi, "" | "-" | "0");
        Ok(Ketua {
            rt: if nomor(&orang.rt) { kepala(&orang.rw, &orang.rt) } else { String::new() },
            rw: if nomor(&orang.rw) { kepala(&orang.rw, "") } else { String::new() },
            dukuh: dukuh.map_or_else(|| kepala("", ""), |p| p.nama.clone()),
        })
    }

    /// How an official may sign: the head in person, others for the head.
    pub fn bentuk_untuk(pejabat: &Pejabat) -> Vec<Bentuk> {
        match (pejabat.jabatan(), pejabat.jenis()) {
            (Jabatan::Kepala, wilayah::JenisPejabat::Definitif) => vec![Bentuk::Definitif],
            (Jabatan::Kepala, wilayah::JenisPejabat::Plh) => vec![Bentuk::Plh],
            (Jabatan::Kepala, wilayah::JenisPejabat::Plt) => vec![Bentuk::Plt],
            (Jabatan::Kepala, wilayah::JenisPejabat::Pj) => vec![Bentuk::Pj],
            (Jabatan::Sekretaris, _) => vec![Bentuk::An],
            _ => vec![Bentuk::An, Bentuk::Ub],
        }
    }

    /// The signer as the letter will keep them.
    pub fn penandatangan(&self, pejabat: &Pejabat, bentuk: Bentuk) -> Penandatangan {
        let nama = &self.identitas.nama;
        let kepala = format!("{} {nama}", self.sebutan.kepala);
        let sendiri = pejabat.jabatan() == Jabatan::Kepala;
        Penandatangan {
            pejabat_id: pejabat.id,
            nama: pejabat.nama.clone(),
            nomor_induk: pejabat.nomor_pegawai().unwrap_or_default(),
            bentuk,
            jabatan: if sendiri { kepala.clone() } else { wilayah::jabatan_label(pejabat, self.sebutan) },
            kepala,
            perantara: self.sebutan.sekretaris.unwrap_or("Sekretaris").to_owned(),
        }
    }

    /// The chain with the names of today.
    pub fn rantai(&self, kode: &[String]) -> Vec<LangkahParaf> {
        let langkah = |kode: &String| {
            let jabatan = Jabatan::dari_kode(kode)?;
            let kata = self.sebutan.jabatan(jabatan)?;
            let pejabat = self.pejabat.iter().find(|pejabat| pejabat.jabatan() == jabatan);
            let jabatan =
                pejabat.map_or_else(|| kata.to_owned(), |p| wilayah::jabatan_label(p, self.sebutan));
            Some(LangkahParaf { jabatan, pejabat_id: pejabat.map(|pejabat| pejabat.id) })
        };
        kode.iter().filter_map(langkah).collect()
    }
}
