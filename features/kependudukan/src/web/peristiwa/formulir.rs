//! One form for all kinds, drawn from their table of fields.

use std::collections::BTreeSet;

use askama::Template;
use db::ReadTx;
use kamus::{Daftar as _, HubunganRtm, Shdk};
use ui::{Choice, Field};
use uuid::Uuid;
use web::Caller;

use crate::peristiwa::{
    Bentuk, Bidang, Butuh, Jawab, Keadaan, Kepala, Kesatuan, Macam, Temuan, bidang_hubungan, bidang_peran,
    kirim_tempat, tawaran,
};
use crate::subjek::alamat_sebaris;

#[derive(Template)]
#[template(path = "kependudukan/peristiwa_formulir.html")]
pub(in crate::web) struct Formulir {
    pub(in crate::web) page: ui::Page,
    form: ui::Form,
    pub(in crate::web) aksi: String,
    /// Who comes from another village, where the form is about them.
    pub(in crate::web) antar: Option<Antar>,
    penjelasan: &'static str,
    /// Whom it is about: name, and one line about them.
    subjek: Option<(String, String)>,
    orang: String,
    /// The proposal that it answers, or empty.
    usulan: String,
    kolom: Vec<Kolom>,
    kepala: Vec<BlokKepala>,
}

/// People on their way from another village, and how to refuse them.
pub(in crate::web) struct Antar {
    pub(in crate::web) asal: String,
    pub(in crate::web) pindah: String,
    pub(in crate::web) tujuan_alamat: String,
    pub(in crate::web) orang: Vec<BarisAntar>,
    pub(in crate::web) penolakan: ui::Form,
    pub(in crate::web) aksi_tolak: String,
}

/// One of them, masked.
pub(in crate::web) struct BarisAntar {
    pub(in crate::web) nama: String,
    pub(in crate::web) nik: String,
    pub(in crate::web) kelamin: String,
    pub(in crate::web) lahir: String,
    pub(in crate::web) hubungan: String,
    pub(in crate::web) status_kawin: String,
    pub(in crate::web) pekerjaan: String,
}

/// How a field is drawn.
struct Kolom {
    bentuk: &'static str,
    nama: String,
    judul: &'static str,
    /// Hidden: the person that the field means.
    terpilih: String,
}

/// Who follows the head of a family or household, and how each member of a family then stands to them.
struct BlokKepala {
    judul: &'static str,
    penjelasan: &'static str,
    kepala: String,
    hubungan: Vec<String>,
}

pub(in crate::web) async fn muat(
    caller: &Caller,
    tx: &mut ReadTx,
    macam: &'static Macam,
    subjek: Option<Uuid>,
    jawab: &Jawab,
) -> db::Result<Keadaan> {
    let k = Keadaan::muat(tx, macam, subjek, jawab, caller.today()).await?;
    Ok(k.dengan_kesehatan(caller.can(crate::KESEHATAN)))
}

/// The form with what was typed, and what is wrong with it.
pub(in crate::web) fn halaman(
    caller: &Caller,
    macam: &'static Macam,
    k: &Keadaan,
    jawab: &Jawab,
    temuan: Option<&Temuan>,
) -> Formulir {
    let mut jawab = jawab.clone();
    k.rapikan(&mut jawab);
    let mut form = caller.form();
    let mut kolom = Vec::new();
    for b in macam.semua_bidang().filter(|b| !b.kesehatan || k.boleh_kesehatan()) {
        let (bidang, bentuk) = bidang(b, k, &jawab);
        kolom.push(Kolom {
            bentuk,
            nama: b.nama.to_owned(),
            judul: b.label,
            terpilih: jawab.teks(&format!("{}_id", b.nama)).to_owned(),
        });
        if bentuk != "judul" {
            form = form.with(bidang);
        }
        for f in hubungan_ikut(b, k) {
            kolom.push(Kolom { bentuk: "pilih", nama: f.name.clone(), judul: "", terpilih: String::new() });
            form = form.with(f);
        }
        if let Some(pilih) = pilih_calon(b, k) {
            kolom.push(Kolom {
                bentuk: "radio",
                nama: pilih.name.clone(),
                judul: "",
                terpilih: String::new(),
            });
            form = form.with(pilih);
        }
    }
    let mut ada: BTreeSet<String> = form.fields().iter().map(|f| f.name.clone()).collect();
    let mut kepala = Vec::new();
    for butuh in butuh_kepala(macam, k, &jawab, temuan) {
        let (mut blok, semua) = blok_kepala(&butuh);
        blok.hubungan.retain(|nama| !ada.contains(nama));
        form = semua.into_iter().filter(|f| ada.insert(f.name.clone())).fold(form, ui::Form::with);
        kepala.push(blok);
    }
    let mut form = form.fill(jawab.pasangan());
    for (nama, kalimat) in temuan.map_or(&[][..], Temuan::semua_galat) {
        form.refuse(nama, kalimat);
    }
    let page = caller.page(macam.nama).back("Catat peristiwa", caller.href("/peristiwa/baru")).noindex();
    Formulir {
        page: page.has_error(form.has_error()),
        aksi: caller.href(&format!("/peristiwa/baru/{}", macam.alamat)),
        antar: None,
        penjelasan: macam.penjelasan,
        subjek: k.yang_dicatat().map(|o| (o.nama().to_owned(), sebaris(k, o))),
        usulan: jawab.id("usulan").map(|id| id.to_string()).unwrap_or_default(),
        orang: k.subjek.map(|id| id.to_string()).unwrap_or_default(),
        form,
        kolom,
        kepala,
    }
}

