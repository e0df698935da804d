use std::collections::BTreeMap;
use std::ops::Range;

use banbury_syntax::NodeId;

use super::names::Names;
use crate::code::{Code, Kind, Role};

/// Declared types of the variables of one text.
#[derive(Default)]
pub(crate) struct Types {
    /// By name: the scope in which a declaration holds, and its type; outer scopes before those inside them.
    declared: BTreeMap<String, Vec<(Range<u32>, Type)>>,
}

/// A type as declared.
#[derive(Clone, Debug)]
pub(crate) struct Type {
    /// Where it stands.
    pub range: Range<u32>,
    /// Without qualifiers and white space; arrays end in `[]`.
    pub canonical: String,
}

/// Longest text of a type that has a name to ask for; a longer one is a structure written out, in front of any number of variables.
const LONGEST_TYPE: usize = 512;

/// How far up from a declaration its scope is looked for: hostile trees are deeper than any program.
const DEEPEST: usize = 256;

impl Types {
    /// Collects the declarations of a text.
    pub fn collect(code: &Code, text: &str) -> Self {
        let mut types = Self::default();
        for (id, node) in (0..).zip(&code.nodes) {
            // What runs through in a loop may be declared there, too.
            let declares = matches!(node.kind, Kind::VARIABLE | Kind::PARAMETER | Kind::ASSIGNMENT)
                || (node.is_loop && code.child(id, Role::TYPE).is_some());
            if !declares {
                continue;
            }
            let name = code.child(id, Role::LEFT).or_else(|| code.child(id, Role::NAME));
            let (Some(name), Some((range, mut canonical))) = (name, declared_type(code, id, text)) else { continue };
            if code.node(name).kind != Kind::NAME {
                continue;
            }
            for _ in code.children(id).filter(|part| code.node(*part).kind == Kind::BOUNDS) {
                // As a parameter an array is a pointer (C11 6.7.6.3 p7).
                canonical.push_str(if node.kind == Kind::PARAMETER { "*" } else { "[]" });
            }
            let holder = |ancestor: &NodeId| {
                let ancestor = code.node(*ancestor);
                ancestor.is_loop || matches!(ancestor.kind, Kind::BLOCK | Kind::FUNCTION | Kind::LAMBDA | Kind::MEMBERS)
            };
            let scope = std::iter::successors(Some(id), |at| code.parent(*at)).take(DEEPEST).find(holder).unwrap_or(0);
            types
                .declared
                .entry(code.text(name, text).to_owned())
                .or_default()
                .push((code.range(scope), Type { range, canonical }));
        }
        for declared in types.declared.values_mut() {
            // Of two in the same scope the first one counts: it must come last.
            declared.reverse();
            declared.sort_by_key(|(scope, _)| (scope.start, std::cmp::Reverse(scope.end)));
        }
        types
    }

    /// The type of the variable `name` at `at`, and how many declarations were looked at.
    pub fn of(&self, name: &str, at: &Range<u32>) -> (Option<&Type>, usize) {
        let Some(declared) = self.declared.get(name) else { return (None, 0) };
        // Scopes nest, so that the last one to begin is the innermost.
        let begun = declared.partition_point(|(scope, _)| scope.start <= at.start);
        let around = declared[..begun].iter().rev().position(|(scope, _)| at.end <= scope.end);
        (around.and_then(|around| declared.get(begun - 1 - around)).map(|it| &it.1), around.unwrap_or(begun))
    }

    /// A type as a pattern writes it, without the `*` at its end, and these.
    pub fn split_pointers(wanted: &str) -> (&str, String) {
        let stem = wanted.trim_end_matches(['*', ' ']);
        (stem, "*".repeat(wanted[stem.len()..].matches('*').count()))
    }

    /// Whether a type as a pattern writes it is the same as a declared one: full names may be known by their last part, and what
    /// is between `<` and `>` may be left out.
    pub fn same(wanted: &str, declared: &str, names: &Names) -> bool {
        let wanted = canonical(wanted);
        let (mut wanted, mut declared) = (wanted.as_str(), declared);
        while let (Some(element), Some(declared_element)) = (wanted.strip_suffix("[]"), declared.strip_suffix("[]")) {
            (wanted, declared) = (element, declared_element);
        }
        let (wanted, arguments) = split_arguments(wanted);
        let (declared, declared_arguments) = split_arguments(declared);
        // What all languages have goes by several names.
        let has_alias = ALIASES.iter().any(|names| names.contains(&wanted) && names.contains(&declared));
        same_arguments(arguments, declared_arguments)
            && (wanted == declared || has_alias || names.is_type(declared, wanted))
    }
}

/// Whether the arguments of a type are those that a pattern wants: any at all if it has none, any one for a metavariable.
fn same_arguments(wanted: &str, declared: &str) -> bool {
    if wanted.is_empty() || wanted == declared {
        return true;
    }
    let (wanted, declared): (Vec<&str>, Vec<&str>) = (wanted.split(',').collect(), declared.split(',').collect());
    let bare = |argument: &str| argument.trim_matches(['<', '>']).to_owned();
    wanted.len() == declared.len()
        && wanted.iter().zip(&declared).all(|(wanted, declared)| {
            let (wanted, declared) = (bare(wanted), bare(declared));
            wanted == declared || (wanted.starts_with('$') && !declared.is_empty())
        })
}

/// Names of the same type.
const ALIASES: [&[&str]; 3] =
    [&["String", "string", "str", "char*", "java.lang.String"], &["bool", "boolean", "Boolean"], &["int", "integer"]];

