//! Kinds of letters: many, the village's own, switched on and off; and the counter register.

use surat::keadaan::Keadaan;

use crate::Dunia;
use crate::dunia::id_in;

#[tokio::test]
async fn the_list_of_kinds_is_searched_and_shows_only_what_is_offered() {
    let dunia = Dunia::baru().await;
    let alamat = format!("/surat/orang/{}", dunia.siti);
    let semua = dunia.operator.get(&alamat).await.ok().main();
    assert!(semua.contains("Nikah, rujuk, dan cerai") && semua.contains("Pengantar SKCK"), "{semua}");
    assert!(!semua.contains("/surat/baru/undangan"), "a body is not a person");
    let cari = dunia.operator.get(&format!("{alamat}?jenis=penghasilan+ayah")).await.ok().main();
    assert!(cari.contains("Keterangan Penghasilan Ayah") && !cari.contains("SKCK"), "{cari}");
    let kosong = dunia.operator.get(&format!("{alamat}?jenis=gajah")).await.ok().main();
    assert!(kosong.contains("Tidak ada jenis surat yang memuat “gajah”"), "{kosong}");
    let mati = [("klasifikasi", "400.10.2.2"), ("cara", "1"), ("kertas", "F4"), ("aktif", "tidak")];
    dunia.operator.post("/atur-surat/skck", &mati).await.led_to();
    let kini = dunia.operator.get(&alamat).await.ok().main();
    assert!(!kini.contains("Pengantar SKCK"), "{kini}");
    let atur = dunia.operator.get("/atur-surat?cari=skck").await.ok().main();
    assert!(atur.contains("Tidak ditawarkan"), "{atur}");
}

#[tokio::test]
async fn a_village_s_own_requirements_hold_and_each_choice_is_a_version() {
    let dunia = Dunia::baru().await;
    let atur = |syarat| {
        [
            ("klasifikasi", "400.12.2.1"),
            ("cara", "1"),
            ("kertas", "F4"),
            ("syarat", syarat),
            ("paraf_1", "sekretaris"),
        ]
    };
    dunia
        .operator
        .post("/atur-surat/domisili", &atur("* Surat kontrak rumah\nFotokopi Kartu Keluarga"))
        .await
        .led_to();
    let tolak = dunia.kirim("1", &[]).await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.main().contains("Syarat belum lengkap: Surat kontrak rumah"), "{}", tolak.main());
    dunia.kirim("1", &[("syarat", "desa_surat_kontrak_rumah")]).await.led_to();
    dunia.operator.post("/atur-surat/domisili", &atur("Surat pengantar RT/RW")).await.led_to();
    let page = dunia.operator.get("/atur-surat/domisili").await.ok().main();
    assert!(page.contains("Versi 2,") && page.contains("Versi 1,"), "{page}");
}

#[tokio::test]
async fn a_form_that_the_couple_signs_takes_no_number() {
    let dunia = Dunia::baru().await;
    let siti = dunia.siti.to_string();
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let isi = [
        ("orang", siti.as_str()),
        ("i_bin", "Darmo Sentono"),
        ("i_pasangan-nama", "Bayu Saputra"),
        ("i_pasangan-nik", "3402130203889007"),
        ("i_pasangan-tempat_lahir", "Bantul"),
        ("i_pasangan-tanggal_lahir", "02-03-1988"),
        ("i_pasangan-bin", "Joko Susilo"),
        ("i_pasangan-alamat", "Padukuhan Krajan"),
        ("syarat", "ktp"),
        ("syarat", "akta_lahir"),
        ("penandatangan", &lurah),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ];
    let kirim = async |cara: &'static str| {
        let mut isi = isi.to_vec();
        isi.push(("cara", cara));
        dunia.operator.post("/surat/baru/n4", &isi).await
    };
    let tolak = kirim("2").await;
    assert!(tolak.main().contains("hanya ditandatangani warga di kertas"), "{}", tolak.main());
    let id = id_in(&kirim("1").await.led_to());
    dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
    let surat = dunia.surat(id).await;
    assert_eq!((surat.keadaan(), surat.nomor.as_deref()), (Keadaan::TandaTangan, None));
    let _ = dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok();
    let agenda = dunia.operator.get("/surat/agenda").await.ok().main();
    assert!(agenda.contains("Belum ada nomor"), "{agenda}");
}

