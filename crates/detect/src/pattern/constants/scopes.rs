use std::collections::{BTreeMap, BTreeSet};

use banbury_syntax::NodeId;

use super::binders::Binders;
use super::value::Value;
use crate::code::{Code, Kind, Role};

/// A function, a class or the whole text, with the names that get values in it.
pub(super) struct Scope<'a> {
    pub node: NodeId,
    pub parent: Option<usize>,
    pub locals: BTreeMap<&'a str, Local>,
}

/// A name of one scope.
#[derive(Default)]
pub(super) struct Local {
    /// How often it gets a value.
    pub assignments: u32,
    pub is_parameter: bool,
    pub is_declared: bool,
    /// What it got when it last got one.
    pub value: Option<Value>,
}

/// All scopes of a text, outer ones before those in them.
pub(super) struct Scopes<'a> {
    pub all: Vec<Scope<'a>>,
    /// Where names get values, in the order of the nodes.
    pub bound: Vec<(NodeId, &'a str)>,
    /// Names that are given values outside the scope that they belong to.
    pub foreign: BTreeSet<&'a str>,
    /// Properties that are assigned through an object.
    pub properties: BTreeSet<&'a str>,
}

pub(super) fn is_scope(kind: Kind) -> bool {
    matches!(kind, Kind::FUNCTION | Kind::LAMBDA | Kind::CLASS)
}

impl<'a> Scopes<'a> {
    /// `assignment_declares`: whether a name that a function assigns is one of its own, as in Python.
    pub fn collect(code: &Code, text: &'a str, binders: &Binders, assignment_declares: bool) -> Self {
        let mut scopes = Self {
            all: vec![Scope { node: 0, parent: None, locals: BTreeMap::new() }],
            bound: Vec::new(),
            foreign: BTreeSet::new(),
            properties: BTreeSet::new(),
        };
        let mut open: Vec<(usize, NodeId)> = vec![(0, code.nodes.len() as NodeId)];
        for (id, node) in (0..).zip(&code.nodes) {
            while open.len() > 1 && open.last().is_some_and(|(_, end)| *end <= id) {
                open.pop();
            }
            let scope = open.last().map_or(0, |(scope, _)| *scope);
            let bound = binders.bound(code, text, id);
            for name in bound.names {
                scopes.bound.push((id, name));
                let local = scopes.all[scope].locals.entry(name).or_default();
                local.assignments += 1;
                local.is_declared |= declares(code, id) || scope == 0;
                if binders.is_outer(node.kind) {
                    scopes.foreign.insert(name);
                }
            }
            if matches!(node.kind, Kind::ASSIGNMENT | Kind::UPDATE)
                && let Some(left) = code.child(id, Role::LEFT).filter(|left| code.node(*left).kind == Kind::MEMBER)
                && let Some(property) = code.child(left, Role::PROPERTY)
            {
                scopes.properties.insert(code.text(property, text));
            }
            if node.kind == Kind::PARAMETERS {
                for name in parameters(code, text, id) {
                    let local = scopes.all[scope].locals.entry(name).or_default();
                    local.is_parameter = true;
                    local.is_declared = true;
                }
            }
            if is_scope(node.kind) && id > 0 {
                open.push((scopes.all.len(), node.next));
                scopes.all.push(Scope { node: id, parent: Some(scope), locals: BTreeMap::new() });
            }
        }
        if !assignment_declares {
            let undeclared = scopes
                .all
                .iter()
                .flat_map(|scope| scope.locals.iter().filter(|(_, local)| !local.is_declared).map(|(name, _)| *name));
            scopes.foreign.extend(undeclared.collect::<Vec<_>>());
        }
        scopes
    }

    /// The names of other scopes to which the scope at a node, or one in it, gives values.
    pub fn changed_in(&self, code: &Code, id: NodeId) -> Vec<&'a str> {
        let from = self.all.partition_point(|scope| scope.node < id);
        let inside = self.all.iter().skip(from).take_while(|scope| scope.node < code.node(id).next);
        let names = inside.flat_map(|scope| scope.locals.iter());
        names
            .filter(|(name, local)| !local.is_declared && self.foreign.contains(*name))
            .map(|(name, _)| *name)
            .collect()
    }

    /// The names that get values somewhere in a node.
    pub fn bound_in(&self, code: &Code, id: NodeId) -> &[(NodeId, &'a str)] {
        let from = self.bound.partition_point(|(at, _)| *at < id);
        let to = self.bound.partition_point(|(at, _)| *at < code.node(id).next);
        self.bound.get(from..to).unwrap_or(&[])
    }
}

/// Whether a node that gives a name a value makes the name, too. Go's `:=` is an assignment that says more.
fn declares(code: &Code, id: NodeId) -> bool {
    match code.node(id).kind {
        Kind::VARIABLE | Kind::FUNCTION | Kind::CLASS => true,
        Kind::ASSIGNMENT => code.children(id).any(|part| code.node(part).kind == Kind::MODIFIER),
        _ => false,
    }
}

/// The names of parameters, without what stands in their types and defaults.
fn parameters<'a>(code: &Code, text: &'a str, id: NodeId) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut at = id + 1;
    while at < code.node(id).next {
        let node = code.node(at);
        if matches!(node.role, Role::TYPE | Role::VALUE | Role::RIGHT) {
            at = node.next;
            continue;
        }
        if node.kind == Kind::NAME {
            names.push(code.text(at, text));
        }
        at += 1;
    }
    names
}
