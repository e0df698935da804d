use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use banbury_detect::{Explanation, FixtureOutcome, RuleFile, Ruleset, explain, test_fixture};
use banbury_evidence::{DropPath, Language, RuleId, json};
use banbury_intake::detect_language;
use banbury_report::visible_text;
use serde::Serialize;

use super::fixtures::fixtures_of;
use crate::exit::Exit;
use crate::rulesets::{read_rule, rule_paths};
use crate::terminal::{complain, say, say_bytes};

/// How the rules of all files did.
#[derive(Default, Serialize)]
struct Report {
    schema: &'static str,
    passed: u32,
    failed: u32,
    skipped: u32,
    results: Vec<RuleResult>,
    /// Rule files that could not be read.
    mistakes: Vec<String>,
}

/// How one rule did on all its fixtures.
#[derive(Serialize)]
struct RuleResult {
    id: String,
    rule_file: String,
    outcome: &'static str,
    /// Why it was skipped.
    reason: Option<String>,
    missing: Vec<Missing>,
    unexpected: Vec<SourceLine>,
}

/// A line of a fixture.
#[derive(Serialize)]
struct SourceLine {
    fixture: String,
    line: u32,
    text: String,
}

/// A line on which a rule should match and does not, and what its parts do there.
#[derive(Serialize)]
struct Missing {
    #[serde(flatten)]
    at: SourceLine,
    steps: Vec<String>,
}

/// Runs rules over the fixtures beside them.
pub fn test(paths: &[PathBuf], as_json: bool) -> Result<Exit> {
    let mut report = Report { schema: "banbury.rule-tests/v1", ..Report::default() };
    for base in paths {
        for path in rule_paths(base)? {
            let file = read_rule(base, &path)?;
            match Ruleset::load(std::slice::from_ref(&file)) {
                Ok(ruleset) => {
                    let results = test_file(&path, &file, &ruleset)?;
                    results.into_iter().for_each(|result| report.add(result, as_json));
                    ruleset.remarks.iter().for_each(|remark| complain(&format!("note: {remark}")));
                }
                Err(error) => {
                    complain(&error.to_string());
                    report.mistakes.extend(error.mistakes.iter().map(ToString::to_string));
                }
            }
        }
    }
    match as_json {
        true => say_bytes(&json::to_bytes(&report)?),
        false => say(&format!("{} passed, {} failed, {} skipped", report.passed, report.failed, report.skipped)),
    }
    Ok(match report {
        Report { mistakes, .. } if !mistakes.is_empty() => Exit::NotDone,
        Report { failed: 0, .. } => Exit::Done,
        _ => Exit::AnswerIsNo,
    })
}

impl Report {
    fn add(&mut self, result: RuleResult, silently: bool) {
        match result.outcome {
            "passed" => self.passed += 1,
            "failed" => self.failed += 1,
            _ => self.skipped += 1,
        }
        if !silently {
            say(&result.shown());
        }
        self.results.push(result);
    }
}

/// How the rules of one file do on all its fixtures.
fn test_file(path: &Path, file: &RuleFile, ruleset: &Ruleset) -> Result<Vec<RuleResult>> {
    let mut results: BTreeMap<RuleId, RuleResult> = BTreeMap::new();
    for id in ruleset.ids() {
        let result = RuleResult {
            id: id.0.clone(),
            rule_file: file.name.clone(),
            outcome: "skipped",
            reason: Some(format!("there is no fixture beside {}", path.display())),
            missing: Vec::new(),
            unexpected: Vec::new(),
        };
        results.insert(id, result);
    }
    for fixture in fixtures_of(path)? {
        let bytes = fs::read(&fixture).with_context(|| format!("{} cannot be read", fixture.display()))?;
        let language = detect_language(&DropPath::from_bytes(fixture.as_os_str().as_encoded_bytes()), &bytes);
        let name = fixture.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let fixture = Fixture { name, bytes, language };
        for (id, outcome) in test_fixture(ruleset, language, &fixture.bytes) {
            if let Some(result) = results.get_mut(&id) {
                result.take(file, &id, &fixture, outcome);
            }
        }
    }
    Ok(results.into_values().collect())
}

struct Fixture {
    name: String,
    bytes: Vec<u8>,
    language: Option<Language>,
}

impl Fixture {
    fn line(&self, line: u32) -> SourceLine {
        let text = String::from_utf8_lossy(&self.bytes);
        let text = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        SourceLine { fixture: self.name.clone(), line, text: visible_text(text.trim()) }
    }
}

impl RuleResult {
    /// Adds how the rule did on one more fixture: one that fails outweighs all others, and one that says nothing none.
    fn take(&mut self, file: &RuleFile, id: &RuleId, fixture: &Fixture, outcome: FixtureOutcome) {
        match outcome {
            FixtureOutcome::Skipped(reason) => {
                if self.outcome == "skipped" {
                    self.reason = Some(reason);
                }
            }
            FixtureOutcome::Passed => {
                self.reason = None;
                if self.outcome == "skipped" {
                    self.outcome = "passed";
                }
            }
            FixtureOutcome::Failed { missing, unexpected } => {
                self.reason = None;
                self.outcome = "failed";
                self.unexpected.extend(unexpected.into_iter().map(|line| fixture.line(line)));
                self.missing.extend(missing.into_iter().map(|line| {
                    let told = explain(file, id, fixture.language, &fixture.bytes, line);
                    let steps =
                        told.iter().flat_map(|Explanation { steps }| steps).map(|step| visible_text(&step.to_string()));
                    Missing { at: fixture.line(line), steps: steps.map(|step| step.trim_end().to_owned()).collect() }
                }));
            }
        }
    }

    fn shown(&self) -> String {
        let mut text = match (self.outcome, &self.reason) {
            ("failed", _) => format!("FAILED   {}\n", self.id),
            (outcome, Some(reason)) => format!("{outcome:8} {}: {reason}\n", self.id),
            (outcome, None) => format!("{outcome:8} {}\n", self.id),
        };
        for missing in &self.missing {
            text.push_str(&format!("  not found      {}\n", missing.at.shown()));
            for step in &missing.steps {
                text.push_str(&format!("                 {step}\n"));
            }
        }
        for unexpected in &self.unexpected {
            text.push_str(&format!("  not announced  {}\n", unexpected.shown()));
        }
        text
    }
}

impl SourceLine {
    fn shown(&self) -> String {
        format!("{}:{}: {}", self.fixture, self.line, self.text.trim_end())
    }
}
