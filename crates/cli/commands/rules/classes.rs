use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::Result;
use banbury_evidence::class_name;

use crate::exit::Exit;
use crate::inspection::rule_infos;
use crate::rulesets;
use crate::terminal::say;

/// What stands for rules and detectors that are for no language in particular.
const ANY: &str = "any text";

/// How many rules and detectors there are for each class and language, as a Markdown table.
pub fn classes(paths: &[PathBuf]) -> Result<Exit> {
    let rules = rulesets::load(paths)?;
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for info in rule_infos(&rules) {
        let languages = match info.languages.as_slice() {
            [] => vec![ANY],
            languages => languages.iter().map(|language| language.name()).collect(),
        };
        for class in &info.class {
            for language in &languages {
                *counts.entry((*class, language)).or_default() += 1;
            }
        }
    }
    let columns: BTreeSet<&str> = counts.keys().map(|(_, language)| *language).collect();
    let mut table = format!("| class | {} |\n", columns.iter().copied().collect::<Vec<_>>().join(" | "));
    table.push_str(&format!("|---|{}\n", "---|".repeat(columns.len())));
    let classes: BTreeSet<u8> = counts.keys().map(|(class, _)| *class).collect();
    for class in classes {
        let cells =
            columns.iter().map(|language| counts.get(&(class, *language)).map_or(String::new(), usize::to_string));
        let title = class_name(class).unwrap_or("");
        table.push_str(&format!("| {class} {title} | {} |\n", cells.collect::<Vec<_>>().join(" | ")));
    }
    say(&table);
    Ok(Exit::Done)
}
