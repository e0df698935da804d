use maud::{Markup, html};

use super::parts::{amount, number, percent, place};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown) -> Markup {
    let (top, all) = (&shown.inspection.functions, &shown.functions);
    html! {
        p {
            (amount(all.total)) " functions were found: "
            (amount(all.clean)) " read from the plain text, "
            (amount(all.recovered)) " from another reading of it (one branch of the conditionals, for example), "
            (amount(all.damaged)) " (" (percent(all.damaged as u64, all.total as u64))
            ") with a syntax error inside. All of them stand in " code { "functions.csv" } "."
        }
        @if !top.is_empty() {
            table {
                thead {
                    tr {
                        th scope="col" { "Function" } th scope="col" { "Place" } th scope="col" .number { "Complexity" }
                        th scope="col" .number { "Lines" } th scope="col" .number { "Nesting" }
                        th scope="col" .number { "Parameters" } th scope="col" { "Read" }
                    }
                }
                tbody {
                    @for function in top {
                        tr {
                            td { code { (function.name) } }
                            td { (place(function.file.as_str(), function.line)) }
                            td .number { (number(function.complexity.into())) }
                            td .number { (number(function.lines.into())) }
                            td .number { (number(function.nesting.into())) }
                            td .number { (number(function.parameters.into())) }
                            td .word { (function.parse.name()) }
                        }
                    }
                }
            }
            h3 { "All functions" }
            (distributions(shown))
            p .quiet { "Complexity is McCabe’s cyclomatic complexity: decisions plus one. Nesting is the deepest number of control structures inside one another; parameters count as they are declared, one for any further arguments." }
        }
    }
}

fn distributions(shown: &Shown) -> Markup {
    html! {
        table .compact {
            thead {
                tr {
                    th scope="col" { "Measure" } th scope="col" .number { "Median" }
                    th scope="col" .number { "90 in 100 have at most" } th scope="col" .number { "99 in 100 have at most" }
                    th scope="col" .number { "Largest" }
                }
            }
            tbody {
                @for (name, values) in &shown.functions.distributions {
                    tr {
                        th scope="row" .word { (name) }
                        @for value in [values.median, values.p90, values.p99, values.most] {
                            td .number { (number(value.into())) }
                        }
                    }
                }
            }
        }
    }
}
