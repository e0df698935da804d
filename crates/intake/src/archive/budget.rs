use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};

use crate::limits::{FREE_OF_RATIO, Limits};

/// What one archive may still unpack, the archives inside it included: whatever an inner archive spends, the outer
/// ones spend too.
pub(crate) struct Budget<'a> {
    outer: Option<&'a Budget<'a>>,
    /// 0 for the archive that is the drop, 1 for one that stands in the drop itself.
    pub(crate) depth: u32,
    bytes: Cell<u64>,
    bytes_allowed: u64,
    why_bytes: String,
    members: Cell<u64>,
    members_allowed: u64,
}

impl<'a> Budget<'a> {
    /// For the archive that is the drop, of `packed` bytes.
    pub(crate) fn for_drop(packed: u64, limits: &Limits) -> Self {
        Self::new(None, 0, packed, limits.total_bytes, limits)
    }

    /// For an archive inside the drop, of `packed` bytes, and inside the archive whose budget is `outer`.
    pub(crate) fn for_member(outer: Option<&'a Budget<'a>>, packed: u64, limits: &Limits) -> Self {
        let depth = outer.map_or(1, |outer| outer.depth + 1);
        Self::new(outer, depth, packed, limits.expansion_bytes, limits)
    }

    fn new(outer: Option<&'a Budget<'a>>, depth: u32, packed: u64, expansion: u64, limits: &Limits) -> Self {
        let by_ratio = packed.saturating_mul(limits.ratio).max(FREE_OF_RATIO);
        let (bytes_allowed, why_bytes) = if by_ratio < expansion {
            (by_ratio, format!("it unpacks to more than {} times its size", limits.ratio))
        } else {
            (expansion, format!("it unpacks to more than {expansion} bytes"))
        };
        Self {
            outer,
            depth,
            bytes: Cell::new(0),
            bytes_allowed,
            why_bytes,
            members: Cell::new(0),
            members_allowed: limits.members,
        }
    }

    /// Books `count` unpacked bytes.
    ///
    /// # Errors
    /// An error that holds [`Reached`], if that is too much for this archive or one around it.
    pub(crate) fn spend(&self, count: u64) -> io::Result<()> {
        let mut level = Some(self);
        while let Some(budget) = level {
            budget.bytes.set(budget.bytes.get().saturating_add(count));
            if budget.bytes.get() > budget.bytes_allowed {
                return Err(Reached { depth: budget.depth, what: budget.why_bytes.clone() }.into());
            }
            level = budget.outer;
        }
        Ok(())
    }

    /// Books one member.
    ///
    /// # Errors
    /// As [`Self::spend`].
    pub(crate) fn count_member(&self) -> io::Result<()> {
        let mut level = Some(self);
        while let Some(budget) = level {
            budget.members.set(budget.members.get() + 1);
            if budget.members.get() > budget.members_allowed {
                let what = format!("it holds more than {} members", budget.members_allowed);
                return Err(Reached { depth: budget.depth, what }.into());
            }
            level = budget.outer;
        }
        Ok(())
    }

    /// This archive is not to be read further.
    pub(crate) fn refuse(&self, what: impl Into<String>) -> io::Error {
        Reached { depth: self.depth, what: what.into() }.into()
    }
}

/// A limit was reached. It travels as the payload of an [`io::Error`], through whatever decoders are in between.
#[derive(Clone, Debug)]
pub(crate) struct Reached {
    /// Depth of the archive whose limit it is.
    pub(crate) depth: u32,
    /// The limit in words.
    pub(crate) what: String,
}

impl Reached {
    /// The limit behind `error`, if it is one.
    pub(crate) fn behind(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Reached {}

impl From<Reached> for io::Error {
    fn from(reached: Reached) -> Self {
        Self::other(reached)
    }
}

/// Books what is read through it as unpacked.
pub(crate) struct Metered<'a, R> {
    pub(crate) reader: R,
    pub(crate) budget: &'a Budget<'a>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.budget.spend(count as u64)?;
        Ok(count)
    }
}
