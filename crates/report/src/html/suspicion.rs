use banbury_evidence::{Finding, RuleInfo, class_name};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::excerpt::excerpt;
use super::method::join;
use super::parts::{amount, cut_note, place, prose, severity_badge, state_badge};
use super::trace::{reading, trace};
use crate::tally::Tally;
use crate::visible::Shown;

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let findings = &tally.suspicion;
    let rows = findings.len().min(MOST_ROWS);
    html! {
        p {
            "Constructs that are rare in honest code. Each calls for a person’s look; none is proof of intent. The most severe come first; "
            "the numbers hold for this report only, the fingerprints from release to release."
        }
        @if findings.is_empty() {
            p { "None was found by the rules that ran, in what was looked at." }
        }
        (cut_note(rows, findings.len(), "findings.sarif"))
        @for (index, finding) in findings.iter().take(rows).enumerate() {
            (article(index, finding, tally.rules.get(&finding.rule).copied(), shown.inspection.trend.is_some()))
        }
        @if rows < findings.len() {
            p { "… and " (amount(findings.len() - rows)) " more in " code { "findings.sarif" } "." }
        }
    }
}

/// The target of links to the finding with this index.
pub(super) fn anchor(index: usize) -> String {
    format!("finding-{}", index + 1)
}

fn article(index: usize, finding: &Finding, rule: Option<&RuleInfo>, has_trend: bool) -> Markup {
    let start = finding.location.start;
    html! {
        article id=(anchor(index)) .finding {
            h3 {
                span .id { "S-" (index + 1) } " " (severity_badge(finding.severity)) " "
                span .rule { (finding.rule.0) } " " (state_badge(finding.state))
            }
            p .where {
                (place(finding.location.path.as_str(), start.line))
                @if start.line > 0 { ", column " (start.column) }
                @if let Some(function) = &finding.function { ", in " code { (function) } }
            }
            p { (prose(&finding.message)) }
            (excerpt(&finding.snippet, &finding.location))
            (reading(finding))
            (trace(finding))
            @for suppression in &finding.suppressions {
                p .note {
                    "A comment on line " (suppression.line) " asks tools to keep silent: " code { (suppression.comment) } ". It hides nothing here."
                }
            }
            dl .facts.small {
                @if let Some(rule) = rule {
                    dt { "Confidence" } dd { (rule.confidence.name()) }
                    @if !rule.class.is_empty() { dt { "Class" } dd { (join(rule.class.iter().map(|class| named_class(*class)))) } }
                    @if !rule.cwe.is_empty() { dt { "CWE" } dd { (rule.cwe.join(", ")) } }
                    @if let Some(fix) = &rule.fix { dt { "Proposed fix" } dd { code { (fix) } } }
                    @if !rule.references.is_empty() { dt { "References" } dd { (rule.references.join(" , ")) } }
                }
                @if has_trend && finding.state.is_none() { dt { "Baseline" } dd { "not compared" } }
                dt { "Bytes" } dd { (finding.location.span.start) "–" (finding.location.span.end) }
                dt { "Fingerprints" }
                dd {
                    code .digest { (finding.fingerprints.in_place) } " (in place)" br;
                    code .digest { (finding.fingerprints.moved) } " (moved)"
                }
            }
        }
    }
}

/// The number of a class with its name.
fn named_class(class: u8) -> String {
    class_name(class).map_or_else(|| class.to_string(), |name| format!("{class} ({name})"))
}
