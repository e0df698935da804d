use std::cell::Cell;
use std::ops::Range;

use super::pattern::GenericMatch;
use super::text::is_word_byte;

/// A pattern of `generic_engine: aliengrep` in its default multi-line mode: no white space counts, brackets are matched, and an
/// ellipsis reaches as far as it must.
#[derive(Debug)]
pub(crate) struct AliengrepPattern {
    items: Vec<Item>,
    names: Vec<String>,
    ignore_case: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Item {
    Literal(String),
    /// `$X`, by number.
    Metavariable(usize),
    /// `...`, or `$...X` by number; between brackets of the pattern it does not pass over the closing one.
    Ellipsis {
        name: Option<usize>,
        closing: Option<char>,
    },
}

impl AliengrepPattern {
    pub fn compile(pattern: &str, ignore_case: bool) -> Result<Self, String> {
        let mut it = Self { items: Vec::new(), names: Vec::new(), ignore_case };
        // The closing brackets that are awaited.
        let mut open: Vec<char> = Vec::new();
        let mut rest = pattern.trim_start();
        while let Some(first) = rest.chars().next() {
            let closing = open.last().copied();
            let length = if let Some((name, length)) = metavariable(rest) {
                let is_ellipsis = rest.starts_with("$.");
                let number = it.number(if is_ellipsis { format!("...{name}") } else { name.to_owned() });
                it.items.push(match is_ellipsis {
                    true => Item::Ellipsis { name: Some(number), closing },
                    false => Item::Metavariable(number),
                });
                length
            } else if rest.starts_with("...") {
                it.items.push(Item::Ellipsis { name: None, closing });
                if rest.starts_with("....") { 4 } else { 3 }
            } else {
                if let Some(closing) = closing_of(first).filter(|closing| rest.contains(*closing)) {
                    open.push(closing);
                } else if closing == Some(first) {
                    open.pop();
                }
                let length = token_length(rest);
                it.items.push(Item::Literal(rest[..length].to_owned()));
                length
            };
            rest = rest[length..].trim_start();
        }
        if it.items.is_empty() { Err("an empty generic pattern matches nothing".to_owned()) } else { Ok(it) }
    }

    fn number(&mut self, name: String) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }

    /// The names of its metavariables, `...` in front of those that stand for an ellipsis taken away.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.trim_start_matches('.'))
    }

    pub fn required_words(&self) -> Vec<String> {
        let words = self.items.iter().filter_map(|item| match item {
            Item::Literal(text) if !self.ignore_case && text.bytes().all(is_word_byte) => Some(text.clone()),
            _ => None,
        });
        words.collect()
    }

    /// Matches from the left, none within another.
    pub fn find(&self, text: &str, steps: &Cell<u64>) -> Vec<GenericMatch> {
        let tokens = tokens(text);
        let partners = partners(text, &tokens, steps);
        let mut search =
            Search { pattern: self, text, tokens: &tokens, partners: &partners, env: vec![None; self.names.len()] };
        let (mut found, mut start) = (Vec::new(), 0);
        // An ellipsis in front reaches back to the beginning of the text.
        let from_beginning = matches!(self.items.first(), Some(Item::Ellipsis { .. }));
        let to_end = matches!(self.items.last(), Some(Item::Ellipsis { .. }));
        while start < tokens.len() && steps.get() > 0 && (start == 0 || !from_beginning) {
            match search.at(start, steps) {
                Some(end) if end > start => {
                    let named = self.names.iter().zip(&search.env);
                    let bindings = named
                        .filter_map(|(name, range)| Some((name.trim_start_matches('.').to_owned(), range.clone()?)));
                    // An ellipsis at the end takes the white space behind it.
                    let end_at = if to_end { text.len() } else { search.end_of(end) };
                    let range = tokens.get(start).map_or(0, |token| token.start)..end_at;
                    found.push((span(&range), bindings.map(|(name, range)| (name, span(&range))).collect()));
                    start = end;
                }
                _ => start += 1,
            }
        }
        found
    }
}

fn span(range: &Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}

/// The name of a metavariable in front of a pattern, and how much of it is the metavariable.
fn metavariable(pattern: &str) -> Option<(&str, usize)> {
    let rest = pattern.strip_prefix('$')?;
    let name = ["....", "..."].iter().find_map(|dots| rest.strip_prefix(dots)).unwrap_or(rest);
    let length =
        name.bytes().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_').count();
    let is_name = name.starts_with(|first: char| first.is_ascii_uppercase());
    is_name.then(|| (&name[..length], pattern.len() - name.len() + length))
}

fn closing_of(opening: char) -> Option<char> {
    match opening {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

/// Length of the word or the other character in front.
fn token_length(text: &str) -> usize {
    match text.bytes().take_while(|byte| is_word_byte(*byte)).count() {
        0 => text.chars().next().map_or(0, char::len_utf8),
        length => length,
    }
}

fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let length = token_length(&text[at..]);
        if !(first.is_ascii_whitespace() || first == '\x0b') {
            tokens.push(at..at + length);
        }
        at += length;
    }
    tokens
}

/// For each opening bracket its closing one: the first behind it that no bracket between them takes. A bracket without a
/// partner is a sign like any other.
fn partners(text: &str, tokens: &[Range<usize>], steps: &Cell<u64>) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    for (opening, token) in tokens.iter().enumerate().rev() {
        let Some(closing) = text[token.clone()].chars().next().and_then(closing_of) else { continue };
        let mut at = opening + 1;
        while let Some(other) = tokens.get(at) {
            // Brackets that are never closed each look up to the end.
            steps.set(steps.get().saturating_sub(1));
            if steps.get() == 0 {
                return partners;
            }
            if text[other.clone()].starts_with(closing) {
                partners[opening] = Some(at);
                break;
            }
            at = partners[at].unwrap_or(at) + 1;
        }
    }
    partners
}

