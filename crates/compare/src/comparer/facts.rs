//! What two containers, or two members, say of themselves.

use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::Difference;

use super::Comparer;
use crate::causes::{CauseKind, Clue};
use crate::container::Fact;

impl Comparer {
    /// Compares what the two sides say, fact by fact: of several of one name, the first with the first, and so on.
    pub(crate) fn facts(&mut self, theirs: &[Fact], ours: &[Fact]) {
        let (their_facts, our_facts) = (numbered(theirs), numbered(ours));
        let names: BTreeSet<_> = their_facts.keys().chain(our_facts.keys()).copied().collect();
        // In the order of the shipped side, which is the format's own.
        let mut names: Vec<_> = names.into_iter().collect();
        let place = |facts: &[Fact], what| facts.iter().position(|fact| fact.what == what).unwrap_or(usize::MAX);
        names.sort_by_key(|(what, number)| (place(theirs, *what), place(ours, *what), *number));
        for name in names {
            let (their_value, our_value) = (their_facts.get(&name), our_facts.get(&name));
            if their_value != our_value {
                let shown = |value: Option<&&str>| value.map_or("not stated", |value| *value).to_owned();
                self.fact(name.0, &shown(their_value), &shown(our_value));
            }
        }
    }

    fn fact(&mut self, what: &str, theirs: &str, ours: &str) {
        let cause = match what {
            "time" | "extended time" | "changed" | "accessed" | "made" | "checked" => Some(CauseKind::Timestamp),
            "mode" | "owner" | "group" => Some(CauseKind::ArchiveMetadata),
            "build id" => Some(CauseKind::BuildId),
            "method" | "level" => Some(CauseKind::Compression),
            _ => None,
        };
        if let Some(kind) = cause {
            self.found.clue(Clue { kind, shipped: theirs.to_owned(), rebuilt: ours.to_owned() });
        }
        let detail = format!("{what}: {theirs} shipped, {ours} rebuilt");
        self.add(Difference { detail, ..self.here(cause) });
    }
}

/// Values by name, and which of that name it is.
fn numbered(facts: &[Fact]) -> BTreeMap<(&'static str, usize), &str> {
    let mut numbered = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in facts {
        let count = counts.entry(fact.what).or_default();
        numbered.insert((fact.what, *count), fact.value.as_str());
        *count += 1;
    }
    numbered
}
