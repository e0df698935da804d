//! Names of the drop on their way into a case file: nothing in a name can end the string, comment or word it stands in.

use std::fmt::Write;

/// A TOML basic string. Of what is not ASCII, only letters and digits stay as they are: the rest may be invisible.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            plain if is_plain(plain) => quoted.push(plain),
            other => drop(write!(quoted, "\\U{:08X}", u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

/// The text of a comment, in one line.
pub(super) fn comment(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        match is_plain(character) {
            true => line.push(character),
            false => line.extend(character.escape_unicode()),
        }
    }
    line
}

fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~') || (!character.is_ascii() && character.is_alphanumeric())
}

/// One word of a shell command. A leading `-` is no option.
pub(super) fn shell(word: &str) -> String {
    let word = if word.starts_with('-') { format!("./{word}") } else { word.to_owned() };
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./+,:@".contains(&byte);
    match !word.is_empty() && word.bytes().all(harmless) {
        true => word,
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

/// A command that runs in a folder of the source.
pub(super) fn step_in(folder: &str, command: &str) -> String {
    match folder {
        "" => command.to_owned(),
        folder => format!("cd {} && {command}", shell(folder)),
    }
}

/// Where something is, for a reader.
pub(super) fn place(folder: &str) -> &str {
    if folder.is_empty() { "the root" } else { folder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_place() {
        assert_eq!(string("a\"\\\n\u{202e}é"), "\"a\\\"\\\\\\U0000000A\\U0000202Eé\"");
        assert_eq!(comment("a\nsteps = 1\u{1b}"), "a\\u{a}steps = 1\\u{1b}");
        assert_eq!(shell("src/a-1.0"), "src/a-1.0");
        assert_eq!(shell("-rf"), "./-rf");
        assert_eq!(shell("it's; reboot"), r"'it'\''s; reboot'");
        assert_eq!(step_in("$(x)", "make"), "cd '$(x)' && make");
    }
}
