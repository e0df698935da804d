use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{DropPath, Finding, RuleId, RuleInfo, Severity};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, number, place, prose, severity_badge, state_badge};
use super::trace::folded_trace;
use crate::tally::Tally;

/// How many components have a column of their own.
const MOST_COLUMNS: usize = 6;

/// The findings of one rule.
struct Group<'a> {
    rule: &'a RuleId,
    info: Option<&'a RuleInfo>,
    findings: Vec<&'a Finding>,
    by_component: BTreeMap<&'a str, u64>,
}

pub(super) fn body(tally: &Tally) -> Markup {
    let groups = groups(tally);
    let columns = columns(&groups);
    let quotas = quotas(&groups);
    let listed: usize = quotas.iter().sum();
    html! {
        p {
            "Weaknesses that ordinary code has too. Their number tells of the vendor’s habits; they are counted per rule and component "
            "(the top folder of the drop), and trended from release to release."
        }
        @if groups.is_empty() {
            p { "None was found by the rules that ran, in what was looked at." }
        } @else {
            (matrix(&groups, &columns))
            h3 { "One by one" }
            (cut_note(listed, tally.hygiene.len(), "findings.sarif"))
            @for (group, quota) in groups.iter().zip(quotas) { (list(group, quota)) }
        }
    }
}

/// The most severe rules first, then the most frequent.
fn groups<'a>(tally: &Tally<'a>) -> Vec<Group<'a>> {
    let mut by_rule: BTreeMap<&RuleId, Group> = BTreeMap::new();
    for finding in &tally.hygiene {
        let group = by_rule.entry(&finding.rule).or_insert_with(|| Group {
            rule: &finding.rule,
            info: tally.rules.get(&finding.rule).copied(),
            findings: Vec::new(),
            by_component: BTreeMap::new(),
        });
        group.findings.push(finding);
        *group.by_component.entry(component(&finding.location.path)).or_default() += 1;
    }
    let mut groups: Vec<Group> = by_rule.into_values().collect();
    groups.sort_by_key(|group| Reverse((severity(group), group.findings.len())));
    groups
}

fn severity(group: &Group) -> Severity {
    group.info.map_or(Severity::Info, |info| info.severity)
}

/// The top folder, or none for a file that stands at the root.
fn component(path: &DropPath) -> &str {
    path.as_str().split_once('/').map_or("", |(top, _)| top)
}

/// The components with the most findings, in alphabetical order.
fn columns<'a>(groups: &[Group<'a>]) -> BTreeSet<&'a str> {
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for (component, count) in groups.iter().flat_map(|group| &group.by_component) {
        *totals.entry(component).or_default() += count;
    }
    let mut ranked: Vec<_> = totals.into_iter().collect();
    ranked.sort_by_key(|(_, count)| Reverse(*count));
    ranked.into_iter().take(MOST_COLUMNS).map(|(component, _)| component).collect()
}

/// How many findings of each group are listed: all if they fit, otherwise fair shares, so that one rule that fires
/// everywhere leaves room for the others.
fn quotas(groups: &[Group]) -> Vec<usize> {
    let mut quotas = vec![0; groups.len()];
    let mut by_size: Vec<(usize, usize)> =
        groups.iter().enumerate().map(|(index, group)| (group.findings.len(), index)).collect();
    by_size.sort_unstable();
    let mut room = MOST_ROWS;
    for (done, (size, index)) in by_size.iter().enumerate() {
        let share = room / (by_size.len() - done);
        if let Some(quota) = quotas.get_mut(*index) {
            *quota = share.min(*size);
            room -= *quota;
        }
    }
    quotas
}

fn matrix(groups: &[Group], columns: &BTreeSet<&str>) -> Markup {
    let components: BTreeSet<&str> = groups.iter().flat_map(|group| group.by_component.keys().copied()).collect();
    let others = components.len() - columns.len();
    let of = |group: &Group, component: &str| group.by_component.get(component).copied().unwrap_or_default();
    let rest = |group: &Group| {
        let columns = columns.iter().map(|column| of(group, column)).sum::<u64>();
        group.findings.len() as u64 - columns
    };
    html! {
        table {
            caption { "Hygiene findings by rule and component" }
            thead {
                tr {
                    th scope="col" { "Rule" } th scope="col" { "Severity" } th scope="col" { "CWE" }
                    @for column in columns {
                        th scope="col" .number.named { @if column.is_empty() { "(top level)" } @else { (column) } }
                    }
                    @if others > 0 { th scope="col" .number { (amount(others)) " others" } }
                    th scope="col" .number { "total" }
                }
            }
            tbody {
                @for group in groups {
                    tr {
                        th scope="row" { code { (group.rule.0) } }
                        td { (severity_badge(severity(group))) }
                        td { @if let Some(info) = group.info { (info.cwe.join(", ")) } }
                        @for column in columns { td .number { (number(of(group, column))) } }
                        @if others > 0 { td .number { (number(rest(group))) } }
                        td .number.total { (amount(group.findings.len())) }
                    }
                }
            }
            tfoot {
                tr {
                    th scope="row" { "all" } td {} td {}
                    @for column in columns { td .number { (number(groups.iter().map(|group| of(group, column)).sum())) } }
                    @if others > 0 { td .number { (number(groups.iter().map(rest).sum())) } }
                    td .number.total { (amount(groups.iter().map(|group| group.findings.len()).sum())) }
                }
            }
        }
    }
}

fn list(group: &Group, quota: usize) -> Markup {
    html! {
        details {
            summary { code { (group.rule.0) } " (" (amount(group.findings.len())) ")" }
            @if let Some(info) = group.info { p { (prose(&info.message)) } }
            table {
                thead { tr { th scope="col" { "Place" } th scope="col" { "Function" } th scope="col" { "Source" } } }
                tbody {
                    @for finding in group.findings.iter().take(quota) {
                        tr {
                            td { (place(finding.location.path.as_str(), finding.location.start.line)) " " (state_badge(finding.state)) }
                            td { @if let Some(function) = &finding.function { code { (function) } } }
                            td {
                                @if let Some(line) = first_line(finding) { code .line { (line) } }
                                @if let Some(reading) = &finding.reading { p .quiet { "in the reading: " (reading) } }
                                @for request in &finding.suppressions { p .quiet { "asks for silence: " code { (request.comment) } } }
                                (folded_trace(finding))
                            }
                        }
                    }
                }
            }
            @if quota < group.findings.len() {
                p { "… and " (amount(group.findings.len() - quota)) " more in " code { "findings.sarif" } "." }
            }
        }
    }
}

/// The line of source on which the finding begins.
fn first_line(finding: &Finding) -> Option<&str> {
    let index = finding.location.start.line.checked_sub(finding.snippet.first_line)?;
    finding.snippet.lines.get(index as usize).map(|line| line.trim())
}
