//! Bytes for the eye.

use std::fmt::Write;

use crate::content::Content;
use crate::fault::Fault;

/// Lines of a dump.
const LINES: u64 = 8;
const WIDTH: u64 = 16;

/// Two digits for each byte.
pub(crate) fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A hex dump of the lines that a range touches, the first few of them, offsets in hex.
pub(crate) fn lines(content: &Content, (start, end): (u64, u64)) -> Result<String, Fault> {
    let from = start / WIDTH * WIDTH;
    let to = end.max(start + 1).div_ceil(WIDTH).saturating_mul(WIDTH).min(content.length()).max(from);
    let shown = (to - from).min(LINES * WIDTH);
    let bytes = content.part(from, shown).map_or(Ok(Vec::new()), |part| part.to_vec())?;
    let mut dump = String::new();
    for (number, line) in bytes.chunks(WIDTH as usize).enumerate() {
        let _ = write!(dump, "{:08x}  ", from + number as u64 * WIDTH);
        for place in 0..WIDTH as usize {
            let _ = match line.get(place) {
                Some(byte) => write!(dump, "{byte:02x} "),
                None => write!(dump, "   "),
            };
        }
        let text: String =
            line.iter().map(|byte| if matches!(byte, b' '..=b'~') { *byte as char } else { '.' }).collect();
        let _ = writeln!(dump, " {text}");
    }
    if to - from > shown {
        let _ = writeln!(dump, "and {} further bytes", to - from - shown);
    }
    Ok(dump)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_are_shown_and_long_ranges_cut() {
        let content = Content::of_bytes((0..=255).collect());
        assert_eq!(
            lines(&content, (33, 35)).unwrap(),
            "00000020  20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f   !\"#$%&'()*+,-./\n"
        );
        assert!(lines(&content, (0, 256)).unwrap().ends_with("and 128 further bytes\n"));
        assert_eq!(lines(&content, (256, 256)).unwrap(), "");
        assert_eq!(lines(&content, (255, 900)).unwrap().lines().count(), 1);
    }
}
