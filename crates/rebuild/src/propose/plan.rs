use std::collections::BTreeMap;

use super::source::{base, join};

/// A recipe with the reasons for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) product: String,
    pub(super) release: String,
    pub(super) steps: Vec<String>,
    pub(super) folder: Option<String>,
    pub(super) buildinfo: Option<String>,
    pub(super) environment: BTreeMap<String, String>,
    pub(super) artefacts: Vec<Counterpart>,
    /// What the evaluator should know before he runs it.
    pub(super) remarks: Vec<String>,
}

/// A shipped file and what is probably built in its place.
#[derive(Clone, Debug)]
pub(super) struct Counterpart {
    pub(super) shipped: String,
    pub(super) built: String,
    pub(super) remark: String,
}

/// What stands beside an artefact that nothing in the source names.
const UNKNOWN: &str = "which file of the build is this?";

impl Plan {
    /// With a counterpart for each shipped file, where `built` finds one: the path that the build makes, and why.
    pub(super) fn with(
        mut self,
        shipped: &[String],
        folder: &str,
        built: impl Fn(&str) -> Option<(String, String)>,
    ) -> Self {
        self.artefacts.extend(shipped.iter().map(|path| {
            let unknown = || (join(folder, base(path)), UNKNOWN.to_owned());
            let (built, remark) = built(path).filter(|(built, _)| stays_inside(built)).unwrap_or_else(unknown);
            Counterpart { shipped: path.clone(), built, remark }
        }));
        self
    }

    /// With shipped files of which nothing is known.
    pub(super) fn with_unknown(self, shipped: &[String], folder: &str) -> Self {
        self.with(shipped, folder, |_| None)
    }

    pub(super) fn remark(&mut self, remark: impl Into<String>) {
        self.remarks.push(remark.into());
    }
}

/// A recipe's paths lead nowhere else, whatever the source calls what it makes.
fn stays_inside(path: &str) -> bool {
    path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

/// Whether a shipped file is called like something that the build makes: alike, or with a version or platform behind
/// the name.
pub(super) fn is_called(shipped: &str, made: &str) -> bool {
    let rest = base(shipped).strip_prefix(base(made));
    !made.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.']))
}

/// The one among `made` that `shipped` is called like, the longest name first.
pub(super) fn called<'a>(shipped: &str, made: impl IntoIterator<Item = &'a String>) -> Option<&'a String> {
    let alike = made.into_iter().filter(|made| is_called(shipped, made));
    alike.max_by_key(|made| (base(made).len(), std::cmp::Reverse(*made)))
}
