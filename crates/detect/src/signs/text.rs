use super::kinds::SignKind;

/// Escapes of bytes from which on a text is not written to be read.
const MANY_ESCAPES: usize = 6;
/// Characters of an unbroken word from which on it is no word.
const LONG_WORD: usize = 40;
/// Longest text that is looked at, in bytes.
const LONGEST: usize = 1 << 16;

/// The sign that the content of a string literal gives.
pub(super) fn of_text(content: &str) -> Option<SignKind> {
    let content = &content[..content.floor_char_boundary(LONGEST)];
    if is_hiding_place(content) {
        return Some(SignKind::HidingPlace);
    }
    if ["HISTFILE", "2>&1", "&>/dev/null", "/dev/null"].iter().any(|word| content.contains(word)) {
        return Some(SignKind::Silence);
    }
    is_encoded(content).then_some(SignKind::EncodedText)
}

/// A name with a dot in front, in a folder that anybody may write to or nobody looks into.
fn is_hiding_place(content: &str) -> bool {
    ["/tmp/.", "/var/tmp/.", "/dev/shm/.", "/var/run/.", "/run/.", "/dev/."].iter().any(|folder| {
        content.match_indices(folder).any(|(at, _)| {
            let next = content.as_bytes().get(at + folder.len());
            // `/tmp/..` goes up, and the X server has long put its sockets into `/tmp/.X11-unix`.
            next.is_some_and(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || *next == b'_')
        })
    })
}

/// Bytes written by number, or one long word in which letters and digits are mixed.
fn is_encoded(content: &str) -> bool {
    let escapes = content.matches("\\x").count();
    if escapes >= MANY_ESCAPES && escapes * 8 >= content.len() {
        return true;
    }
    let of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let has = |kind: fn(&u8) -> bool| content.as_bytes().iter().any(kind);
    content.len() >= LONG_WORD
        && content.bytes().all(of_base64)
        && has(u8::is_ascii_digit)
        && (has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
            || content.bytes().all(|byte| byte.is_ascii_hexdigit()))
        && !content.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_encodings_are_told_from_ordinary_text() {
        assert_eq!(of_text("/tmp/.cache_d/x"), Some(SignKind::HidingPlace));
        assert_eq!(of_text("/tmp/../etc"), None);
        assert_eq!(of_text("/tmp/.X11-unix/X0"), None);
        assert_eq!(of_text("logger >/dev/null 2>&1"), Some(SignKind::Silence));
        assert_eq!(of_text("\\x2f\\x62\\x69\\x6e\\x2f\\x73\\x68"), Some(SignKind::EncodedText));
        assert_eq!(of_text("\\x1b[1m and so on, with one, two, three \\x1b[0m"), None);
        assert_eq!(of_text("L2Jpbi9zaCAtaSA8L2Rldi90Y3AvMTkyLjAuMi4xLzQ0NDQ="), Some(SignKind::EncodedText));
        assert_eq!(of_text("usr/share/doc/and/so/on/and/so/on/and/so/on"), None);
    }
}
