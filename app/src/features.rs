//! THE list of rooms. A new room adds one line here and one migration.

use db::{EntityDef, Statement};
use web::Feature;

pub fn features() -> Vec<Feature> {
    vec![
        crate::beranda::feature(),
        crate::cadangan::feature(),
        crate::pasang::feature(),
        pengguna::feature(),
        wilayah::feature(),
        waktu::feature(),
        tte::feature(),
        pesan::feature(),
        kependudukan::feature(),
        surat::feature(),
        dukcapil::feature(),
        laporan::feature(),
        statistik::feature(),
        lembaga::feature(),
        kesejahteraan::feature(),
        permohonan::feature(),
        sekretariat::feature(),
        portal::feature(),
        opensid::feature(),
    ]
}

/// Every fact table, the platform's own among them: what a rebuild needs.
pub fn entities() -> Vec<EntityDef> {
    let platform = [access::ENTITIES, files::ENTITIES, nomor::ENTITIES];
    let rooms = features().into_iter().flat_map(|feature| feature.entities);
    platform.into_iter().flatten().copied().chain(rooms).collect()
}

/// Every registered statement, with the room it belongs to.
pub fn statements() -> Vec<(&'static str, Statement)> {
    let platform = [
        ("db", db::STATEMENTS),
        ("access", access::STATEMENTS),
        ("files", files::STATEMENTS),
        ("jobs", jobs::STATEMENTS),
        ("nomor", nomor::STATEMENTS),
    ];
    let of_platform = platform.into_iter().flat_map(|(name, sets)| {
        sets.iter().flat_map(move |set| set.iter().map(move |statement| (name, *statement)))
    });
    let of_rooms = features().into_iter().flat_map(|feature| {
        let name = feature.name;
        feature.statements.into_iter().flatten().map(move |statement| (name, *statement))
    });
    of_platform.chain(of_rooms).collect()
}
