use std::collections::{BTreeMap, BTreeSet, HashMap};

use banbury_evidence::Language;
use banbury_syntax::NodeId;

use super::binders::Binders;
use super::scopes::{Scopes, is_scope};
use super::value::Value;
use crate::code::{Code, Kind, Lowering, Role};
use crate::pattern::names::Names;

/// Steps for each text, and further ones for each of its nodes: joining branches costs what they change.
const BASE_STEPS: u64 = 100_000;
const STEPS_PER_NODE: u64 = 32;

/// What it costs to remember what a name held before a branch: it bounds memory.
const STEPS_PER_CHANGE: u64 = 16;

/// Scopes around one another in which a name is looked for.
const DEEPEST: usize = 32;

/// Nodes of the largest expression that a name stands for.
const LARGEST_SYMBOL: NodeId = 256;

/// The values of expressions; none if there is too much to do.
pub(super) fn values(lowering: &Lowering, code: &Code, text: &str, names: &Names) -> Option<HashMap<NodeId, Value>> {
    let language = lowering.grammar.language();
    let declares = matches!(language, Language::Python | Language::Ruby | Language::Php);
    let binders = Binders::new(lowering);
    let mut walk = Walk {
        code,
        text,
        names,
        scopes: Scopes::collect(code, text, &binders, declares),
        binders,
        globals_are_shared: lowering.grammar.has_preprocessor() || language == Language::Go,
        is_python: language == Language::Python,
        values: HashMap::new(),
        env: BTreeMap::new(),
        frames: Vec::new(),
        scope: 0,
        captured: BTreeSet::new(),
        steps: BASE_STEPS + STEPS_PER_NODE * code.nodes.len() as u64,
    };
    for scope in 0..walk.scopes.all.len() {
        walk.scope(scope);
        if walk.steps == 0 {
            return None;
        }
    }
    Some(walk.values)
}

/// What a name holds: nothing known, or a value.
type Held = Option<Value>;

/// A part of a function that may or may not run.
enum Frame<'a> {
    Branch(Branch<'a>),
    /// A condition: what each of its branches leaves behind.
    If {
        branches: Vec<Branch<'a>>,
    },
}

/// What a branch does.
#[derive(Default)]
struct Branch<'a> {
    /// For each name that it gives a value, what the name held before; none if nothing. Behind the branch, what it holds.
    changed: BTreeMap<&'a str, Option<Held>>,
    /// Whether its end is not reached.
    left: bool,
}

/// What becomes of a node as it is left.
#[derive(Clone, Copy, PartialEq)]
enum Leave {
    Plain,
    Branch,
    Alternative,
    If,
}

struct Walk<'a> {
    code: &'a Code,
    text: &'a str,
    names: &'a Names,
    scopes: Scopes<'a>,
    binders: Binders,
    /// Whether what a text declares at its top may be changed by other texts.
    globals_are_shared: bool,
    is_python: bool,
    values: HashMap<NodeId, Value>,
    env: BTreeMap<&'a str, Held>,
    frames: Vec<Frame<'a>>,
    scope: usize,
    /// Names that functions in this one change.
    captured: BTreeSet<&'a str>,
    steps: u64,
}

impl<'a> Walk<'a> {
    fn scope(&mut self, scope: usize) {
        self.scope = scope;
        self.frames.clear();
        self.env.clear();
        let root = self.scopes.all[scope].node;
        let changed = if scope == 0 { Vec::new() } else { self.scopes.changed_in(self.code, root) };
        self.steps = self.steps.saturating_sub(changed.len() as u64);
        self.captured = changed.into_iter().collect();
        let parameters = self.scopes.all[scope].locals.iter().filter(|(_, local)| local.is_parameter);
        self.env.extend(parameters.map(|(name, _)| (*name, None)));
        let end = self.code.subtree(root).end;
        let mut open: Vec<(NodeId, Leave)> = Vec::new();
        let mut id = if root == 0 { 0 } else { root + 1 };
        while id < end && self.steps > 0 {
            self.steps -= 1;
            while let Some((top, leave)) = open.last().copied().filter(|(top, _)| self.code.node(*top).next <= id) {
                open.pop();
                self.leave(top, leave);
            }
            let node = self.code.node(id);
            if is_scope(node.kind) && id != root {
                self.bind(id);
                // What it changes outside is not known once it may have run.
                for name in self.scopes.changed_in(self.code, id) {
                    self.set(name, None);
                }
                id = node.next;
            } else if node.kind == Kind::PARAMETERS {
                id = node.next;
            } else {
                open.push((id, self.enter(id)));
                id += 1;
            }
        }
        while let Some((top, leave)) = open.pop() {
            self.leave(top, leave);
        }
    }

