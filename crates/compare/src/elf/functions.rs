//! The functions of two sections of code, matched by name or, where there are no names, by what they do.

mod bounds;
mod pairing;

use std::collections::BTreeMap;

use banbury_evidence::{Difference, DropPath};
use imara_diff::{Diff, InternedInput};

use super::disassembly::{Disassembler, LONGEST, is_filler};
use super::image::Section;
use crate::bytes::{self, ByteDifference};
use crate::causes::{CauseKind, Clue};
use crate::comparer::Comparer;
use crate::content::{Content, Joined};
use crate::fault::Fault;
use crate::{clues, lines, moment};
use bounds::{Function, functions};
use pairing::{by_code, by_name};

/// Lines before and behind one that differs.
const CONTEXT: u32 = 3;

/// Lines of one side of one function that are shown.
const LINES: usize = 60;

/// Machine code that is disassembled of one file, in bytes.
const CODE: u64 = 64 << 20;

/// Which address of the shipped image stands for which of the rebuilt one.
pub(super) type Moved = BTreeMap<u64, u64>;

/// One side.
struct Side<'a> {
    functions: Vec<Function>,
    disassembler: &'a Disassembler<'a>,
    /// What stands between functions and does nothing.
    filler: Vec<Content>,
}

/// Lists which functions of two sections differ, and notes in `moved` where those that match begin. False if nothing
/// tells where a function begins, or it would take too long to match them.
pub(super) fn compare(
    comparer: &mut Comparer,
    theirs: (&Disassembler<'_>, &Section),
    ours: (&Disassembler<'_>, &Section),
    moved: &mut Moved,
) -> Result<bool, Fault> {
    if theirs.1.content.length().max(ours.1.content.length()) > CODE {
        return Ok(false);
    }
    let theirs = Side::new(functions(theirs.0, theirs.1), theirs.0)?;
    let ours = Side::new(functions(ours.0, ours.1), ours.0)?;
    // One stretch without a name is a section of which nothing tells where its functions begin.
    let is_whole = |side: &Side<'_>| match side.functions.as_slice() {
        [only] => only.name.is_empty() && only.code.length() > LONGEST,
        functions => functions.is_empty(),
    };
    if is_whole(&theirs) || is_whole(&ours) {
        return Ok(false);
    }
    let pairs = match is_named(&theirs) && is_named(&ours) {
        true => Some(by_name(&theirs, &ours)),
        false => by_code(&theirs, &ours, &mut comparer.budget)?,
    };
    let Some(pairs) = pairs else { return Ok(false) };
    let mark = comparer.found.mark();
    let mut elsewhere = 0;
    for pair in pairs {
        match pair {
            (Some(theirs_one), Some(ours_one)) => {
                moved.insert(theirs_one.address, ours_one.address);
                elsewhere += u64::from(!one(comparer, (&theirs, theirs_one), (&ours, ours_one))?);
            }
            (Some(one), None) => only(comparer, &theirs, one, "shipped")?,
            (None, Some(one)) => only(comparer, &ours, one, "rebuilt")?,
            (None, None) => {}
        }
    }
    let filler = bytes::compare(&mut Joined::new(&theirs.filler), &mut Joined::new(&ours.filler))?;
    if let Some(ByteDifference { shipped_size, rebuilt_size, .. }) = filler {
        let sizes = bytes::sizes(shipped_size, rebuilt_size);
        // Where there is more or less of it, it follows from the functions; other bytes of the same length do not.
        let derived = shipped_size != rebuilt_size || comparer.found.has_underived_since(mark);
        let detail = format!("the filler between functions differs; {sizes}");
        comparer.add(Difference { detail, derived, ..comparer.here(None) });
    }
    if elsewhere > 0 {
        let detail = match elsewhere {
            1 => "1 function differs only in the addresses that it refers to".to_owned(),
            _ => format!("{elsewhere} functions differ only in the addresses that they refer to"),
        };
        comparer.add(Difference { detail, derived: true, ..comparer.here(None) });
    }
    Ok(true)
}

fn is_named(side: &Side<'_>) -> bool {
    side.functions.iter().all(|function| !function.name.is_empty())
}

impl<'a> Side<'a> {
    /// Takes out what only fills the room between functions.
    fn new(all: Vec<Function>, disassembler: &'a Disassembler<'a>) -> Result<Self, Fault> {
        let mut side = Self { functions: Vec::new(), disassembler, filler: Vec::new() };
        for function in all {
            if function.is_between && side.lines(&function)?.iter().all(|line| is_filler(line)) {
                side.filler.push(function.code);
            } else {
                side.functions.push(function);
            }
        }
        Ok(side)
    }

    fn lines(&self, function: &Function) -> Result<Vec<String>, Fault> {
        if function.code.length() > LONGEST {
            return Ok(vec![format!("({} bytes of code)", function.code.length())]);
        }
        self.disassembler.lines(&function.code.to_vec()?, function.address, function.is_thumb)
    }
}

/// Compares two functions. False if they are not the same bytes but read the same.
fn one(
    comparer: &mut Comparer,
    (their_side, theirs): (&Side<'_>, &Function),
    (our_side, ours): (&Side<'_>, &Function),
) -> Result<bool, Fault> {
    if theirs.code.equals(&ours.code)? {
        return Ok(true);
    }
    if comparer.found.is_full() {
        comparer.differs("its bytes differ");
        return Ok(true);
    }
    let (their_lines, our_lines) = (their_side.lines(theirs)?, our_side.lines(ours)?);
    if their_lines == our_lines && theirs.code.length() <= LONGEST {
        return Ok(false);
    }
    let mut input = InternedInput::default();
    input.update_before(their_lines.iter().map(String::as_str));
    input.update_after(our_lines.iter().map(String::as_str));
    let diff = lines::diff(&input, &mut comparer.budget);
    let (mut shipped, mut rebuilt) = (Excerpt::default(), Excerpt::default());
    let mut clue = None;
    let (mut gone, mut come) = (0, 0);
    for hunk in diff.iter().flat_map(Diff::hunks) {
        gone += hunk.before.len();
        come += hunk.after.len();
        if clue.is_none() {
            clue = clue_of(lines_of(&their_lines, hunk.before.clone()), lines_of(&our_lines, hunk.after.clone()));
        }
        shipped.add(&their_lines, hunk.before);
        rebuilt.add(&our_lines, hunk.after);
    }
    if let Some(clue) = &clue {
        comparer.found.clue(clue.clone());
    }
    let detail = match diff {
        Some(_) => format!(
            "{gone} of {} instructions shipped stand against {come} of {} rebuilt",
            their_lines.len(),
            our_lines.len()
        ),
        None => format!("{} instructions shipped stand against {} rebuilt", their_lines.len(), our_lines.len()),
    };
    comparer.add(Difference {
        place: comparer.place_of(&called(theirs)),
        detail,
        cause: clue.map(|clue| clue.kind.name().to_owned()),
        shipped: shipped.text,
        rebuilt: rebuilt.text,
        ..Difference::default()
    });
    Ok(true)
}

fn lines_of(lines: &[String], range: std::ops::Range<u32>) -> &[String] {
    lines.get(range.start as usize..range.end as usize).unwrap_or_default()
}

fn only(comparer: &mut Comparer, side: &Side<'_>, function: &Function, which: &str) -> Result<(), Fault> {
    let lines = side.lines(function)?;
    let mut excerpt = Excerpt::default();
    excerpt.add(&lines, 0..lines.len() as u32);
    let (shipped, rebuilt) =
        if which == "shipped" { (excerpt.text, String::new()) } else { (String::new(), excerpt.text) };
    let detail = format!("only in the {which} one: {} instructions", lines.len());
    comparer.add(Difference {
        place: comparer.place_of(&called(function)),
        detail,
        shipped,
        rebuilt,
        ..Difference::default()
    });
    Ok(())
}

fn called(function: &Function) -> String {
    match function.name.is_empty() {
        true => format!("function at {:#x}", function.address),
        false => format!("function {}", DropPath::from_bytes(&function.name)),
    }
}

/// What lines of code tell of, if they differ in one number alone: a year or a moment.
fn clue_of(theirs: &[String], ours: &[String]) -> Option<Clue> {
    if theirs.len() != ours.len() {
        return None;
    }
    let mut unequal = theirs.iter().zip(ours).filter(|(a, b)| a != b);
    let (theirs, ours) = unequal.next()?;
    if let Some(clue) = clues::in_text(theirs, ours) {
        return Some(clue);
    }
    let (theirs, ours) = (number(theirs)?, number(ours)?);
    let moment = |number: i64| match number {
        1980..=2100 => moment::seconds(&number.to_string()),
        // From the year 1990 on, so that a smaller constant is not taken for a moment.
        631_152_000..=4_102_444_800 => Some(number),
        _ => None,
    };
    let (shipped, rebuilt) = (moment(theirs)?, moment(ours)?);
    Some(Clue { kind: CauseKind::Timestamp, shipped: shipped.to_string(), rebuilt: rebuilt.to_string() })
}

/// The last number of an instruction.
fn number(line: &str) -> Option<i64> {
    let digits = line.rsplit("0x").next()?;
    let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
    i64::from_str_radix(digits.get(..end)?, 16).ok()
}

/// The lines of a function that differ, with some around them.
#[derive(Default)]
struct Excerpt {
    text: String,
    lines: usize,
    shown_to: u32,
}

impl Excerpt {
    fn add(&mut self, lines: &[String], range: std::ops::Range<u32>) {
        let from = range.start.saturating_sub(CONTEXT).max(self.shown_to);
        let to = (range.end + CONTEXT).min(lines.len() as u32);
        if from > self.shown_to && self.lines < LINES {
            self.text.push_str("    ...\n");
        }
        for number in from..to {
            let Some(line) = lines.get(number as usize).filter(|_| self.lines < LINES) else { break };
            let mark = if range.contains(&number) { "  * " } else { "    " };
            self.text.extend([mark, line, "\n"]);
            self.lines += 1;
            if self.lines == LINES {
                self.text.push_str("    and further instructions\n");
            }
        }
        self.shown_to = self.shown_to.max(to);
    }
}
