use banbury_evidence::Tier;
use maud::{Markup, html};

use super::parts::{amount, severity_badge};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown) -> Markup {
    let inspection = &shown.inspection;
    let tier = |tier| inspection.rules.iter().filter(|rule| rule.tier == tier).count();
    html! {
        p {
            "The drop was sealed first: every entry is recorded in " code { "manifest.json" } " with its digest. Each text file was decoded and, "
            "where the bench has a grammar for its language, parsed; the rules below ran on the syntax tree or on the text. Comments that ask a "
            "tool to keep silent were recorded and hid nothing. The same drop, rules and program give the same bytes."
        }
        dl .facts {
            dt { "Program" } dd { (inspection.tool.name) " " (inspection.tool.version) }
            dt { "Rules that ran" }
            dd {
                (amount(inspection.rules.len())) ": " (amount(tier(Tier::Suspicion))) " look for suspicious constructs, "
                (amount(tier(Tier::Hygiene))) " count hygiene findings"
            }
            dt { "Rule files" } dd { (amount(inspection.rulesets.len())) }
        }
        h3 { "Limits in force" }
        @if inspection.limits.is_empty() {
            p { "None that bears on the result." }
        } @else {
            table .compact {
                thead { tr { th scope="col" { "Limit" } th scope="col" { "Value" } } }
                tbody {
                    @for limit in &inspection.limits { tr { td { (limit.name) } td { (limit.value) } } }
                }
            }
        }
        details {
            summary { "Rules that ran (" (amount(inspection.rules.len())) ")" }
            table {
                thead {
                    tr {
                        th scope="col" { "Rule" } th scope="col" { "Tier" } th scope="col" { "Severity" }
                        th scope="col" { "Confidence" } th scope="col" { "Class" } th scope="col" { "Languages" }
                        th scope="col" { "Origin" }
                    }
                }
                tbody {
                    @for rule in &inspection.rules {
                        tr {
                            td { code { (rule.id.0) } }
                            td .word { (rule.tier.name()) }
                            td { (severity_badge(rule.severity)) }
                            td .word { (rule.confidence.name()) }
                            td { (join(rule.class.iter().map(u8::to_string))) }
                            td {
                                @if rule.languages.is_empty() { "any text" }
                                @else { (join(rule.languages.iter().map(|language| language.name().to_owned()))) }
                            }
                            td { code { (rule.origin) } }
                        }
                    }
                }
            }
        }
        details {
            summary { "Digests of the rule files (" (amount(inspection.rulesets.len())) ")" }
            table {
                thead { tr { th scope="col" { "File" } th scope="col" { "SHA-256" } } }
                tbody {
                    @for ruleset in &inspection.rulesets {
                        tr { td { code .path { (ruleset.name) } } td { code .digest { (ruleset.sha256) } } }
                    }
                }
            }
        }
    }
}

pub(super) fn join(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
