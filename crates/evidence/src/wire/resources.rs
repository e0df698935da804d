use serde::{Deserialize, Serialize};

use super::{BadForm, check_schema};
use crate::Resources;

const SCHEMA: &str = "banbury.resources/v1";

/// resources.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Resources`")]
pub struct ResourcesV1 {
    pub schema: String,
    #[serde(flatten)]
    pub resources: Resources,
}

impl From<Resources> for ResourcesV1 {
    fn from(resources: Resources) -> Self {
        Self { schema: SCHEMA.to_owned(), resources }
    }
}

impl TryFrom<ResourcesV1> for Resources {
    type Error = BadForm;

    fn try_from(wire: ResourcesV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        Ok(wire.resources)
    }
}
