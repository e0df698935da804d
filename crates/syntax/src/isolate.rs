use std::ops::Range;

use banbury_evidence::Means;

use crate::compact::Compact;
use crate::repair::{damage, repaired};
use crate::rewrite::{Rewriting, rewrite};
use crate::structure::{ALONE, mates};
use crate::tokens::Token;
use crate::{Grammar, Parser, Tree};

/// Declarations of a file, each to be read by itself where the whole does not parse.
pub(crate) struct Declarations<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// What each bracket belongs to.
    pub mates: &'a [u32],
    /// Each a range of tokens; together they are all.
    pub items: &'a [Range<usize>],
}

/// Parses each declaration that the damage of `whole` reaches by itself, and puts a tree together from those and from
/// what was not damaged.
pub(crate) fn isolated(
    parser: &mut Parser,
    grammar: Grammar,
    declarations: &Declarations<'_>,
    whole: &Tree,
    rewriting: &mut Rewriting,
) -> Tree {
    let Declarations { text, tokens, items, .. } = *declarations;
    let place = |item: &Range<usize>| (tokens[item.start].start, tokens[item.end - 1].end);
    let mut damaged = vec![false; items.len()];
    let children: Vec<(u32, u32, bool, u32)> = whole
        .children(0)
        .map(|id| {
            let node = whole.node(id);
            (node.start, node.end, whole.has_error(id), id)
        })
        .collect();
    let all = whole.node(0).is_error();
    let reached = |start: u32, end: u32| {
        let first = items.partition_point(|item| place(item).1 <= start);
        let last = items.partition_point(|item| place(item).0 < end);
        first.min(items.len())..last.max(first).min(items.len())
    };
    for (start, end, has_error, _) in &children {
        if *has_error || all {
            let reached = reached(*start, (*end).max(start + 1));
            damaged[reached].fill(true);
        }
    }
    // A sound node that reaches into a damaged declaration goes with it.
    for children in [&mut children.iter() as &mut dyn Iterator<Item = _>, &mut children.iter().rev()] {
        for (start, end, _, _) in children {
            let reached = reached(*start, *end);
            if damaged[reached.clone()].contains(&true) {
                damaged[reached].fill(true);
            }
        }
    }
    let mut tree = Tree::of_root(whole.node(0).kind, text.len() as u32);
    if all {
        tree = Tree::of_root(grammar.tables().id_for_node_kind("translation_unit", true), text.len() as u32);
    }
    let mut sound = children
        .iter()
        .filter(|(start, end, has_error, _)| !has_error && !all && !damaged[reached(*start, *end)].contains(&true))
        .peekable();
    let mut work = 2 * tokens.len() + 20_000;
    for (item, _) in items.iter().zip(&damaged).filter(|(_, damaged)| **damaged) {
        let (start, end) = place(item);
        while let Some(child) = sound.next_if(|child| child.0 < start) {
            tree.graft(whole, child.3);
        }
        let slice = &tokens[item.clone()];
        if encloses(declarations, item) {
            continue;
        }
        rewriting.means.push((start, Means::Isolation));
        let brackets = mates(slice);
        let mut alone = rewrite(text, slice, &brackets, grammar == Grammar::Cpp);
        let Ok(mut parsed) = parser.parse_compact(grammar, &Compact::new(grammar, text, slice, &alone.edits)) else {
            continue;
        };
        if grammar == Grammar::Cpp {
            let plain = Rewriting::none(slice.len());
            if let Ok(tree) = parser.parse_compact(grammar, &Compact::new(grammar, text, slice, &plain.edits))
                && damage(&tree) <= damage(&parsed)
            {
                (alone, parsed) = (plain, tree);
            }
        }
        if parsed.has_error(0) {
            repaired(parser, grammar, text, slice, &brackets, &mut alone, &mut parsed, &mut work);
        }
        rewriting.edits[item.clone()].copy_from_slice(&alone.edits);
        rewriting.means.retain(|(at, means)| *means == Means::Isolation || *at < start || *at >= end);
        rewriting.means.extend(alone.means);
        rewriting.heads.retain(|(at, _)| *at < start || *at >= end);
        rewriting.heads.extend(alone.heads);
        if parsed.node(0).is_error() {
            tree.graft(&parsed, 0);
        } else {
            for child in parsed.children(0).collect::<Vec<_>>() {
                tree.graft(&parsed, child);
            }
        }
    }
    for child in sound {
        tree.graft(whole, child.3);
    }
    tree
}

/// Whether an item is the head of what encloses further declarations, or the brace that closes such.
fn encloses(declarations: &Declarations<'_>, item: &Range<usize>) -> bool {
    let last = item.end - 1;
    let token = declarations.tokens[last];
    let mate = declarations.mates[last];
    mate != ALONE && (token.is(b'{') || token.is(b'}') && item.len() == 1) && !(item.contains(&(mate as usize)))
}
