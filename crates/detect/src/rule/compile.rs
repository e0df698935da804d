use std::collections::BTreeMap;

use banbury_evidence::{Language, RuleInfo};
use banbury_syntax::{Grammar, Parser};

use super::comparison::Comparison;
use super::file::{FormulaYaml, PatternOrFormula};
use super::regex::{ConditionRegex, TextRegex};
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
        regex: ConditionRegex,
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

/// Why a rule cannot be compiled: it is not run, and this is said.
pub(super) type NotSupported = String;

/// A grammar's parser and tables for compiling patterns; none for text rules.
pub(super) struct Compiler<'a> {
    pub parser: &'a mut Parser,
    pub dialect: Option<&'a Dialect>,
}

impl Compiler<'_> {
    /// Compiles one mapping. Rule files are the lab's own: recursion is bounded by the YAML parser's depth.
    pub fn formula(&mut self, yaml: &FormulaYaml) -> Result<Formula, NotSupported> {
        self.supported(yaml)?;
        if yaml.is_conjunct_only() {
            return Err("a rule needs `pattern`, `patterns`, `pattern-either` or `pattern-regex`".to_owned());
        }
        self.conjunction(std::slice::from_ref(yaml))
    }

    fn supported(&self, yaml: &FormulaYaml) -> Result<(), NotSupported> {
        match yaml.other.keys().find(|key| !IGNORED_KEYS.contains(&key.as_str())) {
            Some(key) => Err(format!("`{key}` is not supported")),
            None => Ok(()),
        }
    }

    /// `patterns`: each mapping adds what it holds.
    fn conjunction(&mut self, parts: &[FormulaYaml]) -> Result<Formula, NotSupported> {
        let (mut positives, mut insides, mut negatives) = (Vec::new(), Vec::new(), Vec::new());
        let (mut conditions, mut focus) = (Vec::new(), Vec::new());
        for part in parts {
            self.supported(part)?;
            if let Some(pattern) = &part.pattern {
                positives.push(self.pattern(pattern)?);
            }
            if let Some(regex) = &part.pattern_regex {
                positives.push(Formula::Leaf(Leaf::Regex(TextRegex::new(regex)?)));
            }
            if let Some(parts) = &part.patterns {
                let formula = self.conjunction(parts)?;
                if formula.only_surrounds() { insides.push(formula) } else { positives.push(formula) }
            }
            if let Some(either) = &part.pattern_either {
                let alternatives = either.iter().map(|alternative| self.formula_part(alternative));
                let formula = Formula::Or(alternatives.collect::<Result<_, _>>()?);
                if formula.only_surrounds() { insides.push(formula) } else { positives.push(formula) }
            }
            if let Some(inside) = &part.pattern_inside {
                insides.push(self.pattern_or_formula(inside)?);
            }
            for not in [&part.pattern_not, &part.pattern_not_inside].into_iter().flatten() {
                negatives.push(self.pattern_or_formula(not)?);
            }
            if let Some(regex) = &part.pattern_not_regex {
                negatives.push(Formula::Leaf(Leaf::Regex(TextRegex::new(regex)?)));
            }
            if let Some(wanted) = &part.metavariable_regex {
                let regex = ConditionRegex::at_start(&wanted.regex)?;
                conditions.push(Condition::Regex { metavariable: name(&wanted.metavariable)?, regex });
            }
            if let Some(wanted) = &part.metavariable_pattern {
                let formula = self.formula_part(&wanted.formula)?;
                conditions.push(Condition::Pattern { metavariable: name(&wanted.metavariable)?, formula });
            }
            if let Some(wanted) = &part.metavariable_comparison {
                let metavariable = wanted.metavariable.as_deref().map(name).transpose()?;
                let comparison = Comparison::parse(&wanted.comparison, wanted.strip, wanted.base)?;
                conditions.push(Condition::Comparison { metavariable, comparison });
            }
            if let Some(names) = &part.focus_metavariable {
                focus.push(names.as_slice().iter().map(|it| name(it)).collect::<Result<_, _>>()?);
            }
        }
        if positives.is_empty() && insides.is_empty() {
            return Err("`patterns` needs at least one part that says what to look for".to_owned());
        }
        if positives.len() == 1
            && insides.is_empty()
            && negatives.is_empty()
            && conditions.is_empty()
            && focus.is_empty()
        {
            return Ok(positives.remove(0));
        }
        Ok(Formula::And { positives, insides, negatives, conditions, focus })
    }

    fn formula_part(&mut self, yaml: &FormulaYaml) -> Result<Formula, NotSupported> {
        self.conjunction(std::slice::from_ref(yaml))
    }

    fn pattern(&mut self, text: &str) -> Result<Formula, NotSupported> {
        let Some(dialect) = self.dialect else {
            return Err("`pattern` in a rule for plain text is not supported: use `pattern-regex`".to_owned());
        };
        compile(self.parser, dialect, text).map(|pattern| Formula::Leaf(Leaf::Pattern(pattern)))
    }

    fn pattern_or_formula(&mut self, yaml: &PatternOrFormula) -> Result<Formula, NotSupported> {
        match yaml {
            PatternOrFormula::Pattern(text) => self.pattern(text),
            PatternOrFormula::Formula(formula) => self.formula_part(formula),
        }
    }
}

/// Keys beside a rule's formula that do not change what it matches.
const IGNORED_KEYS: [&str; 7] = ["min-version", "max-version", "version", "fix", "fix-regex", "product", "interfile"];

impl FormulaYaml {
    fn is_conjunct_only(&self) -> bool {
        self.pattern.is_none()
            && self.patterns.is_none()
            && self.pattern_either.is_none()
            && self.pattern_regex.is_none()
    }
}

fn name(metavariable: &str) -> Result<String, NotSupported> {
    metavariable
        .strip_prefix('$')
        .map(|name| name.strip_prefix("...").unwrap_or(name))
        .filter(|name| is_metavariable_name(name) || name.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
        .ok_or_else(|| format!("`{metavariable}` is not a metavariable"))
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
pub(super) fn languages(names: &[String]) -> (Vec<Language>, bool, Vec<String>) {
    let (mut known, mut any_text, mut unknown) = (Vec::new(), false, Vec::new());
    for name in names {
        match name.to_ascii_lowercase().as_str() {
            "c" => known.push(Language::C),
            "cpp" | "c++" => known.push(Language::Cpp),
            "bash" | "sh" => known.push(Language::Shell),
            "python" | "py" | "python3" => known.push(Language::Python),
            "lua" => known.push(Language::Lua),
            "regex" | "generic" | "none" => any_text = true,
            _ => unknown.push(name.clone()),
        }
    }
    (known, any_text, unknown)
}
