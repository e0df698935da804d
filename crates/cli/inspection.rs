use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use banbury_detect::{
    ConnectedFlows, FileAnalysis, FileRequest, LONGEST_PARSED, MACRO_RULES, anomaly_findings, built_in_rules, census, connect_flows, deceptive_name,
    into_findings, trace_macros,
};
use banbury_evidence::{
    Digest, DropPath, Entry, EntryKind, FileFacts, Finding, FunctionRecord, Inspection, Limit, Manifest, Marking,
    Reason, Redefinition, RuleId, RuleInfo, RuleNotRun, Severity, Status, ToolIdentity,
};
use banbury_intake::{Limits, Locator, Visitor, seal};
use banbury_syntax::is_text;
use banbury_workers::{Outcome, Pool};

use crate::coverage::coverage;
use crate::progress::Progress;
use crate::rulesets::Rules;
use crate::worker;

/// Seals and inspects a drop. What a case file adds is put in by the caller.
pub fn inspect(locator: &Locator, rules: &Rules, jobs: usize) -> Result<Inspection> {
    let limits = Limits::default();
    let pool = worker::pool(&rules.files)?;
    let (manifest, analyses) = look_at_all(locator, &limits, &pool, jobs)?;
    let rule_infos = rule_infos(rules);
    let severities: BTreeMap<&RuleId, Severity> = rule_infos.iter().map(|rule| (&rule.id, rule.severity)).collect();
    let severity = |id: &RuleId| severities.get(id).copied().unwrap_or(Severity::Info);
    let mut coverage = coverage(&manifest, &analyses);
    coverage.rules_not_run = rules_not_run(rules, &analyses);
    let Gathered { findings, functions, redefinitions, calls, not_followed } =
        gather(&manifest, analyses, rules, &severity);
    coverage.rules_not_run.extend(not_followed);
    coverage.rules_not_run.sort();
    let mut all_limits = limits.describe();
    all_limits.extend(own_limits());
    all_limits.sort();
    Ok(Inspection {
        tool: ToolIdentity { name: "banbury".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        census: census(&rules.families, &calls, redefinitions),
        manifest,
        case: None,
        marking: Marking::default(),
        rulesets: rules.ruleset.digests.clone(),
        rules: rule_infos,
        limits: all_limits,
        findings,
        coverage,
        functions,
        comparison: None,
        trend: None,
    })
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

/// What was found out about a file; the digest tells apart members of one name.
pub type Analyses = BTreeMap<(DropPath, Digest), FileAnalysis>;

/// A file on its way from intake to a worker.
struct Job {
    path: DropPath,
    facts: FileFacts,
    bytes: Vec<u8>,
}

/// Hands each file over while the drop is sealed: what is inspected are the bytes that were hashed.
struct HandOver<'a> {
    jobs: SyncSender<Job>,
    progress: &'a Progress,
}

impl Visitor for HandOver<'_> {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        if let EntryKind::File(facts) = &entry.kind {
            // If nobody takes jobs any more, the error that ended it is told by whoever met it.
            let _ = self.jobs.send(Job { path: entry.path.clone(), facts: facts.clone(), bytes: bytes.to_vec() });
        }
    }

    fn progress(&self, files: u64, bytes: u64) {
        self.progress.update(files, bytes);
    }
}

/// Seals the drop, with `jobs` threads that have workers look at what comes by.
fn look_at_all(locator: &Locator, limits: &Limits, pool: &Pool, jobs: usize) -> Result<(Manifest, Analyses)> {
    let progress = Progress::new("inspecting");
    let (sender, receiver) = sync_channel::<Job>(jobs);
    let receiver = Mutex::new(receiver);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().context("no threads can be started")?;
    let (manifest, analyses) = std::thread::scope(|scope| {
        let takers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| take_jobs(&receiver, pool))).collect();
        let visitor = HandOver { jobs: sender, progress: &progress };
        let manifest = threads.install(|| seal(locator, limits, &visitor));
        // Closes the channel, so that the takers end.
        drop(visitor);
        let analyses: Vec<_> = takers.into_iter().map(|taker| taker.join()).collect();
        (manifest, analyses)
    });
    let manifest = manifest?;
    let mut all = Analyses::new();
    for analyses in analyses {
        // A panic of ours is a defect; what that thread had found is lost, so that nothing may be written.
        let analyses = analyses.map_err(|_| anyhow::anyhow!("an inspection thread failed: please report this"))??;
        all.extend(analyses);
    }
    Ok((manifest, all))
}

fn take_jobs(receiver: &Mutex<Receiver<Job>>, pool: &Pool) -> Result<Vec<((DropPath, Digest), FileAnalysis)>> {
    let mut done = Vec::new();
    let mut failed = None;
    loop {
        let job = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { break };
        // After a failure the rest is only drained, so that sealing can end.
        if failed.is_some() {
            continue;
        }
        match look_at(pool, &job) {
            Ok(analysis) => done.push(((job.path, job.facts.sha256), analysis)),
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) => Err(error.context("a worker cannot be started")),
        None => Ok(done),
    }
}

