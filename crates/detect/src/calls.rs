use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::code::{Kind, Role};
use crate::pattern::Unit;

/// Direct invocations of one function in one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallFact {
    /// The name that is called.
    pub name: String,
    /// Invocations outside macro bodies, each counted once whatever the number of readings.
    pub calls: u64,
    /// Invocations in macro bodies, counted at the definition.
    pub in_macro_bodies: u64,
}

/// Counts calls by name, unit by unit, each place once.
#[derive(Default)]
pub(crate) struct CallCount {
    seen: BTreeSet<u32>,
    counts: BTreeMap<String, (u64, u64)>,
}

impl CallCount {
    /// Counts the calls of one unit, which may be nothing but macro bodies.
    pub fn add(&mut self, unit: &Unit<'_>, in_macro: bool) {
        for call in unit.of_kind(Kind::CALL) {
            let Some(callee) = unit.code.child(*call, Role::CALLEE) else { continue };
            if unit.code.node(callee).kind != Kind::NAME || !self.seen.insert(unit.code.node(*call).start) {
                continue;
            }
            let name = unit.code.text(callee, unit.text);
            let count = match self.counts.get_mut(name) {
                Some(count) => count,
                None => self.counts.entry(name.to_owned()).or_default(),
            };
            if in_macro { count.1 += 1 } else { count.0 += 1 }
        }
    }

    /// The counts, by name.
    pub fn facts(self) -> Vec<CallFact> {
        let fact = |(name, (calls, in_macro_bodies))| CallFact { name, calls, in_macro_bodies };
        self.counts.into_iter().map(fact).collect()
    }
}
