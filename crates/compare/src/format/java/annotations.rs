//! Annotations, and the values in them.

use super::constants::Constants;
use crate::format::fields::Fields;

/// Annotations inside annotations.
const DEPTH: usize = 8;

/// All annotations of one place together, in bytes.
const TEXT: usize = 1 << 20;

/// A line for each of them; none if they are not laid out as they should be.
pub(super) fn lines(constants: &Constants<'_>, data: &[u8]) -> Option<Vec<String>> {
    let mut reader = Reader { constants, fields: Fields::of(data), text: String::new() };
    for _ in 0..reader.fields.big16()? {
        reader.annotation(DEPTH)?;
        reader.text.push('\n');
    }
    let whole = reader.fields.rest().is_empty();
    whole.then(|| reader.text.lines().map(str::to_owned).collect())
}

struct Reader<'a> {
    constants: &'a Constants<'a>,
    fields: Fields<'a>,
    text: String,
}

impl Reader<'_> {
    fn constant(&mut self) -> Option<()> {
        self.text += &self.constants.text(self.fields.big16()?);
        (self.text.len() <= TEXT).then_some(())
    }

    fn annotation(&mut self, depth: usize) -> Option<()> {
        self.constant()?;
        for _ in 0..self.fields.big16()? {
            self.text.push(' ');
            self.constant()?;
            self.text.push('=');
            self.value(depth.checked_sub(1)?)?;
        }
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        let kind = char::from(self.fields.u8()?);
        self.text.push(kind);
        match kind {
            'B' | 'C' | 'D' | 'F' | 'I' | 'J' | 'S' | 'Z' | 's' | 'c' => self.constant(),
            'e' => {
                self.constant()?;
                self.text.push('.');
                self.constant()
            }
            '@' => self.annotation(depth),
            '[' => {
                for _ in 0..self.fields.big16()? {
                    self.value(depth.checked_sub(1)?)?;
                    self.text.push(',');
                }
                self.text.push(']');
                Some(())
            }
            _ => None,
        }
    }
}
