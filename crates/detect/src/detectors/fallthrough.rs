use banbury_evidence::Language;
use banbury_syntax::{NodeId, SourceText};

use super::hit;
use crate::code::{Code, Kind, Role, first_word, is_jump};
use crate::findings::Hit;
use crate::names::words;
use crate::pattern::Unit;

/// Words in the names of functions and macros that do not return.
const ENDING: [&str; 11] =
    ["exit", "abort", "die", "fatal", "panic", "usage", "bug", "unreachable", "longjmp", "throw", "assert"];

/// Cases whose statements run on into the next case, where nothing between the two says that this is meant (class 22).
pub(crate) fn fallthrough_hits(source: &SourceText<'_>, unit: &Unit<'_>) -> Vec<Hit> {
    if !matches!(unit.lowering.grammar.language(), Language::C | Language::Cpp) {
        return Vec::new();
    }
    let code = unit.code;
    let mut found = Vec::new();
    for cases in unit.of_kind(Kind::CASES) {
        let cases: Vec<NodeId> = code.children(*cases).filter(|id| code.node(*id).kind == Kind::CASE).collect();
        for pair in cases.windows(2) {
            let &[case, next] = pair else { continue };
            let Some(last) = code.child(case, Role::BODY).and_then(|body| code.children(body).last()) else { continue };
            let range = code.node(last).start as usize..code.node(last).end as usize;
            let between = source.text.get(range.end..code.node(next).start as usize).unwrap_or("");
            // Attributes are blanked in the reading; the text has them.
            let line_start = source.lines.start(source.lines.line(range.start));
            let tail = source.text.get(line_start..code.node(next).start as usize).unwrap_or("").to_ascii_lowercase();
            if between.trim().is_empty() && !tail.contains("fall") && !leaves(code, unit.text, last) {
                let message = "The statements of a case end without a break, return or jump, and no comment says that the fall into the next case is meant. Look whether the next case undoes or allows what this one refuses.";
                found.push(hit(source, "case-runs-into-next", &range, None, message.to_owned()));
            }
        }
    }
    found
}

/// Whether what follows a statement is not reached, or said to be meant.
fn leaves(code: &Code, text: &str, statement: NodeId) -> bool {
    let mut open = vec![statement];
    while let Some(id) = open.pop() {
        let node = code.node(id);
        match node.kind {
            // The last statement of a block decides; an empty one does nothing at all.
            Kind::BLOCK => match code.children(id).last() {
                Some(last) => open.push(last),
                None => return false,
            },
            Kind::IF => match (code.child(id, Role::THEN), code.child(id, Role::ELSE)) {
                (Some(then), Some(otherwise)) => open.extend([then, otherwise]),
                _ => return false,
            },
            _ => {
                let own = code.text(id, text);
                let first = first_word(own);
                let is_endless = matches!(first, "for" | "while" | "do" | "switch" | "asm");
                let is_called = node.kind != Kind::EXPRESSION_STATEMENT || !own.contains('=');
                // Of loops and inner switches it is not asked whether they end.
                let may_leave =
                    is_endless || (is_called && words(first).iter().any(|word| ENDING.contains(&word.as_str())));
                if !is_jump(first) && !may_leave {
                    return false;
                }
            }
        }
    }
    true
}
