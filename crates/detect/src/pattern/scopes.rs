//! Which variable a name is: one of two functions that both have a variable of that name is not the other's.

use std::collections::HashMap;
use std::ops::Range;

use banbury_syntax::NodeId;

use crate::code::{Code, Kind, Role};

/// The functions of a text that have a variable of a name.
#[derive(Default)]
pub(crate) struct Scopes<'text> {
    functions: HashMap<&'text str, Vec<Range<u32>>>,
}

/// Most functions with a variable of one name that are told apart.
const MOST_FUNCTIONS: usize = 256;

impl<'text> Scopes<'text> {
    /// Collects the variables of a text. `assignment_declares`: whether a name that a function assigns is one of its own.
    pub fn collect(code: &Code, text: &'text str, assignment_declares: bool) -> Self {
        let mut scopes = Self::default();
        let mut open: Vec<NodeId> = Vec::new();
        for (id, node) in (0..).zip(&code.nodes) {
            while open.last().is_some_and(|last| code.node(*last).next <= id) {
                open.pop();
            }
            if matches!(node.kind, Kind::FUNCTION | Kind::LAMBDA | Kind::CLASS) {
                open.push(id);
            }
            let Some(function) = open.last().filter(|last| code.node(**last).kind != Kind::CLASS) else { continue };
            let target = match node.kind {
                Kind::PARAMETERS => Some(id),
                Kind::VARIABLE => code.child(id, Role::LEFT),
                Kind::ASSIGNMENT if assignment_declares => code.child(id, Role::LEFT),
                _ => None,
            };
            target.into_iter().for_each(|target| scopes.add(code, text, target, code.range(*function)));
        }
        for functions in scopes.functions.values_mut() {
            functions.sort_by_key(|function| (function.start, std::cmp::Reverse(function.end)));
            functions.dedup();
        }
        scopes
    }

    /// Adds the names in a target to those of a function. Types, defaults, and what is reached through an object are none.
    fn add(&mut self, code: &Code, text: &'text str, target: NodeId, function: Range<u32>) {
        let mut id = target;
        while id < code.node(target).next {
            let node = code.node(id);
            let is_target = !matches!(node.role, Role::TYPE | Role::KEY | Role::VALUE)
                || (node.role == Role::VALUE && code.node(node.parent).kind == Kind::PAIR);
            if !is_target || matches!(node.kind, Kind::MEMBER | Kind::INDEX | Kind::CALL) {
                id = node.next;
                continue;
            }
            if node.kind == Kind::NAME {
                let functions = self.functions.entry(code.text(id, text)).or_default();
                if functions.last() != Some(&function) && functions.len() < MOST_FUNCTIONS {
                    functions.push(function.clone());
                }
            }
            id += 1;
        }
    }

    /// Whether a name that stands in two places is one variable.
    pub fn same(&self, name: &str, left: u32, right: u32) -> bool {
        let Some(functions) = self.functions.get(name) else { return true };
        // Functions nest: of those that begin before a place the last one around it is the innermost.
        let function = |at: u32| {
            let begun = functions.partition_point(|function| function.start <= at);
            functions[..begun].iter().rposition(|function| at < function.end)
        };
        function(left) == function(right)
    }
}
