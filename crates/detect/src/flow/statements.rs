use banbury_syntax::NodeId;

use super::facts::End;
use super::follow::Follower;
use super::sets::{CLEAN, SetId};
use super::state::State;
use crate::code::{Kind, Role};

/// How often a loop is followed until nothing changes any more.
const MOST_PASSES: u32 = 4;

impl Follower<'_, '_> {
    /// Follows a statement, or an expression of no shared kind: what any part of it carries.
    pub(super) fn statement(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let node = code.node(id);
        let dialect = self.around.dialect;
        match node.kind {
            Kind::IF => self.branches(id, state),
            Kind::RETURN => self.returned(id, state),
            // Each is followed by itself.
            Kind::FUNCTION => CLEAN,
            Kind::CLASS => self.class(id, state),
            kind if dialect.breaks.contains(&kind) => {
                if let Some(mut left) = self.breaks.pop() {
                    left.join(state, &self.places, &mut self.sets);
                    self.breaks.push(left);
                }
                state.is_dead = true;
                CLEAN
            }
            kind if dialect.continues.contains(&kind) => {
                if let Some(mut left) = self.continues.pop() {
                    left.join(state, &self.places, &mut self.sets);
                    self.continues.push(left);
                }
                state.is_dead = true;
                CLEAN
            }
            kind if dialect.switches.contains(&kind) || self.has_cases(id) => self.switch(id, state),
            kind if dialect.namings.contains(&kind) => self.named(id, state),
            _ if node.is_loop => self.repeated(id, state),
            kind => {
                let set = self.parts(id, state);
                if dialect.leaves.contains(&kind) {
                    state.is_dead = true;
                }
                set
            }
        }
    }

    /// `value as name`
    fn named(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let mut parts = code.children(id).filter(|child| code.node(*child).kind != Kind::TOKEN);
        let Some(value) = parts.next() else { return CLEAN };
        let set = self.value(value, state);
        if let Some(name) = parts.last() {
            let name = code.children(name).next().unwrap_or(name);
            self.assign(name, set, Some(value), state);
        }
        set
    }

    /// The parts of a node, in order; together what its value may carry.
    fn parts(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        if self.is_for_each(id) {
            return self.for_each(id, state);
        }
        let is_sequence = matches!(code.node(id).kind, Kind::BLOCK | Kind::MEMBERS);
        let before = (is_sequence && id != 0).then(|| state.clone());
        // `a ?: b` is `a` itself, or `b`.
        let is_short_conditional = code.node(id).kind == Kind::CONDITIONAL && code.child(id, Role::LEFT).is_none();
        let mut all = CLEAN;
        // What a comprehension is made of is said before it is said where that comes from.
        let (late, early): (Vec<NodeId>, Vec<NodeId>) =
            if !is_sequence && code.children(id).any(|child| self.is_for_each(child)) {
                code.children(id).partition(|child| !self.is_for_each(*child))
            } else {
                (Vec::new(), code.children(id).collect())
            };
        for child in early.into_iter().chain(late) {
            let node = code.node(child);
            if matches!(node.kind, Kind::TOKEN | Kind::TYPE | Kind::MODIFIER) {
                continue;
            }
            if node.kind == Kind::BLOCK && !is_sequence {
                // It may run, and it may not: a handler, a case.
                let mut inside = state.clone();
                self.value(child, &mut inside);
                if inside.is_dead && node.role == Role::BODY && code.children(id).count() == 1 {
                    state.is_dead = true;
                }
                state.join(&inside, &self.places, &mut self.sets);
                continue;
            }
            let set = self.value(child, state);
            if node.role != Role::CONDITION || is_short_conditional {
                all = self.sets.union(all, set);
            }
        }
        if let Some(before) = before {
            self.leave_block(id, &before, state);
        }
        if is_sequence { CLEAN } else { all }
    }

    /// The variables that a block declares end with it.
    fn leave_block(&mut self, id: NodeId, before: &State, state: &mut State) {
        let code = self.code;
        for variable in code.children(id).filter(|child| code.node(*child).kind == Kind::VARIABLE) {
            let is_of_function =
                code.text(variable, self.text).starts_with("var ") && !self.around.dialect.var_is_of_block;
            if let Some(left) = code.child(variable, Role::LEFT).filter(|_| !is_of_function)
                && code.node(left).kind == Kind::NAME
            {
                let place = self.places.variable(self.names.of(code.text(left, self.text)));
                state.restore(place, before, &self.places);
            }
        }
    }

    fn branches(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let mut exits = Vec::new();
        let mut at = id;
        // `else if` after `else if` makes a chain, not a nest.
        loop {
            let (mut then, mut otherwise) = (None, None);
            for child in code.children(at) {
                match code.node(child).role {
                    Role::THEN => then = Some(child),
                    Role::ELSE => otherwise = Some(child),
                    _ => {
                        self.value(child, state);
                    }
                }
            }
            if let Some(then) = then {
                let mut inside = state.clone();
                self.value(then, &mut inside);
                exits.push(inside);
            }
            let Some(otherwise) = otherwise else { break };
            let mut inside = code.children(otherwise);
            match (inside.next(), inside.next()) {
                (Some(only), None) if code.node(only).kind == Kind::IF => at = only,
                _ => {
                    self.value(otherwise, state);
                    break;
                }
            }
        }
        for exit in exits {
            state.join(&exit, &self.places, &mut self.sets);
        }
        CLEAN
    }

