use banbury_syntax::NodeId;

use super::{Code, Kind, Role};

/// A function of a text, or the code outside all of them.
pub(crate) struct FoundFunction {
    pub node: NodeId,
    pub name: Option<NodeId>,
    /// The name of the class that it is a method of.
    pub class: Option<NodeId>,
    pub parameters: Vec<NodeId>,
    /// Whether the first parameter is the object that it is called on.
    pub takes_receiver: bool,
    pub is_static: bool,
}

/// The functions of a text, with the code outside all of them first.
pub(crate) fn functions(code: &Code, text: &str) -> Vec<FoundFunction> {
    if code.nodes.is_empty() {
        return Vec::new();
    }
    let outside = FoundFunction {
        node: 0,
        name: None,
        class: None,
        parameters: Vec::new(),
        takes_receiver: false,
        is_static: true,
    };
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
        let parameters = parameters(code, id);
        let receiver = parameters.first().copied().filter(|first| is_receiver(code, text, *first, name));
        let (name, scope) = name.map_or((None, None), |name| scoped_name(code, name));
        let of_receiver = || code.last_name(code.child(receiver?, Role::TYPE)?);
        let class = class_around(code, id).or(scope).or_else(of_receiver);
        // Nothing says of Perl's methods which class they belong to.
        let is_method = |receiver| class.is_some() || code.text(receiver, text).starts_with('$');
        found.push(FoundFunction {
            node: id,
            name,
            class,
            takes_receiver: receiver.is_some_and(is_method),
            parameters,
            is_static,
        });
    }
    found
}

/// Of `Class::method` the last part, and what it is in; any other name as it is.
fn scoped_name(code: &Code, name: NodeId) -> (Option<NodeId>, Option<NodeId>) {
    let (mut at, mut scope) = (name, None);
    while code.node(at).kind != Kind::NAME {
        let mut parts = code.children(at).filter(|part| code.node(*part).kind != Kind::TOKEN);
        // Not `operator==` or `~Class`, which have one part.
        let (Some(around), Some(last)) = (parts.next(), parts.last()) else { return (Some(at), scope) };
        scope = code.subtree(around).find(|part| code.node(*part).kind == Kind::NAME);
        at = last;
    }
    (Some(at), scope)
}

/// Whether a parameter is the object that a method is called on: by its name, or because it stands before the method's.
fn is_receiver(code: &Code, text: &str, parameter: NodeId, name: Option<NodeId>) -> bool {
    let called = parameter_name(code, parameter).map(|name| code.text(name, text));
    matches!(called, Some("self" | "cls" | "$self" | "$class"))
        || name.is_some_and(|name| code.node(parameter).end <= code.node(name).start)
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
