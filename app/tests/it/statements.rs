//! Law 2 and 3, on the SQL itself: registered, accepted by both engines, bound to one unit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use db::Reach;

use crate::repo::{members, read};
use crate::schema::{Class, class_of, with_unit};
use crate::tidy::none;
use crate::tidy::sql::{blocks, named};

#[tokio::test]
async fn both_engines_take_every_statement_and_answer_alike() {
    let mut answers: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let mut findings = Vec::new();
    for db in db::testing::each_engine().await {
        for (room, statement) in balai::statements() {
            let name = format!("{room} {}", statement.name);
            match db.describe(statement.sql).await {
                Ok(columns) => answers.entry(name).or_default().push(columns),
                Err(error) => findings.push(format!("{name} on {:?}: {error}", db.engine())),
            }
        }
    }
    for (name, answers) in &answers {
        let [lite, pg] = answers.as_slice() else { continue };
        // A column that is computed and not named has a name of each engine's own making.
        let alike = lite.len() == pg.len()
            && lite.iter().zip(pg).all(|(one, other)| one == other || one.contains(|c: char| !is_word(c)));
        if !alike {
            findings.push(format!("{name}: {lite:?} on SQLite, {pg:?} on PostgreSQL"));
        }
    }
    none(&findings, "One SQL text, two engines:");
}

/// Without being told better, SQLite walks a whole village to find one resident, because it need not sort then.
#[tokio::test]
async fn what_is_looked_for_by_a_key_is_found_by_its_index() {
    let db = db::testing::sqlite().await;
    let ctx = db::Context::system("uji", testkit::SUKAMAJU, db::testing::story_time());
    db.register_unit(ctx.unit, ctx.now).await.unwrap();
    let indexes = second_columns(&db, &ctx).await;
    let mut findings = Vec::new();
    for (room, statement) in balai::statements().into_iter().filter(|(_, s)| s.reach == Reach::Unit) {
        let mut tx = db.read(&ctx).await.unwrap();
        let plan: Vec<(i64, i64, i64, String)> = tx.query(explained(statement)).all().await.unwrap();
        for (.., step) in plan.iter().filter(|(.., step)| step.ends_with("(unit=?)")) {
            // "SEARCH penduduk USING …", or the short name that the statement gives the table.
            let name = step.split_whitespace().nth(1).unwrap_or_default();
            let table = aliased(statement.sql, name);
            for column in indexes.get(table).into_iter().flatten() {
                let asked = [format!(" {column} = $"), format!(" {name}.{column} = $")];
                if asked.iter().any(|asked| statement.sql.contains(asked)) {
                    findings.push(format!("{room} {}: {step}, though {column} has an index", statement.name));
                }
            }
        }
    }
    none(&findings, "The cost of one thing must not grow with the village:");
}

fn explained(statement: db::Statement) -> db::Statement {
    let sql: &str = Box::leak(format!("explain query plan {}", statement.sql).into_boxed_str());
    db::Statement { sql, ..statement }
}

/// By table, the columns that stand right behind the unit in an index.
async fn second_columns(db: &db::Db, ctx: &db::Context) -> BTreeMap<String, BTreeSet<String>> {
    const SQL: &str = "select m.name, ii.name from sqlite_master m, pragma_index_list(m.name) il,
        pragma_index_info(il.name) ii where m.type = 'table' and ii.seqno = 1 and m.name <> $1";
    let statement = db::Statement { sql: SQL, ..balai::statements()[0].1 };
    let mut tx = db.read(ctx).await.unwrap();
    let query = tx.query(db::Statement { reach: Reach::Work, ..statement }).bind("");
    let mut indexes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in query.all::<(String, String)>().await.unwrap() {
        indexes.entry(table).or_default().insert(column);
    }
    indexes
}

