//! Each table has one owner, and only the owner's statements name it.

use std::collections::BTreeMap;

use crate::repo::{Member, files, literals, members, owner_of, production, read};
use crate::tidy::none;
use crate::tidy::sql::{named, statement_texts};

/// Tables that a room may name although another owns them.
const GUESTS: &[(&str, &str, &str)] = &[];

/// A line of a README that says which tables the crate owns.
const LINE: &str = "Tables: ";

/// Every table of the migrations with the migration it stands in.
pub(crate) fn tables() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for path in files(".sql").into_iter().filter(|path| path.starts_with("migrations")) {
        let text = read(&path);
        for name in text.lines().filter_map(|line| line.strip_prefix("create table ")) {
            let name = name.split([' ', '(']).next().unwrap_or_default().to_owned();
            let before = found.insert(name.clone(), path.display().to_string());
            assert!(before.is_none(), "{name} is created twice");
        }
    }
    found
}

/// Who says that it owns which tables.
fn claims(members: &[Member]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for member in members {
        let path = crate::repo::root().join(&member.folder).join("README.md");
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let lines = text.lines().filter_map(|line| line.strip_prefix(LINE));
        for line in lines.filter(|line| !line.starts_with("none")) {
            let names = line.trim_end_matches('.').split(',').map(first_word);
            all.extend(names.map(|name| (member.name.clone(), name.to_owned())));
        }
    }
    all
}

/// "`surat_draf` (work)" names `surat_draf`.
fn first_word(item: &str) -> &str {
    item.trim().trim_start_matches('`').split(['`', ' ']).next().unwrap_or_default()
}

/// Table → owner, where there is exactly one.
pub(crate) fn owners() -> BTreeMap<String, String> {
    claims(&members()).into_iter().map(|(owner, table)| (table, owner)).collect()
}

#[test]
fn each_table_has_exactly_one_owner() {
    let (tables, claims) = (tables(), claims(&members()));
    let mut findings = Vec::new();
    for (table, file) in &tables {
        let by: Vec<&str> =
            claims.iter().filter(|(_, name)| name == table).map(|(owner, _)| owner.as_str()).collect();
        if by.len() != 1 {
            findings.push(format!("{table} ({file}) is claimed by {by:?}"));
        }
    }
    for (owner, table) in &claims {
        if !tables.contains_key(table) {
            findings.push(format!("{owner} claims {table}, which no migration creates"));
        }
    }
    none(&findings, "A README's line `Tables: a, b` names the tables that the crate owns:");
}

#[test]
fn statements_name_only_tables_of_their_own_room() {
    let (owners, members) = (owners(), members());
    let mut findings = Vec::new();
    for text in statement_texts() {
        let room = owner_of(&text.file, &members);
        for table in named(&text.sql) {
            let Some(owner) = owners.get(&table) else { continue };
            let guest = GUESTS.iter().any(|(who, what, _)| *who == room && *what == table);
            if *owner != room && !guest {
                findings.push(format!("{}:{} names {table} of {owner}", text.file.display(), text.line));
            }
        }
    }
    none(&findings, "Another room's table is reached through its owner's functions:");
}

#[test]
fn entities_are_declared_by_the_owner_of_their_table() {
    let (owners, members) = (owners(), members());
    let mut findings = Vec::new();
    for file in files(".rs").into_iter().filter(|path| !crate::repo::is_test(path)) {
        let source = read(&file);
        let heads = production(&source).into_iter().filter(|(_, line)| {
            line.trim().starts_with("pub struct") && line.contains(" in \"") && line.contains(" version ")
        });
        for (number, head) in heads {
            let table = literals(head).into_iter().next().map(|(_, name)| name).unwrap_or_default();
            let room = owner_of(&file, &members);
            if owners.get(&table) != Some(&room) {
                findings.push(format!("{}:{number} declares {table}", file.display()));
            }
        }
    }
    none(&findings, "An entity stands with the owner of its table:");
}

/// A foreign key is an arrow too: the owner of what it points at must be a dependency.
#[test]
fn foreign_keys_follow_the_arrows() {
    let (owners, members) = (owners(), members());
    let mut findings = Vec::new();
    for path in files(".sql").into_iter().filter(|path| path.starts_with("migrations")) {
        let text = read(&path);
        let mut table = String::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("create table ") {
                name.split([' ', '(']).next().unwrap_or_default().clone_into(&mut table);
            }
            let code = line.split("--").next().unwrap_or_default();
            let Some((_, target)) = code.split_once("references ") else { continue };
            let target = target.split([' ', '(']).next().unwrap_or_default();
            let (Some(from), Some(to)) = (owners.get(&table), owners.get(target)) else { continue };
            let knows = members.iter().find(|member| member.name == *from).is_some_and(|member| {
                member.manifest.get("dependencies").and_then(|all| all.get(to)).is_some()
            });
            if from != to && !knows {
                findings.push(format!("{table} of {from} points at {target} of {to}"));
            }
        }
    }
    none(&findings, "A foreign key points at one's own table or at one of a crate below:");
}

#[test]
fn every_guest_is_still_one() {
    let (owners, members) = (owners(), members());
    let used: Vec<(String, String)> = statement_texts()
        .iter()
        .flat_map(|text| {
            let room = owner_of(&text.file, &members);
            named(&text.sql).into_iter().map(move |table| (room.clone(), table))
        })
        .collect();
    let idle: Vec<String> = GUESTS
        .iter()
        .filter(|(who, what, _)| {
            owners.get(*what).is_none_or(|owner| owner == who)
                || !used.iter().any(|(room, table)| room == who && table == what)
        })
        .map(|(who, what, _)| format!("{who} and {what}"))
        .collect();
    none(&idle, "These exceptions are no longer needed:");
}
