use banbury_syntax::{Grammar, NodeId, Parser, Tree};

use super::binding::{Variable, Variables};
use super::features::Features;
use super::frames::{Frame, manners};
use super::literal::{interpolates, string_content};
use super::placeholder::{ANY_TYPE, DEEP, ELLIPSIS, Placeheld, Stands, metavariable_in_string, placehold, stands_for};
use super::script::is_script;
use crate::code::{Code, Kind, Lowering, Role, is_default_modifier};

/// A compiled pattern.
#[derive(Debug)]
pub(crate) enum Pattern {
    /// Matches one node.
    One(Pat),
    /// Matches statements that follow one another in a block.
    Statements(Vec<Pat>),
    /// Code of another dialect of the language: it matches nothing in this one.
    Nothing,
}

/// A pattern's node, with what it is to its parent.
#[derive(Debug)]
pub(crate) struct Pat {
    pub role: Role,
    pub what: What,
    /// What code must hold for it to match.
    pub features: Features,
}

/// What a pattern's node matches.
#[derive(Debug)]
pub(crate) enum What {
    /// `$X`; none for `$_`. With a type, only an expression of that type.
    Metavariable { variable: Option<Variable>, type_: Option<WantedType> },
    /// `...`
    Ellipsis,
    /// `$...ARGS`
    MetavariableEllipsis(Option<Variable>),
    /// `<... P ...>`
    Deep(Box<Pat>),
    /// `P. ... `: P, or any chain of calls and members that begins with it.
    Chain(Box<Pat>),
    /// A string literal.
    String(StringPat),
    /// A node without children that count, by its text.
    Leaf { kind: Kind, text: String },
    /// A node with its children. With a full name, also what other names stand for it.
    Node { kind: Kind, children: Vec<Pat>, full_name: Option<String> },
}

/// The type that a typed metavariable asks for.
#[derive(Debug)]
pub(crate) struct WantedType {
    pub text: String,
    /// The metavariable that the type itself is.
    pub variable: Option<Variable>,
}

/// What a string literal in a pattern matches.
#[derive(Debug)]
pub(crate) enum StringPat {
    /// `"..."`: any string without interpolation.
    Any,
    /// A string in backquotes, whatever is in it.
    Template,
    /// `"$X"`: any, and binds its content.
    Metavariable(Variable),
    /// `"=~/regex/"`
    Regex(regex::Regex),
    /// `f"..."`: any that may interpolate.
    Interpolated,
    /// Exactly this content.
    Exact(String),
}

/// Compiles `text`.
///
/// # Errors
/// If no reading of it as code of that language is free of syntax errors.
pub(crate) fn compile(
    parser: &mut Parser,
    lowering: &Lowering,
    variables: &mut Variables,
    text: &str,
) -> Result<Pattern, String> {
    let trimmed = text.trim();
    for manner in manners(lowering.grammar).into_iter().filter(|manner| (manner.suits)(trimmed)) {
        let placeheld = placehold(lowering.grammar, &manner, trimmed);
        let has_end = !manner.has_terminator || trimmed.ends_with([';', '}']);
        for frame in manner.frames {
            if let Some(pattern) =
                in_frame(parser, lowering, variables, &placeheld, frame, has_end && manner.has_terminator)
            {
                return Ok(pattern);
            }
        }
    }
    Err(format!("`{trimmed}` is not {} code", lowering.grammar.language()))
}

