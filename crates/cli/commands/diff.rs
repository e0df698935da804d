use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use banbury_evidence::wire::CoverageV1;
use banbury_evidence::{
    Coverage, FileCoverage, Finding, Fingerprints, Location, OldFinding, Position, Reason, Snippet, Span,
    compare_with_baseline, json,
};

use crate::arguments::Diff;
use crate::exit::Exit;
use crate::previous;
use crate::terminal::say;

pub fn diff(arguments: &Diff) -> Result<Exit> {
    let old = previous::read(&arguments.old)?;
    let new = previous::read(&arguments.new)?;
    let coverage = coverage(&arguments.new)?;
    let mut findings: Vec<Finding> = new.findings.into_iter().map(finding).collect();
    let trend = compare_with_baseline(&old, &mut findings, &coverage, &new.rules);
    say(&banbury_report::trend_text(&trend, &findings));
    Ok(Exit::Done)
}

fn coverage(bundle: &Path) -> Result<Coverage> {
    let path = bundle.join("coverage.json");
    let bytes = fs::read(&path).with_context(|| format!("{} cannot be read: is this a bundle?", path.display()))?;
    let wire: CoverageV1 = json::from_bytes(&bytes).with_context(|| format!("{}", path.display()))?;
    let file = |file: banbury_evidence::wire::CoveredFileV1| FileCoverage {
        path: file.path,
        status: file.status,
        language: file.language,
        encoding: file.encoding,
        bytes: file.bytes,
        unparsed: Vec::new(),
        reason: file.reason.map(|text| Reason { text, uninspected: file.uninspected }),
    };
    Ok(Coverage {
        files: wire.files.into_iter().map(file).collect(),
        rules_not_run: wire.rules_not_run,
        suppressions: BTreeMap::new(),
    })
}

/// A finding as far as a bundle gives it back.
fn finding(old: OldFinding) -> Finding {
    let start = Position { line: old.line, column: 1 };
    Finding {
        rule: old.rule,
        severity: old.severity,
        message: old.message,
        location: Location { path: old.path, span: Span { start: 0, end: 0 }, start, end: start },
        function: None,
        snippet: Snippet::default(),
        trace: Vec::new(),
        reading: None,
        fingerprints: Fingerprints { in_place: old.in_place, moved: old.moved },
        suppressions: Vec::new(),
        state: None,
    }
}
