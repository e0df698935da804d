use std::collections::BTreeMap;
use std::ops::Range;

/// A metavariable, by its number among those of a ruleset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Variable(u32);

/// The names of a ruleset's metavariables, without the `$`.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    numbers: BTreeMap<String, Variable>,
}

impl Variables {
    /// The metavariable of that name; a new one if it was not known.
    pub fn of(&mut self, name: &str) -> Variable {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let variable = Variable(self.numbers.len() as u32);
        self.numbers.insert(name.to_owned(), variable);
        variable
    }

    /// The name of a metavariable.
    pub fn name(&self, variable: Variable) -> &str {
        let named = self.numbers.iter().find(|(_, number)| **number == variable);
        named.map_or("", |(name, _)| name)
    }

    /// The metavariable of that name, if any rule has it.
    pub fn get(&self, name: &str) -> Option<Variable> {
        self.numbers.get(name).copied()
    }
}

/// What a metavariable stands for: a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    pub variable: Variable,
    pub range: Range<u32>,
    /// Whether it stands for the content of the text that the code there is known to be, as in `"$X"`.
    pub of_value: bool,
}

/// The metavariables of one match, in the order in which they were bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bindings(pub Vec<Binding>);

impl Bindings {
    pub fn get(&self, variable: Variable) -> Option<Range<u32>> {
        self.0.iter().find(|binding| binding.variable == variable).map(|binding| binding.range.clone())
    }

    /// Whether a metavariable stands for what the code that it is bound to is known to be.
    pub fn is_of_value(&self, variable: Variable) -> bool {
        self.0.iter().any(|binding| binding.variable == variable && binding.of_value)
    }

    /// Both sets together, if they agree on the metavariables that they share.
    pub fn merged(&self, other: &Self, same: Same<'_>) -> Option<Self> {
        if !self.agrees(other, same) {
            return None;
        }
        let mut merged = self.clone();
        merged.0.extend(other.0.iter().filter(|binding| self.get(binding.variable).is_none()).cloned());
        Some(merged)
    }

    /// Whether the metavariables that both sets have stand for the same code.
    pub fn agrees(&self, other: &Self, same: Same<'_>) -> bool {
        other.0.iter().all(|binding| self.get(binding.variable).is_none_or(|range| same(&range, &binding.range)))
    }
}

/// Whether two stretches of a text hold the same code.
pub(crate) type Same<'a> = &'a dyn Fn(&Range<u32>, &Range<u32>) -> bool;

/// One place where a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub range: Range<u32>,
    pub bindings: Bindings,
}

/// Whether two stretches hold the same code, white space aside.
pub(crate) fn same_text(text: &str, left: &Range<u32>, right: &Range<u32>) -> bool {
    if left == right {
        return true;
    }
    let visible = |range: &Range<u32>| {
        text.as_bytes()
            .get(range.start as usize..range.end as usize)
            .unwrap_or(&[])
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace())
    };
    visible(left).eq(visible(right))
}
