use banbury_evidence::Means;

use crate::compact::Compact;
use crate::edits::{Action, Edit, insert};
use crate::rewrite::Rewriting;
use crate::structure::ALONE;
use crate::tokens::{Kind, Token};
use crate::{Grammar, Parser, Tree};

/// How often a declaration's first error is looked at.
const MOST_ROUNDS: usize = 8;

/// Changes what stands at the first error of a declaration, as long as that leaves fewer of them. `work` is what may be
/// parsed, in tokens.
#[allow(clippy::too_many_arguments, reason = "a parser, what it parses, and what comes of it")]
pub(crate) fn repaired(
    parser: &mut Parser,
    grammar: Grammar,
    text: &str,
    tokens: &[Token],
    mates: &[u32],
    rewriting: &mut Rewriting,
    tree: &mut Tree,
    work: &mut usize,
) {
    for _ in 0..MOST_ROUNDS {
        let damage = damage(tree);
        let Some(at) = first_error(tree, tokens) else { return };
        let mut best: Option<(u64, Vec<Edit>, Tree)> = None;
        for edits in candidates(tokens, mates, &rewriting.edits, at) {
            let Some(left) = work.checked_sub(tokens.len()) else { return };
            *work = left;
            let Ok(parsed) = parser.parse_compact(grammar, &Compact::new(grammar, text, tokens, &edits)) else {
                continue;
            };
            let remains = self::damage(&parsed);
            if remains < best.as_ref().map_or(damage, |best| best.0) {
                let is_whole = remains == 0;
                best = Some((remains, edits, parsed));
                if is_whole {
                    break;
                }
            }
        }
        let Some((_, edits, parsed)) = best else { return };
        rewriting.means.push((tokens[at].start, Means::Repair));
        rewriting.edits = edits;
        *tree = parsed;
    }
}

/// How much of a tree is damaged: bytes that could not be placed, and what was made up.
pub(crate) fn damage(tree: &Tree) -> u64 {
    let errors: u64 = tree.errors().iter().map(|(start, end)| u64::from(end - start)).sum();
    errors + 2 * tree.nodes.iter().filter(|node| node.is_missing() || node.is_error()).count() as u64
}

/// The token at which the first error begins.
fn first_error(tree: &Tree, tokens: &[Token]) -> Option<usize> {
    let node = tree.nodes.iter().skip(1).find(|node| node.is_error() || node.is_missing()).or(tree.nodes.first())?;
    let at = tokens.partition_point(|token| token.end <= node.start);
    (at < tokens.len()).then_some(at).or(tokens.len().checked_sub(1))
}

/// What might stand at an error for the grammar's sake, likely ones first.
fn candidates(tokens: &[Token], mates: &[u32], edits: &[Edit], at: usize) -> Vec<Vec<Edit>> {
    let mut found = Vec::new();
    let mut offer = |change: &dyn Fn(&mut Vec<Edit>)| {
        let mut changed = edits.to_vec();
        change(&mut changed);
        found.push(changed);
    };
    let end_of = |open: usize| {
        mates.get(open).filter(|mate| **mate != ALONE && **mate as usize > open).map(|mate| *mate as usize)
    };
    // Inside a call: its arguments are no expressions.
    let mut open = at;
    let mut depth = 0;
    while open > 0 {
        open -= 1;
        match tokens[open].code {
            b')' | b']' | b'}' => depth += 1,
            b'(' if depth == 0 => break,
            b'[' | b'{' | b'(' if depth == 0 => {
                open = 0;
            }
            b'[' | b'{' | b'(' => depth -= 1,
            _ => {}
        }
    }
    if open > 0
        && tokens[open].is(b'(')
        && tokens[open - 1].kind == Kind::Word
        && let Some(close) = end_of(open)
        && close > open + 1
    {
        offer(&|edits| {
            for edit in &mut edits[open + 1..close] {
                *edit = Edit { action: Action::Covered, before: 0, after: 0 };
            }
            edits[open + 1].action = Action::Name;
        });
    }
    for at in [at, at.saturating_sub(1), at + 1] {
        let Some(token) = tokens.get(at) else { continue };
        if token.is_name() {
            offer(&|edits| edits[at].action = Action::Drop);
            if let Some(close) = end_of(at + 1).filter(|_| tokens[at + 1].is(b'(')) {
                offer(&|edits| edits[close].after = insert::SEMICOLON);
                offer(&|edits| {
                    for edit in &mut edits[at..=close] {
                        *edit = Edit { action: Action::Drop, before: 0, after: 0 };
                    }
                });
            }
        }
        if at > 0 && (token.first || tokens[at - 1].is(b')')) && edits[at - 1].after == 0 {
            offer(&|edits| edits[at - 1].after = insert::SEMICOLON);
            offer(&|edits| edits[at - 1].after = insert::COMMA);
        }
    }
    found
}
