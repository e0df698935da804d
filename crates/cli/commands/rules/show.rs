use std::path::PathBuf;

use anyhow::{Result, bail};
use banbury_evidence::{RuleInfo, class_name};

use super::languages;
use crate::exit::Exit;
use crate::inspection::rule_infos;
use crate::rulesets::{self, Rules};
use crate::terminal::say;

/// The page of one rule: all that is known of it, whether it runs, and its text.
pub fn show(id: &str, paths: &[PathBuf]) -> Result<Exit> {
    let rules = rulesets::load(paths)?;
    let mut all = rule_infos(&rules);
    all.extend(rules.ruleset.not_run_infos.clone());
    match all.iter().find(|info| info.id.0 == id) {
        Some(info) => say(&page(info, &rules)),
        None => {
            let near: Vec<&str> =
                all.iter().map(|info| info.id.0.as_str()).filter(|known| known.contains(id)).collect();
            match near.as_slice() {
                [] => bail!("there is no rule `{id}`: `banbury rules list` names them all"),
                near => bail!("there is no rule `{id}`: did you mean {}?", near.join(", ")),
            }
        }
    }
    Ok(Exit::Done)
}

fn page(info: &RuleInfo, rules: &Rules) -> String {
    let not_run = rules.ruleset.not_run.iter().find(|rule| rule.id == info.id);
    let class: Vec<String> = info
        .class
        .iter()
        .map(|class| class_name(*class).map_or_else(|| class.to_string(), |name| format!("{class} ({name})")))
        .collect();
    let mut page = format!("{}\n\n{}\n\n", info.id, info.message);
    let mut fact = |name: &str, value: &str| {
        if !value.is_empty() {
            page.push_str(&format!("{name:<11} {value}\n"));
        }
    };
    fact("Runs", &not_run.map_or("yes".to_owned(), |rule| format!("no: {}", rule.reason)));
    fact("Class", &class.join(", "));
    fact("Severity", info.severity.name());
    fact("Confidence", info.confidence.name());
    fact("Tier", info.tier.name());
    fact("CWE", &info.cwe.join(", "));
    fact("Languages", &languages(info));
    for reference in &info.references {
        fact("See also", reference);
    }
    // It is shown, never applied.
    for line in info.fix.iter().flat_map(|fix| fix.lines()) {
        fact("Proposes", line);
    }
    fact("Defined in", &info.origin);
    if let Some(sha256) = &info.sha256 {
        fact("SHA-256", &sha256.to_string());
    }
    let file = rules.files.iter().find(|file| file.name == info.origin);
    if let Some(text) = file.and_then(|file| file.text_of(&info.id.0)) {
        page.push_str(&format!("\n{text}"));
    }
    page
}
