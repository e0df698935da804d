use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use banbury_evidence::{Language, RuleInfo};
use banbury_syntax::{Grammar, Parser};

use super::analysis::Analyzer;
use super::comparison::Comparison;
use super::file::{AnalyzerYaml, ConditionKind, FormulaYaml, OperatorYaml, Placed, Unsupported};
use super::formula::{Condition, Conjunction, Formula, Leaf, Negation};
use super::languages::RuleLanguages;
use super::paths::PathFilter;
use super::regex::{ConditionRegex, TextRegex};
use super::taint::TaintSpec;
use super::words::Words;
use crate::code::{Lowering, lowering};
use crate::generic::{GenericOptions, GenericPattern};
use crate::pattern::{Pattern, Propagation, Variable, Variables, compile, is_metavariable_name};

/// A compiled rule.
pub(crate) struct Rule {
    pub info: RuleInfo,
    pub propagation: Propagation,
    /// What it searches in each grammar that it runs on.
    pub by_grammar: BTreeMap<Grammar, Formula>,
    /// For rules that follow values: what they follow in each grammar.
    pub taint: BTreeMap<Grammar, TaintSpec>,
    /// For rules on text alone (`languages: [regex]` or `[generic]`).
    pub on_any_text: Option<Formula>,
    /// The files that it is for.
    pub paths: PathFilter,
}

impl Rule {
    /// Whether it searches code of this grammar.
    pub fn is_for(&self, grammar: Grammar) -> bool {
        self.by_grammar.contains_key(&grammar) || self.taint.contains_key(&grammar)
    }
}

/// What all rules of a ruleset are compiled with.
#[derive(Default)]
pub(super) struct Tools {
    parser: Parser,
    /// The conditions that are regular expressions: rules say the same of many metavariables, and in several grammars.
    regexes: HashMap<String, Arc<ConditionRegex>>,
}

impl Tools {
    fn at_start(&mut self, pattern: &Placed<String>) -> Result<Arc<ConditionRegex>, Unsupported> {
        if let Some(known) = self.regexes.get(&pattern.value) {
            return Ok(known.clone());
        }
        let regex = ConditionRegex::at_start(&pattern.value).map_err(|reason| Unsupported::new(pattern.at, reason))?;
        let regex = Arc::new(regex);
        self.regexes.insert(pattern.value.clone(), regex.clone());
        Ok(regex)
    }
}

/// What is at hand for a part of a rule: a grammar's tables, or none for text rules.
pub(super) struct Compiler<'a> {
    pub tools: &'a mut Tools,
    pub variables: &'a mut Variables,
    pub words: &'a mut Words,
    pub lowering: Option<&'a Lowering>,
    pub generic: &'a GenericOptions,
    /// Whether a pattern is a regular expression.
    pub only_regex: bool,
}

