//! The symbols of two images. Where a symbol stands follows from the code; that it is there, and what it is, does not.

use std::collections::BTreeMap;

use banbury_evidence::{Difference, DropPath};

use super::image::{Image, Symbol};
use crate::comparer::Comparer;

/// Symbols that are shown one by one.
const SHOWN: usize = 40;

pub(super) fn compare(comparer: &mut Comparer, theirs: &Image, ours: &Image, is_dynamic: bool, start: usize) {
    let (their_symbols, our_symbols) = (described(theirs, is_dynamic), described(ours, is_dynamic));
    let only = |a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>| -> Vec<String> {
        a.iter().filter(|(text, count)| b.get(*text) != Some(*count)).map(|(text, _)| text.clone()).collect()
    };
    let (shipped, rebuilt) = (only(&their_symbols, &our_symbols), only(&our_symbols, &their_symbols));
    if shipped.is_empty() && rebuilt.is_empty() {
        let derived = comparer.found.has_underived_since(start);
        let detail = "the same symbols at other addresses or in another order".to_owned();
        comparer.add(Difference { detail, derived, ..comparer.here(None) });
        return;
    }
    let shown = |symbols: &[String]| {
        let mut text: String = symbols.iter().take(SHOWN).map(|symbol| format!("{symbol}\n")).collect();
        if symbols.len() > SHOWN {
            text.push_str(&format!("and {} more\n", symbols.len() - SHOWN));
        }
        text
    };
    comparer.add(Difference {
        detail: format!("{} symbols only so in the shipped one, {} in the rebuilt one", shipped.len(), rebuilt.len()),
        shipped: shown(&shipped),
        rebuilt: shown(&rebuilt),
        ..comparer.here(None)
    });
}

/// Symbols by all that is said of them but where they stand, with how many there are of each.
fn described(image: &Image, is_dynamic: bool) -> BTreeMap<String, usize> {
    let mut symbols = BTreeMap::new();
    for symbol in image.symbols.iter().filter(|symbol| symbol.is_dynamic == is_dynamic) {
        *symbols.entry(text(image, symbol)).or_default() += 1;
    }
    symbols
}

fn text(image: &Image, symbol: &Symbol) -> String {
    let section = symbol.section.checked_sub(1).and_then(|index| image.sections.get(index));
    let section = section.map_or("none".to_owned(), |section| DropPath::from_bytes(&section.name).to_string());
    format!(
        "{} (type {}, binding {}, {} bytes, section {section})",
        DropPath::from_bytes(&symbol.name),
        symbol.kind,
        symbol.bind,
        symbol.size
    )
}
