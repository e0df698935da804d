use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::pattern::{GenericMatch, Item, SpacegrepPattern};
use super::text::{Block, GenericText, Node, NodeKind};

/// Every match of `pattern`, by start.
pub(super) fn matches(pattern: &SpacegrepPattern, text: &GenericText<'_>, steps: &Cell<u64>) -> Vec<GenericMatch> {
    let Some(wanted) = Wanted::of(pattern, text) else { return Vec::new() };
    // Of matches with one end the shortest counts; if an ellipsis makes that end, the longest.
    let longest = matches!(pattern.items.last(), Some(Item::Ellipsis(_)));
    let mut by_end: BTreeMap<u32, (u32, Vec<Binding>)> = BTreeMap::new();
    let mut search =
        Search { pattern, text, wanted: &wanted, choices: Vec::new(), frames: Vec::new(), env: Vec::new() };
    let mut attempt = |start: u32| {
        if let Some(end) = search.at(start, steps)
            && let Some(node) = text.nodes.get(start as usize)
        {
            let known = by_end.entry(end).or_insert_with(|| (node.start, search.env.clone()));
            if !longest {
                *known = (node.start, search.env.clone());
            }
        }
        steps.get() > 0
    };
    // Whether all was tried is told by the steps that are left.
    let _complete = match pattern.items.first() {
        Some(Item::Literal(_)) => {
            let places = wanted.0.first().copied().flatten().map_or(&[][..], |symbol| text.places(symbol));
            places.iter().all(|place| attempt(*place))
        }
        // An ellipsis in front would match at every atom of a block: its first is enough.
        Some(Item::Ellipsis(_)) => {
            let mut nodes = (0..).zip(&text.nodes);
            let mut opened = true;
            nodes.all(|(place, node)| {
                let begins = std::mem::replace(&mut opened, node.kind == NodeKind::Opening);
                !begins || opened || attempt(place)
            })
        }
        _ => (0..).zip(&text.nodes).all(|(place, node)| node.kind == NodeKind::Opening || attempt(place)),
    };
    let mut found: Vec<GenericMatch> = by_end
        .into_iter()
        .map(|(end, (start, env))| {
            let named = |binding: Binding| Some((pattern.names.get(binding.name)?.text.clone(), binding.range));
            (start..end, env.into_iter().filter_map(named).collect())
        })
        .collect();
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found
}

/// For each item the symbol that it is in the text.
struct Wanted(Vec<Option<u32>>);

impl Wanted {
    /// None if the text lacks a symbol that the pattern needs.
    fn of(pattern: &SpacegrepPattern, text: &GenericText<'_>) -> Option<Self> {
        let symbol = |item: &Item| match item {
            Item::Literal(literal) => text.symbol(literal).map(Some),
            _ => Some(None),
        };
        pattern.items.iter().map(symbol).collect::<Option<_>>().map(Self)
    }
}

#[derive(Clone, Debug)]
struct Binding {
    name: usize,
    range: Range<u32>,
}

/// An ellipsis that is being matched.
#[derive(Clone, Copy, Debug)]
struct Ellipsis {
    /// The furthest line that it may reach.
    max_line: u32,
    start: u32,
    end: u32,
    name: Option<usize>,
}

/// The last atom that was matched and not passed over.
#[derive(Clone, Copy, Debug)]
struct Last {
    end: u32,
    line: u32,
}

#[derive(Clone, Copy, Debug)]
struct State {
    item: usize,
    node: u32,
    /// The innermost block around `node`.
    block: u32,
    ellipsis: Option<Ellipsis>,
    last: Last,
}

/// A block of the pattern that is matched against a block of the text, whatever comes behind.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// The block of the text.
    block: u32,
    /// The end of the pattern's block.
    end: usize,
    outer: u32,
    /// How many choices there were before.
    choices: usize,
}

struct Choice {
    state: State,
    frames: usize,
    bindings: usize,
}

/// A search from one atom on, with a stack of its own: patterns and texts nest as deep as they like.
struct Search<'a, 'text> {
    pattern: &'a SpacegrepPattern,
    text: &'a GenericText<'text>,
    wanted: &'a Wanted,
    choices: Vec<Choice>,
    frames: Vec<Frame>,
    env: Vec<Binding>,
}

