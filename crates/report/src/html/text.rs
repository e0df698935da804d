use maud::{Markup, html};

use crate::document::{Inline, Text, Tone};

pub(super) fn text(text: &Text) -> Markup {
    html! { @for inline in &text.0 { (inline_markup(inline)) } }
}

fn inline_markup(inline: &Inline) -> Markup {
    html! {
        @match inline {
            Inline::Plain(words) => (words),
            Inline::Code(words) => code { (words) },
            Inline::Digest(digits) => code .digest { (digits) },
            Inline::Strong(words) => strong { (words) },
            Inline::Emphasis(words) => em { (words) },
            Inline::Absent(words) => span .absent { (words) },
            Inline::Badge(tone, word) => span .badge.(class(*tone)) { (word) },
            Inline::Link(anchor, words) => a href={ "#" (anchor) } { (words) },
            Inline::Break => br;,
        }
    }
}

/// The class that gives a tone its colour.
pub(super) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Of(severity) => severity.name(),
        Tone::Pass => "pass",
        Tone::Fail => "fail",
        Tone::Neutral => "state",
    }
}
