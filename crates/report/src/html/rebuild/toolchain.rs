use banbury_evidence::Tool;
use maud::{Markup, html};

use crate::html::MOST_ROWS;
use crate::html::parts::{amount, cut_note, prose};

/// What could be told of the tools before anything was built.
pub(super) fn section(toolchain: &[Tool]) -> Markup {
    let (same, other): (Vec<&Tool>, Vec<&Tool>) = toolchain.iter().partition(|tool| tool.is_as_declared());
    html! {
        h3 { "Tools: declared and installed" }
        @if toolchain.is_empty() {
            p { "No versions of tools were declared, so that nothing could be told of them before the build." }
        } @else {
            p {
                (amount(other.len())) " of " (amount(toolchain.len()))
                " tools that the vendor’s build used are here in another version, or not at all. This was known before anything was built: "
                "what differs below may come from it."
            }
        }
        @if !other.is_empty() { (table(&other)) }
        @if !same.is_empty() {
            details { summary { "The same version (" (amount(same.len())) ")" } (table(&same)) }
        }
    }
}

fn table(tools: &[&Tool]) -> Markup {
    let rows = tools.len().min(MOST_ROWS);
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Tool" } th scope="col" { "Declared" } th scope="col" { "Installed" }
                    th scope="col" { "To be expected" }
                }
            }
            tbody {
                @for tool in tools.iter().take(rows) {
                    tr {
                        th scope="row" { code { (tool.name) } }
                        td { code { (tool.declared) } }
                        td { @match &tool.installed { Some(version) => code { (version) }, None => "not installed" } }
                        td { (prose(&tool.prediction)) }
                    }
                }
            }
        }
        (cut_note(rows, tools.len(), "rebuild.json"))
    }
}
