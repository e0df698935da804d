use std::collections::BTreeMap;

use banbury_detect::{
    CallFact, ConnectedFlows, Declared, FileAnalysis, HANDLER_RULE, HIDDEN_CALL_RULES, MACRO_RULES, anomaly_findings,
    connect_flows, deceptive_name, hidden_handlers, into_findings, metrics, set_id_findings, trace_hidden_calls,
    trace_macros, undeclared_hits,
};
use banbury_evidence::{
    DropPath, Finding, FunctionRecord, Manifest, Metrics, Redefinition, RuleId, RuleNotRun, Severity,
};

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
pub fn gather(
    manifest: &Manifest,
    analyses: Analyses,
    rules: &Rules,
    declared: &Declared,
    severity: &(dyn Fn(&RuleId) -> Severity + Sync),
) -> Gathered {
    let mut not_run = rules.ruleset.not_run.clone();
    not_run.extend(gave_up(&analyses));
    not_run.extend(declared.rules_not_run());
    let (mut functions, mut macros, mut pastings, mut hits, mut flows, mut surfaces) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut measured, mut handlers) = (Vec::new(), Vec::new());
    let mut calls: BTreeMap<String, CallFact> = BTreeMap::new();
    for ((path, _), analysis) in analyses {
        let FileAnalysis {
            functions: own,
            metrics: own_metrics,
            hits: found,
            macros: facts,
            pastings: glued,
            calls: called,
            flow,
            surface,
            handlers: own_handlers,
            ..
        } = analysis;
        if !flow.is_empty() {
            flows.push((path.clone(), flow));
        }
        functions.extend(own.into_iter().map(|function| FunctionRecord { file: path.clone(), ..function }));
        called.into_iter().for_each(|fact| add(&mut calls, fact));
        measured.extend(own_metrics.map(|metrics| (path.clone(), metrics)));
        if !facts.is_empty() {
            macros.push((path.clone(), facts));
        }
        if !own_handlers.is_empty() {
            handlers.push((path.clone(), own_handlers));
        }
        if !glued.is_empty() {
            pastings.push((path.clone(), glued));
        }
        if !surface.is_empty() {
            surfaces.push((path.clone(), surface));
        }
        hits.push((path, found));
    }
    let traced = trace_macros(&macros, &rules.families);
    not_run.extend(macros_not_followed(&traced.not_followed, MACRO_RULES));
    let hidden = trace_hidden_calls(&macros, &pastings);
    not_run.extend(macros_not_followed(&hidden.not_followed, HIDDEN_CALL_RULES));
    not_run.extend(not_read(HIDDEN_CALL_RULES[1], "uses of macros", &hidden.unreadable));
    let opened = hidden_handlers(&handlers);
    not_run.extend(not_read(HANDLER_RULE, "functions", &opened.unreadable));
    let flows = connect_flows(flows, &rules.ruleset);
    not_run.extend(flows_not_followed(&flows));
    not_run.sort();
    let mut beyond_files: BTreeMap<&DropPath, Vec<_>> = BTreeMap::new();
    let undeclared = undeclared_hits(&surfaces, declared);
    for (path, hit) in traced.hits.into_iter().chain(hidden.hits).chain(opened.hits).chain(undeclared) {
        beyond_files.entry(path).or_default().push(hit);
    }
    for (path, hit) in &flows.hits {
        if rules.ruleset.is_for(&hit.rule, path) {
            beyond_files.entry(path).or_default().push(hit.clone());
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    for (path, mut hits) in hits {
        hits.extend(beyond_files.remove(&path).unwrap_or_default());
        findings.extend(into_findings(&path, hits, severity));
    }
    findings.extend(anomaly_findings(&manifest.anomalies, severity));
    findings.extend(manifest.entries.iter().filter_map(|entry| deceptive_name(&entry.path, severity)));
    findings.extend(manifest.entries.iter().filter_map(|entry| set_id_findings(entry, severity)));
    findings.sort_by(|a, b| {
        (&a.location, &a.rule, &a.fingerprints.in_place).cmp(&(&b.location, &b.rule, &b.fingerprints.in_place))
    });
    functions.sort_by(|a, b| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
    Gathered {
        findings,
        functions,
        metrics: metrics(measured),
        redefinitions: traced.redefinitions,
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

/// The rules that depend on macros which are too long or too many to be followed, with some of these.
fn macros_not_followed(macros: &[(&DropPath, impl AsRef<str>)], rules: [&str; 2]) -> Vec<RuleNotRun> {
    const NAMED: usize = 10;
    if macros.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<String> =
        macros.iter().take(NAMED).map(|(path, name)| format!("{} in {}", name.as_ref(), path.as_str())).collect();
    if macros.len() > NAMED {
        named.push(format!("and {} more", macros.len() - NAMED));
    }
    let reason = format!("could not follow macros that grow past the limit: {}", named.join(", "));
    rules.map(|id| RuleNotRun { id: RuleId(id.to_owned()), reason: reason.clone() }).to_vec()
}

/// A rule that joins what files tell of something, if some of that cannot be read.
fn not_read(rule: &str, what: &str, files: &[&DropPath]) -> Option<RuleNotRun> {
    let names: Vec<&str> = files.iter().map(|path| path.as_str()).collect();
    let reason = format!(
        "what was found out about {what} cannot be read, so that findings may be missing, in: {}",
        names.join(", ")
    );
    (!names.is_empty()).then(|| RuleNotRun { id: RuleId(rule.to_owned()), reason })
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
