//! report.html: one self-contained page that makes no request. It is read without its script, which only filters.
//!
//! What it sets is a [`Document`], whose strings have passed the choke point, and writes them as text alone: maud
//! escapes markup there. Attributes hold nothing but what our own code makes.

mod blocks;
mod chart;
mod filter;
mod finding;
mod head;
mod table;
mod text;

use maud::{DOCTYPE, Markup, html};

use crate::document::{Document, MarkingKind};
use filter::Filters;

/// The whole page.
pub(crate) fn page(document: &Document) -> String {
    let filters = Filters::of(document);
    let page = html! {
        (DOCTYPE)
        html lang=(document.language_tag()) {
            (head::head(document))
            body {
                a .skip href="#report" { (document.word("Skip to the report", "Zum Bericht springen")) }
                (banner(document))
                div .frame {
                    (contents(document))
                    main #report {
                        (title_block(document))
                        @for (index, chapter) in document.chapters.iter().enumerate() {
                            section aria-labelledby=(chapter.anchor) {
                                h2 id=(chapter.anchor) { span .number { (index + 1) } " " (chapter.title) }
                                @if chapter.anchor == "suspicion" { (filters.bar(document)) }
                                (blocks::all(&chapter.blocks, &filters))
                            }
                        }
                    }
                }
                footer .foot {
                    @if !document.classification.is_empty() { span { (document.classification) } }
                    span { (document.word("Drop ", "Lieferung ")) code { (document.drop) } }
                }
                (head::script())
            }
        }
    };
    page.into_string() + "\n"
}

/// What every page says at its top.
fn banner(document: &Document) -> Markup {
    html! {
        div .marking {
            @for marking in &document.markings {
                p .(class(marking.kind)) {
                    @if !marking.word.is_empty() { strong { (marking.word) } " – " }
                    (marking.text)
                }
            }
        }
    }
}

fn class(kind: MarkingKind) -> &'static str {
    match kind {
        MarkingKind::Classification => "classification",
        MarkingKind::Demonstration => "demonstration",
        MarkingKind::Draft => "draft",
        MarkingKind::Redacted => "redacted",
    }
}

fn contents(document: &Document) -> Markup {
    let title = document.word("Contents", "Inhalt");
    html! {
        nav aria-label=(title) {
            h2 { (title) }
            ol {
                @for chapter in &document.chapters {
                    li { a href={ "#" (chapter.anchor) } { (chapter.title) } }
                }
            }
        }
    }
}

/// What the first page says.
fn title_block(document: &Document) -> Markup {
    let title = &document.title;
    html! {
        header .title {
            p .kind { (document.kind) }
            h1 { (title.product) @if !title.release.is_empty() { " " span .release { (title.release) } } }
            p .vendor { (title.vendor) }
        }
    }
}
