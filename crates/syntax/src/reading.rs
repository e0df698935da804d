use std::borrow::Cow;

use banbury_evidence::Means;

use crate::compact::Compact;
use crate::conditionals::{Choice, Group, groups, select};
use crate::edits::{Action, Edit};
use crate::embedded::program_of_page;
use crate::isolate::{Declarations, isolated};
use crate::macros::{bodies_overlay, definitions_at};
use crate::raw::raw_text;
use crate::rewrite::{Rewriting, rewrite};
use crate::structure::{items, mates};
use crate::tokens::{Token, Tokens, tokens};
use crate::{
    Grammar, MacroDefinition, MacroTable, OffsetMap, ParseFailure, Parser, SourceText, Tree, reading_disagreements,
};

/// One way to read a file.
pub struct Reading {
    /// Which.
    pub kind: ReadingKind,
    /// What was read, of the length of the decoded text (but for raw bytes), so that offsets stay; what this reading leaves
    /// out is spaces. [`Reading::to_byte`] leads back from it.
    pub text: String,
    /// Its tree.
    pub tree: Tree,
    /// Text offsets at which it was read otherwise than it stands, in order, with the reason.
    pub(crate) means: Vec<(u32, Means)>,
    /// Text ranges of macros that head functions, in order.
    pub(crate) heads: Vec<(u32, u32)>,
    offsets: OffsetMap,
}

/// Ways to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadingKind {
    /// All of the text, but for branches that cannot stand beside the one that was chosen.
    Plain,
    /// Declarations with another branch of the conditionals that split them; their number.
    Branch(u8),
    /// What conditionals never let a compiler see, with the declarations around it.
    NeverCompiled,
    /// Nothing but the scripts in a page.
    Embedded,
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
            Self::Branch(_) => Some("another branch of the conditionals"),
            Self::NeverCompiled => Some("never compiled"),
            Self::Embedded => Some("script in a page"),
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

/// Most branches of one conditional that are read.
const MOST_BRANCHES: u8 = 16;

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
    if grammar.has_preprocessor() {
        return read_preprocessed(parser, grammar, source, macros);
    }
    let text = program_of_page(grammar, Cow::Borrowed(&source.text)).into_owned();
    let tree = parser.parse(grammar, &text)?;
    let unparsed = tree.errors();
    let plain = Reading {
        kind: ReadingKind::Plain,
        text,
        tree,
        means: Vec::new(),
        heads: Vec::new(),
        offsets: source.offsets.clone(),
    };
    Ok(ReadingSet { readings: vec![plain], macros: Vec::new(), unparsed })
}

fn read_preprocessed(
    parser: &mut Parser,
    grammar: Grammar,
    source: &SourceText<'_>,
    table: &MacroTable,
) -> Result<ReadingSet, ParseFailure> {
    let text: &str = &source.text;
    if text.len() >= u32::MAX as usize / 2 {
        return Err(ParseFailure::Unusable);
    }
    let lexed = tokens(text, table, grammar == Grammar::Cpp);
    let groups = groups(grammar, text, &lexed);
    let count = lexed.tokens.len();
    let mut state = Passes {
        parser,
        grammar,
        source,
        lexed: &lexed,
        groups: &groups,
        seen: vec![false; count],
        placed: vec![false; count],
    };
    let plain = state.pass(ReadingKind::Plain, Choice::First)?;
    let mut readings = vec![plain.unwrap_or_else(|| state.empty())];
    let has_never =
        groups.iter().flat_map(|group| &group.branches).any(|branch| branch.never && !branch.tokens.is_empty());
    for branch in 1..=MOST_BRANCHES {
        let seen = state.seen.clone();
        let choice = Choice::Unseen(&seen);
        match state.pass(ReadingKind::Branch(branch), choice) {
            Ok(Some(reading)) => readings.push(reading),
            _ => break,
        }
    }
    if has_never && let Ok(Some(reading)) = state.pass(ReadingKind::NeverCompiled, Choice::Never) {
        readings.push(reading);
    }
    let unparsed = state.unplaced();
    let macros = definitions_at(text, &lexed.directives);
    if let Some(text) = bodies_overlay(text, &macros)
        && let Ok(tree) = parse_plain(parser, grammar, &text)
    {
        readings.push(Reading {
            kind: ReadingKind::MacroBodies,
            text,
            tree,
            means: Vec::new(),
            heads: Vec::new(),
            offsets: source.offsets.clone(),
        });
    }
    if !reading_disagreements(source).is_empty() {
        let text = raw_text(source.bytes);
        if let Ok(tree) = parser.parse(grammar, &text) {
            readings.push(Reading {
                kind: ReadingKind::RawBytes,
                text,
                tree,
                means: Vec::new(),
                heads: Vec::new(),
                offsets: OffsetMap::identity(),
            });
        }
    }
    Ok(ReadingSet { readings, macros, unparsed })
}

/// Parses a text without directives, token by token as it stands.
fn parse_plain(parser: &mut Parser, grammar: Grammar, text: &str) -> Result<Tree, ParseFailure> {
    let tokens = tokens(text, &MacroTable::empty(), grammar == Grammar::Cpp).tokens;
    let edits = vec![Edit::default(); tokens.len()];
    let mut tree = parser.parse_compact(grammar, &Compact::new(grammar, text, &tokens, &edits))?;
    tree.stretch(text.len() as u32);
    Ok(tree)
}

