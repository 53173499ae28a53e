//! Giving and ending roles: the fields, their check, and the two acts.

use access::{Role, Session, store};
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use jiff::ToSpan as _;
use kamus::{KodeWilayah, tanggal_pendek, urai_tanggal};
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::{PilihanArea, rinci};
use crate::baru::{Area, Tugas};

/// The roles that make sense in this kind of unit.
fn peran_di(caller: &Caller) -> Vec<Role> {
    let desa = KodeWilayah::baru(caller.ctx.unit.0).is_ok_and(KodeWilayah::setingkat_desa);
    let fits = |role: &Role| match role {
        Role::Dukuh | Role::Rw | Role::Rt | Role::Kesehatan => desa,
        Role::Camat | Role::Lintas => !desa,
        _ => true,
    };
    Role::ALL.into_iter().filter(fits).collect()
}

fn keterangan(role: Role) -> &'static str {
    match role {
        Role::Admin => "Mengatur pengguna, wilayah, dan cadangan. Tidak melihat data penduduk.",
        Role::Operator => "Mendata penduduk dan menyiapkan surat.",
        Role::Verifikator => "Memeriksa dan memaraf surat sebelum ditandatangani.",
        Role::Penandatangan => "Menandatangani surat. Setiap masuk perlu kode sekali pakai.",
        Role::Dukuh => "Bekerja untuk satu dusun atau padukuhan.",
        Role::Rw => "Bekerja untuk satu RW.",
        Role::Rt => "Bekerja untuk satu RT.",
        Role::Camat => "Melihat semua desa di kecamatan dan mengukuhkan surat desa.",
        Role::Kesehatan => "Membuka data kesehatan warga, di samping peran lain. Tiap pembukaan dicatat.",
        Role::Lintas => "Mencari warga di semua desa di bawahnya. Tiap pencarian dicatat di desa itu.",
    }
}

/// Adds the fields of one or more roles to a form.
pub(super) fn bidang(caller: &Caller, form: ui::Form, dusun: &[String]) -> ui::Form {
    let pilihan = peran_di(caller)
        .into_iter()
        .map(|role| ui::Choice::new(role.code(), role.label()).hint(keterangan(role)));
    let area = ui::Field::new("dusun", "Dusun").optional();
    let area = if dusun.is_empty() {
        area.width(30)
    } else {
        area.choices(ui::Choice::list(dusun.iter().map(|name| (name.clone(), name.clone()))))
    };
    form.with(ui::Field::new("peran", "Peran").choices(pilihan.collect()))
        .with(area)
        .with(ui::Field::new("rw", "RW").optional().numeric().width(4))
        .with(ui::Field::new("rt", "RT").optional().numeric().width(4))
        .with(ui::Field::new("sk", "Nomor SK").optional().hint("Contoh: 12/KPTS/2024").width(20))
        .with(ui::Field::new("mulai", "Mulai").value(tanggal_pendek(caller.today())))
        .with(ui::Field::new("selesai", "Sampai").optional().hint("Kosongkan bila belum ada batasnya."))
}

/// The areas to pick from, where the app knows them.
pub(super) async fn daftar_area(caller: &Caller, tx: &mut ReadTx) -> web::Result<Vec<Area>> {
    match caller.app.find_service::<PilihanArea>() {
        Some(PilihanArea(list)) => Ok(list(tx).await?),
        None => Ok(Vec::new()),
    }
}

