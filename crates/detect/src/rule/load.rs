use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

use banbury_evidence::{Digest, DropPath, Language, RuleId, RuleInfo, RuleNotRun, RulesetDigest};
use banbury_syntax::{Grammar, embedded_languages};

use super::compile::{Compiler, Rule, Tools};
use super::file::{
    BadRule, FixYaml, GenericEngine, OptionsYaml, Place, Placed, RuleFile, RuleYaml, SearchYaml, Unsupported, parse,
};
use super::languages::RuleLanguages;
use super::paths::{PathFilter, RulePaths};
use super::taint::TaintSpec;
use super::words::Words;
use crate::code::lowering;
use crate::generic::{Engine, GenericOptions};
use crate::pattern::{Propagation, Variables};

/// The rules of a run, compiled.
pub struct Ruleset {
    pub(crate) rules: Vec<Rule>,
    pub(crate) variables: Variables,
    pub(crate) words: Words,
    paths: OnceLock<RulePaths>,
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
        Self::load_by(files, &|_| true, &|_| true)
    }

    /// Compiles of `files`, which have been compiled whole, what is needed to look at code in some languages. Rules have the same
    /// numbers as in the whole, of which `not_run` names those that cannot run.
    ///
    /// # Errors
    /// As [`Ruleset::load`].
    pub fn load_for(
        files: &[RuleFile],
        languages: &BTreeSet<Language>,
        not_run: &BTreeSet<RuleId>,
    ) -> Result<Self, RulesetError> {
        let embedded = languages.iter().flat_map(|language| embedded_languages(*language));
        let grammars: BTreeSet<Grammar> =
            languages.iter().chain(embedded).flat_map(|language| Grammar::all_of(*language)).collect();
        Self::load_by(files, &|grammar| grammars.contains(&grammar), &|id| !not_run.contains(id))
    }

    fn load_by(
        files: &[RuleFile],
        is_needed: &dyn Fn(Grammar) -> bool,
        runs: &dyn Fn(&RuleId) -> bool,
    ) -> Result<Self, RulesetError> {
        let mut tools = Tools::default();
        let mut ruleset = Self::empty();
        let (mut rules, mut mistakes) = (Vec::new(), Vec::new());
        let mut files: Vec<&RuleFile> = files.iter().collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        for file in files {
            ruleset.digests.push(RulesetDigest { name: file.name.clone(), sha256: Digest::of(file.text.as_bytes()) });
            match parse(file) {
                Ok(found) => rules.extend(found.into_iter().map(|rule| (file, rule))),
                Err(found) => mistakes.extend(found),
            }
        }
        qualify(&mut rules);
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        for (file, yaml) in rules {
            let place = format!("{}:{}", file.name, yaml.id.at.line);
            match owners.insert(yaml.id.value.clone(), place) {
                None if runs(&RuleId(yaml.id.value.clone())) => ruleset.add(file, &yaml, &mut tools, is_needed),
                None => {}
                Some(other) => {
                    let id = &yaml.id.value;
                    let message =
                        format!("the rule id `{id}` is already taken by {other}: give one of them another id");
                    mistakes.push(located(file, yaml.id.at, message));
                }
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

    /// Parts of rules, each as a rule of its own.
    pub(crate) fn of_rules(file: &RuleFile, rules: Vec<RuleYaml>) -> Self {
        let mut tools = Tools::default();
        let mut ruleset = Self::empty();
        for rule in &rules {
            ruleset.add(file, rule, &mut tools, &|_| true);
        }
        ruleset
    }

    fn empty() -> Self {
        Self {
            rules: Vec::new(),
            variables: Variables::default(),
            words: Words::default(),
            paths: OnceLock::new(),
            not_run: Vec::new(),
            not_run_infos: Vec::new(),
            remarks: Vec::new(),
            digests: Vec::new(),
        }
    }

    fn add(&mut self, file: &RuleFile, yaml: &RuleYaml, tools: &mut Tools, is_needed: &dyn Fn(Grammar) -> bool) {
        let info = info(file, yaml);
        match self.compile(yaml, info.clone(), tools, is_needed) {
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

    fn compile(
        &mut self,
        yaml: &RuleYaml,
        info: RuleInfo,
        tools: &mut Tools,
        is_needed: &dyn Fn(Grammar) -> bool,
    ) -> Result<Rule, Unsupported> {
        if let SearchYaml::NotSupported(what) = &yaml.search {
            return Err(what.clone());
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
        let globs = |list: &[Placed<String>]| list.iter().map(|glob| glob.value.clone()).collect::<Vec<_>>();
        let paths = PathFilter::new(&globs(&yaml.paths.include), &globs(&yaml.paths.exclude));
        let generic = generic_options(&yaml.options).map_err(|reason| Unsupported::new(at, reason))?;
        let propagation =
            Propagation { constants: yaml.options.constant_propagation, symbols: yaml.options.symbolic_propagation };
        let mut rule =
            Rule { info, propagation, by_grammar: BTreeMap::new(), taint: BTreeMap::new(), on_any_text: None, paths };
        for grammar in grammars.into_iter().filter(|grammar| is_needed(*grammar)) {
            let lowering = Some(lowering(grammar));
            let mut compiler = Compiler {
                tools,
                variables: &mut self.variables,
                words: &mut self.words,
                lowering,
                generic: &generic,
                only_regex: false,
            };
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
            let mut compiler = Compiler {
                tools,
                variables: &mut self.variables,
                words: &mut self.words,
                lowering: None,
                generic: &generic,
                only_regex: languages.only_regex,
            };
            rule.on_any_text = Some(compiler.formula(formula)?);
        }
        Ok(rule)
    }

    /// What a report needs to know of each rule that runs, sorted by id.
    pub fn infos(&self) -> Vec<RuleInfo> {
        self.rules.iter().map(|rule| rule.info.clone()).collect()
    }

    /// Whether the rule `id` is for the file at `path`.
    pub fn is_for(&self, id: &RuleId, path: &DropPath) -> bool {
        let found = self.rules.binary_search_by(|rule| rule.info.id.cmp(id));
        found.map_or(true, |index| self.paths().are_for(index as u32, path))
    }

    /// The rules that are not for the file at `path`, by number and in order.
    pub fn not_for(&self, path: &DropPath) -> Vec<u32> {
        self.paths().not_for(path)
    }

    fn paths(&self) -> &RulePaths {
        self.paths.get_or_init(|| RulePaths::new(self.rules.iter().map(|rule| &rule.paths)))
    }

    /// Ids of all rules of the files, the ones that cannot run included.
    pub fn ids(&self) -> BTreeSet<RuleId> {
        let running = self.rules.iter().map(|rule| rule.info.id.clone());
        running.chain(self.not_run.iter().map(|rule| rule.id.clone())).collect()
    }
}

/// Puts the folder in front of ids that stand in several folders, as Semgrep does with every id.
fn qualify(rules: &mut [(&RuleFile, RuleYaml)]) {
    let mut folders: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let folder_of = |file: &RuleFile| file.name.rfind('/').unwrap_or(0);
    for (file, rule) in rules.iter() {
        folders.entry(rule.id.value.clone()).or_default().insert(&file.name[..folder_of(file)]);
    }
    for (file, rule) in rules {
        let folder = &file.name[..folder_of(file)];
        if folders.get(&rule.id.value).is_some_and(|folders| folders.len() > 1) && !folder.is_empty() {
            rule.id.value = format!("{}.{}", folder.replace('/', "."), rule.id.value);
        }
    }
}

/// How generic patterns are read; what is not supported is named.
fn generic_options(options: &OptionsYaml) -> Result<GenericOptions, &'static str> {
    let engine = match options.generic_engine {
        GenericEngine::Spacegrep => Engine::Spacegrep,
        // Line by line, and with other words and brackets, it is another language.
        GenericEngine::Aliengrep if !options.generic_multiline => {
            return Err("`generic_multiline: false` is not supported");
        }
        GenericEngine::Aliengrep if options.generic_braces.is_some() || !options.generic_extra_braces.is_empty() => {
            return Err("`generic_braces` and `generic_extra_braces` are not supported");
        }
        GenericEngine::Aliengrep if !options.generic_extra_word_characters.is_empty() => {
            return Err("`generic_extra_word_characters` is not supported");
        }
        GenericEngine::Aliengrep => Engine::Aliengrep { ignore_case: options.generic_caseless },
    };
    Ok(GenericOptions {
        ellipsis_max_span: options.generic_ellipsis_max_span,
        comment_style: options.generic_comment_style,
        engine,
    })
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
        fix: yaml.fix.as_ref().map(FixYaml::shown),
        languages: RuleLanguages::of(&yaml.languages).known,
        origin: file.name.clone(),
        sha256: Some(Digest::of(yaml.text.as_bytes())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, id: &str) -> RuleFile {
        let text = format!("rules:\n- id: {id}\n  message: m\n  severity: LOW\n  languages: [c]\n  pattern: f()\n");
        RuleFile { name: name.to_owned(), text }
    }

    fn ids(files: &[RuleFile]) -> Vec<String> {
        Ruleset::load(files).unwrap().ids().into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn an_id_that_stands_in_several_folders_gets_its_folder() {
        let files = [file("x.yaml", "a"), file("web/db/x.yaml", "a"), file("web/y.yaml", "b")];
        assert_eq!(ids(&files), ["a", "b", "web.db.a"]);
    }

    #[test]
    fn an_id_that_stands_twice_in_a_folder_is_a_mistake_and_all_mistakes_are_told() {
        let broken = RuleFile { name: "z.yaml".to_owned(), text: "rules: 1\n".to_owned() };
        let error = Ruleset::load(&[file("x.yaml", "a"), file("y.yaml", "a"), broken]).err().unwrap();
        assert_eq!(
            error.to_string(),
            "y.yaml:2:7: the rule id `a` is already taken by x.yaml:2: give one of them another id\n\
             z.yaml:1:8: `rules` must be a list, not `1`"
        );
    }

    #[test]
    fn a_pattern_that_cannot_be_compiled_is_told_with_its_place() {
        let mut bad = file("x.yaml", "a");
        bad.text = bad.text.replace("pattern: f()", "pattern-regex: '('");
        let ruleset = Ruleset::load(&[bad]).unwrap();
        assert!(ruleset.not_run[0].reason.starts_with("x.yaml:6:18: "), "{:?}", ruleset.not_run);
        assert_eq!(ruleset.not_run_infos.len(), 1);
    }
}
