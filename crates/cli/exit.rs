use std::process::ExitCode;

/// How a command ended: the contract with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and the answer is no.
    AnswerIsNo,
    /// Not done; nothing half-written is left behind.
    NotDone,
    /// Done, but part of the input could not be inspected.
    PartNotInspected,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::AnswerIsNo => 1,
            Self::NotDone => 2,
            Self::PartNotInspected => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
