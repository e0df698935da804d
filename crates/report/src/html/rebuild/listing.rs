use maud::{Markup, html};

use crate::html::parts::amount;

/// Says in words that a list goes on in rebuild.json.
pub(super) fn more(listed: usize, total: usize) -> Markup {
    html! {
        @if listed < total {
            p .note { "… and " (amount(total - listed)) " more in " code { "rebuild.json" } "." }
        }
    }
}

/// A number and its noun.
pub(super) fn several(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{} {many}", amount(count)),
    }
}
