//! Which definition a macro's name means in which file.

use std::collections::{BTreeMap, HashMap};

use banbury_evidence::DropPath;

use super::MacroFact;
use super::pasting::glues;
use super::tokens::tokens;

/// A file with macros, by its number among these.
pub(super) type FileNumber = u32;

/// A name in one file, or in all files that do not define it themselves.
pub(super) type Scoped<'a> = (Option<FileNumber>, &'a str);

/// The macros of a drop by name.
///
/// What a file defines itself is meant there; all else is meant as headers have it, or as other source files do if no
/// header has it. Of several definitions one that glues names together counts.
pub(super) struct Scopes<'a> {
    files: HashMap<&'a DropPath, FileNumber>,
    by_name: HashMap<&'a str, Definitions<'a>>,
}

/// The definitions of one name.
#[derive(Default)]
struct Definitions<'a> {
    in_file: BTreeMap<FileNumber, Definition<'a>>,
    elsewhere: Option<Definition<'a>>,
    is_in_header: bool,
}

/// A definition, and whether it stands for one token.
#[derive(Clone, Copy)]
pub(super) struct Definition<'a> {
    pub fact: &'a MacroFact,
    pub is_one_token: bool,
    glues: bool,
}

impl<'a> Definition<'a> {
    fn new(fact: &'a MacroFact) -> Self {
        Self { fact, is_one_token: tokens(&fact.body).len() == 1, glues: glues(fact) }
    }

    /// Which of two definitions of one name counts.
    fn or(self, other: Self) -> Self {
        if !self.glues && other.glues { other } else { self }
    }
}

impl<'a> Scopes<'a> {
    pub fn of(macros: &'a [(DropPath, Vec<MacroFact>)]) -> Self {
        let files = (0..).zip(macros).map(|(number, (path, _))| (path, number)).collect();
        let mut by_name: HashMap<&str, Definitions<'_>> = HashMap::new();
        for (path, facts) in macros {
            let is_in_header = is_header(path);
            for fact in facts {
                by_name.entry(&fact.name).or_default().is_in_header |= is_in_header;
            }
        }
        for (number, (path, facts)) in (0..).zip(macros) {
            let is_in_header = is_header(path);
            for fact in facts {
                let definitions = by_name.entry(&fact.name).or_default();
                let definition = Definition::new(fact);
                let in_file = definitions.in_file.entry(number).or_insert(definition);
                *in_file = in_file.or(definition);
                if is_in_header || !definitions.is_in_header {
                    definitions.elsewhere = Some(definitions.elsewhere.map_or(definition, |kept| kept.or(definition)));
                }
            }
        }
        Self { files, by_name }
    }

    /// The number of a file, if it has macros.
    pub fn file(&self, path: &DropPath) -> Option<FileNumber> {
        self.files.get(path).copied()
    }

    /// As what a definition is known.
    pub fn of_fact(&self, path: &'a DropPath, fact: &'a MacroFact) -> impl Iterator<Item = Scoped<'a>> + use<'a> {
        let is_in_header = self.by_name.get(fact.name.as_str()).is_some_and(|definitions| definitions.is_in_header);
        let elsewhere = (is_header(path) || !is_in_header).then_some((None, fact.name.as_str()));
        [(self.file(path), fact.name.as_str())].into_iter().chain(elsewhere)
    }

    /// What a name means in a file, if it is a macro.
    pub fn meant(&self, file: Option<FileNumber>, name: &str) -> Option<(Scoped<'a>, Definition<'a>)> {
        let definitions = self.by_name.get(name)?;
        let own = file.and_then(|file| definitions.in_file.get(&file));
        let (file, definition) = match own {
            Some(own) => (file, *own),
            None => (None, definitions.elsewhere?),
        };
        Some(((file, definition.fact.name.as_str()), definition))
    }
}

fn is_header(path: &DropPath) -> bool {
    let extension = path.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
    !["c", "cc", "cpp", "cxx", "C"].contains(&extension)
}
