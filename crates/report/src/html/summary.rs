use banbury_evidence::{Finding, Status, Verdict};
use maud::{Markup, html};

use super::marking::is_draft;
use super::parts::{amount, number, paragraphs, place, severity_badge, state_badge};
use super::rebuild::{sentence, unconfined};
use super::suspicion::anchor;
use crate::tally::{SEVERITIES, Tally, count};
use crate::visible::Shown;

/// How many findings the summary names.
const TOP: usize = 10;

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let case = shown.inspection.case.clone().unwrap_or_default();
    html! {
        h3 { "Assurance statement" }
        div .words { (paragraphs(&case.assurance_statement)) }
        h3 { "Conclusions" }
        div .words { (paragraphs(&case.conclusions)) }
        @if is_draft(shown) {
            p .note {
                strong { "This is a draft." }
                " Assurance statement, scope and conclusions are the evaluator’s own words from the case file; Banbury computes none of them."
            }
        }
        h3 { "At a glance" }
        (tiles(shown, tally))
        @if let Some(comparison) = &shown.inspection.comparison {
            (unconfined(comparison))
            p { (sentence(tally)) " " a href="#rebuild" { "What was shipped against what was built" } }
        }
        (severities(tally))
        @if !tally.suspicion.is_empty() {
            h3 { "First to look at" }
            ol .top {
                @for (index, finding) in tally.suspicion.iter().take(TOP).enumerate() {
                    li {
                        (severity_badge(finding.severity)) " "
                        a href={ "#" (anchor(index)) } { (finding.rule.0) } " "
                        (place(finding.location.path.as_str(), finding.location.start.line)) " "
                        (state_badge(finding.state))
                    }
                }
            }
            @if tally.suspicion.len() > TOP {
                p { a href="#suspicion" { "All " (amount(tally.suspicion.len())) " findings of the tier suspicion" } }
            }
        }
    }
}

fn tiles(shown: &Shown, tally: &Tally) -> Markup {
    let inspection = &shown.inspection;
    let parsed = tally.by_status.get(&Status::Parsed).copied().unwrap_or_default();
    let passing = Verdict::ALL.iter().filter(|verdict| verdict.passes());
    let passing: u64 = passing.filter_map(|verdict| tally.by_verdict.get(verdict)).sum();
    html! {
        ul .tiles {
            li { strong { (amount(tally.suspicion.len())) } span { "suspicious constructs, each to be looked at" } }
            li { strong { (amount(tally.hygiene.len())) } span { "hygiene findings, counted" } }
            li {
                strong { (number(parsed)) " of " (amount(inspection.coverage.files.len())) }
                span { "files parsed without damage" }
            }
            li { strong { (amount(tally.uninspected.len())) } span { "files that could not be inspected" } }
            @match &inspection.comparison {
                Some(comparison) => li {
                    strong { (number(passing)) " of " (amount(comparison.artefacts.len())) }
                    span { "artefacts identical or equivalent" }
                },
                None => li { strong { "–" } span { "nothing was rebuilt" } },
            }
            @match &inspection.trend {
                Some(trend) => li {
                    strong { (number(trend.new)) " new, " (amount(trend.fixed.len())) " fixed" }
                    span { "against the previous release" }
                },
                None => li { strong { "–" } span { "no earlier inspection given" } },
            }
        }
    }
}

fn severities(tally: &Tally) -> Markup {
    let row = |name: &str, findings: &[&Finding]| {
        html! {
            tr {
                th scope="row" .word { (name) }
                @for severity in SEVERITIES { td .number { (number(count(findings, severity))) } }
                td .number.total { (amount(findings.len())) }
            }
        }
    };
    html! {
        table .compact {
            caption { "Findings by tier and severity" }
            thead {
                tr {
                    th scope="col" { "Tier" }
                    @for severity in SEVERITIES { th scope="col" .number { (severity_badge(severity)) } }
                    th scope="col" .number { "total" }
                }
            }
            tbody { (row("suspicion", &tally.suspicion)) (row("hygiene", &tally.hygiene)) }
        }
    }
}