/// The table that a statement calls by this name.
fn aliased<'s>(sql: &'s str, name: &'s str) -> &'s str {
    let words: Vec<&str> = sql.split(|c: char| c.is_whitespace() || c == '(').collect();
    let mut pairs = words.windows(3).filter(|w| w[0] == "from" || w[0] == "join");
    pairs.find(|w| w[2] == name).map_or(name, |w| w[1])
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[test]
fn within_a_unit_every_table_is_bound_to_it() {
    let units = with_unit();
    let findings: Vec<String> = balai::statements()
        .iter()
        .filter(|(_, statement)| statement.reach == Reach::Unit)
        .filter(|(_, statement)| !is_bound(statement.sql, &units))
        .map(|(room, statement)| format!("{room} {}: {}", statement.name, statement.sql))
        .collect();
    none(&findings, "Each table of a statement says `unit = $1`, or joins by `unit` one that does:");
}

/// Whether each table with a unit is held to `$1`, itself or through a join on `unit`.
fn is_bound(sql: &str, units: &BTreeSet<String>) -> bool {
    let tables = named(sql).into_iter().filter(|name| units.contains(name)).count();
    let flat = sql.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let held = ["unit = $1", "$1 = unit"].iter().map(|text| flat.matches(text).count()).sum::<usize>();
    let joined = flat.matches(".unit = ").count() - flat.matches(".unit = $1").count();
    let using = flat.matches("using (unit").count();
    held > 0 && held + joined + using >= tables
}

#[test]
fn facts_are_read_by_statements_and_never_written_by_them() {
    let findings: Vec<String> = balai::statements()
        .iter()
        .filter(|(_, statement)| statement.reach != Reach::Work)
        .filter(|(_, statement)| {
            let first = statement.sql.split_whitespace().next().unwrap_or_default();
            first != "select" && first != "with"
        })
        .map(|(room, statement)| format!("{room} {}", statement.name))
        .collect();
    none(&findings, "Facts are written by insert, update and delete of an entity, with their ledger line:");
}

#[test]
fn work_statements_touch_no_facts() {
    let mut findings = Vec::new();
    for (room, statement) in balai::statements() {
        if statement.reach == Reach::Work {
            for table in named(statement.sql) {
                if class_of(&table) == Some(Class::Fact) {
                    findings.push(format!("{room} {} touches {table}", statement.name));
                }
            }
        }
    }
    none(&findings, "What is marked `work` reads and writes work tables:");
}

/// The one list of statements that look across units, each with its reason.
#[test]
fn who_looks_across_units() {
    let mut text = String::new();
    for (room, statement) in balai::statements() {
        if let Reach::Across(why) = statement.reach {
            writeln!(text, "{room} {}: {why}", statement.name).unwrap();
        }
    }
    insta::assert_snapshot!("lintas_unit", text);
}

#[test]
fn names_are_told_apart_within_a_room() {
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = balai::statements()
        .iter()
        .map(|(room, statement)| format!("{room} {}", statement.name))
        .filter(|name| !seen.insert(name.clone()))
        .collect();
    none(&twice, "These names are used twice:");
}

/// A statement that a room forgets to hand over would be tried nowhere.
#[test]
fn every_statement_of_the_rooms_in_use_is_registered() {
    let registered: BTreeSet<(String, String)> = balai::statements()
        .into_iter()
        .map(|(room, statement)| (room.to_owned(), statement.name.to_owned()))
        .collect();
    let rooms: BTreeSet<String> = registered.iter().map(|(room, _)| room.clone()).collect();
    let members = members();
    let mut findings = Vec::new();
    for file in crate::repo::files(".rs").iter().filter(|path| !crate::repo::is_test(path)) {
        let room = crate::repo::owner_of(file, &members);
        if !rooms.contains(&room) {
            continue;
        }
        for name in declared(&read(file)) {
            if !registered.contains(&(room.clone(), name.clone())) {
                findings.push(format!("{}: {name}", file.display()));
            }
        }
    }
    none(&findings, "A room hands over all its statements (Feature::statements):");
}

/// The names that a source's `statements!` blocks declare.
fn declared(source: &str) -> Vec<String> {
    let blocks = blocks(source);
    let inside = |line: &usize| blocks.iter().any(|block| block.contains(line));
    crate::repo::production(source)
        .into_iter()
        .filter(|(line, _)| inside(line))
        .filter_map(|(_, text)| {
            let head = text.split_once(" =")?.0;
            let name = head.split_whitespace().next_back()?;
            let constant = name.len() > 2
                && name.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit());
            constant.then(|| name.to_owned())
        })
        .collect()
}

#[test]
fn an_unbound_table_is_seen() {
    let units: BTreeSet<String> = ["satu", "dua"].map(str::to_owned).into();
    let check = |sql: &str, bound| assert_eq!(is_bound(sql, &units), bound, "{sql}");
    check("select a from satu where unit = $1", true);
    check("select a from satu where id = $2", false);
    check("select a from satu s join dua d on d.unit = s.unit and d.id = s.b where s.unit = $1", true);
    check("select a from satu s join dua d on d.id = s.b where s.unit = $1", false);
    check("select a from satu where unit = $1 and id in (select b from dua where unit = $1)", true);
    check("select a from satu where unit = $1 and id in (select b from dua)", false);
}
