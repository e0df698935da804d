use std::ops::Range;

use banbury_evidence::Means;

use super::{Place, Rewriter};
use crate::edits::{Action, insert};
use crate::structure::is_old_style;
use crate::tokens::Kind;
use crate::words::Word;

impl Rewriter<'_> {
    /// Deals with an opening parenthesis: what stands in it depends on what stands before it.
    pub(super) fn open_parenthesis(&mut self, at: usize) -> usize {
        let place = self.place_of_parenthesis(at);
        if place == Place::Arguments {
            self.arguments(at);
        }
        let begins = place == Place::Condition;
        self.push(place, at);
        self.frame.begins = begins;
        self.begin = false;
        if place == Place::Parameters && self.frames.last().is_some_and(|outer| outer.place == Place::File) {
            self.old_style(at);
        }
        let before = self.last.map(|last| self.tokens[last]);
        let behind_word = before.is_some_and(|token| token.is_name() || token.word.is_specifier());
        let behind_star = before.is_some_and(|token| token.is(b'*'));
        self.last = Some(at);
        // `int (CALL *f)(void)`: the name before the star is an attribute.
        let declares = self.frames.last().is_some_and(|outer| match outer.place {
            Place::Group => behind_word,
            Place::Parameters | Place::File | Place::Members => !outer.has_value && (behind_word || behind_star),
            _ => !outer.has_value && outer.declares && (behind_word || behind_star),
        });
        if declares && self.is_name(at + 1) && self.opens_declarator(at) && !matches!(place, Place::Condition) {
            let mut end = at + 1;
            while self.is_name(end) {
                end += 1;
            }
            self.drop(at + 1..end, Means::Attribute);
            return end;
        }
        at + 1
    }

    fn place_of_parenthesis(&self, at: usize) -> Place {
        let Some(last) = self.last else { return Place::Group };
        let before = self.tokens[last];
        match before.word {
            Word::If | Word::While | Word::For | Word::Switch => return Place::Condition,
            Word::Sizeof => return Place::Group,
            Word::Offsetof => return Place::Arguments,
            Word::Name => {}
            Word::None if before.is(b')') || before.is(b']') => {}
            // `int (x)`, `return (x)`.
            _ => return Place::Group,
        }
        let declares = match self.frame.place {
            Place::File | Place::Members => !self.frame.has_value && !self.frame.begins_call(last, self.item),
            Place::Block => self.frame.declares && !self.frame.has_value && !self.is_initializer(at),
            Place::Parameters => true,
            Place::Group => before.is(b')') && self.frames.last().is_some_and(|outer| outer.place == Place::Parameters),
            _ => false,
        };
        // `(type (*)(int)) value`
        if self.frame.place == Place::Group && self.opens_declarator(at) && self.tokens[self.end_of(at) - 1].is(b'*') {
            return Place::Group;
        }
        if self.frame.place == Place::Group && before.is(b')') && self.tokens[last - 1].is(b'*') {
            return Place::Parameters;
        }
        if before.is(b')') && !declares && self.closed == Place::Group {
            // `(type)(value)` or `(*f)(x)`.
            let open = self.mates[last] as usize;
            return if self.code_at(open + 1) == b'*' { Place::Arguments } else { Place::Group };
        }
        if declares { Place::Parameters } else { Place::Arguments }
    }

    /// The grammar knows definitions with separate parameter declarations, but not of functions that return pointers.
    fn old_style(&mut self, open: usize) {
        let close = self.end_of(open);
        if self.word_at(close + 1) == Word::None || self.is_cpp || open == 0 {
            return;
        }
        let semicolon = (close + 1..self.tokens.len().min(close + 40)).find(|at| self.tokens[*at].is(b';'));
        if !semicolon.is_some_and(|semicolon| is_old_style(self.tokens, self.mates, open - 1, semicolon)) {
            return;
        }
        for at in (0..open - 1).rev() {
            if self.tokens[at].is(b'*') {
                self.drop(at..at + 1, Means::Extension);
            } else if self.out.edits[at].action != Action::Drop {
                break;
            }
        }
    }

    /// C++: `type name(value);` declares with what could be arguments.
    fn is_initializer(&self, open: usize) -> bool {
        self.is_cpp && !self.word_at(open + 1).is_specifier()
    }

    /// Lets a call's arguments be what a macro's may be.
    fn arguments(&mut self, open: usize) {
        let close = self.end_of(open);
        if close >= self.tokens.len() {
            return;
        }
        let known = self.blocks.len();
        let mut start = open + 1;
        let mut first = true;
        loop {
            let comma = self.top(start..close).find(|at| self.tokens[*at].is(b','));
            let end = comma.unwrap_or(close);
            if start == end {
                match comma {
                    Some(comma) => self.drop(comma..comma + 1, Means::OptionalText),
                    None if !first => self.drop(close - 1..close, Means::OptionalText),
                    None => {}
                }
            } else {
                self.argument(start..end, true);
            }
            match comma {
                Some(comma) => start = comma + 1,
                None => break,
            }
            first = false;
        }
        // The next one is the last.
        self.blocks[known..].reverse();
    }

    /// The same for a macro that is read as a loop.
    pub(super) fn loop_arguments(&mut self, open: usize) {
        let close = self.end_of(open);
        let mut start = open + 1;
        while start < close {
            let comma = self.top(start..close).find(|at| self.tokens[*at].is(b','));
            let end = comma.unwrap_or(close);
            if start == end {
                if let Some(comma) = comma {
                    self.drop(comma..comma + 1, Means::OptionalText);
                }
            } else {
                self.argument(start..end, false);
            }
            start = end + 1;
            if comma.is_some() && start == close {
                self.drop(close - 1..close, Means::OptionalText);
            }
        }
    }

    fn argument(&mut self, range: Range<usize>, may_be_block: bool) {
        let Range { start, end } = range;
        let first = self.tokens[start];
        let last = self.tokens[end - 1];
        // The most common by far.
        if start + 1 == end
            && (first.kind != Kind::Punctuation && !first.word.is_specifier() && !first.word.begins_statement())
        {
            return;
        }
        let has_semicolon = self.top(start..end).any(|at| self.tokens[at].is(b';'));
        let is_statement = has_semicolon || first.word.begins_statement() || first.word == Word::Else;
        if is_statement && !first.is(b'{') {
            if may_be_block && !self.is_cpp {
                self.out.edits[start].before = insert::OPEN_BRACE;
                let closed = last.is(b';') || last.is(b'}');
                self.out.edits[end - 1].after = if closed { insert::CLOSE_BRACE } else { insert::END };
                self.means(start, Means::MacroArgument);
                self.blocks.push(start..end);
            } else {
                self.cover(start..end, Means::MacroArgument);
            }
            return;
        }
        if first.is(b'.') && self.is_name(start + 1) {
            self.drop(start..start + 1, Means::MacroArgument);
            return;
        }
        let operator = |token: &crate::tokens::Token| {
            token.kind == Kind::Punctuation && !matches!(token.code, b'(' | b')' | b'{' | b'}' | b'[' | b']')
        };
        if self.tokens[start..end].iter().all(operator) {
            self.cover(start..end, Means::MacroArgument);
            return;
        }
        if let Some(behind) = self.type_prefix(start, end) {
            self.cover(start..behind, Means::MacroArgument);
        }
    }

    /// The end of the type that an argument begins with; none if it is an expression.
    fn type_prefix(&self, start: usize, end: usize) -> Option<usize> {
        let mut at = start;
        let mut has_keyword = false;
        let mut words = 0;
        let mut last_is_star = false;
        while at < end {
            let token = self.tokens[at];
            match token.word {
                Word::Type | Word::Tag | Word::Qualifier | Word::Storage => {
                    // `int(x)` converts in C++.
                    if self.is_cpp && self.code_at(at + 1) == b'(' && words == 0 {
                        return None;
                    }
                    has_keyword = true;
                    words += 1;
                }
                Word::Attribute | Word::AttributeCall if words > 0 => {
                    if self.code_at(at + 1) == b'(' {
                        at = self.end_of(at + 1).min(end - 1);
                    }
                }
                Word::Typeof if self.code_at(at + 1) == b'(' => {
                    has_keyword = true;
                    words += 1;
                    at = self.end_of(at + 1).min(end - 1);
                }
                Word::Name if !last_is_star || has_keyword => {
                    // `"%s" PRI`, and calls, are expressions.
                    if self.code_at(at + 1) == b'(' && at + 1 < end && !has_keyword {
                        if words == 0 {
                            return None;
                        }
                        break;
                    }
                    words += 1;
                }
                Word::None if token.is(b'*') && words > 0 => {}
                _ => break,
            }
            last_is_star = token.is(b'*');
            at += 1;
        }
        let is_type = has_keyword || words >= 2 && !last_is_star || words == 1 && last_is_star && at == end;
        if !is_type {
            return None;
        }
        if at == end {
            return Some(end);
        }
        match self.code_at(at) {
            // A pointer to a function, or an array.
            b'(' if has_keyword => Some(end),
            b'[' if self.end_of(at) + 1 == end => Some(end),
            b'{' if has_keyword => Some(end),
            _ => Some(at),
        }
    }
}

impl super::Frame {
    /// Whether what `last` names is called and not declared: nothing stands before it.
    fn begins_call(&self, last: usize, item: usize) -> bool {
        last == item && !self.declares
    }
}

impl Rewriter<'_> {
    /// Opens the stretch of an argument that is read as a block, where one begins at `at`.
    pub(super) fn enter_block(&mut self, at: usize) {
        if let Some(range) = self.blocks.last().filter(|range| range.start == at).cloned() {
            self.blocks.pop();
            self.push_bare(Place::Block, range.end, false);
            self.begin = true;
            self.item = at;
            self.last = None;
        }
    }
}
