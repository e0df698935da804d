//! What a product opens, admits, reaches and leaves switched on, as its files say it (classes 8, 23, 40).
//!
//! A worker gathers these facts file by file. What a vendor declares is known outside, where they are compared with it.

mod accounts;
mod commands;
mod hosts;
mod lines;
mod ports;
mod settings;
mod switches;

use std::collections::BTreeSet;
use std::ops::Range;

use banbury_evidence::{Language, Span};
use banbury_syntax::SourceText;
use serde::{Deserialize, Serialize};

use crate::binary::binary_hit;
use crate::code::Kind;
use crate::detectors::hit;
use crate::findings::Hit;
use crate::names::words;
use crate::pattern::{Unit, string_content};

pub(crate) use lines::facts_of_lines;

/// What a vendor is to declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SurfaceKind {
    /// A port that something listens on.
    Port,
    /// An account that can log in.
    Account,
    /// A host that the product or its build may talk to, by name or address.
    Host,
    /// A debug option that is on, or a debug service that is started.
    DebugSwitch,
}

/// One thing to be declared, at the first place of its file that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurfaceFact {
    /// What it is.
    pub kind: SurfaceKind,
    /// The port number, or the name; host names in small letters.
    pub name: String,
    /// Where it stands, as a hit without rule and message.
    pub(crate) place: Hit,
}

impl SurfaceFact {
    /// The hit that there would be on this fact.
    pub(crate) fn hit_mut(&mut self) -> &mut Hit {
        &mut self.place
    }
}

/// Gathers the facts of one file, each name once.
pub(crate) struct Surface<'source, 'bytes> {
    source: &'source SourceText<'bytes>,
    seen: BTreeSet<(SurfaceKind, String)>,
    pub facts: Vec<SurfaceFact>,
}

impl<'source, 'bytes> Surface<'source, 'bytes> {
    pub fn new(source: &'source SourceText<'bytes>) -> Self {
        Self { source, seen: BTreeSet::new(), facts: Vec::new() }
    }

    fn add(&mut self, kind: SurfaceKind, name: &str, range: &Range<usize>, function: Option<&str>) {
        if self.seen.insert((kind, name.to_owned())) {
            let place = hit(self.source, "", range, function.map(str::to_owned), String::new());
            self.facts.push(SurfaceFact { kind, name: name.to_owned(), place });
        }
    }

    /// Adds what the calls and string literals of a program tell. `function` names the one around a place.
    pub fn add_code<'a>(&mut self, unit: &Unit<'_>, function: &dyn Fn(&Range<usize>) -> Option<&'a str>) {
        let mut add = |kind, name: &str, range: Range<u32>| {
            let range = range.start as usize..range.end as usize;
            self.add(kind, name, &range, function(&range));
        };
        ports::of_calls(unit, &mut |port, range| add(SurfaceKind::Port, &port.to_string(), range));
        accounts::of_calls(unit, &mut |name, range| add(SurfaceKind::Account, name, range));
        for id in unit.of_kind(Kind::STRING) {
            let content = string_content(unit.code.text(*id, unit.text));
            if let Some(host) = hosts::of_literal(content) {
                add(SurfaceKind::Host, &host, unit.code.range(*id));
            }
            for name in accounts::of_literal(content) {
                add(SurfaceKind::Account, name, unit.code.range(*id));
            }
        }
    }
}

/// Shortest text of an account or an address with its scheme, in bytes.
const SHORTEST: usize = 7;

/// What the printable stretches of a file that is no text tell: accounts, and hosts in whole addresses.
pub(crate) fn binary_facts(bytes: &[u8]) -> Vec<SurfaceFact> {
    let mut seen = BTreeSet::new();
    let mut facts = Vec::new();
    let mut start = 0;
    for stretch in bytes.split(|byte| !(b' '..=b'~').contains(byte)) {
        let span = Span { start: start as u64, end: (start + stretch.len()) as u64 };
        start += stretch.len() + 1;
        // What is shorter holds neither.
        if stretch.len() < SHORTEST {
            continue;
        }
        let text = str::from_utf8(stretch).unwrap_or("");
        let account = accounts::of_line(text).map(|name| (SurfaceKind::Account, name.to_owned()));
        let host = hosts::of_address(text).map(|name| (SurfaceKind::Host, name));
        for (kind, name) in account.into_iter().chain(host) {
            if seen.insert((kind, name.clone())) {
                let place = binary_hit("", span, name.clone(), String::new());
                facts.push(SurfaceFact { kind, name, place });
            }
        }
    }
    facts
}

/// Whether the string literals and calls of a language tell what a program does; of the others the lines do.
pub(crate) fn is_program(language: Language) -> bool {
    use Language as L;
    matches!(
        language,
        L::C | L::Cpp
            | L::Go
            | L::Java
            | L::Javascript
            | L::Lua
            | L::Perl
            | L::Php
            | L::Python
            | L::Ruby
            | L::Rust
            | L::Typescript
    )
}

/// Whether one of the words of a name is among some.
fn has_word(name: &str, wanted: &[&str]) -> bool {
    words(name).iter().any(|word| wanted.contains(&word.as_str()))
}
