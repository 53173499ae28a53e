//! Lists the files of `migrations/` so that the history is compiled in, in order of their numbers.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    // Asked while running: two checkouts may share one compiled script.
    let here = env::var_os("CARGO_MANIFEST_DIR").expect("cargo tells where the crate stands");
    let folder = PathBuf::from(here).join("../../migrations");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder migrations/ stands at the root")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    files.sort();
    let mut code = String::from(
        "/// Version, name and script of each migration.\nconst MIGRATIONS: &[(i64, &str, &str)] = &[\n",
    );
    for file in files {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).expect("a migration has a plain name");
        let (version, name) = stem.split_once('_').expect("a migration is named NNNN_what.sql");
        let version: i64 = version.parse().expect("a migration begins with its number");
        let path = file.canonicalize().expect("the file was just listed");
        writeln!(code, "    ({version}, {name:?}, include_str!({:?})),", path.display())
            .expect("a string takes text");
    }
    code.push_str("];\n");
    let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("migrations.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}
