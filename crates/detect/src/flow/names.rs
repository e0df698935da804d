use std::collections::HashMap;

use super::facts::NameId;

/// The names of a file, numbered as they come.
#[derive(Default)]
pub(crate) struct FileNames<'text> {
    numbers: HashMap<&'text str, NameId>,
    names: Vec<&'text str>,
}

impl<'text> FileNames<'text> {
    pub fn of(&mut self, name: &'text str) -> NameId {
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            (self.names.len() - 1) as NameId
        })
    }

    pub fn text(&self, name: NameId) -> &'text str {
        self.names.get(name as usize).copied().unwrap_or("")
    }

    pub fn into_list(self) -> Vec<String> {
        self.names.into_iter().map(str::to_owned).collect()
    }
}
