use banbury_evidence::{BuildFiles, Comparison};
use maud::{Markup, html};

use super::listing::{more, several};
use crate::html::parts::prose;

/// Files of one list that are named.
const NAMED: usize = 200;

/// How the build went, and what it read and wrote.
pub(super) fn section(comparison: &Comparison) -> Markup {
    html! {
        h3 { "The build" }
        @if comparison.build.is_empty() { p { "No build is on record." } }
        @else { ol .steps { @for step in &comparison.build { li { (prose(step)) } } } }
        @if !comparison.log.is_empty() { p { "What the first build printed stands in " code { "build.log" } "." } }
        @if comparison.resources.is_some() { p { "What it used up stands in " code { "resources.json" } "." } }
        h4 { "Files" }
        @if comparison.files == BuildFiles::default() { p { "What a build read and wrote is not on record." } }
        @else { (files(&comparison.files)) }
    }
}

fn files(files: &BuildFiles) -> Markup {
    html! {
        @match &files.unread {
            Some(unread) => {
                p { "A file of the drop that no step read had no part in what was built." }
                (list(unread, "file of the drop was never read", "files of the drop were never read"))
            }
            None => p { "Which files of the drop the build read is not known: the disk that it ran on keeps no times of access." },
        }
        @match &files.outside {
            Some(outside) => {
                p { "What a build opens outside of the drop may go into the artefacts too, and was not inspected." }
                (list(outside, "file outside of the drop was opened", "files outside of the drop were opened"))
            }
            None => p { "It was not watched which files outside of the drop the build opened." },
        }
        (list(&files.written, "file below the source was made or changed", "files below the source were made or changed"))
    }
}

fn list(paths: &[String], one: &str, many: &str) -> Markup {
    let count = several(paths.len(), one, many);
    html! {
        @if paths.is_empty() { p { (count) "." } }
        @else {
            details {
                summary { (count) }
                ul .paths { @for path in paths.iter().take(NAMED) { li { code { (path) } } } }
                (more(NAMED, paths.len()))
            }
        }
    }
}
