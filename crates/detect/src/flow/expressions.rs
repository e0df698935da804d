use banbury_syntax::NodeId;
use smallvec::SmallVec;

use super::aliases::signed;
use super::facts::{End, NameId, Origin};
use super::follow::Follower;
use super::scope::Scope;
use super::sets::{CLEAN, SetId, Taint};
use super::state::{PlaceId, State};
use crate::code::{Kind, Role};

/// Operators whose results are truth values.
const COMPARISONS: [&str; 18] = [
    "==",
    "!=",
    "===",
    "!==",
    "<",
    ">",
    "<=",
    ">=",
    "<>",
    "in",
    "is",
    "not in",
    "is not",
    "not",
    "!",
    "instanceof",
    "=~",
    "<=>",
];
const LOGICAL: [&str; 4] = ["&&", "||", "and", "or"];
/// Operators whose results are numbers.
const ARITHMETIC: [&str; 9] = ["-", "*", "/", "%", "**", "//", "<<", ">>", "^"];
const BOOLEANS: [&str; 4] = ["bool", "boolean", "Boolean", "_Bool"];
const NUMBERS: [&str; 43] = [
    "byte",
    "Byte",
    "short",
    "Short",
    "int",
    "Integer",
    "long",
    "Long",
    "float",
    "Float",
    "double",
    "Double",
    "number",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float32",
    "float64",
    "unsigned",
    "signed",
    "size_t",
    "ssize_t",
    "off_t",
    "time_t",
    "pid_t",
    "uid_t",
    "gid_t",
    "mode_t",
    "socklen_t",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
];

impl Follower<'_, '_> {
    /// Follows a node and gives what its value may carry.
    pub(super) fn value(&mut self, id: NodeId, state: &mut State) -> SetId {
        if !self.step() {
            return CLEAN;
        }
        if self.depth >= super::follow::DEEPEST {
            self.is_incomplete = true;
            return self.of_all_names(id, state);
        }
        self.depth += 1;
        let set = self.unmarked(id, state);
        self.depth -= 1;
        self.marked(id, set, state)
    }

    /// What any name in a node may carry: for what is too deep to be followed.
    fn of_all_names(&mut self, id: NodeId, state: &State) -> SetId {
        let mut all = CLEAN;
        for at in self.code.subtree(id) {
            if !self.step() {
                break;
            }
            if self.code.node(at).kind == Kind::NAME
                && let Some(place) = self.place(at)
                && let Some(set) = state.get(place, &self.places)
            {
                all = self.sets.union(all, set);
            }
        }
        all
    }

    fn unmarked(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        match code.node(id).kind {
            Kind::NUMBER | Kind::CONSTANT | Kind::TOKEN | Kind::TYPE | Kind::IMPORT | Kind::PROTOTYPE => CLEAN,
            Kind::NAME => self.variable(id, state),
            Kind::MEMBER => self.member(id, state),
            Kind::INDEX => {
                let object = code.child(id, Role::OBJECT);
                let mut set = object.map_or(CLEAN, |object| self.value(object, state));
                for child in code.children(id).filter(|child| Some(*child) != object) {
                    let index = self.value(child, state);
                    if !self.options.safe_indexes {
                        set = self.sets.union(set, index);
                    }
                }
                set
            }
            Kind::CALL | Kind::NEW => self.call(id, state),
            Kind::BINARY => self.binary(id, state),
            Kind::ASSIGNMENT | Kind::VARIABLE => self.assignment(id, state),
            Kind::UPDATE => self.update(id, state),
            Kind::LAMBDA => self.lambda(id, CLEAN, state),
            Kind::CAST => code.cast_operand(id).map_or(CLEAN, |value| self.value(value, state)),
            _ => self.statement(id, state),
        }
    }

