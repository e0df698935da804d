use std::collections::BTreeMap;

use banbury_syntax::NodeId;

use crate::code::{Code, Kind, Role};

/// What names of a text stand for: imported modules and functions, and macros that rename.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// From the name in this text to the full name, its parts joined by dots.
    full: BTreeMap<String, String>,
}

impl Names {
    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }

    /// Says that `name` stands for `full`. The first word on a name counts.
    pub fn add(&mut self, name: &str, full: &str) {
        if name != full && !name.is_empty() {
            self.full.entry(name.to_owned()).or_insert_with(|| full.to_owned());
        }
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
