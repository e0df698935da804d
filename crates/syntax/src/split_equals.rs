//! `split /=/`, in which the grammar of Perl takes the beginning of the expression for the operator `/=`.

use std::borrow::Cow;

use crate::Grammar;

/// The text with another character for the first of such an expression, byte for byte as long.
pub(crate) fn without_division_look(grammar: Grammar, text: Cow<'_, str>) -> Cow<'_, str> {
    if !is_perl(grammar) || !text.contains("/=") {
        return text;
    }
    let is_in_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'@' | b'%' | b'&' | b'>');
    let mut clearer = text.as_bytes().to_vec();
    for (at, _) in text.match_indices("/=") {
        let before = text[..at].trim_end_matches([' ', '\t']);
        let splits = before.strip_suffix("split").is_some_and(|rest| !rest.ends_with(|last| is_in_word(last as u8)));
        if splits && let Some(equals) = clearer.get_mut(at + 1) {
            *equals = b'.';
        }
    }
    String::from_utf8(clearer).map_or(text, Cow::Owned)
}

fn is_perl(grammar: Grammar) -> bool {
    match grammar {
        #[cfg(feature = "perl")]
        Grammar::Perl => true,
        _ => false,
    }
}

#[cfg(all(test, feature = "perl"))]
mod tests {
    use super::*;
    use crate::Parser;

    #[test]
    fn what_is_split_at_an_equals_sign_is_parsed_and_division_is_left_alone() {
        let text = "my ($k, $v) = split /=/, $x, 2;\n$a /= 2;\n$split /= 2;\nsub f { g($v); }\n";
        let look = without_division_look(Grammar::Perl, Cow::Borrowed(text));
        assert_eq!(look, text.replace("split /=/", "split /./"));
        assert!(!Parser::default().parse(Grammar::Perl, text).unwrap().has_error(0));
    }
}
