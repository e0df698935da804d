use crate::sandbox::{self, Failure, Survey};
use crate::setting::Setting;
use crate::{BuildLimits, Recipe};

/// How a build is kept from the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// In namespaces of its own, made by hakoniwa.
    Namespaces,
    /// In namespaces of its own, made by bubblewrap, the program.
    Bubblewrap,
    /// Not at all: it can do what the user can who runs it, or, where that is root, what a user without rights can.
    Unconfined,
}

impl Confinement {
    /// The first way in which this machine can confine a build.
    ///
    /// # Errors
    ///
    /// The reasons why there is none, in words.
    pub fn of_this_machine() -> Result<Self, String> {
        let first = match Self::Namespaces.try_out() {
            Ok(()) => return Ok(Self::Namespaces),
            Err(reason) => reason,
        };
        let second = |reason| format!("{first}; with bubblewrap: {reason}");
        Self::Bubblewrap.try_out().map(|()| Self::Bubblewrap).map_err(second)
    }

    /// Whether this machine lets a build be confined so.
    ///
    /// # Errors
    ///
    /// The reason why not, in words.
    pub fn try_out(self) -> Result<(), String> {
        let limits = BuildLimits { seconds: 10, output_mib: 16, ..BuildLimits::default() };
        let nothing = Recipe { steps: vec!["/bin/true".to_owned()], limits, ..Recipe::default() };
        match sandbox::run(&nothing, &Survey::empty(), &Setting::usual(&nothing, self)) {
            Ok(finished) if finished.exit_codes == [0] => Ok(()),
            Ok(_) => Err("a program that does nothing failed in the sandbox".to_owned()),
            Err(Failure::Unavailable(reason)) => Err(reason),
            Err(Failure::Error(error)) => Err(error.to_string()),
        }
    }

    /// What it is by, for the account of a build.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Namespaces => "Confined build",
            Self::Bubblewrap => "Confined build, by bubblewrap,",
            Self::Unconfined => "NOT CONFINED: build",
        }
    }
}
