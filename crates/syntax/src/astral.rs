//! Characters beyond Unicode's basic plane, which the scanners of some grammars cannot read.

use std::borrow::Cow;

use crate::Grammar;

/// Two letters of the same length as a character beyond the basic plane.
const STAND_IN: &str = "éé";

/// The text as the grammar's scanner can read it, byte for byte as long. The scanners of Bash and Perl look characters up in
/// tables that end with the basic plane, and crash on those beyond.
pub(crate) fn legible(grammar: Grammar, text: &str) -> Cow<'_, str> {
    let is_astral = |character: char| character.len_utf8() == STAND_IN.len();
    if !has_short_tables(grammar) || !text.contains(is_astral) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_astral, STAND_IN))
}

fn has_short_tables(grammar: Grammar) -> bool {
    match grammar {
        Grammar::Bash => true,
        #[cfg(feature = "perl")]
        Grammar::Perl => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parser;

    #[test]
    fn offsets_stay() {
        let text = "echo '😀' é; f";
        let legible = legible(Grammar::Bash, text);
        assert_eq!(legible, "echo 'éé' é; f");
        assert_eq!(legible.len(), text.len());
    }

    #[test]
    fn a_script_with_an_emoji_has_a_tree() {
        let text = "greet() {\n  echo \"😀\" 😀\n}\n😀\nleave() { exit; }\n";
        let tree = Parser::default().parse(Grammar::Bash, text).unwrap();
        let functions = tree.nodes.iter().filter(|node| node.is_named() && node.text(text).ends_with('}'));
        let names: Vec<&str> = functions.filter_map(|node| node.text(text).split_once("()")).map(|it| it.0).collect();
        assert_eq!(names, ["greet", "leave"]);
    }
}
