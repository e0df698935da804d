use std::collections::{BTreeMap, BTreeSet};

use banbury_syntax::{NodeId, Reading, SourceText, functions};

use super::hit;
use crate::ApiFamilies;
use crate::findings::Hit;
use crate::names::{is_bound_name, promises_bound};
use crate::pattern::Dialect;

/// Functions that take the size of their destination, never use it, and call an unbounded function (class 15).
pub(crate) fn wrapper_hits(source: &SourceText<'_>, dialect: &Dialect, reading: &Reading) -> Vec<Hit> {
    let tree = &reading.tree;
    let mut found = Vec::new();
    let mut by_place: BTreeMap<(u32, u32), NodeId> = BTreeMap::new();
    for (id, node) in (0..).zip(&tree.nodes) {
        if tree.field(id, dialect.field_body).is_some() {
            by_place.entry((node.start, node.end)).or_insert(id);
        }
    }
    let definitions = functions(dialect.grammar, std::slice::from_ref(reading));
    for function in definitions.iter().filter(|function| promises_bound(&function.name, &ApiFamilies::default())) {
        let Some(&id) = by_place.get(&(function.start, function.end)) else { continue };
        let Some(body) = tree.field(id, dialect.field_body) else { continue };
        let used = used(dialect, reading, body);
        let unused: Vec<&str> = parameters(dialect, reading, id)
            .into_iter()
            .filter(|name| is_bound_name(name) && !used.contains(name))
            .collect();
        let called = tree.subtree(body).find_map(|call| {
            let callee =
                dialect.call.contains(&tree.node(call).kind).then(|| tree.field(call, dialect.field_function))??;
            let name = tree.node(callee).text(&reading.text);
            UNBOUNDED.contains(&name).then_some(name)
        });
        if let (Some(called), [first, ..]) = (called, unused.as_slice()) {
            let message = format!(
                "`{}` takes the bound `{first}` and never uses it, while it calls `{called}`: each use looks safe in review and is not.",
                function.name
            );
            let range = function.start as usize..function.end as usize;
            found.push(hit(source, "safe-wrapper-drops-bound", &range, Some(function.name.clone()), message));
        }
    }
    found
}

/// Functions of the C library that know nothing of their destination's size.
const UNBOUNDED: [&str; 10] =
    ["memcpy", "memmove", "strcpy", "stpcpy", "strcat", "sprintf", "vsprintf", "gets", "scanf", "bcopy"];

fn parameters<'a>(dialect: &Dialect, reading: &'a Reading, function: NodeId) -> Vec<&'a str> {
    let tree = &reading.tree;
    let Some(declarator) = tree.field(function, dialect.field_declarator) else { return Vec::new() };
    let Some(list) = tree.subtree(declarator).find_map(|id| tree.field(id, dialect.field_parameters)) else {
        return Vec::new();
    };
    let declared = tree.children(list).filter_map(|parameter| tree.field(parameter, dialect.field_declarator));
    declared
        .filter_map(|declarator| tree.subtree(declarator).find(|id| dialect.names.contains(&tree.node(*id).kind)))
        .map(|name| tree.node(name).text(&reading.text))
        .collect()
}

/// The names in a body, those in `(void)name` aside.
fn used<'a>(dialect: &Dialect, reading: &'a Reading, body: NodeId) -> BTreeSet<&'a str> {
    let tree = &reading.tree;
    tree.subtree(body)
        .filter(|id| dialect.names.contains(&tree.node(*id).kind))
        .map(|id| (id, tree.node(id).text(&reading.text)))
        .filter(|(id, name)| {
            !std::iter::successors(tree.parent(*id), |at| tree.parent(*at)).take(3).any(|outer| {
                let text = tree.node(outer).text(&reading.text);
                text.len() < name.len() + 16 && text.starts_with("(void)")
            })
        })
        .map(|(_, name)| name)
        .collect()
}
