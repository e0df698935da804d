use crate::lexis::{Directive, directives};
use crate::macros::blank;

/// Which branch of each conditional a reading follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Branch {
    /// The branch behind each `#if`, `#ifdef` or `#ifndef`.
    First,
    /// The branch behind the last `#elif` or `#else`; nothing where there is none.
    Last,
}

/// An overlay of `text` that follows one branch of each conditional: directives and the other branches are spaces.
/// None if the text has no conditionals. `#if 0` counts as one whose first branch is its `#else`.
pub(crate) fn branch_overlay(text: &str, branch: Branch) -> Option<String> {
    let directives = directives(text);
    let groups = groups(text, &directives);
    if groups.is_empty() {
        return None;
    }
    let source = text.as_bytes();
    let mut overlay = source.to_vec();
    let mut hidden: Vec<(usize, usize)> = directives.iter().map(|directive| (directive.start, directive.end)).collect();
    for group in groups {
        let taken = match branch {
            _ if group.never_first => group.branches.len() - 1,
            Branch::First => 0,
            Branch::Last if group.branches.len() == 1 => usize::MAX,
            Branch::Last => group.branches.len() - 1,
        };
        let never = group.never_first && group.branches.len() == 1;
        for (index, (start, end)) in group.branches.into_iter().enumerate() {
            if index != taken || never {
                hidden.push((start, end));
            }
        }
    }
    // Groups nest: each stretch is hidden once, however many groups it stands in.
    hidden.sort_unstable();
    let mut behind = 0;
    for (start, end) in hidden {
        let start = start.max(behind);
        if let (Some(target), Some(source)) = (overlay.get_mut(start..end), source.get(start..end)) {
            target.copy_from_slice(&blank(source));
        }
        behind = behind.max(end);
    }
    String::from_utf8(overlay).ok()
}

/// One `#if` to its `#endif`.
struct Group {
    /// Text of each branch, without the directives.
    branches: Vec<(usize, usize)>,
    /// Whether it opens with `#if 0`.
    never_first: bool,
}

/// The groups of a text, inner ones first. One that is never closed ends with the text; a stray `#else` is passed over.
fn groups(text: &str, directives: &[Directive<'_>]) -> Vec<Group> {
    let mut open: Vec<Group> = Vec::new();
    let mut closed = Vec::new();
    for directive in directives {
        match directive.name {
            "if" | "ifdef" | "ifndef" => {
                let condition = text.get(directive.name_end..directive.end).unwrap_or("").trim();
                let never_first = directive.name == "if" && condition.split_whitespace().next() == Some("0");
                open.push(Group { branches: vec![(directive.end, text.len())], never_first });
            }
            "elif" | "else" | "elifdef" | "elifndef" => {
                if let Some(group) = open.last_mut() {
                    if let Some(last) = group.branches.last_mut() {
                        last.1 = directive.start;
                    }
                    group.branches.push((directive.end, text.len()));
                }
            }
            "endif" => {
                if let Some(mut group) = open.pop() {
                    if let Some(last) = group.branches.last_mut() {
                        last.1 = directive.start;
                    }
                    closed.push(group);
                }
            }
            _ => {}
        }
    }
    closed.extend(open.into_iter().rev());
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squeezed(text: &str, branch: Branch) -> String {
        let overlay = branch_overlay(text, branch).unwrap();
        assert_eq!(overlay.len(), text.len());
        overlay.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_branch_reads_whole() {
        let text = "#ifdef A\nif (a) {\n#else\nif (b) {\n# if C\n c();\n# endif\n#endif\n d(); }\n";
        assert_eq!(squeezed(text, Branch::First), "if (a) { d(); }");
        assert_eq!(squeezed(text, Branch::Last), "if (b) { d(); }");
    }

    #[test]
    fn if_zero_hides_its_first_branch_in_both() {
        let text = "#if 0\nold();\n#else\nnew();\n#endif\n#if 0\nnever();\n#endif\n";
        assert_eq!(squeezed(text, Branch::First), "new();");
        assert_eq!(squeezed(text, Branch::Last), "new();");
    }

    #[test]
    fn stray_and_open_conditionals_are_borne() {
        assert_eq!(squeezed("#else\na\n#endif\n#if A\nb\n", Branch::First), "a b");
        assert!(branch_overlay("int a;\n#define B\n", Branch::First).is_none());
    }
}
