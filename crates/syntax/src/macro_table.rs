use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::name_map::NameMap;
use crate::{MacroDefinition, macro_definitions};

/// What one text contributes to a [`MacroTable`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroScan {
    /// Macros with what their bodies look like, sorted, each once.
    shapes: Vec<(String, Shape)>,
}

/// What a macro's body looks like, as far as that matters for reading code that uses it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Shape {
    /// It has this role whatever other macros say.
    Is(u8),
    /// Nothing but words: it is what they are, if they all are attributes.
    Words(Vec<String>),
    /// It begins with a call of this name: it heads a loop if that does.
    Call(String),
}

/// The parts that a macro can play in the text around it. A name that is defined in several ways has several.
pub(crate) mod role {
    /// Its place may be left empty: it is empty, an attribute, a qualifier, or a storage class.
    pub const ATTRIBUTE: u8 = 1;
    /// It heads a loop.
    pub const LOOP: u8 = 2;
    /// It heads a condition.
    pub const CONDITION: u8 = 4;
    /// It is whole statements or declarations, and needs no `;`.
    pub const STATEMENT: u8 = 8;
    /// It is the text that it is given.
    pub const IDENTITY: u8 = 16;
    /// It takes arguments.
    pub const FUNCTION_LIKE: u8 = 32;
    /// It stands for a type.
    pub const TYPE: u8 = 64;
}

/// The macros of a whole drop that matter for reading code: a small part of all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, u8>", into = "BTreeMap<String, u8>")]
pub struct MacroTable {
    roles: NameMap<u8>,
}

/// How far a macro's meaning is followed through others.
const MOST_STEPS: usize = 8;

impl MacroScan {
    /// Looks through one text. Which conditionals stand around a definition is not asked.
    pub fn of(text: &str) -> Self {
        if memchr::memmem::find(text.as_bytes(), b"define").is_none() {
            return Self::default();
        }
        let mut shapes: Vec<_> =
            macro_definitions(text).iter().filter_map(|it| Some((it.name.clone(), shape(it)?))).collect();
        shapes.sort_unstable();
        shapes.dedup();
        Self { shapes }
    }
}

impl MacroTable {
    /// A table without macros.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The table of a drop from the scans of its files, in any order.
    pub fn from_scans(scans: impl Iterator<Item = MacroScan>) -> Self {
        let mut roles: NameMap<u8> = NameMap::default();
        let mut open: Vec<(String, Shape)> = Vec::new();
        for (name, shape) in scans.flat_map(|scan| scan.shapes) {
            match shape {
                Shape::Is(role) => *roles.entry(name.into()).or_default() |= role,
                other => open.push((name, other)),
            }
        }
        open.sort_unstable();
        open.dedup();
        // What a macro is may hang on another one: each round follows one step.
        for _ in 0..MOST_STEPS {
            let mut found: Vec<(String, u8)> = Vec::new();
            open.retain(|(name, shape)| {
                let role_of = |word: &str| roles.get(word).copied().unwrap_or(0);
                let role = match shape {
                    Shape::Is(role) => *role,
                    Shape::Words(words) if words.iter().all(|word| role_of(word) & role::ATTRIBUTE != 0) => {
                        role::ATTRIBUTE
                    }
                    Shape::Words(_) => 0,
                    Shape::Call(word) => role_of(word) & (role::LOOP | role::CONDITION | role::STATEMENT),
                };
                if role != 0 {
                    found.push((name.clone(), role));
                }
                role == 0
            });
            if found.is_empty() {
                break;
            }
            for (name, role) in found {
                *roles.entry(name.into()).or_default() |= role;
            }
        }
        Self { roles }
    }

    /// The names that have other roles in another table, sorted.
    pub fn changed_names<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let names = self.roles.keys().chain(other.roles.keys()).map(|name| &**name);
        let mut changed: Vec<&str> = names.filter(|name| self.roles(name) != other.roles(name)).collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// The roles of a name, as bits of [`role`].
    pub(crate) fn roles(&self, name: &str) -> u8 {
        self.roles.get(name).copied().unwrap_or(0)
    }
}

impl From<BTreeMap<String, u8>> for MacroTable {
    fn from(roles: BTreeMap<String, u8>) -> Self {
        Self { roles: roles.into_iter().map(|(name, role)| (name.into(), role)).collect() }
    }
}

impl From<MacroTable> for BTreeMap<String, u8> {
    fn from(table: MacroTable) -> Self {
        table.roles.into_iter().map(|(name, role)| (name.into(), role)).collect()
    }
}

fn shape(definition: &MacroDefinition) -> Option<Shape> {
    definition.body.is_empty().then_some(Shape::Is(role::ATTRIBUTE))
}
