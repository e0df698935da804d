/// One line that gives a key a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Setting<'a> {
    pub key: &'a str,
    pub value: &'a str,
}

/// Words before a key that say only that one follows.
const OPENINGS: [&str; 8] = ["option ", "list ", "export ", "set ", "local ", "readonly ", "setenv ", "set("];
/// What stands between key and value.
const BETWEEN: [&str; 6] = [":=", "?=", "+=", "::=", "=", ":"];

/// Reads a line as a setting: `key = value`, `"key": "value",`, `Key value`. The value is the first word behind the key.
pub(super) fn setting(line: &str) -> Option<Setting<'_>> {
    let mut rest = line.trim();
    rest = rest.strip_prefix("- ").unwrap_or(rest);
    if let Some(opened) = OPENINGS.iter().find_map(|opening| rest.strip_prefix(opening)) {
        rest = opened.trim_start();
    }
    rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    let end = rest.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '-')))?;
    let (key, behind) = rest.split_at_checked(end).filter(|(key, _)| !key.is_empty())?;
    let behind = behind.strip_prefix(['"', '\'']).unwrap_or(behind);
    let sign = behind.trim_start();
    let value = match BETWEEN.iter().find_map(|between| sign.strip_prefix(between)) {
        Some(value) => value,
        // A key by itself is one only if a space follows.
        None => Some(sign).filter(|_| behind.starts_with([' ', '\t']))?,
    };
    let value = value.trim().trim_start_matches(['"', '\'']);
    let end = value.find(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | ',' | ';' | ')' | '#'));
    let value = &value[..end.unwrap_or(value.len())];
    (!value.is_empty()).then_some(Setting { key, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_many_formats_are_settings() {
        let found = |line| setting(line).map(|Setting { key, value }| (key, value));
        for line in [
            "port = 80",
            "port=80",
            "port: 80",
            "port 80",
            "\"port\": 80,",
            "port := 80",
            "  port 80;",
            "option port '80'",
            "set(port 80)",
            "export port=\"80\" # web",
        ] {
            assert_eq!(found(line), Some(("port", "80")), "{line}");
        }
        for line in ["", "port", "= 80", "[section]", "(a) b"] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