enum Outcome {
    Goes,
    Complete(Last),
    Fails,
}

impl Search<'_, '_> {
    /// The end of the first match that begins at an atom; its metavariables are left in `env`.
    fn at(&mut self, start: u32, steps: &Cell<u64>) -> Option<u32> {
        let node = self.text.nodes.get(start as usize)?;
        self.choices.clear();
        self.frames.clear();
        self.env.clear();
        // Nothing is matched yet: an ellipsis in front takes the first atom too.
        let last = Last { end: node.start, line: node.line };
        let root = Frame { block: node.block, end: self.pattern.items.len(), outer: 0, choices: 0 };
        let mut state = State { item: 0, node: start, block: node.block, ellipsis: None, last };
        loop {
            steps.set(steps.get().saturating_sub(1));
            if steps.get() == 0 {
                return None;
            }
            let frame = self.frames.last().copied().unwrap_or(root);
            match self.step(&mut state, frame) {
                Outcome::Goes => {}
                Outcome::Complete(last) => match self.frames.pop() {
                    None => return Some(last.end),
                    Some(inner) => {
                        // The first way to match a block is final.
                        self.choices.truncate(inner.choices);
                        state = State {
                            item: inner.end,
                            node: self.block(inner.block).end,
                            block: inner.outer,
                            ellipsis: None,
                            last,
                        };
                    }
                },
                Outcome::Fails => {
                    let choice = self.choices.pop()?;
                    self.frames.truncate(choice.frames);
                    self.env.truncate(choice.bindings);
                    state = choice.state;
                }
            }
        }
    }

    fn step(&mut self, state: &mut State, frame: Frame) -> Outcome {
        if state.item >= frame.end {
            return self.end_of_pattern(state);
        }
        let node = self.node(state);
        match self.pattern.items.get(state.item) {
            Some(Item::Ellipsis(name)) => {
                let span = self.pattern.ellipsis_max_span;
                match &mut state.ellipsis {
                    // One more reaches further.
                    Some(ellipsis) => ellipsis.max_line = ellipsis.max_line.saturating_add(span),
                    None => {
                        let Last { end, line } = state.last;
                        let max_line = line.saturating_add(span);
                        state.ellipsis = Some(Ellipsis { max_line, start: end, end, name: *name });
                    }
                }
                state.item += 1;
                Outcome::Goes
            }
            Some(Item::Opening { end }) => self.block_of_pattern(state, node, *end, frame),
            Some(Item::Literal(_) | Item::Metavariable(_)) => self.atom(state, node, frame),
            None => Outcome::Fails,
        }
    }

    /// Where the innermost block ends there is no node.
    fn node(&self, state: &State) -> Option<Node> {
        let inside = state.node < self.block(state.block).end;
        self.text.nodes.get(state.node as usize).copied().filter(|_| inside)
    }

    fn block(&self, block: u32) -> Block {
        self.text.blocks.get(block as usize).copied().unwrap_or(Block { parent: 0, end: 0 })
    }

    fn end_of_pattern(&mut self, state: &State) -> Outcome {
        let rest = state.node..self.block(state.block).end;
        let Some(ellipsis) = state.ellipsis else {
            // A block of the pattern is all of a block of the text; a whole pattern need not be all of the text.
            let complete = self.frames.is_empty() || rest.is_empty();
            return if complete { Outcome::Complete(state.last) } else { Outcome::Fails };
        };
        let nodes = self.text.nodes.get(rest.start as usize..rest.end as usize).unwrap_or(&[]);
        let near = nodes.partition_point(|node| node.line <= ellipsis.max_line);
        let last = nodes[..near].iter().rev().find(|node| node.kind != NodeKind::Opening);
        let last = last.map_or(state.last, |node| Last { end: node.end, line: node.line });
        let all = Ellipsis { end: last.end.max(ellipsis.end), ..ellipsis };
        if self.bind_ellipsis(Some(all)) { Outcome::Complete(last) } else { Outcome::Fails }
    }

