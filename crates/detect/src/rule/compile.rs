use std::collections::BTreeMap;

use banbury_evidence::RuleInfo;
use banbury_syntax::{Grammar, Parser};
use fancy_regex::Regex;

use super::comparison::Comparison;
use super::file::{ConditionKind, FormulaYaml, OperatorYaml, Placed, Unsupported};
use super::regex::TextRegex;
use super::taint::TaintSpec;
use crate::code::Lowering;
use crate::pattern::{Pattern, Variable, Variables, compile, is_metavariable_name};

/// A compiled rule.
pub(crate) struct Rule {
    pub info: RuleInfo,
    /// What it searches in each grammar that it runs on.
    pub by_grammar: BTreeMap<Grammar, Formula>,
    /// For rules that follow values: what they follow in each grammar.
    pub taint: BTreeMap<Grammar, TaintSpec>,
    /// For rules on text alone (`languages: [regex]` or `[generic]`).
    pub on_any_text: Option<Formula>,
}

/// What is searched for.
pub(crate) enum Formula {
    Leaf(Leaf),
    /// All of `positives`, inside all of `insides`, none of `negatives`, under all `conditions`.
    And {
        positives: Vec<Formula>,
        insides: Vec<Formula>,
        negatives: Vec<Formula>,
        conditions: Vec<Condition>,
        focus: Vec<Vec<Variable>>,
        /// What the whole match is bound to.
        bound_as: Option<Variable>,
    },
    Or(Vec<Formula>),
}

pub(crate) enum Leaf {
    Pattern(Pattern),
    Regex(TextRegex),
}

pub(crate) enum Condition {
    /// The metavariable's text begins with a match.
    Regex {
        variable: Variable,
        regex: Regex,
    },
    /// The formula matches inside the metavariable's text.
    Pattern {
        variable: Variable,
        formula: Formula,
    },
    Comparison {
        variable: Option<Variable>,
        comparison: Comparison,
    },
    /// The metavariable has one of these types.
    Type {
        variable: Variable,
        types: Vec<String>,
    },
}

/// A grammar's parser and tables for compiling patterns; none for text rules.
pub(super) struct Compiler<'a> {
    pub parser: &'a mut Parser,
    pub variables: &'a mut Variables,
    pub lowering: Option<&'a Lowering>,
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
        Ok(all.formula())
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
        Ok(all.formula())
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
                all.add(own.formula());
                return Ok(());
            }
            OperatorYaml::Any(alternatives) => {
                let alternatives = alternatives.iter().map(|alternative| self.formula(alternative));
                all.add(Formula::Or(alternatives.collect::<Result<_, _>>()?));
            }
            OperatorYaml::Not(part) => match &part.operator {
                OperatorYaml::Inside(part) => all.negatives.push(self.formula(part)?),
                _ => all.negatives.push(self.formula(part)?),
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
                ConditionKind::Regex { metavariable, regex, constant_propagation: _ } => {
                    // Python's `re.match` anchors at the start, and so does Semgrep.
                    let compiled = Regex::new(&format!(r"\A(?:{})", regex.value))
                        .map_err(|error| Unsupported::new(regex.at, bad_regex(&regex.value, &error)))?;
                    Condition::Regex { variable: self.variable(metavariable)?, regex: compiled }
                }
                ConditionKind::Pattern { language: Some(_), .. } => return Err(not_supported("language")),
                ConditionKind::Pattern { metavariable, language: None, formula } => Condition::Pattern {
                    variable: self.variable(metavariable)?,
                    formula: self.formula_of_metavariable(formula)?,
                },
                ConditionKind::Comparison { base: Some(_), .. } => return Err(not_supported("base")),
                ConditionKind::Comparison { metavariable, comparison, .. } => Condition::Comparison {
                    variable: metavariable.as_ref().map(|it| self.variable(it)).transpose()?,
                    comparison: Comparison::parse(&comparison.value)
                        .map_err(|reason| Unsupported::new(comparison.at, reason))?,
                },
                ConditionKind::Type { metavariable, types, .. } => Condition::Type {
                    variable: self.variable(metavariable)?,
                    types: types.iter().map(|type_| type_.value.clone()).collect(),
                },
                ConditionKind::Analysis { .. } => return Err(not_supported(condition.key)),
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
        for group in 1..regex.group_count() {
            self.variables.of(&group.to_string());
        }
        for name in regex.names() {
            self.variables.of(name);
        }
        Ok(Formula::Leaf(Leaf::Regex(regex)))
    }

    pub fn variable(&mut self, metavariable: &Placed<String>) -> Result<Variable, Unsupported> {
        let name = metavariable
            .value
            .strip_prefix('$')
            .map(|name| name.strip_prefix("...").unwrap_or(name))
            .filter(|name| is_metavariable_name(name) || name.bytes().all(|byte| byte.is_ascii_digit()));
        match name {
            Some(name) => Ok(self.variables.of(name)),
            None => {
                let reason = format!("`{}` is not a metavariable", metavariable.value);
                Err(Unsupported::new(metavariable.at, reason))
            }
        }
    }

    fn pattern(&mut self, text: &Placed<String>) -> Result<Formula, Unsupported> {
        let Some(lowering) = self.lowering else {
            let reason = "`pattern` in a rule for plain text is not supported: use `pattern-regex`";
            return Err(Unsupported::new(text.at, reason));
        };
        compile(self.parser, lowering, self.variables, &text.value)
            .map(|pattern| Formula::Leaf(Leaf::Pattern(pattern)))
            .map_err(|reason| Unsupported::new(text.at, reason))
    }
}

