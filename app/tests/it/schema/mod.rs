//! The schema, as both engines have it after the migrations.

mod engines;

use std::collections::{BTreeMap, BTreeSet};

use db::Kind;

pub(crate) use engines::{Table, tables_of};

use crate::tidy::none;

/// What kind of truth a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A unit's own: in the ledger, rebuilt from it.
    Fact,
    /// Found across units by keyed hash.
    Directory,
    /// Comes and goes: sessions, jobs, half-read workbooks.
    Work,
    /// The ledger itself and what holds it up.
    House,
}

/// Every table and its class. A new table is entered here, which is when its class is argued.
const CLASSES: &[(&str, Class)] = &[
    ("unit_key", Class::House),
    ("ledger_head", Class::House),
    ("ledger", Class::House),
    ("request_key", Class::House),
    ("schema_history", Class::House),
    ("directory", Class::Directory),
    ("sesi", Class::Work),
    ("percobaan_masuk", Class::Work),
    ("job", Class::Work),
    ("impor_sementara", Class::Work),
    ("saringan_simpan", Class::Work),
    ("opensid_sementara", Class::Work),
    ("surat_draf", Class::Work),
    ("kode_warga", Class::Work),
    ("sesi_warga", Class::Work),
    ("statistik_bulanan", Class::Work),
    ("pesan_kiriman", Class::Work),
    ("pesan_masuk", Class::Work),
    ("pesan_keluar", Class::Work),
    ("pesan_percakapan", Class::Work),
    ("pesan_kode", Class::Work),
    ("pesan_percobaan", Class::Work),
    ("pesan_susul", Class::Work),
    ("pengguna", Class::Fact),
    ("penugasan", Class::Fact),
    ("pembukaan_data", Class::Fact),
    ("berkas", Class::Fact),
    ("identitas", Class::Fact),
    ("bagian_wilayah", Class::Fact),
    ("pejabat", Class::Fact),
    ("pola_nomor", Class::Fact),
    ("penghitung_nomor", Class::Fact),
    ("nomor_catatan", Class::Fact),
    ("impor", Class::Fact),
    ("impor_opensid", Class::Fact),
    ("keluarga", Class::Fact),
    ("rumah_tangga", Class::Fact),
    ("penduduk", Class::Fact),
    ("riwayat_penduduk", Class::Fact),
    ("peristiwa", Class::Fact),
    ("lampiran_peristiwa", Class::Fact),
    ("penduduk_sementara", Class::Fact),
    ("sementara_peristiwa", Class::Fact),
    ("usulan_koreksi", Class::Fact),
    ("usulan_warga", Class::Fact),
    ("penghapusan_data", Class::Fact),
    ("atur_privasi", Class::Fact),
    ("lembaga", Class::Fact),
    ("anggota_lembaga", Class::Fact),
    ("bantuan", Class::Fact),
    ("penerima_bantuan", Class::Fact),
    ("mutu_abaikan", Class::Fact),
    ("pemetaan_kolom", Class::Fact),
    ("kiriman_pindah", Class::Fact),
    ("jawaban_pindah", Class::Fact),
    ("jam_kerja", Class::Fact),
    ("hari_libur", Class::Fact),
    ("masa_ramadan", Class::Fact),
    ("atur_waktu", Class::Fact),
    ("jam_layanan", Class::Fact),
    ("jam_peristiwa", Class::Fact),
    ("permohonan", Class::Fact),
    ("berkas_dukcapil", Class::Fact),
    ("langkah_dukcapil", Class::Fact),
    ("pindaian_dukcapil", Class::Fact),
    ("serah_dukcapil", Class::Fact),
    ("serah_dukcapil_isi", Class::Fact),
    ("atur_dukcapil", Class::Fact),
    ("permohonan_langkah", Class::Fact),
    ("atur_permohonan", Class::Fact),
    ("permohonan_foto", Class::Fact),
    ("permohonan_nilai", Class::Fact),
    ("ketua_wilayah", Class::Fact),
    ("permohonan_konfirmasi", Class::Fact),
    ("antrean", Class::Fact),
    ("atur_anjungan", Class::Fact),
    ("surat", Class::Fact),
    ("surat_peristiwa", Class::Fact),
    ("surat_penandatanganan", Class::Fact),
    ("surat_kiriman", Class::Fact),
    ("surat_atur", Class::Fact),
    ("surat_jenis", Class::Fact),
    ("surat_loket", Class::Fact),
    ("impor_surat_lama", Class::Fact),
    ("surat_lama", Class::Fact),
    ("surat_penerusan", Class::Fact),
    ("surat_pengukuhan", Class::Fact),
    ("atur_pengukuhan", Class::Fact),
    ("atur_sekretariat", Class::Fact),
    ("surat_masuk", Class::Fact),
    ("surat_masuk_riwayat", Class::Fact),
    ("arsip_berkas", Class::Fact),
    ("disposisi", Class::Fact),
    ("disposisi_penerima", Class::Fact),
    ("surat_dinas", Class::Fact),
    ("ekspedisi", Class::Fact),
    ("jadwal_retensi", Class::Fact),
    ("pemusnahan_arsip", Class::Fact),
    ("pemusnahan_isi", Class::Fact),
    ("berkas_peluncuran", Class::Fact),
    ("sertifikat", Class::Fact),
    ("otoritas", Class::Fact),
    ("layanan_bsre", Class::Fact),
    ("penanda_bsre", Class::Fact),
    ("stempel_waktu", Class::Fact),
    ("layanan_sadewa", Class::Fact),
    ("atur_pencabutan", Class::Fact),
    ("daftar_cabut", Class::Fact),
    ("kunci_pernyataan", Class::Fact),
    ("rilis_publik", Class::Fact),
    ("laporan_bulanan", Class::Fact),
    ("kontak", Class::Fact),
    ("ikatan_kontak", Class::Fact),
    ("atur_pesan", Class::Fact),
    ("teks_pesan", Class::Fact),
];