struct Search<'a> {
    pattern: &'a AliengrepPattern,
    text: &'a str,
    tokens: &'a [Range<usize>],
    partners: &'a [Option<usize>],
    env: Vec<Option<Range<usize>>>,
}

/// Where to go on if a way fails: the item, the token, the token where the item's ellipsis began, and what was bound.
struct Choice {
    item: usize,
    token: usize,
    began: usize,
    env: Vec<Option<Range<usize>>>,
}

impl Search<'_> {
    /// The token behind a match that begins at one.
    fn at(&mut self, start: usize, steps: &Cell<u64>) -> Option<usize> {
        let mut choices = vec![Choice { item: 0, token: start, began: start, env: vec![None; self.env.len()] }];
        while let Some(choice) = choices.pop() {
            let Choice { mut item, mut token, mut began, env } = choice;
            self.env = env;
            loop {
                steps.set(steps.get().checked_sub(1).filter(|left| *left > 0).unwrap_or(0));
                if steps.get() == 0 {
                    return None;
                }
                let Some(wanted) = self.pattern.items.get(item) else {
                    // An ellipsis at the end reaches to the end of the text.
                    let reaches = matches!(self.pattern.items.last(), Some(Item::Ellipsis { .. }));
                    if reaches && token < self.tokens.len() {
                        break;
                    }
                    return Some(token);
                };
                match wanted {
                    Item::Ellipsis { name, closing } => {
                        if let Some(further) = self.pass_over(token, *closing) {
                            choices.push(Choice { item, token: further, began, env: self.env.clone() });
                        }
                        if !name.is_none_or(|name| self.bind(name, self.between(began, token))) {
                            break;
                        }
                    }
                    Item::Literal(literal) if self.is(token, literal) => token += 1,
                    Item::Metavariable(name)
                        if self.is_word(token) && self.bind(*name, self.between(token, token + 1)) =>
                    {
                        token += 1;
                    }
                    _ => break,
                }
                item += 1;
                began = token;
            }
        }
        None
    }

    /// Where an ellipsis goes on behind the next node. A bracket is passed over with all that it holds.
    fn pass_over(&self, token: usize, closing: Option<char>) -> Option<usize> {
        let range = self.tokens.get(token)?;
        let held = closing.is_some_and(|closing| self.text[range.clone()].starts_with(closing));
        (!held).then(|| self.partners.get(token).copied().flatten().unwrap_or(token) + 1)
    }

    fn is(&self, token: usize, literal: &str) -> bool {
        let text = self.tokens.get(token).map(|range| &self.text[range.clone()]);
        text.is_some_and(|text| self.same(text, literal))
    }

    fn is_word(&self, token: usize) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|range| self.text.as_bytes().get(range.start).copied().is_some_and(is_word_byte))
    }

    fn same(&self, left: &str, right: &str) -> bool {
        if self.pattern.ignore_case { left.eq_ignore_ascii_case(right) } else { left == right }
    }

    fn end_of(&self, behind: usize) -> usize {
        behind.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end)
    }

    fn between(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(self.text.len(), |token| token.start);
        if from < to { start..self.end_of(to) } else { start..start }
    }

    fn bind(&mut self, name: usize, range: Range<usize>) -> bool {
        match self.env.get(name).cloned().flatten() {
            Some(known) => self.same(&self.text[known], &self.text[range]),
            None => {
                if let Some(slot) = self.env.get_mut(name) {
                    *slot = Some(range);
                }
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let steps = Cell::new(100_000);
        let found = AliengrepPattern::compile(pattern, false).unwrap().find(text, &steps);
        assert!(steps.get() > 0);
        let shown = |range: &Range<u32>| text[range.start as usize..range.end as usize].to_owned();
        let all = |(range, bindings): &GenericMatch| {
            let bindings = bindings.iter().map(|(name, range)| format!(" {name}={}", shown(range)));
            shown(range) + &bindings.collect::<String>()
        };
        found.iter().map(all).collect()
    }

    #[test]
    fn brackets_are_matched_and_white_space_does_not_count() {
        assert_eq!(found("f($...A)", "f(g(x), y) f ( ) f(\n a)"), ["f(g(x), y) A=g(x), y", "f ( ) A=", "f(\n a) A=a"]);
        assert_eq!(
            found("location ... { ... pass $...U; ... }", "location / {\n a { b }\n pass x:y;\n}"),
            ["location / {\n a { b }\n pass x:y;\n} U=x:y"]
        );
        assert_eq!(found("a....b", "a x\n\n\ny b"), ["a x\n\n\ny b"]);
    }

    #[test]
    fn metavariables_are_words_and_stay_the_same() {
        assert_eq!(found("$X = $X", "a = a b = c"), ["a = a X=a"]);
        assert_eq!(found("a ...", "a b c"), ["a b c"]);
        assert_eq!(found("... b", "a b c b"), ["a b"]);
    }

    proptest! {
        #[test]
        fn any_pattern_on_any_text_gives_ranges_in_it(pattern in r"([ab(){}. é]|\$X|\.\.\.|\$\.\.\.Y){1,10}", text in "[ab(){}. \nXé]{0,40}") {
            if let Ok(pattern) = AliengrepPattern::compile(&pattern, true) {
                for (range, bindings) in pattern.find(&text, &Cell::new(20_000)) {
                    for range in bindings.into_iter().map(|(_, range)| range).chain([range]) {
                        prop_assert!(text.get(range.start as usize..range.end as usize).is_some());
                    }
                }
            }
        }
    }
}
