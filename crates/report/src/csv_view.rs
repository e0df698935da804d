//! Tables for spreadsheets (RFC 4180 quoting, lines end in `\n`).

mod findings;
mod functions;
mod read;

use csv::{Terminator, WriterBuilder};

use crate::ReportError;
use crate::visible::Visible;

pub use findings::findings_csv;
pub(crate) use functions::functions;
pub(crate) use read::{not_as_shown, read_functions};

pub(crate) fn table<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, ReportError> {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| ReportError::Csv(error.into_error().into()))
}

/// How a formula begins, full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A field that a spreadsheet would take for a formula, that is one that starts with `=`, `+`, `-` or `@`, gets a `'` in front, and
/// so does what would start one behind a `;`, where that separates fields (tabs and carriage returns, the other characters with
/// that effect, are marked like all control characters).
pub(crate) fn inert(field: &str) -> String {
    no_formula(Visible::line(field).into_string())
}

/// The same for a sentence or more.
pub(crate) fn inert_prose(field: &str) -> String {
    no_formula(Visible::prose(field).into_string())
}

fn no_formula(shown: String) -> String {
    let mut inert = String::with_capacity(shown.len());
    let mut may_begin = true;
    for character in shown.chars() {
        if may_begin && FORMULA.contains(&character) {
            inert.push('\'');
        }
        may_begin = match character {
            ';' => true,
            ' ' | '"' => may_begin,
            _ => false,
        };
        inert.push(character);
    }
    inert
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_begins_as_a_formula_does_whichever_sign_separates() {
        for (field, shown) in [
            ("=1+1", "'=1+1"),
            ("a;=HYPERLINK(x);\"-y", "a;'=HYPERLINK(x);\"'-y"),
            ("a; @SUM", "a; '@SUM"),
            ("＝1", "'＝1"),
            ("a=b; c", "a=b; c"),
        ] {
            assert_eq!(inert(field), shown);
        }
    }
}
