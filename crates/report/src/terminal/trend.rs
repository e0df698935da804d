use std::fmt::Write as _;

use banbury_evidence::{
    BaselineState, Components, Finding, Inspection, OldFinding, PointFix, Trend, TrendCounts, by_class, by_component,
    class_name, in_all, point_fixes,
};

use super::text::{describe, show};
use crate::visible::Visible;

/// How many places of one construct are named behind a point fix.
const PLACES: usize = 5;

/// `banbury diff`: a line each for what is new, returned, fixed, persisting or not comparable, then point fixes, the counts by class and
/// component, and a line with all of them. Nothing if the inspection was compared with nothing.
pub fn trend_text(inspection: &Inspection) -> String {
    let Some(trend) = &inspection.trend else { return String::new() };
    let findings = &inspection.findings;
    let of_state = |state: BaselineState, word: &'static str| {
        findings.iter().filter(move |finding| finding.state == Some(state)).map(move |finding| of_new(word, finding))
    };
    let mut lines: Vec<String> = of_state(BaselineState::New, "new").collect();
    lines.extend(of_state(BaselineState::Returned, "returned"));
    lines.extend(trend.fixed.iter().map(|old| of_old("fixed", old)));
    lines.extend(findings.iter().filter_map(|finding| match finding.state {
        Some(BaselineState::Unchanged) => Some(of_new("persisting", finding)),
        Some(BaselineState::Updated) => Some(of_new("persisting (moved)", finding)),
        _ => None,
    }));
    for (old, why) in &trend.not_comparable {
        lines.push(format!("{} ({})", of_old("not comparable", old), Visible::prose(why).as_str()));
    }
    lines.extend(point_fixes(trend, findings).iter().map(of_point_fix));
    let classes = by_class(trend, findings, &inspection.rules);
    lines.extend(classes.iter().map(|(class, counts)| format!("{}: {}", class_text(*class), short(counts))));
    let components = by_component(trend, findings, &Components::of(&inspection.coverage));
    lines.extend(
        components
            .iter()
            .map(|(name, counts)| format!("component {}: {}", Visible::line(name).as_str(), short(counts))),
    );
    lines.extend(of_new_rules(trend));
    lines.push(sums(trend, &in_all(trend, findings)));
    lines.join("\n") + "\n"
}

fn of_new(word: &str, finding: &Finding) -> String {
    format!("{word}: {}: {}", place(finding), describe(finding.severity, &finding.message, &finding.rule))
}

fn of_old(word: &str, old: &OldFinding) -> String {
    format!("{word}: {}:{}: {}", show(&old.path), old.line, describe(old.severity, &old.message, &old.rule))
}

fn place(finding: &Finding) -> String {
    format!("{}:{}", show(&finding.location.path), finding.location.start.line)
}

fn of_point_fix(fix: &PointFix<'_>) -> String {
    let gone: Vec<String> =
        fix.fixed.iter().take(PLACES).map(|old| format!("{}:{}", show(&old.path), old.line)).collect();
    let still: Vec<String> = fix.remaining.iter().take(PLACES).map(|finding| place(finding)).collect();
    let rule = fix.remaining.first().map_or("", |finding| &finding.rule.0);
    format!(
        "point fix: {}: gone from {}{}, and the same still at {}{}",
        Visible::line(rule).as_str(),
        gone.join(", "),
        more(fix.fixed.len()),
        still.join(", "),
        more(fix.remaining.len())
    )
}

fn more(total: usize) -> String {
    match total.checked_sub(PLACES) {
        Some(more @ 1..) => format!(" and {more} more"),
        _ => String::new(),
    }
}

fn class_text(class: Option<u8>) -> String {
    match class {
        Some(number) => format!("class {number} ({})", class_name(number).unwrap_or("not in the catalogue")),
        None => "no class".to_owned(),
    }
}

fn short(counts: &TrendCounts) -> String {
    let mut text = format!("{} new, ", counts.new);
    if counts.returned > 0 {
        // Writing to a String cannot fail.
        let _ = write!(text, "{} returned, ", counts.returned);
    }
    let (fixed, persisting, open) = (counts.fixed, counts.persisting(), counts.not_comparable);
    let _ = write!(text, "{fixed} fixed, {persisting} persisting, {open} not comparable");
    text
}

fn of_new_rules(trend: &Trend) -> Option<String> {
    match trend.of_new_rules {
        0 => None,
        1 => Some("1 of the new findings is of rules that are new or have changed".to_owned()),
        count => Some(format!("{count} of the new findings are of rules that are new or have changed")),
    }
}

/// What returned is told wherever it could have: it takes two earlier inspections.
fn sums(trend: &Trend, counts: &TrendCounts) -> String {
    let returned = if trend.earlier.len() > 1 { format!("{} returned, ", counts.returned) } else { String::new() };
    format!(
        "{} new, {returned}{} fixed, {} persisting ({} moved), {} not comparable",
        counts.new,
        counts.fixed,
        counts.persisting(),
        counts.moved,
        counts.not_comparable
    )
}
