use banbury_syntax::{NodeId, SourceText};

use super::hit;
use crate::code::Kind;
use crate::findings::Hit;
use crate::pattern::{Unit, string_content};

/// Names of what runs code or starts programs, in the languages that look functions and classes up by name.
const DANGEROUS: [&str; 27] = [
    "CORE::exec",
    "CORE::system",
    "Function",
    "ProcessBuilder",
    "base64_decode",
    "child_process",
    "class_eval",
    "create_function",
    "defineClass",
    "dlopen",
    "eval",
    "execSync",
    "execve",
    "fromCharCode",
    "getRuntime",
    "gzinflate",
    "instance_eval",
    "java.lang.ProcessBuilder",
    "java.lang.Runtime",
    "loadstring",
    "os.execute",
    "passthru",
    "pcntl_exec",
    "popen",
    "proc_open",
    "shell_exec",
    "system",
];
/// The shortest of them that nobody comes by if he writes backwards.
const SHORTEST_BACKWARDS: usize = 5;
/// Letters in a list from which on they are a word.
const FEWEST_LETTERS: usize = 4;
/// More letters than any of them has.
const MOST_LETTERS: usize = 32;

/// Names of dangerous functions that are written in pieces, letter by letter or backwards (classes 10 and 11).
pub(crate) fn pieces_hits(source: &SourceText<'_>, unit: &Unit<'_>) -> Vec<Hit> {
    let code = unit.code;
    let mut found = Vec::new();
    for string in unit.of_kind(Kind::STRING) {
        let content = string_content(code.text(*string, unit.text));
        if content.len() >= SHORTEST_BACKWARDS && is_dangerous(content.bytes().rev()) {
            found.push(told(source, unit, *string, "backwards"));
        }
    }
    for kind in [Kind::BINARY, Kind::STRINGS] {
        for whole in unit.of_kind(kind) {
            let is_part = code.parent(*whole).is_some_and(|parent| code.node(parent).kind == kind);
            if !is_part
                && let Some(pieces) = pieces(unit, *whole)
                && is_dangerous(pieces.concat().bytes())
            {
                found.push(told(source, unit, *whole, "in pieces"));
            }
        }
    }
    found.extend(letters(unit).into_iter().map(|list| told(source, unit, list, "letter by letter")));
    found
}

/// The strings of which an expression is put together, if it is of nothing else.
fn pieces<'a>(unit: &Unit<'a>, whole: NodeId) -> Option<Vec<&'a str>> {
    let code = unit.code;
    let mut pieces = Vec::new();
    let mut open = vec![whole];
    while let Some(id) = open.pop() {
        match code.node(id).kind {
            Kind::STRING => pieces.push(string_content(code.text(id, unit.text))),
            Kind::BINARY | Kind::STRINGS => {
                let parts: Vec<NodeId> = code.children(id).collect();
                open.extend(parts.into_iter().rev());
            }
            Kind::TOKEN if matches!(code.text(id, unit.text), "+" | "." | ".." | "~" | "<<") => {}
            _ => return None,
        }
    }
    (pieces.len() >= 2).then_some(pieces)
}

/// Lists of strings of one letter that spell such a name.
fn letters(unit: &Unit<'_>) -> Vec<NodeId> {
    let code = unit.code;
    let mut lists: Vec<NodeId> = unit.of_kind(Kind::STRING).iter().filter_map(|id| code.parent(*id)).collect();
    lists.dedup();
    lists.retain(|list| {
        let strings = code.children(*list).filter(|child| code.node(*child).kind != Kind::TOKEN).take(MOST_LETTERS);
        let letters: Option<Vec<u8>> = strings
            .map(|child| match string_content(code.text(child, unit.text)).as_bytes() {
                [letter] if code.node(child).kind == Kind::STRING => Some(*letter),
                _ => None,
            })
            .collect();
        letters.is_some_and(|letters| letters.len() >= FEWEST_LETTERS && is_dangerous(letters.into_iter()))
    });
    lists
}

fn is_dangerous(name: impl Iterator<Item = u8> + Clone) -> bool {
    DANGEROUS.iter().any(|dangerous| name.clone().eq(dangerous.bytes()))
}

fn told(source: &SourceText<'_>, unit: &Unit<'_>, id: NodeId, how: &str) -> Hit {
    let range = unit.code.range(id);
    let range = range.start as usize..range.end as usize;
    let message = format!(
        "The name of something that runs code or starts programs is written {how}, so that a search for it does not find this place. Look how it is turned into a call, what is handed to it, and where that comes from."
    );
    hit(source, "dangerous-name-in-pieces", &range, None, message)
}
