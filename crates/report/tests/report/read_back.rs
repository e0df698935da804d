//! An inspection comes back from its bundle exactly, and no bundle does harm on its way in.

use std::collections::BTreeMap;

use banbury_evidence::{Digest, Inspection, Resources};
use banbury_report::{READ_BACK, ReportError, json_findings, read_bundle, summary, text_findings};
use serde_json::Value;

use crate::hostile_text::plant;
use crate::{demo, render};

type Files = BTreeMap<String, Vec<u8>>;

fn files(inspection: &Inspection) -> Files {
    let views = render(inspection).unwrap().into_iter();
    views.map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

#[track_caller]
fn assert_comes_back(inspection: &Inspection) {
    let mut back = read_bundle(files(inspection)).unwrap();
    assert_eq!(back.triage.log, inspection.triage.log);
    // What the log says of the findings, its own crate finds out.
    back.triage = inspection.triage.clone();
    for (name, bytes) in files(inspection) {
        let again = &files(&back)[&name];
        assert_eq!(String::from_utf8_lossy(again), String::from_utf8_lossy(&bytes), "{name}");
    }
    assert_eq!(files(&back).len(), files(inspection).len());
    assert_eq!(back.findings, inspection.findings);
    assert_eq!(back.functions, inspection.functions);
    assert_eq!(summary(&back), summary(inspection));
    assert_eq!(text_findings(&back), text_findings(inspection));
    assert_eq!(json_findings(&back).unwrap(), json_findings(inspection).unwrap());
}

#[test]
fn every_view_of_what_was_read_back_is_the_same() {
    assert_comes_back(&demo::honest());
    assert_comes_back(&demo::tainted(plant));
    assert_comes_back(&demo::tainted(|text| text.repeat(400)));
    let mut bare = demo::tainted(plant);
    (bare.case, bare.trend, bare.comparison, bare.marking.text) = (None, None, None, None);
    assert_comes_back(&bare);
}

#[test]
fn a_log_comes_back_whatever_was_printed() {
    let mut inspection = demo::honest();
    let mut with_log = |log: &[u8]| {
        let comparison = inspection.comparison.as_mut().unwrap();
        comparison.log = log.into();
        comparison.resources = Some(Resources { milliseconds: 5, peak_memory_kib: 7, peak_processes: 2 });
        assert_comes_back(&inspection);
        let json: Value = serde_json::from_slice(&files(&inspection)["inspection.json"]).unwrap();
        json["build_log"].is_string()
    };
    for plain in [&b""[..], b"\n", b"\r\n\n\r", b"a\xff\x1b[2J\n\n", "e\u{301}\u{301}\u{301}\u{202e}\u{301}".as_bytes()]
    {
        assert!(!with_log(plain), "{plain:?}");
    }
    assert!(with_log("\u{1b}".repeat(1_000).as_bytes()), "a line that is short until it is shown");
    assert!(with_log(&[b'x'; 10_000]));
}

#[test]
fn a_bundle_that_is_not_whole_is_refused_by_name() {
    for name in READ_BACK {
        let mut files = files(&demo::honest());
        let there = files.remove(name).is_some();
        match read_bundle(files) {
            Ok(_) => {
                assert!(["build.log", "provenance.json", "resources.json", "triage.jsonl"].contains(&name), "{name}")
            }
            Err(ReportError::Missing(missing)) => assert!(there && missing == name, "{name}: {missing}"),
            Err(error) => {
                assert_eq!(name, "rebuild.json");
                assert!(error.to_string().contains("build.log"), "{error}");
            }
        }
    }
}

#[test]
fn what_is_not_as_it_was_written_is_refused_in_words() {
    let refused = |name: &str, from: &str, to: &str| {
        let mut files = files(&demo::honest());
        let text = String::from_utf8(files[name].clone()).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        files.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
        read_bundle(files).map(|_| ()).unwrap_err().to_string()
    };
    let drop = demo::honest().manifest.digest().to_string();
    let other = Digest::of(b"other").to_string();
    for (name, from, to, why) in [
        ("inspection.json", "\"schema\"", "\"schema\": 1, \"schema\"", "`schema` stands twice"),
        ("inspection.json", "banbury.inspection/v1", "banbury.inspection/v2", "this version reads"),
        ("inspection.json", &drop, &other, "manifest.json is of another"),
        ("inspection.json", "\"first_line\": 30", "\"first_line\": 4294967295", "a snippet begins in line 4294967295"),
        ("manifest.json", &drop, &other, "its entries have"),
        ("coverage.json", "banbury.coverage/v1", "x", "this version reads"),
        ("coverage.json", "\"bytes\": 48211", "\"bytes\": 18446744073709551615", "add up to more"),
        ("functions.csv", "file,line", "line,file", "its heading is not"),
        ("functions.csv", "recovered", "guessed", "line 3 is not that of a function"),
        ("functions.csv", ",clean,,", ",clean,", "found record with 8 fields"),
        ("census.json", "\"families\": [", "\"families\": [{}, ", "missing field"),
        ("metrics.json", "{", "[", "expected"),
        ("rebuild.json", "\"verdict\": \"identical\"", "\"verdict\": \"fine\"", "unknown variant"),
    ] {
        let error = refused(name, from, to);
        assert!(error.starts_with(name) && error.contains(why), "{error}");
    }
}

/// Every number of every file in turn, as large as forms allow: what is accepted is rendered.
#[test]
fn no_number_is_too_large_for_a_view() {
    let mut accepted = 0;
    for (name, bytes) in files(&demo::honest()) {
        if !name.ends_with(".json") {
            continue;
        }
        let honest: Value = serde_json::from_slice(&bytes).unwrap();
        let mut places = Vec::new();
        numbers(&honest, String::new(), &mut places);
        for place in &places {
            for number in [u64::from(u32::MAX), u64::MAX] {
                let mut hostile = honest.clone();
                *hostile.pointer_mut(place).unwrap() = number.into();
                let mut files = files(&demo::honest());
                files.insert(name.clone(), serde_json::to_vec(&hostile).unwrap());
                if let Ok(inspection) = read_bundle(files) {
                    render(&inspection).unwrap();
                    accepted += 1;
                }
            }
        }
    }
    assert!(accepted > 100, "{accepted}");
}

fn numbers(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Number(_) => places.push(at),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| numbers(item, format!("{at}/{index}"), places));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, field)| numbers(field, format!("{at}/{key}"), places)),
        _ => {}
    }
}

