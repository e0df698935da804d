//! Two files that are not the same are looked into, and signatures verified, here or wherever the caller has it done.

use std::fs::File;
use std::io;

use banbury_evidence::{Artefact, Cause, Difference, SignatureCheck, Verdict};
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::causes::Clue;
use crate::comparer::Comparer;
use crate::content::Content;
use crate::fault::Fault;
use crate::{PublicKey, artefact, bytes, check_signature};

/// What looking into two files tells.
#[derive(Debug, Serialize, Deserialize)]
pub struct Look {
    /// The judgement.
    pub artefact: Artefact,
    /// What the differences tell of their causes.
    pub clues: Vec<Clue>,
}

/// Has two files looked into that are not the same, as [`look`] does.
pub trait Looker: Sync {
    /// Looks into them.
    ///
    /// # Errors
    /// What the look came to that had no end, in words: "the process was killed by SIGSEGV".
    fn look(&self, shipped: File, rebuilt: File, signature_at: Option<u64>) -> Result<Look, String>;

    /// Verifies the signature of a shipped file, as [`check_signature`] does.
    ///
    /// # Errors
    /// As [`Self::look`].
    fn check_signature(
        &self,
        shipped: File,
        key: &PublicKey,
        signature_at: Option<u64>,
    ) -> Result<SignatureCheck, String>;
}

/// Looks into files in the process that asks.
pub struct InThisProcess;

impl Looker for InThisProcess {
    fn look(&self, shipped: File, rebuilt: File, signature_at: Option<u64>) -> Result<Look, String> {
        Ok(look(shipped, rebuilt, None, signature_at))
    }

    fn check_signature(
        &self,
        shipped: File,
        key: &PublicKey,
        signature_at: Option<u64>,
    ) -> Result<SignatureCheck, String> {
        Ok(check_signature(shipped, key, signature_at))
    }
}

/// Looks into two files that are not the same: the verdict on their content, under no name yet.
///
/// What is too long for memory goes to `scratch`, an empty file, or else to one in the system's temporary folder. A
/// signature begins `signature_at` bytes into the shipped file, if it is given, and goes on to its end: on the word of who
/// declares it. Where the rebuilt file goes on too, it must hold the same signature, or room for one.
pub fn look(shipped: File, rebuilt: File, scratch: Option<File>, signature_at: Option<u64>) -> Look {
    match contents(shipped, rebuilt) {
        Ok((theirs, ours)) => judge(&theirs, &ours, scratch, |comparer| match signature_at {
            Some(at) => comparer.declared(&theirs, &ours, at),
            None => comparer.differing(&theirs, &ours),
        }),
        Err(error) => unreadable(&error),
    }
}

/// The verdict on the content of two files, under the name `path`; and what the differences tell of their causes.
/// `signature_at` is as for [`look`].
pub fn compare_files(
    path: &str,
    shipped: &File,
    rebuilt: &File,
    signature_at: Option<u64>,
    looker: &dyn Looker,
) -> (Artefact, Vec<Clue>) {
    let Look { artefact, clues } =
        compared(shipped, rebuilt, signature_at, looker).unwrap_or_else(|it| unreadable(&it));
    (Artefact { path: path.to_owned(), ..artefact }, clues)
}

fn compared(shipped: &File, rebuilt: &File, signature_at: Option<u64>, looker: &dyn Looker) -> io::Result<Look> {
    let (theirs, ours) = contents(shipped.try_clone()?, rebuilt.try_clone()?)?;
    if let Some(missing) = signature_at.and_then(|at| at.checked_sub(theirs.length())).filter(|missing| *missing > 0) {
        let detail = format!("it ends {missing} bytes before its signature is declared to begin");
        return Ok(inconclusive("shipped-unusable", detail));
    }
    if theirs.equals(&ours)? {
        return Ok(Look { artefact: artefact("", Verdict::Identical, Vec::new()), clues: Vec::new() });
    }
    // Whoever looks may be taken over by what it looks at.
    let looked = looker.look(shipped.try_clone()?, rebuilt.try_clone()?, signature_at).and_then(|look| {
        match look.artefact.verdict {
            Verdict::Identical => Err("they are said to be the same, and are not".to_owned()),
            _ => Ok(look),
        }
    });
    looked.or_else(|reason| {
        let mut look = inconclusive("limit-reached", format!("looking into the two had no end: {reason}"));
        let bytes = bytes::compare(&mut theirs.reader(), &mut ours.reader())?;
        let detail = bytes.map_or_else(String::new, |difference| difference.summary());
        look.artefact.differs.push(Difference { place: "file".to_owned(), detail, ..Difference::default() });
        Ok(look)
    })
}

/// As [`look`], of two contents that the caller has in memory, and that may be the same.
pub fn compare_bytes(shipped: &[u8], rebuilt: &[u8]) -> Look {
    let [theirs, ours] = [shipped, rebuilt].map(|bytes| Content::of_bytes(bytes.to_owned()));
    judge(&theirs, &ours, None, |comparer| comparer.contents(&theirs, &ours))
}

fn contents(shipped: File, rebuilt: File) -> io::Result<(Content, Content)> {
    Ok((Content::of_file(shipped)?, Content::of_file(rebuilt)?))
}

fn judge(
    theirs: &Content,
    ours: &Content,
    scratch: Option<File>,
    compare: impl FnOnce(&mut Comparer) -> Result<(), Fault>,
) -> Look {
    let budget = Budget::of(theirs.length().saturating_add(ours.length()));
    let mut comparer = Comparer::new(match scratch {
        Some(file) => budget.with_scratch(file),
        None => budget,
    });
    let end = compare(&mut comparer);
    let (mut found, later) = comparer.into_found();
    let settled = later.settle(&mut found);
    match end.and_then(|()| Ok(settled?)) {
        Ok(()) if found.amount() == 0 => {
            return Look { artefact: artefact("", Verdict::Identical, Vec::new()), clues: Vec::new() };
        }
        Ok(()) => {}
        Err(Fault::Unreadable(error)) => found.cut_short("unreadable", error.to_string()),
        Err(fault) => found.cut_short("limit-reached", fault.to_string()),
    }
    let (artefact, clues) = found.judge("");
    Look { artefact, clues }
}

fn unreadable(error: &io::Error) -> Look {
    inconclusive("unreadable", error.to_string())
}

fn inconclusive(kind: &str, detail: String) -> Look {
    let cause = Cause { kind: kind.to_owned(), confirmed: true, detail };
    Look { artefact: artefact("", Verdict::Inconclusive, vec![cause]), clues: Vec::new() }
}
