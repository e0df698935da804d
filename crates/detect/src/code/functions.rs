use banbury_syntax::NodeId;

use super::{Code, Kind, Role};

/// A function of a text, or the code outside all of them.
pub(crate) struct FoundFunction {
    pub node: NodeId,
    pub name: Option<NodeId>,
    /// The name of the class that it is a method of.
    pub class: Option<NodeId>,
    pub parameters: Vec<NodeId>,
    pub is_static: bool,
}

/// The functions of a text, with the code outside all of them first.
pub(crate) fn functions(code: &Code, text: &str) -> Vec<FoundFunction> {
    if code.nodes.is_empty() {
        return Vec::new();
    }
    let outside = FoundFunction { node: 0, name: None, class: None, parameters: Vec::new(), is_static: true };
    let mut found = vec![outside];
    for id in 0..code.nodes.len() as NodeId {
        let name = match code.node(id).kind {
            Kind::FUNCTION => code.child(id, Role::NAME),
            // `const f = () => ...`
            Kind::LAMBDA => match code.parent(id) {
                Some(parent) if matches!(code.node(parent).kind, Kind::VARIABLE | Kind::ASSIGNMENT) => {
                    code.child(parent, Role::LEFT).filter(|left| code.node(*left).kind == Kind::NAME)
                }
                _ => None,
            },
            _ => continue,
        };
        if name.is_none() && code.node(id).kind == Kind::LAMBDA {
            continue;
        }
        let is_static = code
            .children(id)
            .any(|child| code.node(child).kind == Kind::MODIFIER && code.text(child, text) == "static");
        found.push(FoundFunction {
            node: id,
            name,
            class: class_around(code, id),
            parameters: parameters(code, id),
            is_static,
        });
    }
    found
}

/// Levels up to which the class of a method is looked for.
const NEAR: u32 = 4;

fn class_around(code: &Code, id: NodeId) -> Option<NodeId> {
    let mut at = id;
    for _ in 0..NEAR {
        at = code.parent(at)?;
        match code.node(at).kind {
            Kind::CLASS => return code.child(at, Role::NAME),
            Kind::FUNCTION => return None,
            _ => {}
        }
    }
    None
}

/// The parameters of a function or lambda.
pub(crate) fn parameters(code: &Code, id: NodeId) -> Vec<NodeId> {
    let Some(list) = code.child(id, Role::PARAMETERS) else { return Vec::new() };
    if code.node(list).kind == Kind::NAME {
        // `x => ...`
        return vec![list];
    }
    code.children(list).filter(|child| code.node(*child).kind != Kind::TOKEN).collect()
}

/// The name of a parameter that is one variable.
pub(crate) fn parameter_name(code: &Code, id: NodeId) -> Option<NodeId> {
    let node = code.node(id);
    if node.kind == Kind::NAME {
        return Some(id);
    }
    let named = code.child(id, Role::NAME).filter(|name| code.node(*name).kind == Kind::NAME);
    named.or_else(|| code.children(id).find(|child| code.node(*child).kind == Kind::NAME))
}
