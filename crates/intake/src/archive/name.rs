use banbury_evidence::{Anomaly, AnomalyKind, DropPath};

use crate::path::note_name;

/// A member's name, as far as it is taken as written.
pub(crate) struct Name {
    /// Without leading `./` and trailing `/`.
    pub(crate) bytes: Vec<u8>,
}

impl Name {
    pub(crate) fn new(written: &[u8]) -> Self {
        let mut bytes = written;
        while let Some(rest) = bytes.strip_prefix(b"./") {
            bytes = rest;
        }
        while let [rest @ .., b'/'] = bytes
            && !rest.is_empty()
        {
            bytes = rest;
        }
        // `./` itself is the folder that the archive is unpacked in.
        Self { bytes: if bytes.is_empty() { b".".to_vec() } else { bytes.to_vec() } }
    }

    /// Whether this is the folder that the archive is unpacked in.
    pub(crate) fn is_root(&self) -> bool {
        self.bytes == b"."
    }

    /// As the file system takes it: without empty and `.` components.
    pub(crate) fn normal(&self) -> Vec<u8> {
        let parts = self.bytes.split(|byte| *byte == b'/').filter(|part| !part.is_empty() && *part != b".");
        let mut normal = if self.bytes.starts_with(b"/") { b"/".to_vec() } else { Vec::new() };
        for part in parts {
            if !normal.is_empty() && normal != b"/" {
                normal.push(b'/');
            }
            normal.extend_from_slice(part);
        }
        normal
    }

    /// Absolute on Unix, or on Windows.
    pub(crate) fn is_absolute(&self) -> bool {
        matches!(self.bytes[..], [b'/' | b'\\', ..])
            || matches!(self.bytes[..], [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic())
    }

    /// Whether a component is `..`, be it for Unix or for Windows.
    pub(crate) fn climbs(&self) -> bool {
        self.bytes.split(|byte| matches!(byte, b'/' | b'\\')).any(|part| part == b"..")
    }

    /// The name below `root`, the drop's top folder; as it is if `root` is empty.
    pub(crate) fn below(mut self, root: &[u8]) -> Self {
        if self.bytes == root {
            self.bytes = b".".to_vec();
        } else if let Some(rest) = self.bytes.strip_prefix(root).and_then(|rest| rest.strip_prefix(b"/"))
            && !root.is_empty()
        {
            self = Self::new(rest);
        }
        self
    }

    /// Notes what is odd about it.
    pub(crate) fn note(&self, path: &DropPath, anomalies: &mut Vec<Anomaly>) {
        let mut note = |kind, detail: &str| {
            anomalies.push(Anomaly { path: path.clone(), kind, detail: detail.to_owned() });
        };
        if self.is_absolute() {
            note(AnomalyKind::AbsoluteMemberName, "the member's name is absolute");
        }
        if self.climbs() {
            note(AnomalyKind::TraversalMemberName, "the member's name climbs out of its folder by `..`");
        }
        note_name(path, &self.bytes, anomalies);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_as_written_but_for_the_dots_in_front() {
        assert_eq!(Name::new(b"././a/./b//c/").bytes, b"a/./b//c");
        assert_eq!(Name::new(b"././a/./b//c/").normal(), b"a/b/c");
        assert!(Name::new(b"./").is_root());
        assert_eq!(Name::new(b"/etc//x").normal(), b"/etc/x");
        assert_eq!(Name::new(b"pkg-1/src/a.c").below(b"pkg-1").bytes, b"src/a.c");
        assert_eq!(Name::new(b"pkg-10/a.c").below(b"pkg-1").bytes, b"pkg-10/a.c");
    }

    #[test]
    fn names_that_leave_their_folder_are_told() {
        assert!(Name::new(b"a/../../b").climbs());
        assert!(Name::new(b"a\\..\\b").climbs());
        assert!(!Name::new(b"a/..b").climbs());
        assert!(Name::new(b"C:\\x").is_absolute());
        assert!(!Name::new(b"C:x").is_absolute());
    }
}
