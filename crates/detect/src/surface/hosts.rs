// Forms of addresses only: `core` has no network.
use core::net::{Ipv4Addr, Ipv6Addr};

/// Schemes of addresses that something connects to.
const SCHEMES: [&str; 22] = [
    "http", "https", "ws", "wss", "ftp", "ftps", "tftp", "sftp", "ssh", "telnet", "tcp", "udp", "tls", "ssl", "mqtt",
    "mqtts", "coap", "coaps", "ldap", "ldaps", "rtsp", "git",
];

/// Top-level domains that make a dotted name a host name without more context. Names of files, properties and packages end in
/// most others.
const PLAIN_DOMAINS: [&str; 12] =
    ["com", "net", "org", "edu", "gov", "mil", "biz", "int", "cloud", "online", "xyz", "onion"];

/// Endings of dotted names that are files as a rule, where a host may stand too.
const FILES: [&str; 37] = [
    "c", "h", "py", "sh", "pm", "so", "js", "ts", "lua", "conf", "cfg", "ini", "txt", "log", "json", "xml", "html",
    "htm", "css", "php", "pem", "crt", "key", "der", "sock", "socket", "pid", "bin", "img", "gz", "zip", "exe",
    "service", "jar", "o", "obj", "a",
];

/// Domains in which nobody outside can be met: reserved for examples and tests (RFC 2606, RFC 6761), local (RFC 6762, RFC
/// 8375), or no hosts.
const NOWHERE: [&str; 14] = [
    "example.com",
    "example.net",
    "example.org",
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
    "localdomain",
    "lan",
    "home",
    "internal",
    "arpa",
    "in-addr",
];

/// Hosts whose addresses are names of vocabularies, which nothing is fetched from.
const NAMESPACES: [&str; 17] = [
    "www.w3.org",
    "w3.org",
    "schemas.xmlsoap.org",
    "schemas.microsoft.com",
    "schemas.openxmlformats.org",
    "schemas.android.com",
    "json-schema.org",
    "schema.org",
    "purl.org",
    "xmlns.com",
    "ns.adobe.com",
    "java.sun.com",
    "docbook.org",
    "relaxng.org",
    "tempuri.org",
    "docs.oasis-open.org",
    "www.onvif.org",
];

/// Words in the keys of settings that hold a host.
const KEYS: [&str; 21] = [
    "host",
    "hosts",
    "server",
    "servers",
    "ntp",
    "dns",
    "nameserver",
    "broker",
    "proxy",
    "endpoint",
    "upstream",
    "remote",
    "peer",
    "relay",
    "url",
    "uri",
    "mirror",
    "tftp",
    "syslog",
    "pool",
    "domain",
];

/// Keys of settings that tell of a work's origin.
const METADATA: [&str; 14] = [
    "homepage",
    "home",
    "repository",
    "resolved",
    "schema",
    "license",
    "licence",
    "bugs",
    "funding",
    "source",
    "vcs",
    "website",
    "documentation",
    "id",
];

/// The host that a string literal is, or is the address of.
pub(super) fn of_literal(content: &str) -> Option<String> {
    if let Some(host) = of_address(content) {
        return Some(host);
    }
    let plain = without_port(content);
    if let Ok(address) = plain.parse::<Ipv4Addr>() {
        return of_ipv4(address);
    }
    let name = literal_labels(plain)?;
    let first = name.split('.').next()?;
    let top = name.rsplit('.').next()?;
    // Packages are named by domains written backwards.
    let is_package = PLAIN_DOMAINS.contains(&first);
    (PLAIN_DOMAINS.contains(&top) && !is_package).then(|| met(&name)).flatten()
}

/// The host of an address with a scheme, at the beginning of a text.
pub(super) fn of_address(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let end =
        rest.find(|it: char| it.is_whitespace() || matches!(it, '/' | '?' | '#' | '"' | '\'' | '<' | '>' | '\\' | '`'));
    let authority = &rest[..end.unwrap_or(rest.len())];
    let host = authority.rsplit('@').next().unwrap_or(authority);
    if let Some(inside) = host.strip_prefix('[') {
        let address: Ipv6Addr = inside.split(']').next()?.parse().ok()?;
        return of_ipv6(address);
    }
    of_name(host)
}

/// The host in the value of a setting.
pub(super) fn of_setting(key: &str, value: &str) -> Option<String> {
    if super::has_word(key, &METADATA) {
        return None;
    }
    if let Some(host) = of_address(value) {
        return Some(host);
    }
    let is_file = value.rsplit('.').next().is_some_and(|ending| FILES.contains(&ending));
    (super::has_word(key, &KEYS) && !is_file).then(|| of_name(value)).flatten()
}

