//! B.4: who stayed for a while in a period. Who only asked for a letter never came, and is left out.

use db::{ReadTx, Result};
use jiff::civil::Date;
use kamus::tanggal_pendek;
use kependudukan::PendudukSementara;
use kependudukan::store as register;

use super::{Isi, Permintaan, Potongan, nik};

pub(super) async fn isi(
    tx: &mut ReadTx,
    minta: &Permintaan,
    (dari, sampai): (Date, Date),
    potongan: Potongan,
) -> Result<Isi> {
    let mut semua = register::list_sementara_masa(tx, (dari, sampai)).await?;
    semua.retain(|p| minta.dusun.as_ref().is_none_or(|dusun| *dusun == p.dusun));
    let total = semua.len();
    let mut baris = Vec::new();
    for (nomor, p) in
        (potongan.lewati + 1..).zip(semua.into_iter().skip(potongan.lewati).take(potongan.batas))
    {
        let nik = nik(p.nik(tx.keys())?, minta.terbuka);
        baris.push(satu(nomor, p, nik));
    }
    Ok(Isi { baris, total })
}

fn satu(nomor: usize, p: PendudukSementara, nik: String) -> Vec<String> {
    let perempuan = p.jenis_kelamin.to_uppercase().starts_with('P');
    let tanda = |ya: bool| if ya { "V".to_owned() } else { String::new() };
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default();
    let ket = if p.penduduk_id.is_some() { "Menjadi penduduk".to_owned() } else { p.pergi_ke };
    vec![
        nomor.to_string(),
        p.nama,
        tanda(!perempuan && !p.jenis_kelamin.is_empty()),
        tanda(perempuan),
        nik,
        format!("{}/{}", p.tempat_lahir, hari(p.tanggal_lahir)),
        p.pekerjaan,
        if p.negara.is_empty() { p.kewarganegaraan } else { p.negara },
        // Descent (keturunan) is a column of the form that the register does not keep.
        String::new(),
        p.datang_dari,
        p.maksud,
        p.yang_didatangi,
        hari(p.datang),
        hari(p.pergi),
        ket,
    ]
}
