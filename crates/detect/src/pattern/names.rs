use std::collections::BTreeMap;
use std::ops::Range;

use banbury_syntax::NodeId;

use super::constants::Value;
use super::literal::integer;
use crate::code::{Code, Kind, Role};

/// What names of a text stand for: imported modules and functions, and macros that rename.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// From the name in this text to the full name, its parts joined by dots.
    full: BTreeMap<String, String>,
    /// Where the parts of a full name stand in this text, for names whose import spells them out.
    parts: BTreeMap<String, Vec<Range<u32>>>,
    /// Modules all of whose names are brought in.
    wildcards: Vec<String>,
    /// Macros that stand for one literal; nothing is known of those that have been given several.
    literals: BTreeMap<String, Option<Value>>,
}

impl Names {
    pub fn is_empty(&self) -> bool {
        self.full.is_empty() && self.wildcards.is_empty()
    }

    /// Whether the type called `name` here is the one with the full name `wanted`.
    pub fn is_type(&self, name: &str, wanted: &str) -> bool {
        self.full(name) == Some(wanted) || self.may_stand_for(name, wanted)
    }

    /// Says that `name` stands for `full`. The first word on a name counts.
    pub fn add(&mut self, name: &str, full: &str) {
        if name != full && !name.is_empty() {
            self.full.entry(name.to_owned()).or_insert_with(|| full.to_owned());
        }
    }

    /// Says that `name` stands for the full name whose parts stand at `parts`.
    pub fn add_at(&mut self, name: &str, parts: Vec<Range<u32>>, text: &str) {
        let words = parts.iter().filter_map(|part| text.get(part.start as usize..part.end as usize));
        let full = words.collect::<Vec<_>>().join(".");
        if name != full && !name.is_empty() && !self.full.contains_key(name) {
            self.full.insert(name.to_owned(), full);
            self.parts.insert(name.to_owned(), parts);
        }
    }

    /// Says that any name may be one of `module`.
    pub fn add_all_of(&mut self, module: &str) {
        if self.wildcards.len() < MOST_WILDCARDS {
            self.wildcards.push(module.to_owned());
        }
    }

    /// Where the parts of what a name stands for are spelt out.
    pub fn parts(&self, name: &str) -> &[Range<u32>] {
        self.parts.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a chain of members is one of a module all of whose names are brought in.
    pub fn may_stand_for(&self, written: &str, full: &str) -> bool {
        let rest = |module: &str| full.strip_prefix(module).and_then(|rest| rest.strip_prefix('.'));
        self.wildcards.iter().any(|module| rest(module) == Some(written))
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

    /// What one name stands for.
    pub fn full(&self, name: &str) -> Option<&str> {
        self.full.get(name).map(String::as_str)
    }

    /// The full name of a name or of a chain of members that begins with one, if something in it is renamed.
    pub fn resolve(&self, code: &Code, text: &str, id: NodeId) -> Option<String> {
        if self.full.is_empty() {
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
        let mut full = self.full(code.text(at, text))?.to_owned();
        for property in properties.into_iter().rev() {
            full.push('.');
            full.push_str(property);
        }
        Some(full)
    }
}

/// Parts of the longest name that is resolved.
const LONGEST: usize = 16;

/// Modules that a text brings in whole; a hostile one has no end of them.
const MOST_WILDCARDS: usize = 64;
