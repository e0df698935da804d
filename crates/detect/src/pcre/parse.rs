use super::charset;
use super::reference::{BY_NAME, resolve};

/// A parsed regular expression.
#[derive(Debug)]
pub(crate) struct Expression {
    pub kind: Kind,
    /// For each capturing group, from 1, its name if it has one.
    pub names: Vec<Option<String>>,
}

/// One construct.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Empty,
    Literal {
        character: char,
        ignore_case: bool,
    },
    /// A set of characters, in the syntax that both engines share.
    Class {
        class: String,
        ignore_case: bool,
    },
    /// `^` at each line.
    LineStart,
    /// `$` at each line.
    LineEnd,
    TextStart,
    TextEnd,
    /// `$` and `\Z`: the end, or before a line feed that ends the text.
    LastLineEnd,
    WordBoundary {
        negated: bool,
    },
    Capture(Box<Kind>),
    Atomic(Box<Kind>),
    Look {
        behind: bool,
        negated: bool,
        inner: Box<Kind>,
    },
    Repeat {
        inner: Box<Kind>,
        min: u32,
        max: Option<u32>,
        greed: Greed,
    },
    Concatenation(Vec<Kind>),
    Alternation(Vec<Kind>),
    Reference {
        group: usize,
        ignore_case: bool,
    },
    Conditional {
        group: usize,
        yes: Box<Kind>,
        no: Box<Kind>,
    },
    /// `\K`: what was matched so far is no part of the match.
    Reset,
}

impl Kind {
    /// What it is made of.
    pub fn parts(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match self {
            Self::Capture(inner) | Self::Atomic(inner) | Self::Look { inner, .. } | Self::Repeat { inner, .. } => {
                Box::new(std::iter::once(&**inner))
            }
            Self::Concatenation(parts) | Self::Alternation(parts) => Box::new(parts.iter()),
            Self::Conditional { yes, no, .. } => Box::new([&**yes, &**no].into_iter()),
            _ => Box::new(std::iter::empty()),
        }
    }
}

/// How a repetition gives back what it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// Options that a pattern begins with or sets within.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Flags {
    /// `(?m)`: `^` and `$` match at lines. On for `pattern-regex`.
    pub multi_line: bool,
    pub ignore_case: bool,
    pub dot_all: bool,
    pub extended: bool,
    pub ungreedy: bool,
}

/// Groups may nest this deep.
const DEEPEST: usize = 50;
/// PCRE's limit of a repetition.
const MOST_REPEATED: u32 = 65_535;

/// Parses a pattern; what is not supported is named.
pub(crate) fn parse(pattern: &str, flags: Flags) -> Result<Expression, String> {
    let characters: Vec<char> = pattern.chars().collect();
    let mut parser = Parser { characters: &characters, at: 0, flags, names: Vec::new(), depth: 0, named: Vec::new() };
    parser.leading_options()?;
    let kind = parser.alternation()?;
    if parser.at < characters.len() {
        return Err("a `)` without its `(`".to_owned());
    }
    let Parser { names, named, .. } = parser;
    let kind = resolve(kind, &named, &names)?;
    Ok(Expression { kind, names })
}

