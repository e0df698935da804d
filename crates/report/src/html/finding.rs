use maud::{Markup, html};

use super::blocks;
use super::filter::Filters;
use super::text::text;
use crate::document::FindingBlock;

pub(super) fn finding(finding: &FindingBlock, filters: &Filters) -> Markup {
    html! {
        article id=(finding.anchor) .finding tabindex="-1" data-f=(filters.key(&finding.traits)) {
            h3 { (text(&finding.title)) }
            (blocks::all(&finding.blocks, filters))
        }
    }
}
