use std::path::Path;

use banbury_evidence::wire::CustodyHead;
use banbury_evidence::{Digest, RulesetDigest, ToolIdentity};

use crate::AttestError;
use crate::contents::{CUSTODY, Contents, MAX_IN_MEMORY};
use crate::seal::{refuse_unsealable, renew};
use crate::sign::check_whole;
use crate::statement::StatementInputs;

/// Puts a case's custody log into a sealed bundle that nobody has signed yet, as `custody.jsonl`, and the log's head into
/// the statement: from then on no entry of it can be changed, and none be cut off. Pinning once more replaces the log.
///
/// # Errors
/// If the bundle is signed or is not what its statement and sums say, or the log is empty or ends within a line. The
/// bundle is then as before.
pub fn pin_custody(folder: &Path, log: &[u8]) -> Result<(), AttestError> {
    let refused = |reason| AttestError::Refused { action: "given a custody log", folder: folder.to_owned(), reason };
    if head(log).is_none() {
        return Err(refused("the log is empty, or its last line is cut off".to_owned()));
    }
    if log.len() as u64 > MAX_IN_MEMORY {
        return Err(refused(format!("the log is larger than {MAX_IN_MEMORY} bytes")));
    }
    let mut contents = Contents::read(folder)?;
    refuse_unsealable(&contents).map_err(refused)?;
    let statement = check_whole(&contents).map_err(refused)?;
    let (Some(drop), said) = (statement.subject.first().and_then(|it| it.sha256()), statement.predicate) else {
        return Err(refused("its statement names no drop".to_owned()));
    };
    let tool = ToolIdentity { name: said.tool.name, version: said.tool.version };
    let rulesets: Vec<_> = said
        .rulesets
        .into_iter()
        .filter_map(|rules| Some(RulesetDigest { sha256: rules.sha256()?, name: rules.name }))
        .collect();
    let inputs = StatementInputs {
        drop,
        tool: &tool,
        rulesets: &rulesets,
        demonstration: said.demonstration,
        redacted_from: said.redacted_from.and_then(|full| full.sha256()),
    };
    contents.insert(CUSTODY, log.to_vec());
    renew(folder, &mut contents, &inputs)
}

/// Where a log ends; none if it is empty or its last line has no end.
pub(crate) fn head(log: &[u8]) -> Option<CustodyHead> {
    let lines = log.strip_suffix(b"\n")?;
    let last = lines.rsplit(|byte| *byte == b'\n').next().filter(|line| !line.is_empty())?;
    let entries = log.iter().filter(|byte| **byte == b'\n').count() as u64;
    Some(CustodyHead { head: Digest::of(last), entries })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_the_last_line_and_all_are_counted() {
        let end = |log: &[u8]| head(log).map(|it| (it.head, it.entries));
        assert_eq!(end(b"one\n"), Some((Digest::of(b"one"), 1)));
        assert_eq!(end(b"one\ntwo\n"), Some((Digest::of(b"two"), 2)));
        for broken in [&b""[..], b"\n", b"one", b"one\ntwo", b"one\n\n"] {
            assert_eq!(end(broken), None, "{broken:?}");
        }
    }
}
