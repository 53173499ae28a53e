use db::Day;
use uuid::Uuid;

db::entity! {
    /// People who live and eat together, of one family or several. Members and head are told by the residents'
    /// rows, so that past versions know them too.
    pub struct RumahTangga in "rumah_tangga" version 1 {
        pub id: Uuid,
        /// No family card's number: the village gives it, or the census.
        pub nomor: String,
        pub alamat: Option<String>,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub terdaftar: Day,
        /// Since when nobody keeps house here.
        pub bubar: Option<Day>,
        pub kelas_sosial: Option<i16>,
        pub id_bdt: Option<String>,
    }
}

/// The number after `terakhir`, as wide as that one. None where it is no number.
pub(crate) fn nomor_berikut(terakhir: Option<&str>) -> Option<String> {
    let Some(terakhir) = terakhir else { return Some("00001".to_owned()) };
    let berikut = terakhir.parse::<u128>().ok()?.checked_add(1)?;
    Some(format!("{berikut:0lebar$}", lebar = terakhir.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_from_the_last_one() {
        for (terakhir, berikut) in [
            (None, Some("00001")),
            (Some("00001"), Some("00002")),
            (Some("00999"), Some("01000")),
            (Some("340213209900041"), Some("340213209900042")),
            (Some("99"), Some("100")),
            (Some("RTM-7"), None),
        ] {
            assert_eq!(nomor_berikut(terakhir).as_deref(), berikut, "{terakhir:?}");
        }
    }
}
