use std::ops::Range;

use banbury_evidence::Language;
use banbury_syntax::NodeId;

use super::has_word;
use crate::code::{Kind, Role};
use crate::names::words;
use crate::pattern::{Unit, integer, string_content};

/// The least port that is taken for one. Below stand the small services of the first days, and in code and settings numbers that
/// count sockets, units and lines.
const LEAST: u16 = 20;
/// Arguments of a call, and calls in a function, that are looked at.
const MOST: usize = 16;
/// Levels between a value and the declaration that it is part of.
const MOST_LEVELS: usize = 8;

/// Functions and classes of the languages' libraries that open a port which an argument gives.
const BINDERS: [&str; 21] = [
    "Listen",
    "ListenPacket",
    "ListenAndServe",
    "ListenAndServeTLS",
    "ServerSocket",
    "SSLServerSocket",
    "DatagramSocket",
    "createServerSocket",
    "HTTPServer",
    "ThreadingHTTPServer",
    "TCPServer",
    "UDPServer",
    "ThreadingTCPServer",
    "SimpleXMLRPCServer",
    "WSGIServer",
    "make_server",
    "start_server",
    "create_server",
    "socket_bind",
    "stream_socket_server",
    "socket_create_listen",
];

/// Functions that open a port only if they are given one by that name.
const RUNNERS: [&str; 4] = ["run", "serve", "run_simple", "run_app"];

/// Words of a key that make its port somebody else's, or no network's.
const OTHERS: [&str; 20] = [
    "remote",
    "peer",
    "dst",
    "dest",
    "destination",
    "src",
    "source",
    "proxy",
    "upstream",
    "forward",
    "client",
    "serial",
    "usb",
    "tty",
    "gpio",
    "uart",
    "phy",
    "switch",
    "smtp",
    "ntp",
];

/// The ports that a program listens on: constants that reach what binds them.
pub(super) fn of_calls(unit: &Unit<'_>, found: &mut dyn FnMut(u16, Range<u32>)) {
    let is_c = unit.lowering.grammar.has_preprocessor();
    if is_c {
        of_socket_addresses(unit, found);
    }
    for call in unit.of_kind(Kind::CALL).iter().chain(unit.of_kind(Kind::NEW)) {
        let Some(name) = callee(unit, *call) else { continue };
        let opened = match is_c {
            true => of_c_call(unit, name, *call),
            false => of_library_call(unit, name, *call),
        };
        if let Some(port) = opened {
            found(port, unit.code.range(*call));
        }
    }
}

/// A port where one is expected.
pub(super) fn port(number: i128) -> Option<u16> {
    u16::try_from(number).ok().filter(|port| *port >= LEAST)
}

/// The port in the value of a setting: `port = N`, `Listen 0.0.0.0:N`.
pub(super) fn of_setting(key: &str, value: &str) -> Option<u16> {
    let last = words(key).pop()?;
    if !matches!(last.as_str(), "port" | "listen" | "listenstream" | "listendatagram") || has_word(key, &OTHERS) {
        return None;
    }
    port_behind_colon(value)
}

/// The number that a text is or that stands behind its last colon.
pub(super) fn port_behind_colon(text: &str) -> Option<u16> {
    let number = text.rsplit(':').next()?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok().and_then(port)).flatten()
}

/// The last name of what a call or a `new` calls.
fn callee<'a>(unit: &Unit<'a>, id: NodeId) -> Option<&'a str> {
    let named = unit.callee(id).or_else(|| Some(unit.code.text(unit.code.child(id, Role::CALLEE)?, unit.text)))?;
    named.rsplit(['.', ':']).next()
}

fn arguments(unit: &Unit<'_>, call: NodeId) -> Vec<NodeId> {
    let list = unit.code.child(call, Role::ARGUMENTS);
    list.into_iter().flat_map(|list| unit.code.children(list)).take(MOST).collect()
}

/// The number that an expression is known to be.
fn number(unit: &Unit<'_>, id: NodeId) -> Option<i128> {
    match unit.code.node(id).kind {
        Kind::NUMBER => integer(unit.code.text(id, unit.text)),
        Kind::CAST => unit.code.children(id).last().filter(|inner| *inner != id).and_then(|inner| number(unit, inner)),
        _ => integer(&unit.constants().of(id)?.written(unit.text)?),
    }
}

/// Constants that a field of a socket address gets, if the address is bound in the same function.
fn of_socket_addresses(unit: &Unit<'_>, found: &mut dyn FnMut(u16, Range<u32>)) {
    let code = unit.code;
    for call in unit.calls_of("htons") {
        let constant = arguments(unit, *call).first().and_then(|first| number(unit, *first)).and_then(port);
        let (Some(port), Some((address, function))) = (constant, filled_address(unit, *call)) else { continue };
        let inside = code.range(function);
        let binds = unit.calls_of("bind");
        let first = binds.partition_point(|bind| code.node(*bind).start < inside.start);
        let of_function = binds[first..].iter().take(MOST).filter(|bind| code.node(**bind).end <= inside.end);
        let is_named = |id: NodeId| code.node(id).kind == Kind::NAME && code.text(id, unit.text) == address;
        if of_function.into_iter().any(|bind| code.subtree(*bind).take(4 * MOST).any(is_named)) {
            found(port, code.range(*call));
        }
    }
}

