//! Which functions a call may reach.

use super::facts::{Callee, NameId};
use super::index::{FunctionId, Index};
use super::kept::is_crowd;

/// Functions that one call may reach; more than these are too many to tell anything.
const MOST_TARGETS: usize = 64;

/// The functions that a call may reach, in order; none if it leads out of the drop.
#[derive(Default)]
pub(super) struct Targets {
    pub functions: Vec<FunctionId>,
    /// Whether there are more.
    pub is_incomplete: bool,
}

impl Index {
    /// What a call in `from` may reach.
    pub fn targets_of(&self, from: FunctionId, callee: Callee) -> Targets {
        let file = self.file(from);
        let mut targets = Targets::default();
        match callee {
            Callee::Unknown => {}
            Callee::Name(name) => {
                targets.functions = self.named(file, name, None);
                if targets.functions.is_empty() {
                    targets.functions = self.named(file, name, self.function(from).class);
                }
                if targets.functions.is_empty() {
                    self.add_kept(file, || self.kept.in_variable(name), &mut targets);
                }
            }
            Callee::Scoped { scope, name } => {
                targets.functions = self.named(file, name, Some(scope));
                if targets.functions.is_empty() {
                    targets.functions = self.named(file, name, None);
                }
            }
            Callee::Member { name, of, on_itself } => {
                self.add_kept(file, || self.kept.in_field(name, of), &mut targets);
                let class = of.or(self.function(from).class.filter(|_| on_itself));
                if class.is_some() {
                    targets.functions.extend(self.named(file, name, class));
                } else if targets.functions.is_empty() && !self.files[file].has_pointers() {
                    // `module.function()`
                    targets.functions.extend(self.named(file, name, None));
                }
            }
        }
        targets.functions.sort_unstable();
        targets.functions.dedup();
        targets.is_incomplete |= targets.functions.len() > MOST_TARGETS;
        targets.functions.truncate(MOST_TARGETS);
        targets
    }

    /// Adds the functions that a call finds kept somewhere; of too many, those of its own file.
    fn add_kept<Kept: Iterator<Item = FunctionId>>(&self, file: usize, kept: impl Fn() -> Kept, targets: &mut Targets) {
        if is_crowd(kept()) {
            let own = self.of_path(file);
            targets.functions.extend(kept().filter(|function| own.contains(function)));
            targets.is_incomplete = true;
        } else {
            targets.functions.extend(kept());
        }
    }

    /// Functions of a name that can be seen in a file, its own first; of others one more than a call may reach.
    pub fn named(&self, file: usize, name: NameId, class: Option<NameId>) -> Vec<FunctionId> {
        let is_of_class = |id: &FunctionId| self.function(*id).class == class;
        let near: Vec<FunctionId> = self.by_name.among(name, &self.of_path(file)).filter(is_of_class).collect();
        match near.is_empty() {
            true => self.shared.of(name).filter(is_of_class).take(MOST_TARGETS + 1).collect(),
            false => near,
        }
    }
}
