//! What stands between real code and the grammar, taken out token by token: attributes, macros that are no expressions,
//! and extensions. Every rule goes by shape and by what the drop's macros are; none knows a project.

mod arguments;
mod statements;
mod words;

use banbury_evidence::Means;

use crate::edits::{Action, Edit, insert};
use crate::structure::ALONE;
use crate::tokens::{Kind, Token, code};
use crate::words::Word;

/// What is to be done to tokens so that the grammar can read them.
pub(crate) struct Rewriting {
    /// One edit for each token.
    pub edits: Vec<Edit>,
    /// Text offsets at which the text was read otherwise than it stands, in no order, with the reason.
    pub means: Vec<(u32, Means)>,
    /// Text ranges of macros that head functions, in order.
    pub heads: Vec<(u32, u32)>,
}

impl Rewriting {
    /// Nothing is to be done.
    pub fn none(tokens: usize) -> Self {
        Self { edits: vec![Edit::default(); tokens], means: Vec::new(), heads: Vec::new() }
    }
}

/// Where a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At the top, or in `extern "C" {` or a namespace.
    File,
    /// Among statements.
    Block,
    /// Among the members of a structure or union.
    Members,
    Enumerators,
    /// Among the values of an initialiser.
    Values,
    /// In the parentheses of a function's declarator.
    Parameters,
    /// In the parentheses of a call.
    Arguments,
    /// In the parentheses behind `if`, `while`, `for`, `switch`.
    Condition,
    /// In any other parentheses or brackets.
    Group,
}

#[derive(Clone, Copy, Debug)]
struct Frame {
    place: Place,
    /// The token that closes it.
    close: usize,
    /// Whether it is a stretch without brackets of its own.
    is_bare: bool,
    /// Whether what stands behind it begins a statement.
    begins: bool,
    /// Whether a `=` was seen in the declaration at hand.
    has_value: bool,
    /// Whether the declaration at hand has shown a type.
    declares: bool,
    /// Whether it opens with a type's keyword.
    typed: bool,
    /// Whether a `case` waits for its colon.
    in_case: bool,
    /// Whether it is the body of a `do`.
    is_do: bool,
    /// How many `?` wait for their colon.
    questions: u16,
}

impl Frame {
    fn new(place: Place, close: usize) -> Self {
        Self {
            place,
            close,
            is_bare: false,
            begins: false,
            has_value: false,
            declares: false,
            typed: false,
            in_case: false,
            is_do: false,
            questions: 0,
        }
    }
}

struct Rewriter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    mates: &'a [u32],
    is_cpp: bool,
    out: Rewriting,
    frames: Vec<Frame>,
    frame: Frame,
    /// Whether the next token begins a statement or declaration.
    begin: bool,
    /// The last token that was not left out.
    last: Option<usize>,
    /// What the last closing bracket closed.
    closed: Place,
    /// Where the declaration at hand began.
    item: usize,
    names: Vec<usize>,
    /// Arguments ahead that are read as blocks, the next one last.
    blocks: Vec<std::ops::Range<usize>>,
}

/// Finds the edits for tokens whose brackets belong together as `mates` says.
pub(crate) fn rewrite(text: &str, tokens: &[Token], mates: &[u32], is_cpp: bool) -> Rewriting {
    let mut rewriter = Rewriter {
        text,
        tokens,
        mates,
        is_cpp,
        out: Rewriting { edits: vec![Edit::default(); tokens.len()], means: Vec::new(), heads: Vec::new() },
        frames: Vec::new(),
        frame: Frame::new(Place::File, usize::MAX),
        begin: true,
        last: None,
        closed: Place::File,
        item: 0,
        names: Vec::new(),
        blocks: Vec::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        at = rewriter.step(at);
    }
    rewriter.out
}

