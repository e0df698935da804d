use std::ops::Range;

use super::Names;
use crate::code::{Code, Kind, Role};

/// `import a.b as c`, `from a.b import c`, `from a.b import c as d`, `from a.b import *`.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    for (id, _) in (0..).zip(&code.nodes).filter(|(_, node)| node.kind == Kind::IMPORT) {
        let Some(module) = code.child(id, Role::MODULE) else { continue };
        let holder = |at: &u32| matches!(code.node(*at).kind, Kind::FUNCTION | Kind::CLASS);
        let scope = std::iter::successors(code.parent(id), |at| code.parent(*at)).take(DEEPEST).find(holder);
        // What is imported holds from there to the end of the function.
        let part = code.node(id).end..scope.map_or(u32::MAX, |scope| code.node(scope).end);
        let mut parts = dotted(code.range(module), text);
        let alias = code.child(id, Role::LEFT);
        if let Some(name) = code.child(id, Role::NAME) {
            parts.push(code.range(name));
            names.add_in(part, code.text(alias.unwrap_or(name), text), parts, text);
        } else if let Some(alias) = alias {
            names.add_in(part, code.text(alias, text), parts, text);
        } else if code.children(id).any(|part| code.text(part, text) == "*") {
            names.add_all_of(code.text(module, text));
        } else if let [first, ..] = parts.as_slice() {
            let name = text.get(first.start as usize..first.end as usize).unwrap_or("");
            names.add_in(part, name, vec![first.clone()], text);
        }
    }
}

/// How far up from an import its function is looked for: hostile trees are deeper than any program.
const DEEPEST: usize = 256;

/// The parts of a dotted name.
fn dotted(range: Range<u32>, text: &str) -> Vec<Range<u32>> {
    let name = text.get(range.start as usize..range.end as usize).unwrap_or("");
    let mut start = range.start;
    let mut parts = Vec::new();
    for word in name.split('.') {
        let end = start + word.len() as u32;
        parts.push(start..end);
        start = end + 1;
    }
    parts
}
