use std::collections::{BTreeMap, BTreeSet, HashMap};

use banbury_evidence::DropPath;

use super::facts::{
    Callee, End, FunctionFacts, NameId, Origin, SinkDetails, SinkFact, Slot, SlotFact, SourceDetails, SourceFact,
};
use super::ids::IdMap;
use super::packed::{FlowFacts, FunctionOutline, Outline};
use super::postings::Postings;
use crate::bytes::Bytes;
use crate::packed::Packed;

/// A function, by its number in the drop.
pub(super) type FunctionId = u32;

/// One reading of a file, and what it says.
pub(super) struct FlowFile {
    pub path: DropPath,
    /// The first reading of the same file.
    first_reading: u32,
    pub sinks: Vec<SinkFact>,
    pub sink_details: Packed<Vec<SinkDetails>>,
    pub has_pointers: bool,
    /// The numbers in the drop of the file's names.
    names: Box<[NameId]>,
    /// The number in the drop of the file's first source.
    first_source: u32,
    pub source_details: Packed<Vec<SourceDetails>>,
    functions: Bytes,
}

impl FlowFile {
    /// The number in the file of one of the drop's sources.
    pub fn own_source(&self, source: u32) -> u32 {
        source.saturating_sub(self.first_source)
    }
}

/// A function and the reading that it stands in.
pub(super) struct IndexedFunction {
    file: u32,
    /// Where its facts are in those of the file.
    start: u32,
    pub length: u32,
    pub name: Option<NameId>,
    class: Option<NameId>,
    is_local: bool,
    pub is_incomplete: bool,
}

/// Functions that a call may reach; more than these are too many to tell anything.
const MOST_TARGETS: usize = 64;

/// What all files of a drop say, by what it is asked for. The facts of the functions stay packed.
pub(super) struct Index {
    pub files: Vec<FlowFile>,
    functions: Vec<IndexedFunction>,
    /// The sources of all files, with the file.
    pub sources: Vec<(usize, SourceFact)>,
    /// The sinks by rule, with the function.
    pub sinks: BTreeMap<u32, Vec<(FunctionId, u32)>>,
    names: Vec<Box<str>>,
    by_name: Postings<NameId>,
    /// Functions by the names that they call.
    pub callers: Postings<NameId>,
    /// Functions by the globals and fields that they put something into.
    writers: Postings<End>,
    in_variables: IdMap<NameId, Vec<NameId>>,
    /// Functions by the field that they are kept in, with the type if it is known.
    in_fields: IdMap<NameId, Vec<(Option<NameId>, NameId)>>,
    /// Variables and fields by the function that they hold.
    pub holders: IdMap<NameId, BTreeSet<NameId>>,
}

/// An index of which not all files are read yet.
#[derive(Default)]
struct Builder {
    files: Vec<FlowFile>,
    functions: Vec<IndexedFunction>,
    sources: Vec<(usize, SourceFact)>,
    sinks: BTreeMap<u32, Vec<(FunctionId, u32)>>,
    numbers: HashMap<Box<str>, NameId>,
    named: Vec<(NameId, FunctionId)>,
    called: Vec<(NameId, FunctionId)>,
    written: Vec<(End, FunctionId)>,
    slots: BTreeSet<SlotFact>,
    records: BTreeMap<NameId, Vec<NameId>>,
}

impl Builder {
    fn add(&mut self, path: &DropPath, facts: FlowFacts) {
        let Outline { names, functions, slots, records } = facts.outline();
        let names: Box<[NameId]> = names.into_iter().map(|name| self.number(name)).collect();
        let mut renumber = |name: &mut NameId| *name = names.get(*name as usize).copied().unwrap_or(0);
        for mut slot in slots {
            slot.each_name(&mut renumber);
            self.slots.insert(slot);
        }
        for mut record in records {
            record.each_name(&mut renumber);
            self.records.entry(record.name).or_insert(record.fields);
        }
        let mut start = 0;
        for mut function in functions {
            function.each_name(&mut renumber);
            let length = function.length;
            self.function(function, start);
            start += length;
        }
        let FlowFacts { sources, source_details, sinks, sink_details, has_pointers, functions, .. } = facts;
        let (file, first_source) = (self.files.len(), self.sources.len() as u32);
        self.sources.extend(sources.into_iter().map(|source| (file, source)));
        let first_reading = match self.files.last() {
            Some(last) if last.path == *path => last.first_reading,
            _ => file as u32,
        };
        self.files.push(FlowFile {
            path: path.clone(),
            first_reading,
            sinks,
            sink_details,
            has_pointers,
            names,
            first_source,
            source_details,
            functions,
        });
    }

    fn number(&mut self, name: String) -> NameId {
        let next = self.numbers.len() as NameId;
        *self.numbers.entry(name.into()).or_insert(next)
    }

