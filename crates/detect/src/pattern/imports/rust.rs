use super::super::names::Names;
use crate::code::{Code, Kind};

/// Bytes of the longest path that is resolved: braces share one among any number of names.
const LONGEST: usize = 512;

/// `use a::b::{c, d as e, f::*};` names `c` and `e`, and all of `a::b::f`.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    for (id, _) in (0..).zip(&code.nodes).filter(|(_, node)| node.kind == Kind::IMPORT) {
        if let Some((_, tree)) = code.text(id, text).split_once("use ") {
            bring_in(tree, names);
        }
    }
}

/// The paths of one `use`, of which braces share the beginnings.
fn bring_in<'text>(tree: &'text str, names: &mut Names) {
    let mut path: Vec<&'text str> = Vec::new();
    let mut shared: Vec<usize> = Vec::new();
    let mut alias = None;
    let mut is_open = false;
    for token in tokens(tree) {
        match token {
            "{" => {
                shared.push(path.len());
                is_open = false;
            }
            "," | "}" | ";" => {
                if is_open {
                    add(&path, alias, names);
                }
                is_open = false;
                alias = None;
                path.truncate(shared.last().copied().unwrap_or(0));
                if token == "}" {
                    shared.pop();
                }
            }
            "as" => alias = Some(""),
            word if alias.is_some() => alias = Some(word),
            word => {
                path.push(word);
                is_open = true;
            }
        }
    }
}

fn add(path: &[&str], alias: Option<&str>, names: &mut Names) {
    // Parts have a byte at least, and a long list of them is not gone through for each name.
    if path.len() > LONGEST / 2 || path.iter().map(|part| part.len() + 1).sum::<usize>() > LONGEST {
        return;
    }
    match path {
        [module @ .., "*"] => names.add_all_of(&module.join(".")),
        [module @ .., "self"] => names.add(alias.or(module.last().copied()).unwrap_or(""), &module.join(".")),
        [.., last] => names.add(alias.unwrap_or(last), &path.join(".")),
        [] => {}
    }
}

/// Words, and the signs that stand for themselves.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_sign = |it: char| matches!(it, '{' | '}' | ',' | ';' | '*');
    text.split_inclusive(is_sign)
        .flat_map(move |piece| {
            let at = piece.find(is_sign).unwrap_or(piece.len());
            [&piece[..at], &piece[at..]]
        })
        .flat_map(|piece| piece.split(|it: char| it == ':' || it.is_whitespace()))
        .filter(|token| !token.is_empty())
}
