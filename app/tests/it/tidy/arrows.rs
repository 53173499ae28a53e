//! Arrows between crates go down, never sideways (docs/adr/0004-rooms-and-floors.md).

use crate::repo::{Member, members};
use crate::tidy::none;

/// Where each crate stands and why there. An arrow must lead to a smaller number.
const STANDS: &[(&str, u8, &str)] = &[
    // Floor 0, the platform, has an order of its own.
    ("kamus", 0, "words and values; everybody speaks them"),
    ("vault", 0, "keys and sealing; knows no table"),
    ("db", 1, "seals what it stores, so it stands on vault"),
    ("access", 2, "people and roles are rows"),
    ("files", 2, "an attachment is a row and sealed bytes"),
    ("jobs", 2, "a job is a row"),
    ("ui", 3, "looks; knows no database, stands below web because pages are made there"),
    ("documents", 3, "paper; knows no database and no letter"),
    ("register", 4, "books on paper and as sheets; knows tables, not what stands in them"),
    ("web", 4, "joins callers, pages and rows for the rooms"),
    ("testkit", 5, "stands up a whole app for a room's tests; only ever a dev-dependency"),
    // Floor 1, the ground.
    ("pengguna", 11, "signing in, one's own account"),
    ("wilayah", 11, "the unit itself, its words and officials"),
    ("tte", 11, "signs bytes; knows no letter"),
    ("waktu", 11, "calendar and zone"),
    ("nomor", 11, "numbering; knows no letter"),
    ("pesan", 11, "carries messages; knows no letter and no register"),
    // Floor 2, people and money.
    ("kependudukan", 12, "residents and families"),
    // Floor 3, affairs. Institutions stand below the rest: they may be whom a letter is about.
    ("lembaga", 13, "institutions and groups have residents as members"),
    ("surat", 14, "letters about residents and institutions"),
    ("dukcapil", 14, "cases about residents that go to Dukcapil"),
    ("laporan", 14, "monthly reports and books about residents"),
    ("statistik", 14, "figures about residents"),
    ("kesejahteraan", 14, "residents receive aid"),
    // Floor 4, channels.
    ("permohonan", 15, "the doors through which letters are asked for"),
    ("sekretariat", 15, "the agenda binds what came in to the letters that went out"),
    ("portal", 15, "the village's public home shows what the others have"),
    ("opensid", 15, "speaks another program's formats for the rooms below"),
    ("balai", 20, "the app wires all rooms together"),
];

fn stand(name: &str) -> Option<u8> {
    STANDS.iter().find(|(crate_name, ..)| *crate_name == name).map(|(_, stand, _)| *stand)
}

/// The crates that an arrow leads to from a section of the manifest, those for one system included.
fn arrows(member: &Member, section: &str) -> Vec<String> {
    let of = |table: &toml::Table| -> Vec<String> {
        let found = table.get(section).and_then(toml::Value::as_table);
        found.map(|found| found.keys().cloned().collect()).unwrap_or_default()
    };
    let mut names = of(&member.manifest);
    let targets = member.manifest.get("target").and_then(toml::Value::as_table);
    for target in targets.into_iter().flat_map(|targets| targets.values()) {
        names.extend(target.as_table().map(of).unwrap_or_default());
    }
    names
}

/// What is wrong with the arrows of one crate.
fn judge(member: &Member, ours: &[String]) -> Vec<String> {
    let name = &member.name;
    let Some(own) = stand(name) else {
        return vec![format!("{name} has no floor yet: give it one in STANDS, with the reason")];
    };
    let mut findings = Vec::new();
    for to in ["dependencies", "build-dependencies"].iter().flat_map(|section| arrows(member, section)) {
        if !ours.contains(&to) {
            continue;
        }
        if to == "testkit" {
            findings.push(format!("{name} ships testkit; it belongs into [dev-dependencies]"));
        } else if stand(&to).is_some_and(|below| below >= own) {
            findings.push(format!("{name} -> {to} does not lead down"));
        }
    }
    findings
}

#[test]
fn arrows_between_crates_lead_down() {
    let members = members();
    let ours: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    assert!(ours.len() > 15, "only {} crates were found", ours.len());
    let findings: Vec<String> = members.iter().flat_map(|member| judge(member, &ours)).collect();
    none(&findings, "An arrow in a Cargo.toml goes to a lower floor:");
}

#[test]
fn every_floor_is_inhabited() {
    let ours: Vec<String> = members().into_iter().map(|member| member.name).collect();
    let gone: Vec<String> = STANDS
        .iter()
        .filter(|(name, ..)| !ours.iter().any(|own| own == name))
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    none(&gone, "These have a floor but no crate:");
}

/// A platform that knew a room would know village business.
#[test]
fn rooms_live_in_features_and_the_platform_in_crates() {
    let wrong: Vec<String> = members()
        .iter()
        .filter(|member| {
            let home = match stand(&member.name) {
                Some(0..=5) => "crates",
                Some(11..=15) => "features",
                _ => "app",
            };
            !member.folder.starts_with(home)
        })
        .map(|member| format!("{} in {}", member.name, member.folder.display()))
        .collect();
    none(&wrong, "A crate lies in the folder of its floor:");
}

#[test]
fn a_sideways_arrow_is_seen() {
    let member = |name: &str, text: &str| Member {
        name: name.to_owned(),
        folder: "features/x".into(),
        manifest: text.parse().unwrap(),
    };
    let ours: Vec<String> = STANDS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let check = |name, text, count| assert_eq!(judge(&member(name, text), &ours).len(), count, "{text}");
    check("wilayah", "[dependencies]\nnomor.workspace = true", 1);
    check("wilayah", "[dependencies]\nsurat = { path = \"x\" }", 1);
    check("db", "[target.'cfg(unix)'.dependencies]\nweb.workspace = true", 1);
    check("surat", "[dependencies]\ntestkit.workspace = true", 1);
    check("surat", "[dependencies]\nwilayah.workspace = true\nserde.workspace = true", 0);
    check("surat", "[dev-dependencies]\ntestkit.workspace = true", 0);
    check("pasar", "", 1);
}