impl Compiler<'_> {
    /// Compiles one part. Rule files are the lab's own: recursion is bounded by the YAML parser's depth.
    pub fn formula(&mut self, yaml: &FormulaYaml) -> Result<Formula, Unsupported> {
        let mut all = Conjunction::default();
        self.gather(yaml, &mut all)?;
        if all.positives.is_empty() && all.insides.is_empty() {
            let reason = format!("`{}` needs at least one part that says what to look for", yaml.key);
            return Err(Unsupported::new(yaml.at, reason));
        }
        Ok(Formula::all(all, self.words))
    }

    /// Compiles what must hold of a metavariable: if nothing else, that is what is looked for.
    fn formula_of_metavariable(&mut self, yaml: &FormulaYaml) -> Result<Formula, Unsupported> {
        let mut all = Conjunction::default();
        match &yaml.operator {
            OperatorYaml::All(parts) => {
                self.parts(parts, &mut all)?;
                self.conditions(yaml, &mut all)?;
            }
            _ => self.gather(yaml, &mut all)?,
        }
        Ok(Formula::all(all, self.words))
    }

    /// Compiles what must hold of a metavariable's text in another language.
    fn readings(
        &mut self,
        language: &Placed<String>,
        yaml: &FormulaYaml,
    ) -> Result<Vec<(Option<Grammar>, Formula)>, Unsupported> {
        let languages = RuleLanguages::of(std::slice::from_ref(language));
        let grammars = languages.known.iter().flat_map(|language| Grammar::all_of(*language)).map(Some);
        let grammars: Vec<Option<Grammar>> = grammars.chain(languages.any_text.then_some(None)).collect();
        if grammars.is_empty() {
            return Err(Unsupported::new(language.at, languages.refusal()));
        }
        let mut readings = Vec::new();
        for grammar in grammars {
            let mut compiler = Compiler {
                tools: &mut *self.tools,
                variables: &mut *self.variables,
                words: &mut *self.words,
                lowering: grammar.map(lowering),
                generic: self.generic,
                only_regex: languages.only_regex,
            };
            readings.push((grammar, compiler.formula_of_metavariable(yaml)?));
        }
        Ok(readings)
    }

    /// Adds the parts of a list of `patterns`.
    fn parts(&mut self, parts: &[FormulaYaml], all: &mut Conjunction) -> Result<(), Unsupported> {
        for part in parts {
            let is_single = matches!(
                part.operator,
                OperatorYaml::Pattern(_) | OperatorYaml::Regex(_) | OperatorYaml::Not(_) | OperatorYaml::Inside(_)
            );
            if is_single && part.conditions.is_empty() && part.focus.is_empty() && part.bound_as.is_none() {
                self.gather(part, all)?;
            } else {
                let formula = self.formula(part)?;
                all.add(formula);
            }
        }
        Ok(())
    }

    /// Adds what a part asks for to a conjunction.
    fn gather(&mut self, yaml: &FormulaYaml, all: &mut Conjunction) -> Result<(), Unsupported> {
        if let Some(name) = &yaml.bound_as {
            all.bound_as = Some(self.variable(name)?);
        }
        match &yaml.operator {
            OperatorYaml::Pattern(pattern) => all.positives.push(self.pattern(pattern)?),
            OperatorYaml::Regex(regex) => all.positives.push(self.regex(regex)?),
            OperatorYaml::All(parts) => {
                let mut own = Conjunction::default();
                self.parts(parts, &mut own)?;
                self.conditions(yaml, &mut own)?;
                own.bound_as = all.bound_as.take();
                if own.positives.is_empty() && own.insides.is_empty() {
                    let reason = format!("`{}` needs at least one part that says what to look for", yaml.key);
                    return Err(Unsupported::new(yaml.at, reason));
                }
                let own = Formula::all(own, self.words);
                all.add(own);
                return Ok(());
            }
            OperatorYaml::Any(alternatives) => {
                let alternatives = alternatives.iter().map(|alternative| self.formula(alternative));
                let alternatives = alternatives.collect::<Result<_, _>>()?;
                all.add(Formula::any(alternatives, self.words));
            }
            OperatorYaml::Not(part) => match &part.operator {
                OperatorYaml::Inside(part) => all.negatives.push((Negation::Inside, self.formula(part)?)),
                OperatorYaml::Regex(_) => all.negatives.push((Negation::Nested, self.formula(part)?)),
                _ => all.negatives.push((Negation::Same, self.formula(part)?)),
            },
            OperatorYaml::Inside(part) => all.insides.push(self.formula(part)?),
            OperatorYaml::Anywhere(_) => {
                return Err(Unsupported::new(yaml.at, format!("`{}` is not supported", yaml.key)));
            }
        }
        self.conditions(yaml, all)
    }

    fn conditions(&mut self, yaml: &FormulaYaml, all: &mut Conjunction) -> Result<(), Unsupported> {
        for condition in &yaml.conditions {
            let not_supported = |what: &str| Unsupported::new(condition.at, format!("`{what}` is not supported"));
            all.conditions.push(match &condition.kind {
                ConditionKind::Regex { metavariable, regex, constant_propagation } => {
                    let compiled = self.tools.at_start(regex)?;
                    Condition::Regex {
                        variable: self.variable(metavariable)?,
                        regex: compiled,
                        of_value: *constant_propagation,
                    }
                }
                ConditionKind::Pattern { metavariable, language: Some(language), formula } => Condition::Foreign {
                    variable: self.variable(metavariable)?,
                    readings: self.readings(language, formula)?,
                },
                ConditionKind::Pattern { metavariable, language: None, formula } => Condition::Pattern {
                    variable: self.variable(metavariable)?,
                    formula: self.formula_of_metavariable(formula)?,
                },
                ConditionKind::Comparison { metavariable, comparison, base, strip } => Condition::Comparison {
                    variable: metavariable.as_ref().map(|it| self.variable(it)).transpose()?,
                    comparison: Comparison::parse(&comparison.value, *strip, *base)
                        .map_err(|reason| Unsupported::new(comparison.at, reason))?,
                },
                ConditionKind::Calls { metavariable, regex } => {
                    Condition::Calls { variable: self.variable(metavariable)?, regex: self.tools.at_start(regex)? }
                }
                ConditionKind::Type { metavariable, types, .. } => Condition::Type {
                    variable: self.variable(metavariable)?,
                    types: types.iter().map(|type_| type_.value.clone()).collect(),
                },
                ConditionKind::Analysis { metavariable, analyzer } => Condition::Analysis {
                    variable: self.variable(metavariable)?,
                    analyzer: match analyzer {
                        AnalyzerYaml::Entropy => Analyzer::Entropy,
                        AnalyzerYaml::Redos => Analyzer::Redos,
                        AnalyzerYaml::EntropyV2(_) => return Err(not_supported("entropy_v2")),
                    },
                },
            });
        }
        for names in &yaml.focus {
            all.focus.push(names.iter().map(|it| self.variable(it)).collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    /// A regular expression; its groups are metavariables too.
    fn regex(&mut self, pattern: &Placed<String>) -> Result<Formula, Unsupported> {
        let regex = TextRegex::new(&pattern.value).map_err(|reason| Unsupported::new(pattern.at, reason))?;
        for (group, name) in (1..).zip(regex.names()) {
            self.variables.of(&group.to_string());
            if let Some(name) = name {
                self.variables.of(name);
            }
        }
        Ok(Formula::leaf(Leaf::Regex(regex), self.words))
    }

    pub fn variable(&mut self, metavariable: &Placed<String>) -> Result<Variable, Unsupported> {
        let name = metavariable
            .value
            .strip_prefix('$')
            .map(|name| if self.lowering.is_none() { name.trim_start_matches('.') } else { name })
            .filter(|name| {
                let word = name.strip_prefix("...").unwrap_or(name);
                is_metavariable_name(word) || name.bytes().all(|byte| byte.is_ascii_digit())
            });
        match name {
            Some(name) => Ok(self.variables.of(name)),
            None => {
                let reason = format!("`{}` is not a metavariable", metavariable.value);
                Err(Unsupported::new(metavariable.at, reason))
            }
        }
    }

    fn pattern(&mut self, text: &Placed<String>) -> Result<Formula, Unsupported> {
        if self.only_regex {
            return self.regex(text);
        }
        let Some(own) = self.lowering else {
            let pattern = GenericPattern::compile(&text.value, self.generic)
                .map_err(|reason| Unsupported::new(text.at, reason))?;
            for name in pattern.names() {
                self.variables.of(name);
            }
            return Ok(Formula::leaf(Leaf::Generic(pattern, self.generic.comment_style), self.words));
        };
        let compiled = compile(&mut self.tools.parser, own, self.variables, &text.value).or_else(|reason| {
            // What only another grammar of the language can parse is code of another dialect.
            let is_dialect = dialects(own.grammar)
                .any(|dialect| compile(&mut self.tools.parser, lowering(dialect), self.variables, &text.value).is_ok());
            if is_dialect { Ok(Pattern::Nothing) } else { Err(reason) }
        });
        compiled
            .map(|pattern| Formula::leaf(Leaf::Pattern(pattern), self.words))
            .map_err(|reason| Unsupported::new(text.at, reason))
    }
}

/// The other grammars in which a language's patterns may be written: TypeScript has two, and JavaScript is a part of it.
fn dialects(grammar: Grammar) -> impl Iterator<Item = Grammar> {
    let wider = (grammar == Grammar::Javascript).then_some(Language::Typescript);
    let languages = std::iter::once(grammar.language()).chain(wider);
    languages.flat_map(Grammar::all_of).filter(move |other| *other != grammar)
}
