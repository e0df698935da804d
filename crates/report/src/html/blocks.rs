use maud::{Markup, html};

use super::filter::Filters;
use super::text::text;
use super::{chart, finding, table};
use crate::document::{Block, Excerpt, Level, Lexeme, Manner, Side, Text};

pub(super) fn all(blocks: &[Block], filters: &Filters) -> Markup {
    html! { @for block in blocks { (one(block, filters)) } }
}

fn one(block: &Block, filters: &Filters) -> Markup {
    match block {
        Block::Heading(Level::Section, title) => html! { h3 { (text(title)) } },
        Block::Heading(Level::Part, title) => html! { h4 { (text(title)) } },
        Block::Paragraph(manner, words) => paragraph(*manner, words),
        Block::Words(paragraphs) => words(paragraphs, filters),
        Block::Facts(facts) => html! {
            dl .facts { @for (term, meaning) in facts { dt { (text(term)) } dd { (text(meaning)) } } }
        },
        Block::List { ordered, items } => list(*ordered, items, filters),
        Block::Table(it) => table::table(it, filters),
        Block::Commands(lines) => html! { pre .commands { (lines) } },
        Block::Excerpt(lines) => excerpt(lines),
        Block::Tiles(tiles) => html! {
            ul .tiles { @for (value, what) in tiles { li { strong { (value) } span { (what) } } } }
        },
        Block::Chart(it) => chart::chart(it),
        Block::Fold { summary, open, blocks } => html! {
            details open[*open] { summary { (text(summary)) } div .inside { (all(blocks, filters)) } }
        },
        Block::Finding(it) => finding::finding(it, filters),
        Block::Sides(both) => sides(both),
    }
}

fn paragraph(manner: Manner, words: &Text) -> Markup {
    let class = match manner {
        Manner::Plain => return html! { p { (text(words)) } },
        Manner::Lead => "lead",
        Manner::Note => "note",
        Manner::Alarm => "alarm",
        Manner::Quiet => "quiet",
    };
    html! { p .(class) { (text(words)) } }
}

fn words(paragraphs: &[String], filters: &Filters) -> Markup {
    html! {
        div .words {
            @if paragraphs.is_empty() { p .absent { (filters.not_given) } }
            @for paragraph in paragraphs { p { (paragraph) } }
        }
    }
}

fn list(ordered: bool, items: &[(Text, Vec<Block>)], filters: &Filters) -> Markup {
    let items = html! { @for (words, below) in items { li { p { (text(words)) } (all(below, filters)) } } };
    if ordered {
        html! { ol .items { (items) } }
    } else {
        html! { ul .items { (items) } }
    }
}

/// Source with line numbers; the lines of the finding carry a pointer as well as a colour.
fn excerpt(excerpt: &Excerpt) -> Markup {
    html! {
        div .source {
            @for line in &excerpt.lines {
                div class=[line.hit.then_some("hit")] {
                    span .no { @if line.hit { "▶ " } (line.number) }
                    code { @for (kind, piece) in &line.pieces { (lexeme(*kind, piece)) } }
                }
            }
        }
    }
}

fn lexeme(kind: Lexeme, piece: &str) -> Markup {
    let class = match kind {
        Lexeme::Plain => return html! { (piece) },
        Lexeme::Comment => "c",
        Lexeme::Literal => "l",
        Lexeme::Number => "n",
        Lexeme::Keyword => "k",
        Lexeme::Mark => "m",
    };
    html! { span .(class) { (piece) } }
}

/// A wide line is scrolled to, also by the keyboard.
fn sides(both: &[Side; 2]) -> Markup {
    html! {
        div .sides {
            @for side in both {
                figure {
                    figcaption { (side.name) }
                    @if side.lines.is_empty() { p .absent { (side.absent) } }
                    @else {
                        pre tabindex="0" role="group" aria-label=(side.name) {
                            @for (differs, line) in &side.lines {
                                @if *differs { mark { (line) } } @else { span { (line) } }
                                "\n"
                            }
                        }
                    }
                }
            }
        }
    }
}