/// Has a worker look at one file; if that costs the worker, has another look at it without parsing.
fn look_at(pool: &Pool, job: &Job) -> Result<FileAnalysis> {
    if !is_text(&job.bytes) {
        return Ok(uninspected(Status::Binary, None));
    }
    let ask = |lexical| -> Result<Result<FileAnalysis, (Status, String)>> {
        let request = postcard::to_allocvec(&FileRequest { language: job.facts.language, lexical, bytes: &job.bytes })?;
        Ok(match pool.run(&request)? {
            Outcome::Done(answer) => match worker::read_answer(&answer) {
                Some(analysis) => Ok(analysis),
                None => Err((Status::Crashed, "the worker's answer made no sense".to_owned())),
            },
            Outcome::Crashed(why) => Err((Status::Crashed, why)),
            Outcome::TimedOut => Err((Status::TimedOut, "the worker reached its limit of processor time".to_owned())),
        })
    };
    let (status, why) = match ask(false)? {
        Ok(analysis) => return Ok(analysis),
        Err(failure) => failure,
    };
    let mut analysis = match ask(true)? {
        Ok(analysis) => analysis,
        Err(_) => uninspected(status, None),
    };
    analysis.status = status;
    analysis.reason = Some(Reason { text: format!("{why} while parsing: text rules only"), uninspected: true });
    Ok(analysis)
}

fn uninspected(status: Status, reason: Option<Reason>) -> FileAnalysis {
    FileAnalysis {
        status,
        reason,
        encoding: None,
        unparsed: Vec::new(),
        functions: Vec::new(),
        hits: Vec::new(),
        macros: Vec::new(),
        calls: Vec::new(),
        flow: Vec::new(),
        gave_up: Vec::new(),
    }
}

/// Rules that could not run at all, and rules that gave up on some files.
fn rules_not_run(rules: &Rules, analyses: &Analyses) -> Vec<RuleNotRun> {
    let mut gave_up: BTreeMap<&RuleId, Vec<&DropPath>> = BTreeMap::new();
    for ((path, _), analysis) in analyses {
        for rule in &analysis.gave_up {
            gave_up.entry(rule).or_default().push(path);
        }
    }
    let mut not_run = rules.ruleset.not_run.clone();
    not_run.extend(gave_up.into_iter().map(|(id, paths)| {
        let names: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        RuleNotRun {
            id: id.clone(),
            reason: format!("reached its limit of steps, so that matches may be missing, in: {}", names.join(", ")),
        }
    }));
    not_run.sort();
    not_run
}

/// The rules that depend on macros which are too long or too many to be followed, with some of these.
fn macros_not_followed(macros: &[(&DropPath, &str)]) -> Vec<RuleNotRun> {
    const NAMED: usize = 10;
    if macros.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<String> =
        macros.iter().take(NAMED).map(|(path, name)| format!("{name} in {}", path.as_str())).collect();
    if macros.len() > NAMED {
        named.push(format!("and {} more", macros.len() - NAMED));
    }
    let reason = format!("could not follow macros that grow past the limit: {}", named.join(", "));
    MACRO_RULES.map(|id| RuleNotRun { id: RuleId(id.to_owned()), reason: reason.clone() }).to_vec()
}

/// The rules whose values could not be followed to their ends.
fn flows_not_followed(flows: &ConnectedFlows) -> Vec<RuleNotRun> {
    let mut by_rule: BTreeMap<&RuleId, Vec<&str>> = BTreeMap::new();
    for (rule, path) in &flows.gave_up {
        by_rule.entry(rule).or_default().push(path.as_str());
    }
    let told = |(id, paths): (&RuleId, Vec<&str>)| RuleNotRun {
        id: id.clone(),
        reason: format!("reached a limit on the way back from sinks, so that flows may be missing, in: {}", paths.join(", ")),
    };
    by_rule.into_iter().map(told).collect()
}

struct Gathered {
    findings: Vec<Finding>,
    functions: Vec<FunctionRecord>,
    redefinitions: Vec<Redefinition>,
    calls: Vec<banbury_detect::CallFact>,
    not_followed: Vec<RuleNotRun>,
}

/// Puts together what was found file by file, and what only the whole drop tells.
fn gather(manifest: &Manifest, analyses: Analyses, rules: &Rules, severity: &dyn Fn(&RuleId) -> Severity) -> Gathered {
    let (mut functions, mut macros, mut calls) = (Vec::new(), Vec::new(), Vec::new());
    let (mut hits, mut flows) = (Vec::new(), Vec::new());
    for ((path, _), analysis) in analyses {
        if !analysis.flow.is_empty() {
            flows.push((path.clone(), analysis.flow));
        }
        functions
            .extend(analysis.functions.into_iter().map(|function| FunctionRecord { file: path.clone(), ..function }));
        calls.extend(analysis.calls);
        if !analysis.macros.is_empty() {
            macros.push((path.clone(), analysis.macros));
        }
        hits.push((path, analysis.hits));
    }
    let mut of_macros: BTreeMap<&DropPath, Vec<_>> = BTreeMap::new();
    let traced = trace_macros(&macros, &rules.families);
    let mut not_followed = macros_not_followed(&traced.not_followed);
    for (path, hit) in traced.hits {
        of_macros.entry(path).or_default().push(hit);
    }
    let flows = connect_flows(flows, &rules.ruleset);
    not_followed.extend(flows_not_followed(&flows));
    for (path, hit) in &flows.hits {
        of_macros.entry(path).or_default().push(hit.clone());
    }
    let mut findings: Vec<Finding> = Vec::new();
    for (path, mut hits) in hits {
        hits.extend(of_macros.remove(&path).unwrap_or_default());
        findings.extend(into_findings(&path, hits, severity));
    }
    findings.extend(anomaly_findings(&manifest.anomalies, severity));
    findings.extend(manifest.entries.iter().filter_map(|entry| deceptive_name(&entry.path, severity)));
    findings.sort_by(|a, b| {
        (&a.location, &a.rule, &a.fingerprints.in_place).cmp(&(&b.location, &b.rule, &b.fingerprints.in_place))
    });
    functions.sort_by(|a, b| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
    Gathered { findings, functions, redefinitions: traced.redefinitions, calls, not_followed }
}
