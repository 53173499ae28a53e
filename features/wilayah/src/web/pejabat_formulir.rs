//! The fields of an official and their check.

use access::{Pengguna, store as akses};
use db::ReadTx;
use jiff::civil::Date;
use kamus::{KodeWilayah, Tingkat, tanggal_pendek, urai_tanggal};
use uuid::Uuid;
use web::{Caller, Form};

use super::periksa;
use crate::jabatan::{Jabatan, JenisPejabat};
use crate::sebutan::Sebutan;
use crate::store::{self, Pejabat};

/// What the form offers to pick from.
pub(super) struct Pilihan {
    pub(super) kode: KodeWilayah,
    pub(super) sebutan: &'static Sebutan,
    dusun: Vec<String>,
    pengguna: Vec<Pengguna>,
    /// All officials, to find who holds an office already.
    pub(super) pejabat: Vec<Pejabat>,
}

impl Pilihan {
    pub(super) async fn muat(tx: &mut ReadTx) -> web::Result<Self> {
        let identitas = store::get_identitas(tx).await?;
        let mut dusun: Vec<String> = store::list_bagian(tx).await?.into_iter().map(|b| b.dusun).collect();
        dusun.dedup();
        dusun.retain(|name| !name.is_empty());
        let pengguna = akses::list_pengguna(tx).await?.into_iter().filter(|p| p.aktif).collect();
        Ok(Self {
            kode: identitas.kode_wilayah(),
            sebutan: crate::sebutan(&identitas),
            dusun,
            pengguna,
            pejabat: store::list_pejabat(tx).await?,
        })
    }

    pub(super) fn formulir(&self, caller: &Caller, isi: Option<&Pejabat>) -> ui::Form {
        let form = self.bidang_orang(caller.form(), isi);
        let day =
            |pick: fn(&Pejabat) -> Option<Date>| isi.and_then(pick).map(tanggal_pendek).unwrap_or_default();
        let sk_nomor = isi.and_then(|p| p.sk_nomor.clone()).unwrap_or_default();
        let mulai = isi.map_or_else(|| caller.today(), |p| p.mulai.0);
        let akun = isi.and_then(|p| p.pengguna_id).map(|id| id.to_string()).unwrap_or_default();
        let pengguna = self.pengguna.iter().map(|p| (p.id.to_string(), format!("{} ({})", p.nama, p.login)));
        form.with(bidang("sk_nomor", "Nomor SK").hint("Contoh: 12/KPTS/2024").width(20).value(sk_nomor))
            .with(bidang("sk_tanggal", "Tanggal SK").value(day(|p| p.sk_tanggal.map(|d| d.0))))
            .with(bidang("mulai", "Mulai menjabat").value(tanggal_pendek(mulai)))
            .with(
                bidang("selesai", "Sampai")
                    .optional()
                    .hint("Kosongkan bila belum ditentukan.")
                    .value(day(|p| p.selesai.map(|d| d.0))),
            )
            .with(
                bidang("pengguna_id", "Akun di Balai")
                    .optional()
                    .hint("Bila orang ini masuk ke Balai, misalnya untuk menandatangani surat.")
                    .choices(ui::Choice::list(pengguna))
                    .value(akun),
            )
    }

    fn bidang_orang(&self, form: ui::Form, isi: Option<&Pejabat>) -> ui::Form {
        let text = |pick: fn(&Pejabat) -> Option<&String>| isi.and_then(pick).cloned().unwrap_or_default();
        let jabatan = Jabatan::ALL.into_iter().filter_map(|j| Some((j.kode(), self.sebutan.jabatan(j)?)));
        let jenis = JenisPejabat::ALL.map(|j| (j.kode(), j.label()));
        let cara = isi.map_or_else(|| JenisPejabat::Definitif.kode().to_owned(), |p| p.jenis.clone());
        form.with(
            bidang("nama", "Nama")
                .hint("Dengan gelar, seperti tercetak di bawah tanda tangan.")
                .width(30)
                .value(text(|p| Some(&p.nama))),
        )
        .with(
            bidang("jabatan", "Jabatan").choices(ui::Choice::list(jabatan)).value(text(|p| Some(&p.jabatan))),
        )
        .with(
            bidang("jabatan_lain", "Nama jabatan lain")
                .optional()
                .hint("Hanya bila Anda memilih \"Jabatan lain\".")
                .width(30)
                .value(text(|p| p.jabatan_lain.as_ref())),
        )
        .with(self.bidang_dusun(text(|p| p.dusun.as_ref())))
        .with(bidang("jenis", "Cara menjabat").choices(ui::Choice::list(jenis)).value(cara))
        .with(
            bidang("nip", "NIP")
                .optional()
                .hint("18 angka, hanya pegawai negeri.")
                .numeric()
                .width(20)
                .value(text(|p| p.nip.as_ref())),
        )
        .with(bidang("niap", "NIAP atau NIPD").optional().width(20).value(text(|p| p.niap.as_ref())))
        .with(
            bidang("pangkat", "Pangkat dan golongan")
                .optional()
                .hint("Hanya pegawai negeri, misalnya Penata, III/c.")
                .width(20)
                .value(text(|p| p.pangkat.as_ref())),
        )
    }

    fn bidang_dusun(&self, value: String) -> ui::Field {
        let label = self.sebutan.dusun.unwrap_or("Dusun");
        let kepala = self.sebutan.kepala_dusun.unwrap_or("kepala dusun").to_lowercase();
        let field =
            ui::Field::new("dusun", label).optional().hint(format!("Hanya untuk {kepala}.")).value(value);
        if self.dusun.is_empty() {
            return field.width(20).autocomplete("off");
        }
        let names = self.dusun.iter().map(|name| (name.clone(), name.clone()));
        field.choices(ui::Choice::list(names))
    }

