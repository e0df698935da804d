//! What became of a signature.

use crate::fault::Fault;

/// It holds.
#[derive(Debug, Default)]
pub(super) struct Verified {
    pub(super) algorithm: String,
    /// What must be said of it all the same.
    pub(super) remarks: Vec<String>,
}

impl Verified {
    /// Adds what has not been said.
    pub(super) fn remark(&mut self, remarks: impl IntoIterator<Item = String>) {
        for remark in remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
    }
}

/// It does not hold, or that could not be found out.
#[derive(Debug)]
pub(super) struct Refused {
    /// Empty where that is not known.
    pub(super) algorithm: String,
    pub(super) why: String,
}

impl Refused {
    pub(super) fn because(why: impl Into<String>) -> Self {
        Self { algorithm: String::new(), why: why.into() }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::because(format!("not verified: {fault}"))
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Fault::from(error).into()
    }
}
