use crate::conditionals::branch_overlay;
use crate::macros::{bodies_overlay, macro_definitions};
use crate::raw::raw_text;
use crate::{
    Branch, Grammar, MacroDefinition, MacroTable, OffsetMap, ParseFailure, Parser, SourceText, Tree,
    reading_disagreements,
};

/// One way to read a file.
pub struct Reading {
    /// Which.
    pub kind: ReadingKind,
    /// The text that was parsed; [`Reading::to_byte`] leads back from it.
    pub text: String,
    /// Its tree.
    pub tree: Tree,
    offsets: OffsetMap,
}

/// Ways to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadingKind {
    /// The text as it stands.
    Plain,
    /// Along one branch of each conditional.
    Branch(Branch),
    /// Nothing but macro bodies.
    MacroBodies,
    /// As a compiler reads that takes bytes for characters.
    RawBytes,
}

impl ReadingKind {
    /// The name in findings; none for the plain reading.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Branch(Branch::First) => Some("first branch of the conditionals"),
            Self::Branch(Branch::Last) => Some("last branch of the conditionals"),
            Self::MacroBodies => Some("macro body"),
            Self::RawBytes => Some("raw bytes"),
        }
    }
}

impl Reading {
    /// Byte offset in the file of an offset into this reading's text.
    pub fn to_byte(&self, at: u32) -> u64 {
        self.offsets.to_byte(at as usize)
    }
}

/// Everything that reading a file gave.
pub struct ReadingSet {
    /// The plain reading first.
    pub readings: Vec<Reading>,
    /// Macros of the file, with offsets into the decoded text.
    pub macros: Vec<MacroDefinition>,
    /// Text ranges that no reading could place.
    pub unparsed: Vec<(u32, u32)>,
}

/// Reads a file in every way that its language and its damage call for.
///
/// # Errors
/// If the plain text cannot be parsed within the work limit; further readings that cannot are left out.
pub fn read(
    parser: &mut Parser,
    grammar: Grammar,
    source: &SourceText<'_>,
    macros: &MacroTable,
) -> Result<ReadingSet, ParseFailure> {
    let _ = macros;
    let plain = parser.parse(grammar, &source.text)?;
    let mut unparsed = plain.errors();
    let mut readings = vec![Reading {
        kind: ReadingKind::Plain,
        text: source.text.clone().into_owned(),
        tree: plain,
        offsets: source.offsets.clone(),
    }];
    let mut macros = Vec::new();
    if grammar.has_preprocessor() {
        if !unparsed.is_empty() || readings[0].tree.has_error(0) {
            for branch in [Branch::First, Branch::Last] {
                let Some(text) = branch_overlay(&source.text, branch) else { continue };
                let Ok(tree) = parser.parse(grammar, &text) else { continue };
                unparsed = intersect(&unparsed, &tree.errors());
                readings.push(Reading {
                    kind: ReadingKind::Branch(branch),
                    text,
                    tree,
                    offsets: source.offsets.clone(),
                });
            }
        }
        macros = macro_definitions(&source.text);
        if let Some(text) = bodies_overlay(&source.text, &macros)
            && let Ok(tree) = parser.parse(grammar, &text)
        {
            readings.push(Reading { kind: ReadingKind::MacroBodies, text, tree, offsets: source.offsets.clone() });
        }
        if !reading_disagreements(source).is_empty() {
            let text = raw_text(source.bytes);
            if let Ok(tree) = parser.parse(grammar, &text) {
                readings.push(Reading { kind: ReadingKind::RawBytes, text, tree, offsets: OffsetMap::identity() });
            }
        }
    }
    Ok(ReadingSet { readings, macros, unparsed })
}

/// A branch of a conditional, and when it is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Text offsets of what stands in the branch.
    pub range: std::ops::Range<usize>,
    /// When it is compiled, for example `defined(CONFIG_FOO)` or `!(A) && B`.
    pub text: String,
    /// Line of the directive that opens the branch, from 1.
    pub line: u32,
}

/// What is in both of two ascending lists of ranges.
fn intersect(left: &[(u32, u32)], right: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut common = Vec::new();
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let (start, end) = (a.0.max(b.0), a.1.min(b.1));
        if start < end {
            common.push((start, end));
        }
        if a.1 < b.1 {
            left.next()
        } else {
            right.next()
        };
    }
    common
}
