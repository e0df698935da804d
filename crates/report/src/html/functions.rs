use std::cmp::Reverse;

use banbury_evidence::{FunctionRecord, Parse};
use maud::{Markup, html};

use super::parts::{amount, number, percent, place};
use crate::visible::Shown;

/// How many functions are named here.
const TOP: usize = 20;

pub(super) fn body(shown: &Shown) -> Markup {
    let functions = &shown.inspection.functions;
    let mut top: Vec<&FunctionRecord> = functions.iter().collect();
    // The sort is stable: equals stay in order of file and line.
    top.sort_by_key(|function| Reverse((function.complexity, function.lines)));
    top.truncate(TOP);
    let of_parse = |parse| functions.iter().filter(|function| function.parse == parse).count();
    html! {
        p {
            (amount(functions.len())) " functions were found: "
            (amount(of_parse(Parse::Clean))) " read from the plain text, "
            (amount(of_parse(Parse::Recovered))) " from another reading of it (one branch of the conditionals, for example), "
            (amount(of_parse(Parse::Damaged))) " (" (percent(of_parse(Parse::Damaged) as u64, functions.len() as u64))
            ") with a syntax error inside. All of them stand in " code { "functions.csv" } "."
        }
        @if !top.is_empty() {
            table {
                thead {
                    tr {
                        th scope="col" { "Function" } th scope="col" { "Place" } th scope="col" .number { "Complexity" }
                        th scope="col" .number { "Lines" } th scope="col" { "Read" }
                    }
                }
                tbody {
                    @for function in top {
                        tr {
                            td { code { (function.name) } }
                            td { (place(function.file.as_str(), function.line)) }
                            td .number { (number(function.complexity.into())) }
                            td .number { (number(function.lines.into())) }
                            td .word { (function.parse.name()) }
                        }
                    }
                }
            }
            p .quiet { "Complexity is McCabe’s cyclomatic complexity: decisions plus one." }
        }
    }
}
