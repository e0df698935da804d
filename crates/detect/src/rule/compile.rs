use std::collections::BTreeMap;

use banbury_evidence::{Language, RuleInfo};
use banbury_syntax::{Grammar, Parser};
use fancy_regex::Regex;

use super::comparison::Comparison;
use super::file::{ConditionKind, FormulaYaml, OperatorYaml, Placed, Unsupported};
use super::regex::TextRegex;
use crate::pattern::{Dialect, Pattern, compile, is_metavariable_name};

/// A compiled rule.
pub(crate) struct Rule {
    pub info: RuleInfo,
    /// One formula for each grammar that the rule runs on.
    pub by_grammar: BTreeMap<Grammar, Formula>,
    /// For rules on text alone (`languages: [regex]` or `[generic]` with nothing but regular expressions).
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
        focus: Vec<Vec<String>>,
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
        metavariable: String,
        regex: Regex,
    },
    /// The formula matches inside the metavariable's text.
    Pattern {
        metavariable: String,
        formula: Formula,
    },
    Comparison {
        metavariable: Option<String>,
        comparison: Comparison,
    },
}

/// A grammar's parser and tables for compiling patterns; none for text rules.
pub(super) struct Compiler<'a> {
    pub parser: &'a mut Parser,
    pub dialect: Option<&'a Dialect>,
}

impl Compiler<'_> {
    /// Compiles one part. Rule files are the lab's own: recursion is bounded by the YAML parser's depth.
    pub fn formula(&mut self, yaml: &FormulaYaml) -> Result<Formula, Unsupported> {
        let mut all = Conjunction::default();
        self.gather(yaml, &mut all)?;
        all.formula().ok_or_else(|| {
            Unsupported::new(yaml.at, format!("`{}` needs at least one part that says what to look for", yaml.key))
        })
    }

    /// Adds what a part asks for to a conjunction.
    fn gather(&mut self, yaml: &FormulaYaml, all: &mut Conjunction) -> Result<(), Unsupported> {
        if let Some(name) = &yaml.bound_as {
            return Err(Unsupported::new(name.at, "`as` is not supported"));
        }
        match &yaml.operator {
            OperatorYaml::Pattern(pattern) => all.positives.push(self.pattern(pattern)?),
            OperatorYaml::Regex(regex) => all.positives.push(text_regex(regex)?),
            OperatorYaml::All(parts) => {
                let mut own = Conjunction::default();
                for part in parts {
                    match &part.operator {
                        OperatorYaml::Pattern(_)
                        | OperatorYaml::Regex(_)
                        | OperatorYaml::Not(_)
                        | OperatorYaml::Inside(_)
                            if part.conditions.is_empty() && part.focus.is_empty() =>
                        {
                            self.gather(part, &mut own)?;
                        }
                        _ => own.add(self.formula(part)?),
                    }
                }
                self.conditions(yaml, &mut own)?;
                let formula = own.formula().ok_or_else(|| {
                    Unsupported::new(
                        yaml.at,
                        format!("`{}` needs at least one part that says what to look for", yaml.key),
                    )
                })?;
                all.add(formula);
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
                    Condition::Regex { metavariable: name(metavariable)?, regex: compiled }
                }
                ConditionKind::Pattern { language: Some(_), .. } => return Err(not_supported("language")),
                ConditionKind::Pattern { metavariable, language: None, formula } => {
                    Condition::Pattern { metavariable: name(metavariable)?, formula: self.formula(formula)? }
                }
                ConditionKind::Comparison { base: Some(_), .. } => return Err(not_supported("base")),
                ConditionKind::Comparison { metavariable, comparison, .. } => Condition::Comparison {
                    metavariable: metavariable.as_ref().map(name).transpose()?,
                    comparison: Comparison::parse(&comparison.value)
                        .map_err(|reason| Unsupported::new(comparison.at, reason))?,
                },
                ConditionKind::Analysis { .. } | ConditionKind::Type { .. } => {
                    return Err(not_supported(condition.key));
                }
            });
        }
        for names in &yaml.focus {
            all.focus.push(names.iter().map(name).collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    fn pattern(&mut self, text: &Placed<String>) -> Result<Formula, Unsupported> {
        let Some(dialect) = self.dialect else {
            let reason = "`pattern` in a rule for plain text is not supported: use `pattern-regex`";
            return Err(Unsupported::new(text.at, reason));
        };
        compile(self.parser, dialect, &text.value)
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
    focus: Vec<Vec<String>>,
}

impl Conjunction {
    fn add(&mut self, formula: Formula) {
        if formula.only_surrounds() { self.insides.push(formula) } else { self.positives.push(formula) }
    }

    fn formula(mut self) -> Option<Formula> {
        let Self { positives, insides, negatives, conditions, focus } = &self;
        if positives.is_empty() && insides.is_empty() {
            return None;
        }
        let narrowed = !(insides.is_empty() && negatives.is_empty() && conditions.is_empty() && focus.is_empty());
        if positives.len() == 1 && !narrowed {
            return self.positives.pop();
        }
        let Self { positives, insides, negatives, conditions, focus } = self;
        Some(Formula::And { positives, insides, negatives, conditions, focus })
    }
}

fn text_regex(regex: &Placed<String>) -> Result<Formula, Unsupported> {
    let compiled = TextRegex::new(&regex.value).map_err(|reason| Unsupported::new(regex.at, reason))?;
    Ok(Formula::Leaf(Leaf::Regex(compiled)))
}

fn name(metavariable: &Placed<String>) -> Result<String, Unsupported> {
    metavariable
        .value
        .strip_prefix('$')
        .map(|name| name.strip_prefix("...").unwrap_or(name))
        .filter(|name| is_metavariable_name(name) || name.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
        .ok_or_else(|| Unsupported::new(metavariable.at, format!("`{}` is not a metavariable", metavariable.value)))
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

/// Semgrep's names for languages. `None` for those that this version has no parser for.
pub(super) fn languages(names: &[Placed<String>]) -> (Vec<Language>, bool, Vec<String>) {
    let (mut known, mut any_text, mut unknown) = (Vec::new(), false, Vec::new());
    for name in names {
        match name.value.to_ascii_lowercase().as_str() {
            "c" => known.push(Language::C),
            "cpp" | "c++" => known.push(Language::Cpp),
            "bash" | "sh" => known.push(Language::Shell),
            "python" | "py" | "python3" => known.push(Language::Python),
            "lua" => known.push(Language::Lua),
            "regex" | "generic" | "none" => any_text = true,
            _ => unknown.push(name.value.clone()),
        }
    }
    (known, any_text, unknown)
}
