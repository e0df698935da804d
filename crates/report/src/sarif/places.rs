use banbury_evidence::{DropPath, Location, Snippet};

use super::model::{ArtifactLocation, Content, ContextRegion, PhysicalLocation, Place, Region};
use super::{ROOT, uri};
use crate::visible::Visible;

/// A file as a whole.
pub(super) fn whole_file(path: &DropPath) -> Place {
    Place {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri::of_path(path), uri_base_id: ROOT },
            region: None,
            context_region: None,
        },
        logical_locations: Vec::new(),
        message: None,
    }
}

/// A line of a file.
pub(super) fn line(path: &DropPath, line: u32) -> Place {
    let mut place = whole_file(path);
    place.physical_location.region = (line > 0).then_some(Region {
        start_line: line,
        start_column: None,
        end_line: None,
        end_column: None,
        byte_offset: None,
        byte_length: None,
        snippet: None,
    });
    place
}

/// A stretch of a file with the source around it.
pub(super) fn stretch(location: &Location, snippet: &Snippet) -> Place {
    let mut place = whole_file(&location.path);
    // A location without a line is the file as a whole.
    if location.start.line == 0 {
        return place;
    }
    let start_line = location.start.line;
    let end_line = location.end.line.max(start_line);
    place.physical_location.region = Some(Region {
        start_line,
        start_column: Some(location.start.column.max(1)),
        end_line: Some(end_line),
        end_column: Some(location.end.column.max(1)),
        byte_offset: Some(location.span.start),
        byte_length: Some(location.span.len()),
        snippet: excerpt(location, snippet).map(|text| Content { text }),
    });
    place.physical_location.context_region = context(start_line, end_line, snippet);
    place
}

/// The snippet's lines, if they take in those of the region (3.29.5 asks for that).
fn context(start_line: u32, end_line: u32, snippet: &Snippet) -> Option<ContextRegion> {
    let count = u32::try_from(snippet.lines.len()).ok().filter(|count| *count > 0)?;
    let last = snippet.first_line.checked_add(count - 1)?;
    let takes_in = snippet.first_line > 0 && snippet.first_line <= start_line && end_line <= last;
    takes_in.then(|| ContextRegion {
        start_line: snippet.first_line,
        end_line: last,
        snippet: Content { text: Visible::block(snippet.lines.iter().map(String::as_str)) },
    })
}

/// The text of the stretch itself, as far as the snippet holds it.
fn excerpt(location: &Location, snippet: &Snippet) -> Option<Visible> {
    let first = location.start.line.checked_sub(snippet.first_line)? as usize;
    let last = location.end.line.checked_sub(snippet.first_line)? as usize;
    let lines = snippet.lines.get(first..=last)?;
    let cut: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let from = if index == 0 { location.start.column.saturating_sub(1) as usize } else { 0 };
            let to = if index + 1 == lines.len() { location.end.column.saturating_sub(1) as usize } else { usize::MAX };
            line.chars().take(to).skip(from).collect()
        })
        .collect();
    let text = Visible::block(cut.iter().map(String::as_str));
    (!text.as_str().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use banbury_evidence::{Position, Span};

    use super::*;

    fn at(start: (u32, u32), end: (u32, u32)) -> Location {
        let position = |(line, column)| Position { line, column };
        let path = DropPath::from_escaped("a.c");
        Location { path, span: Span { start: 5, end: 9 }, start: position(start), end: position(end) }
    }

    fn snippet() -> Snippet {
        Snippet { first_line: 7, lines: ["zero", "f(漢, b);", "g();"].map(str::to_owned).into() }
    }

    #[test]
    fn the_excerpt_counts_code_points() {
        assert_eq!(excerpt(&at((8, 3), (8, 4)), &snippet()).unwrap().as_str(), "漢");
        assert_eq!(excerpt(&at((8, 6), (9, 3)), &snippet()).unwrap().as_str(), "b);\ng(");
        assert!(excerpt(&at((8, 6), (10, 1)), &snippet()).is_none());
        assert!(excerpt(&at((6, 1), (8, 1)), &snippet()).is_none());
    }

    #[test]
    fn a_context_takes_the_region_in() {
        let place = stretch(&at((8, 1), (8, 4)), &snippet()).physical_location;
        assert_eq!(place.context_region.map(|context| (context.start_line, context.end_line)), Some((7, 9)));
        let place = stretch(&at((8, 1), (12, 4)), &snippet()).physical_location;
        assert!(place.context_region.is_none() && place.region.is_some());
        assert!(stretch(&at((0, 0), (0, 0)), &snippet()).physical_location.region.is_none());
    }
}
