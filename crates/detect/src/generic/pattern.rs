use std::cell::Cell;
use std::ops::Range;

use super::aliengrep::AliengrepPattern;
use super::comments::CommentStyle;
use super::matching::matches;
use super::text::{GenericText, is_word_byte, tokens_of};

/// A rule's `options` for generic patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GenericOptions {
    /// `generic_ellipsis_max_span`: how many lines further than the line before it an ellipsis may reach.
    pub ellipsis_max_span: u32,
    /// `generic_comment_style`: what to take out of the text before it is searched.
    pub comment_style: Option<CommentStyle>,
    /// `generic_engine`.
    pub engine: Engine,
}

/// What searches for a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Semgrep's default: blocks by indentation, and ellipses of some lines.
    Spacegrep,
    /// `aliengrep`: no white space counts, brackets do.
    Aliengrep {
        /// `generic_caseless`.
        ignore_case: bool,
    },
}

impl Default for GenericOptions {
    fn default() -> Self {
        Self { ellipsis_max_span: 10, comment_style: None, engine: Engine::Spacegrep }
    }
}

/// A pattern of `languages: [generic]`.
#[derive(Debug)]
pub(crate) enum GenericPattern {
    /// For the default engine.
    Spacegrep(SpacegrepPattern),
    /// For `generic_engine: aliengrep`.
    Aliengrep(AliengrepPattern),
}

/// A pattern of the default engine.
#[derive(Debug)]
pub(crate) struct SpacegrepPattern {
    pub(super) items: Vec<Item>,
    /// Before each item and at the end, how many atoms stand before.
    atoms_before: Vec<u32>,
    pub(super) ellipsis_max_span: u32,
    /// Names of metavariables, by number.
    pub(super) names: Vec<Name>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Literal(String),
    /// `$X`, by number.
    Metavariable(usize),
    /// `...`, or `$...X` by number.
    Ellipsis(Option<usize>),
    /// A block of more indentation, up to the item `end`.
    Opening {
        end: usize,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub text: String,
    is_ellipsis: bool,
}

/// One match: its range, and what its metavariables stand for.
pub(crate) type GenericMatch = (Range<u32>, Vec<(String, Range<u32>)>);

impl GenericPattern {
    /// Compiles a pattern.
    pub fn compile(pattern: &str, options: &GenericOptions) -> Result<Self, String> {
        let pattern = match options.comment_style {
            Some(style) => style.blanked(pattern),
            None => pattern.into(),
        };
        match options.engine {
            Engine::Spacegrep => SpacegrepPattern::compile(&pattern, options.ellipsis_max_span).map(Self::Spacegrep),
            Engine::Aliengrep { ignore_case } => AliengrepPattern::compile(&pattern, ignore_case).map(Self::Aliengrep),
        }
    }

    /// The names of its metavariables.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Spacegrep(pattern) => pattern.names.iter().map(|name| name.text.as_str()).collect(),
            Self::Aliengrep(pattern) => pattern.names().collect(),
        }
    }

    /// Every place in `text`, or in one stretch of it as if it were all, where the pattern matches. Takes `steps`; with none
    /// left, the search was given up.
    pub fn find(&self, text: &GenericText<'_>, scope: Option<Range<u32>>, steps: &Cell<u64>) -> Vec<GenericMatch> {
        let Some(scope) = scope else {
            return match self {
                Self::Spacegrep(pattern) => matches(pattern, text, steps),
                Self::Aliengrep(pattern) => pattern.find(text.text, steps),
            };
        };
        let Some(inner) = text.text.get(scope.start as usize..scope.end as usize) else { return Vec::new() };
        steps.set(steps.get().saturating_sub(inner.len() as u64));
        let shifted = |range: Range<u32>| range.start + scope.start..range.end + scope.start;
        let found = self.find(&GenericText::new(inner), None, steps);
        let shift_all = |(range, bindings): GenericMatch| {
            (shifted(range), bindings.into_iter().map(|(name, range)| (name, shifted(range))).collect())
        };
        found.into_iter().map(shift_all).collect()
    }

    /// Words that every text with a match holds.
    pub fn required_words(&self) -> Vec<String> {
        let mut words = match self {
            Self::Spacegrep(pattern) => pattern.required_words(),
            Self::Aliengrep(pattern) => pattern.required_words(),
        };
        words.sort();
        words.dedup();
        words
    }
}

impl SpacegrepPattern {
    fn compile(text: &str, ellipsis_max_span: u32) -> Result<Self, String> {
        let mut compiler = Compiler { text, items: Vec::new(), names: Vec::new() };
        compiler.lines()?;
        let Compiler { items, names, .. } = compiler;
        if items.is_empty() {
            return Err("an empty generic pattern matches nothing".to_owned());
        }
        for name in &names {
            if names.iter().any(|other| other.text == name.text && other.is_ellipsis != name.is_ellipsis) {
                return Err(format!("a generic pattern with both `${0}` and `$...{0}` is not supported", name.text));
            }
        }
        let mut atoms_before = vec![0];
        let mut count = 0;
        for item in &items {
            count += u32::from(matches!(item, Item::Literal(_) | Item::Metavariable(_)));
            atoms_before.push(count);
        }
        Ok(Self { items, atoms_before, ellipsis_max_span, names })
    }

    fn required_words(&self) -> Vec<String> {
        let words = self.items.iter().filter_map(|item| match item {
            Item::Literal(text) if text.bytes().all(is_word_byte) => Some(text.clone()),
            _ => None,
        });
        words.collect()
    }

