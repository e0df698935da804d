use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use banbury_evidence::{Digest, RuleId, RuleInfo, RuleNotRun, RulesetDigest};
use banbury_syntax::{Grammar, Parser};

use super::compile::{Compiler, Rule};
use super::file::{BadRule, Place, RuleFile, RuleYaml, SearchYaml, Unsupported, parse};
use super::languages::RuleLanguages;
use super::taint::TaintSpec;
use crate::code::{Lowering, lowering};
use crate::pattern::Variables;

/// The rules of a run, compiled.
pub struct Ruleset {
    pub(crate) rules: Vec<Rule>,
    pub(crate) lowerings: BTreeMap<Grammar, Lowering>,
    pub(crate) variables: Variables,
    /// Rules that cannot run, with the reason.
    pub not_run: Vec<RuleNotRun>,
    /// What the files say of those.
    pub not_run_infos: Vec<RuleInfo>,
    /// What is passed over in rules that run: keys and options that no version of Semgrep's schema here knows.
    pub remarks: Vec<BadRule>,
    /// The files, by digest.
    pub digests: Vec<RulesetDigest>,
}

/// Why rules cannot be loaded: every mistake in their files, in the order of files and lines.
#[derive(Debug)]
pub struct RulesetError {
    /// At least one.
    pub mistakes: Vec<BadRule>,
}

impl fmt::Display for RulesetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.mistakes.iter().enumerate() {
            let line_end = if index > 0 { "\n" } else { "" };
            write!(f, "{line_end}{mistake}")?;
        }
        Ok(())
    }
}

impl std::error::Error for RulesetError {}

impl Ruleset {
    /// Compiles `files`, in the order of their names.
    ///
    /// A rule that asks for what this version does not have is left out and told in [`Ruleset::not_run`].
    ///
    /// # Errors
    /// If a file is not YAML, lacks a key or has a wrong one, or repeats a rule id.
    pub fn load(files: &[RuleFile]) -> Result<Self, RulesetError> {
        let lowerings = Grammar::ALL.iter().map(|grammar| (*grammar, lowering(*grammar))).collect();
        let mut parser = Parser::default();
        let mut ruleset = Self {
            rules: Vec::new(),
            lowerings,
            variables: Variables::default(),
            not_run: Vec::new(),
            not_run_infos: Vec::new(),
            remarks: Vec::new(),
            digests: Vec::new(),
        };
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        let mut mistakes = Vec::new();
        let mut files: Vec<&RuleFile> = files.iter().collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        for file in files {
            ruleset.digests.push(RulesetDigest { name: file.name.clone(), sha256: Digest::of(file.text.as_bytes()) });
            let rules = match parse(file) {
                Ok(rules) => rules,
                Err(found) => {
                    mistakes.extend(found);
                    continue;
                }
            };
            for yaml in rules {
                let place = format!("{}:{}", file.name, yaml.id.at.line);
                if let Some(other) = owners.insert(yaml.id.value.clone(), place) {
                    let message = format!(
                        "the rule id `{}` is already taken by {other}: give one of them another id",
                        yaml.id.value
                    );
                    mistakes.push(located(file, yaml.id.at, message));
                    continue;
                }
                ruleset.add(file, &yaml, &mut parser);
            }
        }
        if !mistakes.is_empty() {
            mistakes.sort();
            return Err(RulesetError { mistakes });
        }
        ruleset.rules.sort_by(|a, b| a.info.id.cmp(&b.info.id));
        ruleset.not_run.sort();
        ruleset.not_run_infos.sort_by(|a, b| a.id.cmp(&b.id));
        ruleset.remarks.sort();
        Ok(ruleset)
    }