#[tokio::test]
async fn a_person_is_taken_from_the_register_while_typing() {
    let dunia = Dunia::baru().await;
    let ambil = async |cari: &'static str| {
        let isi = [("a_penerima", cari), ("ambil", "penerima"), ("i_untuk", "mengambil ijazah")];
        dunia.operator.post("/surat/baru/kuasa/pratinjau", &isi).await.ok().main()
    };
    let page = ambil("siti").await;
    assert!(page.contains("value=\"Siti Aminah\"") && page.contains("mengambil ijazah"), "{page}");
    let dibuka = async || {
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        access::store::list_pembukaan(&mut tx, None).await.unwrap().len()
    };
    assert_eq!(dibuka().await, 1, "a NIK stands in the form: that was a look, and is written down");
    let page = ambil("gajah").await;
    assert!(page.contains("Tidak ada orang yang cocok di data penduduk"), "{page}");
    let page = ambil("").await;
    assert!(page.contains("Ketik dulu nama atau NIK orangnya"), "{page}");
    assert_eq!(dibuka().await, 1, "nothing was shown");
    let pertama = page.find("<button").unwrap();
    assert!(page[pertama..].starts_with("<button class=\"govuk-visually-hidden\""), "Enter only previews");
}

/// The texts that a kind's page shows.
fn tulisan(kode: &str) -> (String, String) {
    let (definisi, naskah) = surat::jenis::sumber(kode).unwrap();
    (definisi.to_owned(), naskah.to_owned())
}

#[tokio::test]
async fn a_village_writes_its_own_kind_and_old_letters_keep_their_version() {
    let dunia = Dunia::baru().await;
    let lama = dunia.bernomor("1").await;
    let (definisi, naskah) = tulisan("domisili");
    let naskah = naskah.replace("benar-benar bertempat tinggal", "sungguh bermukim");
    let isi = [("definisi", definisi.as_str()), ("naskah", naskah.as_str())];
    dunia.operator.post("/atur-surat/domisili/naskah", &isi).await.led_to();
    assert!(dunia.surat(dunia.ajukan("1").await).await.jenis_id.is_none(), "a draft changes nothing");
    let page = dunia.operator.post("/atur-surat/domisili/naskah/pratinjau", &isi).await.ok().main();
    assert!(page.contains("data:image/svg+xml;base64,"), "{page}");
    dunia.operator.post("/atur-surat/domisili/naskah/penerbitan", &isi).await.led_to();
    let baru = dunia.surat(dunia.bernomor("1").await).await;
    assert!(baru.jenis_id.is_some() && baru.jenis().naskah.contains("sungguh bermukim"));
    let lama = dunia.surat(lama).await;
    assert!(lama.jenis_id.is_none() && !lama.jenis().naskah.contains("sungguh bermukim"));
    let versi = dunia.operator.get("/atur-surat/domisili/naskah").await.ok().main();
    assert!(versi.contains("Versi 1 (terbit)") && versi.contains("sungguh bermukim"), "{versi}");
}

#[tokio::test]
async fn a_broken_template_is_told_at_its_line_and_not_published() {
    let dunia = Dunia::baru().await;
    let (definisi, naskah) = tulisan("domisili");
    for (naskah, kata) in [
        (format!("{naskah}\n#keperluam(d)\n"), "nama `keperluam` tidak dikenal"),
        (format!("{naskah}\n#let n = 1\n#while n > 0 {{ n += 1 }}\n"), "perulangan ini tidak pernah selesai"),
    ] {
        let baris = naskah.lines().position(|b| b.contains("keperluam") || b.contains("while")).unwrap() + 1;
        let isi = [("definisi", definisi.as_str()), ("naskah", naskah.as_str())];
        let page = dunia.operator.post("/atur-surat/domisili/naskah/pratinjau", &isi).await.ok().main();
        assert!(page.contains(&format!("baris {baris}")) && page.contains(kata), "{page}");
        let tolak = dunia.operator.post("/atur-surat/domisili/naskah/penerbitan", &isi).await;
        assert_eq!(tolak.status, 422);
        assert!(
            tolak.main().contains("Belum dapat diterbitkan") && tolak.main().contains(kata),
            "{}",
            tolak.main()
        );
    }
    let tanpa = definisi.replace("[contoh]", "[contoh]\nsejak = \"besok lusa\"").replacen(
        "sejak = \"15-01-2024\"\n",
        "",
        1,
    );
    let isi = [("definisi", tanpa.as_str()), ("naskah", naskah.as_str())];
    let tolak = dunia.operator.post("/atur-surat/domisili/naskah/penerbitan", &isi).await;
    assert!(tolak.main().contains("Data uji belum lengkap"), "{}", tolak.main());
    let isi = [("definisi", "kode = 1"), ("naskah", naskah.as_str())];
    let tolak = dunia.operator.post("/atur-surat/domisili/naskah/penerbitan", &isi).await;
    assert!(tolak.main().contains("Isian baris 1 tidak dapat dibaca"), "{}", tolak.main());
}

