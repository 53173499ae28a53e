//! RT, RW and dukuh answer with a login of their own.

use access::Role;
use access::store::Penugasan;
use db::Context;
use permohonan::store::konfirmasi::{Jawab, find_konfirmasi};
use permohonan::{Ambil, Isi, Keadaan, Konfirmasi, Pengajuan, Permohonan, Pintu};
use testkit::{Client, SUKAMAJU};
use uuid::Uuid;

use super::dunia::{Dunia, Tokoh, petugas};

struct Rukun {
    dunia: Dunia,
    warga: Vec<Tokoh>,
}

impl Rukun {
    /// The village asks the RT before it writes a letter of domicile.
    async fn baru() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    async fn di(db: db::testing::TestDb) -> Self {
        let dunia = Dunia::di(db).await;
        let warga = dunia.semua_warga().await;
        dunia.minta_rt("domisili").await;
        Self { dunia, warga }
    }

    /// Somebody with this role over a part of the village.
    async fn ketua(&self, role: Role, (dusun, rw, rt): (&str, &str, &str)) -> Client {
        let ctx = Context::system("cerita", SUKAMAJU, self.dunia.app.ctx().now);
        let pengguna = testkit::add_user(&self.dunia.app.db, &ctx, &[role]).await;
        let mut tx = self.dunia.app.db.write(&ctx, "uji").await.unwrap();
        let lama = access::store::list_penugasan(&mut tx, pengguna.id).await.unwrap().remove(0);
        let isi = |teks: &str| (!teks.is_empty()).then(|| teks.to_owned());
        tx.update(&Penugasan { dusun: isi(dusun), rw: isi(rw), rt: isi(rt), ..lama }).await.unwrap();
        tx.commit().await.unwrap();
        self.dunia.app.sebagai_pengguna(SUKAMAJU, pengguna.id).await
    }

    /// This resident asks for a letter of that kind.
    async fn ajukan(&self, ke: usize, jenis: &str) -> (Permohonan, Konfirmasi) {
        let mut tx = self.dunia.tulis("2026-03-02T08:00").await;
        let orang = kependudukan::find_subjek(&mut tx, self.warga[ke].id).await.unwrap().unwrap();
        let pengajuan = Pengajuan {
            pintu: Pintu::Mandiri,
            jenis: surat::jenis::find(jenis).unwrap(),
            orang,
            pemohon: String::new(),
            pemohon_id: None,
            isi: Isi::default(),
            syarat: Vec::new(),
            ambil: Ambil::Kantor,
            pengantar: None,
        };
        let p = permohonan::alur::ajukan(&mut tx, pengajuan, &petugas()).await.unwrap();
        tx.commit().await.unwrap();
        let k = self.konfirmasi(p.id).await;
        (p, k)
    }

