//! Law 8: what names a person masks itself wherever it is printed by accident.

use kamus::{Nik, NomorKk, Telepon};
use proptest::prelude::*;

/// Whether `shown` gives away more than the first and last four signs of `secret`.
fn leaks(shown: &str, secret: &str) -> bool {
    secret.as_bytes().windows(5).any(|piece| shown.contains(std::str::from_utf8(piece).unwrap()))
}

proptest! {
    #[test]
    fn a_nik_and_a_kk_number_hide_in_debug(number in "[1-9][0-9]{15}") {
        if let (Ok(nik), Ok(kk)) = (Nik::baru(&number), NomorKk::baru(&number)) {
            let shown = format!("{nik:?} {nik:#?} {kk:?} {kk:#?} {:?}", vec![Some(nik)]);
            prop_assert!(!leaks(&shown, &number), "{}", shown);
        }
    }

    #[test]
    fn what_is_wrong_with_a_number_does_not_repeat_it(number in "[0-9]{5,15}|[0-9]{17,20}|[0-9]{15}[A-Z]") {
        let of_nik = Nik::baru(&number).map_err(|e| e.to_string()).err();
        let of_kk = NomorKk::baru(&number).map_err(|e| e.to_string()).err();
        for said in [of_nik, of_kk].into_iter().flatten() {
            prop_assert!(!leaks(&said, &number), "{}", said);
        }
    }

    #[test]
    fn a_phone_hides_in_debug(number in "08[1-9][0-9]{8,9}") {
        let phone = Telepon::baru(&number).unwrap();
        let shown = format!("{phone:?} {phone:#?}");
        prop_assert!(!leaks(&shown, &number[1..]), "{}", shown);
    }

    #[test]
    fn sealed_bytes_hide_in_debug(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let shown = format!("{:?}", db::Bytes(bytes.clone()));
        prop_assert_eq!(shown, format!("Bytes({})", bytes.len()));
    }
}

#[test]
fn keys_hide_in_debug() {
    let master = vault::MasterKey::generate();
    let shown = format!("{master:?}");
    assert!(!leaks(&shown, &master.to_recovery()), "{shown}");
    let secret = vault::UnitSecret::generate();
    assert_eq!(format!("{:?}", secret.keys()), "UnitKeys(…)");
}

/// A session's token and a unit's secret have no `Debug` at all; giving them one would need this test changed.
#[test]
fn secrets_that_need_no_debug_have_none() {
    for (file, name) in
        [("crates/access/src/session.rs", "SessionToken"), ("crates/vault/src/unit.rs", "UnitSecret")]
    {
        let source = crate::repo::read(file);
        let at = source.find(&format!("pub struct {name}(")).unwrap();
        let before = source[..at].rsplit("\n\n").next().unwrap();
        assert!(!before.contains("Debug"), "{name}");
        assert!(!source.contains(&format!("Debug for {name} ")), "{name}");
    }
}

#[test]
fn a_leak_is_seen() {
    assert!(leaks("Nik(3402134101859001)", "3402134101859001"));
    assert!(leaks("tail 59001", "3402134101859001"));
    assert!(!leaks("3402••••••••9001", "3402134101859001"));
}
