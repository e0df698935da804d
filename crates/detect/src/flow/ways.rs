use super::facts::NameId;
use super::index::FunctionId;

/// A step that a value takes from function to function.
#[derive(Clone, Copy)]
pub(super) struct Passage {
    /// The function that it is taken in.
    pub function: FunctionId,
    pub how: How,
}

/// How a value gets from one function to another.
#[derive(Clone, Copy)]
pub(super) enum How {
    Passed {
        call: u32,
        target: FunctionId,
        argument: u16,
    },
    Returned {
        call: u32,
        target: FunctionId,
    },
    Written {
        call: u32,
        target: FunctionId,
    },
    /// In a global or a field.
    Kept(NameId),
}

/// The passages from one place to another, by its number; by default there are none.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct WayId(u32);

#[derive(Clone, Copy)]
enum Way {
    /// A passage, and the way behind it.
    Passage(Passage, WayId),
    Joined(WayId, WayId),
}

/// All ways of a search. They share what they have in common: told in full, they would be too long.
#[derive(Default)]
pub(super) struct Ways(Vec<Way>);

impl Ways {
    /// A passage and then a way.
    pub fn step(&mut self, passage: Passage, behind: WayId) -> WayId {
        self.number(Way::Passage(passage, behind))
    }

    /// How many passages and joints are kept.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn join(&mut self, first: WayId, second: WayId) -> WayId {
        let none = WayId::default();
        match (first == none, second == none) {
            (true, _) => second,
            (_, true) => first,
            _ => self.number(Way::Joined(first, second)),
        }
    }

    fn number(&mut self, way: Way) -> WayId {
        self.0.push(way);
        WayId(self.0.len() as u32)
    }

    /// The passages of a way in order.
    pub fn passages(&self, way: WayId) -> impl Iterator<Item = Passage> {
        let mut open = vec![way];
        std::iter::from_fn(move || {
            loop {
                let Some(at) = (open.pop()?.0 as usize).checked_sub(1) else { continue };
                match *self.0.get(at)? {
                    Way::Passage(passage, behind) => {
                        open.push(behind);
                        return Some(passage);
                    }
                    Way::Joined(first, second) => open.extend([second, first]),
                }
            }
        })
    }
}
