//! Literals as the languages write them.

/// The content of a string literal's source text: without prefix and quotes.
pub(crate) fn string_content(text: &str) -> &str {
    let unprefixed = text.trim_start_matches(|first: char| first.is_ascii_alphanumeric() || matches!(first, '$' | '@'));
    for quote in ["\"\"\"", "'''", "\"", "'", "`"] {
        if let Some(inside) = unprefixed.strip_prefix(quote) {
            return inside.strip_suffix(quote).unwrap_or(inside);
        }
    }
    if let Some(inside) = unprefixed.strip_prefix('[') {
        let level = inside.bytes().take_while(|byte| *byte == b'=').count();
        let inside = inside.get(level + 1..).unwrap_or("");
        return inside.get(..inside.len().saturating_sub(level + 2)).unwrap_or("");
    }
    text
}

/// Whether a string literal may interpolate by its form: Python's prefix `f`, JavaScript's back-quotes.
pub(crate) fn interpolates(text: &str) -> bool {
    let prefix = text.split(['"', '\'']).next().unwrap_or("");
    text.starts_with('`') || (prefix.len() < 3 && prefix.contains(['f', 'F']))
}

/// Whether two numbers are the same, however they are written.
pub(crate) fn same_number(left: &str, right: &str) -> bool {
    left == right || integer(left).is_some_and(|left| integer(right) == Some(left))
}

/// More bytes than an integer literal of 128 bits is written with, separators included.
const LONGEST_INTEGER: usize = 256;

/// The value of an integer literal.
pub(crate) fn integer(text: &str) -> Option<i128> {
    if text.len() > LONGEST_INTEGER
        || !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+'))
    {
        return None;
    }
    let digits = text.replace('_', "").to_ascii_lowercase();
    let (digits, radix) = match digits.get(..2) {
        Some("0x") => (digits[2..].trim_end_matches(['u', 'l']), 16),
        Some("0o") => (&digits[2..], 8),
        Some("0b") => (digits[2..].trim_end_matches(['u', 'l']), 2),
        _ => (digits.trim_end_matches(['u', 'l']), 10),
    };
    let radix = if radix == 10 && digits.len() > 1 && digits.starts_with('0') { 8 } else { radix };
    i128::from_str_radix(digits, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_prefixes_are_not_content() {
        for text in ["\"ab\"", "L\"ab\"", "'ab'", "rb\"\"\"ab\"\"\"", "[[ab]]", "[==[ab]==]", "$'ab'", "`ab`"] {
            assert_eq!(string_content(text), "ab", "{text}");
        }
        assert_eq!(string_content("\""), "");
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert!(same_number("0x10", "16UL"));
        assert!(same_number("010", "8"));
        assert!(same_number("1.5", "1.5"));
        assert!(!same_number("1.5", "1.50f"));
    }
}