    /// The place that a node names: a variable, a field, what a pointer leads to.
    pub(super) fn place(&mut self, id: NodeId) -> Option<PlaceId> {
        let (code, mut at) = (self.code, id);
        let mut fields = Vec::new();
        let variable = loop {
            match code.node(at).kind {
                Kind::NAME => {
                    let name = self.names.of(code.text(at, self.text));
                    match self.alias(name) {
                        Some(target) => at = target,
                        None => break name,
                    }
                }
                Kind::MEMBER => {
                    let property = code.child(at, Role::PROPERTY)?;
                    fields.push(self.names.of(code.text(property, self.text)));
                    at = code.child(at, Role::OBJECT)?;
                }
                Kind::INDEX => at = code.child(at, Role::OBJECT)?,
                Kind::CAST => at = code.cast_operand(at)?,
                _ => at = self.through_pointer(at).or_else(|| self.counted(at))?,
            }
            if fields.len() > 64 {
                return None;
            }
        };
        let mut place = self.places.variable(variable);
        for field in fields.into_iter().rev() {
            place = self.places.field(place, field).0;
        }
        Some(place)
    }

    /// The operand of `*p` and `&x`.
    fn through_pointer(&self, id: NodeId) -> Option<NodeId> {
        let (sign, operand) = signed(self.code, self.text, id)?;
        matches!(sign, "*" | "&").then_some(operand)
    }

    /// The operand of `p++` and `--p`.
    fn counted(&self, id: NodeId) -> Option<NodeId> {
        let is_count = |sign| matches!(self.code.text(sign, self.text), "++" | "--");
        let (first, second) = (self.code.children(id).next()?, self.code.children(id).nth(1)?);
        let (sign, operand) = if self.code.node(first).kind == Kind::TOKEN { (first, second) } else { (second, first) };
        (self.code.node(sign).kind == Kind::TOKEN && is_count(sign)).then_some(operand)
    }

    fn variable(&mut self, id: NodeId, state: &mut State) -> SetId {
        let name = self.names.of(self.code.text(id, self.text));
        if self.is_safe(name) {
            return CLEAN;
        }
        if let Some(target) = self.alias(name) {
            return self.unmarked(target, state);
        }
        let place = self.places.variable(name);
        match state.own(place) {
            Some(set) => set,
            None if self.is_global(name) => self.sets.one(Taint::of(Origin::Global(name))),
            None => match self.class_of_bare_field(name) {
                Some(class) => self.sets.one(Taint::of(Origin::Field(class, name))),
                None => CLEAN,
            },
        }
    }

    /// Whether the rule takes values of the variable's type for harmless.
    fn is_safe(&self, name: NameId) -> bool {
        if !(self.options.safe_booleans || self.options.safe_numbers) {
            return false;
        }
        let declared = self.scope.variables.get(&name).filter(|declared| !declared.is_indirect);
        let declared = declared.and_then(|declared| declared.type_name);
        declared.is_some_and(|of| {
            let of = self.names.text(of);
            (self.options.safe_booleans && BOOLEANS.contains(&of))
                || (self.options.safe_numbers && NUMBERS.contains(&of))
        })
    }

    /// Whether a name may be a variable that all functions share.
    pub(super) fn is_global(&self, name: NameId) -> bool {
        if self.scope.has(name) && !self.is_outermost {
            return false;
        }
        let is_declared = self.around.globals.has(name);
        if !is_declared && self.names.text(name) == "errno" {
            return false;
        }
        // Headers declare what other files have; names in capitals are constants.
        is_declared
            || (self.around.dialect.has_pointers && self.names.text(name).bytes().any(|byte| byte.is_ascii_lowercase()))
    }

    /// The class of which a name alone may be a field; what begins with a capital is a class or a constant.
    fn class_of_bare_field(&self, name: NameId) -> Option<NameId> {
        let is_field = self.around.dialect.has_bare_fields
            && !self.scope.has(name)
            && self.names.text(name).starts_with(|first: char| first.is_lowercase());
        self.class.filter(|_| is_field)
    }

    fn member(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let Some(object) = code.child(id, Role::OBJECT) else { return self.statement(id, state) };
        let of_object = self.value(object, state);
        let Some(place) = self.place(id) else { return of_object };
        if let Some(own) = state.own(place)
            && self.places.parent(place).is_some()
        {
            return own;
        }
        let Some(property) = code.child(id, Role::PROPERTY) else { return of_object };
        let field = self.names.of(code.text(property, self.text));
        let mut set = of_object;
        if self.code.node(object).kind == Kind::NAME {
            // Of a parameter, or of what a call wrote, this field alone.
            let narrowed: Vec<Taint> = self
                .sets
                .taints(of_object)
                .iter()
                .map(|taint| match taint.origin {
                    Origin::Parameter(number, None) => {
                        Taint { origin: Origin::Parameter(number, Some(field)), ..*taint }
                    }
                    Origin::Written(variable, None) => {
                        Taint { origin: Origin::Written(variable, Some(field)), ..*taint }
                    }
                    _ => *taint,
                })
                .collect();
            set = self.sets.of(narrowed);
        }
        for of in self.owners(object, place) {
            let of_field = self.sets.one(Taint::of(Origin::Field(of, field)));
            set = self.sets.union(set, of_field);
        }
        set
    }

