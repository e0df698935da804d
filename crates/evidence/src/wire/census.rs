use serde::{Deserialize, Serialize};

use crate::{CallCount, Census, DropPath};

/// census.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Census`")]
pub struct CensusV1 {
    pub schema: String,
    pub families: Vec<Family>,
    pub redefinitions: Vec<Redefined>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `ApiFamily`")]
pub struct Family {
    pub family: String,
    pub safe: Count,
    #[serde(rename = "unsafe")]
    pub unsafe_: Count,
    pub names: Vec<Name>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `CallCount`")]
pub struct Count {
    pub functions: u64,
    pub calls: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `ApiName`")]
pub struct Name {
    pub name: String,
    pub safe: bool,
    pub calls: u64,
    pub in_macro_bodies: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Redefinition`")]
pub struct Redefined {
    pub path: DropPath,
    pub line: u32,
    pub name: String,
    pub ends_in: String,
    pub via: Vec<String>,
    pub drops_bound: bool,
}

impl From<CallCount> for Count {
    fn from(count: CallCount) -> Self {
        Self { functions: count.functions, calls: count.calls }
    }
}

impl From<&Census> for CensusV1 {
    fn from(census: &Census) -> Self {
        Self {
            schema: "banbury.census/v1".to_owned(),
            families: census
                .families
                .iter()
                .map(|family| Family {
                    family: family.family.clone(),
                    safe: family.safe.into(),
                    unsafe_: family.unsafe_.into(),
                    names: family
                        .names
                        .iter()
                        .map(|name| Name {
                            name: name.name.clone(),
                            safe: name.safe,
                            calls: name.calls,
                            in_macro_bodies: name.in_macro_bodies,
                        })
                        .collect(),
                })
                .collect(),
            redefinitions: census
                .redefinitions
                .iter()
                .map(|found| Redefined {
                    path: found.path.clone(),
                    line: found.line,
                    name: found.name.clone(),
                    ends_in: found.ends_in.clone(),
                    via: found.via.clone(),
                    drops_bound: found.drops_bound,
                })
                .collect(),
        }
    }
}
