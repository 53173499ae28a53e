//! Random acts on whatever facts the rooms in use have.

use std::collections::BTreeMap;

use db::testing::{TestDb, story_time};
use db::{Column, Context, Entity, EntityDef, Kind, WriteTx};
use serde_json::{Value, json};
use testkit::SUKAMAJU;
use uuid::Uuid;

use super::chance::Chance;
use crate::schema::{Table, tables_of};

/// Names every entity's type once, so that rows pass through their own serialisation.
macro_rules! types {
    ($($type:ty),* $(,)?) => {
        const KNOWN: &[EntityDef] = &[$(<$type as Entity>::DEF),*];

        /// Writes a row given as JSON.
        async fn put(tx: &mut WriteTx, table: &str, row: Value, fresh: bool) -> db::Result<()> {
            $(if table == <$type as Entity>::DEF.table {
                let row: $type = serde_json::from_value(row).expect("every column has a value of its kind");
                return if fresh { tx.insert(&row).await } else { tx.update(&row).await };
            })*
            unreachable!("only known tables are chosen")
        }

        async fn remove(tx: &mut WriteTx, table: &str, id: Uuid) -> db::Result<()> {
            $(if table == <$type as Entity>::DEF.table {
                return tx.delete::<$type>(id).await;
            })*
            unreachable!("only known tables are chosen")
        }
    };
}

types![
    access::Pengguna,
    access::Penugasan,
    access::PembukaanData,
    files::Berkas,
    wilayah::Identitas,
    wilayah::BagianWilayah,
    wilayah::Pejabat,
    kependudukan::entitas::Impor,
    kependudukan::entitas::Keluarga,
    kependudukan::entitas::RumahTangga,
    kependudukan::entitas::Penduduk,
    kependudukan::entitas::RiwayatPenduduk,
    kependudukan::entitas::Peristiwa,
    kependudukan::entitas::LampiranPeristiwa,
    kependudukan::entitas::PendudukSementara,
    kependudukan::entitas::PeristiwaSementara,
    kependudukan::entitas::UsulanKoreksi,
    kependudukan::entitas::MutuAbaikan,
    kependudukan::usulan_warga::UsulanWarga,
    kependudukan::privasi::PenghapusanData,
    kependudukan::privasi::AturPrivasi,
    lembaga::Lembaga,
    lembaga::Anggota,
    kesejahteraan::Bantuan,
    kesejahteraan::Penerima,
    kependudukan::entitas::PemetaanKolom,
    kependudukan::pindah_antar::KirimanPindah,
    kependudukan::pindah_antar::JawabanPindah,
    nomor::PolaNomor,
    nomor::Penghitung,
    nomor::CatatanNomor,
    waktu::JamKerja,
    waktu::HariLibur,
    waktu::MasaRamadan,
    waktu::AturWaktu,
    waktu::JamLayanan,
    waktu::JamPeristiwa,
    permohonan::Permohonan,
    permohonan::Langkah,
    permohonan::AturPermohonan,
    permohonan::Foto,
    permohonan::Nilai,
    permohonan::KetuaWilayah,
    permohonan::Konfirmasi,
    permohonan::antrean::Antrean,
    permohonan::antrean::AturAnjungan,
    dukcapil::Berkas,
    dukcapil::Langkah,
    dukcapil::Pindaian,
    dukcapil::Serah,
    dukcapil::SerahIsi,
    dukcapil::AturDukcapil,
    tte::SertifikatPejabat,
    tte::Otoritas,
    tte::LayananBsre,
    tte::PenandaBsre,
    tte::StempelWaktu,
    tte::LayananSadewa,
    tte::AturPencabutan,
    tte::DaftarCabut,
    tte::KunciPernyataan,
    surat::store::Surat,
    surat::store::Peristiwa,
    surat::store::Penandatanganan,
    surat::store::Kiriman,
    surat::store::AturSurat,
    surat::store::JenisSurat,
    surat::store::Loket,
    surat::store::ImporSuratLama,
    surat::store::SuratLama,
    surat::store::Penerusan,
    surat::store::Pengukuhan,
    surat::store::AturPengukuhan,
    sekretariat::store::AturSekretariat,
    sekretariat::store::SuratMasuk,
    sekretariat::store::Riwayat,
    sekretariat::store::ArsipBerkas,
    sekretariat::store::Disposisi,
    sekretariat::store::Penerima,
    sekretariat::store::SuratDinas,
    sekretariat::store::Ekspedisi,
    sekretariat::store::JadwalRetensi,
    sekretariat::store::Pemusnahan,
    sekretariat::store::PemusnahanIsi,
    sekretariat::store::Peluncuran,
    portal::RilisPublik,
    opensid::ImporOpensid,
    laporan::LaporanBulanan,
    pesan::Kontak,
    pesan::IkatanKontak,
    pesan::AturPesan,
    pesan::TeksPesan,
];

