//! What each crate must not know: its dependencies, and what its source may mention.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The members of the workspace with what each depends on when it is built; what its tests need is left out.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let folders = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let members = folders.filter(|folder| folder.join("Cargo.toml").is_file());
    let members: BTreeMap<_, _> = members.map(|folder| (name(&folder), direct(&folder))).collect();
    assert_eq!(members.len(), 11, "a crate came or went: say in this test what it must not know");
    members
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_str().unwrap().to_owned()
}

fn direct(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&text).unwrap();
    let mut found = BTreeSet::new();
    collect(&manifest, &mut found);
    // `[target.'cfg(...)'.dependencies]` count too.
    for target in manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(|it| it.values()) {
        collect(target.as_table().unwrap(), &mut found);
    }
    found
}

fn collect(table: &toml::Table, found: &mut BTreeSet<String>) {
    for section in ["dependencies", "build-dependencies"] {
        found.extend(table.get(section).and_then(toml::Value::as_table).into_iter().flat_map(|it| it.keys().cloned()));
    }
}

/// The crates of this workspace among some dependencies, without their common prefix.
fn own(dependencies: &BTreeSet<String>) -> Vec<&str> {
    dependencies.iter().filter_map(|name| name.strip_prefix("banbury-")).collect()
}

#[test]
fn the_crates_are_a_star_and_not_a_web() {
    let star: BTreeMap<&str, &[&str]> = [
        ("evidence", &[][..]),
        ("workers", &[]),
        ("casework", &["evidence"]),
        ("intake", &["evidence"]),
        ("syntax", &["evidence"]),
        ("compare", &["evidence"]),
        ("rebuild", &["compare", "evidence"]),
        ("report", &["evidence"]),
        ("pdf", &["report"]),
        ("attest", &["evidence"]),
        ("detect", &["evidence", "syntax"]),
    ]
    .into();
    for (name, dependencies) in dependencies() {
        assert_eq!(own(&dependencies), star[name.as_str()], "crates/{name}/Cargo.toml");
    }
    assert_eq!(own(&direct(root())).len(), 11, "the program knows them all");
}

/// Foreign crates (by the beginning of their name), and who alone may know them.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("tree-sitter", &["syntax"]),
    ("encoding_rs", &["syntax"]),
    ("chardetng", &["syntax"]),
    ("git2", &["intake"]),
    // The shipped and the rebuilt tree, never the drop.
    ("walkdir", &["compare", "intake", "rebuild"]),
    // Signing is attest's alone; what a vendor signed, compare verifies.
    ("ed25519-dalek", &["attest", "compare"]),
    ("rsa", &["attest", "compare"]),
    ("cms", &["attest"]),
    ("x509-cert", &["attest"]),
    ("ssh-key", &["attest"]),
    ("getrandom", &["attest"]),
    ("hakoniwa", &["rebuild"]),
    ("capstone", &["compare"]),
    ("gimli", &["compare"]),
    ("maud", &["report"]),
    ("typst", &["pdf"]),
    ("rayon", &["compare", "detect", "intake"]),
    ("clap", &[]),
    ("ctrlc", &[]),
    ("indicatif", &[]),
    ("ratatui", &[]),
    ("rpassword", &[]),
];

#[test]
fn foreign_crates_stay_with_those_who_may_know_them() {
    let members = dependencies();
    for (prefix, may) in KEPT_TO {
        let knows = |it: &&String| members[*it].iter().any(|name| name.starts_with(prefix));
        let knowing: Vec<&String> = members.keys().filter(knows).collect();
        assert_eq!(knowing, *may, "who depends on {prefix}");
    }
    for prefix in ["tree-sitter", "git2", "ed25519-dalek", "ssh-key", "hakoniwa", "maud"] {
        assert!(!direct(root()).iter().any(|name| name.starts_with(prefix)), "the program itself knows {prefix}");
    }
}

/// Modules of the standard library that reach out of the process, and clocks.
const OUTSIDE_WORLD: [&str; 4] = ["fs", "net", "env", "process"];
const CLOCKS: [&str; 2] = ["SystemTime", "Instant"];

#[test]
fn crates_that_take_bytes_know_no_files_network_environment_or_clock() {
    for name in ["casework", "detect", "evidence", "report", "syntax"] {
        let sources = sources(&root().join("crates").join(name).join("src"));
        assert!(sources.len() >= 4, "crates/{name}/src has too few files: is it still there?");
        for path in sources {
            let found = forbidden(&fs::read_to_string(&path).unwrap());
            assert!(found.is_empty(), "{} mentions {found:?}", path.display());
        }
    }
}

#[test]
fn what_reads_hostile_containers_starts_nothing_and_knows_no_network_environment_or_clock() {
    for path in sources(&root().join("crates/compare/src")) {
        let mut found = forbidden(&fs::read_to_string(&path).unwrap());
        found.retain(|word| word != "std::fs");
        assert!(found.is_empty(), "{} mentions {found:?}", path.display());
    }
}

#[test]
fn what_signs_and_verifies_asks_no_environment_clock_network_or_program() {
    for path in sources(&root().join("crates/attest/src")) {
        let mut found = forbidden(&fs::read_to_string(&path).unwrap());
        found.retain(|word| word != "std::fs");
        assert!(found.is_empty(), "{} mentions {found:?}", path.display());
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// What a source text mentions and must not: `std::fs`, the `fs` of `use std::{fmt, fs}`, `Instant`.
fn forbidden(source: &str) -> Vec<String> {
    let code: String = source.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join(" ");
    let mut found: Vec<String> = words(&code).filter(|word| CLOCKS.contains(word)).map(str::to_owned).collect();
    for rest in code.split("std::").skip(1) {
        let rest = rest.trim_start();
        let group = rest.strip_prefix('{').map(|rest| rest.split(';').next().unwrap_or(""));
        let named: Vec<&str> = match group {
            Some(group) => words(group).collect(),
            None => words(rest).take(1).collect(),
        };
        found.extend(named.iter().filter(|word| OUTSIDE_WORLD.contains(word)).map(|word| format!("std::{word}")));
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}

#[test]
fn the_search_for_forbidden_words_finds_them_in_all_their_forms() {
    assert_eq!(forbidden("use std::fs;\nlet a = std::env::var(\"A\");"), ["std::fs", "std::env"]);
    assert_eq!(forbidden("use std::{\n    fmt,\n    process::Command,\n};"), ["std::process"]);
    assert_eq!(forbidden("let now = Instant::now();"), ["Instant"]);
    assert!(forbidden("// std::fs\nuse std::fmt; /* */ let a = env!(\"A\"); struct InstantCoffee;").is_empty());
}
