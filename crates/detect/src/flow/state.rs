use super::facts::NameId;
use super::ids::IdMap;
use super::sets::{CLEAN, SetId, Sets};

/// A variable or a field of one, by its number in its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PlaceId(u32);

/// Fields of fields that are told apart; deeper ones count as the last of these.
const DEEPEST: u8 = 4;

#[derive(Clone, Copy)]
struct Place {
    base: NameId,
    parent: Option<PlaceId>,
    /// The field, if it has a parent.
    field: NameId,
    depth: u8,
}

/// The places of one function. What a pointer points to and the elements of an array are one place with it.
#[derive(Default)]
pub(super) struct Places {
    places: Vec<Place>,
    numbers: IdMap<(Option<PlaceId>, NameId), PlaceId>,
}

impl Places {
    pub fn variable(&mut self, name: NameId) -> PlaceId {
        self.number(None, name, Place { base: name, parent: None, field: name, depth: 0 })
    }

    /// A field; false if it is too deep to be told from its siblings.
    pub fn field(&mut self, of: PlaceId, field: NameId) -> (PlaceId, bool) {
        let object = self.places[of.0 as usize];
        if object.depth >= DEEPEST {
            return (of, false);
        }
        let place = Place { base: object.base, parent: Some(of), field, depth: object.depth + 1 };
        (self.number(Some(of), field, place), true)
    }

    fn number(&mut self, parent: Option<PlaceId>, name: NameId, place: Place) -> PlaceId {
        *self.numbers.entry((parent, name)).or_insert_with(|| {
            self.places.push(place);
            PlaceId((self.places.len() - 1) as u32)
        })
    }

    pub fn parent(&self, place: PlaceId) -> Option<PlaceId> {
        self.places[place.0 as usize].parent
    }

    /// The variable that it is or is in.
    pub fn base(&self, place: PlaceId) -> NameId {
        self.places[place.0 as usize].base
    }

    /// Of a place in `object`, the field of `object` that it is or is in.
    pub fn field_in(&self, object: PlaceId, place: PlaceId) -> Option<NameId> {
        let mut at = place;
        loop {
            let parent = self.parent(at)?;
            if parent == object {
                return Some(self.places[at.0 as usize].field);
            }
            at = parent;
        }
    }
}

/// What is in each place at one point of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Sorted. A place that is missing has what the thing that it is in has.
    entries: Vec<(PlaceId, SetId)>,
    /// Whether control cannot come here.
    pub is_dead: bool,
}

impl State {
    /// Where control never comes.
    pub fn dead() -> Self {
        Self { is_dead: true, ..Self::default() }
    }

    /// What was put into exactly this place.
    pub fn own(&self, place: PlaceId) -> Option<SetId> {
        let at = self.entries.binary_search_by_key(&place, |entry| entry.0).ok()?;
        self.entries.get(at).map(|entry| entry.1)
    }

    /// What a place has of its own or from what it is in.
    pub fn get(&self, place: PlaceId, places: &Places) -> Option<SetId> {
        let mut at = Some(place);
        while let Some(place) = at {
            if let Some(set) = self.own(place) {
                return Some(set);
            }
            at = places.parent(place);
        }
        None
    }

    fn put(&mut self, place: PlaceId, set: SetId) {
        match self.entries.binary_search_by_key(&place, |entry| entry.0) {
            Ok(at) => self.entries[at].1 = set,
            Err(at) => self.entries.insert(at, (place, set)),
        }
    }

    /// Puts something into a place instead of what was there.
    pub fn replace(&mut self, place: PlaceId, set: SetId, places: &Places) {
        self.entries.retain(|entry| places.field_in(place, entry.0).is_none());
        self.put(place, set);
    }

    /// Puts something into a place, and leaves there what was there.
    pub fn add(&mut self, place: PlaceId, set: SetId, places: &Places, sets: &mut Sets) {
        let before = self.get(place, places).unwrap_or(CLEAN);
        self.put(place, sets.union(before, set));
        for entry in &mut self.entries {
            if places.field_in(place, entry.0).is_some() {
                entry.1 = sets.union(entry.1, set);
            }
        }
    }

    /// Gives a variable back what it had before, when one of the same name goes out of scope.
    pub fn restore(&mut self, variable: PlaceId, before: &Self, places: &Places) {
        let is_in = |entry: &(PlaceId, SetId)| entry.0 == variable || places.field_in(variable, entry.0).is_some();
        self.entries.retain(|entry| !is_in(entry));
        self.entries.extend(before.entries.iter().filter(|entry| is_in(entry)));
        self.entries.sort_unstable();
    }

    /// The places in `object` that have something of their own.
    pub fn inside<'s>(&'s self, object: PlaceId, places: &'s Places) -> impl Iterator<Item = (NameId, PlaceId, SetId)> {
        let inside = move |entry: &(PlaceId, SetId)| Some((places.field_in(object, entry.0)?, entry.0, entry.1));
        self.entries.iter().filter_map(inside)
    }

    /// What holds where control comes from here or from `other`.
    pub fn join(&mut self, other: &Self, places: &Places, sets: &mut Sets) {
        if other.is_dead || self == other {
            return;
        }
        if self.is_dead {
            *self = other.clone();
            return;
        }
        let mut joined = Vec::with_capacity(self.entries.len().max(other.entries.len()));
        let (mut left, mut right) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        loop {
            let place = match (left.peek(), right.peek()) {
                (Some(left), Some(right)) => left.0.min(right.0),
                (Some(only), None) | (None, Some(only)) => only.0,
                (None, None) => break,
            };
            let mine = left.next_if(|entry| entry.0 == place).map(|entry| entry.1).or_else(|| self.get(place, places));
            let theirs =
                right.next_if(|entry| entry.0 == place).map(|entry| entry.1).or_else(|| other.get(place, places));
            joined.push((place, sets.union(mine.unwrap_or(CLEAN), theirs.unwrap_or(CLEAN))));
        }
        self.entries = joined;
    }
}