/// "Perempuan, 41 tahun, Istri, Jl. Melati 3, …"
fn sebaris(k: &Keadaan, o: &crate::peristiwa::Orang) -> String {
    let p = &o.kini;
    let umur = kamus::umur(p.tanggal_lahir.0, k.hari_ini);
    let alamat = alamat_sebaris(p.alamat.as_deref().unwrap_or(""), &p.dusun, &p.rw, &p.rt);
    format!("{}, {umur} tahun, {}, {alamat}", p.jenis_kelamin(), p.shdk())
}

fn bidang(b: &'static Bidang, k: &Keadaan, jawab: &Jawab) -> (Field, &'static str) {
    let mut bidang = Field::new(b.nama, b.label).autocomplete("off");
    if !b.wajib {
        bidang = bidang.optional();
    }
    if !b.petunjuk.is_empty() {
        bidang = bidang.hint(b.petunjuk);
    }
    match b.bentuk {
        Bentuk::Teks(paling) | Bentuk::Rahasia(paling) if paling <= 40 => (bidang.width(20), "teks"),
        Bentuk::Teks(_) | Bentuk::Rahasia(_) | Bentuk::Orang => (bidang, "teks"),
        Bentuk::Telepon => (bidang.width(16), "teks"),
        Bentuk::Uraian => (bidang, "uraian"),
        Bentuk::Tanggal => (bidang, "tanggal"),
        Bentuk::Angka(..) => (bidang.numeric().width(8), "teks"),
        Bentuk::Nik | Bentuk::NikAtauHapus | Bentuk::NoKk => (bidang.numeric().width(16), "teks"),
        Bentuk::Pilih(pilihan) => {
            let pilihan = Choice::list(pilihan());
            let radio = pilihan.len() <= 4 && b.wajib;
            (bidang.choices(pilihan), if radio { "radio" } else { "pilih" })
        }
        Bentuk::Kode(semua) => {
            let pada = jawab.tanggal("tanggal").unwrap_or(k.hari_ini);
            let pilihan = Choice::list(tawaran(semua(), pada, jawab.teks(b.nama)));
            let radio = pilihan.len() <= 4 && b.wajib;
            (bidang.choices(pilihan), if radio { "radio" } else { "pilih" })
        }
        Bentuk::Tempat => {
            let pilihan = k.tempat.iter().map(|t| {
                let nama = alamat_sebaris("", &t.dusun, &t.rw, &t.rt);
                (kirim_tempat(t), if nama.is_empty() { "(tanpa dusun)".to_owned() } else { nama })
            });
            (bidang.choices(Choice::list(pilihan)), "pilih")
        }
        Bentuk::Derajat(_) | Bentuk::TanggalAtauHapus => (bidang.width(12), "teks"),
        Bentuk::Anggota | Bentuk::AnggotaHubungan => (bidang.choices(anggota(k)), "centang"),
        Bentuk::Judul | Bentuk::Bawaan => (bidang, "judul"),
    }
}

/// The subject's family, those of the same status.
fn anggota(k: &Keadaan) -> Vec<Choice> {
    let Some(o) = k.yang_dicatat() else { return Vec::new() };
    let semua = match o.kini.keluarga_id {
        Some(id) => k.anggota_dengan(id, o.kini.status_dasar()),
        None => vec![o],
    };
    let pilihan = semua.into_iter().map(|o| {
        let umur = kamus::umur(o.kini.tanggal_lahir.0, k.hari_ini);
        Choice::new(o.kini.id.to_string(), o.nama()).hint(format!("{}, {umur} tahun", o.kini.shdk()))
    });
    pilihan.collect()
}

/// How each member who comes along stands to the subject, who heads the new family.
fn hubungan_ikut(b: &'static Bidang, k: &Keadaan) -> Vec<Field> {
    if let Bentuk::Bawaan = b.bentuk {
        let bidang = k.bawaan().iter().map(|b| {
            let umur = kamus::umur(b.isian.tanggal_lahir.0, k.hari_ini);
            let label = format!("{}, {}, {umur} tahun", b.isian.nama, b.isian.jenis_kelamin);
            let pilihan = Choice::list(Shdk::semua().iter().map(|s| (s.kode().to_string(), s.label())));
            Field::new(bidang_peran(b.asal_id), label).choices(pilihan)
        });
        return bidang.collect();
    }
    let (Bentuk::AnggotaHubungan, Some(kepala)) = (b.bentuk, k.yang_dicatat()) else { return Vec::new() };
    let lain = anggota(k).into_iter().filter(|pilihan| pilihan.value != kepala.kini.id.to_string());
    let bidang = lain.map(|pilihan| {
        let label = format!("Hubungan {} dengan {}, bila ikut", pilihan.label, kepala.nama());
        Field::new(format!("hubungan_{}", pilihan.value), label).choices(pilihan_hubungan()).optional()
    });
    bidang.collect()
}