/// The distinct hamlets among areas, in order.
pub(super) fn dusun_dalam(area: &[Area]) -> Vec<String> {
    let mut names: Vec<String> = area.iter().filter_map(|a| a.dusun.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// RT and RW numbers have three digits everywhere: "2" is "002".
fn tiga_angka(typed: Option<&str>) -> Result<Option<String>, &'static str> {
    let Some(typed) = typed else { return Ok(None) };
    if typed.len() <= 3 && typed.bytes().all(|b| b.is_ascii_digit()) {
        Ok(Some(format!("{typed:0>3}")))
    } else {
        Err("Tulis nomornya saja, paling banyak 3 angka, misalnya 002.")
    }
}

/// Reads the roles that were asked for; everything wrong is marked in `shown`.
pub(super) fn baca(caller: &Caller, form: &Form, area: &[Area], shown: &mut ui::Form) -> Vec<Tugas> {
    let peran: Vec<Role> =
        peran_di(caller).into_iter().filter(|r| form.all("peran").any(|c| c == r.code())).collect();
    if peran.is_empty() {
        shown.refuse("peran", "Pilih paling sedikit satu peran.");
    }
    let mut nomor = |name: &str| {
        tiga_angka(form.some(name)).unwrap_or_else(|sentence| {
            shown.refuse(name, sentence);
            None
        })
    };
    let (rw, rt) = (nomor("rw"), nomor("rt"));
    let typed = Area { dusun: form.some("dusun").map(str::to_owned), rw, rt };
    periksa_area(&peran, &typed, area, shown);
    let mulai = urai_tanggal(form.text("mulai"));
    if let Err(error) = mulai {
        shown.refuse("mulai", error.to_string());
    }
    let selesai = form.some("selesai").map(urai_tanggal).transpose();
    match (&mulai, &selesai) {
        (_, Err(error)) => shown.refuse("selesai", error.to_string()),
        (Ok(mulai), Ok(Some(selesai))) if selesai < mulai => {
            shown.refuse("selesai", "Tanggal selesai mendahului tanggal mulai. Periksa keduanya.");
        }
        _ => {}
    }
    let (Ok(mulai), Ok(selesai)) = (mulai, selesai) else { return Vec::new() };
    let tugas = |role: Role| Tugas {
        peran: role,
        area: area_peran(role, &typed),
        sk: form.some("sk").map(str::to_owned),
        mulai,
        selesai,
    };
    peran.into_iter().map(tugas).collect()
}

fn berarea(role: Role) -> bool {
    matches!(role, Role::Dukuh | Role::Rw | Role::Rt)
}

/// What of the typed area a role is limited to: who is dukuh and heads an RT too is dukuh of the whole dusun.
fn area_peran(role: Role, typed: &Area) -> Area {
    match role {
        Role::Dukuh => Area { rw: None, rt: None, ..typed.clone() },
        Role::Rw => Area { rt: None, ..typed.clone() },
        Role::Rt => typed.clone(),
        Role::Admin
        | Role::Operator
        | Role::Verifikator
        | Role::Penandatangan
        | Role::Camat
        | Role::Kesehatan
        | Role::Lintas => Area::default(),
    }
}

fn periksa_area(peran: &[Role], typed: &Area, known: &[Area], shown: &mut ui::Form) {
    let any = *typed != Area::default();
    if any && !peran.is_empty() && !peran.iter().copied().any(berarea) {
        let sentence = "Peran itu berlaku untuk seluruh wilayah. Kosongkan dusun, RW, dan RT.";
        shown.refuse("dusun", sentence);
    }
    if peran.contains(&Role::Dukuh) && typed.dusun.is_none() {
        shown.refuse("dusun", "Pilih dusun yang dipimpinnya.");
    }
    // What no chosen role is limited to would be dropped without a word.
    let has = |role| peran.contains(&role);
    if any && !has(Role::Rt) && typed.rt.is_some() && peran.iter().copied().any(berarea) {
        shown.refuse("rt", "Nomor RT hanya untuk ketua RT. Kosongkan, atau pilih peran itu juga.");
    }
    if has(Role::Dukuh) && !has(Role::Rw) && !has(Role::Rt) && typed.rw.is_some() {
        shown.refuse("rw", "Kepala dusun memimpin seluruh dusun. Kosongkan nomor RW.");
    }
    if peran.contains(&Role::Rw) && typed.rw.is_none() {
        shown.refuse("rw", "Isi nomor RW, misalnya 002.");
    }
    if peran.contains(&Role::Rt) && typed.rt.is_none() {
        shown.refuse("rt", "Isi nomor RT, misalnya 001.");
    }
    let same = |known: &Option<String>, typed: &Option<String>| typed.is_none() || known == typed;
    let there = |a: &Area| same(&a.dusun, &typed.dusun) && same(&a.rw, &typed.rw) && same(&a.rt, &typed.rt);
    if any && !known.is_empty() && !known.iter().any(there) {
        let sentence = "Wilayah itu belum ada di daftar dusun, RW, dan RT. Periksa, atau tambahkan dahulu.";
        shown.refuse("dusun", sentence);
    }
}

/// Gives a user further roles.
pub(super) async fn tambah(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let area = daftar_area(&caller, &mut tx).await?;
    drop(tx);
    let mut shown = bidang(&caller, caller.form(), &dusun_dalam(&area)).fill(form.typed());
    let tugas = baca(&caller, &form, &area, &mut shown);
    if shown.has_error() {
        return rinci::dengan_galat(&caller, id, shown).await;
    }
    let target = caller.href(&format!("/pengguna/{id}"));
    let mut tx = caller.write("penugasan").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let pengguna = store::get_pengguna(&mut tx, id).await?;
    let ctx = *tx.ctx();
    let rows: Vec<_> = tugas.iter().map(|t| t.row(&ctx, id)).collect();
    tx.insert_all(&rows).await?;
    tx.commit().await?;
    // Whoever must confirm with a code sets it up at the next sign-in, before anything else.
    if pengguna.totp_segel.is_none() && tugas.iter().any(|t| t.peran.needs_totp()) {
        Session::end_others(caller.app.db(), caller.ctx.unit, id, Uuid::nil()).await?;
    }
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Tugas ditambahkan."))))
}

/// Ends a role now: yesterday was its last day.
pub(super) async fn akhiri(
    caller: Caller,
    Path((_, id, tugas_id)): Path<(String, Uuid, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let target = caller.href(&format!("/pengguna/{id}"));
    let mut tx = caller.write("pengakhiran_penugasan").await?;
    if let Once::Again(target) = tx.once(&format!("{tugas_id} {}", form.request_key()?), &target).await? {
        return Ok(see_other(&target, None));
    }
    let all = store::list_penugasan(&mut tx, id).await?;
    let mut tugas = all.into_iter().find(|t| t.id == tugas_id).ok_or(web::Error::NotFound)?;
    rinci::harus_ada_pengelola(&caller, &mut tx, Some(tugas.id), None).await?;
    let yesterday = caller.today() - 1.day();
    tugas.selesai = Some(tugas.selesai.map_or(yesterday, |end| end.0.min(yesterday)).into());
    tx.update(&tugas).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Tugas diakhiri."))))
}
