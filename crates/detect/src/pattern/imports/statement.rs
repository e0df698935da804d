//! How patterns match import statements and names that imports bring in.

use std::ops::Range;

use banbury_syntax::NodeId;

use super::super::binding::Bindings;
use super::super::compile::{Pat, StringPat, What};
use super::super::literal::string_content;
use super::super::matching::{Continue, Matcher, in_role};
use crate::code::{Kind, Role};

impl Matcher<'_, '_> {
    /// `import a.b.c` and `from a.b import c` are the same; a module stands for all that is in it.
    pub(in super::super) fn import(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let code = self.code();
        let (Some(module), Some(node_module)) = (in_role(pats, Role::MODULE), code.child(id, Role::MODULE)) else {
            return;
        };
        let (name, node_name) = (in_role(pats, Role::NAME), code.child(id, Role::NAME));
        let (alias, node_alias) = (in_role(pats, Role::LEFT), code.child(id, Role::LEFT));
        let mut aliased = |bindings: &mut Bindings| match (alias, node_alias) {
            (None, _) => go_on(bindings),
            (Some(alias), Some(node)) => self.node(alias, node, bindings, go_on),
            (Some(_), None) => {}
        };
        match (name, node_name) {
            (Some(name), Some(node)) => self.module(module, node_module, bindings, &mut |bindings| {
                self.node(name, node, bindings, &mut aliased);
            }),
            (None, None) if pats.iter().all(|pat| matches!(pat.role, Role::MODULE | Role::LEFT)) => {
                self.module(module, node_module, bindings, &mut aliased);
            }
            // `from a import *`
            (None, None) if code.children(id).any(|part| self.text_of(part) == "*") => {
                self.module(module, node_module, bindings, &mut aliased);
            }
            (None, Some(node)) if pats.len() == 1 + usize::from(alias.is_some()) => {
                let whole = format!("{}.{}", self.text_of(node_module), self.text_of(node));
                match plain(module) {
                    Some(wanted) if begins_with(&whole, wanted) => aliased(bindings),
                    Some(_) => {}
                    None => self.node(module, node_module, bindings, &mut aliased),
                }
            }
            (Some(name), None) => {
                if let (Some(module), Some(name)) = (plain(module), plain(name))
                    && begins_with(self.text_of(node_module), &format!("{module}.{name}"))
                {
                    aliased(bindings);
                }
            }
            _ => {}
        }
    }

    /// An import; also of what is in the module that the pattern imports.
    pub(in super::super) fn import_of_module(
        &self,
        pats: &[Pat],
        id: NodeId,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let is_inside = pats.iter().any(|pat| {
            let (wanted, separator) = match &pat.what {
                _ if pat.role != Role::MODULE => return false,
                What::String(StringPat::Exact(path)) => (path, '/'),
                What::Leaf { text, .. } | What::Node { full_name: Some(text), .. } => (text, '.'),
                _ => return false,
            };
            let module = self.code().child(id, Role::MODULE).map_or("", |module| self.text_of(module));
            string_content(module).strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with(separator))
        });
        match pats {
            [_] if is_inside => go_on(bindings),
            _ => self.parts(pats, self.children(id), Kind::IMPORT, bindings, go_on),
        }
    }

    fn module(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if let What::String(StringPat::Exact(wanted)) = &pat.what {
            let rest = string_content(self.text_of(id)).strip_prefix(wanted.as_str());
            if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                go_on(bindings);
            }
            return;
        }
        match plain(pat) {
            Some(wanted) if begins_with(self.text_of(id), wanted) => go_on(bindings),
            Some(_) => {}
            None => self.node(pat, id, bindings, go_on),
        }
    }

    /// A chain of members in a pattern and the full name, given by its parts, of a name in the text.
    pub(in super::super) fn spelt_out(
        &self,
        pat: &Pat,
        parts: &[Range<u32>],
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let Some((last, before)) = parts.split_last() else { return };
        let text = |part: &Range<u32>| self.unit.text.get(part.start as usize..part.end as usize).unwrap_or("");
        match &pat.what {
            What::Metavariable { variable, type_: None } => {
                // Of a longer name the parts must stand in a row.
                let start = parts.first().map_or(0, |first| first.start);
                let is_whole = parts.windows(2).all(|pair| pair[0].end + 1 == pair[1].start);
                if is_whole {
                    self.bind(*variable, start..last.end, bindings, go_on);
                }
            }
            What::Ellipsis => go_on(bindings),
            What::Chain(inside) => self.spelt_out(inside, parts, bindings, go_on),
            What::Leaf { kind: Kind::NAME, text: wanted } if before.is_empty() && text(last) == wanted => {
                go_on(bindings)
            }
            What::Node { kind: Kind::MEMBER, children, .. } if !before.is_empty() => {
                if let (Some(object), Some(property)) =
                    (in_role(children, Role::OBJECT), in_role(children, Role::PROPERTY))
                {
                    self.spelt_out(property, std::slice::from_ref(last), bindings, &mut |bindings| {
                        self.spelt_out(object, before, bindings, go_on);
                    });
                }
            }
            _ => {}
        }
    }
}

/// The name that a pattern spells out.
fn plain(pat: &Pat) -> Option<&str> {
    match &pat.what {
        What::Leaf { kind: Kind::NAME, text } | What::Node { full_name: Some(text), .. } => Some(text),
        _ => None,
    }
}

/// Whether a dotted name is `start` or something in it.
fn begins_with(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
