use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::name_map::NameMap;
use crate::structure::{ALONE, mates};
use crate::tokens::{Kind, Token, tokens};
use crate::words::Word;
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
    /// Nothing but words: it is what they are, if they all are attributes. With what it takes.
    Words(Vec<String>, u8),
    /// It begins with a call of this name: it heads a loop if that does. With what it takes.
    Call(String, u8),
    /// It calls these names: it glues names together if one of them does.
    HandsTo(Vec<String>),
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
    /// It takes arguments.
    pub const FUNCTION_LIKE: u8 = 16;
    /// It takes none.
    pub const OBJECT_LIKE: u8 = 32;
    /// It glues names together with `##`, or hands its arguments to one that does. No matter for reading code.
    pub const PASTING: u8 = 64;
}

/// The macros of a whole drop that matter for reading code: a small part of all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "WireTable", into = "WireTable")]
pub struct MacroTable {
    roles: NameMap<u8>,
    /// Macros that are another name for something, and what for.
    aliases: NameMap<Box<str>>,
}

/// A table in the order of its names.
#[derive(Serialize, Deserialize)]
struct WireTable {
    roles: BTreeMap<String, u8>,
    aliases: BTreeMap<String, String>,
}

/// How far a macro's meaning is followed through others.
const MOST_STEPS: usize = 8;

impl MacroScan {
    /// Looks through one text. Which conditionals stand around a definition is not asked.
    pub fn of(text: &str) -> Self {
        if memchr::memmem::find(text.as_bytes(), b"define").is_none() {
            return Self::default();
        }
        let mut shapes: Vec<_> = macro_definitions(text)
            .iter()
            .flat_map(|it| shapes(it).chain(pasting(it)).map(|shape| (it.name.clone(), shape)))
            .collect();
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
                let (role, takes) = match shape {
                    Shape::Is(role) => (*role, 0),
                    Shape::Words(words, takes) => {
                        let all = words.iter().all(|word| role_of(word) & role::ATTRIBUTE != 0);
                        (if all { role::ATTRIBUTE } else { 0 }, *takes)
                    }
                    Shape::Call(word, takes) => {
                        (role_of(word) & (role::LOOP | role::CONDITION | role::STATEMENT), *takes)
                    }
                    Shape::HandsTo(words) => {
                        (words.iter().fold(0, |role, word| role | role_of(word) & role::PASTING), 0)
                    }
                };
                if role != 0 {
                    found.push((name.clone(), role | takes));
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
        // What is no attribute after all renames; of several meanings of a name one counts, whatever the order of the files.
        let mut aliases: NameMap<Box<str>> = NameMap::default();
        for (name, shape) in open {
            if let Shape::Words(words, role::OBJECT_LIKE) = shape
                && let [word] = words.as_slice()
                && word.bytes().any(|byte| byte.is_ascii_lowercase())
                && *word != name
            {
                aliases.entry(name.into()).or_insert_with(|| word.as_str().into());
            }
        }
        Self { roles, aliases }
    }

    /// What a macro is another name for.
    pub fn alias(&self, name: &str) -> Option<&str> {
        self.aliases.get(name).map(|word| &**word)
    }

    /// Macros that are another name for something, with that, in the order of their names.
    pub fn aliases(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&str, &str)> = self.aliases.iter().map(|(name, word)| (&**name, &**word)).collect();
        all.sort_unstable();
        all
    }

    /// The names that mean something else in another table, sorted.
    pub fn changed_names<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let of = |table: &'a Self| table.roles.keys().chain(table.aliases.keys()).map(|name| &**name);
        let differs =
            |name: &&str| self.roles.get(*name) != other.roles.get(*name) || self.alias(name) != other.alias(name);
        let mut changed: Vec<&str> = of(self).chain(of(other)).filter(differs).collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// The roles of a name that matter for reading code, as bits of [`role`].
    pub(crate) fn roles(&self, name: &str) -> u8 {
        self.roles.get(name).copied().unwrap_or(0) & !role::PASTING
    }

    /// Whether a macro glues names together with `##`, itself or through others.
    pub(crate) fn pastes(&self, name: &str) -> bool {
        self.roles.get(name).is_some_and(|roles| roles & role::PASTING != 0)
    }
}

impl From<WireTable> for MacroTable {
    fn from(wire: WireTable) -> Self {
        let aliases = wire.aliases.into_iter().map(|(name, word)| (name.into(), word.into()));
        Self {
            roles: wire.roles.into_iter().map(|(name, role)| (name.into(), role)).collect(),
            aliases: aliases.collect(),
        }
    }
}

impl From<MacroTable> for WireTable {
    fn from(table: MacroTable) -> Self {
        let aliases = table.aliases.into_iter().map(|(name, word)| (name.into(), word.into()));
        Self {
            roles: table.roles.into_iter().map(|(name, role)| (name.into(), role)).collect(),
            aliases: aliases.collect(),
        }
    }
}

