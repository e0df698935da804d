use banbury_evidence::{
    BaselineState, Components, Finding, Inspection, OldFinding, Severity, Trend, TrendCounts, by_class, by_component,
    class_name, in_all, point_fixes,
};
use serde::Serialize;

use crate::{ReportError, to_json};

#[derive(Serialize)]
struct TrendV1<'a> {
    schema: &'static str,
    earlier: Vec<EarlierV1<'a>>,
    counts: CountsV1,
    of_new_rules: u64,
    by_class: Vec<ClassV1>,
    by_component: Vec<ComponentV1>,
    findings: Vec<FindingV1<'a>>,
    point_fixes: Vec<PointFixV1<'a>>,
}

#[derive(Serialize)]
struct EarlierV1<'a> {
    release: Option<&'a str>,
    drop: String,
}

#[derive(Serialize)]
struct CountsV1 {
    new: u64,
    returned: u64,
    persisting: u64,
    moved: u64,
    fixed: u64,
    not_comparable: u64,
}

#[derive(Serialize)]
struct ClassV1 {
    class: Option<u8>,
    name: Option<&'static str>,
    counts: CountsV1,
}

#[derive(Serialize)]
struct ComponentV1 {
    component: String,
    counts: CountsV1,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    /// `new`, `returned`, `unchanged`, `updated`, `fixed` or `not-comparable`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    line: u32,
    message: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct PointFixV1<'a> {
    rule: &'a str,
    fixed: Vec<PlaceV1<'a>>,
    remaining: Vec<PlaceV1<'a>>,
}

#[derive(Serialize)]
struct PlaceV1<'a> {
    path: &'a str,
    line: u32,
    fingerprint: &'a str,
}

/// `banbury diff --json`: the trend of an inspection, each finding now and then, and the counts that the report shows. `null` if it was
/// compared with nothing.
///
/// # Errors
/// If it cannot be serialised, which does not happen for an inspection that this program made.
pub fn json_trend(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    to_json("trend.json", &inspection.trend.as_ref().map(|trend| of(trend, inspection)))
}

fn of<'a>(trend: &'a Trend, inspection: &'a Inspection) -> TrendV1<'a> {
    let Inspection { findings, rules, coverage, .. } = inspection;
    let now = findings.iter().map(|it| of_now(it, it.state.map_or("new", BaselineState::name)));
    let fixed = trend.fixed.iter().map(|old| of_old(old, "fixed", None));
    let open = trend.not_comparable.iter().map(|(old, why)| of_old(old, "not-comparable", Some(why)));
    TrendV1 {
        schema: "banbury.trend/v1",
        earlier: trend
            .earlier
            .iter()
            .map(|it| EarlierV1 { release: it.release.as_deref(), drop: it.drop.to_string() })
            .collect(),
        counts: in_all(trend, findings).into(),
        of_new_rules: trend.of_new_rules,
        by_class: by_class(trend, findings, rules)
            .into_iter()
            .map(|(class, counts)| ClassV1 { class, name: class.and_then(class_name), counts: counts.into() })
            .collect(),
        by_component: by_component(trend, findings, &Components::of(coverage))
            .into_iter()
            .map(|(component, counts)| ComponentV1 { component, counts: counts.into() })
            .collect(),
        findings: now.chain(fixed).chain(open).collect(),
        point_fixes: point_fixes(trend, findings)
            .into_iter()
            .map(|fix| PointFixV1 {
                rule: fix.remaining.first().map_or("", |finding| &finding.rule.0),
                fixed: fix.fixed.into_iter().map(then).collect(),
                remaining: fix.remaining.into_iter().map(still).collect(),
            })
            .collect(),
    }
}

impl From<TrendCounts> for CountsV1 {
    fn from(counts: TrendCounts) -> Self {
        let TrendCounts { new, returned, unchanged: _, moved, fixed, not_comparable } = counts;
        Self { new, returned, persisting: counts.persisting(), moved, fixed, not_comparable }
    }
}

fn of_now<'a>(finding: &'a Finding, state: &'static str) -> FindingV1<'a> {
    FindingV1 {
        state,
        reason: None,
        rule: &finding.rule.0,
        severity: finding.severity,
        path: finding.location.path.as_str(),
        line: finding.location.start.line,
        message: &finding.message,
        fingerprint: &finding.fingerprints.in_place,
    }
}

fn of_old<'a>(old: &'a OldFinding, state: &'static str, reason: Option<&'a str>) -> FindingV1<'a> {
    FindingV1 {
        state,
        reason,
        rule: &old.rule.0,
        severity: old.severity,
        path: old.path.as_str(),
        line: old.line,
        message: &old.message,
        fingerprint: &old.in_place,
    }
}

fn then(old: &OldFinding) -> PlaceV1<'_> {
    PlaceV1 { path: old.path.as_str(), line: old.line, fingerprint: &old.in_place }
}

fn still(finding: &Finding) -> PlaceV1<'_> {
    let location = &finding.location;
    PlaceV1 { path: location.path.as_str(), line: location.start.line, fingerprint: &finding.fingerprints.in_place }
}
