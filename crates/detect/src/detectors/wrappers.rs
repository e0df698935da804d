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
    let definitions = functions(dialect.grammar, std::slice::from_ref(reading));
    for function in definitions.iter().filter(|function| promises_bound(&function.name, &ApiFamilies::default())) {
        let node = (0..).zip(&tree.nodes).find(|(_, node)| node.start == function.start && node.end == function.end);
        let Some((id, _)) = node else { continue };
        let Some(body) = tree.field(id, dialect.field_body) else { continue };
        let unused: Vec<&str> = parameters(dialect, reading, id)
            .into_iter()
            .filter(|name| is_bound_name(name) && !is_used(dialect, reading, body, name))
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

/// Whether a name stands in a body other than in `(void)name`.
fn is_used(dialect: &Dialect, reading: &Reading, body: NodeId, name: &str) -> bool {
    let tree = &reading.tree;
    tree.subtree(body).any(|id| {
        let node = tree.node(id);
        let named = dialect.names.contains(&node.kind) && node.text(&reading.text) == name;
        let discarded = std::iter::successors(tree.parent(id), |at| tree.parent(*at)).take(3).any(|outer| {
            let text = tree.node(outer).text(&reading.text);
            text.len() < name.len() + 16 && text.starts_with("(void)")
        });
        named && !discarded
    })
}
