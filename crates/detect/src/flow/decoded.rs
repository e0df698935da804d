use std::collections::VecDeque;
use std::rc::Rc;

use super::facts::FunctionFacts;
use super::ids::IdMap;
use super::index::FunctionId;

/// Bytes of facts that are kept unpacked.
const MOST_BYTES: usize = 64 << 20;

/// The facts of the functions that were asked for last.
#[derive(Default)]
pub(super) struct Decoded {
    facts: IdMap<FunctionId, Option<Rc<FunctionFacts>>>,
    /// With their sizes, oldest first.
    order: VecDeque<(FunctionId, usize)>,
    bytes: usize,
}

impl Decoded {
    pub fn get(&self, id: FunctionId) -> Option<Option<Rc<FunctionFacts>>> {
        self.facts.get(&id).cloned()
    }

    /// Keeps facts, or that there are none that can be read, instead of older ones.
    pub fn keep(&mut self, id: FunctionId, facts: Option<Rc<FunctionFacts>>) {
        let size = facts.as_ref().map_or(0, |facts| facts.size());
        self.facts.insert(id, facts);
        self.order.push_back((id, size));
        self.bytes += size;
        while self.bytes > MOST_BYTES
            && let Some((oldest, size)) = self.order.pop_front()
        {
            self.facts.remove(&oldest);
            self.bytes -= size;
        }
    }
}
