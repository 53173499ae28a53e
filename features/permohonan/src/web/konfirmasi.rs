//! The neighbourhood's word on a request, as the office sees it and takes it on paper.

use ::web::{Caller, Form};
use db::ReadTx;
use jiff::civil::Date;
use kamus::{tanggal_pendek, urai_tanggal};
use ui::Field;

use super::saat_pendek;
use crate::alur::{JAM, rapikan};
use crate::konfirmasi::{Pengantar, penjawab, punya_akun, siapa, terlalu_lama};
use crate::store::Permohonan;
use crate::store::konfirmasi::{Cara, Jawab, Konfirmasi, find_konfirmasi};
use crate::{KERJA, obrolan};

/// Where it stands, in words.
pub(super) struct Keterangan {
    pub(super) kalimat: String,
    pub(super) terlalu_lama: bool,
    /// Where the heads are set, while one is missing.
    pub(super) ketua: Option<String>,
}

pub(super) async fn keterangan(
    caller: &Caller,
    tx: &mut ReadTx,
    p: &Permohonan,
) -> db::Result<Option<Keterangan>> {
    let Some(k) = find_konfirmasi(tx, p.id).await? else { return Ok(None) };
    let bagian = k.bagian().nama();
    let siapa = format!("{} ({bagian})", siapa(tx, k.tingkat()).await?);
    let pada = |at: Option<db::At>| at.map(|at| saat_pendek(caller, at.timestamp())).unwrap_or_default();
    let mut terlalu = false;
    let mut ketua = None;
    let kalimat = match (k.jawab(), k.cara == Some(Cara::Kertas as i16)) {
        (Jawab::Menunggu, _) => {
            terlalu = lewat(caller, tx, &k).await?;
            let terjangkau = obrolan::terjangkau(tx, p, &k).await?;
            if terjangkau {
                let ingat = if k.diingatkan_pada.is_some() { " Sudah diingatkan sekali." } else { "" };
                format!(
                    "Menunggu konfirmasi {siapa} lewat pesan sejak {}.{ingat}",
                    pada(Some(k.diminta_pada))
                )
            } else if punya_akun(tx, &k).await? {
                format!("Menunggu konfirmasi {siapa} dengan akunnya sejak {}.", pada(Some(k.diminta_pada)))
            } else {
                ketua = caller.can(KERJA).then(|| caller.href("/atur-konfirmasi"));
                let sebab = match penjawab(tx, p, &k).await? {
                    Some(_) => "belum terhubung dengan WhatsApp kantor",
                    None => "belum tercatat, atau pemohonnya sendiri",
                };
                format!("Menunggu konfirmasi {siapa}, yang {sebab}. Mintalah surat pengantar di kertas.")
            }
        }
        (Jawab::Benar, true) => {
            let tanggal = k.pengantar_tanggal.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default();
            format!("Surat pengantar dari {}, tanggal {tanggal}, dilihat di kantor.", k.dijawab_nama)
        }
        (Jawab::Benar, false) => {
            format!("Dikonfirmasi {}, {siapa}, {}.", k.dijawab_nama, pada(k.dijawab_pada))
        }
        (Jawab::Bukan, _) => format!(
            "Tidak dikonfirmasi {}, {siapa}, {}: {}. Periksa dulu; permohonan ini belum ditolak.",
            k.dijawab_nama,
            pada(k.dijawab_pada),
            k.alasan
        ),
        (Jawab::Gugur, _) => format!("Konfirmasi {siapa} tidak jadi diperlukan."),
    };
    Ok(Some(Keterangan { kalimat, terlalu_lama: terlalu, ketua }))
}

/// Whether it waits for so long that the office should look for another way.
async fn lewat(caller: &Caller, tx: &mut ReadTx, k: &Konfirmasi) -> db::Result<bool> {
    let Some((jam, kalender)) = waktu::find_dengan_kalender(tx, JAM, k.permohonan_id).await? else {
        return Ok(false);
    };
    let lama = kalender.lama_kerja(k.diminta_pada.timestamp(), caller.ctx.now);
    Ok(lama >= terlalu_lama(jam.hitungan().jatah))
}

/// The boxes of a signed paper.
pub(super) fn tambah(form: ui::Form) -> ui::Form {
    form.with(
        Field::new("pengantar_oleh", "Ditandatangani oleh")
            .hint("Nama dan jabatannya, misalnya Ngadiman, Ketua RT 001")
            .autocomplete("off")
            .attr("maxlength", "100")
            .optional(),
    )
    .with(Field::new("pengantar_tanggal", "Tanggal surat pengantar").autocomplete("off").optional())
}

/// The paper that the counter saw; none where its boxes are empty. What is half filled in is marked.
pub(super) fn baca(kiriman: &Form, tampil: &mut ui::Form, hari_ini: Date) -> Option<Pengantar> {
    let oleh = rapikan(kiriman.text("pengantar_oleh"), 100);
    let tanggal = kiriman.text("pengantar_tanggal");
    if oleh.is_empty() && tanggal.is_empty() {
        return None;
    }
    if oleh.is_empty() {
        tampil.refuse("pengantar_oleh", "Tulis siapa yang menandatangani surat pengantarnya.");
    }
    match urai_tanggal(tanggal) {
        Ok(tanggal) if tanggal > hari_ini => {
            tampil.refuse("pengantar_tanggal", "Tanggal surat pengantar tidak boleh sesudah hari ini.");
        }
        Ok(tanggal) => return Some(Pengantar { oleh, tanggal }),
        Err(galat) => tampil.refuse("pengantar_tanggal", galat.to_string()),
    }
    None
}
