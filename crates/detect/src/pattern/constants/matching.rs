//! How patterns match what is known of values.

use banbury_syntax::NodeId;

use super::Value;
use crate::code::Kind;
use crate::pattern::binding::{Binding, Bindings};
use crate::pattern::compile::{Pat, StringPat, What};
use crate::pattern::literal::{same_number, string_content};
use crate::pattern::matching::{Continue, Matcher};

impl Matcher<'_, '_> {
    /// What is known of the value of an expression that is no literal, if the rule wants to know.
    pub(in super::super) fn known(&self, id: NodeId) -> Option<&Value> {
        if !self.propagation.constants {
            return None;
        }
        self.unit.constants().of(id)
    }

    /// Whether what a name stands for may match where the name itself may not.
    pub(in super::super) fn may_be_symbol(&self, pat: &Pat) -> bool {
        matches!(&pat.what, What::Node { .. } | What::Metavariable { variable: Some(_), type_: None })
    }

    /// A string literal in the pattern and what is known of a value.
    pub(in super::super) fn string_value(
        &self,
        wanted: &StringPat,
        value: &Value,
        id: NodeId,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let content = value.content(self.unit.text);
        self.charge(content.as_ref().map_or(0, |content| content.len() as u64 / 16));
        match (wanted, content) {
            (StringPat::Any, _) if value.is_text() => go_on(bindings),
            (StringPat::Exact(wanted), Some(content)) if *wanted == content => go_on(bindings),
            (StringPat::Regex(regex), Some(content)) if regex.is_match(&content) => go_on(bindings),
            (StringPat::Metavariable(variable), Some(content)) => match value {
                Value::Literal(_, range) => {
                    let text = self.unit.text.get(range.start as usize..range.end as usize).unwrap_or("");
                    let content = string_content(text);
                    let start = range.start + (content.as_ptr() as usize - text.as_ptr() as usize) as u32;
                    self.bind(Some(*variable), start..start + content.len() as u32, bindings, go_on);
                }
                // It stands nowhere as a whole: what it is made of stands for it.
                _ => {
                    let binding = Binding { variable: *variable, range: self.code().range(id), of_value: true };
                    self.bind_as(binding, Some(&content), bindings, go_on);
                }
            },
            _ => {}
        }
    }

    /// A name that holds a regular expression.
    pub(in super::super) fn regex_value(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if matches!(pat.what, What::Node { kind: Kind::REGEX, .. })
            && self.code().node(id).kind == Kind::NAME
            && let Some(Value::Literal(Kind::REGEX, range)) = self.known(id)
        {
            let literals = self.unit.of_kind(Kind::REGEX);
            let at = literals.partition_point(|literal| self.code().node(*literal).start < range.start);
            if let Some(literal) = literals.get(at) {
                self.node(pat, *literal, bindings, go_on);
            }
        }
    }

    /// Whether the value of an expression is known to be what a number or a constant in the pattern says.
    pub(in super::super) fn is_value(&self, kind: Kind, text: &str, id: NodeId) -> bool {
        let wanted = matches!(kind, Kind::NUMBER | Kind::CONSTANT) && self.code().node(id).kind != kind;
        let written = if wanted { self.known(id).and_then(|value| value.written(self.unit.text)) } else { None };
        written.is_some_and(|written| if kind == Kind::NUMBER { same_number(&written, text) } else { written == text })
    }
}
