use banbury_evidence::{Location, Snippet};
use maud::{Markup, html};

/// Source with line numbers; the lines of `location` carry a pointer as well as a colour.
pub(super) fn excerpt(snippet: &Snippet, location: &Location) -> Markup {
    let hit = location.start.line..=location.end.line.max(location.start.line);
    let numbered = snippet.lines.iter().zip(snippet.first_line..);
    html! {
        @if !snippet.lines.is_empty() {
            div .source {
                @for (text, number) in numbered {
                    @if hit.contains(&number) {
                        div .hit { span .no { "▶ " (number) } code { (text) } }
                    } @else {
                        div { span .no { (number) } code { (text) } }
                    }
                }
            }
        }
    }
}
