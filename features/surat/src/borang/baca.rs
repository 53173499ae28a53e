//! From what was typed to a letter that can be submitted, all findings at once.

use uuid::Uuid;
use web::Form as Kiriman;

use super::{AWALAN, Borang, Dasar, luar, susun};
use crate::alur::Pengajuan;
use crate::jenis::{Cara, Nilai, periksa_isian_untuk, syarat_kurang};
use crate::naskah::Kertas;
use crate::orang::Orang;
use crate::penandatangan::Bentuk;
use crate::store::Isi;

/// A posted form: shown again, and submitted when nothing is wrong with it.
#[derive(Debug)]
pub(crate) struct Terbaca {
    pub(crate) borang: Borang,
    /// What is there, also when something is wrong: for the preview.
    pub(crate) orang: Orang,
    pub(crate) nilai: Nilai,
    pub(crate) penandatangan: Option<(Uuid, Bentuk)>,
    pub(crate) cara: Cara,
    pub(crate) kertas: Kertas,
    pub(crate) pengajuan: Option<Pengajuan>,
}

pub(crate) fn baca(form: ui::Form, dasar: &Dasar<'_>, kiriman: &Kiriman) -> Terbaca {
    let mut borang = susun(form, dasar, &ketikan_dari(kiriman));
    borang.form = borang.form.fill(kiriman.typed());
    let hari_ini = dasar.kantor.hari_ini;
    let (orang, mut temuan) = match &dasar.orang {
        Some(orang) => (orang.clone(), Vec::new()),
        None => luar::baca(|nama| kiriman.text(nama), hari_ini, dasar.jenis),
    };
    for kalimat in dasar.jenis.periksa_pokok(&orang, hari_ini) {
        borang.form.refuse("", kalimat);
    }
    let jawab = |nama: &str| kiriman.text(&format!("{AWALAN}{nama}"));
    let (nilai, isian) = periksa_isian_untuk(dasar.jenis, orang.lembaga(), hari_ini, jawab);
    for satu in isian {
        borang.form.refuse(&format!("{AWALAN}{}", satu.nama), satu.kalimat);
    }
    for satu in temuan.drain(..) {
        borang.form.refuse(&satu.nama, satu.kalimat);
    }
    let syarat: Vec<String> = kiriman.all("syarat").map(str::to_owned).collect();
    periksa_syarat(&mut borang, dasar, (&orang, &nilai), &syarat);
    let penandatangan = penandatangan(kiriman.text("penandatangan"), dasar);
    if penandatangan.is_none() {
        borang.form.refuse("penandatangan", "Penanda tangan belum dipilih.");
    }
    let cara = kiriman.text("cara").parse().ok().and_then(Cara::dari_kode);
    if cara.is_none() {
        borang.form.refuse("cara", "Cara tanda tangan belum dipilih.");
    }
    let kertas = Kertas::dari_kode(kiriman.text("kertas")).unwrap_or(dasar.atur.kertas);
    let rangkap = kiriman.text("rangkap").parse().unwrap_or(1_i16).clamp(1, 4);
    let cara_jadi = cara.unwrap_or(dasar.atur.cara);
    let pengajuan = match (borang.form.has_error(), penandatangan) {
        (false, Some((penandatangan_id, bentuk))) => Some(Pengajuan {
            jenis: dasar.jenis,
            orang: orang.clone(),
            isi: Isi { nilai: nilai.clone(), syarat },
            cara: cara_jadi,
            penandatangan_id,
            bentuk,
            kertas,
            rangkap,
            mengganti: kiriman.text("ganti").parse().ok(),
            simpan_sementara: kiriman.some("o_simpan").is_some(),
        }),
        _ => None,
    };
    Terbaca { borang, orang, nilai, penandatangan, cara: cara_jadi, kertas, pengajuan }
}

fn periksa_syarat(
    borang: &mut Borang,
    dasar: &Dasar<'_>,
    (orang, nilai): (&Orang, &Nilai),
    syarat: &[String],
) {
    let kurang = syarat_kurang(&dasar.atur.syarat, syarat, |periksa| {
        dasar.jenis.diketahui(orang, |nama| nilai.teks(nama), periksa)
    });
    if !kurang.is_empty() {
        let nama: Vec<&str> = kurang.iter().map(|syarat| syarat.nama.as_str()).collect();
        borang.form.refuse(
            "syarat",
            format!("Syarat belum lengkap: {}. Centang setelah Anda melihatnya.", nama.join("; ")),
        );
    }
}

/// All that was sent, to be shown again.
pub(crate) fn ketikan_dari(kiriman: &Kiriman) -> Vec<(String, String)> {
    kiriman.typed().map(|(nama, nilai)| (nama.to_owned(), nilai.to_owned())).collect()
}

/// "id:form" of somebody who may sign so today.
fn penandatangan(teks: &str, dasar: &Dasar<'_>) -> Option<(Uuid, Bentuk)> {
    let (id, bentuk) = teks.split_once(':')?;
    let (id, bentuk) = (id.parse().ok()?, Bentuk::dari_kode(bentuk)?);
    let pejabat = dasar.kantor.find(id)?;
    crate::atur::Kantor::bentuk_untuk(pejabat).contains(&bentuk).then_some((id, bentuk))
}
