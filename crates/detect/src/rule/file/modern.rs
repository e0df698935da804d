//! Semgrep's newer syntax: `match`, `taint`, `all`, `any`, `not`, `inside`, `anywhere`, `where`.

use super::condition::{ConditionKind, ConditionYaml, analyzer, comparison, types};
use super::document::{Node, Value};
use super::{Fault, Field, Fields, FormulaYaml, OperatorYaml, Placed, TaintYaml};

/// Operators of the newer syntax.
const OPERATORS: [&str; 8] = ["pattern", "regex", "all", "any", "not", "inside", "anywhere", "taint"];

/// A formula: a pattern, or a mapping with one operator.
pub(super) fn formula(field: Field<'_>) -> Result<FormulaYaml, Fault> {
    match &field.node.value {
        Value::Map(_) => {
            let mut fields = Fields::of(field.node, "a formula")?;
            let formula = among(&mut fields)?;
            fields.finish()?;
            Ok(formula)
        }
        _ => {
            let text = field.text().map_err(|_| field.must_be("a pattern, or a mapping with one operator"))?;
            Ok(FormulaYaml::plain(text.at, "pattern", OperatorYaml::Pattern(text)))
        }
    }
}

/// The formula that stands among `fields`, which may have other keys.
pub(super) fn among(fields: &mut Fields<'_>) -> Result<FormulaYaml, Fault> {
    let expected = "one of `pattern`, `regex`, `all`, `any`, `not`, `inside` and `anywhere`";
    let mut found = OPERATORS.iter().filter_map(|key| Some((*key, fields.take(key)?))).collect::<Vec<_>>();
    let Some((key, field)) = found.pop() else {
        return Err(Fault::bad(fields.at, format!("what to look for is missing: {expected}")));
    };
    if let Some((other, _)) = found.pop() {
        let message = format!("`{other}` and `{key}` stand beside each other: put them into `all`");
        return Err(Fault::bad(field.key.at, message));
    }
    let inner = || formula(field).map(Box::new);
    let operator = match key {
        "pattern" => OperatorYaml::Pattern(field.text()?),
        "regex" => OperatorYaml::Regex(field.text()?),
        "all" => OperatorYaml::All(list(field)?),
        "any" => OperatorYaml::Any(list(field)?),
        "not" => OperatorYaml::Not(inner()?),
        "inside" => OperatorYaml::Inside(inner()?),
        "anywhere" => OperatorYaml::Anywhere(inner()?),
        _ => return Err(Fault::unsupported(field.key)),
    };
    let mut whole = FormulaYaml::plain(field.key.at, key, operator);
    whole.bound_as = fields.take("as").map(|field| field.text()).transpose()?;
    // A proposal for this part alone; the rule's own is the one that is shown.
    fields.take("fix");
    if let Some(field) = fields.take("where") {
        for node in field.list()? {
            condition(node, &mut whole)?;
        }
    }
    Ok(whole)
}

fn list(field: Field<'_>) -> Result<Vec<FormulaYaml>, Fault> {
    field.list()?.iter().map(|node| formula(Field { key: field.key, node })).collect()
}

/// An item of `where`.
fn condition(node: &Node, whole: &mut FormulaYaml) -> Result<(), Fault> {
    let mut fields = Fields::of(node, "an item of `where`")?;
    let at = fields.at;
    let (key, kind) = if let Some(field) = fields.take("focus") {
        whole.focus.push(field.one_or_more()?);
        return fields.finish();
    } else if fields.has("comparison") {
        let metavariable = fields.take("metavariable").map(|field| field.text()).transpose()?;
        ("comparison", comparison(&mut fields, metavariable)?)
    } else {
        let expected = "a metavariable such as `$X`, unless there is `focus` or `comparison`";
        let metavariable = fields.require("metavariable", expected)?.text()?;
        of_metavariable(&mut fields, metavariable)?
    };
    fields.finish()?;
    whole.conditions.push(ConditionYaml { at, key, kind });
    Ok(())
}

fn of_metavariable(
    fields: &mut Fields<'_>,
    metavariable: Placed<String>,
) -> Result<(&'static str, ConditionKind), Fault> {
    if fields.has("type") || fields.has("types") {
        return Ok(("type", types(fields, metavariable)?));
    }
    if let Some(field) = fields.take("analyzer") {
        return Ok(("analyzer", ConditionKind::Analysis { metavariable, analyzer: analyzer(field)? }));
    }
    if let Some(field) = fields.take("regex") {
        return Ok(("regex", ConditionKind::Regex { metavariable, regex: field.text()?, constant_propagation: false }));
    }
    let language = fields.take("language").map(|field| field.text()).transpose()?;
    let formula = among(fields)?;
    Ok((formula.key, ConditionKind::Pattern { metavariable, language, formula }))
}

/// `taint`: sources, sinks, sanitizers and propagators.
pub(super) fn taint(field: Field<'_>) -> Result<TaintYaml, Fault> {
    let mut fields = Fields::of(field.node, "`taint`")?;
    let taint = TaintYaml::read_lists(field.key.at, &mut fields, ["sources", "sinks", "sanitizers", "propagators"])?;
    fields.finish()?;
    Ok(taint)
}
