//! Ends of commands that the Bash grammar overlooks: behind a pipeline of three it may read a redirection further down as the
//! pipeline's own, and then the lines between as one command.

use std::borrow::Cow;

use crate::{Grammar, Tree};

/// How often a text is read again: each time, what stands behind the first mistake may show others.
pub(crate) const READINGS: u32 = 3;

/// The text with a `;` for each line end that the tree has inside a command, where the shell ends it; none if it has none.
pub(crate) fn with_visible_ends(grammar: Grammar, text: &str, tree: &Tree) -> Option<String> {
    if grammar != Grammar::Bash {
        return None;
    }
    let tables = grammar.tables();
    let holders = ["command", "file_redirect"].map(|name| tables.id_for_node_kind(name, true));
    let mut bytes = Cow::Borrowed(text.as_bytes());
    for (id, _) in (0..).zip(&tree.nodes).filter(|(_, node)| holders.contains(&node.kind)) {
        let words: Vec<_> = tree.children(id).map(|child| tree.node(child)).filter(|node| !node.is_extra()).collect();
        for pair in words.windows(2) {
            let gap = pair[0].end as usize..pair[1].start as usize;
            if let Some(at) = text.get(gap.clone()).and_then(line_end) {
                bytes.to_mut()[gap.start + at] = b';';
            }
        }
    }
    match bytes {
        Cow::Borrowed(_) => None,
        Cow::Owned(bytes) => String::from_utf8(bytes).ok(),
    }
}

/// The first line end in the text between two words that is not escaped.
fn line_end(gap: &str) -> Option<usize> {
    let at = gap.find('\n')?;
    (!gap[..at].trim_end_matches('\r').ends_with('\\')).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parser;

    #[test]
    fn commands_end_with_their_lines() {
        let text = "a | b | c\n# note\nd e\nf | g > h\ni \\\n  j\n";
        let tree = Parser::default().parse(Grammar::Bash, text).unwrap();
        let command = Grammar::Bash.tables().id_for_node_kind("command", true);
        let commands = tree.nodes.iter().filter(|node| node.kind == command).map(|node| node.text(text));
        assert_eq!(commands.collect::<Vec<_>>(), ["a", "b", "c", "d e", "f", "g", "i \\\n  j"]);
    }
}
