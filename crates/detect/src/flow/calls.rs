use banbury_syntax::NodeId;

use super::facts::{Callee, End, NameId, Origin, RECEIVER, Written};
use super::follow::Follower;
use super::sets::{CLEAN, SetId, Taint};
use super::state::{PlaceId, State};
use crate::c_library::LibraryFunction;
use crate::code::{Kind, Role};

/// One argument of a call.
struct Argument {
    /// The value, without the keyword.
    value: NodeId,
    keyword: Option<NameId>,
    set: SetId,
}

impl<'a> Follower<'_, 'a> {
    /// Follows a call: its arguments go to the callee, and what it returns comes from there.
    pub(super) fn call(&mut self, id: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        let callee_node = code.child(id, Role::CALLEE);
        let receiver = callee_node.map_or(CLEAN, |callee| self.receiver(callee, state));
        let mut arguments = Vec::new();
        for child in code.children(id).filter(|child| Some(*child) != callee_node) {
            let node = code.node(child);
            if node.kind == Kind::ARGUMENTS {
                for argument in code.children(child) {
                    arguments.push(self.argument(argument, receiver, state));
                }
                self.marked(child, CLEAN, state);
            } else if node.kind != Kind::TOKEN && node.kind != Kind::TYPE {
                arguments.push(self.argument(child, receiver, state));
            }
        }
        self.sinks_of_call(id, &arguments, receiver, state);
        let is_named = |callee: &NodeId| self.around.dialect.has_pointers && code.node(*callee).kind == Kind::NAME;
        let name = callee_node.filter(is_named).map(|callee| self.full_name(callee));
        if let Some(function) = name.and_then(LibraryFunction::named) {
            return self.library_call(function, &arguments, state);
        }
        let callee = callee_node.map_or(Callee::Unknown, |callee| self.callee(callee));
        let keywords = (0..).zip(&arguments).filter_map(|(at, argument)| Some((at, argument.keyword?)));
        let call = self.call_number(id, callee, keywords.collect());
        self.emit(receiver, End::Argument(call, RECEIVER, None));
        for (number, argument) in (0..).zip(&arguments) {
            self.pass(call, number, argument, state);
        }
        self.fill_fields(id, callee_node, &arguments);
        if self.options.only_assignments { CLEAN } else { self.sets.one(Taint::of(Origin::Result(call))) }
    }

    /// `Type{field: value}` puts values into the fields of a type.
    fn fill_fields(&mut self, id: NodeId, callee: Option<NodeId>, arguments: &[Argument]) {
        let code = self.code;
        let Some(callee) = callee.filter(|_| code.node(id).kind == Kind::NEW) else { return };
        let Some(of) = code.last_name(callee) else { return };
        let of = self.names.of(code.text(of, self.text));
        for argument in arguments {
            if let Some(field) = argument.keyword {
                self.emit(argument.set, End::Field(of, field));
            }
        }
    }

    /// What the object of a method call carries, or a callee that is an expression.
    fn receiver(&mut self, callee: NodeId, state: &mut State) -> SetId {
        let code = self.code;
        match code.node(callee).kind {
            // A variable that holds what is called: only some languages tell it from a function's name.
            Kind::NAME if code.text(callee, self.text).starts_with('$') => self.value(callee, state),
            Kind::NAME => self.marked(callee, CLEAN, state),
            Kind::MEMBER => {
                let object = code.child(callee, Role::OBJECT);
                let set = match object {
                    Some(object) => {
                        let set = self.value(object, state);
                        self.everything_in(object, set, state)
                    }
                    None => CLEAN,
                };
                self.marked(callee, set, state)
            }
            _ => self.value(callee, state),
        }
    }

    fn argument(&mut self, id: NodeId, receiver: SetId, state: &mut State) -> Argument {
        let code = self.code;
        if code.node(id).kind == Kind::KEYWORD_ARGUMENT {
            let keyword = code.child(id, Role::NAME).map(|name| self.names.of(code.text(name, self.text)));
            let value = code.child(id, Role::VALUE).or_else(|| code.children(id).last()).unwrap_or(id);
            let set = if value == id { CLEAN } else { self.value(value, state) };
            let set = self.marked(id, set, state);
            return Argument { value, keyword, set };
        }
        let set = if code.node(id).kind == Kind::LAMBDA {
            // A callback gets what the object has, as in `list.forEach(item => ...)`.
            self.lambda(id, receiver, state);
            self.marked(id, CLEAN, state)
        } else {
            self.value(id, state)
        };
        Argument { value: id, keyword: None, set }
    }

    /// A call that is a sink itself gets what its arguments carry, whatever it returns.
    fn sinks_of_call(&mut self, id: NodeId, arguments: &[Argument], receiver: SetId, state: &mut State) {
        if !self.is_under_rule() {
            return;
        }
        let mut all = receiver;
        for argument in arguments {
            let set = self.everything_in(argument.value, argument.set, state);
            all = self.sets.union(all, set);
        }
        self.sink_here(id, all);
    }

    /// A name, or what a macro of that name stands for.
    fn full_name(&self, name: NodeId) -> &'a str {
        let (text, at) = (self.code.text(name, self.text), self.code.node(name).start);
        if self.around.dialect.has_pointers { self.around.unit.names.full(text, at).unwrap_or(text) } else { text }
    }

    fn callee(&mut self, callee: NodeId) -> Callee {
        let code = self.code;
        match code.node(callee).kind {
            Kind::NAME => Callee::Name(self.names.of(self.full_name(callee))),
            Kind::MEMBER => {
                let object = code.child(callee, Role::OBJECT);
                let Some(property) = code.child(callee, Role::PROPERTY) else { return Callee::Unknown };
                let name = self.names.of(code.text(property, self.text));
                let of = object.and_then(|object| self.type_of(object));
                let on_itself = object.is_some_and(|object| {
                    matches!(code.text(object, self.text), "self" | "this" | "$this" | "cls" | "super" | "super()")
                });
                Callee::Member { name, of, on_itself }
            }
            kind if self.around.dialect.scoped_names.contains(&kind) => {
                let names = code.subtree(callee).rev().filter(|part| code.node(*part).kind == Kind::NAME);
                let names: Vec<NameId> = names.take(2).map(|part| self.names.of(code.text(part, self.text))).collect();
                match names[..] {
                    [name, scope] => Callee::Scoped { scope, name },
                    [name] => Callee::Name(name),
                    _ => Callee::Unknown,
                }
            }
            // `(*function)(x)`
            _ => match self.place(callee) {
                Some(place) if self.places.parent(place).is_none() => Callee::Name(self.places.base(place)),
                _ => Callee::Unknown,
            },
        }
    }

    /// Hands an argument over, and in languages with pointers lets the callee write through it.
    fn pass(&mut self, call: u32, number: u16, argument: &Argument, state: &mut State) {
        self.emit(argument.set, End::Argument(call, number, None));
        let Some(place) = self.place(argument.value) else { return };
        let inside: Vec<(NameId, SetId)> =
            state.inside(place, &self.places).map(|(field, _, set)| (field, set)).collect();
        for (field, set) in inside {
            self.emit(set, End::Argument(call, number, Some(field)));
        }
        if !self.around.dialect.has_pointers {
            return;
        }
        if let Some(written) = self.written_through(argument.value, place) {
            self.written.insert(Written { variable: written, call, argument: number });
            let is_field = self.places.parent(place).is_some();
            let origin = if is_field { Origin::Filled(written) } else { Origin::Written(written, None) };
            let set = self.sets.one(Taint::of(origin));
            // What is in a field of a known type is asked for by that wherever it is read, unless it was put there here.
            if !is_field || state.own(place).is_some() {
                state.add(place, set, &self.places, &mut self.sets);
            }
            self.keep(argument.value, place, set);
        }
    }

    /// The variable or field that a callee may write to through an argument.
    fn written_through(&mut self, argument: NodeId, place: PlaceId) -> Option<NameId> {
        if self.places.parent(place).is_some() {
            return Some(self.names.of(self.code.text(argument, self.text)));
        }
        let base = self.places.base(place);
        // Another name for something is its address.
        let is_address =
            self.is_alias(argument) || !matches!(self.code.node(argument).kind, Kind::NAME | Kind::MEMBER | Kind::CAST);
        let is_scalar = self.scope.variables.get(&base).is_some_and(|declared| !declared.is_indirect);
        let is_variable = self.scope.has(base) || self.around.globals.has(base);
        ((is_address || !is_scalar) && is_variable).then_some(base)
    }

    /// A function of C's library does what the table says.
    fn library_call(&mut self, function: &LibraryFunction, arguments: &[Argument], state: &mut State) -> SetId {
        let mut read = CLEAN;
        for (number, argument) in (0..).zip(arguments) {
            if function.reads(number) {
                let set = self.everything_in(argument.value, argument.set, state);
                read = self.sets.union(read, set);
            }
        }
        let mut result = read;
        for (number, argument) in (0..).zip(arguments).filter(|(number, _)| function.writes(*number)) {
            let Some(place) = self.place(argument.value) else { continue };
            // The rule may say that this argument is a source or sanitised.
            let marked = self.marked(argument.value, CLEAN, state);
            let set = self.sets.union(read, marked);
            let is_whole = matches!(self.code.node(argument.value).kind, Kind::NAME) && number == 0;
            if function.appends || !is_whole {
                state.add(place, set, &self.places, &mut self.sets);
            } else {
                state.replace(place, set, &self.places);
            }
            self.keep(argument.value, place, set);
            let now = state.get(place, &self.places).unwrap_or(CLEAN);
            result = self.sets.union(result, now);
        }
        if function.returns_data { result } else { CLEAN }
    }
}