fn in_frame(
    parser: &mut Parser,
    lowering: &Lowering,
    variables: &mut Variables,
    placeheld: &Placeheld,
    (before, behind): &Frame,
    is_statement: bool,
) -> Option<Pattern> {
    let framed = format!("{before}{}{behind}", placeheld.text);
    let tree = parser.parse(lowering.grammar, &framed).ok()?;
    if tree.has_error(0) {
        return None;
    }
    let code = lowering.lower(&tree, &framed);
    let range = before.len() as u32..(before.len() + placeheld.text.len()) as u32;
    let mut roots = fragments(&code, range.clone(), &without_comments(&tree, &framed))?;
    if before.is_empty() && is_entry(lowering, &code, &roots) {
        return None;
    }
    let mut builder = Builder { lowering, code: &code, text: &framed, placeheld, variables };
    if let [only] = roots.as_mut_slice() {
        if code.node(*only).kind == Kind::EXPRESSION_STATEMENT && !is_statement {
            *only = code.children(*only).next()?;
        }
        return Some(Pattern::One(builder.build(*only, true)));
    }
    let is_list = |id: &NodeId| matches!(code.node(code.node(*id).parent).kind, Kind::BLOCK | Kind::MEMBERS);
    roots.iter().all(is_list).then(|| Pattern::Statements(roots.iter().map(|id| builder.build(*id, true)).collect()))
}

/// Whether what looks like a statement with a label is the entry of a literal: `Key: value` in Go.
fn is_entry(lowering: &Lowering, code: &Code, roots: &[NodeId]) -> bool {
    let [label, statement] = roots else { return false };
    lowering.grammar == Grammar::Go
        && lowering.own_kind("labeled_statement") == Some(code.node(*label).kind)
        && code.node(*statement).kind == Kind::EXPRESSION_STATEMENT
}