    fn block_of_pattern(&mut self, state: &mut State, node: Option<Node>, end: usize, frame: Frame) -> Outcome {
        let Some(node) = node else {
            let nothing = self.pattern.matches_nothing(state.item..frame.end) && self.bind_ellipsis(state.ellipsis);
            return if nothing { Outcome::Complete(state.last) } else { Outcome::Fails };
        };
        if node.kind == NodeKind::Opening {
            if !self.bind_ellipsis(state.ellipsis) {
                return Outcome::Fails;
            }
            let choices = self.choices.len();
            self.frames.push(Frame { block: node.block, end, outer: state.block, choices });
            let State { item, node: at, last, .. } = *state;
            *state = State { item: item + 1, node: at + 1, block: node.block, ellipsis: None, last };
            return Outcome::Goes;
        }
        if passed_over(state, node) {
            return Outcome::Goes;
        }
        if !self.pattern.matches_nothing(state.item..end) || !self.bind_ellipsis(state.ellipsis) {
            return Outcome::Fails;
        }
        state.item = end;
        state.ellipsis = None;
        Outcome::Goes
    }

    fn atom(&mut self, state: &mut State, node: Option<Node>, frame: Frame) -> Outcome {
        let Some(node) = node else {
            // The text goes on behind the block, but not behind the one that the search is held to.
            if state.block == frame.block {
                return Outcome::Fails;
            }
            state.block = self.block(state.block).parent;
            return Outcome::Goes;
        };
        if node.kind == NodeKind::Opening {
            state.block = node.block;
            state.node += 1;
            return Outcome::Goes;
        }
        if state.ellipsis.is_some_and(|ellipsis| node.line > ellipsis.max_line) {
            return Outcome::Fails;
        }
        let bindings = self.env.len();
        if self.bind_ellipsis(state.ellipsis) && self.matches_atom(state.item, node) {
            let mut other = *state;
            if passed_over(&mut other, node) {
                self.choices.push(Choice { state: other, frames: self.frames.len(), bindings });
            }
            state.item += 1;
            state.node += 1;
            state.ellipsis = None;
            state.last = Last { end: node.end, line: node.line };
            return Outcome::Goes;
        }
        self.env.truncate(bindings);
        if passed_over(state, node) { Outcome::Goes } else { Outcome::Fails }
    }

    fn matches_atom(&mut self, item: usize, node: Node) -> bool {
        match (self.pattern.items.get(item), node.kind) {
            (Some(Item::Literal(_)), NodeKind::Word(symbol) | NodeKind::Sign(symbol)) => {
                self.wanted.0.get(item) == Some(&Some(symbol))
            }
            (Some(Item::Metavariable(name)), NodeKind::Word(_)) => self.bind(*name, node.start..node.end),
            _ => false,
        }
    }

    fn bind_ellipsis(&mut self, ellipsis: Option<Ellipsis>) -> bool {
        match ellipsis {
            Some(Ellipsis { name: Some(name), start, end, .. }) => self.bind(name, start..end),
            _ => true,
        }
    }

    /// Binds a metavariable, or compares with what it stands for already.
    fn bind(&mut self, name: usize, range: Range<u32>) -> bool {
        let text = |range: &Range<u32>| self.text.text.get(range.start as usize..range.end as usize);
        if let Some(known) = self.env.iter().find(|binding| binding.name == name) {
            return text(&known.range) == text(&range);
        }
        self.env.push(Binding { name, range });
        true
    }
}

