use std::collections::BTreeMap;
use std::ops::Range;

use banbury_syntax::NodeId;

use super::constants::Value;
use super::literal::integer;
use crate::code::{Code, Kind, Role};

/// What names of a text stand for: imported modules and functions, and macros that rename.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// By name, in the order in which they come to hold.
    meanings: BTreeMap<String, Vec<Meaning>>,
    /// Modules all of whose names are brought in.
    wildcards: Vec<String>,
    /// Whether some name stands for another.
    renames: bool,
    /// Whether some name stands for one that ends otherwise.
    hides: bool,
    /// Macros that stand for one literal; nothing is known of those that have been given several.
    literals: BTreeMap<String, Option<Value>>,
}

/// What a name stands for in a part of the text.
#[derive(Debug)]
struct Meaning {
    part: Range<u32>,
    /// The full name, its parts joined by dots.
    full: String,
    /// Where these stand, if the import spells them out.
    parts: Vec<Range<u32>>,
}

impl Names {
    pub fn is_empty(&self) -> bool {
        !self.renames && self.wildcards.is_empty()
    }

    /// Whether some name stands for one that ends otherwise.
    pub fn hide_last_parts(&self) -> bool {
        self.hides
    }

    /// Whether the type called `name` in this text is the one with the full name `wanted`.
    pub fn is_type(&self, name: &str, wanted: &str) -> bool {
        let at = u32::MAX - 1;
        self.full(name, at) == Some(wanted) || self.may_stand_for(name, wanted, at)
    }

    /// Says that `name` stands for `full` everywhere. The first word on a name counts.
    pub fn add(&mut self, name: &str, full: &str) {
        if name != full && !name.is_empty() && !self.meanings.contains_key(name) {
            self.renames = true;
            self.hides |= full.rsplit(['.', '\\']).next() != Some(name);
            let meaning = Meaning { part: 0..u32::MAX, full: full.to_owned(), parts: Vec::new() };
            self.meanings.insert(name.to_owned(), vec![meaning]);
        }
    }

    /// Says that in a part of the text `name` stands for the full name whose parts stand at `parts`. Names are to be added in the
    /// order of the text.
    pub fn add_in(&mut self, part: Range<u32>, name: &str, parts: Vec<Range<u32>>, text: &str) {
        let words = parts.iter().filter_map(|part| text.get(part.start as usize..part.end as usize));
        let full = words.collect::<Vec<_>>().join(".");
        self.renames |= name != full;
        self.hides |= full.rsplit(['.', '\\']).next() != Some(name);
        self.meanings.entry(name.to_owned()).or_default().push(Meaning { part, full, parts });
    }

    /// The same everywhere. The first word on a name counts.
    pub fn add_at(&mut self, name: &str, parts: Vec<Range<u32>>, text: &str) {
        if !name.is_empty() && !self.meanings.contains_key(name) {
            self.add_in(0..u32::MAX, name, parts, text);
        }
    }

    /// Says that any name may be one of `module`.
    pub fn add_all_of(&mut self, module: &str) {
        if self.wildcards.len() < MOST_WILDCARDS {
            self.wildcards.push(module.to_owned());
        }
    }

    fn meaning(&self, name: &str, at: u32) -> Option<&Meaning> {
        let meanings = self.meanings.get(name)?;
        let begun = meanings.partition_point(|meaning| meaning.part.start <= at);
        meanings[..begun].iter().rev().take(MOST_LOOKED_AT).find(|meaning| at < meaning.part.end)
    }

    /// Whether two names, each at its place, stand for the same.
    pub fn are_same(&self, (left, left_at): (&str, u32), (right, right_at): (&str, u32)) -> bool {
        let (full_left, full_right) = (self.full(left, left_at), self.full(right, right_at));
        (full_left.is_some() || full_right.is_some()) && full_left.unwrap_or(left) == full_right.unwrap_or(right)
    }

    /// What a name stands for at a place.
    pub fn full(&self, name: &str, at: u32) -> Option<&str> {
        self.meaning(name, at).map(|meaning| meaning.full.as_str())
    }

    /// Where the parts of what a name stands for are spelt out.
    pub fn parts(&self, name: &str, at: u32) -> &[Range<u32>] {
        self.meaning(name, at).map_or(&[], |meaning| meaning.parts.as_slice())
    }

    /// Whether a chain of members is one of a module all of whose names are brought in.
    pub fn may_stand_for(&self, written: &str, full: &str, at: u32) -> bool {
        let rest = |module: &str| full.strip_prefix(module).and_then(|rest| rest.strip_prefix('.'));
        self.wildcards.iter().any(|module| rest(module) == Some(written)) && self.meaning(written, at).is_none()
    }

    /// Says that the macro `name` stands for `body`.
    pub fn add_macro(&mut self, name: &str, body: &str) {
        let inside = body.strip_prefix('"').and_then(|body| body.strip_suffix('"'));
        let value = match inside {
            Some(inside) if !inside.contains(['"', '\\']) => Some(Value::Text(inside.into())),
            _ => integer(body).map(Value::Number),
        };
        match self.literals.get_mut(name) {
            Some(known) if *known != value => *known = None,
            Some(_) => {}
            None => drop(self.literals.insert(name.to_owned(), value)),
        }
    }

    /// The literal that a macro stands for.
    pub fn literal(&self, name: &str) -> Option<Value> {
        self.literals.get(name)?.clone()
    }

    /// The full name of a name or of a chain of members that begins with one, if something in it is renamed.
    pub fn resolve(&self, code: &Code, text: &str, id: NodeId) -> Option<String> {
        if !self.renames {
            return None;
        }
        let mut properties = Vec::new();
        let mut at = id;
        while code.node(at).kind == Kind::MEMBER {
            properties.push(code.text(code.child(at, Role::PROPERTY)?, text));
            at = code.child(at, Role::OBJECT)?;
            if properties.len() > LONGEST {
                return None;
            }
        }
        if code.node(at).kind != Kind::NAME {
            return None;
        }
        let mut full = self.full(code.text(at, text), code.node(at).start)?.to_owned();
        for property in properties.into_iter().rev() {
            full.push('.');
            full.push_str(property);
        }
        Some(full)
    }
}

/// Meanings of one name that are looked at: a hostile text has no end of them.
const MOST_LOOKED_AT: usize = 32;

/// Parts of the longest name that is resolved.
const LONGEST: usize = 16;

/// Modules that a text brings in whole; a hostile one has no end of them.
const MOST_WILDCARDS: usize = 64;
