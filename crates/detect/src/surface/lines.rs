use banbury_evidence::Language;

use super::commands::{self, Command, commands};
use super::settings::setting;
use super::{Surface, SurfaceKind, accounts, hosts, ports, switches};

/// Longest line of settings that is looked at, in bytes: what is longer is data. Commands may be of any length.
const LONGEST_SETTING: usize = 1024;

/// Programs whose addresses are this machine's own, or only printed.
const OWN_ADDRESSES: [&str; 12] = [
    "ifconfig",
    "ip",
    "route",
    "iptables",
    "ip6tables",
    "nft",
    "udhcpd",
    "echo",
    "printf",
    "logger",
    "kill",
    "killall",
];
/// Commands that assign what stands behind them.
const ASSIGNERS: [&str; 3] = ["export", "local", "readonly"];
/// Ports of services that inetd.conf(5) names by their name (IANA).
const SERVICES: [(&str, u16); 11] = [
    ("ftp", 21),
    ("ssh", 22),
    ("telnet", 23),
    ("tftp", 69),
    ("finger", 79),
    ("http", 80),
    ("exec", 512),
    ("login", 513),
    ("shell", 514),
    ("rsync", 873),
    ("swat", 901),
];

/// What the lines of a text tell that is no program: settings, commands of a shell, tables of accounts and services.
pub(crate) fn facts_of_lines(surface: &mut Surface<'_, '_>, language: Option<Language>) {
    let Some(form) = Form::of(language) else { return };
    let source = surface.source;
    let mut option = "";
    for number in 1..=source.lines.count() {
        let start = source.lines.start(number);
        let line = source.lines.text(&source.text, number);
        let text = line.trim();
        if text.is_empty() || form.is_comment(text) || (form == Form::Settings && text.len() > LONGEST_SETTING) {
            continue;
        }
        let at = start + (line.len() - line.trim_start().len());
        let mut add = |kind, name: &str| surface.add(kind, name, &(at..at + text.len()), None);
        match form {
            Form::Kconfig => {
                option = text.strip_prefix("config ").map_or(option, str::trim);
                if text == "default y" && switches::is_switch(option) {
                    add(SurfaceKind::DebugSwitch, option);
                }
            }
            Form::Settings => {
                of_table(text, &mut add);
                of_setting(text, &mut add);
            }
            Form::Build => {
                // A recipe's lines are commands.
                if line.starts_with('\t') {
                    of_commands(text, &mut add);
                } else {
                    of_setting(text, &mut add);
                }
                let defined = text.split_whitespace().filter_map(switches::of_definition);
                defined.for_each(|name| add(SurfaceKind::DebugSwitch, name));
            }
            Form::Shell => {
                of_table(text, &mut add);
                if commands(text).iter().all(|command| ASSIGNERS.contains(&command.program)) {
                    of_setting(text, &mut add);
                }
                of_commands(text, &mut add);
            }
        }
    }
}

/// How the lines of a text are to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Settings,
    Shell,
    Build,
    Kconfig,
}

impl Form {
    /// None where lines tell nothing: programs, whose literals do, and prose.
    fn of(language: Option<Language>) -> Option<Self> {
        use Language as L;
        match language {
            None | Some(L::Toml | L::Yaml | L::Json) => Some(Self::Settings),
            Some(L::Shell) => Some(Self::Shell),
            Some(L::Make | L::Cmake) => Some(Self::Build),
            Some(L::Kconfig) => Some(Self::Kconfig),
            Some(_) => None,
        }
    }

    /// Whether a line is a comment. Where lines are commands, `*) telnetd` is one.
    fn is_comment(self, line: &str) -> bool {
        let marks: &[&str] = if self == Self::Settings { &["#", ";", "//", "--", "*"] } else { &["#"] };
        marks.iter().any(|mark| line.starts_with(mark))
    }
}

type Add<'a> = dyn FnMut(SurfaceKind, &str) + 'a;

fn of_setting(text: &str, add: &mut Add<'_>) {
    let Some(setting) = setting(text) else { return };
    let (key, value) = (setting.key, setting.value);
    if let Some(port) = ports::of_setting(key, value) {
        add(SurfaceKind::Port, &port.to_string());
    }
    if let Some(host) = hosts::of_setting(key, value) {
        add(SurfaceKind::Host, &host);
    }
    if let Some(switch) = switches::of_setting(key, value) {
        add(SurfaceKind::DebugSwitch, switch);
    }
    if matches!(key, "RUN" | "ExecStart" | "ExecStartPre" | "CMD" | "command") {
        let command = text.split_once(['=', ' ', ':']).map_or("", |(_, command)| command);
        of_commands(command, add);
    }
}

/// Lines of passwd(5), shadow(5), inittab(5) and inetd.conf(5).
fn of_table(text: &str, add: &mut Add<'_>) {
    if let Some(account) = accounts::of_line(text) {
        add(SurfaceKind::Account, account);
    }
    if let [_, _, "respawn" | "askfirst" | "once" | "sysinit" | "boot" | "wait", command] =
        text.splitn(4, ':').collect::<Vec<_>>().as_slice()
    {
        of_commands(command.trim_start_matches('-'), add);
    }
    let fields: Vec<&str> = text.split_whitespace().take(6).collect();
    if let [service, "stream" | "dgram", _, "wait" | "nowait", _, program] = fields.as_slice() {
        let named = SERVICES.iter().find(|(name, _)| name == service).map(|(_, port)| *port);
        if let Some(port) = named.or_else(|| ports::port_behind_colon(service)) {
            add(SurfaceKind::Port, &port.to_string());
        }
        of_commands(program, add);
    }
}

fn of_commands(text: &str, add: &mut Add<'_>) {
    let commands = commands(text);
    let sets_password = commands.iter().any(|command| command.program == "chpasswd");
    for command in &commands {
        if let Some(service) = switches::of_command(command) {
            add(SurfaceKind::DebugSwitch, service);
        }
        if let Some(port) = commands::port(command) {
            add(SurfaceKind::Port, &port.to_string());
        }
        if let Some(account) = accounts::of_command(command.program, &command.arguments) {
            add(SurfaceKind::Account, account);
        }
        if sets_password && command.program == "echo" {
            let named = command.arguments.iter().filter_map(|word| accounts::of_password(word));
            named.for_each(|account| add(SurfaceKind::Account, account));
        }
        if !OWN_ADDRESSES.contains(&command.program) {
            hosts_of(command).for_each(|host| add(SurfaceKind::Host, &host));
        }
    }
}

fn hosts_of(command: &Command<'_>) -> impl Iterator<Item = String> {
    command.arguments.iter().filter_map(|word| hosts::of_argument(command.program, word))
}
