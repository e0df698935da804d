use git2::Error;

use crate::git::repository::fault;
use crate::limits::BYTES_PER_ENTRY;

/// What looking at one commit has cost, and may cost.
pub(super) struct Effort {
    spent: u64,
    most: u64,
}

impl Effort {
    /// None yet, of at most so many entries of trees.
    pub(super) fn of_at_most(most: u64) -> Self {
        Self { spent: 0, most }
    }

    pub(super) fn spent(&self) -> u64 {
        self.spent
    }

    /// Takes note of so many entries of trees, or commits.
    ///
    /// # Errors
    /// If that is more than may be spent.
    pub(super) fn spend(&mut self, entries: u64) -> Result<(), Unread> {
        self.spent = self.spent.saturating_add(entries);
        if self.spent > self.most { Err(Unread::TooMuch) } else { Ok(()) }
    }

    /// The same for so many bytes of contents.
    pub(super) fn read(&mut self, bytes: usize) -> Result<(), Unread> {
        self.spend(bytes as u64 / BYTES_PER_ENTRY + 1)
    }
}

/// Why the changes of a commit were not looked at.
#[derive(Debug)]
pub(super) enum Unread {
    /// Git could not read something.
    Git(Error),
    /// It would have taken too much work.
    TooMuch,
    /// The commits before it lead out of what was read.
    OutOfReach,
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Git(error)
    }
}

impl Unread {
    pub(super) fn text(&self) -> &'static str {
        match self {
            Self::Git(error) => fault(error),
            Self::OutOfReach => "where its sides parted was not read",
            Self::TooMuch => "it takes more work than a commit of a person does",
        }
    }
}
