//! Functions that must not be hidden, and the words by which a name tells of them.

use crate::effects::Effect;
use crate::names::words;

/// What a group of functions does, and how a name says so.
pub(super) struct Sink {
    pub does: &'static str,
    effect: Effect,
    /// Words for it, in lower case.
    pub words: &'static [&'static str],
}

const SINKS: [Sink; 5] = [
    Sink {
        does: "starts a process",
        effect: Effect::StartsProcess,
        words: &[
            "system", "exec", "execute", "spawn", "popen", "shell", "launch", "start", "process", "proc", "command",
            "program", "helper", "script", "invoke", "fork", "pipe", "run", "cmd", "sh", "prog", "exe", "usermode",
        ],
    },
    Sink {
        does: "changes the identity",
        effect: Effect::ChangesIdentity,
        words: &[
            "uid",
            "gid",
            "ids",
            "setuid",
            "setgid",
            "user",
            "group",
            "groups",
            "root",
            "priv",
            "privs",
            "privilege",
            "privileges",
            "cred",
            "creds",
            "credential",
            "credentials",
            "identity",
            "login",
            "su",
            "sudo",
        ],
    },
    Sink {
        does: "loads code",
        effect: Effect::LoadsCode,
        words: &[
            "dl",
            "dlopen",
            "dlsym",
            "load",
            "loader",
            "loadlibrary",
            "lib",
            "library",
            "libraries",
            "sym",
            "symbol",
            "symbols",
            "module",
            "modules",
            "plugin",
            "plugins",
            "import",
            "resolve",
            "dso",
            "proc",
            "bind",
        ],
    },
    Sink {
        does: "evaluates text as code",
        effect: Effect::EvaluatesText,
        words: &[
            "eval",
            "evaluate",
            "exec",
            "execute",
            "script",
            "interpret",
            "run",
            "load",
            "dostring",
            "dofile",
            "lua",
            "zend",
            "php",
            "python",
            "tcl",
            "perl",
            "js",
            "ruby",
            "call",
            "code",
        ],
    },
    Sink {
        does: "changes what memory may be used for",
        effect: Effect::ChangesMemory,
        words: &[
            "mprotect",
            "protect",
            "unprotect",
            "protection",
            "prot",
            "mem",
            "memory",
            "page",
            "pages",
            "guard",
            "exec",
            "executable",
            "writable",
            "readonly",
            "rw",
            "rx",
            "wx",
            "jit",
            "lock",
            "unlock",
            "map",
        ],
    },
];

/// The group of a function.
pub(super) fn sink(function: &str) -> Option<&'static Sink> {
    let effect = Effect::of(function)?;
    SINKS.iter().find(|sink| sink.effect == effect)
}

impl Sink {
    /// Whether a reader of the name `name` knows: it has the name of such a function in it, or one of its words is, begins
    /// or ends with one of these.
    pub fn is_told_by(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        self.effect.functions().any(|function| lower.contains(&function.to_ascii_lowercase()))
            || words(name).iter().any(|word| self.words.iter().any(|telling| tells(word, telling)))
    }
}

/// Letters that may stand beside a word of three, as in `RUNCMD` and `xrun`, but not in `runtime`.
const BESIDE_SHORT: usize = 3;

fn tells(word: &str, telling: &str) -> bool {
    let beside = word.len().saturating_sub(telling.len());
    let is_part = word.starts_with(telling) || word.ends_with(telling);
    match telling.len() {
        ..=2 => word == telling,
        3 => is_part && beside <= BESIDE_SHORT,
        _ => is_part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_by_their_words() {
        let starts = sink("system").unwrap();
        for name in ["RUN_CMD", "RUNCMD", "xexec", "BB_EXECVP", "DoSpawn", "sh", "my_system", "run2", "StartIt"] {
            assert!(starts.is_told_by(name), "{name}");
        }
        for name in ["LOG_FLUSH", "refresh_cache", "RUNTIME_LOG", "prune", "PUSH", "trunc", "DEBUG3_LOG", "shift"] {
            assert!(!starts.is_told_by(name), "{name}");
        }
        let identity = sink("setuid").unwrap();
        assert!(identity.is_told_by("xseteuid") && identity.is_told_by("DROP_PRIVS"));
        assert!(!identity.is_told_by("ui_idle"));
    }
}
