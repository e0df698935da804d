use banbury_evidence::{Finding, Inspection, Status, Verdict};
use unicode_width::UnicodeWidthStr as _;

use super::comparison::asides;
use super::fit::{cut_end, cut_start};
use crate::casework::triage_counts;
use crate::tally::{SEVERITIES, Tally, count};
use crate::visible::Shown;

/// The width that every terminal has.
const COLUMNS: usize = 80;

/// What stands around place and rule in such a line: two spaces, the severity, and a space before each.
const PREFIX: usize = 12;

/// How many findings are named one by one.
const TOP: usize = 7;

/// The width of the words that open a line.
const LABEL: usize = 11;

/// What one screen holds of an inspection: at most 23 lines of at most 80 columns, hostile characters made visible.
pub fn summary(inspection: &Inspection) -> String {
    let shown = Shown::of(inspection);
    let tally = Tally::of(&shown);
    let mut lines = title(&shown);
    lines.push(format!("Drop       {}", shown.drop.digest));
    lines.extend(files(&shown, &tally));
    lines.extend(findings(&tally));
    lines.extend(top(&tally));
    lines.extend(rebuild(&shown, &tally));
    lines.push(trend(&shown));
    lines.extend(triage(&shown));
    lines.extend(criteria(&shown));
    lines.iter().map(|line| cut_end(line, COLUMNS).trim_end().to_owned() + "\n").collect()
}

fn title(shown: &Shown) -> Vec<String> {
    let inspection = &shown.inspection;
    let case = inspection.case.as_ref().map(|case| format!("{} {} ({})", case.product, case.release, case.vendor));
    let case = case.unwrap_or_else(|| "Inspection without a case file".to_owned());
    let demonstration = if inspection.marking.demonstration { "DEMONSTRATION  " } else { "" };
    inspection.marking.text.iter().cloned().chain([format!("{demonstration}{case}")]).collect()
}

fn files(shown: &Shown, tally: &Tally) -> Vec<String> {
    let counts = Status::ALL
        .iter()
        .filter_map(|status| tally.by_status.get(status).map(|count| format!("{count} {}", status.name())));
    let mut lines = wrap("Files", &format!("{}: ", shown.inspection.coverage.files.len()), counts.collect());
    if !tally.uninspected.is_empty() {
        lines.push(format!("{:LABEL$}could NOT be inspected: {}, see coverage.json", "", tally.uninspected.len()));
    }
    let rules = shown.inspection.coverage.rules_not_run.len();
    if rules > 0 {
        lines.push(format!("{:LABEL$}rules that did NOT run: {rules}", ""));
    }
    let suppressions: u64 = shown.inspection.coverage.suppressions.values().sum();
    if suppressions > 0 {
        lines.push(format!("{:LABEL$}comments that ask tools to keep silent: {suppressions} (they hide nothing)", ""));
    }
    lines
}

/// A labelled list over as many lines as it takes.
fn wrap(label: &str, opening: &str, items: Vec<String>) -> Vec<String> {
    let mut lines = vec![format!("{label:LABEL$}{opening}")];
    let count = items.len();
    for (index, item) in items.into_iter().enumerate() {
        let item = if index + 1 < count { item + ", " } else { item };
        match lines.last_mut() {
            Some(line) if line.width() + item.trim_end().width() <= COLUMNS => line.push_str(&item),
            _ => lines.push(format!("{:LABEL$}{item}", "")),
        }
    }
    lines
}

fn findings(tally: &Tally) -> Vec<String> {
    let row = |name: &str, findings: &[&Finding]| {
        let counts = SEVERITIES.map(|severity| format!("{:>9}", count(findings, severity))).concat();
        format!("  {name:<9}{counts}{:>9}", findings.len())
    };
    let names = SEVERITIES.map(|severity| format!("{:>9}", severity.name())).concat();
    vec![
        format!("Findings   {names}{:>9}", "total"),
        row("suspicion", &tally.suspicion),
        row("hygiene", &tally.hygiene),
    ]
}

/// Suspicion before hygiene, the most severe first.
fn top(tally: &Tally) -> Vec<String> {
    let mut hygiene = tally.hygiene.clone();
    hygiene.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let total = tally.suspicion.len() + hygiene.len();
    let first = tally.suspicion.iter().chain(&hygiene).take(TOP);
    let mut lines: Vec<String> = first
        .map(|finding| {
            let rule = cut_end(&finding.rule.0, 34);
            let room = COLUMNS - PREFIX - rule.width();
            let place = format!("{}:{}", finding.location.path, finding.location.start.line);
            format!("  {:<8} {} {rule}", finding.severity.name(), cut_start(&place, room))
        })
        .collect();
    if total > TOP {
        lines.push(format!("  and {} more in report.html and findings.sarif", total - TOP));
    }
    lines
}

fn rebuild(shown: &Shown, tally: &Tally) -> Vec<String> {
    let Some(comparison) = &shown.inspection.comparison else {
        return vec!["Rebuild    not done".to_owned()];
    };
    let counts = Verdict::ALL
        .iter()
        .filter_map(|verdict| tally.by_verdict.get(verdict).map(|count| format!("{count} {}", verdict.name())));
    let mut lines = wrap("Rebuild", &format!("artefacts {}: ", comparison.artefacts.len()), counts.collect());
    lines.extend(asides(comparison).into_iter().map(|aside| format!("           {aside}")));
    lines
}

fn trend(shown: &Shown) -> String {
    let Some(trend) = &shown.inspection.trend else {
        return "Trend      no earlier inspection given".to_owned();
    };
    let returned = if trend.earlier.len() > 1 { format!("{} returned, ", trend.returned) } else { String::new() };
    let (fixed, not_comparable) = (trend.fixed.len(), trend.not_comparable.len());
    format!(
        "Trend      {} new, {returned}{fixed} fixed, {} persisting, {not_comparable} not comparable",
        trend.new, trend.persisting
    )
}

/// Nothing before anybody has decided anything.
fn triage(shown: &Shown) -> Option<String> {
    let inspection = &shown.inspection;
    inspection.triage.head.map(|_| format!("Triage     {}", triage_counts(inspection)))
}

/// Nothing where the case asks for nothing.
fn criteria(shown: &Shown) -> Option<String> {
    let inspection = &shown.inspection;
    let criteria = inspection.case.as_ref()?.pass.as_ref()?;
    let missed = criteria.demands.iter().filter(|demand| !demand.is_met(inspection)).count();
    let all = criteria.demands.len();
    Some(match (inspection.is_draft(), missed) {
        (true, _) => "Criteria   NOT met: the report is a draft".to_owned(),
        (false, 0) => format!("Criteria   met, {all} of {all}"),
        (false, missed) => format!("Criteria   NOT met: {missed} of {all}, see report.html"),
    })
}
