//! What looking at files costs on one thread, without workers, and a digest of all answers: whoever makes the engine faster sees
//! here by how much, and that nothing else has changed.
//!
//!     cargo run --release -p banbury-detect --example analyse -- RULES TREE

#![allow(clippy::print_stdout, reason = "it is what the program is for")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use banbury_detect::{Analyser, ApiFamilies, FileRequest, RuleFile, Ruleset};
use banbury_evidence::{Digest, DropPath, Language};
use banbury_syntax::{Grammar, MacroScan, MacroTable, decode, is_text};
use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [rules, tree] = folders.as_slice() else { return Err("usage: analyse RULES TREE".into()) };
    let begun = Instant::now();
    let families = ApiFamilies::parse(&fs::read_to_string(rules.join("api-families.toml"))?)?;
    let ruleset = Ruleset::load(&rule_files(rules))?;
    println!("{:8.2} s  {} rules loaded", begun.elapsed().as_secs_f64(), ruleset.ids().len());

    let begun = Instant::now();
    let mut files = Vec::new();
    for path in below(tree) {
        if let Some(language) = language(&path) {
            let name = DropPath::from_bytes(path.strip_prefix(tree)?.as_os_str().as_encoded_bytes());
            files.push((language, ruleset.not_for(&name), fs::read(&path)?));
        }
    }
    let preprocessed = files
        .iter()
        .filter(|(language, _, bytes)| Grammar::of(*language).is_some_and(Grammar::has_preprocessor) && is_text(bytes));
    let scans: Vec<MacroScan> = preprocessed.map(|(.., bytes)| MacroScan::of(&decode(bytes).text)).collect();
    let mut analyser = Analyser::new(&ruleset, families, MacroTable::from_scans(scans.into_iter()));
    println!("{:8.2} s  {} files read", begun.elapsed().as_secs_f64(), files.len());

    let begun = Instant::now();
    let mut answers = Vec::new();
    for (language, left_out, bytes) in &files {
        let request = FileRequest { language: Some(*language), lexical: false, left_out, bytes };
        answers.extend_from_slice(Digest::of(&postcard::to_allocvec(&analyser.analyse(&request))?).as_bytes());
    }
    println!("{:8.2} s  looked at; answers {}", begun.elapsed().as_secs_f64(), Digest::of(&answers));
    Ok(())
}

fn rule_files(rules: &Path) -> Vec<RuleFile> {
    let is_rules = |path: &PathBuf| path.extension().is_some_and(|it| it == "yaml");
    let file = |path: PathBuf| {
        let name = path.strip_prefix(rules).unwrap_or(&path).to_string_lossy().into_owned();
        Some(RuleFile { name, text: fs::read_to_string(&path).ok()? })
    };
    below(rules).into_iter().filter(is_rules).filter_map(file).collect()
}

fn language(path: &Path) -> Option<Language> {
    Some(match path.extension()?.to_str()? {
        "c" | "h" => Language::C,
        "cc" | "cpp" | "hpp" => Language::Cpp,
        "go" => Language::Go,
        "java" => Language::Java,
        "js" => Language::Javascript,
        "lua" => Language::Lua,
        "php" => Language::Php,
        "pl" | "pm" => Language::Perl,
        "py" => Language::Python,
        "sh" => Language::Shell,
        _ => return None,
    })
}

/// All files below a folder, in order.
fn below(root: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(root).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}
