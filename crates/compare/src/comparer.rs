//! Goes through two contents side by side: bytes first, then members, and so on inwards.

mod containers;
mod facts;

use banbury_evidence::{Difference, MaskedRange};

use crate::appended::{self, Signed};
use crate::budget::Budget;
use crate::causes::CauseKind;
use crate::content::Content;
use crate::derived::{Changed, Later};
use crate::fault::Fault;
use crate::format::{self, Format};
use crate::found::{self, Found};
use crate::leaf;
use crate::text::Hunk;

/// What the parts of a place are joined with.
const INSIDE: &str = " > ";

/// Bytes of one part of a place that are shown: longer than any path that a system opens.
const PART: usize = 16 << 10;

/// One comparison under way.
pub(crate) struct Comparer {
    pub(crate) found: Found,
    pub(crate) budget: Budget,
    /// What can be judged only when all members are known.
    later: Later,
    place: Vec<String>,
}

impl Comparer {
    pub(crate) fn new(budget: Budget) -> Self {
        Self { found: Found::default(), budget, later: Later::default(), place: Vec::new() }
    }

    /// Compares two contents at the current place. An error means that it did not come to its end.
    pub(crate) fn contents(&mut self, theirs: &Content, ours: &Content) -> Result<(), Fault> {
        self.budget.compared(theirs.length().saturating_add(ours.length()))?;
        if theirs.equals(ours)? { Ok(()) } else { self.differing(theirs, ours) }
    }

    /// As [`Self::contents`], of two that are known not to be the same.
    pub(crate) fn differing(&mut self, theirs: &Content, ours: &Content) -> Result<(), Fault> {
        if !self.place.is_empty() {
            self.later.changed(Changed::new(theirs, ours))?;
        }
        let (their_signed, our_signed) = (appended::split(theirs), appended::split(ours));
        if their_signed.is_some() || our_signed.is_some() {
            return self.without_signatures((theirs, their_signed), (ours, our_signed));
        }
        self.unsigned(theirs, ours)
    }

    /// Compares two contents, of which the first has a signature from `at` on, whatever it is. In the second, the same
    /// signature may stand there, or room for one, filled with one byte; anything else there is a difference.
    pub(crate) fn declared(&mut self, theirs: &Content, ours: &Content, at: u64) -> Result<(), Fault> {
        self.budget.compared(theirs.length().saturating_add(ours.length()))?;
        let (their_signed, mut our_signed) = (appended::declared(theirs, at), appended::declared(ours, at));
        if let (Some(their), Some(our)) = (&their_signed, &our_signed) {
            let (their, our) = (&their.signature, &our.signature);
            let has_room = their.length() == our.length() && (our.is_filled()? || our.equals(their)?);
            our_signed = our_signed.filter(|_| has_room);
        }
        self.without_signatures((theirs, their_signed), (ours, our_signed))
    }

    fn unsigned(&mut self, theirs: &Content, ours: &Content) -> Result<(), Fault> {
        let note = match (format::recognise(theirs), format::recognise(ours)) {
            (Some(format), Some(our_format)) if format.name == our_format.name => {
                let before = self.amount();
                match self.formatted(format, theirs, ours) {
                    Ok(()) if self.amount() > before => return Ok(()),
                    Ok(()) => format!("{}: no part of it differs, and yet its bytes do; ", format.name),
                    Err(fault @ (Fault::Unreadable(_) | Fault::Limit(_))) => return Err(fault),
                    Err(fault) => format!("{}, compared by its bytes ({fault}); ", format.name),
                }
            }
            (Some(theirs), Some(ours)) => format!("{} shipped, {} rebuilt; ", theirs.name, ours.name),
            (Some(format), None) => format!("{} shipped, no such thing rebuilt; ", format.name),
            (None, Some(format)) => format!("no {} shipped, but rebuilt; ", format.name),
            (None, None) => String::new(),
        };
        leaf::describe(self, &note, theirs, ours)
    }

