//! What a piece of code must hold for a pattern to match in it, told so coarsely that asking costs next to nothing: most patterns
//! are turned away from most code by it.

use banbury_syntax::{Grammar, NodeId};

use super::compile::{Pat, What};
use super::script::is_script;
use crate::code::{Code, Kind};

/// Kinds of nodes, and names and operators, as bits; several of them share one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    kinds: u64,
    texts: u64,
}

impl Features {
    /// All there are: nothing is known.
    const ALL: Self = Self { kinds: u64::MAX, texts: u64::MAX };

    /// What a pattern's node needs somewhere in the code where it matches. It names nothing for which something else may stand.
    pub fn wanted(what: &What, grammar: Grammar) -> Self {
        match what {
            What::Metavariable { .. } | What::Ellipsis | What::MetavariableEllipsis(_) | What::String(_) => {
                Self::default()
            }
            What::Deep(inside) | What::Chain(inside) => inside.features,
            What::Leaf { kind, text } => Self { kinds: wanted_kind(*kind), texts: wanted_text(*kind, text, grammar) },
            What::Node { kind, children, .. } => {
                if is_spelt_otherwise(*kind, grammar) {
                    return Self::default();
                }
                let own = Self { kinds: wanted_kind(*kind), texts: 0 };
                Self::of_all(children).and(own)
            }
        }
    }

    /// What several patterns need together.
    pub fn of_all(pats: &[Pat]) -> Self {
        pats.iter().fold(Self::default(), |all, pat| all.and(pat.features))
    }

    /// What each node of a text and all below it have, where some nodes may stand for anything else.
    pub fn of_subtrees(code: &Code, text: &str, stands_for_another: &dyn Fn(NodeId) -> bool) -> Vec<Self> {
        let own = (0..).zip(&code.nodes).map(|(id, node)| {
            if stands_for_another(id) {
                return Self::ALL;
            }
            let texts = if has_text(node.kind) { text_bit(code.text(id, text)) } else { 0 };
            Self { kinds: found_kinds(node.kind), texts }
        });
        let mut all: Vec<Self> = own.collect();
        // Parents stand in front of their children.
        for id in (1..code.nodes.len()).rev() {
            let parent = code.nodes[id].parent as usize;
            all[parent] = all[parent].and(all[id]);
        }
        all
    }

    fn and(self, other: Self) -> Self {
        Self { kinds: self.kinds | other.kinds, texts: self.texts | other.texts }
    }

    /// Whether code with these features may hold what needs `wanted`; texts count only if no name stands for another.
    pub fn may_hold(self, wanted: Self, names_are_plain: bool) -> bool {
        wanted.kinds & !self.kinds == 0 && (!names_are_plain || wanted.texts & !self.texts == 0)
    }
}

/// Patterns that imports, values or missing words stand for.
fn is_spelt_otherwise(kind: Kind, grammar: Grammar) -> bool {
    match kind {
        Kind::STRING | Kind::STRINGS | Kind::REGEX | Kind::IMPORT | Kind::MODIFIER => true,
        Kind::MEMBER => !grammar.has_preprocessor(),
        Kind::CALL => grammar == Grammar::Bash,
        Kind::BINARY => is_script(grammar),
        _ => false,
    }
}

/// The bit of a kind that code must have; none for kinds that others stand for.
fn wanted_kind(kind: Kind) -> u64 {
    match kind {
        Kind::NAME | Kind::NUMBER | Kind::CONSTANT | Kind::MODIFIER => 0,
        Kind::EXPRESSION_STATEMENT | Kind::BLOCK | Kind::RECORD => 0,
        kind => kind_bit(kind),
    }
}

/// The bits of the kinds of pattern that a node of `kind` may match.
fn found_kinds(kind: Kind) -> u64 {
    let others = match kind {
        Kind::VARIABLE => kind_bit(Kind::ASSIGNMENT),
        Kind::PROTOTYPE | Kind::LAMBDA => kind_bit(Kind::FUNCTION),
        Kind::FUNCTION => kind_bit(Kind::LAMBDA),
        Kind::UPDATE => kind_bit(Kind::BINARY),
        _ => 0,
    };
    kind_bit(kind) | others
}

/// Kinds with a bit of their own; the others share what is left.
const OWN_BITS: usize = 45;

fn kind_bit(kind: Kind) -> u64 {
    let index = kind.index();
    1 << if index < OWN_BITS { index } else { OWN_BITS + index % (64 - OWN_BITS) }
}

/// Kinds of which patterns ask for the text.
fn has_text(kind: Kind) -> bool {
    matches!(kind, Kind::NAME | Kind::TOKEN)
}

fn wanted_text(kind: Kind, text: &str, grammar: Grammar) -> u64 {
    // `a += b` of JavaScript is `a = a + b`.
    let counts = has_text(kind) && !(kind == Kind::TOKEN && is_script(grammar));
    if counts { text_bit(text) } else { 0 }
}

/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 24;

fn text_bit(text: &str) -> u64 {
    // FNV-1a, whose upper bits are the better ones.
    let hash = text
        .bytes()
        .take(LOOKED_AT)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    1 << (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
}
