use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// A result of findings.sarif, with what its rule says of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    /// First and last line; none if the finding is about a file as a whole.
    pub lines: Option<(u64, u64)>,
    pub rule: String,
    pub tier: String,
    pub class: Vec<u64>,
    /// Path and first line of each step of its trace.
    pub trace: Vec<(String, u64)>,
    /// Region and fingerprints as they stand in the file.
    pub region: String,
    pub fingerprints: String,
}

impl Finding {
    /// Whether it is about a place that shares a line with `lines` of `path`.
    pub fn is_at(&self, path: &str, lines: (u64, u64)) -> bool {
        self.path == path && self.lines.is_some_and(|(first, last)| first <= lines.1 && lines.0 <= last)
    }

    /// Whether it is about that place, or comes from there by its trace.
    pub fn tells_of(&self, path: &str, lines: (u64, u64)) -> bool {
        let is_there = |(file, line): &(String, u64)| file == path && (lines.0..=lines.1).contains(line);
        self.is_at(path, lines) || self.trace.iter().any(is_there)
    }
}

/// The findings of a bundle. Those that a baseline had and this drop has not are left out.
pub fn findings(bundle: &Path) -> BTreeSet<Finding> {
    let sarif = super::json(bundle, "findings.sarif");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap().iter();
    results
        .filter(|result| result["baselineState"] != "absent")
        .map(|result| {
            let id = result["ruleId"].as_str().unwrap();
            let rule = rules.iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("no rule {id}"));
            read(result, id, &rule["properties"])
        })
        .collect()
}

fn read(result: &Value, id: &str, rule: &Value) -> Finding {
    let place = &result["locations"][0]["physicalLocation"];
    let region = &place["region"];
    let line = |name: &str| region[name].as_u64();
    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array();
    let step = |step: &Value| {
        let place = &step["location"]["physicalLocation"];
        let path = place["artifactLocation"]["uri"].as_str().unwrap().to_owned();
        (path, place["region"]["startLine"].as_u64().unwrap_or(0))
    };
    Finding {
        path: place["artifactLocation"]["uri"].as_str().unwrap().to_owned(),
        lines: line("startLine").map(|first| (first, line("endLine").unwrap_or(first))),
        rule: id.to_owned(),
        tier: rule["tier"].as_str().unwrap().to_owned(),
        class: rule["class"].as_array().unwrap().iter().map(|class| class.as_u64().unwrap()).collect(),
        trace: steps.into_iter().flatten().map(step).collect(),
        region: region.to_string(),
        fingerprints: result["partialFingerprints"].to_string(),
    }
}

/// (path, first line, rule) of each finding, in order.
pub fn places(bundle: &Path) -> Vec<(String, u64, String)> {
    let all = findings(bundle).into_iter();
    all.map(|finding| (finding.path, finding.lines.map_or(0, |lines| lines.0), finding.rule)).collect()
}
