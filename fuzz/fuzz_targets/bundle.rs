//! The files of a bundle are an inspection all views of which can be made, and read back to the same, or are refused.
#![no_main]

use std::collections::BTreeMap;

use banbury_evidence::Inspection;
use banbury_report::{READ_BACK, read_bundle, views};
use libfuzzer_sys::fuzz_target;

/// Files behind lines of the form `== NAME`.
fn files(input: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut name = None;
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        let opened = line.strip_prefix(b"== ").map(|rest| String::from_utf8_lossy(rest.trim_ascii_end()).into_owned());
        match (opened, &name) {
            (Some(opened), _) => name = Some(opened),
            (None, Some(name)) => files.entry(name.clone()).or_default().extend_from_slice(line),
            (None, None) => {}
        }
    }
    files.retain(|name, _| READ_BACK.contains(&name.as_str()));
    files
}

fn rendered(inspection: &Inspection) -> BTreeMap<String, Vec<u8>> {
    let render = |view: &banbury_report::View| view.render(inspection).map(|bytes| (view.name.to_owned(), bytes));
    views(inspection).iter().map(render).collect::<Result<_, _>>().expect("what was read can be written")
}

fuzz_target!(|input: &[u8]| {
    let Ok(inspection) = read_bundle(files(input)) else { return };
    let first = rendered(&inspection);
    let read_back = first.iter().filter(|(name, _)| READ_BACK.contains(&name.as_str()));
    let again = read_bundle(read_back.map(|(name, bytes)| (name.clone(), bytes.clone())).collect());
    assert!(rendered(&again.expect("what was written can be read")) == first);
});
