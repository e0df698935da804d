use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What stands between an archive and the member inside it: `outer.tar.gz!/inner.c`.
const MEMBER_SEPARATOR: &str = "!/";

/// The name of an entry relative to the drop's root, reversibly escaped so that it is valid UTF-8 without
/// control characters.
///
/// Bytes that are not UTF-8 and control characters become `\xHH`, a backslash becomes `\\`, and an `!` at the end
/// of a component becomes `\x21`, so that `!/` only ever separates an archive from its member. Bidirectional and
/// invisible characters stay: the views make those visible.
///
/// A copy is cheap: every finding and function has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DropPath(Arc<str>);

impl DropPath {
    /// Escapes a relative path of `/`-separated components, as the file system, archive or git tree has it.
    pub fn from_bytes(raw: &[u8]) -> Self {
        let mut escaped = String::with_capacity(raw.len());
        for chunk in raw.utf8_chunks() {
            let mut characters = chunk.valid().chars().peekable();
            while let Some(character) = characters.next() {
                // The last `!` of a valid chunk may stand before `/`, or end the name.
                let ends_component = matches!(characters.peek(), Some('/') | None);
                match character {
                    '\\' => escaped.push_str("\\\\"),
                    '!' if ends_component => escaped.push_str("\\x21"),
                    control if control.is_control() => {
                        let mut buffer = [0; 4];
                        for byte in control.encode_utf8(&mut buffer).bytes() {
                            escaped.push_str(&format!("\\x{byte:02x}"));
                        }
                    }
                    other => escaped.push(other),
                }
            }
            for byte in chunk.invalid() {
                escaped.push_str(&format!("\\x{byte:02x}"));
            }
        }
        Self(escaped.into())
    }

    /// Takes a name that is already escaped, for example one read back from a bundle.
    pub fn from_escaped(escaped: impl Into<String>) -> Self {
        Self(Arc::from(escaped.into()))
    }

    /// The path of `member` inside this archive.
    pub fn member(&self, member: &DropPath) -> Self {
        Self(format!("{}{MEMBER_SEPARATOR}{}", self.0, member.0).into())
    }

    /// Whether this names something inside an archive of the drop.
    pub fn is_member(&self) -> bool {
        self.0.contains(MEMBER_SEPARATOR)
    }

    /// The original bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let text = self.0.as_bytes();
        if !text.contains(&b'\\') {
            return text.to_vec();
        }
        let mut raw = Vec::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            match text.get(at..) {
                Some([b'\\', b'x', high, low, ..]) => match (hex(*high), hex(*low)) {
                    (Some(high), Some(low)) => {
                        raw.push(high << 4 | low);
                        at += 4;
                    }
                    _ => {
                        raw.push(b'\\');
                        at += 1;
                    }
                },
                Some([b'\\', b'\\', ..]) => {
                    raw.push(b'\\');
                    at += 2;
                }
                Some([byte, ..]) => {
                    raw.push(*byte);
                    at += 1;
                }
                _ => break,
            }
        }
        raw
    }

    /// The escaped form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last component, escaped.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The extension of the last component, without the dot; none for dot files.
    pub fn extension(&self) -> Option<&str> {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => Some(extension),
            _ => None,
        }
    }
}

impl fmt::Display for DropPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_comes_back_as_it_was() {
        for raw in [
            &b"src/main.c"[..],
            b"a\xe9b",
            b"a\\x41",
            b"new\nline",
            b"odd!/dir!",
            b"!",
            b"\xff\xfe!",
            "ü\u{202e}".as_bytes(),
        ] {
            let path = DropPath::from_bytes(raw);
            assert_eq!(path.to_bytes(), raw, "{path}");
            assert!(!path.is_member(), "{path}");
        }
    }

    #[test]
    fn members_are_told_from_folders_that_look_like_them() {
        let archive = DropPath::from_bytes(b"outer.tar");
        let member = archive.member(&DropPath::from_bytes(b"inner.c"));
        assert_eq!(member.as_str(), "outer.tar!/inner.c");
        assert_ne!(member, DropPath::from_bytes(b"outer.tar!/inner.c"));
    }

    #[test]
    fn dot_files_have_no_extension() {
        assert_eq!(DropPath::from_bytes(b"a/.profile").extension(), None);
        assert_eq!(DropPath::from_bytes(b"a/x.tar.gz").extension(), Some("gz"));
    }
}
