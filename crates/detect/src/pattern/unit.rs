use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use banbury_evidence::Language;
use banbury_syntax::NodeId;

use super::binding::same_text;
use super::call_graph::{CallGraph, Leading};
use super::constants::{Constants, Propagation, Value};
use super::features::Features;
use super::names::Names;
use super::scopes::Scopes;
use super::types::Types;
use crate::code::{Code, Kind, Lowering, Role};
use crate::rule::ConditionRegex;

/// Longest stretch of text of which it is kept what a regular expression says.
const LONGEST_REMEMBERED: usize = 64;

/// Longest name of which it is asked which variable it is.
const LONGEST_NAME: usize = 128;

/// Expressions of one kind that begin at one place and are looked at.
const MOST_AT_ONE_PLACE: usize = 64;

/// The plain names that calls call: each name once, however many calls there are.
#[derive(Default)]
pub(crate) struct Callees<'a> {
    pub names: Vec<&'a str>,
    /// For each call, in their order, the index of the name that it calls; none if it calls something else.
    pub of_calls: Vec<Option<u32>>,
}

/// One text with its code, prepared for any number of patterns.
pub(crate) struct Unit<'a> {
    pub lowering: &'a Lowering,
    pub code: &'a Code,
    pub text: &'a str,
    pub names: &'a Names,
    by_kind: Vec<Vec<NodeId>>,
    calls: OnceCell<HashMap<&'a str, Vec<NodeId>>>,
    callees: OnceCell<Callees<'a>>,
    features: OnceCell<Vec<Features>>,
    /// The same if a name may stand for the expression that it was last set to.
    features_with_symbols: OnceCell<Vec<Features>>,
    types: OnceCell<Types>,
    constants: OnceCell<Constants>,
    call_graph: OnceCell<CallGraph<'a>>,
    /// What leads to the names that regular expressions, by their address, ask for.
    leading: RefCell<HashMap<usize, Rc<Leading<'a>>>>,
    scopes: OnceCell<Scopes<'a>>,
    /// What regular expressions, by their address, said of short stretches of the text: rules ask for the same names again and again.
    satisfied: RefCell<HashMap<(usize, &'a str), Option<bool>>>,
}

impl<'a> Unit<'a> {
    pub fn new(lowering: &'a Lowering, code: &'a Code, text: &'a str, names: &'a Names) -> Self {
        let mut by_kind: Vec<Vec<NodeId>> = Vec::new();
        for (id, node) in (0..).zip(&code.nodes) {
            let kind = node.kind.index();
            if by_kind.len() <= kind {
                by_kind.resize_with(kind + 1, Vec::new);
            }
            by_kind[kind].push(id);
        }
        for ids in &mut by_kind {
            // Declarations of several variables repeat the type, so that nodes are not always in the order of the text.
            ids.sort_by_key(|id| code.node(*id).start);
        }
        Self {
            lowering,
            code,
            text,
            names,
            by_kind,
            calls: OnceCell::new(),
            callees: OnceCell::new(),
            features: OnceCell::new(),
            features_with_symbols: OnceCell::new(),
            types: OnceCell::new(),
            constants: OnceCell::new(),
            call_graph: OnceCell::new(),
            leading: RefCell::default(),
            scopes: OnceCell::new(),
            satisfied: RefCell::default(),
        }
    }

    /// Whether a stretch of this text is what a condition asks for. None if that was given up.
    pub fn satisfies(&self, regex: &ConditionRegex, text: &'a str) -> Option<bool> {
        if text.len() > LONGEST_REMEMBERED {
            return regex.is_match(text);
        }
        let key = (std::ptr::from_ref(regex).addr(), text);
        *self.satisfied.borrow_mut().entry(key).or_insert_with(|| regex.is_match(text))
    }

    /// The nodes of a kind, in the order of the text.
    pub fn of_kind(&self, kind: Kind) -> &[NodeId] {
        self.by_kind.get(kind.index()).map_or(&[], Vec::as_slice)
    }

