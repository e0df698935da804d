//! `const {a} = require("m")`, which imports as `import {a} from "m"` does.

use banbury_syntax::NodeId;

use super::binding::Bindings;
use super::compile::{Pat, What};
use super::matching::{Continue, Matcher, Nodes, in_role};
use crate::code::{Code, Kind, Role};

/// The literal that names the module which `variable` is set to.
pub(super) fn required_module(code: &Code, text: &str, variable: NodeId) -> Option<NodeId> {
    let call = code.child(variable, Role::RIGHT).filter(|value| code.node(*value).kind == Kind::CALL)?;
    let is_require = code.text(code.child(call, Role::CALLEE)?, text) == "require";
    let mut arguments = code.children(code.child(call, Role::ARGUMENTS)?);
    arguments.next().filter(|argument| is_require && code.node(*argument).kind == Kind::STRING)
}

impl Matcher<'_, '_> {
    /// An import that asks for nothing, or for names that the declaration takes from the module.
    pub(super) fn required(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let Some(module) = required_module(self.code(), self.unit.text, id) else { return };
        let Some(wanted) = in_role(pats, Role::MODULE) else { return };
        let names: Vec<&Pat> =
            pats.iter().filter(|pat| pat.role != Role::MODULE && !matches!(pat.what, What::Ellipsis)).collect();
        let entries = match self.code().child(id, Role::LEFT) {
            Some(left) if self.code().node(left).kind == Kind::RECORD => self.children(left),
            _ => Nodes::new(),
        };
        self.node(wanted, module, bindings, &mut |bindings| self.required_names(&names, &entries, bindings, go_on));
    }

    /// Recursion is bounded by the number of names in the pattern.
    fn required_names(&self, names: &[&Pat], entries: &[NodeId], bindings: &mut Bindings, go_on: Continue<'_>) {
        let Some((first, rest)) = names.split_first() else { return go_on(bindings) };
        let What::Node { kind: Kind::IMPORT, children, .. } = &first.what else { return };
        let Some(key) = in_role(children, Role::KEY) else { return };
        let alias = children.iter().find_map(|child| match &child.what {
            What::Node { kind: Kind::MODIFIER, children, .. } => in_role(children, Role::VALUE),
            _ => None,
        });
        for entry in entries {
            let (Some(name), Some(local)) =
                (self.code().child(*entry, Role::KEY), self.code().child(*entry, Role::VALUE))
            else {
                continue;
            };
            if !self.spend() {
                return;
            }
            self.node(key, name, bindings, &mut |bindings| match alias {
                None => self.required_names(rest, entries, bindings, go_on),
                Some(alias) => self.node(alias, local, bindings, &mut |bindings| {
                    self.required_names(rest, entries, bindings, go_on);
                }),
            });
        }
    }
}
