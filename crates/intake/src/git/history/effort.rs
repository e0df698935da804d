use git2::Error;

use crate::git::repository::fault;

/// What looking at one commit may cost: entries of trees compared, commits visited, and parts of contents read. The largest merge of a
/// large project costs a tenth of it.
const MOST: u64 = 2_000_000;
/// Bytes of contents that cost as much as one entry of a tree.
const BYTES: u64 = 64;

/// What looking at one commit has cost so far.
#[derive(Default)]
pub(super) struct Effort {
    pub(super) spent: u64,
}

impl Effort {
    /// Takes note of so many entries of trees, or commits.
    ///
    /// # Errors
    /// If that is more than any commit of a person needs.
    pub(super) fn spend(&mut self, entries: u64) -> Result<(), Unread> {
        self.spent = self.spent.saturating_add(entries);
        if self.spent > MOST { Err(Unread::TooMuch) } else { Ok(()) }
    }

    /// The same for so many bytes of contents.
    pub(super) fn read(&mut self, bytes: usize) -> Result<(), Unread> {
        self.spend(bytes as u64 / BYTES + 1)
    }
}

/// Why the changes of a commit were not looked at.
#[derive(Debug)]
pub(super) enum Unread {
    /// Git could not read something.
    Git(Error),
    /// It would have taken too much work.
    TooMuch,
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
            Self::TooMuch => "it takes more work than a commit of a person does",
        }
    }
}
