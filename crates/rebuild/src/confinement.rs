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
    /// Those that keep a build from the machine, the better one first.
    pub const SANDBOXES: [Self; 2] = [Self::Namespaces, Self::Bubblewrap];

    /// For the reason why it cannot be had.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Namespaces => "namespaces",
            Self::Bubblewrap => "bubblewrap",
            Self::Unconfined => "unconfined",
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
