use std::collections::VecDeque;
use std::rc::Rc;

use super::facts::FunctionFacts;
use super::ids::IdMap;
use super::index::FunctionId;

/// Bytes of packed facts up to which these are kept unpacked; unpacked they take some ten times as much.
const MOST_BYTES: usize = 4 << 20;

/// The facts of the functions that were asked for last.
#[derive(Default)]
pub(super) struct Decoded {
    facts: IdMap<FunctionId, Option<Rc<FunctionFacts>>>,
    /// With their packed lengths, oldest first.
    order: VecDeque<(FunctionId, usize)>,
    bytes: usize,
}

impl Decoded {
    pub fn get(&self, id: FunctionId) -> Option<Option<Rc<FunctionFacts>>> {
        self.facts.get(&id).cloned()
    }

    /// Keeps facts, or that there are none that can be read, instead of older ones.
    pub fn keep(&mut self, id: FunctionId, length: usize, facts: Option<Rc<FunctionFacts>>) {
        self.facts.insert(id, facts);
        self.order.push_back((id, length));
        self.bytes += length;
        while self.bytes > MOST_BYTES
            && let Some((oldest, length)) = self.order.pop_front()
        {
            self.facts.remove(&oldest);
            self.bytes -= length;
        }
    }
}
