//! SQL as the tests see it: which texts there are and which tables they name.

use std::path::PathBuf;

use crate::repo::{files, is_test, literals, production, read};

/// A literal inside a `statements!` block.
pub(crate) struct Text {
    pub file: PathBuf,
    pub line: usize,
    pub sql: String,
}

/// Every literal of every `statements!` block outside tests.
pub(crate) fn statement_texts() -> Vec<Text> {
    let sources = files(".rs").into_iter().filter(|path| !is_test(path));
    sources
        .flat_map(|file| {
            let source = read(&file);
            let blocks = blocks(&source);
            let inside = literals(&source)
                .into_iter()
                .filter(|(line, _)| blocks.iter().any(|block| block.contains(line)));
            inside.map(|(line, sql)| Text { file: file.clone(), line, sql }).collect::<Vec<_>>()
        })
        .collect()
}

/// The lines of a source that stand in a `statements!` block.
pub(crate) fn blocks(source: &str) -> Vec<std::ops::RangeInclusive<usize>> {
    let lines = production(source);
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in lines {
        let trimmed = line.trim();
        match &open {
            None if trimmed.ends_with("statements! {") && !trimmed.starts_with("//") => {
                let indent = &line[..line.len() - line.trim_start().len()];
                open = Some((number, format!("{indent}}}")));
            }
            Some((start, close)) if line.trim_end() == close => {
                found.push(*start..=number);
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// The names that a statement reads or writes: behind `from`, `join`, `into` and `update`.
pub(crate) fn named(sql: &str) -> Vec<String> {
    let spaced = sql.to_lowercase().replace(',', " , ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let introduces = match *word {
            // "extract(… from x)" and "is distinct from" do not occur in the portable dialect.
            "from" | "join" | "into" => true,
            "update" => words.get(at + 1) != Some(&"set"), // "on conflict … do update set"
            _ => false,
        };
        if introduces {
            list(&words[at + 1..], *word == "from", &mut found);
        }
    }
    found
}

/// A name, and behind `from` those that follow it after commas.
fn list(words: &[&str], commas: bool, found: &mut Vec<String>) {
    let Some(first) = words.first().filter(|word| is_name(word)) else { return };
    found.push((*first).to_owned());
    let alias = words.get(1).is_some_and(|word| is_name(word));
    let behind = if words.get(1) == Some(&"as") { 3 } else { 1 + usize::from(alias) };
    if commas && words.get(behind) == Some(&",") {
        list(&words[behind + 1..], commas, found);
    }
}

fn is_name(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') && !word.is_empty()
}

#[test]
fn tables_are_read_from_a_statement() {
    let check = |sql: &str, want: &[&str]| assert_eq!(named(sql), want, "{sql}");
    check("select a from satu where unit = $1", &["satu"]);
    check("select * from satu s, dua d where x", &["satu", "dua"]);
    check("select * from satu as s, dua where x", &["satu", "dua"]);
    check("select * from satu s join dua on x left join tiga using (a)", &["satu", "dua", "tiga"]);
    check("insert into satu (a, b) values ($1, $2) on conflict (a) do update set b = 1", &["satu"]);
    check("update satu set a = 1 where id in (select id from dua)", &["satu", "dua"]);
    check("delete from satu where a = 1", &["satu"]);
    check("select 1 from (select 2 from satu) x", &["satu"]);
}

#[test]
fn statement_blocks_are_found() {
    let source = "db::statements! {\n    A = \"select 1\";\n}\nconst B: &str = \"x\";\n";
    assert_eq!(blocks(source), [1..=3]);
    assert!(statement_texts().len() > 20);
}