/// The text with blanks in place of comments.
fn without_comments(tree: &Tree, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for node in tree.nodes.iter().filter(|node| node.is_extra() && node.is_named()) {
        bytes.get_mut(node.start as usize..node.end as usize).unwrap_or(&mut []).fill(b' ');
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The outermost nodes inside `range`, if they are all that it holds.
fn fragments(code: &Code, range: std::ops::Range<u32>, text: &str) -> Option<Vec<NodeId>> {
    let mut found = Vec::new();
    let mut id = 1;
    while (id as usize) < code.nodes.len() {
        let node = code.node(id);
        if node.start >= range.start && node.end <= range.end && node.start < node.end {
            found.push(id);
            id = node.next;
        } else if node.end <= range.start || node.start >= range.end {
            id = node.next;
        } else {
            id += 1;
        }
    }
    // What lies between is white space and punctuation, or this is not the frame for the fragment.
    let is_nothing = |from: u32, to: u32| {
        text.get(from as usize..to.max(from) as usize)
            .is_some_and(|gap| !gap.contains(|it: char| it.is_alphanumeric() || it == '_'))
    };
    // What an `if` does first is a statement in front of it that lies inside it.
    let mut in_text = found.clone();
    in_text.sort_by_key(|id| code.node(*id).start);
    let mut at = range.start;
    for id in &in_text {
        let node = code.node(*id);
        if !is_nothing(at, node.start) {
            return None;
        }
        at = at.max(node.end);
    }
    (!found.is_empty() && is_nothing(at, range.end)).then_some(found)
}

struct Builder<'a> {
    lowering: &'a Lowering,
    code: &'a Code,
    text: &'a str,
    placeheld: &'a Placeheld,
    variables: &'a mut Variables,
}

impl Builder<'_> {
    /// Patterns are written by rule authors and are small: recursion is bounded by their depth.
    fn build(&mut self, id: NodeId, root: bool) -> Pat {
        let node = *self.code.node(id);
        let role = if root { Role::NONE } else { node.role };
        let what = self.what(id);
        self.pat(role, what)
    }

    fn pat(&self, role: Role, what: What) -> Pat {
        Pat { role, features: Features::wanted(&what, self.lowering.grammar), what }
    }

    fn what(&mut self, id: NodeId) -> What {
        let node = *self.code.node(id);
        let text = self.code.text(id, self.text);
        // Each literal of several that make one string may stand for any number of them.
        let is_part = self.code.node(node.parent).kind == Kind::STRINGS && node.parent != id;
        if is_part && node.kind == Kind::STRING && self.code.is_leaf(id) && string_content(text) == "..." {
            return What::Ellipsis;
        }
        match stands_for(text) {
            Some(Stands::Ellipsis) if !is_kept(node.kind) => return What::Ellipsis,
            Some(Stands::Metavariable(name)) if !is_kept(node.kind) && !self.is_wrapper(node.kind) => {
                return What::Metavariable { variable: self.variable(name), type_: None };
            }
            Some(Stands::Typed(number)) if !is_kept(node.kind) => {
                if let Some((name, text)) = self.placeheld.typed.get(number) {
                    let stem = text.trim_end_matches(['*', ' ']);
                    let variable = metavariable_in_string(stem).map(|name| self.variables.of(name));
                    let type_ = Some(WantedType { text: text.clone(), variable });
                    return What::Metavariable { variable: self.variable(name), type_ };
                }
            }
            Some(Stands::MetavariableEllipsis(name)) if !is_kept(node.kind) => {
                // `$...X` and `$X` are two.
                let variable = (name != "_").then(|| self.variables.of(&format!("...{name}")));
                return What::MetavariableEllipsis(variable);
            }
            _ => {}
        }
        if node.kind == Kind::STRING && self.code.is_leaf(id) {
            if text == "`...`" {
                return What::String(StringPat::Template);
            }
            let content = string_content(text);
            let is_open = interpolates(text) && content == "...";
            return What::String(if is_open { StringPat::Interpolated } else { self.string(content) });
        }
        // `"$X"`, in which PHP and shells see a variable.
        if node.kind == Kind::STRING
            && let Some(name) = metavariable_in_string(string_content(text))
        {
            return What::String(StringPat::Metavariable(self.variables.of(name)));
        }
        if let Some(inside) = self.deep(id) {
            return What::Deep(Box::new(self.build(inside, true)));
        }
        if let Some(inside) = self.chain(id) {
            return What::Chain(Box::new(self.build(inside, true)));
        }
        if let Some(initialization) = self.untyped_initialization(id) {
            return initialization;
        }
        if self.is_open_import(id) {
            return What::Ellipsis;
        }
        if let Some(name) = self.untyped_parameter(id) {
            return self.what(name);
        }
        let is_written = |child: &NodeId| !is_default_modifier(self.code, *child);
        let ids: Vec<NodeId> = self.code.children(id).filter(is_written).collect();
        let mut children: Vec<Pat> = match node.kind {
            kind if kind == Kind::STRING || self.is_shell_command(kind) => {
                ids.iter().flat_map(|piece| self.piece(*piece)).collect()
            }
            _ => ids.iter().map(|child| self.build(*child, false)).collect(),
        };
        if node.kind == Kind::CLASS {
            // `(...)` also stands for no bases.
            children.retain(|child| child.role != Role::BASES || !child.is_all_open());
        }
        self.leave_open(id, &mut children);
        // An empty argument list or block has no text of its own to compare.
        let is_word = text.contains(|character: char| character.is_alphanumeric() || matches!(character, '_' | '$'));
        if children.is_empty() && (is_word || node.kind == Kind::TOKEN) && !has_list(node.kind) {
            What::Leaf { kind: node.kind, text: text.to_owned() }
        } else {
            What::Node { kind: node.kind, children, full_name: self.full_name(id) }
        }
    }

    /// Whether it is a command in backticks.
    fn is_shell_command(&self, kind: Kind) -> bool {
        ["shell_command_expression", "subshell"].iter().any(|name| self.lowering.own_kind(name) == Some(kind))
            && self.lowering.grammar != banbury_syntax::Grammar::Bash
    }

    /// A piece of a string with code in it: code, or text. Dots at the start or the end of text stand for any pieces.
    fn piece(&mut self, id: NodeId) -> Vec<Pat> {
        if self.code.node(id).kind != Kind::TOKEN {
            let pat = self.build(id, false);
            let is_any = matches!(pat.what, What::Ellipsis);
            return vec![if is_any {
                self.pat(pat.role, What::Metavariable { variable: None, type_: None })
            } else {
                pat
            }];
        }
        let text = self.code.text(id, self.text);
        let (opens, rest) = text.strip_prefix("...").map_or((false, text), |rest| (true, rest));
        let (closes, rest) = rest.strip_suffix("...").map_or((false, rest), |rest| (true, rest));
        let mut pieces = Vec::new();
        pieces.extend(opens.then(|| self.pat(Role::NONE, What::Ellipsis)));
        if !rest.is_empty() {
            let string = What::String(self.string(rest));
            pieces.push(self.pat(Role::NONE, string));
        }
        pieces.extend(closes.then(|| self.pat(Role::NONE, What::Ellipsis)));
        pieces
    }

    fn string(&mut self, content: &str) -> StringPat {
        match content {
            "..." => StringPat::Any,
            content => {
                if let Some(name) = metavariable_in_string(content) {
                    return StringPat::Metavariable(self.variables.of(name));
                }
                let regex = content.strip_prefix("=~/").and_then(|rest| rest.rsplit_once('/'));
                match regex.and_then(|(regex, flags)| {
                    let flags = if flags.contains('i') { "(?i)" } else { "" };
                    regex::Regex::new(&format!("{flags}{regex}")).ok()
                }) {
                    Some(regex) => StringPat::Regex(regex),
                    None => StringPat::Exact(content.to_owned()),
                }
            }
        }
    }

    /// Whether a metavariable in a node of that kind stands for what is in it, not for the node: a name that is imported, a text.
    fn is_wrapper(&self, kind: Kind) -> bool {
        kind == Kind::IMPORT || self.lowering.own_kind("jsx_text") == Some(kind)
    }

    /// Objects, classes and elements of JavaScript may have more entries than a pattern says; an `...` that is the only thing in
    /// its place is one thing.
    fn leave_open(&self, id: NodeId, children: &mut Vec<Pat>) {
        let kind = self.code.node(id).kind;
        let is_open = match kind {
            Kind::RECORD | Kind::MEMBERS => true,
            _ => self.lowering.own_kind("jsx_element") == Some(kind) && children.iter().all(|it| it.role != Role::NONE),
        };
        if is_open && is_script(self.lowering.grammar) {
            children.push(self.pat(Role::NONE, What::Ellipsis));
        }
        for child in children {
            let is_single = matches!(child.role, Role::LEFT | Role::RIGHT | Role::INDEX | Role::VALUE)
                && matches!(
                    kind,
                    Kind::ASSIGNMENT | Kind::UPDATE | Kind::VARIABLE | Kind::BINARY | Kind::INDEX | Kind::PAIR
                );
            if is_single && matches!(child.what, What::Ellipsis) {
                child.what = What::Metavariable { variable: None, type_: None };
            }
        }
    }

    /// The pattern in `<... P ...>`.
    fn deep(&self, id: NodeId) -> Option<NodeId> {
        if self.code.node(id).kind != Kind::CALL {
            return None;
        }
        let callee = self.code.child(id, Role::CALLEE)?;
        if self.code.text(callee, self.text) != DEEP {
            return None;
        }
        self.code.children(self.code.child(id, Role::ARGUMENTS)?).next()
    }

    /// The pattern in front of `. ... ` in a chain of members.
    fn chain(&self, id: NodeId) -> Option<NodeId> {
        if self.code.node(id).kind != Kind::MEMBER {
            return None;
        }
        let property = self.code.child(id, Role::PROPERTY)?;
        if self.code.text(property, self.text) != ELLIPSIS {
            return None;
        }
        self.code.child(id, Role::OBJECT)
    }

    /// `$X = {...}`, which stands for a declaration whose type does not matter, as the assignment that it means.
    fn untyped_initialization(&mut self, id: NodeId) -> Option<What> {
        if self.code.node(id).kind != Kind::VARIABLE {
            return None;
        }
        let type_ = self.code.child(id, Role::TYPE)?;
        if self.code.text(type_, self.text) != ANY_TYPE {
            return None;
        }
        let (left, right) = (self.code.child(id, Role::LEFT)?, self.code.child(id, Role::RIGHT)?);
        let children = vec![self.build(left, false), self.build(right, false)];
        let assignment = self.pat(Role::NONE, What::Node { kind: Kind::ASSIGNMENT, children, full_name: None });
        Some(What::Node { kind: Kind::EXPRESSION_STATEMENT, children: vec![assignment], full_name: None })
    }

    /// The name of a parameter whose type does not matter.
    fn untyped_parameter(&self, id: NodeId) -> Option<NodeId> {
        let type_ = self.code.child(id, Role::TYPE)?;
        let is_open = self.code.node(id).kind == Kind::PARAMETER && self.code.text(type_, self.text) == ANY_TYPE;
        if is_open { self.code.child(id, Role::NAME) } else { None }
    }

    /// Whether it stands for `...` among imports.
    fn is_open_import(&self, id: NodeId) -> bool {
        let is_import = self.code.node(id).kind == Kind::IMPORT;
        let module = self.code.child(id, Role::MODULE).filter(|_| is_import);
        module.is_some_and(|module| string_content(self.code.text(module, self.text)) == ELLIPSIS)
    }

    /// The dotted name that a chain of members without metavariables is.
    fn full_name(&self, id: NodeId) -> Option<String> {
        if self.code.node(id).kind != Kind::MEMBER || self.lowering.grammar.has_preprocessor() {
            return None;
        }
        let mut parts = Vec::new();
        let mut at = id;
        while self.code.node(at).kind == Kind::MEMBER {
            parts.push(self.code.text(self.code.child(at, Role::PROPERTY)?, self.text));
            at = self.code.child(at, Role::OBJECT)?;
        }
        parts.push(self.code.text(at, self.text));
        let is_plain =
            |part: &&str| part.chars().all(|it| it.is_alphanumeric() || it == '_') && stands_for(part).is_none();
        if self.code.node(at).kind != Kind::NAME || !parts.iter().all(is_plain) {
            return None;
        }
        parts.reverse();
        Some(parts.join("."))
    }

    fn variable(&mut self, name: &str) -> Option<Variable> {
        (name != "_").then(|| self.variables.of(name))
    }
}

