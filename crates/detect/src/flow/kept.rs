use super::facts::{NameId, Slot};
use super::ids::IdMap;
use super::index::FunctionId;
use super::postings::Postings;

/// Functions kept in one place that a call from another file is taken to reach; what holds more is a register of the whole
/// program, through which everything would seem to reach everything.
const MOST_KEPT: usize = 16;

/// The functions that are kept where calls through pointers find them.
pub(super) struct Kept {
    in_variables: Postings<NameId>,
    /// By the field, and the type that has it if it is known.
    in_fields: Postings<(NameId, Option<NameId>)>,
    holders: IdMap<FunctionId, Vec<Holder>>,
}

/// A variable or field that holds a function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holder {
    pub name: NameId,
    /// Whether it holds so many that only those of the caller's own file are taken to be reached.
    pub is_crowded: bool,
}

impl Kept {
    /// Where functions are kept; slots tell it by name.
    pub fn new(slots: &[(Slot, FunctionId)]) -> Self {
        let in_variable = |(slot, function): &(Slot, FunctionId)| match slot {
            Slot::Variable(name) => Some((*name, *function)),
            _ => None,
        };
        let in_field = |(slot, function): &(Slot, FunctionId)| match slot {
            Slot::Field(of, name) => Some(((*name, *of), *function)),
            _ => None,
        };
        let in_variables = Postings::new(slots.iter().filter_map(in_variable).collect());
        let in_fields = Postings::new(slots.iter().filter_map(in_field).collect());
        let mut kept = Self { in_variables, in_fields, holders: IdMap::default() };
        for (slot, function) in slots {
            // What a call finds that finds this one: at least those that are kept under the same type.
            let (name, is_crowded) = match slot {
                Slot::Variable(name) => (*name, is_crowd(kept.in_variable(*name))),
                Slot::Field(None, name) => (*name, is_crowd(kept.in_fields.of((*name, None)))),
                Slot::Field(of, name) => (*name, is_crowd(kept.in_field(*name, *of))),
                Slot::Position(..) => continue,
            };
            kept.holders.entry(*function).or_default().push(Holder { name, is_crowded });
        }
        for holders in kept.holders.values_mut() {
            holders.sort_unstable();
            holders.dedup();
        }
        kept
    }

    pub fn in_variable(&self, name: NameId) -> impl Iterator<Item = FunctionId> + '_ {
        self.in_variables.of(name)
    }

    /// The functions in a field of which the type is this one, if it is known; those of no known type are in all.
    pub fn in_field(&self, name: NameId, of: Option<NameId>) -> impl Iterator<Item = FunctionId> + '_ {
        let (first, last) = of.map_or((0, NameId::MAX), |of| (of, of));
        self.in_fields.of((name, None)).chain(self.in_fields.between((name, Some(first)), (name, Some(last))))
    }

    /// What holds a function.
    pub fn holders(&self, function: FunctionId) -> &[Holder] {
        self.holders.get(&function).map_or(&[], Vec::as_slice)
    }
}

/// Whether these are more functions than a call from another file is taken to reach.
pub(super) fn is_crowd(mut functions: impl Iterator<Item = FunctionId>) -> bool {
    functions.nth(MOST_KEPT).is_some()
}
