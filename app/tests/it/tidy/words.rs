//! Where SQL may stand, and what no file of ours may say.

use std::path::Path;

use crate::repo::{files, is_test, literals, production, read};
use crate::tidy::none;
use crate::tidy::sql::blocks;

/// `store.rs`, or any file below `store/`.
fn is_store(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "store.rs")
        || path.parent().is_some_and(|folder| folder.components().any(|part| part.as_os_str() == "store"))
}

fn rooms() -> impl Iterator<Item = std::path::PathBuf> {
    let of_rooms = |path: &std::path::PathBuf| path.starts_with("features") || path.starts_with("app");
    files(".rs").into_iter().filter(of_rooms).filter(|path| !is_test(path))
}

/// The platform is its own exception: `db` writes the ledger, `access` keeps sessions beside their hashing.
#[test]
fn statements_of_a_room_stand_in_its_store() {
    let astray: Vec<String> = rooms()
        .filter(|path| !is_store(path) && !blocks(&read(path)).is_empty())
        .map(|path| path.display().to_string())
        .collect();
    none(&astray, "`statements!` stands in store.rs or below store/:");
}

/// Whether a literal is the beginning of a statement.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match first {
        "select" => text.contains(" from "),
        "insert" => second == "into",
        "delete" => second == "from",
        "update" => text.contains(" set "),
        "create" | "drop" | "alter" => second == "table" || second == "index",
        _ => false,
    }
}

/// It reads somebody else's database; a test runs its SQL on a real server of that kind.
const FOREIGN: &str = "features/opensid/src/sumber/server.rs";

#[test]
fn rooms_write_no_sql_but_registered_statements() {
    let mut findings = Vec::new();
    for path in rooms() {
        let source = read(&path);
        if path.ends_with(FOREIGN) {
            let writes = literals(&source)
                .into_iter()
                .filter(|(_, text)| is_sql(text) && !text.trim_start().starts_with("select"));
            findings.extend(writes.map(|(line, _)| format!("{}:{line} writes", path.display())));
            continue;
        }
        let (blocks, kept) = (blocks(&source), production(&source));
        for (line, text) in literals(&source) {
            let counts = kept.iter().any(|(number, _)| *number == line);
            if counts && is_sql(&text) && !blocks.iter().any(|block| block.contains(&line)) {
                findings.push(format!("{}:{line}", path.display()));
            }
        }
        for word in ["sqlx::query", "sqlx::raw_sql"] {
            if kept.iter().any(|(_, line)| line.contains(word)) {
                findings.push(format!("{} says {word}", path.display()));
            }
        }
    }
    none(&findings, "SQL is a registered statement, so that a test prepares it on both engines:");
}

#[test]
fn sql_is_told_from_words() {
    for sql in ["select a\n from b", " insert into a values (1)", "update a set b = 1", "delete from a"] {
        assert!(is_sql(sql), "{sql}");
    }
    for word in ["select", "Update terakhir", "insert", "create", "select a letter"] {
        assert!(!is_sql(word), "{word}");
    }
}

/// Law 8: people are never named by an address.
#[test]
fn no_route_carries_a_number_of_a_person() {
    let mut findings = Vec::new();
    for path in rooms() {
        for (line, text) in literals(&read(&path)) {
            if !text.starts_with('/') {
                continue;
            }
            let people = ["nik", "kk", "no_kk", "telepon", "nomor_kk", "sandi"];
            let named = |name: &str| {
                text.contains(&format!("{{{name}}}"))
                    || text.contains(&format!("?{name}="))
                    || text.contains(&format!("&{name}="))
            };
            if people.iter().any(|name| named(name)) {
                findings.push(format!("{}:{line} {text}", path.display()));
            }
        }
    }
    none(&findings, "NIK, KK, phone and passphrase never stand in an address:");
}

/// What betrays the machine or the hand that a file came from. Cut in two, so that this list is not a finding.
const BETRAYS: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("/tmp/br", "ief"),
    concat!("C:", "\\Users"),
    concat!("co-auth", "ored-by"),
    concat!("generated ", "with"),
    concat!("as an ai ", "language"),
];

/// Whether a line (in lower case) holds one of them, not as the tail of a longer path of ours.
fn betrays(line: &str) -> bool {
    BETRAYS.iter().any(|word| {
        let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '>' || c == '}');
        line.match_indices(&word.to_lowercase()).any(|(at, _)| begins(at))
    })
}

#[test]
fn a_path_of_one_machine_is_seen() {
    assert!(betrays(concat!("see /ho", "me/siti/balai")) && betrays(concat!("/wo", "rk/main")));
    assert!(!betrays("path/from/the/root/file.rs"));
}

#[test]
fn no_file_tells_of_the_machine_it_was_written_on() {
    let mut findings = Vec::new();
    for ending in
        [".md", ".rs", ".toml", ".sql", ".html", ".scss", ".js", ".mjs", ".typ", ".sh", ".snap", ".json"]
    {
        for path in files(ending).into_iter().filter(|path| path != Path::new("package-lock.json")) {
            let text = read(&path).to_lowercase();
            for (number, line) in text.lines().enumerate() {
                if betrays(line) {
                    findings.push(format!("{}:{}", path.display(), number + 1));
                }
            }
        }
    }
    none(&findings, "A file tells where it was made:");
}
