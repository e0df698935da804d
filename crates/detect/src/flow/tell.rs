//! What findings tell of their ends, unpacked file by file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::DropPath;

use super::facts::{FactPlace, SinkDetails, SourceDetails};
use super::index::{FlowFile, Index};
use super::search::Arrival;
use crate::findings::Hit;

/// Taint that arrives at a sink of a file.
pub(super) struct Found {
    /// The number of the sink's file.
    pub file: usize,
    pub sink: u32,
    pub arrival: Arrival,
}

/// The findings that what was found makes.
pub(super) struct Told<'i> {
    pub hits: Vec<(DropPath, Hit)>,
    /// Files with a sink of which nothing can be told, because there is nothing to tell of it or its source.
    pub unreadable: BTreeSet<&'i DropPath>,
}

/// Each file is unpacked once, however many findings begin or end in it.
pub(super) fn tell(index: &Index, found: Vec<Found>) -> Told<'_> {
    let at_sinks: Vec<Option<SinkDetails>> =
        details(index, found.iter().map(|it| (it.file, it.sink)), |file| file.sink_details.get());
    let sources = found.iter().map(|it| {
        let file = index.sources.get(it.arrival.source as usize).map_or(it.file, |(file, _)| *file);
        (file, index.files[file].own_source(it.arrival.source))
    });
    let at_sources: Vec<Option<SourceDetails>> = details(index, sources, |file| file.source_details.get());
    let mut told = Told { hits: Vec::new(), unreadable: BTreeSet::new() };
    for ((it, at_sink), at_source) in found.into_iter().zip(at_sinks).zip(at_sources) {
        let path = &index.files[it.file].path;
        match at_sink.zip(at_source).and_then(|(at_sink, at_source)| hit(index, path, it.arrival, at_sink, at_source)) {
            Some(hit) => told.hits.push((path.clone(), hit)),
            None => drop(told.unreadable.insert(path)),
        }
    }
    told
}

/// What there is to tell, by file and number in it, in the order in which it is `wanted`.
fn details<'i, T: Clone + 'i>(
    index: &'i Index,
    wanted: impl Iterator<Item = (usize, u32)>,
    of_file: impl Fn(&'i FlowFile) -> Cow<'i, Vec<T>>,
) -> Vec<Option<T>> {
    let mut by_file: BTreeMap<usize, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, (file, number)) in wanted.enumerate() {
        by_file.entry(file).or_default().push((at, number));
    }
    let mut told = vec![None; by_file.values().map(Vec::len).sum()];
    for (file, wanted) in by_file {
        let of_file = of_file(&index.files[file]);
        for (at, number) in wanted {
            told[at] = of_file.get(number as usize).cloned();
        }
    }
    told
}

fn hit(
    index: &Index,
    path: &DropPath,
    arrival: Arrival,
    at_sink: SinkDetails,
    at_source: SourceDetails,
) -> Option<Hit> {
    let SinkDetails { mut hit, text } = at_sink;
    let (file, source) = index.sources.get(arrival.source as usize)?;
    for (name, text) in &source.bound {
        hit.message = hit.message.replace(&format!("${name}"), text);
    }
    let SourceDetails { at, snippet, text: source } = at_source;
    let first = at.step(index.files[*file].path.clone(), format!("comes from {source}"), snippet);
    let last = FactPlace::of_hit(&hit).step(path.clone(), format!("reaches {text}"), hit.snippet.clone());
    hit.trace = std::iter::once(first).chain(arrival.passages).chain([last]).collect();
    Some(hit)
}
