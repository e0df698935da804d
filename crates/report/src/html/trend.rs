use banbury_evidence::{BaselineState, OldFinding, Severity};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, number, place, prose, severity_badge};
use crate::tally::{SEVERITIES, Tally};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let Some(trend) = &shown.inspection.trend else {
        return html! { p { "No earlier inspection was given." } };
    };
    let current = || tally.suspicion.iter().chain(&tally.hygiene);
    let in_state = |severity: Severity, states: &[BaselineState]| {
        current()
            .filter(|finding| {
                finding.severity == severity && finding.state.is_some_and(|state| states.contains(&state))
            })
            .count()
    };
    let fixed = |severity| trend.fixed.iter().filter(|old| old.severity == severity).count();
    let unknown = |severity| trend.not_comparable.iter().filter(|(old, _)| old.severity == severity).count();
    let persisting = [BaselineState::Unchanged, BaselineState::Updated];
    let why: Vec<_> = trend.not_comparable.iter().map(|(old, why)| (old, Some(why.as_str()))).collect();
    let gone: Vec<_> = trend.fixed.iter().map(|old| (old, None)).collect();
    html! {
        p {
            "Findings are recognised by fingerprint, not by line. " em { "Fixed" } " means that rule and file took part this time and the finding is gone; "
            "where one of them did not, or the rule is another one now, the finding is " em { "not comparable" } "."
            @if trend.of_new_rules > 0 {
                " Of the new findings " strong { (number(trend.of_new_rules)) } " are of rules that are new or have changed: they tell of "
                "the rules, not of the release."
            }
        }
        table .compact {
            thead {
                tr {
                    th scope="col" { "Severity" } th scope="col" .number { "new" } th scope="col" .number { "persisting" }
                    th scope="col" .number { "of these moved" } th scope="col" .number { "fixed" } th scope="col" .number { "not comparable" }
                }
            }
            tbody {
                @for severity in SEVERITIES {
                    tr {
                        th scope="row" { (severity_badge(severity)) }
                        td .number { (amount(in_state(severity, &[BaselineState::New]))) }
                        td .number { (amount(in_state(severity, &persisting))) }
                        td .number { (amount(in_state(severity, &[BaselineState::Updated]))) }
                        td .number { (amount(fixed(severity))) }
                        td .number { (amount(unknown(severity))) }
                    }
                }
            }
            tfoot {
                tr {
                    th scope="row" { "all" }
                    td .number { (number(trend.new)) }
                    td .number { (number(trend.persisting)) }
                    td .number { (amount(current().filter(|finding| finding.state == Some(BaselineState::Updated)).count())) }
                    td .number { (amount(trend.fixed.len())) }
                    td .number { (amount(trend.not_comparable.len())) }
                }
            }
        }
        @if !gone.is_empty() {
            details { summary { "Fixed (" (amount(gone.len())) ")" } (list(&gone)) }
        }
        @if !why.is_empty() {
            details open { summary { "Not comparable (" (amount(why.len())) ")" } (list(&why)) }
        }
    }
}

fn list(findings: &[(&OldFinding, Option<&str>)]) -> Markup {
    let rows = findings.len().min(MOST_ROWS);
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Then at" } th scope="col" { "Rule" } th scope="col" { "Severity" } th scope="col" { "Message" }
                }
            }
            tbody {
                @for (old, why) in findings.iter().take(rows) {
                    tr {
                        td { (place(old.path.as_str(), old.line)) }
                        td { code { (old.rule.0) } }
                        td { (severity_badge(old.severity)) }
                        td { (prose(&old.message)) @if let Some(why) = why { br; strong { "Not comparable: " } (why) } }
                    }
                }
            }
        }
        (cut_note(rows, findings.len(), "findings.sarif of the earlier bundle"))
    }
}