/// The variable that gets a port number as its field or initial value, with the function around it.
fn filled_address<'a>(unit: &Unit<'a>, value: NodeId) -> Option<(&'a str, NodeId)> {
    let code = unit.code;
    let above = |id: &NodeId| code.parent(*id);
    let target = std::iter::successors(code.parent(value), above).take(MOST_LEVELS).find_map(|id| {
        let node = code.node(id);
        match node.kind {
            Kind::ASSIGNMENT => {
                let mut left = code.child(id, Role::LEFT)?;
                let field = code.child(left, Role::PROPERTY).map(|field| code.text(field, unit.text))?;
                while code.node(left).kind == Kind::MEMBER {
                    left = code.child(left, Role::OBJECT)?;
                }
                field.ends_with("port").then(|| code.text(left, unit.text))
            }
            Kind::VARIABLE => {
                let name = code.child(id, Role::NAME).or_else(|| code.child(id, Role::LEFT))?;
                Some(code.text(name, unit.text))
            }
            _ => None,
        }
    })?;
    let function = std::iter::successors(code.parent(value), above).find(|id| code.node(*id).kind == Kind::FUNCTION)?;
    Some((target.trim_start_matches(['&', '*', '(']), function))
}

/// `getaddrinfo(NULL, "4444", ...)`, and functions that say in their name that they listen.
fn of_c_call(unit: &Unit<'_>, name: &str, call: NodeId) -> Option<u16> {
    let arguments = arguments(unit, call);
    let text = |id: NodeId| unit.code.text(id, unit.text);
    if name == "getaddrinfo" {
        let [host, service, ..] = arguments.as_slice() else { return None };
        let is_own = matches!(text(*host), "NULL" | "nullptr" | "0");
        let service = string_content(text(*service));
        return (is_own && !service.contains(':')).then(|| port_behind_colon(service)).flatten();
    }
    // What the C library's own functions are given is an address, or how many may wait.
    if matches!(name, "listen" | "bind") || !has_word(name, &["listen", "bind"]) {
        return None;
    }
    // Behind a socket stands how many may wait; behind an address, a port.
    let is_address = |id: &NodeId| unit.code.node(*id).kind == Kind::STRING || matches!(text(*id), "NULL" | "nullptr");
    let first = arguments.into_iter().find(|id| !is_address(id))?;
    number(unit, first).and_then(port)
}

fn of_library_call(unit: &Unit<'_>, name: &str, call: NodeId) -> Option<u16> {
    use Language as L;
    let arguments = arguments(unit, call);
    let named = || arguments.iter().find_map(|id| named_port(unit, *id));
    let first = || arguments.first().and_then(|id| of_argument(unit, *id));
    match (unit.lowering.grammar.language(), name) {
        // A function's own `bind` has what it is bound to first.
        (L::Javascript | L::Typescript, "bind" | "listen") => first(),
        (L::Java, "InetSocketAddress") if arguments.len() == 1 => first(),
        (_, "bind") => arguments.iter().find_map(|id| of_argument(unit, *id)),
        (_, name) if BINDERS.contains(&name) => {
            named().or_else(|| arguments.iter().find_map(|id| of_argument(unit, *id)))
        }
        (_, name) if RUNNERS.contains(&name) => named(),
        _ => None,
    }
}

/// `port=N`
fn named_port(unit: &Unit<'_>, argument: NodeId) -> Option<u16> {
    let code = unit.code;
    if code.node(argument).kind != Kind::KEYWORD_ARGUMENT {
        return None;
    }
    let name = code.text(argument, unit.text).split(['=', ':']).next()?;
    let value = code.children(argument).last()?;
    (name.trim() == "port").then(|| number(unit, value).and_then(port)).flatten()
}

/// The port that an argument is, or that stands in an address given as text or as a pair.
fn of_argument(unit: &Unit<'_>, argument: NodeId) -> Option<u16> {
    let code = unit.code;
    let direct = |id: NodeId| match code.node(id).kind {
        Kind::STRING => {
            string_content(code.text(id, unit.text)).rsplit_once(':').and_then(|(_, port)| port_behind_colon(port))
        }
        Kind::KEYWORD_ARGUMENT | Kind::CALL | Kind::NEW => None,
        _ => number(unit, id).and_then(port),
    };
    let inner = || code.children(argument).take(4).find_map(direct);
    let is_nested = code.node(argument).kind.is_shared() && code.node(argument).kind != Kind::ARGUMENTS;
    direct(argument).or_else(|| (!is_nested).then(inner).flatten())
}