    fn binary(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        // Long chains of operators lean to the left.
        let mut set = CLEAN;
        let (mut is_truth, mut is_number) = (None, false);
        for child in code.children(id) {
            let node = code.node(child);
            if node.kind == Kind::TOKEN {
                let operator = code.text(child, self.text);
                is_number |= ARITHMETIC.contains(&operator);
                is_truth = is_truth.or_else(|| {
                    COMPARISONS.contains(&operator).then_some(true).or(LOGICAL.contains(&operator).then_some(false))
                });
            } else {
                let part = self.value(child, state);
                set = self.sets.union(set, part);
            }
        }
        match is_truth {
            Some(true) if self.options.safe_comparisons => CLEAN,
            Some(_) if self.options.safe_booleans => CLEAN,
            _ if self.options.only_assignments || (is_number && self.options.safe_numbers) => CLEAN,
            _ => set,
        }
    }

    fn assignment(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let right = code.child(id, Role::RIGHT);
        let set = right.map_or(CLEAN, |right| self.value(right, state));
        // The parameters have got their values already, unless the rule says something of where they come from.
        let lists = self.around.dialect.argument_lists;
        if set == CLEAN
            && self.scope.has_parameters()
            && right.is_some_and(|right| lists.contains(&code.text(right, self.text)))
        {
            return CLEAN;
        }
        for left in code.children(id).filter(|child| code.node(*child).role == Role::LEFT) {
            self.assign(left, set, right, state);
        }
        set
    }

    fn update(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let right = code.child(id, Role::RIGHT).map_or(CLEAN, |right| self.value(right, state));
        let Some(left) = code.child(id, Role::LEFT) else { return self.statement(id, state) };
        let before = self.value(left, state);
        let both = self.sets.union(before, right);
        self.assign(left, both, None, state);
        both
    }

    /// Puts a value where `left` says: a place, or several of them.
    pub(super) fn assign(&mut self, left: NodeId, set: SetId, right: Option<NodeId>, state: &mut State) {
        let code = self.code;
        let kind = code.node(left).kind;
        if self.is_alias(left) {
            // Nothing gets another value here, only another name.
            self.marked(left, set, state);
            return;
        }
        if let Some(place) = self.place(left) {
            let indexes = self.left_parts(left, state);
            self.sink_here(left, indexes);
            let is_whole = matches!(kind, Kind::NAME | Kind::MEMBER) && !self.has_index(left);
            let fields = right.map_or(Vec::new(), |right| self.fields_of(right, place, state));
            self.store(left, place, set, is_whole, state);
            for (place, set) in fields {
                state.replace(place, set, &self.places);
            }
            let marked = self.marked(left, set, state);
            if marked != set {
                self.store(left, place, marked, is_whole, state);
            }
            return;
        }
        // A pattern: each name in it may get any part of the value.
        let range = code.subtree(left);
        let mut at = range.start;
        while at < range.end {
            let node = code.node(at);
            if at != left && matches!(node.kind, Kind::NAME | Kind::MEMBER | Kind::INDEX) {
                if !matches!(node.role, Role::KEY | Role::TYPE) {
                    self.assign(at, set, None, state);
                }
                at = node.next;
            } else {
                at += 1;
            }
        }
        self.marked(left, set, state);
    }

    fn store(&mut self, left: NodeId, place: PlaceId, set: SetId, is_whole: bool, state: &mut State) {
        if is_whole {
            self.reassigned.insert(place);
            state.replace(place, set, &self.places);
        } else {
            state.add(place, set, &self.places, &mut self.sets);
        }
        if set == CLEAN {
            return;
        }
        self.keep(left, place, set);
    }

