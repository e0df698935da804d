use std::ops::Range;

use super::has_word;
use crate::code::{Kind, Role};
use crate::names::words;
use crate::pattern::{Unit, string_content};

/// Shells of accounts that nobody logs in to.
const NO_SHELLS: [&str; 4] = ["nologin", "false", "sync", "halt"];
/// Options of `useradd` and `adduser` that the next word belongs to.
const WITH_VALUE: [&str; 18] = [
    "-b",
    "-c",
    "-d",
    "-e",
    "-f",
    "-g",
    "-G",
    "-h",
    "-k",
    "-K",
    "-p",
    "-s",
    "-u",
    "--gecos",
    "--home",
    "--shell",
    "--uid",
    "--ingroup",
];

/// The account of a line of `passwd` (passwd(5)) or `shadow` (shadow(5)), if somebody can log in to it.
pub(super) fn of_line(line: &str) -> Option<&str> {
    let fields: Vec<&str> = line.trim_end().splitn(10, ':').collect();
    let is_number = |field: &str| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    let may_log_in = match fields.as_slice() {
        [_, password, uid, gid, _, home, shell] => {
            let is_entry = is_number(uid) && is_number(gid) && home.starts_with('/');
            let has_shell = NO_SHELLS.iter().all(|no_shell| !shell.ends_with(no_shell));
            is_entry && has_shell && !is_locked(password)
        }
        [_, hash, changed, dates @ .., _] if fields.len() == 9 => {
            let are_dates = dates.iter().all(|date| date.is_empty() || is_number(date));
            let is_entry = are_dates && (is_number(changed) || changed.is_empty());
            // Elsewhere nine fields are nine fields.
            let is_hash = hash.is_empty() || hash.starts_with('$') || hash.len() == 13;
            is_entry && is_hash
        }
        _ => false,
    };
    fields.first().copied().filter(|name| may_log_in && is_name(name))
}

/// No password gives this hash.
fn is_locked(password: &str) -> bool {
    password.starts_with(['*', '!'])
}

/// A login name (useradd(8)).
fn is_name(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// The accounts that a string literal adds: lines of `passwd` or `shadow`, or a command.
pub(super) fn of_literal(content: &str) -> impl Iterator<Item = &str> {
    let adds = content.starts_with("useradd ") || content.starts_with("adduser ");
    let words = adds.then(|| content.split_whitespace().collect::<Vec<_>>());
    let of_lines = content.split("\\n").filter_map(of_line);
    of_lines.chain(words.and_then(|words| of_command(words.first()?, words.get(1..)?)))
}

/// The account that a command of a shell adds.
pub(super) fn of_command<'a>(program: &str, arguments: &[&'a str]) -> Option<&'a str> {
    if !matches!(program, "useradd" | "adduser") {
        return None;
    }
    let is_service = arguments.iter().any(|word| {
        matches!(*word, "-r" | "--system" | "-S") || NO_SHELLS.iter().any(|no_shell| word.ends_with(no_shell))
    });
    let mut rest = arguments.iter();
    let mut name = None;
    while let Some(word) = rest.next() {
        if WITH_VALUE.contains(word) {
            rest.next();
        } else if !word.starts_with('-') {
            // `adduser USER GROUP` names the account first.
            name = name.or(Some(*word));
        }
    }
    name.filter(|name| !is_service && is_name(name))
}

/// The account in a `name:password` that is given to `chpasswd`.
pub(super) fn of_password(word: &str) -> Option<&str> {
    word.split_once(':').map(|(name, _)| name).filter(|name| is_name(name))
}

/// The accounts that a program adds by calls: `user_add("service", ...)`.
pub(super) fn of_calls(unit: &Unit<'_>, found: &mut dyn FnMut(&str, Range<u32>)) {
    let code = unit.code;
    for call in unit.of_kind(Kind::CALL) {
        let Some(name) = unit.callee(*call) else { continue };
        let lower = name.to_ascii_lowercase();
        let adds = matches!(lower.as_str(), "adduser" | "useradd")
            || (has_word(name, &["user", "account"]) && has_word(name, &["add", "create", "new", "register"]));
        // `new_user_page("x")` makes something else of a user.
        if !adds || words(name).len() > 3 {
            continue;
        }
        let list = code.child(*call, Role::ARGUMENTS);
        let literal = list.into_iter().flat_map(|list| code.children(list)).take(4);
        let first = literal.map(|id| (id, code.node(id).kind)).find(|(_, kind)| *kind == Kind::STRING);
        if let Some((id, _)) = first {
            let account = string_content(code.text(id, unit.text));
            if is_name(account) {
                found(account, code.range(*call));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_accounts_that_log_in_are_told_from_locked_ones() {
        assert_eq!(of_line("svc:x:0:0:Service:/root:/bin/sh"), Some("svc"));
        assert_eq!(of_line("svc::0:0::/:"), Some("svc"));
        assert_eq!(of_line("svc:$6$salt$hash:19000:0:99999:7:::"), Some("svc"));
        for other in [
            "daemon:*:1:1:daemon:/usr/sbin:/bin/sh",
            "sshd:x:22:22::/run/sshd:/usr/sbin/nologin",
            "bin:*:19000:0:99999:7:::",
            "a:b:c:d:e:f:g",
            "1:2:3:4:5:6:7:8:9",
            "admin:3:$t1$-$*:Administrator",
        ] {
            assert_eq!(of_line(other), None, "{other}");
        }
    }

    #[test]
    fn commands_name_the_account_among_their_options() {
        let account = |text: &'static str| {
            let words: Vec<&str> = text.split(' ').collect();
            of_command(words[0], &words[1..])
        };
        assert_eq!(account("useradd -m -s /bin/sh -G wheel support"), Some("support"));
        assert_eq!(account("adduser -D support wheel"), Some("support"));
        assert_eq!(account("useradd -r ntp"), None);
        assert_eq!(account("adduser -s /sbin/nologin -D http"), None);
        assert_eq!(account("useradd $NAME"), None);
        assert_eq!(of_literal("a:x:0:0::/:/bin/sh\\nb:x:1:1::/:/bin/sh").collect::<Vec<_>>(), ["a", "b"]);
    }
}
