use super::document::{Node, Value};
use super::{Fault, Field, Fields, FormulaYaml, Place, Placed, modern};

/// What a taint rule follows.
#[derive(Clone, Debug)]
pub(crate) struct TaintYaml {
    /// Where the key of its sources stands.
    pub at: Place,
    pub sources: Vec<SourceYaml>,
    pub sinks: Vec<SinkYaml>,
    pub sanitizers: Vec<SanitizerYaml>,
    pub propagators: Vec<PropagatorYaml>,
}

/// `by-side-effect`: whether what a source matches is tainted from then on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SideEffect {
    #[default]
    No,
    Yes,
    /// The variable is, and the expression that was matched is not.
    Only,
}

/// Where taint comes from.
#[derive(Clone, Debug)]
pub(crate) struct SourceYaml {
    pub formula: FormulaYaml,
    pub label: Option<Placed<String>>,
    /// An expression over labels.
    pub requires: Option<Placed<String>>,
    pub side_effect: SideEffect,
    /// Whether only the match as a whole is a source, not the expressions in it. None if the rule leaves it open.
    pub exact: Option<bool>,
    /// Whether control over this place is the taint.
    pub control: bool,
}

/// Where taint must not arrive.
#[derive(Clone, Debug)]
pub(crate) struct SinkYaml {
    pub formula: FormulaYaml,
    pub requires: Option<RequiresYaml>,
    pub exact: Option<bool>,
    /// Whether only the last statements of a function are sinks.
    pub at_exit: bool,
}

/// Which labels must arrive.
#[derive(Clone, Debug)]
pub(crate) enum RequiresYaml {
    /// An expression over labels.
    Labels(Placed<String>),
    /// One for each of several metavariables.
    OfMetavariables(Vec<(Placed<String>, Placed<String>)>),
}

/// What takes taint away.
#[derive(Clone, Debug)]
pub(crate) struct SanitizerYaml {
    pub formula: FormulaYaml,
    pub side_effect: bool,
    pub exact: Option<bool>,
    /// Whether it counts only where it is no source or sink at the same time.
    pub not_conflicting: bool,
}

/// What hands taint on.
#[derive(Clone, Debug)]
pub(crate) struct PropagatorYaml {
    pub formula: FormulaYaml,
    pub from: Placed<String>,
    pub to: Placed<String>,
    /// None if the rule leaves it open.
    pub side_effect: Option<bool>,
    pub label: Option<Placed<String>>,
    pub requires: Option<Placed<String>>,
    /// The labels that are replaced by `label`; none for all.
    pub replace_labels: Option<Vec<Placed<String>>>,
}

impl TaintYaml {
    /// The lists among the keys of a rule in the older syntax.
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        let names = ["pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators"];
        Self::read_lists(fields.at, fields, names)
    }

    /// The four lists under their `names`.
    pub(super) fn read_lists(at: Place, fields: &mut Fields<'_>, names: [&'static str; 4]) -> Result<Self, Fault> {
        let [sources, sinks, sanitizers, propagators] = names;
        let sources = fields.require(sources, "where taint comes from")?;
        let sinks = fields.require(sinks, "where taint must not arrive")?;
        let (sanitizers, propagators) = (fields.take(sanitizers), fields.take(propagators));
        let is_modern = !sources.key.value.starts_with("pattern");
        Ok(Self {
            at,
            sources: read_list(sources, is_modern, source)?,
            sinks: read_list(sinks, is_modern, sink)?,
            sanitizers: sanitizers.map(|list| read_list(list, is_modern, sanitizer)).transpose()?.unwrap_or_default(),
            propagators: propagators
                .map(|list| read_list(list, is_modern, propagator))
                .transpose()?
                .unwrap_or_default(),
        })
    }
}

/// An item's formula, and its further keys; a bare pattern has none.
fn read_list<T>(
    list: Field<'_>,
    is_modern: bool,
    read: fn(FormulaYaml, &mut Fields<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let item = |node: &Node| {
        let bare = Node { at: node.at, value: Value::Map(Vec::new()) };
        if is_modern && !matches!(node.value, Value::Map(_)) {
            let formula = modern::formula(Field { key: list.key, node })?;
            return read(formula, &mut Fields::of(&bare, "a pattern")?);
        }
        let mut fields = Fields::of(node, &format!("an item of `{}`", list.key.value))?;
        let formula = if is_modern { modern::among(&mut fields)? } else { FormulaYaml::read_of_rule(&mut fields)? };
        let item = read(formula, &mut fields)?;
        fields.finish()?;
        Ok(item)
    };
    list.list()?.iter().map(item).collect()
}

fn source(formula: FormulaYaml, fields: &mut Fields<'_>) -> Result<SourceYaml, Fault> {
    Ok(SourceYaml {
        formula,
        label: text(fields, "label")?,
        requires: text(fields, "requires")?,
        side_effect: fields.take("by-side-effect").map(side_effect).transpose()?.unwrap_or_default(),
        exact: flag(fields, "exact")?,
        control: flag(fields, "control")?.unwrap_or(false),
    })
}

fn side_effect(field: Field<'_>) -> Result<SideEffect, Fault> {
    field.one_of(&[("true", SideEffect::Yes), ("false", SideEffect::No), ("only", SideEffect::Only)])
}

fn sink(formula: FormulaYaml, fields: &mut Fields<'_>) -> Result<SinkYaml, Fault> {
    Ok(SinkYaml {
        formula,
        requires: fields.take("requires").map(requires).transpose()?,
        exact: flag(fields, "exact")?,
        at_exit: flag(fields, "at-exit")?.unwrap_or(false),
    })
}

fn requires(field: Field<'_>) -> Result<RequiresYaml, Fault> {
    let Value::List(list) = &field.node.value else { return Ok(RequiresYaml::Labels(field.text()?)) };
    let mut of_metavariables = Vec::new();
    for node in list {
        for part in Fields::of(node, "an item of `requires`")?.left() {
            of_metavariables.push((part.key.clone(), part.text()?));
        }
    }
    Ok(RequiresYaml::OfMetavariables(of_metavariables))
}

fn sanitizer(formula: FormulaYaml, fields: &mut Fields<'_>) -> Result<SanitizerYaml, Fault> {
    // Early rules write an underscore.
    let not_conflicting = flag(fields, "not-conflicting")?.or(flag(fields, "not_conflicting")?);
    Ok(SanitizerYaml {
        formula,
        side_effect: flag(fields, "by-side-effect")?.unwrap_or(false),
        exact: flag(fields, "exact")?,
        not_conflicting: not_conflicting.unwrap_or(false),
    })
}

fn propagator(formula: FormulaYaml, fields: &mut Fields<'_>) -> Result<PropagatorYaml, Fault> {
    Ok(PropagatorYaml {
        formula,
        from: fields.require("from", "the metavariable that taint comes from")?.text()?,
        to: fields.require("to", "the metavariable that taint goes to")?.text()?,
        side_effect: flag(fields, "by-side-effect")?,
        label: text(fields, "label")?,
        requires: text(fields, "requires")?,
        replace_labels: fields.take("replace-labels").map(|field| field.texts()).transpose()?,
    })
}

fn text(fields: &mut Fields<'_>, name: &'static str) -> Result<Option<Placed<String>>, Fault> {
    fields.take(name).map(|field| field.text()).transpose()
}

fn flag(fields: &mut Fields<'_>, name: &'static str) -> Result<Option<bool>, Fault> {
    fields.take(name).map(|field| field.bool()).transpose()
}
