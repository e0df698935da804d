use crate::document::{Edition, Form};

/// Rows of one list, where few artefacts need room.
const MOST: usize = 200;
/// Rows of one list on a page, however many need it; on paper it is one.
const LEAST: usize = 5;

/// What one artefact may take up, so that one that differs everywhere leaves room for the others.
pub(super) struct Room {
    /// How many rows each of its lists may have.
    pub(super) rows: usize,
    bytes: usize,
}

impl Room {
    /// An equal share for each of so many.
    pub(super) fn shared_by(count: usize, edition: Edition) -> Self {
        let count = count.max(1);
        let least = if edition.form == Form::Paper { 1 } else { LEAST };
        let rows = (edition.most_rows() / count).clamp(least, MOST);
        Self { rows, bytes: edition.most_difference_bytes() / count }
    }

    /// Whether so many bytes still fit; if so they are taken.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let left = self.bytes.checked_sub(bytes);
        self.bytes = left.unwrap_or(self.bytes);
        left.is_some()
    }
}
