use super::document::{Node, Value};
use super::nearest::nearest;
use super::{Fault, Place, Placed};

/// The keys of one mapping, taken one after the other; what is left over at the end is a mistake.
pub(super) struct Fields<'node> {
    pub at: Place,
    entries: Vec<(&'node Placed<String>, &'node Node)>,
    asked: Vec<&'static str>,
}

/// A key and its value.
#[derive(Clone, Copy)]
pub(super) struct Field<'node> {
    pub key: &'node Placed<String>,
    pub node: &'node Node,
}

impl<'node> Fields<'node> {
    /// The fields of `node`, which is called `what` if it is no mapping.
    pub fn of(node: &'node Node, what: &str) -> Result<Self, Fault> {
        match &node.value {
            Value::Map(entries) => Ok(Self {
                at: node.at,
                entries: entries.iter().map(|(key, value)| (key, value)).collect(),
                asked: Vec::new(),
            }),
            _ => Err(Fault::bad(node.at, format!("{what} must be a mapping, not {}", node.described()))),
        }
    }

    /// The field of that name, if it is there.
    pub fn take(&mut self, name: &'static str) -> Option<Field<'node>> {
        self.asked.push(name);
        let index = self.entries.iter().position(|(key, _)| key.value == name)?;
        let (key, node) = self.entries.remove(index);
        Some(Field { key, node })
    }

    /// The field of that name, which must be there.
    pub fn require(&mut self, name: &'static str, expected: &str) -> Result<Field<'node>, Fault> {
        match self.take(name) {
            Some(field) => Ok(field),
            // A misspelt key says more than a missing one.
            None => match self.entries.iter().find(|(key, _)| nearest(&key.value, [name]).is_some()) {
                Some((key, _)) => Err(unknown(key, Some(name))),
                None => Err(Fault::bad(self.at, format!("the key `{name}` is missing: {expected}"))),
            },
        }
    }

    /// Whether a key of that name is left.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.value == name)
    }

    /// The keys that nobody took.
    pub fn left(&self) -> impl Iterator<Item = Field<'node>> {
        self.entries.iter().map(|(key, node)| Field { key, node })
    }

    /// The first key that nobody took, as a mistake.
    pub fn finish(self) -> Result<(), Fault> {
        match self.entries.first() {
            None => Ok(()),
            Some((key, _)) => Err(unknown(key, nearest(&key.value, self.asked.iter().copied()))),
        }
    }

    /// The names that have been asked for.
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }
}

/// The mistake of a key that does not exist.
pub(super) fn unknown(key: &Placed<String>, meant: Option<&str>) -> Fault {
    let hint = meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default();
    Fault::bad(key.at, format!("there is no key `{}` here{hint}", key.value))
}

impl<'node> Field<'node> {
    /// The mistake of a value that is not what it must be.
    pub fn must_be(&self, expected: &str) -> Fault {
        Fault::bad(self.node.at, format!("`{}` must be {expected}, not {}", self.key.value, self.node.described()))
    }

    /// A string, or a number or truth value as it reads.
    pub fn text(&self) -> Result<Placed<String>, Fault> {
        let value = self.node.scalar().ok_or_else(|| self.must_be("a string"))?;
        Ok(Placed { value, at: self.node.at })
    }

    pub fn bool(&self) -> Result<bool, Fault> {
        match &self.node.value {
            Value::Bool(value) => Ok(*value),
            _ => Err(self.must_be("`true` or `false`")),
        }
    }

    /// A whole number that is not negative.
    pub fn count(&self) -> Result<u32, Fault> {
        match &self.node.value {
            Value::Integer(value) => u32::try_from(*value).map_err(|_| self.must_be("a whole number from 0")),
            _ => Err(self.must_be("a whole number from 0")),
        }
    }

    pub fn list(&self) -> Result<&'node [Node], Fault> {
        match &self.node.value {
            Value::List(list) => Ok(list),
            _ => Err(self.must_be("a list")),
        }
    }

    /// A list of strings.
    pub fn texts(&self) -> Result<Vec<Placed<String>>, Fault> {
        let list = self.list()?.iter().map(|node| Field { key: self.key, node });
        list.map(|item| item.text().map_err(|_| item.must_be("a list of strings"))).collect()
    }

    /// A string, or a list of them.
    pub fn one_or_more(&self) -> Result<Vec<Placed<String>>, Fault> {
        match &self.node.value {
            Value::List(_) => self.texts(),
            _ => Ok(vec![self.text().map_err(|_| self.must_be("a string or a list of strings"))?]),
        }
    }

    /// One of a few words.
    pub fn one_of<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, Fault> {
        let text = self.node.scalar();
        let found = text.as_ref().and_then(|text| words.iter().find(|(word, _)| word == text));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let meant = text.and_then(|text| nearest(&text, words.iter().map(|(word, _)| *word)));
            let hint = meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default();
            let Fault::Bad { at, message } = self.must_be(&format!("one of {}", names.join(", "))) else {
                return self.must_be("one of the words that Semgrep knows");
            };
            Fault::Bad { at, message: message + &hint }
        })
    }
}
