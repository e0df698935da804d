use std::collections::BTreeMap;

use banbury_evidence::{ApiFamily, ApiName, CallCount, Census, Redefinition};
use serde::{Deserialize, Serialize};

use crate::CallFact;

/// Families of functions, as data: which do a job safely, and which do not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiFamilies {
    family: Vec<FamilyToml>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FamilyToml {
    name: String,
    safe: Vec<String>,
    #[serde(rename = "unsafe")]
    unsafe_: Vec<String>,
}

/// The families file is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("the file of API families cannot be read: {0}")]
pub struct BadFamilies(#[from] toml::de::Error);

impl ApiFamilies {
    /// Reads the TOML of a ruleset's `api-families.toml`.
    ///
    /// # Errors
    /// With line and column, if it is not of that form.
    pub fn parse(text: &str) -> Result<Self, BadFamilies> {
        Ok(toml::from_str(text)?)
    }

    /// Whether `name` is a safe function of some family.
    pub fn is_safe(&self, name: &str) -> bool {
        self.family.iter().any(|family| family.safe.iter().any(|safe| safe == name))
    }

    /// Whether calls of `name` are counted.
    pub fn counts(&self, name: &str) -> bool {
        self.is_safe(name) || self.is_unsafe(name)
    }

    /// The safe functions of all families.
    pub fn safe_names(&self) -> impl Iterator<Item = &str> {
        self.family.iter().flat_map(|family| family.safe.iter().map(String::as_str))
    }

    /// The unsafe functions of all families.
    pub fn unsafe_names(&self) -> impl Iterator<Item = &str> {
        self.family.iter().flat_map(|family| family.unsafe_.iter().map(String::as_str))
    }

    /// Whether `name` is an unsafe function of some family, or one whose safety is the caller's: `memcpy` has a count and
    /// no size of the destination.
    pub fn is_unsafe(&self, name: &str) -> bool {
        self.family.iter().any(|family| family.unsafe_.iter().any(|other| other == name))
    }
}

/// The census of a drop: calls of all files, by family. Functions that no one calls are left out.
pub fn census(families: &ApiFamilies, calls: &[CallFact], redefinitions: Vec<Redefinition>) -> Census {
    let mut totals: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for fact in calls {
        let total = totals.entry(&fact.name).or_default();
        total.0 += fact.calls;
        total.1 += fact.in_macro_bodies;
    }
    let mut counted: Vec<ApiFamily> = families
        .family
        .iter()
        .map(|family| {
            let names = |list: &[String], safe| -> Vec<ApiName> {
                let called = list.iter().filter_map(|name| Some((name, totals.get(name.as_str())?)));
                called
                    .map(|(name, (calls, in_macro_bodies))| ApiName {
                        name: name.clone(),
                        safe,
                        calls: *calls,
                        in_macro_bodies: *in_macro_bodies,
                    })
                    .collect()
            };
            let (safe, unsafe_) = (names(&family.safe, true), names(&family.unsafe_, false));
            let count = |names: &[ApiName]| CallCount {
                functions: names.iter().filter(|name| name.calls > 0).count() as u64,
                calls: names.iter().map(|name| name.calls).sum(),
            };
            let (safe_count, unsafe_count) = (count(&safe), count(&unsafe_));
            let mut names: Vec<ApiName> = safe.into_iter().chain(unsafe_).collect();
            names.sort_by(|a, b| a.name.cmp(&b.name));
            ApiFamily { family: family.name.clone(), safe: safe_count, unsafe_: unsafe_count, names }
        })
        .collect();
    counted.sort_by(|a, b| a.family.cmp(&b.family));
    Census { families: counted, redefinitions }
}
