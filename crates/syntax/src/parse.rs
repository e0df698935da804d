use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use tree_sitter::{ParseOptions, ParseState};

use crate::array_delete::without_lambda_look;
use crate::astral::legible;
use crate::compact::Compact;
use crate::line_ends::{READINGS, with_visible_ends};
use crate::split_equals::without_division_look;
use crate::tree::NodeKinds;
use crate::{Grammar, Tree};

/// Why there is no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseFailure {
    /// The parser did more work than a text of this length is allowed.
    WorkLimit,
    /// The tables do not fit the library, or the text is too long.
    Unusable,
}

/// Parsers for all grammars, kept from file to file.
#[derive(Default)]
pub struct Parser {
    parsers: BTreeMap<Grammar, (tree_sitter::Parser, Option<NodeKinds>)>,
}

/// Work allowed however short the text is, in the parser's own steps of progress.
const BASE_WORK: u64 = 20_000;
/// Work allowed for each byte of text, in hundredths of a step: real code needs about one step for a hundred operations.
const WORK_PER_BYTE: u64 = 40;

impl Parser {
    /// Parses `text`. Work is bounded by a count, so that the outcome does not depend on the machine's speed.
    ///
    /// # Errors
    /// If the bound is reached.
    pub fn parse(&mut self, grammar: Grammar, text: &str) -> Result<Tree, ParseFailure> {
        let mut tree = self.parse_with(grammar, text, Tree::copy)?;
        let mut text = Cow::Borrowed(text);
        for _ in 0..READINGS {
            let Some(clearer) = with_visible_ends(grammar, &text, &tree) else { break };
            let better = self.parse_with(grammar, &clearer, Tree::copy)?;
            if better.has_error(0) && !tree.has_error(0) {
                break;
            }
            tree = better;
            text = Cow::Owned(clearer);
        }
        Ok(tree)
    }

    /// Parses `text` and keeps nothing but the number of nodes: what a parse costs without all that comes of it.
    pub fn parse_bare(&mut self, grammar: Grammar, text: &str) -> usize {
        let (parser, _) = self.parsers.entry(grammar).or_default();
        if parser.language().is_none() && parser.set_language(&grammar.tables()).is_err() {
            return 0;
        }
        parser.parse(legible(grammar, text).as_bytes(), None).map_or(0, |tree| tree.root_node().descendant_count())
    }

    /// Parses a compact text; the tree has offsets into what that was made from.
    pub(crate) fn parse_compact(&mut self, grammar: Grammar, compact: &Compact) -> Result<Tree, ParseFailure> {
        self.parse_with(grammar, &compact.text, |tree, kinds| Tree::copy_back(tree, kinds, compact))
    }

    fn parse_with(
        &mut self,
        grammar: Grammar,
        text: &str,
        copy: impl FnOnce(&tree_sitter::Tree, &NodeKinds) -> Tree,
    ) -> Result<Tree, ParseFailure> {
        if text.len() >= u32::MAX as usize / 2 {
            return Err(ParseFailure::Unusable);
        }
        let (parser, kinds) = self.parsers.entry(grammar).or_default();
        if parser.language().is_none() && parser.set_language(&grammar.tables()).is_err() {
            return Err(ParseFailure::Unusable);
        }
        let kinds = kinds.get_or_insert_with(|| NodeKinds::of(&grammar.tables(), grammar.has_preprocessor()));
        let allowed = BASE_WORK + text.len() as u64 * WORK_PER_BYTE / 100;
        let mut work = 0;
        let mut count = |_: &ParseState| {
            work += 1;
            if work > allowed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let legible = without_division_look(grammar, without_lambda_look(grammar, legible(grammar, text)));
        let bytes = legible.as_bytes();
        let tree = parser.parse_with_options(
            &mut |at, _| bytes.get(at..).unwrap_or(&[]),
            None,
            Some(ParseOptions::new().progress_callback(&mut count)),
        );
        match tree {
            Some(tree) => Ok(copy(&tree, kinds)),
            None => {
                parser.reset();
                Err(ParseFailure::WorkLimit)
            }
        }
    }
}
