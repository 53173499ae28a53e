//! What a village writes into a letter's template runs in a child process with limits, never in the server.

use crate::office::Office;

#[test]
fn a_template_without_end_is_stopped_with_a_sentence_and_letters_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path());
    let server = office.serve();
    let (definisi, naskah) = surat::jenis::sumber("domisili").unwrap();
    for (sifat, kalimat) in [
        (
            "#for a in range(9000) { for b in range(9000) { for c in range(9000) {} } }",
            "Dokumen dihentikan karena belum selesai dalam 10 detik",
        ),
        ("#let t = \"m\" * 900000000", "Kebutuhan memori dokumen ini terlalu besar"),
    ] {
        let isi = [("definisi", definisi.to_owned()), ("naskah", format!("{naskah}\n{sifat}\n"))];
        let alamat = "/atur-surat/domisili/naskah";
        let page = server.post(&office.operator, &format!("{alamat}/pratinjau"), &isi).unwrap();
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains(kalimat), "{}", page.text());
        let tolak = server.post(&office.operator, &format!("{alamat}/penerbitan"), &isi).unwrap();
        assert_eq!(tolak.status, 422, "{}", tolak.text());
        assert!(tolak.text().contains("Belum dapat diterbitkan") && tolak.text().contains(kalimat));
    }
    office.bernomor(&server, "1");
}
