use serde::{Deserialize, Serialize};

use super::{BadForm, check_schema};
use crate::{ApiFamily, ApiName, CallCount, Census, DropPath, Redefinition};

const SCHEMA: &str = "banbury.census/v1";

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
            schema: SCHEMA.to_owned(),
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

impl TryFrom<CensusV1> for Census {
    type Error = BadForm;

    fn try_from(wire: CensusV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        let families = wire.families.into_iter().map(|it| ApiFamily {
            family: it.family,
            safe: it.safe.into(),
            unsafe_: it.unsafe_.into(),
            names: it.names.into_iter().map(ApiName::from).collect(),
        });
        let redefinitions = wire.redefinitions.into_iter().map(|it| Redefinition {
            path: it.path,
            line: it.line,
            name: it.name,
            ends_in: it.ends_in,
            via: it.via,
            drops_bound: it.drops_bound,
        });
        Ok(Self { families: families.collect(), redefinitions: redefinitions.collect() })
    }
}

impl From<Count> for CallCount {
    fn from(count: Count) -> Self {
        Self { functions: count.functions, calls: count.calls }
    }
}

impl From<Name> for ApiName {
    fn from(name: Name) -> Self {
        Self { name: name.name, safe: name.safe, calls: name.calls, in_macro_bodies: name.in_macro_bodies }
    }
}
