use std::collections::{BTreeMap, BTreeSet, HashMap};

use banbury_evidence::DropPath;

use super::facts::{
    CallSite, Callee, Edge, End, FlowFacts, FunctionFacts, NameId, Origin, RECEIVER, SinkFact, Slot, SourceFact,
};

/// A function, by its number in the drop.
pub(super) type FunctionId = u32;

/// One reading of a file, and what it says.
pub(super) struct FlowFile {
    pub path: DropPath,
    pub sinks: Vec<SinkFact>,
    has_pointers: bool,
}

/// A function and the reading that it stands in.
pub(super) struct GraphFunction {
    pub file: usize,
    pub facts: FunctionFacts,
}

/// Functions that a call may reach; more than these are too many to tell anything.
const MOST_TARGETS: usize = 64;

/// What all files of a drop say, with calls found by name.
pub(super) struct Graph {
    pub files: Vec<FlowFile>,
    pub functions: Vec<GraphFunction>,
    /// The sources of all files, with the file.
    pub sources: Vec<(usize, SourceFact)>,
    pub names: Vec<String>,
    by_name: HashMap<NameId, Vec<FunctionId>>,
    calls_by_name: HashMap<NameId, Vec<(FunctionId, u32)>>,
    in_variables: HashMap<NameId, Vec<NameId>>,
    /// Functions by the field that they are kept in, with the type if it is known.
    in_fields: HashMap<NameId, Vec<(Option<NameId>, NameId)>>,
    /// Variables and fields by the function that they hold.
    holders: HashMap<NameId, BTreeSet<NameId>>,
    writers: HashMap<End, Vec<FunctionId>>,
}

impl Graph {
    pub fn new(files: Vec<(DropPath, Vec<FlowFacts>)>) -> Self {
        let mut graph = Self {
            files: Vec::new(),
            functions: Vec::new(),
            sources: Vec::new(),
            names: Vec::new(),
            by_name: HashMap::new(),
            calls_by_name: HashMap::new(),
            in_variables: HashMap::new(),
            in_fields: HashMap::new(),
            holders: HashMap::new(),
            writers: HashMap::new(),
        };
        let mut numbers: HashMap<String, NameId> = HashMap::new();
        let mut slots = BTreeSet::new();
        let mut records: BTreeMap<NameId, Vec<NameId>> = BTreeMap::new();
        for (path, readings) in files {
            for mut facts in readings {
                let names = std::mem::take(&mut facts.names);
                let global: Vec<NameId> = names
                    .into_iter()
                    .map(|name| {
                        let next = numbers.len() as NameId;
                        *numbers.entry(name).or_insert(next)
                    })
                    .collect();
                facts.each_name(&mut |name| *name = global.get(*name as usize).copied().unwrap_or(0));
                let file = graph.files.len();
                let FlowFacts { functions, sources, sinks, slots: kept, records: of_file, has_pointers, .. } = facts;
                graph.files.push(FlowFile { path: path.clone(), sinks, has_pointers });
                let first_source = graph.sources.len() as u32;
                graph.sources.extend(sources.into_iter().map(|source| (file, source)));
                graph.functions.extend(functions.into_iter().map(|mut facts| {
                    facts.edges.sort_unstable();
                    for (_, edges) in &mut facts.under_rules {
                        for edge in edges.iter_mut() {
                            if let Origin::Source(source) = &mut edge.from {
                                *source += first_source;
                            }
                        }
                        // A renumbered name may sort elsewhere.
                        edges.sort_unstable();
                    }
                    GraphFunction { file, facts }
                }));
                slots.extend(kept);
                for record in of_file {
                    records.entry(record.name).or_insert(record.fields);
                }
            }
        }
        let mut names = vec![String::new(); numbers.len()];
        for (name, number) in numbers {
            names[number as usize] = name;
        }
        graph.names = names;
        graph.index_functions();
        for slot in slots {
            match slot.kept_in {
                Slot::Variable(name) => graph.keep_in_variable(name, slot.function),
                Slot::Field(of, field) => graph.keep_in_field(of, field, slot.function),
                Slot::Position(of, position) => {
                    if let Some(field) = records.get(&of).and_then(|fields| fields.get(position as usize)) {
                        graph.keep_in_field(Some(of), *field, slot.function);
                    }
                }
            }
        }
        graph
    }

    fn index_functions(&mut self) {
        for (id, function) in (0..).zip(&self.functions) {
            if let Some(name) = function.facts.name {
                self.by_name.entry(name).or_default().push(id);
            }
            for (number, call) in (0..).zip(&function.facts.calls) {
                if let Callee::Name(name) | Callee::Member { name, .. } = call.callee {
                    self.calls_by_name.entry(name).or_default().push((id, number));
                }
            }
            let all = std::iter::once(&function.facts.edges).chain(function.facts.under_rules.iter().map(|it| &it.1));
            let ends: BTreeSet<End> = all
                .flatten()
                .map(|edge| edge.to)
                .filter(|end| matches!(end, End::Global(_) | End::Field(..)))
                .collect();
            for end in ends {
                self.writers.entry(end).or_default().push(id);
            }
        }
    }

    fn keep_in_variable(&mut self, variable: NameId, function: NameId) {
        if self.by_name.contains_key(&function) {
            self.in_variables.entry(variable).or_default().push(function);
            self.holders.entry(function).or_default().insert(variable);
        }
    }

    fn keep_in_field(&mut self, of: Option<NameId>, field: NameId, function: NameId) {
        if self.by_name.contains_key(&function) {
            self.in_fields.entry(field).or_default().push((of, function));
            self.holders.entry(function).or_default().insert(field);
        }
    }

