use banbury_syntax::{Grammar, NodeId, Parser, Tree};

use super::dialect::{Dialect, string_content};
use super::placeholder::{self, ANY_TYPE, DEEP, Placeheld, Stands, metavariable_in_string, placehold, stands_for};

/// A compiled pattern.
#[derive(Debug)]
pub(crate) enum Pattern {
    /// Matches one node.
    One(Pat),
    /// Matches statements that follow one another in a block.
    Statements(Vec<Pat>),
}

/// A pattern's node.
#[derive(Debug)]
pub(crate) enum Pat {
    /// `$X`; none for `$_`. With a type, only an expression of that type.
    Metavariable { name: Option<String>, type_: Option<String> },
    /// `...`
    Ellipsis,
    /// `$...ARGS`
    MetavariableEllipsis(Option<String>),
    /// `<... P ...>`
    Deep(Box<Pat>),
    /// A string literal.
    String(StringPat),
    /// A node without children that count, by its text.
    Leaf { kind: u16, field: u16, text: String },
    /// A node with its children.
    Node { kind: u16, field: u16, children: Vec<Pat> },
    /// Any of the above that fills a field of its parent.
    InField(u16, Box<Pat>),
}

/// What a string literal in a pattern matches.
#[derive(Debug)]
pub(crate) enum StringPat {
    /// `"..."`: any string without interpolation.
    Any,
    /// `"$X"`: any, and binds its content.
    Metavariable(String),
    /// Exactly this content.
    Exact(String),
}

/// Ways in which a fragment of code can be given to a parser: text before, text behind, and how to find it in the tree.
struct Frame {
    before: &'static str,
    behind: &'static str,
    find: Find,
}

enum Find {
    /// The whole file.
    File,
    /// The last statement of the function that the frame opens is an assignment; its right side.
    AssignedValue,
    /// The statements of the function that the frame opens.
    Body,
}

const C_STATEMENTS: Frame = Frame { before: "void BB_FRAME(void) {\n", behind: "\n}", find: Find::Body };
const C_EXPRESSION: Frame =
    Frame { before: "void BB_FRAME(void) {\nBB_FRAME =\n", behind: "\n;}", find: Find::AssignedValue };
const C_UNCLOSED: Frame = Frame { before: "void BB_FRAME(void) {\n", behind: "\n;}", find: Find::Body };
const LUA_EXPRESSION: Frame = Frame { before: "BB_FRAME =\n", behind: "", find: Find::AssignedValue };
const FILE: Frame = Frame { before: "", behind: "\n", find: Find::File };

/// Compiles `text`.
///
/// # Errors
/// If no reading of it as code of that language is free of syntax errors.
pub(crate) fn compile(parser: &mut Parser, dialect: &Dialect, text: &str) -> Result<Pattern, String> {
    let placeheld = placehold(dialect.grammar, text.trim_matches('\n'));
    let closed = placeheld.text.trim_end().ends_with([';', '}']);
    let frames: &[Frame] = match dialect.grammar {
        Grammar::C | Grammar::Cpp if closed => &[C_STATEMENTS, FILE],
        Grammar::C | Grammar::Cpp => &[C_EXPRESSION, C_UNCLOSED, FILE],
        Grammar::Lua => &[LUA_EXPRESSION, FILE],
        _ => &[FILE],
    };
    for frame in frames {
        let framed = format!("{}{}{}", frame.before, placeheld.text, frame.behind);
        let Ok(tree) = parser.parse(dialect.grammar, &framed) else { continue };
        if tree.has_error(0) {
            continue;
        }
        let builder = Builder { dialect, tree: &tree, text: &framed, placeheld: &placeheld };
        if let Some(pattern) = builder.find(&frame.find) {
            return Ok(pattern);
        }
    }
    Err(format!("`{}` is not {} code", text.trim(), dialect.grammar.language()))
}

struct Builder<'a> {
    dialect: &'a Dialect,
    tree: &'a Tree,
    text: &'a str,
    placeheld: &'a Placeheld,
}