/// The parts of a [`Formula::And`] while they are gathered.
#[derive(Default)]
struct Conjunction {
    positives: Vec<Formula>,
    insides: Vec<Formula>,
    negatives: Vec<Formula>,
    conditions: Vec<Condition>,
    focus: Vec<Vec<Variable>>,
    bound_as: Option<Variable>,
}

impl Conjunction {
    fn add(&mut self, formula: Formula) {
        if formula.only_surrounds() { self.insides.push(formula) } else { self.positives.push(formula) }
    }

    fn formula(mut self) -> Formula {
        let narrowed = !(self.insides.is_empty()
            && self.negatives.is_empty()
            && self.conditions.is_empty()
            && self.focus.is_empty()
            && self.bound_as.is_none());
        if self.positives.len() == 1
            && !narrowed
            && let Some(only) = self.positives.pop()
        {
            return only;
        }
        let Self { positives, insides, negatives, conditions, focus, bound_as } = self;
        Formula::And { positives, insides, negatives, conditions, focus, bound_as }
    }
}

fn bad_regex(regex: &str, error: &fancy_regex::Error) -> String {
    format!("the regular expression `{regex}` cannot be used: {error}")
}

impl Formula {
    /// Whether it says only where a match must lie: nothing but `pattern-inside`. Such a part never is the match itself.
    fn only_surrounds(&self) -> bool {
        match self {
            Self::Leaf(_) => false,
            Self::And { positives, .. } => positives.is_empty(),
            Self::Or(alternatives) => alternatives.iter().all(Self::only_surrounds),
        }
    }

    /// Words that a text must hold for a match: one of each group. A group that is left out would always hold.
    pub fn required_words(&self) -> Vec<Vec<String>> {
        match self {
            Self::Leaf(Leaf::Regex(_)) => Vec::new(),
            Self::Leaf(Leaf::Pattern(pattern)) => pattern.required_words().into_iter().map(|word| vec![word]).collect(),
            Self::And { positives, insides, .. } => {
                positives.iter().chain(insides).flat_map(Self::required_words).collect()
            }
            Self::Or(alternatives) => {
                // Of each alternative the group that says most; if one has none, nothing is required.
                let strongest = alternatives.iter().map(|alternative| {
                    let groups = alternative.required_words();
                    groups.into_iter().max_by_key(|group| group.iter().map(String::len).min())
                });
                match strongest.collect::<Option<Vec<_>>>() {
                    Some(groups) => vec![groups.into_iter().flatten().collect()],
                    None => Vec::new(),
                }
            }
        }
    }
}
