use maud::{Markup, html};

use crate::visible::Shown;

/// What every page says at its top.
pub(super) fn banner(shown: &Shown) -> Markup {
    let inspection = &shown.inspection;
    html! {
        div .marking {
            @if let Some(text) = &inspection.marking.text {
                p .classification { (text) }
            }
            @if inspection.marking.demonstration {
                p .demonstration { strong { "DEMONSTRATION" } " – signed with a key made for the occasion" }
            }
            @if is_draft(shown) {
                p .draft { strong { "DRAFT" } " – the evaluator’s words are not complete" }
            }
        }
    }
}

/// What every printed page says at its foot.
pub(super) fn footer(shown: &Shown) -> Markup {
    html! {
        footer .foot {
            @if let Some(text) = &shown.inspection.marking.text { span { (text) } }
            span { "Drop " code { (shown.drop.digest) } }
        }
    }
}

/// A report is a draft until the evaluator has stated assurance, scope and conclusions.
pub(super) fn is_draft(shown: &Shown) -> bool {
    shown.inspection.case.as_ref().is_none_or(|case| {
        [&case.assurance_statement, &case.scope, &case.conclusions].iter().any(|words| words.trim().is_empty())
    })
}