    fn function(&mut self, outline: FunctionOutline, start: u32) {
        let FunctionOutline { name, class, is_local, is_incomplete, called, written, sinks, length } = outline;
        let id = self.functions.len() as FunctionId;
        self.named.extend(name.map(|name| (name, id)));
        self.called.extend(called.into_iter().map(|name| (name, id)));
        self.written.extend(written.into_iter().map(|end| (end, id)));
        for (rule, sink) in sinks {
            self.sinks.entry(rule).or_default().push((id, sink));
        }
        let file = self.files.len() as u32;
        self.functions.push(IndexedFunction { file, start, length, name, class, is_local, is_incomplete });
    }

    fn finish(self) -> Index {
        let mut names: Vec<Box<str>> = vec![Box::default(); self.numbers.len()];
        for (name, number) in self.numbers {
            names[number as usize] = name;
        }
        let mut index = Index {
            files: self.files,
            functions: self.functions,
            sources: self.sources,
            sinks: self.sinks,
            names,
            by_name: Postings::new(self.named),
            callers: Postings::new(self.called),
            writers: Postings::new(self.written),
            in_variables: IdMap::default(),
            in_fields: IdMap::default(),
            holders: IdMap::default(),
        };
        for slot in self.slots {
            match slot.kept_in {
                Slot::Variable(name) => index.keep_in_variable(name, slot.function),
                Slot::Field(of, field) => index.keep_in_field(of, field, slot.function),
                Slot::Position(of, position) => {
                    if let Some(field) = self.records.get(&of).and_then(|fields| fields.get(position as usize)) {
                        index.keep_in_field(Some(of), *field, slot.function);
                    }
                }
            }
        }
        index
    }
}

impl Index {
    pub fn new(files: Vec<(DropPath, Vec<FlowFacts>)>) -> Self {
        let mut builder = Builder::default();
        for (path, readings) in files {
            for facts in readings {
                builder.add(&path, facts);
            }
        }
        builder.finish()
    }

    fn keep_in_variable(&mut self, variable: NameId, function: NameId) {
        if self.by_name.has(function) {
            self.in_variables.entry(variable).or_default().push(function);
            self.holders.entry(function).or_default().insert(variable);
        }
    }

    fn keep_in_field(&mut self, of: Option<NameId>, field: NameId, function: NameId) {
        if self.by_name.has(function) {
            self.in_fields.entry(field).or_default().push((of, function));
            self.holders.entry(function).or_default().insert(field);
        }
    }

    pub fn function(&self, id: FunctionId) -> &IndexedFunction {
        &self.functions[id as usize]
    }

    /// The number of the file that a function stands in.
    pub fn file(&self, id: FunctionId) -> usize {
        self.function(id).file as usize
    }

    pub fn path(&self, id: FunctionId) -> &DropPath {
        &self.files[self.file(id)].path
    }

    /// Whether two functions stand in the same file, be it in different readings.
    pub fn are_in_one_file(&self, one: FunctionId, other: FunctionId) -> bool {
        let first_reading = |id| self.files[self.file(id)].first_reading;
        first_reading(one) == first_reading(other)
    }

    pub fn name(&self, id: FunctionId) -> &str {
        self.function(id).name.map_or("the file's own code", |name| self.text(name))
    }

    pub fn text(&self, name: NameId) -> &str {
        self.names.get(name as usize).map_or("", |name| name)
    }

    /// Unpacks what is known of a function under a rule; none if that cannot be read.
    pub fn decode(&self, id: FunctionId, rule: u32) -> Option<FunctionFacts> {
        let function = self.function(id);
        let file = &self.files[self.file(id)];
        let bytes = file.functions.0.get(function.start as usize..)?.get(..function.length as usize)?;
        let mut facts = postcard::from_bytes::<FunctionFacts>(bytes).ok()?.under(rule);
        facts.each_name(&mut |name| *name = file.names.get(*name as usize).copied().unwrap_or(0));
        for edge in &mut facts.edges {
            if let Origin::Source(source) = &mut edge.from {
                // An answer may hold any number: one that is none of the file's is only looked up.
                *source = source.saturating_add(file.first_source);
            }
        }
        // A renumbered name may sort elsewhere.
        facts.edges.sort_unstable();
        Some(facts)
    }

    /// Functions that put something into a global variable or a field.
    pub fn writers(&self, end: End) -> impl Iterator<Item = FunctionId> {
        self.writers.of(end)
    }

    /// The functions that a call in `from` may reach, in order.
    pub fn targets_of(&self, from: FunctionId, callee: Callee) -> Vec<FunctionId> {
        let mut found = match callee {
            Callee::Unknown => Vec::new(),
            Callee::Name(name) => {
                let own = self.visible(from, name, None);
                let own = if own.is_empty() { self.visible(from, name, self.function(from).class) } else { own };
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
                let class = of.or(self.function(from).class.filter(|_| on_itself));
                if class.is_some() {
                    found.extend(self.visible(from, name, class));
                } else if found.is_empty() && !self.files[self.file(from)].has_pointers {
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
        let of_class = self.by_name.of(name).filter(|id| self.function(*id).class == class);
        let near: Vec<FunctionId> = of_class.clone().filter(|id| self.are_in_one_file(*id, from)).collect();
        if near.is_empty() { of_class.filter(|id| !self.function(*id).is_local).collect() } else { near }
    }
}
