use std::collections::BTreeMap;

use banbury_evidence::{
    Digest, DropPath, Entry, EntryKind, Finding, Manifest, Position, RuleId, Severity, Snippet, Span,
};

use super::text::{is_bidi_control, is_invisible};
use crate::binary::of_content;
use crate::findings::{Anchor, Hit, into_findings};

/// Findings on directory entries: what intake found odd about them.
pub fn anomaly_findings(manifest: &Manifest, severity: &dyn Fn(&RuleId) -> Severity) -> Vec<Finding> {
    let mut entries: BTreeMap<&DropPath, Vec<&Entry>> = BTreeMap::new();
    manifest.entries.iter().for_each(|entry| entries.entry(&entry.path).or_default().push(entry));
    manifest
        .anomalies
        .iter()
        .flat_map(|anomaly| {
            let message = format!("{} {}", anomaly.kind.text(), anomaly.detail).trim().to_owned();
            let about = entries.get(&anomaly.path).map_or(&[][..], Vec::as_slice);
            let hit = entry_hit(anomaly.kind.name(), message, &anomaly.detail, about);
            into_findings(&anomaly.path, vec![hit], severity)
        })
        .collect()
}

/// The finding on a file name that shows as another one, if it does.
pub fn deceptive_name(entry: &Entry, severity: &dyn Fn(&RuleId) -> Severity) -> Option<Finding> {
    let name = entry.path.as_str();
    let odd: Vec<String> = name
        .chars()
        .filter(|character| is_bidi_control(*character) || is_invisible(*character))
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect();
    if odd.is_empty() {
        return None;
    }
    let message = format!("The file name holds {}: it shows as another name than it is.", odd.join(", "));
    into_findings(&entry.path, vec![entry_hit("file-name-deceptive", message, name, &[entry])], severity).pop()
}

/// A hit on a name as a whole. What is decided about it is about what stands under that name too.
fn entry_hit(rule: &str, message: String, identity: &str, entries: &[&Entry]) -> Hit {
    let start = Position { line: 1, column: 1 };
    let identity = Digest::of(identity.as_bytes());
    let content = |entry: &&Entry| match &entry.kind {
        EntryKind::File(facts) => Some(facts.sha256),
        _ => None,
    };
    Hit {
        rule: RuleId(rule.to_owned()),
        message,
        span: Span { start: 0, end: 0 },
        start,
        end: start,
        function: None,
        snippet: Snippet::default(),
        reading: None,
        anchor: Anchor { in_function: identity, text: identity },
        context: entries.iter().filter_map(content).fold(identity, |context, sha256| of_content(context, &sha256)),
        suppressions: Vec::new(),
        trace: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use banbury_evidence::{Anomaly, AnomalyKind, DropSource, FileFacts, GitBlobId};

    use super::*;

    /// The finding on an archive that is damaged always in the same way, with these bytes.
    fn damaged(content: &[u8]) -> Finding {
        let path = DropPath::from_bytes(b"firmware.tar");
        let facts = FileFacts {
            size: content.len() as u64,
            sha256: Digest::of(content),
            git_blob: GitBlobId([0; 20]),
            language: None,
            archive: None,
            hard_link_of: None,
            withheld: None,
            shadowed: false,
        };
        let manifest = Manifest {
            source: DropSource::Folder,
            entries: vec![Entry { path: path.clone(), mode: None, kind: EntryKind::File(facts) }],
            anomalies: vec![Anomaly { path, kind: AnomalyKind::DamagedArchive, detail: "at byte 7".to_owned() }],
        };
        anomaly_findings(&manifest, &|_| Severity::Low).pop().unwrap()
    }

    #[test]
    fn what_was_decided_about_an_oddity_was_about_that_content() {
        let (old, new) = (damaged(b"old"), damaged(b"new"));
        assert_eq!(old.fingerprints, new.fingerprints);
        assert_eq!(old.context, damaged(b"old").context);
        assert_ne!(old.context, new.context);
    }
}
