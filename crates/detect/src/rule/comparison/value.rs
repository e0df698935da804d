use super::{evaluate, parse};

/// What a metavariable or a part of a comparison is worth.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Integer(i128),
    Float(f64),
    Truth(bool),
    /// The content of a string as it stands in the source, its escapes untouched.
    Text(String),
    List(Vec<Value>),
    /// Code that is no constant: only `str` makes something of it.
    Code(String),
}

/// Longer code is no constant worth the work.
const LONGEST_CONSTANT: usize = 256;

impl Value {
    /// The value of source code: of a number or string literal as any of the languages spells it, of arithmetic with these,
    /// or the code itself.
    pub fn of_source(source: &str) -> Self {
        let source = source.trim();
        if let Some(value) = Self::number(source, None) {
            return value;
        }
        match source {
            "true" | "True" | "TRUE" => return Self::Truth(true),
            "false" | "False" | "FALSE" => return Self::Truth(false),
            _ => {}
        }
        if let Some(content) = string_content(source) {
            return Self::Text(content.to_owned());
        }
        let arithmetic = source.len() <= LONGEST_CONSTANT
            && source.starts_with(|first: char| "-+~(".contains(first) || first.is_ascii_digit());
        let folded = arithmetic.then(|| parse::parse(source).ok()).flatten();
        let value = folded.and_then(|expression| evaluate::evaluate(&expression, &|_| None, None));
        value
            .filter(|value| matches!(value, Self::Integer(_) | Self::Float(_)))
            .unwrap_or_else(|| Self::Code(source.to_owned()))
    }

    /// The value of text that is not source code, as regular expressions and generic patterns bind it.
    pub fn of_text(text: &str) -> Self {
        Self::number(text, None).unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    /// The number that `text` spells, in `base` if it says nothing else.
    pub(super) fn number(text: &str, base: Option<u32>) -> Option<Self> {
        let text = text.trim();
        integer(text, base).map(Self::Integer).or_else(|| float(text).map(Self::Float))
    }
}

/// `0x1F`, `0o17`, `017`, `0b1`, `1_000`, `10UL`, `10n`, `10usize`.
fn integer(text: &str, base: Option<u32>) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits.trim_start()),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|first: char| first.is_ascii_digit() || base.is_some_and(|base| first.is_digit(base))) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") if base.is_none_or(|base| base < 12) => (2, &digits[2..]),
        _ => match base {
            Some(base) => (base, digits.as_str()),
            None if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
            None => (10, digits.as_str()),
        },
    };
    // C++ parts digits by `'`.
    let digits = digits.replace(['_', '\''], "");
    let length = digits.find(|digit: char| !digit.is_digit(radix)).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(length);
    if !is_suffix(suffix) {
        return None;
    }
    // `0` alone, or `0UL`: the octal sign is the number.
    let value = if digits.is_empty() && radix == 8 { 0 } else { i128::from_str_radix(digits, radix).ok()? };
    Some(sign * value)
}

fn is_suffix(suffix: &str) -> bool {
    // Of C, Java, JavaScript and Rust.
    suffix.bytes().all(|byte| matches!(byte, b'u' | b'l' | b'z')) && suffix.len() <= 3
        || matches!(
            suffix,
            "n" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize"
        )
}

/// `1.5`, `.5`, `1e3`, `1.5f`, `2.0f64`.
fn float(text: &str) -> Option<f64> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let digits = ["f64", "f32", "f", "l", "d"].iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(&text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'+' | b'-'));
    let number = plain && digits.contains(|digit: char| digit.is_ascii_digit());
    number.then(|| digits.parse().ok()).flatten()
}

/// The content of a string literal: `"a"`, `'a'`, `L"a"`, `r'a'`, `` `a` ``, `"""a"""`.
fn string_content(source: &str) -> Option<&str> {
    let prefix = source.find(|character: char| !character.is_ascii_alphanumeric()).filter(|length| *length <= 2)?;
    let literal = &source[prefix..];
    for quotes in ["\"\"\"", "'''", "\"", "'", "`"] {
        let Some(content) = literal.strip_prefix(quotes).and_then(|rest| rest.strip_suffix(quotes)) else { continue };
        // Two literals side by side are no literal.
        let mut escaped = false;
        let closes = |character: char| {
            let closes = !escaped && quotes.len() == 1 && quotes.starts_with(character);
            escaped = !escaped && character == '\\';
            closes
        };
        return (!content.contains(closes)).then_some(content);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_all_languages_are_read() {
        for (source, value) in [
            ("0xFFu", 255),
            ("0o17", 15),
            ("017", 15),
            ("0", 0),
            ("0L", 0),
            ("00", 0),
            ("0b101", 5),
            ("1_000", 1000),
            ("1'000", 1000),
            ("5n", 5),
            ("7usize", 7),
            ("-0x10", -16),
            ("+3", 3),
            ("(4 * 1024)", 4096),
            ("1 << 10", 1024),
            ("2u8", 2),
        ] {
            assert_eq!(Value::of_source(source), Value::Integer(value), "{source}");
        }
        for (source, value) in [("1.5f", 1.5), (".5", 0.5), ("1e3", 1000.0), ("2.0f64", 2.0), ("-1.5", -1.5)] {
            assert_eq!(Value::of_source(source), Value::Float(value), "{source}");
        }
        for (source, content) in
            [("\"a\\\"b\"", "a\\\"b"), ("L'x'", "x"), ("r\"\\d\"", "\\d"), ("\"\"\"a\"b\"\"\"", "a\"b"), ("\"\"", "")]
        {
            assert_eq!(Value::of_source(source), Value::Text(content.to_owned()), "{source}");
        }
        for code in ["a", "\"a\" \"b\"", "1.2.3", "0x", "f(1)", "09z", "\"", "'a' + 'b'", "e", "-", "inf", "nan"] {
            assert_eq!(Value::of_source(code), Value::Code(code.to_owned()), "{code}");
        }
        assert_eq!(Value::of_text("abc"), Value::Text("abc".to_owned()));
        assert_eq!(Value::number("ff", Some(16)), Some(Value::Integer(255)));
    }
}
