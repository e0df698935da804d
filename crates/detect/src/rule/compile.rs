use std::collections::BTreeMap;

use banbury_evidence::RuleInfo;
use banbury_syntax::{Grammar, Parser};
use fancy_regex::Regex;

use super::comparison::Comparison;
use super::file::{FormulaYaml, PatternOrFormula};
use super::regex::TextRegex;
use crate::code::Lowering;
use crate::pattern::{Pattern, Variable, Variables, compile, is_metavariable_name};

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
        focus: Vec<Vec<Variable>>,
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
}

/// Why a rule cannot be compiled: it is not run, and this is said.
pub(super) type NotSupported = String;

/// A grammar's parser and tables for compiling patterns; none for text rules.
pub(super) struct Compiler<'a> {
    pub parser: &'a mut Parser,
    pub variables: &'a mut Variables,
    pub lowering: Option<&'a Lowering>,
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
                positives.push(self.regex(regex)?);
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
                negatives.push(self.regex(regex)?);
            }
            if let Some(wanted) = &part.metavariable_regex {
                // Python's `re.match` anchors at the start, and so does Semgrep.
                let regex = Regex::new(&format!(r"\A(?:{})", wanted.regex))
                    .map_err(|error| bad_regex(&wanted.regex, &error))?;
                conditions.push(Condition::Regex { variable: self.variable(&wanted.metavariable)?, regex });
            }
            if let Some(wanted) = &part.metavariable_pattern {
                let formula = self.formula_part(&wanted.formula)?;
                let variable = self.variable(&wanted.metavariable)?;
                conditions.push(Condition::Pattern { variable, formula });
            }
            if let Some(wanted) = &part.metavariable_comparison {
                let variable = wanted.metavariable.as_deref().map(|name| self.variable(name)).transpose()?;
                let comparison = Comparison::parse(&wanted.comparison)?;
                conditions.push(Condition::Comparison { variable, comparison });
            }
            if let Some(names) = &part.focus_metavariable {
                focus.push(names.as_slice().iter().map(|it| self.variable(it)).collect::<Result<_, _>>()?);
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

    /// A regular expression; its groups are metavariables too.
    fn regex(&mut self, pattern: &str) -> Result<Formula, NotSupported> {
        let regex = TextRegex::new(pattern)?;
        for group in 1..regex.group_count() {
            self.variables.of(&group.to_string());
        }
        for name in regex.names() {
            self.variables.of(name);
        }
        Ok(Formula::Leaf(Leaf::Regex(regex)))
    }

    fn formula_part(&mut self, yaml: &FormulaYaml) -> Result<Formula, NotSupported> {
        self.conjunction(std::slice::from_ref(yaml))
    }

    fn pattern(&mut self, text: &str) -> Result<Formula, NotSupported> {
        let Some(lowering) = self.lowering else {
            return Err("`pattern` in a rule for plain text is not supported: use `pattern-regex`".to_owned());
        };
        compile(self.parser, lowering, self.variables, text).map(|pattern| Formula::Leaf(Leaf::Pattern(pattern)))
    }

    fn variable(&mut self, metavariable: &str) -> Result<Variable, NotSupported> {
        let name = metavariable
            .strip_prefix('$')
            .map(|name| name.strip_prefix("...").unwrap_or(name))
            .filter(|name| is_metavariable_name(name) || name.bytes().all(|byte| byte.is_ascii_digit()));
        match name {
            Some(name) => Ok(self.variables.of(name)),
            None => Err(format!("`{metavariable}` is not a metavariable")),
        }
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

fn bad_regex(regex: &str, error: &fancy_regex::Error) -> NotSupported {
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
