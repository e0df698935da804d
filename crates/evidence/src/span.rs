use serde::{Deserialize, Serialize};

use crate::DropPath;

/// A half-open range of byte offsets into a file as the vendor supplied it (never into decoded text).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset behind the last byte.
    pub end: u64,
}

impl Span {
    /// Number of bytes.
    pub fn len(&self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }
}

/// A place in decoded text, as a person counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1 (SARIF `columnKind: unicodeCodePoints`).
    pub column: u32,
}

/// A stretch of one file of the drop.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The file.
    pub path: DropPath,
    /// The bytes in it.
    pub span: Span,
    /// Where the stretch begins.
    pub start: Position,
    /// The place just behind its last character.
    pub end: Position,
}