/// Programs that are given a host as `user@host:path`.
const REMOTE: [&str; 4] = ["ssh", "scp", "sftp", "rsync"];

/// The host that an argument of a command names: an address, or a name in one of the plain domains.
pub(super) fn of_argument(program: &str, word: &str) -> Option<String> {
    let remote =
        || word.rsplit('@').next().and_then(|host| host.split(":/").next()).filter(|_| REMOTE.contains(&program));
    of_literal(word).or_else(|| of_literal(remote()?))
}

/// A host where one is expected.
fn of_name(host: &str) -> Option<String> {
    let host = without_port(host);
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return of_ipv4(address);
    }
    met(&literal_labels(host)?)
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// The last labels of a name that are written out, two at least: of `%s.update.vendor.com` all but the first.
fn literal_labels(name: &str) -> Option<String> {
    const LONGEST: usize = 253;
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.len() > LONGEST || name.contains(char::is_whitespace) {
        return None;
    }
    let written = behind_conversions(name);
    let labels: Vec<&str> = written.rsplit('.').take_while(is_label).collect();
    let top = labels.first()?;
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_whole = labels.len() == name.split('.').count();
    // What stands before must be filled in later, or it is no name at all.
    if labels.len() < 2 || !is_top || !(is_whole || name.contains(['%', '$', '{'])) {
        return None;
    }
    Some(labels.into_iter().rev().collect::<Vec<_>>().join(".").to_ascii_lowercase())
}

/// What stands behind the last conversion of a format: of `%.12s.vendor.com` the domain with its dot.
fn behind_conversions(format: &str) -> &str {
    let Some((_, conversion)) = format.rsplit_once('%') else { return format };
    let letter = conversion.trim_start_matches(|it: char| !it.is_ascii_alphabetic());
    letter.get(1..).unwrap_or("")
}

/// A name, unless nobody can be met there.
fn met(name: &str) -> Option<String> {
    let below = |domain: &str| name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let is_nowhere = NOWHERE.iter().any(|domain| below(domain));
    (!is_nowhere && !NAMESPACES.contains(&name)).then(|| name.to_owned())
}

/// An address, unless it is this machine, everybody, a mask, an object identifier, or reserved for documents (RFC 5737).
fn of_ipv4(address: Ipv4Addr) -> Option<String> {
    let [first, second, third, _] = address.octets();
    let is_no_host = first == 0
        || first >= 224
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || (first, second, third) == (1, 3, 6);
    (!is_no_host).then(|| address.to_string())
}

/// An address, unless it is this machine, everybody, or reserved for documents (RFC 3849).
fn of_ipv6(address: Ipv6Addr) -> Option<String> {
    let is_documentation = address.segments()[..2] == [0x2001, 0xdb8];
    let is_no_host = address.is_loopback() || address.is_unspecified() || address.is_multicast() || is_documentation;
    (!is_no_host).then(|| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_that_are_hosts_are_told_from_names_of_other_things() {
        let hosts = ["https://Update.Vendor.com/v1", "ftp://u:p@203.0.114.9:21/", "collect.vendor.net:443", "10.6.0.9"];
        let expected = ["update.vendor.com", "203.0.114.9", "collect.vendor.net", "10.6.0.9"];
        assert_eq!(hosts.map(|text| of_literal(text).unwrap()), expected);
        assert_eq!(of_literal(".%.12s.u.vendor.org").unwrap(), "u.vendor.org");
        for other in [
            "main.c",
            "com.vendor.net",
            "http://www.w3.org/2000/svg",
            "https://example.com/",
            "127.0.0.1",
            "0.0.0.0",
            "255.255.255.0",
            "1.3.6.1",
            "198.51.100.7",
            "a sentence that ends in vendor.com",
            "http://localhost:80/",
            "%s",
            "mail to a@vendor.com",
            "http://%s/",
            "session.seconds",
            "https://",
        ] {
            assert_eq!(of_literal(other), None, "{other}");
        }
    }

    #[test]
    fn settings_name_hosts_under_keys_that_say_so() {
        assert_eq!(of_setting("ntp.server", "ntp.vendor.se").unwrap(), "ntp.vendor.se");
        assert_eq!(of_setting("update", "https://vendor.se/x").unwrap(), "vendor.se");
        assert_eq!(of_setting("log.file", "rrud.log"), None);
        assert_eq!(of_setting("server.key", "server.pem"), None);
        assert_eq!(of_setting("homepage", "https://vendor.se/x"), None);
    }
}
