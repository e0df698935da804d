use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use banbury_syntax::NodeId;

use super::super::literal::{integer, string_content};
use crate::code::{Code, Kind};

/// What is known of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A literal that stands in the text.
    Literal(Kind, Range<u32>),
    /// A string that was put together.
    Text(Rc<str>),
    Number(i128),
    /// A string that is made of literals alone.
    SomeText,
    /// A number that is made of literals alone.
    SomeNumber,
    /// What the expression at this node gave.
    Symbol(NodeId),
}

/// Longest text that is put together, in bytes; of a longer one it is only known that it is a text.
const LONGEST: usize = 4096;

impl Value {
    /// The value of a literal.
    pub fn literal(code: &Code, text: &str, id: NodeId) -> Option<Self> {
        let node = code.node(id);
        match node.kind {
            Kind::NUMBER => {
                let known = integer(code.text(id, text)).map(Self::Number);
                Some(known.unwrap_or(Self::Literal(node.kind, node.start..node.end)))
            }
            Kind::STRING if code.is_leaf(id) => Some(Self::Literal(node.kind, node.start..node.end)),
            Kind::CONSTANT | Kind::REGEX => Some(Self::Literal(node.kind, node.start..node.end)),
            _ => None,
        }
    }

    /// The content of a string.
    pub fn content<'a>(&'a self, text: &'a str) -> Option<Cow<'a, str>> {
        match self {
            Self::Literal(Kind::STRING, range) => Some(Cow::Borrowed(string_content(part(text, range)))),
            Self::Text(content) => Some(Cow::Borrowed(content)),
            _ => None,
        }
    }

    /// The value as a program would write it, if it is known.
    pub fn written(&self, text: &str) -> Option<String> {
        match self {
            Self::Literal(_, range) => Some(part(text, range).to_owned()),
            Self::Text(content) => Some(format!("\"{content}\"")),
            Self::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Self::Literal(Kind::STRING, _) | Self::Text(_) | Self::SomeText)
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Self::Literal(Kind::NUMBER, _) | Self::Number(_) | Self::SomeNumber)
    }

    /// What is known if it is one or the other.
    pub fn or(self, other: Self, text: &str) -> Option<Self> {
        if self == other || (self.written(text).is_some() && self.written(text) == other.written(text)) {
            return Some(self);
        }
        match () {
            () if self.is_text() && other.is_text() => Some(Self::SomeText),
            () if self.is_number() && other.is_number() => Some(Self::SomeNumber),
            () => None,
        }
    }

    /// The value of an operation.
    pub fn binary(operator: &str, left: &Self, right: &Self, text: &str) -> Option<Self> {
        match operator {
            "+" | "." | ".." if left.is_text() || right.is_text() => {
                let is_known = |value: &Self| value.is_text() || value.is_number();
                match (left.content(text), right.content(text)) {
                    (Some(left), Some(right)) if left.len() + right.len() <= LONGEST => {
                        Some(Self::Text(format!("{left}{right}").into()))
                    }
                    _ => (is_known(left) && is_known(right)).then_some(Self::SomeText),
                }
            }
            "%" | "*" if left.is_text() => None,
            _ => match (left, right) {
                (Self::Number(left), Self::Number(right)) => arithmetic(operator, *left, *right).map(Self::Number),
                _ if left.is_number() && right.is_number() => {
                    matches!(operator, "+" | "-" | "*" | "/" | "%").then_some(Self::SomeNumber)
                }
                _ => None,
            },
        }
    }
}

fn arithmetic(operator: &str, left: i128, right: i128) -> Option<i128> {
    match operator {
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        // Where the languages agree.
        "/" | "//" if left.checked_rem(right) == Some(0) => left.checked_div(right),
        "%" if left >= 0 && right > 0 => left.checked_rem(right),
        "<<" => u32::try_from(right).ok().filter(|by| *by < 64).and_then(|by| left.checked_mul(1 << by)),
        ">>" => u32::try_from(right).ok().and_then(|by| left.checked_shr(by)),
        "&" => Some(left & right),
        "|" => Some(left | right),
        "^" => Some(left ^ right),
        _ => None,
    }
}

fn part<'a>(text: &'a str, range: &Range<u32>) -> &'a str {
    text.get(range.start as usize..range.end as usize).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_on_what_is_known_are_known() {
        let text = |content: &str| Value::Text(content.into());
        assert_eq!(Value::binary("+", &text("a"), &text("b"), ""), Some(text("ab")));
        assert_eq!(Value::binary("%", &text("%s"), &Value::SomeText, ""), None);
        assert_eq!(Value::binary("*", &Value::Number(6), &Value::Number(7), ""), Some(Value::Number(42)));
        assert_eq!(Value::binary("/", &Value::Number(1), &Value::Number(0), ""), None);
        assert_eq!(Value::Number(1).or(Value::Number(2), ""), Some(Value::SomeNumber));
        assert_eq!(Value::Number(1).or(text("1"), ""), None);
    }
}
