use maud::{Markup, html};

use super::blocks;
use super::filter::Filters;
use super::text::text;
use crate::document::{Cell, Column, ColumnKind, Row, Table};

pub(super) fn table(table: &Table, filters: &Filters) -> Markup {
    let shape = match table.columns.len() {
        ..=8 => table.compact.then_some("compact"),
        _ => Some("dense"),
    };
    html! {
        table class=[shape] {
            @if let Some(caption) = &table.caption { caption { (text(caption)) } }
            thead { tr { @for column in &table.columns { (head(column)) } } }
            tbody { @for it in &table.rows { (row(it, table, filters)) } }
            @if let Some(total) = &table.total { tfoot { (row(total, table, filters)) } }
        }
    }
}

fn head(column: &Column) -> Markup {
    let class = (column.kind == ColumnKind::Number).then_some("number");
    html! { th scope="col" class=[class] { (text(&column.title)) } }
}

fn class(column: &Column) -> Option<&'static str> {
    match column.kind {
        ColumnKind::Text => None,
        ColumnKind::Word => Some("word"),
        ColumnKind::Number => Some("number"),
    }
}

fn row(row: &Row, table: &Table, filters: &Filters) -> Markup {
    let cells = html! {
        @for (index, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            @if index == 0 && table.headed {
                th scope="row" class=[class(column)] { (content(cell, filters)) }
            } @else {
                td class=[class(column)] { (content(cell, filters)) }
            }
        }
    };
    match &row.traits {
        Some(traits) => html! { tr data-f=(filters.key(traits)) { (cells) } },
        None => html! { tr { (cells) } },
    }
}

fn content(cell: &Cell, filters: &Filters) -> Markup {
    html! { (text(&cell.text)) (blocks::all(&cell.below, filters)) }
}