#[test]
fn every_entity_takes_part() {
    let strangers: Vec<String> = balai::entities()
        .iter()
        .filter(|def| !KNOWN.iter().any(|known| known.table == def.table))
        .map(|def| def.table.to_owned())
        .collect();
    crate::tidy::none(&strangers, "Add these entities' types to types![] above:");
}

/// Which rows are there now.
type Rows = BTreeMap<&'static str, Vec<Uuid>>;

/// The tables in use, as the database knows them.
struct Tables {
    defs: Vec<EntityDef>,
    schema: BTreeMap<String, Table>,
    /// `(table, column)` → what its check allows.
    allowed: BTreeMap<(String, String), Vec<Value>>,
    /// `(table, one, other)`: columns that are absent together.
    coupled: Vec<(String, String, String)>,
}

/// Carries out so many acts of one to three changes each; tells how many changes were kept.
pub(crate) async fn carry_out(db: &TestDb, seed: u64, acts: usize) -> i64 {
    let used = balai::entities();
    let defs = KNOWN.iter().filter(|def| used.iter().any(|used| used.table == def.table)).copied().collect();
    let tables = Tables { defs, schema: tables_of(db).await, allowed: allowed(), coupled: coupled() };
    let mut chance = Chance::new(seed);
    let mut rows = Rows::new();
    let (mut kept, mut changes, mut refused) = (0, 0, 0);
    while kept < acts {
        let mut after = rows.clone();
        match Box::pin(act(db, &tables, &mut chance, &mut after)).await {
            Ok(done) => {
                rows = after;
                kept += usize::from(done > 0);
                changes += done;
            }
            // Chance may hit a unique rule; anything else is a fault.
            Err(db::Error::Unique { .. }) => refused += 1,
            Err(error) => panic!("seed {seed}, act {kept}: {error}"),
        }
        assert!(refused < acts / 5 + 5, "too many acts are refused");
    }
    changes
}

async fn act(db: &TestDb, tables: &Tables, chance: &mut Chance, rows: &mut Rows) -> db::Result<i64> {
    let ctx = Context::system("acak", SUKAMAJU, story_time());
    let mut tx = db.write(&ctx, "acak").await?;
    let mut done = 0;
    for _ in 0..=chance.below(3) {
        let def = chance.pick(&tables.defs).expect("there are tables");
        let there = rows.get(def.table).cloned().unwrap_or_default();
        let full = tables.holds_one_row(def.table) && !there.is_empty();
        let change = chance.below(10);
        if change == 0 && !there.is_empty() && !tables.is_pointed_at(def.table) {
            let id = there[chance.below(there.len())];
            remove(&mut tx, def.table, id).await?;
            rows.entry(def.table).or_default().retain(|other| *other != id);
        } else if (change < 5 || full) && !there.is_empty() {
            let id = there[chance.below(there.len())];
            let Some(row) = tables.row(def, id, chance, rows, &ctx) else { continue };
            put(&mut tx, def.table, row, false).await?;
        } else {
            let id = ctx.new_id();
            let Some(row) = tables.row(def, id, chance, rows, &ctx) else { continue };
            put(&mut tx, def.table, row, true).await?;
            rows.entry(def.table).or_default().push(id);
        }
        done += 1;
    }
    tx.commit().await?;
    Ok(done)
}

impl Tables {
    /// Whether its unique rules leave room for one row a unit.
    fn holds_one_row(&self, table: &str) -> bool {
        self.schema[table].indexes.iter().any(|index| index.unique && index.columns == ["unit"])
    }

    fn is_pointed_at(&self, table: &str) -> bool {
        self.schema.values().any(|other| other.foreign.iter().any(|(_, target, _)| target == table))
    }

    /// A random row; nothing when it must point at a table that is still empty.
    fn row(
        &self,
        def: &EntityDef,
        id: Uuid,
        chance: &mut Chance,
        rows: &Rows,
        ctx: &Context,
    ) -> Option<Value> {
        let mut row = serde_json::Map::new();
        for column in def.columns {
            let value =
                if column.name == "id" { json!(id) } else { self.value(def, column, chance, rows, ctx)? };
            row.insert(column.name.to_owned(), value);
        }
        for (_, one, other) in self.coupled.iter().filter(|(table, ..)| table == def.table) {
            match (row[one].is_null(), row[other].is_null()) {
                (true, false) => row[other] = Value::Null,
                (false, true) => row[one] = Value::Null,
                _ => {}
            }
        }
        Some(Value::Object(row))
    }

