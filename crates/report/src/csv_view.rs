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

/// A field that a spreadsheet would take for a formula, that is one that starts with `=`, `+`, `-` or `@`, gets a `'` in front
/// (tabs and carriage returns, the other characters with that effect, are marked like all control characters).
pub(crate) fn inert(field: &str) -> String {
    no_formula(Visible::line(field).into_string())
}

/// The same for a sentence or more.
pub(crate) fn inert_prose(field: &str) -> String {
    no_formula(Visible::prose(field).into_string())
}

fn no_formula(shown: String) -> String {
    if shown.starts_with(['=', '+', '-', '@']) { format!("'{shown}") } else { shown }
}