fn shapes(definition: &MacroDefinition) -> impl Iterator<Item = Shape> {
    let takes = match definition.parameters {
        Some(_) => role::FUNCTION_LIKE,
        None => role::OBJECT_LIKE,
    };
    let body = &definition.body;
    let tokens = tokens(body, &MacroTable::empty(), false).tokens;
    let is = |role| [Some(Shape::Is(role | takes)), None].into_iter().flatten();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return is(role::ATTRIBUTE) };
    // What heads a statement is the last thing in the body.
    let mates = mates(&tokens);
    let mut top = 0;
    let mut head = first.word;
    while let Some(token) = tokens.get(top) {
        if token.is(b';') {
            head = tokens.get(top + 1).map_or(Word::None, |next| next.word);
        }
        top = if mates[top] != ALONE && mates[top] as usize > top { mates[top] as usize } else { top } + 1;
    }
    match head {
        Word::For | Word::While if last.is(b')') || last.word == Word::Else => return is(role::LOOP),
        Word::If if last.is(b')') || last.word == Word::Else => return is(role::CONDITION),
        _ if last.is(b';') || last.is(b'}') => return is(role::STATEMENT),
        _ => {}
    }
    let words = attributes(body, &tokens);
    if words.as_ref().is_some_and(Vec::is_empty) {
        return is(role::ATTRIBUTE);
    }
    let calls = first.is_name() && tokens.get(1).is_some_and(|next| next.is(b'('));
    let call = calls.then(|| Shape::Call(first.text(body).to_owned(), takes));
    [words.map(|words| Shape::Words(words, takes)), call].into_iter().flatten()
}

/// Whether a macro glues names together, or what decides it.
fn pasting(definition: &MacroDefinition) -> Option<Shape> {
    let body = &definition.body;
    if body.contains("##") {
        return definition.parameters.is_some().then_some(Shape::Is(role::PASTING));
    }
    let tokens = tokens(body, &MacroTable::empty(), false).tokens;
    let mut names: Vec<String> = match tokens.as_slice() {
        [only] if only.is_name() => vec![only.text(body).to_owned()],
        _ => {
            let calls = tokens.windows(2).filter(|pair| pair[0].is_name() && pair[1].is(b'('));
            calls.map(|pair| pair[0].text(body).to_owned()).collect()
        }
    };
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then_some(Shape::HandsTo(names))
}

/// The names in a body of nothing but what can be left out of a declaration, and names; none if there is more.
fn attributes(body: &str, tokens: &[Token]) -> Option<Vec<String>> {
    let mates = mates(tokens);
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let mut takes = false;
        match token.word {
            Word::AttributeCall => takes = true,
            Word::Attribute | Word::Storage | Word::Qualifier => {}
            Word::Name => {
                names.push(token.text(body).to_owned());
                takes = true;
            }
            // `extern "C"`
            Word::None if token.kind == Kind::String && at > 0 && tokens[at - 1].word == Word::Storage => {}
            _ => return None,
        }
        at += 1;
        if takes && tokens.get(at).is_some_and(|open| open.is(b'(')) {
            let close = mates[at];
            if close == ALONE {
                return None;
            }
            at = close as usize + 1;
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "#define EMPTY\n#define ALIGNED(x) __attribute__((aligned(x)))\n#define INIT SECTION(a) EMPTY\n\
        #define SECTION(x) __attribute__((section(#x)))\n#define EACH(x) for (; x; x++)\n#define EVERY(x) EACH(x)\n\
        #define TWO(x) f(x); g(x);\n#define ONE 1\n#define CALL(x) f(x)\n#define WHEN(x) if (x)\n";

    #[test]
    fn macros_have_the_roles_that_their_bodies_give_them() {
        let table = MacroTable::from_scans([MacroScan::of(TEXT)].into_iter());
        let of = |name| table.roles(name) & !(role::FUNCTION_LIKE | role::OBJECT_LIKE);
        for name in ["EMPTY", "ALIGNED", "INIT", "SECTION"] {
            assert_eq!(of(name), role::ATTRIBUTE, "{name}");
        }
        assert_eq!(
            [of("EACH"), of("EVERY"), of("WHEN"), of("TWO")],
            [role::LOOP, role::LOOP, role::CONDITION, role::STATEMENT]
        );
        assert_eq!([of("ONE"), of("CALL"), of("unknown")], [0; 3]);
    }

    #[test]
    fn the_order_of_the_files_does_not_matter() {
        let scans: Vec<_> = TEXT.lines().map(MacroScan::of).collect();
        let forth = MacroTable::from_scans(scans.iter().cloned());
        let back = MacroTable::from_scans(scans.into_iter().rev());
        let written = |table: MacroTable| WireTable::from(table).roles;
        assert_eq!(written(forth), written(back));
    }
}
