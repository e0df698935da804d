use std::fmt::Write as _;

use banbury_evidence::{Finding, Inspection, Standing, Triage};

use crate::visible::Visible;

/// The findings with their standing for the terminal, one a line: fingerprint, severity, standing, place and rule; below it
/// what was decided. A line with the counts ends it.
pub fn triage_text(inspection: &Inspection) -> String {
    let mut text = String::new();
    for finding in &inspection.findings {
        line(&mut text, &inspection.triage, finding);
    }
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{} findings: {}", inspection.findings.len(), triage_counts(inspection));
    text
}

fn line(text: &mut String, triage: &Triage, finding: &Finding) {
    let in_place = &finding.fingerprints.in_place;
    let fingerprint: String = in_place.chars().take(12).collect();
    let place = format!("{}:{}", finding.location.path, finding.location.start.line);
    let (fingerprint, place, rule) =
        (Visible::line(&fingerprint), Visible::line(&place), Visible::line(&finding.rule.0));
    let standing = triage.standing(in_place).name();
    let _ = writeln!(
        text,
        "{:12}  {:8}  {standing:20}  {} {}",
        fingerprint.as_str(),
        finding.severity.name(),
        place.as_str(),
        rule.as_str()
    );
    let Some(it) = triage.findings.get(in_place) else { return };
    let (by, reason) = (Visible::line(&it.decision.by), Visible::prose(&it.decision.reason));
    let expires = it.decision.expires.map_or(String::new(), |expires| format!(", until {expires}"));
    let from = it.carried_from.as_ref().map(|origin| Visible::line(&origin.release).into_string());
    let from = from.map_or(String::new(), |release| match release.as_str() {
        "" => ", carried over".to_owned(),
        release => format!(", carried over from {release}"),
    });
    let (judgement, on) = (it.decision.judgement, it.decision.on);
    let _ = writeln!(text, "{:14}{judgement} by {} on {on}{expires}{from}: {}", "", by.as_str(), reason.as_str());
    if let Some(review) = &it.review {
        let (by, reason) = (Visible::line(&review.by), Visible::prose(&review.reason));
        let word = if review.approves { "approved" } else { "rejected" };
        let _ = writeln!(text, "{:14}{word} by {} on {}: {}", "", by.as_str(), review.on, reason.as_str());
    }
}

/// How many findings stand how, and what else a person must know: `3 open, 1 decided (1 off the list)`.
pub fn triage_counts(inspection: &Inspection) -> String {
    let triage = &inspection.triage;
    let in_place = |finding: &Finding| finding.fingerprints.in_place.clone();
    let standing = |standing: Standing| {
        inspection.findings.iter().filter(|finding| triage.standing(&in_place(finding)) == standing).count()
    };
    let off = inspection.findings.iter().filter(|finding| triage.is_off_the_list(&in_place(finding))).count();
    let mut counts: Vec<String> = Standing::ALL
        .into_iter()
        .map(|one| (one, standing(one)))
        .filter(|(_, count)| *count > 0)
        .map(|(one, count)| format!("{count} {one}"))
        .collect();
    if off > 0 {
        counts.push(format!("{off} off the list"));
    }
    if !triage.gone.is_empty() {
        counts.push(format!("{} decided before and gone", triage.gone.len()));
    }
    counts.join(", ")
}
