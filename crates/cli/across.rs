use std::collections::BTreeMap;
use std::mem::take;

use banbury_detect::{
    ConnectedFlows, Declared, FlowFacts, HIDDEN_CALL_RULES, Hit, MACRO_RULES, MacroFact, Packed, PastingFact,
    connect_flows, hidden_handlers, trace_hidden_calls, trace_macros, undeclared_hits,
};
use banbury_evidence::{DropPath, Redefinition, RuleId, RuleNotRun};
use banbury_workers::give_back_memory;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::close_look::Analyses;
use crate::rulesets::Rules;

/// What no file tells alone, only the files of a drop together.
#[derive(Default)]
pub struct Across {
    /// What was found, by file.
    pub hits: BTreeMap<DropPath, Vec<Hit>>,
    pub redefinitions: Vec<Redefinition>,
    /// Rules that gave up on something.
    pub not_run: Vec<RuleNotRun>,
}

impl Across {
    /// From what the files tell, which is used up where nobody else asks for it: a large drop fills the memory with it.
    pub fn of(analyses: &mut Analyses, rules: &Rules, declared: &Declared) -> Self {
        let mut across = Self::default();
        across.follow_macros(analyses, rules);
        give_back_memory();
        let handlers = told(analyses.iter_mut().map(|((path, _), analysis)| (path, take(&mut analysis.handlers))));
        across.add(hidden_handlers(&handlers).into_iter().map(|(path, hit)| (path.clone(), hit)));
        drop(handlers);
        give_back_memory();
        let flows = told(analyses.iter_mut().map(|((path, _), analysis)| (path, take(&mut analysis.flow))));
        across.follow_values(flows, rules);
        let surfaces = told(analyses.iter_mut().map(|((path, _), analysis)| (path, take(&mut analysis.surface))));
        across.add(undeclared_hits(&surfaces, declared).into_iter().map(|(path, hit)| (path.clone(), hit)));
        across
    }

    fn add(&mut self, hits: impl IntoIterator<Item = (DropPath, Hit)>) {
        for (path, hit) in hits {
            self.hits.entry(path).or_default().push(hit);
        }
    }

    fn follow_macros(&mut self, analyses: &Analyses, rules: &Rules) {
        let packed: Vec<_> = analyses.iter().filter(|(_, analysis)| !analysis.macros.is_empty()).collect();
        let macros: Vec<(DropPath, Vec<MacroFact>)> =
            packed.par_iter().map(|((path, _), analysis)| (path.clone(), analysis.macros.get().into_owned())).collect();
        let pastings: Vec<(&DropPath, &Packed<Vec<PastingFact>>)> = analyses
            .iter()
            .filter(|(_, analysis)| !analysis.pastings.is_empty())
            .map(|((path, _), analysis)| (path, &analysis.pastings))
            .collect();
        let traced = trace_macros(&macros, &rules.families);
        self.not_run.extend(macros_not_followed(&traced.not_followed, MACRO_RULES));
        self.redefinitions = traced.redefinitions;
        self.add(traced.hits);
        let hidden = trace_hidden_calls(&macros, &pastings);
        self.not_run.extend(macros_not_followed(&hidden.not_followed, HIDDEN_CALL_RULES));
        self.add(hidden.hits);
    }

    fn follow_values(&mut self, flows: Vec<(DropPath, Vec<FlowFacts>)>, rules: &Rules) {
        let flows = connect_flows(flows, &rules.ruleset, &give_back_memory);
        self.not_run.extend(flows_not_followed(&flows));
        self.add(flows.hits.into_iter().filter(|(path, hit)| rules.ruleset.is_for(&hit.rule, path)));
    }
}

/// What files tell of something, without those that tell nothing.
fn told<'a, T>(files: impl Iterator<Item = (&'a DropPath, Vec<T>)>) -> Vec<(DropPath, Vec<T>)> {
    files.filter(|(_, told)| !told.is_empty()).map(|(path, told)| (path.clone(), told)).collect()
}

/// The rules that depend on macros which are too long or too many to be followed, with some of these.
fn macros_not_followed(macros: &[(DropPath, String)], rules: [&str; 2]) -> Vec<RuleNotRun> {
    const NAMED: usize = 10;
    if macros.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<String> =
        macros.iter().take(NAMED).map(|(path, name)| format!("{} in {}", name, path.as_str())).collect();
    if macros.len() > NAMED {
        named.push(format!("and {} more", macros.len() - NAMED));
    }
    let reason = format!("could not follow macros that grow past the limit: {}", named.join(", "));
    rules.map(|id| RuleNotRun { id: RuleId(id.to_owned()), reason: reason.clone() }).to_vec()
}

/// The rules whose values could not be followed to their ends.
fn flows_not_followed(flows: &ConnectedFlows) -> Vec<RuleNotRun> {
    let mut by_rule: BTreeMap<&RuleId, Vec<&str>> = BTreeMap::new();
    for (rule, path) in &flows.gave_up {
        by_rule.entry(rule).or_default().push(path.as_str());
    }
    let not_run = |(id, names): (&RuleId, Vec<&str>)| RuleNotRun {
        id: id.clone(),
        reason: format!(
            "reached a limit while following values, so that findings may be missing, in: {}",
            names.join(", ")
        ),
    };
    by_rule.into_iter().map(not_run).collect()
}
