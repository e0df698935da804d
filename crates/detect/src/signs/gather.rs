use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use banbury_evidence::Snippet;
use banbury_syntax::NodeId;
use serde::{Deserialize, Serialize};

use super::kinds::{SignKind, of_call};
use super::text::of_text;
use crate::code::functions::FoundFunction;
use crate::code::{Kind, Role};
use crate::findings::Hit;
use crate::flow::FactPlace;
use crate::handlers::{is_byte, is_element, is_unusual_number};
use crate::pattern::{Unit, integer, string_content};

/// Elements set to a character one by one from which on a text is put together.
const MANY_ELEMENTS: usize = 5;
/// Bytes compared one by one from which on they are a word.
const MANY_BYTES: usize = 3;
/// The years 2001 to 2106 in seconds since 1970.
const SECONDS: std::ops::RangeInclusive<i128> = 1_000_000_000..=4_294_967_295;
/// Functions that are followed upwards to the only one that calls them.
const HIGHEST: usize = 8;

/// The weak signs in one function and in the functions that only it calls; some of them odd, and some with an effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignGroup {
    /// The functions, the outermost first.
    pub(super) functions: Vec<String>,
    /// The first of each kind.
    pub(super) signs: BTreeMap<SignKind, (FactPlace, Snippet)>,
    /// The hit that there would be on the outermost function.
    pub(super) hit: Hit,
}

impl SignGroup {
    /// The hit that there would be.
    pub(crate) fn hit_mut(&mut self) -> &mut Hit {
        &mut self.hit
    }
}

/// How places of a text are told outside.
pub(crate) struct Telling<'a> {
    pub place: &'a dyn Fn(&Range<u32>) -> (FactPlace, Snippet),
    pub hit: &'a dyn Fn(&Range<u32>) -> Hit,
}

/// A function with its signs.
struct Signed<'a> {
    name: &'a str,
    head: Range<u32>,
    is_local: bool,
    signs: BTreeMap<SignKind, NodeId>,
    calls: Vec<&'a str>,
}

/// The groups of signs of these functions of a text.
pub(crate) fn sign_groups(unit: &Unit<'_>, functions: &[FoundFunction], telling: &Telling<'_>) -> Vec<SignGroup> {
    let code = unit.code;
    let mut all: Vec<Signed<'_>> = Vec::new();
    for function in functions {
        let (Some(name), Some(body)) = (function.name, code.child(function.node, Role::BODY)) else { continue };
        let (signs, calls) = signs_in(unit, body);
        let head = code.node(function.node).start..code.node(name).end;
        all.push(Signed { name: code.text(name, unit.text), head, is_local: function.is_static, signs, calls });
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let callers = only_callers(&all);
    for index in 0..all.len() {
        groups.entry(outermost(index, &callers)).or_default().push(index);
    }
    let of_group = |(outermost, members): (usize, Vec<usize>)| {
        let mut signs: BTreeMap<SignKind, NodeId> = BTreeMap::new();
        let members = std::iter::once(outermost).chain(members.into_iter().filter(|member| *member != outermost));
        let members: Vec<&Signed<'_>> = members.filter_map(|member| all.get(member)).collect();
        for member in &members {
            member.signs.iter().for_each(|(kind, at)| _ = signs.entry(*kind).or_insert(*at));
        }
        if !signs.keys().any(|kind| kind.is_odd()) || signs.keys().all(|kind| kind.is_odd()) {
            return None;
        }
        Some(SignGroup {
            functions: members.iter().map(|member| member.name.to_owned()).collect(),
            signs: signs.into_iter().map(|(kind, at)| (kind, (telling.place)(&code.range(at)))).collect(),
            hit: (telling.hit)(&members.first()?.head),
        })
    };
    groups.into_iter().filter_map(of_group).collect()
}

/// For each function that no other file can call, the only function of this text that calls it.
fn only_callers(all: &[Signed<'_>]) -> Vec<Option<usize>> {
    let mut callers: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, function) in all.iter().enumerate() {
        for name in &function.calls {
            callers.entry(name).and_modify(|only| *only = only.filter(|it| *it == index)).or_insert(Some(index));
        }
    }
    let caller = |(index, function): (usize, &Signed<'_>)| {
        let only = callers.get(function.name).copied().flatten();
        only.filter(|caller| function.is_local && *caller != index)
    };
    all.iter().enumerate().map(caller).collect()
}

fn outermost(start: usize, callers: &[Option<usize>]) -> usize {
    let mut at = start;
    for _ in 0..HIGHEST {
        match callers.get(at).copied().flatten() {
            Some(caller) => at = caller,
            None => break,
        }
    }
    at
}

/// The first of each kind of sign in the body of a function, and what it calls.
fn signs_in<'a>(unit: &Unit<'a>, body: NodeId) -> (BTreeMap<SignKind, NodeId>, Vec<&'a str>) {
    let code = unit.code;
    let mut signs: BTreeMap<SignKind, NodeId> = BTreeMap::new();
    let mut calls = Vec::new();
    let (mut elements, mut bytes) = (0, 0);
    for id in code.subtree(body) {
        let sign = match code.node(id).kind {
            Kind::CALL | Kind::NEW => unit.callee(id).and_then(|callee| {
                calls.push(callee);
                of_call(callee)
            }),
            Kind::STRING => of_text(string_content(code.text(id, unit.text))),
            Kind::BINARY => of_operation(unit, id, &mut bytes),
            Kind::UPDATE => is_masking(unit, id).then_some(SignKind::EncodedText),
            Kind::ASSIGNMENT => {
                elements += usize::from(sets_character(unit, id));
                (elements == MANY_ELEMENTS).then_some(SignKind::EncodedText)
            }
            _ => None,
        };
        if let Some(kind) = sign {
            signs.entry(kind).or_insert(id);
        }
    }
    (signs, calls)
}