impl Builder<'_> {
    fn find(&self, find: &Find) -> Option<Pattern> {
        let root = match find {
            Find::File => 0,
            Find::Body => {
                self.first_of_kind(|kind| self.dialect.blocks.contains(&kind) && kind != self.tree.node(0).kind)?
            }
            Find::AssignedValue => return self.assigned_value(),
        };
        let statements: Vec<NodeId> = self.counted_children(root).collect();
        match statements.as_slice() {
            [] => None,
            [only] => {
                let mut only = *only;
                // A lone expression matches wherever an expression may stand.
                if self.dialect.grammar == Grammar::Python
                    && self.tree.node(only).kind == self.dialect.expression_statement
                {
                    only = self.counted_children(only).next()?;
                }
                Some(Pattern::One(self.build(only, true)))
            }
            several => Some(Pattern::Statements(several.iter().map(|id| self.build(*id, true)).collect())),
        }
    }

    fn assigned_value(&self) -> Option<Pattern> {
        let nodes = &self.tree.nodes;
        let frame = (0..)
            .zip(nodes)
            .find(|(_, node)| node.text(self.text) == "BB_FRAME" && node.field == self.dialect.field_left);
        let value = match frame {
            Some((id, _)) => {
                let assignment = self.tree.parent(id)?;
                self.tree.field(assignment, self.dialect.field_right)?
            }
            // Lua: `BB_FRAME = value` keeps its values in a list.
            None => {
                let list = self.first_of_kind(|kind| {
                    self.dialect.grammar == Grammar::Lua
                        && self.dialect.grammar.tables().node_kind_for_id(kind) == Some("expression_list")
                })?;
                let mut values = self.counted_children(list);
                let first = values.next()?;
                if values.next().is_some() || self.counted_children(0).count() != 1 {
                    return None;
                }
                first
            }
        };
        Some(Pattern::One(self.build(value, true)))
    }

    fn first_of_kind(&self, wanted: impl Fn(u16) -> bool) -> Option<NodeId> {
        (0..).zip(&self.tree.nodes).find(|(_, node)| wanted(node.kind)).map(|(id, _)| id)
    }

    fn counted_children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.tree.children(id).filter(|child| counts(self.dialect, self.tree, *child))
    }

    /// Patterns are written by rule authors and are small: recursion is bounded by their depth.
    fn build(&self, id: NodeId, root: bool) -> Pat {
        let node = self.tree.node(id);
        let text = node.text(self.text);
        let field = if root { 0 } else { node.field };
        let in_field = |pat| if field == 0 { pat } else { Pat::InField(field, Box::new(pat)) };
        match stands_for(text) {
            Some(Stands::Ellipsis) => return Pat::Ellipsis,
            Some(Stands::Metavariable(name)) => {
                let type_ =
                    self.placeheld.typed.iter().find(|(typed, _)| typed == name).map(|(_, type_)| type_.clone());
                return in_field(Pat::Metavariable { name: bound(name), type_ });
            }
            Some(Stands::MetavariableEllipsis(name)) => return Pat::MetavariableEllipsis(bound(name)),
            None => {}
        }
        if self.dialect.parentheses.contains(&node.kind)
            && let Some(inside) = self.counted_children(id).next()
        {
            return in_field(self.build(inside, true));
        }
        if self.dialect.strings.contains(&node.kind) {
            return in_field(Pat::String(match string_content(text) {
                "..." => StringPat::Any,
                content => match metavariable_in_string(content) {
                    Some(name) => StringPat::Metavariable(name.to_owned()),
                    None => StringPat::Exact(content.to_owned()),
                },
            }));
        }
        if self.dialect.call.contains(&node.kind)
            && let Some(function) = self.tree.field(id, self.dialect.field_function)
            && self.tree.node(function).text(self.text) == DEEP
            && let Some(arguments) = self.tree.field(id, self.dialect.field_arguments)
            && let Some(inside) = self.counted_children(arguments).next()
        {
            return in_field(Pat::Deep(Box::new(self.build(inside, true))));
        }
        if let Some(initialization) = self.untyped_initialization(id) {
            return initialization;
        }
        let mut children: Vec<Pat> = self.counted_children(id).map(|child| self.build(child, false)).collect();
        // `<... P ...>;` is any statement that holds P.
        if node.kind == self.dialect.expression_statement
            && node.kind != 0
            && matches!(children.as_slice(), [Pat::Deep(_)])
            && let Some(deep) = children.pop()
        {
            return deep;
        }
        // An empty argument list or block has no text of its own to compare.
        let is_word = text.contains(|character: char| character.is_alphanumeric() || character == '_');
        if children.is_empty() && (is_word || !node.is_named()) {
            Pat::Leaf { kind: node.kind, field, text: text.to_owned() }
        } else {
            Pat::Node { kind: node.kind, field, children }
        }
    }
}

impl Builder<'_> {
    /// `$X = {...}`, which stands for a declaration whose type does not matter, as the assignment that it means.
    fn untyped_initialization(&self, declaration: NodeId) -> Option<Pat> {
        let dialect = self.dialect;
        if self.tree.node(declaration).kind != dialect.declaration || dialect.declaration == 0 {
            return None;
        }
        let type_ = self.tree.field(declaration, dialect.field_type)?;
        let declarator = self.tree.field(declaration, dialect.field_declarator)?;
        if self.tree.node(type_).text(self.text) != ANY_TYPE {
            return None;
        }
        let (name, value) =
            (self.tree.field(declarator, dialect.field_declarator)?, self.tree.field(declarator, dialect.field_value)?);
        let equals = Pat::Leaf { kind: 0, field: 0, text: "=".to_owned() };
        let children = vec![self.build(name, true), equals, self.build(value, true)];
        let assignment = Pat::Node { kind: dialect.assignment, field: 0, children };
        Some(Pat::Node { kind: dialect.expression_statement, field: 0, children: vec![assignment] })
    }
}

/// Whether a node takes part in matching: not a comment, not punctuation that the kinds imply, not made up.
pub(super) fn counts(dialect: &Dialect, tree: &Tree, id: NodeId) -> bool {
    let node = tree.node(id);
    !node.is_extra() && !node.is_missing() && (node.is_named() || !dialect.punctuation.contains(&node.kind))
}

fn bound(name: &str) -> Option<String> {
    (name != "_").then(|| name.to_owned())
}

impl Pattern {
    /// Words that a file must hold for the pattern to match in it: all of them.
    pub fn required_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        match self {
            Self::One(pat) => collect_words(pat, &mut words),
            Self::Statements(pats) => pats.iter().for_each(|pat| collect_words(pat, &mut words)),
        }
        words
    }
}

fn collect_words(pat: &Pat, words: &mut Vec<String>) {
    match pat {
        Pat::Leaf { text, .. } if text.len() > 1 && placeholder::stands_for(text).is_none() => words.push(text.clone()),
        Pat::Deep(inside) | Pat::InField(_, inside) => collect_words(inside, words),
        Pat::Node { children, .. } => children.iter().for_each(|child| collect_words(child, words)),
        _ => {}
    }
}
