use super::character::{Kind, kind};

/// Writes hostile characters of a JSON text as `\uXXXX`, so that the file can be looked at in a terminal or an editor,
/// while a parser reads exactly the same values.
///
/// Outside of strings JSON has none of these characters but line ends and tabs, which stay.
pub(crate) fn escape_json(json: Vec<u8>) -> Vec<u8> {
    let Ok(text) = str::from_utf8(&json) else { return json };
    if text.bytes().all(|byte| byte < 0x7f) {
        return json;
    }
    let mut escaped = Vec::with_capacity(json.len());
    let mut units = [0; 2];
    let mut buffer = [0; 4];
    let mut rest = text;
    loop {
        let ascii = rest.bytes().position(|byte| byte >= 0x7f).unwrap_or(rest.len());
        let (plain, others) = rest.split_at(ascii);
        escaped.extend_from_slice(plain.as_bytes());
        let Some(character) = others.chars().next() else { return escaped };
        rest = others.get(character.len_utf8()..).unwrap_or("");
        if kind(character) == Kind::Plain {
            escaped.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        } else {
            for unit in character.encode_utf16(&mut units) {
                escaped.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_reads_the_same_value() {
        let value = serde_json::json!({ "a\u{202e}": ["\u{e0041}x\u{7f}", "ü漢", "\u{1b}\n"] });
        let plain = serde_json::to_vec_pretty(&value).unwrap();
        let escaped = escape_json(plain);
        let text = str::from_utf8(&escaped).unwrap();
        assert!(text.contains("a\\u202e") && text.contains("\\udb40\\udc41x\\u007f"), "{text}");
        assert!(text.contains("ü漢"));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&escaped).unwrap(), value);
    }
}
