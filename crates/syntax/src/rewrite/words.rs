use banbury_evidence::Means;

use super::{Place, Rewriter};
use crate::edits::{Action, insert};
use crate::macro_table::role;
use crate::structure::{ALONE, is_old_style};
use crate::tokens::{Kind, code};
use crate::words::Word;

impl Rewriter<'_> {
    /// Deals with a word.
    pub(super) fn word(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        match token.word {
            Word::AttributeCall | Word::Attribute => return self.drop_attribute(at),
            Word::Asm => return self.assembler(at),
            Word::Name if token.roles & role::ATTRIBUTE != 0 && self.fills_a_gap(at) => {
                return self.drop_attribute(at);
            }
            _ => {}
        }
        if self.begin && matches!(self.frame.place, Place::File | Place::Block | Place::Members) {
            self.item = at;
            if let Some(next) = self.statement(at) {
                return next;
            }
        }
        match token.word {
            Word::If | Word::While | Word::For | Word::Switch => self.condition(at),
            Word::Else | Word::Do => {
                self.last = Some(at);
                self.begin = true;
                self.item = at + 1;
                return at + 1;
            }
            Word::Case => self.frame.in_case = true,
            Word::Default if self.code_at(at + 1) == b':' => self.frame.in_case = true,
            Word::Goto if self.code_at(at + 1) == b'*' => {
                self.drop(at..at + 1, Means::Extension);
                self.begin = false;
                return at + 1;
            }
            Word::Offsetof => return self.offset_of(at),
            Word::Constant if self.frame.place == Place::Enumerators => {
                self.separate(at);
                self.cover(at..at + 1, Means::Extension);
            }
            Word::Typeof => return self.run(at),
            _ if token.word.is_specifier() => return self.run(at),
            Word::Name => return self.name(at),
            _ => {}
        }
        self.begin = false;
        self.last = Some(at);
        at + 1
    }

    fn name(&mut self, at: usize) -> usize {
        if matches!(self.frame.place, Place::Values | Place::Arguments | Place::Enumerators) {
            self.separate(at);
        }
        let called = self.code_at(at + 1) == b'(';
        let after_string = self.last.is_some_and(|last| self.tokens[last].kind == Kind::String);
        if called && !self.begin {
            let close = self.end_of(at + 1);
            let before_string = self.tokens.get(close + 1).is_some_and(|next| next.kind == Kind::String);
            let in_list = self.frame.place == Place::Enumerators;
            if close < self.tokens.len() && (after_string || before_string && !self.is_cpp || in_list) {
                self.cover(at..close + 1, Means::OptionalText);
                self.last = Some(close);
                // A string goes on behind it; an enumerator does not.
                self.closed = if in_list { Place::Arguments } else { Place::Group };
                return close + 1;
            }
            let is_text =
                self.is_text_of_expression(at) && self.is_operand(self.last) || self.is_text_of_parameters(at);
            if self.leads_on(at) || is_text {
                self.drop(at..at + 2, Means::OptionalText);
                self.drop(close..close + 1, Means::OptionalText);
                return at + 2;
            }
        }
        let behind_bracket = self.last.is_some_and(|last| self.tokens[last].is(b']'));
        if behind_bracket
            && !self.begin
            && !matches!(self.frame.place, Place::Values | Place::Arguments | Place::Enumerators)
        {
            return self.drop_attribute(at);
        }
        if self.word_at(at + 1) != Word::None
            && !called
            && !self.is_text_of_expression(at + 1)
            && self.frame.place != Place::Values
            && self.frame.place != Place::Enumerators
        {
            return self.run(at);
        }
        // `int (CALL *f)(void)` and the like are seen at the parenthesis; a lone name is what it is.
        if self.begin && self.code_at(at + 1) == b'*' {
            self.frame.declares = matches!(self.frame.place, Place::File | Place::Members);
        }
        self.begin = false;
        self.last = Some(at);
        at + 1
    }

    /// `a IF_X(|| b)`: whether the macro at `at` is given the continuation of an expression.
    fn is_text_of_expression(&self, at: usize) -> bool {
        let first = self.code_at(at + 2);
        self.is_name(at)
            && self.code_at(at + 1) == b'('
            && self.end_of(at + 1) < self.tokens.len()
            && matches!(first, b'|' | b'+' | b'/' | b'%' | b'^' | b'<' | b'>' | b'?' | code::AND | code::BINARY)
    }

    /// `(int a IF_X(, int b))`
    fn is_text_of_parameters(&self, at: usize) -> bool {
        let close = self.end_of(at + 1);
        self.frame.place == Place::Parameters
            && close < self.tokens.len()
            && (self.code_at(at + 2) == b',' || self.code_at(close - 1) == b',')
    }

    /// `IF_X(a &&) b`
    fn leads_on(&self, at: usize) -> bool {
        let close = self.end_of(at + 1);
        close < self.tokens.len()
            && matches!(
                self.code_at(close - 1),
                b'|' | b'+' | b'-' | b'*' | b'^' | b'?' | b':' | b'=' | code::AND | code::BINARY | code::ASSIGN
            )
            && self.tokens.get(close + 1).is_some_and(|next| {
                matches!(next.code, b'(' | b'!' | b'*' | b'&') || next.code == 0 && !next.word.begins_statement()
            })
    }

    /// Leaves out an attribute with its arguments.
    pub(super) fn drop_attribute(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let takes = token.word != Word::Attribute
            && (token.word != Word::Name || token.roles == 0 || token.roles & role::FUNCTION_LIKE != 0);
        let end = if takes && self.code_at(at + 1) == b'(' {
            self.end_of(at + 1).min(self.tokens.len() - 1) + 1
        } else {
            at + 1
        };
        self.drop(at..end, Means::Attribute);
        end
    }

    /// Whether a macro that may be empty stands where nothing is missing without it.
    fn fills_a_gap(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let takes = token.roles & role::FUNCTION_LIKE != 0 && self.code_at(at + 1) == b'(';
        let after = if takes { self.end_of(at + 1) + 1 } else { at + 1 };
        let Some(next) = self.tokens.get(after) else { return false };
        if token.roles & (role::FUNCTION_LIKE | role::OBJECT_LIKE) == role::FUNCTION_LIKE && !takes {
            return false;
        }
        let goes_on = next.kind == Kind::Word && !next.word.begins_statement();
        if self.begin {
            return goes_on && !(takes && next.first) && !(self.frame.place == Place::Block && next.first);
        }
        if self.last.is_some_and(|last| matches!(self.tokens[last].word, Word::Tag)) {
            return goes_on;
        }
        if self.is_operand(self.last) || self.last.is_some_and(|last| self.tokens[last].word.is_specifier()) {
            // Behind a string it is a string.
            return self.last.is_none_or(|last| self.tokens[last].kind != Kind::String)
                && !matches!(self.frame.place, Place::Values | Place::Enumerators)
                && (self.frame.place != Place::Arguments || goes_on || next.is(b'*'));
        }
        let before = self.last.map_or(0, |last| self.tokens[last].code);
        goes_on && next.word != Word::Constant || next.is(b'*') && matches!(before, b'*' | b'(')
    }

    /// `asm`: a statement is left to the grammar, what names a symbol or register is left out.
    fn assembler(&mut self, at: usize) -> usize {
        let mut open = at + 1;
        while matches!(self.word_at(open), Word::Qualifier | Word::Goto | Word::Storage | Word::Name) && open < at + 4 {
            open += 1;
        }
        if self.code_at(open) != b'(' {
            return self.foreign_assembler(at);
        }
        let close = self.end_of(open).min(self.tokens.len() - 1);
        if !self.begin && self.is_operand(self.last) && self.frame.place != Place::Arguments {
            self.drop(at..close + 1, Means::Attribute);
            return close + 1;
        }
        for between in at + 1..open {
            if !matches!(self.tokens[between].word, Word::Qualifier | Word::Goto | Word::Storage) {
                self.drop(between..between + 1, Means::Attribute);
            } else if self.tokens[between].text(self.text) == "__volatile" {
                self.out.edits[between].action = Action::Become("volatile");
            }
        }
        if self.has_plain_operands(open, close) {
            for inside in open + 1..close {
                if self.tokens[inside].is(code::SCOPE) {
                    self.out.edits[inside].action = Action::Become(": :");
                }
            }
        } else if close > open + 1 {
            // What macros make of it is no concern of the grammar.
            self.means(open + 1, Means::Extension);
            self.out.edits[open + 1].action = Action::Become("\"\"");
            for edit in &mut self.out.edits[open + 2..close] {
                edit.action = Action::Covered;
            }
        }
        self.end_assembler(close)
    }

    /// `__asm { mov eax, 1 }` and `__asm mov eax, 1`, up to the end of the line.
    fn foreign_assembler(&mut self, at: usize) -> usize {
        let end = if self.code_at(at + 1) == b'{' {
            self.end_of(at + 1).min(self.tokens.len() - 1) + 1
        } else {
            let ends = |token: &crate::tokens::Token| {
                token.first || token.word == Word::Asm || matches!(token.code, b';' | b'}')
            };
            self.tokens[at + 1..].iter().position(ends).map_or(self.tokens.len(), |end| at + 1 + end)
        };
        self.cover(at..end, Means::Extension);
        self.end_assembler(end - 1)
    }

    fn end_assembler(&mut self, close: usize) -> usize {
        if self.begin && !matches!(self.code_at(close + 1), b';' | b',' | b')') {
            self.out.edits[close].after = insert::SEMICOLON;
            self.means(close, Means::StatementMacro);
            self.begin = true;
            self.item = close + 1;
        } else {
            self.begin = false;
        }
        self.last = Some(close);
        close + 1
    }

    /// Whether the parentheses of an `asm` hold what the grammar knows: strings, operands, clobbered registers, labels.
    fn has_plain_operands(&self, open: usize, close: usize) -> bool {
        let mut section = 0;
        let mut at = open + 1;
        if !self.is_string(at) {
            return false;
        }
        while at < close {
            let token = self.tokens[at];
            let fits = match (section, token.kind, token.code) {
                (_, _, b':') => {
                    section += 1;
                    true
                }
                (_, _, code::SCOPE) => {
                    section += 2;
                    true
                }
                (0, Kind::String, _) | (3, Kind::String, _) | (4, Kind::Word, _) => true,
                (0, Kind::Word, _) => {
                    token.is_name() && self.code_at(at + 1) != b'(' && self.is_string(at - 1) | self.is_string(at + 1)
                }
                (1 | 2, Kind::String, _) => self.code_at(at + 1) == b'(',
                (1 | 2, _, b'[') => self.is_name(at + 1) && self.code_at(at + 2) == b']',
                (1 | 2, _, b'(') => self.is_string(at - 1),
                (1.., _, b',') => true,
                _ => false,
            };
            if !fits || section > 4 {
                return false;
            }
            at = if matches!(token.code, b'(' | b'[') { self.end_of(at) } else { at } + 1;
        }
        true
    }

    fn is_string(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::String)
    }

    /// `if`, `while`, `for`, `switch`, where a macro may bring the parentheses.
    fn condition(&mut self, at: usize) {
        if self.is_name(at + 1) && self.code_at(at + 2) == b'(' {
            let close = self.end_of(at + 2);
            if close < self.tokens.len() {
                self.out.edits[at + 1].before = insert::OPEN;
                self.out.edits[close].after = insert::CLOSE;
                self.means(at + 1, Means::OptionalText);
                self.push_bare(Place::Condition, close + 1, true);
            }
        }
    }

    /// The grammar has `offsetof` of a plain member; of others it is a call.
    fn offset_of(&mut self, at: usize) -> usize {
        self.begin = false;
        self.last = Some(at);
        let close = self.end_of(at + 1);
        let comma = self.top(at + 2..close).find(|inside| self.tokens[*inside].is(b','));
        if let Some(comma) = comma
            && self.code_at(at + 1) == b'('
            && close < self.tokens.len()
        {
            if comma + 2 == close && self.is_name(comma + 1) && !self.is_cpp {
                let words = at + 2..comma;
                if words.clone().all(|inside| self.word_at(inside).is_specifier() || self.is_name(inside))
                    && words.len() <= 2
                {
                    self.last = Some(close);
                    self.closed = Place::Arguments;
                    return close + 1;
                }
            }
            self.out.edits[at].action = Action::Become("_offsetof");
            self.means(at, Means::MacroArgument);
        }
        at + 1
    }

    /// A run of words that declare something: keeps of its names as many as a type and a declarator have.
    pub(super) fn run(&mut self, start: usize) -> usize {
        let mut names = std::mem::take(&mut self.names);
        names.clear();
        let before = self.last.map(|last| self.tokens[last]);
        let behind_star = before.is_some_and(|token| token.is(b'*'));
        let behind_members = before.is_some_and(|token| token.is(b'}'))
            && matches!(self.closed, Place::Members | Place::Enumerators)
            && !self.begin;
        let behind_comma = before.is_some_and(|token| token.is(b','))
            && matches!(self.frame.place, Place::File | Place::Block | Place::Members);
        let mut has_type = behind_star || behind_members || behind_comma;
        let mut awaits_tag = false;
        let mut had_tag = false;
        let mut at = start;
        let mut last = self.last;
        while let Some(token) = self.tokens.get(at).copied() {
            if self.out.edits[at].action == Action::Drop {
                at += 1;
                continue;
            }
            match token.word {
                Word::AttributeCall | Word::Attribute => {
                    at = self.drop_attribute(at);
                    continue;
                }
                Word::Tag => {
                    has_type = true;
                    awaits_tag = true;
                    had_tag = true;
                }
                Word::Type => {
                    has_type = true;
                    awaits_tag = false;
                }
                Word::Typeof if self.code_at(at + 1) == b'(' => {
                    let close = self.end_of(at + 1).min(self.tokens.len() - 1);
                    self.cover(at..close + 1, Means::Extension);
                    has_type = true;
                    last = Some(close);
                    at = close + 1;
                    continue;
                }
                Word::Qualifier | Word::Storage | Word::Typedef => {}
                Word::Name => {
                    // A new line after a whole declaration without its `;` is another one.
                    let called = self.code_at(at + 1) == b'(';
                    let outer = std::mem::replace(&mut self.last, last);
                    let is_attribute = token.roles & role::ATTRIBUTE != 0 && at > start && self.fills_a_gap(at);
                    self.last = outer;
                    if is_attribute {
                        at = self.drop_attribute(at);
                        continue;
                    }
                    if awaits_tag {
                        awaits_tag = false;
                        // `struct ATTRIBUTE name {`
                        if self.is_name(at + 1) && self.code_at(at + 2) == b'{' && !self.is_cpp {
                            at = self.drop_attribute(at);
                            continue;
                        }
                        if called
                            && self.code_at(self.end_of(at + 1) + 1) == 0
                            && self.is_name(self.end_of(at + 1) + 1)
                            && self.code_at(self.end_of(at + 1) + 2) == b'{'
                        {
                            at = self.drop_attribute(at);
                            awaits_tag = true;
                            continue;
                        }
                    } else if called {
                        match self.called_in_run(start, at, has_type, &names) {
                            Called::Attribute(end) => {
                                self.drop(at..end, Means::Attribute);
                                at = end;
                                continue;
                            }
                            Called::Type(end) => {
                                self.cover(at..end, Means::MacroArgument);
                                has_type = true;
                                last = Some(end - 1);
                                at = end;
                                continue;
                            }
                            Called::Declarator => names.push(at),
                        }
                    } else {
                        names.push(at);
                    }
                    if called {
                        last = Some(at);
                        at += 1;
                        break;
                    }
                }
                _ => break,
            }
            last = Some(at);
            at += 1;
        }
        self.reduce(&names, has_type, behind_star, had_tag, at);
        if has_type || names.len() >= 2 {
            self.frame.declares = true;
        }
        self.names = names;
        self.last = last;
        self.begin = false;
        at.max(start + 1)
    }

    /// What a name with parentheses is in a declaration.
    fn called_in_run(&self, start: usize, at: usize, has_type: bool, names: &[usize]) -> Called {
        let close = self.end_of(at + 1);
        let Some(next) = self.tokens.get(close + 1) else { return Called::Declarator };
        let old_style = || {
            let semicolon = (close + 1..self.tokens.len().min(close + 40)).find(|at| self.tokens[*at].is(b';'));
            semicolon.is_some_and(|semicolon| is_old_style(self.tokens, self.mates, start, semicolon))
        };
        let typed = has_type || !names.is_empty();
        let is_word = next.is_name() || next.word.is_specifier();
        if is_word && !(next.first && matches!(next.word, Word::Storage | Word::Typedef)) {
            // `int f(void) ATTRIBUTE;` ends what it declares; `int ATTRIBUTE(x) f(void)` does not.
            let mut after = close + 2;
            if self.code_at(after) == b'(' {
                after = self.end_of(after) + 1;
            }
            let trails = next.is_name()
                && matches!(self.code_at(after), b';' | b'{' | b',')
                && (self.code_at(close + 2) != b'(' || !self.looks_like_parameters(close + 2));
            if old_style() {
                return Called::Declarator;
            }
            let chain_ends = matches!(self.code_at(self.behind_words(close + 1)), b';' | b'{' | b',' | b'=');
            if typed && next.is_name() && self.is_attribute_like(close + 1) && !self.is_attribute_like(at) && chain_ends
            {
                return Called::Declarator;
            }
            if !typed {
                let lone = next.is_name() && matches!(self.code_at(close + 2), b'(' | b'=' | b';' | b',' | b'[' | b')');
                return if lone { Called::Type(close + 1) } else { Called::Attribute(close + 1) };
            }
            if trails && !self.is_attribute_like(at) {
                return Called::Declarator;
            }
            return Called::Attribute(close + 1);
        }
        if next.is(b'*')
            && (self.is_name(close + 2)
                || matches!(self.code_at(close + 2), b'*' | b')' | b',')
                || self.word_at(close + 2) == Word::Qualifier)
        {
            return if typed { Called::Attribute(close + 1) } else { Called::Type(close + 1) };
        }
        if typed
            && names.last().is_some_and(|before| !self.is_attribute_like(*before))
            && (has_type || names.len() >= 2)
            && self.is_attribute_like(at)
            && matches!(next.code, b';' | b'=' | b',' | b'[' | b')' | b':')
        {
            return Called::Attribute(close + 1);
        }
        Called::Declarator
    }

    fn looks_like_parameters(&self, open: usize) -> bool {
        let close = self.end_of(open);
        close == open + 1
            || self.word_at(open + 1).is_specifier()
            || self.is_name(open + 1) && (self.is_name(open + 2) || self.code_at(open + 2) == b'*')
    }

    /// Leaves out names that are too many between a type and what follows at `end`.
    fn reduce(&mut self, names: &[usize], has_type: bool, behind_star: bool, had_tag: bool, end: usize) {
        if names.is_empty() || had_tag && self.code_at(end) == b'{' {
            return;
        }
        let type_ = usize::from(!has_type);
        let in_cast = self.frame.place == Place::Group;
        let (declarators, allowed) = match self.code_at(end) {
            b'*' if !behind_star => (0, type_),
            b')' if in_cast && behind_star => (0, usize::from(!self.frame.typed)),
            b')' if in_cast => (0, type_),
            b'(' if self.opens_declarator(end) => (0, type_),
            b'(' | b'=' | b';' | b',' | b'[' | b':' | b')' => (1, 1 + type_),
            _ => return,
        };
        if names.len() <= allowed {
            return;
        }
        let plain = |at: &&usize| !self.is_attribute_like(**at);
        let declarator = if declarators == 0 {
            None
        } else if self.code_at(end) == b'(' {
            names.last()
        } else {
            names.iter().skip(type_).rfind(plain).or(names.get(type_))
        };
        let rest: Vec<usize> = names.iter().filter(|at| Some(*at) != declarator).copied().collect();
        let type_name =
            if has_type && allowed == declarators { None } else { rest.iter().find(plain).or(rest.first()).copied() };
        for at in rest.into_iter().filter(|at| Some(*at) != type_name) {
            self.drop(at..at + 1, Means::Attribute);
        }
    }

    /// Whether a parenthesis opens a declarator, as that of a pointer to a function.
    pub(super) fn opens_declarator(&self, open: usize) -> bool {
        let mut at = open + 1;
        while self.word_at(at) != Word::None {
            at += 1;
        }
        matches!(self.code_at(at), b'*' | b'^') && self.code_at(self.end_of(open) + 1) == b'(' && at <= open + 3
    }

    /// Whether a name is written as attributes are: `__name`, or all capitals.
    pub(super) fn is_attribute_like(&self, at: usize) -> bool {
        let name = self.tokens[at].text(self.text);
        name.starts_with("__") || name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase())
    }

    /// Leaves out attributes behind the parameters of a declarator.
    pub(super) fn trailing_attributes(&mut self, close: usize) -> usize {
        let mut at = close + 1;
        let mut ranges = Vec::new();
        while let Some(token) = self.tokens.get(at) {
            let takes = token.word == Word::AttributeCall || token.is_name();
            if !takes && token.word != Word::Attribute {
                break;
            }
            let end = if takes && self.code_at(at + 1) == b'(' { self.end_of(at + 1) + 1 } else { at + 1 };
            ranges.push(at..end);
            at = end;
        }
        let ends = matches!(self.code_at(at), b';' | b'{' | b',' | b'=' | b')') || self.word_at(at) == Word::Asm;
        let on_one_line = self.tokens.get(close + 1).is_none_or(|next| !next.first || next.column > 0);
        let is_cpp_word = self.is_cpp && ranges.iter().any(|range| !self.is_attribute_like(range.start));
        let open = self.mates[close] as usize;
        let is_closed = self.mates[close] != ALONE && open > 0;
        if self.code_at(at) == b';' && is_closed && is_old_style(self.tokens, self.mates, open - 1, at) {
            return close + 1;
        }
        if ranges.is_empty()
            || !ends
            || is_cpp_word
            || !on_one_line && self.code_at(at) != b'{' && ranges.iter().any(|it| it.len() > 1)
        {
            return close + 1;
        }
        for range in ranges {
            self.drop(range, Means::Attribute);
        }
        at
    }
}

/// What a name with parentheses behind it is in a declaration.
enum Called {
    /// It and its arguments, up to here, are an attribute.
    Attribute(usize),
    /// They are a type.
    Type(usize),
    /// It is what is declared.
    Declarator,
}