    fn returned(&mut self, id: NodeId, state: &mut State) -> SetId {
        let mut all = CLEAN;
        for child in self.code.children(id) {
            let set = self.value(child, state);
            let set = self.everything_in(child, set, state);
            all = self.sets.union(all, set);
        }
        match self.lambdas.pop() {
            Some(before) => {
                let both = self.sets.union(before, all);
                self.lambdas.push(both);
            }
            None => {
                self.emit(all, End::Return);
                self.exit.join(state, &self.places, &mut self.sets);
            }
        }
        state.is_dead = true;
        all
    }

    fn class(&mut self, id: NodeId, state: &mut State) -> SetId {
        let name = self.code.child(id, Role::NAME).map(|name| self.names.of(self.code.text(name, self.text)));
        let before = std::mem::replace(&mut self.in_class, name);
        let mut inside = state.clone();
        for child in self.code.children(id).filter(|child| self.code.node(*child).role != Role::NAME) {
            self.value(child, &mut inside);
        }
        self.in_class = before;
        CLEAN
    }

    fn is_for_each(&self, id: NodeId) -> bool {
        let code = self.code;
        if !self.is_own(id) {
            return false;
        }
        let (mut left, mut right) = (false, false);
        for child in code.children(id) {
            match code.node(child).role {
                Role::LEFT => left = true,
                Role::RIGHT => right = true,
                // `a ? b : c`
                Role::CONDITION => return false,
                _ => {}
            }
        }
        left && right
    }

    fn is_own(&self, id: NodeId) -> bool {
        !self.code.node(id).kind.is_shared()
    }

    /// Each element of the right goes to the left, then the rest is done.
    fn for_each(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let mut set = CLEAN;
        for right in code.children(id).filter(|child| code.node(*child).role == Role::RIGHT) {
            let part = self.value(right, state);
            let part = self.everything_in(right, part, state);
            set = self.sets.union(set, part);
        }
        for left in code.children(id).filter(|child| code.node(*child).role == Role::LEFT) {
            self.assign(left, set, None, state);
        }
        for child in code.children(id) {
            let node = code.node(child);
            if !matches!(node.role, Role::LEFT | Role::RIGHT) && node.kind != Kind::TOKEN {
                self.value(child, state);
            }
        }
        set
    }

    fn repeated(&mut self, id: NodeId, state: &mut State) -> SetId {
        let dead = State::dead();
        self.breaks.push(dead.clone());
        for _ in 0..MOST_PASSES {
            let before = state.clone();
            self.continues.push(dead.clone());
            if self.is_for_each(id) {
                self.for_each(id, state);
            } else {
                for child in self.code.children(id) {
                    self.value(child, state);
                }
            }
            let continued = self.continues.pop().unwrap_or_default();
            state.join(&continued, &self.places, &mut self.sets);
            state.join(&before, &self.places, &mut self.sets);
            if *state == before {
                break;
            }
        }
        let left = self.breaks.pop().unwrap_or_default();
        state.join(&left, &self.places, &mut self.sets);
        CLEAN
    }

    /// Control goes to any case, and from one case on to the next.
    fn switch(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let mut cases = Vec::new();
        for child in code.children(id) {
            let node = code.node(child);
            if node.role == Role::CONDITION
                || !(matches!(node.kind, Kind::BLOCK | Kind::CASES | Kind::CASE) || self.has_body(child))
            {
                self.value(child, state);
            } else if matches!(node.kind, Kind::BLOCK | Kind::CASES) {
                cases.extend(code.children(child));
            } else {
                cases.push(child);
            }
        }
        if let [only] = cases[..]
            && code.children(only).any(|child| matches!(code.node(child).kind, Kind::CASE) || self.has_body(child))
        {
            cases = code.children(only).collect();
        }
        self.breaks.push(State::dead());
        let entry = state.clone();
        for case in cases {
            state.join(&entry, &self.places, &mut self.sets);
            if self.is_own(case) || code.node(case).kind == Kind::CASE {
                for child in code.children(case) {
                    self.value(child, state);
                }
            } else {
                self.value(case, state);
            }
        }
        state.join(&entry, &self.places, &mut self.sets);
        let left = self.breaks.pop().unwrap_or_default();
        state.join(&left, &self.places, &mut self.sets);
        CLEAN
    }

    fn has_cases(&self, id: NodeId) -> bool {
        self.code.children(id).any(|child| self.code.node(child).kind == Kind::CASES)
    }

    fn has_body(&self, id: NodeId) -> bool {
        self.code.child(id, Role::BODY).is_some()
    }
}
