use banbury_evidence::Difference;
use maud::{Markup, html};

use super::room::Room;

/// How a line begins that differs, among lines that do not.
const DIFFERS: &str = "  * ";

/// What stands on the two sides, beside each other under their names.
pub(super) fn sides(difference: &Difference, names: [&'static str; 2], room: &mut Room) -> Markup {
    let texts = [difference.shipped.as_str(), difference.rebuilt.as_str()];
    let length: usize = texts.iter().map(|text| text.len()).sum();
    if length == 0 {
        return html! {};
    }
    if !room.take(length) {
        return html! { p .quiet { "What stands there is long: see " code { "rebuild.json" } "." } };
    }
    html! {
        div .sides {
            @for (name, text) in names.into_iter().zip(texts) {
                figure {
                    figcaption { (name) }
                    @if text.is_empty() { p .absent { "nothing" } } @else { (lines(name, text)) }
                }
            }
        }
    }
}

/// A wide line is scrolled to, also by the keyboard.
fn lines(name: &'static str, text: &str) -> Markup {
    html! {
        pre tabindex="0" role="group" aria-label=(name) {
            @for line in text.lines() {
                @if line.starts_with(DIFFERS) { mark { (line) } } @else { span { (line) } }
                "\n"
            }
        }
    }
}