/// A type without its arguments, and these with their brackets.
fn split_arguments(type_: &str) -> (&str, &str) {
    type_.split_at(type_.find('<').unwrap_or(type_.len()))
}

/// Levels of an expression in which types are looked for.
const DEEPEST_TYPED: u32 = 8;

impl Types {
    /// The type of an expression: as declared, as its form shows, or as arithmetic and choice between equals leave it.
    pub fn of_expression(&self, code: &Code, text: &str, id: NodeId) -> Option<Type> {
        self.of_nested(code, text, id, DEEPEST_TYPED)
    }

    fn of_nested(&self, code: &Code, text: &str, id: NodeId, depth: u32) -> Option<Type> {
        let node = code.node(id);
        let inner = |id: NodeId| self.of_nested(code, text, id, depth.checked_sub(1)?);
        let same = |left: NodeId, right: NodeId| {
            let (left, right) = (inner(left)?, inner(right)?);
            (left.canonical == right.canonical).then_some(Type { range: code.range(id), canonical: left.canonical })
        };
        match node.kind {
            Kind::NAME => self.of(code.text(id, text), &code.range(id)).0.cloned(),
            Kind::BINARY => {
                let mut parts = code.children(id);
                let (left, operator, right) = (parts.next()?, parts.next()?, parts.next()?);
                match code.text(operator, text) {
                    "+" | "-" | "*" | "/" | "%" => same(left, right),
                    _ => Type::of_expression(code, text, id),
                }
            }
            Kind::CONDITIONAL => same(code.child(id, Role::LEFT)?, code.child(id, Role::RIGHT)?),
            Kind::CAST => {
                let type_ = code.child(id, Role::TYPE)?;
                let written = code.text(type_, text);
                (written.len() <= LONGEST_TYPE)
                    .then(|| Type { range: code.range(type_), canonical: canonical(written) })
            }
            _ => Type::of_expression(code, text, id),
        }
    }
}

impl Type {
    /// The type of an expression that shows it: a literal, a new object, a comparison.
    pub fn of_expression(code: &Code, text: &str, id: NodeId) -> Option<Self> {
        let range = code.range(id);
        let is_negative = |id: &NodeId| {
            let mut parts = code.children(*id);
            let (Some(sign), Some(number), None) = (parts.next(), parts.next(), parts.next()) else { return false };
            code.text(sign, text) == "-" && code.node(number).kind == Kind::NUMBER
        };
        let known = |name: &str| Some(Self { range: range.clone(), canonical: name.to_owned() });
        match code.node(id).kind {
            Kind::STRING | Kind::STRINGS => known("string"),
            Kind::NUMBER => known(if code.text(id, text).contains('.') { "float" } else { "int" }),
            _ if is_negative(&id) => known(if code.text(id, text).contains('.') { "float" } else { "int" }),
            Kind::CONSTANT if matches!(code.text(id, text), "true" | "false") => known("bool"),
            Kind::BINARY => {
                let operator = code.children(id).nth(1).map_or("", |operator| code.text(operator, text));
                matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=" | "&&" | "||").then(|| known("bool"))?
            }
            Kind::NEW => new_type(code, text, id).map(|(range, canonical)| Self { range, canonical }),
            _ => None,
        }
    }
}

/// The type of the object that `new` makes.
fn new_type(code: &Code, text: &str, id: NodeId) -> Option<(Range<u32>, String)> {
    let class = code.child(id, Role::CALLEE)?;
    let written = code.text(class, text);
    (written.len() <= LONGEST_TYPE).then(|| (code.range(class), canonical(written)))
}

/// The type that a declaration states, or that the object it makes has.
fn declared_type(code: &Code, id: NodeId, text: &str) -> Option<(Range<u32>, String)> {
    if let Some(type_) = code.child(id, Role::TYPE) {
        let range = code.range(type_);
        // Where a type is in parts, for C's second declarator, its text is the parts.
        let mut written = String::new();
        if code.node(type_).kind == Kind::TYPE {
            code.children(type_).for_each(|part| {
                written.push_str(code.text(part, text));
                written.push(' ');
            });
        } else {
            written.push_str(code.text(type_, text));
        }
        if written.len() > LONGEST_TYPE {
            return Some((range, String::new()));
        }
        let written = canonical(&written);
        if !matches!(written.as_str(), "var" | "auto" | "let" | "val") {
            return Some((range, written));
        }
    }
    let value = code.child(id, Role::RIGHT)?;
    let mut parts = code.children(value);
    match (code.node(value).kind, parts.next(), parts.next()) {
        // Go: `&T{...}`, `new(T)`.
        (_, Some(sign), Some(object)) if code.text(sign, text) == "&" && code.node(object).kind == Kind::NEW => {
            new_type(code, text, object).map(|(range, type_)| (range, format!("*{type_}")))
        }
        (Kind::CALL, Some(callee), Some(arguments)) if code.text(callee, text) == "new" => {
            let type_ = code.children(arguments).next()?;
            Some((code.range(type_), format!("*{}", canonical(code.text(type_, text)))))
        }
        _ => Type::of_expression(code, text, value).map(|type_| (type_.range, type_.canonical)),
    }
}

fn canonical(type_: &str) -> String {
    let words = type_.replace('*', " * ");
    words
        .split_whitespace()
        .filter(|word| !matches!(*word, "const" | "volatile" | "static" | "register" | "restrict" | "final"))
        .collect()
}
