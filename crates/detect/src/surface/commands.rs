use std::ops::Range;

use super::ports::port_behind_colon;

/// One command of a shell's line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Command<'a> {
    /// The program, without its folder.
    pub program: &'a str,
    pub arguments: Vec<&'a str>,
    /// Where it stands in the line.
    pub range: Range<usize>,
}

/// Words before a command that do not change which one it is.
const BEFORE: [&str; 16] = [
    "then", "do", "else", "if", "elif", "while", "until", "!", "{", "exec", "nohup", "busybox", "sudo", "command",
    "time", "RUN",
];
/// Programs that listen on the port of their option `-p`.
const DAEMONS: [&str; 15] = [
    "telnetd",
    "in.telnetd",
    "utelnetd",
    "sshd",
    "dropbear",
    "httpd",
    "uhttpd",
    "lighttpd",
    "mini_httpd",
    "thttpd",
    "boa",
    "goahead",
    "iperf",
    "iperf3",
    "redis-server",
];

/// The commands of a line, up to a comment. Quotes hold words together; what is substituted stays as it is written.
pub(super) fn commands(line: &str) -> Vec<Command<'_>> {
    let mut found = Vec::new();
    let mut command = Command::default();
    for (range, word) in split(line) {
        let is_separator = matches!(word, ";" | "&" | "|" | "(" | ")");
        if is_separator {
            if !command.program.is_empty() {
                found.push(std::mem::take(&mut command));
            }
        } else if !command.program.is_empty() {
            command.arguments.push(word);
            command.range.end = range.end;
        } else if !BEFORE.contains(&word) && !is_assignment(word) {
            command.program = word.rsplit('/').next().unwrap_or(word);
            command.range = range;
        }
    }
    if !command.program.is_empty() {
        found.push(command);
    }
    found
}

fn is_assignment(word: &str) -> bool {
    let name = word.split_once('=').map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The words of a line without their quotes, and its separators.
fn split(line: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut quote = None;
    let push = |range: Range<usize>, found: &mut Vec<_>| {
        let word = line.get(range.clone()).unwrap_or("");
        let bare = word.trim_matches(['"', '\'']);
        found.push((range, if bare.is_empty() { word } else { bare }));
    };
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => {
                quote = Some(character);
                start = start.or(Some(at));
            }
            (None, '#') if start.is_none() => return found,
            (None, ';' | '&' | '|' | '(' | ')') => {
                if let Some(start) = start.take() {
                    push(start..at, &mut found);
                }
                push(at..at + 1, &mut found);
            }
            (None, blank) if blank.is_whitespace() => {
                if let Some(start) = start.take() {
                    push(start..at, &mut found);
                }
            }
            (None, _) => start = start.or(Some(at)),
        }
    }
    if let Some(start) = start {
        push(start..line.len(), &mut found);
    }
    found
}

/// The port that a command listens on.
pub(super) fn port(command: &Command<'_>) -> Option<u16> {
    let arguments = &command.arguments;
    let has = |option: &str| {
        arguments.iter().any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(option))
    };
    let option = || {
        let at = arguments.iter().position(|word| word.starts_with("-p") || word.starts_with("--port"))?;
        let word = arguments.get(at)?.trim_start_matches("--port").trim_start_matches("-p").trim_start_matches('=');
        port_behind_colon(if word.is_empty() { arguments.get(at + 1)? } else { word })
    };
    match command.program {
        "nc" | "ncat" | "netcat" if has("l") => option().or_else(|| port_behind_colon(arguments.last()?)),
        "gdbserver" => arguments.iter().find(|word| word.contains(':')).and_then(|word| port_behind_colon(word)),
        "socat" => arguments.iter().find_map(|word| {
            let (kind, rest) = word.split_once(':')?;
            let listens = kind.to_ascii_uppercase().ends_with("-LISTEN") || kind.to_ascii_uppercase().ends_with("-L");
            port_behind_colon(rest.split(',').next()?).filter(|_| listens)
        }),
        program if DAEMONS.contains(&program) => option(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(line: &str) -> Vec<&str> {
        commands(line).into_iter().map(|command| command.program).collect()
    }

    #[test]
    fn the_commands_of_a_line_are_told_from_their_arguments() {
        assert_eq!(programs("[ -x /usr/sbin/sshd ] && /usr/sbin/sshd"), ["[", "sshd"]);
        assert_eq!(programs("A=1 exec telnetd -l /bin/sh & # getty"), ["telnetd"]);
        assert_eq!(programs("echo 'x; telnetd' | logger"), ["echo", "logger"]);
        assert_eq!(programs("# telnetd"), [""; 0]);
    }

    #[test]
    fn a_port_is_known_by_the_program_and_its_option() {
        let port = |line| commands(line).first().and_then(port);
        for line in [
            "telnetd -p 2323",
            "dropbear -p0.0.0.0:2323",
            "httpd --port=2323",
            "nc -l -p 2323",
            "nc -lk 2323",
            "gdbserver :2323 /bin/x",
            "socat TCP-LISTEN:2323,fork EXEC:sh",
        ] {
            assert_eq!(port(line), Some(2323), "{line}");
        }
        for line in ["ssh -p 2323 host", "nc host 2323", "telnetd -l /bin/sh", "telnetd -p $PORT"] {
            assert_eq!(port(line), None, "{line}");
        }
    }
}