    fn enter(&mut self, id: NodeId) -> Leave {
        let node = self.code.node(id);
        if node.kind == Kind::IF {
            self.frames.push(Frame::If { branches: Vec::new() });
            return Leave::If;
        }
        let parent = self.code.parent(id).map_or(node, |parent| self.code.node(parent));
        let leave = match node.kind {
            _ if node.is_loop => Leave::Branch,
            Kind::BLOCK if parent.kind == Kind::IF => Leave::Alternative,
            Kind::BLOCK if !parent.is_loop && !self.binders.always_runs(parent.kind, node.role) => Leave::Branch,
            _ => return Leave::Plain,
        };
        self.frames.push(Frame::Branch(Branch::default()));
        if node.is_loop {
            let names: Vec<&str> = self.scopes.bound_in(self.code, id).iter().map(|(_, name)| *name).collect();
            for name in names {
                if self.steps == 0 {
                    break;
                }
                self.set(name, None);
            }
        }
        leave
    }

    fn leave(&mut self, id: NodeId, leave: Leave) {
        match leave {
            Leave::Plain => {
                self.evaluate(id);
                self.bind(id);
                if self.binders.leaves(self.code.node(id).kind)
                    && let Some(Frame::Branch(branch)) = self.frames.last_mut()
                {
                    branch.left = true;
                }
            }
            Leave::Branch => {
                let Some(branch) = self.close_branch() else { return };
                if !branch.left {
                    for (name, held) in branch.changed {
                        let before = self.env.get(name).cloned();
                        self.set(name, either(before, held, self.text));
                    }
                }
            }
            Leave::Alternative => {
                let Some(branch) = self.close_branch() else { return };
                if let Some(Frame::If { branches }) = self.frames.last_mut() {
                    branches.push(branch);
                }
            }
            Leave::If => {
                let Some(Frame::If { mut branches }) = self.frames.pop() else { return };
                if branches.len() < 2 {
                    branches.push(Branch::default());
                }
                self.join(branches);
            }
        }
    }

