use super::model::Message;
use crate::visible::Visible;

impl Message {
    /// A message in which nothing is interpreted.
    ///
    /// SARIF takes `[x](y)` for a link (3.11.6) and `{0}` for a placeholder (3.11.5), both of which stand in ordinary C:
    /// `handlers[i](request)`, `= {0}`. Viewers do not agree on the escapes, so a space takes the meaning away.
    pub(super) fn of(text: &str) -> Self {
        let mut inert = String::with_capacity(text.len());
        let mut before = None;
        for (at, character) in text.char_indices() {
            let ends_link_text = before == Some(']') && character == '(';
            let opens_placeholder = before == Some('{') && character.is_ascii_digit() && is_placeholder(text, at);
            if ends_link_text || opens_placeholder {
                inert.push(' ');
            }
            inert.push(character);
            before = Some(character);
        }
        Self { text: Visible::prose(&inert) }
    }
}

/// Whether digits and a closing brace stand at `at`.
fn is_placeholder(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).starts_with('}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_holds_a_link_or_a_placeholder() {
        for (text, inert) in [
            ("[click](http://example.net)", "[click] (http://example.net)"),
            ("handlers[i](request)", "handlers[i] (request)"),
            ("x = {0}; y = {12} {a} {} {1, 2}", "x = { 0}; y = { 12} {a} {} {1, 2}"),
            ("plain [1] (2)", "plain [1] (2)"),
        ] {
            assert_eq!(Message::of(text).text.as_str(), inert);
        }
    }
}