pub(super) struct Parser<'pattern> {
    pub(super) characters: &'pattern [char],
    pub(super) at: usize,
    flags: Flags,
    names: Vec<Option<String>>,
    depth: usize,
    /// Names that references ask for: group numbers past all real ones stand for them until all groups are known.
    named: Vec<String>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    pub(super) fn take(&mut self, text: &str) -> bool {
        let there = self.starts_with(text);
        if there {
            self.at += text.chars().count();
        }
        there
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        let rest = self.characters.get(self.at..).unwrap_or(&[]);
        text.chars().enumerate().all(|(offset, character)| rest.get(offset) == Some(&character))
    }

    pub(super) fn until(&mut self, end: char) -> Result<String, String> {
        let mut taken = String::new();
        loop {
            match self.next() {
                Some(character) if character == end => return Ok(taken),
                Some(character) => taken.push(character),
                None => return Err(format!("`{end}` is missing")),
            }
        }
    }

    /// `(*UTF)` and the like at the start.
    fn leading_options(&mut self) -> Result<(), String> {
        while self.take("(*") {
            let option = self.until(')')?;
            if !matches!(option.as_str(), "UTF" | "UTF8" | "LF") {
                return Err(format!("`(*{option})` is not supported"));
            }
        }
        Ok(())
    }

    fn alternation(&mut self) -> Result<Kind, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("groups nest too deeply".to_owned());
        }
        let mut alternatives = vec![self.concatenation()?];
        while self.take("|") {
            alternatives.push(self.concatenation()?);
        }
        self.depth -= 1;
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Kind::Alternation(alternatives) })
    }

    fn concatenation(&mut self) -> Result<Kind, String> {
        let mut parts: Vec<Kind> = Vec::new();
        loop {
            if self.flags.extended {
                self.blank();
            }
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(_) => {}
            }
            if self.take("\\Q") {
                while self.at < self.characters.len() && !self.take("\\E") {
                    let character = self.next().unwrap_or_default();
                    parts.push(self.literal(character));
                }
                // Only the last character of a quotation is repeated.
                if let Some(last) = parts.pop() {
                    parts.push(self.repeated(last)?);
                }
                continue;
            }
            if self.take("\\E") || self.comment()? {
                continue;
            }
            let atom = self.atom()?;
            parts.push(self.repeated(atom)?);
        }
        Ok(match parts.len() {
            0 => Kind::Empty,
            1 => parts.remove(0),
            _ => Kind::Concatenation(parts),
        })
    }

    /// White space and comments of `(?x)`.
    fn blank(&mut self) {
        while let Some(character) = self.peek() {
            if character == '#' {
                while self.next().is_some_and(|character| character != '\n') {}
            } else if character.is_ascii_whitespace() || character == '\x0b' {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// `(?#...)`
    fn comment(&mut self) -> Result<bool, String> {
        let there = self.take("(?#");
        if there {
            self.until(')')?;
        }
        Ok(there)
    }

    fn literal(&self, character: char) -> Kind {
        Kind::Literal { character, ignore_case: self.flags.ignore_case }
    }

    fn class(&self, class: String) -> Kind {
        Kind::Class { class, ignore_case: self.flags.ignore_case }
    }

    fn atom(&mut self) -> Result<Kind, String> {
        match self.next() {
            Some('.') if self.flags.dot_all => {
                Ok(Kind::Class { class: r"[\x{0}-\x{10ffff}]".to_owned(), ignore_case: false })
            }
            Some('.') => Ok(Kind::Class { class: r"[^\x{a}]".to_owned(), ignore_case: false }),
            Some('^') if self.flags.multi_line => Ok(Kind::LineStart),
            Some('^') => Ok(Kind::TextStart),
            Some('$') if self.flags.multi_line => Ok(Kind::LineEnd),
            Some('$') => Ok(Kind::LastLineEnd),
            Some('[') => {
                if self.starts_with(":") && self.posix_ahead() {
                    return Err("a POSIX name outside of a class".to_owned());
                }
                let class = self.bracketed()?;
                Ok(self.class(class))
            }
            Some('(') => self.group(),
            Some('\\') => self.escape(),
            Some('*' | '+' | '?') => Err("a quantifier without anything to repeat".to_owned()),
            Some(character) => Ok(self.literal(character)),
            None => Ok(Kind::Empty),
        }
    }

    fn repeated(&mut self, mut atom: Kind) -> Result<Kind, String> {
        let mut once = false;
        loop {
            if self.flags.extended {
                self.blank();
            }
            let before = self.at;
            let (min, max) = match self.next() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.braces() {
                    Some(range) => range,
                    None => {
                        self.at = before;
                        return Ok(atom);
                    }
                },
                _ => {
                    self.at = before;
                    return Ok(atom);
                }
            };
            if once {
                return Err("a quantifier of a quantifier".to_owned());
            }
            once = true;
            if max.is_some_and(|max| max < min) || min > MOST_REPEATED || max > Some(MOST_REPEATED) {
                return Err("numbers of a quantifier out of order or too large".to_owned());
            }
            let greed = match (self.peek(), self.flags.ungreedy) {
                (Some('+'), _) => Greed::Possessive,
                (Some('?'), false) => Greed::Lazy,
                (Some('?'), true) | (_, false) => Greed::Greedy,
                (_, true) => Greed::Lazy,
            };
            if matches!(self.peek(), Some('+' | '?')) {
                self.at += 1;
            }
            atom = Kind::Repeat { inner: Box::new(atom), min, max, greed };
        }
    }

    /// `{2}`, `{2,}` or `{2,3}` behind its `{`; anything else, `{,3}` too, is text.
    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let rest = self.characters.get(self.at..)?;
        let length = rest.iter().take(16).position(|character| *character == '}')?;
        let inside: String = rest[..length].iter().collect();
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let range = match inside.split_once(',') {
            None => {
                let count = number(&inside)?;
                (count, Some(count))
            }
            Some((min, "")) => (number(min)?, None),
            Some((min, max)) => (number(min)?, Some(number(max)?)),
        };
        self.at += length + 1;
        Some(range)
    }

    fn group(&mut self) -> Result<Kind, String> {
        if self.take("*") {
            let verb = self.until(')')?;
            return Err(format!("`(*{verb})` is not supported"));
        }
        if !self.take("?") {
            self.names.push(None);
            return self.inside(|inner| Kind::Capture(Box::new(inner)));
        }
        for (opening, behind, negated) in
            [("<=", true, false), ("<!", true, true), ("=", false, false), ("!", false, true)]
        {
            if self.take(opening) {
                return self.inside(|inner| Kind::Look { behind, negated, inner: Box::new(inner) });
            }
        }
        if self.take(">") {
            return self.inside(|inner| Kind::Atomic(Box::new(inner)));
        }
        if self.take("P=") {
            let name = self.until(')')?;
            return Ok(self.reference_by_name(name));
        }
        for (opening, end) in [("P<", '>'), ("<", '>'), ("'", '\'')] {
            if self.take(opening) {
                let name = self.until(end)?;
                self.names.push(Some(name));
                return self.inside(|inner| Kind::Capture(Box::new(inner)));
            }
        }
        if self.take("(") {
            return self.conditional();
        }
        if self.starts_with("R") || self.starts_with("&") || self.starts_with("P>") || self.recursion_by_number() {
            return Err("recursion is not supported".to_owned());
        }
        for (opening, what) in [("|", "a branch reset `(?|`"), ("C", "a callout `(?C`")] {
            if self.starts_with(opening) {
                return Err(format!("{what} is not supported"));
            }
        }
        self.options()
    }

    fn recursion_by_number(&self) -> bool {
        let rest = self.characters.get(self.at..).unwrap_or(&[]);
        matches!(rest, ['0'..='9', ..] | ['+' | '-', '0'..='9', ..])
    }

    fn inside(&mut self, wrap: impl FnOnce(Kind) -> Kind) -> Result<Kind, String> {
        let flags = self.flags;
        let inner = self.alternation()?;
        self.flags = flags;
        if self.take(")") { Ok(wrap(inner)) } else { Err("a `(` without its `)`".to_owned()) }
    }

    /// `(?i)`, `(?i-m:...)` behind `(?`.
    fn options(&mut self) -> Result<Kind, String> {
        let before = self.flags;
        let mut on = true;
        loop {
            match self.next() {
                Some('^') => self.flags = Flags { ungreedy: self.flags.ungreedy, ..Flags::default() },
                Some('-') => on = false,
                Some('i') => self.flags.ignore_case = on,
                Some('m') => self.flags.multi_line = on,
                Some('s') => self.flags.dot_all = on,
                Some('x') => self.flags.extended = on,
                Some('U') => self.flags.ungreedy = on,
                // Names that stand twice, and no numbered groups: neither changes what is matched.
                Some('J') => {}
                Some(')') => return Ok(Kind::Empty),
                Some(':') => {
                    let inner = self.inside(|inner| inner)?;
                    self.flags = before;
                    // A group that captures nothing still keeps an alternation together.
                    return Ok(inner);
                }
                Some(other) => return Err(format!("`(?{other}` is not supported")),
                None => return Err("a `(` without its `)`".to_owned()),
            }
        }
    }

    fn conditional(&mut self) -> Result<Kind, String> {
        let condition = self.until(')')?;
        let name = condition.trim_start_matches(['<', '\'']).trim_end_matches(['>', '\'']).to_owned();
        let group = match condition.parse() {
            Ok(number) => number,
            Err(_) if condition.starts_with(['?', '*', 'R', '+', '-']) || condition == "DEFINE" => {
                return Err(format!("the condition `(?({condition})` is not supported"));
            }
            Err(_) => self.number_of(name),
        };
        let branches = self.inside(|inner| inner)?;
        let (yes, no) = match branches {
            Kind::Alternation(mut both) if both.len() == 2 => {
                let no = both.pop().unwrap_or(Kind::Empty);
                (both.pop().unwrap_or(Kind::Empty), no)
            }
            Kind::Alternation(_) => return Err("a condition with more than two branches".to_owned()),
            yes => (yes, Kind::Empty),
        };
        Ok(Kind::Conditional { group, yes: Box::new(yes), no: Box::new(no) })
    }

    fn number_of(&mut self, name: String) -> usize {
        self.named.push(name);
        BY_NAME + self.named.len() - 1
    }

    fn reference_by_name(&mut self, name: String) -> Kind {
        let group = self.number_of(name);
        Kind::Reference { group, ignore_case: self.flags.ignore_case }
    }

    fn escape(&mut self) -> Result<Kind, String> {
        let Some(letter) = self.next() else { return Err("a `\\` at the end".to_owned()) };
        if let Some(class) = charset::escaped(letter) {
            return Ok(self.class(class));
        }
        let unsupported = |what: &str| Err(format!("`\\{what}` is not supported"));
        match letter {
            'A' => Ok(Kind::TextStart),
            'z' => Ok(Kind::TextEnd),
            'Z' => Ok(Kind::LastLineEnd),
            'b' => Ok(Kind::WordBoundary { negated: false }),
            'B' => Ok(Kind::WordBoundary { negated: true }),
            'K' => Ok(Kind::Reset),
            'R' => Ok(Kind::Atomic(Box::new(Kind::Alternation(vec![
                Kind::Concatenation(
                    ['\r', '\n'].map(|character| Kind::Literal { character, ignore_case: false }).into(),
                ),
                Kind::Class { class: charset::escaped('v').unwrap_or_default(), ignore_case: false },
            ])))),
            'p' | 'P' => {
                let class = self.property(letter)?;
                Ok(self.class(class))
            }
            '1'..='9' => {
                let digits: Vec<char> =
                    self.characters[self.at - 1..].iter().copied().take_while(char::is_ascii_digit).collect();
                let number: Option<usize> = digits.iter().collect::<String>().parse().ok();
                // From 10 on it is a group only if there are so many; an octal number otherwise.
                match number {
                    Some(group) if group < 10 || group <= self.names.len() => {
                        self.at += digits.len() - 1;
                        Ok(Kind::Reference { group, ignore_case: self.flags.ignore_case })
                    }
                    _ => {
                        let character = self.character(letter)?;
                        Ok(self.literal(character))
                    }
                }
            }
            'k' | 'g' => self.reference(letter),
            'G' | 'X' | 'C' => unsupported(&letter.to_string()),
            _ => {
                let character = self.character(letter)?;
                Ok(self.literal(character))
            }
        }
    }

    /// `\k<name>`, `\k{name}`, `\k'name'`, `\g1`, `\g{1}`, `\g{-1}`, `\g{name}`.
    fn reference(&mut self, letter: char) -> Result<Kind, String> {
        let name = match self.next() {
            Some('{') => self.until('}')?,
            Some('<' | '\'') if letter == 'g' => return Err("recursion is not supported".to_owned()),
            Some('<') => self.until('>')?,
            Some('\'') => self.until('\'')?,
            Some(digit) if digit.is_ascii_digit() && letter == 'g' => {
                let mut digits = digit.to_string();
                while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
                    digits.push(digit);
                    self.at += 1;
                }
                digits
            }
            _ => return Err(format!("`\\{letter}` without a group")),
        };
        let group = match name.parse::<i64>() {
            Ok(back) if back < 0 => usize::try_from(self.names.len() as i64 + 1 + back).ok(),
            Ok(number) => usize::try_from(number).ok(),
            Err(_) => return Ok(self.reference_by_name(name)),
        };
        let group = group.filter(|group| *group > 0).ok_or_else(|| format!("no group `{name}`"))?;
        Ok(Kind::Reference { group, ignore_case: self.flags.ignore_case })
    }

    /// The character that an escape stands for, behind its first letter.
    pub(super) fn character(&mut self, letter: char) -> Result<char, String> {
        match letter {
            'a' => Ok('\x07'),
            'e' => Ok('\x1b'),
            'f' => Ok('\x0c'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            '0'..='7' => self.number(8, letter.to_digit(8).unwrap_or(0)),
            'x' | 'o' if self.peek() == Some('{') => {
                self.at += 1;
                let digits = self.until('}')?;
                let value = u32::from_str_radix(digits.trim(), if letter == 'x' { 16 } else { 8 });
                value.ok().and_then(char::from_u32).ok_or_else(|| format!("`\\{letter}{{{digits}}}` is no character"))
            }
            'x' => self.number(16, 0),
            'c' => match self.next().filter(char::is_ascii) {
                Some(control) => Ok(char::from(control.to_ascii_uppercase() as u8 ^ 0x40)),
                None => Err("`\\c` without a character".to_owned()),
            },
            _ if letter.is_ascii_alphanumeric() => Err(format!("`\\{letter}` is not known")),
            other => Ok(other),
        }
    }

    /// Up to two further digits of a character's number.
    fn number(&mut self, radix: u32, mut value: u32) -> Result<char, String> {
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|digit| digit.to_digit(radix)) else { break };
            value = value * radix + digit;
            self.at += 1;
        }
        char::from_u32(value).ok_or_else(|| "a number that is no character".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(pattern: &str) -> String {
        parse(pattern, Flags::default()).expect_err(pattern)
    }

    #[test]
    fn what_is_not_supported_is_named() {
        assert_eq!(refusal("(a(?1))"), "recursion is not supported");
        assert_eq!(refusal("a(*SKIP)(*F)"), "`(*SKIP)` is not supported");
        assert_eq!(refusal("(?|(a)|(b))"), "a branch reset `(?|` is not supported");
        assert_eq!(refusal(r"\Ga"), r"`\G` is not supported");
        assert_eq!(refusal(r"\y"), r"`\y` is not known");
        assert_eq!(refusal("(?(DEFINE)(?<n>a))"), "the condition `(?(DEFINE)` is not supported");
        assert_eq!(refusal(r"(a)\2"), "a reference to a group that is not there");
    }

    #[test]
    fn names_belong_to_groups() {
        let names = parse(r"(?<a>x)(y)(?P<b>z)(?'c'w)(?:v)", Flags::default()).unwrap().names;
        assert_eq!(names, [Some("a".to_owned()), None, Some("b".to_owned()), Some("c".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(pattern in r"([a\[\]()?|\\{}^$*+\-:,1<>=!#' éQEpRxko&imsUP]){0,24}") {
            let _ = parse(&pattern, Flags::default());
        }
    }
}