/// Columns that name a person by a number and stand open, each with the reason.
const OPEN: &[(&str, &str, &str)] =
    &[("identitas", "telepon", "the office's own phone, printed on its letterhead")];

pub(crate) fn class_of(table: &str) -> Option<Class> {
    CLASSES.iter().find(|(name, _)| *name == table).map(|(_, class)| *class)
}

/// The tables that have a column `unit`, from the migrations.
pub(crate) fn with_unit() -> BTreeSet<String> {
    let script = db::migrate::script(db::Engine::Pg);
    let mut found = BTreeSet::new();
    let mut table = String::new();
    for line in script.lines() {
        if let Some(name) = line.strip_prefix("create table ") {
            name.split([' ', '(']).next().unwrap_or_default().clone_into(&mut table);
        } else if line.trim_start().starts_with("unit bigint") {
            found.insert(table.clone());
        }
    }
    found
}

async fn every_schema() -> Vec<(String, BTreeMap<String, Table>)> {
    let mut all = Vec::new();
    for db in db::testing::each_engine().await {
        all.push((format!("{:?}", db.engine()), tables_of(&db).await));
    }
    all
}

#[tokio::test]
async fn every_table_has_a_class() {
    let known: BTreeSet<&str> = CLASSES.iter().map(|(name, _)| *name).collect();
    for (engine, tables) in every_schema().await {
        let there: BTreeSet<&str> = tables.keys().map(String::as_str).collect();
        let unknown: Vec<String> =
            there.difference(&known).map(|name| format!("{name} on {engine}")).collect();
        none(&unknown, "These tables have no class in CLASSES:");
        let gone: Vec<String> = known.difference(&there).map(|name| format!("{name} on {engine}")).collect();
        none(&gone, "These classes have no table:");
    }
}

#[tokio::test]
async fn a_fact_is_keyed_by_its_unit_first() {
    for (engine, tables) in every_schema().await {
        let mut findings = Vec::new();
        for (name, table) in tables.iter().filter(|(name, _)| class_of(name) == Some(Class::Fact)) {
            if table.key != ["unit", "id"] {
                findings.push(format!("{name}: its key is {:?}", table.key));
            }
            if table.columns.first().map(|column| column.name.as_str()) != Some("unit") {
                findings.push(format!("{name}: its first column is not unit"));
            }
            for index in &table.indexes {
                if index.columns.first().map(String::as_str) != Some("unit") {
                    findings.push(format!("{name}: index {:?} does not begin with unit", index.columns));
                }
            }
            for (columns, target, at) in &table.foreign {
                let facts = class_of(target) == Some(Class::Fact);
                let first = |names: &[String]| names.first().map(String::as_str) == Some("unit");
                if !facts || !first(columns) || !first(at) {
                    findings.push(format!("{name}: {columns:?} points at {target} {at:?}"));
                }
            }
        }
        none(
            &findings,
            &format!("On {engine}, unit stands first in every key, index and foreign key of a fact:"),
        );
    }
}

/// A fact in another unit's row would escape the unit's backup, so nothing else may point at facts.
#[tokio::test]
async fn only_facts_point_at_facts() {
    for (engine, tables) in every_schema().await {
        let strays: Vec<String> = tables
            .iter()
            .filter(|(name, table)| class_of(name) != Some(Class::Fact) && !table.foreign.is_empty())
            .map(|(name, _)| format!("{name} on {engine}"))
            .collect();
        none(&strays, "These are no facts and have foreign keys:");
    }
}

