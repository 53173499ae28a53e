//! Every component in every state, on one page. Look here before inventing something new.

use askama::Template;

use crate::chart::{AgeGroup, Chart, Series, bars, lines, pyramid};
use crate::{Choice, Field, Flash, Form, MenuItem, Page, Paging, Task, Tone, UserBadge, icon::ICONS};

#[derive(Template)]
#[template(path = "ui/galeri.html")]
struct Gallery {
    page: Page,
    tabs: Vec<MenuItem>,
    tasks: Vec<Task>,
    rows: Vec<Row>,
    purposes: Vec<Choice>,
    charts: [Chart; 3],
    icons: Vec<&'static str>,
    form: Form,
    paging: Paging,
    done: u64,
    total: u64,
}

struct Row {
    nama: &'static str,
    nik: &'static str,
    umur: u8,
    alamat: &'static str,
    keadaan: &'static str,
    tone: Tone,
}

/// The gallery in a frame of the caller's.
pub fn gallery_page(page: Page) -> String {
    let gallery = Gallery {
        page,
        tabs: ["ringkas", "daftar", "rincian", "formulir", "pesan", "grafik", "publik", "warna"]
            .iter()
            .map(|id| MenuItem::new(*id, format!("#{id}")).active(*id == "ringkas"))
            .collect(),
        tasks: vec![
            Task::new("Kop surat", "Selesai", Tone::Good).href("#ringkas"),
            Task::new("Pejabat dan SK", "Belum", Tone::Wait).href("#ringkas").hint("Lurah, carik, kamituwa"),
            Task::new("Surat pertama", "Belum bisa", Tone::Plain).hint("Setelah pejabat diisi"),
        ],
        rows: rows(),
        purposes: Choice::list([("1", "Pelayanan surat"), ("2", "Perbaikan data")]),
        charts: charts(),
        icons: ICONS.iter().map(|(name, _)| *name).collect(),
        form: form(),
        paging: Paging::new("/galeri", 3, 14_023).query([("cari", "sas")]).sorted("nama"),
        done: 3_200,
        total: 5_000,
    };
    gallery.render().expect("the gallery writes to memory and has no failing value")
}

/// The gallery in a frame of its own: Sukamaju, somebody signed in, an example banner and a message.
pub fn gallery() -> String {
    let item = |label: &str, icon| MenuItem::new(label, "#").icon(icon);
    let page = Page::new("Galeri")
        .unit("Kalurahan", "Sukamaju", "/3402139001")
        .parent("Kapanewon Contoh, Kabupaten Bantul")
        .menu(vec![
            item("Beranda", "balai").active(true),
            item("Penduduk", "penduduk").group("Warga"),
            item("Keluarga", "keluarga").group("Warga"),
            item("Surat", "surat").count(7).group("Layanan"),
            item("Tanda tangan", "tanda-tangan").count(2).group("Layanan"),
            item("Cadangan", "cadangan").group("Kantor"),
            item("Pengaturan", "atur").group("Kantor"),
        ])
        .user(UserBadge::new("Sri Rekaan", "Carik, Kalurahan Sukamaju"))
        .csrf("contoh")
        .flash(Some(Flash::new(Tone::Good, "Perubahan tersimpan pukul 09.41 WIB.")))
        .crumb("Beranda", "#")
        .crumb("Penduduk", "#")
        .contoh(true);
    gallery_page(page)
}

#[derive(Template)]
#[template(path = "ui/galeri_publik.html")]
struct Public {
    page: Page,
    figure: Chart,
}

/// The public frame, filled the way a village might.
pub fn gallery_public() -> String {
    let page = Page::new("Beranda")
        .unit("Kalurahan", "Sukamaju", "/3402139001")
        .parent("Kapanewon Contoh, Kabupaten Bantul")
        .menu(vec![
            MenuItem::new("Beranda", "#").active(true),
            MenuItem::new("Layanan", "#"),
            MenuItem::new("Pamong", "#"),
            MenuItem::new("Angka", "#"),
            MenuItem::new("Periksa surat", "#"),
        ])
        .contoh(true);
    let [figure, ..] = charts();
    Public { page, figure }.render().expect("the gallery writes to memory and has no failing value")
}

#[derive(Template)]
#[template(path = "ui/galeri_polos.html")]
struct Plain {
    page: Page,
    form: Form,
}

/// The plain frame: a refused sign-in.
pub fn gallery_plain() -> String {
    let mut form = Form::new("contoh", "kunci-contoh")
        .with(Field::new("akun", "Nama akun").autocomplete("username").value("sri"))
        .with(Field::new("sandi", "Sandi").autocomplete("current-password"));
    form.refuse("", "Nama akun atau sandi salah. Periksa keduanya, lalu coba lagi.");
    let page = Page::new("Masuk").unit("Kalurahan", "Sukamaju", "/3402139001").has_error(form.has_error());
    Plain { page, form }.render().expect("the gallery writes to memory and has no failing value")
}