/// Whether an ellipsis takes the atom; it then does.
fn passed_over(state: &mut State, node: Node) -> bool {
    match &mut state.ellipsis {
        Some(ellipsis) if node.line <= ellipsis.max_line => {
            ellipsis.end = node.end;
            state.node += 1;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{GenericOptions, GenericPattern};
    use super::*;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let pattern = GenericPattern::compile(pattern, &GenericOptions::default()).unwrap();
        let steps = Cell::new(100_000);
        let found = pattern.find(&GenericText::new(text), None, &steps);
        assert!(steps.get() > 0);
        let shown = |range: &Range<u32>| text[range.start as usize..range.end as usize].to_owned();
        let shown = |(range, bindings): &GenericMatch| {
            let bindings = bindings.iter().map(|(name, range)| format!(" {name}={}", shown(range)));
            shown(range) + &bindings.collect::<String>()
        };
        found.iter().map(shown).collect()
    }

    #[test]
    fn white_space_and_lines_do_not_count() {
        assert_eq!(found("foo(a, b);", "foo (a,b) ; foo(\n a,\n b\n); foo(ab);"), ["foo (a,b) ;", "foo(\n a,\n b\n);"]);
    }

    #[test]
    fn metavariables_are_words_and_stay_the_same() {
        assert_eq!(found("$X = $X", "a = a; b = c; + = +"), ["a = a X=a"]);
        assert_eq!(found("foo $...X bar", "foo a-b bar foo bar"), ["foo a-b bar X= a-b", "foo bar X="]);
        assert_eq!(found("<$...X> $...X;", "<a b>a b; <a><b>b;"), ["<a b>a b; X=a b", "<b>b; X=b"]);
    }

    #[test]
    fn an_ellipsis_reaches_ten_lines_and_two_reach_twenty() {
        let lines = |count: usize| format!("a{}b", "\n".repeat(count));
        assert_eq!(found("a ... b", &lines(10)).len(), 1);
        assert_eq!(found("a ... b", &lines(11)).len(), 0);
        assert_eq!(found("a ... ... b", &lines(20)).len(), 1);
        assert_eq!(found("x ...", &format!("x{}", "\ny".repeat(12))), [format!("x{}", "\ny".repeat(10))]);
    }

    #[test]
    fn a_match_stays_in_the_block_where_it_begins() {
        assert_eq!(found("a ... b", "if\n  a\nb"), [""; 0]);
        assert_eq!(found("if ... b", "if\n  a\nb"), ["if\n  a\nb"]);
        assert_eq!(found("{ ... }", "f { a { b } } c }"), ["{ b }"]);
    }

    #[test]
    fn an_indented_pattern_asks_for_an_indented_text() {
        assert_eq!(found("if $X:\n  run", "if x:\n    run\nif y: run\nif z:\n  run fast"), ["if x:\n    run X=x"]);
        assert_eq!(found("if $X:\n  ...\nend", "if x:\n  a\n   b\nend"), ["if x:\n  a\n   b\nend X=x"]);
    }

    #[test]
    fn of_matches_with_one_end_the_shortest_counts() {
        assert_eq!(found("a ... b", "a a c b b"), ["a c b"]);
        assert_eq!(found("... b", "a c b"), ["a c b"]);
    }

    #[test]
    fn a_stretch_is_searched_as_if_it_were_all() {
        let pattern = GenericPattern::compile("a ...", &GenericOptions::default()).unwrap();
        let text = "x a b c";
        let found = pattern.find(&GenericText::new(text), Some(2..5), &Cell::new(1000));
        assert_eq!(found, [(2..5, vec![])]);
    }

    #[test]
    fn what_would_take_forever_is_given_up() {
        let pattern = "a ... ".repeat(12) + "b";
        let pattern = GenericPattern::compile(&pattern, &GenericOptions::default()).unwrap();
        let steps = Cell::new(100_000);
        pattern.find(&GenericText::new(&("a ".repeat(1000) + "\n\n\n b")), None, &steps);
        assert_eq!(steps.get(), 0);
    }

    proptest! {
        #[test]
        fn any_pattern_on_any_text_gives_ranges_in_it(pattern in "([ab($){.} \n]|\\$X|\\.\\.\\.|é| {2}){0,12}", text in "[ab(){}. \n\té$X]{0,60}") {
            if let Ok(pattern) = GenericPattern::compile(&pattern, &GenericOptions::default()) {
                for (range, bindings) in pattern.find(&GenericText::new(&text), None, &Cell::new(100_000)) {
                    for range in bindings.into_iter().map(|(_, range)| range).chain([range]) {
                        prop_assert!(text.get(range.start as usize..range.end as usize).is_some());
                    }
                }
            }
        }

        #[test]
        fn a_text_is_found_by_itself(text in "[a-c]( [a-c]|\n[a-c]|[;,]){0,20}") {
            let found = found(&text, &text);
            prop_assert_eq!(found, [text]);
        }
    }
}
