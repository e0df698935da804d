use std::ops::Range;

use super::Names;
use crate::code::{Code, Kind, Role};

/// `import a.b as c`, `from a.b import c`, `from a.b import c as d`, `from a.b import *`.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    for (id, _) in (0..).zip(&code.nodes).filter(|(_, node)| node.kind == Kind::IMPORT) {
        let Some(module) = code.child(id, Role::MODULE) else { continue };
        let mut parts = dotted(code.range(module), text);
        let alias = code.child(id, Role::LEFT);
        if let Some(name) = code.child(id, Role::NAME) {
            parts.push(code.range(name));
            names.add_at(code.text(alias.unwrap_or(name), text), parts, text);
        } else if let Some(alias) = alias {
            names.add_at(code.text(alias, text), parts, text);
        } else if code.children(id).any(|part| code.text(part, text) == "*") {
            names.add_all_of(code.text(module, text));
        }
    }
}

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