    /// The official as typed, under this id; everything wrong is marked.
    pub(super) fn baca(&self, id: Uuid, form: &Form, shown: &mut ui::Form) -> Option<Pejabat> {
        let own = |name: &str| form.some(name).map(str::to_owned);
        let nama = form.text("nama").split_whitespace().collect::<Vec<_>>().join(" ");
        if nama.is_empty() {
            shown.refuse("nama", "Isi nama lengkap dengan gelarnya.");
        }
        let jabatan = Jabatan::dari_kode(form.text("jabatan")).filter(|j| self.sebutan.jabatan(*j).is_some());
        if jabatan.is_none() {
            shown.refuse("jabatan", "Pilih jabatannya.");
        }
        let jenis = JenisPejabat::dari_kode(form.text("jenis"));
        if jenis.is_none() {
            shown.refuse("jenis", "Pilih cara menjabat.");
        }
        let nip = periksa::nip(form.some("nip")).unwrap_or_else(|sentence| {
            shown.refuse("nip", sentence);
            None
        });
        let sk_tanggal = hari(form, "sk_tanggal", form.some("sk_tanggal").is_some(), shown);
        let mulai = hari(form, "mulai", true, shown);
        let selesai = hari(form, "selesai", form.some("selesai").is_some(), shown);
        if form.some("sk_nomor").is_none() {
            shown.refuse("sk_nomor", "Isi nomor SK pengangkatannya.");
        }
        if form.some("sk_tanggal").is_none() {
            shown.refuse("sk_tanggal", "Isi tanggal SK, misalnya 31-01-2024.");
        }
        let pengguna_id = form.some("pengguna_id").and_then(|text| text.parse().ok());
        if form.some("pengguna_id").is_some() && !self.pengguna.iter().any(|p| Some(p.id) == pengguna_id) {
            shown.refuse("pengguna_id", "Akun itu sudah tidak aktif. Pilih akun lain atau kosongkan.");
        }
        let pejabat = Pejabat {
            id,
            nama,
            jabatan: jabatan?.kode().to_owned(),
            jabatan_lain: own("jabatan_lain").filter(|_| jabatan == Some(Jabatan::Lain)),
            dusun: own("dusun").filter(|_| jabatan == Some(Jabatan::KepalaDusun)),
            jenis: jenis?.kode().to_owned(),
            nip,
            niap: own("niap"),
            pangkat: own("pangkat"),
            sk_nomor: own("sk_nomor"),
            sk_tanggal: sk_tanggal.map(Into::into),
            mulai: mulai?.into(),
            selesai: selesai.map(Into::into),
            pengguna_id,
        };
        self.periksa(&pejabat, shown);
        Some(pejabat)
    }

    fn periksa(&self, p: &Pejabat, shown: &mut ui::Form) {
        if p.selesai.is_some_and(|end| end < p.mulai) {
            shown.refuse("selesai", "Tanggal selesai mendahului tanggal mulai. Periksa keduanya.");
        }
        match p.jabatan() {
            Jabatan::Lain if p.jabatan_lain.is_none() => shown.refuse("jabatan_lain", "Isi nama jabatannya."),
            Jabatan::KepalaDusun if p.dusun.is_none() => {
                shown.refuse("dusun", "Pilih wilayah yang dipimpinnya.");
            }
            // PP 17/2018: the head of a kelurahan is a civil servant.
            Jabatan::Kepala if p.nip.is_none() && self.kode.tingkat() == Tingkat::Kelurahan => {
                shown.refuse("nip", "Lurah di kelurahan adalah pegawai negeri. Isi NIP-nya.");
            }
            _ => {}
        }
        if let Some(holder) = self.pemegang(p) {
            let (kata, sejak) = (crate::jabatan_kata(holder, self.sebutan), tanggal_pendek(holder.mulai.0));
            let sentence = format!(
                "Jabatan {kata} dipegang {} sejak {sejak}. Akhiri dahulu masa jabatannya.",
                holder.nama
            );
            shown.refuse("jabatan", sentence);
        }
    }

    /// Who else holds the same office in full at the same time. A stand-in may serve beside the holder.
    fn pemegang(&self, new: &Pejabat) -> Option<&Pejabat> {
        let full = |p: &Pejabat| matches!(p.jenis(), JenisPejabat::Definitif | JenisPejabat::Pj);
        let overlap = |p: &Pejabat| {
            p.selesai.is_none_or(|end| new.mulai <= end) && new.selesai.is_none_or(|end| p.mulai <= end)
        };
        let same = |p: &&Pejabat| {
            let office = p.jabatan() == new.jabatan() && (p.jabatan().tunggal() || p.dusun == new.dusun);
            p.id != new.id && office && full(p) && overlap(p)
        };
        let unique = new.jabatan().tunggal() || new.jabatan() == Jabatan::KepalaDusun;
        if full(new) && unique { self.pejabat.iter().find(same) } else { None }
    }
}

/// A field about somebody else: the browser proposes nothing.
fn bidang(name: &str, label: &str) -> ui::Field {
    ui::Field::new(name, label).autocomplete("off")
}

/// Reads a day; what is wrong with it is marked. Absent when it may be and is.
fn hari(form: &Form, name: &str, needed: bool, shown: &mut ui::Form) -> Option<Date> {
    if !needed {
        return None;
    }
    urai_tanggal(form.text(name)).map_err(|error| shown.refuse(name, error.to_string())).ok()
}
