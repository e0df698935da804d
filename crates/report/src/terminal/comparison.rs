use std::fmt::Write as _;

use banbury_evidence::{Comparison, Verdict};

use crate::visible::Visible;

/// A comparison for the terminal: a line for each artefact, what differs below it, and the score.
pub fn comparison_text(comparison: &Comparison) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for artefact in &comparison.artefacts {
        let _ = writeln!(text, "{:20}  {}", artefact.verdict.name(), Visible::line(&artefact.path).as_str());
        for cause in &artefact.causes {
            let _ = writeln!(
                text,
                "    {}: {}",
                Visible::line(&cause.kind).as_str(),
                Visible::prose(&cause.detail).as_str()
            );
        }
        for difference in &artefact.differs {
            let (place, detail) = (Visible::line(&difference.place), Visible::prose(&difference.detail));
            let _ = writeln!(text, "    {}: {}", place.as_str(), detail.as_str());
        }
    }
    let count = |verdict| comparison.artefacts.iter().filter(|artefact| artefact.verdict == verdict).count();
    let counts = Verdict::ALL.map(|verdict| (verdict, count(verdict)));
    let shown: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| format!("{count} {}", verdict.name()))
        .collect();
    let _ = writeln!(text, "{} artefacts: {}", comparison.artefacts.len(), shown.join(", "));
    text
}
