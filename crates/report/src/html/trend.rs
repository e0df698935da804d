use banbury_evidence::{
    Components, OldFinding, PointFix, Trend, TrendCounts, by_class, by_component, by_severity, class_name, in_all,
    point_fixes,
};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, number, place, prose, severity_badge};
use crate::tally::SEVERITIES;
use crate::visible::Shown;

/// How many places of one construct are named.
const MOST_PLACES: usize = 20;

pub(super) fn body(shown: &Shown) -> Markup {
    let inspection = &shown.inspection;
    let findings = &inspection.findings;
    let Some(trend) = &inspection.trend else {
        return html! { p { "No earlier inspection was given." } };
    };
    let severities = by_severity(trend, findings);
    let of_severity = |severity| severities.get(&severity).copied().unwrap_or_default();
    let classes = by_class(trend, findings, &inspection.rules);
    let components = by_component(trend, findings, &Components::of(&inspection.coverage));
    let fixes = point_fixes(trend, findings);
    let why: Vec<_> = trend.not_comparable.iter().map(|(old, why)| (old, Some(why.as_str()))).collect();
    let gone: Vec<_> = trend.fixed.iter().map(|old| (old, None)).collect();
    html! {
        (compared_with(trend))
        p {
            "Findings are recognised by fingerprint, not by line. " em { "Fixed" } " means that rule and file took part this time and the finding is gone; "
            "where one of them did not, or the rule is another one now, the finding is " em { "not comparable" } ". "
            em { "Returned" } " is what was fixed in an earlier release and is there again."
            @if trend.of_new_rules > 0 {
                " Of the new findings " strong { (number(trend.of_new_rules)) } " are of rules that are new or have changed: they tell of "
                "the rules, not of the release."
            }
        }
        (table("Severity", SEVERITIES.map(|severity| (severity_badge(severity), of_severity(severity))).into_iter(), Some(in_all(trend, findings))))
        h3 { "By class" }
        p { "A finding of several classes counts in each of them." }
        (table("Class", classes.iter().map(|(class, counts)| (class_text(*class), *counts)), None))
        h3 { "By component" }
        (table("Component", components.iter().take(MOST_ROWS).map(|(name, counts)| (html! { code .path { (name) } }, *counts)), None))
        (cut_note(components.len().min(MOST_ROWS), components.len(), "findings.sarif"))
        @if !fixes.is_empty() { (point_fix_list(&fixes)) }
        @if !gone.is_empty() {
            details { summary { "Fixed (" (amount(gone.len())) ")" } (list(&gone)) }
        }
        @if !why.is_empty() {
            details open { summary { "Not comparable (" (amount(why.len())) ")" } (list(&why)) }
        }
    }
}

fn compared_with(trend: &Trend) -> Markup {
    html! {
        @if !trend.earlier.is_empty() {
            p { "Compared with, from the oldest to the newest:" }
            ol {
                @for earlier in &trend.earlier {
                    li {
                        @if let Some(release) = &earlier.release { "release " (release) ", " }
                        "drop " code .digest { (earlier.drop) }
                    }
                }
            }
        }
    }
}

fn class_text(class: Option<u8>) -> Markup {
    html! {
        @match class {
            Some(number) => { (number) " " (class_name(number).unwrap_or("not in the catalogue")) }
            None => "none",
        }
    }
}

fn table(of: &str, rows: impl Iterator<Item = (Markup, TrendCounts)>, sum: Option<TrendCounts>) -> Markup {
    html! {
        table .compact {
            thead {
                tr {
                    th scope="col" { (of) } th scope="col" .number { "new" } th scope="col" .number { "returned" }
                    th scope="col" .number { "persisting" } th scope="col" .number { "of these moved" }
                    th scope="col" .number { "fixed" } th scope="col" .number { "not comparable" }
                }
            }
            tbody { @for (name, counts) in rows { (row(&name, &counts)) } }
            @if let Some(sum) = sum { tfoot { (row(&html! { "all" }, &sum)) } }
        }
    }
}

fn row(name: &Markup, counts: &TrendCounts) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            td .number { (number(counts.new)) } td .number { (number(counts.returned)) }
            td .number { (number(counts.persisting())) } td .number { (number(counts.moved)) }
            td .number { (number(counts.fixed)) } td .number { (number(counts.not_comparable)) }
        }
    }
}

fn point_fix_list(fixes: &[PointFix<'_>]) -> Markup {
    let rows = fixes.len().min(MOST_ROWS);
    html! {
        h3 { "Fixed in one place, still there elsewhere" }
        p {
            "The same rule and the same text, gone from some places and left in others: perhaps only what was pointed at was mended."
        }
        table {
            thead { tr { th scope="col" { "Rule" } th scope="col" { "Gone from" } th scope="col" { "Still at" } } }
            tbody {
                @for fix in fixes.iter().take(rows) {
                    tr {
                        td { @if let Some(finding) = fix.remaining.first() { code { (finding.rule.0) } } }
                        td { (places(fix.fixed.iter().map(|old| (old.path.as_str(), old.line)))) }
                        td {
                            (places(fix.remaining.iter().map(|it| (it.location.path.as_str(), it.location.start.line))))
                        }
                    }
                }
            }
        }
        (cut_note(rows, fixes.len(), "inspection.json"))
    }
}

fn places<'a>(places: impl ExactSizeIterator<Item = (&'a str, u32)>) -> Markup {
    let further = places.len().saturating_sub(MOST_PLACES);
    html! {
        @for (index, (path, line)) in places.take(MOST_PLACES).enumerate() {
            @if index > 0 { br; }
            (place(path, line))
        }
        @if further > 0 { br; "and " (amount(further)) " more" }
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
