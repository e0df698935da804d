use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::effects::Effect;

/// One kind of weak sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) enum SignKind {
    OddConstant,
    EncodedText,
    HidingPlace,
    Silence,
    TimeOrPlace,
    StartsProgram,
    EvaluatesText,
    LoadsCode,
    ChangesIdentity,
    ChangesMemory,
    Listens,
    CallsOut,
    Destroys,
    Detaches,
}

impl SignKind {
    /// What it counts for.
    pub fn weight(self) -> u32 {
        match self {
            Self::EncodedText | Self::HidingPlace | Self::StartsProgram | Self::EvaluatesText | Self::LoadsCode => 3,
            Self::OddConstant | Self::TimeOrPlace | Self::ChangesIdentity | Self::ChangesMemory | Self::Destroys => 2,
            Self::Silence | Self::Listens | Self::CallsOut | Self::Detaches => 1,
        }
    }

    /// Whether code seldom needs it; all others have an effect that many programs are there for.
    pub fn is_odd(self) -> bool {
        matches!(self, Self::OddConstant | Self::EncodedText | Self::HidingPlace | Self::Silence | Self::TimeOrPlace)
    }

    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::OddConstant => "an odd constant",
            Self::EncodedText => "encoded text",
            Self::HidingPlace => "a hiding place",
            Self::Silence => "silence",
            Self::TimeOrPlace => "a question about time or place",
            Self::StartsProgram => "a program that is started",
            Self::EvaluatesText => "text that is evaluated as code",
            Self::LoadsCode => "code that is loaded",
            Self::ChangesIdentity => "another identity",
            Self::ChangesMemory => "memory whose protection is changed",
            Self::Listens => "a listening socket",
            Self::CallsOut => "a call to another host",
            Self::Destroys => "files or data that are destroyed",
            Self::Detaches => "a process of its own",
        }
    }
}

/// Kinds by the last name of what is called, beside those of [`Effect`].
const CALLS: [(SignKind, &[&str]); 9] = [
    (
        SignKind::EncodedText,
        &[
            "atob",
            "b64decode",
            "base64_decode",
            "b64_decode",
            "hex2bin",
            "fromhex",
            "unhexlify",
            "str_rot13",
            "decode64",
        ],
    ),
    (SignKind::Silence, &["closelog", "setlogmask", "error_reporting"]),
    (
        SignKind::TimeOrPlace,
        &["gethostname", "uname", "getdomainname", "setlocale", "getlocale", "getpass", "gethwaddr"],
    ),
    (
        SignKind::StartsProgram,
        &[
            "shell_exec",
            "passthru",
            "proc_open",
            "pcntl_exec",
            "Popen",
            "check_output",
            "check_call",
            "execSync",
            "spawnSync",
            "execFileSync",
            "execFile",
            "ProcessBuilder",
        ],
    ),
    (SignKind::EvaluatesText, &["eval", "loadstring", "create_function", "instance_eval", "class_eval"]),
    (SignKind::Listens, &["bind", "listen", "accept"]),
    (SignKind::CallsOut, &["connect", "fsockopen", "urlopen", "curl_exec", "curl_easy_perform", "create_connection"]),
    (SignKind::Destroys, &["unlink", "unlinkSync", "rmtree", "rmdir", "ftruncate", "truncate", "reboot", "remove_all"]),
    (SignKind::Detaches, &["fork", "vfork", "setsid", "daemon"]),
];

/// The sign that a call gives by the name of what it calls. Every call of every file asks.
pub(super) fn of_call(name: &str) -> Option<SignKind> {
    static BY_NAME: LazyLock<HashMap<&str, SignKind>> =
        LazyLock::new(|| CALLS.iter().flat_map(|(kind, names)| names.iter().map(move |name| (*name, *kind))).collect());
    let by_effect = Effect::of(name).map(|effect| match effect {
        Effect::StartsProcess => SignKind::StartsProgram,
        Effect::ChangesIdentity => SignKind::ChangesIdentity,
        Effect::LoadsCode => SignKind::LoadsCode,
        Effect::EvaluatesText => SignKind::EvaluatesText,
        Effect::ChangesMemory => SignKind::ChangesMemory,
    });
    by_effect.or_else(|| BY_NAME.get(name).copied())
}
