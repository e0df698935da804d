//! `import {a as b} from "m"` and `const {a: b} = require("m")`: `b` stands for `m.a`.

use std::ops::Range;

use banbury_syntax::NodeId;

use super::super::names::Names;
use super::super::required::required_module;
use crate::code::{Code, Kind, Role};

/// Adds what the names of a text's imports stand for.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    for (id, node) in (0..).zip(&code.nodes) {
        match node.kind {
            Kind::IMPORT => {
                let Some(module) = code.child(id, Role::MODULE) else { continue };
                let module = content(code, module);
                code.children(id).for_each(|part| from_import(code, text, part, &module, names));
            }
            Kind::VARIABLE => {
                let Some(module) = required_module(code, text, id) else { continue };
                let module = content(code, module);
                let Some(left) = code.child(id, Role::LEFT) else { continue };
                if code.node(left).kind == Kind::NAME {
                    names.add_at(code.text(left, text), vec![module.clone()], text);
                }
                for entry in code.children(left).filter(|entry| code.node(*entry).kind == Kind::PAIR) {
                    if let (Some(key), Some(value)) = (code.child(entry, Role::KEY), code.child(entry, Role::VALUE)) {
                        names.add_at(code.text(value, text), vec![module.clone(), code.range(key)], text);
                    }
                }
            }
            _ => {}
        }
    }
}

/// One part of an import: names of the module, or the module as a whole.
fn from_import(code: &Code, text: &str, part: NodeId, module: &Range<u32>, names: &mut Names) {
    match (code.node(part).kind, code.child(part, Role::KEY)) {
        (Kind::IMPORT, Some(key)) if code.node(key).kind == Kind::NAME => {
            let alias = code.children(part).find(|it| code.node(*it).kind == Kind::MODIFIER);
            let alias = alias.and_then(|alias| code.child(alias, Role::VALUE)).unwrap_or(key);
            names.add_at(code.text(alias, text), vec![module.clone(), code.range(key)], text);
        }
        (Kind::IMPORT | Kind::STRING | Kind::MODIFIER, _) => {}
        _ => {
            if let Some(name) = code.children(part).find(|it| code.node(*it).kind == Kind::NAME) {
                names.add_at(code.text(name, text), vec![module.clone()], text);
            }
        }
    }
}

/// What stands between the quotes of a literal.
fn content(code: &Code, literal: NodeId) -> Range<u32> {
    let range = code.range(literal);
    range.start + 1..range.end.saturating_sub(1).max(range.start + 1)
}
