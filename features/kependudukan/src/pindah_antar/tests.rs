use super::*;

#[test]
fn every_state_reads_back_by_its_number() {
    for keadaan in KeadaanKiriman::SEMUA {
        assert_eq!(KeadaanKiriman::dari_kode(keadaan.kode()), keadaan);
    }
    let terikat: Vec<_> = KeadaanKiriman::SEMUA.into_iter().filter(|k| terikat(*k)).collect();
    assert_eq!(terikat, [KeadaanKiriman::DiJalan, KeadaanKiriman::Diterima]);
}
