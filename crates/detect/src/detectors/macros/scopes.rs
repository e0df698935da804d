//! Which definition a macro's name means in which file.

use std::collections::BTreeMap;

use banbury_evidence::DropPath;

use super::MacroFact;
use super::pasting::glues;

/// A name in one file, or in all files that do not define it themselves.
pub(super) type Scoped<'a> = (Option<&'a DropPath>, &'a str);

/// The macros of a drop by name.
///
/// What a file defines itself is meant there; all else is meant as headers have it, or as other source files do if no
/// header has it. Of several definitions one that glues names together counts.
pub(super) struct Scopes<'a>(BTreeMap<&'a str, Definitions<'a>>);

/// The definitions of one name.
#[derive(Default)]
struct Definitions<'a> {
    in_file: BTreeMap<&'a DropPath, &'a MacroFact>,
    elsewhere: Option<&'a MacroFact>,
    is_in_header: bool,
}

impl<'a> Scopes<'a> {
    pub fn of(macros: &'a [(DropPath, Vec<MacroFact>)]) -> Self {
        let facts = || macros.iter().flat_map(|(path, facts)| facts.iter().map(move |fact| (path, fact)));
        let mut scopes: BTreeMap<&str, Definitions<'_>> = BTreeMap::new();
        for (path, fact) in facts() {
            scopes.entry(&fact.name).or_default().is_in_header |= is_header(path);
        }
        for (path, fact) in facts() {
            let definitions = scopes.entry(&fact.name).or_default();
            let in_file = definitions.in_file.entry(path).or_insert(fact);
            *in_file = rather(in_file, fact);
            if is_header(path) || !definitions.is_in_header {
                definitions.elsewhere = Some(definitions.elsewhere.map_or(fact, |kept| rather(kept, fact)));
            }
        }
        Self(scopes)
    }

    /// As what a definition is known.
    pub fn of_fact(&self, path: &'a DropPath, fact: &'a MacroFact) -> impl Iterator<Item = Scoped<'a>> + use<'a> {
        let is_in_header = self.0.get(fact.name.as_str()).is_some_and(|definitions| definitions.is_in_header);
        let elsewhere = (is_header(path) || !is_in_header).then_some((None, fact.name.as_str()));
        [(Some(path), fact.name.as_str())].into_iter().chain(elsewhere)
    }

    /// What a name means in a file, if it is a macro.
    pub fn meant(&self, path: &DropPath, name: &str) -> Option<(Scoped<'a>, &'a MacroFact)> {
        let definitions = self.0.get(name)?;
        let own = definitions.in_file.get_key_value(path).map(|(path, fact)| (Some(*path), *fact));
        let (path, fact) = own.or_else(|| Some((None, definitions.elsewhere?)))?;
        Some(((path, fact.name.as_str()), fact))
    }
}

/// Which of two definitions of one name counts.
fn rather<'a>(kept: &'a MacroFact, other: &'a MacroFact) -> &'a MacroFact {
    if !glues(kept) && glues(other) { other } else { kept }
}

fn is_header(path: &DropPath) -> bool {
    let extension = path.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
    !["c", "cc", "cpp", "cxx", "C"].contains(&extension)
}
