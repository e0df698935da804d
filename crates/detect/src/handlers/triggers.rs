use std::collections::BTreeMap;

use banbury_syntax::NodeId;

use crate::code::{Kind, Role};
use crate::pattern::{Unit, integer, string_content};

/// A comparison with a constant that nobody would send by chance.
pub(super) struct Trigger {
    /// The constant as it is written.
    pub constant: String,
    /// Whether the condition holds if both are equal.
    pub holds_if_equal: bool,
}

/// Words that options and settings are compared with.
const ORDINARY: [&str; 24] = [
    "all", "any", "auto", "default", "disable", "disabled", "enable", "enabled", "false", "get", "help", "none",
    "null", "off", "post", "quit", "root", "set", "stdin", "stdout", "true", "user", "version", "yes",
];
/// Fewest characters of a word that is compared.
const SHORTEST_WORD: usize = 4;
/// Smallest number that is not met every day.
const SMALLEST_NUMBER: u64 = 0x1_0000;

/// Variables that keep what comparisons with a constant came to: for each, from which node on it keeps what.
#[derive(Default)]
pub(super) struct Compared<'t>(BTreeMap<&'t str, Vec<(NodeId, Option<Kept>)>>);

struct Kept {
    constant: String,
    is_zero_if_equal: bool,
}

impl<'t> Compared<'t> {
    /// Notes what an assignment keeps. Assignments are to be noted in the order of the text.
    pub fn note(&mut self, unit: &Unit<'t>, assignment: NodeId) {
        let code = unit.code;
        let sides = code.child(assignment, Role::LEFT).zip(code.child(assignment, Role::RIGHT));
        let Some((left, right)) = sides else { return };
        let compared = (code.node(right).kind == Kind::CALL).then(|| compared_word(unit, right)).flatten();
        let kept = compared.map(|constant| Kept { constant, is_zero_if_equal: is_zero_if_equal(unit, right) });
        let name = code.text(left, unit.text);
        if kept.is_some() || self.0.contains_key(name) {
            self.0.entry(name).or_default().push((assignment, kept));
        }
    }

    /// What a variable keeps at a node.
    fn at(&self, name: &str, node: NodeId) -> Option<&Kept> {
        let kept = self.0.get(name)?;
        let before = kept.partition_point(|(assignment, _)| *assignment < node);
        kept.get(before.checked_sub(1)?)?.1.as_ref()
    }
}

/// The constant that a condition compares something with, if there is one.
pub(super) fn trigger(unit: &Unit<'_>, condition: NodeId, compared: &Compared<'_>) -> Option<Trigger> {
    let code = unit.code;
    let mut bytes: Vec<&str> = Vec::new();
    for id in code.subtree(condition) {
        match code.node(id).kind {
            Kind::CALL => {
                if let Some(constant) = compared_word(unit, id) {
                    return Some(Trigger { constant, holds_if_equal: holds_if_equal(unit, id) });
                }
            }
            Kind::NAME => {
                if let Some(kept) = compared.at(code.text(id, unit.text), id) {
                    let holds_if_equal = kept.is_zero_if_equal == asks_for_zero(unit, id);
                    return Some(Trigger { constant: kept.constant.clone(), holds_if_equal });
                }
            }
            Kind::BINARY => {
                let parts: Vec<NodeId> = code.children(id).take(4).collect();
                let &[left, operator, right] = parts.as_slice() else { continue };
                let holds_if_equal = match code.text(operator, unit.text) {
                    "==" => true,
                    "!=" => false,
                    _ => continue,
                };
                let (left, right) = (code.text(left, unit.text), code.text(right, unit.text));
                if is_unusual_number(right) || is_unusual_number(left) {
                    let constant = if is_unusual_number(right) { right } else { left };
                    return Some(Trigger { constant: constant.to_owned(), holds_if_equal });
                }
                if is_element(left) && is_byte(right) && holds_if_equal {
                    bytes.push(right);
                }
            }
            _ => {}
        }
    }
    // One byte is a syntax, two in a row are a word.
    (bytes.len() >= 2).then(|| Trigger { constant: bytes.join(" "), holds_if_equal: true })
}

fn compared_word(unit: &Unit<'_>, call: NodeId) -> Option<String> {
    let code = unit.code;
    let name = unit.callee(call)?.to_ascii_lowercase();
    let compares = is_search(&name)
        || name.ends_with("cmp")
        || ["equal", "equals", "streq", "strmatch"].iter().any(|end| name.ends_with(end));
    let arguments = code.child(call, Role::ARGUMENTS).filter(|_| compares)?;
    code.children(arguments).take(4).find_map(|argument| {
        let is_string = matches!(code.node(argument).kind, Kind::STRING | Kind::STRINGS);
        let text = code.text(argument, unit.text);
        (is_string && is_unusual_word(string_content(text))).then(|| text.to_owned())
    })
}

fn is_search(name: &str) -> bool {
    matches!(name, "strstr" | "strcasestr" | "strnstr" | "memmem")
}

/// Whether a condition holds if what the call compares is equal: `!strcmp()`, `strcmp() == 0`, `strstr()`.
fn holds_if_equal(unit: &Unit<'_>, call: NodeId) -> bool {
    is_zero_if_equal(unit, call) == asks_for_zero(unit, call)
}

fn is_zero_if_equal(unit: &Unit<'_>, call: NodeId) -> bool {
    unit.callee(call).unwrap_or("").to_ascii_lowercase().ends_with("cmp")
}

/// `!x`, `x == 0`
fn asks_for_zero(unit: &Unit<'_>, id: NodeId) -> bool {
    let code = unit.code;
    let Some(parent) = code.parent(id) else { return false };
    let parts: Vec<&str> = code.children(parent).take(4).map(|part| code.text(part, unit.text)).collect();
    matches!(parts.as_slice(), ["!", _] | [_, "==", "0"] | ["0", "==", _] | [_, "==", "NULL"])
}

fn is_unusual_word(word: &str) -> bool {
    let is_shown = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'%' | b'!' | b'#' | b'@' | b'$' | b'*')
    };
    let begins = word.bytes().next().is_some_and(is_shown);
    word.len() >= SHORTEST_WORD
        && (begins || word.contains("\\x"))
        && !ORDINARY.contains(&word.to_ascii_lowercase().as_str())
}

/// A number that is large, and no mask, round number or power of two.
pub(crate) fn is_unusual_number(text: &str) -> bool {
    let number = integer(text).and_then(|number| u64::try_from(number).ok());
    let is_mask = |number: u64| {
        (number & number.wrapping_add(1)) == 0 || number.count_ones() < 3 || number.trailing_zeros() >= 12
    };
    number.is_some_and(|number| number >= SMALLEST_NUMBER && !is_mask(number) && number % 1000 != 0)
}

/// `a[i]`, `*p`
pub(crate) fn is_element(text: &str) -> bool {
    text.ends_with(']') || text.starts_with('*')
}

/// A character, or a number that stands for one; ends and separators aside.
pub(crate) fn is_byte(text: &str) -> bool {
    match text.strip_prefix('\'') {
        Some(rest) => rest
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b')' | b'!' | b'#' | b'@')),
        None => text
            .strip_prefix("0x")
            .is_some_and(|hex| u8::from_str_radix(hex, 16).is_ok_and(|byte| byte > 0x20 && byte < 0x7f)),
    }
}
