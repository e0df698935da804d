use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use banbury_evidence::{Entry, EntryKind};
use serde::{Serialize, Serializer};

use super::component::Component;

/// Entries at one level, each with those inside it. Each is made when it is written: a drop may have a million.
#[derive(Clone)]
pub(super) struct Components<'a> {
    tree: Rc<Tree<'a>>,
    /// The archive that they are in; none for the drop itself.
    within: Option<usize>,
}

struct Tree<'a> {
    entries: &'a [Entry],
    /// The places of an archive's members in `entries`, in order.
    members: BTreeMap<Option<usize>, Vec<usize>>,
}

impl<'a> Components<'a> {
    /// Those of the drop itself.
    pub(super) fn of(entries: &'a [Entry]) -> Self {
        let is_archive = |entry: &Entry| matches!(&entry.kind, EntryKind::File(facts) if facts.archive.is_some());
        // Only looked up, never iterated. Of two archives with one name the later one has the members.
        let archives: HashMap<&str, usize> = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| is_archive(entry))
            .map(|(at, entry)| (entry.path.as_str(), at))
            .collect();
        let mut members: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let archive = entry.path.as_str().rsplit_once("!/").and_then(|(archive, _)| archives.get(archive).copied());
            members.entry(archive).or_default().push(at);
        }
        Self { tree: Rc::new(Tree { entries, members }), within: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.tree.members.contains_key(&self.within)
    }
}

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let places = self.tree.members.get(&self.within).into_iter().flatten();
        let component = |&place: &usize| {
            let entry = self.tree.entries.get(place)?;
            let inside = Components { tree: Rc::clone(&self.tree), within: Some(place) };
            Some(Component::of(place, entry, inside))
        };
        serializer.collect_seq(places.filter_map(component))
    }
}
