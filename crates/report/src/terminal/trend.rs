use std::fmt::Write as _;

use banbury_evidence::{BaselineState, Finding, OldFinding, Trend};

use super::text::{describe, show};
use crate::visible::Visible;

/// `banbury diff`: a line each for what is new, fixed, persisting or not comparable, and a line with the counts.
///
/// `findings` are those of the newer inspection with their states set.
pub fn trend_text(trend: &Trend, findings: &[Finding]) -> String {
    let mut text = String::new();
    let mut add = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    findings.iter().filter(|finding| finding.state == Some(BaselineState::New)).for_each(|new| add(of_new("new", new)));
    trend.fixed.iter().for_each(|old| add(of_old("fixed", old)));
    let mut moved = 0;
    for finding in findings {
        match finding.state {
            Some(BaselineState::Unchanged) => add(of_new("persisting", finding)),
            Some(BaselineState::Updated) => {
                moved += 1;
                add(of_new("persisting (moved)", finding));
            }
            Some(BaselineState::New | BaselineState::Absent) | None => {}
        }
    }
    for (old, why) in &trend.not_comparable {
        add(format!("{} ({})", of_old("not comparable", old), Visible::prose(why).as_str()));
    }
    match trend.of_new_rules {
        0 => {}
        1 => add("1 of the new findings is of rules that are new or have changed".to_owned()),
        count => add(format!("{count} of the new findings are of rules that are new or have changed")),
    }
    let (new, fixed, persisting) = (trend.new, trend.fixed.len(), trend.persisting);
    let not_comparable = trend.not_comparable.len();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{new} new, {fixed} fixed, {persisting} persisting ({moved} moved), {not_comparable} not comparable"
    );
    text
}

fn of_new(word: &str, finding: &Finding) -> String {
    let line = finding.location.start.line;
    format!(
        "{word}: {}:{line}: {}",
        show(&finding.location.path),
        describe(finding.severity, &finding.message, &finding.rule)
    )
}

fn of_old(word: &str, old: &OldFinding) -> String {
    format!("{word}: {}:{}: {}", show(&old.path), old.line, describe(old.severity, &old.message, &old.rule))
}
