//! The few differences between the engines' DDL.

use crate::pool::Engine;

/// Turns a migration in PostgreSQL's words into the engine's own.
///
/// Within `create table`, SQLite gets its STRICT storage classes; PostgreSQL's texts are compared byte
/// by byte (`collate "C"`), as SQLite does. Lines between `-- lite:` or `-- pg:` and `-- end` stay for
/// that engine only.
pub(super) fn translate(script: &str, engine: Engine) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_table = false;
    let mut only: Option<Engine> = None;
    for line in script.lines() {
        match line.trim() {
            "-- lite:" => only = Some(Engine::Lite),
            "-- pg:" => only = Some(Engine::Pg),
            "-- end" => only = None,
            _ if only.is_some_and(|only| only != engine) => {}
            _ if only.is_some() => push(&mut out, line),
            trimmed => {
                in_table |= trimmed.starts_with("create table");
                let closes = in_table && trimmed == ");";
                if closes && engine == Engine::Lite {
                    push(&mut out, ") strict;");
                } else if in_table {
                    push(&mut out, &column_line(line, engine));
                } else {
                    push(&mut out, line);
                }
                in_table &= !closes;
            }
        }
    }
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn column_line(line: &str, engine: Engine) -> String {
    let code = line.split("--").next().unwrap_or_default();
    code.split(' ')
        .map(|word| translate_word(word, engine))
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end()
        .to_owned()
}

fn translate_word(word: &str, engine: Engine) -> String {
    let (bare, tail) = match word.strip_suffix(',') {
        Some(bare) => (bare, ","),
        None => (word, ""),
    };
    let mapped = match (engine, bare) {
        (Engine::Lite, "bigint" | "integer" | "smallint" | "boolean") => "integer",
        (Engine::Lite, "uuid" | "bytea") => "blob",
        (Engine::Lite, "date") => "text",
        (Engine::Pg, "text") => "text collate \"C\"",
        _ => bare,
    };
    format!("{mapped}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "-- A table.\ncreate table orang (\n    unit bigint not null,\n    id uuid not null, -- uuid here\n    \
        lahir date,\n    nama text not null,\n    aktif boolean not null default true,\n    primary key (unit, id)\n);\n\
        -- lite:\ncreate index a on orang (nama);\n-- end\n-- pg:\ncreate index b on orang (nama);\n-- end\n";

    #[test]
    fn sqlite_gets_strict_tables() {
        let lite = translate(SCRIPT, Engine::Lite);
        assert!(
            lite.contains("    unit integer not null,\n    id blob not null,\n    lahir text,\n"),
            "{lite}"
        );
        assert!(
            lite.contains(") strict;") && lite.contains("index a") && !lite.contains("index b"),
            "{lite}"
        );
    }

    #[test]
    fn postgresql_compares_bytes() {
        let pg = translate(SCRIPT, Engine::Pg);
        assert!(pg.contains("nama text collate \"C\" not null,") && pg.contains("lahir date,"), "{pg}");
        assert!(!pg.contains("strict") && pg.contains("index b") && !pg.contains("index a"), "{pg}");
    }
}
