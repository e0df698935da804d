//! The findings of both sample releases, held against what was planted in them, both ways.

mod common;
mod known_gaps;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::findings::{Finding, findings};
use common::{run, sample};
use known_gaps::{Gap, NOT_REACHED, RAISED_ALL_THE_SAME};
use serde::Deserialize;

#[derive(Deserialize)]
struct GroundTruth {
    planted: Vec<Place>,
    innocent: Vec<Place>,
}

/// Where a report belongs to an entry, or would be wrong.
#[derive(Deserialize)]
struct Place {
    release: u8,
    class: u64,
    path: String,
    lines: (u64, u64),
}

impl Place {
    fn gap(&self) -> Gap<'_> {
        (self.class, self.release, &self.path, self.lines.0)
    }

    /// Whether a finding of its class stands here.
    fn is_named_by(&self, (release, finding): &(u8, Finding)) -> bool {
        *release == self.release && finding.is_at(&self.path, self.lines) && finding.class.contains(&self.class)
    }

    /// Whether a finding is about this, of whatever class and wherever it stands: what is planted here may take effect elsewhere.
    fn is_told_by(&self, (release, finding): &(u8, Finding)) -> bool {
        *release == self.release && finding.tells_of(&self.path, self.lines)
    }
}

static GROUND_TRUTH: LazyLock<GroundTruth> = LazyLock::new(|| {
    let text = fs::read_to_string(sample().join("ground-truth.toml")).unwrap();
    toml::from_str(&text).unwrap()
});

/// The findings of both releases, each held against what the sample's case declares.
static FINDINGS: LazyLock<Vec<(u8, Finding)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let of = |release: u8| {
        let bundle = folder.path().join(release.to_string());
        let case = folder.path().join("case.toml");
        fs::write(&case, case_of(release)).unwrap();
        run([Path::new("run"), &case, Path::new("-o"), &bundle]).with(0);
        findings(&bundle).into_iter().map(move |finding| (release, finding))
    };
    of(1).chain(of(2)).collect()
});

/// A case with one release as its drop and what the sample's case declares, without a build.
fn case_of(release: u8) -> String {
    let text = fs::read_to_string(sample().join("case.toml")).unwrap();
    let (_, expect) = text.split_once("[expect]\n").unwrap();
    let expect = expect.split("\n[").next().unwrap();
    let drop = sample().join(format!("release-{release}"));
    format!(
        "schema = \"banbury.case/v1\"\ndrop = {drop:?}\n[case]\nid = \"\"\nproduct = \"\"\nvendor = \"\"\nrelease = \"\"\n[expect]\n{expect}\n"
    )
}

/// Fails unless `gaps` is what is `listed`, and prints the list as it would have to be.
#[track_caller]
fn assert_listed(name: &str, gaps: BTreeSet<Gap<'_>>, listed: &'static [Gap<'static>]) {
    let known: BTreeSet<Gap<'_>> = listed.iter().copied().collect();
    let fresh: Vec<_> = gaps.difference(&known).collect();
    let closed: Vec<_> = known.difference(&gaps).collect();
    let list: String = gaps.iter().map(|gap| format!("    {gap:?},\n")).collect();
    assert!(
        fresh.is_empty() && closed.is_empty(),
        "{name}\nnot listed: {fresh:?}\nlisted, but no longer so: {closed:?}\nThe list as it is now:\n\npub const {name}: &[Gap<'_>] = &[\n{list}];\n"
    );
}

#[test]
fn what_was_planted_is_found_except_where_a_gap_is_listed() {
    let planted = GROUND_TRUTH.planted.iter();
    let missed = planted.filter(|place| !FINDINGS.iter().any(|finding| place.is_named_by(finding)));
    assert_listed("NOT_REACHED", missed.map(Place::gap).collect(), NOT_REACHED);
}

#[test]
fn innocent_look_alikes_are_left_alone_except_where_a_false_alarm_is_listed() {
    let planted = |finding: &(u8, Finding)| {
        let is_told = |place: &Place| finding.1.class.contains(&place.class) && place.is_told_by(finding);
        GROUND_TRUTH.planted.iter().any(is_told)
    };
    // Innocent lines may stand inside what a finding on a planted construct covers.
    let alarms: Vec<_> = FINDINGS.iter().filter(|finding| !planted(finding)).collect();
    let hit = GROUND_TRUTH.innocent.iter().filter(|place| alarms.iter().any(|finding| place.is_named_by(finding)));
    assert_listed("RAISED_ALL_THE_SAME", hit.map(Place::gap).collect(), RAISED_ALL_THE_SAME);
}

#[test]
fn nothing_is_called_suspicious_where_nothing_was_planted() {
    let astray: Vec<_> = FINDINGS
        .iter()
        .filter(|(_, finding)| finding.tier == "suspicion")
        .filter(|finding| !GROUND_TRUTH.planted.iter().any(|place| place.is_told_by(finding)))
        .map(|(release, finding)| (release, &finding.path, finding.lines, &finding.rule))
        .collect();
    assert!(astray.is_empty(), "{astray:#?}");
}

#[test]
fn the_ground_truth_is_about_lines_that_exist() {
    assert!(GROUND_TRUTH.innocent.len() >= 2 * GROUND_TRUTH.planted.len());
    for place in GROUND_TRUTH.planted.iter().chain(&GROUND_TRUTH.innocent) {
        let path = sample().join(format!("release-{}", place.release)).join(&place.path);
        let lines = fs::read(&path).unwrap().split(|byte| *byte == b'\n').count() as u64;
        assert!(place.lines.0 <= place.lines.1 && place.lines.1 <= lines, "{} {:?}", path.display(), place.lines);
    }
}
