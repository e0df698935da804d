use std::fmt::Write as _;

use banbury_evidence::{Artefact, Comparison, Determinism, DeterminismVerdict, Difference, Tool, Verdict};

use crate::visible::Visible;

/// Differences of one artefact that are shown, and lines of each side of one.
const DIFFERENCES: usize = 25;
const LINES: usize = 12;

/// Tools that are named.
const TOOLS: usize = 5;

/// Said of a build without a sandbox, before all else.
const UNCONFINED: &str = "THE BUILD RAN WITHOUT A SANDBOX: it could read, change and send whatever its user can.";

/// A comparison for the terminal: a line for each artefact, what differs below it, the score, and what else was asked of
/// the build.
pub fn comparison_text(comparison: &Comparison) -> String {
    let mut text = String::new();
    if comparison.unconfined {
        let _ = writeln!(text, "{UNCONFINED}");
    }
    for artefact in &comparison.artefacts {
        one(&mut text, artefact);
    }
    let count = |verdict| comparison.artefacts.iter().filter(|artefact| artefact.verdict == verdict).count();
    let counts = Verdict::ALL.map(|verdict| (verdict, count(verdict)));
    let shown: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{count} {}", verdict.name()))
        .collect();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{} artefacts: {}", comparison.artefacts.len(), shown.join(", "));
    for aside in asides(comparison).iter().filter(|aside| *aside != UNCONFINED) {
        let _ = writeln!(text, "{aside}");
    }
    text
}

/// What else was asked of the build, one line each.
pub(super) fn asides(comparison: &Comparison) -> Vec<String> {
    let mut asides = Vec::new();
    if comparison.unconfined {
        asides.push(UNCONFINED.to_owned());
    }
    if !comparison.determinism.is_empty() {
        asides.push(format!("determinism: {}", repeats(&comparison.determinism)));
    }
    if !comparison.toolchain.is_empty() {
        asides.push(format!("toolchain: {}", tools(&comparison.toolchain)));
    }
    asides
}

fn repeats(determinism: &[Determinism]) -> String {
    let count = |verdict| determinism.iter().filter(|it| it.verdict == verdict).count();
    format!(
        "{} deterministic, {} vary, {} not judged",
        count(DeterminismVerdict::Deterministic),
        count(DeterminismVerdict::Varies),
        count(DeterminismVerdict::NotJudged)
    )
}

/// How many tools are not what the recipe declares, the first of them by name.
fn tools(toolchain: &[Tool]) -> String {
    let other: Vec<&Tool> = toolchain.iter().filter(|tool| !tool.is_as_declared()).collect();
    let mut names: Vec<String> = other.iter().take(TOOLS).map(|tool| Visible::line(&tool.name).into_string()).collect();
    if let Some(more @ 1..) = other.len().checked_sub(TOOLS) {
        names.push(format!("and {more} more"));
    }
    let score = format!("{} of {} tools differ from what was declared", other.len(), toolchain.len());
    if names.is_empty() { score } else { format!("{score}: {}", names.join(", ")) }
}

fn one(text: &mut String, artefact: &Artefact) {
    let _ = writeln!(text, "{:20}  {}", artefact.verdict.name(), Visible::line(&artefact.path).as_str());
    for cause in &artefact.causes {
        let (kind, detail) = (Visible::line(&cause.kind), Visible::prose(&cause.detail));
        let sure = if cause.confirmed { "" } else { " (not confirmed)" };
        let _ = writeln!(text, "    cause {}{sure}: {}", kind.as_str(), detail.as_str());
    }
    if let Some(check) = &artefact.signature {
        let (algorithm, key) = (Visible::line(&check.algorithm), Visible::line(&check.key));
        let by = if check.algorithm.is_empty() { String::new() } else { format!(" ({})", algorithm.as_str()) };
        let outcome = if check.holds { "holds" } else { "DOES NOT HOLD" };
        let (what, detail) = (check.kind.words(), Visible::prose(&check.detail));
        let _ = writeln!(text, "    {what}{by} {outcome} under the key {}: {}", key.as_str(), detail.as_str());
    }
    for masked in artefact.masked.iter().take(DIFFERENCES) {
        let (rule, within) = (Visible::line(&masked.rule), Visible::line(&masked.within));
        let place = if masked.within.is_empty() { "the artefact" } else { within.as_str() };
        let _ = writeln!(
            text,
            "    set aside by {}: {} bytes at {:#x} of {place}",
            rule.as_str(),
            masked.length,
            masked.offset
        );
    }
    more(text, artefact.masked.len());
    for difference in artefact.differs.iter().take(DIFFERENCES) {
        let (place, detail) = (Visible::line(&difference.place), Visible::prose(&difference.detail));
        let derived = if difference.derived { " (follows from others)" } else { "" };
        let also = match difference.also.len() {
            0 => String::new(),
            1 => "; in 1 further place too".to_owned(),
            further => format!("; in {further} further places too"),
        };
        let _ = writeln!(text, "    {}: {}{also}{derived}", place.as_str(), detail.as_str());
        sides(text, difference);
    }
    more(text, artefact.differs.len());
}

fn more(text: &mut String, total: usize) {
    if let Some(more @ 1..) = total.checked_sub(DIFFERENCES) {
        let _ = writeln!(text, "    and {more} more; `-o FILE` writes all of them");
    }
}

/// What stands on the two sides, shipped before rebuilt.
fn sides(text: &mut String, difference: &Difference) {
    for (mark, side) in [('-', &difference.shipped), ('+', &difference.rebuilt)] {
        for line in side.lines().take(LINES) {
            let _ = writeln!(text, "      {mark} {}", Visible::source(line).as_str());
        }
        if let Some(further @ 1..) = side.lines().count().checked_sub(LINES) {
            let _ = writeln!(text, "      {mark} and {further} further lines");
        }
    }
}
