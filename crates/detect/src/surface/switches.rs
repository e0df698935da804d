use super::commands::Command;
use crate::names::words;

/// Words of a name that say what the switch is for.
const DEBUG: [&str; 5] = ["debug", "dbg", "kgdb", "jtag", "debugger"];
/// Words that turn a switch's meaning round.
const NOT: [&str; 8] = ["no", "non", "not", "ndebug", "disable", "disabled", "without", "skip"];
/// Values that are on.
const ON: [&str; 7] = ["y", "yes", "1", "on", "true", "enable", "enabled"];

/// Programs that give a debugger or a shell to whoever connects.
const SERVICES: [&str; 8] =
    ["telnetd", "in.telnetd", "utelnetd", "gdbserver", "getty", "agetty", "mingetty", "lldb-server"];

/// The debug switch that a setting puts on.
pub(super) fn of_setting<'a>(key: &'a str, value: &str) -> Option<&'a str> {
    (is_switch(key) && ON.contains(&value.to_ascii_lowercase().as_str())).then_some(key)
}

/// The debug switch that a word of a build file defines: `-DFLASH_DEBUG`, `-DFLASH_DEBUG=1`.
pub(super) fn of_definition(word: &str) -> Option<&str> {
    let definition = word.trim_start_matches(['"', '\'']).strip_prefix("-D")?;
    let (name, value) = definition.split_once('=').unwrap_or((definition, "1"));
    of_setting(name, value.trim_end_matches(['"', '\'']))
}

/// Whether a name is that of an option for finding errors.
pub(super) fn is_switch(name: &str) -> bool {
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    name.len() <= 128 && has(&DEBUG) && !has(&NOT)
}

/// The debug service that a command starts, by itself or through `start-stop-daemon`.
pub(super) fn of_command<'a>(command: &Command<'a>) -> Option<&'a str> {
    let started = match command.program {
        "start-stop-daemon" => {
            let starts = command.arguments.iter().any(|word| matches!(*word, "-S" | "--start"));
            let behind =
                command.arguments.iter().skip_while(|word| !matches!(**word, "-x" | "--exec" | "-a" | "--startas"));
            behind.copied().nth(1).filter(|_| starts)?.rsplit('/').next()?
        }
        program => program,
    };
    SERVICES.contains(&started).then_some(started)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_that_are_on_are_told_from_those_that_are_off() {
        assert_eq!(of_setting("CONFIG_SLUB_DEBUG", "y"), Some("CONFIG_SLUB_DEBUG"));
        assert_eq!(of_definition("-DRRU_DEBUG=1"), Some("RRU_DEBUG"));
        assert_eq!(of_definition("-DDEBUG"), Some("DEBUG"));
        for (key, value) in [("RRU_DEBUG", "n"), ("NO_DEBUG", "y"), ("RRU_DEBUGGABLE", "y"), ("DEBUG_LEVEL", "3")] {
            assert_eq!(of_setting(key, value), None, "{key}={value}");
        }
        assert_eq!(of_definition("-DNDEBUG"), None);
    }
}
