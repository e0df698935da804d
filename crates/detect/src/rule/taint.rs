//! Rules that follow values: their sources, sinks, sanitizers and propagators, compiled for one grammar.

use super::compile::Compiler;
use super::file::{
    OptionsYaml, Placed, PropagatorYaml, RequiresYaml, SanitizerYaml, SideEffect, SinkYaml, SourceYaml, TaintYaml,
    Unsupported,
};
use super::formula::Formula;
use super::requires::Requires;
use crate::pattern::Variable;

/// A label of taint, by its number in the rule. Rules without labels have the one numbered 0.
pub(crate) type Label = u8;

/// The label of sources that name none.
const UNNAMED: &str = "__SOURCE__";

/// What a taint rule follows, for one grammar.
pub(crate) struct TaintSpec {
    pub sources: Vec<Source>,
    pub sinks: Vec<Sink>,
    pub sanitizers: Vec<Sanitizer>,
    pub propagators: Vec<Propagator>,
    pub options: TaintOptions,
}

/// Where taint comes from.
pub(crate) struct Source {
    pub formula: Formula,
    pub label: Label,
    /// What taint must be there for it to be a source.
    pub requires: Option<Requires>,
    pub side_effect: SideEffect,
    pub exact: bool,
}

/// Where taint must not arrive.
pub(crate) struct Sink {
    pub formula: Formula,
    /// What taint must arrive; any if there is none.
    pub requires: Option<Requires>,
    pub exact: bool,
}

/// What takes taint away.
pub(crate) struct Sanitizer {
    pub formula: Formula,
    pub side_effect: bool,
    pub exact: bool,
    /// Whether it counts only where it is no source or sink at the same time.
    pub not_conflicting: bool,
}

/// What hands taint on from one place of its match to another.
pub(crate) struct Propagator {
    pub formula: Formula,
    pub from: Variable,
    pub to: Variable,
    pub side_effect: bool,
    pub label: Option<Label>,
    pub requires: Option<Requires>,
    /// The labels that are replaced by `label`; none for all.
    pub replaced: Option<Vec<Label>>,
}

/// What a rule's author knows to carry no taint.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TaintOptions {
    /// Calls of unknown functions hand nothing on from their arguments to their results.
    pub safe_functions: bool,
    pub safe_indexes: bool,
    pub safe_comparisons: bool,
    pub safe_booleans: bool,
    pub safe_numbers: bool,
    pub only_assignments: bool,
    /// Metavariables that sources and sinks share stand for the same code.
    pub unify: bool,
    /// Nothing is followed from file to file.
    pub intrafile: bool,
}

impl TaintSpec {
    /// Compiles the lists of a rule.
    pub(super) fn compile(
        yaml: &TaintYaml,
        options: &OptionsYaml,
        compiler: &mut Compiler<'_>,
    ) -> Result<Self, Unsupported> {
        let mut labels = Labels::default();
        let spec = Self {
            sources: all(&yaml.sources, |it| source(it, compiler, &mut labels))?,
            sinks: all(&yaml.sinks, |it| sink(it, compiler, &mut labels))?,
            sanitizers: all(&yaml.sanitizers, |it| sanitizer(it, compiler))?,
            propagators: all(&yaml.propagators, |it| propagator(it, compiler, &mut labels))?,
            options: TaintOptions {
                safe_functions: options.taint_assume_safe_functions,
                safe_indexes: options.taint_assume_safe_indexes,
                safe_comparisons: options.taint_assume_safe_comparisons || options.taint_assume_safe_booleans,
                safe_booleans: options.taint_assume_safe_booleans,
                safe_numbers: options.taint_assume_safe_numbers,
                only_assignments: options.taint_only_propagate_through_assignments,
                unify: options.taint_unify_mvars,
                intrafile: options.taint_intrafile,
            },
        };
        Ok(spec)
    }

