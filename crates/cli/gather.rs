use std::collections::BTreeMap;

use banbury_detect::{
    CallFact, Declared, anomaly_findings, deceptive_name, into_findings, metrics, set_id_findings, weigh,
};
use banbury_evidence::{
    Finding, FunctionRecord, Manifest, Metrics, Redefinition, RuleId, RuleInfo, RuleNotRun, Severity, Tier,
};

use crate::across::Across;
use crate::close_look::Analyses;
use crate::rulesets::Rules;

/// What the files of a drop tell together.
pub struct Gathered {
    pub findings: Vec<Finding>,
    pub functions: Vec<FunctionRecord>,
    pub metrics: Metrics,
    pub redefinitions: Vec<Redefinition>,
    pub calls: Vec<CallFact>,
    /// Rules that could not run at all, and rules that gave up on some files.
    pub not_run: Vec<RuleNotRun>,
}

/// Puts together what was found file by file, what only the whole drop tells, and what it has beyond what is `declared`.
/// Of each rule it is asked what `infos` says.
pub fn gather(
    manifest: &Manifest,
    mut analyses: Analyses,
    rules: &Rules,
    declared: &Declared,
    infos: &BTreeMap<&RuleId, &RuleInfo>,
) -> Gathered {
    let mut not_run = rules.ruleset.not_run.clone();
    not_run.extend(gave_up(&analyses));
    not_run.extend(declared.rules_not_run());
    let Across { hits: mut across, redefinitions, not_run: gave_up } = Across::of(&mut analyses, rules, declared);
    not_run.extend(gave_up);
    not_run.sort();
    let severity: &dyn Fn(&RuleId) -> Severity =
        &|rule: &RuleId| infos.get(rule).map_or(Severity::Info, |info| info.severity);
    let is_suspicion = |rule: &RuleId| infos.get(rule).is_some_and(|info| info.tier == Tier::Suspicion);
    let (mut findings, mut functions, mut measured) = (Vec::new(), Vec::new(), Vec::new());
    let mut calls: BTreeMap<String, CallFact> = BTreeMap::new();
    for ((path, _), analysis) in analyses {
        let mut hits = analysis.hits.into_value();
        hits.extend(across.remove(&path).unwrap_or_default());
        let added_up = weigh(&path, analysis.signs.into_value(), &hits, &is_suspicion);
        hits.extend(added_up);
        findings.extend(into_findings(&path, hits, severity));
        let own = analysis.functions.into_value().into_iter();
        functions.extend(own.map(|function| FunctionRecord { file: path.clone(), ..function }));
        analysis.calls.into_iter().for_each(|fact| add(&mut calls, fact));
        measured.extend(analysis.metrics.map(|metrics| (path, metrics)));
    }
    findings.extend(anomaly_findings(manifest, severity));
    findings.extend(manifest.entries.iter().filter_map(|entry| deceptive_name(entry, severity)));
    findings.extend(manifest.entries.iter().filter_map(|entry| set_id_findings(entry, severity)));
    findings.sort_by(|a, b| {
        (&a.location, &a.rule, &a.fingerprints.in_place).cmp(&(&b.location, &b.rule, &b.fingerprints.in_place))
    });
    functions.sort_by(|a, b| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
    Gathered {
        findings,
        functions,
        metrics: metrics(measured),
        redefinitions,
        calls: calls.into_values().collect(),
        not_run,
    }
}

/// Rules that gave up on some files.
fn gave_up(analyses: &Analyses) -> Vec<RuleNotRun> {
    let mut gave_up: BTreeMap<&RuleId, Vec<&str>> = BTreeMap::new();
    for ((path, _), analysis) in analyses {
        for rule in &analysis.gave_up {
            gave_up.entry(rule).or_default().push(path.as_str());
        }
    }
    let not_run = |(id, names): (&RuleId, Vec<&str>)| RuleNotRun {
        id: id.clone(),
        reason: format!("reached its limit of steps, so that matches may be missing, in: {}", names.join(", ")),
    };
    gave_up.into_iter().map(not_run).collect()
}

/// Counts the calls of one file with those of the others.
fn add(calls: &mut BTreeMap<String, CallFact>, fact: CallFact) {
    match calls.get_mut(&fact.name) {
        Some(total) => {
            total.calls += fact.calls;
            total.in_macro_bodies += fact.in_macro_bodies;
        }
        None => {
            calls.insert(fact.name.clone(), fact);
        }
    }
}
