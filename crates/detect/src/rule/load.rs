use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{Confidence, Digest, RuleId, RuleInfo, RuleNotRun, RulesetDigest, Severity, Tier};
use banbury_syntax::{Grammar, Parser};

use super::compile::{Compiler, Rule};
use super::file::{BadRule, RuleFile, RuleYaml, SeverityYaml, parse};
use super::languages::RuleLanguages;
use crate::code::{Lowering, lowering};
use crate::pattern::Variables;

/// The rules of a run, compiled.
pub struct Ruleset {
    pub(crate) rules: Vec<Rule>,
    pub(crate) lowerings: BTreeMap<Grammar, Lowering>,
    pub(crate) variables: Variables,
    /// Rules that cannot run, with the reason.
    pub not_run: Vec<RuleNotRun>,
    /// The files, by digest.
    pub digests: Vec<RulesetDigest>,
}

/// Why rules cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum RulesetError {
    /// A file is not a rule file.
    #[error(transparent)]
    Bad(#[from] BadRule),
    /// Two rules share an id.
    #[error("{file}: the rule id `{id}` is already taken by {other}: give one of them another id")]
    Duplicate {
        /// The id.
        id: String,
        /// The later file.
        file: String,
        /// The earlier one.
        other: String,
    },
}

impl Ruleset {
    /// Compiles `files`, in the order of their names.
    ///
    /// A rule that asks for what this version does not have is left out and told in [`Ruleset::not_run`].
    ///
    /// # Errors
    /// If a file is not YAML, lacks a key, or repeats a rule id.
    pub fn load(files: &[RuleFile]) -> Result<Self, RulesetError> {
        let lowerings = Grammar::ALL.iter().map(|grammar| (*grammar, lowering(*grammar))).collect();
        let mut parser = Parser::default();
        let mut ruleset = Self {
            rules: Vec::new(),
            lowerings,
            variables: Variables::default(),
            not_run: Vec::new(),
            digests: Vec::new(),
        };
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        let mut files: Vec<&RuleFile> = files.iter().collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        for file in files {
            ruleset.digests.push(RulesetDigest { name: file.name.clone(), sha256: Digest::of(file.text.as_bytes()) });
            for yaml in parse(file)?.rules {
                if let Some(other) = owners.insert(yaml.id.clone(), file.name.clone()) {
                    return Err(RulesetError::Duplicate { id: yaml.id, file: file.name.clone(), other });
                }
                ruleset.add(file, yaml, &mut parser)?;
            }
        }
        ruleset.rules.sort_by(|a, b| a.info.id.cmp(&b.info.id));
        ruleset.not_run.sort();
        Ok(ruleset)
    }

    fn add(&mut self, file: &RuleFile, yaml: RuleYaml, parser: &mut Parser) -> Result<(), BadRule> {
        let id = RuleId(yaml.id.clone());
        let mut refuse = |reason: String| self.not_run.push(RuleNotRun { id: id.clone(), reason });
        if let Some(mode) = yaml.mode.as_deref().filter(|mode| *mode != "search") {
            refuse(format!("`mode: {mode}` is not supported"));
            return Ok(());
        }
        let languages = RuleLanguages::of(&yaml.languages);
        if languages.known.is_empty() && !languages.any_text {
            refuse(languages.refusal());
            return Ok(());
        }
        let grammars: Vec<Grammar> = languages.known.iter().flat_map(|language| Grammar::all_of(*language)).collect();
        if grammars.is_empty() && !languages.any_text {
            let absences = languages.known.iter().filter_map(|language| Grammar::absence(*language));
            refuse(absences.collect::<Vec<_>>().join(", "));
            return Ok(());
        }
        let mut rule = Rule { info: info(file, &yaml)?, by_grammar: BTreeMap::new(), on_any_text: None };
        rule.info.languages = languages.known;
        for grammar in grammars {
            let lowering = self.lowerings.get(&grammar);
            let mut compiler = Compiler { parser, variables: &mut self.variables, lowering };
            match compiler.formula(&yaml.formula) {
                Ok(formula) => {
                    rule.by_grammar.insert(grammar, formula);
                }
                Err(reason) => {
                    refuse(reason);
                    return Ok(());
                }
            }
        }
        if languages.any_text {
            match (Compiler { parser, variables: &mut self.variables, lowering: None }).formula(&yaml.formula) {
                Ok(formula) => rule.on_any_text = Some(formula),
                Err(reason) => {
                    refuse(reason);
                    return Ok(());
                }
            }
        }
        self.rules.push(rule);
        Ok(())
    }

    /// What a report needs to know of each rule, sorted by id.
    pub fn infos(&self) -> Vec<RuleInfo> {
        self.rules.iter().map(|rule| rule.info.clone()).collect()
    }

    /// Ids of all rules of the files, the ones that cannot run included.
    pub fn ids(&self) -> BTreeSet<RuleId> {
        let running = self.rules.iter().map(|rule| rule.info.id.clone());
        running.chain(self.not_run.iter().map(|rule| rule.id.clone())).collect()
    }
}

fn info(file: &RuleFile, yaml: &RuleYaml) -> Result<RuleInfo, BadRule> {
    let bad = |key: &str, expected: &str| BadRule {
        file: file.name.clone(),
        line: line_of(&file.text, key),
        column: 1,
        message: format!("rule `{}`: `{key}` must be {expected}", yaml.id),
    };
    let metadata = &yaml.metadata;
    if metadata.class.iter().any(|class| !(1..=40).contains(class)) {
        return Err(bad("class", "a list of catalogue numbers from 1 to 40"));
    }
    let severity = match yaml.severity {
        SeverityYaml::Critical => Severity::Critical,
        SeverityYaml::High | SeverityYaml::Error => Severity::High,
        SeverityYaml::Medium | SeverityYaml::Warning => Severity::Medium,
        SeverityYaml::Low => Severity::Low,
        SeverityYaml::Info | SeverityYaml::Inventory | SeverityYaml::Experiment => Severity::Info,
    };
    let confidence = match metadata.confidence.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("high") => Confidence::High,
        Some("low") => Confidence::Low,
        Some("medium") | None => Confidence::Medium,
        Some(_) => return Err(bad("confidence", "`high`, `medium` or `low`")),
    };
    let tier = match metadata.tier.as_deref() {
        Some("suspicion") => Tier::Suspicion,
        // A lab's own rule without a tier must not push the rare findings off the first page.
        Some("hygiene") | None => Tier::Hygiene,
        Some(_) => return Err(bad("tier", "`suspicion` or `hygiene`")),
    };
    // Public rules write `CWE-78: Improper Neutralization ...`.
    let cwe =
        metadata.cwe.as_slice().iter().map(|cwe| cwe.split(':').next().unwrap_or(cwe).trim().to_owned()).collect();
    Ok(RuleInfo {
        id: RuleId(yaml.id.clone()),
        message: yaml.message.trim().to_owned(),
        severity,
        confidence,
        tier,
        class: metadata.class.clone(),
        cwe,
        references: metadata.references.as_slice().to_vec(),
        languages: Vec::new(),
        origin: file.name.clone(),
    })
}

/// The line, from 1, on which `key:` stands first.
fn line_of(text: &str, key: &str) -> u64 {
    let found = text.lines().position(|line| line.trim_start_matches([' ', '-']).starts_with(&format!("{key}:")));
    found.map_or(1, |line| line as u64 + 1)
}
