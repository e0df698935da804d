use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use banbury_detect::{Declared, LONGEST_PARSED, built_in_rules, census};
use banbury_evidence::{
    EntryKind, Inspection, Language, Limit, Manifest, Marking, RuleId, RuleInfo, ToolIdentity, Triage,
};
use banbury_intake::{Limits, Locator};
use banbury_syntax::MacroTable;

use crate::cache::Cache;
use crate::close_look::{Analyses, close_look};
use crate::coverage::coverage;
use crate::first_look::{FirstLook, first_look};
use crate::gather::{Gathered, gather};
use crate::recall::Recall;
use crate::rulesets::Rules;
use crate::worker;

/// Seals and inspects a drop, with `jobs` threads and workers; what an earlier inspection left in the folder `cache` is not
/// done again. It is held against what is `declared`; what else a case file adds is put in by the caller.
pub fn inspect(
    locator: &Locator,
    rules: &Rules,
    declared: &Declared,
    jobs: usize,
    cache: Option<&Path>,
) -> Result<Inspection> {
    let limits = Limits::default();
    let threads = threads(jobs)?;
    let (FirstLook { manifest, .. }, analyses) = look(locator, &limits, rules, &threads, cache)?;
    let rule_infos = rule_infos(rules);
    let infos: BTreeMap<&RuleId, &RuleInfo> = rule_infos.iter().map(|rule| (&rule.id, rule)).collect();
    let mut coverage = coverage(&manifest, &analyses);
    let Gathered { findings, functions, metrics, redefinitions, calls, not_run } =
        threads.install(|| gather(&manifest, analyses, rules, declared, &infos));
    coverage.rules_not_run = not_run;
    let mut all_limits = limits.describe();
    all_limits.extend(own_limits());
    all_limits.sort();
    Ok(Inspection {
        tool: ToolIdentity { name: "banbury".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        census: census(&rules.families, &calls, redefinitions),
        manifest,
        provenance: None,
        case: None,
        marking: Marking::default(),
        rulesets: rules.ruleset.digests.clone(),
        requirements: Vec::new(),
        rules: rule_infos,
        limits: all_limits,
        findings,
        coverage,
        functions,
        metrics,
        comparison: None,
        trend: None,
        triage: Triage::default(),
    })
}

/// Seals the drop, and looks at each of its files.
fn look(
    locator: &Locator,
    limits: &Limits,
    rules: &Rules,
    threads: &rayon::ThreadPool,
    cache: Option<&Path>,
) -> Result<(FirstLook, Analyses)> {
    let jobs = threads.current_num_threads();
    let rules_alone = worker::setup(rules, BTreeSet::new(), MacroTable::empty())?;
    let cache = cache.map(|folder| Cache::open(folder, &rules_alone)).transpose()?;
    let sealed = threads.install(|| first_look(locator, limits, cache.as_ref()))?;
    let pool = worker::pool(worker::setup(rules, languages(&sealed.manifest), sealed.macros.clone())?)?;
    let recall = cache.as_ref().map(|cache| Recall::new(cache, &sealed.macros)).transpose()?;
    let analyses =
        threads.install(|| close_look(locator, limits, &sealed, &pool, recall.as_ref(), &rules.ruleset, jobs))?;
    if let Some(cache) = cache {
        cache.close()?;
    }
    Ok((sealed, analyses))
}

fn languages(manifest: &Manifest) -> BTreeSet<Language> {
    let files = manifest.entries.iter().filter_map(|entry| match &entry.kind {
        EntryKind::File(facts) => facts.language,
        _ => None,
    });
    files.collect()
}

/// Threads for work that can be done at one time.
pub fn threads(jobs: usize) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build().context("no threads can be started")
}

fn own_limits() -> [Limit; 3] {
    let limit = |name: &str, value: String| Limit { name: name.to_owned(), value };
    [
        limit("longest text that is parsed", format!("{LONGEST_PARSED} bytes")),
        limit("memory of a parse worker", format!("{} bytes", worker::LIMITS.memory)),
        limit("processor time for one file", format!("{} seconds", worker::LIMITS.seconds)),
    ]
}

/// Rules that ran and built-in detectors, sorted by id.
pub fn rule_infos(rules: &Rules) -> Vec<RuleInfo> {
    let mut infos = rules.ruleset.infos();
    infos.extend(built_in_rules());
    infos.sort_by(|a, b| a.id.cmp(&b.id));
    infos
}
