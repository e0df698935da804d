use std::ops::{BitOr, BitOrAssign, Range};

use banbury_syntax::NodeId;
use serde::{Deserialize, Serialize};

use crate::code::Role;
use crate::effects::Effect;
use crate::pattern::{Unit, string_content};

/// What code does by itself, as far as it bears on letting somebody in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Deeds(u8);

impl Deeds {
    pub const NONE: Self = Self(0);
    /// Puts another program in its place, or starts one.
    pub const STARTS: Self = Self(1);
    /// Names a shell, or a program that gives one to others.
    pub const NAMES_SHELL: Self = Self(2);
    /// Waits for connections.
    pub const LISTENS: Self = Self(4);
    /// Puts a descriptor in the place of a standard stream.
    pub const JOINS_STREAMS: Self = Self(8);
    /// Becomes root, by a literal number.
    pub const BECOMES_ROOT: Self = Self(16);
    /// Evaluates text as code.
    pub const EVALUATES: Self = Self(32);

    /// How many there are.
    const COUNT: usize = 6;

    fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether all this together lets somebody in.
    pub fn let_in(self) -> bool {
        let with_start = [Self::NAMES_SHELL, Self::LISTENS, Self::JOINS_STREAMS, Self::BECOMES_ROOT];
        self.has(Self::EVALUATES) || with_start.iter().any(|deed| self.has(*deed | Self::STARTS))
    }

    /// Whether it names a shell, and leaves the start of it to others.
    pub fn hands_shell_on(self) -> bool {
        self.has(Self::NAMES_SHELL) && !self.has(Self::STARTS)
    }

    /// Whether it starts a program.
    pub fn starts(self) -> bool {
        self.has(Self::STARTS)
    }

    /// In words.
    pub fn told(self) -> String {
        let words = [
            (Self::NAMES_SHELL, "a shell or a service that gives one"),
            (Self::LISTENS, "a listening socket"),
            (Self::JOINS_STREAMS, "its standard streams on another descriptor"),
            (Self::BECOMES_ROOT, "root's identity"),
            (Self::EVALUATES, "text that is evaluated as code"),
            (Self::STARTS, "a program that is started"),
        ];
        let told: Vec<&str> = words.iter().filter(|(deed, _)| self.has(*deed)).map(|(_, word)| *word).collect();
        told.join(", ")
    }
}

/// Where in a function which deed is done: branches nest, and no branch is looked through for those inside it again.
#[derive(Default)]
pub(super) struct DeedsAt([Vec<NodeId>; Deeds::COUNT]);

impl DeedsAt {
    /// Adds what a node does. Nodes are to be added in their order.
    pub fn add(&mut self, node: NodeId, deeds: Deeds) {
        for (deed, nodes) in self.0.iter_mut().enumerate() {
            if deeds.has(Deeds(1 << deed)) {
                nodes.push(node);
            }
        }
    }

    /// What is done among these nodes.
    pub fn among(&self, range: &Range<NodeId>) -> Deeds {
        let mut deeds = Deeds::NONE;
        for (deed, nodes) in self.0.iter().enumerate() {
            let first = nodes.partition_point(|node| *node < range.start);
            if nodes.get(first).is_some_and(|node| range.contains(node)) {
                deeds |= Deeds(1 << deed);
            }
        }
        deeds
    }
}

impl BitOr for Deeds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Deeds {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

const LISTENING: [&str; 2] = ["bind", "listen"];
const JOINING: [&str; 3] = ["dup2", "dup3", "posix_spawn_file_actions_adddup2"];
/// Programs that give a shell, by the last name of their path.
const SHELLS: [&str; 14] = [
    "ash",
    "bash",
    "csh",
    "dash",
    "dropbear",
    "gdbserver",
    "ksh",
    "nc",
    "ncat",
    "sh",
    "socat",
    "telnetd",
    "utelnetd",
    "zsh",
];

/// What a call does, if it is of no function of the drop.
pub(super) fn of_call(unit: &Unit<'_>, call: NodeId, name: &str) -> Deeds {
    match Effect::of(name) {
        Some(Effect::StartsProcess) => Deeds::STARTS,
        Some(Effect::EvaluatesText) => Deeds::EVALUATES,
        Some(Effect::ChangesIdentity) if has_zero(unit, call) => Deeds::BECOMES_ROOT,
        _ if LISTENING.contains(&name) => Deeds::LISTENS,
        _ if JOINING.contains(&name) => Deeds::JOINS_STREAMS,
        _ => Deeds::NONE,
    }
}

/// What a string literal tells.
pub(super) fn of_literal(literal: &str) -> Deeds {
    if names_shell(string_content(literal)) { Deeds::NAMES_SHELL } else { Deeds::NONE }
}

/// Whether an argument of a call is 0.
fn has_zero(unit: &Unit<'_>, call: NodeId) -> bool {
    let arguments = unit.code.child(call, Role::ARGUMENTS);
    arguments.is_some_and(|list| unit.code.children(list).any(|argument| unit.code.text(argument, unit.text) == "0"))
}

/// Whether a text is the path or name of a shell, or a command line that begins with one.
fn names_shell(text: &str) -> bool {
    let program = text.split([' ', ';']).next().unwrap_or("");
    let is_path = program.starts_with('/') || program == text;
    let last = program.rsplit('/').next().unwrap_or("");
    is_path && SHELLS.contains(&last)
}
