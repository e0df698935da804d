use super::document::Value;
use super::{Fault, Field, Fields, FormulaYaml, Place, Placed};

/// A condition on the metavariables of a match.
#[derive(Clone, Debug)]
pub(crate) struct ConditionYaml {
    /// Where its key stands.
    pub at: Place,
    /// The key as it is written, such as `metavariable-regex`.
    pub key: &'static str,
    pub kind: ConditionKind,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub(crate) enum ConditionKind {
    /// The text begins with a match, as Python's `re.match` has it.
    Regex {
        metavariable: Placed<String>,
        regex: Placed<String>,
        constant_propagation: bool,
    },
    /// The formula matches in what the metavariable stands for.
    Pattern {
        metavariable: Placed<String>,
        /// The language to read it in, if that is not the rule's.
        language: Option<Placed<String>>,
        formula: FormulaYaml,
    },
    Comparison {
        metavariable: Option<Placed<String>>,
        comparison: Placed<String>,
        /// The base that numbers are written in.
        base: Option<u32>,
        /// Whether quotes are taken off first.
        strip: bool,
    },
    Analysis {
        metavariable: Placed<String>,
        analyzer: AnalyzerYaml,
    },
    /// The metavariable has one of these types.
    Type {
        metavariable: Placed<String>,
        types: Vec<Placed<String>>,
        language: Option<Placed<String>>,
    },
    /// Banbury's own: the function that the metavariable names, or one that it calls in the end, is named so.
    Calls {
        metavariable: Placed<String>,
        regex: Placed<String>,
    },
}

/// What a text is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnalyzerYaml {
    Entropy,
    EntropyV2(EntropyMode),
    /// A regular expression that takes exponential time.
    Redos,
}

/// How much entropy makes a text a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EntropyMode {
    Lax,
    #[default]
    Default,
    Strict,
}

impl ConditionYaml {
    /// `metavariable-regex` and its like.
    pub(super) fn read(field: Field<'_>) -> Result<Self, Fault> {
        let mut fields = Fields::of(field.node, &format!("`{}`", field.key.value))?;
        let (key, kind) = match field.key.value.as_str() {
            "metavariable-regex" => ("metavariable-regex", regex(&mut fields)?),
            "metavariable-pattern" => {
                let metavariable = metavariable(&mut fields)?;
                let language = fields.take("language").map(|field| field.text()).transpose()?;
                let formula = FormulaYaml::read_of_rule(&mut fields)?;
                ("metavariable-pattern", ConditionKind::Pattern { metavariable, language, formula })
            }
            "metavariable-comparison" => {
                let metavariable = fields.take("metavariable").map(|field| field.text()).transpose()?;
                ("metavariable-comparison", comparison(&mut fields, metavariable)?)
            }
            "metavariable-analysis" => {
                let metavariable = metavariable(&mut fields)?;
                let analyzer = analyzer(fields.require("analyzer", "`entropy`, `entropy_v2` or `redos`")?)?;
                ("metavariable-analysis", ConditionKind::Analysis { metavariable, analyzer })
            }
            "banbury" => {
                let metavariable = metavariable(&mut fields)?;
                let regex = fields.require("calls", "a regular expression for names of functions")?.text()?;
                ("banbury", ConditionKind::Calls { metavariable, regex })
            }
            _ => {
                let metavariable = metavariable(&mut fields)?;
                ("metavariable-type", types(&mut fields, metavariable)?)
            }
        };
        fields.finish()?;
        Ok(Self { at: field.key.at, key, kind })
    }
}

fn metavariable(fields: &mut Fields<'_>) -> Result<Placed<String>, Fault> {
    fields.require("metavariable", "a metavariable such as `$X`")?.text()
}

fn regex(fields: &mut Fields<'_>) -> Result<ConditionKind, Fault> {
    let metavariable = metavariable(fields)?;
    let regex = fields.require("regex", "a regular expression")?.text()?;
    let constant_propagation = fields.take("constant-propagation").map(|field| field.bool()).transpose()?;
    Ok(ConditionKind::Regex { metavariable, regex, constant_propagation: constant_propagation.unwrap_or(false) })
}

/// The keys of a comparison.
pub(super) fn comparison(
    fields: &mut Fields<'_>,
    metavariable: Option<Placed<String>>,
) -> Result<ConditionKind, Fault> {
    let comparison = fields.require("comparison", "an expression such as `$X > 4`")?.text()?;
    let base = fields.take("base").map(|field| field.count()).transpose()?;
    let strip = fields.take("strip").map(|field| field.bool()).transpose()?.unwrap_or(false);
    Ok(ConditionKind::Comparison { metavariable, comparison, base, strip })
}

/// `type` or `types`.
pub(super) fn types(fields: &mut Fields<'_>, metavariable: Placed<String>) -> Result<ConditionKind, Fault> {
    let language = fields.take("language").map(|field| field.text()).transpose()?;
    let types = match fields.take("types") {
        Some(field) => field.texts()?,
        None => vec![fields.require("type", "a type, such as `char *`")?.text()?],
    };
    Ok(ConditionKind::Type { metavariable, types, language })
}

/// A name, or a mapping with `kind` and `mode`.
pub(super) fn analyzer(field: Field<'_>) -> Result<AnalyzerYaml, Fault> {
    let kinds = [
        ("entropy", AnalyzerYaml::Entropy),
        ("entropy_v2", AnalyzerYaml::EntropyV2(EntropyMode::default())),
        ("redos", AnalyzerYaml::Redos),
    ];
    if !matches!(field.node.value, Value::Map(_)) {
        return field.one_of(&kinds);
    }
    let mut fields = Fields::of(field.node, "`analyzer`")?;
    let kind = fields.require("kind", "`entropy`, `entropy_v2` or `redos`")?.one_of(&kinds)?;
    let modes = [("lax", EntropyMode::Lax), ("default", EntropyMode::Default), ("strict", EntropyMode::Strict)];
    let mode = fields.take("mode").map(|field| field.one_of(&modes)).transpose()?;
    fields.finish()?;
    Ok(match (kind, mode) {
        (AnalyzerYaml::EntropyV2(_), Some(mode)) => AnalyzerYaml::EntropyV2(mode),
        _ => kind,
    })
}
