//! The repository as the tidy tests read it: files, crates, sources.

use std::path::{Path, PathBuf};

/// Folders that hold what others made, or what a build leaves behind.
const FOREIGN: &[&str] = &["target", "node_modules", "dist", "data", "data-demo"];

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the app lies in the repository")
}

/// Every file whose name ends in `ending`, as paths from the root, in order.
pub(crate) fn files(ending: &str) -> Vec<PathBuf> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root, ending, &mut found);
    found.sort();
    found
}

fn collect(root: &Path, folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !FOREIGN.contains(&name.as_str()) {
                collect(root, &path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(path.strip_prefix(root).expect("below the root").to_owned());
        }
    }
}

/// The text of a file named from the root.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A crate of the workspace.
pub(crate) struct Member {
    pub name: String,
    /// Its folder, from the root.
    pub folder: PathBuf,
    pub manifest: toml::Table,
}

/// Every crate, by folder.
pub(crate) fn members() -> Vec<Member> {
    let manifests = files("Cargo.toml").into_iter().filter(|path| path != Path::new("Cargo.toml"));
    manifests
        .map(|path| {
            let manifest: toml::Table = read(&path).parse().expect("cargo reads it too");
            let name = manifest["package"]["name"].as_str().expect("a name").to_owned();
            Member { name, folder: path.parent().expect("a folder").to_owned(), manifest }
        })
        .collect()
}

/// The crate a file belongs to.
pub(crate) fn owner_of(path: &Path, members: &[Member]) -> String {
    let member = members.iter().find(|member| path.starts_with(&member.folder));
    member.map_or_else(String::new, |member| member.name.clone())
}

/// Whether a source is made of tests alone.
pub(crate) fn is_test(path: &Path) -> bool {
    path.components()
        .any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "testing" | "benches" | "examples")))
        || path.file_name().is_some_and(|name| name == "tests.rs" || name == "testing.rs")
}

/// A source without its inline `#[cfg(test)]` blocks; other lines keep their number.
pub(crate) fn production(source: &str) -> Vec<(usize, &str)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut kept = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim() == "#[cfg(test)]" {
            let mut head = at + 1;
            while lines.get(head).is_some_and(|line| line.trim().starts_with("#[")) {
                head += 1;
            }
            at = end_of_item(&lines, head);
            continue;
        }
        kept.push((at + 1, lines[at]));
        at += 1;
    }
    kept
}

/// The line behind the item that begins at `head`: rustfmt closes a block at its own indentation.
fn end_of_item(lines: &[&str], head: usize) -> usize {
    let Some(first) = lines.get(head) else { return head };
    let indent = &first[..first.len() - first.trim_start().len()];
    if !first.trim_end().ends_with('{') {
        return head + 1;
    }
    let closing = format!("{indent}}}");
    let close = lines[head..].iter().position(|line| line.trim_end() == closing);
    close.map_or(lines.len(), |distance| head + distance + 1)
}

/// The string literals of a Rust source with the line each begins on; comments are passed over.
pub(crate) fn literals(source: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let next = chars.get(at + 1).copied().unwrap_or('\0');
        let end = match chars[at] {
            '/' if next == '/' => skip_to(&chars, at, &['\n']),
            '/' if next == '*' => skip_to(&chars, at + 2, &['*', '/']) + 2,
            '\'' => end_of_char(&chars, at),
            'r' if (next == '"' || next == '#') && !follows_a_word(&chars, at) => {
                let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
                if chars.get(at + 1 + hashes) == Some(&'"') {
                    let close: Vec<char> =
                        std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                    let end = skip_to(&chars, at + 2 + hashes, &close);
                    found.push((line, chars[at + 2 + hashes..end.min(chars.len())].iter().collect()));
                    end + 1 + hashes
                } else {
                    at + 1
                }
            }
            '"' => {
                let end = end_of_string(&chars, at + 1);
                found.push((line, chars[at + 1..end.min(chars.len())].iter().collect()));
                end + 1
            }
            _ => at + 1,
        };
        let end = end.clamp(at + 1, chars.len());
        line += chars[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    found
}

fn follows_a_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn skip_to(chars: &[char], from: usize, close: &[char]) -> usize {
    (from..chars.len()).find(|at| chars[*at..].starts_with(close)).unwrap_or(chars.len())
}

fn end_of_string(chars: &[char], from: usize) -> usize {
    let mut at = from;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at
}

/// Behind a character literal; a lifetime is no literal.
fn end_of_char(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => skip_to(chars, at + 3, &['\'']) + 1,
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1,
    }
}

#[test]
fn literals_are_found_and_comments_are_not() {
    let source = "// \"no\"\nlet a = \"one \\\" two\"; /* \"no\" */ let b = '\"';\nfn f<'a>(x: &'a str) {}\nr#\"raw \" one\"#";
    let found = literals(source);
    let want = [(2, "one \\\" two".to_owned()), (4, "raw \" one".to_owned())];
    assert_eq!(found, want);
}

#[test]
fn inline_tests_do_not_count() {
    let source = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {\n    }\n}\nfn c() {}\n#[cfg(test)]\nuse x;\nfn d() {}";
    let kept: Vec<usize> = production(source).into_iter().map(|(line, _)| line).collect();
    assert_eq!(kept, [1, 7, 10]);
}
