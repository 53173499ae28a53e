//! What waits for a paraf or a signature; one's own turn first.

use askama::Template;
use axum::response::Response;
use ui::MenuItem;
use web::{Caller, Result};

use crate::alur::boleh_paraf;
use crate::jenis::Cara;
use crate::katalog::Katalog;
use crate::keadaan::Keadaan;
use crate::store;
use crate::{PARAF, TANDATANGAN, TERBIT};

struct Baris {
    href: String,
    nama: String,
    jenis: &'static str,
    nomor: String,
    menunggu: String,
    sejak: String,
    giliran: bool,
    elektronik: bool,
}

#[derive(Template)]
#[template(path = "surat/tugas.html")]
struct Tugas {
    page: ui::Page,
    tab: Vec<MenuItem>,
    paraf: Vec<Baris>,
    ttd: Vec<Baris>,
    /// Where several are given their paraf.
    paraf_bersama: Option<String>,
    /// Where several are signed with one passphrase.
    bersama: Option<String>,
}

pub(crate) async fn get(caller: Caller) -> Result<Response> {
    let mut tx = caller.read().await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let mut paraf = paraf(&caller, &mut tx, &katalog).await?;
    let mut ttd = tanda_tangan(&caller, &mut tx, &katalog).await?;
    // Stable: the oldest stays first within each part.
    paraf.sort_by_key(|baris| !baris.giliran);
    ttd.sort_by_key(|baris| !baris.giliran);
    let paraf_bersama = paraf.iter().filter(|baris| baris.giliran).count() > 1;
    let paraf_bersama = paraf_bersama.then(|| caller.href("/surat/paraf"));
    let bersama = ttd.iter().filter(|baris| baris.giliran && baris.elektronik).count() > 1;
    let bersama = bersama.then(|| caller.href("/surat/penandatanganan"));
    let tab = super::daftar::tab(&caller, &mut tx, 1).await?;
    let page = caller.page("Menunggu paraf dan tanda tangan");
    web::html(&Tugas { page, tab, paraf, ttd, paraf_bersama, bersama })
}

async fn paraf(caller: &Caller, tx: &mut db::ReadTx, katalog: &Katalog) -> Result<Vec<Baris>> {
    let mut baris = Vec::new();
    for surat in store::list_menunggu(tx, Keadaan::Paraf).await? {
        let rantai = surat.rantai();
        let langkah = surat.giliran();
        let giliran = match &langkah {
            Some(langkah) if caller.can(PARAF) => boleh_paraf(tx, langkah, caller.ctx.user()).await?,
            _ => false,
        };
        let jabatan = langkah.map_or_else(|| "–".to_owned(), |langkah| langkah.jabatan);
        baris.push(Baris {
            menunggu: format!("{jabatan} ({} dari {})", surat.langkah + 1, rantai.len()),
            giliran,
            ..dasar(caller, katalog, &surat)
        });
    }
    Ok(baris)
}

async fn tanda_tangan(caller: &Caller, tx: &mut db::ReadTx, katalog: &Katalog) -> Result<Vec<Baris>> {
    let pejabat = wilayah::list_pejabat(tx).await?;
    let mut baris = Vec::new();
    for surat in store::list_menunggu(tx, Keadaan::TandaTangan).await? {
        let penanda = pejabat.iter().find(|pejabat| pejabat.id == surat.penandatangan_id);
        let cara = Cara::dari_kode(surat.cara).unwrap_or(Cara::Basah);
        let sendiri = penanda.is_some_and(|p| p.pengguna_id.is_some() && p.pengguna_id == caller.ctx.user());
        let giliran = match cara {
            Cara::Tte => caller.can(TANDATANGAN) && sendiri,
            Cara::Basah | Cara::DiTempatLain => caller.can(TERBIT),
        };
        let nama = penanda.map_or("–", |pejabat| pejabat.nama.as_str());
        baris.push(Baris {
            menunggu: format!("{nama}: {}", cara.label()),
            giliran,
            elektronik: cara == Cara::Tte,
            ..dasar(caller, katalog, &surat)
        });
    }
    Ok(baris)
}

fn dasar(caller: &Caller, katalog: &Katalog, surat: &store::Menunggu) -> Baris {
    Baris {
        href: super::alamat(caller, surat.id),
        nama: surat.subjek_nama.clone(),
        jenis: katalog.nama(&surat.jenis),
        nomor: surat.nomor.clone().unwrap_or_default(),
        menunggu: String::new(),
        sejak: super::saat(caller, surat.dibuat_pada),
        giliran: false,
        elektronik: false,
    }
}