    async fn konfirmasi(&self, id: Uuid) -> Konfirmasi {
        let mut tx = self.dunia.app.db.read(&self.dunia.app.ctx()).await.unwrap();
        find_konfirmasi(&mut tx, id).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn the_rt_says_with_a_login_of_their_own_that_it_is_one_of_theirs() {
    for db in db::testing::each_engine().await {
        let rukun = Rukun::di(db).await;
        let (p, k) = rukun.ajukan(0, "domisili").await;
        let papan = rukun.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(papan.contains("Mintalah surat pengantar"), "nobody can be asked yet: {papan}");
        let rt = rukun.ketua(Role::Rt, (&k.dusun, &k.rw, &k.rt)).await;
        let papan = rukun.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(papan.contains("dengan akunnya sejak"), "{papan}");
        let daftar = rt.get("/konfirmasi").await.ok().text();
        assert!(daftar.contains("BUDI SANTOSO") && daftar.contains("Keterangan Domisili"), "{daftar}");
        assert!(!daftar.contains(&rukun.warga[0].nik));
        let halaman = format!("/konfirmasi/{}", k.id);
        let satu = rt.get(&halaman).await.ok().text();
        assert!(satu.contains("Ya, benar warga sini") && !satu.contains(&rukun.warga[0].nik), "{satu}");
        let kirim = [("request_key", "benar-1")];
        let ke = rt.post(&format!("{halaman}/pembenaran"), &kirim).await.led_to();
        assert_eq!(rt.post(&format!("{halaman}/pembenaran"), &kirim).await.led_to(), ke, "a second click");
        let kini = rukun.dunia.permohonan(p.id).await;
        assert_eq!((kini.keadaan(), kini.syarat.as_str()), (Keadaan::Diajukan, "pengantar"));
        assert_eq!(rukun.konfirmasi(p.id).await.jawab(), Jawab::Benar);
        assert!(rt.get("/konfirmasi").await.ok().text().contains("Tidak ada yang menunggu"));
        assert!(rt.get(&halaman).await.ok().text().contains("Sudah dikonfirmasi Uji rt"));
        let papan = rukun.dunia.operator.get(&format!("/permohonan/{}", p.id)).await.ok().main();
        assert!(papan.contains("Dikonfirmasi Uji rt") && papan.contains("Dengan akun sendiri"), "{papan}");
    }
}

#[tokio::test]
async fn a_denial_needs_a_reason_and_goes_to_the_officer() {
    let rukun = Rukun::baru().await;
    let (p, k) = rukun.ajukan(0, "domisili").await;
    let rt = rukun.ketua(Role::Rt, (&k.dusun, &k.rw, &k.rt)).await;
    let bukan = format!("/konfirmasi/{}/penyangkalan", k.id);
    let kosong = rt.post(&bukan, &[("alasan", " ")]).await;
    assert!(kosong.status == 422 && kosong.text().contains("Tulis mengapa"), "{}", kosong.text());
    assert_eq!(rukun.konfirmasi(p.id).await.jawab(), Jawab::Menunggu);
    rt.post(&bukan, &[("alasan", "sudah pindah ke RT 009")]).await.led_to();
    let kini = rukun.konfirmasi(p.id).await;
    assert_eq!((kini.jawab(), kini.alasan.as_str()), (Jawab::Bukan, "sudah pindah ke RT 009"));
    assert_eq!(rukun.dunia.permohonan(p.id).await.keadaan(), Keadaan::Diajukan, "it is not refused");
    rt.post(&format!("/konfirmasi/{}/pembenaran", k.id), &[]).await.led_to();
    assert_eq!(rukun.konfirmasi(p.id).await.jawab(), Jawab::Bukan, "what was said stays said");
}

#[tokio::test]
async fn only_who_answers_for_that_very_part_is_asked() {
    let rukun = Rukun::baru().await;
    let (p, k) = rukun.ajukan(0, "domisili").await;
    let halaman = format!("/konfirmasi/{}", k.id);
    for (role, tempat) in [
        (Role::Rt, (k.dusun.as_str(), k.rw.as_str(), "099")),
        (Role::Rw, (k.dusun.as_str(), k.rw.as_str(), "")),
        (Role::Dukuh, (k.dusun.as_str(), "", "")),
        (Role::Rt, ("", "", "")),
    ] {
        let lain = rukun.ketua(role, tempat).await;
        let daftar = lain.get("/konfirmasi").await.ok().text();
        assert!(!daftar.contains("BUDI"), "{role:?} {tempat:?}: {daftar}");
        assert_eq!(tempat.0.is_empty(), daftar.contains("belum diberi wilayah"), "{role:?}");
        assert_eq!(lain.get(&halaman).await.status, 404, "{role:?} {tempat:?}");
        assert_eq!(lain.post(&format!("{halaman}/pembenaran"), &[]).await.status, 404, "{role:?}");
    }
    assert_eq!(
        rukun.dunia.operator.get("/konfirmasi").await.status,
        404,
        "the office does not confirm for them"
    );
    assert_eq!(rukun.konfirmasi(p.id).await.jawab(), Jawab::Menunggu);
    let asing = rukun.ketua(Role::Rt, (&k.dusun, &k.rw, &k.rt)).await;
    assert_eq!(asing.get(&format!("/konfirmasi/{}", Uuid::nil())).await.status, 404);
}

#[tokio::test]
async fn nobody_confirms_a_request_of_their_own() {
    let rukun = Rukun::baru().await;
    let (p, k) = rukun.ajukan(0, "domisili").await;
    let rt = rukun.ketua(Role::Rt, (&k.dusun, &k.rw, &k.rt)).await;
    let id = rukun.warga[0].id.to_string();
    let bagian = [("dusun", k.dusun.as_str()), ("rw", &k.rw), ("rt", &k.rt), ("orang", &id)];
    rukun.dunia.operator.post("/atur-konfirmasi/ketua", &bagian).await.led_to();
    let halaman = format!("/konfirmasi/{}", k.id);
    let satu = rt.get(&halaman).await.ok().text();
    assert!(satu.contains("Kantor yang memeriksanya") && !satu.contains("Ya, benar warga sini"), "{satu}");
    rt.post(&format!("{halaman}/pembenaran"), &[]).await.led_to();
    assert_eq!(rukun.konfirmasi(p.id).await.jawab(), Jawab::Menunggu);
}

#[tokio::test]
async fn a_request_that_ended_meanwhile_needs_no_answer_and_a_paper_may_come_first() {
    let rukun = Rukun::baru().await;
    let (p, k) = rukun.ajukan(0, "domisili").await;
    let rt = rukun.ketua(Role::Rt, (&k.dusun, &k.rw, &k.rt)).await;
    rukun.dunia.tindak(p.id, "pembatalan", &[("alasan", "tidak jadi")]).await.led_to();
    let satu = rt.get(&format!("/konfirmasi/{}", k.id)).await.ok().text();
    assert!(satu.contains("sudah berakhir"), "{satu}");
    let (p, k) = rukun.ajukan(1, "domisili").await;
    let kertas = [("pengantar_oleh", "Ngadiman"), ("pengantar_tanggal", "1-3-2026")];
    rukun.dunia.tindak(p.id, "konfirmasi", &kertas).await.led_to();
    rt.post(&format!("/konfirmasi/{}/penyangkalan", k.id), &[("alasan", "tidak kenal")]).await.led_to();
    assert_eq!(rukun.konfirmasi(p.id).await.jawab(), Jawab::Benar, "who came first has decided");
}
