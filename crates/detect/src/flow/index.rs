use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use banbury_evidence::{DropPath, Language};

use super::facts::{
    End, FunctionFacts, NameId, Origin, SinkDetails, SinkFact, Slot, SlotFact, SourceDetails, SourceFact,
};
use super::kept::Kept;
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
    pub family: Option<Language>,
    /// The numbers in the drop of the file's names.
    names: Box<[NameId]>,
    /// The number in the drop of the file's first source.
    first_source: u32,
    pub source_details: Packed<Vec<SourceDetails>>,
    functions: Bytes,
    /// The functions of all readings of the same file, if this is the first.
    of_path: Range<FunctionId>,
}

impl FlowFile {
    pub fn has_pointers(&self) -> bool {
        self.family == Some(Language::C)
    }

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
    pub class: Option<NameId>,
    pub is_local: bool,
    pub is_incomplete: bool,
}

/// What all files of a drop say, by what it is asked for. The facts of the functions stay packed.
pub(super) struct Index {
    pub files: Vec<FlowFile>,
    functions: Vec<IndexedFunction>,
    /// Those that were not followed to their end.
    pub incomplete: Vec<FunctionId>,
    /// The sources of all files, with the file.
    pub sources: Vec<(usize, SourceFact)>,
    /// The sinks by rule, with the function.
    pub sinks: BTreeMap<u32, Vec<(FunctionId, u32)>>,
    names: Vec<Box<str>>,
    pub by_name: Postings<NameId>,
    /// Those of them that other files can call.
    pub shared: Postings<NameId>,
    /// Functions by the names that they call.
    pub callers: Postings<NameId>,
    /// Functions by the globals and fields that they put something into.
    writers: Postings<End>,
    /// Functions by the globals and fields that they take something from.
    readers: Postings<End>,
    /// The functions with sources, by rule.
    with_sources: BTreeMap<u32, Vec<FunctionId>>,
    pub kept: Kept,
}

/// An index of which not all files are read yet.
#[derive(Default)]
struct Builder {
    files: Vec<FlowFile>,
    functions: Vec<IndexedFunction>,
    sources: Vec<(usize, SourceFact)>,
    sinks: BTreeMap<u32, Vec<(FunctionId, u32)>>,
    /// The numbers of names: what has one name in two languages is not the same.
    numbers: BTreeMap<Option<Language>, HashMap<Box<str>, NameId>>,
    names: Vec<Box<str>>,
    named: Vec<(NameId, FunctionId)>,
    called: Vec<(NameId, FunctionId)>,
    written: Vec<(End, FunctionId)>,
    read: Vec<(End, FunctionId)>,
    with_sources: BTreeMap<u32, Vec<FunctionId>>,
    /// With the file that they stand in.
    slots: Vec<(usize, SlotFact)>,
    records: BTreeMap<NameId, Vec<NameId>>,
}

