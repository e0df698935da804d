/// What stands for ASCII `\d`, `\s` and `\w`, for `\h` and `\v`, and for POSIX names, as the inside of a class.
const DIGIT: &str = "0-9";
const SPACE: &str = r"\x{9}-\x{d}\x{20}";
const WORD: &str = "0-9A-Z_a-z";
const HORIZONTAL: &str = r"\x{9}\x{20}\x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}";
const VERTICAL: &str = r"\x{a}-\x{d}\x{85}\x{2028}\x{2029}";

/// The class of a letter behind a backslash: `\w`, `\W`.
pub(super) fn escaped(letter: char) -> Option<String> {
    let inside = match letter.to_ascii_lowercase() {
        'd' => DIGIT,
        's' => SPACE,
        'w' => WORD,
        'h' => HORIZONTAL,
        'v' => VERTICAL,
        'n' if letter == 'N' => return Some(r"[^\x{a}]".to_owned()),
        _ => return None,
    };
    Some(if letter.is_ascii_uppercase() { format!("[^{inside}]") } else { format!("[{inside}]") })
}

/// The class of a POSIX name: `[:alpha:]`, `[:^alpha:]`.
pub(super) fn posix(name: &str) -> Option<String> {
    let (negation, name) = name.strip_prefix('^').map_or(("", name), |name| ("^", name));
    let inside = match name {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => r"\x{0}-\x{7f}",
        "blank" => r"\x{9}\x{20}",
        "cntrl" => r"\x{0}-\x{1f}\x{7f}",
        "digit" => DIGIT,
        "graph" => r"\x{21}-\x{7e}",
        "lower" => "a-z",
        "print" => r"\x{20}-\x{7e}",
        "punct" => r"\x{21}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{60}\x{7b}-\x{7e}",
        "space" => SPACE,
        "upper" => "A-Z",
        "word" => WORD,
        "xdigit" => "0-9A-Fa-f",
        _ => return None,
    };
    Some(format!("[{negation}{inside}]"))
}

/// One character, so written that no engine takes it for anything else.
pub(super) fn literal(character: char) -> String {
    if character.is_ascii_alphanumeric() || (!character.is_ascii() && !character.is_control()) {
        character.to_string()
    } else {
        format!(r"\x{{{:x}}}", character as u32)
    }
}