#[tokio::test]
async fn a_new_kind_begins_as_a_copy_and_is_offered_once_published() {
    let dunia = Dunia::baru().await;
    let tolak = dunia
        .operator
        .post("/atur-surat/baru", &[("nama", ""), ("kode", "Sewa!"), ("dari", "keterangan")])
        .await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.main().contains("Kode harus 3 sampai 40 huruf kecil"), "{}", tolak.main());
    let isi = [("nama", "Sewa Gedung"), ("kode", "sewa_gedung"), ("dari", "keterangan")];
    assert_eq!(
        dunia.operator.post("/atur-surat/baru", &isi).await.led_to(),
        "/3402132099/atur-surat/sewa_gedung/naskah"
    );
    let alamat = format!("/surat/orang/{}", dunia.siti);
    assert!(!dunia.operator.get(&alamat).await.ok().main().contains("Sewa Gedung"));
    let (definisi, naskah) = tulisan("keterangan");
    let definisi = definisi.replacen("\"keterangan\"", "\"sewa_gedung\"", 1).replacen(
        "Pengantar/Keterangan",
        "Sewa Gedung",
        1,
    );
    let isi = [("definisi", definisi.as_str()), ("naskah", naskah.as_str())];
    dunia.operator.post("/atur-surat/sewa_gedung/naskah/penerbitan", &isi).await.led_to();
    assert!(dunia.operator.get(&alamat).await.ok().main().contains("/surat/baru/sewa_gedung?orang="));
    let _ = dunia.operator.get("/surat/baru/sewa_gedung").await.ok();
}

#[tokio::test]
async fn work_at_the_counter_is_registered_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let lurah = dunia.lurah_id.to_string();
        let catat = async |pekerjaan: &'static str, perihal: &'static str| {
            let isi = [
                ("pekerjaan", pekerjaan),
                ("pemohon", "Siti Aminah"),
                ("perihal", perihal),
                ("asal", "Universitas Contoh"),
                ("lembar", "2"),
                ("pejabat", lurah.as_str()),
            ];
            dunia.operator.post("/surat/loket/baru", &isi).await
        };
        catat("1", "formulir beasiswa").await.led_to();
        let tolak = catat("3", "fotokopi KK").await;
        assert_eq!(tolak.status, 422);
        assert!(tolak.main().contains("dilegalisir oleh Dinas Dukcapil"), "{}", tolak.main());
        let page = dunia.operator.get("/surat/loket").await.ok().text();
        assert!(page.contains("formulir beasiswa (Universitas Contoh)"), "{page}");
        let batal = page.split("action=\"").find(|bagian| bagian.contains("/pembatalan\"")).unwrap();
        let batal = batal.split('"').next().unwrap().replacen("/3402132099", "", 1);
        dunia.operator.post(&batal, &[("alasan", "salah catat")]).await.led_to();
        let again = dunia.operator.post(&batal, &[("alasan", "salah catat")]).await;
        assert_eq!(again.status, 409);
        catat("2", "proposal karang taruna").await.led_to();
        let page = dunia.operator.get("/surat/loket").await.ok().main();
        assert!(page.contains("BATAL") && page.contains("salah catat") && page.contains(">2</th>"), "{page}");
    }
}