    fn value(
        &self,
        def: &EntityDef,
        column: &Column,
        chance: &mut Chance,
        rows: &Rows,
        ctx: &Context,
    ) -> Option<Value> {
        if column.nullable && chance.one_in(3) {
            return Some(Value::Null);
        }
        let points = |(own, ..): &&(Vec<String>, String, Vec<String>)| {
            own.last().is_some_and(|own| own == column.name)
        };
        if let Some((_, target, _)) = self.schema[def.table].foreign.iter().find(points) {
            let target = chance.pick(rows.get(target.as_str()).map(Vec::as_slice).unwrap_or_default());
            return target.map(|id| json!(id)).or(column.nullable.then_some(Value::Null));
        }
        if let Some(allowed) = self.allowed.get(&(def.table.to_owned(), column.name.to_owned())) {
            return chance.pick(allowed).cloned();
        }
        Some(match column.kind {
            Kind::Int => json!(1 + chance.below(90)),
            Kind::Bool => json!(chance.one_in(2)),
            Kind::Text => json!(chance.text()),
            Kind::Bytes => {
                let length = 1 + chance.below(40);
                json!(db::Bytes(chance.bytes(length)))
            }
            Kind::Uuid => json!(ctx.new_id()),
            Kind::Day => json!(format!(
                "{}-{:02}-{:02}",
                1930 + chance.below(96),
                1 + chance.below(12),
                1 + chance.below(28)
            )),
        })
    }
}

/// The migrations' lines with the table they belong to.
fn table_lines() -> Vec<(String, String)> {
    let mut table = String::new();
    let mut found = Vec::new();
    for line in db::migrate::script(db::Engine::Lite).lines() {
        if let Some(name) = line.strip_prefix("create table ") {
            name.split([' ', '(']).next().unwrap_or_default().clone_into(&mut table);
        }
        found.push((table.clone(), line.to_owned()));
    }
    found
}

/// What `check (column in (…))` and `check (column between … and …)` allow.
fn allowed() -> BTreeMap<(String, String), Vec<Value>> {
    let mut found = BTreeMap::new();
    for (table, line) in table_lines() {
        let Some((_, check)) = line.split_once("check (") else { continue };
        if let Some((column, list)) = check.split_once(" in (") {
            let list = list.split(')').next().unwrap_or_default();
            let values = list.split(',').map(str::trim).map(|item| match item.parse::<i64>() {
                Ok(number) => json!(number),
                Err(_) => json!(item.trim_matches('\'')),
            });
            found.insert((table, column.trim().to_owned()), values.collect());
        } else if let Some((column, range)) = check.split_once(" between ") {
            let ends: Vec<i64> = range
                .split(')')
                .next()
                .unwrap_or_default()
                .split(" and ")
                .filter_map(|end| end.parse().ok())
                .collect();
            let values = (ends[0]..=ends[1]).map(|number| json!(number)).collect();
            found.insert((table, column.trim().to_owned()), values);
        }
    }
    found
}

/// What `check ((one is null) = (other is null))` couples.
fn coupled() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (table, line) in table_lines() {
        let Some((_, check)) = line.split_once("check ((") else { continue };
        let Some((one, other)) = check.split_once(" is null) = (") else { continue };
        let other = other.split(' ').next().unwrap_or_default();
        found.push((table, one.to_owned(), other.to_owned()));
    }
    found
}

#[test]
fn checks_are_read_from_the_migrations() {
    let allowed = allowed();
    let of = |table: &str, column: &str| allowed[&(table.to_owned(), column.to_owned())].clone();
    assert_eq!(of("pejabat", "jenis"), ["definitif", "plh", "plt", "pj"].map(|kind| json!(kind)));
    assert_eq!(of("usulan_koreksi", "keadaan"), [1, 2, 3].map(|state| json!(state)));
    assert_eq!(of("surat", "cara"), [1, 2, 3].map(|way| json!(way)));
    let pair = ("sertifikat", "dicabut_pada", "alasan_cabut");
    assert!(coupled().iter().any(|(t, a, b)| (t.as_str(), a.as_str(), b.as_str()) == pair));
}
