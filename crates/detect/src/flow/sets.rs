use super::facts::Origin;
use super::ids::IdMap;

/// A set of taints, by its number. Equal sets have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SetId(u32);

/// The set without taint.
pub(super) const CLEAN: SetId = SetId(0);

/// A value's origin, and its label if that is no longer the one of the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Taint {
    pub origin: Origin,
    pub label: Option<u8>,
}

impl Taint {
    pub fn of(origin: Origin) -> Self {
        Self { origin, label: None }
    }
}

/// Taints that a set holds at most.
const MOST_TAINTS: usize = 128;

/// The sets of taints of one function.
pub(super) struct Sets {
    sets: Vec<Box<[Taint]>>,
    numbers: IdMap<Box<[Taint]>, SetId>,
    unions: IdMap<(SetId, SetId), SetId>,
    /// Whether a set would have been too large.
    pub overflowed: bool,
}

impl Default for Sets {
    fn default() -> Self {
        let clean: Box<[Taint]> = Box::new([]);
        Self {
            sets: vec![clean.clone()],
            numbers: IdMap::from_iter([(clean, CLEAN)]),
            unions: IdMap::default(),
            overflowed: false,
        }
    }
}

impl Sets {
    pub fn taints(&self, set: SetId) -> &[Taint] {
        self.sets.get(set.0 as usize).map_or(&[], |taints| taints)
    }

    pub fn one(&mut self, taint: Taint) -> SetId {
        self.number(vec![taint])
    }

    pub fn of(&mut self, mut taints: Vec<Taint>) -> SetId {
        taints.sort_unstable();
        taints.dedup();
        self.number(taints)
    }

    fn number(&mut self, mut taints: Vec<Taint>) -> SetId {
        if taints.len() > MOST_TAINTS {
            // Sources come first in the order, so that they are the last to go.
            taints.truncate(MOST_TAINTS);
            self.overflowed = true;
        }
        if let Some(known) = self.numbers.get(taints.as_slice()) {
            return *known;
        }
        let set = SetId(self.sets.len() as u32);
        let taints = taints.into_boxed_slice();
        self.sets.push(taints.clone());
        self.numbers.insert(taints, set);
        set
    }

    pub fn union(&mut self, left: SetId, right: SetId) -> SetId {
        if left == right || right == CLEAN {
            return left;
        }
        if left == CLEAN {
            return right;
        }
        let key = (left.min(right), left.max(right));
        if let Some(known) = self.unions.get(&key) {
            return *known;
        }
        let both = self.of(self.taints(left).iter().chain(self.taints(right)).copied().collect());
        self.unions.insert(key, both);
        both
    }
}
