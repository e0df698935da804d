//! What is known of the values of expressions: Semgrep's constant and symbolic propagation.
//!
//! A name that holds one literal, however it got it, matches what that literal matches. Functions are walked once, in the order of
//! their text; what the branches of a condition leave behind is joined behind it, and what a loop assigns is not known in it.

mod binders;
mod matching;
mod scopes;
mod value;
mod walk;

use std::collections::HashMap;
use std::ops::Range;

use banbury_syntax::NodeId;

pub(crate) use value::Value;

use super::names::Names;
use crate::code::{Code, Lowering};

/// What a rule asks to be known of names (`options`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Propagation {
    /// A name stands for the constant that was assigned to it.
    pub constants: bool,
    /// A name stands for the expression that was assigned to it.
    pub symbols: bool,
}

impl Default for Propagation {
    fn default() -> Self {
        Self { constants: true, symbols: false }
    }
}

/// The values of a text's expressions, as far as they are known.
#[derive(Default)]
pub(crate) struct Constants {
    values: HashMap<NodeId, Value>,
    by_range: HashMap<(u32, u32), NodeId>,
    /// Whether there was too much to do, so that nothing is known.
    pub gave_up: bool,
}

impl Constants {
    /// Looks at all functions of a text.
    pub fn collect(lowering: &Lowering, code: &Code, text: &str, names: &Names) -> Self {
        let Some(values) = walk::values(lowering, code, text, names) else {
            return Self { gave_up: true, ..Self::default() };
        };
        let key = |id: &NodeId| (code.node(*id).start, code.node(*id).end);
        let by_range = values.keys().map(|id| (key(id), *id)).collect();
        Self { values, by_range, gave_up: false }
    }

    /// What is known of an expression that is no literal itself.
    pub fn of(&self, id: NodeId) -> Option<&Value> {
        self.values.get(&id)
    }

    /// The same for an expression of which only the place is known.
    pub fn at(&self, range: &Range<u32>) -> Option<&Value> {
        self.values.get(self.by_range.get(&(range.start, range.end))?)
    }
}
