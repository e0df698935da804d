use banbury_evidence::{BaselineState, Severity};
use maud::{Markup, html};

/// A severity in words; the colour only repeats it.
pub(super) fn severity_badge(severity: Severity) -> Markup {
    let class = format!("badge {}", severity.name());
    html! { span class=(class) { (severity.name()) } }
}

/// How a finding stands against the previous release.
pub(super) fn state_badge(state: Option<BaselineState>) -> Markup {
    let word = match state {
        Some(BaselineState::New) => "new",
        Some(BaselineState::Returned) => "returned",
        Some(BaselineState::Unchanged) => "persisting",
        Some(BaselineState::Updated) => "persisting, moved",
        Some(BaselineState::Absent) => "absent",
        None => return html! {},
    };
    html! { span .badge.state { (word) } }
}

/// A number with its thousands apart.
pub(super) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The same for a number of things.
pub(super) fn amount(count: usize) -> String {
    number(count as u64)
}

/// A share in tenths of a per cent, rounded down so that no remainder looks like none.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = u128::from(part) * 1000 / u128::from(whole);
    match tenths {
        0 if part > 0 => "< 0.1 %".to_owned(),
        _ => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

/// The word, or that there is none.
pub(super) fn not_given(text: &str) -> Markup {
    html! { @if text.trim().is_empty() { span .absent { "not given" } } @else { (text) } }
}

/// A sentence in which what stands between backticks is code.
pub(super) fn prose(text: &str) -> Markup {
    let pieces: Vec<&str> = text.split('`').collect();
    html! {
        // An odd backtick out means nothing.
        @if pieces.len().is_multiple_of(2) {
            (text)
        } @else {
            @for (index, piece) in pieces.iter().enumerate() {
                @if index % 2 == 1 { code { (piece) } } @else { (piece) }
            }
        }
    }
}

/// The evaluator's words, paragraph by paragraph.
pub(super) fn paragraphs(text: &str) -> Markup {
    html! {
        @if text.trim().is_empty() {
            p .absent { "Not given." }
        } @else {
            @for paragraph in text.lines().filter(|line| !line.trim().is_empty()) { p { (paragraph) } }
        }
    }
}

/// Says in words that a list is cut.
pub(super) fn cut_note(shown: usize, total: usize, file: &'static str) -> Markup {
    html! {
        @if shown < total {
            p .note {
                strong { "Shown here: " (amount(shown)) " of " (amount(total)) "." }
                " The list is cut to keep this page usable; " code { (file) } " in this bundle holds all of them."
            }
        }
    }
}

/// A place in a file.
pub(super) fn place(path: &str, line: u32) -> Markup {
    html! { code .path { (path) @if line > 0 { ":" (line) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stands_between_backticks() {
        assert_eq!(prose("`a<b` calls `c`").into_string(), "<code>a&lt;b</code> calls <code>c</code>");
        assert_eq!(prose("an odd ` one").into_string(), "an odd ` one");
    }

    #[test]
    fn numbers_are_grouped_and_shares_never_flatter() {
        assert_eq!(number(0), "0");
        assert_eq!(number(123), "123");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(percent(999_999, 1_000_000), "99.9 %");
        assert_eq!(percent(1, 1_000_000), "< 0.1 %");
        assert_eq!(percent(0, 7), "0.0 %");
        assert_eq!(percent(u64::MAX, u64::MAX), "100.0 %");
    }
}