#[test]
fn all_numbers_at_their_largest_are_refused_or_rendered() {
    let mut files = files(&demo::honest());
    let names: Vec<String> = files.keys().filter(|name| name.ends_with(".json")).cloned().collect();
    for name in names {
        for largest in [u64::from(u32::MAX), u64::MAX] {
            let mut hostile: Value = serde_json::from_slice(&files[&name]).unwrap();
            let mut places = Vec::new();
            numbers(&hostile, String::new(), &mut places);
            places.iter().for_each(|place| *hostile.pointer_mut(place).unwrap() = largest.into());
            let honest = files.insert(name.clone(), serde_json::to_vec(&hostile).unwrap()).unwrap();
            if let Ok(inspection) = read_bundle(files.clone()) {
                render(&inspection).unwrap();
            }
            files.insert(name.clone(), honest);
        }
    }
}

#[test]
fn damage_anywhere_is_an_error_or_another_inspection() {
    let whole = files(&demo::tainted(plant));
    for name in whole.keys() {
        let length = whole[name].len();
        for at in (0..length).step_by(1 + length / 40) {
            let damaged = |damage: fn(&mut Vec<u8>, usize)| {
                let mut files = whole.clone();
                damage(files.get_mut(name).unwrap(), at);
                if let Ok(inspection) = read_bundle(files) {
                    summary(&inspection);
                }
            };
            damaged(|bytes, at| bytes.truncate(at));
            damaged(|bytes, at| bytes[at] ^= 1);
            damaged(|bytes, at| bytes[at] = 0xff);
            damaged(|bytes, at| {
                bytes.remove(at);
            });
        }
    }
}