    fn add(&mut self, file: &RuleFile, yaml: &RuleYaml, parser: &mut Parser) {
        let info = info(file, yaml);
        match self.compile(yaml, info.clone(), parser) {
            Ok(rule) => {
                self.rules.push(rule);
                let passed_over = yaml.ignored.iter().map(|key| ("key", key));
                let passed_over = passed_over.chain(yaml.options.unknown.iter().map(|option| ("option", option)));
                self.remarks.extend(passed_over.map(|(what, key)| {
                    let message = format!("rule `{}`: the {what} `{}` is passed over", yaml.id.value, key.value);
                    located(file, key.at, message)
                }));
            }
            Err(what) => {
                let reason = located(file, what.at, what.reason).to_string();
                self.not_run.push(RuleNotRun { id: info.id.clone(), reason });
                self.not_run_infos.push(info);
            }
        }
    }

    fn compile(&mut self, yaml: &RuleYaml, info: RuleInfo, parser: &mut Parser) -> Result<Rule, Unsupported> {
        if let SearchYaml::NotSupported(what) = &yaml.search {
            return Err(what.clone());
        }
        if let Some(glob) = yaml.paths.include.first().or(yaml.paths.exclude.first()) {
            return Err(Unsupported::new(glob.at, "`paths` is not supported"));
        }
        let languages = RuleLanguages::of(&yaml.languages);
        let at = yaml.languages.first().map_or(yaml.id.at, |language| language.at);
        if languages.known.is_empty() && !languages.any_text {
            return Err(Unsupported::new(at, languages.refusal()));
        }
        let grammars: Vec<Grammar> = languages.known.iter().flat_map(|language| Grammar::all_of(*language)).collect();
        if grammars.is_empty() && !languages.any_text {
            let absences = languages.known.iter().filter_map(|language| Grammar::absence(*language));
            return Err(Unsupported::new(at, absences.collect::<Vec<_>>().join(", ")));
        }
        let mut rule = Rule { info, by_grammar: BTreeMap::new(), taint: BTreeMap::new(), on_any_text: None };
        for grammar in grammars {
            let lowering = self.lowerings.get(&grammar);
            let mut compiler = Compiler { parser, variables: &mut self.variables, lowering };
            match &yaml.search {
                SearchYaml::Formula(formula) => {
                    rule.by_grammar.insert(grammar, compiler.formula(formula)?);
                }
                SearchYaml::Taint(taint) => {
                    rule.taint.insert(grammar, TaintSpec::compile(taint, &yaml.options, &mut compiler)?);
                }
                SearchYaml::NotSupported(_) => {}
            }
        }
        if languages.any_text {
            let SearchYaml::Formula(formula) = &yaml.search else {
                return Err(Unsupported::new(at, "`mode: taint` in plain text is not supported"));
            };
            let mut compiler = Compiler { parser, variables: &mut self.variables, lowering: None };
            rule.on_any_text = Some(compiler.formula(formula)?);
        }
        Ok(rule)
    }

    /// What a report needs to know of each rule that runs, sorted by id.
    pub fn infos(&self) -> Vec<RuleInfo> {
        self.rules.iter().map(|rule| rule.info.clone()).collect()
    }

    /// Ids of all rules of the files, the ones that cannot run included.
    pub fn ids(&self) -> BTreeSet<RuleId> {
        let running = self.rules.iter().map(|rule| rule.info.id.clone());
        running.chain(self.not_run.iter().map(|rule| rule.id.clone())).collect()
    }
}

fn located(file: &RuleFile, at: Place, message: String) -> BadRule {
    BadRule { file: file.name.clone(), line: at.line, column: at.column, message }
}

fn info(file: &RuleFile, yaml: &RuleYaml) -> RuleInfo {
    let metadata = yaml.metadata.clone();
    RuleInfo {
        id: RuleId(yaml.id.value.clone()),
        message: yaml.message.clone(),
        severity: yaml.severity,
        confidence: metadata.confidence,
        tier: metadata.tier,
        class: metadata.class,
        cwe: metadata.cwe,
        references: metadata.references,
        languages: RuleLanguages::of(&yaml.languages).known,
        origin: file.name.clone(),
    }
}
