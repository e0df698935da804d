//! What looking into one artefact may cost. Counted, never timed, so that a verdict does not depend on the machine.

use std::fs::File;
use std::io::{self, Read};

use crate::content::Content;
use crate::fault::Fault;
use crate::scratch::Scratch;

/// Containers inside containers.
const DEPTH: usize = 24;

/// Members of all containers together, and bytes of their names.
const MEMBERS: u64 = 1 << 20;
const NAMES: u64 = 256 << 20;

/// Bytes unpacked: this much for any artefact, and so many times its own size on top.
const UNPACKED: u64 = 1 << 30;
const RATIO: u64 = 64;

/// Bytes that are kept in memory of the containers that are open, beside contents and the names of members.
const KEPT: u64 = 512 << 20;

/// Bytes compared, as often as each is: members may lie upon each other.
const COMPARED: u64 = 4 << 30;

/// Lines that repeat, in two texts and in all texts together.
const REPEATED: usize = 40_000;
const ALL_REPEATED: usize = 10 * REPEATED;

/// Steps that it may take to match the lines of all texts together.
const MATCHING: u64 = 8 << 30;

/// Unpacked contents of up to this many bytes stay in memory; longer ones go to the scratch file.
const IN_MEMORY: u64 = 1 << 20;

/// What is left.
#[derive(Debug)]
pub(crate) struct Budget {
    depth: usize,
    members: u64,
    names: u64,
    kept: u64,
    unpacked: u64,
    compared: u64,
    repeated: usize,
    matching: u64,
    scratch: Scratch,
}

/// What was left when a container was opened.
#[must_use]
pub(crate) struct Entered {
    kept: u64,
}

impl Budget {
    /// For the comparison of two artefacts of these sizes together, in bytes.
    pub(crate) fn of(size: u64) -> Self {
        let times = size.saturating_mul(RATIO);
        let (unpacked, compared) = (times.saturating_add(UNPACKED), times.saturating_add(COMPARED));
        Self {
            depth: DEPTH,
            members: MEMBERS,
            names: NAMES,
            kept: KEPT,
            unpacked,
            compared,
            repeated: ALL_REPEATED,
            matching: MATCHING,
            scratch: Scratch::default(),
        }
    }

    /// With room for long contents in a file that is open already.
    pub(crate) fn with_scratch(self, file: File) -> Self {
        Self { scratch: Scratch::of(file), ..self }
    }

    /// Goes one container deeper; [`Self::leave`] comes back.
    pub(crate) fn enter(&mut self) -> Result<Entered, Fault> {
        self.depth =
            self.depth.checked_sub(1).ok_or_else(|| Fault::Limit(format!("containers nest more than {DEPTH} deep")))?;
        Ok(Entered { kept: self.kept })
    }

    /// What was kept since then is no more.
    pub(crate) fn leave(&mut self, Entered { kept }: Entered) {
        self.depth += 1;
        self.kept = kept;
    }

    /// Counts bytes that a reader keeps of the container that is open.
    pub(crate) fn keep(&mut self, bytes: u64) -> Result<(), Fault> {
        self.kept = self.kept.checked_sub(bytes).ok_or_else(|| {
            Fault::Limit(format!("what it says of its members comes to more than {} MiB", KEPT >> 20))
        })?;
        Ok(())
    }

    /// One more member of that name.
    pub(crate) fn member(&mut self, name: &[u8]) -> Result<(), Fault> {
        let (members, names) = (self.members.checked_sub(1), self.names.checked_sub(name.len() as u64));
        let (Some(members), Some(names)) = (members, names) else {
            return Err(Fault::Limit(format!("more than {MEMBERS} members, or {} MiB of names", NAMES >> 20)));
        };
        (self.members, self.names) = (members, names);
        Ok(())
    }

    /// Counts bytes that are compared.
    pub(crate) fn compared(&mut self, bytes: u64) -> Result<(), Fault> {
        self.compared = self.compared.checked_sub(bytes).ok_or_else(|| {
            Fault::Limit("its parts lie upon each other: they come to more than 4 GiB and 64 times its size".to_owned())
        })?;
        Ok(())
    }

    /// Counts lines that repeat in two texts. None if they are too many to be matched.
    pub(crate) fn repeated_lines(&mut self, lines: usize) -> Option<()> {
        self.repeated = self.repeated.checked_sub(lines).filter(|_| lines <= REPEATED)?;
        Some(())
    }

    /// Counts steps of matching lines. None if they are too many.
    pub(crate) fn matching(&mut self, steps: u64) -> Option<()> {
        self.matching = self.matching.checked_sub(steps)?;
        Some(())
    }

    /// Counts bytes that a reader unpacked by itself.
    pub(crate) fn unpacked(&mut self, bytes: u64) -> Result<(), Fault> {
        count(&mut self.unpacked, bytes)
    }

    /// All that `packed` gives, in memory if it is short, else in a file that nobody else sees. An error of the
    /// stream is [`Fault::Damaged`].
    pub(crate) fn unpack(&mut self, mut packed: impl Read) -> Result<Content, Fault> {
        let mut bytes = Vec::new();
        packed.by_ref().take(IN_MEMORY.min(self.unpacked) + 1).read_to_end(&mut bytes).map_err(damaged)?;
        self.unpacked(bytes.len() as u64)?;
        if bytes.len() as u64 <= IN_MEMORY {
            return Ok(Content::of_bytes(bytes));
        }
        let mut stretch = self.scratch.stretch()?;
        stretch.write(&bytes)?;
        let mut block = vec![0; 256 << 10];
        loop {
            match packed.read(&mut block) {
                Ok(0) => break,
                Ok(length) => {
                    count(&mut self.unpacked, length as u64)?;
                    stretch.write(block.get(..length).unwrap_or_default())?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(Content::of_scratch(stretch.finish()))
    }
}

fn damaged(error: io::Error) -> Fault {
    Fault::Damaged(error.to_string())
}

/// Takes unpacked bytes from what is left of them.
fn count(left: &mut u64, bytes: u64) -> Result<(), Fault> {
    let too_much = || Fault::Limit("it unpacks to too much: more than 1 GiB and 64 times its size".to_owned());
    *left = left.checked_sub(bytes).ok_or_else(too_much)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_contents_go_to_a_file_and_bombs_are_refused() {
        let mut budget = Budget::of(0);
        let long = budget.unpack(io::repeat(7).take(3 * IN_MEMORY + 5)).unwrap();
        assert_eq!((long.length(), long.array_at::<1>(3 * IN_MEMORY + 4).unwrap()), (3 * IN_MEMORY + 5, [7]));
        assert!(matches!(budget.unpack(io::repeat(0)), Err(Fault::Limit(_))));
    }

    #[test]
    fn what_is_kept_counts_until_the_container_is_left() {
        let mut budget = Budget::of(0);
        for _ in 0..3 {
            let entered = budget.enter().unwrap();
            budget.keep(KEPT).unwrap();
            assert!(matches!(budget.keep(1), Err(Fault::Limit(_))));
            budget.leave(entered);
        }
    }

    #[test]
    fn an_interrupted_read_repeats_no_block() {
        struct Halting {
            left: usize,
            halts: bool,
        }
        impl Read for Halting {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.halts = !self.halts;
                if self.halts {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                let length = buffer.len().min(1000).min(self.left);
                self.left -= length;
                Ok(length)
            }
        }
        assert_eq!(Budget::of(0).unpack(Halting { left: 2_000_000, halts: false }).unwrap().length(), 2_000_000);
    }
}
