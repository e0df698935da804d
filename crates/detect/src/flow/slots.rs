//! Functions that are kept in fields, tables and variables, for calls through these.

use banbury_syntax::NodeId;

use super::facts::{FileFacts, NameId, RecordFact, Slot, SlotFact};
use super::names::FileNames;
use super::scope::Scope;
use crate::code::{Code, Kind, Role};
use crate::pattern::Unit;

/// Lists inside lists of an initialiser that are looked into.
const DEEPEST: u32 = 8;

/// Collects what a text keeps, and the types that have functions in their fields.
pub(super) fn collect<'t>(unit: &Unit<'t>, globals: &Scope, names: &mut FileNames<'t>, facts: &mut FileFacts) {
    let mut collector = Collector { code: unit.code, text: unit.text, globals, names, facts };
    for id in unit.of_kind(Kind::VARIABLE).iter().chain(unit.of_kind(Kind::ASSIGNMENT)) {
        collector.assignment(*id);
    }
    for id in unit.of_kind(Kind::MEMBERS) {
        collector.record(*id);
    }
    facts.slots.sort_unstable();
    facts.slots.dedup();
}

struct Collector<'c, 't> {
    code: &'t Code,
    text: &'t str,
    globals: &'c Scope,
    names: &'c mut FileNames<'t>,
    facts: &'c mut FileFacts,
}

impl Collector<'_, '_> {
    fn name(&mut self, id: NodeId) -> NameId {
        self.names.of(self.code.text(id, self.text))
    }

    /// `f` or `&f`; names in capitals are constants.
    fn function(&mut self, id: NodeId) -> Option<NameId> {
        let code = self.code;
        let mut at = id;
        if code.node(at).kind != Kind::NAME {
            let mut children = code.children(at);
            let sign = children.next()?;
            if code.node(sign).kind != Kind::TOKEN && code.node(at).kind != Kind::CAST {
                return None;
            }
            at = children.next()?;
        }
        let text = code.text(at, self.text);
        let is_name = code.node(at).kind == Kind::NAME && text.bytes().any(|byte| byte.is_ascii_lowercase());
        (is_name && !matches!(text, "true" | "false")).then(|| self.names.of(text))
    }

    fn keep(&mut self, kept_in: Slot, value: NodeId) {
        if let Some(function) = self.function(value)
            && !self.globals.has(function)
        {
            self.facts.slots.push(SlotFact { kept_in, function });
        }
    }

    fn assignment(&mut self, id: NodeId) {
        let code = self.code;
        let (Some(left), Some(right)) = (code.child(id, Role::LEFT), code.child(id, Role::RIGHT)) else { return };
        match code.node(left).kind {
            Kind::NAME => {
                let kept_in = Slot::Variable(self.name(left));
                self.keep(kept_in, right);
                let of = code.child(id, Role::TYPE).and_then(|of| self.type_name(of));
                self.list(right, of, 0);
            }
            Kind::MEMBER => {
                if let Some(property) = code.child(left, Role::PROPERTY) {
                    let kept_in = Slot::Field(None, self.name(property));
                    self.keep(kept_in, right);
                }
            }
            _ => {}
        }
    }

    fn type_name(&mut self, id: NodeId) -> Option<NameId> {
        self.code.last_name(id).map(|last| self.name(last))
    }

    /// The elements of an initialiser, by their fields or positions.
    fn list(&mut self, id: NodeId, of: Option<NameId>, depth: u32) {
        let code = self.code;
        if depth > DEEPEST || code.node(id).kind.is_shared() && code.node(id).kind != Kind::RECORD {
            return;
        }
        for (position, child) in (0u16..=u16::MAX).zip(code.children(id)) {
            let node = code.node(child);
            let value = code.child(child, Role::VALUE).or_else(|| code.child(child, Role::RIGHT));
            match (node.kind, value) {
                (Kind::NAME, _) => {
                    if let Some(of) = of {
                        self.keep(Slot::Position(of, position), child);
                    }
                }
                (_, Some(value)) => {
                    // `.field = f`
                    let field = code.subtree(child).find(|at| code.node(*at).kind == Kind::NAME);
                    if let Some(field) = field.filter(|field| *field < value) {
                        let kept_in = Slot::Field(of, self.name(field));
                        self.keep(kept_in, value);
                    }
                    self.list(value, of, depth + 1);
                }
                _ => {
                    if let Some(of) = of {
                        self.keep(Slot::Position(of, position), child);
                    }
                    self.list(child, of, depth + 1);
                }
            }
        }
    }

    /// The fields of a type, if any of them is a function.
    fn record(&mut self, members: NodeId) {
        let code = self.code;
        let Some(around) = code.parent(members) else { return };
        let is_field = |member: &NodeId| code.node(*member).kind == Kind::VARIABLE;
        let holds_function = |member: NodeId| code.child(member, Role::PARAMETERS).is_some();
        if !code.children(members).filter(is_field).any(holds_function) {
            return;
        }
        let named = code.child(around, Role::NAME).or_else(|| {
            // `typedef struct { ... } name;`
            let definition = code.parent(around)?;
            code.children(definition).filter(|child| code.node(*child).kind == Kind::NAME).last()
        });
        let Some(named) = named else { return };
        let name = self.name(named);
        let mut fields = Vec::new();
        for member in code.children(members).filter(is_field) {
            if let Some(field) = code.child(member, Role::LEFT) {
                fields.push(self.name(field));
            }
        }
        self.facts.records.push(RecordFact { name, fields });
    }
}