    /// Whether items match where there is no text.
    pub(super) fn matches_nothing(&self, items: Range<usize>) -> bool {
        self.atoms_before.get(items.start) == self.atoms_before.get(items.end)
    }
}

struct Compiler<'text> {
    text: &'text str,
    items: Vec<Item>,
    names: Vec<Name>,
}

impl Compiler<'_> {
    fn lines(&mut self) -> Result<(), String> {
        let (mut tokens, mut start) = (Vec::new(), 0);
        // Column and opening item of each block that is open; the outermost has none.
        let mut open: Vec<(u32, usize)> = Vec::new();
        for line in self.text.split_inclusive('\n') {
            let indentation = tokens_of(line, start, &mut tokens);
            start += line.len();
            if tokens.is_empty() {
                continue;
            }
            while let Some((_, opening)) = open.pop_if(|(column, _)| *column > indentation) {
                self.close(opening);
            }
            if open.last().map_or(0, |(column, _)| *column) < indentation {
                open.push((indentation, self.items.len()));
                self.items.push(Item::Opening { end: 0 });
            }
            self.line(&tokens)?;
        }
        open.into_iter().rev().for_each(|(_, opening)| self.close(opening));
        Ok(())
    }

    fn close(&mut self, opening: usize) {
        let here = self.items.len();
        if let Some(Item::Opening { end }) = self.items.get_mut(opening) {
            *end = here;
        }
    }

    fn line(&mut self, tokens: &[(usize, usize)]) -> Result<(), String> {
        let mut rest = tokens;
        while let Some(((start, end), tail)) = rest.split_first() {
            let token = &self.text[*start..*end];
            // Signs join to one of Semgrep's where no space is between them.
            let dots = adjacent_dots(self.text, rest);
            let mut taken = 1;
            if token == "." && dots == 3 {
                self.ellipsis(None)?;
                taken = 3;
            } else if token == "." && dots > 3 {
                self.items.extend(std::iter::repeat_n(Item::Literal(".".to_owned()), dots));
                taken = dots;
            } else if token == "$"
                && let Some((name, is_ellipsis, length)) = metavariable(self.text, *end, tail)
            {
                let number = self.number(Name { text: name.to_owned(), is_ellipsis });
                if is_ellipsis {
                    self.ellipsis(Some(number))?
                } else {
                    self.items.push(Item::Metavariable(number))
                }
                taken = 1 + length;
            } else {
                self.items.push(Item::Literal(token.to_owned()));
            }
            rest = rest.get(taken..).unwrap_or(&[]);
        }
        Ok(())
    }

    fn ellipsis(&mut self, number: Option<usize>) -> Result<(), String> {
        if number.is_some() && matches!(self.items.last(), Some(Item::Ellipsis(_))) {
            return Err("`$...` right behind an ellipsis is not a pattern: where the one ends is not told".to_owned());
        }
        self.items.push(Item::Ellipsis(number));
        Ok(())
    }

    fn number(&mut self, name: Name) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }
}

/// How many of the tokens in front are dots without space between them.
fn adjacent_dots(text: &str, tokens: &[(usize, usize)]) -> usize {
    let mut end = tokens.first().map_or(0, |(start, _)| *start);
    let dots = tokens.iter().take_while(|token| {
        let joined = token.0 == end && &text[token.0..token.1] == ".";
        end = token.1;
        joined
    });
    dots.count()
}

/// The name behind a `$` that ends at `at`, whether it is of the form `$...X`, and the tokens that it takes.
fn metavariable<'text>(text: &'text str, at: usize, tokens: &[(usize, usize)]) -> Option<(&'text str, bool, usize)> {
    let dots = adjacent_dots(text, tokens);
    let is_ellipsis = dots == 3;
    let (start, end) = *tokens.get(if is_ellipsis { 3 } else { 0 })?;
    let name = &text[start..end];
    let joined = start == at + if is_ellipsis { 3 } else { 0 };
    let is_name = name.starts_with(|first: char| first.is_ascii_uppercase());
    (joined && is_name).then_some((name, is_ellipsis, if is_ellipsis { 4 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(pattern: &str) -> Vec<Item> {
        SpacegrepPattern::compile(pattern, 10).unwrap().items
    }

    #[test]
    fn semgreps_signs_are_told_from_text() {
        let word = |text: &str| Item::Literal(text.to_owned());
        assert_eq!(
            items("$X $...Y $X $x"),
            [Item::Metavariable(0), Item::Ellipsis(Some(1)), Item::Metavariable(0), word("$"), word("x"),]
        );
        assert_eq!(
            items("a .... ...b"),
            [word("a"), word("."), word("."), word("."), word("."), Item::Ellipsis(None), word("b")]
        );
        assert_eq!(items("a:\n  b\nc"), [word("a"), word(":"), Item::Opening { end: 4 }, word("b"), word("c")]);
    }

    #[test]
    fn what_cannot_be_a_pattern_is_refused() {
        let refused = |pattern| GenericPattern::compile(pattern, &GenericOptions::default()).is_err();
        assert!(refused("a ... $...X") && refused("$...X $...Y") && refused(" \n") && refused("$X a $...X"));
    }

    #[test]
    fn words_are_required_and_signs_are_not() {
        let pattern = GenericPattern::compile("set $X = password; ... set", &GenericOptions::default()).unwrap();
        assert_eq!(pattern.required_words(), ["password", "set"]);
    }
}
