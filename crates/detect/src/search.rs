use banbury_syntax::{Grammar, MacroTable};

use crate::code::lowering;
use crate::flow::{Dialect, NumberedRule};
use crate::prefilter::Prefilter;
use crate::rule::{Formula, Presence, Rule, Ruleset};

/// What the rules look for in one grammar, or in plain text.
pub(crate) struct Search<'rules> {
    formulas: Vec<(u32, &'rules Rule, &'rules Formula)>,
    /// How values are followed, if a rule follows any.
    pub flow: Option<FlowSearch<'rules>>,
    pub prefilter: Prefilter,
}

/// How values are followed in one grammar, and by which rules.
pub(crate) struct FlowSearch<'rules> {
    pub dialect: Dialect,
    rules: Vec<NumberedRule<'rules>>,
}

impl FlowSearch<'_> {
    /// The rules of which a text may hold a source, a sink, a sanitizer or a propagator.
    pub fn candidates(&self, presence: &Presence) -> Vec<NumberedRule<'_>> {
        let may_hold = |rule: &&NumberedRule<'_>| rule.spec.formulas().any(|formula| presence.allows(&formula.needs));
        self.rules.iter().filter(may_hold).copied().collect()
    }
}

impl<'rules> Search<'rules> {
    /// In a grammar; the words of the formulas for plain text are looked for with those for the grammar.
    pub fn in_grammar(ruleset: &'rules Ruleset, grammar: Grammar, macros: &MacroTable) -> Self {
        let rules = || ruleset.rules.iter();
        let numbered = (0..).zip(rules());
        let formulas: Vec<_> =
            numbered.filter_map(|(number, rule)| Some((number, rule, rule.by_grammar.get(&grammar)?))).collect();
        let followed: Vec<NumberedRule<'rules>> = (0..)
            .zip(rules())
            .filter_map(|(number, rule)| Some(NumberedRule { number, rule, spec: rule.taint.get(&grammar)? }))
            .collect();
        let aliases = if grammar.has_preprocessor() { macros.aliases() } else { Vec::new() };
        let of_flow = followed.iter().flat_map(|rule| rule.spec.formulas());
        let on_text = rules().filter_map(|rule| rule.on_any_text.as_ref());
        let searched = formulas.iter().map(|(.., formula)| *formula).chain(of_flow).chain(on_text);
        let prefilter = Prefilter::new(searched, &ruleset.words, &aliases);
        let flow =
            (!followed.is_empty()).then(|| FlowSearch { dialect: Dialect::new(lowering(grammar)), rules: followed });
        Self { formulas, flow, prefilter }
    }

    pub fn in_text(ruleset: &'rules Ruleset) -> Self {
        let of_rule = |(number, rule): (u32, &'rules Rule)| Some((number, rule, rule.on_any_text.as_ref()?));
        let formulas: Vec<_> = (0..).zip(&ruleset.rules).filter_map(of_rule).collect();
        let prefilter = Prefilter::new(formulas.iter().map(|(.., formula)| *formula), &ruleset.words, &[]);
        Self { formulas, flow: None, prefilter }
    }

    /// The formulas that a text with these words may match, without those of the rules that are left out.
    pub fn candidates(
        &self,
        presence: &Presence,
        left_out: &[u32],
    ) -> impl Iterator<Item = (&'rules Rule, &'rules Formula)> {
        let may_match = |(number, _, formula): &&(u32, &Rule, &Formula)| {
            left_out.binary_search(number).is_err() && presence.allows(&formula.needs)
        };
        self.formulas.iter().filter(may_match).map(|(_, rule, formula)| (*rule, *formula))
    }
}
