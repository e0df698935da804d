//! Uses of macros that glue names together with `##`.

use crate::MacroTable;
use crate::macros::plain;
use crate::structure::{ALONE, mates};
use crate::tokens::tokens;

/// A use of a macro that glues names together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastingUse {
    /// The macro.
    pub name: String,
    /// The use on one line, without comments; `0` stands for arguments longer than a name.
    pub text: String,
    /// Text offset of its first byte.
    pub start: usize,
    /// Text offset behind its closing parenthesis.
    pub end: usize,
}

/// Longest argument, in bytes, that may be a name or a use that makes one.
const LONGEST_ARGUMENT: usize = 96;

/// The uses in code, in order, of the macros that glue names together; directives are not looked at.
pub fn pasting_uses(text: &str, macros: &MacroTable) -> Vec<PastingUse> {
    let tokens = tokens(text, macros, false).tokens;
    let mates = mates(&tokens);
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let [name, open] = pair else { continue };
        if !name.is_name() || !open.is(b'(') || !macros.pastes(name.text(text)) {
            continue;
        }
        let close = match mates.get(at + 1) {
            Some(close) if *close != ALONE => *close as usize,
            _ => continue,
        };
        let Some(end) = tokens.get(close).map(|token| token.end as usize) else { continue };
        let mut arguments: Vec<String> = Vec::new();
        let mut from = open.end as usize;
        let mut inner = at + 2;
        while inner <= close {
            let Some(token) = tokens.get(inner) else { break };
            if token.is(b',') || inner == close {
                let argument = text.get(from..token.start as usize).unwrap_or("");
                arguments.push(if argument.len() > LONGEST_ARGUMENT { "0".to_owned() } else { plain(argument) });
                from = token.end as usize;
            }
            inner = match mates.get(inner) {
                Some(mate) if inner != close && *mate != ALONE && *mate as usize > inner => *mate as usize,
                _ => inner,
            } + 1;
        }
        let name = name.text(text).to_owned();
        let use_ = format!("{name}({})", arguments.join(", "));
        found.push(PastingUse { name, text: use_, start: tokens[at].start as usize, end });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MacroScan;

    #[test]
    fn uses_are_found_through_another_macro() {
        let table = MacroTable::from_scans(
            [MacroScan::of("#define CAT(a, b) XCAT(a, b)\n#define XCAT(a, b) a##b\n#define SUM(a, b) ((a) + (b))\n")]
                .into_iter(),
        );
        let text = "int x = CAT(a /* no */, f(1, 2)) + SUM(1, 2);\n#define Y CAT(a, b)\n";
        let uses: Vec<_> = pasting_uses(text, &table).into_iter().map(|it| it.text).collect();
        assert_eq!(uses, ["CAT(a, f(1, 2))"]);
    }
}
