use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Compact JSON in printable ASCII: what else a string holds stands as `\uXXXX`, so that a log can be looked at in a
/// terminal or an editor without anything in it acting there.
pub(crate) fn to_ascii_json(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Ascii))?;
    Ok(bytes)
}

struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut units = [0; 2];
        for character in fragment.chars() {
            // Quotes, backslashes and control characters below 0x20 are no part of a fragment.
            if matches!(character, ' '..='~') {
                writer.write_all(&[character as u8])?;
            } else {
                for unit in character.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_reads_the_same_value_out_of_printable_ascii() {
        let value = "plain \"quoted\" \\ \n\t\0 ü 漢 \u{202e} \u{e0041} \u{7f} \u{9b}";
        let bytes = to_ascii_json(&value).unwrap();
        assert!(bytes.iter().all(|byte| matches!(byte, b' '..=b'~')), "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(serde_json::from_slice::<String>(&bytes).unwrap(), value);
    }
}
