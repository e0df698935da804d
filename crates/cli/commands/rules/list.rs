use std::path::PathBuf;

use anyhow::Result;
use banbury_evidence::{RuleInfo, json};
use serde::Serialize;

use super::languages;
use crate::exit::Exit;
use crate::inspection::rule_infos;
use crate::rulesets::{self, Rules};
use crate::terminal::{say, say_bytes};

/// A table of all rules and detectors; what does not run stands at its end, with the reason.
pub fn list(paths: &[PathBuf], as_json: bool) -> Result<Exit> {
    let rules = rulesets::load(paths)?;
    match as_json {
        true => say_bytes(&all_as_json(&rules)?),
        false => say(&table(&rules)),
    }
    Ok(Exit::Done)
}

/// The id comes last: it is the longest, and a narrow terminal may break it without harm to the columns.
const HEADINGS: [&str; 6] = ["languages", "class", "severity", "confidence", "tier", "id"];

fn table(rules: &Rules) -> String {
    let infos = rule_infos(rules);
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(infos.iter().map(|info| {
        let class: Vec<String> = info.class.iter().map(u8::to_string).collect();
        [
            languages(info),
            class.join(","),
            info.severity.to_string(),
            info.confidence.to_string(),
            info.tier.to_string(),
            info.id.0.clone(),
        ]
    }));
    let mut table = String::new();
    let widths: Vec<usize> = (0..HEADINGS.len())
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or(0))
        .collect();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        table.push_str(cells.join("  ").trim_end());
        table.push('\n');
    }
    let not_run = &rules.ruleset.not_run;
    table.push_str(&format!("{} rules and detectors, {} not run\n", infos.len() + not_run.len(), not_run.len()));
    for rule in not_run {
        table.push_str(&format!("not run  {}: {}\n", rule.id, rule.reason));
    }
    table
}

#[derive(Serialize)]
struct RulesV1<'a> {
    schema: &'static str,
    rules: Vec<RuleV1<'a>>,
}

#[derive(Serialize)]
struct RuleV1<'a> {
    id: &'a str,
    languages: Vec<&'static str>,
    class: &'a [u8],
    severity: &'static str,
    confidence: &'static str,
    tier: &'static str,
    cwe: &'a [String],
    message: &'a str,
    references: &'a [String],
    fix: Option<&'a str>,
    origin: &'a str,
    /// Why it does not run; none if it does.
    not_run: Option<&'a str>,
}

impl<'a> RuleV1<'a> {
    fn of(info: &'a RuleInfo, not_run: Option<&'a str>) -> Self {
        Self {
            id: &info.id.0,
            languages: info.languages.iter().map(|language| language.name()).collect(),
            class: &info.class,
            severity: info.severity.name(),
            confidence: info.confidence.name(),
            tier: info.tier.name(),
            cwe: &info.cwe,
            message: &info.message,
            references: &info.references,
            fix: info.fix.as_deref(),
            origin: &info.origin,
            not_run,
        }
    }
}

fn all_as_json(rules: &Rules) -> Result<Vec<u8>> {
    let running = rule_infos(rules);
    let reason = |info: &RuleInfo| {
        let found = rules.ruleset.not_run.iter().find(|rule| rule.id == info.id);
        found.map(|rule| rule.reason.as_str())
    };
    let mut all: Vec<RuleV1<'_>> = running.iter().map(|info| RuleV1::of(info, None)).collect();
    all.extend(rules.ruleset.not_run_infos.iter().map(|info| RuleV1::of(info, reason(info))));
    all.sort_by(|a, b| a.id.cmp(b.id));
    Ok(json::to_bytes(&RulesV1 { schema: "banbury.rules/v1", rules: all })?)
}