/// Passes over one text, each along other branches, until every token was looked at.
struct Passes<'a, 'bytes> {
    parser: &'a mut Parser,
    grammar: Grammar,
    source: &'a SourceText<'bytes>,
    lexed: &'a Tokens,
    groups: &'a [Group],
    /// For each token, whether some reading has looked at it.
    seen: Vec<bool>,
    /// For each token, whether some reading has placed it in its tree.
    placed: Vec<bool>,
}

impl Passes<'_, '_> {
    /// One reading; none if there is nothing left to read.
    fn pass(&mut self, kind: ReadingKind, choice: Choice<'_>) -> Result<Option<Reading>, ParseFailure> {
        let all = &self.lexed.tokens;
        if kind != ReadingKind::Plain && !self.seen.contains(&false) {
            return Ok(None);
        }
        let selection = select(all, self.groups, choice);
        let seen = |at: &usize| !selection.hidden[*at];
        let mut ids: Vec<u32> = (0..all.len()).filter(seen).map(|at| at as u32).collect();
        let mut followed: Vec<Token> = ids.iter().map(|at| all[*at as usize]).collect();
        let mut brackets = mates(&followed);
        let mut declarations = items(&followed, &brackets);
        if kind != ReadingKind::Plain {
            declarations.retain(|item| item.clone().any(|at| !self.seen[ids[at] as usize]));
            ids = declarations.iter().flat_map(|item| ids[item.clone()].iter().copied()).collect();
            followed = ids.iter().map(|at| all[*at as usize]).collect();
            brackets = mates(&followed);
            declarations = items(&followed, &brackets);
        }
        if followed.is_empty() {
            return Ok(None);
        }
        for at in &ids {
            self.seen[*at as usize] = true;
        }
        let text: &str = &self.source.text;
        // The shapes of C say less in C++: there only what does not parse as it stands is changed.
        let mut rewriting = match self.grammar {
            Grammar::Cpp => Rewriting::none(followed.len()),
            _ => rewrite(text, &followed, &brackets, false),
        };
        let compact = Compact::new(self.grammar, text, &followed, &rewriting.edits);
        let mut tree = self.parser.parse_compact(self.grammar, &compact)?;
        drop(compact);
        if tree.has_error(0) {
            let declarations = Declarations { text, tokens: &followed, mates: &brackets, items: &declarations };
            tree = isolated(self.parser, self.grammar, &declarations, &tree, &mut rewriting);
        }
        tree.stretch(text.len() as u32);
        let mut errors = tree.errors().into_iter().peekable();
        for (at, token) in ids.iter().zip(&followed) {
            while errors.next_if(|error| error.1 <= token.start).is_some() {}
            let is_placed = errors.peek().is_none_or(|error| error.0 >= token.end);
            self.placed[*at as usize] |= is_placed;
        }
        let kept = followed.iter().zip(&rewriting.edits).filter(|(_, edit)| edit.action != Action::Drop);
        let overlay = overlay(text, kept.map(|(token, _)| (token.start, token.end)));
        let mut means = rewriting.means;
        if kind == ReadingKind::Plain {
            means
                .extend(selection.chosen.iter().filter_map(|range| Some((all.get(range.start)?.start, Means::Branch))));
        }
        means.sort_unstable();
        means.dedup();
        rewriting.heads.sort_unstable();
        let offsets = self.source.offsets.clone();
        let reading = Reading { kind, text: overlay, tree, means, heads: rewriting.heads, offsets };
        Ok(Some(reading))
    }

    /// The reading of a text without a token: comments and directives alone need no parser.
    fn empty(&self) -> Reading {
        let text: &str = &self.source.text;
        let root = self.grammar.tables().id_for_node_kind("translation_unit", true);
        Reading {
            kind: ReadingKind::Plain,
            text: overlay(text, std::iter::empty()),
            tree: Tree::of_root(root, text.len() as u32),
            means: Vec::new(),
            heads: Vec::new(),
            offsets: self.source.offsets.clone(),
        }
    }

    /// Ranges of tokens that no reading placed; neighbours are one range.
    fn unplaced(&self) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut behind = usize::MAX;
        for (at, token) in self.lexed.tokens.iter().enumerate().filter(|(at, _)| !self.placed[*at]) {
            match found.last_mut() {
                Some(last) if behind == at => last.1 = token.end,
                _ => found.push((token.start, token.end)),
            }
            behind = at + 1;
        }
        found
    }
}

/// A text of which only some ranges, in order, are left; the rest is spaces, and newlines stay.
fn overlay(text: &str, ranges: impl Iterator<Item = (u32, u32)>) -> String {
    let source = text.as_bytes();
    let mut bytes = vec![b' '; source.len()];
    for newline in memchr::memchr_iter(b'\n', source) {
        bytes[newline] = b'\n';
    }
    for (start, end) in ranges {
        let range = start as usize..end as usize;
        bytes[range.clone()].copy_from_slice(&source[range]);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
