use super::condition::ConditionYaml;
use super::document::{Node, Value};
use super::fields::unknown;
use super::nearest::nearest;
use super::{Fault, Field, Fields, Place, Placed};

/// One part of what a rule looks for.
///
/// Both syntaxes of Semgrep come out alike: `pattern-not-inside: P` and `not: {inside: P}` are `Not` of `Inside` of `P`, and
/// the conditions in a list of `patterns` are those of its `All`, as those under `where` are.
#[derive(Clone, Debug)]
pub(crate) struct FormulaYaml {
    /// Where its key stands, or the pattern itself where there is no key.
    pub at: Place,
    /// The key as it is written, such as `pattern-not-inside`.
    pub key: &'static str,
    pub operator: OperatorYaml,
    /// Every one must hold.
    pub conditions: Vec<ConditionYaml>,
    /// One entry for each `focus-metavariable`: the match becomes what any of these metavariables stands for.
    pub focus: Vec<Vec<Placed<String>>>,
    /// A metavariable that the whole match is bound to (`as`).
    pub bound_as: Option<Placed<String>>,
}

/// What a part of a formula asks for.
#[derive(Clone, Debug)]
pub(crate) enum OperatorYaml {
    Pattern(Placed<String>),
    Regex(Placed<String>),
    All(Vec<FormulaYaml>),
    Any(Vec<FormulaYaml>),
    Not(Box<FormulaYaml>),
    /// The match lies inside one of this.
    Inside(Box<FormulaYaml>),
    /// This matches somewhere in the file, with the same metavariables.
    Anywhere(Box<FormulaYaml>),
}

/// Keys of a formula in the older syntax.
const OPERATORS: [&str; 9] = [
    "pattern",
    "patterns",
    "pattern-either",
    "pattern-regex",
    "pattern-not",
    "pattern-inside",
    "pattern-not-inside",
    "pattern-not-regex",
    "semgrep-internal-pattern-anywhere",
];

/// Keys beside these in a list of `patterns`.
const CONDITIONS: [&str; 7] = [
    "focus-metavariable",
    "metavariable-regex",
    "metavariable-pattern",
    "metavariable-comparison",
    "metavariable-analysis",
    "metavariable-type",
    "banbury",
];

/// Keys that Semgrep knows and we do not have.
const NOT_SUPPORTED: [&str; 3] = ["pattern-where-python", "metavariable-name", "semgrep-internal-metavariable-name"];

impl FormulaYaml {
    /// With nothing but an operator.
    pub(super) fn plain(at: Place, key: &'static str, operator: OperatorYaml) -> Self {
        Self { at, key, operator, conditions: Vec::new(), focus: Vec::new(), bound_as: None }
    }

    /// The formula that stands among the keys of a rule, a source, a sink or a condition.
    pub(super) fn read_of_rule(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        const HEADS: [&str; 4] = ["pattern", "patterns", "pattern-either", "pattern-regex"];
        let mut found: Vec<(&'static str, Field<'_>)> =
            HEADS.iter().filter_map(|head| Some((*head, fields.take(head)?))).collect();
        match found.len() {
            1 => {}
            0 => {
                let expected = "`pattern`, `patterns`, `pattern-either` or `pattern-regex`";
                return Err(match fields.left().find(|field| nearest(&field.key.value, HEADS).is_some()) {
                    Some(field) => unknown(field.key, nearest(&field.key.value, HEADS)),
                    None => Fault::bad(fields.at, format!("what to look for is missing: {expected}")),
                });
            }
            _ => {
                found.sort_by_key(|(_, field)| field.key.at);
                let names: Vec<String> = found.iter().map(|(head, _)| format!("`{head}`")).collect();
                let message = format!("{} stand beside each other: put them into `patterns`", names.join(" and "));
                return Err(Fault::bad(found.last().map_or(fields.at, |(_, field)| field.key.at), message));
            }
        }
        let (head, field) = found.remove(0);
        Self::read_operator(head, field)
    }

