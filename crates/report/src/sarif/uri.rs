use banbury_evidence::DropPath;

/// The relative reference (RFC 3986, 4.2) to an entry of the drop.
///
/// Of a plain entry the bytes of its name are encoded, of a member of an archive the escaped form, in which alone an
/// unencoded `!/` stands. All but unreserved characters and `/` is percent-encoded, so that no name looks like a
/// scheme, a query or a fragment; a leading `/` and the dots of `.` and `..` are too, so that none points elsewhere.
pub(super) fn of_path(path: &DropPath) -> String {
    if path.is_member() {
        path.as_str().split("!/").map(|part| encode(part.as_bytes())).collect::<Vec<_>>().join("!/")
    } else {
        encode(&path.to_bytes())
    }
}

fn encode(raw: &[u8]) -> String {
    let mut uri = String::with_capacity(raw.len());
    for (index, component) in raw.split(|byte| *byte == b'/').enumerate() {
        if index > 0 {
            uri.push_str(if uri.is_empty() { "%2F" } else { "/" });
        }
        let is_dots = matches!(component, b"." | b"..");
        for byte in component {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') || (*byte == b'.' && !is_dots) {
                uri.push(char::from(*byte));
            } else {
                uri.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_bytes(raw: &[u8]) -> String {
        of_path(&DropPath::from_bytes(raw))
    }

    #[test]
    fn no_name_is_more_than_a_name() {
        assert_eq!(of_bytes(b"src/main.c"), "src/main.c");
        assert_eq!(of_bytes(b"http:"), "http%3A");
        assert_eq!(of_bytes(b"a b?c#d%20"), "a%20b%3Fc%23d%2520");
        assert_eq!(of_bytes(b"caf\xe9/\xc3\xbc"), "caf%E9/%C3%BC");
        assert_eq!(of_bytes(b"/etc/passwd"), "%2Fetc/passwd");
        assert_eq!(of_bytes(b"//host/x"), "%2F/host/x");
        assert_eq!(of_bytes(b"../up/..x"), "%2E%2E/up/..x");
    }

    #[test]
    fn members_are_told_from_folders_that_look_like_them() {
        let member = DropPath::from_bytes(b"outer.tar").member(&DropPath::from_bytes(b"in\xff!ner.c"));
        assert_eq!(of_path(&member), "outer.tar!/in%5Cxff%21ner.c");
        assert_eq!(of_bytes(b"outer.tar!/inner.c"), "outer.tar%21/inner.c");
    }

    /// The entry that [`of_path`] made `uri` for.
    fn to_path(uri: &str) -> DropPath {
        let bytes = decode(uri);
        if uri.contains("!/") {
            DropPath::from_escaped(String::from_utf8_lossy(&bytes))
        } else {
            DropPath::from_bytes(&bytes)
        }
    }

    fn decode(uri: &str) -> Vec<u8> {
        let mut raw = Vec::with_capacity(uri.len());
        let mut rest = uri.as_bytes();
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            let pair = behind.get(..2).and_then(|pair| str::from_utf8(pair).ok());
            match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
                Some(decoded) if byte == b'%' => {
                    raw.push(decoded);
                    rest = behind.get(2..).unwrap_or_default();
                }
                _ => raw.push(byte),
            }
        }
        raw
    }

    proptest::proptest! {
        #[test]
        fn every_path_comes_back(outer in proptest::collection::vec(0_u8.., 1..20), inner in "[a-z!/.\\\\%é]{1,12}") {
            let plain = DropPath::from_bytes(&outer);
            proptest::prop_assert_eq!(to_path(&of_path(&plain)), plain.clone());
            let member = plain.member(&DropPath::from_bytes(inner.as_bytes()));
            proptest::prop_assert_eq!(to_path(&of_path(&member)), member);
        }
    }
}
