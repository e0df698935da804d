//! Numbers and texts of fixed headers.

use std::io;

use banbury_evidence::DropPath;

use crate::content::Content;

/// In which order the bytes of a number stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endian {
    Big,
    Little,
}

impl Endian {
    pub(super) fn u16_at(self, content: &Content, at: u64) -> io::Result<u16> {
        let bytes = content.array_at(at)?;
        Ok(if self == Self::Big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    pub(super) fn u32_at(self, content: &Content, at: u64) -> io::Result<u32> {
        let bytes = content.array_at(at)?;
        Ok(if self == Self::Big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    pub(super) fn u64_at(self, content: &Content, at: u64) -> io::Result<u64> {
        let bytes = content.array_at(at)?;
        Ok(if self == Self::Big { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) })
    }
}

/// A text that NULs fill up; what hides behind the first of them is shown.
pub(super) fn padded(bytes: &[u8]) -> String {
    let length = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    DropPath::from_bytes(bytes.get(..length).unwrap_or_default()).to_string()
}