    pub fn function(&self, id: FunctionId) -> &GraphFunction {
        &self.functions[id as usize]
    }

    pub fn path(&self, id: FunctionId) -> &DropPath {
        &self.files[self.function(id).file].path
    }

    pub fn name(&self, id: FunctionId) -> &str {
        self.function(id).facts.name.map_or("the file's own code", |name| self.text(name))
    }

    pub fn text(&self, name: NameId) -> &str {
        self.names.get(name as usize).map_or("", String::as_str)
    }

    /// What flows in a function under a rule.
    pub fn edges(&self, id: FunctionId, rule: u32) -> &[Edge] {
        let facts = &self.function(id).facts;
        let own = facts.under_rules.iter().find(|(number, _)| *number == rule);
        own.map_or(&facts.edges, |(_, edges)| edges)
    }

    /// What flows to ends from `first` to `last`.
    pub fn edges_to(&self, id: FunctionId, rule: u32, first: End, last: End) -> &[Edge] {
        let edges = self.edges(id, rule);
        let from = edges.partition_point(|edge| edge.to < first);
        let to = edges.partition_point(|edge| edge.to <= last);
        edges.get(from..to).unwrap_or(&[])
    }

    /// Functions that put something into a global variable or a field.
    pub fn writers(&self, end: End) -> &[FunctionId] {
        self.writers.get(&end).map_or(&[], Vec::as_slice)
    }

    pub fn call(&self, id: FunctionId, call: u32) -> Option<&CallSite> {
        self.function(id).facts.calls.get(call as usize)
    }

    /// The functions that a call may reach, in order; none if it leads out of the drop.
    pub fn targets(&self, from: FunctionId, call: u32) -> Vec<FunctionId> {
        let Some(site) = self.call(from, call) else { return Vec::new() };
        let mut found = match site.callee {
            Callee::Unknown => Vec::new(),
            Callee::Name(name) => {
                let own = self.visible(from, name, None);
                let own = if own.is_empty() { self.visible(from, name, self.function(from).facts.class) } else { own };
                if own.is_empty() {
                    let kept = self.in_variables.get(&name).into_iter().flatten();
                    kept.flat_map(|function| self.visible(from, *function, None)).collect()
                } else {
                    own
                }
            }
            Callee::Member { name, of, on_itself } => {
                let agrees = |kept: &Option<NameId>| kept.is_none() || of.is_none() || *kept == of;
                let kept = self.in_fields.get(&name).into_iter().flatten().filter(|(kept, _)| agrees(kept));
                let mut found: Vec<FunctionId> =
                    kept.flat_map(|(_, function)| self.visible(from, *function, None)).collect();
                let class = of.or(self.function(from).facts.class.filter(|_| on_itself));
                if class.is_some() {
                    found.extend(self.visible(from, name, class));
                } else if found.is_empty() && !self.files[self.function(from).file].has_pointers {
                    // `module.function()`
                    found.extend(self.visible(from, name, None));
                }
                found
            }
        };
        found.sort_unstable();
        found.dedup();
        found.truncate(MOST_TARGETS);
        found
    }

    /// Functions of a name that can be seen from another: those of the same file first.
    fn visible(&self, from: FunctionId, name: NameId, class: Option<NameId>) -> Vec<FunctionId> {
        let Some(all) = self.by_name.get(&name) else { return Vec::new() };
        let of_class = all.iter().copied().filter(|id| self.function(*id).facts.class == class);
        let path = self.path(from);
        let near: Vec<FunctionId> = of_class.clone().filter(|id| self.path(*id) == path).collect();
        if near.is_empty() { of_class.filter(|id| !self.function(*id).facts.is_local).collect() } else { near }
    }

    /// The calls that may reach a function, in order.
    pub fn callers(&self, of: FunctionId) -> Vec<(FunctionId, u32)> {
        let Some(name) = self.function(of).facts.name else { return Vec::new() };
        let through = std::iter::once(name).chain(self.holders.get(&name).into_iter().flatten().copied());
        let mut found: Vec<(FunctionId, u32)> = through
            .flat_map(|name| self.calls_by_name.get(&name).into_iter().flatten().copied())
            .filter(|(from, call)| self.targets(*from, *call).contains(&of))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The arguments of a call that a parameter of its target gets.
    pub fn arguments_for(&self, site: &CallSite, target: FunctionId, parameter: u16) -> Vec<u16> {
        let facts = &self.function(target).facts;
        let is_method_call = matches!(site.callee, Callee::Member { .. });
        let position = match (facts.takes_receiver && is_method_call, parameter) {
            (true, 0) => return vec![RECEIVER],
            (true, _) => parameter - 1,
            (false, _) => parameter,
        };
        let is_keyword = |argument: u16| site.keywords.iter().any(|(at, _)| *at == argument);
        let mut arguments: Vec<u16> = Vec::new();
        if !is_keyword(position) {
            arguments.push(position);
        }
        let name = facts.parameters.get(parameter as usize).copied().flatten();
        arguments.extend(site.keywords.iter().filter(|(_, keyword)| Some(*keyword) == name).map(|(at, _)| *at));
        arguments
    }

    /// The parameter of a target that gets an argument.
    pub fn parameter_for(&self, site: &CallSite, target: FunctionId, argument: u16) -> Option<u16> {
        let count = self.function(target).facts.parameters.len() as u16;
        (0..count).find(|parameter| self.arguments_for(site, target, *parameter).contains(&argument))
    }
}
