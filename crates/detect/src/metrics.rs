use std::collections::BTreeMap;

use banbury_evidence::{CodePlace, CommentedOut, DropPath, LARGEST_NAMED, Language, LanguageMetrics, Metrics};
use banbury_syntax::{Grammar, Parser, Reading, SourceText, code_tokens, commented_out};
use serde::{Deserialize, Serialize};

use crate::duplicates::{duplicates, fingerprints};

/// Measures of one file, beside those of its functions.
#[derive(Debug, Serialize, Deserialize)]
pub struct FileMetrics {
    language: Language,
    lines: u32,
    /// What is compared with other files, packed.
    fingerprints: Vec<u8>,
    /// First and last line of each comment that is code.
    commented_out: Vec<(u32, u32)>,
}

impl FileMetrics {
    /// Of a file in this reading, the plain one. None if its language has no functions.
    pub(crate) fn of(
        parser: &mut Parser,
        grammar: Grammar,
        source: &SourceText<'_>,
        reading: &Reading,
    ) -> Option<Self> {
        if !grammar.has_functions() {
            return None;
        }
        let tokens = code_tokens(grammar, &reading.tree, &reading.text);
        let comments = commented_out(parser, grammar, &source.text, &reading.tree);
        let line = |at: u32| source.lines.line(at as usize);
        Some(Self {
            language: grammar.language(),
            lines: source.lines.count() - u32::from(source.text.is_empty() || source.text.ends_with('\n')),
            fingerprints: fingerprints(grammar, &tokens, &source.lines),
            commented_out: comments.iter().map(|(start, end)| (line(*start), line(end.saturating_sub(1)))).collect(),
        })
    }
}

/// The measures of all files of a drop, whatever their order.
pub fn metrics(files: Vec<(DropPath, FileMetrics)>) -> Metrics {
    let mut languages: BTreeMap<Language, LanguageMetrics> = BTreeMap::new();
    let (mut of_path, mut out, mut compared) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (path, file) in files {
        let sums = languages.entry(file.language).or_insert_with(|| none_of(file.language));
        sums.files += 1;
        sums.lines += u64::from(file.lines);
        for (first_line, last_line) in file.commented_out {
            let place = CommentedOut { path: path.clone(), first_line, last_line };
            sums.commented_out_lines += place.lines();
            out.push(place);
        }
        of_path.insert(path.clone(), file.language);
        compared.push((path, file.fingerprints));
    }
    out.sort();
    let mut groups = duplicates(compared);
    for (path, lines) in lines_in(groups.iter().flat_map(|group| &group.places)) {
        if let Some(sums) = of_path.get(path).and_then(|language| languages.get_mut(language)) {
            sums.duplicated_lines += lines;
        }
    }
    let duplicate_groups = groups.len() as u64;
    groups.truncate(LARGEST_NAMED);
    Metrics { languages: languages.into_values().collect(), duplicate_groups, duplicates: groups, commented_out: out }
}

fn none_of(language: Language) -> LanguageMetrics {
    LanguageMetrics { language, files: 0, lines: 0, duplicated_lines: 0, commented_out_lines: 0 }
}

/// How many lines of each file are in some place, each once.
fn lines_in<'a>(places: impl Iterator<Item = &'a CodePlace>) -> BTreeMap<&'a DropPath, u64> {
    let mut sorted: Vec<&CodePlace> = places.collect();
    sorted.sort();
    let mut lines: BTreeMap<&DropPath, u64> = BTreeMap::new();
    let mut seen: Option<(&DropPath, u32)> = None;
    for place in sorted {
        let from = match seen {
            Some((path, last)) if *path == place.path => place.first_line.max(last + 1),
            _ => place.first_line,
        };
        let last = seen.filter(|(path, _)| **path == place.path).map_or(0, |(_, last)| last).max(place.last_line);
        *lines.entry(&place.path).or_default() += u64::from((last + 1).saturating_sub(from));
        seen = Some((&place.path, last));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_once_however_many_blocks_it_is_in() {
        let place = |path: &str, first_line, last_line| CodePlace {
            path: DropPath::from_escaped(path),
            first_line,
            last_line,
            tokens: 100,
        };
        let places = [place("a", 1, 10), place("b", 5, 6), place("a", 5, 20), place("a", 7, 9), place("a", 30, 30)];
        let lines = lines_in(places.iter());
        assert_eq!(lines.into_values().collect::<Vec<_>>(), [21, 2]);
    }
}