fn of_operation(unit: &Unit<'_>, id: NodeId, bytes: &mut usize) -> Option<SignKind> {
    let code = unit.code;
    let parts: Vec<NodeId> = code.children(id).take(4).collect();
    let &[left, operator, right] = parts.as_slice() else { return None };
    let (left, right) = (code.text(left, unit.text), code.text(right, unit.text));
    match code.text(operator, unit.text) {
        "==" | "!=" | "===" | "!==" => {
            if is_unusual_number(left) || is_unusual_number(right) {
                return Some(SignKind::OddConstant);
            }
            *bytes += usize::from(is_element(left) && is_byte(right));
            (*bytes == MANY_BYTES).then_some(SignKind::OddConstant)
        }
        "<" | ">" | "<=" | ">=" => {
            let is_date = |text: &str| {
                let text = text.to_ascii_lowercase();
                ["tm_year", "tm_mon", "tm_mday", "tm_yday", "getfullyear", "getmonth"]
                    .iter()
                    .any(|part| text.contains(part))
            };
            let is_moment = |text: &str| {
                integer(text).is_some_and(|number| {
                    SECONDS.contains(&number)
                        && number % 1000 != 0
                        && number.count_ones() > 2
                        && number != 4_294_967_295
                })
            };
            (is_date(left) || is_date(right) || is_moment(left) || is_moment(right)).then_some(SignKind::TimeOrPlace)
        }
        "^" => is_masking(unit, id).then_some(SignKind::EncodedText),
        _ => None,
    }
}

/// `a[i] ^ 0x5a`, `*p ^= key`: an element and a small number or another element.
fn is_masking(unit: &Unit<'_>, id: NodeId) -> bool {
    let code = unit.code;
    let parts: Vec<&str> = code.children(id).take(4).map(|part| code.text(part, unit.text).trim()).collect();
    let &[left, operator, right] = parts.as_slice() else { return false };
    let is_mask = |text: &str| integer(text).is_some_and(|number| (1..=0xff).contains(&number));
    matches!(operator, "^" | "^=") && (is_element(left) && is_mask(right) || is_mask(left) && is_element(right))
}

/// `text[3] = 'b'`
fn sets_character(unit: &Unit<'_>, id: NodeId) -> bool {
    let code = unit.code;
    let text = |role| code.child(id, role).map(|part| code.text(part, unit.text));
    let (Some(left), Some(right)) = (text(Role::LEFT), text(Role::RIGHT)) else { return false };
    let is_character = right.starts_with('\'') && right.len() >= 3 && !right.starts_with("'\\0");
    is_element(left) && is_character
}
