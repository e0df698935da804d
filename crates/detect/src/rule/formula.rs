use std::sync::Arc;

use banbury_syntax::Grammar;

use super::analysis::Analyzer;
use super::comparison::Comparison;
use super::regex::{ConditionRegex, TextRegex};
use super::words::{Needs, Word, Words};
use crate::generic::{CommentStyle, GenericPattern};
use crate::pattern::{Pattern, Variable};

/// What is searched for, and what a text must hold for it to be found.
pub(crate) struct Formula {
    pub needs: Needs,
    pub operator: Operator,
}

pub(crate) enum Operator {
    Leaf(Box<Leaf>),
    And(Box<Conjunction>),
    Or(Vec<Formula>),
}

pub(crate) enum Leaf {
    Pattern(Pattern),
    /// A pattern of generic text, and the comments that are no part of that.
    Generic(GenericPattern, Option<CommentStyle>),
    Regex(TextRegex),
}

/// All of `positives`, inside all of `insides`, none of `negatives`, under all `conditions`.
#[derive(Default)]
pub(crate) struct Conjunction {
    pub positives: Vec<Formula>,
    pub insides: Vec<Formula>,
    pub negatives: Vec<(Negation, Formula)>,
    pub conditions: Vec<Condition>,
    pub focus: Vec<Vec<Variable>>,
    /// What the whole match is bound to.
    pub bound_as: Option<Variable>,
}

/// Which matches a negative takes away, apart from those with other metavariables.
#[derive(Clone, Copy)]
pub(crate) enum Negation {
    /// Those that it matches too (`pattern-not`).
    Same,
    /// Those inside one of its own (`pattern-not-inside`).
    Inside,
    /// Those inside one of its own and those around one (`pattern-not-regex`).
    Nested,
}

pub(crate) enum Condition {
    /// The metavariable's text begins with a match.
    Regex {
        variable: Variable,
        regex: Arc<ConditionRegex>,
        /// Whether the value of a name counts, if it is known, and not the name.
        of_value: bool,
    },
    /// The formula matches inside the metavariable's text.
    Pattern {
        variable: Variable,
        formula: Formula,
    },
    /// The same in other languages, as which the text is read.
    Foreign {
        variable: Variable,
        readings: Vec<(Option<Grammar>, Formula)>,
    },
    /// The function that the metavariable names, or one that it calls in the end, has a name that matches.
    Calls {
        variable: Variable,
        regex: Arc<ConditionRegex>,
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
    /// The metavariable's text looks like this.
    Analysis {
        variable: Variable,
        analyzer: Analyzer,
    },
}

impl Formula {
    pub fn leaf(leaf: Leaf, words: &mut Words) -> Self {
        let needs = match &leaf {
            Leaf::Regex(regex) => regex.required_literals().map(|it| words.one_of(it)).unwrap_or_default(),
            Leaf::Generic(pattern, _) => words.all_of(&pattern.required_words()),
            Leaf::Pattern(pattern) => words.all_of(&pattern.required_words()),
        };
        Self { needs, operator: Operator::Leaf(Box::new(leaf)) }
    }

    pub fn any(alternatives: Vec<Self>, words: &Words) -> Self {
        Self {
            needs: Needs::of_any(alternatives.iter().map(|it| &it.needs), words),
            operator: Operator::Or(alternatives),
        }
    }

    /// All of a conjunction, or its only part if it says no more.
    pub fn all(mut all: Conjunction, words: &mut Words) -> Self {
        let narrowed = !(all.insides.is_empty()
            && all.negatives.is_empty()
            && all.conditions.is_empty()
            && all.focus.is_empty()
            && all.bound_as.is_none());
        if all.positives.len() == 1
            && !narrowed
            && let Some(only) = all.positives.pop()
        {
            return only;
        }
        let of_parts = all.positives.iter().chain(&all.insides).map(|part| part.needs.clone());
        let needs = of_parts.chain(all.conditions.iter().map(|it| it.needs(words))).flat_map(|needs| needs.0).collect();
        Self { needs, operator: Operator::And(Box::new(all)) }
    }

    /// Whether it says only where a match must lie: nothing but `pattern-inside`. Such a part never is the match itself.
    pub fn only_surrounds(&self) -> bool {
        match &self.operator {
            Operator::Leaf(_) => false,
            Operator::And(all) => all.positives.is_empty(),
            Operator::Or(alternatives) => alternatives.iter().all(Self::only_surrounds),
        }
    }

    /// The metavariable that it is nothing but.
    pub fn only_variable(&self) -> Option<Variable> {
        match &self.operator {
            Operator::Leaf(leaf) => match &**leaf {
                Leaf::Pattern(pattern) => pattern.only_variable(),
                _ => None,
            },
            _ => None,
        }
    }

    /// Every word that it or a part of it asks for.
    pub fn each_word(&self, found: &mut dyn FnMut(Word)) {
        self.needs.0.iter().flatten().for_each(|word| found(*word));
        match &self.operator {
            Operator::Leaf(_) => {}
            Operator::Or(alternatives) => alternatives.iter().for_each(|it| it.each_word(found)),
            Operator::And(all) => {
                let negatives = all.negatives.iter().map(|(_, negative)| negative);
                let inner = all.conditions.iter().filter_map(|condition| match condition {
                    Condition::Pattern { formula, .. } => Some(formula),
                    _ => None,
                });
                let parts = all.positives.iter().chain(&all.insides).chain(negatives).chain(inner);
                parts.for_each(|part| part.each_word(found));
            }
        }
    }
}

impl Conjunction {
    pub fn add(&mut self, formula: Formula) {
        if formula.only_surrounds() { self.insides.push(formula) } else { self.positives.push(formula) }
    }
}

impl Condition {
    /// What a text must hold for it to be met.
    fn needs(&self, words: &mut Words) -> Needs {
        match self {
            Self::Regex { regex, of_value: false, .. } | Self::Calls { regex, .. } => {
                regex.required_literals().map(|it| words.one_of(it)).unwrap_or_default()
            }
            Self::Pattern { formula, .. } => formula.needs.clone(),
            _ => Needs::default(),
        }
    }
}
