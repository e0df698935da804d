//! `metavariable-analysis`: what a metavariable's text looks like.

mod entropy;
mod redos;

/// An analyzer of Semgrep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Analyzer {
    /// The text looks like a secret.
    Entropy,
    /// The text is a regular expression that can take a backtracking engine for ever.
    Redos,
}

impl Analyzer {
    /// Whether it holds for a metavariable's text; of a string literal the quotation marks do not count.
    pub fn holds(self, text: &str) -> bool {
        let content = content(text);
        match self {
            Self::Entropy => entropy::looks_like_a_secret(&content),
            Self::Redos => redos::may_take_forever(&content),
        }
    }
}

/// The content of a string literal, with backslashes before quotation marks and backslashes taken away; any other text as
/// it is.
fn content(text: &str) -> String {
    let quoted = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    let Some(quoted) = quoted else { return text.to_owned() };
    let mut content = String::with_capacity(quoted.len());
    let mut rest = quoted.chars().peekable();
    while let Some(character) = rest.next() {
        let escaped = rest.next_if(|next| character == '\\' && matches!(next, '\\' | '"' | '\''));
        content.push(escaped.unwrap_or(character));
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn string_literals_are_taken_out_of_their_quotation_marks() {
        assert_eq!(content(r#""a\"b\\c\n""#), r#"a"b\c\n"#);
        assert_eq!(content("x"), "x");
        assert_eq!(content("\""), "\"");
    }
}