    /// All its formulas, each of which may be all that a file holds of the rule.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let sources = self.sources.iter().map(|it| &it.formula);
        let sinks = self.sinks.iter().map(|it| &it.formula);
        let sanitizers = self.sanitizers.iter().map(|it| &it.formula);
        sources.chain(sinks).chain(sanitizers).chain(self.propagators.iter().map(|it| &it.formula))
    }
}

/// The labels of one rule.
struct Labels(Vec<String>);

impl Default for Labels {
    fn default() -> Self {
        Self(vec![UNNAMED.to_owned()])
    }
}

impl Labels {
    fn of(&mut self, name: &Placed<String>) -> Result<Label, Unsupported> {
        let number = self.0.iter().position(|known| *known == name.value).unwrap_or_else(|| {
            self.0.push(name.value.clone());
            self.0.len() - 1
        });
        Label::try_from(number).map_err(|_| Unsupported::new(name.at, "more than 256 labels are not supported"))
    }

    fn requires(&mut self, yaml: Option<&Placed<String>>) -> Result<Option<Requires>, Unsupported> {
        yaml.map(|yaml| Requires::parse(yaml, &mut |name| self.of(name))).transpose()
    }
}

fn all<Y, T>(yaml: &[Y], compile: impl FnMut(&Y) -> Result<T, Unsupported>) -> Result<Vec<T>, Unsupported> {
    yaml.iter().map(compile).collect()
}

fn source(yaml: &SourceYaml, compiler: &mut Compiler<'_>, labels: &mut Labels) -> Result<Source, Unsupported> {
    if yaml.control {
        return Err(Unsupported::new(yaml.formula.at, "`control` is not supported"));
    }
    Ok(Source {
        formula: compiler.formula(&yaml.formula)?,
        label: yaml.label.as_ref().map_or(Ok(0), |label| labels.of(label))?,
        requires: labels.requires(yaml.requires.as_ref())?,
        side_effect: yaml.side_effect,
        exact: yaml.exact.unwrap_or(false),
    })
}

fn sink(yaml: &SinkYaml, compiler: &mut Compiler<'_>, labels: &mut Labels) -> Result<Sink, Unsupported> {
    if yaml.at_exit {
        return Err(Unsupported::new(yaml.formula.at, "`at-exit` is not supported"));
    }
    let requires = match &yaml.requires {
        None => None,
        Some(RequiresYaml::Labels(expression)) => labels.requires(Some(expression))?,
        Some(RequiresYaml::OfMetavariables(_)) => {
            let reason = "`requires` with an expression for each metavariable is not supported";
            return Err(Unsupported::new(yaml.formula.at, reason));
        }
    };
    Ok(Sink { formula: compiler.formula(&yaml.formula)?, requires, exact: yaml.exact.unwrap_or(true) })
}

fn sanitizer(yaml: &SanitizerYaml, compiler: &mut Compiler<'_>) -> Result<Sanitizer, Unsupported> {
    Ok(Sanitizer {
        formula: compiler.formula(&yaml.formula)?,
        side_effect: yaml.side_effect,
        exact: yaml.exact.unwrap_or(false),
        not_conflicting: yaml.not_conflicting,
    })
}

fn propagator(
    yaml: &PropagatorYaml,
    compiler: &mut Compiler<'_>,
    labels: &mut Labels,
) -> Result<Propagator, Unsupported> {
    let replaced = yaml.replace_labels.as_ref().map(|list| all(list, |label| labels.of(label))).transpose()?;
    Ok(Propagator {
        formula: compiler.formula(&yaml.formula)?,
        from: compiler.variable(&yaml.from)?,
        to: compiler.variable(&yaml.to)?,
        side_effect: yaml.side_effect.unwrap_or(true),
        label: yaml.label.as_ref().map(|label| labels.of(label)).transpose()?,
        requires: labels.requires(yaml.requires.as_ref())?,
        replaced,
    })
}
