use banbury_evidence::Means;

use super::{Place, Rewriter};
use crate::edits::{Action, insert};
use crate::macro_table::role;
use crate::structure::is_old_style;
use crate::tokens::Kind;
use crate::words::Word;

impl Rewriter<'_> {
    /// Deals with a macro at the beginning of a statement or declaration; none if there is nothing odd.
    pub(super) fn statement(&mut self, at: usize) -> Option<usize> {
        let mut name = at;
        if matches!(self.frame.place, Place::File | Place::Block) {
            while matches!(self.word_at(name), Word::Storage | Word::Qualifier) {
                name += 1;
            }
        }
        if !self.is_name(name) {
            return None;
        }
        if self.code_at(name + 1) == b'(' {
            let close = self.end_of(name + 1);
            if close >= self.tokens.len() {
                return None;
            }
            if let Some(next) = self.given_text(name, close) {
                return Some(next);
            }
            return match self.frame.place {
                Place::File => self.call_at_top(at, name, close),
                Place::Members => self.call_among_members(name, close),
                _ if name > at => self.declared_by_macro(at, name, close),
                _ => self.call_among_statements(name, close),
            };
        }
        (name == at).then(|| self.lone_name(at)).flatten()
    }

    /// `IF_FEATURE(int x;)`: the macro is the text that it is given.
    fn given_text(&mut self, name: usize, close: usize) -> Option<usize> {
        let inside = name + 2..close;
        let last = *self.tokens.get(close.checked_sub(1)?)?;
        let first = self.tokens.get(name + 2)?;
        let whole = last.is(b';') || last.is(b'}') && self.top(inside.clone()).any(|at| self.tokens[at].is(b';'));
        let opens = last.word == Word::Else
            || first.word == Word::If && !self.top(inside.clone()).any(|at| self.tokens[at].is(b',')) && !last.is(b';');
        if inside.is_empty()
            || !(whole || opens)
            || self.top(inside).any(|at| self.tokens[at].is(b',')) && !last.is(b';')
        {
            return None;
        }
        let semicolon =
            self.top(name + 2..close).any(|at| self.tokens[at].is(b',')) && !self.tokens[name + 2].word.is_specifier();
        if semicolon {
            return None;
        }
        self.drop(name..name + 2, Means::OptionalText);
        self.drop(close..close + 1, Means::OptionalText);
        Some(name + 2)
    }

    fn call_at_top(&mut self, at: usize, name: usize, close: usize) -> Option<usize> {
        let next = self.tokens.get(close + 1).copied();
        let Some(next) = next else { return Some(self.lacks_semicolon(at, name, close)) };
        match next.code {
            b'{' => {
                self.head(at, name, close);
                None
            }
            b';' | b',' => {
                // Specifiers without a type make no declaration: what is left is a call.
                let specifiers = at..name;
                self.drop(specifiers, Means::StatementMacro);
                self.item = name;
                self.begin = false;
                self.last = Some(name);
                Some(name + 1)
            }
            b'=' | b'[' => Some(self.declarator_by_macro(name, close)),
            b'}' => Some(self.lacks_semicolon(at, name, close)),
            0 if next.kind == Kind::Word => {
                let semicolon = (close + 1..self.tokens.len().min(close + 60)).find(|at| self.tokens[*at].is(b';'));
                if semicolon.is_some_and(|semicolon| is_old_style(self.tokens, self.mates, name, semicolon)) {
                    self.out.edits[name].before = insert::INT;
                    self.means(name, Means::FunctionMacro);
                    return None;
                }
                // `NAME(args) ATTRIBUTE {`
                let behind_attributes = self.behind_words(close + 1);
                if next.is_name() && self.code_at(behind_attributes) == b'{' && !next.first {
                    self.head(at, name, close);
                    return None;
                }
                // `TYPE(x) name(...)` stands on one line, or over a function whose type it is.
                let names_function = next.is_name()
                    && !self.is_attribute_like(close + 1)
                    && self.code_at(close + 2) == b'('
                    && self.is_head(close + 2);
                if next.first && (!names_function || self.tokens[name].roles & role::STATEMENT != 0)
                    || next.word.begins_statement()
                {
                    return Some(self.lacks_semicolon(at, name, close));
                }
                None
            }
            _ => None,
        }
    }

    /// Whether the parentheses at `open` are followed by a function's body.
    fn is_head(&self, open: usize) -> bool {
        let after = self.end_of(open).saturating_add(1);
        let is_attribute = self.is_name(after) && self.is_attribute_like(after);
        self.code_at(after) == b'{' || is_attribute && self.code_at(self.behind_words(after)) == b'{'
    }

    pub(super) fn behind_words(&self, mut at: usize) -> usize {
        while self.word_at(at) != Word::None {
            at += 1;
            if self.code_at(at) == b'(' {
                at = self.end_of(at).saturating_add(1);
            }
        }
        at
    }

    /// A definition that shows no type: a macro that makes a function, or one of old that gives `int`.
    fn head(&mut self, at: usize, name: usize, close: usize) {
        self.out.edits[name].before = insert::INT;
        self.means(at, Means::FunctionMacro);
        let is_function = !self.is_attribute_like(name) && self.tokens[name].roles == 0;
        if !is_function {
            self.out.heads.push((self.tokens[name].start, self.tokens[close].end));
        }
        // What cannot be a parameter is read as a name.
        let mut start = name + 2;
        while start < close {
            let end = self.top(start..close).find(|at| self.tokens[*at].is(b',')).unwrap_or(close);
            let can_be = self.word_at(start).is_specifier() || self.is_name(start) || self.code_at(start) == 128;
            let is_plain = self.tokens[start..end].iter().all(|token| {
                token.kind == Kind::Word || matches!(token.code, b'*' | b'[' | b']' | 128 | b'(' | b')' | b',')
            });
            if start < end && !(can_be && is_plain) {
                self.cover(start..end, Means::MacroArgument);
            }
            start = end + 1;
        }
    }

    fn call_among_members(&mut self, name: usize, close: usize) -> Option<usize> {
        let next = self.tokens.get(close + 1).copied();
        let is_type = next.is_some_and(|next| {
            next.is(b'*')
                || next.is_name()
                    && matches!(self.code_at(close + 2), b';' | b'[' | b',' | b':')
                    && (!next.first || !self.is_attribute_like(name))
        });
        if self.is_cpp {
            return None;
        }
        if is_type && !next.is_some_and(|next| self.is_attribute_like_token(&next)) {
            self.cover(name..close + 1, Means::MacroArgument);
            self.begin = false;
            self.last = Some(close);
            return Some(close + 1);
        }
        // A type and a name to the grammar: the macro, and what it is given.
        self.cover(name + 1..close + 1, Means::StatementMacro);
        self.last = Some(close);
        self.begin = false;
        let mut end = close + 1;
        while self.is_name(end) && self.code_at(self.behind_words(end)) == b';' {
            self.drop(end..end + 1, Means::Attribute);
            end += 1;
        }
        if next.is_none_or(|next| !matches!(next.code, b';' | b',' | b'[' | b'=')) && end == close + 1 {
            self.out.edits[close].after = insert::SEMICOLON;
            self.begin = true;
        }
        Some(end)
    }

    fn is_attribute_like_token(&self, token: &crate::tokens::Token) -> bool {
        token.is_name() && token.text(self.text).starts_with("__")
    }

    /// `static DECLARE(x);` among statements: specifiers without a type make no declaration.
    fn declared_by_macro(&mut self, at: usize, name: usize, close: usize) -> Option<usize> {
        match self.code_at(close + 1) {
            b';' => {
                self.drop(at..name, Means::StatementMacro);
                self.item = name;
                self.begin = false;
                self.last = Some(name);
                Some(name + 1)
            }
            b'=' | b'[' => Some(self.declarator_by_macro(name, close)),
            _ => None,
        }
    }

    /// Reads a macro with its arguments as what is declared.
    fn declarator_by_macro(&mut self, name: usize, close: usize) -> usize {
        self.out.edits[name].before = insert::INT;
        self.cover(name..close + 1, Means::StatementMacro);
        self.frame.declares = true;
        self.begin = false;
        self.last = Some(close);
        close + 1
    }

    fn call_among_statements(&mut self, name: usize, close: usize) -> Option<usize> {
        let roles = self.tokens[name].roles;
        let next = *self.tokens.get(close + 1)?;
        let is_loop = roles & (role::LOOP | role::CONDITION) != 0;
        let is_line = next.first;
        match next.code {
            b'{' => Some(self.loop_head(name, close)),
            b'=' if self.code_at(close + 2) == b'{' => Some(self.declarator_by_macro(name, close)),
            b'}' => Some(self.lacks_semicolon(name, name, close)),
            b'*' if self.is_type_of_pointer(close + 1) => {
                self.cover(name..close + 1, Means::MacroArgument);
                self.frame.declares = true;
                self.begin = false;
                self.last = Some(close);
                Some(close + 1)
            }
            b'(' | b'*' | b'&' if is_loop && roles & role::STATEMENT == 0 => Some(self.loop_head(name, close)),
            0 if next.kind == Kind::Word => {
                let deeper = self.is_deeper(close + 1, name);
                if is_loop && (roles & role::STATEMENT == 0 || deeper) {
                    return Some(self.loop_head(name, close));
                }
                if !is_line
                    && next.is_name()
                    && matches!(self.code_at(close + 2), b';' | b'=' | b',' | b'[')
                    && !self.is_attribute_like_token(&next)
                    && roles & role::STATEMENT == 0
                {
                    self.cover(name..close + 1, Means::MacroArgument);
                    self.frame.declares = true;
                    self.begin = false;
                    self.last = Some(close);
                    return Some(close + 1);
                }
                if is_line && !deeper
                    || roles & role::STATEMENT != 0
                    || next.word == Word::Else
                    || next.word.is_specifier()
                {
                    return Some(self.lacks_semicolon(name, name, close));
                }
                if next.is_name() || next.word.begins_statement() {
                    return Some(self.loop_head(name, close));
                }
                None
            }
            _ if next.kind == Kind::Number || next.kind == Kind::String => None,
            _ if next.is(crate::tokens::code::STEP) && is_line => Some(self.lacks_semicolon(name, name, close)),
            _ => None,
        }
    }

    /// Whether a `*` behind parentheses makes a pointer's declarator of what follows.
    fn is_type_of_pointer(&self, star: usize) -> bool {
        let mut at = star;
        while self.code_at(at) == b'*' || self.word_at(at) == Word::Qualifier {
            at += 1;
        }
        self.is_name(at) && matches!(self.code_at(at + 1), b'=' | b';' | b',' | b'[')
    }

    /// Whether the line of `at` is indented more than that of `than`.
    fn is_deeper(&self, at: usize, than: usize) -> bool {
        let head = &self.tokens[than];
        let line = if head.first {
            Some(head.column)
        } else {
            self.tokens[..than].iter().rev().take(40).find(|token| token.first).map(|token| token.column)
        };
        self.tokens.get(at).is_some_and(|token| token.first && line.is_some_and(|line| token.column > line))
    }

    /// Reads a macro that stands before a block or statement as a loop or condition.
    fn loop_head(&mut self, name: usize, close: usize) -> usize {
        let block = close + 1;
        let has_else = self.code_at(block) == b'{' && self.word_at(self.end_of(block).saturating_add(1)) == Word::Else;
        let is_condition = self.tokens[name].roles & role::CONDITION != 0 || has_else;
        let keyword = if is_condition { "if" } else { "while" };
        self.out.edits[name].action = Action::Become(keyword);
        self.means(name, Means::LoopMacro);
        let inside = name + 2..close;
        if inside.is_empty() {
            self.out.edits[name + 1].after = insert::NAME;
        }
        self.last = Some(name);
        // The parentheses are those of a condition, with what a macro may be given.
        self.loop_arguments(name + 1);
        self.push(Place::Condition, name + 1);
        self.frame.begins = true;
        self.last = Some(name + 1);
        self.begin = false;
        name + 2
    }

    /// Puts the `;` behind a macro that stands alone.
    fn lacks_semicolon(&mut self, at: usize, name: usize, close: usize) -> usize {
        self.drop(at..name, Means::StatementMacro);
        self.out.edits[close].after = insert::SEMICOLON;
        self.means(name, Means::StatementMacro);
        self.push_bare(self.frame.place, close + 1, true);
        self.frame.has_value = true;
        self.last = Some(name);
        self.begin = false;
        name + 1
    }

    /// A name alone at the beginning of a statement, or of a line at the top.
    fn lone_name(&mut self, at: usize) -> Option<usize> {
        let token = self.tokens[at];
        let Some(next) = self.tokens.get(at + 1).copied() else {
            self.drop(at..at + 1, Means::StatementMacro);
            return Some(at + 1);
        };
        let is_loop = token.roles & (role::LOOP | role::CONDITION) != 0;
        match (self.frame.place, next.code) {
            (Place::Block, b'{' | b'(' | b'*' | crate::tokens::code::STEP | 0)
                if is_loop && token.roles & role::OBJECT_LIKE != 0 =>
            {
                let keyword = if token.roles & role::CONDITION != 0 { "if" } else { "while" };
                self.out.edits[at].action = Action::Become(keyword);
                self.out.edits[at].after = insert::CONDITION;
                self.means(at, Means::LoopMacro);
                self.begin = true;
                self.item = at + 1;
                self.last = None;
                Some(at + 1)
            }
            (Place::Block, b'{' | b'}') if !(self.is_cpp && next.is(b'{')) => Some(self.ends_here(at)),
            (Place::Members | Place::File, b'}') => {
                self.drop(at..at + 1, Means::StatementMacro);
                Some(at + 1)
            }
            (Place::Block, 0) if next.first && next.kind == Kind::Word => {
                let is_statement =
                    token.roles & role::STATEMENT != 0 || next.word.begins_statement() || self.is_attribute_like(at);
                if next.word.is_specifier() && token.roles & role::STATEMENT == 0 {
                    self.drop(at..at + 1, Means::Attribute);
                    return Some(at + 1);
                }
                is_statement.then(|| self.ends_here(at))
            }
            (Place::Block, 0) if next.word.begins_statement() || next.word == Word::Else => Some(self.ends_here(at)),
            (Place::File, 0) if matches!(next.word, Word::Typedef | Word::Storage | Word::Tag) => {
                self.drop(at..at + 1, Means::Attribute);
                Some(at + 1)
            }
            // A macro on a line of its own before a declaration that has all it needs.
            (Place::File, 0)
                if next.first
                    && next.is_name()
                    && self.is_attribute_like(at)
                    && (self.is_name(at + 2)
                        || self.code_at(at + 2) == b'*' && self.is_name(at + 3)
                        || self.code_at(at + 2) == b'(' && !self.is_head(at + 2)) =>
            {
                self.drop(at..at + 1, Means::StatementMacro);
                Some(at + 1)
            }
            _ => None,
        }
    }

    fn ends_here(&mut self, at: usize) -> usize {
        self.out.edits[at].after = insert::SEMICOLON;
        self.means(at, Means::StatementMacro);
        self.begin = true;
        self.item = at + 1;
        self.last = None;
        at + 1
    }
}