    /// The value of one of [`OPERATORS`].
    fn read_operator(key: &'static str, field: Field<'_>) -> Result<Self, Fault> {
        let at = field.key.at;
        let within = |formula: Self| Box::new(formula);
        let operator = match key {
            "pattern" => OperatorYaml::Pattern(field.text()?),
            "pattern-regex" => OperatorYaml::Regex(field.text()?),
            "patterns" => return Self::read_all(at, field),
            "pattern-either" => {
                let alternatives = field.list()?.iter().map(Self::read_part);
                OperatorYaml::Any(alternatives.collect::<Result<_, _>>()?)
            }
            "pattern-not" => OperatorYaml::Not(within(Self::read_value(field)?)),
            "pattern-inside" => OperatorYaml::Inside(within(Self::read_value(field)?)),
            "pattern-not-inside" => {
                let inside = OperatorYaml::Inside(within(Self::read_value(field)?));
                OperatorYaml::Not(within(Self::plain(at, key, inside)))
            }
            "pattern-not-regex" => OperatorYaml::Not(within(Self::plain(at, key, OperatorYaml::Regex(field.text()?)))),
            _ => OperatorYaml::Anywhere(within(Self::read_value(field)?)),
        };
        Ok(Self::plain(at, key, operator))
    }

    /// `patterns`: parts, and conditions on the whole.
    fn read_all(at: Place, field: Field<'_>) -> Result<Self, Fault> {
        let mut whole = Self::plain(at, "patterns", OperatorYaml::All(Vec::new()));
        let mut parts = Vec::new();
        for node in field.list()? {
            let field = single(node, &[&OPERATORS[..], &CONDITIONS[..]].concat())?;
            match field.key.value.as_str() {
                "focus-metavariable" => whole.focus.push(field.one_or_more()?),
                key if CONDITIONS.contains(&key) => whole.conditions.push(ConditionYaml::read(field)?),
                _ => parts.push(Self::read_part(node)?),
            }
        }
        whole.operator = OperatorYaml::All(parts);
        Ok(whole)
    }

    /// A mapping with one operator.
    fn read_part(node: &Node) -> Result<Self, Fault> {
        let field = single(node, &OPERATORS)?;
        match OPERATORS.iter().find(|key| **key == field.key.value) {
            Some(key) => Self::read_operator(key, field),
            None => Err(unknown(field.key, None)),
        }
    }

    /// `pattern-not` and its like take a pattern or a mapping with one operator.
    fn read_value(field: Field<'_>) -> Result<Self, Fault> {
        match &field.node.value {
            Value::Map(_) => Self::read_part(field.node),
            _ => {
                let text = field.text().map_err(|_| field.must_be("a pattern, or a mapping with one operator"))?;
                Ok(Self::plain(text.at, "pattern", OperatorYaml::Pattern(text)))
            }
        }
    }
}

/// The only field of a mapping, whose key must be one of `known`.
fn single<'node>(node: &'node Node, known: &[&'static str]) -> Result<Field<'node>, Fault> {
    let fields = Fields::of(node, "an item of this list")?;
    let mut all = fields.left();
    let Some(field) = all.next() else {
        return Err(Fault::bad(node.at, "an item of this list must have a key, such as `pattern`"));
    };
    let key = field.key.value.as_str();
    if NOT_SUPPORTED.contains(&key) {
        return Err(Fault::unsupported(field.key));
    }
    if !known.contains(&key) {
        return Err(match CONDITIONS.contains(&key) {
            true => Fault::bad(field.key.at, format!("`{key}` is a condition: it must stand in `patterns`")),
            false => unknown(field.key, nearest(key, known.iter().copied())),
        });
    }
    if let Some(second) = all.next() {
        let message = format!(
            "`{}` stands in one item with `{key}`: write `- {}:`, so that it has an item of its own",
            second.key.value, second.key.value
        );
        return Err(Fault::bad(second.key.at, message));
    }
    Ok(field)
}