    /// The calls of what is named so last, here or by its full name: `f` in `f()`, `a.f()` and `a->f()`.
    pub fn calls_of(&self, name: &str) -> &[NodeId] {
        let calls = self.calls.get_or_init(|| {
            let mut calls: HashMap<&'a str, Vec<NodeId>> = HashMap::new();
            for id in self.of_kind(Kind::CALL) {
                let Some(name) = self.callee(*id) else { continue };
                calls.entry(name).or_default().push(*id);
                let full = self.names.full(name, self.code.node(*id).start).and_then(|full| full.rsplit('.').next());
                if let Some(last) = full.filter(|last| *last != name) {
                    calls.entry(last).or_default().push(*id);
                }
            }
            calls
        });
        calls.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a node and what is below it may have these features.
    pub fn holds(&self, id: NodeId, wanted: Features, propagation: Propagation) -> bool {
        let of_subtrees = |stands_for_another: &dyn Fn(NodeId) -> bool| {
            Features::of_subtrees(self.code, self.text, stands_for_another)
        };
        let features = match propagation.symbols {
            false => self.features.get_or_init(|| of_subtrees(&|_| false)),
            true => self.features_with_symbols.get_or_init(|| {
                let constants = self.constants();
                of_subtrees(&|id| matches!(constants.of(id), Some(Value::Symbol(_))))
            }),
        };
        features.get(id as usize).is_none_or(|found| found.may_hold(wanted, self.names.is_empty()))
    }

    /// What calls call.
    pub fn callees(&self) -> &Callees<'a> {
        self.callees.get_or_init(|| {
            let mut callees = Callees::default();
            let mut known: HashMap<&'a str, u32> = HashMap::new();
            for id in self.of_kind(Kind::CALL) {
                let callee = self.code.child(*id, Role::CALLEE).filter(|id| self.code.node(*id).kind == Kind::NAME);
                callees.of_calls.push(callee.map(|callee| {
                    let name = self.code.text(callee, self.text);
                    *known.entry(name).or_insert_with(|| {
                        callees.names.push(name);
                        callees.names.len() as u32 - 1
                    })
                }));
            }
            callees
        })
    }

    /// The last name of what a call calls.
    pub fn callee(&self, call: NodeId) -> Option<&'a str> {
        let mut callee = self.code.child(call, Role::CALLEE)?;
        if self.code.node(callee).kind == Kind::MEMBER {
            callee = self.code.child(callee, Role::PROPERTY)?;
        }
        (self.code.node(callee).kind == Kind::NAME).then(|| self.code.text(callee, self.text))
    }

    /// The expression that covers exactly `range`.
    pub fn expression_at(&self, range: &Range<u32>) -> Option<NodeId> {
        const EXPRESSIONS: [Kind; 11] = [
            Kind::NAME,
            Kind::MEMBER,
            Kind::CALL,
            Kind::STRING,
            Kind::STRINGS,
            Kind::NUMBER,
            Kind::CONSTANT,
            Kind::BINARY,
            Kind::CONDITIONAL,
            Kind::NEW,
            Kind::CAST,
        ];
        EXPRESSIONS.into_iter().find_map(|kind| {
            let nodes = self.of_kind(kind);
            let first = nodes.partition_point(|id| self.code.node(*id).start < range.start);
            let same = nodes[first..].iter().take_while(|id| self.code.node(**id).start == range.start);
            // Left operands begin where the operation does, without end in hostile text.
            same.take(MOST_AT_ONE_PLACE).find(|id| self.code.node(**id).end == range.end).copied()
        })
    }

    /// The declared types of variables, collected when a pattern first asks.
    pub fn types(&self) -> &Types {
        self.types.get_or_init(|| Types::collect(self.code, self.text))
    }

    /// Whether two stretches hold the same code: the same text, and if it is a name, one variable.
    pub fn same_code(&self, left: &Range<u32>, right: &Range<u32>) -> bool {
        if left == right {
            return true;
        }
        let name = self.text.get(left.start as usize..left.end as usize).unwrap_or("");
        let is_name =
            name.len() <= LONGEST_NAME && name.chars().all(|it| it.is_alphanumeric() || it == '_' || it == '$');
        let other = self.text.get(right.start as usize..right.end as usize).unwrap_or("");
        if !self.names.is_empty() && name != other && self.names.are_same((name, left.start), (other, right.start)) {
            return true;
        }
        same_text(self.text, left, right) && (!is_name || self.scopes().same(name, left.start, right.start))
    }

    fn scopes(&self) -> &Scopes<'a> {
        let assignment_declares =
            matches!(self.lowering.grammar.language(), Language::Python | Language::Php | Language::Ruby);
        self.scopes.get_or_init(|| Scopes::collect(self.code, self.text, assignment_declares))
    }

    /// Whether what an expression calls has, or leads to what has, a name that is asked for. `spend` is asked before each step;
    /// what was found out without all of them is not remembered.
    pub fn calls_in_the_end(
        &self,
        callee: &str,
        regex: &ConditionRegex,
        spend: &dyn Fn() -> bool,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> bool {
        let graph = self.call_graph.get_or_init(|| CallGraph::collect(self));
        let key = std::ptr::from_ref(regex).addr();
        let known = self.leading.borrow().get(&key).cloned();
        let leading = known.unwrap_or_else(|| Rc::new(graph.leading_to(spend, &|name| is_wanted(name))));
        if spend() {
            self.leading.borrow_mut().entry(key).or_insert_with(|| leading.clone());
        }
        graph.reaches(callee, &leading, is_wanted)
    }

    /// Whether a pattern asked for values and there were too many to find out.
    pub fn gave_up_on_constants(&self) -> bool {
        self.constants.get().is_some_and(|constants| constants.gave_up)
    }

    /// The values of names and expressions, collected when a pattern first asks.
    pub fn constants(&self) -> &Constants {
        self.constants.get_or_init(|| Constants::collect(self.lowering, self.code, self.text, self.names))
    }
}