impl Pat {
    /// Whether it holds a list of nothing but an ellipsis.
    fn is_all_open(&self) -> bool {
        matches!(&self.what, What::Node { children, .. } if matches!(children.as_slice(), [Pat { what: What::Ellipsis, .. }]))
    }
}

/// Kinds that stay what they are even if a placeholder is all that they hold.
fn is_kept(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::BLOCK
            | Kind::ARGUMENTS
            | Kind::PARAMETERS
            | Kind::MEMBERS
            | Kind::MODIFIER
            | Kind::CASES
            | Kind::RETURN
            | Kind::BOUNDS
    )
}

/// Kinds that hold a list, which may be empty.
fn has_list(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::BLOCK | Kind::ARGUMENTS | Kind::PARAMETERS | Kind::MEMBERS | Kind::CASES | Kind::RECORD | Kind::BOUNDS
    )
}

impl Pattern {
    /// The metavariable that it is nothing but.
    pub fn only_variable(&self) -> Option<Variable> {
        match self {
            Self::One(Pat { what: What::Metavariable { variable, type_: None }, .. }) => *variable,
            _ => None,
        }
    }

    /// Words that a file must hold for the pattern to match in it: all of them.
    pub fn required_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        match self {
            Self::One(pat) => collect_words(pat, &mut words),
            Self::Statements(pats) => pats.iter().for_each(|pat| collect_words(pat, &mut words)),
            Self::Nothing => {}
        }
        words
    }
}

fn collect_words(pat: &Pat, words: &mut Vec<String>) {
    match &pat.what {
        What::Leaf { kind: Kind::NAME, text } if text.len() > 1 => {
            words.extend(text.split('.').filter(|word| word.len() > 1).map(str::to_owned));
        }
        What::Deep(inside) | What::Chain(inside) => collect_words(inside, words),
        // A renamed function shows its last name where it is imported, and its own module's.
        What::Node { children, .. } => children.iter().for_each(|child| collect_words(child, words)),
        _ => {}
    }
}