#[tokio::test]
async fn both_engines_have_the_same_schema() {
    let all = every_schema().await;
    let [(_, lite), (_, pg)] = all.as_slice() else { return };
    assert_eq!(lite.keys().collect::<Vec<_>>(), pg.keys().collect::<Vec<_>>(), "the same tables");
    for (name, one) in lite {
        let other = &pg[name];
        let names = |table: &Table| -> Vec<String> { table.columns.iter().map(|c| c.name.clone()).collect() };
        assert_eq!(names(one), names(other), "{name}: the same columns in the same order");
        for (a, b) in one.columns.iter().zip(&other.columns) {
            assert_eq!(a.not_null, b.not_null, "{name}.{}: not null", a.name);
            assert_eq!(a.kind, engines::storage(&b.kind), "{name}.{}: {} is stored as", a.name, b.kind);
        }
        assert_eq!(one.key, other.key, "{name}: primary key");
        assert_eq!(one.indexes, other.indexes, "{name}: indexes and unique rules");
        assert_eq!(one.foreign, other.foreign, "{name}: foreign keys");
        assert_eq!(one.checks, other.checks, "{name}: number of checks");
    }
}

/// Comparing byte by byte is what SQLite does, so PostgreSQL must not sort by a language.
#[tokio::test]
async fn texts_are_compared_byte_by_byte_on_postgresql() {
    let Some(db) = db::testing::postgres().await else { return };
    let strays = engines::other_collations(&db).await;
    none(&strays, "These texts do not have collate \"C\":");
}

#[tokio::test]
async fn an_entity_is_its_table() {
    for (engine, tables) in every_schema().await {
        let mut findings = Vec::new();
        for def in balai::entities() {
            let Some(table) = tables.get(def.table) else {
                findings.push(format!("{} has no table", def.table));
                continue;
            };
            let mut want: Vec<(String, bool)> =
                def.columns.iter().map(|column| (column.name.to_owned(), !column.nullable)).collect();
            want.insert(0, ("unit".to_owned(), true));
            want.sort();
            let mut have: Vec<(String, bool)> =
                table.columns.iter().map(|column| (column.name.clone(), column.not_null)).collect();
            have.sort();
            if want != have {
                let odd: Vec<_> = want
                    .iter()
                    .filter(|c| !have.contains(c))
                    .chain(have.iter().filter(|c| !want.contains(c)))
                    .collect();
                findings.push(format!("{}: (column, not null) differ: {odd:?}", def.table));
            }
            for column in def.columns {
                let kind = table.columns.iter().find(|c| c.name == column.name).map(|c| c.kind.as_str());
                if kind.is_some_and(|kind| !engines::fits(column.kind, kind)) {
                    findings.push(format!("{}.{} is {:?} and {kind:?}", def.table, column.name, column.kind));
                }
            }
            if class_of(def.table) != Some(Class::Fact) {
                findings.push(format!("{} is an entity, so its class is Fact", def.table));
            }
        }
        none(&findings, &format!("On {engine}, an entity has the columns of its table:"));
    }
}

/// Law 8, at rest: a number that names a person is sealed or hashed.
#[tokio::test]
async fn numbers_that_name_a_person_are_stored_as_bytes() {
    let mut findings = Vec::new();
    for (name, table) in tables_of(&db::testing::sqlite().await).await {
        for column in &table.columns {
            let mut parts = column.name.split('_');
            let personal =
                parts.any(|part| matches!(part, "nik" | "kk" | "telepon" | "hp" | "paspor" | "npwp"));
            let dated = column.name.ends_with("_berakhir") || column.name.starts_with("pendidikan");
            let open = OPEN.iter().any(|(t, c, _)| *t == name && *c == column.name);
            if personal && !dated && !open && column.kind != "BLOB" {
                findings.push(format!("{name}.{} is {}", column.name, column.kind));
            }
        }
    }
    none(&findings, "NIK, KK and phone are sealed:");
}

#[test]
fn entities_are_named_once_and_all_handed_over() {
    let names: Vec<&str> = balai::entities().iter().map(|def| def.table).collect();
    let unique: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), unique.len(), "an entity is named twice: {names:?}");
    for def in balai::entities() {
        assert!(def.version >= 1, "{}", def.table);
        assert_eq!(
            def.columns.first().map(|column| (column.name, column.kind)),
            Some(("id", Kind::Uuid)),
            "{}",
            def.table
        );
        for (_, column) in def.directory {
            assert!(
                def.columns.iter().any(|c| c.name == *column),
                "{}: the directory lists {column}",
                def.table
            );
        }
    }
}

/// An entity that a room forgets to hand over would be lost by a rebuild.
#[test]
fn every_fact_of_the_rooms_in_use_is_an_entity() {
    let handed: BTreeSet<&str> = balai::entities().iter().map(|def| def.table).collect();
    let rooms: BTreeSet<String> = balai::statements().iter().map(|(room, _)| (*room).to_owned()).collect();
    let lost: Vec<String> = crate::tidy::owners()
        .into_iter()
        .filter(|(table, owner)| rooms.contains(owner) && class_of(table) == Some(Class::Fact))
        .filter(|(table, _)| !handed.contains(table.as_str()))
        .map(|(table, owner)| format!("{table} of {owner}"))
        .collect();
    none(&lost, "These facts are not among balai::entities():");
}