impl Rewriter<'_> {
    /// Deals with one token, or with more, and returns where to go on: always further on.
    fn step(&mut self, at: usize) -> usize {
        while self.frame.is_bare && at >= self.frame.close {
            self.pop();
        }
        self.enter_block(at);
        let token = self.tokens[at];
        match self.out.edits[at].action {
            Action::Keep | Action::Become(_) => {}
            Action::Drop => return at + 1,
            Action::Name | Action::Covered => {
                self.last = Some(at);
                self.begin = false;
                return at + 1;
            }
        }
        if token.kind == Kind::Word {
            if self.out.edits[at].action != Action::Keep {
                self.begin = false;
                self.last = Some(at);
                return at + 1;
            }
            return self.word(at);
        }
        if matches!(self.frame.place, Place::Values | Place::Arguments | Place::Enumerators) {
            self.separate(at);
        }
        match token.code {
            b'{' => self.open_brace(at),
            b'(' => return self.open_parenthesis(at),
            b'[' => self.push(Place::Group, at),
            b')' | b']' | b'}' if at == self.frame.close => return self.close(at),
            b';' => {
                self.begin = matches!(self.frame.place, Place::File | Place::Block | Place::Members);
                self.frame.has_value = false;
                self.frame.declares = false;
                self.frame.in_case = false;
                self.frame.questions = 0;
                self.item = at + 1;
                self.last = Some(at);
                return at + 1;
            }
            b',' => {
                if matches!(self.frame.place, Place::File | Place::Block | Place::Members) {
                    self.frame.has_value = false;
                }
            }
            b'=' => self.frame.has_value = true,
            b'?' => self.frame.questions += 1,
            b':' => return self.colon(at),
            code::ELLIPSIS if self.frame.in_case => {
                self.out.edits[at].action = Action::Become("|");
                self.means(at, Means::Extension);
            }
            code::AND if !self.is_operand(self.last) && self.is_name(at + 1) => {
                self.out.edits[at].action = Action::Become("&");
                self.means(at, Means::Extension);
            }
            _ => {}
        }
        self.begin = self.begin && matches!(token.code, b'{' | b'}');
        self.last = Some(at);
        at + 1
    }

    fn colon(&mut self, at: usize) -> usize {
        let after_label = self.begin_of_label(at);
        if self.frame.questions > 0 {
            self.frame.questions -= 1;
        } else if self.frame.in_case || after_label {
            self.frame.in_case = false;
            self.begin = true;
            self.item = at + 1;
            self.last = Some(at);
            if after_label && self.code_at(at + 1) == b'}' {
                self.out.edits[at].after = insert::SEMICOLON;
            }
            return at + 1;
        } else if self.frame.place == Place::Members
            && self.last.is_some_and(|last| matches!(self.tokens[last].word, Word::Type) || self.last_ended_type(last))
        {
            // A bit-field without a name.
            self.out.edits[at].before = insert::NAME;
            self.means(at, Means::Extension);
        }
        self.begin = false;
        self.last = Some(at);
        at + 1
    }

    fn last_ended_type(&self, last: usize) -> bool {
        self.tokens[last].is_name() && last == self.item
    }

    /// Whether the colon at `at` ends a label.
    fn begin_of_label(&self, at: usize) -> bool {
        self.frame.place == Place::Block
            && self.last.is_some_and(|last| last == self.item && self.tokens[last].is_name())
            && at > 0
    }

    fn open_brace(&mut self, at: usize) {
        let place = self.place_of_brace(at);
        if place == Place::Values && self.frame.place == Place::Arguments && !self.is_operand(self.last) {
            self.out.edits[at].before = insert::LITERAL;
            self.means(at, Means::MacroArgument);
        }
        let is_do = self.last.is_some_and(|last| self.tokens[last].word == Word::Do);
        self.push(place, at);
        self.frame.is_do = is_do;
        self.frame.begins = matches!(place, Place::Block | Place::File);
        self.begin = matches!(place, Place::Block | Place::File | Place::Members);
        self.item = at + 1;
    }

    fn place_of_brace(&self, at: usize) -> Place {
        let Some(last) = self.last else { return Place::Block };
        if self.begin && self.frame.place == Place::Block {
            return Place::Block;
        }
        let before = self.tokens[last];
        if before.is(b'=') {
            return Place::Values;
        }
        match self.frame.place {
            Place::Values => return Place::Values,
            Place::Arguments | Place::Group if before.is(b'(') || before.is(b',') => {
                let close = self.end_of(at);
                let has_statements = close == at + 1
                    || self.top(at + 1..close).any(|inside| {
                        self.tokens[inside].is(b';') || self.tokens[inside].is(b'{') && self.tokens[inside - 1].is(b')')
                    });
                return if has_statements || self.frame.place == Place::Group { Place::Block } else { Place::Values };
            }
            _ => {}
        }
        // Back over the words before it: a tag makes it the body of a type.
        let words = self.tokens[..at].iter().rev().take(12).take_while(|token| {
            token.kind == Kind::Word && !token.word.begins_statement()
                || self.is_cpp && matches!(token.code, b':' | b',' | code::SCOPE)
        });
        for token in words {
            if token.word == Word::Tag {
                return if token.text(self.text) == "enum" { Place::Enumerators } else { Place::Members };
            }
            if token.word == Word::Namespace {
                return Place::File;
            }
        }
        if before.kind == Kind::String && last > 0 && self.tokens[last - 1].word == Word::Storage {
            return Place::File;
        }
        if before.is(b')') && self.closed == Place::Group && (self.frame.has_value || self.frame.place != Place::File) {
            // A bracket that closes nothing has nothing before what it opens.
            let open = self.mates[last] as usize;
            let before_open = open.checked_sub(1).and_then(|before| self.tokens.get(before));
            if before_open.is_some_and(|before| !before.is_name()) {
                return Place::Values;
            }
        }
        if before.word == Word::Jump { Place::Values } else { Place::Block }
    }

    fn close(&mut self, at: usize) -> usize {
        let closed = self.frame;
        self.pop();
        self.closed = closed.place;
        self.begin = closed.begins;
        self.last = Some(at);
        if closed.begins {
            self.item = at + 1;
            self.frame.has_value = false;
            self.frame.declares = false;
        }
        if closed.place == Place::Members || closed.place == Place::Enumerators {
            self.frame.declares = true;
        }
        if closed.is_do {
            self.end_of_do(at + 1);
        }
        let next = self.tokens.get(at + 1);
        let begins_anew = next.is_some_and(|next| {
            next.first && next.kind == Kind::Word || next.is_name() && closed.place == Place::Values
        });
        if matches!(closed.place, Place::Values | Place::Arguments)
            && self.frame.place == Place::File
            && self.frame.has_value
            && begins_anew
        {
            // A macro brings the end of the initialiser.
            self.out.edits[at].after = insert::SEMICOLON;
            self.means(at, Means::StatementMacro);
            self.frame.has_value = false;
            self.frame.declares = false;
            self.begin = true;
        }
        if closed.place == Place::Parameters { self.trailing_attributes(at) } else { at + 1 }
    }

    /// What closes a `do`: a macro may bring the `while`, or the `;` may be missing.
    fn end_of_do(&mut self, at: usize) {
        let is_macro = self.is_name(at);
        if self.code_at(at + 1) != b'(' || !is_macro && self.word_at(at) != Word::While {
            return;
        }
        let close = self.end_of(at + 1);
        if is_macro {
            self.out.edits[at].action = Action::Become("while");
            self.means(at, Means::LoopMacro);
            self.loop_arguments(at + 1);
            if close == at + 2 {
                self.out.edits[at + 1].after = insert::NAME;
            }
        }
        if self.code_at(close + 1) != b';' && close < self.tokens.len() {
            self.out.edits[close].after = insert::SEMICOLON;
            self.means(at, Means::StatementMacro);
        }
    }

    fn push(&mut self, place: Place, open: usize) {
        let close = self.end_of(open);
        let typed = self
            .tokens
            .get(open + 1)
            .is_some_and(|first| matches!(first.word, Word::Type | Word::Tag | Word::Qualifier));
        self.frames.push(self.frame);
        self.frame = Frame { typed, ..Frame::new(place, close) };
    }

    fn pop(&mut self) {
        if let Some(outer) = self.frames.pop() {
            self.begin |= self.frame.is_bare && self.frame.begins;
            self.frame = outer;
        }
    }

    /// A stretch without brackets, up to `close`.
    fn push_bare(&mut self, place: Place, close: usize, begins: bool) {
        self.frames.push(self.frame);
        self.frame = Frame { is_bare: true, begins, ..Frame::new(place, close) };
    }

    /// Puts a comma between two values that have none: macros bring their own.
    fn separate(&mut self, at: usize) {
        let Some(last) = self.last else { return };
        let (before, token) = (self.tokens[last], self.tokens[at]);
        let ends = match before.code {
            b')' => self.closed == Place::Arguments,
            b'}' => true,
            _ => before.is_name() || before.kind == Kind::Number,
        };
        let starts = match token.code {
            b'{' => !before.is(b')') || token.first,
            b'[' => token.first && self.frame.place == Place::Values,
            b'.' => token.first && self.is_name(at + 1) && self.frame.place == Place::Values,
            0 => {
                token.kind == Kind::Word && (token.is_name() || token.word == Word::Constant)
                    || token.kind == Kind::Number
                    || token.kind == Kind::String && !before.is_name()
            }
            _ => false,
        };
        if ends && starts && self.out.edits[last].after == 0 {
            self.out.edits[last].after = insert::COMMA;
            self.means(last, Means::StatementMacro);
        }
    }

    fn means(&mut self, at: usize, means: Means) {
        self.out.means.push((self.tokens[at].start, means));
    }

    /// Leaves out tokens.
    fn drop(&mut self, range: std::ops::Range<usize>, means: Means) {
        if !range.is_empty() {
            self.means(range.start, means);
        }
        for edit in &mut self.out.edits[range] {
            edit.action = Action::Drop;
        }
    }

    /// Reads tokens as one name.
    fn cover(&mut self, range: std::ops::Range<usize>, means: Means) {
        self.means(range.start, means);
        self.out.edits[range.start].action = Action::Name;
        for edit in &mut self.out.edits[range.start + 1..range.end] {
            edit.action = Action::Covered;
        }
    }

    fn code_at(&self, at: usize) -> u8 {
        self.tokens.get(at).map_or(0, |token| token.code)
    }

    fn word_at(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(Word::None, |token| token.word)
    }

    fn is_name(&self, at: usize) -> bool {
        self.word_at(at) == Word::Name
    }

    /// The token that closes the bracket at `open`, or the last one.
    fn end_of(&self, open: usize) -> usize {
        match self.mates.get(open) {
            Some(&mate) if mate != ALONE && mate as usize > open => mate as usize,
            _ => self.tokens.len(),
        }
    }

    /// The tokens of a range that stand in no bracket inside it; opening brackets themselves count.
    fn top(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let here = (at < range.end).then_some(at)?;
            at = match self.tokens[here].code {
                b'(' | b'[' | b'{' => self.end_of(here).max(here + 1),
                _ => here + 1,
            };
            Some(here)
        })
    }

    /// Whether a token can end an operand.
    fn is_operand(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.tokens.get(at)).is_some_and(|token| match token.kind {
            Kind::Word => matches!(token.word, Word::Name | Word::Type | Word::Constant),
            Kind::Punctuation => matches!(token.code, b')' | b']' | b'}'),
            _ => true,
        })
    }
}
