//! Macros that are other than their names say, seen across the files of a drop.

mod bounds;
mod expansion;
mod hidden_calls;
mod pasting;
mod scopes;
mod sinks;
mod tokens;
mod ways;

pub use bounds::{MACRO_RULES, TracedMacros, trace_macros};
pub use hidden_calls::{HIDDEN_CALL_RULES, HiddenCalls, trace_hidden_calls};
pub use pasting::PastingFact;

pub(crate) use pasting::pasting_facts;

use banbury_syntax::{MacroDefinition, SourceText};
use serde::{Deserialize, Serialize};

use super::hit;
use crate::ApiFamilies;
use crate::findings::Hit;
use expansion::LONGEST_BODY;
use tokens::{is_name, tokens};

/// A macro definition of one file that may matter to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroFact {
    /// The name.
    pub name: String,
    /// Parameters; none for an object-like macro.
    pub parameters: Option<Vec<String>>,
    /// The body, on one line and without comments.
    pub body: String,
    /// Where it stands, as a hit without rule and message, if it may be found: the others are only passed through.
    place: Option<Box<Hit>>,
}

/// The macros of a file that may lead to a function, or promise a bound. The many that stand for a number lead nowhere.
pub(crate) fn macro_facts(
    source: &SourceText<'_>,
    definitions: &[MacroDefinition],
    families: &ApiFamilies,
) -> Vec<MacroFact> {
    definitions.iter().filter_map(|definition| MacroFact::new(source, definition, families)).collect()
}

impl MacroFact {
    fn new(source: &SourceText<'_>, definition: &MacroDefinition, families: &ApiFamilies) -> Option<Self> {
        let MacroDefinition { name, parameters, body, start, end, .. } = definition;
        let tokens = tokens(body);
        let leads_on = tokens.len() > LONGEST_BODY || tokens.iter().any(|token| is_name(token));
        if !leads_on && !families.is_safe(name) {
            return None;
        }
        let place = Box::new(hit(source, "", &(*start..*end), Some(name.clone()), String::new()));
        let mut fact = Self { name: name.clone(), parameters: parameters.clone(), body: body.clone(), place: None };
        let may_be_found = bounds::promises(&fact, families) || hidden_calls::may_call(&tokens);
        fact.place = may_be_found.then_some(place);
        Some(fact)
    }

    /// The hit that there would be on this macro, if it may be found.
    pub(crate) fn hit_mut(&mut self) -> Option<&mut Hit> {
        self.place.as_deref_mut()
    }
}