/// All relations but that of the head.
fn pilihan_hubungan() -> Vec<Choice> {
    Choice::list(Shdk::semua()[1..].iter().map(|s| (s.kode().to_string(), s.label())))
}

/// When several people fit what was typed.
fn pilih_calon(b: &'static Bidang, k: &Keadaan) -> Option<Field> {
    let calon = k.calon(b.nama);
    if calon.len() < 2 || k.terpilih(b.nama).is_some() {
        return None;
    }
    let pilihan = calon.iter().map(|r| {
        let lahir = r.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default();
        Choice::new(r.id.to_string(), r.nama.clone()).hint(format!("{lahir}, {}", r.alamat))
    });
    Some(Field::new(format!("{}_pilih", b.nama), "Yang mana?").choices(pilihan.collect()).optional())
}

/// The families that the check asked about; before the first check, the subject's when they head it.
fn butuh_kepala(macam: &Macam, k: &Keadaan, jawab: &Jawab, temuan: Option<&Temuan>) -> Vec<Butuh> {
    if let Some(temuan) = temuan {
        return temuan.butuh().to_vec();
    }
    let Some(o) = k.yang_dicatat().filter(|_| macam.kepala != Kepala::Tidak) else { return Vec::new() };
    let keluarga = o.kini.keluarga_id.and_then(|id| kepala_keluarga(macam, k, jawab, id));
    keluarga.into_iter().chain(kepala_rumah(macam, k)).collect()
}

fn kepala_keluarga(macam: &Macam, k: &Keadaan, jawab: &Jawab, keluarga: Uuid) -> Option<Butuh> {
    let o = k.yang_dicatat()?;
    let kesatuan = Kesatuan::Keluarga(keluarga);
    let ganti = macam.kepala == Kepala::Ganti;
    let tinggal = k.anggota(keluarga).into_iter().filter(|lain| ganti || lain.kini.id != o.kini.id);
    let anggota: Vec<_> = tinggal.map(|o| (o.kini.id, o.nama().to_owned(), o.kini.shdk)).collect();
    let dijawab = jawab.some(&kesatuan.bidang_kepala()).is_some();
    let kepala = ganti || o.kini.shdk() == Shdk::KepalaKeluarga;
    ((kepala && anggota.len() > 1) || dijawab).then_some(Butuh { kesatuan, anggota })
}

/// The household that the subject heads and leaves.
fn kepala_rumah(macam: &Macam, k: &Keadaan) -> Option<Butuh> {
    let o = k.yang_dicatat().filter(|o| o.kini.hubungan_rtm == Some(HubunganRtm::Kepala.kode()))?;
    let rumah = o.kini.rumah_tangga_id.filter(|_| macam.kepala == Kepala::BilaPergi)?;
    let tinggal = k.anggota_rumah(rumah).into_iter().filter(|lain| lain.kini.id != o.kini.id);
    let anggota: Vec<_> = tinggal.map(|o| (o.kini.id, o.nama().to_owned(), o.kini.shdk)).collect();
    (anggota.len() > 1).then_some(Butuh { kesatuan: Kesatuan::RumahTangga(rumah), anggota })
}

fn blok_kepala(butuh: &Butuh) -> (BlokKepala, Vec<Field>) {
    let kepala = butuh.kesatuan.bidang_kepala();
    let pilihan = butuh.anggota.iter().map(|(id, nama, shdk)| {
        let hubungan = Shdk::dari_kode(*shdk).map_or("", Shdk::label);
        Choice::new(id.to_string(), nama.clone()).hint(hubungan)
    });
    let pilihan = pilihan.collect();
    if let Kesatuan::RumahTangga(_) = butuh.kesatuan {
        let bidang = Field::new(&kepala, "Siapa yang menjadi kepala rumah tangga?").choices(pilihan);
        let bidang = bidang.hint("Boleh dikosongkan bila sama dengan kepala keluarga yang baru.");
        let judul = "Kepala rumah tangga sesudah ini";
        let penjelasan = "Yang tinggal serumah perlu kepala rumah tangga.";
        return (BlokKepala { judul, penjelasan, kepala, hubungan: Vec::new() }, vec![bidang]);
    }
    let mut semua = vec![Field::new(&kepala, "Siapa yang menjadi kepala keluarga?").choices(pilihan)];
    let mut hubungan = Vec::new();
    for (id, nama, _) in &butuh.anggota {
        let bidang = bidang_hubungan(*id);
        let label = format!("Hubungan {nama} dengan kepala baru");
        semua.push(Field::new(&bidang, label).choices(pilihan_hubungan()).optional());
        hubungan.push(bidang);
    }
    let judul = "Kepala keluarga sesudah ini";
    let penjelasan =
        "Keluarga yang ditinggalkan perlu kepala. Hubungan yang dikosongkan diusulkan di halaman berikut.";
    (BlokKepala { judul, penjelasan, kepala, hubungan }, semua)
}