    /// Ends the innermost branch: the names hold again what they did before it.
    fn close_branch(&mut self) -> Option<Branch<'a>> {
        let Some(Frame::Branch(mut branch)) = self.frames.pop() else { return None };
        for (name, held) in &mut branch.changed {
            self.steps = self.steps.saturating_sub(1);
            let now = self.env.remove(name);
            if let Some(before) = std::mem::replace(held, now) {
                self.env.insert(name, before);
            }
        }
        Some(branch)
    }

    fn join(&mut self, branches: Vec<Branch<'a>>) {
        let going_on: Vec<&Branch<'a>> = branches.iter().filter(|branch| !branch.left).collect();
        if going_on.is_empty() {
            if let Some(Frame::Branch(outer)) = self.frames.last_mut() {
                outer.left = true;
            }
            return;
        }
        let names: Vec<&str> = going_on.iter().flat_map(|branch| branch.changed.keys().copied()).collect();
        for name in names {
            let before = self.env.get(name).cloned();
            let held = going_on.iter().filter_map(|branch| branch.changed.get(name).unwrap_or(&before).clone());
            let joined = held.reduce(|joined, held| either(Some(joined), Some(held), self.text));
            self.set(name, joined.flatten());
        }
    }

    /// Gives a name a value, and remembers in the innermost branch what it held before.
    fn set(&mut self, name: &'a str, held: Held) {
        self.steps = self.steps.saturating_sub(STEPS_PER_CHANGE);
        let before = self.env.insert(name, held);
        let innermost = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Branch(branch) => Some(branch),
            Frame::If { .. } => None,
        });
        if let Some(branch) = innermost {
            branch.changed.entry(name).or_insert(before);
        }
    }

    /// Gives the names that a node binds their values.
    fn bind(&mut self, id: NodeId) {
        let bound = self.binders.bound(self.code, self.text, id);
        let node = self.code.node(id);
        let value = match (bound.value, bound.names.as_slice()) {
            (Some(right), [name]) => match node.kind {
                Kind::UPDATE => self.updated(id, name, right),
                Kind::ASSIGNMENT | Kind::VARIABLE => self.value(right).or_else(|| self.symbol(right)),
                _ => self.value(right),
            },
            // Declared without a value, as C has it: it has none yet.
            (None, [_]) if node.kind == Kind::VARIABLE && self.code.child(id, Role::RIGHT).is_none() => return,
            _ => None,
        };
        for name in bound.names {
            self.set(name, value.clone());
            let is_shared =
                self.globals_are_shared && self.scope == 0 && node.kind == Kind::VARIABLE && !self.is_own(id);
            let shared = value.clone().filter(|value| !is_shared && !matches!(value, Value::Symbol(_)));
            if let Some(local) = self.scopes.all[self.scope].locals.get_mut(name) {
                local.value = shared;
            }
        }
    }

    /// Whether no other text may change what a declaration declares.
    fn is_own(&self, declaration: NodeId) -> bool {
        let mut parts = self.code.children(declaration);
        parts.any(|part| {
            self.code.node(part).kind == Kind::MODIFIER
                // Go's constants have a modifier without text.
                && matches!(self.code.text(part, self.text), "" | "static" | "const" | "constexpr")
        })
    }

    fn updated(&self, id: NodeId, name: &str, right: NodeId) -> Held {
        let mut tokens = self.code.children(id).filter(|part| self.code.node(*part).kind == Kind::TOKEN);
        let operator = self.code.text(tokens.next()?, self.text).strip_suffix('=')?;
        Value::binary(operator, &self.lookup(name)?, &self.value(right)?, self.text)
    }

    /// An expression that a name may stand for.
    fn symbol(&mut self, id: NodeId) -> Held {
        let subtree = self.code.subtree(id);
        let size = subtree.end - subtree.start;
        self.steps = self.steps.saturating_sub(u64::from(size.min(LARGEST_SYMBOL)));
        let is_simple = |id: NodeId| {
            matches!(
                self.code.node(id).kind,
                Kind::NAME
                    | Kind::MEMBER
                    | Kind::INDEX
                    | Kind::CALL
                    | Kind::NEW
                    | Kind::ARGUMENTS
                    | Kind::KEYWORD_ARGUMENT
                    | Kind::STRING
                    | Kind::STRINGS
                    | Kind::NUMBER
                    | Kind::CONSTANT
                    | Kind::CAST
                    | Kind::BINARY
                    | Kind::TOKEN
            )
        };
        (size <= LARGEST_SYMBOL && subtree.into_iter().all(is_simple)).then_some(Value::Symbol(id))
    }

    fn value(&self, id: NodeId) -> Held {
        self.values.get(&id).cloned().or_else(|| Value::literal(self.code, self.text, id))
    }

    /// What a name holds here.
    fn lookup(&self, name: &str) -> Held {
        if let Some(held) = self.env.get(name) {
            // A function in this one may change what it declares.
            let is_captured = self.captured.contains(name)
                && self.scopes.all[self.scope].locals.get(name).is_some_and(|local| local.is_declared);
            return held.clone().filter(|_| !is_captured);
        }
        let mut scope = self.scope;
        for _ in 0..DEEPEST {
            if let Some(local) = self.scopes.all[scope].locals.get(name) {
                // Of Python only what modules hold is known in functions.
                if scope != self.scope && (scope == 0 || !self.is_python) {
                    return self.only_value(name, local.assignments, local.is_parameter, local.value.as_ref());
                }
                if scope == self.scope {
                    return None;
                }
            }
            match self.scopes.all[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        self.names.literal(name)
    }

    /// What a name holds at all times.
    fn only_value(&self, name: &str, assignments: u32, is_parameter: bool, value: Option<&Value>) -> Held {
        let is_only = assignments == 1 && !is_parameter && !self.scopes.foreign.contains(name);
        value.filter(|_| is_only).cloned()
    }

    /// A constant of the class: `this.NAME`.
    fn class_constant(&self, object: NodeId, property: NodeId) -> Held {
        let (object, property) = (self.code.text(object, self.text), self.code.text(property, self.text));
        if self.scopes.properties.contains(property) {
            return None;
        }
        let mut scope = Some(self.scope);
        for _ in 0..DEEPEST {
            let at = &self.scopes.all[scope?];
            if self.code.node(at.node).kind == Kind::CLASS {
                let is_this = matches!(object, "self" | "this" | "$this");
                if is_this && let Some(local) = at.locals.get(property) {
                    return self.only_value("", local.assignments, local.is_parameter, local.value.as_ref());
                }
            }
            scope = at.parent;
        }
        None
    }

    /// Notes what is known of a node whose parts have been seen.
    fn evaluate(&mut self, id: NodeId) {
        if let Some(value) = self.evaluated(id) {
            self.values.insert(id, value);
        }
    }

    fn evaluated(&self, id: NodeId) -> Held {
        let code = self.code;
        let node = code.node(id);
        match node.kind {
            Kind::NAME if self.is_use(id) => self.lookup(code.text(id, self.text)),
            Kind::MEMBER if !self.is_python => {
                self.class_constant(code.child(id, Role::OBJECT)?, code.child(id, Role::PROPERTY)?)
            }
            Kind::STRING | Kind::STRINGS if !code.is_leaf(id) => self.concatenated(id),
            Kind::BINARY => {
                let parts: Vec<NodeId> = code.children(id).take(4).collect();
                let [left, operator, right] = parts.as_slice() else { return None };
                let operator = code.text(*operator, self.text);
                Value::binary(operator, &self.value(*left)?, &self.value(*right)?, self.text)
            }
            Kind::CAST => self.value(code.child(id, Role::VALUE)?),
            Kind::ASSIGNMENT => self.value(code.child(id, Role::RIGHT)?),
            Kind::CALL => self.formatted(id),
            Kind::CONDITIONAL => {
                let (left, right) = (code.child(id, Role::LEFT)?, code.child(id, Role::RIGHT)?);
                self.value(left)?.or(self.value(right)?, self.text)
            }
            kind if self.binders.may_negate(kind) => {
                let parts: Vec<NodeId> = code.children(id).take(3).collect();
                match (parts.as_slice(), self.value(*parts.last()?)) {
                    ([sign, _], Some(Value::Number(number))) if code.text(*sign, self.text) == "-" => {
                        number.checked_neg().map(Value::Number)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a name stands where its value counts.
    fn is_use(&self, id: NodeId) -> bool {
        let node = self.code.node(id);
        match node.role {
            Role::NAME | Role::PROPERTY | Role::TYPE | Role::MODULE | Role::KEY => false,
            Role::LEFT => !self.code.parent(id).is_some_and(|parent| {
                let parent = self.code.node(parent);
                parent.is_loop || matches!(parent.kind, Kind::ASSIGNMENT | Kind::VARIABLE)
            }),
            _ => true,
        }
    }

    /// Java's `String.format` of what is known.
    fn formatted(&self, id: NodeId) -> Held {
        let code = self.code;
        if code.text(code.child(id, Role::CALLEE)?, self.text) != "String.format" {
            return None;
        }
        let is_known = |argument| self.value(argument).is_some_and(|value| value.is_text() || value.is_number());
        code.children(code.child(id, Role::ARGUMENTS)?).all(is_known).then_some(Value::SomeText)
    }

    /// A string of several parts.
    fn concatenated(&self, id: NodeId) -> Held {
        let code = self.code;
        let interpolates = code.node(id).kind == Kind::STRING;
        let mut whole: Option<Value> = None;
        for part in code.children(id) {
            if code.node(part).kind == Kind::TOKEN {
                continue;
            }
            let value = self.value(part)?;
            whole = Some(match whole {
                _ if interpolates => match value.is_text() || value.is_number() {
                    true => Value::SomeText,
                    false => return None,
                },
                Some(before) => Value::binary("+", &before, &value, self.text)?,
                None => value,
            });
        }
        whole
    }
}

/// What a name holds if it may hold either; what holds nothing yet does not count.
fn either(before: Option<Held>, held: Option<Held>, text: &str) -> Held {
    match (before, held) {
        (Some(before), Some(held)) => before?.or(held?, text),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => None,
    }
}