fn rows() -> Vec<Row> {
    let row = |nama, nik, umur, alamat, keadaan, tone| Row { nama, nik, umur, alamat, keadaan, tone };
    vec![
        row("Sastro Widjojo", "3402••••••••9001", 35, "Kedaton RT 003/RW 001", "Hidup", Tone::Good),
        row("Wagiyem Sukamaju", "3402••••••••9002", 71, "Kedaton RT 003/RW 001", "Hidup", Tone::Good),
        row("Paijo Rekaan", "3402••••••••9003", 4, "Kanggotan RT 001/RW 002", "Sementara", Tone::Wait),
        row("Ngatinah Contoh", "3402••••••••9004", 88, "Kanggotan RT 002/RW 002", "Meninggal", Tone::Plain),
    ]
}

fn form() -> Form {
    let mut form = Form::new("contoh", "kunci-contoh")
        .with(Field::new("cari", "NIK, nomor KK, atau nama").value("sas").autocomplete("off"))
        .with(
            Field::new("dusun", "Dusun")
                .optional()
                .choices(Choice::list([("1", "Kedaton"), ("2", "Kanggotan")])),
        )
        .with(
            Field::new("agama", "Agama").optional().choices(Choice::list([("1", "Islam"), ("2", "Kristen")])),
        )
        .with(Field::new("nama", "Nama lengkap").hint("Seperti di KTP, tanpa gelar").value("Sastro Widjojo"))
        .with(Field::new("nik", "NIK").hint("16 angka").numeric().width(16).value("340213410185900"))
        .with(Field::new("tanggal_lahir", "Tanggal lahir").value("31-01-1990"))
        .with(
            Field::new("kelamin", "Jenis kelamin")
                .value("1")
                .choices(Choice::list([("1", "Laki-laki"), ("2", "Perempuan")])),
        )
        .with(
            Field::new("pekerjaan", "Pekerjaan")
                .choices(Choice::list([("9", "Petani/Pekebun"), ("65", "Guru")])),
        )
        .with(Field::new("syarat", "Syarat yang dibawa").values(["ktp"]).choices(vec![
            Choice::new("ktp", "KTP").hint("Asli, untuk dicocokkan"),
            Choice::new("kk", "Kartu Keluarga"),
        ]))
        .with(Field::new("keperluan", "Keperluan").rows(3).optional())
        .with(
            Field::new("berkas", "Pindaian KTP")
                .optional()
                .accept(".jpg,.png,.pdf")
                .hint("Foto atau PDF, paling besar 5 MB"),
        )
        .with(Field::new("sandi", "Sandi").autocomplete("current-password"))
        .with(
            Field::new("setuju", "Pernyataan")
                .choices(Choice::list([("1", "Data di atas sudah dibacakan kepada pemohon")])),
        )
        .with(
            Field::new("pdf", "Bandingkan berkas PDF")
                .hint("Berkas diperiksa di perangkat ini dan tidak dikirim."),
        );
    form.refuse("nik", "NIK harus 16 angka. Anda mengetik 15.");
    form.refuse("pekerjaan", "Pilih pekerjaan.");
    form
}

fn charts() -> [Chart; 3] {
    let ages: Vec<_> = (0..16_i64)
        .map(|i| AgeGroup {
            label: if i == 15 { "75+".into() } else { format!("{}–{}", i * 5, i * 5 + 4) },
            laki_laki: Some(620 - (i - 5).abs() * 38),
            perempuan: (i != 14).then(|| 600 - (i - 6).abs() * 34),
        })
        .collect();
    let jobs = [
        ("Petani/Pekebun", Some(2_104)),
        ("Karyawan swasta", Some(1_890)),
        ("Pedagang", Some(640)),
        ("Dukun", None),
    ]
    .map(|(label, value)| (label.to_owned(), value));
    let months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul"].map(String::from);
    let issued =
        Series { name: "Terbit".into(), values: [110, 98, 143, 120, 156, 171, 164].map(Some).into() };
    let refused = Series {
        name: "Ditolak".into(),
        values: vec![Some(9), Some(4), None, Some(7), Some(3), Some(6), Some(2)],
    };
    [
        pyramid("Penduduk menurut umur dan jenis kelamin", &ages)
            .note("Akhir Juli 2025. “–” berarti kurang dari lima orang."),
        bars("Pekerjaan terbanyak", "Pekerjaan", "Orang", &jobs),
        lines("Surat per bulan, 2025", "Bulan", &months, &[issued, refused]),
    ]
}
