use std::collections::BTreeMap;

use super::super::names::Names;
use crate::code::{Code, Kind, Role};

/// Bytes of the longest namespace that is resolved: braces share one among any number of names.
const LONGEST: usize = 512;

/// `use A\B;` names `B`, `use A\B as C;` names `C`, `use A\{B, C as D};` both. Functions and classes go by their names in any case,
/// and a full name may begin with a `\`.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    let mut classes = BTreeMap::new();
    for (id, node) in (0..).zip(&code.nodes) {
        match node.kind {
            Kind::IMPORT => {
                let Some(module) = code.child(id, Role::MODULE).map(|module| code.text(module, text)) else { continue };
                if module.len() > LONGEST {
                    continue;
                }
                let name = code.child(id, Role::NAME).map(|name| code.text(name, text));
                let full = name.map_or_else(|| module.to_owned(), |name| format!("{module}\\{name}"));
                let full = full.trim_start_matches('\\');
                let last = full.rsplit('\\').next().unwrap_or(full);
                let alias = code.child(id, Role::LEFT).map_or(last, |alias| code.text(alias, text));
                names.add(alias, full);
                classes.insert(alias.to_ascii_lowercase(), full.to_owned());
            }
            Kind::NAME => {
                let name = code.text(id, text);
                if let Some(full) = name.strip_prefix('\\') {
                    names.add(name, full);
                    continue;
                }
                let parent = code.node(node.parent).kind;
                let is_class = node.role == Role::OBJECT || (node.role == Role::CALLEE && parent == Kind::NEW);
                if is_class && let Some(full) = classes.get(&name.to_ascii_lowercase()) {
                    names.add(name, full);
                }
                let has_capitals = name.bytes().any(|byte| byte.is_ascii_uppercase()) && !name.starts_with('$');
                if has_capitals && node.role == Role::CALLEE && parent == Kind::CALL {
                    names.add(name, &name.to_ascii_lowercase());
                }
            }
            _ => {}
        }
    }
}