impl Builder {
    fn add(&mut self, path: &DropPath, facts: FlowFacts) {
        let Outline { names, functions, slots, records } = facts.outline();
        let names: Box<[NameId]> = self.numbered(facts.family, names);
        let file = self.files.len();
        let mut renumber = |name: &mut NameId| *name = names.get(*name as usize).copied().unwrap_or(0);
        for mut slot in slots {
            slot.each_name(&mut renumber);
            self.slots.push((file, slot));
        }
        for mut record in records {
            record.each_name(&mut renumber);
            self.records.entry(record.name).or_insert(record.fields);
        }
        let first_function = self.functions.len() as FunctionId;
        let mut start = 0;
        for mut function in functions {
            function.each_name(&mut renumber);
            let length = function.length;
            self.function(function, start);
            start += length;
        }
        let FlowFacts { sources, source_details, sinks, sink_details, family, functions, .. } = facts;
        let first_source = self.sources.len() as u32;
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
            family,
            names,
            first_source,
            source_details,
            functions,
            of_path: first_function..first_function,
        });
        if let Some(first) = self.files.get_mut(first_reading as usize) {
            first.of_path.end = self.functions.len() as FunctionId;
        }
    }

    fn numbered(&mut self, family: Option<Language>, names: Vec<String>) -> Box<[NameId]> {
        let numbers = self.numbers.entry(family).or_default();
        let number = |name: String| {
            *numbers.entry(name.into()).or_insert_with_key(|name| {
                self.names.push(name.clone());
                self.names.len() as NameId - 1
            })
        };
        names.into_iter().map(number).collect()
    }

    fn function(&mut self, outline: FunctionOutline, start: u32) {
        let FunctionOutline {
            name,
            class,
            is_local,
            is_incomplete,
            called,
            written,
            read,
            rules_with_sources,
            sinks,
            length,
        } = outline;
        let id = self.functions.len() as FunctionId;
        self.named.extend(name.map(|name| (name, id)));
        self.called.extend(called.into_iter().map(|name| (name, id)));
        self.written.extend(written.into_iter().map(|end| (end, id)));
        self.read.extend(read.into_iter().map(|end| (end, id)));
        for rule in rules_with_sources {
            self.with_sources.entry(rule).or_default().push(id);
        }
        for (rule, sink) in sinks {
            self.sinks.entry(rule).or_default().push((id, sink));
        }
        let file = self.files.len() as u32;
        self.functions.push(IndexedFunction { file, start, length, name, class, is_local, is_incomplete });
    }

    fn finish(self) -> Index {
        let incomplete = (0..).zip(&self.functions).filter(|(_, function)| function.is_incomplete);
        let incomplete = incomplete.map(|(id, _)| id).collect();
        let is_shared = |(_, id): &&(NameId, FunctionId)| !self.functions[*id as usize].is_local;
        let shared = Postings::new(self.named.iter().filter(is_shared).copied().collect());
        let mut index = Index {
            files: self.files,
            functions: self.functions,
            incomplete,
            sources: self.sources,
            sinks: self.sinks,
            names: self.names,
            shared,
            by_name: Postings::new(self.named),
            callers: Postings::new(self.called),
            writers: Postings::new(self.written),
            readers: Postings::new(self.read),
            with_sources: self.with_sources,
            kept: Kept::new(&[]),
        };
        let mut kept: Vec<(Slot, FunctionId)> = Vec::new();
        for (file, slot) in self.slots {
            let kept_in = match slot.kept_in {
                Slot::Position(of, position) => {
                    let field = self.records.get(&of).and_then(|fields| fields.get(position as usize));
                    let Some(field) = field else { continue };
                    Slot::Field(Some(of), *field)
                }
                named => named,
            };
            kept.extend(index.named(file, slot.function, None).into_iter().map(|function| (kept_in, function)));
        }
        index.kept = Kept::new(&kept);
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

    /// The functions of a file, whatever its reading.
    pub fn of_path(&self, file: usize) -> Range<FunctionId> {
        self.files[self.files[file].first_reading as usize].of_path.clone()
    }

    /// The functions that stand in the same file as another.
    pub fn own(&self, id: FunctionId) -> Range<FunctionId> {
        self.of_path(self.file(id))
    }

    /// Whether two functions stand in the same file, be it in different readings.
    pub fn are_in_one_file(&self, one: FunctionId, other: FunctionId) -> bool {
        self.own(one).contains(&other)
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

    /// Functions that take something from a global variable or a field.
    pub fn readers(&self, end: End) -> impl Iterator<Item = FunctionId> {
        self.readers.of(end)
    }

    /// The functions that a rule has sources in.
    pub fn with_sources(&self, rule: u32) -> &[FunctionId] {
        self.with_sources.get(&rule).map_or(&[], Vec::as_slice)
    }

    /// Functions that put something into a global variable or a field.
    pub fn writers(&self, end: End) -> impl Iterator<Item = FunctionId> {
        self.writers.of(end)
    }
}
