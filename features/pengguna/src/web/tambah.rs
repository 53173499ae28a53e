//! Adding a user.

use askama::Template;
use axum::response::Response;
use db::Once;
use web::{Caller, Form, see_other};

use super::perbarui::SandiSementara;
use super::tugas;
use crate::baru::{self, GalatPengguna, PenggunaBaru, sandi_sementara};

#[derive(Template)]
#[template(path = "pengguna/baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    action: String,
}

fn formulir(caller: &Caller, dusun: &[String]) -> ui::Form {
    let form = caller.form().with(ui::Field::new("nama", "Nama lengkap").autocomplete("off")).with(
        ui::Field::new("login", "Nama pengguna")
            .hint("Dipakai untuk masuk. Huruf kecil tanpa spasi, misalnya sri.lestari.")
            .width(20)
            .autocomplete("off")
            .attr("autocapitalize", "none"),
    );
    tugas::bidang(caller, form, dusun)
}

fn halaman(caller: &Caller, form: ui::Form) -> Baru {
    let page =
        caller.page("Tambah pengguna").back("Pengguna", caller.href("/pengguna")).has_error(form.has_error());
    Baru { page, form, action: caller.href("/pengguna") }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let area = tugas::daftar_area(&caller, &mut caller.read().await?).await?;
    web::html(&halaman(&caller, formulir(&caller, &tugas::dusun_dalam(&area))))
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let db = caller.app.db();
    let area = tugas::daftar_area(&caller, &mut caller.read().await?).await?;
    let mut shown = formulir(&caller, &tugas::dusun_dalam(&area)).fill(form.typed());
    let tugas = tugas::baca(&caller, &form, &area, &mut shown);
    let sandi = sandi_sementara();
    let baru = PenggunaBaru {
        login: form.text("login").to_owned(),
        nama: form.text("nama").to_owned(),
        sandi: sandi.clone(),
        wajib_ganti_sandi: true,
        tugas,
    };
    if let Err(error) = baru::parse_nama(&baru.nama) {
        shown.refuse("nama", error.to_string());
    }
    if let Err(error) = access::parse_login(&baru.login) {
        shown.refuse("login", error.to_string());
    }
    // A repetition must be led on before its login is found to be taken, by itself.
    if shown.has_error() {
        return web::refused(&halaman(&caller, shown));
    }
    let siap = baru::siapkan(db, &caller.ctx, baru).await;
    let mut tx = caller.write("pendaftaran_pengguna").await?;
    let target = match &siap {
        Ok((pengguna, _)) => caller.href(&format!("/pengguna/{}", pengguna.id)),
        Err(_) => caller.href("/pengguna"),
    };
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        let sentence = "Pengguna itu sudah ditambahkan tadi. Kata sandi sementaranya hanya tampil sekali.";
        return Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Info, sentence))));
    }
    let saved = match siap {
        Ok((pengguna, tugas)) => baru::simpan(&mut tx, &pengguna, &tugas).await.map(|()| pengguna),
        Err(error) => Err(error),
    };
    match saved {
        Ok(pengguna) => {
            tx.commit().await?;
            SandiSementara::new(&caller, &pengguna, sandi, "Pengguna ditambahkan").show()
        }
        Err(GalatPengguna::Db(error)) => Err(error.into()),
        Err(error) => {
            drop(tx);
            let field = match error {
                GalatPengguna::TanpaNama | GalatPengguna::NamaPanjang(_) => "nama",
                GalatPengguna::Sandi(_) => "",
                _ => "login",
            };
            shown.refuse(field, error.to_string());
            web::refused(&halaman(&caller, shown))
        }
    }
}
