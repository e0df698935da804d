//! Differences that two builds of one source have from each other are no wonder between shipped and rebuilt.

use std::collections::BTreeSet;

use banbury_evidence::{Artefact, Cause, Determinism, Difference, Verdict};

/// What such differences are put down to.
const KIND: &str = "chance";

/// Notes of an artefact that differs how many of its differences without a cause stand where two builds differ too.
pub(crate) fn note(artefact: &mut Artefact, determinism: &[Determinism]) {
    let Some(judged) = determinism.iter().find(|it| it.path == artefact.path) else { return };
    let varies: BTreeSet<&str> = unexplained(&judged.differs).map(part).collect();
    let all = unexplained(&artefact.differs).count();
    let shared = unexplained(&artefact.differs).filter(|difference| varies.contains(part(difference))).count();
    if artefact.verdict == Verdict::DiffersUnexplained && shared > 0 {
        let detail = format!(
            "{shared} of {all} differences without another cause stand where two builds of this source differ from each \
             other too: by a random number, memory that was never written, the order in which processes end, or what was \
             varied"
        );
        artefact.causes.push(Cause { kind: KIND.to_owned(), confirmed: false, detail });
    }
}

fn unexplained(differs: &[Difference]) -> impl Iterator<Item = &Difference> {
    differs.iter().filter(|difference| difference.cause.is_none() && !difference.derived)
}

/// The content that a difference stands in: which of its bytes differ is another each time.
fn part(difference: &Difference) -> &str {
    let (within, last) = difference.place.rsplit_once(" > ").unwrap_or(("", &difference.place));
    let is_stretch = ["bytes ", "size", "line "].iter().any(|kind| last.starts_with(kind));
    if is_stretch { within } else { &difference.place }
}