    /// Tells that a place outside the function has got a value: a global, or a field of something of a known type.
    pub(super) fn keep(&mut self, left: NodeId, place: PlaceId, set: SetId) {
        let (code, mut member) = (self.code, left);
        // `object.field[i]`, `&object.field` and `*object.field` are in the field too.
        while let Some(inner) = match code.node(member).kind {
            Kind::INDEX => code.child(member, Role::OBJECT),
            Kind::MEMBER | Kind::NAME => None,
            _ => self.through_pointer(member),
        } {
            member = inner;
        }
        if code.node(member).kind == Kind::MEMBER
            && let (Some(object), Some(property)) =
                (code.child(member, Role::OBJECT), code.child(member, Role::PROPERTY))
        {
            let owners = self.owners(object, place);
            let field = self.names.of(code.text(property, self.text));
            for of in &owners {
                self.emit(set, End::Field(*of, field));
            }
            if !owners.is_empty() {
                return;
            }
        }
        let base = self.places.base(place);
        if let Some(class) = self.in_class.or_else(|| self.class_of_bare_field(base)) {
            self.emit(set, End::Field(class, base));
        } else if self.is_global(base) {
            self.emit(set, End::Global(base));
        }
    }

    /// What a field is told apart by from others of its name: the type of the object, and the global variable that it is in,
    /// since not every file knows the type of that.
    fn owners(&mut self, object: NodeId, place: PlaceId) -> SmallVec<[NameId; 2]> {
        let base = self.places.base(place);
        let global = (self.around.dialect.has_pointers && self.is_global(base)).then_some(base);
        self.type_of(object).into_iter().chain(global).collect()
    }

    /// What the fields of a place that is copied have of their own, for the same fields of the copy.
    fn fields_of(&mut self, right: NodeId, to: PlaceId, state: &State) -> Vec<(PlaceId, SetId)> {
        if !matches!(self.code.node(right).kind, Kind::NAME | Kind::MEMBER) {
            return Vec::new();
        }
        let Some(from) = self.place(right) else { return Vec::new() };
        let inside: Vec<(NameId, PlaceId, SetId)> = state.inside(from, &self.places).collect();
        let direct = inside.into_iter().filter(|(_, place, _)| self.places.parent(*place) == Some(from));
        let direct: Vec<_> = direct.collect();
        direct.into_iter().map(|(field, _, set)| (self.places.field(to, field).0, set)).collect()
    }

    fn has_index(&self, left: NodeId) -> bool {
        let mut at = left;
        loop {
            match self.code.node(at).kind {
                Kind::INDEX => return true,
                Kind::MEMBER => match self.code.child(at, Role::OBJECT) {
                    Some(object) => at = object,
                    None => return false,
                },
                _ => return false,
            }
        }
    }

    /// Follows the objects and indexes on the left of an assignment; what the indexes carry.
    fn left_parts(&mut self, left: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let mut indexes = CLEAN;
        if matches!(code.node(left).kind, Kind::MEMBER | Kind::INDEX) {
            for child in code.children(left).filter(|child| code.node(*child).role != Role::PROPERTY) {
                let set = self.value(child, state);
                if code.node(child).role != Role::OBJECT {
                    indexes = self.sets.union(indexes, set);
                }
            }
        }
        indexes
    }

    /// Follows a lambda where it stands; what its parameters get, and what it returns.
    pub(super) fn lambda(&mut self, id: NodeId, arguments: SetId, state: &mut State) -> SetId {
        let before = state.clone();
        let mut inside = state.clone();
        for parameter in crate::code::functions::parameters(self.code, id) {
            self.declare_parameter(parameter, arguments, &mut inside);
        }
        self.lambdas.push(CLEAN);
        let (breaks, continues) = (std::mem::take(&mut self.breaks), std::mem::take(&mut self.continues));
        if let Some(body) = self.code.child(id, Role::BODY) {
            self.value(body, &mut inside);
        }
        (self.breaks, self.continues) = (breaks, continues);
        // It may run, and it may not.
        inside.is_dead = false;
        let own = Scope::collect(self.around.unit, self.around.dialect, self.names, id);
        for name in own.declared() {
            let place = self.places.variable(name);
            inside.restore(place, &before, &self.places);
        }
        state.join(&inside, &self.places, &mut self.sets);
        self.lambdas.pop().unwrap_or(CLEAN)
    }
}