    /// Sets aside the signature that stands behind each, and compares what stands before them.
    fn without_signatures(
        &mut self,
        (theirs, their_signed): (&Content, Option<Signed>),
        (ours, our_signed): (&Content, Option<Signed>),
    ) -> Result<(), Fault> {
        let same = match (&their_signed, &our_signed) {
            (Some(their), Some(our)) => their.signature.equals(&our.signature)?,
            _ => false,
        };
        match (&their_signed, &our_signed) {
            _ if same => {}
            (Some(their), _) => self.mask(their.rule, their.body.length(), their.signature.length()),
            (None, Some(our)) => self.mask(our.rule, our.body.length(), 0),
            (None, None) => {}
        }
        let their_body = their_signed.map_or_else(|| theirs.clone(), |signed| signed.body);
        let our_body = our_signed.map_or_else(|| ours.clone(), |signed| signed.body);
        if their_body.equals(&our_body)? { Ok(()) } else { self.unsigned(&their_body, &our_body) }
    }

    fn formatted(&mut self, format: &Format, theirs: &Content, ours: &Content) -> Result<(), Fault> {
        let entered = self.budget.enter()?;
        let result = match format.look {
            format::Look::Members(open) => match (open(theirs, &mut self.budget), open(ours, &mut self.budget)) {
                (Ok(their_container), Ok(our_container)) => self.containers(format, &their_container, &our_container),
                (Err(fault), _) => Err(side("the shipped one", fault)),
                (_, Err(fault)) => Err(side("the rebuilt one", fault)),
            },
            format::Look::Own(compare) => compare(self, theirs, ours),
        };
        self.budget.leave(entered);
        result
    }

    /// Does something one part further in. A name that is empty is no part.
    pub(crate) fn within<T>(&mut self, mut part: String, look: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.place.len();
        if !part.is_empty() {
            found::shorten(&mut part, PART);
            self.place.push(part);
        }
        let result = look(self);
        self.place.truncate(depth);
        result
    }

    /// Lists a difference at the current place.
    pub(crate) fn differs(&mut self, detail: impl Into<String>) {
        self.add(Difference { detail: detail.into(), ..self.here(None) });
    }

    /// A difference at the current place, to be filled in.
    pub(crate) fn here(&self, cause: Option<CauseKind>) -> Difference {
        let place = if self.place.is_empty() { "file".to_owned() } else { self.place() };
        Difference { place, cause: cause.map(|kind| kind.name().to_owned()), ..Difference::default() }
    }

    pub(crate) fn add(&mut self, difference: Difference) {
        self.found.add(difference);
    }

    /// Lists a stretch of lines, unless all of it may follow from members that differ: then that is judged at the end.
    pub(crate) fn add_lines(&mut self, difference: Difference, hunk: &Hunk<'_>) {
        let within = self.place();
        if let Some(difference) = self.later.put_off(difference, within, hunk) {
            self.add(difference);
        }
    }

    /// How much has been found so far, to see whether a look found anything.
    pub(crate) fn amount(&self) -> u64 {
        self.found.amount() + self.later.waiting()
    }

    /// How many differences have been found so far: neither ranges set aside nor lines that may yet be.
    pub(crate) fn differences(&self) -> u64 {
        self.found.differences()
    }

    /// What was found, and what waits for the end.
    pub(crate) fn into_found(self) -> (Found, Later) {
        (self.found, self.later)
    }

    /// Sets a range of the current content aside.
    pub(crate) fn mask(&mut self, rule: &str, offset: u64, length: u64) {
        self.found.mask(MaskedRange { rule: rule.to_owned(), within: self.place(), offset, length });
    }

    /// The current place; empty for the artefact itself.
    pub(crate) fn place(&self) -> String {
        self.place.join(INSIDE)
    }

    /// A part of the current place.
    pub(crate) fn place_of(&self, part: &str) -> String {
        match self.place.is_empty() {
            true => part.to_owned(),
            false => [&self.place(), INSIDE, part].concat(),
        }
    }
}

fn side(which: &str, fault: Fault) -> Fault {
    match fault {
        Fault::Damaged(what) => Fault::Damaged(format!("{which}: {what}")),
        Fault::Unsupported(what) => Fault::Unsupported(format!("{which}: {what}")),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_is_cut_and_says_so() {
        let mut comparer = Comparer::new(Budget::of(0));
        let name = format!("member {}", "a".repeat(60_000));
        let place = comparer.within("member b".to_owned(), |comparer| comparer.within(name, |it| it.place()));
        assert!(place.starts_with("member b > member aaa") && place.len() < 17_000);
        assert!(place.ends_with("a... and 43623 further bytes"), "{}", place.len());
    }
}
