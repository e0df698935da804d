use banbury_evidence::{Finding, FindingTriage, Snippet, Standing, Suppression};
use banbury_report::visible_text;

use super::model::Model;

/// A line of the detail, and how it is to be drawn.
pub struct Told {
    pub text: String,
    pub manner: Manner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Plain,
    /// What a reader looks for first.
    Strong,
    /// What stands around it.
    Faint,
}

/// All that is known of the chosen finding: message, place, decisions, source, and the trace step by step. Every string has
/// been made visible.
pub fn detail(model: &Model<'_>) -> Vec<Told> {
    let Some(finding) = model.finding() else {
        return vec![told("No finding is on the list: change the filter.", Manner::Faint)];
    };
    let mut lines = Vec::new();
    lines.push(told(&finding.message, Manner::Strong));
    let function = finding.function.as_deref().map_or(String::new(), |name| format!(", in {name}"));
    let reading = finding.reading.as_deref().map_or(String::new(), |reading| format!(", in the reading: {reading}"));
    lines.push(told(
        &format!(
            "{}, {}, {} at {}{function}{reading}",
            finding.severity,
            model.tier(finding),
            finding.rule,
            place(finding)
        ),
        Manner::Plain,
    ));
    if let Some(triage) = model.triage().findings.get(&finding.fingerprints.in_place) {
        decided(&mut lines, triage);
    }
    for Suppression { line, comment } in &finding.suppressions {
        lines.push(told(&format!("line {line} asks tools to keep silent: {comment}"), Manner::Faint));
    }
    let marked = finding.location.start.line..=finding.location.end.line;
    excerpt(&mut lines, &finding.snippet, &|line| marked.contains(&line));
    let steps = finding.trace.len();
    for (number, step) in finding.trace.iter().enumerate() {
        let at = step.location.start.line;
        lines.push(told(
            &format!("step {} of {steps}, {}:{at}: {}", number + 1, step.location.path, step.note),
            Manner::Plain,
        ));
        excerpt(&mut lines, &step.snippet, &|line| line == at);
    }
    lines.push(told(&format!("fingerprint {}", finding.fingerprints.in_place), Manner::Faint));
    lines
}

/// `path:line`.
pub fn place(finding: &Finding) -> String {
    format!("{}:{}", finding.location.path, finding.location.start.line)
}

fn decided(lines: &mut Vec<Told>, triage: &FindingTriage) {
    let FindingTriage { standing, decision, review, carried_from } = triage;
    let expires = decision.expires.map_or(String::new(), |day| format!(", until {day}"));
    let from = carried_from.as_ref().map_or(String::new(), |origin| format!(", carried over from {}", origin.release));
    lines.push(told(
        &format!("{} by {} on {}{expires}{from}: {}", decision.judgement, decision.by, decision.on, decision.reason),
        Manner::Plain,
    ));
    if let Some(review) = review {
        let word = if review.approves { "approved" } else { "rejected" };
        lines.push(told(&format!("{word} by {} on {}: {}", review.by, review.on, review.reason), Manner::Plain));
    }
    if *standing == Standing::AwaitingReview {
        lines.push(told("awaiting review by another person: y approves, n rejects", Manner::Strong));
    } else if standing.has_lapsed() {
        lines.push(told(&format!("{standing}: decide anew"), Manner::Strong));
    }
}

fn excerpt(lines: &mut Vec<Told>, snippet: &Snippet, is_marked: &dyn Fn(u32) -> bool) {
    for (number, line) in (snippet.first_line..).zip(&snippet.lines) {
        let (mark, manner) = if is_marked(number) { ('>', Manner::Plain) } else { (' ', Manner::Faint) };
        lines.push(Told { text: format!("{mark}{number:>5} {}", shown(line)), manner });
    }
}

fn told(text: &str, manner: Manner) -> Told {
    Told { text: shown(text), manner }
}

/// One line in which nothing acts: a reason may have several, and a tab is as wide as four spaces.
pub fn shown(text: &str) -> String {
    visible_text(text).replace('\n', " ").replace('\t', "    ")
}
