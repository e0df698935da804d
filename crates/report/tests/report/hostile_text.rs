//! Hostile text in every field of an inspection acts in no view.

use std::collections::BTreeSet;

use banbury_report::{
    comparison_text, findings_csv, json_trend, questions_csv, questions_json, questions_text, summary, text_findings,
    trend_text, triage_text,
};

use crate::demo;
use crate::render;

/// Markup, a quote that ends an attribute, a terminal escape, a line end, bidirectional control, invisible and tag
/// characters, and the start of a formula.
const PLANT: &str = "=1<script>alert(1)</script>\" onload=\"x&amp;\u{1b}]0;x\u{7}\u{9b}31m\nforged: line\r\u{202e}\u{2066}\u{200b}\u{e0041}\u{feff}\u{85}";

/// Characters of the plant that stand raw in no view at all.
const NEVER_RAW: [char; 9] =
    ['\u{1b}', '\u{7}', '\u{9b}', '\r', '\u{202e}', '\u{2066}', '\u{200b}', '\u{e0041}', '\u{feff}'];

pub fn plant(text: &str) -> String {
    format!("{PLANT}{text}")
}

#[test]
fn no_view_holds_it_raw() {
    let inspection = demo::tainted(plant);
    let mut views = render(&inspection).unwrap();
    // inventory.sha256 must hold the names as they are, or `sha256sum -c` could not find the files.
    assert!(views.remove("inventory.sha256").is_some());
    assert_eq!(views.len(), 14);
    views.insert("findings.csv", findings_csv(&inspection).unwrap());
    views.insert("summary", summary(&inspection).into_bytes());
    views.insert("text", text_findings(&inspection).into_bytes());
    views.insert("trend", trend_text(&inspection).into_bytes());
    views.insert("trend.json", json_trend(&inspection).unwrap());
    views.insert("comparison", comparison_text(inspection.comparison.as_ref().unwrap()).into_bytes());
    views.insert("questions.csv", questions_csv(&inspection).unwrap());
    views.insert("questions.json", questions_json(&inspection).unwrap());
    views.insert("questions", questions_text(&inspection).into_bytes());
    views.insert("triage", triage_text(&inspection).into_bytes());
    for (name, bytes) in views {
        let text = String::from_utf8(bytes).unwrap();
        for character in NEVER_RAW {
            assert!(!text.contains(character), "{name} holds {character:?}");
        }
        assert!(!text.contains('\u{85}'), "{name}");
        // The log keeps the lines that were printed.
        assert!(name == "build.log" || text.lines().all(|line| !line.starts_with("forged")), "{name}");
        if name.ends_with(".json") || name.ends_with(".sarif") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
    }
}

#[test]
fn no_field_of_a_table_is_a_formula() {
    let inspection = demo::tainted(plant);
    let views = render(&inspection).unwrap();
    let questions = questions_csv(&inspection).unwrap();
    for table in [findings_csv(&inspection).unwrap(), views["functions.csv"].clone(), questions] {
        let mut rows = csv::Reader::from_reader(table.as_slice());
        let fields: Vec<String> =
            rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(fields.iter().any(|field| field.starts_with("'=1<script>")), "{fields:?}");
        assert!(fields.iter().all(|field| !field.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{fields:?}");
    }
}

#[test]
fn the_page_has_no_markup_but_its_own() {
    let page = String::from_utf8(render(&demo::tainted(plant)).unwrap().remove("report.html").unwrap()).unwrap();
    let honest = String::from_utf8(render(&demo::honest()).unwrap().remove("report.html").unwrap()).unwrap();
    assert_eq!(page.matches("<script").count(), 1, "our own");
    assert!(!page.contains("\" onload=\""));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x&amp;amp;⟨U+001B⟩]0;x"));
    // Every tag with its attributes is one that the honest page has too: nothing of the plant is either.
    let mut own = tags(&honest);
    // A mark in source has a colour.
    own.insert("span class=\"m\"".to_owned());
    let foreign: Vec<String> = tags(&page).difference(&own).cloned().collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

/// Everything between `<` and `>`; what findings are filtered by is checked and taken out.
fn tags(page: &str) -> BTreeSet<String> {
    let tags = page.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    tags.map(|tag| match tag.split_once(" data-f=\"") {
        Some((before, key)) => {
            let key = key.strip_suffix('"').unwrap();
            assert!(key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b' ' | b'-')), "{key}");
            before.to_owned()
        }
        None => tag.to_owned(),
    })
    .collect()
}

#[test]
fn what_is_hidden_is_made_visible_in_the_page() {
    let page = String::from_utf8(render(&demo::tainted(plant)).unwrap().remove("report.html").unwrap()).unwrap();
    for mark in ["⟨U+202E⟩", "⟨U+2066⟩", "⟨U+200B⟩", "⟨U+E0041⟩", "⟨U+009B⟩"] {
        assert!(page.matches(mark).count() > 100, "{mark}");
    }
}

#[test]
fn questions_for_other_programs_hold_no_markup_and_keep_the_exact_text() {
    let json = String::from_utf8(questions_json(&demo::tainted(plant)).unwrap()).unwrap();
    assert!(!json.contains(['<', '>', '&']), "{json}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["reports"][0]["answers"][0]["text"], plant("Service staff alone."));
}

#[test]
fn data_files_keep_the_exact_text() {
    let views = render(&demo::tainted(plant)).unwrap();
    let coverage: serde_json::Value = serde_json::from_slice(&views["coverage.json"]).unwrap();
    assert_eq!(coverage["files"][0]["reason"], serde_json::Value::Null);
    assert_eq!(coverage["files"][1]["reason"], plant("the parser died"));
}

#[test]
fn the_terminal_summary_stays_on_one_screen() {
    for inspection in [demo::tainted(plant), demo::honest()] {
        let text = summary(&inspection);
        assert!(text.lines().count() <= 23, "{text}");
        for line in text.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
    }
}
