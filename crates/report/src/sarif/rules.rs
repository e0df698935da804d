use banbury_evidence::{RuleInfo, Severity};

use super::level;
use super::model::{Configuration, Descriptor, Message, RuleProperties};
use crate::visible::Visible;

pub(super) fn descriptors(rules: &[RuleInfo]) -> Vec<Descriptor<RuleProperties>> {
    rules.iter().map(descriptor).collect()
}

fn descriptor(rule: &RuleInfo) -> Descriptor<RuleProperties> {
    let mut help = rule.message.clone();
    if let Some(fix) = &rule.fix {
        help.push_str(&format!(" Proposed fix: {fix}"));
    }
    if !rule.references.is_empty() {
        help.push_str(&format!(" See: {}", rule.references.join(" , ")));
    }
    Descriptor {
        id: Visible::line(&rule.id.0),
        name: friendly_name(&rule.id.0),
        short_description: Message::of(&first_sentence(&rule.message)),
        full_description: Message::of(&rule.message),
        help: Message::of(&help),
        default_configuration: Some(Configuration { level: level(rule.severity) }),
        properties: Some(RuleProperties {
            class: rule.class.clone(),
            tier: rule.tier.name(),
            confidence: rule.confidence.name(),
            severity: rule.severity.name(),
            sha256: rule.sha256.map(|digest| digest.to_string()),
            cwe: rule.cwe.iter().map(|cwe| Visible::line(cwe)).collect(),
            precision: rule.confidence.name(),
            security_severity: security_severity(rule.severity),
            tags: tags(rule),
        }),
    }
}

/// The words of an id in Pascal case: `SafeMacroDropsBound`.
pub(super) fn friendly_name(id: &str) -> String {
    let words = id.split(|character: char| !character.is_ascii_alphanumeric());
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(capital).collect()
}

/// Up to the first full stop, colon or semicolon that ends a clause.
fn first_sentence(message: &str) -> String {
    let end = message.match_indices(['.', ':', ';']).map(|(at, _)| at).find(|at| {
        let behind = message.get(at + 1..).unwrap_or_default();
        behind.is_empty() || behind.starts_with(' ')
    });
    let clause = end.and_then(|end| message.get(..end)).unwrap_or(message).trim_end_matches('.');
    format!("{clause}.")
}

/// The middle of the CVSS band of that name, which is what GitHub's viewer sorts by.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
        Severity::Info => "0.0",
    }
}

fn tags(rule: &RuleInfo) -> Vec<Visible> {
    let mut tags = vec!["security".to_owned(), rule.tier.name().to_owned()];
    tags.extend(rule.cwe.iter().map(|cwe| format!("external/cwe/{}", cwe.to_lowercase())));
    tags.extend(rule.languages.iter().map(|language| language.name().to_owned()));
    tags.sort();
    tags.dedup();
    tags.iter().map(|tag| Visible::line(tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_friendly_name_is_one_identifier() {
        assert_eq!(friendly_name("safe-macro-drops-bound"), "SafeMacroDropsBound");
        assert_eq!(friendly_name("=1<x>\u{202e} é-tls_off"), "1XTlsOff");
    }

    #[test]
    fn the_short_description_is_the_first_clause() {
        assert_eq!(first_sentence("A call to `x.y`: look at it. Then go on."), "A call to `x.y`.");
        assert_eq!(first_sentence("No stop"), "No stop.");
        assert_eq!(first_sentence("Ends here."), "Ends here.");
    }
}
